"""What stands beside a speaker and is no part of it."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import SOURCES


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        pytest.param("Even Radio Tamaris admits that the bridge was blown up.", "Radio Tamaris", id="a-focus-word"),
        pytest.param(
            "A senior officer who spoke on condition of anonymity conceded that the bridge was blown up.",
            "A senior officer",
            id="anonymity-does-not-speak",
        ),
    ],
)
def test_the_name_of_the_source(sentence: str, source: str) -> None:
    doc = default_reader().parse(Document(sentence, language="en"))
    assert [a.source.name for a in SOURCES.of(doc) if a.source is not None] == [source]


def test_a_source_has_its_fullest_name_wherever_it_speaks() -> None:
    """ "cet officier" takes up the captain, and brings the name."""
    text = (
        "« Six morts », a indiqué un capitaine de police. L'assaut a duré vingt minutes, selon cet officier. "
        "« Ils ont tiré », a dit cet officier, le colonel Sory Diakité."
    )
    doc = default_reader().parse(Document(text, language="fr"))
    assert {a.source.name for a in SOURCES.of(doc) if a.source is not None} == {"le colonel Sory Diakité"}


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        pytest.param("Comme chaque lundi, la ville observait le mot d'ordre « ville morte ».", "fr", id="a-town"),
        pytest.param("Those found in possession will be dealt with according to the law.", "en", id="the-law"),
        pytest.param(
            "Any operation without informing the chiefs will be treated as aggression.", "en", id="a-gerund-unsaid"
        ),
    ],
)
def test_what_is_no_source(sentence: str, language: str) -> None:
    assert not SOURCES.of(default_reader().parse(Document(sentence, language=language)))


def test_what_is_confirmed_by_somebody_before_a_colon() -> None:
    """The colon opens what the agency confirms; the captors confirm nothing."""
    text = "Confirmé par l'Agence Karité : ses ravisseurs ont relâché l'élu."
    (found,) = SOURCES.of(default_reader().parse(Document(text, language="fr")))
    assert found.source is not None
    assert found.source.name == "l'Agence Karité"
    assert "ses ravisseurs" in found.content[0].text


@pytest.mark.parametrize(
    ("sentence", "language", "content"),
    [
        pytest.param("Le maire affirme que le pont a sauté.", "fr", "le pont a sauté.", id="que"),
        pytest.param("The mayor said that the bridge was blown up.", "en", "the bridge was blown up.", id="that"),
    ],
)
def test_what_is_said_begins_after_its_conjunction(sentence: str, language: str, content: str) -> None:
    (found,) = SOURCES.of(default_reader().parse(Document(sentence, language=language)))
    assert found.content[0].text.rstrip(".") == content.rstrip(".")


def test_words_between_auxiliary_and_verb_are_no_subject() -> None:
    text = "Le maire n'a compté personne. Il a en revanche indiqué que deux bergers avaient été tués."
    names = [a.source.name for a in SOURCES.of(default_reader().parse(Document(text, language="fr"))) if a.source]
    assert names[-1] == "Le maire"
