"""Coded data into a case: each row becomes an account of "coded by NAME", with the sources that it names behind it.

    rows_of(file) -> Row -> Sheet (its text) -> Coded (its values) -> Reading

Rows are read as they come and stored in batches; of a file only the ids are kept in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from recoupe.casefile.version import IMPORT
from recoupe.errors import WrongCall
from recoupe.importing import acled, gdelt, maverick, polecat, ucdp
from recoupe.importing.coded import Coded, own_id, reading_of
from recoupe.importing.lines import lines_of
from recoupe.importing.mapping import Mapping, read_mapping
from recoupe.importing.repairs import Repair, Repairs
from recoupe.importing.rows import Row, Shape, rows_of
from recoupe.importing.sheet import Sheet
from recoupe.knowledge.countries import countries
from recoupe.model import Reading

if TYPE_CHECKING:
    from recoupe.casefile import Addition, Case

BATCH = 1000  # rows that one transaction stores
Make = Callable[[Sheet], Coded | None]
Progress = Callable[[int, float], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A format of coded data."""

    shape: Shape | None  # of its table; None where it is none
    coded: Make
    about: str


FORMATS: dict[str, Format] = {
    "acled": Format(acled.SHAPE, acled.coded, "ACLED's export, dyadic or monadic"),
    "ucdp": Format(ucdp.SHAPE, ucdp.coded, "UCDP GED and its candidate releases"),
    "polecat": Format(polecat.SHAPE, polecat.coded, "POLECAT's tables"),
    "gdelt": Format(gdelt.SHAPE, gdelt.coded, "GDELT events, 2.0 and 1.0"),
    "maverick": Format(None, maverick.coded, "MAVERICK event reports, JSON Lines"),
}
CSV = "csv"
NAMES = (*FORMATS, CSV)


@dataclass(slots=True)
class Imported:
    """What an import came to."""

    rows: int = 0
    stored: Counter[Addition] = field(default_factory=Counter)
    repairs: Repairs = field(default_factory=Repairs)


def import_file(
    case: Case,
    path: Path,
    format: str,
    coder: str,
    mapping: Path | None = None,
    country: str = "",
    progress: Progress | None = None,
) -> Imported:
    """Store the rows of a file of coded data. Rows that the case has are not stored again.

    Args:
        case: that they go into.
        path: the file; also packed as .gz or .zip.
        format: of `NAMES`.
        coder: who coded it: "ACLED", "Desk A".
        mapping: for "csv", what its columns mean.
        country: alpha-2 code of the country of places of which the rows do not say it.
        progress: called with the rows so far and the part of the file that is read.

    Raises:
        WrongCall: there is no such format, the file lacks its columns, or the mapping cannot be read.
        OSError: the file cannot be read.
    """
    imported = Imported()
    with readings(path, format, coder, mapping, imported.repairs, country) as (made, part):
        while batch := list(islice(made, BATCH)):
            imported.stored += case.put_all(batch, f"{IMPORT}{format}")
            imported.rows += len(batch)
            if progress is not None:
                progress(imported.rows, part())
    return imported


@contextmanager
def readings(
    path: Path, format: str, coder: str, mapping: Path | None, repairs: Repairs, country: str = ""
) -> Iterator[tuple[Iterator[Reading], Callable[[], float]]]:
    """The rows of a file as readings, as they are read, and how far the file has been read."""
    coder = " ".join(coder.split())
    if not coder:
        raise WrongCall("--coder: no name; say who coded the data")
    if format not in NAMES:
        raise WrongCall(f"--format {format}: no format to import; there are {', '.join(NAMES)}")
    if (mapping is None) == (format == CSV):
        raise WrongCall("--mapping says what the columns of --format csv mean: give both or none")
    if country and country.upper() not in countries():
        raise WrongCall(f"--country {country}: no code of a country; give one like ML")
    mapped = read_mapping(mapping) if mapping else None
    with lines_of(path, repairs) as (lines, part):
        known = FORMATS.get(format)
        shape, make = (mapped.shape, mapped.coded) if mapped else (known.shape, known.coded) if known else (None, None)
        assert make is not None, "a format is known, or mapped"
        rows = rows_of(path, lines, shape, repairs) if shape else maverick.rows(lines, repairs)

        def sheet(row: Row) -> Sheet:
            return Sheet(row, coder, format, repairs, country.upper())

        yield made(map(sheet, rows), make), part


def made(sheets: Iterator[Sheet], make: Make) -> Iterator[Reading]:
    """The reading of each row that says what happened."""
    ids = Ids()
    for sheet in sheets:
        coded = make(sheet)
        if coded is None:
            continue
        if not coded.id:
            sheet.repairs.note(Repair.NO_ID, sheet.row.number)
        yield reading_of(sheet, coded, ids.own(coded.id or own_id(sheet), sheet))


class Ids:
    """The ids of a file: another row of an id has it numbered, as ACLED's monadic export has each event twice."""

    def __init__(self) -> None:
        self.first: dict[str, int] = {}
        self.others: dict[str, list[int]] = {}

    def own(self, id: str, sheet: Sheet) -> str:
        """The id that a row has alone; the same row again has the same."""
        text = hash(sheet.text)
        if self.first.setdefault(id, text) == text:
            return id
        others = self.others.setdefault(id, [])
        if text not in others:
            others.append(text)
            sheet.repairs.note(Repair.ID_AGAIN, sheet.row.number, "", id)
        return f"{id}~{others.index(text) + 2}"


__all__ = ["FORMATS", "NAMES", "Imported", "Mapping", "import_file", "readings"]
