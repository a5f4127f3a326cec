"""How fast times and places are found: python benchmarks/times_speed.py RECORDS.jsonl… [--documents 500] [--compare 20]

Each RECORDS.jsonl holds one record a line with `text`, and perhaps `lang` (en by default) and `dct`. The texts are cut
into tokens first; what is timed is the two stages alone, on one core, in processor time. `dateparser.search` reads the
first few of the same texts for comparison. The exit status is 1 if the target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import spacy
from spacy.tokens import Doc

from recoupe.model import Document
from recoupe.reader import tokenised

WORDS = 400  # of the document that the target speaks of
DOCUMENTS_A_SECOND = 300.0
STAGES = ("recoupe_times", "recoupe_places")


def main() -> int:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--compare", type=int, default=20, help="texts for dateparser.search; 0: none")
    call = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = read(call.records)[: call.documents]
    words = sum(len(document.text.split()) for document in documents)
    print(f"{len(documents)} documents of {words / len(documents):.0f} words on average")
    rates = stage_rates(documents)
    both = 1 / sum(1 / rate for rate in rates.values())
    for stage, rate in rates.items():
        print(f"{stage:24}{rate:10.0f} documents of {WORDS} words/s")
    print(f"{'both together':24}{both:10.0f} documents of {WORDS} words/s   (target {DOCUMENTS_A_SECOND:.0f})")
    if call.compare and find_spec("dateparser") is None:
        print(f"{'dateparser.search':24}   skipped: the package dateparser is not installed")
    elif call.compare:
        rate = dateparser_rate(documents[: call.compare])
        print(f"{'dateparser.search':24}{rate:10.1f} documents of {WORDS} words/s")
    return int(both < DOCUMENTS_A_SECOND)


def read(files: Sequence[Path]) -> list[Document]:
    """The documents of all records."""
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [Document(row["text"], language=row.get("lang", "en"), published=row.get("dct", "")) for row in rows]


def stage_rates(documents: Sequence[Document]) -> dict[str, float]:
    """Documents of 400 words a second for each stage; a first document warms it up."""
    pipelines = {code: spacy.blank(code) for code in {document.language for document in documents}}
    made = [tokenised(pipelines[document.language], document) for document in documents]
    words = sum(len(document.text.split()) for document in documents)
    rates = {}
    for stage in STAGES:
        components = {code: nlp.add_pipe(stage) for code, nlp in pipelines.items()}
        for code, component in components.items():
            component(tokenised(pipelines[code], Document("2 May 2021", language=code)))

        def run(components: dict[str, Callable[[Doc], Doc]] = components) -> None:
            for document, doc in zip(documents, made, strict=True):
                components[document.language](doc)

        rates[stage] = words / WORDS / seconds_of(run)
    return rates


def dateparser_rate(documents: Sequence[Document]) -> float:
    """Documents of 400 words a second that `dateparser.search` reads, told their language."""
    from dateparser.search import search_dates

    words = sum(len(document.text.split()) for document in documents)
    search_dates("2 May 2021", languages=["en"])

    def run() -> None:
        for document in documents:
            search_dates(document.text, languages=[document.language])

    return words / WORDS / seconds_of(run)


def seconds_of(work: Callable[[], None]) -> float:
    """Processor seconds that some work takes."""
    begin = time.process_time()
    work()
    return time.process_time() - begin


if __name__ == "__main__":
    raise SystemExit(main())
