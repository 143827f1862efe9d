"""How far long work in a thread is, for whoever looks from the event loop."""

from __future__ import annotations


class Count:
    """Notes how many files are copied; telling it costs next to nothing."""

    def __init__(self) -> None:
        self._known: tuple[int, int] | None = None

    def __call__(self, done: int, total: int) -> None:
        """Note it; any thread may call."""
        self._known = done, total

    @property
    def text(self) -> str:
        """One sentence for a tooltip; '' before the first file."""
        if self._known is None:
            return ""
        done, total = self._known
        return f"Taking the baseline: {done:,} of {total:,} files."
