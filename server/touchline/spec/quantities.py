"""Budgets and checks: "at most three files", "run `make test`", "all tests must pass"."""

from __future__ import annotations

import re

from touchline.spec.model import Measure
from touchline.spec.tables import table

_TABLE = table("quantities")
_NUMBERS: dict[str, int] = _TABLE["numbers"]
_PARTS = {"unit": _TABLE["unit"], "number": r"\d[\d,]*|" + "|".join(_NUMBERS)}


def _patterns(budgets: list[str]) -> re.Pattern[str]:
    """Join the patterns; each has groups of its own for its number and its unit."""
    filled = (
        budget.replace("{number}", f"(?P<n{index}>{_PARTS['number']})").replace(
            "{unit}", _PARTS["unit"].replace("{counted}", f"(?P<u{index}>{_TABLE['counted']})")
        )
        for index, budget in enumerate(budgets)
    )
    return re.compile("|".join(filled))


_BUDGETS = _patterns(_TABLE["budgets"])
_COUNTED = re.compile(_TABLE["counted"])
_BOUND = re.compile(_TABLE["bounds"])
_COMMAND = re.compile(rf"`(?P<command>{_TABLE['commands']}(?: [^`\n]*)?)`")
_CHECKED = re.compile(_TABLE["checked"])
_TESTS_PASS = re.compile(_TABLE["tests_pass"])


def may_be_budget(low: str) -> bool:
    """Tell quickly whether a text in lower case can set a budget at all."""
    return _BOUND.search(low) is not None and _COUNTED.search(low) is not None


def budgets(low: str) -> list[tuple[Measure, int]]:
    """Return what a sentence in lower case limits, and to how much."""
    found: list[tuple[Measure, int]] = []
    for match in _BUDGETS.finditer(low) if may_be_budget(low) else ():
        groups = {name: text for name, text in match.groupdict().items() if text}
        number = next(text for name, text in groups.items() if name[0] == "n")
        unit = next(text for name, text in groups.items() if name[0] == "u")
        limit = _NUMBERS[number] if number in _NUMBERS else int(number.replace(",", ""))
        found.append((_measure(unit), limit - bool(groups.get("strict"))))
    return found


def _measure(unit: str) -> Measure:
    if unit.startswith("file"):
        return Measure.FILES
    return (
        Measure.LINES
        if unit.startswith("l") and not unit.startswith("lib")
        else Measure.NEW_DEPENDENCIES
    )


def commands(sentence: str) -> list[str]:
    """Return the commands that a sentence wants to be run."""
    if "`" not in sentence or not _CHECKED.search(sentence.lower()):
        return []
    return [match["command"] for match in _COMMAND.finditer(sentence)]


def wants_tests_to_pass(low: str) -> bool:
    """Tell whether a sentence in lower case says that the tests, or the build, shall pass."""
    return _TESTS_PASS.search(low) is not None and not re.search(r"\b(?:if|when|until)\b", low)
