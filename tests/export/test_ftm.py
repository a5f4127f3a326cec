"""FollowTheMoney: valid by its own package where that is installed, and every statement by somebody."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from recoupe.export import export
from recoupe.export.ftm_statements import COLUMNS, TYPES
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes as random_wholes


def written(wholes: list[Whole], folder: Path) -> list[Any]:
    """The entities that an export writes, read back."""
    export(wholes, "ftm", folder / "case.ftm.json")
    return [json.loads(line) for line in (folder / "case.ftm.json").read_text("utf-8").splitlines()]


def statements_in(folder: Path) -> list[dict[str, str]]:
    """The statements that it writes beside them."""
    with (folder / "case.statements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, dialect=csv.unix_dialect))


@pytest.fixture(scope="module")
def folder(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ftm")
    written(wholes, folder)
    return folder


@pytest.fixture(scope="module")
def entities(folder: Path) -> dict[str, Any]:
    lines = (folder / "case.ftm.json").read_text("utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    assert len({entity["id"] for entity in found}) == len(found)
    return {entity["id"]: entity for entity in found}


def hold(entities: list[Any]) -> None:
    """Every entity fits its schema, whose properties are of the types that the statements give."""
    ftm = pytest.importorskip("followthemoney", reason="needs the package followthemoney, which needs ICU")
    for entity in entities:
        schema = ftm.model.get(entity["schema"])
        assert schema is not None
        assert set(entity["properties"]) <= set(schema.properties), entity
        schema.validate(entity)
        proxy = ftm.model.get_proxy(entity, cleaned=False)
        kept = {name: set(values) for name, values in proxy.to_dict()["properties"].items()}
        assert kept.keys() == entity["properties"].keys(), entity
        for name in entity["properties"]:
            assert schema.get(name).type.name == TYPES.get(name, "string"), name


def test_the_model_of_the_package_holds(entities: dict[str, Any]) -> None:
    hold(list(entities.values()))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_any_case_fits_the_model(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    found = written([whole], tmp_path_factory.mktemp("ftm"))
    hold(found)
    assert sum(entity["schema"] == "Event" for entity in found) == len(whole.incidents)


def test_the_package_reads_the_statements(folder: Path, entities: dict[str, Any]) -> None:
    serialize = pytest.importorskip(
        "followthemoney.statement.serialize", reason="needs followthemoney, which needs ICU"
    )
    read = list(serialize.read_path_statements(folder / "case.statements.csv", "csv"))
    assert all(one.id == one.generate_key() for one in read)
    assert {one.entity_id for one in read} == entities.keys()


def test_statements_have_their_columns(folder: Path) -> None:
    assert tuple(statements_in(folder)[0]) == COLUMNS


def test_a_toll_is_stated_by_a_report_and_through_whom(folder: Path) -> None:
    seven = [row for row in statements_in(folder) if row["value"] == "killed: 7" and row["first_seen"] == "2024-03-12"]
    assert [row["origin"] for row in seven] == ["Logone Dépêches > Un enseignant du village de Békan"]
    assert seven[0]["original_value"] == "sept morts"


def test_every_reference_leads_somewhere(entities: dict[str, Any]) -> None:
    links = ("involved", "proof", "addressEntity", "document", "entity", "resolved")
    for entity in entities.values():
        for name in links:
            assert set(entity["properties"].get(name, ())) <= entities.keys()


def test_who_has_no_name_is_no_entity(entities: dict[str, Any]) -> None:
    names = {name for entity in entities.values() for name in entity["properties"].get("name", ())}
    assert "Ndolembaye Sou" in names
    assert not {"les assaillants", "un officier de la garnison", "quinze soldats"} & names


def test_one_group_is_one_entity_for_all_who_name_it(entities: dict[str, Any]) -> None:
    ambush = next(e for e in entities.values() if e["schema"] == "Event" and len(e["properties"]["proof"]) == 7)
    involved = {
        entities[id]["properties"]["name"][0]: entities[id]["schema"] for id in ambush["properties"]["involved"]
    }
    assert involved["The Free Logone Front"] == "Organization"
