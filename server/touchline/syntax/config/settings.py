"""How strict the checks of a project are set, as values that can be compared.

A setting's ``strictness`` grows with what the check demands, so that "weaker" is ``<``. A
setting that is not there has the strictness that its tool gives it. A list of what a tool leaves
out, or of what it runs, is one setting for each entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from touchline.syntax.config.documents import Value, document, flattened, is_list
from touchline.syntax.config.runners import left_out
from touchline.syntax.config.setting import Setting

_UNSET = float("-inf")
_DEFAULTS = {"more": 0.0, "less": float("-inf"), "on": 0.0, "off": 1.0}


@dataclass(frozen=True, slots=True)
class _Kind:
    """Settings that are read in the same way: where they stand and what makes them strict."""

    files: re.Pattern[str]
    keys: re.Pattern[str]
    order: str
    default: float


def _kind(files: str, keys: str, order: str, default: float | None = None) -> _Kind:
    return _Kind(
        re.compile(rf"(?:^|/)(?:{files})$"),
        re.compile(rf"(?:^|\.)(?:{keys})$"),
        order,
        _DEFAULTS.get(order, 0.0) if default is None else default,
    )


_PY = r"pyproject\.toml|setup\.cfg|tox\.ini"
_KINDS = (
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
    _kind(r"package\.json|\.(?:nyc|c8)rc(?:\.json)?", r"check-?[cC]overage", "on"),
    # Type checkers.
    _kind(
        rf"{_PY}|\.?mypy\.ini",
        r"mypy[^.]*\.(?:.*\.)?(?:strict|disallow_\w+|check_untyped_defs|warn_(?:return_any|unreachable"
        r"|unused_ignores|redundant_casts|unused_configs)|strict_\w+|no_implicit_\w+"
        r"|extra_checks)",
        "on",
    ),
    _kind(rf"{_PY}|\.?mypy\.ini", r"mypy[^.]*\.(?:.*\.)?ignore_errors", "off"),
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
    _kind(r"\.rubocop[^/]*\.yml", r"[\w/]+\.Enabled", "on"),
    _kind(r"\.golangci\.ya?ml", r"run\.tests", "on", 1.0),
    _kind(r"\.golangci\.ya?ml", r"issues-exit-code", "on", 1.0),
    _kind(r"\.golangci\.ya?ml", r"linters\.disable-all", "off"),
    # What a tool leaves out everywhere, and what it runs.
    _kind(rf"{_PY}|\.?ruff\.toml", r"(?:tool\.ruff\.)?(?:lint\.)?(?:extend-)?ignore", "without"),
    _kind(r"\.flake8|setup\.cfg|tox\.ini", r"flake8\.(?:extend-)?ignore", "without"),
    _kind(rf"{_PY}|\.coveragerc", r"(?:coverage[.:])?(?:run|report)\.omit", "without"),
    _kind(rf"{_PY}|\.?mypy\.ini", r"(?:tool\.)?mypy\.disable_error_code", "without"),
    _kind(rf"{_PY}|\.pylintrc", r"(?i:messages[ _]control)\.disable", "without"),
    _kind(r"pyproject\.toml|\.bandit", r"bandit\.skips", "without"),
    _kind(r"\.golangci\.ya?ml", r"linters\.disable", "without"),
    _kind(r"\.golangci\.ya?ml", r"linters\.enable", "with"),
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

_LISTS = {"without": -1.0, "with": 1.0, "reach": 1.0, "filters": 0.0}
_NARROW = re.compile(r"^[^*]*(?:/[^*]*|\.py)$")
_FILTERS = {"error": 1.0, "ignore": -1.0}
"""What pytest does with every warning, where nothing more is said."""
_XML = re.compile(r"(?:^|/)pom\.xml$")
_SCRIPT = re.compile(
    r"(?:^|/)(?:jest|vitest|vite|karma|nyc)\.config\.\w+$|(?:^|/)eslint\.config\.\w+$"
)
_TAG = re.compile(
    r"<(testFailureIgnore|skipTests|maven\.test\.skip|maven\.test\.failure\.ignore|skipITs|skip"
    r"|failIfNoTests|haltOnFailure|minimum|failOnViolation|failsOnError|failOnError)>\s*([^<\s]+)\s*<"
)
_LAX_TAGS = frozenset(
    {"testFailureIgnore", "skipTests", "maven.test.skip", "maven.test.failure.ignore"}
    | {"skipITs", "skip"}
)
_NUMBERED = re.compile(
    r"\b(branches|functions|lines|statements|maxWarnings)['\"]?\s*:\s*(-?[\d.]+)"
)
_LEVELLED = re.compile(r"""['"]([\w@-]+(?:/[\w@-]+)*)['"]\s*:\s*\[?\s*['"](off|warn|error)['"]""")
_OPTION = re.compile(
    r"--(cov-fail-under|fail-under|max-warnings|max-complexity|coverage)[= ](\d+(?:\.\d+)?)"
)
_LEVELS = {"off": 0.0, "0": 0.0, "warn": 1.0, "1": 1.0, "warning": 1.0, "error": 2.0, "2": 2.0}


@lru_cache(maxsize=512)
def settings(path: str, content: bytes) -> tuple[Setting, ...]:
    """Return the settings of a file that say how strict a check is; none for other files."""
    text = content.decode("utf-8", "replace")
    found = (*_known(path, content, text), *left_out(path, text))
    return tuple({setting.key: setting for setting in found}.values())


def _known(path: str, content: bytes, text: str) -> Iterator[Setting]:
    """Read what is set in files whose form is known."""
    if _XML.search(path):
        yield from _tags(text)
    elif _SCRIPT.search(path):
        yield from _script(text)
    elif kinds := [kind for kind in _KINDS if kind.files.search(path)]:
        yield from _read(kinds, document(path, content), text)
        yield from options(text)


def _read(kinds: Sequence[_Kind], values: Value, text: str) -> Iterator[Setting]:
    for key, value in flattened(values):
        for kind in kinds:
            if kind.keys.search(key) and kind.order in _LISTS:
                yield from _entries(kind, key, value, text)
                break
            if kind.keys.search(key):
                strictness = _strictness(kind.order, value)
                if strictness is not None:
                    line = _line(text, key, value)
                    yield Setting(key, _shown(value), strictness, kind.default, line)
                break


def _entries(kind: _Kind, key: str, value: Value, text: str) -> Iterator[Setting]:
    items = cast("Sequence[Value]", value) if is_list(value) else re.split(r"[,\s]+", str(value))
    for entry in (str(item) for item in items if item):
        line = _line(text, key, entry)
        if kind.order == "filters":
            yield Setting(f"{key}={entry}", entry, _FILTERS.get(entry, 0.0), 0.0, line)
            continue
        yield Setting(f"{key}={entry}", entry, _LISTS[kind.order], 0.0, line, key)
        if kind.order == "reach" and not _NARROW.search(entry):
            # What reaches far counts twice, so that what is narrower is no fair exchange.
            yield Setting(f"{key}={entry} as a whole", entry, _LISTS[kind.order], 0.0, line, key)


def _strictness(order: str, value: Value) -> float | None:
    if is_list(value):
        items = cast("Sequence[Value]", value)
        return _strictness(order, items[0]) if items else None
    word = str(value).strip().strip("%").lower()
    if order in ("more", "less"):
        number = re.fullmatch(r"-?\d+(?:\.\d+)?", word)
        return (float(word) if order == "more" else -float(word)) if number else None
    if order in ("on", "off"):
        true = word in ("true", "1", "yes", "on")
        if not true and word not in ("false", "0", "no", "off", "none"):
            return None
        return float(true is (order == "on"))
    levels = order.split("<")
    if "error" in levels and word in ("0", "1", "2"):
        word = ("off", "warn", "error")[int(word)]
    return float(levels.index(word)) if word in levels else None


def _tags(text: str) -> Iterator[Setting]:
    for at, match in enumerate(_TAG.finditer(text)):
        lax = match[1] in _LAX_TAGS
        strictness = _strictness(
            "more" if match[1] == "minimum" else "off" if lax else "on", match[2]
        )
        if strictness is not None:
            key = match[1] if lax else f"{match[1]}.{at}"
            default = 1.0 if lax else 0.0
            yield Setting(
                key, match[2], strictness, default, text.count("\n", 0, match.start()) + 1
            )


def _script(text: str) -> Iterator[Setting]:
    seen: dict[str, int] = {}
    for pattern in (_NUMBERED, _LEVELLED):
        for match in pattern.finditer(text):
            seen[match[1]] = seen.get(match[1], 0) + 1
            key = match[1] if seen[match[1]] == 1 else f"{match[1]}.{seen[match[1]]}"
            value = _LEVELS[match[2]] if pattern is _LEVELLED else float(match[2])
            line = text.count("\n", 0, match.start()) + 1
            strictness = -value if match[1] == "maxWarnings" else value
            yield Setting(key, match[2], strictness, 0.0, line)


def options(text: str) -> Iterator[Setting]:
    """Read thresholds that stand in command lines (``addopts``, scripts)."""
    for match in _OPTION.finditer(text):
        less = match[1].startswith("max")
        value = -float(match[2]) if less else float(match[2])
        line = text.count("\n", 0, match.start()) + 1
        yield Setting(f"--{match[1]}", match[2], value, _UNSET if less else 0.0, line)


def _shown(value: Value) -> str:
    return str(cast("Sequence[Value]", value)[0] if is_list(value) else value)


def _line(text: str, key: str, value: Value) -> int:
    """Return the line where a key stands, the one with its value if there are several."""
    name = re.escape(key.rpartition(".")[2])
    shown = re.escape(_shown(value))
    found = re.search(rf"{name}\b[^\n]*{shown}", text, re.IGNORECASE)
    found = found or re.search(rf"^[ \t]*[-\"'\w]*{shown}", text, re.MULTILINE)
    found = found or re.search(rf"{name}\b", text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
