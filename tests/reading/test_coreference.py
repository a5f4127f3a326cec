"""Which mentions name one event, and which do not. The sentences and incidents are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import EVENTS


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(reader: Reader, language: str, text: str) -> dict[str, int]:
    """The words of every mention with the number of its event."""
    document = Document(text, name="told", language=language, outlet="Radio Tamaris", published="2024-05-15")
    return {mention.trigger.text.lower(): mention.event for mention in EVENTS.of(reader.parse(document))}


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        pytest.param(
            "fr", "Quatre soldats ont été tués dans une embuscade près de Gao.", "tués", "embuscade", id="killed-in-it"
        ),
        pytest.param(
            "fr",
            "Une bombe a explosé lundi au marché de Gao.\n\nL'attaque n'a pas été revendiquée.",
            "explosé",
            "attaque",
            id="definite",
        ),
        pytest.param(
            "en", "An air strike killed four herders near Gao.", "air strike", "killed", id="the-strike-killed"
        ),
        pytest.param(
            "en",
            "Gunmen stormed a school near Gao and abducted forty pupils.",
            "stormed",
            "abducted",
            id="taken-in-the-raid",
        ),
        pytest.param(
            "en",
            "Gunmen who raided a school outside Gao before dawn on Wednesday abducted nine girls.",
            "raided",
            "abducted",
            id="before-dawn",
        ),
        pytest.param(
            "en",
            "Gunmen attacked a post near Gao on Monday.\n\nThe toll rose to seven dead on Tuesday.",
            "attacked",
            "toll",
            id="toll",
        ),
        pytest.param(
            "en",
            "Gunmen stormed a church in Tripoli on Sunday. The attackers arrived at 10 a.m. and opened fire.",
            "stormed",
            "opened fire",
            id="the-attackers-go-on",
        ),
        pytest.param(
            "fr",
            "Deux jours de combats ont eu lieu à Gao.\n\n« Il n'y a eu aucun affrontement à Gao », assure le maire.",
            "combats",
            "affrontement",
            id="denied",
        ),
        pytest.param(
            "en",
            "Gunmen abducted nine elders on Monday near Gao.\n\nGunmen seized the elders on Monday, police said.",
            "abducted",
            "seized",
            id="seized-by-who-abducted",
        ),
        pytest.param(
            "en",
            'Withdrawal from Gao agreed.\n\n"We will withdraw from the town," the commander said.',
            "withdrawal",
            "withdraw",
            id="a-plan-and-its-name",
        ),
        pytest.param(
            "en",
            "A depot was shelled in Gao on Monday. It may have been hit by rockets, a guard said.",
            "shelled",
            "hit",
            id="doubt-of-the-past",
        ),
        pytest.param(
            "en",
            "A drone strike killed six villagers in Gao. The army says that ten attackers died.",
            "drone strike",
            "died",
            id="who-was-hit-from-the-air",
        ),
    ],
)
def test_one_event(reader: Reader, language: str, text: str, one: str, other: str) -> None:
    events = told(reader, language, text)
    assert events[one] == events[other], events


@pytest.mark.parametrize(
    ("language", "text", "one", "other"),
    [
        pytest.param(
            "fr",
            "Un attentat a visé un convoi lundi à Gao. Un raid a détruit un dépôt mardi à Tripoli.",
            "attentat",
            "raid",
            id="place-and-day",
        ),
        pytest.param(
            "fr",
            "Une embuscade a fait deux morts près de Gao. Dans la riposte, dix assaillants ont été tués.",
            "embuscade",
            "riposte",
            id="the-riposte",
        ),
        pytest.param(
            "fr",
            "L'armée a frappé un camp en réponse à l'embuscade de lundi.",
            "frappé",
            "embuscade",
            id="what-it-answers",
        ),
        pytest.param(
            "en",
            "Gunmen attacked a post near Gao. They kidnapped two nurses.",
            "attacked",
            "kidnapped",
            id="an-abduction",
        ),
        pytest.param(
            "en",
            "A bomb exploded at a school in Gao on Saturday. It was the second attack this month. "
            "On May 3, gunmen shot dead a teacher in Tripoli.",
            "exploded",
            "shot dead",
            id="another-day-of-the-month",
        ),
        pytest.param(
            "fr",
            "Un raid a tué deux bergers au nord de Tillia. Un camp a été bombardé à Tahoua.",
            "raid",
            "bombardé",
            id="north-of-a-town",
        ),
        pytest.param(
            "en",
            "One soldier killed, an engineer abducted near Gao.",
            "killed",
            "abducted",
            id="two-victims",
        ),
        pytest.param(
            "en",
            "Students marched on the town hall of Gao.\n\nTraders had protested in the town in 2012, too.",
            "marched",
            "protested",
            id="years-before",
        ),
        pytest.param(
            "fr",
            "Les dockers de Gao sont en grève. Dix ouvriers ont commencé une grève de la faim.",
            "en grève",
            "grève de la faim",
            id="a-hunger-strike",
        ),
        pytest.param(
            "fr",
            "Une embuscade a visé un convoi. Deux camions ont été incendiés et dix assaillants tués dans la riposte.",
            "incendiés",
            "tués",
            id="whom-the-riposte-killed",
        ),
    ],
)
def test_two_events(reader: Reader, language: str, text: str, one: str, other: str) -> None:
    events = told(reader, language, text)
    assert events[one] != events[other], events


def test_two_arrests(reader: Reader) -> None:
    text = "Police arrested three men on Monday in Gao. Two students were arrested on Friday in Tripoli."
    document = Document(text, language="en", outlet="Radio Tamaris", published="2024-05-15")
    mentions = EVENTS.of(reader.parse(document))
    assert len({m.event for m in mentions}) == 2


def test_a_cluster_has_one_type(reader: Reader) -> None:
    text = "Police fired tear gas at protesters in Gao, arrested six of them and closed the road."
    document = Document(text, language="en", outlet="Radio Tamaris", published="2024-05-15")
    types: dict[int, set[str]] = {}
    for mention in EVENTS.of(reader.parse(document)):
        types.setdefault(mention.event, set()).add(mention.type.value)
    assert types
    assert all(len(held) == 1 for held in types.values())


def test_words_that_only_take_up_open_no_event(reader: Reader) -> None:
    assert told(reader, "fr", "Le bilan de l'entreprise est bon. Quatre personnes sont mortes.") == {}
