"""One place of the gazetteer."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

KINDS = (
    "continent",
    "country",
    "region",
    "district",
    "city",
    "quarter",
    "site",
    "base",
    "camp",
    "airport",
    "crossing",
    "prison",
    "dam",
    "area",
    "river",
    "lake",
    "sea",
    "mountain",
    "island",
    "border",
)
PRECISION = {
    "continent": "area",
    "country": "country",
    "region": "region",
    "district": "district",
    "city": "city",
    **dict.fromkeys(("quarter", "site", "base", "camp", "airport", "crossing", "prison", "dam"), "site"),
    **dict.fromkeys(("area", "river", "lake", "sea", "mountain", "island", "border"), "area"),
}
EARTH_KM = 6371.0088


@dataclass(frozen=True, slots=True)
class Entry:
    """A place: `id` names the record ("geonames:99347", "recoupe:ain-al-asad", "iso:ML"), `population` its weight."""

    id: str
    name: str
    country: str  # ISO 3166-1 alpha-2; "" where it lies in none or in several
    kind: str  # one of KINDS
    lat: float
    lon: float
    population: int
    admin: str = ""  # first-level division, as GeoNames codes it: "IQ.01"
    capital: bool = False  # of its country
    user: bool = False  # of the user's own list: wins over all others
    point: tuple[float, float, float] = field(default=(0.0, 0.0, 0.0), compare=False)  # on the unit sphere

    @property
    def precision(self) -> str:
        """How exact the place is, in the words of `model.Place`."""
        return PRECISION[self.kind]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean, and how the name led there."""

    entry: Entry
    match: str  # "name", "other name", "spelling"; "slip" where only a slip of the pen makes it the name


def unit(lat: float, lon: float) -> tuple[float, float, float]:
    """The point on the unit sphere."""
    phi, theta = math.radians(lat), math.radians(lon)
    return (math.cos(phi) * math.cos(theta), math.cos(phi) * math.sin(theta), math.sin(phi))


def kilometres(a: tuple[float, float, float], b: tuple[float, float, float]) -> float:
    """Great-circle distance between two points of the unit sphere."""
    cosine = a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
    return EARTH_KM * math.acos(max(-1.0, min(1.0, cosine)))


def moved(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """The point `km` away from another in a direction (0 is north, 90 east)."""
    phi, theta, way, arc = math.radians(lat), math.radians(lon), math.radians(bearing), km / EARTH_KM
    there = math.asin(math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(way))
    east = math.atan2(math.sin(way) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * math.sin(there))
    return math.degrees(there), (math.degrees(theta + east) + 180) % 360 - 180
