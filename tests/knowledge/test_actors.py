"""The actor register keeps its form, and no name of it fires on common words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from recoupe import languages
from recoupe.knowledge.actors import Actor, register, state_actor
from recoupe.model import SourceKind
from recoupe.reading.actors_lexicon import fold, roles

COMMON = """
pays ville route force forces union front alliance peuple paix justice liberté armée mouvement parti résistance groupe
bande camp base centre nord sud est ouest fait un une au ils eux milice gouvernement république nation démocratie
country city road force union front people peace justice freedom army movement party resistance group band camp base
center north south east west fact care aid act militia government republic nation democracy
"""
SECTORS = set("GOV MIL REB OPP PTY COP JUD SPY MED EDU BUS CRM CVL NGO IGO UAF LEG HRI REL LAB ENV".split())  # noqa: SIM905


def test_ids_and_names_are_unique() -> None:
    ids = Counter(actor.id for actor in register())
    names = Counter(name for actor in register() for name in actor.names)
    assert [key for key, times in (ids + names).items() if times > 1] == []


def test_there_are_enough() -> None:
    assert len(register()) >= 400


@pytest.mark.parametrize("actor", register(), ids=lambda actor: actor.id)
def test_each_entry(actor: Actor) -> None:
    assert re.fullmatch(r"recoupe:[a-z0-9-]+", actor.id)
    assert actor.sector in SECTORS
    assert re.fullmatch(r"([A-Z]{2})?", actor.country)
    assert not (actor.since and actor.until) or actor.since <= actor.until
    assert actor.armed or actor.kind is not SourceKind.ARMED_GROUP or actor.sector in ("REB", "UAF")


@pytest.mark.parametrize("actor", register(), ids=lambda actor: actor.id)
def test_no_name_is_a_common_word(actor: Actor) -> None:
    """Names match without case where the text has a capital: "Front" alone would fire at every sentence's start."""
    common = set(fold(COMMON).split())
    acronyms = {name for name in actor.names if name.isupper() and len(name) <= 6}
    for name in set(actor.names) - acronyms:
        assert fold(name) not in common
        plain_role = any(fold(name) in roles(code).forms for code in languages.codes())
        assert not plain_role or actor.id.removeprefix("recoupe:") in ALSO_ROLES
        assert len(name) > 3 or not name.isascii()


# Names that the role tables hold too: the register is asked first, and says more of them.
ALSO_ROLES = {"taliban", "houthis", "peshmerga", "al-shabaab", "pentagon", "kremlin", "elysee", "contras"}


def test_states_by_rule() -> None:
    assert state_actor("ML", "MIL") == "recoupe:ML-MIL"
