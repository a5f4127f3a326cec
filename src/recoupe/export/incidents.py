"""The table of incidents: a row is one thing that is told of, with who stands behind each value and how they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from recoupe.export.accounts import account_id
from recoupe.export.columns import Cell, Column, Kind
from recoupe.model import DiscrepancyKind, EventType, FieldStatus, Incident, SourceKind, Weighed, WeighedField
from recoupe.weighing import toll, when, where
from recoupe.weighing.fields import FIELDS
from recoupe.weighing.precision import DEFAULT, When, Where
from recoupe.weighing.told import TOLLS
from recoupe.weighing.tolls import Toll
from recoupe.weighing.whole import Whole

OPEN = (FieldStatus.DISPUTED, FieldStatus.DENIED)


@dataclass(frozen=True, slots=True)
class Row:
    """An incident with the reports it stands in, and the rule that tells its tolls."""

    whole: Whole
    incident: Incident
    rule: str
    when: When | None
    where: Where | None


def row_of(whole: Whole, incident: Incident, rule: str) -> Row:
    """The row of an incident."""
    return Row(whole, incident, rule, when(incident), where(incident))


def field_of(row: Row, name: str) -> WeighedField | None:
    """All that is said on a field."""
    return next((field for field in row.incident.fields if field.field == name), None)


def toll_of(row: Row, name: str) -> Toll | None:
    """A toll by the row's rule."""
    return toll(row.incident, name, row.rule)


def standing(row: Row, value: Weighed) -> str:
    """A value with those who stand behind it: "12 (the mayor; the army)"; a revised one is said to be."""
    behind = "; ".join(row.incident.origins[index].name for index in value.origins)
    revised = ", revised" if value.superseded else ""
    return f"{value.value} ({behind}{revised})"


def column(name: str, kind: Kind, about: str, of: Callable[[Row], Cell], codes: Sequence[str] = ()) -> Column[Row]:
    """A column of this table."""
    return Column(name, kind, about, of, tuple(codes))


# ---------------------------------------------------------------- the columns


def identity() -> Iterator[Column[Row]]:
    """What the incident is, and what it rests on."""
    yield column("incident", Kind.STRING, "its id: key of this table", lambda row: row.incident.id)
    yield column(
        "part_of", Kind.STRINGS, "incidents that count this one among theirs", lambda row: row.incident.part_of
    )
    yield column("type", Kind.STRING, "event type of PLOVER", lambda row: row.incident.type.value, [*EventType])
    yield column("mode", Kind.STRINGS, "its modes, the most told first", lambda row: row.incident.mode)
    yield column("reports", Kind.STRINGS, "reports that tell of it", reports)
    yield column("accounts", Kind.STRINGS, "accounts of it: keys of the other table", accounts)
    yield column(
        "independent_origins",
        Kind.INTEGER,
        "how many first holders stand behind it",
        lambda row: len(row.incident.origins),
    )
    yield column("origins", Kind.STRINGS, "who they are", lambda row: [origin.name for origin in row.incident.origins])
    yield column(
        "origin_kinds",
        Kind.STRINGS,
        "what each is",
        lambda row: [o.kind.value for o in row.incident.origins],
        [*SourceKind],
    )
    yield column(
        "is_disputed",
        Kind.BOOLEAN,
        "whether accounts conflict or deny",
        lambda row: any(f.status in OPEN for f in row.incident.fields),
    )
    yield column(
        "discrepancies",
        Kind.STRINGS,
        "what does not fit",
        lambda row: [d.kind.value for d in row.incident.discrepancies],
        [*DiscrepancyKind],
    )


def reports(row: Row) -> Cell:
    """The names of the reports."""
    return list(dict.fromkeys(row.whole.name(member.document) for member in row.incident.members))


def accounts(row: Row) -> Cell:
    """The ids of the accounts."""
    return [account_id(telling) for telling in row.whole.told(row.incident)]


def time() -> Iterator[Column[Row]]:
    """When it was."""
    found: list[tuple[str, Kind, str, Callable[[When], Cell]]] = [
        (
            "date",
            Kind.STRING,
            f"when, in EDTF, by the rule “{DEFAULT}”: what most origins say, then the more exact",
            lambda w: w.edtf,
        ),
        ("date_first", Kind.DATE, "first day it may mean", lambda w: w.start or None),
        ("date_last", Kind.DATE, "last day it may mean", lambda w: w.end or None),
        ("date_acled", Kind.INTEGER, "ACLED's time precision", lambda w: w.acled),
        ("date_ucdp", Kind.INTEGER, "UCDP's date_prec", lambda w: w.ucdp),
    ]
    for name, kind, about, of in found:
        yield column(name, kind, about, lambda row, of=of: of(row.when) if row.when else None)  # type: ignore[misc]


def place() -> Iterator[Column[Row]]:
    """Where it was."""
    found: list[tuple[str, Kind, str, Callable[[Where], Cell]]] = [
        ("place", Kind.STRING, f"where, by the rule “{DEFAULT}”", lambda w: w.place.name),
        ("place_country", Kind.STRING, "ISO 3166-1 alpha-2", lambda w: w.place.country or None),
        ("place_lat", Kind.NUMBER, "degrees north, WGS 84", lambda w: w.place.lat),
        ("place_lon", Kind.NUMBER, "degrees east, WGS 84", lambda w: w.place.lon),
        (
            "place_precision",
            Kind.STRING,
            "site, city, district, region, country, area or relative",
            lambda w: w.place.precision,
        ),
        (
            "place_acled",
            Kind.INTEGER,
            "ACLED's geographic precision; empty for what it does not code",
            lambda w: w.acled,
        ),
        ("place_ucdp", Kind.INTEGER, "UCDP's where_prec", lambda w: w.ucdp),
    ]
    for name, kind, about, of in found:
        yield column(name, kind, about, lambda row, of=of: of(row.where) if row.where else None)  # type: ignore[misc]


def numbers(field: str) -> Iterator[Column[Row]]:
    """A toll as low, best and high."""
    found: list[tuple[str, str, Callable[[Toll], Cell]]] = [
        ("low", "the lowest figure", lambda t: t.low),
        ("best", "the figure that the rule chooses", lambda t: t.best),
        ("high", "the highest figure; empty where no bound is set", lambda t: t.high),
    ]
    for part, about, of in found:
        yield column(
            f"{field}_{part}",
            Kind.INTEGER,
            f"{field}: {about}",
            lambda row, of=of: of(t) if (t := toll_of(row, field)) else None,  # type: ignore[misc]
        )
    yield column(
        f"{field}_rule", Kind.STRING, f"{field}: the rule", lambda row: row.rule if toll_of(row, field) else None
    )


def standings(field: str) -> Iterator[Column[Row]]:
    """How the accounts stand to each other on a field, and all they say."""
    yield column(
        f"{field}_status",
        Kind.STRING,
        f"{field}: how the accounts stand to each other",
        lambda row: f.status.value if (f := field_of(row, field)) else None,
        [*FieldStatus],
    )
    yield column(
        f"{field}_values",
        Kind.STRINGS,
        f"{field}: each value with the origins behind it",
        lambda row: [standing(row, value) for value in f.values] if (f := field_of(row, field)) else [],
    )


COLUMNS: tuple[Column[Row], ...] = tuple(
    chain(identity(), time(), place(), *(numbers(field) for field in TOLLS), *(standings(field) for field in FIELDS))
)
