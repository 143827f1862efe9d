"""Kill a real process with SIGKILL at an exact line of the code under test."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import touchline.revert

_CODE = touchline.revert.__path__[0]


def run_and_kill(action: Callable[[], object], at_line: int) -> bool:
    """Run ``action`` in a child that kills itself at the n-th line of the revert package.

    Returns whether it was killed; False if it came to its end before.
    """
    child = os.fork()
    if child == 0:
        _die_at(at_line)
        try:
            action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def lines_of(action: Callable[[], object]) -> int:
    """Count the lines of the revert package that ``action`` runs, in a child."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        count = _die_at(sys.maxsize)
        action()
        sys.settrace(None)
        os.write(writer, str(count[0]).encode())
        os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    counted = int(os.read(reader, 32))
    os.close(reader)
    return counted


def _die_at(line: int) -> list[int]:
    count = [0]

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if not frame.f_code.co_filename.startswith(_CODE):
            return None
        if event == "line":
            count[0] += 1
            if count[0] >= line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    return count
