"""What the gazetteer and the places stage cost: python benchmarks/places_speed.py RECORDS.jsonl… [--documents 500]

Each RECORDS.jsonl holds one record a line with `text`, and perhaps `lang` (en by default). Prints the time to open the
gazetteer, the memory it holds after all texts were read, look-ups a second, and documents a second of the stage alone
on tokenised text, on one core, in processor time; the exit status is 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import spacy

from recoupe.knowledge.gazetteer import Index, default_path, fold, gazetteer
from recoupe.model import Document
from recoupe.reader import tokenised
from recoupe.reading.layers import PLACES

WORDS = 400  # of the document that the target speaks of
DOCUMENTS_A_SECOND = 300.0
OPENING = 0.050  # seconds
MEGABYTES = 60.0
OPENING_ALONE = """
import resource, sys, time
from pathlib import Path
from recoupe.knowledge.gazetteer.index import Index
def resident():
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize() / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before = resident()
begin = time.perf_counter()
index = Index(Path(sys.argv[1]))
opened = time.perf_counter() - begin
for name in sys.stdin.read().split("\\n"):
    index.named(name) or index.sounding(name)
after = resident()
print(opened, (after - before) / 1024)
"""


def main() -> int:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=Path, nargs="+")
    parser.add_argument("--documents", type=int, default=500)
    call = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    documents = read(call.records)[: call.documents]
    index = gazetteer()
    rate, toponyms, names = stage(documents)
    opening, memory = opened_alone(names)
    print(f"{len(documents)} documents of {words_of(documents) / len(documents):.0f} words, {toponyms} places in them")
    print(f"gazetteer            {len(index)} places, {default_path().stat().st_size / 2**20:.0f} MB on disk")
    print(f"opening it           {1000 * opening:.1f} ms   (target {1000 * OPENING:.0f})")
    print(f"resident, {len(names)} names looked up   {memory:.0f} MB   (target {MEGABYTES:.0f})")
    print(f"looking a name up    {1e6 * look_up(index, names):.1f} µs")
    print(f"the stage            {rate:.0f} documents of {WORDS} words/s   (target {DOCUMENTS_A_SECOND:.0f})")
    return int(rate < DOCUMENTS_A_SECOND or opening > OPENING or memory > MEGABYTES)


def read(files: Sequence[Path]) -> list[Document]:
    """The documents of all records."""
    rows = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]
    return [Document(row["text"], language=row.get("lang", "en")) for row in rows]


def words_of(documents: Sequence[Document]) -> int:
    """Words of all documents together."""
    return sum(len(document.text.split()) for document in documents)


def stage(documents: Sequence[Document]) -> tuple[float, int, list[str]]:
    """Documents of 400 words a second, the number of places found, and the folded names of all capitalised words."""
    pipelines = {code: spacy.blank(code) for code in {document.language for document in documents}}
    components = {code: nlp.add_pipe("recoupe_places") for code, nlp in pipelines.items()}
    docs = [tokenised(pipelines[d.language], d) for d in documents]
    begin = time.process_time()
    for document, doc in zip(documents, docs, strict=True):
        components[document.language](doc)
    seconds = time.process_time() - begin
    names = sorted({fold(token.text) for doc in docs for token in doc if token.text[:1].isupper()} - {""})
    return words_of(documents) / WORDS / seconds, sum(len(PLACES.of(doc)) for doc in docs), names


def opened_alone(names: Sequence[str]) -> tuple[float, float]:
    """Seconds to open the gazetteer in a fresh process, and megabytes that it holds after looking up the names."""
    call = [sys.executable, "-c", OPENING_ALONE, str(default_path())]
    done = subprocess.run(call, input="\n".join(names), capture_output=True, text=True, check=True)
    opening, memory = done.stdout.split()
    return float(opening), float(memory)


def look_up(index: Index, names: Sequence[str]) -> float:
    """Seconds of one look-up that no cache answers."""
    fresh = Index(default_path())
    begin = time.process_time()
    for name in names:
        fresh.named(name)
    return (time.process_time() - begin) / len(names)


if __name__ == "__main__":
    raise SystemExit(main())
