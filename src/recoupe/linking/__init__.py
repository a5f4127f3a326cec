"""Linking: the events of many documents that are one incident.

    records_of(reading)          -> list[EventRecord]  what linking sees of each event
    link(records, judgements)    -> Links              incidents, the pairs behind them, and what is part of what
    waterfall(pair, one, other)  -> list[Evidence]     why two events were held for one, or not

All are functions of their input: the same records, in any order, give the same links.
"""

from recoupe.linking.evidence import waterfall
from recoupe.linking.linker import link
from recoupe.linking.links import Cluster, Evidence, Judged, Links, Pair, PartOf
from recoupe.linking.records import EventRecord, Party, Where, records_of

__all__ = [
    "Cluster",
    "EventRecord",
    "Evidence",
    "Judged",
    "Links",
    "Pair",
    "PartOf",
    "Party",
    "Where",
    "link",
    "records_of",
    "waterfall",
]
