"""What the user knows of a report: given with the call, or a row of a CSV file each."""

from __future__ import annotations

import csv
import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from recoupe.errors import UnreadableFile, WrongCall
from recoupe.ingest.decoding import decoded
from recoupe.ingest.files import content_of
from recoupe.languages import codes

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a report beside its file. "" is unknown."""

    outlet: str = ""
    published: str = ""
    language: str = ""
    title: str = ""
    url: str = ""
    author: str = ""

    def otherwise(self, other: Known) -> Known:
        """This, and where it says nothing, the other."""
        return Known(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(Known)))


COLUMNS = ("path", *(f.name for f in fields(Known)))


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a metadata file: the report's path as found, and what is known of it."""

    number: int
    path: Path
    known: Known


@dataclass(frozen=True)
class Metadata:
    """The rows of a metadata file whose reports are there, and what is wrong with the others."""

    rows: tuple[Row, ...] = ()
    without_file: tuple[UnreadableFile, ...] = ()
    notices: tuple[str, ...] = ()

    def of(self, path: Path) -> Known:
        """What the metadata file says of a report; nothing where it has no row."""
        return self._by_path.get(os.path.realpath(path), Known())

    @cached_property
    def _by_path(self) -> dict[str, Known]:
        """The first row of each file, by its real path: `Path.resolve` would raise on links that go in a circle."""
        return {os.path.realpath(row.path): row.known for row in reversed(self.rows)}


def is_moment(published: str) -> bool:
    """A day or a second of the calendar: "2021-03-13", "2021-03-13T08:30:00Z"."""
    if not MOMENT.fullmatch(published):
        return False
    try:
        dt.datetime.fromisoformat(published)
    except ValueError:
        return False
    return True


def checked(outlet: str, published: str, language: str) -> Known:
    """What is known of all reports of a call.

    Raises:
        WrongCall: the date is none, or the language is not read.
    """
    if published and not is_moment(published):
        raise WrongCall(f"--published {published}: no date like 2021-03-13")
    if language and language.split("-")[0].lower() not in codes():
        raise WrongCall(f"--language {language}: Recoupe reads {', '.join(codes())}")
    return Known(outlet=outlet, published=published, language=language)


def read_metadata(file: Path) -> Metadata:
    """The rows of a CSV file with the columns path, outlet, published, language and perhaps title, url, author.

    Raises:
        WrongCall: it cannot be read, or it has no column `path`.
    """
    try:
        text, _ = decoded(str(file), content_of(file))
    except UnreadableFile as error:
        raise WrongCall(str(error)) from error
    lines = text.splitlines()
    header = lines[0] if lines else ""
    table = csv.DictReader(lines, delimiter=";" if header.count(";") > header.count(",") else ",")
    columns = [column.strip().lower() for column in table.fieldnames or ()]
    if "path" not in columns:
        found = f"its columns are {', '.join(columns) or 'none'}"
        raise WrongCall(f"{file}: no column 'path', {found}; name the columns {','.join(COLUMNS[:4])}")
    table.fieldnames = columns
    notices = list(strange_columns(file, columns))
    rows: list[Row] = []
    missing: list[UnreadableFile] = []
    for number, cells in enumerate(table, start=2):
        row, said_of_row = row_of(file, number, cells)
        notices += said_of_row
        if row is None:
            where = f"{file} row {number}"
            missing.append(UnreadableFile(where, f"no file {cells.get('path') or ''!r}", "correct the path"))
        elif any(row.path == other.path for other in rows):
            notices.append(f"{file} row {number}: {row.path} has a row already; the first one counts")
        else:
            rows.append(row)
    return Metadata(tuple(rows), tuple(missing), tuple(notices))


def strange_columns(file: Path, columns: list[str]) -> Iterator[str]:
    """A word on each column that is not known, and may be a known one misspelt."""
    for column in columns:
        if column not in COLUMNS:
            near = get_close_matches(column, COLUMNS, n=1)
            guess = f"did you mean {near[0]!r}?" if near else f"known ones are {', '.join(COLUMNS)}"
            yield f"{file}: column {column!r} is not used; {guess}"


def row_of(file: Path, number: int, cells: Mapping[str, str | None]) -> tuple[Row | None, list[str]]:
    """A row with its path found and its date checked; None where there is no such file."""
    values = {column: (cells.get(column) or "").strip() for column in COLUMNS}
    path = located(values.pop("path"), file.parent)
    if path is None:
        return None, []
    known = Known(**values)
    if known.published and not is_moment(known.published):
        said = f"{file} row {number}: published {known.published!r} is no date like 2021-03-13; read without a date"
        return Row(number, path, replace(known, published="")), [said]
    return Row(number, path, known), []


def located(path: str, beside: Path) -> Path | None:
    """A path as given, else beside the metadata file."""
    if not path:
        return None
    return next((p for p in (Path(path), beside / path) if os.path.isfile(p)), None)
