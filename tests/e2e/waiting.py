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

# Seconds that only end a hang.
PATIENCE = 60.0
# Milliseconds for a step of a gesture, else the gesture is repeated.
TRY_MS = 8000.0
# Seconds after which the effect of a whole gesture is missing. What was only slow is done twice.
EFFECT = 20.0

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

    wait_for(is_seen, f"the effect of a gesture: {effect}", 2 * PATIENCE)


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
            effect.first.wait_for(timeout=EFFECT * 1000)
        else:
            wait_for(effect, "the effect", EFFECT)
    except (Error, AssertionError):
        LOG.info("again, as its effect is not seen: %s", effect)
        return False
    return True
