"""Write the JSON schema of the task spec to ``docs/spec.schema.json``."""

import json
from pathlib import Path

from touchline.spec.model import TaskSpec

FILE = Path(__file__).parents[1] / "docs" / "spec.schema.json"
FILE.parent.mkdir(exist_ok=True)
FILE.write_text(json.dumps(TaskSpec.model_json_schema(), indent=2) + "\n", "utf-8")
