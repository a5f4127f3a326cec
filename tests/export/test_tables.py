"""The tables: every account and incident once, lists that survive CSV, types that Parquet keeps, keys that hold."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.export import Options, export
from recoupe.export.columns import Column, Kind, csv_table
from recoupe.export.parquet import to_parquet
from recoupe.model import Details
from recoupe.weighing.whole import Whole

LETTERS = "abcé|\\\",;' \n=-1"
WORDS = st.text(LETTERS, min_size=1, max_size=8).filter(str.strip)


@pytest.fixture(scope="module")
def folder(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the example case."""
    out = tmp_path_factory.mktemp("tables")
    export(wholes, "tables", out)
    return out


def rows(table: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_account_has_a_row(folder: Path, wholes: list[Whole]) -> None:
    told = sum(len(whole.told(incident)) for whole in wholes for incident in whole.incidents)
    assert len(rows(folder / "accounts.csv")) == told


def test_every_account_has_its_incident(folder: Path) -> None:
    known = {row["incident"] for row in rows(folder / "incidents.csv")}
    assert {row["incident"] for row in rows(folder / "accounts.csv")} <= known


def test_what_an_account_repeats_is_an_account(folder: Path) -> None:
    told = rows(folder / "accounts.csv")
    assert {row["repeats"] for row in told} - {""} <= {row["account"] for row in told}


def test_words_stand_where_it_says(folder: Path, wholes: list[Whole]) -> None:
    texts = {id: reading.document.text for whole in wholes for id, reading in whole.readings.items()}
    found = duckdb.sql(
        f"SELECT document, killed_words, killed_char_start, killed_char_end FROM '{folder / 'accounts.parquet'}' "
        "WHERE killed_words IS NOT NULL"
    ).fetchall()
    assert found
    for document, words, starts, ends in found:
        assert [texts[document][a:b] for a, b in zip(starts, ends, strict=True)] == words


def test_parquet_is_typed(folder: Path) -> None:
    columns = dict(
        duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{folder / 'incidents.parquet'}')").fetchall()
    )
    typed = {"date_first": "DATE", "killed_best": "BIGINT", "place_lat": "DOUBLE", "origins": "VARCHAR[]"}
    assert {name: columns[name] for name in typed} == typed


def test_every_field_of_the_model_has_columns(folder: Path) -> None:
    header = rows(folder / "accounts.csv")[0].keys()
    assert all(f"{field}_rule" in header for field in Details.__dataclass_fields__)


def test_the_package_describes_the_tables(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        described = [field["name"] for field in resource["schema"]["fields"]]
        assert described == list(rows(folder / resource["path"])[0])


def test_codes_are_those_of_the_dictionary(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in package["resources"]:
        closed = {f["name"]: f["constraints"]["enum"] for f in resource["schema"]["fields"] if "constraints" in f}
        for row in rows(folder / resource["path"]):
            assert all(row[name] in ("", *codes) for name, codes in closed.items())


@settings(deadline=None)
@given(st.lists(WORDS, max_size=4))
def test_lists_survive(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    place = tmp_path_factory.mktemp("list") / "list.csv"
    columns: Sequence[Column[list[str]]] = [Column("words", Kind.STRINGS, "", lambda row: row)]
    with csv_table(place, columns) as add:
        add([words, ["x"]])
    to_parquet(place, place.with_suffix(".parquet"), columns)
    found = duckdb.sql(f"SELECT words FROM '{place.with_suffix('.parquet')}'").fetchall()
    assert (found[0][0] or []) == words


def test_tolls_follow_the_rule(wholes: list[Whole], tmp_path: Path) -> None:
    for rule in ("ucdp", "party:infirmière"):
        export(wholes, "tables", tmp_path / rule, Options(rule=rule))
    usual, nurse = (
        [row["killed_best"] for row in rows(tmp_path / r / "incidents.csv")] for r in ("ucdp", "party:infirmière")
    )
    assert usual != nurse
