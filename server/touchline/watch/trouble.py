"""What the watch can't do, in words for the person."""

from __future__ import annotations

from pathlib import Path

from touchline.model import Note, Severity

_LIMIT_FILE = Path("/proc/sys/fs/inotify/max_user_watches")


class Trouble:
    """What is wrong now, by its kind, and news that are said once.

    ``untold`` is set while the consumer has not heard of the latest.
    """

    def __init__(self) -> None:
        self._now: dict[str, Note] = {}
        self._news: list[Note] = []
        self.untold = False

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is wrong now."""
        return tuple(self._now.values())

    def take_news(self) -> tuple[Note, ...]:
        """Return what happened since the last time."""
        self.untold = False
        news, self._news = self._news, []
        return tuple(news)

    def over(self, kind: str) -> None:
        """Say no longer what has ended."""
        self.untold |= self._now.pop(kind, None) is not None

    def partial(self, unwatched: int, total: int, pause: float) -> None:
        """Say that some folders can't be watched: the system's limit is reached."""
        limit = _limit()
        self._say(
            "partial",
            f"{total - unwatched:,} of {total:,} folders are watched: the system's limit of"
            f" {limit:,} watches is reached. The others are compared every {pause:g} seconds."
            f" `sudo sysctl fs.inotify.max_user_watches={max(524_288, 2 * limit)}` raises it.",
        )

    def unreadable(self, folders: int, first: str) -> None:
        """Say that some folders give no permission."""
        others = f" and {folders - 1:,} more folders" if folders > 1 else ""
        self._say(
            "unreadable",
            f"{first}{others} can't be read; changes there go unseen until it can.",
        )

    def polling(self, why: str, pause: float) -> None:
        """Say that there are no events at all."""
        self._say("polling", f"{why} All files are compared every {pause:g} seconds instead.")

    def root_gone(self, root: Path) -> None:
        """Say that the workspace is not where it was."""
        self._say("root", f"{root} is gone; the watch goes on when it is back.")

    def root_back(self, root: Path) -> None:
        """Say that the workspace is back."""
        self.over("root")
        self._news.append(_note(f"{root} is back; every file was compared.", Severity.INFORMATION))

    def recovered(self) -> None:
        """Events were lost and made good."""
        message = "The system dropped file events in a burst; every file was compared again."
        self._news.append(_note(message, Severity.INFORMATION))

    def _say(self, kind: str, message: str) -> None:
        note = _note(message, Severity.WARNING)
        self.untold |= self._now.get(kind) != note
        self._now[kind] = note


def _note(message: str, severity: Severity) -> Note:
    return Note(kind="watch", message=message, severity=severity)


def _limit() -> int:
    try:
        return int(_LIMIT_FILE.read_text())
    except (OSError, ValueError):
        return 0
