"""Who is who: what a wording says, which wordings are one party, who stands against whom."""

from __future__ import annotations

import pytest

from recoupe.export.parties import Party
from recoupe.export.wordings import bare, described
from tests.export.factory import Says, coded_of


@pytest.mark.parametrize(
    ("name", "language", "sectors", "country", "named"),
    [
        pytest.param("Trois soldats tchadiens", "fr", ("MIL",), "TD", True, id="an-army-by-its-soldiers"),
        pytest.param("Israeli forces", "en", ("MIL",), "IL", True, id="forces-of-a-people"),
        pytest.param("des hommes armés", "fr", ("UAF",), "", False, id="armed-men"),
        pytest.param("Dozens of villagers", "en", ("CVL",), "", False, id="a-capital-at-the-head-is-no-name"),
        pytest.param("Ashab al-Kahaf", "fr", (), "", True, id="a-group-by-its-name"),
        pytest.param("FLL", "fr", (), "", True, id="an-acronym"),
        pytest.param("Police commandos", "en", ("COP", "MIL"), "", True, id="police-before-army"),
    ],
)
def test_what_a_wording_says(name: str, language: str, sectors: tuple[str, ...], country: str, named: bool) -> None:
    found = described(name, "", language)
    assert found is not None
    assert (found.sectors, found.country, found.named) == (sectors, country, named)


@pytest.mark.parametrize(
    ("name", "language"),
    [("fuel convoy south of Goré", "en"), ("route de Goré", "fr"), ("Unidentified aircraft", "en"), ("Gao", "fr")],
)
def test_things_and_places_are_no_party(name: str, language: str) -> None:
    assert described(name, "", language) is None


def test_an_id_says_more_than_words() -> None:
    assert described("the column", "recoupe:ML-MIL", "en") == (("MIL",), "ML", True, False, False, False, False, False)


@pytest.mark.parametrize(
    ("name", "language", "left"),
    [
        ("Le Front du Logone libre", "fr", "Front du Logone libre"),
        ("a dozen soldiers", "en", "soldiers"),
        ("at least 14 people", "en", "people"),
        ("une soixantaine de personnes", "fr", "personnes"),
        ("l’armée", "fr", "armée"),
        ("Wagner", "en", "Wagner"),
    ],
)
def test_a_name_without_article_and_number(name: str, language: str, left: str) -> None:
    assert bare(name, language) == left


def called(parties: tuple[Party, ...]) -> list[str]:
    return [party.called("en") for party in parties]


def test_a_group_is_one_under_all_its_names() -> None:
    one = coded_of(
        Says(actor=("The Free Logone Front",), recipient=("soldiers",)),
        Says(actor=("FLL",), language="fr"),
        Says(actor=("Le Front du Logone libre",), language="fr"),
        Says(actor=("rebels",)),
    )
    assert called(one.sides.doers) == ["Free Logone Front"]
    assert (one.sides.doers[0].acronym, one.sides.doers[0].side, one.sides.rivals) == ("FLL", "rebel", ())


def test_a_named_group_without_a_word_on_its_kind_is_a_rebel_group_where_it_fights_a_state() -> None:
    against_army = coded_of(Says(actor=("Ashab al-Kahaf",), recipient=("soldiers",)))
    against_others = coded_of(Says(actor=("Ashab al-Kahaf",), recipient=("villagers",)))
    assert (against_army.sides.doers[0].side, against_others.sides.doers[0].side) == ("rebel", "militia")


def test_an_armed_community_is_an_identity_militia() -> None:
    one = coded_of(Says(actor=("Members of the Zaghawa ethnic group",), recipient=("villagers",)))
    assert one.sides.doers[0].side == "identity"


def test_who_is_told_of_together_on_two_sides_fights_each_other() -> None:
    one = coded_of(Says(actor=("the Chadian army", "rebels")))
    assert (called(one.sides.doers), called(one.sides.against)) == (["Chadian army"], ["rebels"])


def test_whom_another_source_names_is_a_rival_answer() -> None:
    one = coded_of(
        Says("the army", actor=("rebels",), recipient=("villagers",)),
        Says("residents", actor=("soldiers",), recipient=("villagers",)),
    )
    assert (len(one.sides.doers), len(one.sides.rivals)) == (1, 1)


def test_who_shot_back_is_the_target_and_no_rival() -> None:
    one = coded_of(
        Says(actor=("Katiba al-Noussour",), recipient=("soldiers",)),
        Says("the army", actor=("the army",), recipient=("attackers",)),
    )
    assert one.sides.rivals == ()
    assert one.sides.targets[0].side == "state"


def test_those_who_fight_are_hit_first() -> None:
    one = coded_of(Says(actor=("rebels",), recipient=("un chauffeur", "quatre soldats"), language="fr"))
    assert [party.side for party in one.sides.targets] == ["state", "civilians"]


def test_anybody_is_nobody_beside_those_of_whom_more_is_said() -> None:
    one = coded_of(Says(actor=("rebels",), recipient=("soldiers", "five people")))
    assert called(one.sides.targets) == ["soldiers"]


def test_forces_outside_their_country_are_external() -> None:
    one = coded_of(Says(actor=("French soldiers",)), Says(actor=("Chadian soldiers",)))
    assert {p.country: p.side for p in (*one.sides.doers, *one.sides.rivals)} == {"FR": "external", "TD": "state"}


def test_who_denies_names_nobody() -> None:
    one = coded_of(Says(actor=("rebels",)), Says("the army", actor=("soldiers",), factuality="CT-"))
    assert called(one.sides.doers) == ["rebels"]
    assert one.sides.rivals == ()


@pytest.mark.parametrize(
    ("name", "language"), [("cinq morts", "fr"), ("six casualties", "en"), ("eleven people", "en")]
)
def test_dead_and_people_may_be_of_any_side(name: str, language: str) -> None:
    found = described(name, "", language)
    assert found is not None
    assert found.anybody
