"""Distances on the globe."""

from __future__ import annotations

import math

from recoupe.model import Place

EARTH_DIAMETER = 12742.0  # kilometres, mean


def kilometres(one: Place, other: Place) -> float:
    """Great-circle distance between two places; infinite where one has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    lat1, lon1, lat2, lon2 = (math.radians(x) for x in (one.lat, one.lon, other.lat, other.lon))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return EARTH_DIAMETER * math.asin(math.sqrt(h))
