import json

from touchline import spec
from touchline.model import (
    Aspect,
    ClauseRef,
    Evidence,
    Finding,
    JudgedFinding,
    Report,
    Severity,
    Verdict,
)
from touchline.report import json as report_json


def test_a_finding_has_the_fields_that_programs_rely_on() -> None:
    """The shape is fixed; text that is not UTF-8 is replaced, so that any reader takes it."""
    finding = Finding(
        rule="skipped-test",
        path="a\udcff.py",
        line=3,
        end_line=4,
        message="test_total is skipped.",
        severity=Severity.WARNING,
        aspect=Aspect.TEST_SKIP,
        evidence=Evidence(old="a", new="b"),
    )
    judged = JudgedFinding(
        finding=finding,
        verdict=Verdict.RULED_OUT,
        severity=Severity.ERROR,
        clause=ClauseRef(text="no skips", path="task.md", line=2),
        fingerprint="abc",
    )
    task = spec.parse("Fix total in src/total.py.", "task.md")
    shown = json.loads(report_json.render(Report(findings=(judged,)), task))
    assert list(shown) == ["version", "spec", "findings", "hunks", "notes", "summary"]
    assert shown["findings"] == [
        {
            "rule": "skipped-test",
            "severity": "error",
            "verdict": "ruled-out",
            "path": "a�.py",
            "line": 3,
            "end_line": 4,
            "message": "test_total is skipped.",
            "evidence": {"old": "a", "new": "b"},
            "clause": {"text": "no skips", "path": "task.md", "line": 2},
            "provenance": {"author": "unknown", "confidence": 0.0},
            "fingerprint": "abc",
        }
    ]
    assert shown["spec"]["clauses"][0]["text"] == "Fix total in src/total.py."
