"""Discrepancies of whole short reports, all invented: pictures of something else, refutations, sums that are off."""

from __future__ import annotations

import pytest

from recoupe.model import DiscrepancyKind, Document, Reading
from recoupe.reader import default_reader


def read(text: str, language: str) -> Reading:
    return default_reader().read(Document(text, language=language, outlet="Le Fleuve", published="2024-05-15"))


@pytest.mark.parametrize(
    ("picture", "stale"),
    [
        pytest.param("The video was filmed in Mopti in 2016.", True, id="old"),
        pytest.param("This photo does not show the market of Boni.", True, id="of-something-else"),
        pytest.param("The video was filmed on Monday.", False, id="of-the-day"),
        pytest.param("A photo shows the market.", False, id="of-the-event"),
    ],
)
def test_a_picture_that_is_not_of_the_event(picture: str, stale: bool) -> None:
    found = read(f"Gunmen killed three civilians at Boni on Monday. {picture}", "en").discrepancies
    assert any(d.kind is DiscrepancyKind.STALE_IMAGE for d in found) == stale


@pytest.mark.parametrize(
    ("text", "language"),
    [
        pytest.param(
            "L'armée a brûlé le marché de Kessa lundi, selon une habitante. Le ministre parle d'« affabulations ».",
            "fr",
            id="speaks-of",
        ),
        pytest.param(
            "The army burnt the market of Kessa on Monday, a herder said. The ministry called the reports a lie.",
            "en",
            id="calls-it",
        ),
    ],
)
def test_who_calls_it_false_denies_it(text: str, language: str) -> None:
    assert [d.kind for d in read(text, language).discrepancies] == [DiscrepancyKind.DENIAL]


def test_the_second_figure_has_its_own_source() -> None:
    """ "14 arrests according to the police, 53 according to the union": each has the figure that stands before it."""
    reading = read(
        "La police a arrêté des étudiants lundi à Boni : 14 interpellations selon la police, 53 d'après le syndicat.",
        "fr",
    )
    sources = {mark.label.casefold() for mark in reading.marks if mark.layer == "source"}
    assert sources == {"la police", "le syndicat"}
