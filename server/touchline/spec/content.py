"""Fingerprints: what a finding or a hunk says, whatever line it stands on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from touchline.model import Finding, Hunk

_LENGTH = 16


def _digest(parts: Iterable[str]) -> str:
    text = "".join([f"{part}\0" for part in parts])
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def finding_content(finding: Finding, occurrence: int = 0) -> str:
    """Return the fingerprint of a finding: rule, file, subject and evidence, no line number.

    ``occurrence`` tells equal findings of one file apart, in the order of their lines.
    White space at the ends of lines does not count.
    """
    evidence = (_trimmed(finding.evidence.old), _trimmed(finding.evidence.new))
    return _digest((finding.rule, finding.path, finding.subject, *evidence, str(occurrence)))


def hunk_content(hunk: Hunk) -> str:
    """Return the fingerprint of a hunk: its file and its lines."""
    return _digest(("hunk", hunk.path, *hunk.removed, "\1", *hunk.added))


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))
