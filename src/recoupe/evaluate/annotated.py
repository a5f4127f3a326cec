"""Readings made of annotations: what linking and weighing are given where they are measured apart from the reader.

An annotation names phrases of the text and sources by their names; spans are found in the text, and the kind of a
source is told by its nouns as the reader tells it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from recoupe import languages
from recoupe.evaluate.gold import located
from recoupe.knowledge.outlets import outlets
from recoupe.model import (
    Account,
    Damage,
    Date,
    Details,
    Discrepancy,
    DiscrepancyKind,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Mark,
    Member,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Span,
    Status,
)
from recoupe.reading.sources_lexicon import SourceLexicon, fold, lexicon

RULE = Provenance("annotated")
NUMBERS = ("killed", "injured", "people")
PHRASES = ("actor", "recipient", "instrument", "claimed_by")

Json = Mapping[str, Any]


def annotated(folder: Path) -> list[Reading]:
    """The annotated reports of a case, by name."""
    return [reading for path in sorted(folder.glob("*.json")) if (reading := annotated_file(path)) is not None]


def annotated_file(path: Path) -> Reading | None:
    """One annotated report; None for a file that is none."""
    text = path.with_suffix(".txt")
    if not text.exists():
        return None
    return reading_of(json.loads(path.read_text("utf-8")), text.read_text("utf-8"))


def reading_of(gold: Json, text: str) -> Reading:
    """The reading that an annotation says is right."""
    document = Document(text, gold["id"], gold["language"], gold["outlet"], gold["published"])
    return Reading(
        document=document,
        events=tuple(event_of(event, document) for event in gold["events"]),
        discrepancies=tuple(
            Discrepancy(DiscrepancyKind(d["kind"]), d["event"], "", (), RULE, ()) for d in gold["discrepancies"]
        ),
    )


def with_marks(annotation: Reading, read: Reading) -> Reading:
    """An annotation with what the reader alone knows of the text: its regions and the marks in it."""
    people = [mark for mark in read.marks if mark.layer == "quantity"]
    events = tuple(with_people(event, people) for event in annotation.events)
    return replace(annotation, document=read.document, events=events, regions=read.regions, marks=read.marks)


def with_people(event: Event, marks: Sequence[Mark]) -> Event:
    """An event with the numbers that stand in its mentions and are no tolls: annotations hold no other numbers."""
    accounts = tuple(
        replace(a, details=replace(a.details, people=tuple(counted(a.mentions, marks)))) if len(a.sources) == 1 else a
        for a in event.accounts
    )
    return replace(event, accounts=accounts)


def counted(mentions: Sequence[Span], marks: Sequence[Mark]) -> Iterator[Quantity]:
    """The numbers of people in some stretches of text: "some 400 people demonstrated"."""
    for mark in marks:
        number, _, befell = mark.label.partition(" ")
        inside = any(span.start <= mark.span.start < span.end for span in mentions)
        if inside and number.isdigit() and befell not in ("killed", "injured"):
            yield Quantity(int(number), int(number), int(number), mark.span, RULE)


def event_of(event: Json, document: Document) -> Event:
    """An event of an annotation."""
    mentions = tuple(spans(event["mentions"], document.text))
    status = Status(event["status"])
    groups_named = {fold(name) for name in event.get("claimed_by", ())}
    return Event(
        id=event["id"],
        type=EventType(event["type"]),
        mode=tuple(event.get("mode", ())),
        status=status,
        mentions=mentions,
        details=details_of(event, mentions, document.text),
        accounts=tuple(account_of(a, status, mentions, document, groups_named) for a in event["accounts"]),
        provenance=RULE,
    )


def account_of(
    account: Json, status: Status, mentions: tuple[Span, ...], document: Document, claimants: Collection[str]
) -> Account:
    """An account of an annotation; who denies says that it did not happen, who claims is an armed group."""
    factuality = Factuality(account["factuality"])
    inner = tuple(source_of(name, document, claimants) for name in account["chain"][1:])
    outlet = Source(document.outlet, SourceKind.OUTLET, None, RULE)
    return Account(
        sources=(outlet, *inner),
        form=Form.INDIRECT if inner else Form.OWN_VOICE,
        factuality=factuality,
        status=Status.NEGATED if factuality.polarity < 0 else status,
        cue=None,
        content=(),
        mentions=() if inner else mentions,
        details=details_of(account, mentions, document.text),
        provenance=RULE,
        factuality_provenance=RULE,
    )


def source_of(name: str, document: Document, claimants: Collection[str]) -> Source:
    """A source, of the kind that its nouns tell."""
    claims = any(claimant in fold(name) for claimant in claimants)
    place = located(document.text, name)
    span = Span(*place, document.text[slice(*place)]) if place else None
    kind = SourceKind.ARMED_GROUP if claims else kind_of(name, document.language)
    return Source(name.partition("#")[0], kind, span, RULE)


def kind_of(name: str, language: str) -> SourceKind:
    """The kind of the first noun that says one; a name alone is a person's, or a known outlet's."""
    known = outlets().find(name)
    if known is not None:
        return SourceKind.AGENCY if known.kind == "agency" else SourceKind.OUTLET
    words = lexicon(language[:2])
    tokens = [fold(word.strip(".,()'")) for word in name.replace("’", "' ").replace("'", "' ").split()]
    if set(tokens) & groups(language):
        return SourceKind.ARMED_GROUP
    for index, token in enumerate(tokens):
        for phrase, entry in words.kind_phrases.get(token, ()):
            if tuple(tokens[index : index + len(phrase)]) == phrase:
                return entry.kind
        if token in words.kinds and not (token in words.spokesman and stands_for_another(tokens[index + 1 :], words)):
            return words.kinds[token].kind
    if name.startswith("@"):
        return SourceKind.SOCIAL_MEDIA
    single = next((words.kinds[token].kind for token in tokens if token in words.kinds), None)
    return single or (SourceKind.PERSON if any(word[:1].isupper() for word in name.split()) else SourceKind.OTHER)


def stands_for_another(after: Sequence[str], words: SourceLexicon) -> bool:
    """ "Le porte-parole de la milice" is the militia's, "la cellule d'information" nobody else's."""
    inner = next((words.kinds[token].kind for token in after if token in words.kinds), None)
    return inner not in (None, SourceKind.WITNESS, SourceKind.OUTLET, SourceKind.DOCUMENT)


def groups(language: str) -> frozenset[str]:
    """Words with which the names of armed groups begin: "katiba", "rijal"."""
    phrase = languages.load(language).table("actors").get("phrase", {})
    return frozenset(map(fold, phrase.get("group_parts", ())))


def details_of(holder: Json, mentions: Sequence[Span], text: str) -> Details:
    """What an event or an account of an annotation says."""
    anywhere = mentions[0] if mentions else Span(0, 0, "")
    values: dict[str, tuple[Any, ...]] = {
        "date": tuple(Date(edtf, anywhere, RULE) for edtf in holder.get("date", ())),
        "place": tuple(
            Place(p["name"], p["country"] or "", p["lat"], p["lon"], "city", "", anywhere, RULE)
            for p in holder.get("place", ())
        ),
        "damage": tuple(Damage(name, anywhere, RULE) for name in holder.get("damage", ())),
    }
    for name in NUMBERS:
        values[name] = tuple(Quantity(n, n, n, anywhere, RULE) for n in holder.get(name, ()))
    for name in PHRASES:
        values[name] = tuple(Participant(span.text, span, None, RULE) for span in spans(holder.get(name, ()), text))
    return Details(**values)


def spans(phrases: Sequence[str], text: str) -> Iterator[Span]:
    """The phrases where they stand in the text."""
    for phrase in phrases:
        place = located(text, phrase)
        if place is not None:
            yield Span(*place, text[slice(*place)])


def annotated_incidents(folder: Path, readings: Sequence[Reading]) -> dict[str, tuple[Member, ...]]:
    """The incidents of a case as they were annotated, with their members."""
    ids = {reading.document.name: reading.document.id for reading in readings}
    data = json.loads((folder / "incidents.json").read_text("utf-8"))
    return {
        incident["id"]: tuple(Member(ids[name], event) for name, event in incident["events"])
        for incident in data["incidents"]
    }
