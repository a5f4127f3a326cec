"""The commands on a case file: reports go in, people judge, and what stands behind each incident comes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli_shared import (
    SET_ASIDE,
    Files,
    LanguageCode,
    MetadataFile,
    Outlet,
    Processes,
    Published,
    bar,
    complain,
    known_of,
    locale,
    reports_of,
    stop,
)
from recoupe.errors import RecoupeError, UnreadableFile

if TYPE_CHECKING:
    from recoupe.casefile import Added, Case

INTERRUPTED = 130  # exit status: stopped by Ctrl-C

commands = typer.Typer()

CasePlace = Annotated[
    str,
    typer.Option(
        "--case", metavar="CASE", envvar="RECOUPE_CASE", help="The case file, or postgresql://user@host/name."
    ),
]


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


# ---------------------------------------------------------------- what the commands share


@contextmanager
def told() -> Iterator[None]:
    """What is wrong with the call, or with the database, is said in one line."""
    try:
        yield
    except (RecoupeError, OSError) as error:
        stop(error)
    except KeyboardInterrupt:
        from recoupe.interface import texts

        complain(texts(locale())("case.stopped"))
        raise typer.Exit(INTERRUPTED) from None


@contextmanager
def opened(place: str, create: bool = False) -> Iterator[Case]:
    """The case, whose database's own errors become ours."""
    from sqlalchemy.exc import DBAPIError

    from recoupe.casefile import Case
    from recoupe.casefile.database import unusable

    with Case.open(place, create) as held:
        try:
            yield held
        except DBAPIError as error:
            raise unusable(held.place, error) from error


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
    return outcome.addition.value


def summarise(case: Case, counted: Counter[str]) -> None:
    """One line at the end, where there was more than one report."""
    from recoupe.interface import texts

    if counted.total() < 2:
        return
    say = texts(locale())
    added = counted["new"] + counted["version"]
    known = counted["known"] + counted["appearance"]
    line = {
        "place": case.place,
        "colon": say("typography.colon"),
        "n": added,
        "known": known,
        "aside": counted["aside"],
    }
    typer.echo(say("case.added", **line))
