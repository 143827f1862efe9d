"""Kinds: what is never just a file is classified, and asked for only by name."""

import pytest
from spec_support import TREE, hunk, judge_hunk

from touchline.model import Aspect, Change, ChangeKind
from touchline.spec import parse
from touchline.spec.kinds import change_kinds

FILES = {
    Aspect.DEPENDENCIES: (
        "requirements.txt", "requirements/dev.in", "pyproject.toml", "uv.lock", "poetry.lock",
        "Pipfile.lock", "package.json", "web/package.json", "package-lock.json", "yarn.lock",
        "pnpm-lock.yaml", "go.mod", "go.sum", "Cargo.toml", "Cargo.lock", "pom.xml",
        "gradle.lockfile", "build.gradle.kts", "Gemfile", "Gemfile.lock", "app.gemspec",
    ),
    Aspect.MIGRATION: (
        "db/migrate/20240101_add.rb", "app/migrations/0002_more.py", "alembic/versions/a1.py",
        "sql/V2__add.sql", "prisma/migrations/1/migration.sql",
    ),
    Aspect.CI: (
        ".github/workflows/ci.yml", ".github/actions/a/action.yml", ".gitlab-ci.yml",
        ".circleci/config.yml", "azure-pipelines.yml", "Jenkinsfile", ".travis.yml",
        "bitbucket-pipelines.yml", ".buildkite/pipeline.yml",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("aspect", "path"), [(aspect, path) for aspect, paths in FILES.items() for path in paths]
)
def test_a_file_of_a_kind_is_asked_for_only_by_name(aspect: Aspect, path: str) -> None:
    """Work on everything does not ask for a manifest, a migration or CI; its name does."""
    assert aspect in change_kinds(Change(path=path, kind=ChangeKind.EDITED))
    of = hunk(path, "old\n")
    assert judge_hunk("---\nallow: ['**']\n---\n", of).verdict == "unmentioned"
    named = parse(f"Update `{path}`.", "task", (*TREE, path))
    assert judge_hunk(named, of).verdict == "asked-for"


@pytest.mark.parametrize(
    ("aspect", "change"),
    [
        (Aspect.DELETION, Change(path="a.py", kind=ChangeKind.DELETED)),
        (Aspect.RENAME, Change(path="a.py", kind=ChangeKind.RENAMED, old_path="b.py")),
        (Aspect.MODE, Change(path="a.py", kind=ChangeKind.MODE)),
        (Aspect.EXECUTABLE, Change(path="a", kind=ChangeKind.CREATED, after_mode=0o100755)),
        (
            Aspect.EXECUTABLE,
            Change(path="a", kind=ChangeKind.MODE, before_mode=0o100644, after_mode=0o100755),
        ),
        (Aspect.MIGRATION, Change(path="a", kind=ChangeKind.RENAMED, old_path="migrations/1.py")),
    ],
)
def test_what_is_done_to_a_file_is_a_kind(aspect: Aspect, change: Change) -> None:
    """Deletions, renames, mode changes and new executables are kinds of change of their own."""
    assert aspect in change_kinds(change)


def test_a_link_is_no_executable() -> None:
    """Git gives symbolic links a mode of their own; nothing can be run of it."""
    link = Change(path="a", kind=ChangeKind.CREATED, after_mode=0o120000)
    assert Aspect.EXECUTABLE not in change_kinds(link)
