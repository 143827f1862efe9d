"""Waiting for a condition, and gestures that are repeated until their effect is seen.

A click that lands while VS Code draws a row anew, or a key that is pressed just before something
else takes the keyboard, is lost, for a person as well. A person sees that nothing happened, and
does it again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from playwright.sync_api import Error, Locator

# Seconds. The first only ends a hang; within the second a gesture shows its effect, or is repeated.
PATIENCE = 60.0
ONE_TRY = 8.0
TRY_MS = ONE_TRY * 1000

LOG = logging.getLogger(__name__)

Effect = Locator | Callable[[], bool]


def wait_for(condition: Callable[[], bool], what: str, seconds: float = PATIENCE) -> None:
    """Return as soon as a condition holds; fail with its name after the deadline."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"waited {seconds:g} s in vain: {what}")
        time.sleep(0.02)


def until(gesture: Callable[[], object], effect: Effect) -> None:
    """Do something, and again until its effect is seen: an element, or a condition that holds."""

    def is_seen() -> bool:
        try:
            gesture()
        except Error as error:  # what it could not reach may have done its work before
            LOG.info("a gesture did not work: %s", error)
        return _is_seen(effect)

    wait_for(is_seen, f"the effect of a gesture: {effect}")


def once_done(gesture: Callable[[], object]) -> None:
    """Do something that sees to its own effect and raises without it, and again until it works."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            gesture()
        except Error as error:
            LOG.info("again, as it did not work: %s", error)
            if time.monotonic() > deadline:
                raise
        else:
            return


def _is_seen(effect: Effect) -> bool:
    try:
        if isinstance(effect, Locator):
            effect.first.wait_for(timeout=TRY_MS)
        else:
            wait_for(effect, "the effect", ONE_TRY)
    except (Error, AssertionError):
        LOG.info("again, as its effect is not seen: %s", effect)
        return False
    return True
