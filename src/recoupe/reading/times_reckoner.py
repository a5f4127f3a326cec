"""What the times of a text are reckoned from: the day of writing, the day the story has reached, the verb's tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from recoupe.reading.times_calendar import When, day_when
from recoupe.reading.times_grammar import Item

RECENT = 40  # days around the publication within which a day can be the story's own
UNKNOWN = When("DATE")
WRITTEN = "as written"
YEAR = "the year"
TOLD = "going on from"


@dataclass(slots=True)
class Reckoner:
    """What the times of a text are reckoned from; it moves on with the text."""

    published: date | None
    now: date | None  # the publication, or the dated entry of a live page
    direction: Callable[[Item], str] = lambda item: ""  # "past", "future" or "" for the verb around an item
    focus: When | None = None  # the last date of the text
    day: When | None = None  # the last exact day of the paragraph, else of the story
    story: When | None = None  # the last exact day near the publication
    told: date | None = None  # the last date with its year in a history, which later dates go on from
    current: bool = False  # a text that speaks of today or of weekdays is no history
    item: Item | None = None
    aside: tuple[When | None, When | None, When | None] | None = None  # where the story stood before it was left
    found: dict[int, When] = field(default_factory=dict)

    def tense(self) -> str:
        """The direction of the verb around the item that is being reckoned."""
        return self.direction(self.item) if self.item else ""

    def value(self, item: Item) -> When:
        """The value of an item, reckoned once."""
        kept = self.found.get(id(item))
        if kept is None:
            before, self.item = self.item, self.item or item
            assert item.pattern
            assert item.pattern.reckon
            kept = self.found[id(item)] = item.pattern.reckon(self, item.slots)
            self.item = before
        return kept

    def move_on(self, when: When) -> None:
        """Remember the date just read: later ones lean on it."""
        if when.first is None or when.last is None or when.type not in ("DATE", "TIME") or when.open:
            return
        if when.passing:
            return
        self.focus = when
        if when.note.startswith((WRITTEN, TOLD)) and when.grain in ("D", "M", "Y", "SE"):
            near = self.now is not None and when.first.year >= self.now.year - 1
            self.told = None if near or self.current else when.first
        if when.grain == "D" and not when.approximate and (when.last - when.first).days <= 1:
            self.day = when
            if self.now and abs((when.first - self.now).days) <= RECENT:
                self.story = when

    def leave(self) -> None:
        """What follows up to the sentence's end goes on from when somebody spoke, and the story from before."""
        if self.aside is None and (self.day or self.story):
            self.aside = (self.focus, self.day, self.story)

    def go_back(self) -> None:
        """Back to the story."""
        if self.aside is not None:
            self.focus, self.day, self.story = self.aside
            self.aside = None

    def new_paragraph(self) -> None:
        """Days of another paragraph give way to the story's own."""
        self.day = None

    def any_day(self) -> When | None:
        """The day a time of day belongs to where it names none."""
        if self.day or self.story:
            return self.day or self.story
        return day_when(self.now) if self.now else None
