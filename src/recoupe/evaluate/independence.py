"""How well origins are counted and copies found, on annotated cases: readings and links as annotated, or as made.

Given the annotation, only weighing is measured; with `made`, the reader's errors and those of linking count as well.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall
from recoupe.evaluate.annotated import annotated, annotated_incidents, with_marks
from recoupe.evaluate.gold import paired_events
from recoupe.linking.copies import groups
from recoupe.linking.links import Cluster, Links
from recoupe.model import Member, Reading
from recoupe.reader import Reader
from recoupe.serialise import event_to_json
from recoupe.weighing.whole import Whole, weigh_all


@dataclass
class Counted:
    """Incidents of more than one report, and how many have the annotated number of origins."""

    incidents: int = 0
    exact: int = 0
    off_by_one: int = 0
    wanted_copies: set[frozenset[str]] = field(default_factory=set)
    said_copies: set[frozenset[str]] = field(default_factory=set)

    def add(self, wanted: int, said: int) -> None:
        """Count one incident."""
        self.incidents += 1
        self.exact += wanted == said
        self.off_by_one += abs(wanted - said) == 1

    def line(self, name: str) -> str:
        """One line of the table."""
        share = f"{100 * self.exact / self.incidents:.0f} %" if self.incidents else "-"
        right = len(self.wanted_copies & self.said_copies)
        copies = f"{right} of {len(self.wanted_copies)}, {len(self.said_copies) - right} wrong"
        return (
            f"{name:<28}{self.exact:>4} of {self.incidents:<4}{share:>6}   {self.off_by_one:>3} off by one   {copies}"
        )


def score_independence(folder: Path, splits: Sequence[str], made: bool = False) -> str:
    """A table of the cases of a folder, one line each and one for all.

    Raises:
        WrongCall: there is no case of these splits.
    """
    reader, every, lines = Reader(), Counted(), []
    for case in cases(folder, splits):
        counted = Counted()
        for tally in (counted, every):
            tally_case(tally, case, reader, made)
        lines.append(counted.line(case.name))
    if not lines:
        raise WrongCall(f"{folder}: no case of the splits {', '.join(splits)}")
    return "\n".join([*lines, every.line("all")])


def cases(folder: Path, splits: Sequence[str]) -> Iterator[Path]:
    """The folders with incidents; those that name a split only if it is wanted."""
    for path in sorted(folder.rglob("incidents.json")):
        if json.loads(path.read_text("utf-8")).get("split", splits[0]) in splits:
            yield path.parent


def tally_case(counted: Counted, case: Path, reader: Reader, made: bool) -> None:
    """Count the incidents and the copies of one case."""
    data = json.loads((case / "incidents.json").read_text("utf-8"))
    wanted = annotated(case)
    read = [reader.read(reading.document) for reading in wanted]
    whole = as_made(read) if made else as_annotated(case, wanted, read)
    counted.wanted_copies |= twins(data.get("copies", []))
    counted.said_copies |= twins([whole.name(d) for d in group] for group in groups(whole.copies))
    members = annotated_incidents(case, wanted)
    for incident in data["incidents"]:
        own = members[incident["id"]]
        if len({member.document for member in own}) > 1:
            found = best_match(whole, own, pairs_of(wanted, read) if made else {})
            counted.add(incident["independent_sources"], found)


def as_annotated(case: Path, wanted: Sequence[Reading], read: Sequence[Reading]) -> Whole:
    """The case weighed from its annotation; only regions and marks are the reader's."""
    by_id = {reading.document.id: reading for reading in read}
    readings = [with_marks(reading, by_id[reading.document.id]) for reading in wanted]
    clusters = tuple(Cluster(id, members) for id, members in annotated_incidents(case, wanted).items())
    return weigh_all(readings, Links(clusters))


def as_made(read: Sequence[Reading]) -> Whole:
    """The case read, linked and weighed."""
    from recoupe.linking import link, records_of

    return weigh_all(read, link([record for reading in read for record in records_of(reading)]))


def pairs_of(wanted: Sequence[Reading], read: Sequence[Reading]) -> dict[Member, Member]:
    """Each annotated event with the one that was read for it."""
    by_id = {reading.document.id: reading for reading in read}
    found = {}
    for reading in wanted:
        text = reading.document.text
        annotation = [plain_event(event_to_json(event)) for event in reading.events]
        made = [event_to_json(event) for event in by_id[reading.document.id].events]
        for one, other in paired_events(annotation, made, text):
            found[Member(reading.document.id, one["id"])] = Member(reading.document.id, other["id"])
    return found


def plain_event(event: dict[str, Any]) -> dict[str, Any]:
    """An event with its mentions as phrases, as annotations have them."""
    return {**event, "mentions": [mention["text"] for mention in event["mentions"]]}


def best_match(whole: Whole, members: Sequence[Member], read_as: dict[Member, Member]) -> int:
    """The origins of the incident that most members are in; 0 where none was read."""
    own = {read_as.get(member, member) for member in members}
    best = max(whole.incidents, key=lambda incident: len(own & set(incident.members)), default=None)
    return len(best.origins) if best is not None and own & set(best.members) else 0


def twins(listed: Iterable[Iterable[str]]) -> set[frozenset[str]]:
    """Pairs of reports that are one text."""
    return {frozenset((a, b)) for group in map(list, listed) for a in group for b in group if a != b}
