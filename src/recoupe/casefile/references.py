"""What a person types to name an event, an account or an incident of a case.

bria:e2        the second event of the document bria
bria:e2:a3     its third account
i3fa9          an incident, by its id or the beginning of it
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from recoupe.casefile.errors import UnusableJudgement
from recoupe.casefile.judgements import Grouping, Identity
from recoupe.model import Member, Telling

if TYPE_CHECKING:
    from recoupe.casefile.case import Case

REFERENCE = re.compile(r"(?P<name>.+?):(?P<event>[^:]+?)(?::a(?P<account>\d+))?")
MOST = 200  # events in one judgement: more is a misunderstanding


def event(case: Case, said: str) -> Member:
    """The event that a reference names."""
    match = REFERENCE.fullmatch(said)
    if match is None or match["account"]:
        raise UnusableJudgement(f"no event {said!r}", "name it by document and event: bria:e2")
    return Member(case.find(match["name"]).id, match["event"])


def event_or_account(case: Case, said: str) -> tuple[Member, int | None]:
    """The event that a reference names, and the account where it names one."""
    match = REFERENCE.fullmatch(said)
    if match is None:
        raise UnusableJudgement(f"no event {said!r}", "name it by document and event: bria:e2")
    number = int(match["account"]) - 1 if match["account"] else None
    return Member(case.find(match["name"]).id, match["event"]), number


def account(case: Case, said: str) -> Telling:
    """The account that a reference names."""
    member, number = event_or_account(case, said)
    if number is None:
        raise UnusableJudgement(f"{said!r} is an event", f"name one of its accounts: {said}:a1")
    return Telling(member.document, member.event, number)


def events(case: Case, said: str) -> tuple[Member, ...]:
    """The event that a reference names, or all events of the incident that it names."""
    return (event(case, said),) if ":" in said else case.members(said)


def identity(case: Case, said: list[str], same: bool) -> Identity | Grouping:
    """What it means that events or incidents are the same, or that they are not.

    The same: every event of all of them is of one incident. Not the same: no event of one is of another's incident.

    Raises:
        UnusableJudgement: fewer than two events are named, or too many.
    """
    groups = tuple(events(case, reference) for reference in said)
    named = list(dict.fromkeys(member for group in groups for member in group))
    if len(named) < 2 or (len(groups) < 2 and not same):
        raise UnusableJudgement("one event alone" if len(named) < 2 else "one incident alone", "name two")
    if len(named) > MOST:
        raise UnusableJudgement(f"{len(named)} events at once", f"judge {MOST} or fewer")
    return Identity(named[0], named[1], same) if len(named) == 2 else Grouping(groups, same)
