"""What other files of a change set run or call, when a pipeline does no longer."""

from __future__ import annotations

import re
from collections import Counter

from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.syntax.config import Command, pipeline

_HOOKS = ".pre-commit-config.yaml"


def runs_elsewhere(analysis: Analysis, command: Command) -> bool:
    """Whether the changed files together run as many checks of its kind as before."""
    kind = command.check
    return analysis.ask(("checks", kind), lambda across: _kept(across, kind))


def _kept(across: Across, kind: str) -> bool:
    count: Counter[str] = Counter()
    for file in across.files.values():
        for side, path, content in (
            ("before", file.old_path, file.change.before),
            ("after", file.path, file.change.after),
        ):
            commands = pipeline(path, content or b"").commands
            count[side] += sum(kind in c.kinds and not c.soft for c in commands)
    return count["after"] >= count["before"]


def is_hooked(analysis: Analysis, old: Command) -> bool:
    """Whether a changed pipeline runs pre-commit, with a hook of the tool of a command."""
    tool = re.escape(old.plain.split(maxsplit=1)[0])
    return analysis.ask(("hooked", tool), lambda across: _runs_hook(across, tool))


def _runs_hook(across: Across, tool: str) -> bool:
    commands = [
        one
        for file in across.files.values()
        for one in pipeline(file.path, file.change.after or b"").commands
    ]
    hooks = across.files.get(_HOOKS)
    content = (hooks.change.after or b"") if hooks else across.context.get(_HOOKS, b"")
    runs = any("pre-commit run" in one.text and not one.soft for one in commands)
    return runs and bool(re.search(rf"\bid:\s*{tool}\b".encode(), content))


def is_called(analysis: Analysis, path: str) -> bool:
    """Whether a changed workflow calls this one."""
    name = f"/{path.rpartition('/')[2]}".encode()

    def answer(across: Across) -> bool:
        return any(
            name in (file.change.after or b"")
            for file in across.files.values()
            if file.path != path
        )

    return analysis.ask(("called workflow", path), answer)
