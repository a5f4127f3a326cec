"""How fast Recoupe reads: python benchmarks/read_speed.py RECORDS.jsonl [--documents 500]

RECORDS.jsonl holds one record a line with `text`, and perhaps `lang` (en by default) and `date`; the texts of MUC-4
will do. Prints documents and words a second on one core, the start-up time of the command line, and peak memory; the
exit status is 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from itertools import islice
from pathlib import Path

WORDS = 400  # of the document that the target speaks of
DOCUMENTS_A_SECOND = 8.0
FIRST_OUTPUT = 3.0  # seconds from the call of `recoupe read` to its first line
MEGABYTES = 700.0
CALLS = 3  # of the command line, to measure its start
SENTENCE = "The army said on Saturday that two soldiers were killed when a patrol came under fire near Gao.\n"


def main() -> int:
    """Measure, print and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("records", type=Path)
    parser.add_argument("--documents", type=int, default=500)
    call = parser.parse_args()
    one_core()
    start = first_output()
    start_processor = sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2]) / CALLS
    documents, words, seconds, processor, loading = read(call.records, call.documents)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rate = words / seconds / WORDS
    print(f"documents            {documents} of {words / documents:.0f} words on average")
    print(f"reading, one core    {documents / seconds:.1f} documents/s, {words / seconds:.0f} words/s")
    print(f"  of {WORDS} words       {rate:.1f} documents/s   (target {DOCUMENTS_A_SECOND:.0f})")
    print(f"  of processor time  {words / processor / WORDS:.1f} documents/s   (on a machine with nothing else to do)")
    print(f"loading the reader   {loading:.2f} s")
    print(f"first output         {start:.2f} s   (target {FIRST_OUTPUT:.0f}; processor time {start_processor:.2f} s)")
    print(f"peak memory          {memory:.0f} MB   (target {MEGABYTES:.0f})")
    return int(rate < DOCUMENTS_A_SECOND or start > FIRST_OUTPUT or memory > MEGABYTES)


def one_core() -> None:
    """Keep this process and its children to one core, where the system allows it."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def first_output() -> float:
    """Seconds until `recoupe read` prints the first line of a short report: the median of three calls."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.txt")
        report.write_text(SENTENCE, "utf-8")
        for _ in range(CALLS):
            begin = time.perf_counter()
            command = [sys.executable, "-m", "recoupe", "read", str(report)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                assert process.stdout is not None
                process.stdout.readline()
                times.append(time.perf_counter() - begin)
                process.communicate()
    return sorted(times)[1]


def read(records: Path, number: int) -> tuple[int, int, float, float, float]:
    """Documents and words read, the seconds and processor seconds it took, and those for loading the reader."""
    from recoupe.model import Document
    from recoupe.reader import Reader

    with records.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, number)]
    documents = [
        Document(
            row["text"], name=str(n), language=row.get("lang", "en"), outlet="Wire", published=row.get("date") or ""
        )
        for n, row in enumerate(rows)
    ]
    begin = time.perf_counter()
    reader = Reader()
    for language in {document.language for document in documents}:
        reader.read(Document(SENTENCE, language=language, outlet="Wire"))
    loading = time.perf_counter() - begin
    words = sum(len(document.text.split()) for document in documents)
    begin, used = time.perf_counter(), time.process_time()
    for _ in reader.read_all(documents):
        pass
    return len(documents), words, time.perf_counter() - begin, time.process_time() - used, loading


if __name__ == "__main__":
    sys.exit(main())
