"""One click makes a clause, and only for what was clicked on."""

from spec_support import TREE, finding, hunk, judge_hunk, judge_one

from touchline import spec
from touchline.model import Evidence, JudgedFinding, Severity, Verdict
from touchline.spec import TaskSpec, allow

LOCKED = "---\ntests: locked\n---\n"


def spec_with(allowed: str) -> TaskSpec:
    """Read a task that locks the tests, with what was allowed by clicks."""
    files = {spec.TASK_FILE: LOCKED, spec.ALLOW_FILE: allowed}
    return spec.read(lambda path: files[path].encode() if path in files else None, TREE)


def clicked(of: JudgedFinding, text: str = "") -> str:
    """Allow a finding because it is flaky."""
    return allow.append(text, of, "it is flaky --> upstream\nfor now")


def test_a_click_allows_that_finding() -> None:
    """A finding that was allowed is asked for, even where a clause rules it out."""
    before = judge_one(LOCKED, finding())
    assert before.severity is Severity.ERROR
    after = judge_one(spec_with(clicked(before)), finding())
    assert (after.verdict, after.severity) == (Verdict.ASKED_FOR, Severity.HINT)
    assert after.clause is not None
    assert after.clause.text == (
        "Allow `skipped-test` in `tests/test_parse.py`, because it is flaky upstream for now"
    )


def test_a_different_change_at_the_same_place_speaks_again() -> None:
    """The clause is bound to the content that was clicked on."""
    allowed = spec_with(clicked(judge_one(LOCKED, finding())))
    later = finding(evidence=Evidence(old="old", new="something else"))
    assert judge_one(allowed, later).severity is Severity.ERROR


def test_a_click_on_a_hunk_allows_that_hunk() -> None:
    """A hunk that nobody mentioned becomes asked for; another in the file does not."""
    this, other = hunk("lib/total.py", added="x = 1\n"), hunk("lib/total.py", added="x = 2\n")
    allowed = spec_with(allow.append_hunk("", this, "needed"))
    assert judge_hunk(allowed, this).verdict is Verdict.ASKED_FOR
    assert judge_hunk(allowed, other).verdict is Verdict.UNMENTIONED


def test_clicks_add_up() -> None:
    """Each click adds one line, and what a person wrote there stays."""
    one = clicked(judge_one(LOCKED, finding()), "You may update the docs.\n")
    two = allow.append_hunk(one.rstrip("\n"), hunk("lib/total.py"), "")
    found = spec_with(two)
    assert two.count("\n- ") == 2
    assert [clause.kind for clause in found.clauses if clause.path == spec.ALLOW_FILE] == [
        "allow"
    ] * 3
    assert not [c for c in found.clauses if c.path == spec.ALLOW_FILE and not c.binds]
