"""How fast a large case is: python benchmarks/case_speed.py [--documents 100000] [--case PLACE]

Fills a case with made-up readings of two events each, links them, and then lists and filters its incidents: the latest
fifty, and the number of all. Each is asked ten times; the median is told, and the slowest. The exit status is 1 if the
medians of a list and its number are above the target. `--case` takes a file or a PostgreSQL URL; a case that is there
already and holds that many documents is measured as it is.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median

from sqlalchemy import Connection, insert

from recoupe.casefile import Case, Filter, documents
from recoupe.casefile import tables as t
from recoupe.casefile.records import event_row, form
from recoupe.linking.links import Cluster, Links
from recoupe.model import (
    Account,
    Date,
    Details,
    Document,
    Event,
    EventType,
    Factuality,
    FieldStatus,
    Form,
    Incident,
    Member,
    Origin,
    Place,
    Provenance,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Span,
    Status,
    Telling,
    Weighed,
    WeighedField,
)

TARGET = 0.3  # seconds
CALLS = 10
PAGE = 50
BATCH = 1000  # documents a transaction: what fills the case is not what is measured
WHY = Provenance("benchmark")
COUNTRIES = {"ML": (16.3, -3.6), "CF": (6.5, 22.0), "IQ": (33.3, 44.4), "CO": (7.1, -73.1), "MM": (22.0, 96.1)}
TYPES = (EventType.ASSAULT, EventType.ASSAULT, EventType.ASSAULT, EventType.COERCE, EventType.PROTEST)


def main() -> int:
    """Fill, measure, print and judge."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--case", default="")
    call = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = call.case or str(Path(folder, "case.db"))
        with Case.open(place) as case:
            if len(case.stored()) < call.documents:
                fill(case, call.documents)
            slowest = max(list(measured(case)))
        print(f"command, whole process      {command(place):7.0f} ms")
    print(f"peak memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MB")
    return int(slowest > TARGET)


def fill(case: Case, number: int) -> None:
    """Add made-up readings, link them at random, three events to an incident, and weigh each incident."""
    begin = time.perf_counter()
    readings = made_up(number)
    while some := list(islice(readings, BATCH)):
        with case.database.writing() as connection:
            put_all(connection, some)
    print(f"filling                     {(time.perf_counter() - begin) / number * 1000:7.2f} ms a document")
    begin = time.perf_counter()
    clusters = tuple(clustered(case))
    case.store_links(Links(clusters), case.pending(), whole=True)
    print(f"storing links               {time.perf_counter() - begin:7.1f} s for {len(clusters)} incidents")
    begin = time.perf_counter()
    case.store_weighed(weighed(cluster, n) for n, cluster in enumerate(clusters))
    print(f"storing weighed incidents   {time.perf_counter() - begin:7.1f} s")


def put_all(connection: Connection, readings: list[Reading]) -> None:
    """Store new documents at once: adding them one by one, as they are read, is not what is measured."""
    rows = {
        t.document: [documents.row_of(r.document, r.document.name, ()) for r in readings],
        t.content: [documents.content_of(r.document, b"") for r in readings],
        t.reading: [
            {"document": r.document.id, "reader": "benchmark", "made": "", "data": documents.packed(r)}
            for r in readings
        ],
        t.event: [
            {**event_row(r.document.id, n, e), "record": "", "record_form": form()}
            for r in readings
            for n, e in enumerate(r.events)
        ],
    }
    for table, some in rows.items():
        connection.execute(insert(table), some)


def made_up(number: int) -> Iterator[Reading]:
    """Readings of two events each, over ten years and five countries."""
    chance = random.Random(0)
    for n in range(number):
        country = chance.choice(list(COUNTRIES))
        day = f"{2014 + chance.randrange(10)}-{1 + chance.randrange(12):02}-{1 + chance.randrange(28):02}"
        text = f"Report {n}\n\nTwo men were killed on {day} in an attack, the army said. " + "More is not known. " * 20
        document = Document(text, f"report-{n}", "en", f"Outlet {n % 200}", day, url=f"https://x.example/{n}")
        yield Reading(document, tuple(event(f"e{e}", document, country, chance) for e in (1, 2)))


def event(id: str, document: Document, country: str, chance: random.Random) -> Event:
    """An event with a day, a place and a toll, told by the outlet and by an army."""
    start = document.text.index("attack")
    span = Span(start, start + 6, "attack")
    lat, lon = (degrees + chance.uniform(-3, 3) for degrees in COUNTRIES[country])
    details = Details(
        date=(Date(document.published, span, WHY),),
        place=(Place(f"Town {chance.randrange(500)}", country, lat, lon, "city", "", span, WHY),),
        killed=(Quantity(2, 2, 2, span, WHY),),
    )
    sources = (
        Source(document.outlet, SourceKind.OUTLET, None, WHY),
        Source("the army", SourceKind.MILITARY, span, WHY),
    )
    accounts = tuple(
        Account(sources[:n], Form.INDIRECT, Factuality.CERTAIN, Status.OCCURRED, None, (), (span,), details, WHY, WHY)
        for n in (1, 2)
    )
    return Event(id, chance.choice(TYPES), ("firearms",), Status.OCCURRED, (span,), details, accounts, WHY)


def clustered(case: Case) -> Iterator[Cluster]:
    """The events of the case in order, three to an incident."""
    members = (Member(stored.id, event) for stored in case.stored() for event in ("e1", "e2"))
    while some := tuple(islice(members, 3)):
        yield Cluster(f"i{some[0].document[:12]}{some[0].event}", some)


def weighed(cluster: Cluster, number: int) -> Incident:
    """An incident of which one in five is disputed and one in three has a single origin."""
    tellings = tuple(Telling(member.document, member.event, 0) for member in cluster.members)
    origins = tuple(Origin(f"source {n}", SourceKind.MILITARY, (t,), ()) for n, t in enumerate(tellings))
    status = FieldStatus.DISPUTED if number % 5 == 0 else FieldStatus.AGREED
    fields = (WeighedField("killed", status, (Weighed("2", tellings, (0,)),)),)
    few = origins[: 1 if number % 3 == 0 else None]
    return Incident(cluster.id, cluster.members, TYPES[number % len(TYPES)], ("firearms",), few, fields, ())


def measured(case: Case) -> Iterator[float]:
    """The median seconds of each question, printed as they come."""
    filters = {
        "all": Filter(),
        "a month": Filter(since="2018-03-01", until="2018-03-31"),
        "a country": Filter(country="ML"),
        "a type": Filter(type=EventType.PROTEST),
        "disputed": Filter(disputed=True),
        "single origin": Filter(single_origin=True),
        "within 50 km": Filter(near=(16.3, -3.6, 50.0)),
        "a place": Filter(place="town 17"),
        "all at once": Filter("2016", "2019", "ML", "town", None, EventType.ASSAULT, "firearms", None, True, False),
    }
    for name, wanted in filters.items():
        number, seconds, slowest = timed(lambda wanted=wanted: case.count(wanted))
        _, page, slowest_page = timed(lambda wanted=wanted: case.incidents(wanted, limit=PAGE))
        print(
            f"{name:15}             {page * 1000:7.0f} ms a page (at most {slowest_page * 1000:.0f}), "
            f"{seconds * 1000:.0f} ms to count {number} (at most {slowest * 1000:.0f})"
        )
        yield page + seconds
    some = [listed.id for listed in case.incidents(limit=PAGE)]
    _, seconds, slowest = timed(lambda: [case.incident(id) for id in some[:1]])
    print(f"one incident                {seconds * 1000:7.0f} ms (at most {slowest * 1000:.0f})")
    yield seconds


def timed(ask: Callable[[], object]) -> tuple[object, float, float]:
    """The answer, the median and the longest of several calls."""
    times, answer = [], None
    for _ in range(CALLS):
        begin = time.perf_counter()
        answer = ask()
        times.append(time.perf_counter() - begin)
    return answer, median(times), max(times)


def command(place: str) -> float:
    """Milliseconds of `recoupe incidents` with a filter, from the start of Python to its end."""
    call = [sys.executable, "-m", "recoupe", "incidents", "--case", place, "--disputed", "--limit", str(PAGE)]
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        subprocess.run(call, capture_output=True, check=True)
        times.append(time.perf_counter() - begin)
    return median(times) * 1000


if __name__ == "__main__":
    sys.exit(main())
