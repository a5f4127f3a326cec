"""MAVERICK's event reports as accounts: JSON Lines, one report a line, with what that report says happened."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from recoupe.importing.coded import Chain, Coded
from recoupe.importing.repairs import Repair, Repairs
from recoupe.importing.rows import MISSING, Row
from recoupe.importing.sheet import Sheet
from recoupe.importing.sources import source
from recoupe.model import Date, Details, EventType, Participant, Place, SourceKind

SOURCE = re.compile(r"^(?P<outlet>.*?) \((?P<day>\d{4}-\d{2}-\d{2})\) (?P<title>.*)$", re.DOTALL)
UNKNOWN = re.compile(r"\b(unknown|unidentified)\b", re.IGNORECASE)
HIDDEN = ("event",)  # the answer that the data are published with
PRECISION = {"1": "country", "2": "district", "3": "city", "4": "city", "5": "site", "6": "site"}
DOERS, HIT = ("perpetrator", "initiator"), ("victim",)
WHY = "election violence: each row tells of harm done; the context says what was going on, not what was done"
KINDS = {
    "International news agency": SourceKind.AGENCY,
    "National news agency": SourceKind.AGENCY,
    "International news media": SourceKind.OUTLET,
    "National news media": SourceKind.OUTLET,
    "Local news media": SourceKind.OUTLET,
    "Human rights commission": SourceKind.OFFICIAL,
    "Special commission": SourceKind.OFFICIAL,
    "National government agency": SourceKind.OFFICIAL,
    "International organization": SourceKind.OFFICIAL,
    "International civil society organization": SourceKind.NGO,
    "National civil society organization": SourceKind.NGO,
}


def rows(lines: Iterator[str], repairs: Repairs) -> Iterator[Row]:
    """The reports of a JSON Lines file, with the lists of actors as columns: "actors 1 name"."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            report = json.loads(line)
        except ValueError:
            report = None
        if not isinstance(report, dict):
            repairs.refuse(number, "", line.strip(), "bad_json")
            continue
        flat = {column: value for column, value in flattened(report) if value not in MISSING}
        yield Row(number, flat)


def flattened(value: Any, column: str = "") -> Iterator[tuple[str, str]]:
    """Columns and values of a report."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if column or name not in HIDDEN:
                yield from flattened(inner, f"{column} {name}".strip())
    elif isinstance(value, list):
        if all(isinstance(item, str) for item in value):
            yield column, "; ".join(" ".join(item.split()) for item in value)
        else:
            for number, item in enumerate(value, start=1):
                yield from flattened(item, f"{column} {number}")
    elif value is not None:
        yield column, " ".join(str(value).split())


def coded(sheet: Sheet) -> Coded | None:
    """What a report says."""
    if "report" not in sheet and "date_start" not in sheet:
        sheet.repairs.refuse(sheet.row.number, "report", "", "no_report")
        return None
    told = SOURCE.match(sheet.value("source"))
    title = sheet.span("source", *told.span("title")) if told else None
    details = Details(
        date=date(sheet),
        place=tuple(places(sheet)),
        actor=tuple(actors(sheet, DOERS)),
        recipient=(*actors(sheet, HIT), *target(sheet)),
        killed=sheet.quantity("deaths_best", "deaths_low", "deaths_high"),
        injured=sheet.quantity("injuries_best", "injuries_low", "injuries_high"),
    )
    return Coded(
        id=sheet.value("report"),
        type=EventType.ASSAULT,
        mode=(),
        why=sheet.why("context", WHY),
        details=details,
        chains=tuple(chains(sheet, told)),
        prose=(title,) if title else (),
        published=told["day"] if told else "",
        title=title.text if title else "",
    )


def date(sheet: Sheet) -> tuple[Date, ...]:
    """From the first day to the last; typing errors turn some round."""
    first, last = sheet.day("date_start"), sheet.day("date_end")
    if first and last and last < first:
        sheet.amiss(Repair.DATES_SWAPPED, "date_start")
        first, last = last, first
    edtf = f"{first}/{last}" if first and last and first != last else first or last
    return sheet.date(edtf, "date_start" if "date_start" in sheet else "date_end") if edtf else ()


def places(sheet: Sheet) -> Iterator[Place]:
    """The place as exactly as it is coded, then the town it belongs to."""
    column = sheet.filled("location", "city")
    if column:
        precision = PRECISION.get(sheet.value("geo_precision"), "city")
        yield sheet.place(column, "", precision, sheet.point("lat", "lon"))
    if column == "location" and sheet.value("city") not in ("", sheet.value("location")):
        yield sheet.place("city", "", "city", None)


def actors(sheet: Sheet, roles: tuple[str, ...]) -> Iterator[Participant]:
    """The actors in some roles; the one that nobody knows has no name."""
    number = 1
    while (column := f"actors {number} name") in sheet or f"actors {number} type" in sheet:
        held = sheet.value(f"actors {number} roles").split("; ")
        if column in sheet and set(held) & set(roles) and not UNKNOWN.search(sheet.value(column)):
            yield sheet.participant(sheet.span(column), column, note=sheet.value(f"actors {number} type"))
        number += 1


def target(sheet: Sheet) -> Iterator[Participant]:
    """What kind of people or things were attacked."""
    if "target" in sheet and not UNKNOWN.search(sheet.value("target")):
        yield sheet.participant(sheet.span("target"), "target")


def chains(sheet: Sheet, told: re.Match[str] | None) -> Iterator[Chain]:
    """The source of the report."""
    kind = KINDS.get(sheet.value("source_type"))
    if told and told["outlet"]:
        yield (source(sheet, sheet.span("source", *told.span("outlet")), "source", kind),)
    elif column := sheet.filled("source_author", "source"):
        yield (source(sheet, sheet.span(column), column, kind),)
