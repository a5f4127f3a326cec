"""Predictions for the referee of temporal expressions."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from recoupe.evaluate.timex import predict
from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import DOCUMENT

# F1 of the times stage without morphology, pinned a point below what it reached when they were set: (strict, value).
FLOORS = {"fr-timebank-dev": (85, 82), "en-aquaint": (81, 73), "en-timebank": (85, 77)}


class TimesOnly(Reader):
    """A Reader that cuts tokens and finds times, and does nothing else."""

    def parse(self, document: Document) -> Doc:
        if document.language not in self.pipelines:
            self.pipelines[document.language] = spacy.blank(document.language)
            self.pipelines[document.language].add_pipe("recoupe_times")
        nlp = self.pipelines[document.language]
        doc = nlp.make_doc(document.text)
        DOCUMENT.put(doc, (document,))
        return nlp(doc)


def record(text: str, language: str = "fr") -> dict[str, Any]:
    return {"id": "a", "lang": language, "dct": "2022-11-09T10:00", "text": text}


def test_a_prediction_has_the_form_of_the_referee() -> None:
    text = "Le camp a brûlé lundi."
    assert predict(record(text), TimesOnly()) == {
        "id": "a",
        "timexes": [{"start": 16, "end": 21, "type": "DATE", "value": "2022-11-07"}],
    }


def test_the_ends_of_an_interval_are_expressions_of_their_own() -> None:
    found = predict(record("Il a duré du lundi 24 au vendredi 28 octobre."), TimesOnly())["timexes"]
    assert [each["value"] for each in found] == ["2022-10-24", "2022-10-28"]


def test_what_has_no_value_has_none_in_the_prediction() -> None:
    assert "value" not in predict(record("La veille, rien."), TimesOnly())["timexes"][0]


@pytest.mark.shared
@pytest.mark.parametrize("name", sorted(FLOORS))
def test_floors(shared: Path, name: str) -> None:
    specification = importlib.util.spec_from_file_location("score_timex", shared / "tools" / "score_timex.py")
    assert specification
    assert specification.loader
    referee = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(referee)
    gold = [json.loads(line) for line in (shared / "data" / "timex" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    reader = TimesOnly()
    scores = referee.score(gold, [predict(each, reader) for each in gold])
    strict, value = FLOORS[name]
    assert scores["strict_PRF"][2] >= strict
    assert scores["value_F1"] >= value
