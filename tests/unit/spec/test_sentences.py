"""Prose: each sentence of the table gives exactly its clauses."""

from pathlib import Path

import pytest
from spec_support import TREE, described, spec_of

from touchline.spec import Unread, parse


def _table() -> list[tuple[str, tuple[str, ...]]]:
    rows: list[tuple[str, tuple[str, ...]]] = []
    for line in Path(__file__).with_name("sentences.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            sentence, clauses = rows[-1]
            rows[-1] = (sentence, (*clauses, line.strip()))
        elif line and not line.startswith("# "):
            rows.append((line, ()))
    return rows


TABLE = _table()


@pytest.mark.parametrize(("sentence", "expected"), TABLE, ids=[row[0] for row in TABLE])
def test_a_sentence_gives_its_clauses(sentence: str, expected: tuple[str, ...]) -> None:
    """A sentence in the body of a task gives these clauses, in this order, and no other."""
    spec = spec_of(f"Work.\n\n{sentence}")
    assert tuple(described(clause) for clause in spec.clauses[1:]) == expected


@pytest.mark.parametrize("sentence", [row[0] for row in TABLE])
def test_what_a_sentence_forbids_is_seen_at_once(sentence: str) -> None:
    """A sentence that rules something out, or sets a budget, has a sign of it."""
    text = f"Work.\n\n{sentence}"
    assert Unread(text, "t", TREE).limits == parse(text, "t", TREE).limits


def test_the_table_is_large_enough() -> None:
    """At least 120 sentences, of which at least 40 must give no clause."""
    assert len(TABLE) >= 160
    assert sum(not expected for _, expected in TABLE) >= 40
