"""Templates of MUC-4 from the layers of a Doc: political violence in Latin America, 1988-90.

What only this benchmark asks for stands here: which reports it counts as relevant, its incident types and its slots.
All are judged by logistic weights (`muc4_weights.toml`, made by `training/muc4.py` from the development keys) over what
the reader found: sentence by sentence, for the document, phrase by phrase. The reader knows nothing of it.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from recoupe.evaluate.muc4_features import (
    RELEVANT,
    Told,
    candidates,
    document_features,
    key_of,
    sentence_features,
    with_type,
)
from recoupe.model import Document
from recoupe.reader import Reader

Record = dict[str, Any]
Template = dict[str, Any]
WEIGHTS = Path(__file__).with_name("muc4_weights.toml")
NOTHING = -8.0  # log-odds below which nothing is told apart


@dataclass(frozen=True, slots=True)
class Judge:
    """A yes-or-no question with logistic weights. It answers yes from its threshold up."""

    weights: Mapping[str, float]
    threshold: float = 0.5

    def odds(self, features: Iterable[str]) -> float:
        """The logarithm of how much likelier yes is than no."""
        return sum(self.weights.get(feature, 0.0) for feature in features)

    def probability(self, features: Iterable[str]) -> float:
        """How likely yes is."""
        return likely(self.odds(features))

    def of_numbers(self, numbers: Mapping[str, float]) -> float:
        """How likely yes is, given numbers by their names."""
        return likely(sum(self.weights.get(name, 0.0) * number for name, number in numbers.items()))


@dataclass(frozen=True, slots=True)
class Judges:
    """The questions of every stage, by incident type or slot."""

    sentences: Mapping[str, Judge]  # does the sentence tell of an incident of the type?
    documents: Mapping[str, Judge]  # has the document one, by its words?
    types: Mapping[str, Judge]  # has it one, by what the two before say?
    slots: Mapping[str, Judge]  # does the phrase fill the slot?


STAGES = tuple(field.name for field in fields(Judges))


def likely(odds: float) -> float:
    """A probability from its log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


@cache
def judges() -> Judges:
    """The learnt weights, read once."""
    table = tomllib.loads(WEIGHTS.read_text("utf-8"))
    return Judges(*({name: Judge(**held) for name, held in table[stage].items()} for stage in STAGES))


def predict(record: Record, reader: Reader) -> Record:
    """The templates of one record."""
    document = Document(record["text"], name=record["id"], language="en", published=record.get("date") or "")
    return {"id": record["id"], "templates": templates(reader.parse(document))}


def templates(doc: Doc, learnt: Judges | None = None) -> list[Template]:
    """A template for each incident type of which the document has an incident, with all fillers of that type."""
    learnt = learnt or judges()
    told = told_in(sentence_features(doc), learnt)
    numbers = evidence(told, documents_odds(document_features(doc), learnt))
    kinds = [k for k, judge in learnt.types.items() if judge.of_numbers(numbers) >= judge.threshold and k != RELEVANT]
    return [template(doc, kind, told, learnt) for kind in kinds]


def told_in(sentences: Mapping[int, set[str]], learnt: Judges) -> Told:
    """How likely each sentence tells of an incident, by type."""
    return {n: {kind: judge.odds(seen) for kind, judge in learnt.sentences.items()} for n, seen in sentences.items()}


def documents_odds(seen: set[str], learnt: Judges) -> dict[str, float]:
    """How likely the document has an incident, by type and by its words alone: the longer, the less each counts."""
    return {kind: judge.odds(seen) * share(len(seen)) for kind, judge in learnt.documents.items()}


def share(features: int) -> float:
    """How much each of so many features of a document counts."""
    return 1 / math.sqrt(max(1, features))


def evidence(told: Told, documents: Mapping[str, float]) -> dict[str, float]:
    """What speaks for incidents in a document, as numbers: its best sentences, how many there are, all its words."""
    found = {"bias": 1.0}
    for kind, words in documents.items():
        odds = sorted((by_kind[kind] for by_kind in told.values()), reverse=True) or [NOTHING]
        best = [max(NOTHING, one) for one in odds[:3]]
        found |= {
            f"{kind}.best": best[0],
            f"{kind}.second": best[min(1, len(best) - 1)],
            f"{kind}.three": sum(best) / len(best),
            f"{kind}.expected": sum(map(likely, odds)),
            f"{kind}.words": max(NOTHING, min(-NOTHING, words)),
        }
    return found


def template(doc: Doc, kind: str, told: Told, learnt: Judges) -> Template:
    """The template of one type."""
    said: dict[str, list[tuple[float, str]]] = {slot: [] for slot in learnt.slots}
    for candidate in candidates(doc).values():
        features = with_type(candidate, kind, told)
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
