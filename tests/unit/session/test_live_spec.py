"""Near and the task in force, in a live session on a folder."""

from __future__ import annotations

from pathlib import Path

from touchline.model import Severity
from touchline.session import Options, Session

TASK = "- [ ] Fix lib/parse.py.\n- [ ] Don't touch lib/tax.py.\n"
BEFORE = {
    ".touchline/task.md": TASK,
    "lib/parse.py": "from lib import total\n",
    "lib/total.py": "A = 1\n",
    "lib/other.py": "A = 1\n",
}


def write(root: Path, files: dict[str, str]) -> None:
    """Write files."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def test_a_session_says_what_is_near(tmp_path: Path) -> None:
    """A changed file that unchanged, asked-for code imports is near, and another is not."""
    write(tmp_path / "root", BEFORE)
    session = Session.open(tmp_path / "root", Options(), tmp_path / "state")
    write(tmp_path / "root", {"lib/total.py": "A = 2\n", "lib/other.py": "A = 2\n"})
    session.rescan()
    report = session.review().report
    session.close()
    assert {h.hunk.path: h.near for h in report.hunks} == {
        "lib/total.py": True,
        "lib/other.py": False,
    }


def test_a_ticked_box_is_told_and_no_error(tmp_path: Path) -> None:
    """An agent that ticks its tasks off is told of; one that changes them makes an error."""
    write(tmp_path / "root", BEFORE)
    session = Session.open(tmp_path / "root", Options(), tmp_path / "state")
    said: list[Severity] = []
    for text in (TASK.replace("[ ]", "[x]", 1), TASK.replace("Don't touch", "Fix")):
        write(tmp_path / "root", {".touchline/task.md": text})
        session.rescan()
        said += [f.severity for f in session.review().report.findings]
    clauses = [clause.text for clause in session.spec.clauses]
    session.close()
    assert said == [Severity.INFORMATION, Severity.ERROR]
    assert "Don't touch lib/tax.py." in clauses
