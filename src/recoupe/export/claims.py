"""schema.org claims for fact-checkers: one for each origin of an incident, with all reports in which it appears.

A report that cites the origin for something that the origin's own report does not say makes a claim of its own, based
on the origin's. No `ClaimReview`, no rating: whether a claim is true is for people to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from recoupe.export import Options, Written
from recoupe.export.names import named, report_name
from recoupe.export.natures import Nature, nature_of_source
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.stream import Json, listed
from recoupe.interface import Texts, texts
from recoupe.model import DiscrepancyKind, Document, Incident, Telling
from recoupe.reading.actors_lexicon import fold
from recoupe.render.html import web_address
from recoupe.render.incident_words import title
from recoupe.render.words import evidence, headline_words, telling
from recoupe.weighing import when, where
from recoupe.weighing.fields import EXACT
from recoupe.weighing.told import Told
from recoupe.weighing.whole import Whole

LONGEST = 2000  # characters of a claim
TYPES = {
    Nature.PERSON: "Person",
    Nature.PEOPLE: "Person",
    Nature.PUBLIC_BODY: "GovernmentOrganization",
    Nature.ORGANISATION: "Organization",
    Nature.MEDIUM: "NewsMediaOrganization",
}


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write claims as JSON-LD, and beside them the accounts behind them."""
    say, rows = texts(options.language), 0
    with listed(out, "@graph", {"@context": "https://schema.org"}) as add, sidecar(out) as keep:
        for whole in wholes:
            for incident in whole.incidents:
                found = list(claims(whole, incident, say))
                for one in found:
                    add(one)
                keep(whole, incident, [one["@id"] for one in found])
                rows += len(found)
    return Written((out, path_of(out)), rows, (say("export.claims_unrated"),))


def claims(whole: Whole, incident: Incident, say: Texts) -> Iterator[Json]:
    """What each origin says, and what others wrongly say that it says."""
    told, wrong = whole.told(incident), unsupported(incident)
    about = event(incident, say)
    for origin in incident.origins:
        first, *others = (told[telling] for telling in origin.tellings)
        own = claim(whole, incident, [first, *(t for t in others if t.telling not in wrong)], say)
        yield {**own, "about": about}
        for one in others:
            if one.telling in wrong:
                theirs = claim(whole, incident, [one], say)
                based = [theirs["isBasedOn"]] if "isBasedOn" in theirs else []
                yield {**theirs, "isBasedOn": [{"@id": own["@id"]}, *based], "about": about}


def unsupported(incident: Incident) -> set[Telling]:
    """The tellings that cite a report for what it does not say."""
    found = (d for d in incident.discrepancies if d.kind is DiscrepancyKind.CITATION_UNSUPPORTED)
    return {d.tellings[0] for d in found}


def claim(whole: Whole, incident: Incident, told: Sequence[Told], say: Texts) -> Json:
    """The words of the first telling, and the reports in which they or what repeats them appear."""
    first = told[0]
    reports = {t.document.id: t.document for t in told}
    ordered = sorted(reports.values(), key=lambda document: document.published[:10] or "9999")
    articles = [article(whole, document, say) for document in ordered]
    return {
        "@type": "Claim",
        "@id": named("claim", incident.id, *key_of(first.telling)),
        "text": words(first),
        **({"inLanguage": first.document.language} if first.document.language else {}),
        **author(whole, first, say),
        **({"datePublished": ordered[0].published} if ordered[0].published else {}),
        "description": say(f"factuality_long.{first.account.factuality.value}"),
        "keywords": "/".join((incident.type.value, *incident.mode)),
        "firstAppearance": articles[0],
        "appearance": articles,
    }


def key_of(telling: Telling) -> tuple[str, str, int]:
    """What a telling is known by."""
    return telling.document, telling.event, telling.account


def words(told: Told) -> str:
    """What is said, verbatim; within its sentence where it is too little to be a claim ("the attack of Tuesday")."""
    focus, limit = telling(told.account, told.event)
    span = limit or focus or next(iter(told.event.mentions), None)
    return evidence(span, told.document.text, LONGEST) if span else ""


def author(whole: Whole, told: Told, say: Texts) -> Json:
    """Who claims it. A document or a picture is nobody: the claim is based on it."""
    media = {fold(reading.document.outlet) for reading in whole.readings.values()}
    source, nature = told.source, nature_of_source(told.source, told.document.language, media)
    kind = say(f"kind.{source.kind.value}")
    if nature is Nature.WORK:
        return {"isBasedOn": {"@type": "CreativeWork", "name": source.name, "description": kind}}
    return {"author": {"@type": TYPES[nature], "name": source.name, "description": kind}}


def article(whole: Whole, document: Document, say: Texts) -> Json:
    """A report in which a claim appears."""
    known = {
        "url": web_address(document.url),
        "headline": headline_words(whole.readings[document.id], say),
        "datePublished": document.published,
        "inLanguage": document.language,
    }
    publisher = {"publisher": {"@type": "Organization", "name": document.outlet}} if document.outlet else {}
    held = {key: value for key, value in known.items() if value}
    return {"@type": "NewsArticle", "@id": report_name(document), **held, **publisher, "identifier": document.name}


def event(incident: Incident, say: Texts) -> Json:
    """What the claim is about; a place has coordinates only where a report tells of a point."""
    date, place = when(incident), where(incident)
    made: Json = {
        "@type": "Event",
        "@id": named("incident", incident.id),
        "identifier": incident.id,
        "name": title(incident, say),
    }
    if date and date.start:
        made |= {"startDate": date.start, "endDate": date.end}
    if place:
        made["location"] = {"@type": "Place", "name": place.place.name}
        if place.place.country:
            made["location"]["address"] = {"@type": "PostalAddress", "addressCountry": place.place.country}
        if place.place.precision in EXACT and place.place.lat is not None:
            geo = {"@type": "GeoCoordinates", "latitude": place.place.lat, "longitude": place.place.lon}
            made["location"]["geo"] = geo
    return made
