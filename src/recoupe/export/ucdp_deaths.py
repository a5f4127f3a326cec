"""The dead of an incident by side, as far as the words of the toll tell: "three soldiers" are the state's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recoupe.export.coded import Coded
from recoupe.export.parties import Party, participants
from recoupe.export.wordings import ARMED, ARMED_STATE, counted_in, described
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
    """The dead of the figure that the rule chooses, on the sides where those who give this figure put them."""
    best = toll.best
    giving = [t for t in one.told if t.telling in toll.value.tellings]
    split = next(filter(None, (split_of(t, best, a, b) for t in giving)), None)
    if split is None:
        sides = {side_of_dead(t, a, b) for t in giving} - {""}
        split = {sides.pop() if len(sides) == 1 else "civilians" if b is None and not sides else "unknown": best}
    high = max(best, best if toll.high is None else toll.high)
    return Deaths(
        a=split.get("a", 0),
        b=split.get("b", 0),
        civilians=split.get("civilians", 0),
        unknown=split.get("unknown", 0),
        low=min(toll.low, best),
        high=high,
    )


def split_of(told: Told, best: int, a: Party, b: Party | None) -> dict[str, int] | None:
    """The sides of a toll whose parts are told, "five dead, four soldiers and a driver"; None unless they add up."""
    found: Counter[str] = Counter()
    for who in participants(told, "recipient"):
        number = counted_in(who.name, told.document.language)
        sides = set(sides_in(who.name, who.id or "", told.document.language, a, b))
        if number and len(sides) == 1:
            found[sides.pop()] += number
    return dict(found) if found.total() == best else None


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
