"""The places stage: French sentences with every place in them, and the rules that need a line of their own."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

import recoupe.reading.places
from recoupe import languages
from recoupe.knowledge.gazetteer import kilometres, unit
from recoupe.model import Document
from recoupe.reader import plain
from recoupe.reading.layers import DOCUMENT, PLACES, Toponym

SENTENCES: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "places_fr.toml").read_text("utf-8"))[
    "sentence"
]
ANYWHERE = "*"
CLOSE_KM = 5


def made(code: str) -> Language:
    nlp = spacy.load(languages.load(code).pipeline)
    nlp.add_pipe("recoupe_places")
    return nlp


@pytest.fixture(scope="module")
def french() -> Language:
    return made("fr")


@pytest.fixture(scope="module")
def english() -> Language:
    return made("en")


def read(nlp: Language, text: str) -> Doc:
    doc = nlp.make_doc(plain(text))
    DOCUMENT.put(doc, (Document(text, language=nlp.lang),))
    return nlp(doc)


def named(doc: Doc, words: str) -> list[Toponym]:
    return [toponym for toponym in PLACES.of(doc) if toponym.phrase.text == words]


def country_of(toponym: Toponym) -> str:
    return toponym.place.country if toponym.place else ""


def faults(doc: Doc, wanted: dict[str, Any]) -> list[str]:
    """What is wrong with the places of a sentence."""
    found = []
    for key, locates in (("places", True), ("people", False)):
        for words, country in wanted.get(key, ()):
            hits = [t for t in named(doc, words) if t.locates is locates and country in (country_of(t), ANYWHERE)]
            if not hits:
                found.append(f"{key}: {words} ({country}) not read")
    for words in wanted.get("absent", ()):
        found += [f"{words} is no place" for t in PLACES.of(doc) if words in t.phrase.text]
    for words in wanted.get("dateline", ()):
        if not any(t.is_dateline for t in named(doc, words)):
            found.append(f"{words} is the dateline")
    for words, lat, lon in wanted.get("point", ()):
        places = [t.place for t in named(doc, words) if t.place and t.place.lat is not None and t.place.lon is not None]
        if not any(kilometres(unit(lat, lon), unit(p.lat or 0, p.lon or 0)) < CLOSE_KM for p in places):
            found.append(f"{words} is at {lat}, {lon}, not at {[(p.lat, p.lon) for p in places]}")
    return found


@pytest.mark.parametrize("wanted", SENTENCES, ids=[sentence["text"][:40] for sentence in SENTENCES])
def test_french_sentence(french: Language, wanted: dict[str, Any]) -> None:
    doc = read(french, wanted["text"])
    read_there = [(t.phrase.text, country_of(t), t.locates) for t in PLACES.of(doc)]
    assert not faults(doc, wanted), f"read: {read_there}"


def test_there_are_enough_sentences() -> None:
    assert len(SENTENCES) >= 120


ENGLISH = [
    ("Deputies in Paris, Texas, found the car.", [("Paris", "US"), ("Texas", "US")], "the-state-after-a-comma"),
    ("Troops left Lebanon, Ohio, on Monday.", [("Lebanon", "US"), ("Ohio", "US")], "a-country-that-is-a-town"),
    ("NAIROBI, Kenya (NPA) - Gunmen struck Mandera.", [("NAIROBI", "KE"), ("Kenya", "KE")], "a-dateline"),
    ("Shelling hit the Sambisa forest in Borno, Nigeria.", [("Borno", "NG"), ("Nigeria", "NG")], "a-state"),
    ("The convoy was hit on the Syrian-Iraqi border.", [("Syrian-Iraqi border", "SY")], "a-border"),
    ("Fighting resumed in al-Anbar province, Iraq.", [("al-Anbar", "IQ"), ("Iraq", "IQ")], "an-article-with-a-hyphen"),
    ("A mine exploded near Ta'izz in Yemen.", [("Ta'izz", "YE"), ("Yemen", "YE")], "an-apostrophe"),
    ("TWO KILLED IN ATTACK ON POLICE POST IN GAROWE, SOMALIA", [("GAROWE", "SO"), ("SOMALIA", "SO")], "in-capitals"),
    ("Officials in Washington met envoys from London.", [("Washington", "US"), ("London", "GB")], "capitals"),
]


@pytest.mark.parametrize(("text", "wanted"), [row[:2] for row in ENGLISH], ids=[row[2] for row in ENGLISH])
def test_english_sentence(english: Language, text: str, wanted: list[tuple[str, str]]) -> None:
    assert not faults(read(english, text), {"places": wanted})


def test_people_are_no_places(english: Language) -> None:
    doc = read(english, "Florence Houston said Mr. Lincoln left. Houston wept.")
    assert not PLACES.of(doc)


def test_an_outlet_is_no_place(english: Language) -> None:
    doc = read(english, "The Hartwell Courier and Radio Juba Valley reported it.")
    assert not [t for t in PLACES.of(doc) if t.locates]


def test_eight_kilometres_east(english: Language) -> None:
    doc = read(english, "The drone crashed 8 km east of Abu Kamal, Syria.")
    (toponym,) = named(doc, "Abu Kamal")
    assert toponym.place is not None
    assert toponym.place.precision == "relative"
    assert toponym.place.name == "Abu Kamal"
    assert faults(doc, {"point": [("Abu Kamal", 34.452, 41.006)]}) == []


def test_one_name_two_places(french: Language) -> None:
    doc = read(french, "À Tripoli, au Liban, on vote.\n\nÀ Tripoli, en Libye, on attend.")
    assert [country_of(t) for t in named(doc, "Tripoli")] == ["LB", "LY"]


def test_a_bare_doc_is_read() -> None:
    doc = recoupe.reading.places.make_places(spacy.blank("en"), "places")(spacy.blank("en")("Fire in Gao, Mali."))
    assert [t.phrase.text for t in PLACES.of(doc)] == ["Gao", "Mali"]


def test_no_text_no_places(french: Language) -> None:
    assert PLACES.of(french("")) == ()
