"""The same warning and the same way back in Neovim, through its own language client alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.e2e

SCRIPT = Path(__file__).with_name("neovim.lua")
WARNING = 2  # vim.diagnostic.severity.WARN
BIN = Path(sys.executable).parent


def test_neovim_shows_a_weakened_test_and_takes_it_back(fresh: Path, tmp_path: Path) -> None:
    """A removed assertion is a diagnostic in Neovim, and its code action restores the file."""
    environment = os.environ | {
        "TEST_FILE": str(fresh / "tests" / "test_cart.py"),
        "TOUCHLINE": str(BIN / "touchline"),
        "TOUCHLINE_STATE_DIR": str(tmp_path / "state"),
        "XDG_STATE_HOME": str(tmp_path / "nvim"),
    }
    done = subprocess.run(
        [BIN / "nvim", "--clean", "--headless", "-c", f"luafile {SCRIPT}", "-c", "cquit"],
        cwd=fresh,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=270,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["code"] == "removed-assertion"
    assert "assertion" in seen["message"]
    assert seen["severity"] == WARNING
