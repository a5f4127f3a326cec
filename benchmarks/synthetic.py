"""Synthetic accounts: what many outlets tell of many incidents, with the errors and the copying of the press.

Places, groups, persons and outlets are drawn from syllables; nothing in them is real. Rates follow what annotated cases
and coded data show: an incident is told by 2.3 documents on average and a few by dozens, one telling in four is a copy,
one in eight has another day, one in six another place or a vaguer one, tolls differ in a third.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recoupe.linking.records import EventRecord, Party, Where, key

SYLLABLES = [consonant + vowel for consonant in "bdfgklmnrstwz" for vowel in "aeo"]
MODES = {
    "ASSAULT": ("firearms", "explosives", "heavy-weapons", "drone", "aerial", "abduct", "destroy", ""),
    "PROTEST": ("demo", "riot", "strike", ""),
    "COERCE": ("arrest", "curfew", "restrict", "seize", ""),
    "MOBILIZE": ("troops", "police", ""),
    "RETREAT": ("withdraw", "release", "ceasefire", ""),
    "THREATEN": ("violence", ""),
}
TYPES = (*(["ASSAULT"] * 11), *(["PROTEST"] * 4), *(["COERCE"] * 3), "MOBILIZE", "RETREAT", "THREATEN")
MEANS = {"explosives": "bomb", "drone": "drone", "aerial": "aircraft", "firearms": "gun", "heavy-weapons": "rocket"}
TARGETS = ("troop", "person", "vehicle", "building", "road")
WORDS = {language: [f"{language}{number}" for number in range(400)] for language in ("fr", "en")}
START = 735_000  # a day
DAYS = 3_650
COUNTRIES = 30
PLACES = 20_000
GROUPS = 600
OUTLETS = 900


@dataclass(frozen=True)
class Incident:
    """What happened, of which accounts tell more or less exactly."""

    number: int
    type: str
    mode: str
    day: int
    place: Where
    actor: Party
    target: Party
    killed: int
    words: tuple[int, ...]  # of its headlines
    persons: tuple[str, ...]


class World:
    """Everything that accounts are drawn from."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.places = [self.place(number) for number in range(PLACES)]
        self.groups = [self.group(number) for number in range(GROUPS)]
        self.outlets = [f"outlet {number}" for number in range(OUTLETS)]

    def name(self) -> str:
        """A name of two to four syllables."""
        return "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4)))

    def place(self, number: int) -> Where:
        """A town; towns lie in clusters, some with a common name."""
        country = number % COUNTRIES
        lat, lon = -30 + country * 2.3 + self.chance.gauss(0, 1.5), country * 4.0 + self.chance.gauss(0, 2.0)
        return Where(self.name(), f"C{country}", round(lat, 3), round(lon, 3), 10.0, str(number))

    def group(self, number: int) -> Party:
        """An armed group or a force of the state."""
        words = tuple(sorted({key(self.name()), key(self.name())}))
        return Party(
            " ".join(words), words, f"group {number}" if number % 3 == 0 else "", ("attacker", "troop")[number % 2 :]
        )

    def skewed(self, size: int, power: float = 1.6) -> int:
        """A number below `size`, small ones far more often: few places and groups have most of the violence."""
        return int(size * self.chance.random() ** power * self.chance.random())

    def incident(self, number: int) -> Incident:
        """Something that happens."""
        type = self.chance.choice(TYPES)
        mode = self.chance.choice(MODES[type])
        place = self.places[self.skewed(PLACES)]
        kind = self.chance.choice(TARGETS)
        return Incident(
            number,
            type,
            mode,
            START + int(DAYS * self.chance.random()),
            place,
            self.groups[(hash_of(place.country) * 7 + self.skewed(40)) % GROUPS],
            Party(kind, (f"{kind} word",), "", (kind,)),
            int(self.chance.expovariate(0.25)) if type == "ASSAULT" else 0,
            tuple(self.chance.randrange(400) for _ in range(5)),
            tuple(key(self.name()) for _ in range(2)),
        )

    def tellings(self) -> int:
        """How many documents tell of an incident."""
        if self.chance.random() < 0.55:
            return 1
        return min(60, 2 + int(self.chance.paretovariate(1.4)) - 1)


def hash_of(text: str) -> int:
    """A number of a text, the same in every run."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(text))


def accounts(number: int, seed: int = 1) -> Iterator[tuple[EventRecord, int]]:
    """Accounts with the number of the incident each tells of; a larger draw begins as a smaller one."""
    world = World(seed)
    made = incident = 0
    while made < number:
        happened = world.incident(incident)
        told: list[EventRecord] = []
        for teller in range(min(world.tellings(), number - made)):
            told.append(telling(world, happened, teller, told))
            yield told[-1], incident
        made += len(told)
        incident += 1


def telling(world: World, happened: Incident, teller: int, told: list[EventRecord]) -> EventRecord:
    """One document's account. Documents tell of several incidents: of this one and of a neighbour in the stream."""
    chance = world.chance
    outlet = world.outlets[world.skewed(OUTLETS)]
    document = f"d{happened.number // 2}-{teller}-{outlet}"
    event = f"e{happened.number % 2 + 1}"
    issued = happened.day + min(30, int(chance.expovariate(0.7)))
    if told and chance.random() < 0.25:  # a copy
        return replace(chance.choice(told), document=document, event=event, outlet=outlet, published=issued)
    language = chance.choice(("fr", "en"))
    day, known = happened.day, chance.random()
    first = day + (chance.choice((-1, 1)) if known < 0.12 else 0)
    span = 0 if known < 0.8 else 1 if known < 0.9 else chance.randint(2, 6)
    toll = happened.killed if chance.random() < 0.67 else max(0, happened.killed + chance.randint(-2, 4))
    words = tuple(sorted({WORDS[language][w] for w in happened.words if chance.random() < 0.6}))
    place = vaguer(world, happened.place)
    named = (key(happened.place.name), *happened.persons)
    return EventRecord(
        document=document,
        event=event,
        outlet=outlet,
        published=issued,
        language=language,
        type=happened.type if chance.random() < 0.95 else chance.choice(TYPES),
        mode=(happened.mode,) if happened.mode and chance.random() < 0.8 else (),
        status="occurred",
        dates=((first, first + span),) if chance.random() < 0.94 else (),
        places=(place,) if place else (),
        actors=(happened.actor,) if chance.random() < 0.65 else (),
        recipients=(happened.target,) if chance.random() < 0.8 else (),
        means=(MEANS[happened.mode],) if happened.mode in MEANS and chance.random() < 0.7 else (),
        killed=(toll, toll) if toll else None,
        title=words,
        names=tuple(sorted({name for name in named if chance.random() < 0.6})),
    )


def vaguer(world: World, place: Where) -> Where | None:
    """The place as an account gives it: mostly itself, else a town near it, its region, its country, or nothing."""
    drawn = world.chance.random()
    if drawn < 0.80:
        return place
    if drawn < 0.86 and place.lat is not None and place.lon is not None:
        north, east = world.chance.gauss(0, 0.1), world.chance.gauss(0, 0.1)
        return replace(place, name=world.name(), lat=place.lat + north, lon=place.lon + east)
    if drawn < 0.93 and place.lat is not None and place.lon is not None:
        return Where(
            f"region {math.floor(place.lat)} {math.floor(place.lon)}",
            place.country,
            round(place.lat),
            round(place.lon),
            120.0,
        )
    return Where(place.country, place.country, None, None, 600.0) if drawn < 0.97 else None
