"""Which of the places that are told of an event are its own. The incidents are invented."""

from __future__ import annotations

import pytest

from recoupe import read_text
from recoupe.model import Event


def event_with(word: str, text: str, language: str) -> Event:
    events = read_text(text, outlet="Le Relais", published="2022-11-12", language=language).events
    return next(e for e in events if any(word in mention.text for mention in e.mentions))


@pytest.mark.parametrize(
    ("language", "text", "word", "places"),
    [
        pytest.param(
            "fr",
            "Une grenade a explosé dans le quartier Nkwen, à Bamenda.",
            "explosé",
            ["Nkwen"],
            id="a-quarter-without-its-town",
        ),
        pytest.param(
            "fr",
            "Des hommes ont incendié la mairie de Tikaré, dans la province du Bam.",
            "incendié",
            ["Tikaré"],
            id="a-town-without-its-district",
        ),
        pytest.param(
            "fr",
            "Combats à Gossi\n\nDes combats ont éclaté à Gossi.\n\nDes renforts venus de Douentza ont été attaqués.",
            "attaqués",
            ["Gossi"],
            id="not-where-they-came-from",
        ),
        pytest.param(
            "en",
            "Gunmen raid Gwoza\n\nGunmen attacked the market of Gwoza. Soldiers blocked the road to Maiduguri.",
            "blocked",
            ["Gwoza"],
            id="not-where-a-road-leads",
        ),
        pytest.param(
            "en",
            "Four soldiers killed in Gao\n\nFour soldiers were killed in Mali, residents said.",
            "killed",
            ["Gao"],
            id="not-the-country-alone",
        ),
        pytest.param(
            "fr",
            "Embuscade entre Boni et Hombori\n\nUn convoi est tombé dans une embuscade entre Boni et Hombori mardi.\n\n"
            "L'armée a riposté. Dix assaillants ont été tués.",
            "tués",
            ["Boni", "Hombori"],
            id="both-ends-of-a-road",
        ),
    ],
)
def test_places_of_an_event(language: str, text: str, word: str, places: list[str]) -> None:
    assert [place.name for place in event_with(word, text, language).details.place] == places


@pytest.mark.parametrize(
    "text",
    [
        "En bref\n\nOYEM. Un dépôt a été pillé lundi.\n\nLAMBARÉNÉ. Deux gendarmes ont été tués mardi.",
        "En bref\n\nOYEM - Un dépôt a été pillé lundi.\n\nLAMBARÉNÉ - Deux gendarmes ont été tués mardi.",
    ],
    ids=["full-stops", "dashes"],
)
def test_news_in_brief_stand_under_their_places(text: str) -> None:
    assert [place.name for place in event_with("pillé", text, "fr").details.place] == ["OYEM"]
    assert [place.name for place in event_with("tués", text, "fr").details.place] == ["LAMBARÉNÉ"]
