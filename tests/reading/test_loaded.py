"""Words that judge, and whose they are. The reports are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.assemble import reading_of


@pytest.mark.parametrize(
    ("text", "language", "marks"),
    [
        pytest.param(
            "Les terroristes ont attaqué Boni.",
            "fr",
            [("terroristes", "condemns: Le Fleuve")],
            id="the-outlet-judges",
        ),
        pytest.param(
            "L'armée affirme que des terroristes ont attaqué Boni.",
            "fr",
            [("terroristes", "condemns: L'armée")],
            id="the-source-judges",
        ),
        pytest.param("Les « martyrs » ont été enterrés lundi.", "fr", [], id="marks-of-distance"),
        pytest.param("The Martyrs' Bridge is closed.", "en", [], id="a-name"),
        pytest.param(
            "The so-called emir said that the junta had fallen.",
            "en",
            [("so-called", "belittles: Le Fleuve"), ("junta", "outlaws: emir")],
            id="two-tellers",
        ),
    ],
)
def test_whose_word_it_is(text: str, language: str, marks: list[tuple[str, str]]) -> None:
    reading = reading_of(default_reader().parse(Document(text, language=language, outlet="Le Fleuve")))
    assert [(m.span.text, m.label) for m in reading.marks if m.layer == "loaded"] == marks
