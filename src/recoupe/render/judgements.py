"""Judgements in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recoupe.casefile.judgements import Correction, Grade, Grouping, Identity, Judgement, Rejection, Undoing, Verdict
from recoupe.interface import Texts
from recoupe.model import Member, Telling

SHORT = 12  # characters of a document's id where it has no name


def lines(judgement: Judgement, names: Mapping[str, str], say: Texts) -> Iterator[str]:
    """What a person judged, in a line, then why, then what became of it."""
    head = f"{judgement.id}  {judgement.time[:10]}  {judgement.author}"
    yield f"{head}{say('typography.colon')}{verdict_words(judgement.verdict, names, say)}"
    yield f"    {say.quoted(judgement.reason)}"
    if judgement.undone_by is not None:
        yield f"    {say('judgement.undone', n=judgement.undone_by)}"
    elif judgement.replaced_by is not None:
        yield f"    {say('judgement.replaced', n=judgement.replaced_by)}"
    elif judgement.lost:
        events = say("typography.comma").join(event(member, names) for member in judgement.lost)
        yield f"    {say('judgement.lost', events=events)}"
    elif judgement.missing:
        events = say("typography.comma").join(event(member, names) for member in judgement.missing)
        yield f"    {say('judgement.missing', events=events)}"


def verdict_words(verdict: Verdict, names: Mapping[str, str], say: Texts) -> str:
    """A verdict in a sentence."""
    match verdict:
        case Identity():
            key = "judgement.same" if verdict.same else "judgement.different"
            return say(key, one=event(verdict.one, names), other=event(verdict.other, names))
        case Grouping():
            groups = [say("typography.comma").join(event(m, names) for m in group) for group in verdict.groups]
            if verdict.same:
                return say("judgement.all_same", events=say("typography.comma").join(groups))
            return say("judgement.all_different", events=say("typography.semicolon").join(groups))
        case Correction():
            telling = None if verdict.account is None else account_of(verdict.member, verdict.account)
            return say(
                "judgement.correction",
                what=event(verdict.member, names) if telling is None else account(telling, names),
                field=say(f"field.{verdict.field}"),
                value=verdict.value or say("judgement.nothing"),
                machine=verdict.machine or say("judgement.nothing"),
            )
        case Rejection():
            return say("judgement.rejection", what=account(verdict.telling, names))
        case Grade(telling=None):
            return say("judgement.grade", source=verdict.source, grade=verdict.grade)
        case Grade():
            assert verdict.telling is not None
            where = account(verdict.telling, names)
            return say("judgement.grade_account", source=verdict.source, grade=verdict.grade, what=where)
        case Undoing():
            return say("judgement.undoing", n=verdict.judgement)


def event(member: Member, names: Mapping[str, str]) -> str:
    """An event as a person types it: "bria:e2"."""
    return f"{names.get(member.document, member.document[:SHORT])}:{member.event}"


def account(telling: Telling, names: Mapping[str, str]) -> str:
    """An account as a person types it: "bria:e2:a1"."""
    return f"{event(Member(telling.document, telling.event), names)}:a{telling.account + 1}"


def account_of(member: Member, number: int) -> Telling:
    """An account of an event."""
    return Telling(member.document, member.event, number)
