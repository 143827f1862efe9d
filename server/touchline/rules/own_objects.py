"""Objects of a test's own making in place of those that it checks: for ``bypassed-test``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.rules.comparison import Comparison
from touchline.rules.filechange import FileChange
from touchline.syntax import Span, Test

_MADE = re.compile(r"^(?:await )?(?:new |&)?(?:\w+(?:\.|::))*([A-Z]\w*)(?:\.new\b|::\w+)?\s*[({<]?")
"""What makes an object, and the name of its class."""

_MOCK = re.compile(
    r"^(?:\w+\.)*(?:(?:Magic|Async|NonCallable)*Mock|create_autospec|instance_double)\("
)
"""What makes a double of anything."""


def own_objects(file: FileChange, comparison: Comparison) -> Iterator[tuple[Span, str]]:
    """Yield the test whose object, of which it checks methods, is now one of its own making."""
    old, new = comparison.old, comparison.new
    before = dict(old.values)
    for name, value in new.values:
        made, now = _MADE.match(before.get(name, "")), _MADE.match(value)
        if made is None or value == before[name]:
            continue
        checked = _checked(old, name) & _checked(new, name)
        if checked and (
            _MOCK.match(value)
            or (now and now[1] != made[1] and _defines(file, now[1], checked))
            or (now and now[1] == made[1] and _overrides(comparison, value, checked))
        ):
            yield new.span, f"{new.name} checks {name}, which it now makes itself."
            return


def _checked(test: Test, name: str) -> set[str]:
    """Return the methods of a variable whose answers a test checks."""
    method = re.compile(rf"(?<![\w.] ){re.escape(name)} \. (\w+)")
    return {found[1] for one in test.assertions if (found := method.match(one.subject))}


def _defines(file: FileChange, cls: str, methods: set[str]) -> bool:
    """Whether a class is new in a file of tests, and has some methods of its own."""
    if cls in {one.name.rpartition(".")[2] for one in file.before.whole.definitions}:
        return False
    homes = [one.span for one in file.after.whole.definitions if one.is_class and one.name == cls]
    return any(
        home.holds(one.span) and one.name.rpartition(".")[2] in methods
        for home in homes
        for one in file.after.whole.definitions
    )


def _overrides(comparison: Comparison, value: str, methods: set[str]) -> bool:
    """Whether an object gets a body of its own in which such a method is defined."""
    if not value.rstrip().endswith("{"):
        return False
    text, known = (one.text.decode("utf-8", "replace") for one in (comparison.new, comparison.old))
    return any(
        (found := re.search(rf"\b{method}\([^)\n]*\)[^;{{\n]*\{{", text)) and found[0] not in known
        for method in methods
    )
