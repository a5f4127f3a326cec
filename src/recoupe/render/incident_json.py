"""Incidents as JSON: id, events, independent sources and conflicts as other tools expect them, and all the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from recoupe.linking.copies import groups
from recoupe.model import (
    CaseDiscrepancy,
    Citation,
    Collapse,
    DiscrepancyKind,
    FieldStatus,
    Incident,
    Origin,
    Telling,
    Weighed,
    WeighedField,
)
from recoupe.weighing import toll, when, where
from recoupe.weighing.retelling import circles
from recoupe.weighing.told import TOLLS
from recoupe.weighing.tolls import RULES
from recoupe.weighing.whole import Whole

Json = dict[str, Any]
OPEN = (FieldStatus.DISPUTED, FieldStatus.DENIED)


def case_to_json(whole: Whole, incidents: Iterable[Incident]) -> Json:
    """Some incidents of a case, and which of its reports are one text."""
    return {
        "incidents": [incident_to_json(whole, incident) for incident in incidents],
        "copies": [[whole.name(document) for document in group] for group in groups(whole.copies)],
        "overlaps": [
            {
                "teller": whole.name(c.teller),
                "origin": whole.name(c.origin),
                "overlap": c.overlap.value,
                "share": c.share,
                "spans": [[s.start, s.end] for s in c.spans],
            }
            for c in whole.copies
        ],
        "circles": [[whole.name(document) for document in circle] for circle in circles(whole.citations)],
    }


def incident_to_json(whole: Whole, incident: Incident) -> Json:
    """One incident in full. Reports go by their names; tellings are [report, event, index of the account]."""
    date, place = when(incident), where(incident)
    return {
        "id": incident.id,
        "events": [[whole.name(member.document), member.event] for member in incident.members],
        "independent_sources": len(incident.origins),
        "conflicts": conflicts(whole, incident),
        "type": incident.type.value,
        "mode": list(incident.mode),
        "part_of": list(incident.part_of),
        "date": date
        and {"edtf": date.edtf, "start": date.start, "end": date.end, "acled": date.acled, "ucdp": date.ucdp},
        "place": place
        and {
            "name": place.place.name,
            "country": place.place.country or None,
            "lat": place.place.lat,
            "lon": place.place.lon,
            "precision": place.place.precision,
            "acled": place.acled,
            "ucdp": place.ucdp,
        },
        **{name: tolls(incident, name) for name in TOLLS},
        "origins": [origin_to_json(whole, origin) for origin in incident.origins],
        "fields": [field_to_json(whole, field) for field in incident.fields],
        "discrepancies": [discrepancy_to_json(whole, discrepancy) for discrepancy in incident.discrepancies],
        "citations": [citation_to_json(whole, c) for c in whole.citations if c.teller in incident.members],
    }


def conflicts(whole: Whole, incident: Incident) -> list[Json]:
    """Each field on which accounts conflict, with who says what; a figure that its source revised conflicts no more."""
    hedged = any(d.kind is DiscrepancyKind.HEDGE_DROPPED for d in incident.discrepancies)
    found = []
    for field in incident.fields:
        if field.status in OPEN or (field.field == "factuality" and hedged):
            values: Json = {}
            for value in field.values:
                if not value.superseded:
                    values[unused(speaker(whole, value), whole, value, values)] = plain(field.field, value)
            found.append({"field": field.field, "values": values})
    return found


def speaker(whole: Whole, value: Weighed) -> str:
    """Who says it: the first telling that is no outlet's own voice, else the outlet."""
    accounts = [whole.account(telling) for telling in value.tellings]
    inner = next((a for a in accounts if len(a.sources) > 1), accounts[0])
    return inner.sources[-1].name


def unused(name: str, whole: Whole, value: Weighed, values: Json) -> str:
    """The name, with its outlet where it stands for another value already."""
    if name not in values:
        return name
    return f"{name} ({whole.readings[value.tellings[0].document].document.outlet}, {value.value})"


def plain(field: str, value: Weighed) -> int | str:
    """A number as such where it is exact."""
    return int(value.value) if field in TOLLS and value.value.isdigit() else value.value


def tolls(incident: Incident, name: str) -> Json | None:
    """A toll by every rule; None where nobody gives one."""
    found = {rule: toll(incident, name, rule) for rule in RULES}
    held = {rule: {"low": t.low, "best": t.best, "high": t.high} for rule, t in found.items() if t}
    return held or None


def telling_to_json(whole: Whole, telling: Telling) -> list[str | int]:
    """Report, event and index of the account."""
    return [whole.name(telling.document), telling.event, telling.account]


def origin_to_json(whole: Whole, origin: Origin) -> Json:
    """An origin with those who repeat it."""
    return {
        "name": origin.name,
        "kind": origin.kind.value,
        "grade": whole.grade(origin.tellings[0]) or None,
        "tellings": [telling_to_json(whole, telling) for telling in origin.tellings],
        "collapsed": [collapse_to_json(whole, collapse) for collapse in origin.collapsed],
    }


def collapse_to_json(whole: Whole, collapse: Collapse) -> Json:
    """A telling that is no origin of its own, and why: with the places in the texts."""
    account = whole.account(collapse.telling)
    spans = [*account.mentions, *account.content]
    return {
        "telling": telling_to_json(whole, collapse.telling),
        "into": telling_to_json(whole, collapse.into),
        "reason": collapse.reason.rule,
        "note": collapse.reason.note,
        "spans": [{"text": s.text, "start": s.start, "end": s.end} for s in spans],
    }


def field_to_json(whole: Whole, field: WeighedField) -> Json:
    """A field with its values, best supported first; origins are counted from 0."""
    return {
        "field": field.field,
        "status": field.status.value,
        "values": [
            {
                "value": value.value,
                "origins": list(value.origins),
                "tellings": [telling_to_json(whole, telling) for telling in value.tellings],
                "superseded": value.superseded,
            }
            for value in field.values
        ],
    }


def discrepancy_to_json(whole: Whole, discrepancy: CaseDiscrepancy) -> Json:
    """What does not fit, and who says what."""
    return {
        "kind": discrepancy.kind.value,
        "field": discrepancy.field,
        "tellings": [telling_to_json(whole, telling) for telling in discrepancy.tellings],
        "values": [{"source": who, "value": what} for who, what in discrepancy.values],
        "reason": discrepancy.provenance.rule,
    }


def citation_to_json(whole: Whole, citation: Citation) -> Json:
    """Who is cited, and what the cited report says."""
    account = whole.event(citation.teller).accounts[citation.account]
    cited = citation.cited
    return {
        "telling": [whole.name(citation.teller.document), citation.teller.event, citation.account],
        "outlet": account.sources[citation.link].name,
        "cited": [whole.name(cited.document), cited.event] if cited else None,
        "support": citation.support.value,
        "note": citation.provenance.note,
    }
