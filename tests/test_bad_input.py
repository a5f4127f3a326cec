"""Bad input: each message names the file, what was found and the remedy; the other files are read."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc
from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.reader import Reader

from .ingest.pages import MENU, pdf

GOOD = "The army said on Saturday that two soldiers were killed when a patrol came under fire near Gao in the north."
FRENCH = "L’armée a déclaré samedi que deux soldats ont été tués près de Gao, où une patrouille a été attaquée."
GERMAN = "Die Armee teilte am Samstag mit, dass zwei Soldaten bei einem Angriff in der Nähe der Stadt getötet wurden."

runner = CliRunner(env={"LC_ALL": "C.UTF-8", "COLUMNS": "200"})


def read(*arguments: str | Path, given: bytes | None = None):  # type: ignore[no-untyped-def]
    return runner.invoke(app, ["read", *map(str, arguments)], input=given)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        pytest.param("a.txt", b"", "nothing in it to read; give a file with the words", id="empty"),
        pytest.param("a.txt", b" \n\t\n", "nothing in it to read", id="only-white-space"),
        pytest.param("a.txt", bytes(range(256)) * 20, "a binary file; save it as text, HTML or PDF", id="binary"),
        pytest.param(
            "a.docx", b"PK\x03\x04\x14\0\x06\0" + bytes(99), "a ZIP archive or office document; save it", id="docx"
        ),
        pytest.param("a.txt", GOOD.encode() * 90_000, "9.7 MB, more than the 2 MB that are read; split", id="10-MB"),
        pytest.param("a.txt", GOOD.encode() * 2_000, "216,000 characters, more than the 200,000", id="too-long"),
        pytest.param("a.html", MENU.encode(), "a page without an article; copy the words", id="page-without-article"),
        pytest.param("a.pdf", pdf([[], [], []]), "3 pages and no text; run it through OCR", id="pdf-without-text"),
        pytest.param("a.pdf", pdf([[GOOD]], password="x"), "a PDF locked by a password; save a copy", id="pdf-locked"),
        pytest.param("a.pdf", b"%PDF-1.4\nbroken", "a damaged PDF", id="pdf-damaged"),
        pytest.param("a.txt", GERMAN.encode(), "its language seems to be de; Recoupe reads en, fr", id="german"),
    ],
)
def test_a_bad_file_is_set_aside_and_the_others_are_read(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    result = read(tmp_path / name, tmp_path / "good.txt")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"{tmp_path / name}: ")
    assert said in result.stderr
    assert "The army said on Saturday" in result.stdout


@pytest.mark.parametrize(
    ("data", "words", "said"),
    [
        pytest.param(FRENCH.replace("’", "'").encode("cp1252"), "déclaré", "not UTF-8: read as cp1252", id="cp1252"),
        pytest.param(FRENCH.encode("mac_roman"), "déclaré", "read as mac_roman, which is a guess", id="mac-roman"),
        pytest.param(FRENCH.encode("utf-16"), "déclaré", "", id="utf-16-with-mark"),
        pytest.param(FRENCH.encode("utf-16-le"), "déclaré", "read as utf_16_le", id="utf-16-without-mark"),
        pytest.param(FRENCH.encode() + b"\xe9", "déclaré", "UTF-8 with 1 broken bytes", id="broken-utf-8"),
        pytest.param(FRENCH.encode() + b"\xed\xa0\xbd", "déclaré", "1 half surrogates", id="half-a-surrogate"),
        pytest.param(f"{GOOD}\n\n{FRENCH}".encode(), "déclaré", "mixed languages (", id="mixed-languages"),
        pytest.param(f"{GOOD} قال الجيش إن جنديين قتلا.".encode(), "قال", "", id="right-to-left-inside"),
        pytest.param(f"{GOOD}\x00\x07\x1b[31m red".encode(), "patrol", "", id="control-characters"),
    ],
)
def test_odd_text_is_read(tmp_path: Path, data: bytes, words: str, said: str) -> None:
    (tmp_path / "odd.txt").write_bytes(data)
    result = read(tmp_path / "odd.txt", "--json")
    assert result.exit_code == 0
    assert words in result.stdout
    assert said in result.stdout
    shown = read(tmp_path / "odd.txt")
    assert shown.exit_code == 0
    assert said in shown.stdout
    assert "\x1b[31m" not in shown.stdout


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    result = read(tmp_path / "none.txt")
    assert result.exit_code == 1
    assert result.stderr == f"{tmp_path / 'none.txt'}: no such file or directory; check the path\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_path_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied; allow it to be read" in read(tmp_path / "a.txt").stderr


def test_a_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("path\n", "utf-8")
    result = read(tmp_path)
    assert result.exit_code == 1
    assert "a folder without reports; give files of the kinds .txt" in result.stderr


def test_a_metadata_row_without_a_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "m.csv").write_text("path,outlet\nlost.txt,Wire\na.txt,Wire\n", "utf-8")
    result = read("--metadata", tmp_path / "m.csv")
    assert result.exit_code == 1
    assert "m.csv row 2: no file 'lost.txt'; correct the path" in result.stderr
    assert "Wire" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        pytest.param([], "no file to read: give files, a folder, or --metadata", id="nothing"),
        pytest.param(["a.txt", "--published", "yesterday"], "--published yesterday: no date like", id="date"),
        pytest.param(["a.txt", "--language", "de"], "--language de: Recoupe reads en, fr", id="language"),
        pytest.param(["a.txt", "--metadata", "none.csv"], "none.csv: no such file or directory", id="metadata"),
        pytest.param(["a.txt", "--metadata", "m.csv"], "m.csv: no column 'path'", id="columns"),
        pytest.param(["a.txt", "--colour"], "No such option", id="option"),
        pytest.param(["a.txt", "--html", "."], ".: is a directory; give a place", id="page-that-is-a-folder"),
        pytest.param(["a.txt", "--out", "a.txt"], "a.txt: file exists; give a place", id="folder-that-is-a-file"),
    ],
)
def test_a_wrong_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "m.csv").write_text("file\na.txt\n", "utf-8")
    result = read(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_without_a_date_relative_dates_stay_unresolved_and_the_remedy_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    result = read(tmp_path / "a.txt")
    assert result.exit_code == 0
    assert "no publication date: relative dates stay unresolved; give --published" in result.stdout
    assert '"published":null' in read(tmp_path / "a.txt", "--json").stdout


def test_standard_input() -> None:
    result = read("-", "--outlet", "Wire", given=GOOD.encode())
    assert result.exit_code == 0
    assert "Wire" in result.stdout


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.txt", b"", "a.txt\u00a0: rien à lire\u00a0; donnez un fichier qui contient le texte de l'article\n"),
        ("a.pdf", pdf([[], []]), "a.pdf\u00a0: 2 pages et aucun texte\u00a0; passez-le à la reconnaissance"),
        (
            "a.txt",
            GERMAN.encode(),
            "sa langue semble être «\u00a0de\u00a0»\u00a0; Recoupe lit en, fr\u00a0: donnez --language",
        ),
        ("a.html", MENU.encode(), "une page sans article\u00a0; copiez le texte"),
    ],
)
def test_messages_speak_french_to_a_french_user(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(data)
    result = runner.invoke(app, ["read", str(tmp_path / name)], env={"LC_ALL": "fr_FR.UTF-8"})
    assert said in result.stderr


def failing_stage(doc: Doc) -> Doc:
    if "patrol" in doc.text:
        raise TypeError("'NoneType' object is\nnot subscriptable")
    return doc


def test_a_fault_of_a_stage_sets_one_report_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of many reports one makes a stage fail: the message says where, and the others are read."""
    reader = Reader()
    nlp = reader._pipeline("en")
    Language.component("failing_stage", func=failing_stage)
    nlp.add_pipe("failing_stage", after="recoupe_times")
    monkeypatch.setattr("recoupe.reader.default_reader", lambda: reader)
    (tmp_path / "a.txt").write_text(GOOD, "utf-8")
    (tmp_path / "b.txt").write_text(GOOD.replace("a patrol", "a convoy"), "utf-8")
    result = read(tmp_path)
    assert result.exit_code == 1
    assert re.fullmatch(
        rf"{re.escape(str(tmp_path))}/a\.txt: Recoupe failed on it "
        r"\(TypeError 'NoneType' object is not subscriptable, at reader\.py:\d+\); report this fault to its makers\n",
        result.stderr,
    )
    assert "when a convoy came under fire" in result.stdout


def test_links_that_go_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to("b.txt")
    (tmp_path / "b.txt").symlink_to("a.txt")
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    result = read(tmp_path)
    assert result.exit_code == 1
    assert f"{tmp_path / 'a.txt'}: too many levels of symbolic links; check the file and the disk" in result.stderr
    assert "The army said on Saturday" in result.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are characters")
def test_a_file_name_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"arm\xe9e.txt")).write_text(GOOD, "utf-8")
    result = read(tmp_path, "--out", tmp_path / "out", "--html", tmp_path / "page.html")
    assert result.exit_code == 0
    assert [file.name for file in (tmp_path / "out").iterdir()] == ["arm\ufffde.json"]


def test_an_outlet_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    result = read(tmp_path / "good.txt", "--outlet", os.fsdecode(b"D\xe9p\xeache"), "--json")
    assert result.exit_code == 0
    assert '"outlet":"D\ufffdp\ufffdche"' in result.stdout


def test_a_report_without_a_date_that_begins_with_one(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"GAO, 13 May 2023 - {GOOD}", "utf-8")
    shown = " ".join(read(tmp_path / "a.txt").stdout.split())
    assert "relative dates are counted from “13 May 2023” in the text; give --published" in shown


def test_a_fifo_in_a_folder_is_no_report(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    assert read(tmp_path).exit_code == 0


def test_a_broken_byte_among_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Two \0soldiers\x07 were killed\x1b[31m near Gao on Saturday.\x9f")
    result = read(tmp_path / "a.txt", "--json")
    assert result.exit_code == 0
    assert "UTF-8 with 1 broken bytes, which are read as U+FFFD" in result.stdout


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    result = read("long" * 100, tmp_path / "good.txt")
    assert result.exit_code == 1
    assert "file name too long; check the file and the disk" in result.stderr
    assert "The army said on Saturday" in result.stdout


def test_a_cache_that_cannot_be_written_is_no_fault_of_the_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object) -> None:
        raise OSError(28, "No space left on device", "places.bin")

    monkeypatch.setattr("recoupe.reader.default_reader", failing)
    (tmp_path / "good.txt").write_text(GOOD, "utf-8")
    result = read(tmp_path / "good.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("places.bin: no space left on device")
