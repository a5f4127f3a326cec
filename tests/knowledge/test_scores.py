"""Scores and quadrants of CAMEO and PLOVER: whole, within their scale, of one mind on who fights and who helps."""

from __future__ import annotations

import pytest

from recoupe.knowledge.crosswalks import table
from recoupe.knowledge.crosswalks.goldstein import goldstein, quad, scores
from recoupe.knowledge.ontology import ontology
from recoupe.knowledge.plover import contexts, intensity, measures, sector
from recoupe.model import EventType

CAMEO = {code for row in table("cameo").rows for code in (row.code, *row.narrower)}


def test_every_cameo_code_has_a_score_and_a_quadrant() -> None:
    assert all(goldstein(code) is not None and quad(code) in "1234" for code in CAMEO)
    assert all(-10 <= score <= 10 for score in scores().values())


def test_no_score_is_of_an_unknown_code() -> None:
    assert {code for code in scores() if code not in CAMEO and code[:2] not in table("cameo").codes} == set()


def test_a_narrow_code_without_a_score_has_the_nearest() -> None:
    assert (goldstein("1831"), goldstein("195"), goldstein("x")) == (-10.0, -10.0, None)


@pytest.mark.parametrize("type", EventType)
def test_every_type_is_graded_and_knows_its_modes(type: EventType) -> None:
    assert set(measures()[type].modes) <= set(ontology().modes[type])
    assert measures()[type].quad in "1234"


def test_the_gravest_mode_counts() -> None:
    assert intensity(EventType.ASSAULT, ["beat", "drone"]) == -9.5
    assert intensity(EventType.PROTEST, ["vandalize"]) == -5.0


def test_contexts_follow_from_modes_alone() -> None:
    assert contexts(["crowd-control"]) == ("repression",)
    assert contexts(["firearms"]) == ()


def test_media_and_medicine_are_not_mixed_up() -> None:
    assert (sector("MED").plover, sector("HLH").plover, sector("MED").cameo) == ("JRN", "MED", "MED")
