"""The vocabulary of Recoupe: frozen values, and nothing else.

A `Document` is read into `Event`s; each telling of an event is an `Account`, one source's version of it. Every value
says where it stands in the text (`Span`) and why it is there (`Provenance`).

Standards: event types and modes are PLOVER's; dates EDTF (ISO 8601-2); countries ISO 3166-1 alpha-2; languages BCP 47;
factuality is FactBank's scale (Saurí and Pustejovsky 2009).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

CODED = "coded:"  # how the addresses of coded rows begin


class EventType(StrEnum):
    """The sixteen event types of PLOVER."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Status(StrEnum):
    """Where an event stands in time and reality, for the firmest of its accounts."""

    OCCURRED = "occurred"
    ONGOING = "ongoing"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Factuality(StrEnum):
    """FactBank's scale: how far a source commits itself to an event."""

    CERTAIN = "CT+"
    PROBABLE = "PR+"
    POSSIBLE = "PS+"
    CERTAIN_NOT = "CT-"
    PROBABLE_NOT = "PR-"
    POSSIBLE_NOT = "PS-"
    UNCOMMITTED = "UU"

    @property
    def polarity(self) -> int:
        """1 for happened, -1 for did not happen, 0 for uncommitted."""
        return {"+": 1, "-": -1}.get(self.value[-1], 0)

    @property
    def strength(self) -> int:
        """3 certain, 2 probable, 1 possible, 0 uncommitted."""
        return {"CT": 3, "PR": 2, "PS": 1}.get(self.value[:2], 0)


class SourceKind(StrEnum):
    """What a source is to the event it tells of."""

    OUTLET = "outlet"
    AGENCY = "agency"
    OFFICIAL = "official"
    MILITARY = "military"
    ARMED_GROUP = "armed group"
    WITNESS = "witness"
    ANONYMOUS = "anonymous"
    EXPERT = "expert"
    NGO = "ngo"
    SOCIAL_MEDIA = "social media"
    IMAGERY = "imagery"
    DOCUMENT = "document"
    DATASET = "dataset"  # who coded events from reports
    PERSON = "person"  # someone named, of whom the text does not say what they are
    OTHER = "other"


class Form(StrEnum):
    """By which form of attribution a source's words are given."""

    OWN_VOICE = "own voice"
    DIRECT = "direct"
    INDIRECT = "indirect"
    ACCORDING_TO = "according-to"
    NOMINAL = "nominal"
    CONDITIONAL = "conditional"


class Region(StrEnum):
    """What a part of the published text is for."""

    HEADLINE = "headline"
    CAPTION = "caption"
    BODY = "body"
    QUOTED = "quoted block"
    RESIDUE = "page residue"


class DiscrepancyKind(StrEnum):
    """What a careful editor would flag, inside one document or (the last two) across several."""

    HEADLINE_OVERSTATES = "headline_overstates"
    HEDGE_DROPPED = "hedge_dropped"
    NUMBER_CONFLICT = "number_conflict"
    DATE_CONFLICT = "date_conflict"
    PLACE_CONFLICT = "place_conflict"
    ACTOR_CONFLICT = "actor_conflict"
    DENIAL = "denial"
    COUNT_CONFLICT = "count_conflict"
    STALE_IMAGE = "stale_image"
    CITATION_UNSUPPORTED = "citation_unsupported"  # the cited text does not say it
    TOLL_REVISED = "toll_revised"  # a later version of one source: no conflict


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points of `Document.text`, with the words that stand there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Why a value is there, so that a reader can ask."""

    rule: str  # the rule that gave it: "sources.according_to"
    entry: str = ""  # the lexicon entry it came from: "fr.cue.selon"
    note: str = ""  # the reckoning, if there was one: "samedi = last Saturday on or before 2021-03-13"


@dataclass(frozen=True, slots=True)
class Document:
    """A report as published. `text` is never changed: all spans count its code points."""

    text: str
    name: str = ""  # the file's stem, or what the caller calls it
    language: str = ""  # BCP 47: "fr"
    outlet: str = ""
    published: str = ""  # EDTF day or second: "2021-03-13"; "" where unknown
    title: str = ""
    url: str = ""
    author: str = ""

    @property
    def id(self) -> str:
        """SHA-256 of the text in UTF-8: the same text is the same document."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def is_coded(self) -> bool:
        """A row of coded data, and no report: its address is "coded:NAME/ID"."""
        return self.url.startswith(CODED)


@dataclass(frozen=True, slots=True)
class Date:
    """When, as a source gives it. `edtf` is a day, month, year, interval or approximate value of EDTF level 1."""

    edtf: str
    span: Span
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Place:
    """Where, only as exactly as the text says. Coordinates are degrees WGS 84; None where unlocated."""

    name: str  # as the text spells it
    country: str  # ISO 3166-1 alpha-2, "" where unknown
    lat: float | None
    lon: float | None
    precision: str  # "site", "city", "district", "region", "country", "area", "relative"
    gazetteer: str  # "geonames:99347", "recoupe:ain-al-asad", ""
    span: Span
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Participant:
    """Who or what took part: a noun phrase of the text in its fullest form."""

    name: str
    span: Span
    id: str | None  # of the actor register, where it is known there
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people as told. `high` is None where the text sets no upper bound ("at least three")."""

    low: int
    best: int
    high: int | None
    span: Span
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Damage:
    """What was damaged or destroyed, in the words of the text."""

    name: str
    span: Span
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Source:
    """Who is quoted or cited. `span` is None for the outlet, which the text need not name."""

    name: str
    kind: SourceKind
    span: Span | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of an event. An empty tuple: nothing is said, which is not zero."""

    date: tuple[Date, ...] = ()
    place: tuple[Place, ...] = ()
    actor: tuple[Participant, ...] = ()
    recipient: tuple[Participant, ...] = ()
    instrument: tuple[Participant, ...] = ()
    killed: tuple[Quantity, ...] = ()
    injured: tuple[Quantity, ...] = ()
    people: tuple[Quantity, ...] = ()  # how many were taken, held, freed, displaced or marched, as the type tells
    damage: tuple[Damage, ...] = ()
    claimed_by: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One source's telling of one event.

    Two sources that agree are two accounts; agreement belongs to the incident, never to a merged row, so that nobody
    speaks for anybody else.
    """

    sources: tuple[Source, ...]  # outlet first, origin last
    form: Form
    factuality: Factuality
    status: Status
    cue: Span | None
    content: tuple[Span, ...]
    mentions: tuple[Span, ...]  # the words by which this source names the event
    details: Details  # what this source alone says
    provenance: Provenance  # of the attribution
    factuality_provenance: Provenance


@dataclass(frozen=True, slots=True)
class Event:
    """The accounts of one thing within one document, with the values they share, best supported first."""

    id: str
    type: EventType
    mode: tuple[str, ...]
    status: Status
    mentions: tuple[Span, ...]
    details: Details
    accounts: tuple[Account, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Two accounts that cannot both stand, or a telling that says more than what it cites."""

    kind: DiscrepancyKind
    event: str  # id of the event
    field: str  # "killed", "place", "factuality" …
    spans: tuple[Span, ...]  # the words that show it
    provenance: Provenance
    values: tuple[tuple[str, str], ...]  # who says what: ("the army", "4"), ("the mayor", "12"); the interface words it


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of text that a stage recognised, whether or not it ended in an event: for display and explanation."""

    layer: str  # "time", "place", "source", "cue", "content", "hedge", "actor", "quantity", "loaded"
    span: Span
    label: str  # what it was read as: "2021-03-13", "Al Fallujah (IQ)"
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was read in one document."""

    document: Document
    events: tuple[Event, ...]
    discrepancies: tuple[Discrepancy, ...] = ()
    regions: tuple[tuple[Region, Span], ...] = ()
    marks: tuple[Mark, ...] = ()
    warnings: tuple[str, ...] = field(default=())  # "no publication date: relative dates stay unresolved …"


# ---------------------------------------------------------------- across documents


@dataclass(frozen=True, slots=True, order=True)
class Member:
    """An event of one document, as a part of something larger: the document's id and the event's id in its reading."""

    document: str
    event: str


class Overlap(StrEnum):
    """How far the text of one document is that of another."""

    COPY = "copy"  # the same words
    EDIT = "edit"  # the same text, lightly edited
    EXCERPT = "excerpt"  # a paragraph or more of it stands in the other
    TRANSLATION = "translation"
    VERSION = "version"  # a later text of the same address


@dataclass(frozen=True, slots=True)
class Copying:
    """One document repeats another's words. `teller` is the later one, `origin` the earlier."""

    teller: str  # document id
    origin: str  # document id
    overlap: Overlap
    share: float  # of the teller's text that is the origin's, 0 to 1
    spans: tuple[Span, ...]  # of the teller's text that repeat the origin's
    provenance: Provenance


class Support(StrEnum):
    """What the cited document says of what it is cited for."""

    SAYS_SO = "says so"
    LESS_CERTAIN = "less certain"  # it says so with more caution than the teller
    DENIES = "denies"
    DOES_NOT_SAY = "does not say"
    NOT_IN_CASE = "not in the case"


@dataclass(frozen=True, slots=True)
class Citation:
    """An account whose chain names an outlet, and what that outlet's own document in the case says."""

    teller: Member
    account: int  # index of the account in the event
    link: int  # index in the account's chain of the outlet that is cited
    cited: (
        Member | None
    )  # the event in the cited outlet's document; None where it is not in the case or does not say it
    support: Support
    provenance: Provenance


@dataclass(frozen=True, slots=True, order=True)
class Telling:
    """One account within a case."""

    document: str
    event: str
    account: int


@dataclass(frozen=True, slots=True)
class Collapse:
    """Why a telling is no origin of its own: it repeats another."""

    telling: Telling
    into: Telling
    reason: Provenance  # rule "independence.copy", "independence.cited", "independence.same_army" …; note in data words


@dataclass(frozen=True, slots=True)
class Origin:
    """A first holder of information on an incident, with all tellings that go back to it."""

    name: str
    kind: SourceKind
    tellings: tuple[Telling, ...]  # the first is the origin's own, or the nearest to it
    collapsed: tuple[Collapse, ...]


class FieldStatus(StrEnum):
    """How the accounts of an incident stand to each other on one field."""

    AGREED = "agreed"  # two or more origins, one value
    DISPUTED = "disputed"  # two or more values that cannot all stand
    SINGLE_ORIGIN = "single origin"
    DENIED = "denied"  # some assert, some deny


@dataclass(frozen=True, slots=True)
class Weighed:
    """One value of a field, and who stands behind it."""

    value: str  # in data form: "12", "3+" (at least), "20~" (about), "2022-11-08", a name
    tellings: tuple[Telling, ...]
    origins: tuple[int, ...]  # indices in `Incident.origins`
    day: str = ""  # when it was last published
    place: Place | None = None  # of a place, where it is
    superseded: bool = False  # each source that gave it gave another one later


@dataclass(frozen=True, slots=True)
class WeighedField:
    """All values of one field of an incident, best supported first."""

    field: str
    status: FieldStatus
    values: tuple[Weighed, ...]


@dataclass(frozen=True, slots=True)
class CaseDiscrepancy:
    """What cannot stand together across the documents of an incident, or says more than what it cites."""

    kind: DiscrepancyKind
    field: str
    tellings: tuple[Telling, ...]  # that show it
    values: tuple[tuple[str, str], ...]  # who says what
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Incident:
    """The events of one thing across documents."""

    id: str
    members: tuple[Member, ...]
    type: EventType
    mode: tuple[str, ...]
    origins: tuple[Origin, ...]
    fields: tuple[WeighedField, ...]
    discrepancies: tuple[CaseDiscrepancy, ...]
    part_of: tuple[str, ...] = ()  # ids of incidents that count this one among theirs: a roundup, a series
