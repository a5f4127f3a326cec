"""A table of any shape by a mapping, and what is told of a wrong one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recoupe.errors import WrongCall
from recoupe.importing.mapping import FIELDS, read_mapping
from recoupe.importing.repairs import Repair
from recoupe.model import EventType, Factuality
from tests.importing.conftest import Read

TABLE = """ref;jour;catégorie;auteurs;commune;pays;morts;sources;degré
A1;12/03/2024;attaque;Armée + Police;Goré;Tchad;3-5;Radio Mont-de-Lam / Logone Dépêches;probable
A2;31/02/2024;fête;Front;Goré;Tchad;beaucoup;Radio Mont-de-Lam;probable
A3;13/03/2024;marche;;Békan;Tchad;2+;;sûr
"""
MAPPING = """
delimiter = ";"
dates = "%d/%m/%Y"
[fields]
id = "ref"
date = "jour"
type = { column = "catégorie", codes = { attaque = "ASSAULT/firearms", marche = "PROTEST/demo" } }
actor = { column = "auteurs", split = "+" }
place = "commune"
country = "pays"
killed = "morts"
source = { column = "sources", split = "/" }
factuality = { column = "degré", codes = { probable = "PR+" }, other = "CT+" }
precision = { constant = "city" }
"""


def test_a_table_by_its_mapping(read: Read) -> None:
    found, _ = read(TABLE, "csv", MAPPING)
    event = found[0].events[0]
    assert (event.type, event.mode) == (EventType.ASSAULT, ("firearms",))
    assert [p.name for p in event.details.actor] == ["Armée", "Police"]
    assert [(p.name, p.country) for p in event.details.place] == [("Goré", "TD")]
    assert [(q.low, q.high) for q in event.details.killed] == [(3, 5)]
    assert event.details.date[0].edtf == "2024-03-12"
    assert [a.sources[-1].name for a in event.accounts[1:]] == ["Radio Mont-de-Lam", "Logone Dépêches"]
    assert event.accounts[0].factuality is Factuality.PROBABLE
    assert "precision (mapping): city" in found[0].document.text
    assert found[1].events[0].details.killed[0].high is None


def test_what_cannot_be_read_is_told_by_row_and_column(read: Read) -> None:
    changed = MAPPING.replace('marche = "PROTEST/demo"', 'marche = "PROTEST/demo", "fête" = "PROTEST"')
    _, repairs = read(TABLE, "csv", changed)
    told = [(one.row, one.column, one.value, one.reason) for one in repairs.left_out]
    assert (3, "jour", "31/02/2024", Repair.BAD_DATE) in told
    assert (3, "morts", "beaucoup", Repair.BAD_NUMBER) in told


def test_a_code_without_a_meaning_sets_the_row_aside(read: Read) -> None:
    found, repairs = read(TABLE, "csv", MAPPING)
    assert [reading.document.name for reading in found] == ["A1", "A3"]
    assert [(one.row, one.column, one.value) for one in repairs.aside] == [(3, "catégorie", "fête")]


def test_types_by_the_codes_of_a_scheme(read: Read) -> None:
    mapping = '[fields]\ntype = { column = "what", scheme = "acled" }\nplace = "where"\n'
    (reading,), _ = read("what,where\nSuicide bomb,Goré\n", "csv", mapping)
    assert reading.events[0].mode == ("suicide-attack",)


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        pytest.param("fields = 3", "no table", id="no-fields"),
        pytest.param("[fields", "no mapping", id="no-toml"),
        pytest.param('[fields]\ntype = "a"\nplce = "b"', "did you mean 'place'", id="no-such-field"),
        pytest.param('[fields]\nplace = "b"', "no field 'type'", id="no-type"),
        pytest.param('[fields]\ntype = { column = "a", code = {} }', "did you mean 'codes'", id="no-such-option"),
        pytest.param(
            '[fields]\ntype = { column = "a", codes = { x = "WAR" } }', "'WAR' can be no type", id="no-such-type"
        ),
        pytest.param('[fields]\ntype = { constant = "WAR" }', "'WAR' can be no type", id="no-such-constant"),
        pytest.param('[fields]\ntype = { column = "a", scheme = "gtd" }', "no scheme 'gtd'", id="no-such-scheme"),
        pytest.param('[fields]\ntype = { column = "quoi" }', "no column 'quoi'", id="no-such-column"),
    ],
)
def test_a_wrong_mapping_is_told(mapping: str, words: str, read: Read) -> None:
    with pytest.raises(WrongCall, match=words):
        read(TABLE, "csv", mapping)


def test_the_mapping_of_the_documents_is_one(tmp_path: Path) -> None:
    document = (Path(__file__).parents[2] / "docs" / "formats" / "import.md").read_text("utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", document, re.DOTALL)
    file = tmp_path / "desk.toml"
    file.write_text(shown, "utf-8")
    assert set(read_mapping(file).fields) <= set(FIELDS)
    told = set(re.findall(r"`(\w+)`", document.split("| field |")[1].split("A mapping")[0]))
    assert {name for name in FIELDS if not name.endswith(("_low", "_high"))} <= told
