"""The random sequences and the kills of the revert tests, many more than in ``make test``.

    .venv/bin/python tests/bench/revert_property.py --sequences 20000 --kills 400

``--kills`` is the number of SIGKILLs each for the revert and for its undo, with and without the
system call that swaps two names: four times as many in all.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1] / "unit" / "revert"


def main() -> None:
    """Run the tests with the numbers given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sequences", type=int, default=20_000)
    parser.add_argument("--kills", type=int, default=400)
    options = parser.parse_args()
    environment = os.environ | {
        "TOUCHLINE_SEQUENCES": str(options.sequences),
        "TOUCHLINE_KILLS": str(options.kills),
    }
    tests = [str(TESTS / name) for name in ("test_property.py", "test_crash.py")]
    flags = ["-q", "--timeout=0", "--hypothesis-show-statistics", "-p", "no:cacheprovider"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *flags, *tests], env=environment, check=False
    )
    raise SystemExit(ended.returncode)


if __name__ == "__main__":
    main()
