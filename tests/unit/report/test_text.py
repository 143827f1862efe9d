from touchline.model import (
    Aspect,
    ClauseRef,
    Evidence,
    Finding,
    JudgedFinding,
    Note,
    Report,
    Severity,
    Summary,
    Verdict,
)
from touchline.report import text

FINDING = Finding(
    rule="removed-assertion",
    path="tests/test_total.py",
    line=12,
    end_line=12,
    old_line=12,
    message="3 of 5 assertions removed from test_total; the task does not mention tests.",
    severity=Severity.WARNING,
    aspect=Aspect.ASSERTIONS,
    evidence=Evidence(old="assert a\nassert b\n", new=""),
)
OPEN = JudgedFinding(finding=FINDING, verdict=Verdict.UNMENTIONED, severity=Severity.WARNING)
CLAUSE = ClauseRef(text="update the\n  tests", path="task.md", line=3)


def test_a_finding_quotes_its_lines_with_their_numbers() -> None:
    """The place, the rule and the removed lines stand together."""
    shown = text.render(Report(findings=(OPEN,), summary=Summary(files=1, warnings=1)))
    assert shown.split("\n")[:3] == [
        (
            "tests/test_total.py:12: warning[removed-assertion] 3 of 5 assertions removed from"
            " test_total; the task does not mention tests."
        ),
        "    12 - assert a",
        "    13 - assert b",
    ]


def test_errors_come_before_warnings() -> None:
    """The loudest finding is read first, whatever the order of the paths."""
    error = OPEN.model_copy(update={"severity": Severity.ERROR, "clause": CLAUSE})
    shown = text.render(Report(findings=(OPEN, error)))
    assert shown.index("error[removed-assertion]") < shown.index("warning[removed-assertion]")
    assert "task.md:3: “update the tests”" in shown


def test_what_was_asked_for_is_listed_with_its_clause_and_not_as_a_problem() -> None:
    """The trace names the clause; no severity is shown."""
    asked = OPEN.model_copy(update={"verdict": Verdict.ASKED_FOR, "clause": CLAUSE})
    shown = text.render(Report(findings=(asked,)))
    assert "Asked for:" in shown
    assert "“update the tests”" in shown
    assert "warning[" not in shown


def test_long_evidence_is_cut_and_the_rest_counted() -> None:
    """Thirty removed lines show as eight and a count."""
    long = FINDING.model_copy(update={"evidence": Evidence(old="x\n" * 30)})
    shown = text.render(Report(findings=(OPEN.model_copy(update={"finding": long}),)))
    assert shown.count("- x\n") == 8
    assert "… 22 more" in shown


def test_text_of_the_watched_can_not_steer_the_terminal() -> None:
    """Escape characters and undecodable bytes in a path or a line are shown, not sent."""
    hostile = FINDING.model_copy(
        update={"path": "a\udcff.py", "evidence": Evidence(new="\x1b[2J[bold]x[/bold]\n")}
    )
    shown = text.render(Report(findings=(OPEN.model_copy(update={"finding": hostile}),)))
    assert "\x1b" not in shown
    assert "␛[2J[bold]x[/bold]" in shown
    assert "a�.py" in shown


def test_what_is_not_known_is_said() -> None:
    """A note appears with its place."""
    note = Note(kind="unread", message="50 MB, larger than the limit of 10 MB", path="a.bin")
    assert "a.bin:1: 50 MB, larger than the limit of 10 MB" in text.render(Report(notes=(note,)))


def test_the_sums_close_the_report() -> None:
    """The last line counts files, hunks and findings."""
    summary = Summary(files=2, asked_for=1, unmentioned=2, warnings=1)
    assert text.render(Report(summary=summary)).rstrip("\n").split("\n")[-1] == (
        "2 files, 3 hunks: 1 asked for, 2 unmentioned, 0 ruled out."
        " 0 errors, 1 warning, 0 for information."
    )


def test_much_information_is_counted_and_what_is_loud_is_shown() -> None:
    """All warnings stand there; of information and of what was asked for only the first do."""
    quiet = OPEN.model_copy(update={"severity": Severity.INFORMATION})
    asked = OPEN.model_copy(update={"verdict": Verdict.ASKED_FOR, "clause": CLAUSE})
    many = text.SHOWN + 1500
    report = Report(findings=(quiet,) * many + (OPEN,) * many + (asked,) * many)
    shown = text.render(report)
    assert shown.count("warning[") == many
    assert shown.count("information[") == text.SHOWN
    assert (
        "1,500 more for information: removed-assertion 1,500. touchline check --format json"
        in shown
    )
    assert shown.count("“update the tests”") == text.SHOWN
    assert "1,500 more asked for: removed-assertion 1,500." in shown
