"""PLOVER records, one a line: an incident with its parties, place, sizes, and the words of the first report."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from recoupe import __version__
from recoupe.export import Options, Written
from recoupe.export.coded import Coded, LeftOut, coded
from recoupe.export.parties import Party
from recoupe.export.plover_entities import code_of, contexts_of, doers, feature, resolution, sectors_of, three_letters
from recoupe.export.sidecar import path_of, sidecar
from recoupe.interface import texts
from recoupe.knowledge.countries import country
from recoupe.knowledge.plover import intensity, quad
from recoupe.model import Details, EventType, Region, Span
from recoupe.render.words import one_line, sentence_around
from recoupe.weighing import toll
from recoupe.weighing.told import Told
from recoupe.weighing.whole import Whole

Json = dict[str, Any]
CODER = f"recoupe {__version__}"
NEEDS_RECIPIENT = (EventType.COOPERATE, EventType.AID, EventType.SANCTION)


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write the records, and the sidecar with every account under their ids."""
    say, left, rows, noted = texts(options.language), LeftOut(), 0, LeftOut()
    with out.open("w", encoding="utf-8") as file, sidecar(out) as beside:
        for one, no_event in coded(wholes, options.rule):
            reason = no_event or ("" if one.day else "no_date")
            if reason:
                left.add(reason)
            else:
                file.write(json.dumps(record_of(one), ensure_ascii=False, separators=(",", ":")) + "\n")
                rows += 1
                if one.when is None:
                    noted.add("by_publication")
                if one.incident.type in NEEDS_RECIPIENT and not one.sides.hit:
                    noted.add("plover_no_recipient")
            beside(one.whole, one.incident, [] if reason else [one.incident.id])
    return Written((out, path_of(out)), rows, (*left.notes(say), *noted.notes(say)))


def record_of(one: Coded) -> Json:
    """A record; what is not known is left away, for PLOVER's fields are optional but four."""
    when, first = one.when, fullest(one.asserting or one.told)
    sentence = sentence_of(first)
    record: Json = {
        "id": one.incident.id,
        "has_event": True,
        "date": one.day,
        "enddate": when.end if when and when.end != when.start else "",
        "actor": [entity_of(p) for p in doers(one)],
        "recipient": [entity_of(p) for p in one.sides.hit],
        "event": [one.incident.type.value],
        "event_loc": place_of(one),
        "event_text": one_line(mention_of(first).text),
        "quad_code": quad(one.incident.type),
        "event_scale": intensity(one.incident.type, one.modes),
        "mode": list(one.modes),
        "context": contexts_of(one),
        "size": sizes_of(one),
        "link": first.document.url,
        "text": one_line(sentence.text),
        "text_info": {"sequence": 1, "start": sentence.start, "end": sentence.end},
        "cite_info": citation_of(first),
        "coder": CODER,
        "comment": "",
    }
    required = ("id", "date", "actor", "event")
    return {key: value for key, value in record.items() if key in required or value not in ("", [], {}, None)}


def entity_of(party: Party) -> Json:
    """A party under its fullest name; a sector only where a word tells."""
    code, sectors = code_of(party), sectors_of(party)
    entity = {
        "code": code,
        "sector": "; ".join(sectors),
        "entity_text": one_line(party.called("en")),
        "identifier_id": party.id,
    }
    return {key: value for key, value in entity.items() if value}


def place_of(one: Coded) -> Json:
    """The place; coordinates only where it has some."""
    site = one.site
    exact = site.precision in ("city", "relative") or site.near
    place: Json = {
        "extracted_place": site.raw,
        "resolved_place": site.name if site.located else "",
        "geonameid": site.geonames,
        "lat": site.lat,
        "lon": site.lon,
        "city": site.name if exact else "",
        "district": site.admin2,
        "province": site.admin1,
        "country": country(site.country).acled,
        "country_code": three_letters(site.country),
        "feature_code": feature(site),
        "resolution": resolution(site),
    }
    return {key: value for key, value in place.items() if value not in ("", None)}


def sizes_of(one: Coded) -> Json:
    """The dead and the injured by the rule of the export, and those arrested."""
    fields = {"dead": "killed", "injured": "injured"}
    if "arrest" in one.modes:
        fields["arrested"] = "people"
    found = {name: toll(one.incident, field, one.rule) for name, field in fields.items()}
    return {name: t.best for name, t in found.items() if t}


def fullest(told: Sequence[Told]) -> Told:
    """Of the tellings of the first report the one that says most."""
    first = [t for t in told if t.document.id == told[0].document.id]
    return max(first, key=lambda t: sum(bool(getattr(t.account.details, f.name)) for f in fields(Details)))


def mention_of(told: Told) -> Span:
    """The words by which a telling names the event, in the body of the report where it has them there."""
    own = told.account.mentions or told.event.mentions
    body = [s for region, s in told.reading.regions if region is Region.BODY]
    return next((m for m in own if any(b.start <= m.start < b.end for b in body)), own[0])


def sentence_of(told: Told) -> Span:
    """The sentence they stand in."""
    text = told.document.text
    start, end = sentence_around(text, mention_of(told))
    return Span(start, end, text[start:end])


def citation_of(told: Told) -> Json:
    """The report it stands in."""
    document = told.document
    citation = {
        "citation": one_line(document.name),
        "url": document.url,
        "title": one_line(document.title),
        "language": document.language.split("-")[0],
        "publication": one_line(document.outlet),
        "coder": CODER,
        "codebook": "PLOVER",
    }
    return {key: value for key, value in citation.items() if value}
