"""A reviewer that saw other states before says the same as one that sees a state first."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.edits import FILES, PATHS, TASK, TEXTS

from touchline import spec
from touchline.model import Change, ChangeKind, ChangeSet
from touchline.review import Reviewer
from touchline.rules.rule import Stage

_STEPS = st.lists(
    st.tuples(
        st.dictionaries(st.sampled_from(PATHS), st.sampled_from(TEXTS), max_size=3),
        st.sampled_from(Stage),
        st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(_STEPS)
def test_a_report_does_not_depend_on_what_was_reviewed_before(
    steps: list[tuple[dict[str, str | None], Stage, bool]],
) -> None:
    """Whatever was edited and looked at in between, and whatever the task was before."""
    files: dict[str, str | None] = dict(FILES)
    changes: dict[str, Change] = {}
    task = spec.parse(TASK, "task.md", [*FILES])
    reviewer = Reviewer(task)
    for edits, stage, is_new_task in steps:
        files |= edits
        changes = {c.path: _kept(changes, c) for path in files if (c := _change(path, files[path]))}
        change_set = ChangeSet(changes=tuple(changes[path] for path in sorted(changes)))
        if is_new_task:
            reviewer = Reviewer(task).after(reviewer)
        reviewer.review(change_set, stage)
        assert reviewer.review(change_set) == Reviewer(task).review(change_set)


def _change(path: str, text: str | None) -> Change | None:
    """Compare a file with what it was, as a baseline does."""
    old = FILES.get(path)
    if old == text:
        return None
    created = ChangeKind.CREATED if old is None else ChangeKind.EDITED
    return Change(
        path=path,
        kind=ChangeKind.DELETED if text is None else created,
        before=None if old is None else old.encode(),
        after=None if text is None else text.encode(),
    )


def _kept(changes: dict[str, Change], change: Change) -> Change:
    """Return the object that there was for the same change, as a session keeps it."""
    known = changes.get(change.path)
    return known if known is not None and known == change else change
