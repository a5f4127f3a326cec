"""timemap: its data schema holds, and every reference leads somewhere."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from recoupe.export import export
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes as random_wholes

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "timemap.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)


def written(wholes: list[Whole], folder: Path) -> dict[str, Any]:
    """The four files of an export, read back."""
    export(wholes, "timemap", folder)
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in SCHEMA["required"]}


@pytest.fixture(scope="module")
def data(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return written(wholes, tmp_path_factory.mktemp("timemap"))


def hold(data: dict[str, Any]) -> None:
    """The schema holds, ids are single, references lead somewhere."""
    VALID.validate(data)
    ids = {name: [row["id"] for row in rows] for name, rows in data.items()}
    assert all(len(set(held)) == len(held) for held in ids.values())
    for event in data["events"]:
        assert set(event["associations"]) <= set(ids["associations"])
        assert set(event["sources"]) <= set(ids["sources"])


def test_the_example_holds(data: dict[str, Any]) -> None:
    hold(data)
    assert len(data["events"]) == 6
    assert len(data["sources"]) == 7


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_any_case_holds_or_is_told_to_be_left_out(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    folder = tmp_path_factory.mktemp("timemap")
    hold(written([whole], folder))
    left = len(whole.incidents) - len(json.loads((folder / "events.json").read_text("utf-8")))
    notes = export([whole], "timemap", folder).notes
    assert [note.split()[0] for note in notes] == ([str(left)] if left else [])


def test_days_are_as_timemap_reads_them(data: dict[str, Any]) -> None:
    assert data["events"][0]["date"] == "03/12/2024"


def test_an_area_is_no_point(data: dict[str, Any]) -> None:
    ambush = next(event for event in data["events"] if len(event["sources"]) == 7)
    assert ambush["location"] == "Goré (Chad)"
    assert "latitude" not in ambush
