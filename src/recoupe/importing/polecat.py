"""POLECAT's tables as accounts: PLOVER's own types and modes, one outlet a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.importing.coded import Coded
from recoupe.importing.countries import country
from recoupe.importing.repairs import Repair
from recoupe.importing.rows import Shape
from recoupe.importing.sheet import Sheet
from recoupe.importing.sources import outlet
from recoupe.knowledge.crosswalks.back import back
from recoupe.knowledge.ontology import ontology
from recoupe.model import Details, EventType, Participant, Place

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
DAY, NUMBER = re.compile(r"\d{4}-\d\d-\d\d.*"), re.compile(r"-?\d+(?:\.\d+)?")
SHAPE = Shape(
    COLUMNS,
    needed=("Event Date", "Event Type"),
    delimiters="\t,;",
    holds={
        "Event Date": DAY,
        "Event Type": re.compile(r"[A-Z]+"),
        "Intensity": NUMBER,
        "Quad Code": re.compile(r"\w+(?: \w+)*"),
        "Latitude": NUMBER,
        "Longitude": NUMBER,
        "GeoNames ID": re.compile(r"\d+(?:\.0)?"),
        "Publication Date": DAY,
        "Version": re.compile(r"[\w.]+"),
    },
)
WITHIN = (("City", "city"), ("District", "district"), ("Province", "region"), ("Country", "country"))


def coded(sheet: Sheet) -> Coded | None:
    """What a row says; None where its type is none of PLOVER's."""
    kind = kind_of(sheet)
    if kind is None:
        sheet.repairs.refuse(sheet.row.number, "Event Type", sheet.value("Event Type"), "no_type")
        return None
    type, modes = kind
    day = sheet.day("Event Date")
    details = Details(
        date=sheet.date(day, "Event Date"),
        place=place(sheet),
        actor=tuple(parties(sheet, "Actor Name", "Actor Name Raw")),
        recipient=tuple(parties(sheet, "Recipient Name", "Recipient Name Raw")),
    )
    return Coded(
        id=sheet.value("Event ID"),
        type=type,
        mode=modes,
        why=sheet.why("Event Mode" if modes else "Event Type"),
        details=details,
        chains=tuple((outlet(sheet, span, "Source"),) for span in sheet.parts("Source")),
        published=sheet.day("Publication Date"),
    )


def kind_of(sheet: Sheet) -> tuple[EventType, tuple[str, ...]] | None:
    """The type and the modes; the names of earlier manuals are read as those of today."""
    name = sheet.value("Event Type").upper()
    old = back("plover", name)
    if old is not None and old.type is not None:
        sheet.amiss(Repair.OLD_CODE, "Event Type")
        type, modes = old.type, list(old.modes)
    elif name in set(EventType):
        type, modes = EventType(name), []
    else:
        return None
    for span in sheet.parts("Event Mode"):
        modes += mode_of(sheet, type, span.text.lower())
    return type, tuple(dict.fromkeys(modes))


def mode_of(sheet: Sheet, type: EventType, mode: str) -> tuple[str, ...]:
    """A mode of the type."""
    if mode in ontology().modes[type]:
        return (mode,)
    old = back("plover", f"{type.value}/{mode}")
    sheet.amiss(Repair.OLD_CODE if old else Repair.BAD_CODE, "Event Mode")
    return old.modes if old else ()


def parties(sheet: Sheet, names: str, raw: str) -> Iterator[Participant]:
    """The parties by their resolved names, or as the story had them."""
    column = sheet.filled(names, raw)
    if column:
        yield from (sheet.participant(span, column) for span in sheet.parts(column))


def place(sheet: Sheet) -> tuple[Place, ...]:
    """The place, as exactly as the row resolves it."""
    column = sheet.filled("Placename", "Raw Placename", *(name for name, _ in WITHIN))
    if not column:
        return ()
    precision = next((exact for name, exact in WITHIN if name in sheet), "city")
    id = sheet.value("GeoNames ID").removesuffix(".0")
    gazetteer = f"geonames:{id}" if id.isdigit() else ""
    nation = country(sheet.value("Country"))
    return (sheet.place(column, nation, precision, sheet.point("Latitude", "Longitude"), gazetteer),)
