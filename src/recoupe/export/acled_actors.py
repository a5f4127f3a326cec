"""Parties as ACLED names and numbers them, from `knowledge/crosswalks/acled_actors.toml`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from recoupe.export.parties import Party
from recoupe.export.wordings import STATE, actors
from recoupe.knowledge import crosswalks
from recoupe.knowledge.countries import country
from recoupe.knowledge.crosswalks import table
from recoupe.languages import read_table

TABLE = Path(crosswalks.__file__).with_name("acled_actors.toml")
CROWDS = {
    "Peaceful protest": "protesters",
    "Protest with intervention": "protesters",
    "Violent demonstration": "rioters",
}
CROWDS["Mob violence"] = "rioters"
BY_NOBODY = "UAF"  # the sector of whoever did violence that nobody is named for


@dataclass(frozen=True, slots=True)
class Actor:
    """One side of a row."""

    name: str = ""
    assoc: tuple[str, ...] = ()
    side: str = ""  # of `acled.toml`

    @property
    def inter(self) -> str:
        """The side in ACLED's words."""
        return next((side.label for side in table("acled").sides if side.name == self.side), "")


def actor_of(parties: Sequence[Party], here: str, language: str, *, attacked: bool = False, side: str = "") -> Actor:
    """The first party as an actor, the others of its side as its associates.

    Args:
        parties: of one side; none gives no actor.
        here: the country of the event, for people of whom nothing else is said.
        language: in which groups are called.
        attacked: officials without arms are civilians.
        side: what they are by the event: "rioters".
    """
    if not parties:
        return Actor()
    first = parties[0]
    held = side or (unarmed(first) if attacked else first.side)
    name = name_of(first, held, here, language)
    assoc = [associate(first, held, here)] if held in ("civilians", "protesters", "rioters") else []
    for party in parties[1:]:
        own = unarmed(party) if attacked else party.side
        assoc.append(name_of(party, own, here, language))
        if own == "civilians":
            assoc.append(associate(party, own, here))
    return Actor(name, tuple(dict.fromkeys(a for a in assoc if a and a != name)), held)


def unarmed(party: Party) -> str:
    """The side of somebody who is attacked: civilians are officials without arms, and people by name, too."""
    office = party.side == "state" and not party.fights
    return "civilians" if office or (party.person and not party.sectors) else party.side


def nobody(here: str) -> Actor:
    """Whoever did violence that nobody is named for."""
    return Actor(pattern("actor", BY_NOBODY, here), (), "militia")


def people(here: str, side: str = "civilians") -> Actor:
    """People of whom nothing more is said."""
    return Actor(by_side(side, here), (), side)


def name_of(party: Party, side: str, here: str, language: str) -> str:
    """What ACLED would call it."""
    if side in ("civilians", "protesters", "rioters"):
        return by_side(side, party.country or here)
    whose = party.country or ("" if party.abroad else here)
    if party.sector in STATE and party.id not in actors() and whose:
        return pattern("actor", party.sector, whose) or party.called(language)
    if party.named:
        called = party.called(language)
        return f"{party.acronym}: {called}" if party.acronym and party.acronym != called else called
    return pattern("actor", party.sector, here) or party.called(language)


def canonical(party: Party, language: str) -> str:
    """The name under which rows of other formats meet, too: "Military Forces of Chad", a group's own."""
    if party.sector in STATE and party.id not in actors() and party.country:
        return pattern("actor", party.sector, party.country)
    return party.called(language)


def associate(party: Party, side: str, here: str) -> str:
    """What people are beside their side: "Journalists (Chad)"; the party's own name where it has one."""
    found = next(
        (name for sector in party.sectors if (name := pattern("assoc", sector, party.country or here, side))), ""
    )
    return found or (party.called("en") if party.named and not party.person and side != "civilians" else "")


def by_side(side: str, where: str) -> str:
    """The name of a side's people in a country."""
    return next(filled(row["name"], where) for row in rows("actor") if row.get("side") == side)


def pattern(kind: str, sector: str, where: str, side: str = "") -> str:
    """The name of a sector's people in a country, as one side or another; "" for a sector without one."""
    fits = (row for row in rows(kind) if sector in row["sectors"] and side in row.get("sides", (side,)))
    found = next((row["name"] for row in fits), "")
    return filled(found, where) if found else ""


def filled(name: str, where: str) -> str:
    """A pattern with its country, or without where none is known."""
    known = country(where).acled
    return name.format(country=known) if known else name.replace(" ({country})", "").replace(" of {country}", "")


@cache
def rows(kind: str) -> tuple[dict[str, Any], ...]:
    """The rows of the table."""
    return tuple(read_table(TABLE)[kind])
