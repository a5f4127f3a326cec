"""Learns the weights of the MUC-4 adapter from the development keys: `python -m training.muc4 DEV.jsonl`.

Incident types are questions on a document, slots on a phrase of a document of that type.
F1 is told of documents left out of the training in turn. Parsing takes some minutes.
"""

from __future__ import annotations

import argparse
import json
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recoupe.evaluate.muc4 import WEIGHTS
from recoupe.evaluate.muc4_features import candidates, document_features, key_of, with_type
from recoupe.model import Document
from recoupe.reader import Reader

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
SLOTS = {
    "perp_individual_id": "perp_individual_id",
    "perp_org_id": "perp_org_id",
    "phys_tgt_id": "phys_tgt_id",
    "hum_tgt_name": "hum_tgt_name",
    "hum_tgt_description": "hum_tgt_description",
    "weapon": "instrument_id",
}
RARE = {"types": 5, "slots": 4}  # features of fewer examples are left out
PULL = {"types": 2.0, "slots": 1.0}  # towards zero
THRESHOLDS = {"types": 0.25, "slots": 0.45}  # best for the referee's F1 of templates on documents left out
KEPT = {"types": 2500, "slots": 3000}  # the weightiest features of a judge
SHARE = 3  # one in so many of the phrases that fill nothing is looked at
FOLDS = 3
STEPS = 80
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Page:
    """What is learnt from one document."""

    id: str
    features: frozenset[str]
    phrases: tuple[tuple[str, frozenset[str]], ...]  # key, features


@dataclass(frozen=True, slots=True)
class Example:
    """One document, or one phrase for templates of one type: its features and the questions whose answer is yes."""

    page: int
    features: frozenset[str]
    yes: frozenset[str]
    weight: float = 1.0


def page_of(record: dict[str, Any], reader: Reader) -> Page:
    """Parse a record and keep what is learnt from it."""
    document = Document(record["text"], name=record["id"], language="en", published=record.get("date") or "")
    doc = reader.parse(document)
    phrases = tuple((key, frozenset(one.features)) for key, one in candidates(doc).items())
    return Page(record["id"], frozenset(document_features(doc)), phrases)


def types_in(record: dict[str, Any]) -> set[str]:
    """The incident types of a key."""
    return {kind for template in record["templates"] for kind in template["incident_type"]}


def fillers(record: dict[str, Any], kind: str, slot: str) -> set[str]:
    """The keys of all right answers to a slot in the templates of a type."""
    held = [t[SLOTS[slot]] or () for t in record["templates"] if kind in t["incident_type"]]
    return {key_of(alt) for fills in held for fill in fills for alt in fill["alts"]}


def type_examples(pages: Sequence[Page], records: Sequence[dict[str, Any]]) -> list[Example]:
    """Of which types has the document an incident?"""
    both = enumerate(zip(pages, records, strict=True))
    return [Example(i, page.features, frozenset(types_in(record))) for i, (page, record) in both]


def slot_examples(pages: Sequence[Page], records: Sequence[dict[str, Any]]) -> list[Example]:
    """Which slots does a phrase fill in the templates of a type? Of those that fill none, a share stands for all."""
    found = []
    for i, (page, record) in enumerate(zip(pages, records, strict=True)):
        for kind in sorted(types_in(record) & set(TYPES)):
            right = {slot: fillers(record, kind, slot) for slot in SLOTS}
            for key, features in page.phrases:
                yes = frozenset(slot for slot, held in right.items() if key in held)
                if yes or zlib.crc32(f"{page.id} {key}".encode()) % SHARE == 0:
                    weight = 1.0 if yes else float(SHARE)
                    found.append(Example(i, frozenset(with_type(set(features), kind)), yes, weight))
    return found


class Table:
    """Examples as rows of numbers."""

    def __init__(self, examples: Sequence[Example], rare: int) -> None:
        counts = Counter(f for example in examples for f in example.features)
        self.names = sorted(f for f, n in counts.items() if n >= rare)
        index = {name: i for i, name in enumerate(self.names)}
        rows, columns = array("i"), array("i")
        for row, example in enumerate(examples):
            held = [index[f] for f in example.features if f in index]
            rows.extend([row] * len(held))
            columns.extend(held)
        self.rows, self.columns = np.array(rows), np.array(columns)
        self.yes = [example.yes for example in examples]
        self.weights = np.array([example.weight for example in examples])
        self.pages = np.array([example.page for example in examples])

    def labels(self, question: str) -> Floats:
        """1 where the answer to the question is yes."""
        return np.array([float(question in yes) for yes in self.yes])

    def scores(self, weights: Floats) -> Floats:
        """The sum of the weights of each row."""
        return np.bincount(self.rows, weights[self.columns], minlength=len(self.yes))

    def fit(self, labels: Floats, use: Floats, pull: float) -> Floats:
        """Logistic weights of the rows in use, by gradient steps that shrink as a weight has moved (Adagrad)."""
        weights, moved = np.zeros(len(self.names)), np.full(len(self.names), 1e-6)
        for _ in range(STEPS):
            wrong = (1 / (1 + np.exp(-np.clip(self.scores(weights), -30, 30))) - labels) * use * self.weights
            slope = np.bincount(self.columns, wrong[self.rows], minlength=len(self.names)) + pull * weights
            moved += slope**2
            weights -= 0.3 * slope / np.sqrt(moved)
        return weights


def learnt_weights(table: Table, labels: Floats, use: Floats, kind: str) -> Floats:
    """Weights of the weightiest features; the others are left out."""
    weights = table.fit(labels, use, PULL[kind])
    least = np.sort(np.abs(weights))[-min(len(weights), KEPT[kind])]
    pruned: Floats = np.where(np.abs(weights) >= least, weights, 0.0)
    return pruned


def left_out(table: Table, labels: Floats, kind: str) -> Floats:
    """The probability of every row from weights that have not seen its document."""
    found = np.zeros(len(labels))
    for fold in range(FOLDS):
        out = table.pages % FOLDS == fold
        weights = learnt_weights(table, labels, (~out).astype(float), kind)
        found[out] = 1 / (1 + np.exp(-np.clip(table.scores(weights)[out], -30, 30)))
    return found


def measure(probabilities: Floats, labels: Floats, weights: Floats, threshold: float) -> float:
    """F1 at a threshold, in percent."""
    said = (probabilities >= threshold) * weights
    return 200 * float((said * labels).sum()) / max(1.0, float(said.sum() + labels.sum()))


def judge(table: Table, kind: str, name: str) -> dict[str, Any]:
    """Threshold and weights of one question."""
    labels = table.labels(name)
    threshold = THRESHOLDS[kind]
    f1 = measure(left_out(table, labels, kind), labels, table.weights, threshold)
    weights = learnt_weights(table, labels, np.ones(len(labels)), kind)
    print(f"{name}: F1 {f1:.1f} on documents left out", flush=True)
    held = {n: round(float(w), 3) for n, w in zip(table.names, weights, strict=True) if abs(w) >= 0.001}
    return {"threshold": threshold, "weights": held}


def learn(pages: Sequence[Page], records: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """All judges, in the form of the weights file."""
    documents = Table(type_examples(pages, records), RARE["types"])
    types = {kind: judge(documents, "types", kind) for kind in TYPES}
    phrases = Table(slot_examples(pages, records), RARE["slots"])
    slots = {slot: judge(phrases, "slots", slot) for slot in SLOTS}
    return {"types": types, "slots": slots}


def write(learnt: dict[str, dict[str, Any]], path: Path) -> None:
    """The weights as TOML, weightiest first."""
    lines = ["# Logistic weights of the MUC-4 adapter, learnt by training/muc4.py. Not for the hand."]
    for kind, judges in learnt.items():
        for name, held in judges.items():
            lines += ["", f"[{kind}.{name}]", f"threshold = {held['threshold']}", "", f"[{kind}.{name}.weights]"]
            ranked = sorted(held["weights"].items(), key=lambda item: (-abs(item[1]), item[0]))
            lines += [f"{json.dumps(feature, ensure_ascii=False)} = {weight}" for feature, weight in ranked]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn from a file of records with keys and write the weights where the adapter reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path)
    given = parser.parse_args()
    records = [json.loads(line) for line in given.dev.read_text("utf-8").splitlines() if line.strip()]
    reader = Reader()
    write(learn([page_of(record, reader) for record in records], records), WEIGHTS)


if __name__ == "__main__":
    main()
