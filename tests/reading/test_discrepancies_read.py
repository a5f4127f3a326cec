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


@pytest.mark.parametrize(
    ("text", "field"),
    [
        pytest.param(
            "L'attaque de Kessa a fait cinq morts, dont quatre soldats et trois civils.", "killed", id="parts"
        ),
        pytest.param("L'attaque de Kessa a fait sept morts, dont quatre soldats et trois civils.", None, id="they-add"),
        pytest.param("L'attaque de Kessa a fait neuf morts, dont quatre soldats.", None, id="one-part"),
        pytest.param(
            "Une bombe a explosé à Kessa. C'est la quatrième attaque de l'année, selon la police. "
            "Le maire parle de la sixième attaque.",
            "ordinal",
            id="two-ordinals",
        ),
        pytest.param(
            "Une bombe a explosé à Kessa. C'est la quatrième attaque de l'année, selon la police. "
            "Le maire parle aussi de la quatrième attaque.",
            None,
            id="one-ordinal",
        ),
    ],
)
def test_counts_that_do_not_add_up(text: str, field: str | None) -> None:
    off = [d.field for d in read(text, "fr").discrepancies if d.kind is DiscrepancyKind.COUNT_CONFLICT]
    assert off == ([field] if field else [])


def test_a_headline_that_the_report_stands_by_says_no_more_than_it() -> None:
    body = "Le dépôt de Kessa a été détruit lundi. Des tirs auraient détruit le dépôt, selon un site."
    hedged = "Le dépôt aurait été détruit lundi, selon un site."
    kinds = [
        {d.kind for d in read(f"Kessa : un dépôt détruit\n\n{text}", "fr").discrepancies} for text in (body, hedged)
    ]
    assert [DiscrepancyKind.HEADLINE_OVERSTATES in found for found in kinds] == [False, True]


def test_soldiers_and_civilians_are_two_tolls() -> None:
    text = "Deux civils ont été tués à Kessa, selon une infirmière. L'armée affirme avoir perdu trois soldats à Kessa."
    assert not any(d.kind is DiscrepancyKind.NUMBER_CONFLICT for d in read(text, "fr").discrepancies)
