"""Incidents in plain words: what a value is, why a telling is no origin, which questions are open."""

from __future__ import annotations

from collections.abc import Iterator

from recoupe.interface import Texts
from recoupe.model import (
    CaseDiscrepancy,
    Collapse,
    DiscrepancyKind,
    EventType,
    FieldStatus,
    Incident,
    Provenance,
    Quantity,
    Span,
    Support,
    Telling,
    Weighed,
)
from recoupe.render.words import date_words, one_line, place_words, quantity_words, quotation, what_words
from recoupe.weighing.numbers import bounds_of
from recoupe.weighing.precision import When, Where
from recoupe.weighing.told import TOLLS
from recoupe.weighing.tolls import Toll
from recoupe.weighing.whole import Whole

NOWHERE = Span(0, 0, "")
NONE = Provenance("")
BEHIND = 4  # names behind a value; the matrix has them all
SHOWN = ("date", "place", "actor", "recipient", "instrument", *TOLLS, "damage", "claimed_by", "factuality")


def title(incident: Incident, say: Texts) -> str:
    """What an incident is: "Attack · explosives, gunfire"."""
    return what_words(incident.type, incident.mode, say)


def value_words(field: str, value: Weighed, say: Texts) -> str:
    """A weighed value in words."""
    if field == "factuality":
        return say(f"factuality.{value.value}")
    if field == "status":
        return say(f"status.{value.value}")
    if field == "date":
        return date_words(value.value, say)
    if field in TOLLS:
        return toll_words(value.value, say)
    return place_words(value.place, say) if value.place else one_line(value.value)


def toll_words(value: str, say: Texts) -> str:
    """A toll in words: "at least 3"."""
    low, best, high = bounds_of(value)
    if value.endswith("~"):
        high = None
    return quantity_words(Quantity(low, best, high, NOWHERE, NONE), say)


def range_words(toll: Toll, say: Texts) -> str:
    """ "low 4 · best 9 · high 17"."""
    high = say("incident.open") if toll.high is None else str(toll.high)
    return say("incident.toll", low=toll.low, best=toll.best, high=high)


def when_words(when: When, say: Texts) -> str:
    """The precision codes of a date."""
    return say("incident.time_codes", acled=code(when.acled, say), ucdp=code(when.ucdp, say))


def where_words(where: Where, say: Texts) -> str:
    """The precision codes of a place."""
    return say("incident.place_codes", acled=code(where.acled, say), ucdp=code(where.ucdp, say))


def code(number: int | None, say: Texts) -> str:
    """A code, or that there is none."""
    return say("incident.not_coded") if number is None else str(number)


def teller(telling: Telling, whole: Whole, say: Texts) -> str:
    """Who tells: "a resident (Nile Courier)", "Nile Courier"."""
    account = whole.account(telling)
    outlet = one_line(whole.readings[telling.document].document.outlet) or say("terminal.unnamed_outlet")
    if len(account.sources) == 1:
        return outlet
    return say("incident.through", who=one_line(account.sources[-1].name), outlet=outlet)


def behind_words(whole: Whole, value: Weighed, say: Texts) -> str:
    """Who gives a value, each source once, those named before the outlets that pass them on."""
    names: dict[str, int] = {}
    for telling in sorted(value.tellings, key=lambda t: len(whole.account(t).sources) == 1):
        names.setdefault(one_line(whole.account(telling).sources[-1].name) or say("terminal.unnamed_outlet"), 0)
    shown = list(names)[:BEHIND]
    if len(names) > BEHIND:
        shown.append(say("incident.more", n=len(names) - BEHIND))
    return say("typography.comma").join(shown)


def words_of(telling: Telling, whole: Whole, width: int) -> str:
    """The words of a telling as the report has them; those that name the event, where it has none of its own."""
    reading = whole.readings[telling.document]
    event = next(e for e in reading.events if e.id == telling.event)
    return quotation(event.accounts[telling.account], event, reading.document.text, width)


def collapse_words(collapse: Collapse, whole: Whole, say: Texts) -> str:
    """Why a telling is no origin of its own."""
    into = whole.account(collapse.into)
    outlet = one_line(whole.readings[collapse.into.document].document.outlet) or say("terminal.unnamed_outlet")
    name = collapse.reason.rule.rpartition(".")[2]
    return say(f"collapse.{name}", who=one_line(into.sources[-1].name) or outlet, outlet=outlet)


def discrepancy_words(discrepancy: CaseDiscrepancy, say: Texts) -> str:
    """What does not fit, and who says what: "4 for the army; 12 for the mayor"."""
    told = say("typography.semicolon").join(
        say("incident.says", what=told_words(discrepancy.field, what, say), who=one_line(who))
        for who, what in discrepancy.values
    )
    field = say(f"field.{discrepancy.field}") if discrepancy.field in say.tables["field"] else ""
    return say("incident.on_field", field=field, told=told) if field and told else told


def told_words(field: str, said: str, say: Texts) -> str:
    """One side of a discrepancy in words."""
    if field in TOLLS and said[:1].isdigit() and " " not in said:
        return toll_words(said, say)
    if field == "factuality" and said in say.tables["factuality"]:
        return say(f"factuality.{said}")
    if field == "date":
        return date_words(said, say)
    return one_line(said) or say("incident.nothing")


def open_questions(incident: Incident, whole: Whole, say: Texts) -> Iterator[str]:
    """What an analyst would ask next: what rests on one origin, who could be asked, what is not in the case."""
    for field in incident.fields:
        if field.field not in SHOWN or field.field == "factuality":
            continue
        label = say(f"field.{field.field}")
        if field.status is FieldStatus.DISPUTED and field.field in TOLLS:
            names = [teller(v.tellings[0], whole, say) for v in field.values if not v.superseded]
            yield say("question.toll", field=label, who=say("typography.comma").join(dict.fromkeys(names)))
        elif field.status is FieldStatus.SINGLE_ORIGIN and len(incident.origins) > 1 and field.field in TOLLS:
            name = incident.origins[field.values[0].origins[0]].name if field.values[0].origins else ""
            yield say("question.single_field", field=label, who=one_line(name))
    if len(incident.origins) == 1:
        yield say("question.single", who=one_line(incident.origins[0].name))
    yield from missing_reports(incident, whole, say)
    kinds = {d.kind for d in incident.discrepancies}
    if DiscrepancyKind.DENIAL in kinds:
        yield say("question.denial")
    if not any(f.field in TOLLS for f in incident.fields) and incident.type is EventType.ASSAULT:
        yield say("question.no_toll")


def missing_reports(incident: Incident, whole: Whole, say: Texts) -> Iterator[str]:
    """Outlets that are cited for this incident and whose own report the case does not have."""
    asked: dict[str, list[str]] = {}
    for citation in whole.citations:
        if citation.teller in incident.members and citation.support is Support.NOT_IN_CASE:
            account = whole.event(citation.teller).accounts[citation.account]
            name = one_line(account.sources[citation.link].name)
            asked.setdefault(name, []).append(whole.readings[citation.teller.document].document.outlet)
    for name, outlets in asked.items():
        yield say("question.not_in_case", who=name, outlets=say("typography.comma").join(dict.fromkeys(outlets)))
