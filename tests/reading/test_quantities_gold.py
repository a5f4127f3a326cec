"""How many of the gold's numbers of killed and injured are counted, and how many counts are the gold's."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import QUANTITIES

FLOOR = 0.92  # precision and recall; 0.97 and 0.98 when it was set


def wanted(gold: dict[str, Any], measure: str) -> set[int]:
    """Every number that an event or an account of the gold gives."""
    holders = [holder for event in gold["events"] for holder in (event, *event["accounts"])]
    return {number for holder in holders for number in holder.get(measure, [])}


@pytest.mark.shared
def test_tolls_of_the_gold(shared: Path) -> None:
    right = missed = wrong = 0
    for path in sorted((shared / "gold").glob("*/*.json")):
        if path.name == "incidents.json":
            continue
        gold = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8")
        document = Document(text, language=gold["language"], outlet=gold["outlet"], published=gold["published"])
        counts = [count for count in QUANTITIES.of(default_reader().parse(document)) if count.best]
        for measure in ("killed", "injured"):
            want = wanted(gold, measure)
            told = {count.best for count in counts if count.measure == measure}
            tolls = {count.best for count in counts if count.measure == measure and not count.part}
            right, missed, wrong = right + len(want & tolls), missed + len(want - told), wrong + len(tolls - want)
    assert right / (right + wrong) >= FLOOR
    assert right / (right + missed) >= FLOOR
