"""What a careful editor would flag inside one document."""

from __future__ import annotations

from recoupe.model import DiscrepancyKind, Factuality
from recoupe.reading.accounts import events_of
from recoupe.reading.discrepancies import CHECKS
from recoupe.reading.tellings import told_in
from tests.reading.layered import Layered


def kinds(told: Layered) -> set[DiscrepancyKind]:
    tellings = told_in(told.made())
    return {d.kind for event in events_of(tellings) for check in CHECKS for d in check(event, tellings)}


def test_two_tolls_that_no_number_fits() -> None:
    told = Layered("L'armée parle de quatre morts, le maire de sept morts.")
    told.said("L'armée", "quatre morts")
    told.said("le maire", "sept morts")
    told.mention("quatre morts", counts=(told.count("quatre morts", 4),))
    told.mention("sept morts", counts=(told.count("sept morts", 7),))
    assert kinds(told) == {DiscrepancyKind.NUMBER_CONFLICT}


def test_one_toll_told_twice() -> None:
    told = Layered("L'armée parle de quatre morts, le maire de quatre tués.")
    told.said("L'armée", "quatre morts")
    told.said("le maire", "quatre tués")
    told.mention("quatre morts", counts=(told.count("quatre morts", 4),))
    told.mention("quatre tués", counts=(told.count("quatre tués", 4),))
    assert kinds(told) == set()


def test_a_denial() -> None:
    told = Layered("Le maire affirme que le pont a sauté. L'armée dément que le pont ait sauté.")
    told.said("Le maire", "que le pont a sauté")
    told.said("L'armée", "que le pont ait sauté", commitment=Factuality.CERTAIN_NOT)
    told.mention("a sauté")
    told.mention("ait sauté")
    assert kinds(told) == {DiscrepancyKind.DENIAL}


def test_a_hedge_dropped() -> None:
    told = Layered("Le dépôt est détruit. Selon un site, le dépôt aurait brûlé.")
    told.said("un site", "le dépôt aurait brûlé")
    told.mention("détruit")
    told.mention("aurait brûlé", recipient=(told.phrase("dépôt"),), factuality=Factuality.PROBABLE, hearsay=True)
    assert kinds(told) == {DiscrepancyKind.HEDGE_DROPPED}


def test_a_headline_that_overstates() -> None:
    told = Layered("Dépôt détruit à Zinder\nSelon un site, le dépôt aurait brûlé.")
    told.headline("Dépôt détruit à Zinder")
    told.said("un site", "le dépôt aurait brûlé")
    told.mention("détruit")
    told.mention("aurait brûlé", recipient=(told.phrase("dépôt"),), factuality=Factuality.PROBABLE, hearsay=True)
    assert DiscrepancyKind.HEADLINE_OVERSTATES in kinds(told)


def test_a_hedge_on_a_detail_leaves_the_headline_as_it_is() -> None:
    told = Layered("Cinq morts dans une embuscade\nSelon un officier, deux camions auraient brûlé.")
    told.headline("Cinq morts dans une embuscade")
    told.said("un officier", "deux camions auraient brûlé")
    told.mention("Cinq morts", counts=(told.count("Cinq morts", 5),))
    told.mention("embuscade")
    told.mention("auraient brûlé", recipient=(told.phrase("camions"),), factuality=Factuality.PROBABLE, hearsay=True)
    assert kinds(told) == set()
