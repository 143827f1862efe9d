"""``textDocument/hover``: what stood there, the clause it meets, the rule, and who wrote it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lsprotocol import types

from touchline.lsp.convert import file_uri
from touchline.lsp.folder import Folder
from touchline.lsp.live import finding_id
from touchline.lsp.server import TouchlineServer
from touchline.model import Author, Evidence, JudgedFinding, Provenance, Verdict
from touchline.report.plain import plain
from touchline.rules.page import parts
from touchline.rules.registry import RULES

_MOST_LINES = 20
_AUTHORS = {
    Author.AGENT: "an agent",
    Author.HUMAN: "you",
    Author.GIT: "git",
    Author.UNKNOWN: "someone unknown",
}


def register(server: TouchlineServer) -> None:
    """Register the handler."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> types.Hover | None:
        uri, position = params.text_document.uri, params.position
        place = server.place(uri)
        live = place[0].live if place else None
        if place is None or live is None:
            return None
        findings = {found.fingerprint: found for found in live.session.report.findings}
        here = [
            d for d in live.publisher.published(uri) if d.range.start <= position <= d.range.end
        ]
        texts = [
            "\n\n".join(_paragraphs(place[0], findings[identity]))
            for diagnostic in here
            if (identity := finding_id(diagnostic)) in findings
        ]
        if not texts:
            return None
        content = types.MarkupContent(types.MarkupKind.Markdown, "\n\n---\n\n".join(texts))
        return types.Hover(content, here[0].range)


def _paragraphs(folder: Folder, judged: JudgedFinding) -> Iterator[str]:
    finding = judged.finding
    if finding.evidence != Evidence():
        yield _difference(finding.evidence)
    yield _clause(folder, judged)
    sentence = rule_sentence(finding.rule)
    if sentence:
        yield f"{sentence} [{finding.rule}]({folder.pages.address(finding.rule)})"
    yield f"Written by {author(judged.provenance)}."


def author(who: Provenance) -> str:
    """Return who wrote something, and how sure that is."""
    name = _AUTHORS[who.author]
    if who.author is Author.UNKNOWN:
        return name
    return f"{name} ({who.confidence:.0%} sure)"


@cache
def rule_sentence(rule: str) -> str:
    """Return the first sentence of a rule's page; empty for a project's own rule."""
    doc = next((known.doc for known in RULES if known.id == rule), "")
    summary = " ".join(parts(doc).get("summary", "").split()) if doc else ""
    return re.split(r"(?<=\.)\s", summary)[0]


def _difference(evidence: Evidence) -> str:
    lines = [f"-{line}" for line in _lines(evidence.old)]
    lines += [f"+{line}" for line in _lines(evidence.new)]
    text = plain("\n".join(lines))
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}diff\n{text}\n{fence}"


def _lines(text: str) -> list[str]:
    lines = text.rstrip("\n").split("\n") if text else []
    more = len(lines) - _MOST_LINES
    return [*lines[:_MOST_LINES], f" … {more} more lines"] if more > 0 else lines


def _clause(folder: Folder, judged: JudgedFinding) -> str:
    if judged.clause is None:
        ruled_out = judged.verdict is Verdict.RULED_OUT
        return "Protected by default." if ruled_out else "The task does not mention it."
    clause = judged.clause
    words = re.sub(r"([\\`*_{}\[\]()#<>!|~])", r"\\\1", " ".join(plain(clause.text).split()))
    says = "Ruled out by" if judged.verdict is Verdict.RULED_OUT else "The task says:"
    if not clause.path:
        return f"{says} “{words}”"
    return f"{says} [“{words}”]({file_uri(folder.root, clause.path)}#L{clause.line})"
