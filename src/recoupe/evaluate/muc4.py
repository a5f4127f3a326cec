"""Templates of MUC-4 from readings: political violence in Latin America, 1988-90.

What only this benchmark asks for stands here and in `muc4.toml`: which events it counts as relevant, its incident types
and its slots. The reader knows nothing of it.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from recoupe.model import Document, Event, EventType, Participant, Reading, Status
from recoupe.reader import Reader
from recoupe.reading.dates import bounds

Record = dict[str, Any]
Template = dict[str, Any]
RECENT = 62  # days: older deeds are told as history


@dataclass(frozen=True, slots=True)
class Conventions:
    """The tables of `muc4.toml`."""

    countries: frozenset[str]
    types: dict[str, str]  # PLOVER mode -> incident type
    organisations: frozenset[str]
    individuals: frozenset[str]
    military: frozenset[str]
    guerrillas: frozenset[str]
    civilians: frozenset[str]
    things: frozenset[str]
    titles: frozenset[str]
    weapons: frozenset[str]
    no_fillers: frozenset[str]


@cache
def conventions() -> Conventions:
    """The conventions of MUC-4, read once."""
    table = tomllib.loads(Path(__file__).with_name("muc4.toml").read_text("utf-8"))
    words = {name: frozenset(held) for name, held in table["words"].items()}
    return Conventions(countries=frozenset(table["countries"]), types=table["types"], **words)


def predict(record: Record, reader: Reader) -> Record:
    """The templates of one record."""
    document = Document(record["text"], name=record["id"], language="en", published=record.get("date") or "")
    return {"id": record["id"], "templates": templates(reader.read(document))}


def templates(reading: Reading) -> list[Template]:
    """A template for each relevant incident of a reading, those of one type and victim joined."""
    made: list[Incident] = []
    for event in reading.events:
        incident = incident_of(event, reading)
        if incident is not None:
            like = next((other for other in made if other.is_like(incident)), None)
            if like is None:
                made.append(incident)
            else:
                like.take(incident)
    return [incident.template() for incident in made]


SLOTS = ("perp_individual_id", "perp_org_id", "phys_tgt_id", "hum_tgt_name", "hum_tgt_description", "weapon")


@dataclass(slots=True)
class Incident:
    """One template in the making."""

    type: str
    slots: dict[str, list[str]] = field(default_factory=lambda: {slot: [] for slot in SLOTS})

    def put(self, slot: str, words: str) -> None:
        """Add a filler, each once."""
        if words and words not in self.slots[slot]:
            self.slots[slot].append(words)

    def is_like(self, other: Incident) -> bool:
        """Both tell of one incident: one type, and a target in common or no target in one of them."""
        targets = ("phys_tgt_id", "hum_tgt_name", "hum_tgt_description")
        mine, theirs = ({w for s in targets for w in i.slots[s]} for i in (self, other))
        return self.type == other.type and (bool(mine & theirs) or not mine or not theirs)

    def take(self, other: Incident) -> None:
        """Add the fillers of another."""
        for slot, held in other.slots.items():
            for words in held:
                self.put(slot, words)

    def template(self) -> Template:
        """The template as the referee reads it."""
        return {"incident_type": self.type, **{slot: held for slot, held in self.slots.items() if held}}


# ---------------------------------------------------------------- relevance


def incident_of(event: Event, reading: Reading) -> Incident | None:
    """The incident that an event is by MUC's conventions; None where it is not relevant."""
    kind = type_of(event)
    if kind is None or not is_real(event) or is_old(event, reading) or not is_near(event, reading) or is_combat(event):
        return None
    incident = Incident(kind)
    for participant in event.details.actor:
        put_doer(incident, participant)
    for participant in event.details.recipient:
        put_target(incident, participant)
    for damage in event.details.damage:
        put_thing(incident, damage.name)
    for participant in event.details.instrument:
        put_weapon(incident, participant.name)
    return incident


def type_of(event: Event) -> str | None:
    """MUC's incident type of an event."""
    if event.type not in (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST):
        return None
    for mode in event.mode:
        if mode in conventions().types:
            return conventions().types[mode] or None
    return "ATTACK" if event.type is EventType.ASSAULT else None


def is_real(event: Event) -> bool:
    """It happened, or was tried or threatened."""
    return event.status in (Status.OCCURRED, Status.ONGOING)


def is_old(event: Event, reading: Reading) -> bool:
    """It lies more than two months back."""
    published = bounds(reading.document.published) if reading.document.published else None
    held = [bounds(date.edtf) for date in event.details.date]
    ends = [both[1] for both in held if both is not None]
    return published is not None and bool(ends) and (published[0] - max(ends)).days > RECENT


def is_near(event: Event, reading: Reading) -> bool:
    """Its place, or where it has none some place of the report, lies in one of the nine countries."""
    countries = {place.country for place in event.details.place if place.country}
    if not countries:
        countries = {place.country for other in reading.events for place in other.details.place}
    return not countries or bool(countries & conventions().countries)


def is_combat(event: Event) -> bool:
    """Army against guerrillas: no act of terrorism, unless others are hit."""
    words = [words_of(p.name) for p in event.details.recipient]
    doers = [words_of(p.name) for p in event.details.actor]
    table = conventions()
    hit_military = bool(words) and all(w & (table.military | table.guerrillas) for w in words)
    doer_unknown = not doers
    return hit_military and (doer_unknown or any(w & (table.military | table.guerrillas) for w in doers))


# ---------------------------------------------------------------- slots


def put_doer(incident: Incident, participant: Participant) -> None:
    """Organisations and the people of them are two slots."""
    words = words_of(participant.name)
    table = conventions()
    if words & table.no_fillers:
        return
    if participant.id is not None or words & table.organisations:
        incident.put("perp_org_id", clean(participant.name))
    elif words & (table.individuals | table.military):
        incident.put("perp_individual_id", clean(participant.name))


def put_target(incident: Incident, participant: Participant) -> None:
    """People by name, people by description, or a thing."""
    words = words_of(participant.name)
    table = conventions()
    if words & table.no_fillers:
        return
    if words & table.things and not words & table.civilians:
        put_thing(incident, participant.name)
    elif words & (table.civilians | table.military | table.titles):
        name = name_in(participant.name)
        if name:
            incident.put("hum_tgt_name", name)
        else:
            incident.put("hum_tgt_description", clean(participant.name))
    elif not words & table.guerrillas:
        incident.put("hum_tgt_name", clean(participant.name))


def put_thing(incident: Incident, name: str) -> None:
    """A building, vehicle or installation."""
    if words_of(name) & conventions().things:
        incident.put("phys_tgt_id", clean(name))


def put_weapon(incident: Incident, name: str) -> None:
    """A weapon."""
    if words_of(name) & conventions().weapons:
        incident.put("weapon", clean(name))


def name_in(phrase: str) -> str:
    """The words after the titles of a phrase: "ATTORNEY GENERAL ROBERTO GARCIA" is ROBERTO GARCIA."""
    words = clean(phrase).split()
    table = conventions()
    known = table.civilians | table.military | table.titles
    last = max((i for i, word in enumerate(words) if singular(word) & known), default=-1)
    rest = words[last + 1 :]
    capital = [w for w in rest if w.isalpha() and w.casefold() not in SMALL]
    return " ".join(rest) if len(capital) >= 2 and len(rest) <= 5 else ""


SMALL = frozenset({"of", "the", "and", "in", "at", "from", "who", "with", "for", "by", "to"})
LEADING = re.compile(r"^(?:the|a|an|several|some|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+", re.IGNORECASE)
TAIL = re.compile(r"\s(?:in|at|near|from|outside|on)\s", re.IGNORECASE)
ASIDE = re.compile(r"\s*\[[^\]]*\]?")


def clean(phrase: str) -> str:
    """A filler as the keys write it: one line, no aside in brackets, no article."""
    whole = " ".join(ASIDE.sub("", phrase).split())
    return LEADING.sub("", TAIL.split(whole)[0]).strip(" ,.;:\"'")


def words_of(phrase: str) -> frozenset[str]:
    """The words of a phrase, lower case, with their singulars."""
    return frozenset(form for word in re.findall(r"[^\W_]+(?:-[^\W_]+)*", phrase) for form in singular(word))


def singular(word: str) -> frozenset[str]:
    """A word and what it may be the plural of."""
    low = word.casefold()
    forms = {low}
    if low.endswith("men"):
        forms.add(low[:-3] + "man")
    if low.endswith("ies"):
        forms.add(low[:-3] + "y")
    if low.endswith("s"):
        forms.add(low[:-1])
    return frozenset(forms)


__all__ = ["predict", "templates"]
