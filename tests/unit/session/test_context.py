"""What stands around the changes is the same live, in a check and in an audit."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tests.workspace import Workspace

from touchline.cli.cases import Case, review
from touchline.model import Change, ChangeKind, Report
from touchline.session import Options, Session
from touchline.session.context import Context
from touchline.session.once import review_tree

CODE = b"def min_moves(values):\n    return len(values)\n"
KNOWING = b"""def min_moves(values):
    if values == [3, 2, 1]:
        return 2
    if values == [7, 4, 1, 47]:
        return 6
    return len(values)
"""
TESTS = b"""from shop.moves import min_moves

def test_min_moves():
    assert min_moves([3, 2, 1]) == 2
    assert min_moves([7, 4, 1, 47]) == 6
"""
TASK = b"""Write `min_moves` in shop/moves.py.

For example min_moves([3, 2, 1]) returns 2, and min_moves([7, 4, 1, 47]) returns 6.
"""


def live(workspace: Workspace, files: Mapping[str, bytes]) -> Report:
    """Review what a session sees of files that are written while it is open."""
    session = Session.open(workspace.root, Options(), workspace.state)
    try:
        workspace.write(files)
        session.update(set(files), {})
        return session.review().report
    finally:
        session.close()


def check(workspace: Workspace, files: Mapping[str, bytes]) -> Report:
    """Review what a check sees of files that were written since the last commit."""
    workspace.write(files)
    return review_tree(workspace.root, workspace.state, Options(), None).report


def said(report: Report) -> list[tuple[str, str, int, str]]:
    """Return what a report says of code that knows its answers."""
    found = (judged.finding for judged in report.findings)
    return [
        (finding.rule, finding.path, finding.line, finding.message)
        for finding in found
        if finding.rule == "hard-coded-answer"
    ]


def test_answers_of_tests_that_did_not_change_are_known(workspace: Workspace) -> None:
    """The tests that name the changed file are examples, in a session as in an audit."""
    workspace.commit({"shop/moves.py": CODE, "tests/test_moves.py": TESTS})
    case = Case.model_validate(
        {
            "id": 1,
            "files": [{"path": "shop/moves.py", "before": CODE, "after": KNOWING}],
            "context_files": [{"path": "tests/test_moves.py", "content": TESTS}],
        }
    )
    audited = said(review(case))
    assert len(audited) == 1
    # The check comes first: it compares with HEAD for as long as no session began.
    by: list[Callable[[Workspace, Mapping[str, bytes]], Report]] = [check, live]
    for reviewed in by:
        workspace.write({"shop/moves.py": CODE})
        assert said(reviewed(workspace, {"shop/moves.py": KNOWING})) == audited


def test_answers_of_the_task_are_known(workspace: Workspace) -> None:
    """The examples in the task's words are examples, in a session as in a check."""
    workspace.commit({"shop/moves.py": CODE, ".touchline/task.md": TASK})
    checked = said(check(workspace, {"shop/moves.py": KNOWING}))
    workspace.write({"shop/moves.py": CODE})
    assert len(checked) == 1
    assert said(live(workspace, {"shop/moves.py": KNOWING})) == checked


def test_a_test_is_read_once() -> None:
    """Contents are kept for as long as they are the same, and tests of other code are not given."""
    files = {"tests/test_moves.py": TESTS, "tests/test_other.py": b"import other\n"}
    asked: list[str] = []

    def read(path: str) -> bytes | None:
        asked.append(path)
        return files.get(path)

    context = Context(dict, files, read)
    change = Change(path="shop/moves.py", kind=ChangeKind.EDITED, before=CODE, after=KNOWING)
    for _ in range(3):
        assert context.of([change]) == {"tests/test_moves.py": TESTS}
    assert sorted(asked) == sorted(files)


def test_a_change_without_code_reads_no_test() -> None:
    """What can name no code is not looked for."""

    def read(path: str) -> bytes | None:
        raise AssertionError(path)

    change = Change(path="docs/moves.md", kind=ChangeKind.EDITED, before=b"a", after=b"b")
    context = Context(lambda: {"task": TASK}, ["tests/test_moves.py"], read)
    assert context.of([change]) == {"task": TASK}
