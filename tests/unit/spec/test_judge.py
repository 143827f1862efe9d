"""The judge: where hunks and findings stand against the task."""

import pytest
from spec_support import TREE, finding, hunk, judge_all, judge_hunk, judge_one, spec_of, verdict

from touchline.judge import judge_hunks
from touchline.model import Aspect, Author, Change, ChangeKind, Evidence, Finding, Severity, Verdict
from touchline.spec import EMPTY, Matcher, parse
from touchline.spec.model import CHECKS

SCOPED = "---\nallow: [lib/**, tests]\nforbid: lib/legacy/\n---\nMake it work.\n"
LOCKED = "---\ntests: locked\n---\nFix lib/parse.py.\n"
EXTEND = "---\ntests: extend\n---\nFix lib/parse.py.\n"
FREE = "---\ntests: free\n---\nFix lib/parse.py.\n"


@pytest.mark.parametrize(
    ("task", "path", "expected"),
    [
        ("Fix `parse` in lib/parse.py.", "lib/parse.py", "asked-for"),
        ("Fix `parse` in lib/parse.py.", "lib/total.py", "unmentioned"),
        ("Fix `parse` in lib/parse.py.", "tests/test_parse.py", "unmentioned"),
        (SCOPED, "lib/parse.py", "asked-for"),
        (SCOPED, "lib/legacy/old.py", "ruled-out"),
        (SCOPED, "tests/test_parse.py", "asked-for"),
        (SCOPED, "README.md", "ruled-out"),
        (SCOPED, "lib/migrations/0001_first.py", "unmentioned"),
        (LOCKED, "tests/test_parse.py", "ruled-out"),
        (LOCKED, "lib/parse.py", "asked-for"),
        (EXTEND, "tests/test_parse.py", "asked-for"),
        (FREE, "tests/test_parse.py", "asked-for"),
        ("Anything.", ".touchline/task.md", "ruled-out"),
        ("Update .touchline/task.md.", ".touchline/task.md", "ruled-out"),
    ],
)
def test_a_hunk_is_judged_by_its_place(task: str, path: str, expected: str) -> None:
    """A hunk is asked for, unmentioned or ruled out by the clauses that bind its file."""
    assert verdict(task, path) == expected


def test_work_on_a_file_does_not_ask_for_its_deletion() -> None:
    """A clause that names a file asks for hunks in it, not for taking it away."""
    assert verdict("Fix lib/parse.py.", "lib/parse.py", ChangeKind.DELETED) == "unmentioned"


def test_a_new_executable_is_more_than_a_file_in_an_allowed_folder() -> None:
    """A script that may be run is asked for only by a clause that says so."""
    script = hunk("lib/run.sh")
    assert judge_hunk(SCOPED, script, ChangeKind.CREATED, 0o100644).verdict is Verdict.ASKED_FOR
    assert judge_hunk(SCOPED, script, ChangeKind.CREATED, 0o100755).verdict is Verdict.UNMENTIONED


def test_a_symbol_asks_for_the_hunks_in_its_definition() -> None:
    """A clause that names a function asks for hunks inside it, in whatever file it lives."""
    inside = hunk("lib/other.py", symbols=("Parser", "Parser.parse"))
    outside = hunk("lib/other.py", symbols=("Parser", "Parser.parse_all"))
    assert judge_hunk("Fix `Parser.parse`.", inside).verdict is Verdict.ASKED_FOR
    assert judge_hunk("Fix `Parser.parse`.", outside).verdict is Verdict.UNMENTIONED


def test_a_new_test_of_what_is_asked_for_is_asked_for() -> None:
    """Added lines in a test file answer to the clause whose file or symbol they test."""
    task = "Fix `parse` in lib/parse.py."
    assert judge_hunk(task, hunk("tests/test_parse.py")).verdict is Verdict.ASKED_FOR
    assert (
        judge_hunk(task, hunk("tests/test_x.py", added="assert parse('')\n")).verdict
        is Verdict.ASKED_FOR
    )
    assert judge_hunk(task, hunk("tests/test_parse.py", "old\n")).verdict is Verdict.UNMENTIONED


def test_a_verdict_names_the_words_and_place_of_its_clause() -> None:
    """The clause of a verdict is what the person wrote, with file and line."""
    judged = judge_hunk("Please.\n\nFix lib/parse.py.", hunk("lib/parse.py"))
    assert judged.clause is not None
    assert (judged.clause.text, judged.clause.line) == ("Fix lib/parse.py.", 3)


@pytest.mark.parametrize(
    ("task", "aspect", "expected"),
    [
        ("Fix tests/test_parse.py.", Aspect.TEST_SKIP, "unmentioned warning"),
        (LOCKED, Aspect.TEST_SKIP, "ruled-out error"),
        (LOCKED, Aspect.EXPECTATIONS, "ruled-out error"),
        (EXTEND, Aspect.EXPECTATIONS, "ruled-out error"),
        (FREE, Aspect.TEST_SKIP, "asked-for hint"),
        (FREE, Aspect.TESTS, "asked-for hint"),
        (SCOPED, Aspect.EXPECTATIONS, "asked-for hint"),
        (SCOPED, Aspect.TEST_SKIP, "unmentioned warning"),
        (SCOPED, Aspect.TESTS, "unmentioned warning"),
        ("---\nrules: {skipped-test: off}\n---\n", Aspect.TEST_SKIP, "asked-for hint"),
        ("---\nrules: {skipped-test: info}\n---\n", Aspect.TEST_SKIP, "unmentioned information"),
        (
            "---\ntests: locked\nrules: {skipped-test: off}\n---\n",
            Aspect.TEST_SKIP,
            "ruled-out error",
        ),
    ],
)
def test_a_finding_is_judged_by_its_kind_of_change(
    task: str, aspect: Aspect, expected: str
) -> None:
    """Work at a place does not license every kind of change there."""
    judged = judge_one(task, finding(aspect=aspect))
    assert f"{judged.verdict} {judged.severity}" == expected


@pytest.mark.parametrize(
    ("author", "said", "expected"),
    [
        (Author.AGENT, Severity.ERROR, "ruled-out error"),
        (Author.UNKNOWN, Severity.ERROR, "ruled-out error"),
        (Author.GIT, Severity.ERROR, "ruled-out error"),
        (Author.HUMAN, Severity.ERROR, "unmentioned information"),
        (Author.AGENT, Severity.INFORMATION, "unmentioned information"),
    ],
)
def test_a_changed_task_is_news_where_the_person_wrote_it(
    author: Author, said: Severity, expected: str
) -> None:
    """A changed task is an error from outside the editor and information from inside."""
    of = finding(".touchline/task.md", Aspect.TASK, said)
    judged = judge_all(EMPTY, of, author=author)[0]
    assert f"{judged.verdict} {judged.severity}" == expected
    assert judged.provenance.author is author


def test_findings_that_say_the_same_of_one_place_are_one() -> None:
    """A removed test says that its assertions are gone as well."""
    test = finding(aspect=Aspect.TEST_REMOVAL, rule="removed-test", old_line=3, old_end_line=9)
    inner = finding(aspect=Aspect.ASSERTIONS, rule="removed-assertion", old_line=4, old_end_line=4)
    other = finding(
        aspect=Aspect.ASSERTIONS, rule="removed-assertion", old_line=12, old_end_line=12
    )
    kept = [judged.finding.rule for judged in judge_all(EMPTY, inner, test, other)]
    assert sorted(kept) == ["removed-assertion", "removed-test"]


def test_findings_of_different_kinds_stay_apart() -> None:
    """A skip and a suppression on the same line are two things."""
    skip = finding()
    suppression = finding(aspect=Aspect.SUPPRESSION, rule="added-suppression")
    assert len(judge_all(EMPTY, skip, suppression)) == 2


def test_a_fingerprint_does_not_move_with_the_lines() -> None:
    """The same finding further down has the same fingerprint; a second one has its own."""
    here, there = finding(), finding(line=30, end_line=30)
    assert judge_one(EMPTY, here).fingerprint == judge_one(EMPTY, there).fingerprint
    both = judge_all(EMPTY, here, there)
    assert len({judged.fingerprint for judged in both}) == 2
    changed = finding(evidence=Evidence(old="old", new="newer"))
    assert judge_one(EMPTY, changed).fingerprint != judge_one(EMPTY, here).fingerprint


def test_a_scope_finding_is_judged_as_a_hunk_is() -> None:
    """Leaving an explicit scope is ruled out by the clause that states it."""
    left = Finding(
        rule="out-of-scope",
        path="README.md",
        line=1,
        end_line=1,
        message="said",
        severity=Severity.INFORMATION,
        aspect=Aspect.SCOPE,
    )
    judged = judge_one(spec_of(SCOPED), left)
    assert (judged.verdict, judged.severity) == (Verdict.RULED_OUT, Severity.ERROR)


@pytest.mark.parametrize(
    ("task", "after", "expected"),
    [
        ("- [ ] Fix lib/parse.py.\n", "- [x] Fix lib/parse.py.\n", "unmentioned"),
        ("Fix lib/parse.py.\n", "\nFix  lib/parse.py.\n\n", "unmentioned"),
        ("Fix lib/parse.py.\n", "Fix lib/parse.py. It was long ago.\n", "unmentioned"),
        ("Fix lib/parse.py.\n", "Fix lib/parse.py and lib/total.py.\n", "ruled-out"),
        ("Don't touch lib/.\n", "Have fun.\n", "ruled-out"),
        ("Don't touch the billing code.\n", "Don't touch the other code.\n", "ruled-out"),
        ("Fix specs/a/tasks.md.\n", "Fix specs/a/tasks.md, lib/parse.py.\n", "asked-for"),
    ],
)
def test_the_spec_is_protected_against_other_clauses(task: str, after: str, expected: str) -> None:
    """A hunk in a file of the spec is ruled out, unless it changes no clause or is asked for."""
    path = "specs/a/tasks.md"
    spec = parse(task, path, (*TREE, path))
    of = hunk(path, "old\n")
    change = Change(path=path, kind=ChangeKind.EDITED, before=task.encode(), after=after.encode())
    assert judge_hunks([of], {path: change}, Matcher(spec))[0].verdict == expected


@pytest.mark.parametrize(
    ("task", "licensed"),
    [
        ("Add tests for the parser.", set[Aspect]()),
        ("test: cover the parser", set[Aspect]()),
        ("Update the tests.", {Aspect.EXPECTATIONS, Aspect.SNAPSHOTS}),
        ("Updating the test to actually assert it.", {Aspect.EXPECTATIONS, Aspect.SNAPSHOTS}),
        ("Update the assertions.", {Aspect.EXPECTATIONS}),
        ("Fix the test expectations.", {Aspect.EXPECTATIONS}),
        ("Skip the flaky tests.", {Aspect.TEST_SKIP}),
        ("Remove the tests of the old parser.", {Aspect.TEST_REMOVAL, Aspect.TEST_SKIP}),
        ("You may drop assertions.", {Aspect.ASSERTIONS}),
    ],
)
def test_work_on_tests_licenses_only_what_it_says(task: str, licensed: set[Aspect]) -> None:
    """New tests are no changed ones, and changed expectations are no skips or removals."""
    found = {a for a in CHECKS if judge_one(task, finding(aspect=a)).verdict == "asked-for"}
    assert found == licensed
    assert verdict(task, "tests/test_parse.py") == "asked-for"


@pytest.mark.parametrize(
    ("task", "line", "expected"),
    [
        ("Allow clippy::iter_skip_zero", "#[allow(clippy::iter_skip_zero)]", "asked-for"),
        (
            "Ignore let_underscore_untyped lint",
            "#![allow(clippy::let_underscore_untyped)]",
            "asked-for",
        ),
        ("Allow deprecated uninitialized", "#[allow(deprecated)]", "asked-for"),
        ("Add `@ts-ignore` on `cause`", "// @ts-ignore", "asked-for"),
        ("Silence RuboCop offense", "# rubocop:disable Style/SafeNavigation", "asked-for"),
        ("Add coverage ignore on error paths", "// istanbul ignore next", "asked-for"),
        ("Fix the RuboCop offense", "# rubocop:disable Style/SafeNavigation", "unmentioned"),
        ("Don't silence RuboCop", "# rubocop:disable Style/SafeNavigation", "unmentioned"),
        ("Add coverage of error paths", "// istanbul ignore next", "unmentioned"),
        (
            "Disable `Style/NumericPredicate` here",
            "x # rubocop:disable Style/NumericPredicate",
            "asked-for",
        ),
        ("Silence no-redeclare", "// eslint-disable-next-line no-redeclare", "asked-for"),
        ("Suppress E501 in the table", "row = 1  # noqa: E501", "asked-for"),
        ('Suppress "unchecked" here', '@SuppressWarnings("unchecked")', "asked-for"),
        ("Ignore nolint:errcheck", "f() //nolint:errcheck", "asked-for"),
        ("Expand coverage by pragmas", "x = 1  # pragma: no cover", "asked-for"),
        ("Add RuboCop disables", "f(x) # rubocop:disable Style/X", "asked-for"),
        ("Add type: ignore where it is wrong", "x = 1  # type: ignore", "asked-for"),
        ("Fix the type ignores", "x = 1  # type: ignore", "unmentioned"),
        ("Remove stale pragmas", "x = 1  # pragma: no cover", "unmentioned"),
        ("Fix no-redeclare", "// eslint-disable-next-line no-redeclare", "unmentioned"),
        ("Stop ignoring E501", "row = 1  # noqa: E501", "unmentioned"),
        ("Allow deprecated clients to sign in", "#[allow(dead_code)]", "unmentioned"),
        ("Remove what is deprecated", "#[allow(deprecated)]", "unmentioned"),
        ("Ignore the type of the cause", "x = 1  # type: ignore", "unmentioned"),
        ("Allow clippy::iter_skip_zero", "#[allow(clippy::unwrap_used)]", "unmentioned"),
        ("Don't add `@ts-ignore` here.", "// @ts-ignore", "unmentioned"),
    ],
)
def test_a_task_licenses_the_suppression_that_it_names(task: str, line: str, expected: str) -> None:
    """A suppression is asked for by a clause that orders its rule to be left alone, or itself."""
    said = finding("lib/parse.py", Aspect.SUPPRESSION, evidence=Evidence(new=line))
    assert judge_one(task, said).verdict == expected


@pytest.mark.parametrize(
    ("task", "licensed"),
    [
        ("Fix the snapshots.", {Aspect.SNAPSHOTS}),
        ("Fix the tests.", set[Aspect]()),
        ("Check the expected values.", set[Aspect]()),
    ],
)
def test_what_is_expected_changes_only_where_it_is_wrong(task: str, licensed: set[Aspect]) -> None:
    """To fix a test may well mean the code; to fix what it expects does not."""
    found = {a for a in CHECKS if judge_one(task, finding(aspect=a)).verdict == "asked-for"}
    assert found == licensed


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        ("test_write", "asked-for"),
        ("TestStream > test_write", "asked-for"),
        ("TestStream > test_write_all", "unmentioned"),
    ],
)
def test_a_test_in_a_suite_is_named_by_its_own_name(subject: str, expected: str) -> None:
    """A task that has a test skipped by its name means it in whatever suite it stands."""
    said = finding(aspect=Aspect.TEST_SKIP, subject=subject)
    assert judge_one("Mark `test_write` as xfail.", said).verdict == expected


def test_only_adding_tests_leaves_the_test_files_open() -> None:
    """The scope that a kind of change states is that of the files in which it is made."""
    assert verdict("Only add tests, nothing else.", "tests/test_parse.py") == "asked-for"
    assert verdict("Only update the expected values.", "tests/test_parse.py") == "asked-for"
    assert verdict("Only add tests, nothing else.", "lib/parse.py") == "ruled-out"
