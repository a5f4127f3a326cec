"""The commands on a case file: reports go in, people judge, and what stands behind each incident comes out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe import cli_judge
from recoupe.cli_shared import (
    SET_ASIDE,
    CasePlace,
    Files,
    LanguageCode,
    MetadataFile,
    Outlet,
    Processes,
    Published,
    bar,
    complain,
    console,
    known_of,
    locale,
    opened,
    reports_of,
    told,
)
from recoupe.errors import UnreadableFile, WrongCall

if TYPE_CHECKING:
    from recoupe.casefile import Added, Case, Reread

commands = typer.Typer()
commands.add_typer(cli_judge.commands)


@commands.command()
def add(
    files: Files = None,
    case: CasePlace = "case.db",
    outlet: Outlet = "",
    published: Published = "",
    language: LanguageCode = "",
    metadata: MetadataFile = None,
    processes: Processes = 1,
) -> None:
    """Read reports into a case, which is made if it is not there. A text that it has is not added again.

    Each line that is printed tells of something stored. After an interruption, call it again: it goes on.

    Exit status: 0 if all were read, 1 if some were set aside, 2 if the call was wrong.
    """
    counted: Counter[str] = Counter()
    with told():
        reports = reports_of(files or [], metadata, known_of(outlet, published, language))
        with opened(case, create=True) as held, bar() as progress:
            for number, outcome in enumerate(held.adding(reports, processes), start=1):
                counted[tell(outcome)] += 1
                progress(f"{number} / {len(reports)}", number / len(reports))
            summarise(held, counted)
    raise typer.Exit(SET_ASIDE if counted["aside"] else 0)


@commands.command()
def reread(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME", help="Documents; all that are outdated.")] = None,
    case: CasePlace = "case.db",
    processes: Processes = 1,
) -> None:
    """Read documents anew that an earlier version of Recoupe read. Judgements stay, and hold for the same words.

    After an interruption, call it again: it goes on.

    Exit status: 0 if all were read, 1 if some were set aside, 2 if the call was wrong.
    """
    counted: Counter[str] = Counter()
    with told(), opened(case) as held:
        ids = [held.find(name).id for name in names] if names else held.outdated()
        with bar() as progress:
            for number, outcome in enumerate(held.reread(ids, processes), start=1):
                counted[tell_reread(outcome)] += 1
                progress(f"{number} / {len(ids)}", number / len(ids))
        summarise_reread(held, counted)
    raise typer.Exit(SET_ASIDE if counted["aside"] else 0)


@commands.command("documents")
def list_documents(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Show what was read in this one.")] = "",
    case: CasePlace = "case.db",
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one document, or the reading, a line as JSON.")
    ] = False,
) -> None:
    """List the documents of a case, or show what was read in one: its events, with the accounts of each."""
    with told(), opened(case) as held:
        if name:
            show_document(held, name, as_json)
        elif as_json:
            print_documents_json(held)
        else:
            print_documents(held)


# ---------------------------------------------------------------- what the commands share


def tell(outcome: Added | UnreadableFile) -> str:
    """Print what adding a report came to, and give it in a word."""
    from recoupe.interface import texts

    if isinstance(outcome, UnreadableFile):
        complain(outcome)
        return "aside"
    say = texts(locale())
    typer.echo(
        say(
            f"case.{outcome.addition.value}",
            name=outcome.name,
            colon=say("typography.colon"),
            earlier=outcome.earlier,
            outlet=outcome.outlet,
            accounts=say.count("account", outcome.accounts),
            events=say.count("event", outcome.events),
        )
    )
    for notice in outcome.notices:
        typer.echo(f"  {say('terminal.warning')}{say('typography.colon')}{say.message(notice)}")
    for number in outcome.lost:
        typer.echo(f"  {say('case.lost', n=number)}")
    return outcome.addition.value


def summarise(case: Case, counted: Counter[str]) -> None:
    """One line at the end, where there was more than one report."""
    from recoupe.interface import texts

    if counted.total() < 2:
        return
    say = texts(locale())
    added = counted["new"] + counted["version"]
    known = counted["known"] + counted["appearance"] + counted["completed"]
    line = {
        "place": case.place,
        "colon": say("typography.colon"),
        "n": added,
        "known": known,
        "aside": counted["aside"],
    }
    typer.echo(say("case.added", **line))


def tell_reread(outcome: Reread | UnreadableFile) -> str:
    """Print what reading a document anew came to, if it came to anything, and give it in a word."""
    from recoupe.interface import texts

    if isinstance(outcome, UnreadableFile):
        complain(outcome)
        return "aside"
    say = texts(locale())
    if outcome.is_changed:
        words = {"name": outcome.name, "colon": say("typography.colon"), "events": say.count("event", outcome.events)}
        typer.echo(say("case.reread", **words))
    for number in outcome.lost:
        typer.echo(f"  {say('case.lost', n=number)}")
    for number in outcome.found:
        typer.echo(f"  {say('case.found', n=number)}")
    return "changed" if outcome.is_changed else "same"


def summarise_reread(case: Case, counted: Counter[str]) -> None:
    """One line at the end."""
    from recoupe.interface import texts

    say = texts(locale())
    read = counted["changed"] + counted["same"]
    words = {"colon": say("typography.colon"), "changed": counted["changed"], "aside": counted["aside"]}
    typer.echo(say("case.reread_all", place=case.place, n=read, **words))


def show_document(case: Case, name: str, as_json: bool) -> None:
    """What was read in one document."""
    from recoupe.render.terminal import print_reading
    from recoupe.serialise import to_line

    for reading in case.readings([case.find(name).id]):
        if as_json:
            typer.echo(to_line(reading).encode())
        else:
            print_reading(reading, console(), locale())


def print_documents_json(case: Case) -> None:
    """One document a line, without its text."""
    import json
    from dataclasses import asdict

    for stored in case.stored():
        typer.echo(json.dumps(asdict(stored), ensure_ascii=False).encode())


def print_documents(case: Case) -> None:
    """A table of all documents, in order of arrival."""
    from rich.table import Table

    table = Table.grid(padding=(0, 2))
    for _ in range(4):
        table.add_column(overflow="fold")
    for stored in case.stored():
        table.add_row(stored.name, stored.published[:10] or "-", stored.language, stored.outlet)
    if not table.row_count:
        raise WrongCall(f"{case.place}: no document in it; recoupe add adds some")
    console().print(table)
