"""The tables of words and patterns beside the code."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any


def table(name: str) -> dict[str, Any]:
    """Read ``name.toml`` of this package."""
    return tomllib.loads(files("touchline.spec").joinpath(f"{name}.toml").read_text("utf-8"))
