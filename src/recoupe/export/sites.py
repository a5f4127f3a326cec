"""Places as coded data has them: the gazetteer's name, their divisions, a cell of the PRIO-GRID, a WKT point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe.knowledge.gazetteer import Entry, gazetteer, kilometres, unit
from recoupe.knowledge.gazetteer.fold import fold
from recoupe.model import Place

NAMED = ("city", "quarter", "site", "base", "camp", "airport", "crossing", "prison", "dam")  # kinds of exact places
SAME = 25.0  # kilometres within which a name and a point are one place
CELLS = 720  # of the PRIO-GRID, half a degree wide, in a row
ROWS = 360


@dataclass(frozen=True, slots=True)
class Site:
    """A place; "" and None for what is not known."""

    name: str = ""  # as the gazetteer has it, else as the text does
    raw: str = ""  # the words of the text
    precision: str = ""
    country: str = ""  # ISO alpha-2
    admin1: str = ""  # the name of its first-level division
    admin1_code: str = ""  # as GeoNames codes it: "TD.09"
    admin2: str = ""
    lat: float | None = None
    lon: float | None = None
    geonames: str = ""  # its number

    near: bool = False  # "south of Goré": no place of its own, but by one

    @property
    def located(self) -> bool:
        """It has coordinates."""
        return self.lat is not None and self.lon is not None


def site_of(place: Place | None) -> Site:
    """A place with what the gazetteer knows of it. An exact place lies in one division, an area may lie in several."""
    if place is None:
        return Site()
    raw, entry = " ".join(place.name.split()), entry_of(place)
    near = place.precision == "area" and entry is not None and entry.kind in NAMED
    within = near or place.precision in ("site", "city", "relative", "district", "region")
    code = entry.admin if entry and within else ""
    admin1 = raw if place.precision == "region" and not entry else division(code)
    return Site(
        name=entry.name if entry and (near or place.precision not in ("relative", "area")) else raw,
        raw=raw,
        precision=place.precision,
        country=place.country or (entry.country if entry else ""),
        admin1=entry.name if entry and entry.kind == "region" and within else admin1,
        admin1_code=code,
        admin2=(entry.name if entry else raw) if place.precision == "district" else "",
        lat=place.lat,
        lon=place.lon,
        geonames=place.gazetteer.removeprefix("geonames:") if place.gazetteer.startswith("geonames:") else "",
        near=near,
    )


@lru_cache(maxsize=8192)
def entry_of(place: Place) -> Entry | None:
    """The gazetteer's entry of a place: by its id; for a point that somebody coded, the place of its name near it."""
    index, keys = gazetteer(), dict.fromkeys((fold(place.name), fold(place.span.text)))
    found = [c.entry for key in keys if key for c in (*index.named(key), *index.sounding(key))]
    if place.gazetteer:
        return next((entry for entry in found if entry.id == place.gazetteer), None)
    if place.country or place.lat is None or place.lon is None:
        return None
    here = unit(place.lat, place.lon)
    near = [(kilometres(entry.point, here), entry) for entry in found]
    return min((pair for pair in near if pair[0] <= SAME), key=lambda pair: pair[0], default=(0.0, None))[1]


def division(code: str) -> str:
    """The name of a first-level division; "" where the gazetteer has none or several of this code."""
    names = divisions().get(code, ())
    return names[0] if len(names) == 1 else ""


@cache
def divisions() -> dict[str, tuple[str, ...]]:
    """The names of first-level divisions by code, gathered once a process."""
    found: dict[str, tuple[str, ...]] = {}
    for entry in gazetteer().of_kind("region"):
        found[entry.admin] = (*found.get(entry.admin, ()), entry.name)
    return found


def priogrid(lat: float | None, lon: float | None) -> str:
    """The cell of the PRIO-GRID: rows from the south, columns from the west, half a degree each."""
    if lat is None or lon is None:
        return ""
    row = min(math.floor((lat + 90) * 2), ROWS - 1) + 1
    column = min(math.floor((lon + 180) * 2), CELLS - 1) + 1
    return str((row - 1) * CELLS + column)


def wkt(lat: float | None, lon: float | None) -> str:
    """A point in well-known text, longitude first."""
    return "" if lat is None or lon is None else f"POINT ({degrees(lon)} {degrees(lat)})"


def degrees(value: float | None) -> str:
    """Degrees with the digits that the place has, six at most; "" where there are none."""
    return "" if value is None else f"{value:.6f}".rstrip("0").rstrip(".")
