"""Columns of a table: what each is called, what it means, and how it is found in what a row stands for."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")
SEPARATOR = " | "  # between values of a list in CSV; a bar inside a value is written "\|"

Scalar = str | int | float | bool | None
Cell = Scalar | Sequence[Scalar]


class Kind(StrEnum):
    """What the values of a column are."""

    STRING = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"  # ISO 8601, a day
    STRINGS = "strings"  # lists: in CSV joined by " | ", in Parquet lists
    INTEGERS = "integers"
    NUMBERS = "numbers"

    @property
    def single(self) -> Kind:
        """The kind of its elements."""
        return {Kind.STRINGS: Kind.STRING, Kind.INTEGERS: Kind.INTEGER, Kind.NUMBERS: Kind.NUMBER}.get(self, self)


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A column of a table whose rows are made from values of one type."""

    name: str
    kind: Kind
    about: str
    of: Callable[[T], Cell]
    codes: tuple[str, ...] = ()  # all that may stand there, where that is a closed list


def written(cell: Cell) -> str:
    """A cell as CSV has it: "" for nothing, lists joined."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, (str, int, float)):
        return str(cell)
    return SEPARATOR.join(written(item).replace("|", r"\|") for item in cell)


@contextmanager
def csv_table(place: Path, columns: Sequence[Column[T]]) -> Iterator[Callable[[Iterable[T]], int]]:
    """A CSV file with a header; the function writes rows and says how many."""
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([column.name for column in columns])

        def add(rows: Iterable[T]) -> int:
            count = 0
            for row in rows:
                writer.writerow([written(column.of(row)) for column in columns])
                count += 1
            return count

        yield add
