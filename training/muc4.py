"""Learns the weights of the MUC-4 adapter from the development keys: `python -m training.muc4 DEV.jsonl`.

Four stages, each a set of yes-or-no questions: does a sentence tell of an incident of a type (it has a filler of its
template), has the document one by its words, has it one by what the two before say, does a phrase fill a slot in the
templates of a type. What a later stage sees of an earlier one comes from weights that have not seen the document.
Thresholds are those of the best F1 there. Parsing takes some minutes; `--pages FILE` keeps what it gave.
"""

from __future__ import annotations

import argparse
import json
import pickle
import zlib
from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from recoupe.evaluate.muc4 import WEIGHTS, evidence, share
from recoupe.evaluate.muc4_features import (
    RELEVANT,
    Candidate,
    candidates,
    document_features,
    key_of,
    sentence_features,
    with_type,
)
from recoupe.model import Document
from recoupe.reader import Reader

TYPES = ("ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY")
KINDS = (RELEVANT, *TYPES)
SLOTS = {
    "perp_individual_id": "perp_individual_id",
    "perp_org_id": "perp_org_id",
    "phys_tgt_id": "phys_tgt_id",
    "hum_tgt_name": "hum_tgt_name",
    "hum_tgt_description": "hum_tgt_description",
    "weapon": "instrument_id",
}
TELLING = ("perp_individual_id", "phys_tgt_id", "hum_tgt_name", "hum_tgt_description", "instrument_id")
RARE = {"sentences": 3, "documents": 5, "types": 1, "slots": 4}  # features of fewer examples are left out
PULL = {"sentences": 10.0, "documents": 0.1, "types": 30.0, "slots": 3.0}  # towards zero
KEPT = {"sentences": 3000, "documents": 3000, "types": 100, "slots": 4000}  # the weightiest features of a judge
SHARE = 3  # one in so many of the phrases that fill nothing is looked at
FOLDS = 5
STEPS = 60
Floats = NDArray[np.float64]
Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Page:
    """What is learnt from one document."""

    id: str
    words: frozenset[str]
    sentences: dict[int, frozenset[str]]
    texts: dict[int, str]  # sentences as keys are written
    phrases: dict[str, Candidate]


@dataclass(frozen=True, slots=True)
class Example:
    """Something of one document: its features and the questions whose answer is yes."""

    page: int
    features: frozenset[str]
    yes: frozenset[str]
    weight: float = 1.0


def page_of(record: Record, reader: Reader) -> Page:
    """Parse a record and keep what is learnt from it."""
    document = Document(record["text"], name=record["id"], language="en", published=record.get("date") or "")
    doc = reader.parse(document)
    sentences = {number: frozenset(seen) for number, seen in sentence_features(doc).items()}
    texts = {number: key_of(sentence.text) for number, sentence in enumerate(doc.sents)}
    return Page(record["id"], frozenset(document_features(doc)), sentences, texts, candidates(doc))


# ---------------------------------------------------------------- what the keys say


def types_in(record: Record) -> set[str]:
    """The incident types of a key, and whether there is any."""
    found = {kind for template in record["templates"] for kind in template["incident_type"]}
    return found | {RELEVANT} if found else found


def fillers(record: Record, kind: str, slot: str) -> set[str]:
    """The keys of all right answers to a slot of the key in the templates of a type."""
    held = [t[slot] or () for t in record["templates"] if kind in (*t["incident_type"], RELEVANT)]
    return {key_of(alt) for fills in held for fill in fills for alt in fill["alts"]} - {""}


def sentence_examples(pages: Sequence[Page], records: Sequence[Record]) -> list[Example]:
    """Of which types does a sentence have a filler?"""
    found = []
    for i, (page, record) in enumerate(zip(pages, records, strict=True)):
        told = {kind: set().union(*(fillers(record, kind, slot) for slot in TELLING)) for kind in KINDS}
        for number, features in page.sentences.items():
            text = f" {page.texts[number]} "
            yes = frozenset(kind for kind, keys in told.items() if any(f" {key} " in text for key in keys))
            found.append(Example(i, features, yes))
    return found


def document_examples(pages: Sequence[Page], records: Sequence[Record]) -> list[Example]:
    """Of which types has the document an incident?"""
    both = enumerate(zip(pages, records, strict=True))
    return [Example(i, page.words, frozenset(types_in(record))) for i, (page, record) in both]


def slot_examples(
    pages: Sequence[Page], records: Sequence[Record], told: Sequence[dict[int, dict[str, float]]]
) -> list[Example]:
    """Which slots does a phrase fill in the templates of a type? Of those that fill none, a share stands for all."""
    found = []
    for i, (page, record) in enumerate(zip(pages, records, strict=True)):
        for kind in sorted(types_in(record) & set(TYPES)):
            right = {slot: fillers(record, kind, key) for slot, key in SLOTS.items()}
            for key, phrase in page.phrases.items():
                yes = frozenset(slot for slot, held in right.items() if key in held)
                if yes or zlib.crc32(f"{page.id} {key}".encode()) % SHARE == 0:
                    features = frozenset(with_type(phrase, kind, told[i]))
                    found.append(Example(i, features, yes, 1.0 if yes else float(SHARE)))
    return found


# ---------------------------------------------------------------- learning


class Table:
    """Examples as rows of numbers."""

    def __init__(self, examples: Sequence[Example], rare: int, values: Sequence[float] | None = None) -> None:
        """`values` are what each feature of a row counts, 1 by default."""
        counts = Counter(f for example in examples for f in example.features)
        self.names = sorted(f for f, n in counts.items() if n >= rare)
        index = {name: i for i, name in enumerate(self.names)}
        rows, columns = array("i"), array("i")
        for row, example in enumerate(examples):
            held = [index[f] for f in example.features if f in index]
            rows.extend([row] * len(held))
            columns.extend(held)
        each = np.ones(len(rows)) if values is None else np.array(values)[np.array(rows)]
        self._keep(np.array(rows), np.array(columns), each, len(examples))
        self.yes = [example.yes for example in examples]
        self.weights = np.array([example.weight for example in examples])
        self.pages = np.array([example.page for example in examples])

    def _keep(self, rows: NDArray[np.int32], columns: NDArray[np.int32], values: Floats, height: int) -> None:
        self.matrix = csr_matrix((values, (rows, columns)), shape=(height, len(self.names)))
        self.turned = self.matrix.T.tocsr()

    @classmethod
    def of_numbers(cls, rows: Sequence[dict[str, float]], yes: Sequence[frozenset[str]]) -> Table:
        """Rows of numbers by their names, one a document."""
        table = cls([Example(i, frozenset(row), said) for i, (row, said) in enumerate(zip(rows, yes, strict=True))], 1)
        places = table.matrix.tocoo()
        held = np.array([rows[r][table.names[c]] for r, c in zip(places.row, places.col, strict=True)])
        table._keep(places.row, places.col, held, len(rows))
        return table

    def labels(self, question: str) -> Floats:
        """1 where the answer to the question is yes."""
        return np.array([float(question in yes) for yes in self.yes])

    def scores(self, weights: Floats) -> Floats:
        """The log-odds of each row."""
        found: Floats = self.matrix @ weights
        return found

    def fit(self, labels: Floats, use: Floats, pull: float, among: NDArray[np.bool_] | None = None) -> Floats:
        """Logistic weights of the rows in use (L-BFGS); of some features only, where others are to stay at nothing."""
        free = np.ones(len(self.names)) if among is None else among.astype(float)
        weight = use * self.weights

        def loss(weights: Floats) -> tuple[float, Floats]:
            odds = np.clip(self.scores(weights), -30, 30)
            slope = (1 / (1 + np.exp(-odds)) - labels) * weight
            spread = self.turned @ slope
            value = float((weight * (np.logaddexp(0, odds) - labels * odds)).sum()) + pull / 2 * float(
                weights @ weights
            )
            return value, (spread + pull * weights) * free

        start = np.zeros(len(self.names))
        found: Floats = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": STEPS}).x
        return found


def learnt(table: Table, stage: str, question: str, use: Floats) -> Floats:
    """Weights of the weightiest features; the others are left out."""
    weights = table.fit(table.labels(question), use, PULL[stage])
    if len(weights) <= KEPT[stage]:
        return weights
    among = np.abs(weights) >= np.sort(np.abs(weights))[-KEPT[stage]]
    return table.fit(table.labels(question), use, PULL[stage], among)


def left_out(table: Table, stage: str, question: str) -> Floats:
    """The log-odds of every row from weights that have not seen its document."""
    found = np.zeros(len(table.yes))
    for fold in range(FOLDS):
        out = table.pages % FOLDS == fold
        found[out] = table.scores(learnt(table, stage, question, (~out).astype(float)))[out]
    return found


def best_threshold(odds: Floats, labels: Floats, weights: Floats) -> tuple[float, float]:
    """The probability from which saying yes has the best F1, and that F1 in percent."""

    def f1(threshold: float) -> float:
        said = (1 / (1 + np.exp(-np.clip(odds, -30, 30))) >= threshold) * weights
        return 200 * float((said * labels).sum()) / max(1.0, float(said.sum() + labels.sum()))

    best = max((round(0.05 * n, 2) for n in range(2, 14)), key=lambda threshold: (f1(threshold), threshold))
    return best, f1(best)


class Stage:
    """The judges of one stage: what they say of documents left out, and their weights from all."""

    def __init__(self, name: str, table: Table, questions: Sequence[str], thresholds: bool = True) -> None:
        self.odds = {question: left_out(table, name, question) for question in questions}
        self.judges: dict[str, dict[str, Any]] = {}
        for question in questions:
            labels = table.labels(question)
            threshold, f1 = best_threshold(self.odds[question], labels, table.weights)
            print(f"{name} {question}: F1 {f1:.1f} at {threshold} on documents left out", flush=True)
            weights = learnt(table, name, question, np.ones(len(table.yes)))
            held = {n: round(float(w), 3) for n, w in zip(table.names, weights, strict=True) if abs(w) >= 0.001}
            self.judges[question] = ({"threshold": threshold} if thresholds else {}) | {"weights": held}


def learn(pages: Sequence[Page], records: Sequence[Record]) -> dict[str, dict[str, Any]]:
    """All judges, in the form of the weights file."""
    sentences = sentence_examples(pages, records)
    first = Stage("sentences", Table(sentences, RARE["sentences"]), KINDS, thresholds=False)
    told: list[dict[int, dict[str, float]]] = [{} for _ in pages]
    numbers = ((i, number) for i, page in enumerate(pages) for number in page.sentences)
    for row, (i, number) in enumerate(numbers):
        told[i][number] = {kind: float(first.odds[kind][row]) for kind in KINDS}
    documents = document_examples(pages, records)
    counts = [share(len(example.features)) for example in documents]
    second = Stage("documents", Table(documents, RARE["documents"], counts), KINDS, thresholds=False)
    seen = [evidence(told[i], {k: float(second.odds[k][i]) for k in KINDS}) for i in range(len(pages))]
    third = Stage("types", Table.of_numbers(seen, [example.yes for example in documents]), TYPES)
    phrases = Table(slot_examples(pages, records, told), RARE["slots"])
    fourth = Stage("slots", phrases, tuple(SLOTS))
    stages = {"sentences": first, "documents": second, "types": third, "slots": fourth}
    return {name: stage.judges for name, stage in stages.items()}


def write(judges: dict[str, dict[str, Any]], path: Path) -> None:
    """The weights as TOML, weightiest first."""
    lines = ["# Logistic weights of the MUC-4 adapter, learnt by training/muc4.py. Not for the hand."]
    for stage, held in judges.items():
        for name, judge in held.items():
            lines += ["", f"[{stage}.{name}]"]
            lines += [f"threshold = {judge['threshold']}"] if "threshold" in judge else []
            lines += ["", f"[{stage}.{name}.weights]"]
            ranked = sorted(judge["weights"].items(), key=lambda item: (-abs(item[1]), item[0]))
            lines += [f"{json.dumps(feature, ensure_ascii=False)} = {weight}" for feature, weight in ranked]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def pages_of(records: Sequence[Record], kept: Path | None) -> list[Page]:
    """The records parsed, or what an earlier call kept of them."""
    if kept is not None and kept.exists():
        found: list[Page] = pickle.loads(kept.read_bytes())
        return found
    reader = Reader()
    found = [page_of(record, reader) for record in records]
    if kept is not None:
        kept.write_bytes(pickle.dumps(found))
    return found


def main() -> None:
    """Learn from a file of records with keys and write the weights where the adapter reads them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dev", type=Path)
    parser.add_argument("--pages", type=Path, help="keep here what parsing gave, or take it from here")
    given = parser.parse_args()
    records = [json.loads(line) for line in given.dev.read_text("utf-8").splitlines() if line.strip()]
    write(learn(pages_of(records, given.pages), records), WEIGHTS)


if __name__ == "__main__":
    main()
