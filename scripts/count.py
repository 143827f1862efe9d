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
        # The reports were written a moment ago by our own test runners.
        for case in ElementTree.parse(report).getroot().iter("testcase"):  # noqa: S314
            outcome = {child.tag for child in case}
            total += 1
            failed += bool(outcome & {"failure", "error"})
            skipped += "skipped" in outcome
    print(f"{total - failed - skipped} passed, {failed} failed, {skipped} skipped")


if __name__ == "__main__":
    main(sys.argv[1:])
