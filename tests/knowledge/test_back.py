"""Every code of the crosswalks leads back to a type of PLOVER, or is said to have none."""

from __future__ import annotations

import pytest

from recoupe.knowledge.crosswalks import ANY, SCHEMES, table
from recoupe.knowledge.crosswalks.back import back, decisions
from recoupe.knowledge.ontology import ontology
from recoupe.model import EventType

CODES = sorted(
    {
        (scheme, code)
        for scheme in SCHEMES
        for code in (*table(scheme).codes, *(n for row in table(scheme).rows for n in row.narrower))
    }
)


@pytest.mark.parametrize(("scheme", "code"), CODES)
def test_every_code_leads_back(scheme: str, code: str) -> None:
    found = back(scheme, code)
    assert found is not None, "several types lead to it: decide in back.toml"
    assert set(found.modes) <= set(ontology().modes[found.type] if found.type else ())


@pytest.mark.parametrize("code", sorted(table("acled").codes))
def test_an_acled_code_leads_to_a_type_that_leads_to_it(code: str) -> None:
    found = back("acled", code)
    assert found is not None
    rows = [row for row in table("acled").rows if row.code == code and row.type is found.type]
    assert rows
    assert all(any(mode in row.modes or ANY in row.modes for row in rows) for mode in found.modes)


def test_of_several_modes_none_is_taken() -> None:
    strike = back("acled", "Air/drone strike")
    assert strike is not None
    assert (strike.type, strike.modes) == (EventType.ASSAULT, ())


def test_a_longer_cameo_code_is_what_the_one_above_it_is() -> None:
    assert back("cameo", "1411") == back("cameo", "141")


def test_a_statement_is_no_event() -> None:
    said = back("cameo", "010")
    assert said is not None
    assert said.type is None


def test_an_unknown_code_is_none() -> None:
    assert back("acled", "Earthquake") is None
    assert back("ucdp", "4") is None


def test_every_decision_gives_its_reason() -> None:
    assert all(decided.reason for decided in decisions().values())
