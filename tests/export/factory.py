"""One incident made by hand: each telling in a report of its own, so that a test shows the whole situation."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.export.coded import Coded
from recoupe.model import (
    Account,
    Date,
    Details,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Member,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Source,
    SourceKind,
    Span,
    Status,
)
from recoupe.weighing.weigh import weigh
from recoupe.weighing.whole import Whole

RULE = Provenance("factory")
HERE = Span(0, 1, "x")
GORE = Place("Goré", "TD", 8.65, 16.51667, "city", "geonames:2431907", HERE, RULE)
CHAD = Place("Tchad", "TD", 15.0, 19.0, "country", "iso:TD", HERE, RULE)


@dataclass(frozen=True)
class Says:
    """What one telling says: by whom, of whom, when, where, how many."""

    who: str = ""
    actor: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()
    claimed_by: tuple[str, ...] = ()
    killed: int | None = None
    injured: int | None = None
    people: int | None = None
    counted: str = ""  # the words of the toll
    date: str = "2024-03-12"
    read_by: str = "times.weekday"  # the rule that read the date
    killing: str = ""  # the entry of the verb
    place: Place | None = GORE
    factuality: str = "CT+"
    status: Status = Status.OCCURRED
    language: str = "en"


def one_of(
    *says: Says, type: EventType = EventType.ASSAULT, mode: tuple[str, ...] = (), part_of: tuple[str, ...] = ()
) -> Whole:
    """The tellings as one incident, i1."""
    readings = [report(number, one, type, mode) for number, one in enumerate(says, start=1)]
    held = {reading.document.id: reading for reading in readings}
    incident = weigh("i1", [Member(document, "e1") for document in held], held, part_of=part_of)
    return Whole((incident,), held)


def coded_of(*says: Says, type: EventType = EventType.ASSAULT, mode: tuple[str, ...] = (), rule: str = "ucdp") -> Coded:
    """The same as coders look at it."""
    whole = one_of(*says, type=type, mode=mode)
    return Coded(whole, whole.incidents[0], rule)


def report(number: int, one: Says, type: EventType, mode: tuple[str, ...]) -> Reading:
    document = Document(
        f"x, report {number}", f"report {number}", one.language, f"Outlet {number}", f"2024-03-{12 + number}"
    )
    event = Event("e1", type, mode, one.status, (HERE,), Details(), (account(one, document.outlet),), RULE)
    return Reading(document, (event,))


def account(one: Says, outlet: str) -> Account:
    sources = [Source(outlet, SourceKind.OUTLET, None, RULE)]
    if one.who:
        sources.append(Source(one.who, SourceKind.OTHER, HERE, RULE))
    form = Form.INDIRECT if one.who else Form.OWN_VOICE
    factuality = Factuality(one.factuality)
    return Account(tuple(sources), form, factuality, one.status, None, (), (HERE,), details(one), RULE, RULE)


def details(one: Says) -> Details:
    return Details(
        date=(Date(one.date, HERE, Provenance(one.read_by)),) if one.date else (),
        place=(one.place,) if one.place else (),
        actor=people(one.actor),
        recipient=people(one.recipient, one.killing),
        claimed_by=people(one.claimed_by),
        killed=number(one.killed, one.counted),
        injured=number(one.injured, ""),
        people=number(one.people, ""),
    )


def people(names: tuple[str, ...], entry: str = "") -> tuple[Participant, ...]:
    return tuple(Participant(name, HERE, None, Provenance("factory", entry)) for name in names)


def number(n: int | None, words: str) -> tuple[Quantity, ...]:
    return () if n is None else (Quantity(n, n, n, Span(0, len(words), words), RULE),)
