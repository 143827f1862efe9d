"""Which settings say how strict a check is: where they stand, and what makes them strict."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DEFAULTS = {"more": 0.0, "less": float("-inf"), "on": 0.0, "off": 1.0}
"""How strict a check is where nothing is set, by the order of the setting."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Settings that are read in the same way: where they stand and what makes them strict.

    ``order`` is ``more`` or ``less`` of a number, ``on`` or ``off``, levels from the laxest to the
    strictest (``off<warn<error``), or that of a list: of what is left out (``without``), of what is
    run (``with``), of where tests are looked for (``reach``), of warnings (``filters``).
    """

    files: re.Pattern[str]
    keys: re.Pattern[str]
    order: str
    default: float


def _kind(files: str, keys: str, order: str, default: float | None = None) -> Kind:
    return Kind(
        re.compile(rf"(?:^|/)(?:{files})$"),
        re.compile(rf"(?:^|\.)(?:{keys})$"),
        order,
        _DEFAULTS.get(order, 0.0) if default is None else default,
    )


_GOLANGCI = r"\.golangci\.(?:ya?ml|toml|json)"
_PY = r"pyproject\.toml|setup\.cfg|tox\.ini"
KINDS = (
    # Coverage that must be reached.
    _kind(rf"{_PY}|\.coveragerc", r"(?:coverage[.:])?report\.fail_under", "more"),
    _kind(r"\.?codecov\.ya?ml", r"(?:project|patch)(?:\.\w+)?\.target", "more"),
    _kind(r"\.?codecov\.ya?ml", r"(?:project|patch)(?:\.\w+)?\.threshold", "less"),
    _kind(r"\.?codecov\.ya?ml", r"(?:project|patch)(?:\.\w+)?\.informational", "off"),
    _kind(
        r"package\.json|\.(?:nyc|c8)rc(?:\.json)?|jest\.config\.json|\.nycrc\.ya?ml",
        r"(?:coverageThreshold\.[^.]+\.|thresholds?\.|nyc\.|c8\.|^)"
        r"(?:branches|functions|lines|statements)",
        "more",
    ),
    _kind(r"package\.json|\.(?:nyc|c8)rc(?:\.json|\.ya?ml)?", r"check-?[cC]overage", "on"),
    # Type checkers.
    _kind(
        rf"{_PY}|\.?mypy\.ini",
        r"mypy[^.]*\.(?:.*\.)?(?:strict|disallow_\w+|check_untyped_defs|warn_(?:return_any|unreachable"
        r"|unused_ignores|redundant_casts|unused_configs)|strict_\w+|no_implicit_\w+"
        r"|extra_checks)",
        "on",
    ),
    _kind(rf"{_PY}|\.?mypy\.ini", r"mypy[^.]*\.(?:.*\.)?ignore_errors", "off"),
    _kind(rf"{_PY}|\.?mypy\.ini", r"mypy\.follow_imports", "skip<silent<normal", 2.0),
    _kind(
        r"tsconfig[^/]*\.json",
        r"compilerOptions\.(?:strict\w*|noImplicit\w+|noUnused\w+|noUnchecked\w+|noFallthrough\w+"
        r"|exactOptionalPropertyTypes|noPropertyAccess\w+|alwaysStrict|useUnknownInCatch\w*|checkJs)",
        "on",
    ),
    _kind(r"tsconfig[^/]*\.json", r"compilerOptions\.noCheck", "off"),
    _kind(rf"{_PY}|pyrightconfig\.json", r"typeCheckingMode", "off<basic<standard<strict", 2.0),
    _kind(
        r"pyproject\.toml|pyrightconfig\.json",
        r"(?:pyright\.|^)(?:report\w+|strict\w+)",
        "false<none<information<warning<true<error",
    ),
    # Linters.
    _kind(
        r"\.eslintrc[^/]*|package\.json|\.oxlintrc\.json",
        r"rules\.[\w@/-]+",
        "off<warn<error",
    ),
    _kind(r"package\.json|\.stylelintrc[^/]*", r"max-?[wW]arnings", "less"),
    _kind(r"biome\.jsonc?", r"rules\..*", "off<info<warn<error"),
    _kind(
        rf"{_PY}|\.?ruff\.toml|\.flake8|\.pylintrc",
        r"max[-_](?:complexity|args|branches|returns|statements|locals)",
        "less",
    ),
    _kind(rf"{_PY}|\.pylintrc", r"fail-under", "more"),
    _kind(r"\.?clippy\.toml", r"[\w-]+-threshold", "less"),
    _kind(r"Cargo\.toml", r"lints\..*?(?:\.level)?", "allow<warn<deny<forbid"),
    _kind(r"\.rubocop[^/]*\.yml", r"[\w/]+\.Max", "less"),
    _kind(r"\.rubocop[^/]*\.yml", r"(?:Lint|Security)/\w+\.Enabled", "on", 1.0),
    _kind(r"\.rubocop[^/]*\.yml", r"[\w/]+\.Enabled", "on"),
    _kind(_GOLANGCI, r"run\.tests", "on", 1.0),
    _kind(_GOLANGCI, r"issues-exit-code", "on", 1.0),
    _kind(_GOLANGCI, r"linters\.disable-all", "off"),
    # What a tool leaves out everywhere, and what it runs.
    _kind(rf"{_PY}|\.?ruff\.toml", r"(?:tool\.ruff\.)?(?:lint\.)?(?:extend-)?ignore", "without"),
    _kind(rf"{_PY}|\.?ruff\.toml", r"(?:tool\.ruff\.)?(?:lint\.)?(?:extend-)?select", "with"),
    _kind(r"\.flake8|setup\.cfg|tox\.ini", r"flake8\.(?:extend-)?select", "with"),
    _kind(r"\.flake8|setup\.cfg|tox\.ini", r"flake8\.(?:extend-)?ignore", "without"),
    _kind(rf"{_PY}|\.coveragerc", r"(?:coverage[.:])?(?:run|report)\.omit", "without"),
    _kind(rf"{_PY}|\.?mypy\.ini", r"(?:tool\.)?mypy\.disable_error_code", "without"),
    _kind(rf"{_PY}|\.pylintrc", r"(?i:messages[ _]control)\.disable", "without"),
    _kind(r"pyproject\.toml|\.bandit", r"bandit\.skips", "without"),
    _kind(_GOLANGCI, r"linters\.disable", "without"),
    _kind(_GOLANGCI, r"linters\.enable", "with"),
    _kind(r"\.pre-commit-config\.ya?ml", r"repos\.hooks\.id", "with"),
    # Test runners.
    _kind(rf"{_PY}|pytest\.ini", r"(?:ini_options|pytest)\.xfail_strict", "on"),
    _kind(rf"{_PY}|pytest\.ini", r"(?:ini_options|pytest)\.filterwarnings", "filters"),
    _kind(
        rf"{_PY}|pytest\.ini",
        r"(?:ini_options|pytest)\.(?:testpaths|python_(?:files|classes|functions))",
        "reach",
    ),
    _kind(r"Cargo\.toml", r"(?:lib|bin|test)\.(?:test|harness)", "on", 1.0),
    _kind(r"\.mocharc\.\w+", r"forbidOnly", "on"),
    _kind(r"(?:jest|vitest)\.config\.json|package\.json", r"(?:^|\.)passWithNoTests", "off"),
    _kind(r"package\.json", r"jest\.bail", "on"),
)
