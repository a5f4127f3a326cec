"""Kilometres between two places of records."""

from __future__ import annotations

import math

from recoupe.linking.records import Where

EARTH = 6371.0


def apart(one: Where, other: Where) -> float | None:
    """The distance along the sphere; None where one of the two has no point."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    north, east = math.radians(other.lat - one.lat), math.radians(other.lon - one.lon)
    chord = math.sin(north / 2) ** 2
    chord += math.cos(math.radians(one.lat)) * math.cos(math.radians(other.lat)) * math.sin(east / 2) ** 2
    return 2 * EARTH * math.asin(min(1.0, math.sqrt(chord)))
