"""The command that links the reports of a case to incidents."""

from __future__ import annotations

from typing import Annotated

import typer

from recoupe.cli_shared import CasePlace, bar, locale, opened, told

STEPS = ("records", "compare", "parts", "cluster", "store", "weigh")

commands = typer.Typer()


@commands.command()
def link(
    case: CasePlace = "case.db",
    everything: Annotated[bool, typer.Option("--all", help="Link the whole case anew, not only what changed.")] = False,
) -> None:
    """Find which events of which reports are one incident, and weigh what stands behind each.

    Only what was added, read anew or judged since is looked at again. What people judged is kept, and so are the ids of
    incidents. After an interruption, call it again: it goes on.
    """
    from recoupe.interface import texts
    from recoupe.linking.incase import link_case
    from recoupe.weighing.incase import weigh_case

    say = texts(locale())
    with told(), opened(case) as held:
        with bar() as progress:
            linked = link_case(
                held, everything, lambda step: progress(say(f"linking.{step}"), STEPS.index(step) / len(STEPS))
            )
            weigh_case(held, lambda part: progress(say("linking.weigh"), (len(STEPS) - 1 + part) / len(STEPS)))
        incidents = say.count("incident", held.count())
        colon = say("typography.colon")
        if not linked.documents and not linked.whole:
            typer.echo(say("linking.nothing", place=held.place, colon=colon, incidents=incidents))
            return
        reports = say.count("report", linked.documents)
        typer.echo(say("linking.done", place=held.place, colon=colon, reports=reports, incidents=incidents))
