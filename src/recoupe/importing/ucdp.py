"""UCDP GED and its candidate releases as accounts: deaths low, best, high, and who said so as the innermost source."""

from __future__ import annotations

import re
from collections.abc import Iterator

from recoupe.importing.coded import Chain, Coded
from recoupe.importing.countries import country
from recoupe.importing.repairs import Repair
from recoupe.importing.rows import Shape
from recoupe.importing.sheet import Sheet
from recoupe.importing.sources import outlet, source
from recoupe.importing.values import day
from recoupe.knowledge.crosswalks.back import back
from recoupe.model import Date, Details, Participant, Place, SourceKind, Span

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high",
    "low", "gwnoa", "gwnob",
)  # fmt: skip
DAY, NUMBER = re.compile(r"\d{4}-\d\d-\d\d.*"), re.compile(r"-?\d+(?:\.\d+)?")
SHAPE = Shape(
    COLUMNS,
    needed=("type_of_violence", "date_start"),
    holds={
        "date_start": DAY,
        "date_end": DAY,
        "latitude": NUMBER,
        "longitude": NUMBER,
        "best": re.compile(r"\d+"),
        "where_prec": re.compile(r"[1-7]"),
        "type_of_violence": re.compile(r"[123]"),
    },
)
IDS = ("id", "relid")
PRECISION = {"1": "city", "2": "relative", "3": "district", "4": "region", "5": "area", "6": "country", "7": "area"}
NAMED = {"3": ("adm_2",), "4": ("adm_1",), "6": ("country",)}  # the column that names a place known so exactly
PLACES = ("where_coordinates", "where_description", "adm_2", "adm_1", "country")
WORDS = {"state-based conflict": "1", "state-based": "1", "non-state conflict": "2", "non-state": "2"} | {
    "one-sided violence": "3",
    "one-sided": "3",
}


def coded(sheet: Sheet) -> Coded | None:
    """What a row says; None where its type of violence is none of UCDP's."""
    found = back("ucdp", violence(sheet))
    if found is None or found.type is None:
        sheet.repairs.refuse(sheet.row.number, "type_of_violence", sheet.value("type_of_violence"), "no_type")
        return None
    details = Details(
        date=date(sheet),
        place=place(sheet),
        actor=tuple(side(sheet, "side_a")),
        recipient=tuple(side(sheet, "side_b")),
        killed=sheet.quantity("best", "low", "high"),
    )
    headline = "source_headline" in sheet
    return Coded(
        id=sheet.value(*IDS),
        type=found.type,
        mode=found.modes,
        why=sheet.why("type_of_violence", found.reason),
        details=details,
        chains=tuple(chains(sheet)),
        prose=tuple(sheet.parts("source_headline")),
        published=published(sheet),
        title=next(iter(sheet.parts("source_headline"))).text if headline else "",
    )


def violence(sheet: Sheet) -> str:
    """The type of violence as its number."""
    value = sheet.value("type_of_violence").removesuffix(".0")
    if value.casefold() in WORDS:
        sheet.amiss(Repair.NUMBERED, "type_of_violence")
        return WORDS[value.casefold()]
    return value


def date(sheet: Sheet) -> tuple[Date, ...]:
    """From the first day to the last; a row without a last day has one."""
    first, last = sheet.day("date_start"), sheet.day("date_end")
    if first and last and last < first:
        sheet.amiss(Repair.DATES_SWAPPED, "date_start")
        first, last = last, first
    edtf = f"{first}/{last}" if first and last and first != last else first or last
    return sheet.date(edtf, "date_start" if first else "date_end") if edtf else ()


def place(sheet: Sheet) -> tuple[Place, ...]:
    """The place as exactly as it is known, by the name that goes with that."""
    code = sheet.value("where_prec").removesuffix(".0")
    column = sheet.filled("where_coordinates", *NAMED.get(code, ()), *PLACES)
    if not column:
        return ()
    where = sheet.point("latitude", "longitude") or point_of(sheet)
    precision = PRECISION.get(code, "country" if column == "country" else "city")
    nation = country(sheet.value("country_id"), "gw") or country(sheet.value("country"))
    return (sheet.place(column, nation, precision, where),)


def point_of(sheet: Sheet) -> tuple[float, float] | None:
    """The point of the geometry, which has the longitude first."""
    found = re.match(r"POINT ?\((\S+) (\S+)\)", sheet.value("geom_wkt"))
    try:
        return (float(found[2]), float(found[1])) if found else None
    except ValueError:
        return None


def side(sheet: Sheet, column: str) -> Iterator[Participant]:
    """One of the two sides."""
    if column in sheet:
        yield sheet.participant(sheet.span(column), column)


def chains(sheet: Sheet) -> Iterator[Chain]:
    """Who told it, through whom.

    `source_original` says who told it, of all offices together: with several, the row does not say who told which, and
    they stand as one link.
    """
    offices = [outlet(sheet, span, "source_office") for span in sheet.parts("source_office")]
    if not offices:
        offices = [outlet(sheet, span, "source_article") for span in articles(sheet)]
    told = [source(sheet, span, "source_original") for span in originals(sheet)]
    if len(offices) > 1 and told and "source_office" in sheet:
        note = "which of them had it from whom the row does not say"
        offices = [source(sheet, sheet.span("source_office"), "source_office", SourceKind.OUTLET, note)]
    if told:
        first = offices[:1]
        yield from ((*first, origin) for origin in told)
    else:
        yield from ((office,) for office in offices)


def originals(sheet: Sheet) -> Iterator[Span]:
    """Those of whom the sources have it: parted by semicolons, or by commas where there are none."""
    separator = ";" if ";" in sheet.value("source_original") else ","
    yield from sheet.parts("source_original", separator)


def articles(sheet: Sheet) -> Iterator[Span]:
    """The publishers of `"Agence France Presse,2017-08-01,Headline";"…"`, where no column of their own names them."""
    for span in sheet.parts("source_article", '";"'):
        name = span.text.strip('"').split(",")[0].strip()
        start = sheet.value("source_article").find(name)
        if name:
            yield sheet.span("source_article", start, start + len(name))


def published(sheet: Sheet) -> str:
    """The last day on which a source told it."""
    days = [day(span.text).iso for span in sheet.parts("source_date")]
    return max(days, default="")
