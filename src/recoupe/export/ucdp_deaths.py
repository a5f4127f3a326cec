"""The dead of an incident by side, as far as the words of the toll tell: "three soldiers" are the state's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.export.coded import Coded
from recoupe.export.parties import Party, participants
from recoupe.export.wordings import ARMED, ARMED_STATE, described
from recoupe.weighing.told import Told
from recoupe.weighing.tolls import Toll

STATES = ("state", "external")


@dataclass(frozen=True, slots=True)
class Deaths:
    """The best estimate by side, with its bounds."""

    a: int
    b: int
    civilians: int
    unknown: int
    low: int
    high: int

    @property
    def best(self) -> int:
        """All sides."""
        return self.a + self.b + self.civilians + self.unknown


def deaths_of(one: Coded, toll: Toll, a: Party, b: Party | None) -> Deaths:
    """The dead of the figure that the rule chooses, on the side that all who give this figure put them."""
    best = toll.best
    sides = {side_of_dead(t, a, b) for t in one.told if t.telling in toll.value.tellings} - {""}
    side = sides.pop() if len(sides) == 1 else "civilians" if b is None and not sides else "unknown"
    held = {"a": 0, "b": 0, "civilians": 0, "unknown": 0, side: best}
    high = max(best, best if toll.high is None else toll.high)
    return Deaths(held["a"], held["b"], held["civilians"], held["unknown"], min(toll.low, best), high)


def side_of_dead(told: Told, a: Party, b: Party | None) -> str:
    """Whose dead a telling counts: by the words of its toll, else by who was hit where all are of one side."""
    language = told.document.language
    counted = {side for q in told.quantities("killed") for side in sides_in(q.span.text, "", language, a, b)}
    if not counted:
        counted = {s for p in participants(told, "recipient") for s in sides_in(p.name, p.id or "", language, a, b)}
        if len(counted) > 1:
            return "unknown"
    return counted.pop() if len(counted) == 1 else ""


def sides_in(words: str, id: str, language: str, a: Party, b: Party | None) -> Iterator[str]:
    """The side of people so described; nothing where the words do not tell."""
    read = described(words, id, language)
    sectors = set(read.sectors) if read and not read.anybody else set()
    if sectors & ARMED_STATE:
        states = [name for name, party in (("a", a), ("b", b)) if party is not None and party.side in STATES]
        yield states[0] if len(states) == 1 else "unknown"
    elif sectors & set(ARMED):
        groups = [name for name, party in (("a", a), ("b", b)) if party is not None and party.side not in STATES]
        yield groups[0] if len(groups) == 1 else "unknown"
    elif sectors:
        yield "civilians"
