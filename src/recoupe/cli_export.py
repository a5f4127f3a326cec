"""The command that writes a case in the formats of the field."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli_filter import (
    Country,
    Disputed,
    InPlace,
    Limit,
    OfMode,
    OfStatus,
    OfType,
    Since,
    SingleOrigin,
    Until,
    filter_of,
)
from recoupe.cli_incidents import weighed
from recoupe.cli_shared import CasePlace, bar, complain, console, locale, told

commands = typer.Typer()


@commands.command()
def export(
    format: Annotated[str, typer.Option("--format", "-f", metavar="NAME", help="Which format; `list` tells them.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="Where to; a folder where it is several files.")
    ] = None,
    case: CasePlace = "case.db",
    since: Since = "",
    until: Until = "",
    place: InPlace = "",
    country: Country = "",
    type_: OfType = "",
    mode: OfMode = "",
    status: OfStatus = "",
    disputed: Disputed = None,
    single_origin: SingleOrigin = None,
    limit: Limit = None,
    rule: Annotated[
        str, typer.Option(metavar="RULE", help="How tolls are told: acled, ucdp, recent, origins, or party:NAME.")
    ] = "",
    rows: Annotated[
        str, typer.Option(metavar="WHAT", help="One row an `incident`, or as the format has it: ACLED has one a day.")
    ] = "",
    private: Annotated[
        bool, typer.Option("--private", help="Names of private persons are replaced; the key is kept apart.")
    ] = False,
    key: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the key of --private goes; beside the export by default.")
    ] = None,
    title: Annotated[str, typer.Option(metavar="TEXT", help="The title of pages and collections.")] = "",
) -> None:
    """Write the incidents of a case in a format of the field: `recoupe export --format list` tells which there are."""
    from recoupe.export import FORMATS, Options, wholes_of
    from recoupe.export import export as write
    from recoupe.interface import texts

    if format == "list":
        for row in FORMATS.values():
            typer.echo(f"{row.name:<14}{row.about}")
        return
    with told(), weighed(case) as held:
        wanted = filter_of(since, until, place, country, type_, mode, status, disputed, single_origin)
        options = Options(rule=rule, language=locale(), title=title, rows=rows)
        target = out or Path(f"{Path(case).stem if '://' not in case else 'case'}-{format}{suffix_of(format)}")
        say = texts(locale())
        with bar() as progress:
            wholes = wholes_of(held, wanted, limit, lambda part: progress(say("export.writing"), part))
            if private or key:
                from recoupe.export.private import Names

                names = Names.found_in(wholes_of(held, wanted, limit))
                written = write((names.hidden(whole) for whole in wholes), format, target, options)
                written = names.keep(written, key or target.with_name(f"{target.name.split('.')[0]}.key.csv"))
            else:
                written = write(wholes, format, target, options)
    for note in written.notes:
        complain(note)
    screen = console()
    for file in written.files:
        screen.print(str(file), soft_wrap=True)


def suffix_of(name: str) -> str:
    """How files of a format end."""
    from recoupe.export import FORMATS

    return FORMATS[name].suffix if name in FORMATS else ""
