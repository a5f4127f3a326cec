"""The command line: each command parses its call, calls one function and prints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from recoupe.errors import UnreadableFile, WrongCall

if TYPE_CHECKING:
    from rich.console import Console

    from recoupe.ingest.known import Known
    from recoupe.ingest.reports import Report
    from recoupe.model import Reading

SET_ASIDE = 1  # exit status: some reports could not be read
WRONG = 2  # exit status: the call could not be carried out

app = typer.Typer(
    help="Read conflict reports and keep, for every event, who says so.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
evaluate = typer.Typer(help="Measure the reader on annotated reports.", no_args_is_help=True)
gazetteer = typer.Typer(help="Look at and extend the places that Recoupe knows.", no_args_is_help=True)
app.add_typer(evaluate, name="evaluate")
app.add_typer(gazetteer, name="gazetteer")

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
Processes = Annotated[int, typer.Option(min=1, metavar="N", help="Read on this many processor cores.")]


def version(asked: bool) -> None:
    """Print the version and end."""
    if asked:
        from recoupe import __version__

        typer.echo(f"recoupe {__version__}")
        raise typer.Exit


@app.callback()
def main(
    _: Annotated[bool, typer.Option("--version", callback=version, is_eager=True, help="Show the version.")] = False,
) -> None:
    """Read conflict reports and keep, for every event, who says so."""


@app.command()
def read(
    files: Files = None,
    outlet: Outlet = "",
    published: Published = "",
    language: LanguageCode = "",
    metadata: MetadataFile = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one reading a line as JSON.")] = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one self-contained page.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write each reading to DIR/NAME.json.")] = None,
    processes: Processes = 1,
) -> None:
    """Show every event of the reports, and for each event who says so.

    Without FILE, the reports that --metadata lists are read.

    Exit status: 0 if all were read, 1 if some were set aside, 2 if the call was wrong.
    """
    try:
        reports = reports_of(files or [], metadata, known_of(outlet, published, language))
        readings = Readings(reports, processes)
        if as_json:
            print_json(written(readings, out), html)
        else:
            print_readings(written(readings, out), html, summary=bool(out or html) and len(reports) > 1)
    except (WrongCall, OSError) as error:
        stop(error)
    raise typer.Exit(SET_ASIDE if readings.set_aside else 0)


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The report; - for standard input.")],
    event: Annotated[str, typer.Option(metavar="ID", help="The event's id in the reading: e2.")] = "e1",
    outlet: Outlet = "",
    published: Published = "",
    language: LanguageCode = "",
    metadata: MetadataFile = None,
) -> None:
    """Show for each value of an event the words, the rule and the lexicon entry that gave it."""
    try:
        reports = reports_of([file], metadata, known_of(outlet, published, language))
        if len(reports) > 1:
            raise WrongCall(f"{file}: {len(reports)} reports; give one of them")
        readings = Readings(reports, 1)
        for reading in readings:
            if event not in {e.id for e in reading.events}:
                raise WrongCall(no_event(event, reading))
            from recoupe.render.explain import print_explanation

            print_explanation(reading, event, console(), locale())
    except WrongCall as error:
        stop(error)
    raise typer.Exit(SET_ASIDE if readings.set_aside else 0)


@evaluate.command()
def predict(
    kind: Annotated[str, typer.Argument(metavar="KIND", help="What to predict: timex, toponyms, attribution …")],
    source: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Records with their text.")],
    target: Annotated[Path, typer.Argument(metavar="OUT.jsonl", help="Where the predictions go.")],
) -> None:
    """Write predictions for a benchmark, from text, date and language alone."""
    from recoupe.evaluate.predict import predict_file

    try:
        number = predict_file(kind, source, target)
    except (WrongCall, OSError) as error:
        stop(error)
    typer.echo(f"{target}: {number} records")


@evaluate.command()
def gold(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Pairs of NAME.txt and NAME.json.")],
    readings: Annotated[Path | None, typer.Option(metavar="DIR", help="Score these readings instead.")] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List events missed and invented.")] = False,
) -> None:
    """Read the reports of a gold folder and score the readings."""
    from recoupe.evaluate.gold import read_and_score

    try:
        scores = read_and_score(folder, readings)
    except (WrongCall, OSError) as error:
        stop(error)
    typer.echo(scores.table(verbose))


@evaluate.command()
def corpus(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The corpus: reports and sentences.")] = Path("corpus"),
    split: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="train, dev or test; may be repeated.")
    ] = None,
    errors: Annotated[
        bool, typer.Option("--errors", help="List events missed and invented; not of the test part.")
    ] = False,
) -> None:
    """Read and score the corpus, by language, genre, trait and construction: train and dev by default."""
    from recoupe.evaluate.corpus import score_corpus

    splits = split or ["train", "dev"]
    try:
        scores = score_corpus(folder, splits)
    except (WrongCall, OSError) as error:
        stop(error)
    if errors and "test" not in splits and scores.reports:
        typer.echo("\n".join(scores.reports["all", ""].faults) + "\n")
    typer.echo(scores.table())


@evaluate.command("corpus-check")
def corpus_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The corpus: reports and sentences.")] = Path("corpus"),
) -> None:
    """Check the annotation of the corpus and print the statistics of its datasheet.

    Exit status: 0 if it is well formed, 1 if there are faults.
    """
    from recoupe.evaluate.corpus_check import check, statistics

    faults = check(folder)
    typer.echo("\n".join(faults) if faults else statistics(folder))
    raise typer.Exit(SET_ASIDE if faults else 0)


@gazetteer.command()
def build(
    target: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="Where the index goes; the cache by default.")
    ] = None,
) -> None:
    """Compile the places that come with Recoupe, and your own, into an index. The first reading does so by itself."""
    from recoupe.knowledge import gazetteer as places

    try:
        with bar() as progress:
            typer.echo(places.build(target, progress))
    except OSError as error:
        stop(error)


@gazetteer.command("find")
def find_place(
    name: Annotated[str, typer.Argument(metavar="NAME", help="A place name as a report spells it.")],
) -> None:
    """Show the places that a name may mean, likeliest first: name, kind, country, place on the map, inhabitants, id."""
    from rich.table import Table

    from recoupe.knowledge import gazetteer as places

    table = Table.grid(padding=(0, 2))
    for _ in range(6):
        table.add_column(overflow="fold")
    for candidate in places.find(name):
        place = candidate.entry
        people = f"{place.population:,}" if place.population else ""
        table.add_row(place.name, place.kind, place.country, f"{place.lat:.2f}, {place.lon:.2f}", people, place.id)
    if not table.row_count:
        stop(WrongCall(f"no place is called {name!r}: add it with `recoupe gazetteer add`"))
    console().print(table)


@gazetteer.command("add")
def add_places(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE", help="A GeoNames dump, or a CSV with name,country,lat,lon.")
    ],
) -> None:
    """Add places of your own; they come before all others of their name."""
    from recoupe.knowledge import gazetteer as places

    try:
        with bar() as progress:
            added = places.add(files, progress)
    except (places.UnreadablePlaces, OSError) as error:
        stop(error)
    for file, number in added.items():
        typer.echo(f"{file}: {number} places")


# ---------------------------------------------------------------- what the commands share


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
    from recoupe.ingest.known import Known, is_moment
    from recoupe.languages import codes

    if published and not is_moment(published):
        raise WrongCall(f"--published {published}: no date like 2021-03-13")
    if language and language.split("-")[0].lower() not in codes():
        raise WrongCall(f"--language {language}: Recoupe reads {', '.join(codes())}")
    return Known(outlet=outlet, published=published, language=language)


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
