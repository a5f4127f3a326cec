"""From Recoupe's events to the codes of others: ACLED, UCDP and CAMEO, by PLOVER type and mode and by the parties.

The rows are data (`acled.toml`, `ucdp.toml`, `cameo.toml`), each with its reason. No official table exists and the
schemes cut the world differently, so that an event has candidates, never one code: a person chooses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from recoupe.languages import read_table
from recoupe.model import EventType

HERE = Path(__file__).parent
SCHEMES = ("acled", "ucdp", "cameo")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a scheme."""

    code: str  # "Armed clash", "3", "18"
    within: str  # the wider class: ACLED's event type
    disorder: str  # ACLED's disorder type
    label: str  # in words, where the code is a number


@dataclass(frozen=True, slots=True)
class Side:
    """One kind of party as ACLED has it; PLOVER's sectors lead to it."""

    name: str
    number: int
    label: str
    sectors: frozenset[str]
    reason: str


@dataclass(frozen=True, slots=True)
class Parties:
    """What is known of an event's parties. Empty and None: not known, which speaks against no row."""

    doer: frozenset[str] = frozenset()  # names of sides
    target: frozenset[str] = frozenset()
    civilians: bool | None = None  # were civilians hit
    deadly: bool | None = None  # did anybody die


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a crosswalk: an event of these types, modes and parties may have this code."""

    type: EventType
    modes: frozenset[str]
    code: str  # "": the scheme has no such event
    narrower: tuple[str, ...]
    reason: str
    parties: Parties

    def covers(self, type: EventType, mode: str) -> bool:
        """The row speaks of events of this type and mode; "" is no mode."""
        return self.type is type and (mode in self.modes or ANY in self.modes)

    def met(self, known: Parties) -> int | None:
        """How many of its conditions are known to be met; None where one is known not to be."""
        asked = self.parties
        sides = [(asked.doer, known.doer), (asked.target, known.target)]
        facts = [(asked.civilians, known.civilians), (asked.deadly, known.deadly)]
        if any(want and have and not want & have for want, have in sides):
            return None
        if any(want is not None and have is not None and want is not have for want, have in facts):
            return None
        return sum(bool(want & have) for want, have in sides) + sum(w is not None and w is h for w, h in facts)

    def unknown(self, known: Parties) -> int:
        """How many of its conditions nobody told."""
        asked = self.parties
        sides = [(asked.doer, known.doer), (asked.target, known.target)]
        facts = [(asked.civilians, known.civilians), (asked.deadly, known.deadly)]
        return sum(bool(want and not have) for want, have in sides) + sum(
            want is not None and have is None for want, have in facts
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """A code an event may have, and why."""

    code: str  # "": the scheme has no such event
    within: str
    disorder: str
    label: str
    narrower: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """The table of one scheme."""

    codes: dict[str, Code]
    rows: tuple[Row, ...]
    sides: tuple[Side, ...]


@cache
def table(scheme: str) -> Crosswalk:
    """The crosswalk to a scheme, parsed once a process.

    Raises:
        KeyError: there is no crosswalk to it.
    """
    if scheme not in SCHEMES:
        raise KeyError(f"no crosswalk to {scheme!r}: there are {', '.join(SCHEMES)}")
    data = read_table(HERE / f"{scheme}.toml")
    return Crosswalk(
        codes={row["code"]: _code(row) for row in data["code"]},
        rows=tuple(_row(row) for row in data["row"]),
        sides=tuple(Side(**{**row, "sectors": frozenset(row["sectors"])}) for row in data.get("side", ())),
    )


def crosswalk(
    scheme: str, type: EventType, modes: Iterable[str] = (), parties: Parties | None = None
) -> list[Candidate]:
    """The codes an event may have in a scheme, likeliest first.

    Rows that the known parties contradict are left out. The others stand by how many of their conditions are met, then
    by how few nobody told, then as the table has them; a code once. A candidate of code "" says why the scheme may have
    no such event.
    """
    held, known = table(scheme), parties or Parties()
    asked = tuple(modes) or ("",)
    ranked = []
    for place, row in enumerate(held.rows):
        met = row.met(known) if any(row.covers(type, mode) for mode in asked) else None
        if met is not None:
            ranked.append((-met, row.unknown(known), place, row))
    found: dict[str, Candidate] = {}
    for *_, row in sorted(ranked, key=lambda item: item[:3]):
        found.setdefault(row.code, _candidate(row, held.codes.get(row.code)))
    return list(found.values())


def side_of(sector: str, *, abroad: bool = False) -> str:
    """The side a PLOVER sector leads to; "" for none. A state's forces outside their country are external."""
    name = next((side.name for side in table("acled").sides if sector in side.sectors), "")
    return "external" if abroad and name == "state" else name


def interaction(one: str, other: str = "") -> tuple[str, str]:
    """ACLED's interaction of two sides, the smaller number first, as number and words.

    ("12", "State forces-Rebel group"); one side alone is ("10", "State forces only").
    """
    by_name = {side.name: side for side in table("acled").sides}
    held = sorted((by_name[name] for name in (one, other) if name), key=lambda side: side.number)
    if not held:
        return "", ""
    if len(held) == 1:
        return f"{held[0].number}0", f"{held[0].label} only"
    labels = [side.label for side in held]
    if {side.name for side in held} == {"civilians", "external"}:
        labels.reverse()  # as ACLED's own exports write this pair
    return f"{held[0].number}{held[1].number}", "-".join(labels)


def _code(row: dict[str, Any]) -> Code:
    return Code(row["code"], row.get("within", ""), row.get("disorder", ""), row.get("label", ""))


def _row(row: dict[str, Any]) -> Row:
    parties = Parties(
        frozenset(row.get("doer", ())), frozenset(row.get("target", ())), row.get("civilians"), row.get("deadly")
    )
    narrower = tuple(row.get("narrower", ()))
    return Row(EventType(row["type"]), frozenset(row["modes"]), row["code"], narrower, row["reason"], parties)


def _candidate(row: Row, code: Code | None) -> Candidate:
    within, disorder, label = (code.within, code.disorder, code.label) if code else ("", "", "")
    return Candidate(row.code, within, disorder, label, row.narrower, row.reason)


__all__ = [
    "SCHEMES",
    "Candidate",
    "Code",
    "Crosswalk",
    "Parties",
    "Row",
    "Side",
    "crosswalk",
    "interaction",
    "side_of",
    "table",
]
