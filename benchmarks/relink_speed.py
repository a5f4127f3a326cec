"""How long it takes to link one more report of a large case.

    python benchmarks/relink_speed.py 100000

Fills a case with that many synthetic documents, links it as a whole, then adds single reports and links what each
touches.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import insert
from synthetic import accounts

from recoupe.casefile import Case
from recoupe.casefile import tables as t
from recoupe.casefile.changes import CHANGE, counted, set_fact
from recoupe.casefile.records import form
from recoupe.linking.incase import link_case
from recoupe.linking.records import EventRecord, day, to_json


def documents(number: int) -> Iterator[list[EventRecord]]:
    """The records of each document; a document has one or two."""
    held: dict[str, list[EventRecord]] = defaultdict(list)
    for record, _ in accounts(number * 2):
        held[record.document].append(record)
    yield from islice(held.values(), number)


def fill(case: Case, given: Iterable[list[EventRecord]], start: int = 0) -> None:
    """Store documents with their records, as adding them would, but for texts and readings."""
    papers: list[dict[str, Any]] = []
    events: list[dict[str, Any]] = []
    for number, records in enumerate(given, start + 1):
        first = records[0]
        paper = dict.fromkeys(("title", "url", "author", "address", "added"), "")
        paper |= {"number": number, "id": first.document, "name": first.document, "language": first.language}
        paper |= {"outlet": first.outlet, "published": day(first.published or 1), "notices": "[]"}
        papers.append(paper)
        events += [event_row(place, record) for place, record in enumerate(records)]
    with case.database.writing() as connection:
        connection.execute(insert(t.document), papers)
        connection.execute(insert(t.event), events)
        change = counted(connection, CHANGE) + 1
        set_fact(connection, CHANGE, str(change))
        connection.execute(insert(t.pending), [{"document": paper["id"], "change": change} for paper in papers])


def event_row(number: int, record: EventRecord) -> dict[str, Any]:
    """The row of an event."""
    place = record.places[0] if record.places else None
    days = record.interval
    return {
        "document": record.document,
        "event": record.event,
        "number": number,
        "type": record.type,
        "mode": "".join(f"|{mode}" for mode in record.mode) + "|",
        "status": record.status,
        "time_low": day(days[0]) if days else "",
        "time_high": day(days[1]) if days else "",
        "place": place.name if place else "",
        "country": place.country if place else "",
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "accounts": 1,
        "record": json.dumps(to_json(record)),
        "record_form": form(),
    }


def main() -> None:
    """Fill, link, add, link."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", type=int, nargs="?", default=100_000)
    parser.add_argument("--added", type=int, default=5)
    given = parser.parse_args()
    made = list(documents(given.documents + given.added))
    old, new = made[: given.documents], made[given.documents :]
    with tempfile.TemporaryDirectory() as folder, Case.open(Path(folder) / "case.db") as case:
        start = time.perf_counter()
        fill(case, old)
        print(f"{len(old)} documents stored in {time.perf_counter() - start:.0f} s")
        start = time.perf_counter()
        link_case(case)
        print(f"linked as a whole in {time.perf_counter() - start:.0f} s")
        for number, records in enumerate(new):
            fill(case, [records], len(old) + number)
            start, used = time.perf_counter(), time.process_time()
            linked = link_case(case)
            spent, used = time.perf_counter() - start, time.process_time() - used
            print(f"one more: {spent:.2f} s ({used:.2f} s of processor), {linked.incidents} incidents looked at again")


if __name__ == "__main__":
    main()
