"""What kind of file a path is, by its name alone.

A place is not yet a change: editing ``tests/test_a.py`` is work on tests whatever the edit
says. Clauses that speak of a kind ("the tests", "CI", "documentation") bind files through
this table, and rules that care about manifests, migrations or lock files ask it as well.
Names are matched without regard to case.
"""

from __future__ import annotations

import re
from functools import lru_cache

from touchline.model import Aspect

_FOLDER = r"(?:.*/)?(?:{names})/.*"
_NAME = r"(?:.*/)?(?:{names})"

_TABLE: tuple[tuple[Aspect, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        Aspect.TESTS,
        (r"tests?", r"__tests__", r"e2e", r"testdata", r"cypress"),
        (
            r"test_[^/]*\.\w+",
            r"[^/]*[_-]tests?\.\w+",
            r"[^/]*\.(?:test|spec|e2e|cy)\.\w+",
            r"[^/]*_spec\.(?:rb|js|ts|lua)",
            r"[^/]*(?-i:Tests?|TestCase|IT|Spec)\.(?:java|kt|scala|groovy|cs|php|swift)",
            r"tests?\.(?:py|rs|js|ts|rb)",
            r"conftest\.py",
            r"spec/.*\.rb",
        ),
    ),
    (
        Aspect.SNAPSHOTS,
        (r"__snapshots__", r"snapshots?", r"goldens?", r"__image_snapshots__"),
        (r"[^/]*\.snap(?:\.new)?", r"[^/]*\.golden", r"[^/]*\.(?:approved|verified)\.\w+"),
    ),
    (
        Aspect.CI,
        (
            r"\.github/workflows",
            r"\.github/actions",
            r"\.circleci",
            r"\.buildkite",
            r"\.woodpecker",
            r"\.gitlab/ci",
            r"\.azure-pipelines",
        ),
        (
            r"\.gitlab-ci\.ya?ml",
            r"azure-pipelines[^/]*\.ya?ml",
            r"\.travis\.yml",
            r"Jenkinsfile[^/]*",
            r"bitbucket-pipelines\.yml",
            r"appveyor\.yml",
            r"\.drone\.yml",
            r"cloudbuild\.ya?ml",
        ),
    ),
    (
        Aspect.DEPENDENCIES,
        (),
        (
            r"requirements/[^/]*\.(?:txt|in)",
            r"requirements[^/]*\.(?:txt|in)",
            r"constraints[^/]*\.txt",
            r"pyproject\.toml",
            r"setup\.(?:py|cfg)",
            r"Pipfile(?:\.lock)?",
            r"poetry\.lock",
            r"uv\.lock",
            r"pdm\.lock",
            r"environment\.ya?ml",
            r"package\.json",
            r"package-lock\.json",
            r"npm-shrinkwrap\.json",
            r"yarn\.lock",
            r"pnpm-lock\.yaml",
            r"bun\.lockb?",
            r"deno\.(?:jsonc?|lock)",
            r"go\.(?:mod|sum|work)",
            r"Cargo\.(?:toml|lock)",
            r"pom\.xml",
            r"build\.gradle(?:\.kts)?",
            r"libs\.versions\.toml",
            r"gradle\.lockfile",
            r"Gemfile(?:\.lock)?",
            r"[^/]*\.gemspec",
            r"composer\.(?:json|lock)",
            r"[^/]*\.csproj",
            r"Package\.(?:swift|resolved)",
            r"mix\.(?:exs|lock)",
        ),
    ),
    (
        Aspect.MIGRATION,
        (r"migrations?", r"db/migrate", r"alembic/versions", r"db/changelog", r"flyway"),
        (r"V\d[\w.]*__[^/]*\.sql", r"schema\.(?:rb|sql|prisma)", r"[^/]*\.migration\.\w+"),
    ),
    (
        Aspect.DOCUMENTATION,
        (r"docs?", r"documentation"),
        (
            r"[^/]*\.(?:md|mdx|rst|adoc|asciidoc)",
            r"(?:README|CHANGELOG|CHANGES|HISTORY|CONTRIBUTING|AUTHORS|NEWS|LICENSE|NOTICE)(?:\.\w+)?",
        ),
    ),
    (
        Aspect.CONFIGURATION,
        (r"config", r"\.vscode", r"\.idea", r"\.config", r"\.husky"),
        (
            r"[^/]*\.(?:toml|ini|cfg|conf|properties|editorconfig)",
            r"(?:[^/]*[.-])?config\.(?:js|cjs|mjs|ts|cts|mts|json|ya?ml|py)",
            r"[^/]*rc(?:\.(?:js|cjs|mjs|json|ya?ml))?",
            r"tsconfig[^/]*\.json",
            r"biome\.jsonc?",
            r"\.pre-commit-config\.yaml",
            r"\.env(?:\.[^/]*)?",
            r"\.git(?:ignore|attributes|modules)",
            r"\.golangci\.ya?ml",
            r"\.rubocop\.yml",
            r"(?:Dockerfile|Makefile|justfile|Vagrantfile|Procfile)[^/]*",
            r"(?:docker-)?compose[^/]*\.ya?ml",
            r"settings\.(?:py|json|ya?ml)",
        ),
    ),
    (
        Aspect.GENERATED,
        (
            r"vendor",
            r"third_party",
            r"node_modules",
            r"dist",
            r"generated",
            r"__generated__",
        ),
        (
            r"[^/]*_pb2(?:_grpc)?\.pyi?",
            r"[^/]*\.pb\.go",
            r"[^/]*\.g\.(?:dart|cs)",
            r"[^/]*\.generated\.\w+",
            r"[^/]*\.min\.(?:js|css)",
        ),
    ),
)

_LOCK = re.compile(
    _NAME.format(
        names=r"[^/]*\.lockb?|[^/]*-lock\.(?:json|ya?ml)|npm-shrinkwrap\.json|go\.sum"
        r"|gradle\.lockfile|Package\.resolved"
    ),
    re.IGNORECASE,
)


def _compiled(folders: tuple[str, ...], names: tuple[str, ...]) -> re.Pattern[str]:
    parts = [_NAME.format(names="|".join(names))]
    if folders:
        parts.append(_FOLDER.format(names="|".join(folders)))
    return re.compile("|".join(parts), re.IGNORECASE)


_PATTERNS = tuple((aspect, _compiled(folders, names)) for aspect, folders, names in _TABLE)


@lru_cache(maxsize=65536)
def kinds(path: str) -> frozenset[Aspect]:
    """Return the kinds of file that a path is, as aspects; empty for plain source.

    >>> sorted(kinds("tests/test_total.py"))
    [<Aspect.TESTS: 'tests'>]
    """
    found = {aspect for aspect, pattern in _PATTERNS if pattern.fullmatch(path)}
    if Aspect.DEPENDENCIES in found:
        # A manifest is not "the configuration", although many tools are configured in one.
        found.discard(Aspect.CONFIGURATION)
    return frozenset(found)


def is_made(path: str) -> bool:
    """Tell whether a program writes this file, by its place or its name."""
    return is_lock_file(path) or Aspect.GENERATED in kinds(path)


def is_lock_file(path: str) -> bool:
    """Tell whether a package manager writes this file (``uv.lock``, ``go.sum``, …)."""
    return _LOCK.fullmatch(path) is not None
