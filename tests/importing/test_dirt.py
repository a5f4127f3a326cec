"""Dirty files are read as far as sense goes, and every repair is counted."""

from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from recoupe.errors import WrongCall
from recoupe.importing.lines import lines_of
from recoupe.importing.repairs import Repair, Repairs
from recoupe.importing.values import day, degrees, whole
from tests.importing.conftest import Read
from tests.importing.test_formats import ACLED, ROW, polecat_row


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2023-02-16", "2023-02-16"),
        ("2023-02-16 00:00:00.000", "2023-02-16"),
        ("16 May 2025", "2025-05-16"),
        ("16-May-2025", "2025-05-16"),
        ("May 16, 2025", "2025-05-16"),
        ("1er août 2024", "2024-08-01"),
        ("20250516", "2025-05-16"),
        ("16/05/2025", "2025-05-16"),
        ("05/16/2025", "2025-05-16"),
        pytest.param("05/06/2025", "", id="day-or-month"),
        pytest.param("31 February 2025", "", id="no-such-day"),
        ("soon", ""),
    ],
)
def test_days(written: str, iso: str) -> None:
    assert day(written).iso == iso


@pytest.mark.parametrize(
    ("written", "number"), [("12", 12), ("12.0", 12), ("1 200", 1200), ("1,200", 1200), ("-99", -99), ("many", None)]
)
def test_numbers(written: str, number: int | None) -> None:
    assert whole(written).number == number


def test_a_decimal_comma() -> None:
    assert degrees("12,37") == (12.37, False)


def test_both_styles_of_dates(read: Read) -> None:
    found, repairs = read(ACLED + ROW.replace("2024-03-12", "12 March 2024"), "acled")
    assert found[0].events[0].details.date[0].edtf == "2024-03-12"
    assert repairs.counted == {Repair.DATE_STYLE: 1}


def test_kinds_of_actors_as_numbers(read: Read) -> None:
    found, repairs = read(ACLED + ROW.replace("State forces", "1").replace("Rebel group", "2"), "acled")
    assert found[0].events[0].details.actor[0].provenance.note == "State forces"
    assert repairs.counted == {Repair.NUMBERED: 2}


def test_a_stray_tab_is_put_back(read: Read) -> None:
    found, repairs = read(polecat_row(**{"Actor Name": "Chad\tarmy"}), "polecat")
    assert found[0].events[0].details.actor[0].name == "Chad army"
    assert found[0].events[0].details.place[0].name == "Goré"
    assert repairs.counted == {Repair.STRAY: 1}


def test_latin_letters_and_a_byte_order_mark(read: Read) -> None:
    found, repairs = read(b"\xef\xbb\xbf" + (ACLED + ROW).encode("latin-1"), "acled")
    assert found[0].events[0].details.place[0].name == "Goré"
    assert repairs.counted == {Repair.ENCODING: 1}


def test_utf16(read: Read) -> None:
    found, _ = read((ACLED + ROW).encode("utf-16"), "acled")
    assert found[0].events[0].details.place[0].name == "Goré"


def test_a_value_over_several_lines(read: Read) -> None:
    found, repairs = read(ACLED + ROW.replace("Six dead near the bridge.", '"Six dead\nnear the bridge."'), "acled")
    assert "notes: Six dead near the bridge." in found[0].document.text
    assert repairs.counted == {Repair.LINE_ENDS: 1}


def test_a_quotation_mark_that_is_never_closed_costs_no_other_row(read: Read) -> None:
    found, repairs = read(
        ACLED + ROW.replace("Six", '"Six', 1).replace(",Six", ',"Six') + ROW.replace("CHA12", "CHA13"), "acled"
    )
    assert {"CHA13"} <= {reading.document.name for reading in found}
    assert Repair.OPEN_QUOTE in repairs.counted


def test_an_id_that_is_missing_is_made_of_the_row(read: Read) -> None:
    bare = ROW.replace("CHA12", "")
    first, repairs = read(ACLED + bare, "acled")
    again, _ = read(ACLED + ROW + bare, "acled")
    assert first[0].document.name == again[1].document.name
    assert repairs.counted == {Repair.NO_ID: 1}


def test_columns_in_another_order_and_more_of_them(read: Read) -> None:
    names, row = ACLED.strip().split(","), ROW.strip().split(",")
    table = ",".join(["desk_note", *reversed(names)]) + "\n" + ",".join(["seen", *reversed(row)]) + "\n"
    found, repairs = read(table, "acled")
    assert found[0].events[0].details.killed[0].best == 6
    assert "desk_note: seen" in found[0].document.text
    assert repairs.unknown_columns == ("desk_note",)


def test_fields_too_many_and_too_few(read: Read) -> None:
    _, repairs = read(ACLED + ROW.strip() + ",,\n" + ",".join(ROW.split(",")[:12]) + "\n" + ACLED, "acled")
    assert repairs.counted == {Repair.SHORT: 1, Repair.HEADER_AGAIN: 1, Repair.ID_AGAIN: 1}


def test_latitude_and_longitude_exchanged(read: Read) -> None:
    found, repairs = read(ACLED + ROW.replace("7.92,16.63", "105.2,16.63"), "acled")
    assert (found[0].events[0].details.place[0].lat, repairs.counted) == (16.63, {Repair.SWAPPED: 1})


def test_a_type_that_nobody_knows_sets_the_row_aside(read: Read) -> None:
    found, repairs = read(ACLED + ROW.replace("Battles,Armed clash", "Earthquake,"), "acled")
    assert found == []
    assert [(one.row, one.column, one.value) for one in repairs.aside] == [(2, "event_type", "Earthquake")]


def test_another_format_is_told(read: Read) -> None:
    with pytest.raises(WrongCall, match="no column 'event_date'"):
        read("a,b\n1,2\n", "acled")


@pytest.mark.parametrize("packed", ["gz", "zip"])
def test_packed_files(packed: str, tmp_path: Path) -> None:
    file = tmp_path / f"a.{packed}"
    if packed == "gz":
        file.write_bytes(gzip.compress(b"a,b\n"))
    else:
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("a.csv", "a,b\n")
    with lines_of(file, Repairs()) as (lines, part):
        assert list(lines) == ["a,b\n"]
        assert 0 < part() <= 1
