"""The report as SARIF 2.1.0, which code hosts and editors show beside the code.

What a clause asked for is listed as suppressed, with the clause as the justification, so
that a host hides it and an auditor still finds it. Positions are whole lines: columns of a
report count bytes, those of SARIF count characters, and a report carries no file contents.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import quote

from touchline import __version__
from touchline.model import ClauseRef, JudgedFinding, Note, Report, Severity, Verdict
from touchline.report.plain import plain

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
Json = dict[str, Any]

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFORMATION: "note",
    Severity.HINT: "note",
}


class RuleEntry(NamedTuple):
    """What SARIF shows of a rule: its id, its documentation in Markdown, its usual severity."""

    id: str
    documentation: str
    severity: Severity


def render(report: Report, rules: Sequence[RuleEntry]) -> str:
    """Render the report as one SARIF run; `rules` are those that could have spoken."""
    return json.dumps(document(report, rules), indent=2, ensure_ascii=False) + "\n"


def document(report: Report, rules: Sequence[RuleEntry]) -> Json:
    """Return the SARIF log as plain JSON values."""
    index = {rule.id: position for position, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "touchline",
                "semanticVersion": __version__,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "results": [_result(each, index) for each in report.findings],
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [_notification(note) for note in report.notes],
            }
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: RuleEntry) -> Json:
    summary = rule.documentation.strip().partition("\n\n")[0]
    return {
        "id": rule.id,
        "shortDescription": {"text": " ".join(summary.split())},
        "help": {"text": rule.documentation, "markdown": rule.documentation},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(judged: JudgedFinding, index: dict[str, int]) -> Json:
    said = judged.finding
    result: Json = {
        "ruleId": said.rule,
        "level": _LEVELS[judged.severity],
        "message": {"text": plain(said.message)},
        "locations": [_location(said.path, said.line, said.end_line)],
        "partialFingerprints": {"touchline/v1": judged.fingerprint},
        "properties": {"verdict": judged.verdict.value},
    }
    if said.rule in index:
        result["ruleIndex"] = index[said.rule]
    if judged.clause is not None:
        result["relatedLocations"] = [_clause_location(judged.clause)]
    if judged.verdict is Verdict.ASKED_FOR:
        words = f"Asked for: {plain(judged.clause.text)}" if judged.clause else "Asked for"
        result["suppressions"] = [{"kind": "external", "justification": words}]
    return result


def _clause_location(clause: ClauseRef) -> Json:
    location = _location(clause.path, clause.line, clause.line)
    return {"id": 1, **location, "message": {"text": plain(clause.text)}}


def _location(path: str, line: int, end_line: int) -> Json:
    uri = quote(path.encode("utf-8", "surrogateescape"))
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": line, "endLine": end_line},
        }
    }


def _notification(note: Note) -> Json:
    notification: Json = {
        "level": _LEVELS[note.severity],
        "message": {"text": plain(note.message)},
    }
    if note.path is not None:
        notification["locations"] = [_location(note.path, note.line, note.line)]
    return notification
