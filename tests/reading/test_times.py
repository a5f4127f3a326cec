"""The times stage on short texts: what is found, and what it is on the calendar."""

from __future__ import annotations

import pytest
import spacy

from recoupe.model import Document
from recoupe.reading.layers import DOCUMENT, TIMES, TimeExpression
from recoupe.reading.times import Found, finder

PUBLISHED = "2022-11-09"  # a Wednesday


def times(text: str, code: str = "fr", published: str = PUBLISHED) -> list[Found]:
    return finder(code).find(text, published)


def edtf(text: str, code: str = "fr", published: str = PUBLISHED) -> list[str | None]:
    return [found.when.edtf for found in times(text, code, published)]


def value(text: str, code: str = "fr", published: str = PUBLISHED) -> list[str | None]:
    return [found.when.value for found in times(text, code, published)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param("Le poste a été attaqué mardi.", ["2022-11-08"], id="weekday-past"),
        pytest.param("Le poste a été attaqué ce mercredi.", ["2022-11-09"], id="weekday-of-publication"),
        pytest.param("La marche aura lieu vendredi.", ["2022-11-11"], id="weekday-future"),
        pytest.param("Une trêve a été signée lundi dernier.", ["2022-11-07"], id="last-weekday"),
        pytest.param("Ils ont tiré avant-hier.", ["2022-11-07"], id="before-yesterday"),
        pytest.param("La grève débute demain jeudi.", ["2022-11-10"], id="tomorrow-with-its-name"),
        pytest.param("Le pont a sauté il y a deux semaines.", ["2022-10-26~"], id="two-weeks-ago-loosely"),
        pytest.param("Le pont a sauté il y a trois jours.", ["2022-11-06"], id="three-days-ago-exactly"),
        pytest.param("Mi-mars, deux pêcheurs ont été arrêtés.", ["2022-03-15~"], id="mid-month"),
        pytest.param("La garnison est partie fin septembre.", ["2022-09-30~"], id="end-of-month"),
        pytest.param("Ils ont pillé le marché la semaine dernière.", ["2022-10-31/2022-11-06"], id="last-week"),
        pytest.param("Ils ont pillé le marché le week-end dernier.", ["2022-11-05/2022-11-06"], id="last-weekend"),
        pytest.param("Des tirs ont éclaté dans la nuit de lundi à mardi.", ["2022-11-07/2022-11-08"], id="night"),
        pytest.param(
            "Une frappe a eu lieu dans la nuit du 7 au 8 novembre.", ["2022-11-07/2022-11-08"], id="night-numbers"
        ),
        pytest.param("Elle aurait quitté la ville cette nuit.", ["2022-11-08/2022-11-09"], id="this-night"),
        pytest.param("Cinq attaques depuis janvier.", ["2022-01/2022-11"], id="since-month"),
        pytest.param("Vingt attaques depuis le début de l'année.", ["2022-01/2022-11"], id="since-year-began"),
        pytest.param("La piste est fermée à compter du 11 novembre.", ["2022-11-11/.."], id="from-a-day-on"),
        pytest.param("Il doit partir avant le 1er décembre.", ["2022-11-09/2022-12-01"], id="before-a-day"),
        pytest.param("Il était parti avant le 1er octobre.", ["../2022-10-01"], id="before-a-day-past"),
        pytest.param("Ils menacent de fermer le pont avant lundi.", ["2022-11-09/2022-11-14"], id="deadline-ahead"),
        pytest.param("Le préfet a interdit la marche jusqu'à dimanche.", ["2022-11-09/2022-11-13"], id="until-ahead"),
        pytest.param("Onze rapts depuis le 2 octobre.", ["2022-10-02/2022-11-09"], id="since-a-day"),
        pytest.param("Le syndicat a appelé à une grève vendredi.", ["2022-11-11"], id="called-for"),
        pytest.param("En octobre, ils brûlèrent le pont.", ["2022-10"], id="simple-past"),
        pytest.param("Le rapt n'est pas établi à ce jour.", [None], id="to-this-day"),
        pytest.param(
            "Des tirs dans la nuit de lundi à mardi. Le lendemain, le marché a fermé.",
            ["2022-11-07/2022-11-08", "2022-11-08"],
            id="the-day-after-a-night",
        ),
        pytest.param(
            "Lundi, un dépôt a brûlé. La ville avait été prise en 2019. La même nuit, un pont a sauté.",
            ["2022-11-07", "2019", "2022-11-07"],
            id="the-same-night-after-a-year",
        ),
        pytest.param(
            "Lundi, un dépôt a brûlé, a dit mercredi le maire. Le lendemain, un pont a sauté.",
            ["2022-11-07", "2022-11-09", "2022-11-08"],
            id="the-story-goes-on-from-its-own-day",
        ),
        pytest.param(
            "Lundi, un dépôt a brûlé.\n\n[09:45] Les boutiques ferment.",
            ["2022-11-07", "2022-11-09"],
            id="live-entry",
        ),
        pytest.param("Il promet de les libérer d'ici à vendredi.", ["2022-11-09/2022-11-11"], id="until"),
        pytest.param("Le siège a duré du lundi 24 au vendredi 28 octobre.", ["2022-10-24/2022-10-28"], id="from-to"),
        pytest.param("Entre la nuit de lundi et l'après-midi de mardi.", ["2022-11-07/2022-11-08"], id="between-parts"),
        pytest.param("Aucun raid au cours des dernières 24 heures.", ["2022-11-08/2022-11-09"], id="last-hours"),
        pytest.param("Lundi, deux hommes sont pris. La veille, un pont saute.", ["2022-11-07", "2022-11-06"], id="eve"),
        pytest.param("Le 3 mai, Dori tombe. Deux jours plus tard, Djibo.", ["2022-05-03", "2022-05-05"], id="later"),
        pytest.param("L'attaque de mai 2019 avait fait dix morts.", ["2019-05"], id="month-and-year"),
        pytest.param("Il l'avait dit récemment.", [None], id="vague"),
    ],
)
def test_french_dates(text: str, dates: list[str | None]) -> None:
    assert edtf(text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        pytest.param("The post was attacked Tuesday.", ["2022-11-08"], id="weekday-past"),
        pytest.param("They will march on Friday.", ["2022-11-11"], id="weekday-future"),
        pytest.param("Police fired late Monday.", ["2022-11-07"], id="late"),
        pytest.param("The men were freed three days ago.", ["2022-11-06"], id="ago"),
        pytest.param("A camp was hit on the night of 7-8 November.", ["2022-11-07/2022-11-08"], id="night"),
        pytest.param("They were released last week.", ["2022-10-31/2022-11-06"], id="last-week"),
        pytest.param("The pair was taken in mid-June.", ["2022-06-15~"], id="mid-month"),
        pytest.param("On 3 May the town fell. The next day it burned.", ["2022-05-03", "2022-05-04"], id="next-day"),
        pytest.param("No raid over the past 24 hours.", ["2022-11-08/2022-11-09"], id="past-hours"),
        pytest.param("The men may have left on a march.", [], id="verbs-are-no-months"),
    ],
)
def test_english_dates(text: str, dates: list[str | None]) -> None:
    assert edtf(text, "en") == dates


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("Issa, 34 ans, conduisait.", "fr", id="age"),
        pytest.param("Un chauffeur de 38 ans a été tué.", "fr", id="age-after-noun"),
        pytest.param("La RN16 est coupée.", "fr", id="road"),
        pytest.param("Ils ont gagné (4-0).", "fr", id="score"),
        pytest.param("Le sac coûte 2000 francs.", "fr", id="price"),
        pytest.param("A 16-year-old boy was let go.", "en", id="english-age"),
        pytest.param("The brothers, aged 24 and 31, were moved.", "en", id="english-ages"),
    ],
)
def test_what_is_no_time(text: str, code: str) -> None:
    assert times(text, code) == []


def test_without_a_publication_date_nothing_is_reckoned() -> None:
    """ "hier" must never fall back to today."""
    assert edtf("Hier, mardi et en mai, il y a deux jours.", published="") == [None, None, None, None]
    assert edtf("Le 3 mai 2021, puis la veille.", published="") == ["2021-05-03", "2021-05-02"]


def test_a_dateline_anchors_what_follows() -> None:
    found = times("GAO, 4 mai 2021 (SD) - Deux hommes ont été tués mardi.", published="")
    assert [(each.when.edtf, each.is_dateline) for each in found] == [("2021-05-04", True), ("2021-05-04", False)]


def test_entries_of_a_live_page_have_their_own_day() -> None:
    text = "MARDI 8 NOVEMBRE\n\n18 h 40 - Tirs à Gao.\n\nLUNDI 7 NOVEMBRE\n\n7 h 00 - Raid cette nuit."
    found = [(each.when.edtf, each.is_dateline) for each in times(text)]
    assert found == [
        ("2022-11-08", True),
        ("2022-11-08", True),
        ("2022-11-07", True),
        ("2022-11-07", True),
        ("2022-11-06/2022-11-07", False),
    ]


def test_a_clock_belongs_to_the_day_told_with_it() -> None:
    assert value("Vers 0 h 40, mardi, deux voitures ont brûlé.") == ["2022-11-08T00:40", "2022-11-08"]


def test_the_eve_looks_back_once_and_the_story_stays() -> None:
    text = "Il a annoncé mardi que l'homme pris la veille avait avoué. Un autre a été relâché dans la matinée."
    assert edtf(text) == ["2022-11-08", "2022-11-07", "2022-11-08"]


def test_a_history_goes_on_from_the_year_it_told() -> None:
    """Months without a year follow the last one told, and turn with it; a report with weekdays is no history."""
    assert value("The fort fell in December 1941. In January the siege began.", "en") == ["1941-12", "1942-01"]
    assert value("They split in 2018, he said Monday, and met in June.", "en")[-1] == "2022-06"


def test_an_interval_keeps_its_ends() -> None:
    (found,) = times("Il a duré du lundi 24 au vendredi 28 octobre.")
    assert [part.when.edtf for part in found.parts] == ["2022-10-24", "2022-10-28"]


def test_the_component_writes_its_layer() -> None:
    nlp = spacy.blank("fr")
    nlp.add_pipe("recoupe_times")
    document = Document("Le poste a sauté samedi.", language="fr", published="2021-03-13")
    doc = nlp.make_doc(document.text)
    DOCUMENT.put(doc, (document,))
    (item,) = TIMES.of(nlp(doc))
    assert isinstance(item, TimeExpression)
    assert (item.phrase.text, item.value, item.edtf) == ("samedi", "2021-03-13", "2021-03-13")
    assert item.provenance.note == "samedi = last Saturday on or before 2021-03-13"
    assert item.provenance.entry == "fr.times.weekday"
