"""Settings that one other setting stands for: ``strict`` of a type checker."""

from __future__ import annotations

from collections.abc import Mapping

from touchline.syntax.config import Setting

_MYPY = frozenset(
    {"disallow_any_generics", "disallow_subclassing_any", "disallow_untyped_calls"}
    | {"disallow_untyped_defs", "disallow_incomplete_defs", "disallow_untyped_decorators"}
    | {"check_untyped_defs", "warn_redundant_casts", "warn_unused_ignores", "warn_return_any"}
    | {"warn_unused_configs", "no_implicit_reexport", "strict_equality", "strict_bytes"}
    | {"extra_checks", "strict_optional", "no_implicit_optional", "warn_no_return"}
)
"""What mypy's ``strict`` sets, and what it does unless told otherwise."""

_TYPESCRIPT = frozenset(
    {"noImplicitAny", "noImplicitThis", "strictBindCallApply", "strictBuiltinIteratorReturn"}
    | {"strictFunctionTypes", "strictNullChecks", "strictPropertyInitialization", "alwaysStrict"}
    | {"useUnknownInCatchVariables"}
)
"""What TypeScript's ``strict`` sets."""


def is_implied(key: str, now: Mapping[str, Setting]) -> bool:
    """Whether a setting that went is what another of its section says now."""
    section, _, name = key.rpartition(".")
    strict = now.get(f"{section}.strict")
    return strict is not None and strict.strictness > 0 and name in _MYPY | _TYPESCRIPT
