"""POLECAT's 40 columns and PLOVER's records, by the lists of the manual."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
from hypothesis import given, settings

from recoupe.export import Options, export
from recoupe.model import EventType
from recoupe.weighing.whole import Whole
from tests.export.factory import Says, one_of
from tests.export.strategies import wholes as random_wholes

COLUMNS = [
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
]  # fmt: skip
SECTORS = [
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL", "EDU",
    "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC",
]  # fmt: skip
CONTEXTS = ["military", "repression", "cbrn", "cyber", "misinformation"]  # those that follow from modes and parties
TEXT = {"type": "string", "minLength": 1}
COUNT = {"type": "integer", "minimum": 0}
ENTITY = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "code": {"type": "string", "pattern": "^[A-Z]{3}$"},
        "sector": {"type": "string", "pattern": f"^({'|'.join(SECTORS)})(; ({'|'.join(SECTORS)}))*$"},
        "entity_text": TEXT,
        "identifier_id": TEXT,
    },
}
RECORD = {
    "type": "object",
    "required": ["id", "date", "actor", "event"],
    "additionalProperties": False,
    "properties": {
        "id": TEXT,
        "has_event": {"type": "boolean"},
        "date": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "enddate": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d$"},
        "actor": {"type": "array", "items": ENTITY},
        "recipient": {"type": "array", "items": ENTITY},
        "event": {"type": "array", "items": {"enum": [type.value for type in EventType]}, "minItems": 1},
        "event_loc": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                **dict.fromkeys(("extracted_place", "resolved_place", "geonameid", "city", "district"), TEXT),
                **dict.fromkeys(("province", "country", "feature_code"), TEXT),
                "country_code": {"type": "string", "pattern": "^[A-Z]{3}$"},
                "lat": {"type": "number", "minimum": -90, "maximum": 90},
                "lon": {"type": "number", "minimum": -180, "maximum": 180},
                "resolution": {"enum": ["1", "2", "3", "4", "5"]},
            },
        },
        "event_text": TEXT,
        "quad_code": {"enum": ["1", "2", "3", "4"]},
        "event_scale": {"type": "number", "minimum": -10, "maximum": 10},
        "mode": {"type": "array", "items": TEXT},
        "context": {"type": "array", "items": {"enum": CONTEXTS}},
        "size": {
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(("dead", "injured", "arrested"), COUNT),
        },
        "link": TEXT,
        "text": TEXT,
        "text_info": {
            "type": "object",
            "required": ["sequence", "start", "end"],
            "properties": dict.fromkeys(("sequence", "start", "end"), COUNT),
        },
        "cite_info": {
            "type": "object",
            "additionalProperties": False,
            "properties": dict.fromkeys(
                ("citation", "url", "title", "language", "publication", "coder", "codebook"), TEXT
            ),
        },
        "coder": TEXT,
    },
}
Json = dict[str, Any]


def polecat(wholes: Iterable[Whole]) -> list[dict[str, str]]:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "events.txt"
        export(wholes, "polecat", out, Options())
        lines = out.read_text("utf-8").split("\n")
    assert lines[0].split("\t") == COLUMNS
    rows = [line.split("\t") for line in lines[1:-1]]
    assert all(len(row) == 40 for row in rows)
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows]


def plover(wholes: Iterable[Whole]) -> list[Json]:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "events.jsonl"
        export(wholes, "plover", out, Options())
        return [json.loads(line) for line in out.read_text("utf-8").split("\n")[:-1]]


@given(random_wholes())
@settings(max_examples=40, deadline=None)
def test_any_case_gives_whole_polecat_rows(whole: Whole) -> None:
    for row in polecat([whole]):
        assert row["Event Type"] in set(EventType)
        assert row["Quad Code"] in "1234"
        assert -10 <= float(row["Intensity"]) <= 10
        for role in ("Actor", "Recipient"):
            assert set(row[f"{role} Sectors"].split("; ")) <= {*SECTORS, "None"}
        assert all(row.values())


@given(random_wholes())
@settings(max_examples=40, deadline=None)
def test_any_case_gives_plover_records(whole: Whole) -> None:
    for record in plover([whole]):
        jsonschema.validate(record, RECORD)


def test_the_example_case(wholes: list[Whole]) -> None:
    rows, records = polecat(wholes), plover(wholes)
    for record in records:
        jsonschema.validate(record, RECORD)
    assert [row["Event ID"] for row in rows] == [record["id"] for record in records]
    ambush = next(row for row in rows if row["Actor Name"] == "Free Logone Front")
    assert (ambush["Recipient Name"], ambush["Recipient Country"]) == ("Military Forces of Chad; chauffeur", "TCD")
    assert (ambush["Actor Sectors"], ambush["Contexts"], ambush["GeoNames ID"]) == ("REB", "military", "2431907")


def test_all_sides_of_a_clash_are_actors() -> None:
    (record,) = plover([one_of(Says(actor=("the Chadian army", "rebels"), place=None))])
    assert [actor["sector"] for actor in record["actor"]] == ["MIL", "REB"]
    assert "recipient" not in record


def test_without_a_date_it_is_dated_by_publication(tmp_path: Path) -> None:
    whole = one_of(Says(actor=("rebels",), date=""))
    written = export([whole], "polecat", tmp_path / "events.txt", Options())
    assert written.notes == ("1 incident dated by the first day of publication: no account gives a date",)
    assert polecat([whole])[0]["Event Date"] == "2024-03-13"


def test_words_of_the_report_stand_at_their_offsets(wholes: list[Whole]) -> None:
    texts = {r.document.name: r.document.text for whole in wholes for r in whole.readings.values()}
    for record in plover(wholes):
        info = record["text_info"]
        words = texts[record["cite_info"]["citation"]][info["start"] : info["end"]]
        assert " ".join(words.split()) == record["text"]
        assert record["event_text"] in record["text"]
