"""The commands that show what stands behind incidents: a list, one in full, its sources, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from recoupe.cli_shared import CasePlace, bar, complain, console, locale, opened, told
from recoupe.errors import WrongCall

if TYPE_CHECKING:
    from recoupe.casefile import Case, Filter
    from recoupe.model import Incident

commands = typer.Typer()

Rule = Annotated[
    str, typer.Option(metavar="RULE", help="How tolls are told: acled, ucdp, recent, origins, or party:NAME.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Id = Annotated[str, typer.Argument(metavar="INCIDENT", help="Its id, or the beginning of it.")]


@commands.command()
def incidents(
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
    as_json: AsJson = False,
) -> None:
    """List the incidents of a case, latest first: what, when, where, and how many independent origins stand behind."""
    from recoupe.render.incident_list import print_listed

    with told(), weighed(case) as held:
        wanted = filter_of(since, until, place, country, type_, mode, status, disputed, single_origin)
        if as_json:
            print_case_json(held, wanted, limit)
        else:
            print_listed(held.incidents(wanted, limit), console(), locale())


@commands.command()
def incident(
    id: Id,
    case: CasePlace = "case.db",
    as_json: AsJson = False,
    html: Annotated[Path | None, typer.Option(metavar="FILE", help="Write one self-contained page.")] = None,
    rule: Rule = "ucdp",
) -> None:
    """Show one incident in full: every value with those behind it, the origins, what conflicts, what is open."""
    from recoupe.render.incident import print_incident
    from recoupe.render.incident_html import incident_page
    from recoupe.render.incident_json import incident_to_json
    from recoupe.weighing.incase import whole_of

    with told(), weighed(case) as held:
        check_rule(rule)
        found = held.incident(id)
        whole = whole_of(held, [found])
        if html is not None:
            html.parent.mkdir(parents=True, exist_ok=True)
            html.write_text(incident_page(whole, found, locale(), rule), "utf-8")
        if as_json:
            typer.echo(json.dumps(incident_to_json(whole, found), ensure_ascii=False, indent=1).encode())
        elif html is None:
            print_incident(whole, found, console(), locale(), rule)


@commands.command()
def why(id: Id, case: CasePlace = "case.db") -> None:
    """Show why events are one incident, and why its origins are these: each step with the words it rests on.

    Below stands what each report that repeats another's words added to them, cut or changed.
    """
    from recoupe.render.copies import print_copies
    from recoupe.render.evidence import print_evidence
    from recoupe.render.incident import print_why
    from recoupe.weighing.incase import whole_of

    with told(), weighed(case) as held:
        found = held.incident(id)
        whole = whole_of(held, [found])
        print_evidence(whole, found, held.links([found.id]), console(), locale())
        print_why(whole, found, console(), locale())
        print_copies(whole, found, console(), locale())


@commands.command()
def sources(case: CasePlace = "case.db", as_json: AsJson = False) -> None:
    """Show the sources of a case: who is an origin, who repeats, how often each was alone, disputed, or revised."""
    from dataclasses import asdict

    from recoupe.interface import texts
    from recoupe.render.incident import print_sources
    from recoupe.weighing.incase import in_parts
    from recoupe.weighing.sources import standings_of

    looking = texts(locale())("linking.records")
    with told(), weighed(case) as held:
        with bar() as progress:
            found = standings_of(in_parts(held, lambda part: progress(looking, part)))
        if as_json:
            typer.echo(json.dumps([asdict(s) for s in found], ensure_ascii=False, indent=1).encode())
        else:
            print_sources(found, console(), locale())


# ---------------------------------------------------------------- what the commands share


@contextmanager
def weighed(place: str) -> Iterator[Case]:
    """The case, with every incident weighed that linking made or changed; what waits to be linked is told."""
    from recoupe.interface import texts

    say = texts(locale())
    with opened(place) as held:
        waiting = len(held.pending().documents)
        if waiting:
            complain(say("case.unlinked", reports=say.count("report", waiting)))
        if held.unweighed():
            from recoupe.weighing.incase import weigh_case

            with bar() as progress:
                weigh_case(held, lambda part: progress(say("case.weighing"), part))
        yield held


def print_case_json(case: Case, wanted: Filter, limit: int | None) -> None:
    """The incidents that a filter lets through, in full."""
    from recoupe.render.incident_json import case_to_json
    from recoupe.weighing.incase import whole_of

    ids = [row.id for row in case.incidents(wanted, limit)]
    by_id: dict[str, Incident] = {found.id: found for found in case.weighed(ids)}
    chosen = [by_id[id] for id in ids if id in by_id]
    typer.echo(json.dumps(case_to_json(whole_of(case, chosen), chosen), ensure_ascii=False, indent=1).encode())


def check_rule(rule: str) -> None:
    """Whether there is such a rule.

    Raises:
        WrongCall: there is not.
    """
    from recoupe.weighing.tolls import RULES, UnknownRule

    if rule not in RULES and not rule.startswith("party:"):
        raise WrongCall(str(UnknownRule(rule)))
