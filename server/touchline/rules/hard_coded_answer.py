"""Code that knows the answers of the examples instead of working them out.

An agent that can't solve a task can still make the visible checks pass: it compares the input
with the inputs of the tests and returns what they expect.

**Flagged**: branches on literals, and tables, whose inputs and outcomes stand side by side in a
test, in a sample file or in an example of the task, where they say more than a base case would;
answers of the tests that are found by a digest of the input, by several telling numbers, or that
are given one after the other, whatever the input; functions in which every answer of their tests
stands, chosen by the size or a part of the input, or without a look at one of the arguments;
programs in which the answers of several samples are written out; lists of inputs of the tests
that are only asked whether they hold the input.

**Let pass**: base cases (``n <= 1``); tables that mostly hold what no example shows, or in which
nothing is looked up; values that the task itself states as a rule; choices by name that only new
tests show; tables and branches that stood there before.

```python
def min_moves(values):
    if values == [3, 2, 1]:
        return 2
    if values == [7, 4, 1, 47]:
        return 6
```

**Better**: work the answer out of the input; if that is not possible yet, say so and let the
test fail.

**Source**: special-cased test inputs, as agents were seen to do it on tests that can't pass
(ImpossibleBench, 2025).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from touchline.model import Aspect, Finding
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.by_heart import by_heart
from touchline.rules.filechange import FileChange
from touchline.rules.filled import filled_tables, may_fill
from touchline.rules.handed_out import by_digest, by_number, in_order
from touchline.rules.literals import bits
from touchline.rules.members import members
from touchline.rules.recited import recited
from touchline.rules.rule import PRODUCT, Group, Rule
from touchline.rules.special_cases import SpecialCase, special_cases
from touchline.syntax import Facts, Span

_ENOUGH = 20.0
"""Bits that the known answers of a place must say together; base cases say fewer."""

_SHARE = 0.5
"""The part of a table that examples must show."""

_NAME = re.compile(r"[A-Za-z][A-Za-z_-]+")
"""A name, as that of a choice."""

_CHOICE = 6.0
"""Bits of a choice by name between two words."""

_NUMBER = re.compile(r"-?[\d.]+")
"""A number, written out."""

_FEW = 3
"""Entries of a table that tell something."""

_WHOLE = 3
"""Scalars from which on a key is a whole input; it counts half where no example shows it."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the special cases that an example shows and that were not there before."""
    if not analysis.ask("answers", lambda across: across.may_show_answers):
        return
    found = [*_in_order(file, analysis), *_special(file, analysis), *_members(file, analysis)]
    found = found or _recited(file, analysis)
    yield from found
    if not found:
        for fact, count in by_heart(file, analysis):
            yield _found(file, fact.span, count)


def _special(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    fills = may_fill(file.added_text)
    found = _cases(file.after, fills=fills)
    if not found:
        return
    groups: defaultdict[int, list[SpecialCase]] = defaultdict(list)
    known = {(case.key, case.outcome) for case in _cases(file.before, fills=fills)}
    for case in found:
        if (case.key, case.outcome) not in known:
            groups[case.group].append(case)
    for group, cases in groups.items():
        shown = _shown(analysis, tuple(cases))
        if shown and _tells(shown, cases, table=bool(group)):
            yield _finding(file, shown)
        elif hidden := _hidden(file, analysis, cases):
            yield _finding(file, hidden)


def _cases(facts: Facts, *, fills: bool) -> list[SpecialCase]:
    return [*special_cases(facts), *(filled_tables(facts) if fills else ())]


def _in_order(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    for span, answers in in_order(file):
        if analysis.is_expected(answers, in_order=True):
            yield _found(file, span, len(answers))


def _members(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    for cases in members(file):

        def are_shown(across: Across, cases: tuple[SpecialCase, ...] = cases) -> bool:
            samples = across.samples
            stated = {word for rule in samples.rules for word in rule}
            return all(samples.has(one) and stated.isdisjoint(one.key) for one in cases)

        if analysis.ask(("members", cases), are_shown):
            yield _finding(file, cases)


def _recited(file: FileChange, analysis: Analysis) -> list[Finding]:
    lines = recited(file, analysis.ask("outputs", lambda across: across.outputs))
    return [_found(file, file.line_span(lines[0]), len(lines))] if lines else []


def _hidden(
    file: FileChange, analysis: Analysis, cases: list[SpecialCase]
) -> tuple[SpecialCase, ...]:
    """Return the cases whose outcomes are all expected by tests, though their inputs are not."""
    for hidden in (by_digest(file.after, cases), by_number(cases)):
        if hidden and analysis.is_expected(tuple(case.outcome for case in hidden)):
            return hidden
    return ()


def _tells(shown: tuple[SpecialCase, ...], cases: list[SpecialCase], *, table: bool) -> bool:
    if table and len(shown) < _FEW:
        whole = all(len(case.key) >= _WHOLE and _is_data(case) for case in cases)
        enough = _ENOUGH if whole else 2 * _ENOUGH
        return len(shown) == len(cases) > 1 and _told(shown) >= enough
    if table:
        return len(shown) >= _SHARE * len(cases) and _told(shown) >= _ENOUGH
    beside = [case for case in cases if case not in shown and len(case.key) >= _WHOLE]
    return _told(shown) + _told(beside) / 2 >= _ENOUGH


def _told(cases: Iterable[SpecialCase]) -> float:
    return sum(_choice(case) or bits(case.key) + bits(case.outcome) for case in cases)


def _choice(case: SpecialCase) -> float:
    """How much a choice by name says ("ENOENT" is "missing"): programs are full of them."""
    words = (*case.key, *case.outcome)
    return _CHOICE if len(words) == 2 and all(map(_NAME.fullmatch, words)) else 0.0


def _shown(analysis: Analysis, cases: tuple[SpecialCase, ...]) -> tuple[SpecialCase, ...]:
    def answer(across: Across) -> tuple[SpecialCase, ...]:
        found = [
            case
            for case in cases
            if (case.key != case.outcome or _is_data(case))
            and (across.samples.shows(case) or (_is_data(case) and across.new_samples.shows(case)))
        ]
        whole = [case for case in cases if case not in found and len(case.key) >= _WHOLE]
        stated = [case for case in whole if found and across.samples.has(case)]
        # Beside more examples of the tests, what the task says of one input is another example.
        known = [*found, *stated] if len(stated) < len(found) else found
        return tuple(sorted(known, key=lambda case: case.span.start))

    return analysis.ask(("shown", cases), answer)


def _is_data(case: SpecialCase) -> bool:
    """Whether a case is no choice by name: new tests of a new table say the same as the table."""
    return all(_NUMBER.fullmatch(scalar) for scalar in (*case.key, *case.outcome))


def _finding(file: FileChange, shown: tuple[SpecialCase, ...]) -> Finding:
    first, last = shown[0].span, shown[-1].span
    span = Span(first.start, last.end, first.line, last.end_line, first.column, last.end_column)
    return _found(file, span, len(shown))


def _found(file: FileChange, span: Span, count: int) -> Finding:
    counted = "One example" if count == 1 else f"{count} examples"
    symbols = file.after.symbols(span.line)
    where = f" of {symbols[-1]}" if symbols else ""
    return file.added(
        RULE.id,
        span,
        f"{counted} of the tests or the task written into the code{where}: it looks the answer"
        " up instead of working it out.",
        aspect=Aspect.HARD_CODING,
        subject=symbols[-1] if symbols else "",
    )


RULE = Rule("hard-coded-answer", Group.SHORTCUT, check, reads=PRODUCT)
