"""Every rule, in the order in which the documentation lists them."""

from __future__ import annotations

from touchline.rules import (
    bypassed_test,
    changed_expectation,
    changed_task,
    deleted_file,
    destructive_migration,
    disabled_security_check,
    edited_generated_file,
    focused_test,
    new_dependency,
    out_of_scope,
    over_budget,
    patched_test_runner,
    removed_assertion,
    removed_test,
    skipped_test,
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
    out_of_scope.RULE,
    over_budget.RULE,
    changed_task.RULE,
    new_dependency.RULE,
    deleted_file.RULE,
    destructive_migration.RULE,
    disabled_security_check.RULE,
    edited_generated_file.RULE,
)
