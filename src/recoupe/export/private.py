"""Exports without the names of private persons: each is "[P1]", "[P2]" … all through one, and a key is kept apart.

Names are replaced in the texts and in all that was read from them, and every span is moved along, so that the words
still stand where an export says. A text that is changed has another id; the key tells which. Addresses that spell a
name are left out.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from recoupe.export import Written
from recoupe.export.people import PARTICLES, outlets_of, people
from recoupe.model import Document, Incident, Provenance, Reading, Span, Weighed
from recoupe.reading.actors_lexicon import fold
from recoupe.weighing.whole import Whole

T = TypeVar("T")
SHORTEST = 3  # letters of a surname that is replaced where it stands alone


@dataclass(frozen=True, slots=True)
class _Hidden:
    """A report with names replaced, and how its places move."""

    reading: Reading
    starts: tuple[int, ...]  # of the replaced names in the old text
    ends: tuple[int, ...]
    shifts: tuple[int, ...]  # by how much what stands after each name moves

    def moved(self, place: int, is_end: bool = False) -> int:
        """Where a place of the old text is in the new one; within a name it is the name's start or end."""
        index = bisect_right(self.starts, place - 1 if is_end else place) - 1
        if index < 0:
            return place
        if place < self.ends[index] or (is_end and place == self.ends[index]):
            new_start = self.starts[index] + (self.shifts[index - 1] if index else 0)
            return self.ends[index] + self.shifts[index] if is_end else new_start
        return place + self.shifts[index]


class Names:
    """The private persons of an export, each with what stands for the name."""

    def __init__(self, private: Mapping[str, str], reports: Mapping[str, Iterable[str]]) -> None:
        """Take the names by what stands for them, and the reports that name each."""
        self.marks = {name: mark for mark, name in private.items()}  # by the name
        self.reports = {name: tuple(dict.fromkeys(found)) for name, found in reports.items()}
        self.changed: dict[str, str] = {}  # new document ids by the old ones

    @classmethod
    def found_in(cls, wholes: Iterable[Whole]) -> Names:
        """Those whom no report shows as public persons, in the order in which they are named."""
        said: dict[str, list[bool]] = defaultdict(list)
        spelled: dict[str, str] = {}
        reports: dict[str, list[str]] = defaultdict(list)
        press: set[str] = set()
        for whole in wholes:
            for reading in whole.readings.values():
                press |= outlets_of(reading)
                for person in people(reading):
                    key = fold(person.name)
                    said[key].append(person.is_public)
                    reports[spelled.setdefault(key, person.name)].append(reading.document.name)
        public = {key for key, says in said.items() if any(says)}
        shown = public | press
        kept = [spelled[key] for key in said if key not in shown and not is_part_of(key, shown)]
        return cls({f"[P{number}]": name for number, name in enumerate(kept, start=1)}, reports)

    def hidden(self, whole: Whole) -> Whole:
        """Incidents and their reports with the names replaced."""
        by_id = {id: self._reading(reading) for id, reading in whole.readings.items()}
        ids = {id: hidden.reading.document.id for id, hidden in by_id.items()}
        self.changed |= {old: new for old, new in ids.items() if old != new}
        everywhere = self._pattern(self.marks, "")

        def text(value: str) -> str:
            return ids.get(value) or everywhere(value)

        return Whole(
            incidents=tuple(rewritten(with_places(i, by_id), text, None) for i in whole.incidents),
            readings={ids[id]: hidden.reading for id, hidden in by_id.items()},
            copies=tuple(
                replace(rewritten(c, text, None), spans=rewritten(c.spans, text, by_id.get(c.teller)))
                for c in whole.copies
            ),
            citations=rewritten(whole.citations, text, None),
            grades={text(name): grade for name, grade in whole.grades.items()},
            told_grades={rewritten(telling, text, None): grade for telling, grade in whole.told_grades.items()},
        )

    def keep(self, written: Written, place: Path) -> Written:
        """Write the key: what stands for whom, and which texts have another id."""
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["exported", "original", "kind", "reports"])
            writer.writerows([mark, name, "person", "; ".join(self.reports[name])] for name, mark in self.marks.items())
            writer.writerows([new, old, "document", ""] for old, new in self.changed.items())
        note = f"{len(self.marks)} names of private persons replaced; the key is {place}: keep it apart"
        return replace(written, notes=(*written.notes, note))

    # ------------------------------------------------------------ one report

    def _reading(self, reading: Reading) -> _Hidden:
        """A report with its names replaced, and everything that was read in it moved along."""
        document = reading.document
        change = self._pattern(self._of(document), document.text)
        places: list[tuple[int, int, str]] = []
        text = change(document.text, places)
        shifts, shift = [], 0
        for start, end, mark in places:
            shift += len(mark) - (end - start)
            shifts.append(shift)
        held = _Hidden(reading, tuple(p[0] for p in places), tuple(p[1] for p in places), tuple(shifts))
        clean = Document(
            text=text,
            name=document.name,
            language=document.language,
            outlet=document.outlet,
            published=document.published,
            title=change(document.title),
            url="" if self._spelled_in(document.url) else document.url,
            author=change(document.author),
        )
        body = replace(reading, document=clean)
        moved = {
            f.name: rewritten(getattr(body, f.name), change, held, text)
            for f in fields(Reading)
            if f.name != "document"
        }
        return replace(held, reading=replace(body, **moved))

    def _of(self, document: Document) -> dict[str, str]:
        """The names that a report may hold: the whole ones, and the surnames of those it names in full."""
        lowered = fold(document.text)
        found = {name: mark for name, mark in self.marks.items() if fold(name) in lowered}
        for name, mark in list(found.items()):
            surname = name.split()[-1]
            alone = re.search(rf"(?<!\w){re.escape(surname.lower())}(?!\w)", document.text)
            if len(surname) >= SHORTEST and surname[0].isupper() and alone is None:
                found.setdefault(surname, mark)
        return found

    def _spelled_in(self, url: str) -> bool:
        """Whether an address has all words of a name."""
        words = set(re.findall(r"[a-z]+", fold(url)))
        return any(set(fold(name).split()) - PARTICLES <= words for name in self.marks)

    def _pattern(self, marks: Mapping[str, str], text: str) -> Callable[..., str]:
        """What replaces names in a text, and notes where, if it is given a list for it."""
        if not marks:
            return lambda value, places=None: value
        by_fold = {name.casefold(): mark for name, mark in marks.items()}
        longest = sorted(marks, key=len, reverse=True)
        whole = [rf"(?i:{spaced(name)})" if " " in name else re.escape(name) for name in longest]
        pattern = re.compile(rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)")

        def change(value: str, places: list[tuple[int, int, str]] | None = None) -> str:
            def put(match: re.Match[str]) -> str:
                mark = by_fold[re.sub(r"\s+", " ", match.group()).casefold()]
                if places is not None:
                    places.append((match.start(), match.end(), mark))
                return mark

            return pattern.sub(put, value)

        return change


def spaced(name: str) -> str:
    """The pattern of a name whose words may be parted by any space, a line's end too."""
    return r"\s+".join(map(re.escape, name.split()))


def is_part_of(key: str, public: Iterable[str]) -> bool:
    """A surname or given name of a public person."""
    words = set(key.split())
    return any(words < set(name.split()) for name in public)


def with_places(incident: Incident, by_id: Mapping[str, _Hidden]) -> Incident:
    """An incident whose places stand where they are in the new text of the report that first gave each."""

    def moved(value: Weighed) -> Weighed:
        held = by_id.get(value.tellings[0].document) if value.tellings else None
        return replace(value, place=rewritten(value.place, lambda text: text, held)) if held else value

    return replace(incident, fields=tuple(replace(f, values=tuple(map(moved, f.values))) for f in incident.fields))


def rewritten(value: T, text: Callable[[str], str], held: _Hidden | None, new: str = "") -> T:
    """A value with every text in it rewritten and every span moved into the new text."""
    made: Any = value
    if isinstance(value, Span) and held is not None:
        start, end = held.moved(value.start), held.moved(value.end, is_end=True)
        whole = new or held.reading.document.text
        made = Span(start, end, whole[start:end])
    elif isinstance(value, Provenance):
        made = replace(value, note=text(value.note))
    elif isinstance(value, str) and not isinstance(value, Enum):
        made = text(value)
    elif isinstance(value, tuple):
        made = tuple(rewritten(item, text, held, new) for item in value)
    elif is_dataclass(value) and not isinstance(value, type):
        made = replace(value, **{f.name: rewritten(getattr(value, f.name), text, held, new) for f in fields(value)})
    result: T = made
    return result
