"""How often the matrix of a job runs it."""

from __future__ import annotations

from collections.abc import Mapping
from math import prod

from touchline.syntax.config.documents import Value, is_list, items_of, mapping_of


def times(job: Value) -> int:
    """Return how many jobs the matrix of one makes; 1 where it has none."""
    table = mapping_of(job)
    holder = table.get("strategy") or table.get("parallel")
    matrix = mapping_of(holder).get("matrix")
    if is_list(matrix):
        return max(1, sum(map(_combined, items_of(matrix))))
    return _combined(matrix)


def _combined(matrix: Value) -> int:
    """Return how many combinations the sides of a matrix have, or how many it names."""
    values = mapping_of(matrix)
    sides = (value for key, value in values.items() if key != "exclude")
    lists = [items_of(side) for side in sides if is_list(side)]
    named = sum(isinstance(value, Mapping) for value in values.values())
    return max(1, prod(map(len, lists)), named)
