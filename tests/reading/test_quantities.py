"""Numbers and what they count, on short sentences of our own read with the bundled pipelines."""

from __future__ import annotations

from functools import cache

import pytest
import spacy
from spacy.language import Language

import recoupe.reading.quantities  # noqa: F401
from recoupe import languages
from recoupe.reading.actors_lexicon import fold
from recoupe.reading.layers import QUANTITIES, Count
from recoupe.reading.quantities_numbers import NumberReader


@cache
def pipeline(code: str) -> Language:
    """The trained pipeline with this stage alone."""
    nlp = spacy.load(languages.load(code).pipeline)
    nlp.add_pipe("recoupe_quantities")
    return nlp


def counts(code: str, sentence: str) -> list[Count]:
    return list(QUANTITIES.of(pipeline(code)(sentence)))


def tolls(code: str, sentence: str) -> list[tuple[int, str]]:
    """Numbers with a measure that are no part of a total."""
    return [(c.best, c.measure) for c in counts(code, sentence) if c.measure and not c.part]


@pytest.mark.parametrize(
    ("code", "words", "low", "best", "high"),
    [
        pytest.param("fr", "vingt-deux camions", 22, 22, 22, id="hyphens"),
        pytest.param("fr", "vingt et un camions", 21, 21, 21, id="et un"),
        pytest.param("fr", "quatre-vingt-douze camions", 92, 92, 92, id="quatre-vingt-douze"),
        pytest.param("fr", "soixante-dix-sept camions", 77, 77, 77, id="soixante-dix-sept"),
        pytest.param("fr", "deux cent cinquante camions", 250, 250, 250, id="cent"),
        pytest.param("fr", "12 500 camions", 12500, 12500, 12500, id="groups of digits"),
        pytest.param("fr", "1,5 million de dossiers", 1500000, 1500000, 1500000, id="decimals"),
        pytest.param("fr", "une dizaine de camions", 10, 10, 10, id="dizaine"),
        pytest.param("fr", "au moins six camions", 6, 6, None, id="au moins"),
        pytest.param("fr", "jusqu'à six camions", 0, 6, 6, id="jusqu'à"),
        pytest.param("fr", "entre dix et quinze camions", 10, 10, 15, id="entre"),
        pytest.param("en", "twenty-two lorries", 22, 22, 22, id="hyphens in three tokens"),
        pytest.param("en", "two hundred and fifty lorries", 250, 250, 250, id="hundred and"),
        pytest.param("en", "12,500 lorries", 12500, 12500, 12500, id="thousands"),
        pytest.param("en", "more than a dozen lorries", 12, 12, None, id="dozen"),
        pytest.param("en", "half a dozen lorries", 6, 6, 6, id="half a dozen"),
        pytest.param("en", "7 or 8 million boxes", 7000000, 7000000, 8000000, id="a range scaled"),
        pytest.param("en", "some 40 lorries", 40, 40, 40, id="some"),
    ],
)
def test_numbers(code: str, words: str, low: int, best: int, high: int | None) -> None:
    nlp = spacy.blank(code)
    doc = nlp(words)
    reader = NumberReader(languages.load(code).table("quantities"), nlp.tokenizer)
    found = reader.find(doc, [fold(token.text) for token in doc])
    assert [(n.low, n.best, n.high) for n in found] == [(low, best, high)]


@pytest.mark.parametrize(
    ("code", "sentence", "expected"),
    [
        pytest.param(
            "fr",
            "Six pêcheurs ont été tués et neuf autres blessés.",
            [(6, "killed"), (9, "injured")],
            id="ellipsis",
        ),
        pytest.param("fr", "L'incendie a coûté la vie à trois maçons.", [(3, "killed")], id="coûter la vie"),
        pytest.param("fr", "On a retrouvé onze cadavres.", [(11, "killed")], id="bodies"),
        pytest.param("fr", "Le tir a blessé un facteur.", [(1, "injured")], id="one victim"),
        pytest.param("fr", "Son guide, un Tchadien, a été enlevé.", [(1, "abducted")], id="a definite victim"),
        pytest.param("fr", "Deux maçons et un facteur ont été tués.", [(3, "killed")], id="a sum"),
        pytest.param("fr", "Cinq morts : deux maçons et trois facteurs.", [(5, "killed")], id="a partition"),
        pytest.param(
            "fr",
            "Le bilan est de vingt morts, contre douze hier.",
            [(20, "killed"), (12, "killed")],
            id="instead of",
        ),
        pytest.param("fr", "La grêle s'est abattue sur trois facteurs.", [], id="reflexive"),
        pytest.param("fr", "Aucun facteur n'a été tué.", [(0, "killed")], id="none"),
        pytest.param("fr", "Trois chèvres ont été tuées.", [], id="animals"),
        pytest.param("fr", "Des dizaines de facteurs ont été tués.", [], id="vague"),
        pytest.param(
            "en",
            "It killed two fishermen and injured five others.",
            [(2, "killed"), (5, "injured")],
            id="active",
        ),
        pytest.param("en", "Nine people died when the bridge fell.", [(9, "killed")], id="died"),
        pytest.param("en", "The death toll rose to thirty.", [(30, "killed")], id="toll"),
        pytest.param("en", "We buried eleven villagers.", [(11, "killed")], id="buried"),
        pytest.param(
            "en",
            "The fire left six dead and twenty wounded.",
            [(6, "killed"), (20, "injured")],
            id="left dead",
        ),
        pytest.param("en", "Police arrested forty students.", [(40, "arrested")], id="arrested"),
        pytest.param("en", "Some 300 students marched in Thies.", [(300, "marching")], id="marched"),
        pytest.param("en", "Twelve constables were killed or wounded.", [], id="killed or wounded"),
        pytest.param("en", "SIX SHEPHERDS WERE KILLED BY BANDITS.", [(6, "killed")], id="capitals"),
    ],
)
def test_tolls(code: str, sentence: str, expected: list[tuple[int, str]]) -> None:
    assert tolls(code, sentence) == expected


def test_parts_of_a_total() -> None:
    found = counts("fr", "Neuf civils, dont deux enfants, ont été tués.")
    assert [(c.best, c.part) for c in found if c.measure == "killed"] == [(9, False), (2, True)]


def test_a_total_since_a_date() -> None:
    found = counts("en", "Forty farmers have been killed since January.")
    assert [(c.best, c.since_total) for c in found] == [(40, True)]


def test_counted_and_trigger() -> None:
    (found,) = counts("fr", "Au moins six pêcheurs tchadiens ont été tués.")
    assert found.counted is not None
    assert found.counted.text == "pêcheurs tchadiens"
    assert found.trigger is not None
    assert found.trigger.text == "tués"


@pytest.mark.parametrize(
    "sentence", ["Lise Renard, 41, a parlé.", "Il a 34 ans.", "La route est à 30 km.", "En 2019, rien."]
)
def test_no_count_of_people(sentence: str) -> None:
    assert not counts("fr", sentence)


@pytest.mark.parametrize(
    "text", ["", "9" * 40, "entre 1 et", "½ mort", "12²", "٣ soldats", "vingt et", "cent-", "0 mort"]
)
@pytest.mark.parametrize("code", ["fr", "en"])
def test_odd_text(code: str, text: str) -> None:
    assert all(c.low <= c.best <= (c.high if c.high is not None else c.best) for c in counts(code, text))
