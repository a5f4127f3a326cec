"""Web Annotations: valid by a schema written from the W3C model, and each on the words that it quotes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from recoupe.export import export
from recoupe.export.accounts import rows_of, values_of
from recoupe.export.names import text_name
from recoupe.export.webannotation import target
from recoupe.model import SourceKind
from recoupe.weighing.numbers import data_form
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes as random_wholes
from tests.weighing.factory import Says, report

SCHEMA = json.loads((Path(__file__).parent / "schemas" / "webannotation.schema.json").read_text("utf-8"))
VALID = Draft202012Validator(SCHEMA)


@pytest.fixture(scope="module")
def page(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> Any:
    return written(wholes, tmp_path_factory.mktemp("annotations"))


def written(wholes: list[Whole], folder: Path) -> Any:
    """What an export writes, read back."""
    export(wholes, "webannotation", folder / "case.jsonld")
    return json.loads((folder / "case.jsonld").read_text("utf-8"))


def targets(page: Any) -> Iterator[Any]:
    """All words that annotations are on."""
    for item in page["items"]:
        found = item["target"]
        yield from (t for t in (found if isinstance(found, list) else [found]) if isinstance(t, dict))


def held(target: Any, texts: dict[str, str]) -> bool:
    """Quotation and position are the same words of the text."""
    quote, place = target["selector"]
    text = texts[target.get("state", {}).get("cached", target["source"])]
    start, end = place["start"], place["end"]
    around = text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
    return bool(text[start:end] == quote["exact"] and around)


def texts_of(whole: Whole) -> dict[str, str]:
    """The texts of the reports, by what they are called."""
    return {text_name(r.document): r.document.text for r in whole.readings.values()}


def test_the_example_is_valid(page: Any) -> None:
    VALID.validate(page)
    assert page["partOf"]["total"] == len(page["items"])


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_any_case_is_valid_and_stands_on_its_words(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    page = written([whole], tmp_path_factory.mktemp("annotations"))
    VALID.validate(page)
    assert all(held(target, texts_of(whole)) for target in targets(page))


def test_every_claim_is_one_annotation(page: Any, wholes: list[Whole]) -> None:
    told = sum(len(whole.told(incident)) for whole in wholes for incident in whole.incidents)
    assert len({item["id"] for item in page["items"]}) == len(page["items"]) == told


def test_quotations_stand_in_the_reports(page: Any, wholes: list[Whole]) -> None:
    texts = {name: text for whole in wholes for name, text in texts_of(whole).items()}
    assert all(held(target, texts) for target in targets(page))


def test_positions_count_code_points(tmp_path: Path) -> None:
    text = "\U0001f4cd Goré. The mayor said so."
    reading = report("Radio", "2024-03-05", Says((("The mayor", SourceKind.OFFICIAL),)), text=text)
    span = reading.events[0].accounts[0].sources[1].span
    assert span is not None
    place = target(reading.document, span)["selector"][1]
    assert (place["start"], place["end"]) == (8, 17)


def test_nothing_is_assessed(page: Any) -> None:
    purposes = {body["purpose"] for item in page["items"] for body in item["body"]}
    assert purposes == {"tagging", "classifying", "identifying", "describing", "linking"}


def test_a_second_export_names_the_same(page: Any, wholes: list[Whole], tmp_path: Path) -> None:
    assert written(wholes, tmp_path) == page


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_values_and_spans_come_back(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    page = written([whole], tmp_path_factory.mktemp("annotations"))
    rows = [row for incident in whole.incidents for row in rows_of(whole, incident)]
    for item, row in zip(page["items"], rows, strict=True):
        said = [body["value"] for body in item["body"] if body.get("purpose") == "describing"][1:]
        numbers = [value for value in said if value.startswith("killed: ")]
        assert numbers == [f"killed: {data_form(quantity)}" for quantity in values_of(row, "killed")]
        account = row.told.account
        found = [t["selector"][1] for t in targets({"items": [item]})]
        spans = account.content or account.mentions or row.told.event.mentions[:1]
        kept = dict.fromkeys((s.start, s.end) for s in spans if s.start < s.end)
        assert [(place["start"], place["end"]) for place in found] == list(kept)
