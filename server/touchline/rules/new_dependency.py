"""The project depends on something that it did not depend on before.

A dependency is code that runs with the project's rights, and somebody has to keep it up to date
for as long as the project lives. Agents add them in passing, now and then under a name that
does not exist and that a stranger may register.

**Flagged**: a name that a manifest depends on now and that no manifest of the change set
depended on before (pyproject.toml, requirements files, package.json, go.mod, Cargo.toml,
pom.xml, build.gradle, Gemfile, gemspec, composer.json).

**Let pass**: other versions of what was there; names that move between sections or from one
manifest to another; lock files, which follow their manifests; manifests that are new.

```toml
dependencies = ["requests", "request-retry-helper"]  # for three lines that retry
```

**Better**: use what is there; or have the task name the dependency.

**Source**: the standing rule "no new dependencies without asking" of many AGENTS.md files, and
reports of invented package names ("slopsquatting").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from touchline.model import Aspect, Finding, Severity
from touchline.rules.analysis import Across, Analysis
from touchline.rules.filechange import FileChange
from touchline.rules.manifests import dependencies, is_manifest
from touchline.rules.rule import Group, Rule, Stage


def check(file: FileChange, analysis: Analysis) -> Iterator[Finding]:
    """Find the names that a manifest did not have before."""
    if file.change.before is None or file.change.after is None or not is_manifest(file.path):
        return
    new = analysis.ask("new dependencies", new_names)
    for name in sorted(_of(file.path, file.change.after) & new):
        line = _line_of(name, file.change.after)
        yield file.added(
            RULE.id,
            file.line_span(line),
            f"{name} is a new dependency.",
            aspect=Aspect.DEPENDENCIES,
            severity=RULE.severity,
            subject=name,
        )


def new_names(across: Across) -> frozenset[str]:
    """Return what edited manifests name now and no manifest of the change set named before."""
    files = across.files.values()
    before = (_of(file.old_path, file.change.before) for file in files)
    after = (_of(file.path, file.change.after) for file in files if file.change.before is not None)
    return frozenset[str]().union(*after) - frozenset[str]().union(*before)


def _of(path: str, content: bytes | None) -> frozenset[str]:
    if content is None or not is_manifest(path):
        return frozenset()
    return dependencies(path, content.decode("utf-8", "replace"))


def _line_of(name: str, content: bytes) -> int:
    """Return the first line that names a dependency, however it writes ``-``, ``_`` and ``.``."""
    word = name.rpartition(":")[2]
    parts = (re.escape(part) for part in re.split(r"[-_.]", word))
    pattern = re.compile(rf"(?<![\w-]){'[-_.]'.join(parts)}(?![\w-])", re.IGNORECASE)
    lines = content.decode("utf-8", "replace").split("\n")
    return next((at for at, line in enumerate(lines, 1) if pattern.search(line)), 1)


RULE = Rule("new-dependency", Group.SCOPE, check, Severity.INFORMATION, Stage.HUNKS)
