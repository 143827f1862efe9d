"""Set-up of tests that gives the very answer which a test compares it with."""

from __future__ import annotations

from collections.abc import Iterator

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.excerpts import function_around
from touchline.rules.filechange import FileChange
from touchline.rules.fresh import fresh
from touchline.rules.literals import Run, run_of, runs_in
from touchline.syntax import Span, Test, tokens


def answers(file: FileChange, analysis: Analysis) -> Iterator[tuple[Span, str]]:
    """Yield the set-up of tests that gives the answer which a test compares it with."""
    language = file.after.language or ""
    functions = (one for one in file.after.definitions if not (one.is_class or one.in_test))
    if file.change.before is None or not any(functions):
        return
    for fact in fresh(file, "outcome"):
        function = function_around(file.after, fact.span)
        run = run_of(tokens(language, fact.part("value").encode("utf-8", "surrogateescape")))
        if function is None or not run or file.after.is_in_test(fact.span):
            continue
        name = file.after.symbols(fact.span.line)[-1].rpartition(".")[2]
        if name in file.before.whole.named and _is_answer(file, analysis, name, run):
            yield fact.span, name


def _is_answer(file: FileChange, analysis: Analysis, name: str, run: Run) -> bool:
    """Whether a test of the file, or one that shares its set-up, compares a name with a value."""
    if file.after.whole.tests:
        return any(_expects(test, name, run) for test in file.after.whole.tests)

    def answer(across: Across) -> bool:
        return any(_expects(test, name, run) for test in across.checkers.tests_with(name))

    return analysis.ask(("answer", name, run), answer)


def _expects(test: Test, name: str, run: Run) -> bool:
    return any(
        one.subject == name and tuple(runs_in(one.expected)) == run for one in test.assertions
    )
