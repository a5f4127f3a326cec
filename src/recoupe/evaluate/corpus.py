"""Scores on the project's own corpus, by language, genre, trait and construction.

`reports/` holds groups of annotated reports (`GUIDELINES.md` beside them tells how), `sentences/` single sentences of
one construction each. Both carry the split they belong to; the test part is for figures that are published, and
errors in it are not read.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall
from recoupe.evaluate.gold import MUST_BE_FOUND, Scores, Tally, gold_documents, read_fresh, same_phrase, score_document

Json = Mapping[str, Any]

SPLITS = ("train", "dev", "test")
COLUMNS = {  # heading: row of the scores
    "events": "events",
    "date": "date",
    "place": "place",
    "actor": "actor",
    "killed": "killed",
    "chains": "source chains",
    "certain": "factuality",
    "discr.": "discrepancies",
}
ROWS_OF_SENTENCES = ("events", "factuality", "sources")


@dataclass
class CorpusScores:
    """One `Scores` a facet of the reports, tallies a construction of the sentences."""

    reports: dict[tuple[str, str], Scores] = field(default_factory=dict)  # ("genre", "blog")
    number: dict[tuple[str, str], int] = field(default_factory=dict)
    sentences: dict[tuple[str, str], dict[str, Tally]] = field(default_factory=dict)  # (language, construction)

    def add_report(self, gold: Json, text: str, reading: Json) -> None:
        """Count one report under each of its facets."""
        for facet in facets_of(gold):
            self.number[facet] = self.number.get(facet, 0) + 1
            score_document(self.reports.setdefault(facet, Scores()), gold, text, reading)

    def table(self) -> str:
        """The figures for people: F1 in per cent, a line a facet; the figures in full of all reports above."""
        lines = [self.reports["all", ""].table(), "", false_events(self)] if self.reports else []
        if self.reports:
            lines += ["", f"{'':<28}{'n':>4}" + "".join(f"{heading:>8}" for heading in COLUMNS)]
            lines += [self.line(facet) for facet in sorted(self.reports) if facet[0] != "all"]
        if self.sentences:
            lines += ["", f"{'':<40}{'n':>4}" + "".join(f"{row:>12}" for row in ROWS_OF_SENTENCES)]
            lines += [sentence_line(name, tallies) for name, tallies in sorted(self.sentences.items())]
        return "\n".join(lines)

    def line(self, facet: tuple[str, str]) -> str:
        """One facet's figures."""
        tallies = self.reports[facet].tallies
        figures = "".join(f"{per_cent(tallies[row].f1):>8}" for row in COLUMNS.values())
        return f"{facet[0] + ' ' + facet[1]:<28.28}{self.number[facet]:>4}{figures}"


def facets_of(gold: Json) -> Iterator[tuple[str, str]]:
    """All that a report counts under."""
    yield "all", ""
    yield "language", gold["language"]
    yield "genre", gold.get("genre", "")
    yield from (("trait", trait) for trait in gold.get("traits", ()))


def false_events(scores: CorpusScores) -> str:
    """Of the events read, the share that the annotation does not hold, a language."""
    shares = []
    for (facet, value), of_facet in sorted(scores.reports.items()):
        if facet == "language":
            tally = of_facet.tallies["events"]
            shares.append(f"{value} {per_cent((tally.said - tally.right) / tally.said if tally.said else math.nan)}")
    return f"false events, of 100 read: {', '.join(shares)}"


def sentence_line(name: tuple[str, str], tallies: Mapping[str, Tally]) -> str:
    """One construction's figures."""
    figures = "".join(f"{per_cent(tallies[row].f1):>12}" for row in ROWS_OF_SENTENCES)
    return f"{' '.join(name):<40.40}{tallies['all'].wanted:>4}{figures}"


def per_cent(figure: float) -> str:
    """A share for people; a dash where there is none."""
    return "–" if math.isnan(figure) else f"{100 * figure:.1f}"


def score_corpus(folder: Path, splits: Sequence[str]) -> CorpusScores:
    """Read and score the reports and sentences of some splits.

    Raises:
        WrongCall: an unknown split, or nothing of it in the folder.
    """
    unknown = sorted(set(splits) - set(SPLITS))
    if unknown:
        raise WrongCall(f"no split {unknown[0]!r}: there are {', '.join(SPLITS)}")
    scores = CorpusScores()
    for gold, text in gold_documents(folder / "reports"):
        if gold["split"] in splits:
            scores.add_report(gold, text, read_fresh(gold, text))
    for sentence in sentences(folder):
        if sentence["split"] in splits:
            add_sentence(scores, sentence)
    if not scores.reports and not scores.sentences:
        raise WrongCall(f"{folder}: nothing of {', '.join(splits)} in it; give the folder of the corpus")
    return scores


# ---------------------------------------------------------------- sentences


def sentences(folder: Path) -> Iterator[Json]:
    """The annotated sentences, in order of file."""
    for path in sorted((folder / "sentences").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            if line.strip():
                yield json.loads(line)


def add_sentence(scores: CorpusScores, sentence: Json) -> None:
    """Read one sentence and compare its events, their factuality and the sources it names."""
    reading = read_fresh(
        {
            "id": sentence["id"],
            "outlet": "",
            "published": sentence.get("published", ""),
            "language": sentence["language"],
        },
        sentence["text"],
    )
    name = (sentence["language"], sentence["construction"])
    tallies = scores.sentences.setdefault(name, {row: Tally() for row in ("all", *ROWS_OF_SENTENCES)})
    tallies["all"].add(0, 1, 1)
    score_events(tallies, sentence, reading)
    wanted = [a["source"] for a in sentence["attributions"] if a.get("source")]
    said = [sentence["text"][m["start"] : m["end"]] for m in reading["marks"] if m["layer"] == "source"]
    tallies["sources"].add(shared(wanted, said), len(wanted), len(said))


def score_events(tallies: Mapping[str, Tally], sentence: Json, reading: Json) -> None:
    """Events are paired where they have one type and share a trigger."""
    free = [(event["type"], mention, event) for event in reading["events"] for mention in event["mentions"]]
    read: set[str] = set()
    for wanted in sentence["events"]:
        hit = next(
            (e for kind, m, e in free if kind == wanted["type"] and same_phrase(wanted["trigger"], m["text"])), None
        )
        tallies["events"].add(hit is not None and hit["id"] not in read, 1, 0)
        if hit is not None:
            read.add(hit["id"])
            firmest = hit["accounts"][-1]["factuality"]
            tallies["factuality"].add(firmest == wanted["factuality"], 1, 1)
    tallies["events"].add(0, 0, sum(event["type"] in MUST_BE_FOUND for event in reading["events"]))


def shared(wanted: Iterable[str], said: Iterable[str]) -> int:
    """How many phrases find their like, each once."""
    free = list(said)
    hits = 0
    for phrase in wanted:
        hit = next((other for other in free if same_phrase(phrase, other)), None)
        if hit is not None:
            free.remove(hit)
            hits += 1
    return hits
