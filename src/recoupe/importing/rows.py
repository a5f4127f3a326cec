"""The rows of a table of coded data: columns found by name, fields put right where a file is dirty."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from pathlib import Path

from recoupe.errors import WrongCall
from recoupe.importing.repairs import Repair, Repairs

LONGEST = 10_000_000  # characters of a field
OPEN_LINES = 60  # lines that one record may run over; then its quotation mark was never closed
MISSING = frozenset(("", "None", "NA", "N/A", "NaN", "nan", "NULL", "null", "\\N"))
DELIMITERS = ",;\t|"
csv.field_size_limit(LONGEST)


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the columns that hold something, in their order. Rows are counted as a spreadsheet does."""

    number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Shape:
    """What is known of a format's table."""

    columns: tuple[str, ...]  # () where any may stand
    needed: tuple[str, ...] = ()  # without these it is another format
    bare: Mapping[int, tuple[str, ...]] = field(default_factory=dict)  # columns by their number, of files without names
    delimiters: str = DELIMITERS
    quoted: bool = True  # whether quotation marks enclose fields
    holds: Mapping[str, re.Pattern[str]] = field(default_factory=dict)  # what columns look like, to mend rows by


def rows_of(path: Path, lines: Iterator[str], shape: Shape, repairs: Repairs) -> Iterator[Row]:
    """The rows of a table.

    Raises:
        WrongCall: it lacks the columns of its format.
    """
    first = next(lines, "")
    if not first and shape.bare:
        return
    delimiter = delimiter_of(first, shape)
    records = split(chain([first], lines), delimiter, shape.quoted, repairs)
    header = next(records, [])
    columns, names = columns_of(path, header, shape, repairs)
    rest = enumerate(records, 2) if names else enumerate(chain([header], records), 1)
    mender = Mender(columns, shape.holds, delimiter, repairs)
    for number, fields in rest:
        if len(fields) == len(header) and fields == header and names:
            repairs.note(Repair.HEADER_AGAIN, number)
        elif any(fields):
            yield Row(number, mender.values(fields, number))


def delimiter_of(line: str, shape: Shape) -> str:
    """What parts the fields: of the delimiters the one that parts most."""
    return max(shape.delimiters, key=line.count)


# ---------------------------------------------------------------- columns


def columns_of(path: Path, header: Sequence[str], shape: Shape, repairs: Repairs) -> tuple[list[str], bool]:
    """What the columns are called, and whether the first row says so."""
    known = {key(name): name for name in shape.columns}
    names = [known.get(key(name), tidy(name)) for name in header]
    if shape.bare and len(header) in shape.bare and not any(key(name) in known for name in header):
        return list(shape.bare[len(header)]), False
    lacking = [name for name in shape.needed if name not in names]
    if lacking:
        told = ", ".join(tidy(name) for name in header[:8]) or "none"
        raise WrongCall(f"{path}: no column '{lacking[0]}', there are {told}; check --format")
    if shape.columns:
        repairs.unknown_columns = tuple(name for name in names if key(name) not in known and name)
    return unique(names), True


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """A column's name in the form in which spellings meet: "Event Date" and "event_date" are one."""
    return re.sub(r"[\W_]+", "", name).casefold()


def tidy(name: str) -> str:
    """A column's name on one line."""
    return " ".join(name.split()).strip("\"'")


def unique(names: Sequence[str]) -> list[str]:
    """Names that stand once each: "source", "source 2"; those without one are called by their place."""
    given: list[str] = []
    for place, name in enumerate(names, start=1):
        wanted = name or f"column {place}"
        number, free = 1, wanted
        while free in given:
            number += 1
            free = f"{wanted} {number}"
        given.append(free)
    return given


# ---------------------------------------------------------------- records


class Unclosed(Exception):
    """A record runs over so many lines that a quotation mark must be open."""


def split(lines: Iterator[str], delimiter: str, quoted: bool, repairs: Repairs) -> Iterator[list[str]]:
    """The fields of each record. A quotation mark that is never closed is a mere character."""
    if not quoted:
        yield from (line.rstrip("\r\n").split(delimiter) for line in lines)
        return
    number = 0
    while True:
        held: list[str] = []
        reader = csv.reader(bounded(lines, held), delimiter=delimiter)
        try:
            for fields in reader:
                number += 1
                held.clear()
                yield fields
            return
        except (Unclosed, csv.Error):
            number += 1
            repairs.note(Repair.OPEN_QUOTE, number)
            yield held[0].rstrip("\r\n").replace('"', "").split(delimiter)
            lines = chain(held[1:], lines)


def bounded(lines: Iterator[str], held: list[str]) -> Iterator[str]:
    """Lines that are kept until their record is whole."""
    for line in lines:
        held.append(line)
        yield line
        if len(held) > OPEN_LINES:
            raise Unclosed
    if held:  # the file ends within a record
        raise Unclosed


@dataclass(slots=True)
class Mender:
    """Gives fields their columns, and puts right what does not fit."""

    columns: list[str]
    holds: Mapping[str, re.Pattern[str]]
    delimiter: str
    repairs: Repairs

    def values(self, fields: list[str], number: int) -> dict[str, str]:
        """The fields that hold something, by column."""
        if len(fields) != len(self.columns):
            fields = self.fitted(fields, number)
        found = {}
        for column, value in zip(self.columns, fields, strict=False):
            if value in MISSING:
                continue
            if "\n" in value or "\r" in value:
                self.repairs.note(Repair.LINE_ENDS, number, column)
            plain = " ".join(value.split())
            if plain not in MISSING:
                found[column] = plain
        for place in range(len(self.columns), len(fields)):
            if plain := " ".join(fields[place].split()):
                found[f"column {place + 1}"] = plain
        return found

    def fitted(self, fields: list[str], number: int) -> list[str]:
        """As many fields as columns, where that can be had."""
        width = len(self.columns)
        while len(fields) > width and not fields[-1].strip():
            fields = fields[:-1]
        if len(fields) < width:
            self.repairs.note(Repair.SHORT, number)
            return fields + [""] * (width - len(fields))
        if len(fields) == width:
            return fields
        joined = self.joined(fields)
        self.repairs.note(Repair.STRAY if joined else Repair.EXTRA, number)
        return joined or fields

    def joined(self, fields: list[str]) -> list[str] | None:
        """The fields with those put together that a stray delimiter parted: then all columns hold what they should.

        What says that there is nothing is no part of a value.
        """
        over = len(fields) - len(self.columns)
        for place in range(len(self.columns)) if self.holds else ():
            parts = [part.strip() for part in fields[place : place + over + 1]]
            tried = [*fields[:place], " ".join(parts), *fields[place + over + 1 :]]
            if not MISSING.intersection(parts) and self.fits(tried):
                return tried
        return None

    def fits(self, fields: Sequence[str]) -> bool:
        """Every column of a known look has it."""
        return all(
            value in MISSING or self.holds[column].fullmatch(value.strip())
            for column, value in zip(self.columns, fields, strict=True)
            if column in self.holds
        )
