"""UCDP GED: columns, code lists and rules as its codebook has them, read here anew."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from recoupe.export import Options, export
from recoupe.weighing.whole import Whole
from tests.export.factory import GORE, Says, one_of
from tests.export.strategies import wholes as random_wholes

COLUMNS = [
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
]  # fmt: skip
ONLY_UCDP_KNOWS = [
    "relid", "active_year", "conflict_dset_id", "conflict_new_id", "dyad_dset_id", "dyad_new_id", "side_a_dset_id",
    "side_a_new_id", "side_b_dset_id", "side_b_new_id",
]  # fmt: skip
STATUSES = {"Clear", "Check Deaths", "Check Dyad", "Check Type of Violence", "Low Confidence"}
Row = dict[str, str]
FIGHT = Says("the army", actor=("the Free Logone Front",), recipient=("soldiers",), killed=3, counted="three soldiers")


def rows_of(wholes: Iterable[Whole], **options: str) -> list[Row]:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "events.csv"
        export(wholes, "ucdp", out, Options(**options))
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def row_of(*says: Says) -> Row:
    (row,) = rows_of([one_of(*says)])
    return row


def check(row: Row) -> None:
    assert list(row) == COLUMNS
    assert len(COLUMNS) == 49
    assert all(row[name] == "" for name in ONLY_UCDP_KNOWS)
    assert row["type_of_violence"] in "123"
    assert row["code_status"] in STATUSES
    assert row["event_clarity"] in "12"
    assert row["where_prec"] in "1234567"
    assert row["date_prec"] in "12345"
    assert row["date_start"] <= row["date_end"]
    assert row["date_start"].endswith(" 00:00:00.000")
    sides = [int(row[name]) for name in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")]
    assert sum(sides) == int(row["best"])
    assert int(row["low"]) <= int(row["best"]) <= int(row["high"])
    assert int(row["high"]) > 0
    assert row["region"] in {"Africa", "Americas", "Asia", "Europe", "Middle East", ""}
    parts = [row[name].split(";") for name in ("source_office", "source_date", "source_headline")]
    assert len({len(part) for part in parts}) == 1
    assert bool(row["geom_wkt"]) == bool(row["latitude"]) == bool(row["priogrid_gid"])


@given(random_wholes())
@settings(max_examples=60, deadline=None)
def test_any_case_gives_rows_of_the_codebook(whole: Whole) -> None:
    for row in rows_of([whole]):
        check(row)


def test_the_example_case(wholes: list[Whole]) -> None:
    (row,) = rows_of(wholes)
    check(row)
    assert row["dyad_name"] == "Government of Chad - Free Logone Front"
    assert (row["low"], row["best"], row["high"]) == ("5", "5", "15")
    assert row["source_original"].startswith("un officier de la garnison, Un enseignant du village de Békan")


def test_a_state_is_side_a() -> None:
    row = row_of(FIGHT)
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Government of Chad", "Free Logone Front")
    assert (row["gwnoa"], row["gwnob"], row["country_id"], row["conflict_name"]) == ("483", "", "483", "")


def test_unarmed_people_make_it_one_sided() -> None:
    row = row_of(Says(actor=("the Free Logone Front",), recipient=("villagers",), killed=3))
    assert (row["type_of_violence"], row["side_b"], row["deaths_civilians"]) == ("3", "Civilians", "3")
    assert row["dyad_name"] == row["conflict_name"] == "Free Logone Front - Civilians"


def test_two_groups_make_it_non_state() -> None:
    row = row_of(Says(actor=("the Free Logone Front",), recipient=("Katiba al-Noussour",), killed=3))
    assert (row["type_of_violence"], row["gwnoa"], row["gwnob"]) == ("2", "", "")


@pytest.mark.parametrize(
    ("words", "column"),
    [
        ("three soldiers", "deaths_a"),
        ("three rebels", "deaths_b"),
        ("three villagers", "deaths_civilians"),
        ("three people", "deaths_a"),  # the soldiers are all that were hit
    ],
)
def test_the_dead_are_on_the_side_that_the_words_tell(words: str, column: str) -> None:
    assert row_of(replace(FIGHT, counted=words))[column] == "3"


def test_parts_that_add_up_are_told_apart() -> None:
    row = row_of(replace(FIGHT, recipient=("four soldiers", "a driver"), killed=5, counted="five dead"))
    assert (row["deaths_a"], row["deaths_civilians"], row["deaths_unknown"]) == ("4", "1", "0")


def test_the_dead_of_both_sides_together_are_nobodys() -> None:
    row = row_of(replace(FIGHT, recipient=("soldiers", "a driver"), counted="three dead"))
    assert row["deaths_unknown"] == "3"


def test_the_best_has_its_bounds() -> None:
    row = row_of(FIGHT, replace(FIGHT, who="a resident", killed=7), replace(FIGHT, who="the mayor"))
    assert (row["low"], row["best"], row["high"]) == ("3", "3", "7")


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(replace(FIGHT, killed=None), id="nobody-counts-dead"),
        pytest.param(replace(FIGHT, killed=0), id="nobody-died"),
        pytest.param(replace(FIGHT, actor=("gunmen",)), id="a-group-without-a-name"),
        pytest.param(replace(FIGHT, actor=()), id="nobody-says-who"),
        pytest.param(replace(FIGHT, actor=("the Chadian police",)), id="a-state-against-itself"),
        pytest.param(replace(FIGHT, place=None), id="nowhere"),
        pytest.param(replace(FIGHT, date=""), id="never"),
    ],
)
def test_what_ucdp_does_not_code_is_left_out_and_told(says: Says, tmp_path: Path) -> None:
    written = export([one_of(says)], "ucdp", tmp_path / "events.csv", Options())
    assert (written.rows, len(written.notes)) == (0, 1)


def test_sources_stand_in_one_order() -> None:
    row = row_of(FIGHT, replace(FIGHT, who="the mayor"))
    assert row["source_article"] == '"Outlet 1,2024-03-13,";"Outlet 2,2024-03-14,"'
    assert (row["source_office"], row["source_date"]) == ("Outlet 1;Outlet 2", "2024-03-13;2024-03-14")
    assert (row["source_original"], row["number_of_sources"]) == ("the army, the mayor", "2")


@pytest.mark.parametrize(
    ("says", "status"),
    [
        pytest.param((FIGHT,), "Clear", id="one-voice"),
        pytest.param((replace(FIGHT, factuality="PS+"),), "Low Confidence", id="only-possible"),
        pytest.param((FIGHT, replace(FIGHT, who="the mayor", killed=9)), "Check Deaths", id="two-tolls"),
        pytest.param(
            (FIGHT, replace(FIGHT, who="the mayor", actor=("Katiba al-Noussour",))), "Check Dyad", id="two-culprits"
        ),
    ],
)
def test_what_a_person_should_check(says: tuple[Says, ...], status: str) -> None:
    assert row_of(*says)["code_status"] == status


def test_a_country_alone_is_coded_as_such() -> None:
    row = row_of(replace(FIGHT, place=replace(GORE, name="Tchad", precision="country", gazetteer="")))
    assert (row["where_prec"], row["adm_1"]) == ("6", "")
