"""Sources: which texts make up the spec in force, and where their clauses stand."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from spec_support import described

from touchline import spec
from touchline.model import Change, ChangeKind
from touchline.spec import Origin, TaskSpec
from touchline.spec.same import is_neutral

CODE = {"src/app.py": "", "src/models/user.py": "", "pkg/core.py": "", "tests/test_app.py": ""}


def spec_from(files: Mapping[str, str], branch: str | None = None) -> TaskSpec:
    """Read the spec of a work tree that holds these files and some code."""
    tree = {**CODE, **files}
    return spec.read(
        lambda path: tree[path].encode() if path in tree else None, tree, branch=branch
    )


def clauses(files: Mapping[str, str], branch: str | None = None) -> list[str]:
    """Return the clauses that bind something, each in one line."""
    return [described(clause) for clause in spec_from(files, branch).clauses if clause.binds]


FEATURE = {
    "specs/001-login/spec.md": "# Feature: Login\n\n- **FR-001**: System MUST log in.\n",
    "specs/001-login/tasks.md": "- [ ] T001 [P] [US1] Create user model in src/models/user.py\n",
    "specs/002-app/spec.md": "# Feature Specification: App\n",
    "specs/002-app/tasks.md": "- [x] T001 Update src/app.py\n- [ ] T002 Add tests\n",
}


def test_a_task_file_comes_before_every_other_format() -> None:
    """With a task of its own, a spec-kit feature in the tree is not in force."""
    files = {**FEATURE, spec.TASK_FILE: "Fix src/app.py.\n"}
    assert clauses(files) == ["goal src/app.py"]
    assert spec_from(files).path == spec.TASK_FILE


def test_spec_kit_takes_the_feature_of_its_state_file() -> None:
    """The folder that ``.specify/feature.json`` names is the active feature."""
    state = {".specify/feature.json": '{"feature_directory": "specs/001-login"}'}
    assert clauses({**FEATURE, **state}) == ["goal src/models/user.py"]


def test_spec_kit_takes_the_feature_of_the_branch() -> None:
    """Without a state file, the number at the head of the branch chooses."""
    assert clauses(FEATURE, "002-app") == ["goal src/app.py", "allow [new-tests]"]


def test_spec_kit_does_not_guess_among_features() -> None:
    """Several features and nothing that tells which is active give an empty spec."""
    assert clauses(FEATURE, "main") == []


def test_kiro_reads_the_spec_with_open_tasks() -> None:
    """Kiro's requirements, design and tasks are read while a task is open."""
    files = {
        ".kiro/specs/login/requirements.md": (
            "# Requirements\n\n1. WHEN a user logs in THE SYSTEM SHALL call `start_session`.\n"
            "\n## Unchanged Behavior\n\n1. src/app.py SHALL CONTINUE TO start.\n"
        ),
        ".kiro/specs/login/tasks.md": "- [ ] 1. Implement the model in src/models/user.py\n",
        ".kiro/specs/done/tasks.md": "- [x] 1. Update src/app.py\n",
    }
    assert clauses(files) == ["require :start_session", "goal src/models/user.py"]


def test_openspec_reads_changes_that_are_not_archived() -> None:
    """A proposal's impact names the code; archived changes are history."""
    files = {
        "openspec/changes/add-login/proposal.md": (
            "## Why\n\nBecause src/app.py is old.\n\n"
            "## Impact\n\n- Affected code: src/models/user.py\n"
        ),
        "openspec/changes/archive/old/proposal.md": "## Impact\n\n- src/app.py\n",
    }
    assert clauses(files) == ["goal src/models/user.py"]


def test_taskmaster_reads_the_task_in_progress() -> None:
    """Only tasks in progress are asked for, under the tag that is current."""
    tasks = [
        {"id": 1, "title": "Fix src/app.py", "status": "done"},
        {
            "id": 2,
            "title": "Add users",
            "details": "Edit src/models/user.py",
            "status": "in-progress",
        },
    ]
    text = json.dumps({"master": {"tasks": tasks}}, indent=2)
    found = spec_from({".taskmaster/tasks/tasks.json": text})
    bound = [clause for clause in found.clauses if clause.binds]
    assert [described(clause) for clause in bound] == ["goal src/models/user.py"]
    line = text.split("\n")[bound[0].line - 1]
    assert line.encode()[bound[0].column : bound[0].end_column].decode() == bound[0].text


@pytest.mark.parametrize("text", ["{", "[]", '{"tasks": 3}', '{"master": null}', "null", ""])
def test_broken_taskmaster_files_are_no_crash(text: str) -> None:
    """A tasks file of any form is read, or named as a problem."""
    assert spec_from({".taskmaster/tasks/tasks.json": text}).clauses == ()


def test_standing_rules_only_forbid() -> None:
    """What ``AGENTS.md`` forbids is a clause; what it advises is not."""
    files = {
        "AGENTS.md": "# Rules\n\nUse type hints. Update the docs.\n\n- Never edit src/models/.\n"
        "- Do not modify existing tests.\n"
    }
    found = spec_from(files)
    assert [clause.origin for clause in found.clauses] == [Origin.STANDING] * 2
    assert clauses(files)[0] == "forbid src/models/**"


def test_the_nearest_rules_win() -> None:
    """A file in a folder speaks of that folder, where the one above falls silent."""
    files = {"AGENTS.md": "Never add dependencies.\n", "pkg/AGENTS.md": "Don't touch the tests.\n"}
    assert clauses(files) == [
        "forbid [dependencies] except pkg/**",
        "forbid pkg/** [tests]",
    ]


def test_cursor_rules_bind_their_globs() -> None:
    """A rule of Cursor speaks of the files that its front matter names."""
    rule = "---\ndescription: x\nglobs: *.ts,src/**\n---\nNever skip tests.\n"
    assert clauses({".cursor/rules/a.mdc": rule}) == ["forbid **/*.ts src/** [test-skip]"]


def test_a_broken_front_matter_has_its_place() -> None:
    """What is not YAML is named with line and column, and the prose still counts."""
    found = spec_from({spec.TASK_FILE: "---\nallow: [src\n---\nFix src/app.py.\n"})
    assert [(note.path, note.line > 1) for note in found.problems] == [(spec.TASK_FILE, True)]
    assert "goal src/app.py" in [described(clause) for clause in found.clauses]


@pytest.mark.parametrize(
    ("yaml", "line"),
    [
        ("bogus: 1", 2),
        ("tests: maybe", 2),
        ("budget: 3", 2),
        ("budget:\n  files: many", 3),
        ("rules:\n  skipped-test: loud", 3),
        ("allow:\n  - src/**\n  - what is this", 4),
        ("- a list", 2),
    ],
)
def test_each_broken_key_has_its_place(yaml: str, line: int) -> None:
    """A key that says nothing sensible is a problem on its line."""
    found = spec_from({spec.TASK_FILE: f"---\n{yaml}\n---\n"})
    assert [note.line for note in found.problems] == [line]


def test_a_missing_task_file_is_a_problem(tmp_path: Path) -> None:
    """A task that was named and does not exist is not silently an empty one."""
    found = spec.load(tmp_path, task=tmp_path / "none.md")
    assert [note.path for note in found.problems] == ["none.md"]


def test_a_workspace_without_any_spec_is_silent(tmp_path: Path) -> None:
    """Nothing written means that nothing is ruled in or out."""
    assert spec.load(tmp_path, tree=("src/app.py",)) == spec.EMPTY


def test_the_state_of_a_task_is_no_clause() -> None:
    """Setting a Taskmaster task to done changes no clause; other words in it do."""
    path = ".taskmaster/tasks/tasks.json"

    def neutral(**fields: str) -> bool:
        task = {"id": 1, "title": "Fix src/app.py", "status": "pending"}
        before, after = (json.dumps({"tasks": [t]}).encode() for t in (task, {**task, **fields}))
        return is_neutral(Change(path=path, kind=ChangeKind.EDITED, before=before, after=after))

    assert neutral(status="done")
    assert not neutral(title="Fix src/app.py and pkg/core.py")


def test_the_number_of_a_heading_is_not_a_sentence() -> None:
    """A clause quotes the heading with its number, and a number alone gives none."""
    text = "## 1. Speed up src/app.py\n\n1. Drop the cache. Keep pkg/core.py.\n"
    said = [clause.text for clause in spec_from({".touchline/task.md": text}).clauses]
    assert said[0] == "1. Speed up src/app.py"
    assert not {"1", "1."}.intersection(said)
