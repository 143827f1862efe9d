"""The same changes give the same findings in every process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_WORDS = ("apple", "pear", "plum", "fig", "kiwi", "lime", "date", "melon", "peach", "mango")
_TEST = """
class Test{name}:
    def test_price(self):
        cart = Cart(shop, clerk)
        assert cart.total() == {number}
        assert {words}
"""


def _case() -> str:
    """Return a change in which many new tests are as much like an old one as the next."""
    before = _TEST.format(name="Fruit", number=1, words=", ".join(_WORDS))
    after = "".join(
        _TEST.format(name=word.title(), number=number + 10, words=word)
        for number, word in enumerate(_WORDS)
    )
    file = {"path": "tests/test_cart.py", "before": before, "after": after}
    return json.dumps({"id": 1, "task": "Sell fruit.", "files": [file]}) + "\n"


def _audit(cases: Path, seed: int) -> bytes:
    command = [sys.executable, "-m", "touchline", "audit", str(cases), "--jobs", "1"]
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    found = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert found.returncode in {0, 1}, found.stderr
    return found.stdout


def test_findings_do_not_depend_on_the_order_of_sets(tmp_path: Path) -> None:
    """Two processes that hash strings in different ways say the same, word for word."""
    cases = tmp_path / "cases.jsonl"
    cases.write_text(_case())
    first, *others = (_audit(cases, seed) for seed in (0, 1, 7, 42))
    assert b"test_" in first
    assert all(other == first for other in others)
