"""Predictions of who said what have the form that the corpora are scored in."""

from __future__ import annotations

import pytest

from recoupe.evaluate.attribution import predict, wider_verbs
from recoupe.reader import Reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def words(text: str, spans: list[list[int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


def test_english_attributions(reader: Reader) -> None:
    text = "Two drivers said that the bridge was down. Voters want a change."
    found = predict({"id": "a", "lang": "en", "text": text}, reader)
    assert found["id"] == "a"
    said = found["attributions"][0]
    assert words(text, said["source"]) == ["Two drivers"]
    assert words(text, said["cue"]) == ["said"]
    assert words(text, said["content"])[0].startswith("that the bridge was down")


def test_french_direct_speech(reader: Reader) -> None:
    text = "Elle ouvrit la porte. « Entrez, dit-elle, il fait froid dehors ce soir. »"
    found = predict({"id": "b", "lang": "fr", "text": text}, reader)
    contents = [part for a in found["attributions"] for part in words(text, a["content"])]
    assert any("Entrez" in part for part in contents)
    assert any("il fait froid" in part for part in contents)


def test_verbs_of_attitude_are_learnt() -> None:
    verbs = wider_verbs()
    assert "criticize" in verbs
    assert all(sense.frames for senses in verbs.values() for sense in senses)
