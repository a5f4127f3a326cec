"""Where events happened that are told without a place: what the report says of its places decides."""

import pytest

from recoupe import read_text
from recoupe.model import Event, EventType


def events(text: str, language: str) -> tuple[Event, ...]:
    return read_text(text, outlet="Le Relais", published="2022-11-12", language=language).events


@pytest.mark.parametrize(
    ("language", "text", "word", "place"),
    [
        pytest.param(
            "fr",
            "Niger : attaque meurtrière à Torodi\n\nLe maire de Niamey a parlé d'un drame.\n\n"
            "Deux gendarmes ont été tués.",
            "tués",
            "Torodi",
            id="of-the-headline-not-of-a-mayor",
        ),
        pytest.param(
            "en",
            "Gunmen raid market in Gwoza\n\nThe market in Gwoza was full.\n\n"
            '"They opened fire," said a doctor in Maiduguri.',
            "opened fire",
            "Gwoza",
            id="not-of-the-speaker",
        ),
        pytest.param(
            "en",
            "Two towns hit\n\nA bomb exploded in Ansongo. In Gao, a shop was looted.\n\n"
            "In Ansongo, people ran to the river. Three villagers were killed.",
            "killed",
            "Ansongo",
            id="of-the-paragraph",
        ),
    ],
)
def test_place_of_an_event_told_without_one(language: str, text: str, word: str, place: str) -> None:
    event = next(e for e in events(text, language) if any(word in mention.text for mention in e.mentions))
    assert [p.name for p in event.details.place] == [place]


def test_the_provenance_says_what_spoke_for_the_place() -> None:
    text = "Stupeur à Torodi\n\nLa nuit fut longue.\n\nDeux gendarmes ont été tués à coups de feu."
    event = next(e for e in events(text, "fr") if any("tués" in mention.text for mention in e.mentions))
    (place,) = event.details.place
    assert place.provenance.rule == "accounts.scene"
    assert "in the headline" in place.provenance.note


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Attaque à Torodi\n\nLe groupe menace de frapper le marché.", id="a-threat"),
        pytest.param("Attaque à Torodi\n\nLes otages ont été libérés.", id="a-release"),
    ],
)
def test_threats_and_releases_have_no_scene(text: str) -> None:
    others = [e for e in events(text, "fr") if e.type in (EventType.THREATEN, EventType.RETREAT)]
    assert others
    assert all(event.details.place == () for event in others)
