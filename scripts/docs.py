"""Write ``docs/rules/``: one page a rule and a list, from the docstrings of the rules."""

from __future__ import annotations

from pathlib import Path

from touchline.rules.page import index, page
from touchline.rules.registry import RULES

FOLDER = Path(__file__).parent.parent / "docs" / "rules"


def main() -> None:
    """Write every page, and remove those of rules that are no more."""
    pages = {f"{rule.id}.md": page(rule) for rule in RULES} | {"README.md": index(RULES)}
    FOLDER.mkdir(parents=True, exist_ok=True)
    for file in FOLDER.glob("*.md"):
        if file.name not in pages:
            file.unlink()
    for name, text in pages.items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
