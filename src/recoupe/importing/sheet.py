"""A coded row as a text: "coded by NAME", then a line a column, so that every value has a place where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from recoupe.importing.repairs import Repair, Repairs
from recoupe.importing.rows import Row
from recoupe.importing.values import day, degrees, point, whole
from recoupe.model import Date, Participant, Place, Provenance, Quantity, Source, SourceKind, Span

YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)$")  # "Military Forces of Niger (2021-)": a party at a time
SEPARATOR = ";"


@lru_cache(maxsize=4096)
def because(format: str, column: str, note: str) -> Provenance:
    """That a column gave a value."""
    return Provenance(f"import.{format}.{column}", note=note)


@dataclass
class Sheet:
    """One row, and what its columns hold. Whatever is amiss in a value is counted."""

    row: Row
    coder: str
    format: str
    repairs: Repairs
    country: str = ""  # of places of which the row does not say it
    text: str = field(init=False)
    starts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        lines = [f"coded by {self.coder}"]
        place = len(lines[0]) + 1
        self.starts = {}
        for column, value in self.row.values.items():
            self.starts[column] = place + len(column) + 2
            lines.append(f"{column}: {value}")
            place += len(lines[-1]) + 1
        self.text = "\n".join(lines)

    # ------------------------------------------------------------ words

    def __contains__(self, column: str) -> bool:
        return column in self.row.values

    def value(self, *columns: str) -> str:
        """What the first of some columns that holds anything holds; "" where none does."""
        return next((self.row.values[column] for column in columns if column in self.row.values), "")

    def filled(self, *columns: str) -> str:
        """The first of some columns that holds anything; "" where none does."""
        return next((column for column in columns if column in self.row.values), "")

    def span(self, column: str, start: int = 0, end: int | None = None) -> Span:
        """A column's value, or a stretch of it."""
        value = self.row.values[column]
        words = value[start:end]
        first = self.starts[column] + start
        return Span(first, first + len(words), words)

    def why(self, column: str, note: str = "") -> Provenance:
        """The column that gave a value."""
        return because(self.format, column, note)

    def parts(self, column: str, separator: str = SEPARATOR) -> Iterator[Span]:
        """The values of a column that has several, each once."""
        value, place, seen = self.row.values.get(column, ""), 0, set()
        for part in value.split(separator) if value else ():
            words = part.strip(" \t\"'")
            if words and words not in seen:
                seen.add(words)
                start = value.index(words, place)
                yield self.span(column, start, start + len(words))
            place += len(part) + len(separator)

    @cached_property
    def coder_source(self) -> Source:
        """Who coded the row."""
        name = f"coded by {self.coder}"
        return Source(name, SourceKind.DATASET, Span(0, len(name), name), Provenance(f"import.{self.format}"))

    # ------------------------------------------------------------ values

    def amiss(self, repair: Repair, column: str) -> None:
        """Count what is amiss in a column."""
        self.repairs.note(repair, self.row.number, column, self.value(column))

    def day(self, column: str, style: str = "") -> str:
        """The day in a column; "" for none."""
        value = self.value(column)
        if not value:
            return ""
        found = day(value, style)
        if not found.standard:
            self.amiss(Repair.DATE_STYLE if found.iso else Repair.BAD_DATE, column)
        return found.iso

    def date(self, edtf: str, column: str, note: str = "") -> tuple[Date, ...]:
        """A date that was read from a column."""
        return (Date(edtf, self.span(column), self.why(column, note)),) if edtf else ()

    def number(self, column: str) -> int | None:
        """The number of people in a column; None for none. Less than nothing stands for unknown."""
        value = self.value(column)
        if not value:
            return None
        found = whole(value)
        if found.number is None:
            self.amiss(Repair.BAD_NUMBER, column)
        elif not found.standard:
            self.amiss(Repair.NUMBER_STYLE, column)
        return found.number if found.number is not None and found.number >= 0 else None

    def quantity(self, best: str, low: str = "", high: str = "") -> tuple[Quantity, ...]:
        """A toll in one column, or in three; what stands out of order is put in order."""
        numbers = {column: self.number(column) for column in (best, low, high) if column}
        told = {column: number for column, number in numbers.items() if number is not None}
        if not told:
            return ()
        ordered = sorted(told.values())
        middle = told.get(best, told.get(low, ordered[-1]))
        lowest, highest = told.get(low, middle), told.get(high, middle)
        if not lowest <= middle <= highest:
            self.amiss(Repair.RANGE, best if best in self else next(iter(told)))
        column = best if best in told else next(iter(told))
        quantity = Quantity(ordered[0], middle, ordered[-1], self.span(column), self.why(column))
        return (quantity,)

    def point(self, lat: str, lon: str) -> tuple[float, float] | None:
        """The point in two columns; None for none."""
        if lat not in self or lon not in self:
            return None
        north, east = degrees(self.value(lat)), degrees(self.value(lon))
        found = None if north.number is None or east.number is None else point(north.number, east.number)
        if found is None:
            self.amiss(Repair.BAD_POINT, lat)
            return None
        if not (north.standard and east.standard):
            self.amiss(Repair.COMMA, lat)
        if not found[2]:
            self.amiss(Repair.SWAPPED, lat)
        return found[:2]

    def place(
        self, column: str, country: str, precision: str, where: tuple[float, float] | None, gazetteer: str = ""
    ) -> Place:
        """The place that a column names."""
        lat, lon = where or (None, None)
        span = self.span(column)
        return Place(span.text, country or self.country, lat, lon, precision, gazetteer, span, self.why(column))

    def participant(self, span: Span, column: str, id: str | None = None, note: str = "") -> Participant:
        """A party, by its name without the years in which it was called so."""
        words = YEARS.sub("", span.text) or span.text
        return Participant(words, Span(span.start, span.start + len(words), words), id, self.why(column, note))
