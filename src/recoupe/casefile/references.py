"""What a person types to name an event, an account or an incident of a case.

bria:e2        the second event of the document bria
bria:e2:a3     its third account
i3fa9          an incident, by its id or the beginning of it
"""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from recoupe.casefile.errors import UnusableJudgement
from recoupe.casefile.judgements import Identity
from recoupe.model import Member, Telling

if TYPE_CHECKING:
    from recoupe.casefile.case import Case

REFERENCE = re.compile(r"(?P<name>.+?):(?P<event>[^:]+?)(?::a(?P<account>\d+))?")
MOST = 200  # pairs in one call: more is a misunderstanding


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


def identities(case: Case, said: list[str], same: bool) -> list[Identity]:
    """What it means that events or incidents are the same, or that they are not.

    The same: every event of all of them is one with the first. Not the same: no event of one is one of another.

    Raises:
        UnusableJudgement: fewer than two are named, or one twice.
    """
    groups = [events(case, reference) for reference in said]
    if len(groups) < 2:
        raise UnusableJudgement("one event alone", "name two")
    if same:
        first, *others = dict.fromkeys(member for group in groups for member in group)
        pairs = [(first, other) for other in others]
    else:
        pairs = [
            pair
            for number, group in enumerate(groups)
            for later in groups[number + 1 :]
            for pair in product(group, later)
            if pair[0] != pair[1]
        ]
    if not pairs:
        raise UnusableJudgement("one event alone", "name two")
    if len(pairs) > MOST:
        raise UnusableJudgement(f"{len(pairs)} pairs of events at once", f"judge {MOST} or fewer")
    return [Identity(one, other, same) for one, other in pairs]
