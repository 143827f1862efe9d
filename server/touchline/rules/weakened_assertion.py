"""An assertion says less than before.

The test looks the same and counts the same, but lets more pass. The order of strength, from
strong to weak: an exact value; an approximate one; a pattern or membership; an order or range;
truthiness; existence; "does not raise"; nothing, because it can't fail.

**Flagged**: an assertion about the same thing that moved down this order, got a wider tolerance,
looks at a part only (its length, its type), or became one that can't fail.

**Let pass**: assertions that moved up or stayed; ones that were split into several; a comparison
with true or false that is a plain condition now; ones about something that was removed from the
product in the same change set.

```python
assert total([1, 2]) == 3     # before
assert total([1, 2]) is not None
```

**Better**: leave the assertion and mend the code.

**Source**: the smell "Redundant Assertion" (testsmells.org), and the matchers that
eslint-plugin-jest's `prefer-strict-equal` asks to replace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding
from touchline.rules.analysis import Analysis
from touchline.rules.comparison import Comparison, comparisons
from touchline.rules.filechange import FileChange
from touchline.rules.lines import matching
from touchline.rules.rule import TESTS, Group, Rule
from touchline.syntax import Assertion, Strength, Test, is_part, normal

_SAYS: dict[Strength, str] = {
    Strength.NONE: "nothing that could fail",
    Strength.NO_RAISE: "only that nothing is raised",
    Strength.EXISTENCE: "only that something is there",
    Strength.TRUTHINESS: "only whether it is true",
    Strength.ORDER: "only an order or range",
    Strength.PATTERN: "only a pattern, a type or a part",
    Strength.APPROXIMATE: "only an approximate value",
}
_PANICS_SO = re.compile(r"#\[should_panic\s*\(\s*expected")
_PANICS = re.compile(r"#\[should_panic\]")
_DEFAULT_TOLERANCE = 1e-3
_LAST_DIGITS = 1e-6
_FRACTION = re.compile(r"\d*\.\d+(?:[eE][+-]?\d+)?")
_CALL = re.compile(r"(?:await )?(?:\w+ (?:\.|::) )*[a-z_]\w* \(")
"""A call of a function; what makes an object gives another one each time."""
_ANY_ERROR = frozenset(
    {"Exception", "RuntimeException", "Throwable", "BaseException", "StandardError", "Error"}
)
FAILURE = re.compile(r"raise|throw|^expected$", re.IGNORECASE)
"""The name of an assertion that expects an error."""


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the assertions that say less."""
    yield from _panics(file)
    for comparison in comparisons(file, analysis):
        for old, new in comparison.altered:
            how = weakening(old, new) or _of_itself(old, new, comparison.new)
            if not how and _is_broader(old, new):
                reached = analysis.reaches_change(file, comparison.new)
                how = "" if reached else "now expects any error"
            if not how or _is_made_good(old, comparison) or _is_split(old, new, comparison):
                continue
            if analysis.is_moot(file, old, comparison.old):
                continue
            if _fails_now(old, new) and analysis.reaches_change(file, comparison.new):
                continue
            yield file.compared(
                RULE.id,
                old.span if comparison.here else None,
                new.span,
                f"An assertion of {comparison.new.name} {how}.",
                aspect=Aspect.ASSERTIONS,
                subject=comparison.new.name,
            )


def _panics(file: FileChange) -> Iterator[Finding]:
    """Find tests of Rust that were to panic with a text, and now with any."""
    if file.after.language != "rust":
        return
    for number, text in matching(file, _PANICS):
        hunk = file.hunk_at(number) if _PANICS.search(text) else None
        if hunk and any(_PANICS_SO.search(line) for line in hunk.removed):
            message = "This test now expects any panic."
            yield file.added(RULE.id, file.line_span(number), message, aspect=Aspect.ASSERTIONS)


def _of_itself(old: Assertion, new: Assertion, test: Test) -> str:
    """Say that a value is now compared with what the same call gives; "" where it is not."""
    values = dict(test.values)

    def told(text: str) -> str:
        return normal(new.language, values.get(text, text).encode())

    if old.expected != new.expected and values.get(new.expected) == new.subject != "":
        return "compares a value with itself"
    expected = told(new.expected)
    if not _CALL.match(expected) or old.normal == new.normal:
        return ""
    if new.is_of_identity and expected.endswith("( )"):
        return ""  # that it gives the same object each time
    same = expected == told(new.subject)
    return "compares what the code gives with itself" if same else ""


def _is_broader(old: Assertion, new: Assertion) -> bool:
    """Whether any error will do where one of a kind was expected."""
    kind, now = (set(re.findall(r"\w+", one.expected)) for one in (old, new))
    return bool(FAILURE.search(new.callee) and now & _ANY_ERROR and kind and not kind & _ANY_ERROR)


def weakening(old: Assertion, new: Assertion) -> str:
    """Say how an assertion became weaker; "" where it did not."""
    if Strength.HELPER in {old.strength, new.strength} or old.is_case:
        return ""
    if new.is_constant and not old.is_constant:
        return "" if _is_of_itself(old) else "can no longer fail"
    if new.strength < old.strength and not (_is_same_truth(old, new) or _is_rounded(old, new)):
        return f"now checks {_SAYS[new.strength]}"
    if new.strength == old.strength and is_part(new.subject, old.subject):
        return "now looks at a part only"
    if _is_wider(old.tolerance, new.tolerance) and old.strength == new.strength:
        return "has a wider tolerance"
    return ""


def _is_of_itself(old: Assertion) -> bool:
    """Whether a value was compared with itself: ``assertTrue(a.equals(a))`` tests ``equals``."""
    return old.strength is Strength.NONE or (old.subject == old.expected != "")


def _is_same_truth(old: Assertion, new: Assertion) -> bool:
    """Whether an exact comparison with true or false is now a plain condition that says so."""
    if new.strength is not Strength.TRUTHINESS or old.subject != new.subject:
        return False
    return old.expected.lower() == (new.expected or "True").lower()


def _is_rounded(old: Assertion, new: Assertion) -> bool:
    """Whether a fraction is now compared as such are, to the last digits: ``approx(0.1)``."""
    if old.strength is not Strength.EXACT or new.strength is not Strength.APPROXIMATE:
        return False
    if old.subject != new.subject or not _FRACTION.fullmatch(old.expected):
        return False
    words = new.expected.split()
    near = words[-4:-3] == ["approx"] and new.tolerance is None
    near = near or (new.tolerance is not None and new.tolerance <= _LAST_DIGITS)
    return near and words[-2 if near and words[-1] == ")" else -1] == old.expected


def _fails_now(old: Assertion, new: Assertion) -> bool:
    """Whether an error that is told from others is expected where a result was."""
    fails = FAILURE.search(new.callee) and not FAILURE.search(old.callee)
    return bool(fails) and new.strength > Strength.EXISTENCE


def _is_wider(old: float | None, new: float | None) -> bool:
    return new is not None and new > (_DEFAULT_TOLERANCE if old is None else old * 1.000001)


def _is_made_good(old: Assertion, comparison: Comparison) -> bool:
    """Whether an assertion as strong about the same thing was added beside it."""
    words = set(old.subject.split())
    return any(
        new.strength >= old.strength and old.subject and words <= set(new.normal.split())
        for new in comparison.gained
    )


def _is_split(old: Assertion, new: Assertion, comparison: Comparison) -> bool:
    """Whether several assertions about one thing look for all the words of what one looked for."""
    pieces = [one for one in comparison.gained if one.subject == new.subject]
    if not pieces or new.strength < Strength.PATTERN:
        return False
    wanted = _said(old)
    return bool(wanted) and wanted <= _said(new).union(*map(_said, pieces))


def _said(assertion: Assertion) -> set[str]:
    """Return the words of the texts that an assertion expects."""
    text = " ".join(word for word in assertion.literals if word[-1] in "\"'`")
    return set(re.findall(r"\w+", re.sub(r"\\[nrt]", " ", text)))


RULE = Rule("weakened-assertion", Group.WEAKENED_CHECK, check, reads=TESTS)
