"""The rules' documentation as local pages, so that one click opens them and nothing is fetched."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from touchline.lsp.convert import file_uri
from touchline.rules.page import page
from touchline.rules.registry import RULES

_DOCS = {rule.id: rule for rule in RULES}


class Pages:
    """Markdown files below a folder outside of the workspace, written when first asked for.

    Where there is no room for one, its link leads nowhere: the warning matters more.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._addresses: dict[str, str] = {}

    def address(self, rule: str) -> str:
        """Return the address of a rule's page."""
        known = self._addresses.get(rule)
        if known is None:
            path = self._folder / f"{rule}.md"
            with suppress(OSError):
                self._write(path, rule)
            known = self._addresses[rule] = file_uri(path)
        return known

    def _write(self, path: Path, rule: str) -> None:
        text = page(_DOCS[rule]) if rule in _DOCS else ""
        self._folder.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
