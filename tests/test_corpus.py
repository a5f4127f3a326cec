"""The reports of the corpus are well formed, and the reader does not fall behind on them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from recoupe.evaluate.gold import read_and_score

REPORTS = sorted((Path(__file__).parents[1] / "corpus").rglob("*.json"))
FLOOR = 0.55  # overall; 0.61 when it was set. Raise it with the reader; lowering it needs a reason in the changelog


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_what_is_quoted_stands_in_the_report(path: Path) -> None:
    text = " ".join(path.with_suffix(".txt").read_text("utf-8").split())
    gold = json.loads(path.read_text("utf-8"))
    for event in gold["events"]:
        quoted = [*event["mentions"], *event["actor"], *event["recipient"], *event["instrument"]]
        quoted += [name for account in event["accounts"] for name in account["chain"][1:]]
        assert [words for words in quoted if words not in text] == []
        assert all(account["chain"][0] == gold["outlet"] for account in event["accounts"])


def test_the_reader_does_not_fall_behind() -> None:
    table = read_and_score(REPORTS[0].parents[1]).table()
    overall = next(line for line in table.splitlines() if line.startswith("overall"))
    assert float(overall.split()[1]) >= 100 * FLOOR
