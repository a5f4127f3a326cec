"""Learns the judges of triggers from the corpus: `python -m training.triggers corpus`.

A trigger is right where it stands in a mention of the annotation, and wrong where no mention of the event that was read
does; words that only go on with an event told right are left out. Single sentences are no examples, as none is judged.
The share kept is told of reports left out of the training in turn. Reading takes some minutes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc

from recoupe import languages
from recoupe.evaluate.gold import gold_documents, located
from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.events import events_of
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_find import triggers
from recoupe.reading.events_judge import is_judged, of_report, of_trigger
from recoupe.reading.events_lexicon import Lexicon, lexicon

RARE = 4  # signs of fewer examples are left out
PULL = 10.0  # towards zero
FOLDS = 5
STEPS = 400
THRESHOLD = 0.6  # keeps 98 % of the right on reports left out
LEAST = 0.03  # weights nearer to zero are left out
HEAD = (
    "# Logistic weights of the signs of a trigger (events_judge.py), learnt by training/triggers.py. Not for the hand."
)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """One trigger: the text it stands in, its signs, and whether it tells of a deed."""

    text: int
    signs: frozenset[str]
    right: bool


def texts(corpus: Path, extra: Sequence[Path]) -> Iterator[tuple[Mapping[str, Any], str, list[tuple[int, int]]]]:
    """Each text of the train part with its record and the stretches that name its events."""
    for folder in (corpus / "reports", *extra):
        for gold, text in gold_documents(folder):
            if gold.get("split", "train") == "train":
                spans = (located(text, mention) for event in gold["events"] for mention in event["mentions"])
                yield gold, text, [span for span in spans if span is not None]


def examples(doc: Doc, words: Lexicon, spans: Sequence[tuple[int, int]], number: int) -> Iterator[Example]:
    """The triggers of a Doc as examples."""
    clauses = Clauses(doc, words)
    found = triggers(clauses)
    event = {m.trigger.start: m.event for m in events_of(doc, words)}
    right = {t.start: any(_meet(doc, t.start, t.end, span) for span in spans) for t in found}
    told = {event[start] for start, yes in right.items() if yes and start in event}
    report = frozenset(of_report(clauses, found))
    for trigger in filter(is_judged, found):
        if right[trigger.start] or event.get(trigger.start) not in told:
            yield Example(number, report | frozenset(of_trigger(clauses, trigger)), right[trigger.start])


def _meet(doc: Doc, start: int, end: int, span: tuple[int, int]) -> bool:
    return doc[start].idx < span[1] and span[0] < doc[end - 1].idx + len(doc[end - 1])


def fit(rows: Sequence[Sequence[int]], right: Floats, size: int) -> Floats:
    """Logistic weights by gradient steps that shrink as a weight has moved (Adagrad)."""
    owners = np.repeat(np.arange(len(rows)), [len(row) for row in rows])
    columns = np.array([column for row in rows for column in row])
    weights, moved = np.zeros(size), np.full(size, 1e-6)
    for _ in range(STEPS):
        scores = np.bincount(owners, weights[columns], minlength=len(rows))
        wrong = 1 / (1 + np.exp(-np.clip(scores, -30, 30))) - right
        slope = np.bincount(columns, wrong[owners], minlength=size) + PULL * weights
        moved += slope**2
        weights -= 0.3 * slope / np.sqrt(moved)
    return weights


def learn(found: Sequence[Example]) -> dict[str, float]:
    """The weights of the signs that are frequent enough to matter."""
    counts = Counter(sign for example in found for sign in example.signs)
    names = sorted(sign for sign, n in counts.items() if n >= RARE)
    index = {name: i for i, name in enumerate(names)}
    rows = [[index[s] for s in example.signs if s in index] for example in found]
    weights = fit(rows, np.array([float(e.right) for e in found]), len(names))
    return {name: round(float(w), 3) for name, w in zip(names, weights, strict=True) if abs(w) >= LEAST}


def left_out(found: Sequence[Example]) -> list[float]:
    """The probability of each example by weights that have not seen its text."""
    made = [0.0] * len(found)
    for fold in range(FOLDS):
        weights = learn([e for e in found if e.text % FOLDS != fold])
        for i, example in enumerate(found):
            if example.text % FOLDS == fold:
                total = sum(weights.get(sign, 0.0) for sign in example.signs)
                made[i] = float(1 / (1 + np.exp(-np.clip(total, -30, 30))))
    return made


def measure(found: Sequence[Example], made: Sequence[float]) -> str:
    """What thresholds keep of the right and of the wrong triggers, in per cent."""
    right = [p for p, e in zip(made, found, strict=True) if e.right]
    wrong = [p for p, e in zip(made, found, strict=True) if not e.right]
    lines = [f"{len(right)} right, {len(wrong)} wrong"]
    for threshold in (0.2, 0.3, 0.4, 0.5, 0.6):
        shares = (100 * sum(p >= threshold for p in group) / max(1, len(group)) for group in (right, wrong))
        lines.append("at {}: {:.0f} % of the right and {:.0f} % of the wrong are kept".format(threshold, *shares))
    return "\n".join(lines)


def write(weights: Mapping[str, float], path: Path) -> None:
    """The weights as TOML, weightiest first."""
    ranked = sorted(weights.items(), key=lambda item: (-abs(item[1]), item[0]))
    lines = [HEAD, "", f"threshold = {THRESHOLD}", "", "[weights]"]
    lines += [f"{json.dumps(sign, ensure_ascii=False)} = {weight}" for sign, weight in ranked]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Learn one judge a language and write it where the reader looks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("extra", type=Path, nargs="*", help="more folders of annotated reports")
    given = parser.parse_args()
    reader = Reader()
    found: dict[str, list[Example]] = {code: [] for code in languages.codes()}
    for number, (record, text, spans) in enumerate(texts(given.corpus, given.extra)):
        code = record["language"]
        document = Document(text, name=record["id"], language=code, published=record.get("published", ""))
        words = replace(lexicon(code), judge=None)
        found[code] += examples(reader.parse(document), words, spans, number)
    for code, held in found.items():
        print(code, measure(held, left_out(held)), flush=True)
        write(learn(held), languages.load(code).folder / "judge.toml")


if __name__ == "__main__":
    main()
