"""Add up the JUnit reports of several test runs: "N passed, N failed, N skipped"."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree


def main(reports: list[str]) -> None:
    """Print one line for all reports; a run that left none counts as a failure."""
    total = failed = skipped = 0
    for report in reports:
        if not Path(report).exists():
            failed += 1
            continue
        # The reports were written a moment ago by our own test runner.
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):  # noqa: S314
            total += int(suite.get("tests", 0))
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
    print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped")


if __name__ == "__main__":
    main(sys.argv[1:])
