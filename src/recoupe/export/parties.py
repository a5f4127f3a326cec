"""Who did it and to whom, as those say who tell that it happened: wordings are gathered into parties.

"Rebels", "the Free Logone Front" and "its fighters" are one party where one named group is all there is; "three Chadian
soldiers" are the army of Chad. What a single wording says is in `wordings.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from recoupe.export.wordings import (
    ACRONYM,
    ARMED,
    ARMED_STATE,
    STATE,
    STATE_ID,
    actors,
    bare,
    described,
    proper_words,
)
from recoupe.knowledge.crosswalks import side_of
from recoupe.knowledge.gazetteer.fold import fold
from recoupe.model import EventType, Incident, Participant, Telling
from recoupe.weighing.bodies import known_language
from recoupe.weighing.names import name_of
from recoupe.weighing.told import Told, has_happened
from recoupe.weighing.whole import Whole

FIGHTING = frozenset(("state", "rebel", "militia", "identity", "external"))
TELLING = 4  # letters of the sound of a word that names a group, also in another language: "Logone"
REBEL, ARMED_OTHERWISE = "REB", "UAF"  # what a named group is that fights a state, and any other that does violence


class Wording(NamedTuple):
    """How a report names a party."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Party:
    """One party of an incident under all the words by which accounts name it."""

    name: str  # the fullest, as a report has it
    id: str  # of the actor register or of a state's body; "" for others
    sectors: tuple[str, ...]  # of Recoupe's lexicons, the most telling first; empty where no word tells
    country: str  # ISO alpha-2 of the state or of whose people they are; "" where nothing says so
    named: bool  # a group, a body or a person that one could look up
    person: bool  # somebody by name
    words: tuple[Wording, ...]  # in the order of publication
    tellings: tuple[Telling, ...]  # that name it
    origins: tuple[int, ...]  # indices in `Incident.origins`
    crowd: bool = False  # people who demonstrate
    anybody: bool = False  # "eleven people": whoever else is told of may be meant
    abroad: bool = False  # a state's force outside its country
    identity: bool = False  # people of one descent or community

    @property
    def side(self) -> str:
        """What it is to ACLED and UCDP: "state", "rebel" …; "" where nothing says so."""
        if self.crowd:
            return "protesters"
        if self.identity and self.sector in ARMED:
            return "identity"
        return next((side for s in self.sectors if (side := side_of(s, abroad=self.abroad))), "")

    @property
    def fights(self) -> bool:
        """It bears arms, or may."""
        unarmed_office = self.side == "state" and not ARMED_STATE & set(self.sectors)
        return self.side in FIGHTING and not unarmed_office

    @property
    def sector(self) -> str:
        """Its leading sector, "" where no word tells."""
        return self.sectors[0] if self.sectors else ""

    @property
    def acronym(self) -> str:
        """The short form by which a report calls a named group, "" where none does."""
        return next((w.text for w in self.words if self.named and ACRONYM.match(w.text)), "")

    def called(self, language: str) -> str:
        """The fullest name that reports in a language give it, else that of any report; without article and number."""
        if self.id in actors():
            return actors()[self.id].name
        own = [w for w in self.words if known_language(w.language) == language and not ACRONYM.match(w.text)]
        if self.named and self.sector not in STATE:
            own = [w for w in own if proper_words(w.text, known_language(w.language))]
            name = max((w.text for w in own), key=len, default=self.name)
        else:
            name = own[0].text if own else self.name
        return bare(name, next((w.language for w in self.words if w.text == name), language))


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of an incident."""

    doers: tuple[Party, ...]  # of one side; the first is named by most
    targets: tuple[Party, ...]  # those who fight them, then those hit, armed ones first
    against: tuple[Party, ...]  # of the targets: who fights them, so that both did it ("clashes between")
    rivals: tuple[Party, ...]  # whom others name as the doer instead
    claimants: tuple[Party, ...]

    @property
    def hit(self) -> tuple[Party, ...]:
        """The targets that only had it done to them."""
        return self.targets[len(self.against) :]

    @property
    def civilians(self) -> bool | None:
        """Whether the target is unarmed; None where nobody says who it was."""
        first = self.targets[0] if self.targets else None
        if first is None or not (first.side or first.person):
            return None
        return not first.fights


def sides_of(whole: Whole, incident: Incident, country: str) -> Sides:
    """Who stands against whom in an incident of a country, by those who say that it happened."""
    told, home = asserting(whole, incident), origins_of(incident)
    claimants = tuple(replace(p, person=False) for p in parties(told, ("claimed_by",), country, home))
    doers = parties(told, ("actor", "claimed_by"), country, home)
    hit = [p for p in parties(told, ("recipient",), country, home) if p.side or p.named]
    if incident.type is EventType.ASSAULT:
        doers = [armed(p, hit, claimants) for p in doers if p.fights or p.named or len(doers) == 1]
        doers.sort(key=lambda p: not p.fights)  # "le parquet" beside gunmen told of the deed and did not do it
        hit = [next((d for d in doers if p.named and same_group(d, p)), p) for p in hit]
    first, against, rivals = confronted(doers, not any(p.fights for p in hit))
    keys = {key_of(p) for p in first if p.named or p.fights}  # unarmed people may well do it to others
    targets = [p for p in hit if key_of(p) not in keys and p not in against]
    fought = {key_of(p) for p in targets}  # who shot back is no rival answer to who did it
    rivals = tuple(p for p in rivals if key_of(p) not in fought)
    return Sides(first, (*against, *ordered_targets(targets)), against, rivals, claimants)


def armed(party: Party, hit: Sequence[Party], claimants: Sequence[Party]) -> Party:
    """A named group that does violence, or claims it, bears arms; it is a rebel group where it fights a state."""
    claims = any(same_group(replace(party, person=False), claimant) for claimant in claimants)
    if not party.named or party.sectors or (party.person and not claims):
        return party
    sector = REBEL if any(p.fights and p.side in ("state", "external") for p in hit) else ARMED_OTHERWISE
    return replace(party, sectors=(sector,), person=False)


def asserting(whole: Whole, incident: Incident) -> list[Told]:
    """The tellings that say it happened; all where none does."""
    told = list(whole.told(incident).values())
    return [t for t in told if happened(t)] or told


def happened(told: Told) -> bool:
    """It says that the event took place or goes on."""
    return told.polarity > 0 and has_happened(told)


def origins_of(incident: Incident) -> dict[Telling, int]:
    """The origin each telling goes back to."""
    return {telling: index for index, origin in enumerate(incident.origins) for telling in origin.tellings}


# ---------------------------------------------------------------- gathering


def parties(told: Sequence[Told], fields: Sequence[str], country: str, home: dict[Telling, int]) -> list[Party]:
    """The parties that stand in some fields, those named by most origins first."""
    found: dict[tuple[str, ...], Party] = {}
    for one in told:
        for field in fields:
            for participant in participants(one, field):
                party = party_of(participant, one, country, home)
                if party is not None:
                    key = same_as(party, found)
                    found[key] = together(found[key], party) if key in found else party
    joined = absorbed(one_by_one(list(found.values())))
    return sorted(joined, key=lambda p: (-len(p.origins), not p.named, -len(p.tellings), p.name))


def participants(told: Told, field: str) -> Iterator[Participant]:
    """Those a telling names; those of the event, for the first telling of an event whose accounts name none."""
    values: tuple[Participant, ...] = getattr(told.details, field)
    if not values and told.telling.account == 0 and not any(getattr(a.details, field) for a in told.event.accounts):
        values = getattr(told.event.details, field)
    yield from values


def party_of(participant: Participant, told: Told, country: str, home: dict[Telling, int]) -> Party | None:
    """A participant as a party; None for things and places."""
    read = described(participant.name, participant.id or "", told.document.language)
    if read is None:
        return None
    sectors, whose = read.sectors, read.country
    of_state = bool(set(sectors) & set(STATE))
    if not whose and of_state and not read.alliance:
        whose = country
    abroad = of_state and (read.alliance or bool(whose and country and whose != country))
    origin = home.get(told.telling)
    return Party(
        " ".join(participant.name.split()),
        participant.id or "",
        sectors,
        whose,
        read.named,
        read.person,
        (Wording(" ".join(participant.name.split()), told.document.language),),
        (told.telling,),
        () if origin is None else (origin,),
        read.crowd,
        read.anybody,
        abroad,
        read.identity,
    )


# ---------------------------------------------------------------- which wordings are one party


def key_of(party: Party) -> tuple[str, ...]:
    """What makes two wordings one party at once."""
    if party.id and party.id in actors():
        return ("id", party.id)
    if set(party.sectors) & set(STATE):
        return ("state", party.country, "armed" if ARMED_STATE & set(party.sectors) else "office", party.sector)
    if party.named:
        return ("name", *sorted(name_of(party.name, "").sounds))
    kind = "anybody" if party.anybody else party.side
    return ("kind", kind, party.country) if kind else ("words", fold(party.name))


def same_as(party: Party, found: dict[tuple[str, ...], Party]) -> tuple[str, ...]:
    """The key of the party that it is, its own where there is none."""
    key = key_of(party)
    if key in found or key[0] not in ("name", "id"):
        return key
    return next((k for k, other in found.items() if other.named and same_group(party, other)), key)


def same_group(one: Party, other: Party) -> bool:
    """One name in two languages, or its initials: "FLL", "Front du Logone libre", "the Free Logone Front"."""
    if one.person != other.person or STATE_ID.match(one.id) or STATE_ID.match(other.id):
        return False
    if one.id in actors() and other.id in actors():
        return one.id == other.id
    return any(words_meet(a.text, b.text) for a in one.words for b in other.words)


def words_meet(one: str, other: str) -> bool:
    """Two names share a telling word, or one is the other's initials."""
    if ACRONYM.match(one) or ACRONYM.match(other):
        acronym, name = (one, other) if ACRONYM.match(one) else (other, one)
        letters = sorted(word[0].upper() for word in re.findall(r"\w+", name) if len(word) > 3)
        return fold(one) == fold(other) or (len(letters) > 1 and letters == sorted(acronym))
    a, b = name_of(one, "").proper, name_of(other, "").proper
    return any(len(word) >= TELLING for word in a & b)


def one_by_one(found: list[Party]) -> list[Party]:
    """Groups that a third name joins: "FLL" is nothing like "the Free Logone Front" before the French name is read."""
    joined: list[Party] = []
    for party in found:
        home = next((p for p in joined if p.named and party.named and same_group(p, party)), None)
        if home is None:
            joined.append(party)
        else:
            joined[joined.index(home)] = together(home, party)
    return joined if len(joined) == len(found) else one_by_one(joined)


def together(one: Party, other: Party) -> Party:
    """One party under the words of both; its name is the fullest that a person could look up."""
    words = (*one.words, *(w for w in other.words if w not in one.words))
    best = max(
        (one, other), key=lambda p: (p.named, bool(p.id), not ACRONYM.match(p.name), len(p.name) < 60, len(p.name))
    )
    return replace(
        best,
        id=one.id or other.id,
        sectors=tuple(dict.fromkeys((*best.sectors, *one.sectors, *other.sectors))),
        country=one.country or other.country,
        words=words,
        tellings=tuple(dict.fromkeys((*one.tellings, *other.tellings))),
        origins=tuple(sorted({*one.origins, *other.origins})),
    )


def absorbed(found: list[Party]) -> list[Party]:
    """Unnamed armed people are the one named group, where there is one: "rebels" beside "the Free Logone Front".

    "Eleven people" are nobody beside those of whom more is said.
    """
    found = [p for p in found if not p.anybody] or found
    groups = [p for p in found if p.named and not p.person and (not p.sectors or p.sector in ARMED)]
    unnamed = [p for p in found if not p.named and p.sector in ARMED]
    if len(groups) == 1:
        whole = groups[0]
        for party in unnamed:
            whole = replace(together(whole, party), name=whole.name)
        found = [whole if p is groups[0] else p for p in found if p not in unnamed]
    elif not groups and len(unnamed) > 1:
        whole = unnamed[0]
        for party in unnamed[1:]:
            whole = together(whole, party)
        found = [whole if p is unnamed[0] else p for p in found if p not in unnamed[1:]]
    return found


# ---------------------------------------------------------------- who stands against whom


def confronted(
    doers: Sequence[Party], open_target: bool
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[Party, ...]]:
    """Of all doers: those of the first one's side, those who fight it, and those whom others name instead.

    Who is told of together with the first, on another side, is its opponent ("clashes between"), unless it is said
    who was hit; on the same side, or without a side, its ally. Who is only told of elsewhere is a rival answer.
    """
    first: list[Party] = list(doers[:1])
    against: list[Party] = []
    rivals: list[Party] = []
    for party in doers[1:]:
        beside = set(party.tellings) & set(first[0].tellings)
        if beside and opposed(first[0], party) and open_target:
            against.append(party)
        elif beside and not opposed(first[0], party):
            first.append(party)
        else:
            rivals.append(party)
    return tuple(first), tuple(against), tuple(rivals)


def opposed(one: Party, other: Party) -> bool:
    """Both fight, and not for one side."""
    return one.fights and other.fights and (one.side != other.side or one.country != other.country)


def ordered_targets(targets: Iterable[Party]) -> tuple[Party, ...]:
    """Those who fight first, for who attacks a convoy of soldiers attacks the army, also where a driver dies."""
    return tuple(sorted(targets, key=lambda p: (not p.fights, not p.side)))
