"""timemap (Forensic Architecture, Bellingcat): events, associations, sources and sites as its data schema has them.

A point is given only where a report tells of one; the words of the date stand in `time_display`, for timemap knows days
and no doubt. What has neither a day nor a point cannot be shown there and is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from recoupe.export import Options, Written
from recoupe.export.incidents import OPEN
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.stream import Add, Json, listed
from recoupe.interface import Texts, texts
from recoupe.model import Document, FieldStatus, Incident, Place
from recoupe.render.html import web_address
from recoupe.render.incident_words import discrepancy_words, range_words, title, value_words
from recoupe.render.words import date_words, headline_words, one_line
from recoupe.weighing import toll, when, where
from recoupe.weighing.fields import EXACT
from recoupe.weighing.precision import When
from recoupe.weighing.told import TOLLS
from recoupe.weighing.whole import Whole

DAY = "%m/%d/%Y"  # timemap's own default
NAMES = ("events", "associations", "sources", "sites")


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write the four files and the accounts behind the events into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    events, associations, sources, sites = (out / f"{name}.json" for name in NAMES)
    say, rows, left = texts(options.language), 0, 0
    kinds: dict[str, Json] = {}
    with listed(events, "") as add, listed(sources, "") as cite, listed(sites, "") as put, sidecar(events) as keep:
        once = Once(cite), Once(put)
        for whole in wholes:
            for incident in whole.incidents:
                found = event(whole, incident, options, say)
                keep(whole, incident, [incident.id] if found else [])
                left += found is None
                if found is not None:
                    add(found)
                    rows += 1
                    kinds |= {one["id"]: one for one in classes(incident, say)}
                    once[0](source(whole, document, say) for document in reports(whole, incident))
                    once[1](map(site, points(incident)))
    with listed(associations, "") as add:
        for one in kinds.values():
            add(one)
    notes = (say("export.timemap_nowhere", what=say.count("incident", left)),) if left else ()
    return Written((events, associations, sources, sites, path_of(events)), rows, notes)


class Once:
    """Adds what has not been added yet, by id."""

    def __init__(self, add: Add) -> None:
        self.add = add
        self.known: set[str] = set()

    def __call__(self, items: Iterable[Json]) -> None:
        """Add those that are new."""
        for item in items:
            if item["id"] not in self.known:
                self.known.add(item["id"])
                self.add(item)


# ---------------------------------------------------------------- events


def event(whole: Whole, incident: Incident, options: Options, say: Texts) -> Json | None:
    """An incident; None where it has neither a day nor a point."""
    told, place = when(incident), where(incident)
    point = place.place if place and is_point(place.place) else None
    day = date.fromisoformat(told.start).strftime(DAY) if told and told.start else ""
    if not day and point is None:
        return None
    return {
        "id": incident.id,
        "description": description(whole, incident, options, say),
        "date": day,
        "time": told.edtf[11:16] if told and "T" in told.edtf and "/" not in told.edtf else "",
        "time_precision": precision(told),
        "time_display": date_words(told.edtf, say) if told else "",
        "location": value_words("place", place.value, say) if place else "",
        **({"latitude": str(point.lat), "longitude": str(point.lon)} if point else {}),
        "type": incident.type.value,
        "category": say(f"type.{incident.type.value}"),
        "category_full": title(incident, say),
        "associations": [one["id"] for one in classes(incident, say)],
        "sources": [document.id[:12] for document in reports(whole, incident)],
        "comments": "\n".join(filter(None, (discrepancy_words(d, say) for d in incident.discrepancies))),
    }


def is_point(place: Place) -> bool:
    """It is known to the town, and located."""
    return place.precision in EXACT and place.lat is not None and place.lon is not None


def precision(told: When | None) -> str:
    """How exact a day is, in UCDP's codes: "1" for the day itself; "" where there is none."""
    return str(told.ucdp) if told and told.ucdp is not None else ""


def description(whole: Whole, incident: Incident, options: Options, say: Texts) -> str:
    """What it is, its tolls by the rule, and how many stand behind it."""
    parts = [title(incident, say)]
    for field in TOLLS:
        found = toll(incident, field, options.rule)
        if found:
            words = f"{range_words(found, say)} ({options.rule})"
            parts.append(f"{say(f'field.{field}')}{say('typography.colon')}{words}")
    parts += [say.count("origin", len(incident.origins)), say.count("report", len(reports(whole, incident)))]
    return say("typography.semicolon").join(parts)


def reports(whole: Whole, incident: Incident) -> list[Document]:
    """The reports that tell of it, the earliest first."""
    found = dict.fromkeys(member.document for member in incident.members)
    held = (whole.readings[id].document for id in found)
    return sorted(held, key=lambda document: (document.published or "9999", document.name))


# ---------------------------------------------------------------- what events are joined to


def classes(incident: Incident, say: Texts) -> Iterator[Json]:
    """Its type as a category; its modes and how its accounts stand to each other as filters."""
    kind = say(f"type.{incident.type.value}")
    yield association(f"type-{incident.type.value}", kind, "CATEGORY", [kind])
    for mode in incident.mode:
        name = say(f"mode.{mode}")
        yield association(f"mode-{incident.type.value}-{mode}", name, "FILTER", [say("export.kind"), kind, name])
    state = standing(incident)
    name = say(f"field_status.{state.value}")
    yield association(f"standing-{state.value.replace(' ', '-')}", name, "FILTER", [say("export.standing"), name])


def association(id: str, name: str, mode: str, path: list[str]) -> Json:
    """A category or a filter."""
    return {"id": id, "title": name, "desc": "", "mode": mode, "filter_paths": path}


def standing(incident: Incident) -> FieldStatus:
    """Whether accounts conflict, and if not, whether one origin stands alone."""
    if any(field.status in OPEN for field in incident.fields):
        return FieldStatus.DISPUTED
    return FieldStatus.AGREED if len(incident.origins) > 1 else FieldStatus.SINGLE_ORIGIN


def source(whole: Whole, document: Document, say: Texts) -> Json:
    """A report; timemap shows its address, not its text."""
    return {
        "id": document.id[:12],
        "title": headline_words(whole.readings[document.id], say),
        "thumbnail": "",
        "paths": [],
        "type": "report",
        "affil_s": [one_line(document.outlet)] if document.outlet else [],
        "url": web_address(document.url),
        "description": "",
        "author": one_line(document.author),
        "date": document.published[:10],
        "notes": one_line(document.name),
    }


def points(incident: Incident) -> Iterator[Place]:
    """The places that are told of it and are points."""
    for field in incident.fields:
        if field.field == "place":
            yield from (value.place for value in field.values if value.place and is_point(value.place))


def site(place: Place) -> Json:
    """A place on the map."""
    name = one_line(place.name)
    return {
        "id": place.gazetteer or f"{name} {place.lat} {place.lon}",
        "description": "",
        "site": name,
        "latitude": str(place.lat),
        "longitude": str(place.lon),
        "enabled": "1",
    }
