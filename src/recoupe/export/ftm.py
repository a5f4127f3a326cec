"""FollowTheMoney: events, who is named in them, the reports, and a statement for each value that a report gives.

The model has no place for tolls, certainty or a chain of sources: they stand in the notes of an event in words, and
each in full in the statements and in the sidecar. Only who has a name becomes an entity: "armed men" are nobody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from recoupe.export import Options, Written
from recoupe.export.accounts import Row, rows_of, values_of
from recoupe.export.ftm_statements import Statement, folded, statement_table
from recoupe.export.natures import (
    Nature,
    head_of,
    is_body_in_particular,
    is_persons_name,
    nature_of_party,
    nature_of_source,
)
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.stream import line
from recoupe.interface import Texts, texts
from recoupe.knowledge.actors import state_actor
from recoupe.model import Document, Incident, Participant, Place, Source, Span
from recoupe.reading.actors_lexicon import fold
from recoupe.render.html import web_address
from recoupe.render.incident import scene_words
from recoupe.render.incident_words import range_words, title
from recoupe.render.words import headline_words, one_line
from recoupe.weighing import toll
from recoupe.weighing.bodies import country_of
from recoupe.weighing.fields import EXACT
from recoupe.weighing.names import name_of
from recoupe.weighing.numbers import data_form
from recoupe.weighing.told import TOLLS, outlet_key
from recoupe.weighing.whole import Whole

CASE = "recoupe"  # the dataset of what no single report says
SCHEMAS = {
    Nature.PERSON: "Person",
    Nature.PUBLIC_BODY: "PublicBody",
    Nature.ORGANISATION: "Organization",
    Nature.MEDIUM: "Organization",
}
SPLIT = "/"
GROUP_NAME = re.compile(r"\b[A-Z]{2,5}\b|\b[A-ZÀ-Þ]\w+\W(?:.*\W)?[A-ZÀ-Þ]\w+")  # an acronym, or two capitals


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write entities as lines of JSON, the table of statements, and the accounts behind each event.

    Who is named again in a later part of a large case comes again with what is new, under the same id: FollowTheMoney's
    tools join the two.
    """
    say, rows, seen = texts(options.language), 0, set[str]()
    table = out.with_name(f"{out.name.split('.')[0]}.statements.csv")
    with out.open("w", encoding="utf-8") as file, statement_table(table) as add, sidecar(out) as keep:
        for whole in wholes:
            fresh: list[Statement] = []
            for incident in whole.incidents:
                told = list(statements(whole, incident, options, say))
                keep(whole, incident, dict.fromkeys(one.entity for one in told))
                fresh += (one for one in told if one.id not in seen)
            seen |= {one.id for one in fresh if one.schema != "Event"}
            add(fresh)
            for entity in folded(fresh):
                file.write(line(entity) + "\n")
                rows += 1
    return Written((out, table, path_of(out)), rows)


def statements(whole: Whole, incident: Incident, options: Options, say: Texts) -> Iterator[Statement]:
    """Everything that reports say of an incident."""
    id = f"rc-incident-{incident.id}"
    yield from own(id, whole, incident, options, say)
    media = {fold(reading.document.outlet) for reading in whole.readings.values()}
    for row in rows_of(whole, incident):
        yield from article(row, say)
        yield from mentions(row, media)
        yield from told(id, row)


def own(id: str, whole: Whole, incident: Incident, options: Options, say: Texts) -> Iterator[Statement]:
    """What is known of an incident as a whole: what it is, how many stand behind it, the range of its tolls."""

    def one(prop: str, value: str) -> Statement:
        return Statement(id, "Event", prop, value, CASE)

    yield one("id", id)
    yield one("name", f"{title(incident, say)} · {scene_words(incident, say)}")
    yield one("recordId", incident.id)
    for word in (incident.type.value, *incident.mode):
        yield one("keywords", word)
    reports = len({member.document for member in incident.members})
    yield one("summary", f"{say.count('origin', len(incident.origins))} · {say.count('report', reports)}")
    for field in TOLLS:
        found = toll(incident, field, options.rule)
        if found:
            words = f"{say(f'field.{field}')}{say('typography.colon')}{range_words(found, say)} ({options.rule})"
            yield one("notes", words)


# ---------------------------------------------------------------- what a report says


def base(row: Row) -> dict[str, str]:
    """What statements of one account share."""
    document = row.told.document
    return {
        "dataset": f"report_{document.id[:12]}",
        "origin": " > ".join(one_line(source.name) for source in row.told.account.sources),
        "seen": document.published[:10],
    }


def told(id: str, row: Row) -> Iterator[Statement]:
    """What one account says of an incident."""

    def one(prop: str, value: str, original: str = "") -> Statement:
        return Statement(id, "Event", prop, value, **base(row), original=original if original != value else "")

    document, account = row.told.document, row.told.account
    yield one("proof", article_id(document))
    if document.outlet:
        yield one("publisher", one_line(document.outlet))
    if web_address(document.url):
        yield one("sourceUrl", document.url)
    yield one("notes", f"factuality: {account.factuality.value}")
    for date in values_of(row, "date"):
        for prop, value in dates(date.edtf):
            yield one(prop, value, one_line(date.span.text))
    for place in values_of(row, "place"):
        yield from located(id, row, place)
    for field in TOLLS:
        for value in values_of(row, field):
            yield one("notes", f"{field}: {data_form(value)}", one_line(value.span.text))
    for field, party, nature in parties(row):
        if nature in SCHEMAS:
            yield one("involved", actor_id(party.name, party.id, nature, row), one_line(party.span.text))
        yield one("notes", f"{field}: {one_line(party.name)}")


def dates(edtf: str) -> Iterator[tuple[str, str]]:
    """A day, month or year; the two ends of a stretch. Doubt has no place in the model."""
    first, _, second = edtf.partition(SPLIT)
    for prop, part in (("startDate", first), ("endDate", second)) if second else (("date", first),):
        plain = part.rstrip("~?%")[:10]
        if plain.strip(".") and plain[0].isdigit():
            yield prop, plain


def located(id: str, row: Row, place: Place) -> Iterator[Statement]:
    """A place by its name; an address with coordinates where it is a point."""
    shared, name = base(row), one_line(place.name)
    yield Statement(id, "Event", "location", name, **shared)
    if place.country:
        yield Statement(id, "Event", "country", place.country.lower(), **shared)
    if place.precision in EXACT and place.lat is not None and place.lon is not None:
        address = f"rc-place-{short(f'{place.lat} {place.lon} {name}')}"
        known = {"full": name, "country": place.country.lower(), "remarks": place.precision}
        known |= {"latitude": str(place.lat), "longitude": str(place.lon)}
        yield Statement(id, "Event", "addressEntity", address, **shared)
        yield from entity(address, "Address", known, CASE)


# ---------------------------------------------------------------- who is named


def parties(row: Row) -> Iterator[tuple[str, Participant, Nature]]:
    """Who took part, as the account says; of descriptions it is said that they are people or things."""
    language = row.told.document.language
    for field in ("actor", "recipient", "claimed_by"):
        for party in values_of(row, field):
            nature = nature_of_party(party, language)
            yield field, party, nature if is_named(party, nature, field, language) else Nature.PEOPLE


def is_named(party: Participant, nature: Nature, field: str, language: str) -> bool:
    """The register knows it, it is a person's name, a body of the state, or a group that does or claims something.

    One capital names nobody: headlines begin with one, and those whom something befell are often told by their place.
    """
    if party.id is not None:
        return True
    if nature is Nature.PERSON:
        return is_persons_name(party.name, language)
    if nature is Nature.PUBLIC_BODY:
        return is_body_in_particular(party.name, language)
    return nature is Nature.ORGANISATION and field != "recipient" and bool(GROUP_NAME.search(party.name))


def mentions(row: Row, media: set[str]) -> Iterator[Statement]:
    """Named parties and sources as entities, each with its mention in the report."""
    document, language = row.told.document, row.told.document.language
    for _, party, nature in parties(row):
        if nature in SCHEMAS:
            yield from named(party.name, party.id, party.span, nature, row)
    for source in row.told.account.sources:
        nature = nature_of_source(source, language, media)
        if nature in SCHEMAS and is_named_source(source, nature, language):
            yield from named(source.name, None, source.span, nature, row)
            yield from spoke(source, actor_id(source.name, None, nature, row), document)


def is_named_source(source: Source, nature: Nature, language: str) -> bool:
    """Somebody in particular: not "an officer", "a site based abroad", "our correspondent"."""
    if nature is Nature.PERSON:
        return is_persons_name(source.name, language)
    name = name_of(source.name, language)
    return bool(source.name) and (source.span is None or not (name.indefinite or name.own or name.possessive))


def named(name: str, id: str | None, span: Span | None, nature: Nature, row: Row) -> Iterator[Statement]:
    """An entity, and where the report names it."""
    actor, document = actor_id(name, id, nature, row), row.told.document
    yield from entity(actor, SCHEMAS[nature], {"name": one_line(name)}, f"report_{document.id[:12]}")
    if span is not None and span.text.strip():
        mention = f"rc-mention-{short(f'{document.id} {actor} {one_line(name)}')}"
        known = {"document": article_id(document), "name": one_line(name), "resolved": actor}
        yield from entity(
            mention, "Mention", {**known, "detectedSchema": SCHEMAS[nature]}, f"report_{document.id[:12]}"
        )


def spoke(source: Source, actor: str, document: Document) -> Iterator[Statement]:
    """A source is documented by the report that cites it."""
    id = f"rc-source-{short(f'{document.id} {actor} {source.kind.value}')}"
    known = {"document": article_id(document), "entity": actor, "role": f"source: {source.kind.value}"}
    yield from entity(id, "Documentation", known, f"report_{document.id[:12]}")


def actor_id(name: str, id: str | None, nature: Nature, row: Row) -> str:
    """The same for all spellings of a name; a body without a name of its own ("the army") is its incident's."""
    if id is not None:
        return f"rc-actor-{short(id)}"
    if nature is Nature.MEDIUM:
        return f"rc-actor-{short(outlet_key(name))}"
    language = row.told.document.language
    head, country = head_of(name, language), country_of(name)
    if nature is Nature.PUBLIC_BODY and head is not None and country:
        return f"rc-actor-{short(state_actor(country, head.role.sector))}"
    words = name_of(name, language)
    own = words.proper or words.sounds
    within = "" if words.proper else row.incident.id
    return f"rc-actor-{short(' '.join((SCHEMAS[nature], within, *sorted(own or {fold(name)}))))}"


# ---------------------------------------------------------------- reports


def article(row: Row, say: Texts) -> Iterator[Statement]:
    """The report; its text stays in the case."""
    document: Document = row.told.document
    known = {
        "title": headline_words(row.told.reading, say),
        "publisher": one_line(document.outlet),
        "author": one_line(document.author),
        "publishedAt": document.published,
        "language": three_letters(document.language),
        "sourceUrl": web_address(document.url),
        "fileName": one_line(document.name),
    }
    yield from entity(article_id(document), "Article", known, f"report_{document.id[:12]}")


def article_id(document: Document) -> str:
    """The beginning of its text's hash."""
    return f"rc-article-{document.id[:12]}"


@cache
def three_letters(language: str) -> str:
    """ISO 639-3 for BCP 47: "fra" for "fr-CA"; "" where it is not known."""
    import pycountry

    code = language.split("-")[0].lower()
    found: Any = pycountry.languages.get(alpha_2=code) if len(code) == 2 else None
    return str(found.alpha_3) if found else ""


def entity(id: str, schema: str, known: dict[str, str], dataset: str) -> Iterator[Statement]:
    """An entity with those of its properties that have a value."""
    yield Statement(id, schema, "id", id, dataset)
    for prop, value in known.items():
        if value:
            yield Statement(id, schema, prop, value, dataset)


def short(key: str) -> str:
    """The beginning of a hash."""
    return hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]
