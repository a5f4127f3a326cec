"""Queries for many ids."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select

T = TypeVar("T")
MANY = 400  # ids in one query: older SQLite takes no more than 999 values


def restricted(query: Select[Any], column: ColumnElement[Any], ids: Collection[str] | None) -> Iterator[Select[Any]]:
    """The query for these ids, in parts that a database takes; for all where there are none given."""
    if ids is None:
        yield query
        return
    for some in in_parts(sorted(ids)):
        yield query.where(column.in_(some))


def in_parts(values: Sequence[T]) -> Iterator[Sequence[T]]:
    """Values, so many at a time as one query takes."""
    for start in range(0, len(values), MANY):
        yield values[start : start + MANY]
