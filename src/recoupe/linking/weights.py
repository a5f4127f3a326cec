"""The fitted weights of the comparisons, shipped as data with how they were made.

For each level of each comparison the file holds m, how often pairs of one incident reach it, and u, how often other
compared pairs do. Their ratio is the evidence: log2(m / u) bits.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.linking.comparisons import COMPARISONS, level_names

FOLDER = Path(__file__).parent / "fitted"
Levels = Mapping[str, tuple[float, float]]  # name of a level -> m, u


@dataclass(frozen=True, slots=True)
class Weights:
    """A fitted model."""

    name: str
    prior: float  # how often two compared events are one incident
    levels: Mapping[str, Levels]  # by comparison
    threshold: float  # mean probability between two groups of events from which they are one incident
    made: Mapping[str, object]  # data, command, figures

    def of(self, comparison: str) -> Levels:
        """The levels of one comparison."""
        return self.levels[comparison]

    @property
    def version(self) -> str:
        """The name with a digest of the numbers: links made with other weights are out of date."""
        numbers = json.dumps([self.prior, self.threshold, self.levels], sort_keys=True)
        return f"{self.name}-{hashlib.sha256(numbers.encode()).hexdigest()[:8]}"

    @property
    def start(self) -> float:
        """Where every pair starts, in bits."""
        return math.log2(self.prior / (1 - self.prior))

    def bits(self, comparison: str, level: str) -> float:
        """What a level adds or takes, in bits."""
        m, u = self.levels[comparison][level]
        return math.log2(m / u)


@cache
def weights(name: str) -> Weights:
    """The weights of one kind of records: "reports" that were read, or "coded" data.

    Raises:
        KeyError: no such weights are shipped.
    """
    path = FOLDER / f"{name}.json"
    if not path.exists():
        raise KeyError(name)
    return from_json(name, json.loads(path.read_text("utf-8")))


def from_json(name: str, data: Mapping[str, object]) -> Weights:
    """The weights that `to_json` made plain values of."""
    given = data["levels"]
    assert isinstance(given, Mapping)
    levels = {comparison: {level: (m, u) for level, (m, u) in of.items()} for comparison, of in given.items()}
    made = data["made"]
    assert isinstance(made, Mapping)
    return Weights(name, float(str(data["prior"])), levels, float(str(data["threshold"])), made)


def to_json(fitted: Weights) -> dict[str, object]:
    """The weights as plain values."""
    return {
        "made": dict(fitted.made),
        "prior": fitted.prior,
        "threshold": fitted.threshold,
        "levels": {name: {level: [m, u] for level, (m, u) in of.items()} for name, of in fitted.levels.items()},
    }


def even() -> Weights:
    """Weights that know nothing: every level is as frequent among pairs of one incident as among others."""
    levels = {}
    for compared in COMPARISONS:
        names = level_names(compared)
        levels[compared.name] = {name: (1 / len(names), 1 / len(names)) for name in names}
    return Weights("even", 0.5, levels, 0.5, {})
