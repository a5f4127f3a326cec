"""The actor register: organisations, armed groups, parties and bodies by all their names, from `actors.toml`.

States' forces, police, governments and ministries are not listed: their ids are made by rule from the country and the
PLOVER sector ("recoupe:ML-MIL" for the Malian army).
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.model import SourceKind

REGISTER = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Actor:
    """One organisation under all its names."""

    id: str
    name: str
    aliases: tuple[str, ...]  # other names, in French, English and Arabic script; acronyms in capitals
    kind: SourceKind
    sector: str  # PLOVER
    armed: bool
    country: str  # ISO alpha-2 of its seat or origin, "" where it has none
    since: int | None
    until: int | None
    plural: bool  # "les Houthis"

    @property
    def names(self) -> tuple[str, ...]:
        """All its names, the usual one first."""
        return (self.name, *self.aliases)


def state_actor(country: str, sector: str) -> str:
    """The id of a state's force or body: "recoupe:ML-MIL"."""
    return f"recoupe:{country}-{sector}"


@cache
def register() -> tuple[Actor, ...]:
    """The actors on file; parsed once a process."""
    rows = tomllib.loads(REGISTER.read_text("utf-8")).get("actor", [])
    return tuple(
        Actor(
            row["id"],
            row["name"],
            tuple(row.get("aliases", [])),
            SourceKind(row["kind"]),
            row["sector"],
            row.get("armed", False),
            row.get("country", ""),
            row.get("since"),
            row.get("until"),
            row.get("plural", False),
        )
        for row in rows
    )
