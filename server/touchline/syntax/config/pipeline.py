"""What CI runs: the commands of a pipeline, each with the place it stands at and what softens it.

Read are GitHub Actions, GitLab, CircleCI, Azure and Travis, and command lists that CI calls:
the scripts of ``package.json``, ``tox.ini``, ``noxfile.py``, ``Makefile``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from touchline.syntax.config.command import Command, any_of
from touchline.syntax.config.command_lists import listed
from touchline.syntax.config.documents import document
from touchline.syntax.config.workflow import Filter, commands, filters, triggers

_CI = any_of(
    r"(?:^|/)\.github/(?:workflows|actions)/.*\.ya?ml$",
    r"(?:^|/)\.gitlab-ci[^/]*\.ya?ml$",
    r"(?:^|/)\.(?:gitlab|circleci|azure-pipelines|buildkite)/.*\.ya?ml$",
    r"(?:^|/)\.?azure-pipelines[^/]*\.ya?ml$",
    r"(?:^|/)\.travis\.ya?ml$",
    r"(?:^|/)bitbucket-pipelines\.ya?ml$",
)
"""The paths of CI files."""

_LISTS = any_of(
    r"(?:^|/)(?:package\.json|tox\.ini|(?:GNU)?[Mm]akefile|[^/]*\.mk|justfile|noxfile\.py)$"
)
"""The paths of command lists."""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """The commands of a file that check something, what starts them, and what narrows that."""

    commands: tuple[Command, ...] = ()
    triggers: frozenset[str] = frozenset()
    filters: frozenset[Filter] = frozenset()


@lru_cache(maxsize=256)
def pipeline(path: str, content: bytes) -> Pipeline:
    """Return what a CI file or a command list runs; nothing for other files."""
    text = content.decode("utf-8", "replace")
    if _LISTS.search(path):
        return Pipeline(tuple(listed(path, content, text)))
    if not _CI.search(path):
        return Pipeline()
    values = document(path, content)
    return Pipeline(tuple(commands(values, text)), triggers(values), filters(values))
