"""Which command of a pipeline before is which after."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from difflib import SequenceMatcher

from touchline.rules.pairing import pair_by
from touchline.syntax.config import Command, Pipeline

_ALIKE = 0.6
"""How alike the words of two commands are, 0 to 1, that are one."""

_FILLED = re.compile(r"\$\{\{.*?\}\}|\$\(\w+\)|\$\{?\w+\}?")
"""What a matrix fills in."""


def paired(
    before: Sequence[Command], after: Sequence[Command]
) -> tuple[list[tuple[Command, Command]], list[Command]]:
    """Pair commands that are the same but for their softness, then those that are alike."""
    pairs: list[tuple[Command, Command]] = []
    old, new = list(before), list(after)
    keys: tuple[Callable[[Command], Hashable], ...] = (
        lambda command: (command.text, command.soft, command.job),
        lambda command: (command.plain, command.job),
        lambda command: command.plain,
    )
    for key in keys:
        found, old, new = pair_by(key, old, new)
        pairs += found
    for command in list(old):
        alike = max(new, key=lambda other: _likeness(command, other), default=None)
        if alike is not None and _likeness(command, alike) >= _ALIKE:
            pairs.append((command, alike))
            old.remove(command)
            new.remove(alike)
    return pairs, old


def _likeness(one: Command, other: Command) -> float:
    if one.check != other.check:
        return 0.0
    same_job = 0.1 if one.job == other.job else 0.0
    return SequenceMatcher(None, one.plain.split(), other.plain.split()).ratio() + same_job


def is_in_matrix(before: Pipeline, after: Pipeline, old: Command) -> bool:
    """Whether the jobs of a matrix now run a command as often as jobs of their own did."""
    running = [one for one in after.commands if _is_run_by(one, old)]
    run = (one for one in before.commands if any(_is_run_by(new, one) for new in running))
    return 0 < sum(one.times for one in run) <= sum(one.times for one in running)


def _is_run_by(command: Command, old: Command) -> bool:
    """Whether a command, whatever a matrix fills in, is another one."""
    pattern = ".+".join(map(re.escape, _FILLED.split(command.plain)))
    return not command.soft and bool(re.fullmatch(pattern, old.plain))
