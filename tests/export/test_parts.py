"""A large case comes in parts: what is written is the same as of a case in one piece."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recoupe.export import FORMATS, export
from recoupe.weighing.whole import Whole

WEB = ("geojson", "webannotation", "claims", "naf", "timemap", "dossier")


def parted(wholes: list[Whole]) -> list[Whole]:
    """One incident a part, with the reports that tell of it."""
    return [
        replace(
            whole,
            incidents=(incident,),
            readings={m.document: whole.readings[m.document] for m in incident.members},
            citations=tuple(c for c in whole.citations if c.teller in incident.members),
        )
        for whole in wholes
        for incident in whole.incidents
    ]


def written(wholes: list[Whole], name: str, folder: Path) -> dict[str, str]:
    """Every file that an export writes."""
    out = folder / f"case{FORMATS[name].suffix}"
    written = export(wholes, name, out)
    return {str(place.relative_to(folder)): place.read_text("utf-8") for place in written.files}


@pytest.mark.parametrize("name", WEB)
def test_parts_make_the_same_files(name: str, wholes: list[Whole], tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    one, many = written(wholes, name, tmp_path / "one"), written(parted(wholes), name, tmp_path / "many")
    assert one.keys() == many.keys()
    for place, text in one.items():
        assert len(many[place]) == len(text), place
        assert sorted(many[place].splitlines()) == sorted(text.splitlines()), place


def test_parts_make_the_same_statements(wholes: list[Whole], tmp_path: Path) -> None:
    def values(files: dict[str, str]) -> dict[str, set[str]]:
        rows = csv.DictReader(files["case.statements.csv"].splitlines())
        found: dict[str, set[str]] = {}
        for row in rows:
            found.setdefault(f"{row['entity_id']} {row['prop']}", set()).add(row["value"])
        return found

    (tmp_path / "one").mkdir()
    (tmp_path / "many").mkdir()
    one, many = written(wholes, "ftm", tmp_path / "one"), written(parted(wholes), "ftm", tmp_path / "many")
    assert values(one) == values(many)
    assert joined(one["case.ftm.json"]) == joined(many["case.ftm.json"])


def joined(lines: str) -> dict[str, Any]:
    """Entities with the values of all lines that tell of them."""
    found: dict[str, Any] = {}
    for line in lines.splitlines():
        entity = json.loads(line)
        for prop, values in entity["properties"].items():
            found.setdefault(entity["id"], {}).setdefault(prop, set()).update(values)
    return found


def test_no_file_names_a_place_of_the_machine(wholes: list[Whole], tmp_path: Path) -> None:
    for name in WEB:
        (tmp_path / name).mkdir()
        for text in written(wholes, name, tmp_path / name).values():
            assert not re.search(re.escape(str(tmp_path)), text)
