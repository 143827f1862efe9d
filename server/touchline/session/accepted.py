"""The spec and rules in force: what a person accepted, not what the files say now."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

from touchline import spec
from touchline.baseline import branch_at
from touchline.baseline.revision import Revision
from touchline.review import Reviewer
from touchline.rules.registry import RULES
from touchline.rules.user import FOLDER as RULE_FOLDER
from touchline.rules.user import UserRules, read_rules
from touchline.session.compared import Compared
from touchline.session.context import Context
from touchline.spec.model import TaskSpec

FOLDER = ".touchline/"

Around = Callable[[], Mapping[str, bytes]]


def tells_spec(path: str, task: Path | None, root: Path) -> bool:
    """Tell whether a file may say what is asked for, or be a rule of the project."""
    named = task is not None and root / path == task
    return is_rule(path) or spec.is_spec_file(path) or named


def load(
    root: Path,
    baseline: Compared,
    tree: Collection[str],
    *,
    task: Path | None = None,
    text: str | None = None,
) -> TaskSpec:
    """Return the spec of the texts, and the branch, as they are in the baseline.

    A task file that a person named outside of the folder is read as it is; ``text`` is the
    task itself. Of a revision, what was never committed is read as it is as well.
    """
    branch = baseline.info.branch
    read = reader(root, baseline)
    if task is not None and not task.is_relative_to(root):
        return spec.load(root, task=task, tree=tree, branch=branch)
    path = None if task is None else task.relative_to(root).as_posix()
    return spec.read(read, tree, task=path, text=text, branch=branch)


def reader(root: Path, baseline: Compared) -> Callable[[str], bytes | None]:
    """Return what reads the texts of a spec."""
    return partial(_read, root, baseline) if isinstance(baseline, Revision) else baseline.read


def _read(root: Path, revision: Revision, path: str) -> bytes | None:
    if revision.entry(path) is not None:
        return revision.read(path)
    return (root / path).read_bytes() if (root / path).is_file() else None


def now(
    root: Path, tree: Collection[str], *, task: Path | None = None, text: str | None = None
) -> TaskSpec:
    """Return the spec of the files, and the branch, as they are now; nobody accepted any."""
    return spec.load(root, task=task, text=text, tree=tree, branch=branch_at(root))


def reviewer(task: TaskSpec, own: UserRules, around: Around, context: Context) -> Reviewer:
    """Return a reviewer for a spec and the project's own rules.

    ``around`` reads what stands around the task, ``context`` what stands around the changes.
    """
    return Reviewer(task, around, (*RULES, *own.rules), own.notes, context.of)


def is_rule(path: str) -> bool:
    """Tell whether a file is a rule of the project."""
    return path.startswith(RULE_FOLDER)


def own_rules(root: Path, baseline: Compared | None) -> UserRules:
    """Return the project's own rules as they are in the baseline, without one in the work tree."""
    return read_rules(rule_files(root, baseline))


def rule_files(root: Path, baseline: Compared | None) -> tuple[tuple[str, str], ...]:
    """Return the files of the project's own rules, each with its text."""
    if baseline is None:
        found = {
            f"{RULE_FOLDER}{f.name}": f.read_bytes() for f in (root / RULE_FOLDER).glob("*.toml")
        }
    else:
        paths = [p for p in baseline.paths() if p.startswith(RULE_FOLDER) and p.endswith(".toml")]
        found = {path: baseline.read(path) or b"" for path in paths}
    return tuple((path, text.decode("utf-8", "replace")) for path, text in found.items())
