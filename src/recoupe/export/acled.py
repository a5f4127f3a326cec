"""The 31 columns of ACLED: one row an event and day, the lowest toll, the codes that the crosswalk finds likeliest."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from recoupe.export import Options, Written
from recoupe.export.acled_actors import CROWDS, Actor, actor_of, nobody, people
from recoupe.export.acled_codes import MOBS, fitting, interveners
from recoupe.export.coded import Coded, LeftOut, coded
from recoupe.export.days import day_of, days_of, shared_out
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.sites import degrees
from recoupe.export.telling import notes_of
from recoupe.export.vague import vague_toll
from recoupe.interface import Texts, texts
from recoupe.knowledge.countries import country
from recoupe.knowledge.crosswalks import Candidate, interaction
from recoupe.knowledge.outlets import outlets
from recoupe.model import EventType
from recoupe.render.incident_words import toll_words
from recoupe.render.words import one_line
from recoupe.weighing.whole import Whole

COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
SEVERAL = "; "  # between values of one cell
NON_STATE = ("rebel", "militia", "identity")  # whoever hits them unnamed may be a state
UPON_PEOPLE = ("Sexual violence", "Abduction/forced disappearance")  # they presuppose people who bear no arms
CIVILIANS = "Civilian targeting"
DEMONSTRATIONS = ("Protests", "Riots")
SCALES = ("National", "Regional", "International")  # those that the register of outlets can tell, the nearest first


@dataclass(frozen=True, slots=True)
class Row:
    """What rows of one incident share."""

    coded: Coded
    code: Candidate
    others: tuple[Candidate, ...]  # codes that fit as well
    one: Actor
    two: Actor


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write the rows, and the sidecar with every account under the rows' ids."""
    say, left, rows = texts(options.language), LeftOut(), 0
    with out.open("w", encoding="utf-8", newline="") as file, sidecar(out) as beside:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for one, no_event in coded(wholes, options.rule):
            row = None if no_event else row_of(one, options.language)
            reason = no_event or (row if isinstance(row, str) else "")
            made = list(rows_of(row, say, by_day=options.rows != "incident")) if isinstance(row, Row) else []
            if reason:
                left.add(reason)
            writer.writerows([cells[name] for name in COLUMNS] for cells in made)
            beside(one.whole, one.incident, [cells["event_id_cnty"] for cells in made], codes=codes_of(one, row))
            rows += len(made)
    return Written((out, path_of(out)), rows, left.notes(say))


def codes_of(one: Coded, row: Row | str | None) -> list[dict[str, str]]:
    """All codes that fit, with their reasons, the one of the row first."""
    found = (row.code, *row.others) if isinstance(row, Row) else fitting(one)
    return [{"event_type": c.within, "sub_event_type": c.code, "reason": c.reason} for c in found]


def row_of(one: Coded, language: str) -> Row | str:
    """How ACLED would code an incident, or why it would not: a key of the interface's texts."""
    candidates = fitting(one)
    if not candidates or not candidates[0].code:
        return "acled_no_event"
    if one.when is None or one.when.acled is None:
        return "acled_no_day"
    if one.place_codes[0] is None or not one.country.code:
        return "acled_no_place"
    code, *others = candidates
    actors = actors_of(one, code, language)
    if not any(actor.name for actor in actors):
        return "acled_no_actor"
    return Row(one, code, tuple(c for c in others if c.code), *actors)


def actors_of(one: Coded, code: Candidate, language: str) -> tuple[Actor, Actor]:
    """The two sides, as the kind of event has them."""
    here, sides = one.country.code, one.sides
    crowd = CROWDS.get(code.code, "")
    if crowd and one.incident.type is EventType.PROTEST:
        came = [p for p in sides.doers if p not in interveners(one)]
        first = actor_of(came, here, language, side=crowd) if came else people(here, crowd)
        return first, actor_of(interveners(one), here, language)
    if crowd and one.parties.doer & MOBS:
        return actor_of(sides.doers, here, language, side=crowd), actor_of(sides.targets, here, language, attacked=True)
    if crowd or code.code == "Excessive force against protesters":
        target = actor_of(sides.targets, here, language, side=crowd or "protesters")
        target = target if target.name else people(here, crowd or "protesters")
        return (actor_of(sides.doers, here, language), target) if sides.doers else (target, Actor())
    first = actor_of(sides.doers, here, language)
    second = actor_of(sides.targets, here, language, attacked=True)
    if not first.name and one.incident.type is EventType.ASSAULT and second.side not in NON_STATE:
        first = nobody(here)
    if not second.name and code.code in UPON_PEOPLE:
        second = people(here)
    return (first, second) if first.name else (second, Actor())


# ---------------------------------------------------------------- cells


def rows_of(row: Row, say: Texts, *, by_day: bool) -> Iterator[dict[str, str]]:
    """One row a day of what went on for several days, else one."""
    one = row.coded
    if one.when is None:
        return
    days = days_of(one.when) if by_day and one.goes_on else [day_of(one.when)]
    dead, how = fatalities(one, say)
    shared, exact = shared_out(dead, len(days)), replace(one.when, acled=1)
    for number, day in enumerate(days):
        id = one.incident.id if len(days) == 1 else f"{one.incident.id}-{day:%Y%m%d}"
        precision = (exact if len(days) > 1 else one.when).acled
        if "~" in one.when.edtf:
            precision = max(precision or 0, 2)
        yield cells_of(row, say, id, day, str(precision), shared[number], how)


def cells_of(row: Row, say: Texts, id: str, day: dt.date, precision: str, dead: int, how: str) -> dict[str, str]:
    """A row by the names of its columns."""
    one, site = row.coded, row.coded.site
    number, words = interaction(row.one.side, row.two.side)
    notes = notes_of(one, say, [c.code for c in row.others])
    return {
        "event_id_cnty": id,
        "event_date": day.isoformat(),
        "year": str(day.year),
        "time_precision": precision,
        "disorder_type": row.code.disorder,
        "event_type": row.code.within,
        "sub_event_type": row.code.code,
        "actor1": row.one.name,
        "assoc_actor_1": SEVERAL.join(row.one.assoc),
        "inter1": row.one.inter,
        "actor2": row.two.name,
        "assoc_actor_2": SEVERAL.join(row.two.assoc),
        "inter2": row.two.inter,
        "interaction": words if number else "",
        "civilian_targeting": CIVILIANS if targets_civilians(row) else "",
        "iso": one.country.numeric,
        "region": one.country.acled_region,
        "country": one.country.acled,
        "admin1": site.admin1,
        "admin2": site.admin2,
        "admin3": "",
        "location": site.name,
        "latitude": degrees(site.lat),
        "longitude": degrees(site.lon),
        "geo_precision": str(one.place_codes[0]),
        "source": SEVERAL.join(publishers(one)),
        "source_scale": scale(one),
        "notes": " ".join(filter(None, (notes, how))),
        "fatalities": str(dead),
        "tags": SEVERAL.join(tags(row)),
        "timestamp": timestamp(one),
    }


def fatalities(one: Coded, say: Texts) -> tuple[int, str]:
    """The dead, and what is to be said of how they were counted.

    Nobody says how many, or that any died: 0, as the codebook wants it. "Several", "dozens": its own numbers.
    """
    if one.killed is not None:
        return one.killed.best, ""
    number = vague_toll(one)
    return (0, "") if number is None else (number, say("export.vague", n=number))


def targets_civilians(row: Row) -> bool:
    """Unarmed people are the main or only target."""
    if row.code.within == "Strategic developments" or row.coded.incident.type is EventType.PROTEST:
        return False
    peaceful = row.two.side == "protesters" and row.code.code == "Excessive force against protesters"
    return row.two.side == "civilians" or peaceful


def publishers(one: Coded) -> list[str]:
    """Who published it, each once, the earliest first."""
    return list(dict.fromkeys(name for d in one.documents if (name := one_line(d.outlet).replace(";", ","))))


def scale(one: Coded) -> str:
    """How near the publishers are, "National-International"; "" where the register does not know all of them."""
    known = [outlets().find(name) for name in publishers(one)]
    if not known or any(outlet is None for outlet in known):
        return ""
    found = {scale_of(outlet.kind, outlet.country, one) for outlet in known if outlet is not None}
    told = [name for name in SCALES if name in found]
    return told[0] if len(told) == 1 else f"{told[0]}-{told[-1]}"


def scale_of(kind: str, seat: str, one: Coded) -> str:
    """National, of the same region, or of the world as agencies are."""
    if seat == one.country.code:
        return "National"
    near = country(seat).acled_region == one.country.acled_region and kind != "agency"
    return "Regional" if near else "International"


def tags(row: Row) -> Iterator[str]:
    """The size of a crowd, and sexual violence where it is not the event's own type."""
    one = row.coded
    if row.code.within in DEMONSTRATIONS and one.incident.type is EventType.PROTEST:
        size = one.value("people")
        yield f"crowd size={toll_words(size, texts('en')).replace('about', 'around') if size else 'no report'}"
    if "sexual" in one.incident.mode and row.code.code != "Sexual violence":
        yield "sexual violence"


def timestamp(one: Coded) -> str:
    """When the row was last brought up to date: the last day on which a report told of it, in Unix seconds."""
    last = max((t.day for t in one.told if t.day), default="")
    return str(int(dt.datetime.fromisoformat(last).replace(tzinfo=dt.UTC).timestamp())) if last else ""
