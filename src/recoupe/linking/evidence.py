"""The waterfall of a pair: where it starts, and what each comparison adds or takes, with the two values."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from recoupe.linking.comparisons import COMPARISONS, level_names
from recoupe.linking.links import Evidence, Pair
from recoupe.linking.records import EventRecord, Party, day
from recoupe.linking.weights import Weights, weights

Shown = Callable[[EventRecord], str]


def waterfall(pair: Pair, one: EventRecord, other: EventRecord, model: Weights | None = None) -> list[Evidence]:
    """The evidence of a pair, "prior" first, then every comparison that says something, in the model's order.

    The weights add up to the pair's.
    """
    model = model or weights("reports")
    bars = [Evidence("prior", "", model.start, "", "")]
    for compared, level in zip(COMPARISONS, pair.levels, strict=True):
        if level < 0:
            continue
        name = level_names(compared)[level]
        show = SHOWN[compared.name]
        bars.append(Evidence(compared.name, name, model.bits(compared.name, name), show(one), show(other)))
    return bars


def days(record: EventRecord) -> str:
    """The interval as EDTF."""
    interval = record.interval
    if interval is None:
        return ""
    return day(interval[0]) if interval[0] == interval[1] else f"{day(interval[0])}/{day(interval[1])}"


def published(record: EventRecord) -> str:
    """The day of publication."""
    return "" if record.published is None else day(record.published)


def points(record: EventRecord) -> str:
    """The places with a point."""
    return "; ".join(f"{p.name} ({p.lat:.2f}, {p.lon:.2f})" for p in record.places if p.lat is not None)


def joined(values: Iterable[str]) -> str:
    """Values side by side."""
    return "; ".join(values)


def names(parties: Iterable[Party]) -> str:
    """The parties as told."""
    return joined(party.name for party in parties)


def kinds(parties: Iterable[Party]) -> str:
    """The classes of parties."""
    return joined(sorted({kind for party in parties for kind in party.kinds}))


def figures(value: tuple[int, int] | None) -> str:
    """A toll, or the range of it."""
    if value is None:
        return ""
    return str(value[0]) if value[0] == value[1] else f"{value[0]}–{value[1]}"


SHOWN: dict[str, Shown] = {
    "days": days,
    "published": published,
    "distance": points,
    "place names": lambda r: joined(place.name for place in r.places),
    "actors": lambda r: names(r.actors),
    "actor kinds": lambda r: kinds(r.actors),
    "targets": lambda r: names(r.recipients),
    "target kinds": lambda r: kinds(r.recipients),
    "type": lambda r: r.type,
    "mode": lambda r: joined(r.mode),
    "status": lambda r: r.status,
    "weapon": lambda r: joined(r.means),
    "killed": lambda r: figures(r.killed),
    "injured": lambda r: figures(r.injured),
    "people": lambda r: figures(r.people),
    "ordinal": lambda r: str(r.ordinal or ""),
    "claim": lambda r: names(r.claims),
    "headline": lambda r: joined(r.title),
    "names": lambda r: joined(r.names),
    "numbers": lambda r: joined(r.numbers),
    "outlet": lambda r: r.outlet,
}
