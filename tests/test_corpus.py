"""The corpus is well formed, and the reader does not fall behind on the part that rules are made on."""

from __future__ import annotations

import copy
import json
import math
from pathlib import Path

import pytest

from recoupe.errors import WrongCall
from recoupe.evaluate.corpus import CorpusScores, add_sentence, score_corpus
from recoupe.evaluate.corpus_agreement import agreement
from recoupe.evaluate.corpus_check import Group, check, event_faults, faults_of, place_fault, shared_runs, statistics
from recoupe.evaluate.gold import gold_documents

CORPUS = Path(__file__).parents[1] / "corpus"
FLOOR = (
    0.36  # overall on dev; 0.38 when it was set. Raise it with the reader; lowering it needs a reason in the changelog
)


def test_the_corpus_is_well_formed() -> None:
    assert check(CORPUS) == []


def test_the_statistics_count_every_report() -> None:
    number = len(list((CORPUS / "reports").rglob("*.txt")))
    assert statistics(CORPUS).startswith(f"{number} reports")


def test_the_reader_does_not_fall_behind() -> None:
    scores = score_corpus(CORPUS, ["dev"])
    assert scores.reports["all", ""].overall >= FLOOR, scores.table()


@pytest.fixture(scope="module")
def report() -> tuple[dict, str]:  # type: ignore[type-arg]
    """One report that is well formed."""
    return next((dict(g), t) for g, t in gold_documents(CORPUS / "reports" / "singles-co"))


def test_each_fault_is_found(report: tuple[dict, str]) -> None:  # type: ignore[type-arg]
    gold, text = report
    assert list(faults_of(gold, text)) == []
    for change in (
        {"type": "WAR"},
        {"required": False},
        {"mode": ["lasers"]},
        {"status": "maybe"},
        {"mentions": ["words that stand nowhere"]},
        {"accounts": []},
        {"actor": ["words that stand nowhere"]},
        {"date": ["next week"]},
        {"date": ["2024-05-03/2024-05-01"]},
        {"killed": ["four"]},
        {"place": [{"name": "Tibú", "country": "CO", "lat": 48.8, "lon": 2.3}]},
    ):
        event = copy.deepcopy(gold["events"][0]) | change
        assert list(event_faults(event, gold["outlet"], text)), change


@pytest.mark.parametrize(
    ("place", "right"),
    [
        pytest.param({"name": "Tibú", "country": "CO", "lat": 8.65, "lon": -72.74}, True, id="where-it-is"),
        pytest.param(
            {"name": "Cúcuta", "country": "CO", "lat": 4.6, "lon": -74.1}, False, id="elsewhere-in-its-country"
        ),
        pytest.param(
            {"name": "Las Nieblas", "country": "CO", "lat": 8.6, "lon": -72.7}, True, id="unknown-but-near-towns"
        ),
        pytest.param(
            {"name": "Las Nieblas", "country": "CO", "lat": 48.8, "lon": 2.3}, False, id="outside-its-country"
        ),
        pytest.param({"name": "Las Nieblas", "country": "XX", "lat": 8.6, "lon": -72.7}, False, id="no-such-country"),
        pytest.param({"name": "Las Nieblas", "country": "CO", "lat": None, "lon": None}, True, id="unlocated"),
    ],
)
def test_places_lie_where_they_say(place: dict, right: bool) -> None:  # type: ignore[type-arg]
    assert (place_fault(place) == "") is right


def test_what_two_reports_share_is_found() -> None:
    words = "one two three four five six seven eight nine ten eleven twelve"
    reports = [({"id": name, "traits": []}, f"{name} {words} {name}") for name in ("a", "b")]
    assert list(shared_runs([Group("case", reports)])) == [f"a and b share “{words}”"]
    declared = [({"id": name, "traits": ["copy"]}, text) for name, text in (("a", words), ("b", words))]
    assert list(shared_runs([Group("case", declared)])) == []
    assert len(list(shared_runs([Group("one", declared[:1]), Group("two", declared[1:])]))) == 1


def test_a_sentence_is_scored_by_its_construction() -> None:
    scores = CorpusScores()
    sentence = {
        "id": "s",
        "language": "fr",
        "construction": "according-to",
        "text": "Selon le maire de Djibo, deux bergers ont été tués.",
        "attributions": [{"source": "le maire de Djibo", "cue": "Selon", "content": "deux bergers ont été tués"}],
        "events": [{"trigger": "tués", "type": "ASSAULT", "factuality": "CT+"}],
    }
    add_sentence(scores, sentence)
    tallies = scores.sentences["fr", "according-to"]
    assert {row: tallies[row].f1 for row in ("events", "factuality", "sources")} == {
        "events": 1.0,
        "factuality": 1.0,
        "sources": 1.0,
    }
    add_sentence(scores, json.loads(json.dumps(sentence)) | {"events": [], "attributions": []})
    assert math.isclose(tallies["events"].precision, 0.5)


def test_two_coders_agree() -> None:
    scores = agreement(CORPUS)
    assert len(list((CORPUS / "agreement").glob("*.json"))) >= 40
    assert scores.tallies["events"].f1 > 0.8, scores.table()


def test_agreement_is_of_one_coder_with_the_other(tmp_path: Path) -> None:
    for part in ("reports", "agreement"):
        (tmp_path / part).mkdir()
    source = CORPUS / "reports" / "singles-co" / "tibu.json"
    for part in ("reports", "agreement"):
        (tmp_path / part / "tibu.json").write_text(source.read_text("utf-8"), "utf-8")
    (tmp_path / "reports" / "tibu.txt").write_text(source.with_suffix(".txt").read_text("utf-8"), "utf-8")
    assert agreement(tmp_path).overall == 1.0
    coded = json.loads(source.read_text("utf-8"))
    coded["events"].pop()
    (tmp_path / "agreement" / "tibu.json").write_text(json.dumps(coded), "utf-8")
    assert agreement(tmp_path).tallies["events"].recall < 1.0
    with pytest.raises(WrongCall):
        agreement(tmp_path / "reports")
