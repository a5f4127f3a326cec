"""ACLED's export as accounts: its own columns, whatever their order, with numbers or words for the kinds of actors."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from recoupe.importing.coded import Chain, Coded
from recoupe.importing.countries import country
from recoupe.importing.repairs import Repair
from recoupe.importing.rows import Shape
from recoupe.importing.sheet import Sheet
from recoupe.importing.sources import outlet
from recoupe.knowledge.crosswalks import table
from recoupe.knowledge.crosswalks.back import Back, back
from recoupe.model import Date, Details, Participant, Place, Provenance, Quantity

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
    "population_1km", "population_2km", "population_5km", "population_best",
)  # fmt: skip
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SHAPE = Shape(
    COLUMNS,
    needed=("event_date", "event_type"),
    holds={
        "event_date": re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2} \w+ \d{4}"),
        "year": re.compile(r"\d{4}"),
        "latitude": NUMBER,
        "longitude": NUMBER,
        "geo_precision": re.compile(r"[123]"),
        "fatalities": re.compile(r"\d+"),
        "timestamp": re.compile(r"\d{9,}"),
    },
)
IDS = ("event_id_cnty", "data_id")
PRECISION = {"1": "city", "2": "relative", "3": "region"}
SIDES = (("actor1", "assoc_actor_1", "inter1"), ("actor2", "assoc_actor_2", "inter2"))
NOBODY = "0"
WITHIN = ("location", "admin3", "admin2", "admin1", "country")  # where the location is left blank, what holds it


def coded(sheet: Sheet) -> Coded | None:
    """What a row says; None where its event type is none of ACLED's."""
    column, found = kind_of(sheet)
    if found is None or found.type is None:
        sheet.repairs.refuse(sheet.row.number, column or "event_type", sheet.value(column), "no_type")
        return None
    sides = [tuple(parties(sheet, *side)) for side in SIDES]
    details = Details(date=date(sheet), place=place(sheet), actor=sides[0], recipient=sides[1], killed=killed(sheet))
    return Coded(
        id=sheet.value(*IDS),
        type=found.type,
        mode=found.modes,
        why=sheet.why(column, found.reason),
        details=details,
        chains=tuple(chains(sheet)),
        prose=(sheet.span("notes"),) if "notes" in sheet else (),
        published=published(sheet),
    )


def kind_of(sheet: Sheet) -> tuple[str, Back | None]:
    """The column that tells what it was, and what that is in PLOVER's words: the narrower type counts."""
    for column in ("sub_event_type", "event_type"):
        found = back("acled", sheet.value(column)) if column in sheet else None
        if found is not None:
            if found.is_old:
                sheet.amiss(Repair.OLD_CODE, column)
            return column, found
        if column in sheet:
            sheet.amiss(Repair.BAD_CODE, column)
    return sheet.filled("sub_event_type", "event_type"), None


def date(sheet: Sheet) -> tuple[Date, ...]:
    """The day; about the day where the week is known, the month where no more is."""
    day, precision = sheet.day("event_date"), sheet.value("time_precision")
    if precision == "3":
        return sheet.date(day[:7], "event_date", "time_precision 3")
    if precision == "2":
        return sheet.date(day and f"{day}~", "event_date", "time_precision 2")
    return sheet.date(day, "event_date")


def place(sheet: Sheet) -> tuple[Place, ...]:
    """The location with its point."""
    column = sheet.filled(*WITHIN)
    if not column:
        return ()
    where = sheet.point("latitude", "longitude")
    precision = PRECISION.get(sheet.value("geo_precision"), "city")
    if column == "country":
        precision = "country"
    return (sheet.place(column, country_of(sheet), precision, where),)


def country_of(sheet: Sheet) -> str:
    """The country, by number or by name."""
    return country(sheet.value("iso"), "numeric") or country(sheet.value("country"))


def parties(sheet: Sheet, actor: str, others: str, inter: str) -> Iterator[Participant]:
    """One side: the actor, then those who were with it."""
    kind = side_of(sheet, inter)
    if actor in sheet:
        yield sheet.participant(sheet.span(actor), actor, note=kind)
    yield from (sheet.participant(span, others) for span in sheet.parts(others))


def side_of(sheet: Sheet, inter: str) -> str:
    """What kind of actor a side is, in words; exports have numbers or words."""
    value = sheet.value(inter)
    if not value or value == NOBODY:
        return ""
    for side in table("acled").sides:
        if value in (str(side.number), f"{side.number}.0"):
            sheet.amiss(Repair.NUMBERED, inter)
            return side.label
        if value.casefold() == side.label.casefold():
            return side.label
    sheet.amiss(Repair.BAD_CODE, inter)
    return ""


def killed(sheet: Sheet) -> tuple[Quantity, ...]:
    """The fatalities. ACLED writes 0 also where nobody says how many died, so that 0 says nothing."""
    found = sheet.quantity("fatalities")
    return found if found and found[0].best else ()


def chains(sheet: Sheet) -> Iterator[Chain]:
    """The sources that the row lists."""
    yield from ((outlet(sheet, span, "source"),) for span in sheet.parts("source"))


def published(sheet: Sheet) -> str:
    """The day on which the row was last changed."""
    value = sheet.value("timestamp").removesuffix(".0")
    if not value.isdigit() or len(value) > 10:
        return ""
    return dt.datetime.fromtimestamp(int(value), dt.UTC).date().isoformat()


__all__ = ["SHAPE", "Provenance", "coded"]
