"""The published schema is the model's."""

import json
from pathlib import Path

from touchline.spec.model import TaskSpec

SCHEMA = Path(__file__).parents[3] / "docs" / "spec.schema.json"


def test_the_published_schema_is_up_to_date() -> None:
    """``make docs`` writes the schema anew after the model changed."""
    assert json.loads(SCHEMA.read_text("utf-8")) == TaskSpec.model_json_schema()
