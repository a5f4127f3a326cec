"""Parties and places as PLOVER and POLECAT write them."""

from __future__ import annotations

from recoupe.export.coded import Coded
from recoupe.export.parties import Party
from recoupe.export.sites import Site
from recoupe.knowledge.countries import country
from recoupe.knowledge.plover import contexts, sector
from recoupe.model import EventType

FEATURES = {"city": "PPL", "relative": "PPL", "district": "ADM2", "region": "ADM1", "country": "PCLI"}  # of GeoNames
RESOLUTIONS = {"site": "5", "city": "4", "relative": "4", "district": "3", "region": "2", "country": "1", "area": "1"}
ARMIES = frozenset(("MIL",))
FIGHTING = (EventType.ASSAULT, EventType.MOBILIZE, EventType.RETREAT)
UNKNOWN = "UNK"


def doers(one: Coded) -> tuple[Party, ...]:
    """Who did it; in clashes all sides, as PLOVER has it."""
    return (*one.sides.doers, *one.sides.against)


def sectors_of(party: Party) -> list[str]:
    """A party's sectors in PLOVER's words; "UNK" where no word tells."""
    found = [sector(name).plover for name in party.sectors]
    code_alone = any(sector(name).code for name in party.sectors)
    if party.person and not found:
        return ["CVL"]
    return list(dict.fromkeys(filter(None, found))) or ([] if code_alone else [UNKNOWN])


def code_of(party: Party) -> str:
    """The country of a party by three letters, or what stands in place of one: "IGO"."""
    special = next((code for name in party.sectors if (code := sector(name).code)), "")
    return special or three_letters(party.country)


def three_letters(code: str) -> str:
    """A country as PLOVER writes it."""
    return "KOS" if code == "XK" else country(code).alpha3


def contexts_of(one: Coded) -> list[str]:
    """The contexts that follow from modes, and "military" where an army takes part."""
    found = list(contexts(one.modes))
    armies = any(ARMIES & set(p.sectors) for p in (*doers(one), *one.sides.hit))
    return ["military", *found] if armies and one.incident.type in FIGHTING else found


def resolution(site: Site) -> str:
    """How exact a place is: 5 within a town, 4 a town, 3 a district, 2 a province, 1 a country."""
    return "4" if site.near else RESOLUTIONS.get(site.precision, "")


def feature(site: Site) -> str:
    """GeoNames' code for the kind of a place, as far as its precision tells."""
    return "PPL" if site.near else FEATURES.get(site.precision, "")
