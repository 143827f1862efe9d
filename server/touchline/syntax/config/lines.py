"""On which line of a file something stands."""

from __future__ import annotations


class Lines:
    """Finds the line of each command, in the order in which they are asked for."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._from: dict[str, int] = {}

    def find(self, command: str) -> int:
        """Return the next line, 1-based, that holds the command."""
        start = self._from.get(command, 0)
        for at in range(start, len(self._lines)):
            if command in self._lines[at]:
                self._from[command] = at + 1
                return at + 1
        return 1

    def have(self, *words: str) -> bool:
        """Whether one of the words stands on a line."""
        return any(word in line for line in self._lines for word in words)


def line_at(text: str, offset: int) -> int:
    """Return the line, 1-based, of an offset."""
    return text.count("\n", 0, offset) + 1
