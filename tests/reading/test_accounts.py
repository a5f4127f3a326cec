"""Who tells what: from mentions and attributions to accounts."""

from __future__ import annotations

import pytest

from recoupe.model import Event, Factuality, Status
from recoupe.reading.accounts import events_of
from recoupe.reading.chains import doubted
from recoupe.reading.tellings import told_in
from tests.reading.layered import Layered


def chains(event: Event) -> list[list[str]]:
    return [[source.name for source in account.sources] for account in event.accounts]


def test_the_outlet_tells_what_nobody_else_does() -> None:
    told = Layered("Une bombe a explosé à Zinder.")
    told.mention("explosé")
    (event,) = events_of(told_in(told.made()))
    assert chains(event) == [["Radio Tamaris"]]


def test_an_attributed_mention_is_not_the_outlets() -> None:
    told = Layered("Le préfet affirme qu'une bombe a explosé à Zinder.")
    told.said("Le préfet", "qu'une bombe a explosé à Zinder")
    told.mention("explosé")
    (event,) = events_of(told_in(told.made()))
    assert chains(event) == [["Radio Tamaris", "Le préfet"]]


def test_a_chain_runs_through_every_teller() -> None:
    told = Layered("Le maire, cité par Kori FM, dit que l'armée a annoncé que le pont avait sauté.")
    outer = told.said("Le maire", "que l'armée a annoncé que le pont avait sauté", via=(told.source("Kori FM"),))
    told.said("l'armée", "que le pont avait sauté", parent=outer)
    told.mention("sauté")
    (event,) = events_of(told_in(told.made()))
    assert chains(event) == [["Radio Tamaris", "Kori FM", "Le maire", "l'armée"]]


def test_the_outlet_cited_by_name_adds_no_link() -> None:
    told = Layered("Selon un décompte de Radio Tamaris, trois convois ont été attaqués.")
    told.said("Radio Tamaris", "trois convois ont été attaqués")
    told.mention("attaqués")
    (event,) = events_of(told_in(told.made()))
    assert chains(event) == [["Radio Tamaris"]]


def test_a_claim_presupposes_the_attack() -> None:
    told = Layered("Le Front du Lac a revendiqué l'attaque.")
    told.said("Le Front du Lac", "l'attaque", event_object=True, claims=True)
    told.mention("attaque", definite=True)
    (event,) = events_of(told_in(told.made()))
    assert chains(event) == [["Radio Tamaris"], ["Radio Tamaris", "Le Front du Lac"]]
    assert [p.name for p in event.details.claimed_by] == ["Le Front du Lac"]
    outlet, claimant = event.accounts
    assert not outlet.details.actor
    assert [p.name for p in claimant.details.actor] == ["Le Front du Lac"]


def test_a_denied_claim_claims_nothing() -> None:
    told = Layered("Le Front du Lac dément l'attaque.")
    told.said("Le Front du Lac", "l'attaque", event_object=True, claims=True, commitment=Factuality.CERTAIN_NOT)
    told.mention("attaque", definite=True)
    (event,) = events_of(told_in(told.made()))
    assert not event.details.claimed_by
    assert [a.factuality for a in event.accounts] == [Factuality.CERTAIN, Factuality.CERTAIN_NOT]
    assert event.status is Status.OCCURRED


def test_a_toll_belongs_to_who_tells_it() -> None:
    told = Layered("Une embuscade a eu lieu. Le maire parle de sept morts.")
    told.said("Le maire", "sept morts")
    told.mention("embuscade", counts=(told.count("sept morts", 7),))
    (event,) = events_of(told_in(told.made()))
    assert [[q.best for q in a.details.killed] for a in event.accounts if len(a.sources) == 2] == [[7]]


def test_one_source_has_one_account_with_its_firmest_telling() -> None:
    told = Layered("Selon le maire, un drone aurait frappé. Le maire confirme la frappe.")
    told.said("le maire", "un drone aurait frappé")
    told.said("Le maire", "la frappe")
    told.mention("frappé", factuality=Factuality.PROBABLE, hearsay=True)
    told.mention("frappe.")
    (event,) = events_of(told_in(told.made()))
    assert [a.factuality for a in event.accounts] == [Factuality.CERTAIN]


@pytest.mark.parametrize(
    ("inside", "commitment", "seen"),
    [
        pytest.param("CT+", "CT+", "CT+", id="affirme-que-X"),
        pytest.param("CT+", "CT-", "CT-", id="dément-que-X"),
        pytest.param("CT-", "CT-", "CT+", id="dément-que-pas-X"),
        pytest.param("CT+", "PR+", "PR+", id="croit-que-X"),
        pytest.param("PS+", "CT+", "PS+", id="affirme-que-X-peut-être"),
        pytest.param("PR+", "CT-", "PR-", id="dément-que-X-probablement"),
        pytest.param("UU", "CT+", "UU", id="affirme-que-si-X"),
        pytest.param("CT+", "UU", "UU", id="se-demande-si-X"),
    ],
)
def test_certainty_through_the_cue(inside: str, commitment: str, seen: str) -> None:
    assert doubted(Factuality(inside), Factuality(commitment)) is Factuality(seen)


def test_the_end_of_a_line_is_no_participant() -> None:
    """ "THE KILLING OF THE             \\nSIX JESUITS": a parse may hang the spaces on the verb."""
    told = Layered("Une bombe a tué    \n trois bergers, « » et « » aussi.")
    told.mention("tué", recipient=(told.phrase("   \n"), told.phrase("«")))
    (event,) = events_of(told_in(told.made()))
    assert [participant.name for participant in event.details.recipient] == ["«"]
