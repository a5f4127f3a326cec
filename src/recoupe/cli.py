"""The command line: each command parses its call, calls one function and prints."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe import cli_case, cli_compare, cli_export, cli_import, cli_incidents, cli_link
from recoupe.cli_shared import (
    SET_ASIDE,
    Files,
    LanguageCode,
    MetadataFile,
    Outlet,
    Processes,
    Published,
    Readings,
    bar,
    console,
    known_of,
    locale,
    no_event,
    print_json,
    print_readings,
    reports_of,
    stop,
    written,
)
from recoupe.errors import WrongCall

app = typer.Typer(
    help="Read conflict reports and keep, for every event, who says so.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
evaluate = typer.Typer(help="Measure the reader on annotated reports.", no_args_is_help=True)
gazetteer = typer.Typer(help="Look at and extend the places that Recoupe knows.", no_args_is_help=True)
app.add_typer(cli_case.commands)
app.add_typer(cli_link.commands)
app.add_typer(cli_incidents.commands)
app.add_typer(cli_export.commands)
app.add_typer(cli_import.commands)
app.add_typer(cli_compare.commands)
app.add_typer(evaluate, name="evaluate")
app.add_typer(gazetteer, name="gazetteer")


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


@evaluate.command()
def independence(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Annotated cases, each with incidents.json.")] = Path(
        "corpus"
    ),
    split: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="train, dev or test; may be repeated.")
    ] = None,
    made: Annotated[bool, typer.Option("--made", help="From readings and links as Recoupe makes them.")] = False,
) -> None:
    """Count the independent origins of annotated incidents and find copies: dev by default."""
    from recoupe.evaluate.independence import score_independence

    try:
        typer.echo(score_independence(folder, split or ["dev"], made))
    except (WrongCall, OSError) as error:
        stop(error)


@evaluate.command("agreement")
def corpus_agreement(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The corpus: reports and second codings.")] = Path(
        "corpus"
    ),
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="List events that only one coder has.")] = False,
) -> None:
    """Score the second coder of the corpus against the first, on the reports that were coded twice."""
    from recoupe.evaluate.corpus_agreement import agreement

    try:
        scores = agreement(folder)
    except (WrongCall, OSError) as error:
        stop(error)
    typer.echo(scores.table(verbose))


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
    """Show the places that a name may mean, likeliest first: name, kind, country, map, inhabitants, id, and why."""
    from rich.table import Table

    from recoupe.knowledge import gazetteer as places

    table = Table.grid(padding=(0, 2))
    for _ in range(7):
        table.add_column(overflow="fold")
    for candidate in places.find(name):
        place = candidate.entry
        people = f"{place.population:,}" if place.population else ""
        point = f"{place.lat:.2f}, {place.lon:.2f}"
        because = places.why(name, candidate)
        table.add_row(place.name, place.kind, place.country, point, people, place.id, because)
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
