"""The judge of triggers: signs add up, and a text of few sentences is not judged. The sentences are invented."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_find import triggers
from recoupe.reading.events_lexicon import Judge, lexicon


def test_signs_add_up() -> None:
    judge = Judge({"doer troop": 2.0, "report light 8+": -2.0}, 0.6)
    assert judge.probability(["doer troop", "unheard of"]) > 0.6
    assert judge.probability(["doer troop", "report light 8+"]) == pytest.approx(0.5)


@pytest.mark.parametrize(("further", "kept"), [(0, 1), (5, 0)], ids=["a-sentence", "a-report"])
def test_only_reports_are_judged(further: int, kept: int) -> None:
    text = "Gunmen attacked a post in Kessa." + " It rained." * further
    doc = Reader().parse(Document(text, name="told", language="en", outlet="Radio Tamaris", published="2024-05-15"))
    severe = replace(lexicon("en"), judge=Judge({"bias": -9.0}, 0.6))
    assert len(triggers(Clauses(doc, severe))) == kept
