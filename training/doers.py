"""Learns who did it where no clause tells: `python -m training.doers CORPUS`.

Of each event that the reader finds in a report of the train part without a doer, everyone near is a candidate; right is
who stands in the annotated event. Logistic regression over the features of `recoupe.reading.events_doers` gives the
weights. F1 is told of reports left out of the training in turn: of the doers that could be found, and that were named.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from recoupe.evaluate.gold import all_values, gold_documents, paired_events, same_phrase, words_of
from recoupe.ingest import ingest_text
from recoupe.ingest.known import Known
from recoupe.reader import Reader
from recoupe.reading.assemble import reading_of
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_doers import WEIGHTS, candidates
from recoupe.reading.events_lexicon import lexicon
from recoupe.reading.layers import EVENTS, EventMention
from recoupe.serialise import to_json

RARE = 8  # features of fewer examples are left out
PULL = 8.0  # towards zero
THRESHOLD = 0.0  # log odds from which somebody is named: likelier than not
FOLDS = 5
Floats = NDArray[np.float64]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A candidate for an event: its features, and whether the annotation names it."""

    report: str
    event: int
    features: frozenset[str]
    right: bool


def examples(doc: Doc, gold: Json, text: str) -> Iterator[Example]:
    """What can be learnt from one report that was read without the weights."""
    clauses = Clauses(doc, lexicon(str(doc.lang_)))
    mentions = EVENTS.of(doc)
    wanted = annotated(doc, mentions, gold, text)
    for number in sorted(wanted):
        for one in candidates(clauses, mentions, number):
            names = (clauses.bare(one.actor.named).text, one.actor.phrase.text)
            right = any(same_phrase(name, names[0]) for name in wanted[number])
            yield Example(gold["id"], number, one.features, right)


def annotated(doc: Doc, mentions: Sequence[EventMention], gold: Json, text: str) -> dict[int, list[str]]:
    """The doers of each read event whose like is annotated."""
    reading = to_json(reading_of(doc))
    found: dict[int, list[str]] = {}
    for wanted, read in paired_events(gold["events"], reading["events"], text):
        starts = {m["start"] for m in read["mentions"]}
        for mention in mentions:
            if wanted["required"] and mention.trigger.start_char in starts:
                found[mention.event] = words_of(all_values(wanted, "actor"))
    return found


class Table:
    """Examples as a matrix of zeros and ones, the first column the bias."""

    def __init__(self, items: Sequence[Example]) -> None:
        counts = Counter(f for item in items for f in item.features)
        self.names = ["bias", *sorted(f for f, n in counts.items() if n >= RARE)]
        index = {name: i for i, name in enumerate(self.names)}
        self.matrix: Floats = np.zeros((len(items), len(self.names)))
        self.matrix[:, 0] = 1.0
        for row, item in enumerate(items):
            self.matrix[row, [index[f] for f in item.features if f in index]] = 1.0
        self.right: Floats = np.array([float(item.right) for item in items])

    def fit(self, use: NDArray[np.bool_], pull: float = PULL) -> Floats:
        """Logistic weights of the rows in use, by Newton's steps."""
        x, y = self.matrix[use], self.right[use]
        weights = np.zeros(x.shape[1])
        held = np.full(x.shape[1], pull)
        held[0] = 1e-3
        for _ in range(30):
            odds = 1 / (1 + np.exp(-x @ weights))
            slope = x.T @ (odds - y) + held * weights
            step = np.linalg.solve((x.T * (odds * (1 - odds))) @ x + np.diag(held), slope)
            weights -= step
            if float(np.abs(step).max()) < 1e-6:
                break
        return weights


def left_out(items: Sequence[Example], table: Table, pull: float = PULL) -> Floats:
    """The log odds of every example from weights that have not seen its report."""
    reports = sorted({item.report for item in items})
    fold = {report: i % FOLDS for i, report in enumerate(reports)}
    folds = np.array([fold[item.report] for item in items])
    odds = np.zeros(len(items))
    for out in range(FOLDS):
        odds[folds == out] = table.matrix[folds == out] @ table.fit(folds != out, pull)
    return odds


def named(items: Sequence[Example], odds: Floats, threshold: float = THRESHOLD) -> tuple[int, int]:
    """How many events get a doer from the likeliest candidate, and how many of these are right."""
    best: dict[tuple[str, int], tuple[float, bool]] = {}
    for item, odd in zip(items, odds, strict=True):
        key = (item.report, item.event)
        best[key] = max(best.get(key, (-np.inf, False)), (float(odd), item.right))
    said = [right for odd, right in best.values() if odd >= threshold]
    return len(said), sum(said)


def write(table: Table, weights: Floats, threshold: float, path: Path) -> None:
    """The weights as TOML, weightiest first."""
    lines = [
        "# Log odds that each feature adds to somebody near an event having done it, where no clause tells who did.",
        "# Learnt by training/doers.py from the train part of corpus/; events_doers.py makes the features.",
        "",
        f"threshold = {threshold}",
        "",
        "[weights]",
    ]
    ranked = sorted(zip(table.names, weights, strict=True), key=lambda item: (-abs(item[1]), item[0]))
    lines += [f"{json.dumps(name)} = {weight:.3f}" for name, weight in ranked if abs(weight) >= 0.01]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def learn(items: Sequence[Example], path: Path) -> None:
    """Fit, tell how often the choice is right in reports left out, and write the weights."""
    table = Table(items)
    said, right = named(items, left_out(items, table))
    print(f"{len(items)} candidates, {len(table.names)} features; of {said} named in reports left out {right} right")
    write(table, table.fit(np.ones(len(items), dtype=bool)), THRESHOLD, path)


def main() -> None:
    """Learn from the train part of the corpus and write the weights where the reader looks for them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    given = parser.parse_args()
    WEIGHTS.write_text("threshold = inf\n\n[weights]\n", "utf-8")  # read without doers from around
    reader = Reader()
    items: list[Example] = []
    for gold, text in gold_documents(given.corpus / "reports"):
        if gold["split"] == "train":
            known = Known(gold["outlet"], gold["published"], gold["language"])
            items.extend(examples(reader.parse(ingest_text(text, known, gold["id"]).document), gold, text))
    learn(items, WEIGHTS)


if __name__ == "__main__":
    main()
