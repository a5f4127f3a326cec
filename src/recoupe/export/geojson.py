"""GeoJSON (RFC 7946): a feature an incident, with a point only where the reports tell of one.

A town, a site or a computed point is a point on the map. A district, a region, a country or "the border" is a stretch
of land of which only the name is known: its feature has no geometry, and the middle of it stands in the properties.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recoupe.export import Options, Written
from recoupe.export.incidents import OPEN, Row, field_of, row_of, toll_of
from recoupe.export.sidecar import path_of, sidecar
from recoupe.export.stream import Json, listed
from recoupe.interface import texts
from recoupe.model import Place, Weighed
from recoupe.weighing.fields import EXACT
from recoupe.weighing.told import TOLLS, Told
from recoupe.weighing.whole import Whole

PARTIES = ("actor", "recipient", "instrument", "damage", "claimed_by")


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write a feature collection, and beside it the accounts behind each feature."""
    rows = unlocated = 0
    with listed(out, "features", {"type": "FeatureCollection"}) as add, sidecar(out) as keep:
        for whole in wholes:
            for incident in whole.incidents:
                found = feature(row_of(whole, incident, options.rule))
                add(found)
                keep(whole, incident, [incident.id])
                rows += 1
                unlocated += found["geometry"] is None
    say = texts(options.language)
    notes = (say("export.geojson_no_point", what=say.count("incident", unlocated)),) if unlocated else ()
    return Written((out, path_of(out)), rows, notes)


def feature(row: Row) -> Json:
    """An incident on the map, or beside it."""
    place = row.where.place if row.where else None
    point = position(place)
    return {
        "type": "Feature",
        "id": row.incident.id,
        "geometry": {"type": "Point", "coordinates": point} if point and place and is_point(place) else None,
        "properties": {
            "incident_id": row.incident.id,
            **what(row),
            **time(row),
            **space(row, place),
            **tolls(row),
            **{name: [value.value for value in values(row, name)] for name in PARTIES},
            **standing(row),
            **support(row),
        },
    }


def is_point(place: Place) -> bool:
    """It is known to the town."""
    return place.precision in EXACT


def position(place: Place | None) -> list[float] | None:
    """Longitude before latitude; None where unlocated."""
    return [place.lon, place.lat] if place and place.lat is not None and place.lon is not None else None


def values(row: Row, name: str) -> tuple[Weighed, ...]:
    """All that is said on a field."""
    field = field_of(row, name)
    return field.values if field else ()


def what(row: Row) -> Json:
    """What it is, and whether it happened, for each source that tells."""
    return {
        "event_type": row.incident.type.value,
        "mode": list(row.incident.mode),
        "status": [value.value for value in values(row, "status")],
        "part_of": list(row.incident.part_of),
    }


def time(row: Row) -> Json:
    """When it was, with all other days that are told."""
    date = row.when
    return {
        "date": date.edtf if date else None,
        "date_start": (date.start or None) if date else None,
        "date_end": (date.end or None) if date else None,
        "date_precision_acled": date.acled if date else None,
        "date_precision_ucdp": date.ucdp if date else None,
        "date_alternatives": [v.value for v in values(row, "date") if date is None or v.value != date.edtf],
    }


def space(row: Row, place: Place | None) -> Json:
    """Where it was, in the words of the report, with all other places that are told."""
    where = row.where
    chosen = where.value if where else None
    return {
        "place_raw": place.span.text or place.name if place else None,
        "place_matched": place.name if place else None,
        "gazetteer": (place.gazetteer or None) if place else None,
        "country": (place.country or None) if place else None,
        "geo_precision": place.precision if place else None,
        "geo_precision_acled": where.acled if where else None,
        "geo_precision_ucdp": where.ucdp if where else None,
        "representative_point": position(place) if place and not is_point(place) else None,
        "place_alternatives": [
            alternative(v, v.place) for v in values(row, "place") if v is not chosen and v.place is not None
        ],
    }


def alternative(value: Weighed, place: Place) -> Json:
    """Another place that is told, and how many origins tell it."""
    return {
        "place_matched": place.name,
        "country": place.country or None,
        "geo_precision": place.precision,
        "representative_point": position(place),
        "origins": len(value.origins),
    }


def tolls(row: Row) -> Json:
    """Numbers of people as low, best and high; null where nobody gives one, which is not zero."""
    found: Json = {}
    for name, column in zip(TOLLS, ("deaths", "injured", "people"), strict=True):
        toll = toll_of(row, name)
        found |= {
            f"{column}_low": toll.low if toll else None,
            f"{column}_best": toll.best if toll else None,
            f"{column}_high": toll.high if toll else None,
        }
    return {**found, "toll_rule": row.rule}


def standing(row: Row) -> Json:
    """How the accounts stand to each other, how certain they are, and who denies."""
    told = row.whole.told(row.incident).values()
    return {
        "field_status": {field.field: field.status.value for field in row.incident.fields},
        "is_disputed": any(field.status in OPEN for field in row.incident.fields),
        "certainty": [value.value for value in values(row, "factuality")],
        "denied_by": list(dict.fromkeys(t.source.name for t in told if t.polarity < 0)),
        "discrepancies": list(dict.fromkeys(d.kind.value for d in row.incident.discrepancies)),
    }


def support(row: Row) -> Json:
    """Who stands behind it."""
    told = row.whole.told(row.incident)
    reports = {t.document.id: t for t in told.values()}
    return {
        "n_accounts": len(told),
        "n_reports": len(reports),
        "n_outlets": len({t.outlet for t in reports.values()}),
        "n_origins": len(row.incident.origins),
        "origins": [{"name": origin.name, "kind": origin.kind.value} for origin in row.incident.origins],
        "chains": list(dict.fromkeys(" > ".join(s.name for s in t.account.sources) for t in told.values())),
        "sources": [report(t) for t in reports.values()],
    }


def report(told: Told) -> Json:
    """A report; its words stand in the sidecar."""
    document = told.document
    return {
        "outlet": document.outlet,
        "published": document.published or None,
        "title": document.title or None,
        "url": document.url or None,
        "language": document.language or None,
        "report": document.name,
    }
