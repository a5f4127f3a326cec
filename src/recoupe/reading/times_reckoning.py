"""The small language of reckonings that the times tables use.

`is = "weekday(weekday, 'before')"` calls one of OPERATIONS with slots of the pattern, constants, and other calls. An
operation is a function `op_…` of one of MODULES and gets the Reckoner first (times_reckoner).
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

from recoupe.reading import (
    times_bounds,
    times_dates,
    times_distances,
    times_feasts,
    times_hours,
    times_lengths,
    times_periods,
)
from recoupe.reading.times_calendar import When
from recoupe.reading.times_grammar import Item
from recoupe.reading.times_reckoner import Reckoner

MODULES = (times_dates, times_periods, times_feasts, times_distances, times_lengths, times_hours, times_bounds)

OPERATIONS: Mapping[str, Callable[..., When]] = {
    name.removeprefix("op_"): function
    for module in MODULES
    for name, function in vars(module).items()
    if name.startswith("op_")
}


def compiled(source: str) -> Callable[[Reckoner, Mapping[str, Any]], When]:
    """A reckoning of the tables, "day(dd, month, year)", as a function of the Reckoner and the pattern's slots."""
    return _compiled(ast.parse(source, mode="eval").body, source)


def _compiled(node: ast.expr, source: str) -> Callable[[Reckoner, Mapping[str, Any]], Any]:
    if isinstance(node, ast.Constant):
        constant = node.value
        return lambda c, slots: constant
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        operand = _compiled(node.operand, source)
        return lambda c, slots: -operand(c, slots)
    if isinstance(node, ast.Name):
        name = node.id
        return lambda c, slots: _slot(c, slots.get(name))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OPERATIONS:
        operation = OPERATIONS[node.func.id]
        arguments = [_compiled(argument, source) for argument in node.args]
        named = {str(keyword.arg): _compiled(keyword.value, source) for keyword in node.keywords}
        return lambda c, slots: operation(
            c, *(argument(c, slots) for argument in arguments), **{k: v(c, slots) for k, v in named.items()}
        )
    raise ValueError(f"not a reckoning: {source!r}; known are {', '.join(sorted(OPERATIONS))}")


def _slot(c: Reckoner, value: Any) -> Any:
    return c.value(value) if isinstance(value, Item) else value
