"""Crosswalks: complete over PLOVER and over the code lists, true to who the parties are."""

from __future__ import annotations

import pytest

from recoupe.knowledge.crosswalks import ANY, SCHEMES, Parties, crosswalk, interaction, side_of, table
from recoupe.knowledge.ontology import ontology
from recoupe.model import EventType

KINDS = [(type, mode) for type, modes in ontology().modes.items() for mode in ("", *modes)]


def parties(doer: str = "", target: str = "", civilians: bool | None = None, deadly: bool | None = None) -> Parties:
    return Parties(frozenset(doer.split()), frozenset(target.split()), civilians, deadly)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_type_and_mode_has_a_row(scheme: str) -> None:
    assert len({type for type, _ in KINDS}) == len(EventType) == 16
    bare = [kind for kind in KINDS if not any(row.covers(*kind) for row in table(scheme).rows)]
    assert bare == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_rows_use_known_words_and_give_reasons(scheme: str) -> None:
    held, sides = table(scheme), {side.name for side in table("acled").sides}
    for row in held.rows:
        assert row.code in held.codes or row.code == "", row
        assert row.modes <= {ANY, "", *ontology().modes[row.type]}, row
        assert row.parties.doer | row.parties.target <= sides, row
        assert row.reason.endswith("."), row


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_code_can_be_reached_unless_plover_has_no_event_for_it(scheme: str) -> None:
    assert {row.code for row in table(scheme).rows if row.code} == set(table(scheme).codes)


def test_the_code_lists_are_whole() -> None:
    acled = table("acled").codes.values()
    assert len(acled) == 25
    assert {code.within for code in acled} == {
        "Battles",
        "Protests",
        "Riots",
        "Explosions/Remote violence",
        "Violence against civilians",
        "Strategic developments",
    }
    assert {code.disorder for code in acled} == {
        "Political violence",
        "Demonstrations",
        "Strategic developments",
        "Political violence; Demonstrations",
    }
    assert list(table("ucdp").codes) == ["1", "2", "3"]
    assert list(table("cameo").codes) == [f"{root:02d}" for root in range(1, 21)]
    assert [side.number for side in table("acled").sides] == list(range(1, 9))


def test_narrower_codes_lie_under_their_root() -> None:
    for row in table("cameo").rows:
        assert row.narrower, row
        assert all(code.startswith(row.code) for code in row.narrower), row


SEEN = [
    ("acled", "ASSAULT", ("firearms",), parties("state", "rebel", civilians=False), "Armed clash"),
    ("acled", "ASSAULT", ("firearms",), parties("militia", "civilians", civilians=True), "Attack"),
    ("acled", "ASSAULT", ("drone",), parties(), "Air/drone strike"),
    (
        "acled",
        "ASSAULT",
        ("crowd-control",),
        parties("state", "protesters", deadly=True),
        "Excessive force against protesters",
    ),
    ("acled", "COERCE", ("arrest",), parties("rebel"), "Abduction/forced disappearance"),
    ("acled", "COERCE", ("arrest",), parties("state"), "Arrests"),
    ("acled", "ACCUSE", ("allege",), parties(), ""),
    ("ucdp", "ASSAULT", ("heavy-weapons",), parties("rebel", "state", False, True), "1"),
    ("ucdp", "ASSAULT", ("firearms",), parties("militia", "rebel", False, True), "2"),
    ("ucdp", "ASSAULT", ("explosives",), parties("rebel", "civilians", True, True), "3"),
    ("ucdp", "ASSAULT", ("explosives",), parties("rebel", "civilians", True, False), ""),
    ("cameo", "ASSAULT", ("crowd-control",), parties(), "17"),
    ("cameo", "ASSAULT", ("firearms",), parties("state", "rebel", civilians=False), "19"),
    ("cameo", "ASSAULT", ("firearms",), parties("state", "civilians", civilians=True), "18"),
]


@pytest.mark.parametrize(("scheme", "type", "modes", "known", "first"), SEEN)
def test_the_parties_decide(scheme: str, type: str, modes: tuple[str, ...], known: Parties, first: str) -> None:
    found = crosswalk(scheme, EventType(type), modes, known)
    assert found[0].code == first
    assert all(candidate.reason for candidate in found)


def test_candidates_come_once_each_and_the_unknown_excludes_nothing() -> None:
    found = [candidate.code for candidate in crosswalk("ucdp", EventType.ASSAULT, ("firearms",))]
    assert sorted(found) == ["", "1", "2", "3"]


def test_sides_and_their_interaction() -> None:
    assert side_of("MIL") == "state"
    assert side_of("MIL", abroad=True) == "external"
    assert side_of("REB", abroad=True) == "rebel"
    assert side_of("UNK") == ""
    assert interaction("rebel", "state") == ("12", "State forces-Rebel group")
    assert interaction("state") == ("10", "State forces only")
    assert interaction("civilians", "external") == ("78", "External/Other forces-Civilians")
    assert interaction("") == ("", "")


def test_an_unknown_scheme_is_named() -> None:
    with pytest.raises(KeyError, match="gtd"):
        table("gtd")
