"""GeoJSON: valid by a schema written from RFC 7946, a point only for a place that is one, every incident a feature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from recoupe.export import export
from recoupe.weighing import toll, when, where
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes as random_wholes

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "geojson.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def collection(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> Any:
    out = tmp_path_factory.mktemp("geojson") / "case.geojson"
    export(wholes, "geojson", out)
    return json.loads(out.read_text("utf-8"))


def features(collection: Any) -> dict[str, Any]:
    """The properties of the features by their type and mode."""
    return {" ".join((f["properties"]["event_type"], *f["properties"]["mode"])): f for f in collection["features"]}


def test_the_example_is_valid(collection: Any) -> None:
    VALID.validate(collection)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_any_case_is_valid(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    out = tmp_path_factory.mktemp("geojson") / "case.geojson"
    export([whole], "geojson", out)
    found = json.loads(out.read_text("utf-8"))
    VALID.validate(found)
    assert [f["id"] for f in found["features"]] == [incident.id for incident in whole.incidents]
    for one in found["features"]:
        exact = one["properties"]["geo_precision"] in ("site", "city", "relative")
        assert exact or one["geometry"] is None
        assert one["geometry"] is None or one["properties"]["representative_point"] is None


def test_a_town_is_a_point_longitude_first(collection: Any) -> None:
    assert features(collection)["PROTEST demo"]["geometry"] == {"type": "Point", "coordinates": [16.51667, 8.65]}


def test_what_no_report_locates_has_no_geometry(collection: Any) -> None:
    release = features(collection)["RETREAT release"]
    assert release["geometry"] is None
    assert release["properties"]["place_raw"] is None


def test_tolls_are_ranges_and_nothing_is_no_zero(collection: Any) -> None:
    ambush = max(collection["features"], key=lambda f: f["properties"]["n_accounts"])["properties"]
    assert (ambush["deaths_low"], ambush["deaths_high"]) == (5, 15)
    assert ambush["field_status"]["killed"] == "disputed"
    assert features(collection)["PROTEST demo"]["properties"]["deaths_low"] is None


def test_the_sidecar_has_the_same_ids(wholes: list[Whole], tmp_path: Path) -> None:
    export(wholes, "geojson", tmp_path / "case.geojson")
    ids = [f["id"] for f in json.loads((tmp_path / "case.geojson").read_text("utf-8"))["features"]]
    lines = (tmp_path / "case.accounts.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["rows"] for line in lines] == [[id] for id in ids]


def test_an_empty_case_is_an_empty_collection(tmp_path: Path) -> None:
    export([], "geojson", tmp_path / "case.geojson")
    assert json.loads((tmp_path / "case.geojson").read_text("utf-8"))["features"] == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_values_come_back(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    out = tmp_path_factory.mktemp("geojson") / "case.geojson"
    export([whole], "geojson", out)
    found = {f["id"]: f for f in json.loads(out.read_text("utf-8"))["features"]}
    for incident in whole.incidents:
        properties = found[incident.id]["properties"]
        for field, column in (("killed", "deaths"), ("injured", "injured"), ("people", "people")):
            told = toll(incident, field, "ucdp")
            expected = (told.low, told.best, told.high) if told else (None, None, None)
            assert tuple(properties[f"{column}_{part}"] for part in ("low", "best", "high")) == expected
        date, place = when(incident), where(incident)
        assert properties["date"] == (date.edtf if date else None)
        point = (found[incident.id]["geometry"] or {}).get("coordinates") or properties["representative_point"]
        located = place is not None and place.place.lat is not None
        assert point == ([place.place.lon, place.place.lat] if place and located else None)
        values = {field.field: [value.value for value in field.values] for field in incident.fields}
        assert all(properties[name] == values.get(name, []) for name in ("actor", "recipient", "damage", "claimed_by"))
