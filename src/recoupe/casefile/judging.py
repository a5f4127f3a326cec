"""Judgements in the tables: added, undone, and found again when their documents are read anew."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, insert, select, update

from recoupe.casefile import documents, records
from recoupe.casefile import tables as t
from recoupe.casefile.anchors import Anchor, account_at, anchor_of, event_at
from recoupe.casefile.changes import changed, now
from recoupe.casefile.codec import from_plain, to_plain
from recoupe.casefile.errors import UnusableJudgement
from recoupe.casefile.judgements import (
    GRADE,
    KINDS,
    Correction,
    Grade,
    Grouping,
    Identity,
    Judgement,
    Undoing,
    Verdict,
    account,
    members,
    moved,
    settled,
)
from recoupe.casefile.values_of_fields import checked, machine_value
from recoupe.model import Event, Member, Reading


def judge(connection: Connection, verdict: Verdict, author: str, reason: str) -> Judgement:
    """Add a judgement, with what its events are recognised by.

    Raises:
        UnusableJudgement: it has no reason, or speaks of what is not in the case.
    """
    if not reason.strip():
        raise UnusableJudgement("a judgement without a reason", "give --reason")
    judged = [(member, event_of(connection, member)) for member in members(verdict)]
    verdict = sound(connection, verdict, [event for _, event in judged])
    anchors = tuple(anchor_of(m.document, event, account(verdict)) for m, event in judged)
    row = {
        "author": author,
        "time": now(),
        "reason": reason.strip(),
        "kind": verdict.kind,
        "verdict": json.dumps(to_plain(verdict), ensure_ascii=False),
        "anchors": json.dumps(to_plain(anchors)),
    }
    result = connection.execute(insert(t.judgement).values(row))
    assert result.inserted_primary_key is not None
    id = int(result.inserted_primary_key[0])
    for number, anchor in enumerate(anchors):
        at = None if anchor.account is None else anchor.account.number
        place = {"judgement": id, "number": number, "document": anchor.document, "event": anchor.event, "account": at}
        connection.execute(insert(t.anchoring).values(place))
    ids = touched(connection, verdict)
    changed(connection, ids)
    if isinstance(verdict, (Correction, Undoing)):
        put_events_again(connection, ids)
    return Judgement(id, author, str(row["time"]), str(row["reason"]), verdict)


def sound(connection: Connection, verdict: Verdict, events: Sequence[Event]) -> Verdict:
    """The verdict, if it can be one, with the machine's value beside the person's."""
    number = account(verdict)
    if number is not None and not 0 <= number < len(events[0].accounts):
        found = f"no account {number + 1}, for the event has {len(events[0].accounts)}"
        raise UnusableJudgement(found, "recoupe documents NAME shows them")
    match verdict:
        case Identity() if verdict.one == verdict.other:
            raise UnusableJudgement("one event alone", "name two")
        case Grouping() if not verdict.identities():
            raise UnusableJudgement("one event alone", "name two")
        case Correction():
            value = checked(verdict.field, verdict.value)
            return replace(verdict, value=value, machine=machine_value(events[0], verdict.field, verdict.account))
        case Grade() if not GRADE.fullmatch(verdict.grade):
            raise UnusableJudgement(f"no grade {verdict.grade!r}", "give A to F, 1 to 6, or both: B2")
        case Undoing():
            refuse_undoing(connection, verdict)
    return verdict


def refuse_undoing(connection: Connection, verdict: Undoing) -> None:
    """What is not there, or is undone already, cannot be undone."""
    found = {judgement.id: judgement for judgement in judgements(connection)}
    if verdict.judgement not in found:
        raise UnusableJudgement(f"no judgement {verdict.judgement}", "recoupe judgements lists them")
    by = found[verdict.judgement].undone_by
    if by is not None:
        raise UnusableJudgement(
            f"judgement {verdict.judgement} is undone already, by {by}", f"to have it back, undo {by}"
        )


def event_of(connection: Connection, member: Member) -> Event:
    """An event of the case."""
    events = next((r.events for r in documents.readings(connection, [member.document])), ())
    found = next((event for event in events if event.id == member.event), None)
    if found is None:
        raise UnusableJudgement(
            f"no event {member.event} in document {member.document[:12]}", "recoupe documents NAME shows them"
        )
    return found


def touched(connection: Connection, verdict: Verdict) -> list[str]:
    """The documents whose links may come out otherwise now."""
    if isinstance(verdict, Undoing):
        c = t.anchoring.c
        return list(connection.scalars(select(c.document).where(c.judgement == verdict.judgement).distinct()))
    return list(dict.fromkeys(member.document for member in members(verdict)))


def put_events_again(connection: Connection, ids: Iterable[str]) -> None:
    """Store the events of documents as they are corrected now."""
    for reading in documents.readings(connection, ids):
        records.put_events(connection, reading, corrections(connection, reading.document.id))


def corrections(connection: Connection, document: str) -> list[Correction]:
    """The corrections that hold for the events of a document."""
    if not documents.is_judged(connection, document):
        return []
    held = (judgement.verdict for judgement in judgements(connection) if judgement.holds)
    return [verdict for verdict in held if isinstance(verdict, Correction) and verdict.member.document == document]


# ---------------------------------------------------------------- reading back


def judgements(connection: Connection) -> list[Judgement]:
    """All judgements in order, on the events as they are called now."""
    c = t.anchoring.c
    places: dict[int, list[Any]] = {}
    for row in connection.execute(select(t.anchoring).order_by(c.judgement, c.number)):
        places.setdefault(row.judgement, []).append(row)
    rows = connection.execute(select(t.judgement).order_by(t.judgement.c.id))
    return settled(judgement_of(row, places.get(row.id, [])) for row in rows)


def judgement_of(row: Any, places: Sequence[Any]) -> Judgement:
    """A judgement where its anchors hold now."""
    kind: Any = KINDS[row.kind]
    verdict: Verdict = from_plain(kind, json.loads(row.verdict))
    judgement = Judgement(row.id, row.author, row.time, row.reason, verdict)
    judged = members(verdict)
    lost = tuple(member for member, place in zip(judged, places, strict=True) if not place.event)
    here = tuple(Member(place.document, place.event) for place in places)
    if isinstance(verdict, Grouping):
        rest = verdict.called(here).among([member for member in here if member.event])
        held = replace(judgement, verdict=rest, missing=lost)
        return held if rest.identities() else replace(judgement, lost=lost or judged)
    if lost or not places:
        return replace(judgement, lost=lost)
    verdict = moved(verdict, here, places[0].account)
    if isinstance(verdict, Identity) and verdict.one == verdict.other:
        return replace(judgement, lost=judged)  # the two have become one event of one document
    return replace(judgement, verdict=verdict)


# ---------------------------------------------------------------- reading anew


def anchor_again(connection: Connection, reading: Reading) -> None:
    """Find the judged events of a document in a new reading of it; of undone judgements, too, which may return."""
    c = t.anchoring.c
    query = select(c.judgement, c.number, t.judgement.c.anchors).join(t.judgement)
    for row in connection.execute(query.where(c.document == reading.document.id)).all():
        anchor = from_plain(Anchor, json.loads(row.anchors)[row.number])
        event, number = found_again(anchor, reading.events)
        place = update(t.anchoring).where(c.judgement == row.judgement, c.number == row.number)
        connection.execute(place.values(event=event, account=number))


def found_again(anchor: Anchor, events: Iterable[Event]) -> tuple[str, int | None]:
    """The id of an anchored event and the index of the account, in a new reading; "" where they are read no more."""
    event = event_at(anchor, events)
    if event is None:
        return "", None
    if anchor.account is None:
        return event.id, None
    number = account_at(anchor.account, event)
    return ("", None) if number is None else (event.id, number)
