"""Who answers whom: refutations, contradictions, denials in quotation marks, and words of several speakers."""

from __future__ import annotations

import pytest

import recoupe
from recoupe.model import DiscrepancyKind, Event, Status


def told(language: str, text: str) -> dict[str, str]:
    """Who tells of the first event, by which factuality; the outlet is ""."""
    return tellers(recoupe.read_text(text, language=language, outlet="The Tilia Post").events[0])


def tellers(event: Event) -> dict[str, str]:
    return {a.sources[-1].name if len(a.sources) > 1 else "": a.factuality.value for a in event.accounts}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        pytest.param(
            "en",
            "Reports that a camp at Mangai was overrun are fake.",
            {"Reports": "CT+", "": "CT-"},
            id="reports-are-fake",
        ),
        pytest.param(
            "en",
            "The claim that the bridge was blown up is false, the mayor said.",
            {"the mayor": "CT-"},
            id="a-claim-of-nobody",
        ),
        pytest.param(
            "en",
            "The ministry said reports that its men had burnt the market were baseless.",
            {"reports": "CT+", "The ministry": "CT-"},
            id="a-ministry-refutes",
        ),
        pytest.param(
            "en",
            "Contrary to messages on social media, no new attack took place in Rouko.",
            {"": "CT-", "messages on social media": "CT+"},
            id="contrary-to",
        ),
        pytest.param(
            "fr",
            "Des pages affirment que des hommes ont brûlé l'école de Kayna. C'est faux.",
            {"Des pages": "CT+", "": "CT-"},
            id="that-is-false",
        ),
        pytest.param(
            "fr",
            "Les informations selon lesquelles un camp aurait été attaqué sont sans fondement.",
            {"Les informations": "PR+", "": "CT-"},
            id="the-doubt-is-the-teller's",
        ),
        pytest.param(
            "fr",
            "Des hommes ont tué onze civils, dit un site. Le ministre a démenti : « Tout est calme. »",
            {"un site": "CT+", "Le ministre": "CT-"},
            id="denies-in-quotes",
        ),
        pytest.param(
            "en",
            "The army's announcement that two sailors had been freed was contradicted by the wife of one of them.",
            {"The army": "CT+", "the wife of one of them": "CT-"},
            id="contradicted-by",
        ),
    ],
)
def test_both_sides_of_a_refutation_tell(language: str, text: str, expected: dict[str, str]) -> None:
    assert told(language, text) == expected


def test_a_refuted_report_is_flagged_and_a_rumour_negates() -> None:
    reports = recoupe.read_text("Reports that a camp at Mangai was overrun are fake.", language="en")
    assert [d.kind for d in reports.discrepancies] == [DiscrepancyKind.DENIAL]
    rumour = recoupe.read_text("A rumour that a shepherd had been killed is unfounded.", language="en")
    assert (rumour.events[0].status, rumour.discrepancies) == (Status.NEGATED, ())


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "The army said a lorry was hit, and the mayor confirmed two deaths.", id="and"),
        pytest.param("en", "The army said a lorry was hit, while the mayor spoke of two deaths.", id="while"),
        pytest.param("fr", "L'armée dit qu'un camion a été touché, alors que le maire parle de morts.", id="alors"),
    ],
)
def test_a_second_speaker_takes_the_floor(language: str, text: str) -> None:
    """The mayor does not speak through the army."""
    events = recoupe.read_text(text, language=language, outlet="The Tilia Post").events
    assert all(len(account.sources) <= 2 for event in events for account in event.accounts)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("fr", "Quatre détenus arrêtés lundi à Kessa ne mangent plus, affirme leur avocat.", id="fr"),
        pytest.param("en", "The army announced that two kidnapped sailors would be flown home.", id="en"),
    ],
)
def test_what_only_describes_is_no_news_of_the_source(language: str, text: str) -> None:
    events = recoupe.read_text(text, language=language, outlet="The Tilia Post").events
    held = next(e for e in events if any(m.text.startswith(("arrêtés", "kidnapped")) for m in e.mentions))
    assert set(tellers(held)) == {""}


BURNT = "Two houses were burnt at Kessa on Monday. "


@pytest.mark.parametrize(
    ("language", "text", "teller", "doer"),
    [
        pytest.param("en", BURNT + "A farmer blamed the militia.", "A farmer", "the militia", id="blamed"),
        pytest.param("en", "Herders accused the militia of burning the market.", "Herders", "the militia", id="of"),
        pytest.param(
            "fr", "Un berger a été tué à Kessa. Sa famille accuse la milice.", "Sa famille", "la milice", id="accuse"
        ),
    ],
)
def test_whom_a_source_accuses_is_the_doer(language: str, text: str, teller: str, doer: str) -> None:
    events = recoupe.read_text(text, language=language, outlet="The Tilia Post").events
    accounts = [a for event in events for a in event.accounts if a.sources[-1].name == teller]
    assert [p.name for a in accounts for p in a.details.actor] == [doer]


def test_who_issues_a_communique_is_the_outlet() -> None:
    text = """COMMUNIQUÉ

L'état-major général des armées informe l'opinion que ses soldats ont tué douze terroristes mardi près de Kessa.

L'état-major dément toute attaque contre le village de Kessa."""
    reading = recoupe.read_text(text, language="fr", outlet="Armée du Tilia", published="2024-05-15")
    assert all(len(account.sources) == 1 for event in reading.events for account in event.accounts)
    assert "CT-" in {a.factuality.value for event in reading.events for a in event.accounts}


def test_they_are_no_single_man() -> None:
    text = "Gunmen came at dawn, said Mr Okot. The rebels hold the road. They say they killed six soldiers."
    reading = recoupe.read_text(text, language="en", outlet="The Tilia Post")
    killed = next(e for e in reading.events if "killed" in e.mentions[0].text)
    assert "Mr Okot" not in tellers(killed)


def test_a_headline_and_the_report_name_one_source() -> None:
    text = """Four dead in bombing of Kessa, coalition denies any part

A bombing killed four people in Kessa on Monday, residents said.

A spokesman, Major Tom Brandt, denied it: "We flew no mission that night." """
    reading = recoupe.read_text(text, language="en", outlet="The Tilia Post", published="2024-05-15")
    denied = [a.sources[-1].name for a in reading.events[0].accounts if a.factuality.value == "CT-"]
    assert denied == ["Major Tom Brandt"]


def test_who_disputes_a_toll_denies_no_deed() -> None:
    text = "Gunmen killed one farmer at Kessa on Monday. Residents disputed the toll, saying two farmers were killed."
    reading = recoupe.read_text(text, language="en", outlet="The Tilia Post", published="2024-05-15")
    assert all(a.factuality.polarity > 0 for event in reading.events for a in event.accounts)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        pytest.param("en", "They'll tell you that the rebels burnt the market of Kessa.", id="will"),
        pytest.param("fr", "Le procureur dira lundi que la milice a brûlé le marché de Kessa.", id="dira"),
    ],
)
def test_what_nobody_has_said_yet_is_told_by_nobody(language: str, text: str) -> None:
    events = recoupe.read_text(text, language=language, outlet="The Tilia Post").events
    assert all(len(account.sources) == 1 for event in events for account in event.accounts)
