"""Which of the codes that the crosswalk allows an account bears out: a clash needs two armed sides, a riot a crowd.

The crosswalk lets what nobody says speak against nothing. A row must name one code, so that here what a code
presupposes has to be told.
"""

from __future__ import annotations

from recoupe.export.acled_actors import CROWDS
from recoupe.export.coded import CROWD_CONTROL, Coded
from recoupe.export.parties import Party
from recoupe.knowledge.crosswalks import Candidate
from recoupe.model import EventType
from recoupe.weighing import toll

AGREEMENT = "Agreement"
BATTLES, REMOTE = "Battles", "Explosions/Remote violence"
EXCESSIVE, INTERVENTION, DISRUPTED = (
    "Excessive force against protesters",
    "Protest with intervention",
    "Disrupted weapons use",
)
FROM_AFAR = frozenset(("aerial", "drone", "heavy-weapons", "explosives", "suicide-attack"))  # modes
CROWDS_SIDES = frozenset(("protesters", "rioters"))
MOBS = frozenset(("rioters", "protesters", "civilians"))


def fitting(one: Coded) -> list[Candidate]:
    """The candidates whose presuppositions are told, likeliest first; all where none is."""
    found = one.candidates("acled")
    if one.incident.type is EventType.ASSAULT:
        found = [c for c in found if is_borne_out(c, one)] or found
    return sorted(found, key=lambda c: place_of(c, one))


def is_borne_out(candidate: Candidate, one: Coded) -> bool:
    """What the code presupposes is told."""
    known = one.parties
    if candidate.within == BATTLES:
        return bool(one.sides.targets) and one.sides.targets[0].fights
    if candidate.code == "Mob violence":
        return bool(known.doer & MOBS)
    if candidate.code in CROWDS or candidate.code == EXCESSIVE:
        return bool(known.target & CROWDS_SIDES) or CROWD_CONTROL in one.incident.mode
    return True


def place_of(candidate: Candidate, one: Coded) -> int:
    """0 for what comes first: fire from afar that nobody answers, and force by whether it hurt somebody.

    2 for what comes last: an agreement with one party alone, and a weapon intercepted, for nothing read tells of that.
    """
    modes = set(one.incident.mode)
    if one.incident.type is EventType.PROTEST:
        return 0 if (candidate.code == INTERVENTION) == bool(interveners(one)) else 1
    if one.incident.type is EventType.RETREAT and candidate.code == AGREEMENT:
        both = (*one.sides.doers[:1], *one.sides.targets[:1])
        return 1 if sum(p.fights for p in both) > 1 else 2
    if one.incident.type is not EventType.ASSAULT:
        return 1
    if candidate.code == DISRUPTED:
        return 2
    if modes and modes <= FROM_AFAR and not one.sides.against:
        return 0 if candidate.within == REMOTE else 1
    if candidate.code in (EXCESSIVE, INTERVENTION) and known_hurt(one) == (candidate.code == EXCESSIVE):
        return 0
    return 1


def interveners(one: Coded) -> list[Party]:
    """A state's armed forces that took part in a demonstration: they came to break it up, or to watch it."""
    return [p for p in one.sides.doers if p.fights and p.side == "state"]


def known_hurt(one: Coded) -> bool:
    """Somebody says that people were killed or injured."""
    tolls = (toll(one.incident, field, one.rule) for field in ("killed", "injured"))
    return any(t is not None and t.best > 0 for t in tolls)
