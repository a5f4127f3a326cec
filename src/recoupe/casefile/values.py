"""What a case tells of its documents."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from recoupe.model import EventType, Status


class Addition(StrEnum):
    """What adding a report came to."""

    NEW = "new"
    VERSION = "version"  # new, and another text of an address that the case has
    APPEARANCE = "appearance"  # a text that the case has, printed by another outlet or at another address
    COMPLETED = "completed"  # a text that the case has, of which it now knows more: it was read anew
    KNOWN = "known"  # nothing was added


@dataclass(frozen=True, slots=True)
class Added:
    """What adding one report came to. When this is told, the document is stored for good."""

    addition: Addition
    document: str  # its id
    name: str  # its name in the case
    earlier: str = ""  # name of the earlier version of its address
    outlet: str = ""  # who printed it
    events: int = 0
    accounts: int = 0
    notices: tuple[str, ...] = ()
    lost: tuple[int, ...] = ()  # judgements on events that are read no more, of a completed one


@dataclass(frozen=True, slots=True)
class Reread:
    """What reading one document anew came to. When this is told, it is stored."""

    document: str
    name: str
    is_changed: bool  # whether anything reads otherwise now
    events: int
    lost: tuple[int, ...] = ()  # judgements on events that are read no more
    found: tuple[int, ...] = ()  # judgements on events that are read again


@dataclass(frozen=True, slots=True)
class Stored:
    """A document of the case without its text."""

    id: str
    name: str  # unique within the case
    language: str
    outlet: str
    published: str
    title: str
    url: str
    author: str
    added: str  # UTC, "2024-09-13T08:30:00Z"
    reader: str  # version of the reader that read it


@dataclass(frozen=True, slots=True)
class Appearance:
    """An outlet that printed the text of a document, word for word."""

    document: str
    outlet: str
    published: str
    url: str


@dataclass(frozen=True, slots=True)
class Pending:
    """The documents that wait to be linked, and how far the case had come when this was asked."""

    documents: tuple[str, ...]
    change: int  # changes of the case so far
    links: int  # times that links were stored so far


@dataclass(frozen=True, slots=True)
class Filter:
    """Which incidents to list. What is left out is not asked."""

    since: str = ""  # a day: the incident may not end before it
    until: str = ""  # a day: it may not begin after it
    country: str = ""  # ISO 3166-1 alpha-2
    place: str = ""  # a part of its name
    near: tuple[float, float, float] | None = None  # latitude, longitude, kilometres
    type: EventType | None = None
    mode: str = ""
    status: Status | None = None
    disputed: bool | None = None
    single_origin: bool | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """An incident in a list: what it can be found by."""

    id: str
    type: EventType
    mode: tuple[str, ...]
    status: Status
    time_low: str  # first and last day; "" where nobody says
    time_high: str
    place: str
    country: str
    lat: float | None
    lon: float | None
    events: int
    documents: int
    origins: int | None  # None until it is weighed
    disputed: bool
    single_origin: bool
    stale: bool  # a document, a reading or a judgement under it changed since it was linked
