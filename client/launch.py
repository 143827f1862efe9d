"""Starts the packed server on its own libraries; the user's packages stay out (``-I -S``)."""

import sys
from pathlib import Path

root = Path(__file__).resolve().parent.parent
sys.path += [str(root / "server"), str(root / "bundled")]

from touchline.__main__ import main  # noqa: E402 - found only now

main()
