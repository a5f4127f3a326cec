"""The invented case of `examples/case`, through the commands and through the page of the manual that shows them."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recoupe.casefile import Case, Grade, Rejection
from recoupe.cli import app
from recoupe.linking.incase import link_case
from recoupe.weighing.incase import in_parts, weigh_case, whole_of
from recoupe.weighing.sources import standings, standings_of

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "case"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("case") / "case.db"
    run("add", "--metadata", str(EXAMPLES / "metadata.csv"), "--case", str(place))
    run("link", "--case", str(place))
    return place


@pytest.fixture
def case(made: Path, tmp_path: Path) -> Path:
    """A case of one's own, to judge in."""
    return Path(shutil.copy(made, tmp_path / "case.db"))


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words, env={"COLUMNS": "80", "LC_ALL": "C", "LANG": "C"})
    assert result.exit_code == 0, result.output
    return result.stdout


def ambush(case: Path) -> dict[str, object]:
    """The incident that most reports tell of."""
    data = json.loads(run("incidents", "--case", str(case), "--json"))
    found: dict[str, object] = max(data["incidents"], key=lambda incident: len(incident["events"]))
    return found


def test_the_ambush(case: Path) -> None:
    incident = ambush(case)
    assert len({name for name, _ in incident["events"]}) == 7  # type: ignore[attr-defined]
    reasons = {c["reason"] for origin in incident["origins"] for c in origin["collapsed"]}  # type: ignore[attr-defined]
    assert {"independence.edit", "independence.translation", "independence.cited", "independence.same_body"} <= reasons
    kinds = {d["kind"] for d in incident["discrepancies"]}  # type: ignore[attr-defined]
    assert {"number_conflict", "toll_revised", "citation_unsupported"} <= kinds


def test_sources_are_counted_in_parts_as_in_one(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recoupe.weighing.incase.BATCH", 2)
    with Case.open(made) as held:
        assert standings_of(in_parts(held)) == standings(whole_of(held, held.weighed()))


def test_the_commands_show_it(case: Path, tmp_path: Path) -> None:
    id = str(ambush(case)["id"])
    assert id in run("incidents", "--case", str(case), "--disputed", "--country", "td")
    assert id not in run("incidents", "--case", str(case), "--until", "2024-03-01")
    assert id not in run("incidents", "--case", str(case), "--single-origin")
    assert "Independent origins" in run("incident", id, "--case", str(case), "--rule", "acled")
    assert "lightly edited" in run("why", id, "--case", str(case))
    assert "Logone Dépêches" in run("sources", "--case", str(case))
    page = tmp_path / "pages" / "incident.html"
    run("incident", id, "--case", str(case), "--html", str(page))
    assert "Ndolembaye Sou" in page.read_text("utf-8")


@pytest.mark.parametrize(
    "words",
    [("incidents", "--type", "BATTLE"), ("incidents", "--status", "over"), ("incident", "i0", "--rule", "mean")],
)
def test_a_wrong_call_says_what_there_is(case: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*words, "--case", str(case)])
    assert result.exit_code == 2
    assert "there are" in result.output


def test_what_people_judge_is_weighed(case: Path) -> None:
    with Case.open(case) as held:
        incident = held.incident(str(ambush(case)["id"]))
        farmer = next(origin for origin in incident.origins if "farmer" in origin.name)
        held.judge(Rejection(farmer.tellings[0]), "saw it from afar", "tester")
        held.judge(Grade("Logone Dépêches", "B2"), "a good desk", "tester")
        link_case(held)
        assert weigh_case(held) > 0
        whole = whole_of(held, held.weighed())
        again = max(whole.incidents, key=lambda found: len(found.members))
        assert len(again.origins) == len(incident.origins) - 1
        assert "farmer" not in " ".join(origin.name for origin in again.origins)
        assert "B2" in {whole.grade(telling) for origin in again.origins for telling in origin.tellings}
        assert weigh_case(held) == 0


def test_the_python_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "case")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "case.md").read_text("utf-8")
    for code in re.findall(r"```python\n(.*?)```", page, re.DOTALL):
        exec(compile(code, "docs/case.md", "exec"), {})
