"""CI checks less, or no longer minds what its checks say.

A green build is what people merge by. One that can't turn red says nothing.

**Flagged**: a check, or a build, whose failure is swallowed (``|| true``, ``continue-on-error``,
``allow_failure``), switched off (``if: false``, ``when: manual``) or given a narrower range
(``--ignore``, ``-k "not …"``, ``-run``, one file of a folder) or tries (``--reruns``); a threshold
in a command that is lowered; a step of tests, linting or type checks that is dropped and runs
nowhere else in the files that changed; a workflow of checks that pushes and pull requests, or
pull requests alone, no longer start.

**Let pass**: steps that moved, were renamed, run by another tool of the same kind, as a hook of
pre-commit, or as often by the jobs of a matrix; version bumps; new steps that may fail; a build
that is dropped. A workflow that is deleted as a whole is information, since what replaces it may
stand where we can't look.

```yaml
- run: pytest || true
```

**Better**: mend what the check reports; or have the task say that CI is to be changed so.

**Source**: GitHub's documentation of `continue-on-error`, and the shell's `|| true` that hides
a failed step.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

from touchline.model import Aspect, Finding, Severity
from touchline.rules.across import Across
from touchline.rules.analysis import Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.findings import Particulars
from touchline.rules.narrowed import narrowed
from touchline.rules.pairing import pair_by
from touchline.rules.rule import Group, Rule
from touchline.syntax.config import Command, Pipeline, pipeline

_ALIKE = 0.6
_HOOKS = ".pre-commit-config.yaml"
_FILLED = re.compile(r"\$\{\{.*?\}\}|\$\(\w+\)|\$\{?\w+\}?")
"""What a matrix fills in."""
_STARTS = frozenset({"push", "pull_request", "merge_group", "pull_request_target"})


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Compare what the pipeline checks with what it checked."""
    before = pipeline(file.old_path, file.change.before or b"")
    after = pipeline(file.path, file.change.after or b"")
    if not before.commands:
        return
    pairs, dropped = _paired(before.commands, after.commands)
    for old, new in pairs:
        gained = new.soft - old.soft
        if gained:
            yield _softened(file, old, new, gained)
        elif len(after.commands) <= len(before.commands) and (less := narrowed(old, new)):
            yield _compared(file, old, new, f"demands less than before ({less})")
    for old in dropped:
        if old.soft or old.check == "build" or _is_in_matrix(before, after, old):
            continue
        if not (_runs_elsewhere(analysis, old) or _is_hooked(analysis, old)):
            yield _dropped(file, old)
    lost = _STARTS & before.triggers - after.triggers if after.commands else frozenset[str]()
    requests = _judges_requests(before) and not _judges_requests(after)
    if lost and (requests or not _is_started(after)):
        if "workflow_call" in after.triggers and _is_called(analysis, file.path):
            return
        yield _unstarted(file, lost)


def _paired(
    before: Sequence[Command], after: Sequence[Command]
) -> tuple[list[tuple[Command, Command]], list[Command]]:
    """Pair commands that are the same but for their softness, then those that are alike."""
    pairs: list[tuple[Command, Command]] = []
    old, new = list(before), list(after)
    keys: tuple[Callable[[Command], Hashable], ...] = (
        lambda command: (command.text, command.soft, command.job),
        lambda command: (command.plain, command.job),
        lambda command: command.plain,
    )
    for key in keys:
        found, old, new = pair_by(key, old, new)
        pairs += found
    for command in list(old):
        alike = max(new, key=lambda other: _likeness(command, other), default=None)
        if alike is not None and _likeness(command, alike) >= _ALIKE:
            pairs.append((command, alike))
            old.remove(command)
            new.remove(alike)
    return pairs, old


def _likeness(one: Command, other: Command) -> float:
    if one.check != other.check:
        return 0.0
    same_job = 0.1 if one.job == other.job else 0.0
    return SequenceMatcher(None, one.plain.split(), other.plain.split()).ratio() + same_job


def _runs_elsewhere(analysis: Analysis, command: Command) -> bool:
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


def _is_in_matrix(before: Pipeline, after: Pipeline, old: Command) -> bool:
    """Whether the jobs of a matrix now run a command as often as jobs of their own did."""
    running = [one for one in after.commands if _is_run_by(one, old)]
    run = (one for one in before.commands if any(_is_run_by(new, one) for new in running))
    return 0 < sum(one.times for one in run) <= sum(one.times for one in running)


def _is_run_by(command: Command, old: Command) -> bool:
    """Whether a command, whatever a matrix fills in, is another one."""
    pattern = ".+".join(map(re.escape, _FILLED.split(command.plain)))
    return not command.soft and bool(re.fullmatch(pattern, old.plain))


def _is_hooked(analysis: Analysis, old: Command) -> bool:
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


def _is_called(analysis: Analysis, path: str) -> bool:
    """Whether a changed workflow calls this one."""
    name = f"/{path.rpartition('/')[2]}".encode()

    def answer(across: Across) -> bool:
        return any(
            name in (file.change.after or b"")
            for file in across.files.values()
            if file.path != path
        )

    return analysis.ask(("called", path), answer)


def _is_started(found: Pipeline) -> bool:
    return not found.triggers.isdisjoint(_STARTS)


def _judges_requests(found: Pipeline) -> bool:
    return not found.triggers.isdisjoint(_STARTS - {"push"})


def _softened(file: FileChange, old: Command, new: Command, gained: frozenset[str]) -> Finding:
    sign = ", ".join(sorted(gained))
    narrower = any(mark.startswith("-") for mark in gained)
    effect = "covers less" if narrower else "can no longer fail the run"
    return _compared(file, old, new, f"{effect} ({sign})")


def _compared(file: FileChange, old: Command, new: Command, effect: str) -> Finding:
    return file.compared(
        RULE.id,
        file.old_line_span(old.line),
        file.line_span(new.line),
        f"The {_WORDS[new.check]} in {new.job or 'CI'} {effect}.",
        aspect=Aspect.CI,
        subject=new.job,
    )


_WORDS = {"test": "test step", "lint": "lint step", "types": "type check", "build": "build step"}


def _dropped(file: FileChange, old: Command) -> Finding:
    more: Particulars = {"aspect": Aspect.CI, "subject": old.job}
    if file.change.after is None:
        more["severity"] = Severity.INFORMATION
    message = f"The {_WORDS[old.check]} in {old.job or 'CI'} is gone: {old.plain}"
    return file.removed(RULE.id, file.old_line_span(old.line), message, **more)


def _unstarted(file: FileChange, triggers: frozenset[str]) -> Finding:
    lost = " and ".join(sorted(triggers))
    message = f"These checks no longer run on {lost}."
    return file.added(RULE.id, file.line_span(1), message, aspect=Aspect.CI)


RULE = Rule("softened-ci", Group.WEAKENED_CHECK, check)
