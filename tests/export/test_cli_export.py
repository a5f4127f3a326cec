"""`recoupe export` as it is called."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from recoupe.cli import app
from recoupe.export import FORMATS

run = CliRunner().invoke


def test_the_list_tells_every_format() -> None:
    told = run(app, ["export", "--format", "list"]).output
    assert [line.split()[0] for line in told.splitlines()] == list(FORMATS)


def test_it_says_what_it_wrote(example_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    told = run(app, ["export", "-f", "tables", "--case", str(example_case), "--out", str(out)])
    assert set(told.output.split()) == {str(path) for path in out.iterdir()}


def test_an_unknown_format_is_told(example_case: Path) -> None:
    told = run(app, ["export", "-f", "gedcom", "--case", str(example_case)])
    assert (told.exit_code, "no format; there are tables" in told.output) == (2, True)


def test_an_unknown_rule_is_told(example_case: Path) -> None:
    told = run(app, ["export", "-f", "tables", "--rule", "mean", "--case", str(example_case)])
    assert (told.exit_code, "no rule" in told.output) == (2, True)


def test_a_filter_chooses(example_case: Path, tmp_path: Path) -> None:
    out = tmp_path / "few"
    run(app, ["export", "-f", "tables", "--type", "coerce", "--case", str(example_case), "--out", str(out)])
    rows = (out / "incidents.csv").read_text("utf-8").splitlines()[1:]
    assert rows
    assert all(",COERCE," in row for row in rows)


def test_private_leaves_a_key(example_case: Path, tmp_path: Path) -> None:
    out, key = tmp_path / "private", tmp_path / "apart" / "key.csv"
    told = run(
        app, ["export", "-f", "tables", "--private", "--key", str(key), "--case", str(example_case), "-o", str(out)]
    )
    assert (told.exit_code, key.read_text("utf-8").splitlines()[0]) == (0, "exported,original,kind,reports")
