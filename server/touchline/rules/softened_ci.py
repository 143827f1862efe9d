"""CI checks less, or no longer minds what its checks say.

A green build is what people merge by. One that can't turn red says nothing.

**Flagged**: a check, or a build, whose failure is swallowed (``|| true``, ``continue-on-error``,
``allow_failure``), switched off (``if: false``, ``when: manual``) or given a narrower range
(``--ignore``, ``-k "not …"``, ``-run``, one file of a folder) or tries (``--reruns``); a threshold
in a command that is lowered; a step of tests, linting or type checks that is dropped and runs
nowhere else in the files that changed; a workflow of checks that pushes and pull requests, or
pull requests alone, no longer start, or that starts only for branches and paths where no code is.

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

from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Analysis
from touchline.rules.ci_elsewhere import is_called, is_hooked, runs_elsewhere
from touchline.rules.filechange import FileChange
from touchline.rules.findings import Particulars
from touchline.rules.narrowed import narrowed
from touchline.rules.rule import Group, Rule
from touchline.rules.starts import starved
from touchline.rules.steps import is_in_matrix, paired
from touchline.syntax.config import Command, Pipeline, pipeline

_STARTS = frozenset({"push", "pull_request", "merge_group", "pull_request_target"})
"""Events of which a workflow of checks minds one at least."""

_WORDS = {"test": "test step", "lint": "lint step", "types": "type check", "build": "build step"}


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Compare what the pipeline checks with what it checked."""
    before = pipeline(file.old_path, file.change.before or b"")
    after = pipeline(file.path, file.change.after or b"")
    if not before.commands:
        return
    pairs, dropped = paired(before.commands, after.commands)
    shorter = len(after.commands) <= len(before.commands)
    for old, new in pairs:
        gained = new.soft - old.soft
        if gained:
            yield _softened(file, old, new, gained)
        elif shorter and (less := narrowed(old, new)):
            yield _compared(file, old, new, f"demands less than before ({less})")
    for old in dropped:
        if old.soft or old.check == "build" or is_in_matrix(before, after, old):
            continue
        if not (runs_elsewhere(analysis, old) or is_hooked(analysis, old)):
            yield _dropped(file, old)
    lost = _lost_starts(before, after, starved(before, after, analysis))
    if lost and not ("workflow_call" in after.triggers and is_called(analysis, file.path)):
        yield _unstarted(file, lost)


def _lost_starts(before: Pipeline, after: Pipeline, hungry: frozenset[str]) -> frozenset[str]:
    """Return the events that no longer start checks that start too rarely now.

    The ``hungry`` ones are named still, but narrowed to what holds no code.
    """
    now = after.triggers - hungry
    lost = _STARTS & before.triggers - now if after.commands else frozenset[str]()
    requests = _judges_requests(before.triggers) and not _judges_requests(now)
    return lost if requests or now.isdisjoint(_STARTS) else frozenset()


def _judges_requests(triggers: frozenset[str]) -> bool:
    return not triggers.isdisjoint(_STARTS - {"push"})


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
