"""The case file: the reports of an analysis, what was read in them, how it is linked, and what people judged.

    with Case.open("case.db") as case:  # or "postgresql://…"
        case.add("reports/")
        for reading in case.readings(): …

It is the one part of Recoupe that has state. Everything else is a function of what stands in it.
"""

from __future__ import annotations

from recoupe.casefile.case import Case
from recoupe.casefile.errors import OutdatedLinks, UnusableCase, UnusableJudgement
from recoupe.casefile.judgements import Correction, Grade, Grouping, Identity, Judgement, Rejection, Undoing
from recoupe.casefile.values import Added, Addition, Appearance, Filter, Listed, Pending, Reread, Stored

__all__ = [
    "Added",
    "Addition",
    "Appearance",
    "Case",
    "Correction",
    "Filter",
    "Grade",
    "Grouping",
    "Identity",
    "Judgement",
    "Listed",
    "OutdatedLinks",
    "Pending",
    "Rejection",
    "Reread",
    "Stored",
    "Undoing",
    "UnusableCase",
    "UnusableJudgement",
]
