"""Coded event reports as records of linking, and the incidents that linking makes of them.

The form is that of report-level event data (MAVERICK): a line a report with dates, place, actors, tolls and source. The
`event` of a report, the answer, is never read. One source's headline of one day is one document, for coders split a
report that tells of several events.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall
from recoupe.evaluate.gold import all_numbers, all_values, gold_documents, located, paired_events
from recoupe.importing.maverick import SOURCE, UNKNOWN
from recoupe.knowledge.gazetteer.fold import fold
from recoupe.linking.lexicon import Lexicon, lexicon
from recoupe.linking.records import (
    WORD,
    EventRecord,
    Party,
    Where,
    day_of,
    days_of,
    names_in,
    numbers_in,
    party,
    records_of,
    sentences_of,
    terms,
)
from recoupe.model import Member, Span

Json = Mapping[str, Any]
RADIUS = {1: 600.0, 2: 50.0, 3: 10.0, 4: 6.0, 5: 3.0, 6: 2.0}  # kilometres, by how exact the coder says the place is
IN_COUNTRY = re.compile(r"\s*\((?:[A-Z][a-zé]+ ?)+\)$")  # "Police (Kenya)": a country, and no acronym


def predict_all(source: Path, target: Path) -> int:
    """Link a file of coded reports and write each report's incident; the number of reports.

    Raises:
        WrongCall: a line is no coded report.
    """
    from recoupe.linking import link
    from recoupe.linking.weights import weights

    records = coded_records(source)
    incident = link(records, model=weights("coded")).incident_of()
    with target.open("w", encoding="utf-8") as lines:
        for record in records:
            line = {"report": record.event, "incident": incident[record.member]}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")
    return len(records)


def coded_records(path: Path) -> list[EventRecord]:
    """The records of a JSON Lines file of coded reports."""
    found = []
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                if line.strip():
                    found.append(record_of(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise WrongCall(f"{path} line {number}: no coded report ({error})") from error
    return found


def record_of(report: Json) -> EventRecord:
    """One coded report as a record; its name in the file is the event's id."""
    source = SOURCE.match(str(report.get("source") or ""))
    title = source["title"] if source else ""
    context, target = told(report.get("context")), told(report.get("target"))
    actors = tuple(coded_party(actor) for actor in report.get("actors") or ())
    return EventRecord(
        document=str(report.get("source") or report["report"]),
        event=str(report["report"]),
        outlet=str(report.get("source_author") or ""),
        published=dt.date.fromisoformat(source["day"]).toordinal() if source else None,
        language="en",
        mode=(context,) if context else (),
        dates=dates(report),
        places=tuple(places(report)),
        actors=actors,
        recipients=(Party(target, (), "", (target,)),) if target else (),
        killed=figures(report, "deaths"),
        injured=figures(report, "injuries"),
        title=tuple(sorted(set(terms(title)))),
        numbers=tuple(sorted(set(re.findall(r"\d+", title)))),
    )


def told(value: Any) -> str:
    """A code, or nothing where it says that the coder did not know."""
    text = str(value or "").strip()
    return "" if UNKNOWN.search(text) else text


def dates(report: Json) -> tuple[tuple[int, int], ...]:
    """First and last day; typing errors turn some round."""
    days = [dt.date.fromisoformat(report[name]).toordinal() for name in ("date_start", "date_end") if report.get(name)]
    return ((min(days), max(days)),) if days else ()


def places(report: Json) -> Iterable[Where]:
    """The place as exactly as it is coded, then the town it belongs to."""
    radius = RADIUS.get(int(report.get("geo_precision") or 3), 10.0)
    location, city = str(report.get("location") or ""), str(report.get("city") or "")
    yield Where(fold(location or city), "", report.get("lat"), report.get("lon"), radius)
    if city and fold(city) != fold(location):
        yield Where(fold(city), "", None, None, RADIUS[3])


def coded_party(actor: Json) -> Party:
    """An actor with the classes the coder gave it; "Unknown actor" has no name."""
    name = str(actor.get("name") or "")
    plain = IN_COUNTRY.sub("", name)
    named = () if UNKNOWN.search(name) else tuple(sorted(set(terms(plain))))
    kinds = tuple(sorted({told(actor.get(key)) for key in ("type", "subtype")} - {"", "Other"}))
    return Party(plain, named, "", kinds)


def figures(report: Json, name: str) -> tuple[int, int] | None:
    """Lowest and highest toll that the coder read."""
    values = [int(float(report[key])) for key in (f"{name}_low", f"{name}_best", f"{name}_high") if report.get(key)]
    return (min(values), max(values)) if values else None


# ---------------------------------------------------------------- annotated cases


def gold_records(case: Path) -> list[EventRecord]:
    """The events that annotators wrote down for the reports of a case, as records: what linking alone can do."""
    found = []
    for gold, text in gold_documents(case):
        known = lexicon(gold["language"])
        title = tuple(sorted(set(terms(text.strip().splitlines()[0]))))
        found += [annotated(event, gold, text, known, title) for event in gold["events"] if event["required"]]
    return found


def annotated(event: Json, gold: Json, text: str, known: Lexicon, title: tuple[str, ...]) -> EventRecord:
    """One annotated event as a record; its document is the report's name."""
    spans = [Span(*span, "") for mention in event["mentions"] if (span := located(text, mention))]
    sentences = sentences_of(spans, text)
    dates = [days for value in all_values(event, "date") if (days := days_of(value))]
    return EventRecord(
        document=gold["id"],
        event=event["id"],
        outlet=gold["outlet"],
        published=day_of(gold["published"]),
        language=gold["language"],
        type=event["type"],
        mode=tuple(sorted(event.get("mode", ()))),
        status=event["status"],
        dates=tuple(dict.fromkeys(dates)),
        places=tuple(
            Where(fold(p["name"]), p["country"] or "", p["lat"], p["lon"], 10.0) for p in all_values(event, "place")
        ),
        actors=tuple(party(name, "", known) for name in all_values(event, "actor")),
        recipients=tuple(party(name, "", known) for name in all_values(event, "recipient")),
        means=known.means(fold(word) for name in all_values(event, "instrument") for word in WORD.findall(name)),
        killed=spread(all_numbers(event, "killed")),
        injured=spread(all_numbers(event, "injured")),
        claims=tuple(party(name, "", known) for name in all_values(event, "claimed_by")),
        title=title,
        names=tuple(sorted({term for sentence in sentences for term in names_in(sentence)})),
        numbers=tuple(sorted({number for sentence in sentences for number in numbers_in(sentence)})),
    )


def spread(values: Iterable[float]) -> tuple[int, int] | None:
    """The lowest and the highest of some numbers."""
    told_numbers = [int(value) for value in values]
    return (min(told_numbers), max(told_numbers)) if told_numbers else None


def incident_of_gold(case: Path) -> dict[tuple[str, str], str]:
    """The incident of each annotated event, by the report's name and the event's id."""
    incidents = json.loads((case / "incidents.json").read_text("utf-8"))["incidents"]
    return {(name, event): incident["id"] for incident in incidents for name, event in incident["events"]}


def read_records(case: Path) -> tuple[list[EventRecord], dict[Member, tuple[str, str]]]:
    """What the reader finds in the reports of a case, and which annotated event (report, id) each is."""
    from recoupe import read_text
    from recoupe.serialise import to_json

    records: list[EventRecord] = []
    gold_of: dict[Member, tuple[str, str]] = {}
    for gold, text in gold_documents(case):
        reading = read_text(
            text, name=gold["id"], outlet=gold["outlet"], published=gold["published"], language=gold["language"]
        )
        records += records_of(reading)
        for wanted, said in paired_events(gold["events"], to_json(reading)["events"], text):
            gold_of[Member(reading.document.id, said["id"])] = (gold["id"], wanted["id"])
    return records, gold_of
