"""The options that choose incidents, the same wherever incidents are listed or exported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from recoupe.errors import WrongCall

if TYPE_CHECKING:
    from recoupe.casefile import Filter
    from recoupe.model import EventType, Status

Since = Annotated[str, typer.Option(metavar="DATE", help="Not those that ended before this day.")]
Until = Annotated[str, typer.Option(metavar="DATE", help="Not those that began after this day.")]
InPlace = Annotated[str, typer.Option("--place", metavar="NAME", help="Those at a place with this in its name.")]
Country = Annotated[str, typer.Option(metavar="CODE", help="Those in a country, as ML.")]
OfType = Annotated[str, typer.Option("--type", metavar="TYPE", help="Those of a type, as ASSAULT.")]
OfMode = Annotated[str, typer.Option("--mode", metavar="MODE", help="Those of a mode, as drone.")]
OfStatus = Annotated[str, typer.Option("--status", metavar="STATUS", help="As occurred, future, negated.")]
Disputed = Annotated[bool | None, typer.Option("--disputed/--undisputed", help="On which accounts conflict.")]
SingleOrigin = Annotated[
    bool | None, typer.Option("--single-origin/--several-origins", help="That rest on one origin alone.")
]
Limit = Annotated[int | None, typer.Option(min=1, metavar="N", help="No more than these, the latest.")]


def filter_of(
    since: str,
    until: str,
    place: str,
    country: str,
    type: str,
    mode: str,
    status: str,
    disputed: bool | None,
    single_origin: bool | None,
) -> Filter:
    """The filter that the options make.

    Raises:
        WrongCall: there is no such type or status.
    """
    from recoupe.casefile import Filter

    return Filter(
        since=since,
        until=until,
        place=place,
        country=country.upper(),
        type=type_of(type),
        mode=mode,
        status=status_of(status),
        disputed=disputed,
        single_origin=single_origin,
    )


def type_of(name: str) -> EventType | None:
    """An event type by its name in any case.

    Raises:
        WrongCall: there is no such type.
    """
    from recoupe.model import EventType

    if name and name.upper() not in set(EventType):
        raise WrongCall(f"--type {name}: no event type; there are {', '.join(EventType)}")
    return EventType(name.upper()) if name else None


def status_of(name: str) -> Status | None:
    """A status by its name.

    Raises:
        WrongCall: there is no such status.
    """
    from recoupe.model import Status

    if name and name not in set(Status):
        raise WrongCall(f"--status {name}: no status; there are {', '.join(Status)}")
    return Status(name) if name else None
