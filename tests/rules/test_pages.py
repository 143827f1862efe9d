"""The rules' pages in ``docs/rules``."""

from __future__ import annotations

from pathlib import Path

import pytest

from touchline.rules.page import SECTIONS, index, page, parts
from touchline.rules.registry import RULES
from touchline.rules.rule import Rule

_DOCS = Path(__file__).parents[2] / "docs" / "rules"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_docstring_has_every_section(rule: Rule) -> None:
    """A rule says what it flags, why, an anti-pattern, the better way, what passes, its source."""
    found = parts(rule.doc)
    assert [name for name in ("summary", *SECTIONS) if name not in found] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_page_is_up_to_date(rule: Rule) -> None:
    """The page is what `make docs` writes from the docstring."""
    assert (_DOCS / f"{rule.id}.md").read_text("utf-8") == page(rule), "run `make docs`"


def test_no_page_is_left_over() -> None:
    """There is a page for each rule, the list of them, and nothing else."""
    names = {file.name for file in _DOCS.iterdir()}
    assert names == {f"{rule.id}.md" for rule in RULES} | {"README.md"}
    assert (_DOCS / "README.md").read_text("utf-8") == index(RULES), "run `make docs`"
