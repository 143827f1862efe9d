"""Every rule, in the order in which the documentation lists them."""

from __future__ import annotations

from touchline.rules import (
    bypassed_test,
    changed_expectation,
    focused_test,
    forced_exit,
    hard_coded_answer,
    patched_test_runner,
    read_the_answer,
    removed_assertion,
    removed_test,
    rigged_equality,
    skipped_test,
    test_detection,
    uncollected_test,
    vacuous_test,
    weakened_assertion,
)
from touchline.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    removed_test.RULE,
    skipped_test.RULE,
    focused_test.RULE,
    uncollected_test.RULE,
    removed_assertion.RULE,
    weakened_assertion.RULE,
    changed_expectation.RULE,
    bypassed_test.RULE,
    vacuous_test.RULE,
    patched_test_runner.RULE,
    hard_coded_answer.RULE,
    test_detection.RULE,
    rigged_equality.RULE,
    read_the_answer.RULE,
    forced_exit.RULE,
)
