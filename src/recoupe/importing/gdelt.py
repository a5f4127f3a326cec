"""GDELT's event tables as accounts: 2.0 with 61 columns, 1.0 with 58 or 57, without the names of columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from recoupe.importing.coded import Chain, Coded
from recoupe.importing.countries import country
from recoupe.importing.rows import Shape
from recoupe.importing.sheet import Sheet
from recoupe.importing.sources import source
from recoupe.importing.values import day
from recoupe.knowledge.crosswalks.back import back
from recoupe.model import Details, Participant, Place, SourceKind

ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
GEO = ("Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID")
COLUMNS = (
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{number}{name}" for number in (1, 2) for name in ACTOR),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale"),
    *("NumMentions", "NumSources", "NumArticles", "AvgTone"),
    *(f"{who}Geo_{name}" for who in ("Actor1", "Actor2", "Action") for name in GEO),
    *("DATEADDED", "SOURCEURL"),
)
FIRST = tuple(name for name in COLUMNS if not name.endswith("ADM2Code"))  # GDELT 1.0
SHAPE = Shape(
    COLUMNS,
    needed=("SQLDATE", "EventCode"),
    bare={61: COLUMNS, 58: FIRST, 57: FIRST[:-1]},
    delimiters="\t,",
    quoted=False,
    holds={
        "GLOBALEVENTID": re.compile(r"\d+"),
        "SQLDATE": re.compile(r"\d{8}"),
        "EventCode": re.compile(r"\d{2,4}"),
        "QuadClass": re.compile(r"[1-4]"),
        "ActionGeo_Lat": re.compile(r"-?\d+(?:\.\d+)?"),
        "ActionGeo_Long": re.compile(r"-?\d+(?:\.\d+)?"),
        "DATEADDED": re.compile(r"\d{8,14}"),
    },
)
PRECISION = {"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}


def coded(sheet: Sheet) -> Coded | None:
    """What a row says; None where PLOVER has no event for its code: mere statements."""
    column = sheet.filled("EventCode", "EventBaseCode", "EventRootCode")
    found = back("cameo", code_of(sheet.value(column))) if column else None
    if found is None or found.type is None:
        reason = "no_type" if found is None else "no_event"
        sheet.repairs.refuse(sheet.row.number, column or "EventCode", sheet.value(column), reason)
        return None
    details = Details(
        date=sheet.date(day_of(sheet, "SQLDATE"), "SQLDATE"),
        place=place(sheet),
        actor=tuple(party(sheet, "Actor1Name")),
        recipient=tuple(party(sheet, "Actor2Name")),
    )
    return Coded(
        id=sheet.value("GLOBALEVENTID"),
        type=found.type,
        mode=found.modes,
        why=sheet.why(column, found.reason),
        details=details,
        chains=tuple(chains(sheet)),
        published=day(sheet.value("DATEADDED")).iso,
    )


def code_of(value: str) -> str:
    """A code with the zero that spreadsheets take from it: "43" is "043", and "1411" stays; roots have two digits."""
    if len(value) == 1:
        return f"0{value}"
    known = back("cameo", value)
    return value if known is not None and value[:2] <= "20" else f"0{value}"


def day_of(sheet: Sheet, column: str) -> str:
    """A day in eight digits, which is how GDELT writes it and no repair."""
    value = sheet.value(column)
    return day(value).iso if re.fullmatch(r"\d{8}(?:\d{6})?", value) else sheet.day(column)


def place(sheet: Sheet) -> tuple[Place, ...]:
    """Where the action was; its name is "Town, Region, Country"."""
    column = "ActionGeo_FullName"
    if column not in sheet:
        return ()
    value = sheet.value(column)
    span = sheet.span(column, 0, len(value.split(",")[0]))
    where = sheet.point("ActionGeo_Lat", "ActionGeo_Long") or (None, None)
    precision = PRECISION.get(sheet.value("ActionGeo_Type"), "city")
    nation = country(sheet.value("ActionGeo_CountryCode"), "fips")
    return (Place(span.text, nation, where[0], where[1], precision, "", span, sheet.why(column)),)


def party(sheet: Sheet, column: str) -> Iterator[Participant]:
    """An actor by its name."""
    if column in sheet:
        yield sheet.participant(sheet.span(column), column)


def chains(sheet: Sheet) -> Iterator[Chain]:
    """The site that the row was coded from."""
    value = sheet.value("SOURCEURL")
    try:
        host = urlsplit(value if "//" in value else f"//{value}").netloc.rpartition("@")[2].partition(":")[0]
    except ValueError:
        return
    if host:
        start = value.index(host) + (4 if host.startswith("www.") else 0)
        span = sheet.span("SOURCEURL", start, value.index(host) + len(host))
        yield (source(sheet, span, "SOURCEURL", SourceKind.OUTLET),)
