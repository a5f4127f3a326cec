"""Cases made by hand: a report is the accounts of one event, so that a test shows the whole situation."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.model import (
    Account,
    Copying,
    Details,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Incident,
    Member,
    Overlap,
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
from recoupe.model import Date as EventDate
from recoupe.weighing import weigh

RULE = Provenance("factory")
HERE = Span(0, 1, "x")

Who = tuple[str, SourceKind]


@dataclass(frozen=True)
class Says:
    """One account: who passes it on to whom (without the outlet), how certain, and what."""

    chain: tuple[Who, ...] = ()
    factuality: str = "CT+"
    killed: int | None = None
    injured: int | None = None
    actor: str = ""
    date: str = ""
    place: Place | None = None
    at_least: bool = False
    status: Status = Status.OCCURRED


def place(name: str, lat: float, lon: float, precision: str = "city") -> Place:
    return Place(name, "SD", lat, lon, precision, "", HERE, RULE)


def details(says: Says) -> Details:
    high = None if says.at_least else says.killed
    return Details(
        date=(EventDate(says.date, HERE, RULE),) if says.date else (),
        place=(says.place,) if says.place else (),
        actor=(Participant(says.actor, HERE, None, RULE),) if says.actor else (),
        killed=(Quantity(says.killed, says.killed, high, HERE, RULE),) if says.killed is not None else (),
        injured=(Quantity(says.injured, says.injured, says.injured, HERE, RULE),) if says.injured is not None else (),
    )


def account(outlet: str, says: Says, text: str) -> Account:
    sources = [Source(outlet, SourceKind.OUTLET, None, RULE)]
    for name, kind in says.chain:
        start = text.find(name)
        sources.append(Source(name, kind, Span(start, start + len(name), name) if start >= 0 else None, RULE))
    factuality = Factuality(says.factuality)
    status = Status.NEGATED if factuality.polarity < 0 else says.status
    form = Form.INDIRECT if says.chain else Form.OWN_VOICE
    return Account(tuple(sources), form, factuality, status, None, (), (), details(says), RULE, RULE)


def report(outlet: str, published: str, *says: Says, language: str = "en", text: str = "") -> Reading:
    """A report with one event, e1."""
    text = text or f"{outlet} {published} {says}"
    document = Document(text, f"{outlet} {published}", language, outlet, published)
    accounts = tuple(account(outlet, one, text) for one in says)
    mention = (Span(0, 0, ""),)
    event = Event("e1", EventType.ASSAULT, (), Status.OCCURRED, mention, Details(), accounts, RULE)
    return Reading(document, (event,))


def incident_of(*reports: Reading, copies: tuple[Copying, ...] = (), checked: bool = True) -> Incident:
    """The reports' events as one incident, weighed."""
    from recoupe.linking.citations import citations

    readings = {reading.document.id: reading for reading in reports}
    members = [Member(document, "e1") for document in readings]
    cited = citations(reports, dict.fromkeys(members, "i1")) if checked else []
    return weigh("i1", members, readings, copies, cited)


def copying(teller: Reading, origin: Reading, overlap: Overlap = Overlap.EDIT) -> Copying:
    """The whole of one report is another's."""
    text = teller.document.text
    whole = (Span(0, len(text), text),)
    return Copying(teller.document.id, origin.document.id, overlap, 1.0, whole, RULE)


def names(incident: Incident) -> list[str]:
    """Who the origins are."""
    return [origin.name for origin in incident.origins]


def reasons(incident: Incident) -> set[str]:
    """Why tellings were collapsed."""
    return {c.reason.rule.removeprefix("independence.") for origin in incident.origins for c in origin.collapsed}
