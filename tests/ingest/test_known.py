"""What a metadata file says of reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.errors import UnreadableFile, WrongCall
from recoupe.ingest.files import find
from recoupe.ingest.known import Known, is_moment, read_metadata
from recoupe.ingest.reports import Report, reports


@pytest.fixture
def case(tmp_path: Path) -> Path:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Two soldiers were killed.", "utf-8")
    return tmp_path


def test_paths_count_from_the_metadata_file(case: Path) -> None:
    (case / "meta.csv").write_text("path,outlet,published,language\na.txt,Le Relais,2024-05-14,fr\n", "utf-8")
    known = read_metadata(case / "meta.csv").of(case / "a.txt")
    assert known == Known("Le Relais", "2024-05-14", "fr")


def test_semicolons_and_other_columns(case: Path) -> None:
    (case / "meta.csv").write_text("Path;Outlet;date\na.txt;Relais, le;2024-05-14\n", "utf-8-sig")
    metadata = read_metadata(case / "meta.csv")
    assert metadata.rows[0].known == Known("Relais, le")
    assert metadata.notices == (
        f"{case / 'meta.csv'}: column 'date' is not used; known ones are path, outlet, published, language, title, "
        "url, author",
    )


def test_a_misspelt_column_is_guessed(case: Path) -> None:
    (case / "meta.csv").write_text("path,outlets\na.txt,Relais\n", "utf-8")
    assert "did you mean 'outlet'?" in read_metadata(case / "meta.csv").notices[0]


def test_a_row_without_a_file_is_set_aside_and_the_others_are_kept(case: Path) -> None:
    (case / "meta.csv").write_text("path,outlet\nlost.txt,Relais\na.txt,Relais\n", "utf-8")
    found = list(reports([], read_metadata(case / "meta.csv"), Known()))
    assert [r.name for r in found if isinstance(r, Report)] == ["a"]
    assert [str(e) for e in found if isinstance(e, UnreadableFile)] == [
        f"{case / 'meta.csv'} row 2: no file 'lost.txt'; correct the path"
    ]


def test_a_date_that_is_none_is_named(case: Path) -> None:
    (case / "meta.csv").write_text("path,published\na.txt,13/03/2021\n", "utf-8")
    metadata = read_metadata(case / "meta.csv")
    assert metadata.rows[0].known == Known()
    assert "'13/03/2021' is no date like 2021-03-13" in metadata.notices[0]


def test_columns_that_are_missing(case: Path) -> None:
    (case / "meta.csv").write_text("file,outlet\na.txt,Relais\n", "utf-8")
    with pytest.raises(WrongCall, match="no column 'path', its columns are file, outlet; name the columns path,outlet"):
        read_metadata(case / "meta.csv")


def test_the_row_of_a_report_comes_before_what_holds_for_all(case: Path) -> None:
    (case / "meta.csv").write_text("path,outlet\na.txt,Relais\n", "utf-8")
    found = reports([str(case)], read_metadata(case / "meta.csv"), Known(outlet="Wire", language="en"))
    assert [r.known for r in found if isinstance(r, Report)] == [Known("Relais", "", "en"), Known("Wire", "", "en")]


def test_reports_of_one_stem_get_names_of_their_own(case: Path) -> None:
    (case / "deeper").mkdir()
    (case / "deeper" / "a.txt").write_text("Three soldiers were killed.", "utf-8")
    found = [r for r in reports([str(case)], read_metadata_of_nothing(case), Known()) if isinstance(r, Report)]
    assert [r.name for r in found] == ["a", "b", "a-2"]
    assert found[2].notices == ("another report is called a: this one is called a-2",)


def read_metadata_of_nothing(case: Path):  # type: ignore[no-untyped-def]
    (case / "empty.csv").write_text("path\n", "utf-8")
    return read_metadata(case / "empty.csv")


def test_folders_are_searched_to_the_bottom(case: Path) -> None:
    (case / "x" / ".hidden").mkdir(parents=True)
    for name in ("x/c.HTML", "x/d.csv", "x/.hidden/e.txt", ".f.txt", "README.md"):
        (case / name).write_text("words", "utf-8")
    assert [str(p.relative_to(case)) for p in find([case]) if isinstance(p, Path)] == ["a.txt", "b.txt", "x/c.HTML"]


@pytest.mark.parametrize(
    ("moment", "valid"),
    [("2021-03-13", True), ("2021-03-13T08:30:00Z", True), ("2021-02-30", False), ("2021-03", False), ("", False)],
)
def test_moments(moment: str, valid: bool) -> None:
    assert is_moment(moment) is valid
