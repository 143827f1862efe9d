"""Models as they lie in the state folder, whole or not at all.

Paths are kept as Python has them: a name that is not UTF-8 has lone surrogates, which pydantic's
own JSON refuses.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

_Model = TypeVar("_Model", bound=BaseModel)


def load(place: Path, model: type[_Model]) -> _Model | None:
    """Read a model; None where there is none, or none that this program can read."""
    try:
        return model.model_validate(json.loads(place.read_bytes()))
    except (OSError, ValueError):
        return None


def save(place: Path, value: BaseModel) -> None:
    """Write a model in place of the one that is there. Raises OSError."""
    made = place.with_suffix(".new")
    made.write_text(json.dumps(value.model_dump(mode="json")), "utf-8")
    made.replace(place)
