"""Every rule, in the order in which the documentation lists them."""

from __future__ import annotations

from touchline.rules import removed_assertion, removed_test, skipped_test
from touchline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    removed_test.RULE,
    skipped_test.RULE,
    removed_assertion.RULE,
)
