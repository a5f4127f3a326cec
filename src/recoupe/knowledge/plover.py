"""PLOVER's scores, quadrants, contexts and sectors, from `plover.toml`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.languages import read_table
from recoupe.model import EventType

TABLE = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Measure:
    """How PLOVER grades a type."""

    quad: str
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Sector:
    """How a sector of the lexicons is written elsewhere."""

    plover: str
    cameo: str
    code: str = ""  # stands in place of a country: "IGO"


@cache
def measures() -> Mapping[EventType, Measure]:
    """The grades of all types."""
    rows = read_table(TABLE)["type"]
    return {EventType(row["name"]): Measure(row["quad"], row["score"], row.get("modes", {})) for row in rows}


def intensity(type: EventType, modes: Iterable[str]) -> float:
    """The score of an event: that of its gravest mode, of its type where none has a score."""
    held = measures()[type]
    return max((held.modes[mode] for mode in modes if mode in held.modes), key=abs, default=held.score)


def quad(type: EventType) -> str:
    """The quadrant of a type."""
    return measures()[type].quad


def contexts(modes: Iterable[str]) -> tuple[str, ...]:
    """The contexts that modes give."""
    told = set(modes)
    return tuple(row["name"] for row in read_table(TABLE)["context"] if told & set(row["modes"]))


@cache
def sector(name: str) -> Sector:
    """A sector of the lexicons as PLOVER and CAMEO have it."""
    row = next((row for row in read_table(TABLE)["sector"] if row["name"] == name), None)
    return Sector(row["plover"], row["cameo"], row.get("code", "")) if row else Sector(name, name)
