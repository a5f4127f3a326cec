"""The scores on a gold folder, and their agreement with the referee that comes with the gold."""

from __future__ import annotations

import copy
import importlib.util
import json
import math
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from recoupe.errors import WrongCall
from recoupe.evaluate import gold as ours

ACCOUNT = {"chain": [{"name": "Le Relais", "kind": "outlet"}], "factuality": "CT+", "killed": None}


def read_as(gold: dict[str, Any], text: str) -> dict[str, Any]:
    """A reading that says just what the gold says."""
    events = []
    for event in gold["events"]:
        spans = [s for m in event["mentions"] if (s := ours.located(text, m))]
        events.append(
            {
                **copy.deepcopy(event),
                "mentions": [{"text": text[start:end], "start": start, "end": end} for start, end in spans],
            }
        )
        for holder in (events[-1], *events[-1]["accounts"]):
            for name, key in {"date": "edtf", **dict.fromkeys(ours.PHRASES, "text")}.items():
                holder[name] = [{key: value} for value in holder.get(name, [])]
            for name in ours.NUMBERS:
                holder[name] = [{"low": n, "best": n, "high": n} for n in holder.get(name, [])]
    return {"document": {"name": gold["id"]}, "events": events, "discrepancies": gold.get("discrepancies", [])}


def spoilt(reading: dict[str, Any], chance: random.Random, text: str) -> dict[str, Any]:
    """The reading with faults of every kind."""
    for event in reading["events"]:
        for name in ("date", "place", *ours.PHRASES, "killed", "injured", "mode"):
            values = event.get(name)
            if values and chance.random() < 0.3:
                values.pop(chance.randrange(len(values)))
        if chance.random() < 0.2:
            event["status"] = chance.choice(["occurred", "future", "negated"])
        if chance.random() < 0.15:
            event["type"] = chance.choice(["ASSAULT", "COERCE", "AID"])
        if chance.random() < 0.3:
            event["date"] = [
                {"edtf": chance.choice(["2021", "2024-05", "2021-03-13~", "../2021-03-14", "2021-03-12/.."])}
            ]
        if chance.random() < 0.3:
            event["place"] = [{"name": "Gao", "country": "ML", "lat": 16.27, "lon": -0.04}, {"name": "?", "lat": None}]
        if chance.random() < 0.4:
            start = chance.randrange(max(1, len(text) - 40))
            event["mentions"].append({"text": text[start : start + 40], "start": start, "end": start + 40})
        if chance.random() < 0.4:
            event["actor"] = [{"text": words} for words in chance.sample(text.split(), 3)]
        if chance.random() < 0.3:
            event["killed"] = {"low": 3, "best": chance.randrange(1, 9), "high": None}
        for account in event["accounts"]:
            if chance.random() < 0.3:
                account["factuality"] = chance.choice(["CT+", "PR+", "CT-", "UU"])
            if chance.random() < 0.2 and len(account["chain"]) > 1:
                account["chain"].pop()
            if chance.random() < 0.2:
                account["injured"] = [{"low": 5, "best": None, "high": None}, {"low": 7}]
        if chance.random() < 0.2:
            event["accounts"].append({"chain": [{"name": "X"}, {"name": "un témoin"}], "factuality": "PS+"})
    kept = [event for event in reading["events"] if chance.random() < 0.8]
    chance.shuffle(kept)
    found = [d for d in reading["discrepancies"] if chance.random() < 0.6]
    return {**reading, "events": kept, "discrepancies": [*found, {"kind": "denial", "event": "e1"}]}


@pytest.fixture(scope="module")
def referee(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_referee", shared / "tools" / "gold.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.shared
@pytest.mark.parametrize("seed", [None, *range(6)])  # None: a reading that is the gold itself
def test_figures_are_those_of_the_referee(
    shared: Path, referee: ModuleType, tmp_path: Path, seed: int | None, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(seed)
    for gold, text in ours.gold_documents(shared / "gold"):
        if seed is not None and chance.random() < 0.1:
            continue  # not read
        reading = read_as(dict(gold), text)
        reading = reading if seed is None else spoilt(reading, chance, text)
        (tmp_path / f"{gold['id']}.json").write_text(json.dumps(reading), "utf-8")
    theirs = referee.score(shared / "gold", tmp_path, False)
    found = ours.read_and_score(shared / "gold", tmp_path).figures()
    assert {row: f"{figure:.9f}" for row, figure in found.items()} == {
        row: f"{figure:.9f}" for row, figure in theirs.items()
    }
    assert (found["overall"] == 1.0) is (seed is None)


def folder_of(tmp_path: Path, gold: dict[str, Any], text: str) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "a.json").write_text(json.dumps(gold), "utf-8")
    (folder / "a.txt").write_text(text, "utf-8")
    return folder


def event(**fields: Any) -> dict[str, Any]:
    made = {"id": "e1", "required": True, "type": "ASSAULT", "status": "occurred", "mentions": ["l'attaque"]}
    return {**made, "accounts": [ACCOUNT], **fields}


def test_an_event_is_found_by_words_it_shares(tmp_path: Path) -> None:
    text = "L’armée dément l’attaque de Gao."
    gold = {"id": "a", "language": "fr", "outlet": "Le Relais", "published": "2024-05-14", "events": [event()]}
    reading = {"events": [event(mentions=[{"text": "attaque", "start": 17, "end": 24}])]}
    (tmp_path / "a.json").write_text(json.dumps(reading), "utf-8")
    scores = ours.read_and_score(folder_of(tmp_path, gold, text), tmp_path)
    assert scores.tallies["events"].f1 == 1.0
    assert scores.tallies["factuality"].f1 == 1.0
    assert math.isnan(scores.tallies["place"].f1)
    assert scores.overall == 1.0


def test_what_was_missed_and_invented_is_listed(tmp_path: Path) -> None:
    gold = {"id": "a", "language": "fr", "outlet": "Le Relais", "published": "2024-05-14", "events": [event()]}
    reading = {"events": [event(mentions=[{"text": "dément", "start": 8, "end": 14}])]}
    (tmp_path / "a.json").write_text(json.dumps(reading), "utf-8")
    scores = ours.read_and_score(folder_of(tmp_path, gold, "L’armée dément l’attaque de Gao."), tmp_path)
    assert scores.faults == ['a: missed e1 ASSAULT "l\'attaque"', "a: invented ASSAULT ['dément']"]
    assert "a: missed e1" in scores.table(verbose=True)
    assert "missed" not in scores.table()


def test_a_folder_without_gold(tmp_path: Path) -> None:
    with pytest.raises(WrongCall, match="no gold in it"):
        ours.read_and_score(tmp_path)


@pytest.mark.parametrize(
    ("wanted", "said", "same"),
    [
        ("2021-03-13", "2021-03-13", True),
        ("2021-03-13", "2021-03-13~", True),
        ("2021-03-13", "2021-03-12/2021-03-13", True),
        ("2021-03-13", "2021-03", False),
        ("2021-03", "2021-03-13", True),
        ("2021-03-13", "../2021-03-20", False),
        ("../..", "2021-03-13", False),
        ("2020-02", "2020-02-29", True),
    ],
)
def test_dates(wanted: str, said: str, same: bool) -> None:
    assert ours.same_date(wanted, said) is same
