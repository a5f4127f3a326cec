"""Times that tell when somebody spoke date nothing that is told. The incidents are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import EVENTS
from recoupe.reading.said_when import said_when


@pytest.mark.parametrize(
    ("language", "text", "said", "dates"),
    [
        pytest.param(
            "en",
            "Gunmen killed two farmers in Dori, the army said Thursday.",
            ["Thursday"],
            [],
            id="after-what-is-said",
        ),
        pytest.param(
            "en",
            "The army said on Thursday it had killed ten fighters in Menaka on Tuesday.",
            ["Thursday"],
            ["Tuesday"],
            id="a-day-for-each",
        ),
        pytest.param(
            "en", "Two soldiers were killed near Gao on Monday, the army said.", [], ["Monday"], id="before-the-comma"
        ),
        pytest.param(
            "fr",
            "Deux soldats ont été tués à Gao, a annoncé le gouverneur jeudi.",
            ["jeudi"],
            [],
            id="after-the-speaker",
        ),
        pytest.param(
            "fr",
            "L'armée a annoncé jeudi avoir tué dix combattants à Ménaka mardi.",
            ["jeudi"],
            ["mardi"],
            id="between-cue-and-infinitive",
        ),
        pytest.param(
            "fr", "Selon le gouverneur, deux soldats ont été tués jeudi à Gao.", [], ["jeudi"], id="no-verb-of-saying"
        ),
    ],
)
def test_when_it_was_said_and_when_it_happened(language: str, text: str, said: list[str], dates: list[str]) -> None:
    doc = default_reader().parse(Document(text, language=language, outlet="Le Relais", published="2021-03-13"))
    spoken = said_when(doc)
    assert [token.text for token in doc if token.i in spoken] == said
    assert [time.phrase.text for mention in EVENTS.of(doc) for time in mention.times] == dates
