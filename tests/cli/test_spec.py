"""``touchline spec``: show, check and init."""

from pathlib import Path

from tests.cli.terminal import Ended, touchline


def run(folder: Path, *arguments: str, text: str = "") -> Ended:
    """Run the command in a workspace folder."""
    return touchline(folder, "spec", *arguments, stdin=text)


def test_show_names_each_clause_with_its_place(tmp_path: Path) -> None:
    """A clause is printed with file, line, kind and the files that it binds here."""
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "parse.py").write_text("")
    done = run(tmp_path, "show", "--task", "-", text="Fix lib/.\n\nDon't change how `x` sorts.\n")
    assert done.returncode == 0, done.stderr
    assert "task:1: goal: Fix lib/.\n    lib/** (1 file)" in done.stdout
    assert "Not understood:\ntask:3: Don't change how `x` sorts." in done.stdout


def test_show_says_what_is_near(tmp_path: Path) -> None:
    """Files that asked-for code imports, and that import it, are listed; they are not asked for."""
    files = {
        "lib/parse.py": "import lib.total\n",
        "lib/total.py": "",
        "lib/other.py": "",
        "app.py": "from lib.parse import parse\n",
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text)
    done = run(tmp_path, "show", "--task", "-", text="Fix lib/parse.py.\n")
    assert "imports asked-for code:\n    app.py\n    lib/total.py\n" in done.stdout, done


def test_check_names_the_place_of_what_is_broken(tmp_path: Path) -> None:
    """A broken spec exits with 2 and says file, line and column."""
    (tmp_path / ".touchline").mkdir()
    (tmp_path / ".touchline" / "task.md").write_text("---\ntests: maybe\n---\nFix it.\n")
    done = run(tmp_path, "check")
    assert done.returncode == 2
    assert done.stderr.startswith(".touchline/task.md:2:8: ")


def test_init_starts_from_a_prompt_and_never_overwrites(tmp_path: Path) -> None:
    """A prompt becomes a task that can be read; a second call leaves it alone."""
    assert run(tmp_path, "init", "--from", "-", text="Fix the parser.\n").returncode == 0
    task = tmp_path / ".touchline" / "task.md"
    assert task.read_text().endswith("---\nFix the parser.\n")
    assert run(tmp_path, "check").returncode == 0
    assert run(tmp_path, "init").returncode == 2
    assert task.read_text().endswith("Fix the parser.\n")
