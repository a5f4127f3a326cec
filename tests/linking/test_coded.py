"""Coded reports as records, and their linking from a file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recoupe.errors import WrongCall
from recoupe.evaluate.linking import record_of
from recoupe.evaluate.predict import predict_file
from tests.linking.factory import day


def report(name: str, source: str, **values: Any) -> dict[str, Any]:
    """A coded report of a scuffle at a polling station."""
    known = {
        "report": name,
        "event": "gold, never read",
        "date_start": "2019-03-02",
        "date_end": "2019-03-03",
        "city": "Kandi",
        "location": "Kandi market",
        "lat": 11.13,
        "lon": 2.94,
        "geo_precision": 4,
        "actors": [{"name": "Police (Benin)", "type": "Security forces", "subtype": "Police", "roles": []}],
        "context": "Protest",
        "target": "Unknown",
        "deaths_best": "2",
        "deaths_low": "1",
        "deaths_high": "2",
        "source": source,
        "source_author": source.split(" (")[0],
    }
    return known | values


REPORTS = [
    report("r1", "La Dépêche du Nord (2019-03-04) Two dead in Kandi market"),
    report("r2", "Radio Alibori (2019-03-04) Police fire on crowd in Kandi, two dead"),
    report(
        "r3",
        "Radio Alibori (2019-03-04) Police fire on crowd in Kandi, two dead",
        location="Banikoara",
        lat=11.3,
        lon=2.4,
    ),
    report(
        "r4", "Radio Alibori (2019-09-10) Calm vote", date_start="2019-09-09", date_end="2019-09-09", deaths_best="0"
    ),
]


def test_a_coded_report_as_a_record() -> None:
    made = record_of(REPORTS[0])
    assert made.interval == (day("2019-03-02"), day("2019-03-03"))
    assert made.published == day("2019-03-04")
    assert made.killed == (1, 2)
    assert [place.name for place in made.places] == ["kandi market", "kandi"]
    assert made.actors[0].name == "Police"
    assert made.recipients == ()
    assert "gold" not in str(made)


@pytest.mark.parametrize("name", ["Unknown actor (Benin)", "Unidentified gunmen"])
def test_an_unknown_actor_has_no_name(name: str) -> None:
    actor = {"name": name, "type": None, "subtype": None}
    assert record_of(report("r", "x", actors=[actor])).actors[0].terms == ()


def test_linking_a_file(tmp_path: Path) -> None:
    given, made = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    given.write_text("".join(json.dumps(line) + "\n" for line in REPORTS), "utf-8")
    assert predict_file("linking", given, made) == len(REPORTS)
    said = {row["report"]: row["incident"] for row in map(json.loads, made.read_text("utf-8").splitlines())}
    assert said["r1"] == said["r2"]
    assert len(set(said.values())) == 3  # two places of one report are two events; the vote is another


def test_a_line_that_is_no_report(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text('{"nothing": 1}\n', "utf-8")
    with pytest.raises(WrongCall, match="line 1"):
        predict_file("linking", given, tmp_path / "out.jsonl")
