"""MUC-4's incident types of the reader's events, and whether an event lies in its nine countries."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.model import EventType
from recoupe.reading.layers import EventMention


@dataclass(frozen=True, slots=True)
class Conventions:
    """The tables of `muc4.toml`."""

    countries: frozenset[str]
    modes: Mapping[str, str]  # PLOVER mode -> incident type; "" for modes that are no incident


@cache
def conventions() -> Conventions:
    """The conventions of MUC-4, read once."""
    table = tomllib.loads(Path(__file__).with_name("muc4.toml").read_text("utf-8"))
    return Conventions(frozenset(table["countries"]), table["modes"])


def type_of(type: EventType, modes: tuple[str, ...]) -> str:
    """MUC's incident type of an event; "" for none."""
    if type not in (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST):
        return ""
    for mode in modes:
        if mode in conventions().modes:
            return conventions().modes[mode]
    return "ATTACK" if type is EventType.ASSAULT else ""


def bears_on(mention: EventMention) -> str:
    """ "in" or "out" of the nine countries by its places; "nowhere" without one."""
    countries = {top.place.country for top in mention.places if top.place and top.place.country}
    if not countries:
        return "nowhere"
    return "in" if countries & conventions().countries else "out"
