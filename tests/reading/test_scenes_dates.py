"""When events happened that are told without a time: the days around them decide."""

import pytest

from recoupe import read_text
from recoupe.model import Event


def event_with(word: str, text: str, language: str) -> Event:
    events = read_text(text, outlet="Le Relais", published="2022-11-12", language=language).events
    return next(e for e in events if any(word in mention.text for mention in e.mentions))


@pytest.mark.parametrize(
    ("language", "text", "word", "date"),
    [
        pytest.param(
            "en",
            "Gunmen raid Gwoza\n\nGunmen attacked the market of Gwoza on Tuesday.\n\nPolice arrested two suspects.",
            "arrested",
            "2022-11-08",
            id="of-the-event-before",
        ),
        pytest.param(
            "fr",
            "Torodi : un marché brûlé\n\nMardi, des hommes ont incendié le marché de Torodi.\n\n"
            "Jeudi, l'armée a bombardé une forêt. Trois bergers ont été tués.",
            "tués",
            "2022-11-10",
            id="of-the-sentence-before-in-its-paragraph",
        ),
        pytest.param(
            "en",
            "Market burnt in Gwoza\n\nOn Tuesday the mayor warned of trouble. The war began in 2015. "
            "Gunmen then burnt the market down.",
            "burnt",
            "2022-11-08",
            id="no-vague-year",
        ),
        pytest.param(
            "fr",
            "Torodi : des menaces\n\nMardi, des hommes ont incendié le marché de Torodi. "
            "Le groupe a menacé de tuer les commerçants.",
            "menacé",
            "2022-11-08",
            id="of-a-threat",
        ),
    ],
)
def test_date_of_an_event_told_without_one(language: str, text: str, word: str, date: str) -> None:
    assert [d.edtf for d in event_with(word, text, language).details.date] == [date]


def test_what_has_not_happened_has_no_date_of_its_scene() -> None:
    text = "Mardi, des hommes ont incendié le marché de Torodi. Les routiers vont faire grève."
    assert event_with("grève", text, "fr").details.date == ()
