"""The commands by which people judge: which events are the same, what was misread, how far a source is trusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli_shared import CasePlace, locale, opened, told

if TYPE_CHECKING:
    from recoupe.casefile import Case, Judgement
    from recoupe.model import Member

commands = typer.Typer()
judge = typer.Typer(
    help="Say which events are the same incident or not, what was misread, and which account counts for nothing.",
    no_args_is_help=True,
)
commands.add_typer(judge, name="judge")

Reason = Annotated[str, typer.Option(metavar="TEXT", help="Why: it is kept with the judgement.")]
Author = Annotated[str, typer.Option(metavar="NAME", envvar="RECOUPE_AUTHOR", help="Who judges; the user by default.")]
Events = Annotated[
    list[str], typer.Argument(metavar="EVENT", help="Events like bria:e2 (document and event), or ids of incidents.")
]


@judge.command()
def same(events: Events, reason: Reason, case: CasePlace = "case.db", author: Author = "") -> None:
    """These events, or all events of these incidents, are one incident."""
    identify(case, events, True, reason, author)


@judge.command()
def different(events: Events, reason: Reason, case: CasePlace = "case.db", author: Author = "") -> None:
    """No two of these events, or of the events of these incidents, are one incident."""
    identify(case, events, False, reason, author)


@judge.command()
def correct(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="An event like bria:e2, or an account like bria:e2:a1.")
    ],
    field: Annotated[str, typer.Argument(metavar="FIELD", help="date, place, killed, type …")],
    value: Annotated[str, typer.Argument(metavar="VALUE", help='12, 2-5, 2024-09-12, "Bria, CF"; "" for none.')],
    reason: Reason,
    case: CasePlace = "case.db",
    author: Author = "",
) -> None:
    """A field has another value than was read. What was read stays beside it."""
    from recoupe.casefile import Correction
    from recoupe.casefile.references import event_or_account

    with told(), opened(case) as held:
        member, account = event_or_account(held, event)
        say_all(held, [held.judge(Correction(member, field, value, account), reason, author)])


@judge.command()
def reject(
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="An account of an event: bria:e2:a3.")],
    reason: Reason,
    case: CasePlace = "case.db",
    author: Author = "",
) -> None:
    """An account was misread, or tells of something else: it counts for nothing."""
    from recoupe.casefile import Rejection, references

    with told(), opened(case) as held:
        say_all(held, [held.judge(Rejection(references.account(held, account)), reason, author)])


@commands.command()
def grade(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The name of a source.")],
    grade: Annotated[str, typer.Argument(metavar="GRADE", help="A to F, 1 to 6, or both: B2.")],
    reason: Reason,
    account: Annotated[
        str, typer.Option("--account", metavar="ACCOUNT", help="Grade what it says there alone: bria:e2:a3.")
    ] = "",
    case: CasePlace = "case.db",
    author: Author = "",
) -> None:
    """Grade a source on the Admiralty scale: how reliable it is (A to F), how credible what it says (1 to 6)."""
    from recoupe.casefile import Grade, references

    with told(), opened(case) as held:
        telling = references.account(held, account) if account else None
        say_all(held, [held.judge(Grade(source, grade.upper(), telling), reason, author)])


@commands.command()
def undo(
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER", help="Numbers of judgements.")],
    reason: Reason,
    case: CasePlace = "case.db",
    author: Author = "",
) -> None:
    """Undo judgements. The undoing is a judgement itself, and can be undone."""
    with told(), opened(case) as held:
        say_all(held, [held.undo(number, reason, author) for number in numbers])


@commands.command()
def judgements(
    case: CasePlace = "case.db",
    every: Annotated[
        bool, typer.Option("--all", help="Also those undone, replaced, or on events read no more.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print one judgement a line as JSON.")] = False,
) -> None:
    """List what people judged, oldest first."""
    with told(), opened(case) as held:
        found = held.history() if every else held.judgements()
        if as_json:
            print_json(held, found)
        else:
            say_all(held, found)


def identify(place: str, events: list[str], same: bool, reason: str, author: str) -> None:
    """Note that events are the same, or not."""
    from recoupe.casefile.references import identity

    with told(), opened(place) as held:
        say_all(held, [held.judge(identity(held, events, same), reason, author)])


def say_all(case: Case, found: Iterable[Judgement]) -> None:
    """Each judgement in two lines: its number, time, author and verdict; its reason."""
    from recoupe.interface import texts
    from recoupe.render.judgements import lines

    found = list(found)
    names = case.names({member.document for judgement in found for member in named(judgement)})
    for judgement in found:
        for line in lines(judgement, names, texts(locale())):
            typer.echo(line)


def named(judgement: Judgement) -> tuple[Member, ...]:
    """The events that the lines of a judgement name."""
    from recoupe.casefile.judgements import members

    return (*members(judgement.verdict), *judgement.lost, *judgement.missing)


def print_json(case: Case, found: Iterable[Judgement]) -> None:
    """One judgement a line."""
    import json

    for judgement in found:
        written = {**asdict(judgement), "kind": judgement.verdict.kind, "holds": judgement.holds}
        typer.echo(json.dumps(written, ensure_ascii=False).encode())
