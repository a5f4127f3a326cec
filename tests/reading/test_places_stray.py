"""Names that are no places: namesakes on another continent, parts of the names of groups."""

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import PLACES


def places(text: str, language: str) -> list[str]:
    doc = default_reader().parse(Document(text, language=language, published="2022-11-12"))
    return [t.phrase.text for t in PLACES.of(doc) if t.place is not None and t.locates]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "fr",
            "L'armée sénégalaise a tiré mardi sur Linden, au nord de Bignona. Des renforts viennent de Ziguinchor.",
            ["Bignona", "Ziguinchor"],
            id="a-namesake-of-a-village",
        ),
        pytest.param(
            "en",
            "Two planes flew from Bamako to Gao in Mali. One man phoned his family in Chicago.",
            ["Bamako", "Gao", "Mali", "Chicago"],
            id="a-great-city-may-be-anywhere",
        ),
    ],
)
def test_small_places_far_from_all_others(language: str, text: str, expected: list[str]) -> None:
    assert places(text, language) == expected


def test_no_place_within_the_hyphenated_name_of_a_group() -> None:
    assert places("The group Sipah-e-Khyber attacked a post near Peshawar, officials said.", "en") == ["Peshawar"]
