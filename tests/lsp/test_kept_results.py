"""What a live session kept from earlier states shows in nothing that it says."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from pygls.workspace import PositionCodec
from tests.edits import FILES, PATHS, TASK, TEXTS

from touchline.lsp.diagnostics import Painter
from touchline.lsp.pages import Pages
from touchline.model import JudgedFinding, Provenance, Report
from touchline.rules.rule import Stage
from touchline.session import Options, Session
from touchline.session.once import review_tree

_FILES = {".touchline/task.md": TASK, **FILES}


@pytest.mark.parametrize("seed", range(8))
def test_any_edits_end_as_a_check_has_them(tmp_path: Path, seed: int) -> None:
    """Report and diagnostics equal those made from scratch, after every round of edits."""
    chance = random.Random(seed)
    root = tmp_path / "root"
    for path, text in _FILES.items():
        _write(root, path, text)
    session = Session.open(root, Options(), tmp_path / "state")
    painter = _painter(session, tmp_path)
    for _ in range(12):
        paths = chance.sample((*PATHS, *_FILES), chance.randint(1, 3))
        edits = {path: chance.choice((*TEXTS, TASK)) for path in paths}
        for path, text in edits.items():
            _write(root, path, text)
        session.update(edits, {})
        session.review(Stage.HUNKS)
        painter.paint("everything")
        if chance.random() < 0.7:
            report = session.review().report
            check = review_tree(root, tmp_path / "state", Options(), None).report
            assert _said(report) == _said(check)
            fresh = _painter(session, tmp_path).paint("everything")
            assert painter.paint("everything") == fresh
    session.close()


def _write(root: Path, path: str, text: str | None) -> None:
    place = root / path
    if text is None:
        place.unlink(missing_ok=True)
    else:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text)


def _painter(session: Session, folder: Path) -> Painter:
    pages = Pages(folder / "pages")
    return Painter(session, {}, PositionCodec(), pages, baseline_documents=True)


def _said(report: Report) -> Report:
    """Return a report without who wrote what: nobody watches during a check."""
    nobody = {"provenance": Provenance()}
    return report.model_copy(
        update={
            "findings": tuple(_unsigned(found) for found in report.findings),
            "hunks": tuple(hunk.model_copy(update=nobody) for hunk in report.hunks),
        }
    )


def _unsigned(found: JudgedFinding) -> JudgedFinding:
    return found.model_copy(update={"provenance": Provenance()})
