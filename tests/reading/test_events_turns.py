"""What a deed becomes by who does it, and words that need another deed told. The sentences are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.events_lexicon import spelt
from recoupe.reading.layers import EVENTS


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


Told = tuple[str, tuple[str, ...]]


def told(reader: Reader, language: str, text: str) -> list[Told]:
    """Type and mode of the events of a text."""
    document = Document(text, name="told", language=language, outlet="Radio Tamaris", published="2024-05-15")
    return [(mention.type.value, mention.mode) for mention in EVENTS.of(reader.parse(document))]


@pytest.mark.parametrize(
    ("language", "text", "event"),
    [
        pytest.param("fr", "Des rebelles ont brûlé la mairie.", ("ASSAULT", ("destroy",)), id="fr-rebels-burn"),
        pytest.param("fr", "Des manifestants ont brûlé la mairie.", ("PROTEST", ("riot",)), id="fr-a-crowd-burns"),
        pytest.param("en", "Police captured two miners.", ("COERCE", ("arrest",)), id="en-police-capture"),
        pytest.param("en", "Rebels captured two miners.", ("ASSAULT", ("abduct",)), id="en-rebels-capture"),
    ],
)
def test_who_does_it_makes_the_type(reader: Reader, language: str, text: str, event: Told) -> None:
    assert told(reader, language, text) == [event]


def test_a_homecoming_frees_only_who_was_taken(reader: Reader) -> None:
    taken = "Gunmen abducted two nurses on Monday near Kessa. "
    home = "One of them came back yesterday."
    assert ("RETREAT", ("release",)) in told(reader, "en", taken + home)
    assert told(reader, "en", home) == []


def test_hyphens_may_stand_apart() -> None:
    assert list(spelt("stage~ a sit-in|march")) == ["stage~ a sit-in|march", "stage~ a sit - in"]


def test_a_toll_alone_tells_of_violence_only_in_grave_company(reader: Reader) -> None:
    assert told(reader, "en", "Eight dead near Kessa, says the governor; soldiers and police are searching.")
    assert told(reader, "en", "Eight dead near Kessa.") == []
