import json

from pydantic_sarif.model import StaticAnalysisResultsFormatSarifVersion210JsonSchema as Sarif

from touchline.model import (
    Aspect,
    ClauseRef,
    Finding,
    JudgedFinding,
    Note,
    Report,
    Severity,
    Verdict,
)
from touchline.report import sarif

RULES = [
    sarif.RuleEntry("skipped-test", "Flags a test\nthat is skipped.\n\nWhy…", Severity.WARNING)
]


def judged(rule: str, verdict: Verdict, path: str = "tests/test a.py") -> JudgedFinding:
    """Return a finding of `rule` with `verdict` and a clause."""
    finding = Finding(
        rule=rule,
        path=path,
        line=3,
        end_line=4,
        message="test_total is skipped.",
        severity=Severity.WARNING,
        aspect=Aspect.TEST_SKIP,
    )
    return JudgedFinding(
        finding=finding,
        verdict=verdict,
        severity=Severity.WARNING,
        clause=ClauseRef(text="skip the slow test", path="task.md", line=2),
        fingerprint="abc",
    )


REPORT = Report(
    findings=(
        judged("skipped-test", Verdict.ASKED_FOR),
        judged("skipped-test", Verdict.UNMENTIONED),
        judged("user/rule", Verdict.RULED_OUT, path="caf\udce9.py"),
    ),
    notes=(
        Note(kind="rule", message="skipped-test did not run", path="a.py"),
        Note(kind="session", message="watching a part only"),
    ),
)


def test_the_log_validates_against_the_published_schema() -> None:
    """The models generated from the schema forbid unknown properties and check every value."""
    log = Sarif.model_validate_json(sarif.render(REPORT, RULES))
    assert log.runs[0].tool.driver.name == "touchline"


def test_an_empty_report_validates_as_well() -> None:
    """No findings and no rules still make a log."""
    Sarif.model_validate_json(sarif.render(Report(), []))


def test_what_a_clause_asked_for_is_suppressed_with_the_clause() -> None:
    """A host hides it; an auditor reads why."""
    asked, unmentioned, _ = json.loads(sarif.render(REPORT, RULES))["runs"][0]["results"]
    assert asked["suppressions"] == [
        {"kind": "external", "justification": "Asked for: skip the slow test"}
    ]
    assert "suppressions" not in unmentioned


def test_paths_become_addresses_that_keep_every_byte() -> None:
    """Spaces and bytes that are not UTF-8 are percent-encoded."""
    uris = [
        result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for result in json.loads(sarif.render(REPORT, RULES))["runs"][0]["results"]
    ]
    assert uris == ["tests/test%20a.py", "tests/test%20a.py", "caf%E9.py"]
