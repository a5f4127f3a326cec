"""Records for tests: real places, invented events."""

from __future__ import annotations

import datetime as dt
from typing import Any

from recoupe.linking.records import EventRecord, Party, Where, terms

HOMBORI = Where("hombori", "ML", 15.28, -1.70, 10.0, "hombori")
DOUENTZA = Where("douentza", "ML", 15.0, -2.95, 10.0, "douentza")
GAO = Where("gao", "ML", 16.27, -0.04, 10.0, "gao")
MALI = Where("mali", "ML", 17.0, -4.0, 600.0, "mali")


def day(text: str) -> int:
    """The number of a day."""
    return dt.date.fromisoformat(text).toordinal()


def party(name: str, *kinds: str, id: str = "") -> Party:
    """A party with the terms of its name."""
    return Party(name, tuple(sorted(set(terms(name)))), id, kinds)


def record(document: str, event: str = "e1", **values: Any) -> EventRecord:
    """An ambush at Hombori on 8 November 2022, but for what is given."""
    known: dict[str, Any] = {
        "outlet": document,
        "published": day("2022-11-09"),
        "language": "fr",
        "type": "ASSAULT",
        "mode": ("firearms",),
        "status": "occurred",
        "dates": ((day("2022-11-08"), day("2022-11-08")),),
        "places": (HOMBORI,),
        "recipients": (party("convoi de ravitaillement", "vehicle"),),
        "killed": (7, 7),
        "title": tuple(terms("Embuscade contre un convoi près de Hombori")),
        "names": tuple(terms("Hombori Boni")),
    }
    return EventRecord(document=document, event=event, **(known | values))
