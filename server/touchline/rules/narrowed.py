"""What a command of CI checks less than before, though it is the same command."""

from __future__ import annotations

from touchline.syntax.config import Command, options


def narrowed(old: Command, new: Command) -> str:
    """Return how a command demands or covers less; "" where it does not."""
    return _lowered(old.text, new.text) or _smaller(old.plain.split(), new.plain.split())


def _lowered(old: str, new: str) -> str:
    """Return the threshold in a command that is lower, or gone."""
    now = {option.key: option for option in options(new)}
    for before in options(old):
        after = now.get(before.key)
        if after is None:
            return f"{before.key} {before.value} is gone"
        if after.strictness < before.strictness:
            return f"{before.key} went from {before.value} to {after.value}"
    return ""


def _smaller(old: list[str], new: list[str]) -> str:
    """Return the folder of which only a part is left."""
    lost = [word for word in old if word not in new]
    gained = [word for word in new if word not in old]
    inside = [word for word in lost if gained and all(_is_in(one, word) for one in gained)]
    return f"{gained[0]} in place of {inside[0]}" if inside else ""


def _is_in(path: str, folder: str) -> bool:
    return path.startswith(f"{folder.removesuffix('...').rstrip('/')}/") and not path.endswith(
        "..."
    )
