"""What the commands share: the options that say what is known of reports, and how results and errors are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from recoupe.errors import RecoupeError, UnreadableFile, WrongCall

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.casefile import Case
    from recoupe.ingest.known import Known
    from recoupe.ingest.reports import Report
    from recoupe.model import Reading

SET_ASIDE = 1  # exit status: some reports could not be read
WRONG = 2  # exit status: the call could not be carried out
INTERRUPTED = 130  # exit status: stopped by Ctrl-C

Files = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Text, Markdown, HTML or PDF; a folder of them; - for standard input."),
]
Outlet = Annotated[str, typer.Option(help="Who published the reports: the first link of every chain.")]
Published = Annotated[str, typer.Option(metavar="DATE", help="Day of publication, as 2021-03-13; dates count from it.")]
LanguageCode = Annotated[str, typer.Option("--language", metavar="CODE", help="fr or en; found out by default.")]
MetadataFile = Annotated[
    Path | None,
    typer.Option(metavar="CSV", help="Columns path,outlet,published,language; what it says of a report comes first."),
]
CasePlace = Annotated[
    str,
    typer.Option(
        "--case", metavar="CASE", envvar="RECOUPE_CASE", help="The case file, or postgresql://user@host/name."
    ),
]
Processes = Annotated[int, typer.Option(min=1, metavar="N", help="Read on this many processor cores.")]


class Readings:
    """The readings of reports in their order, with a line on standard error for each one set aside."""

    def __init__(self, reports: list[Report | UnreadableFile], processes: int) -> None:
        self.reports = reports
        self.processes = processes
        self.set_aside = 0

    def __iter__(self) -> Iterator[Reading]:
        from recoupe.ingest.reports import read_reports

        for outcome in read_reports(self.reports, self.processes):
            if isinstance(outcome, UnreadableFile):
                self.set_aside += 1
                complain(outcome)
            else:
                yield outcome


def known_of(outlet: str, published: str, language: str) -> Known:
    """What the call says of all reports.

    Raises:
        WrongCall: the date is none, or the language is not read.
    """
    from recoupe.ingest.known import checked

    return checked(outlet, published, language)


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


def reports_of(files: list[str], metadata: Path | None, known: Known) -> list[Report | UnreadableFile]:
    """The reports to read, with what is known of each."""
    from recoupe.ingest.known import Metadata, read_metadata
    from recoupe.ingest.reports import reports

    if not files and metadata is None:
        raise WrongCall("no file to read: give files, a folder, or --metadata")
    listed = read_metadata(metadata) if metadata else Metadata()
    for notice in listed.notices:
        complain(notice)
    return list(reports(files, listed, known))


def written(readings: Readings, folder: Path | None) -> Iterator[Reading]:
    """The readings as they come, each written to its file first where a folder is given."""
    from recoupe.serialise import to_text

    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    for reading in readings:
        if folder is not None:
            (folder / f"{reading.document.name}.json").write_text(to_text(reading), "utf-8")
        yield reading


def print_json(readings: Iterator[Reading], html: Path | None) -> None:
    """One reading a line."""
    from recoupe.serialise import to_line

    for reading in kept_for_page(readings, html):
        typer.echo(to_line(reading).encode())  # JSON is UTF-8 whatever the terminal's encoding


def print_readings(readings: Iterator[Reading], html: Path | None, summary: bool) -> None:
    """Each reading as soon as it is there: whole, or in one line where the rest goes to files."""
    from recoupe.render.terminal import print_reading, print_summary

    screen, language, first = console(), locale(), True
    for reading in kept_for_page(readings, html):
        if summary:
            print_summary(reading, screen, language)
            continue
        if not first:
            screen.print()
        first = False
        print_reading(reading, screen, language)


def kept_for_page(readings: Iterator[Reading], html: Path | None) -> Iterator[Reading]:
    """The readings as they come; when all have come, the page of them."""
    if html is None:
        yield from readings
        return
    html.parent.mkdir(parents=True, exist_ok=True)
    html.open("a").close()  # a place that cannot be written is told before an hour of reading, not after it
    kept = []
    for reading in readings:
        kept.append(reading)
        yield reading
    from recoupe.render.html import page

    html.write_text(page(kept, locale()), "utf-8")


def console() -> Console:
    """Where readings are printed; colour only on a terminal that wants it."""
    from rich.console import Console

    return Console(highlight=False)


@contextmanager
def bar() -> Iterator[Callable[[str, float], None]]:
    """A progress bar on standard error: called with what is being done and the part of the whole that is done."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=1.0)
        yield lambda step, part: shown.update(task, description=step, completed=part)


def locale() -> str:
    """The interface's language."""
    from recoupe.interface import user_locale

    return user_locale()


def no_event(event: str, reading: Reading) -> str:
    """The message for an event that is not there."""
    from recoupe.interface import texts

    say = texts(locale())
    known = ", ".join(e.id for e in reading.events) or say("explain.none")
    return say("explain.unknown_event", event=event, document=reading.document.name, known=known)


def complain(message: object) -> None:
    """One line on standard error: the only place where errors are printed."""
    from recoupe.interface import texts

    typer.echo(texts(locale()).message(str(message)), err=True)


def stop(error: Exception) -> NoReturn:
    """Say what is wrong with the call and end; a reader of our output that has seen enough is nothing wrong."""
    if isinstance(error, BrokenPipeError):
        raise error
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        complain(f"{place}{(error.strerror or str(error)).lower()}; give a place that can be read or written")
    else:
        complain(error)
    raise typer.Exit(WRONG) from error
