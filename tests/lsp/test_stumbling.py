"""An error that nobody foresaw: the session is opened anew, and what it knew is kept."""

from pathlib import Path

import pytest
from tests.bench.wire import Client, publishes, touchline
from tests.lsp.editor import project

_TEST = "def test_a():\n    assert f() == 1\n"

# A server whose work fails so many times once there is a file of that name.
_STUMBLES = """
import sys
from touchline.__main__ import main
from touchline.session import Session

whole, left = Session.review, int(sys.argv.pop())

def review(self, *stage, **more):
    global left
    if left and (self.root / "stone").exists():
        left -= 1
        with (self.root.parent / "stumbles").open("a") as log:
            print(left, file=log)
        raise RuntimeError("a stone")
    return whole(self, *stage, **more)

Session.review = review
main()
"""


def _stumbling(tmp_path: Path, times: int) -> tuple[Client, Path]:
    root = project(tmp_path / "w", {"tests/test_a.py": _TEST})
    command = ["-c", _STUMBLES, "serve", str(times)]
    return touchline(root, tmp_path / "state", command), root


@pytest.mark.parametrize("times", [1, 2])
def test_what_was_written_meanwhile_is_told(tmp_path: Path, times: int) -> None:
    """The baseline is the one from before the error."""
    client, root = _stumbling(tmp_path, times)
    (root / "stone").touch()
    (root / "tests/test_a.py").write_text("def test_a():\n    pass\n")
    uri = (root / "tests/test_a.py").as_uri()
    client.wait(publishes(uri, full=True))
    assert len((tmp_path / "stumbles").read_text().split()) == times
    client.stop()


def test_one_that_only_stumbles_is_given_up_and_says_so(tmp_path: Path) -> None:
    """Opening it again and again would hide the error and burn the processor."""
    client, root = _stumbling(tmp_path, 3)
    (root / "stone").touch()
    _, status = client.wait(lambda message: message.get("params", {}).get("state") == "trouble")
    assert status["params"]["text"] == "Touchline does not watch this folder: a stone"
    client.stop()
