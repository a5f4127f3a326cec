"""Scores of readings on a gold folder: pairs of NAME.txt, the report, and NAME.json, what a careful coder wrote down.

A gold event and a read event of one type are paired where they share text, most shared mentions first. Values are
compared on the pairs of events that must be found; the overall figure is the mean of all rows, times how well events
are found.
"""

from __future__ import annotations

import calendar
import datetime as dt
import json
import math
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall

Json = Mapping[str, Any]
Days = tuple[int, int]

MUST_BE_FOUND = frozenset({"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "THREATEN", "RETREAT"})
PHRASES = ("actor", "recipient", "instrument", "claimed_by")
NUMBERS = ("killed", "injured")
ROWS = (
    "events",
    "status",
    "mode",
    "date",
    "place",
    *PHRASES,
    *NUMBERS,
    "source chains",
    "innermost sources",
    "factuality",
    "who says which toll",
    "discrepancies",
)
# Words without content in the languages of the gold: part of the measure, and of no reading.
EMPTY = frozenset(
    re.findall(
        r"\w+",
        "le la les l un une des de du d au aux à en et par sur dans ce cette ces, the a an of in on at and to by",
    )
)
NEAR = 25.0  # kilometres within which two places are one
OPEN_END = 3650  # days that an interval without an end reaches


# ---------------------------------------------------------------- the figures


@dataclass
class Tally:
    """What was right, of what was wanted and what was said."""

    right: int = 0
    wanted: int = 0
    said: int = 0

    def add(self, right: int, wanted: int, said: int) -> None:
        """Count one comparison."""
        self.right += right
        self.wanted += wanted
        self.said += said

    @property
    def precision(self) -> float:
        """Right of what was said; not a number where nothing was."""
        return self.right / self.said if self.said else math.nan

    @property
    def recall(self) -> float:
        """Right of what was wanted."""
        return self.right / self.wanted if self.wanted else math.nan

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / (self.wanted + self.said) if self.wanted + self.said else math.nan


@dataclass
class Scores:
    """One tally a row, and the events that were missed or invented."""

    tallies: dict[str, Tally] = field(default_factory=lambda: {row: Tally() for row in ROWS})
    faults: list[str] = field(default_factory=list)
    named: Tally = field(default_factory=Tally)  # of the read accounts that name a source: how many name a right one

    @property
    def overall(self) -> float:
        """The mean of all rows that have a figure, times the F1 of events."""
        figures = [tally.f1 for tally in self.tallies.values() if not math.isnan(tally.f1)]
        events = self.tallies["events"].f1
        return events * sum(figures) / len(figures) if figures and not math.isnan(events) else 0.0

    def figures(self) -> dict[str, float]:
        """F1 of every row, and the overall figure."""
        return {row: tally.f1 for row, tally in self.tallies.items()} | {"overall": self.overall}

    def table(self, verbose: bool = False) -> str:
        """The figures for people, in per cent."""
        lines = [*self.faults, ""] if verbose and self.faults else []
        lines.append(f"{'':<22}{'P':>7}{'R':>7}{'F1':>7}")
        for row, t in self.tallies.items():
            figures = "".join(f"{100 * figure:7.1f}" for figure in (t.precision, t.recall, t.f1))
            lines.append(f"{row:<22}{figures}   ({t.right} right, {t.wanted} in the gold, {t.said} read)")
        lines.append(f"{'overall':<22}{'':>14}{100 * self.overall:7.1f}   (F1 of events × mean of all rows)")
        wrong = 100 * (1 - self.named.precision)
        lines.append(f"{'wrong sources':<22}{'':>14}{wrong:7.1f}   (of {self.named.said} accounts read that name one)")
        return "\n".join(lines)


# ---------------------------------------------------------------- reading and scoring a folder


def read_and_score(folder: Path, readings: Path | None = None) -> Scores:
    """The scores of fresh readings of a gold folder, or of readings that were written to a folder.

    Raises:
        WrongCall: there is no gold in the folder.
    """
    scores = Scores()
    found = False
    for gold, text in gold_documents(folder):
        found = True
        reading = read_fresh(gold, text) if readings is None else written(gold, readings)
        if reading is None:
            scores.faults.append(f"{gold['id']}: not read")
        score_document(scores, gold, text, reading or {})
    if not found:
        raise WrongCall(f"{folder}: no gold in it; give a folder of pairs NAME.txt and NAME.json")
    return scores


def gold_documents(folder: Path) -> Iterator[tuple[Json, str]]:
    """Each gold with the text of its report, in order of path."""
    for path in sorted(folder.rglob("*.json")):
        text = path.with_suffix(".txt")
        if path.name != "incidents.json" and text.exists():
            yield json.loads(path.read_text("utf-8")), text.read_text("utf-8")


def read_fresh(gold: Json, text: str) -> Json:
    """The reading of a report with the metadata of its gold, and nothing else of it."""
    from recoupe import read_text
    from recoupe.serialise import to_json

    reading = read_text(
        text,
        name=gold["id"],
        outlet=gold["outlet"],
        published=gold["published"],
        language=gold["language"],
    )
    return to_json(reading)


def written(gold: Json, readings: Path) -> Json | None:
    """The reading of a report in a folder of readings; None where there is none."""
    file = readings / f"{gold['id']}.json"
    return json.loads(file.read_text("utf-8")) if file.exists() else None


def score_document(scores: Scores, gold: Json, text: str, reading: Json) -> None:
    """Add one document's comparisons."""
    read_events: Sequence[Json] = reading.get("events", [])
    pairs = paired_events(gold["events"], read_events, text)
    must = [(wanted, said) for wanted, said in pairs if wanted["required"]]
    matched = {id(event) for pair in pairs for event in pair}
    missed = [e for e in gold["events"] if e["required"] and id(e) not in matched]
    invented = [e for e in read_events if e.get("type") in MUST_BE_FOUND and id(e) not in matched]
    scores.tallies["events"].add(len(must), len(must) + len(missed), len(must) + len(invented))
    scores.faults += [f"{gold['id']}: missed {e['id']} {e['type']} {e['mentions'][0]!r}" for e in missed]
    scores.faults += [f"{gold['id']}: invented {e.get('type')} {words_of(e.get('mentions'))[:2]}" for e in invented]
    for wanted, said in must:
        score_fields(scores.tallies, wanted, said)
        score_accounts(scores.tallies, wanted, said)
        score_names(scores.named, wanted, said)
    score_discrepancies(scores.tallies["discrepancies"], gold, reading, pairs)


def score_fields(tallies: dict[str, Tally], wanted: Json, said: Json) -> None:
    """Compare what the two events are, when, where, who and how many."""
    tallies["status"].add(wanted["status"] == said.get("status"), 1, 1)
    add_sets(tallies["mode"], set(wanted.get("mode", [])), set(said.get("mode", [])))
    gold_dates = all_values(wanted, "date")
    read_dates = [d["edtf"] if isinstance(d, dict) else d for d in all_values(said, "date")]
    hit = any(same_date(one, other) for one in gold_dates for other in read_dates)
    tallies["date"].add(hit, bool(gold_dates), bool(read_dates))
    add_pairs(tallies["place"], all_values(wanted, "place"), all_values(said, "place"), same_place)
    for name in PHRASES:
        add_pairs(tallies[name], words_of(all_values(wanted, name)), words_of(all_values(said, name)), same_phrase)
    for name in NUMBERS:
        add_sets(tallies[name], all_numbers(wanted, name), all_numbers(said, name))


def score_accounts(tallies: dict[str, Tally], wanted: Json, said: Json) -> None:
    """Compare the chains of sources, how far each innermost source commits itself, and who gives which toll."""
    gold_accounts, read_accounts = wanted["accounts"], said.get("accounts", [])
    add_pairs(tallies["source chains"], gold_accounts, read_accounts, same_chain)
    pairs = one_to_one(gold_accounts, read_accounts, same_innermost)
    tallies["innermost sources"].add(len(pairs), len(gold_accounts), len(read_accounts))
    right = sum(one["factuality"] == other.get("factuality") for one, other in pairs)
    tallies["factuality"].add(right, len(pairs), len(pairs))
    gold_tolls, read_tolls = tolls(gold_accounts), tolls(read_accounts)
    hits = sum(
        any(what == name and count == n and source & teller for source, name, n in read_tolls)
        for teller, what, count in gold_tolls
    )
    tallies["who says which toll"].add(hits, len(gold_tolls), len(read_tolls) if gold_tolls else 0)


def score_names(tally: Tally, wanted: Json, said: Json) -> None:
    """Count the read accounts that name a source, and those whose innermost source some chain of the event holds."""
    known = {name for account in wanted["accounts"] for name in links(account)[1:]}
    for account in said.get("accounts", []):
        chain_read = links(account)
        if len(chain_read) > 1:
            tally.add(any(same_phrase(name, chain_read[-1]) for name in known), 0, 1)


def score_discrepancies(tally: Tally, gold: Json, reading: Json, pairs: Iterable[tuple[Json, Json]]) -> None:
    """Compare kinds of discrepancy, each at its event."""
    gold_id = {said.get("id"): wanted["id"] for wanted, said in pairs}
    wanted = {(d["kind"], d["event"]) for d in gold.get("discrepancies", [])}
    said = {(d.get("kind"), gold_id.get(d.get("event"), d.get("event"))) for d in reading.get("discrepancies", [])}
    tally.add(len(wanted & said), len(wanted), len(said))


def add_sets(tally: Tally, wanted: set[Any], said: set[Any]) -> None:
    """Count the members that both sets hold."""
    tally.add(len(wanted & said), len(wanted), len(said))


def add_pairs(tally: Tally, wanted: Sequence[Any], said: Sequence[Any], same: Callable[[Any, Any], bool]) -> None:
    """Count the values that find their like, each once."""
    tally.add(len(one_to_one(wanted, said, same)), len(wanted), len(said))


def one_to_one(wanted: Sequence[Any], said: Sequence[Any], same: Callable[[Any, Any], bool]) -> list[tuple[Any, Any]]:
    """Each wanted value with the first free one that is the same."""
    free = list(range(len(said)))
    pairs = []
    for value in wanted:
        hit = next((index for index in free if same(value, said[index])), None)
        if hit is not None:
            free.remove(hit)
            pairs.append((value, said[hit]))
    return pairs


# ---------------------------------------------------------------- pairing events


def paired_events(wanted: Sequence[Json], said: Sequence[Json], text: str) -> list[tuple[Json, Json]]:
    """Events of one type that share text: most shared mentions first, then a shared mode, then the earlier."""
    spans = [[span for m in event["mentions"] if (span := located(text, m))] for event in wanted]
    candidates = []
    for g, gold_event in enumerate(wanted):
        for r, read_event in enumerate(said):
            if gold_event["type"] != read_event.get("type"):
                continue
            shared = sum(
                any(m["start"] < end and start < m["end"] for start, end in spans[g])
                for m in read_event.get("mentions", [])
            )
            if shared:
                common_mode = bool(set(gold_event.get("mode", [])) & set(read_event.get("mode", [])))
                candidates.append((shared, common_mode, -r, g))
    taken_gold: set[int] = set()
    taken_read: set[int] = set()
    pairs = []
    for _, _, minus_r, g in sorted(candidates, reverse=True):
        if g not in taken_gold and -minus_r not in taken_read:
            taken_gold.add(g)
            taken_read.add(-minus_r)
            pairs.append((wanted[g], said[-minus_r]))
    return pairs


def located(text: str, mention: str) -> tuple[int, int] | None:
    """Where a mention stands, whatever the spaces and apostrophes; "attaque#2" is its second occurrence."""
    numbered = re.fullmatch(r"(.*)#(\d+)", mention, re.DOTALL)
    quoted, occurrence = (numbered[1], int(numbered[2])) if numbered else (mention, 1)
    parts = [re.sub("['’]", "['’]", re.escape(part)) for part in quoted.split()]
    for number, match in enumerate(re.finditer(r"\s+".join(parts), text), start=1):
        if number == occurrence:
            return match.span()
    return None


# ---------------------------------------------------------------- comparing values


def content_words(phrase: str) -> frozenset[str]:
    """The words of a phrase without case, accents and empty words; all of them where all are empty."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", phrase.casefold()) if not unicodedata.combining(c))
    found = re.findall(r"[^\W_]+", bare)
    return frozenset(found) - EMPTY or frozenset(found)


def same_phrase(one: str, other: str) -> bool:
    """Two phrases that share half of the shorter one's content words."""
    a, b = content_words(one), content_words(other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= 0.5


def same_date(wanted: str, said: str) -> bool:
    """Two dates that overlap, the second not much vaguer than the first."""
    a, b = days(wanted), days(said)
    if a is None or b is None or a[0] > b[1] or b[0] > a[1]:
        return False
    return b[1] - b[0] <= 2 * (a[1] - a[0]) + 1


def days(edtf: str) -> Days | None:
    """First and last day of an EDTF value; None where both ends are open."""
    first, _, last = edtf.partition("/")
    start, end = bound(first, 1), bound(last or first, -1)
    if start is not None:
        return start, start + OPEN_END if end is None else end
    return None if end is None else (end - OPEN_END, end)


def bound(part: str, side: int) -> int | None:
    """The first (1) or last (-1) day of a day, month or year; None where it is open."""
    part = part.rstrip("~?%").split("T")[0]
    if part in ("", ".."):
        return None
    year, month, day = (*map(int, part.split("-")), 0, 0)[:3]
    month = month or (1 if side == 1 else 12)
    day = day or (1 if side == 1 else calendar.monthrange(year, month)[1])
    return dt.date(year, month, day).toordinal()


def same_place(wanted: Json, said: Json) -> bool:
    """Two places within reach of each other, or of one name in one country; an unlocated place is none."""
    if said.get("lat") is None or said.get("lon") is None:
        return False
    same_name = wanted["country"] == said.get("country") and content_words(wanted["name"]) == content_words(
        said.get("name") or ""
    )
    return same_name or kilometres(wanted, said) <= NEAR


def kilometres(one: Json, other: Json) -> float:
    """The distance on the sphere."""
    lat, lon, lat2, lon2 = (math.radians(float(x)) for x in (one["lat"], one["lon"], other["lat"], other["lon"]))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 12742 * math.asin(math.sqrt(half))


def same_chain(wanted: Json, said: Json) -> bool:
    """Two chains of the same sources behind the outlet, link for link."""
    a, b = links(wanted), links(said)
    if not (a and b):
        return False
    return len(a) == len(b) and all(map(same_phrase, a[1:], b[1:]))


def same_innermost(wanted: Json, said: Json) -> bool:
    """Two chains that end with the same source, or are both the outlet's own voice."""
    a, b = links(wanted), links(said)
    if not (a and b) or (len(a) == 1) != (len(b) == 1):
        return False
    return len(a) == 1 or same_phrase(a[-1], b[-1])


def links(account: Json) -> list[str]:
    """The names of a chain, outlet first."""
    return [link["name"] if isinstance(link, dict) else link for link in account.get("chain", [])]


def tolls(accounts: Iterable[Json]) -> set[tuple[frozenset[str], str, int]]:
    """Who, the killed or the injured, how many: what each innermost source says alone."""
    return {
        (content_words(links(account)[-1]), name, number)
        for account in accounts
        if links(account)
        for name in NUMBERS
        for number in numbers(account.get(name))
    }


def all_values(event: Json, name: str) -> list[Any]:
    """The distinct values of an event and of its accounts, first seen first."""
    held = chain.from_iterable(as_list(holder.get(name)) for holder in (event, *event.get("accounts", [])))
    distinct: dict[str, Any] = {}
    for value in held:
        distinct.setdefault(json.dumps(value, sort_keys=True), value)
    return list(distinct.values())


def all_numbers(event: Json, name: str) -> set[int]:
    """The numbers of an event and of its accounts."""
    return {n for holder in (event, *event.get("accounts", [])) for n in numbers(holder.get(name))}


def numbers(value: Any) -> Iterator[int]:
    """The best of each number told."""
    for item in as_list(value):
        number = item.get("best", item.get("low")) if isinstance(item, dict) else item
        if number is not None:
            yield int(number)


def as_list(value: Any) -> list[Any]:
    """Several values, one, or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def words_of(values: Any) -> list[str]:
    """The words of phrases."""
    return [value["text"] if isinstance(value, dict) else value for value in values or []]
