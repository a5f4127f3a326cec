"""The 49 columns of UCDP GED: deadly events of organised sides that can be told apart, with low, best and high."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recoupe.export import Options, Written
from recoupe.export.coded import Coded, LeftOut, coded, first_or_none
from recoupe.export.parties import Party
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.sites import degrees, priogrid, wkt
from recoupe.export.ucdp_deaths import Deaths, deaths_of
from recoupe.interface import texts
from recoupe.knowledge.countries import country
from recoupe.knowledge.crosswalks import Candidate
from recoupe.model import Document, Factuality, FieldStatus, Region
from recoupe.render.words import one_line
from recoupe.weighing.whole import Whole

COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
STATE_BASED, NON_STATE, ONE_SIDED = "1", "2", "3"
STATES = ("state", "external")
CIVILIANS = "Civilians"
MIDNIGHT = " 00:00:00.000"


@dataclass(frozen=True, slots=True)
class Row:
    """What UCDP makes of an incident."""

    coded: Coded
    code: Candidate
    a: Party
    b: Party | None  # None: civilians
    deaths: Deaths


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write the rows, and the sidecar with every account under the rows' ids."""
    say, left, rows = texts(options.language), LeftOut(), 0
    with out.open("w", encoding="utf-8", newline="") as file, sidecar(out) as beside:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one, no_event in coded(wholes, options.rule):
            row = no_event or row_of(one)
            codes = [{"type_of_violence": c.code, "reason": c.reason} for c in one.candidates("ucdp")]
            if isinstance(row, Row):
                cells = cells_of(row)
                writer.writerow([cells[name] for name in COLUMNS])
                rows += 1
            else:
                left.add(row)
            beside(one.whole, one.incident, [one.incident.id] if isinstance(row, Row) else [], codes=codes)
    return Written((out, path_of(out)), rows, left.notes(say))


def row_of(one: Coded) -> Row | str:
    """How UCDP would code an incident, or why it would not: a key of the interface's texts."""
    candidates = one.candidates("ucdp")
    if not one.deadly or one.killed is None:
        return "ucdp_no_dead"
    if not candidates or not candidates[0].code:
        return "ucdp_no_event"
    doer, target = first_or_none(one.sides.doers), first_or_none(one.sides.targets)
    if doer is None or target is None or not organised(doer) or not (organised(target) or not target.fights):
        return "ucdp_sides"
    if doer.side in STATES and target.side in STATES and doer.country == target.country:
        return "ucdp_no_event"
    if one.when is None or one.when.ucdp is None:
        return "ucdp_no_day"
    if not one.country.code or one.where is None:
        return "ucdp_no_place"
    a, b = (target, doer) if target.side in STATES and doer.side not in STATES else (doer, target)
    held = None if candidates[0].code == ONE_SIDED else b
    a = doer if held is None else a
    return Row(one, candidates[0], a, held, deaths_of(one, one.killed, a, held))


def organised(party: Party) -> bool:
    """A state, or a group that has a name: UCDP has no events of whoever it cannot tell."""
    return party.fights and (party.side in STATES or party.named)


def cells_of(row: Row) -> dict[str, str]:
    """A row by the names of its columns; what only UCDP can give (ids of conflicts, dyads, sides) is left blank."""
    one, site, when = row.coded, row.coded.site, row.coded.when
    a, b = side_name(row.a), CIVILIANS if row.b is None else side_name(row.b)
    dyad = f"{a} - {b}"
    filled = {
        "id": one.incident.id,
        "year": when.start[:4] if when else "",
        "code_status": status_of(row),
        "type_of_violence": row.code.code,
        "conflict_name": "" if row.code.code == STATE_BASED else dyad,
        "dyad_name": dyad,
        "side_a": a,
        "side_b": b,
        "number_of_sources": str(len(one.incident.origins)),
        **sources_of(one),
        "where_prec": str(one.place_codes[1]),
        "where_coordinates": site.name,
        "where_description": site.raw,
        "adm_1": site.admin1,
        "adm_2": site.admin2,
        "latitude": degrees(site.lat),
        "longitude": degrees(site.lon),
        "geom_wkt": wkt(site.lat, site.lon),
        "priogrid_gid": priogrid(site.lat, site.lon),
        "country": one.country.ucdp or one.country.acled,
        "country_id": one.country.gw,
        "region": one.country.ucdp_region,
        "event_clarity": "2" if one.goes_on else "1",
        "date_prec": str(when.ucdp) if when else "",
        "date_start": f"{when.start}{MIDNIGHT}" if when else "",
        "date_end": f"{when.end}{MIDNIGHT}" if when else "",
        "deaths_a": str(row.deaths.a),
        "deaths_b": str(row.deaths.b),
        "deaths_civilians": str(row.deaths.civilians),
        "deaths_unknown": str(row.deaths.unknown),
        "best": str(row.deaths.best),
        "high": str(row.deaths.high),
        "low": str(row.deaths.low),
        "gwnoa": country(row.a.country).gw if row.a.side in STATES else "",
        "gwnob": country(row.b.country).gw if row.b is not None and row.b.side in STATES else "",
    }
    return dict.fromkeys(COLUMNS, "") | filled


def side_name(party: Party) -> str:
    """ "Government of Chad", or the group's own name."""
    known = country(party.country)
    if party.side in STATES and known.code:
        return f"Government of {known.ucdp or known.acled}"
    return party.called("en")


def status_of(row: Row) -> str:
    """What a person should check first, in the words of UCDP's candidate releases."""
    one = row.coded
    if all(t.account.factuality is not Factuality.CERTAIN for t in one.asserting):
        return "Low Confidence"
    if one.sides.rivals:
        return "Check Dyad"
    disputed = {f.field for f in one.incident.fields if f.status is FieldStatus.DISPUTED}
    if "recipient" in disputed:
        return "Check Type of Violence"
    return "Check Deaths" if "killed" in disputed else "Clear"


# ---------------------------------------------------------------- sources


def sources_of(one: Coded) -> dict[str, str]:
    """Who published it, when, under which headline, and who is said to know."""
    articles = [(office(d), d.published[:10], headline(one, d)) for d in one.documents]
    return {
        "source_article": ";".join(f'"{name},{day},{title}"' for name, day, title in articles),
        "source_office": ";".join(name for name, _, _ in articles),
        "source_date": ";".join(day for _, day, _ in articles),
        "source_headline": ";".join(title for _, _, title in articles),
        "source_original": ", ".join(originals(one)),
    }


def office(document: Document) -> str:
    """The outlet, or what the report is called where none is known; without the marks that part sources."""
    return unmarked(document.outlet or document.name)


def headline(one: Coded, document: Document) -> str:
    """The title of a report, else the words of its headline."""
    if document.title:
        return unmarked(document.title)
    regions = one.whole.readings[document.id].regions
    return unmarked(next((span.text for region, span in regions if region is Region.HEADLINE), ""))


def unmarked(words: str) -> str:
    """Words without semicolons and quotation marks, which part sources in a cell."""
    return one_line(words).replace(";", ",").replace('"', "'")


def originals(one: Coded) -> list[str]:
    """Those who are said to know, each once: the origins that are not the outlet itself."""
    first = (one.whole.account(origin.tellings[0]) for origin in one.incident.origins if origin.tellings)
    names = (one_line(a.sources[-1].name).replace(",", "") for a in first if len(a.sources) > 1)
    return list(dict.fromkeys(filter(None, names)))
