import json
from pathlib import Path
from typing import Any

from tests.cli.terminal import Ended, touchline

TEST = "def test_total():\n    assert total([1, 2]) == 3\n    assert total([]) == 0\n"
LESS = "def test_total():\n    assert total([1, 2]) == 3\n"


def case(name: str, **more: Any) -> str:
    """Return a line of the input: an assertion is taken from a test."""
    file = {"path": "tests/test_total.py", "before": TEST, "after": LESS}
    return json.dumps({"id": name, "task": "Speed up total.", "files": [file], **more})


def audit(tmp_path: Path, lines: list[str], *options: str) -> Ended:
    """Run `touchline audit` on lines; its output is in ``out.jsonl``."""
    (tmp_path / "cases.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
    return touchline(tmp_path, "audit", "cases.jsonl", "-o", "out.jsonl", *options)


def written(tmp_path: Path) -> list[Any]:
    """Return the lines of the output."""
    return [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]


def test_each_line_gives_its_findings_in_order(tmp_path: Path) -> None:
    """Two processes, and few lines without them, change nothing about order or what is said."""
    lines = [case(f"c{number}") for number in range(20)]
    done = audit(tmp_path, lines, "--jobs", "2")
    assert done.returncode == 1
    assert [line["id"] for line in written(tmp_path)] == [f"c{number}" for number in range(20)]
    first = written(tmp_path)[0]["findings"]
    assert [(f["rule"], f["severity"], f["line"]) for f in first] == [
        ("removed-assertion", "warning", 2)
    ]
    audit(tmp_path, lines[:1], "--jobs", "2")
    assert written(tmp_path)[0]["findings"] == first


def test_a_broken_line_is_reported_and_the_others_are_judged(tmp_path: Path) -> None:
    """The exit code is 2 at the end; the line's number and the cause are on stderr."""
    broken = ['{"id": "x"', '{"id": "y", "files": 3}', "[]", '"text"']
    done = audit(tmp_path, [case("a"), *broken, "", case("b")])
    assert done.returncode == 2
    assert [line["id"] for line in written(tmp_path)] == ["a", "b"]
    assert "line 2: not JSON" in done.stderr
    assert "line 3: files:" in done.stderr
    assert "4 lines broken" in done.stderr


def test_clean_changes_exit_with_0(tmp_path: Path) -> None:
    """Only warnings and errors make the exit code 1."""
    new = [{"path": "src/total.py", "before": None, "after": "def total(x):\n    return sum(x)\n"}]
    done = audit(tmp_path, [case("a", files=new)])
    assert (done.returncode, written(tmp_path)) == (0, [{"id": "a", "findings": []}])


def test_the_task_of_a_case_counts(tmp_path: Path) -> None:
    """A finding that the task rules out is an error that names the clause."""
    audit(tmp_path, [case("a", task="---\ntests: locked\n---\nSpeed up total.")])
    finding = written(tmp_path)[0]["findings"][0]
    assert finding["severity"] == "error"
    assert finding["clause"]["text"] == "tests: locked"


def test_text_that_is_not_unicode_goes_through(tmp_path: Path) -> None:
    """Escaped surrogates stand for bytes that are not UTF-8."""
    new = [{"path": "a.py", "before": "x = '\udcff\ud800'\n", "after": "x = '\udcfe\ud800'\n"}]
    done = audit(tmp_path, [case("a", files=new)])
    assert done.returncode == 0, done.stderr


def test_a_missing_file_is_misuse(tmp_path: Path) -> None:
    """One line on stderr says which."""
    done = touchline(tmp_path, "audit", "none.jsonl")
    assert done.returncode == 2
    assert done.stderr == "touchline: none.jsonl: No such file or directory\n"
