"""Coded data beside the reports of the example case: what both have, what one has, what differs."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recoupe.casefile import Case, UnusableCase
from recoupe.cli import app
from recoupe.comparing import Comparison, Have, compare
from recoupe.comparing.values import Standing
from recoupe.importing import import_file
from recoupe.interface import texts
from recoupe.linking.incase import link_case
from recoupe.model import EventType
from recoupe.render.comparison import comparison_lines, comparison_to_json
from recoupe.render.comparison_html import comparison_page
from recoupe.weighing.incase import weigh_case
from tests.export.conftest import example_case

__all__ = ["example_case"]
HEADER = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,actor2,country,location,latitude,"
    "longitude,geo_precision,source,notes,fatalities\n"
)
FIELDS = "Battles,Armed clash,Free Logone Front,Military Forces of Chad,Chad"
AMBUSH = f"CHA1,2024-03-12,1,{FIELDS},Goré,8.65,16.52,1,Logone Dépêches,Fighters ambush a fuel convoy near Goré.,17\n"
ALONE = f"CHA2,2024-03-14,1,{FIELDS},Sarh,9.15,18.39,1,Radio Chari,Two killed at Sarh.,2\n"


@pytest.fixture(scope="module")
def place(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case with two coded rows."""
    folder = tmp_path_factory.mktemp("coded")
    copy, file = folder / "case.db", folder / "desk.csv"
    shutil.copy(example_case, copy)
    file.write_text(HEADER + AMBUSH + ALONE, "utf-8")
    with Case.open(copy) as case:
        import_file(case, file, "acled", "Desk A")
        link_case(case)
        weigh_case(case)
    return copy


@pytest.fixture(scope="module")
def found(place: Path) -> Comparison:
    """The comparison."""
    with Case.open(place) as case:
        return compare(case, "desk a")


def test_what_both_have_and_what_one_has(found: Comparison) -> None:
    assert [row.coded for row in found.of(Have.BOTH)] == [("CHA1",)]
    assert [row.coded for row in found.of(Have.THEIRS)] == [("CHA2",)]
    assert found.coder == "Desk A"


def test_only_ours_are_of_kinds_and_days_that_the_coder_has(found: Comparison) -> None:
    ours = found.of(Have.OURS)
    assert all(row.type is EventType.ASSAULT for row in ours)
    assert found.outside > 0


def test_a_toll_that_nobody_gives_differs_and_shows_who_gives_which(found: Comparison) -> None:
    (row,) = found.of(Have.BOTH)
    killed = next(field for field in row.fields if field.field == "killed")
    assert killed.standing is Standing.DIFFER
    assert [value.value for value in killed.theirs] == ["17"]
    behind = [row.behind[t] for value in killed.ours for t in value.tellings]
    assert "Ndolembaye Sou" in {account.who for account in behind}
    assert not any(account.outlet.startswith("coded by") for account in behind)


def test_place_and_day_agree(found: Comparison) -> None:
    (row,) = found.of(Have.BOTH)
    standing = {field.field: field.standing for field in row.fields}
    assert (standing["date"], standing["place"], standing["type"]) == (Standing.SAME,) * 3


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_table_fits_eighty_columns(found: Comparison, locale: str) -> None:
    lines = list(comparison_lines(found, 80, texts(locale)))
    assert max(line.cell_len for line in lines) <= 80


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_the_page_is_whole_and_shows_the_words(found: Comparison, locale: str) -> None:
    page = comparison_page(found, locale)
    assert "Ndolembaye Sou" in page
    assert "<script" not in page
    assert "http://" not in page


def test_as_json(found: Comparison) -> None:
    made = json.loads(json.dumps(comparison_to_json(found)))
    assert (made["both"], made["only_theirs"], made["differing"]) == (1, 1, 1)
    assert {row["have"] for row in made["incidents"]} == {"both", "theirs", "ours"}


def test_a_coder_whom_nobody_knows(place: Path) -> None:
    with Case.open(place) as case, pytest.raises(UnusableCase, match="there are Desk A"):
        compare(case, "Desk B")


def test_a_later_version_of_a_row_counts_alone(place: Path, tmp_path: Path) -> None:
    copy, file = tmp_path / "case.db", tmp_path / "desk.csv"
    shutil.copy(place, copy)
    file.write_text(HEADER + AMBUSH.replace(",17\n", ",12\n"), "utf-8")
    with Case.open(copy) as case:
        import_file(case, file, "acled", "Desk A")
        link_case(case)
        weigh_case(case)
        (row,) = compare(case, "Desk A").of(Have.BOTH)
    killed = next(field for field in row.fields if field.field == "killed")
    assert ([v.value for v in killed.theirs], killed.standing) == (["12"], Standing.SAME)


def test_a_coded_row_goes_back_to_the_source_it_names(place: Path) -> None:
    with Case.open(place) as case:
        incident = next(i for i in case.weighed() if any(case.find("CHA1").id == m.document for m in i.members))
    assert not any(origin.name.startswith("coded by") for origin in incident.origins)


def test_the_commands(place: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    file = tmp_path / "desk.csv"
    file.write_text(HEADER + AMBUSH, "utf-8")
    again = run(app, ["import", str(file), "--format", "acled", "--coder", "Desk A", "--case", str(place)])
    assert (again.exit_code, "1 known" in again.output) == (0, True)
    listed = run(app, ["import", "--format", "list"])
    assert "maverick" in listed.output
    page = tmp_path / "page.html"
    assert run(app, ["compare", "--with", "Desk A", "--case", str(place), "--html", str(page)]).exit_code == 0
    assert "<!doctype html>" in page.read_text("utf-8")
    wrong = run(app, ["import", str(file), "--format", "ucdp", "--coder", "Desk A", "--case", str(place)])
    assert wrong.exit_code == 2
    assert "no column 'type_of_violence'" in wrong.output
