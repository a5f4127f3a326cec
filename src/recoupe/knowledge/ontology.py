"""The ontology of events: PLOVER's types and modes, their families, from `ontology.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.languages import read_table
from recoupe.model import EventType

ONTOLOGY = Path(__file__).with_suffix(".toml")


@dataclass(frozen=True, slots=True)
class Family:
    """Modes whose events are of one kind, and how readily a second mention is the same event."""

    name: str
    modes: frozenset[str]
    pull: float


@dataclass(frozen=True, slots=True)
class Ontology:
    """Everything that is known of event types without regard to language."""

    modes: Mapping[EventType, tuple[str, ...]]
    required: frozenset[EventType]
    families: tuple[Family, ...]
    apart: tuple[tuple[frozenset[str], frozenset[str]], ...]  # modes of two different events

    def family(self, type: EventType, modes: tuple[str, ...]) -> Family:
        """The family of an event; its type itself where no mode sets it apart."""
        told = set(modes)
        plain = Family(type.value, frozenset(), 0.0)
        return next((family for family in self.families if family.modes & told), plain)


@cache
def ontology() -> Ontology:
    """The ontology; parsed once a process."""
    table = read_table(ONTOLOGY)
    return Ontology(
        modes={EventType(row["name"]): tuple(row["modes"]) for row in table["type"]},
        required=frozenset(EventType(row["name"]) for row in table["type"] if row["required"]),
        families=tuple(Family(row["name"], frozenset(row["modes"]), row["pull"]) for row in table["family"]),
        apart=tuple((frozenset(row["one"]), frozenset(row["other"])) for row in table["apart"]),
    )
