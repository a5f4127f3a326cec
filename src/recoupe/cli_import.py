"""The command that takes coded data into a case."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.cli_shared import SET_ASIDE, CasePlace, bar, complain, locale, opened, told

if TYPE_CHECKING:
    from recoupe.importing import Imported
    from recoupe.interface import Texts

commands = typer.Typer()


@commands.command("import")
def import_coded(
    file: Annotated[str, typer.Argument(metavar="FILE", help="The coded data; also packed as .gz or .zip.")] = "",
    format: Annotated[
        str, typer.Option("--format", "-f", metavar="NAME", help="Which format; `list` tells them.")
    ] = "csv",
    coder: Annotated[str, typer.Option(metavar="NAME", help="Who coded the data, as ACLED, or “Desk A”.")] = "",
    mapping: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="What the columns of --format csv mean.")
    ] = None,
    country: Annotated[
        str, typer.Option(metavar="CODE", help="The country of places of which the rows do not say it, as KE.")
    ] = "",
    case: CasePlace = "case.db",
) -> None:
    """Take coded data into a case: each row becomes an account of “coded by NAME”, to be linked with what was read.

    Rows that the case has are not added again; a changed row of an id is a new version. What had to be put right is
    counted and told.

    Exit status: 0 if all rows were read, 1 if some were set aside, 2 if the call was wrong.
    """
    from recoupe.importing import CSV, FORMATS, import_file

    if format == "list":
        for name, row in FORMATS.items():
            typer.echo(f"{name:<14}{row.about}")
        typer.echo(f"{CSV:<14}any table, by a mapping of its columns")
        return
    with told(), opened(case, create=True) as held, bar() as progress:

        def show(rows: int, part: float) -> None:
            progress(f"{rows:,}", part)

        imported = import_file(held, Path(file), format, coder, mapping, country, show)
    tell(imported, case)
    raise typer.Exit(SET_ASIDE if imported.repairs.set_aside else 0)


def tell(imported: Imported, place: str) -> None:
    """One line of what was stored, then what was amiss."""
    from recoupe.casefile import Addition
    from recoupe.interface import texts

    say = texts(locale())
    counts = {"new": Addition.NEW, "versions": Addition.VERSION, "known": Addition.KNOWN}
    numbers = {name: imported.stored[addition] for name, addition in counts.items()}
    aside = imported.repairs.set_aside
    typer.echo(say("import.done", place=place, colon=say("typography.colon"), aside=aside, **numbers))
    for line in amiss(imported, say):
        complain(line)


def amiss(imported: Imported, say: Texts) -> list[str]:
    """What was put right, with how often and where first; then rows and values that could not be read."""
    from recoupe.importing.repairs import LEFT_OUT

    repairs, lines = imported.repairs, []
    for repair, number, (row, column, _) in repairs.told():
        if repair not in LEFT_OUT:
            where = say("import.first", row=row, column=in_column(column, say)) if row else ""
            lines.append("  " + say("import.repair", n=number, what=say(f"repair.{repair.value}"), where=where))
    if lines:
        lines.insert(0, say("import.repairs"))
    if repairs.unknown_columns:
        lines.append(say("import.unknown_columns", names=say("typography.comma").join(repairs.unknown_columns)))
    for held, result, total, more in (
        (repairs.left_out, "left_out", sum(repairs.counted.get(r, 0) for r in LEFT_OUT), "more_values"),
        (repairs.aside, "refused", repairs.set_aside, "more_rows"),
    ):
        for one in held:
            what = say(f"refused.{one.reason}", value=one.value)
            words = {"colon": say("typography.colon"), "what": what, "result": say(f"import.{result}")}
            lines.append(say("import.row", row=one.row, column=in_column(one.column, say), **words))
        if total > len(held):
            lines.append(say(f"import.{more}", n=total - len(held)))
    return lines


def in_column(column: str, say: Texts) -> str:
    """Which column, where one is to blame."""
    return say("import.in_column", column=column) if column else ""
