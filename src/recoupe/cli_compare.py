"""The command that holds coded data against what was read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from recoupe.cli_filter import Country, InPlace, OfMode, OfStatus, OfType, Since, Until, filter_of
from recoupe.cli_incidents import AsJson, weighed
from recoupe.cli_shared import CasePlace, bar, console, locale, told

commands = typer.Typer()


@commands.command()
def compare(
    coder: Annotated[str, typer.Option("--with", metavar="NAME", help="Who coded the data: --coder of the import.")],
    case: CasePlace = "case.db",
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one self-contained page.")] = None,
    as_json: AsJson = False,
    since: Since = "",
    until: Until = "",
    place: InPlace = "",
    country: Country = "",
    type_: OfType = "",
    mode: OfMode = "",
    status: OfStatus = "",
) -> None:
    """Hold imported data against what was read: incidents that both have, that one has, and values that differ."""
    from recoupe.comparing import compare as compared
    from recoupe.interface import texts
    from recoupe.render.comparison import comparison_to_json, print_comparison
    from recoupe.render.comparison_html import comparison_page

    with told(), weighed(case) as held:
        wanted = filter_of(since, until, place, country, type_, mode, status, None, None)
        say = texts(locale())
        with bar() as progress:
            found = compared(held, coder, wanted, lambda part: progress(say("comparison.comparing"), part))
        if html is not None:
            html.parent.mkdir(parents=True, exist_ok=True)
            html.write_text(comparison_page(found, locale()), "utf-8")
        if as_json:
            typer.echo(json.dumps(comparison_to_json(found), ensure_ascii=False, indent=1).encode())
        elif html is None:
            print_comparison(found, console(), locale())
