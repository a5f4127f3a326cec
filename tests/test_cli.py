"""The commands."""

from __future__ import annotations

import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import recoupe
from recoupe.cli import app
from recoupe.serialise import from_text

REPORT = """Two soldiers killed near Gao

Two soldiers were killed on Saturday when a mine blew up near Gao, the army said.
"""

runner = CliRunner(env={"LC_ALL": "C.UTF-8", "COLUMNS": "100"})


def call(*arguments: object) -> Result:
    return runner.invoke(app, [*map(str, arguments)])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "gao.txt"
    file.write_text(REPORT, "utf-8")
    return file


def test_json_is_one_reading_a_line(report: Path) -> None:
    result = call("read", report, report.parent, "--outlet", "Wire", "--published", "2024-05-14", "--json")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert len(lines) == 1, "one file named twice is read once"
    document = json.loads(lines[0])["document"]
    assert (document["outlet"], document["published"], document["language"]) == ("Wire", "2024-05-14", "en")


def test_out_writes_a_file_for_each_report(report: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "gao.txt").write_text(REPORT.replace("Two", "Three"), "utf-8")
    result = call("read", tmp_path, "--out", tmp_path / "readings")
    assert result.exit_code == 0
    written = sorted((tmp_path / "readings").iterdir())
    assert [file.name for file in written] == ["gao-2.json", "gao.json"]
    assert from_text(written[1].read_text("utf-8")).document.text == REPORT
    assert len(result.stdout.splitlines()) == 2, "one line a report where the rest goes to files"


def test_html_writes_a_page(report: Path, tmp_path: Path) -> None:
    pytest.importorskip("recoupe.render.html")
    result = call("read", report, "--html", tmp_path / "deep" / "page.html")
    assert result.exit_code == 0
    page = (tmp_path / "deep" / "page.html").read_text("utf-8")
    assert page.lstrip().lower().startswith("<!doctype html>")
    assert "near Gao" in page


def test_processes_change_nothing(report: Path, tmp_path: Path) -> None:
    for n in range(6):
        (tmp_path / f"more-{n}.txt").write_text(f"{REPORT}\nThe governor spoke of {n + 3} dead.\n", "utf-8")
    (tmp_path / "bad.txt").write_bytes(b"")
    alone, together = (call("read", tmp_path, "--json", "--processes", n) for n in (1, 2))
    assert alone.exit_code == together.exit_code == 1
    assert alone.stdout == together.stdout
    assert alone.stderr == together.stderr


def test_readings_come_as_they_are_read(report: Path, tmp_path: Path) -> None:
    for n in range(30):
        (tmp_path / f"more-{n}.txt").write_text(REPORT * 20, "utf-8")
    command = [sys.executable, "-m", "recoupe", "read", str(tmp_path), "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["document"]["name"] == "gao"
        assert process.poll() is None, "the others are still being read"
        process.terminate()


def test_a_reader_that_has_seen_enough_is_no_error(report: Path) -> None:
    command = f"{sys.executable} -m recoupe read {report} {report.parent} --json | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stdout == '{"document'
    assert done.stderr == ""


def test_metadata_alone_say_which_reports(report: Path, tmp_path: Path) -> None:
    (tmp_path / "meta.csv").write_text("path,outlet,published,language\ngao.txt,Wire,2024-05-14,en\n", "utf-8")
    document = json.loads(call("read", "--metadata", tmp_path / "meta.csv", "--json").stdout)["document"]
    assert (document["outlet"], document["published"]) == ("Wire", "2024-05-14")


def test_messages_follow_the_locale(tmp_path: Path) -> None:
    result = runner.invoke(app, ["read", str(tmp_path / "none.txt")], env={"LC_ALL": "fr_FR.UTF-8"})
    assert result.stderr == f"{tmp_path / 'none.txt'}\u00a0: fichier introuvable\u00a0; vérifiez le chemin\n"


def test_explain_an_event_that_is_not_there(report: Path) -> None:
    result = call("explain", report, "--event", "e99")
    assert result.exit_code == 2
    assert "e99" in result.stderr


def test_help_of_every_command() -> None:
    for words in (
        [],
        ["read"],
        ["explain"],
        ["evaluate"],
        ["evaluate", "predict"],
        ["evaluate", "gold"],
        ["gazetteer"],
    ):
        assert call(*words, "--help").exit_code == 0


def test_version() -> None:
    assert call("--version").stdout == f"recoupe {recoupe.__version__}\n"


@pytest.mark.parametrize("statement", ["import recoupe", "from recoupe.cli import app"])
def test_importing_is_quick(statement: str) -> None:
    heavy = "{'spacy', 'numpy', 'trafilatura', 'py3langid', 'babel', 'pypdf'}"
    code = f"{statement}; import sys; print({heavy} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout == "set()\n"


def test_python(report: Path) -> None:
    reading = recoupe.read(report, outlet="Press TV", published="2021-03-13")
    assert isinstance(reading, recoupe.Reading)
    assert reading.document.title == "Two soldiers killed near Gao"
    assert (reading.document.outlet, reading.document.published) == ("Press TV", "2021-03-13")
    moment = dt.datetime(2021, 3, 13, 8, 30, 0, 512)
    assert recoupe.read(report, published=moment).document.published == "2021-03-13T08:30:00"
    with pytest.raises(ValueError, match="'13/03/2021' is no date"):
        recoupe.read(report, published="13/03/2021")
    with pytest.raises(recoupe.UnreadableFile):
        recoupe.read(report.parent / "none.txt")


def test_predict(report: Path, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text(
        '{"id": "a", "lang": "en", "dct": "2024-05-14", "text": "Two men left.", "timexes": ["gold"]}\n', "utf-8"
    )
    wrong = call("evaluate", "predict", "weather", tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert wrong.exit_code == 2
    assert "no kind 'weather': there are" in wrong.stderr
    pytest.importorskip("recoupe.evaluate.timex")
    result = call("evaluate", "predict", "timex", tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert result.exit_code == 0, result.stderr
    assert json.loads((tmp_path / "out.jsonl").read_text("utf-8")) == {"id": "a", "timexes": []}


def test_predictors_see_no_gold() -> None:
    from recoupe.evaluate.predict import given

    record = {"id": "a", "text": "Gao.", "date": "2024-05-14", "toponyms": [{"start": 0, "end": 3, "lat": 16.3}]}
    assert given(record, "toponyms") == {"id": "a", "text": "Gao.", "date": "2024-05-14", "lang": "en"}
    assert given(record, "toponyms-oracle")["toponyms"] == [{"start": 0, "end": 3}]


def test_json_is_utf8_whatever_the_terminal_says(report: Path) -> None:
    report.write_text(REPORT.replace("a mine", "a “mine”"), "utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    command = [sys.executable, "-m", "recoupe", "read", str(report), "--json"]
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    assert "a “mine”" in json.loads(done.stdout.decode("utf-8"))["document"]["text"]


def test_explain_takes_one_report(report: Path) -> None:
    (report.parent / "other.txt").write_text(REPORT, "utf-8")
    result = call("explain", report.parent)
    assert result.exit_code == 2
    assert result.stderr == f"{report.parent}: 2 reports; give one of them\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("[1]", "line 1: a record needs an id and a text", id="no-record"),
        pytest.param('{"id": "a"}', "line 1: a record needs an id and a text", id="no-text"),
        pytest.param("{", "line 1: no JSON", id="no-json"),
        pytest.param('{"id": "a", "text": "Ein Tag.", "lang": "de"}', "line 1: its language is de", id="language"),
    ],
)
def test_predict_says_which_record_is_wrong(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "in.jsonl").write_text(f"{line}\n", "utf-8")
    result = call("evaluate", "predict", "timex", tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    assert result.exit_code == 2
    assert said in result.stderr


def test_predict_leaves_what_is_there_when_there_is_nothing_to_read(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("kept\n", "utf-8")
    assert call("evaluate", "predict", "timex", tmp_path / "none.jsonl", tmp_path / "out.jsonl").exit_code == 2
    assert (tmp_path / "out.jsonl").read_text("utf-8") == "kept\n"


def test_predict_without_a_date(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_text('{"id": "a", "text": "It happened on 3 May 2021."}\n', "utf-8")
    assert call("evaluate", "predict", "timex", tmp_path / "in.jsonl", tmp_path / "out.jsonl").exit_code == 0
    assert '"value": "2021-05-03"' in (tmp_path / "out.jsonl").read_text("utf-8")
