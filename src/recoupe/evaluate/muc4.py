"""Templates of MUC-4 from the layers of a Doc: political violence in Latin America, 1988-90.

What only this benchmark asks for stands here: which reports it counts as relevant, its incident types and its slots.
All three are judged by logistic weights (`muc4_weights.toml`, made by `training/muc4.py` from the development keys)
over what the reader found; the reader knows nothing of it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from recoupe.evaluate.muc4_features import candidates, document_features, key_of, with_type
from recoupe.model import Document
from recoupe.reader import Reader

Record = dict[str, Any]
Template = dict[str, Any]
WEIGHTS = Path(__file__).with_name("muc4_weights.toml")


@dataclass(frozen=True, slots=True)
class Judge:
    """A yes-or-no question with logistic weights. It answers yes from its threshold up."""

    weights: Mapping[str, float]
    threshold: float

    def probability(self, features: Iterable[str]) -> float:
        """How likely yes is."""
        total = sum(self.weights.get(feature, 0.0) for feature in features)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@dataclass(frozen=True, slots=True)
class Judges:
    """One judge for each incident type and for each slot."""

    types: Mapping[str, Judge]
    slots: Mapping[str, Judge]


@cache
def judges() -> Judges:
    """The learnt weights, read once."""
    table = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return Judges(*({name: Judge(**held) for name, held in table[kind].items()} for kind in ("types", "slots")))


def predict(record: Record, reader: Reader) -> Record:
    """The templates of one record."""
    document = Document(record["text"], name=record["id"], language="en", published=record.get("date") or "")
    return {"id": record["id"], "templates": templates(reader.parse(document))}


def templates(doc: Doc, learnt: Judges | None = None) -> list[Template]:
    """A template for each incident type of which the document has an incident, with all fillers of that type."""
    learnt = learnt or judges()
    seen = document_features(doc)
    kinds = [kind for kind, judge in learnt.types.items() if judge.probability(seen) >= judge.threshold]
    return [template(doc, kind, learnt) for kind in kinds]


def template(doc: Doc, kind: str, learnt: Judges) -> Template:
    """The template of one type."""
    said: dict[str, list[tuple[float, str]]] = {slot: [] for slot in learnt.slots}
    for candidate in candidates(doc).values():
        features = with_type(candidate.features, kind)
        for slot, judge in learnt.slots.items():
            probability = judge.probability(features)
            if probability >= judge.threshold:
                said[slot].append((probability, candidate.text))
    return {"incident_type": kind} | {slot: apart(held) for slot, held in said.items() if held}


def apart(said: list[tuple[float, str]]) -> list[str]:
    """The likeliest of phrases that lie one within another: "TOWERS" and "POWER TOWERS" are one filler."""
    kept: list[str] = []
    for _, text in sorted(said, key=lambda item: (-item[0], item[1])):
        key = f" {key_of(text)} "
        if not any(key in other or other in key for other in (f" {key_of(one)} " for one in kept)):
            kept.append(text)
    return kept


__all__ = ["Judge", "Judges", "predict", "templates"]
