"""What the accounts of an incident say, and how it stands. All reports, persons and groups are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.model import DiscrepancyKind, FieldStatus, Incident, Quantity, SourceKind, WeighedField
from recoupe.weighing import UnknownRule, toll, when, where
from recoupe.weighing.numbers import bounds_of, data_form, may_agree
from tests.weighing.factory import HERE, RULE, Says, incident_of, place, report

MAYOR = ("the mayor of Kutum", SourceKind.OFFICIAL)
RESIDENT = ("a resident", SourceKind.WITNESS)
STAFF = ("the general staff", SourceKind.MILITARY)
KUTUM, FASHER = place("Kutum", 14.2, 24.67), place("El Fasher", 13.63, 25.35)


def field(incident: Incident, name: str) -> WeighedField:
    return next(f for f in incident.fields if f.field == name)


def kinds(incident: Incident) -> list[DiscrepancyKind]:
    return [d.kind for d in incident.discrepancies]


def test_figures_that_can_stand_together_agree() -> None:
    one = report("Marra Wire", "2024-03-05", Says((MAYOR,), killed=3, at_least=True))
    other = report("Nile Courier", "2024-03-05", Says((RESIDENT,), killed=5))
    assert field(incident_of(one, other), "killed").status is FieldStatus.AGREED


def test_a_dispute_lists_who_says_what() -> None:
    one = report("Marra Wire", "2024-03-05", Says((MAYOR,), killed=3))
    other = report("Nile Courier", "2024-03-05", Says((RESIDENT,), killed=12))
    incident = incident_of(one, other)
    assert field(incident, "killed").status is FieldStatus.DISPUTED
    assert incident.discrepancies[0].values == (("a resident", "12"), ("the mayor of Kutum", "3"))


def test_a_toll_that_its_source_raised_is_no_conflict() -> None:
    one = report("Marra Wire", "2024-03-05", Says((STAFF,), killed=4))
    other = report("Marra Wire", "2024-03-06", Says((STAFF,), killed=9))
    incident = incident_of(one, other)
    assert kinds(incident) == [DiscrepancyKind.TOLL_REVISED]
    assert [(v.value, v.superseded) for v in field(incident, "killed").values] == [("9", False), ("4", True)]
    assert toll(incident, "killed", "acled").low == 9


def test_who_cites_a_figure_that_the_cited_report_does_not_have() -> None:
    one = report("Marra Wire", "2024-03-05", Says((MAYOR,), killed=3))
    other = report("Nile Courier", "2024-03-06", Says((("Marra Wire", SourceKind.AGENCY),), killed=30))
    assert DiscrepancyKind.CITATION_UNSUPPORTED in kinds(incident_of(one, other))


def test_days_that_do_not_meet_and_towns_far_apart_are_disputed() -> None:
    one = report("Marra Wire", "2024-03-05", Says((MAYOR,), date="2024-03-04", place=KUTUM))
    other = report("Nile Courier", "2024-03-05", Says((RESIDENT,), date="2024-03-03", place=FASHER))
    incident = incident_of(one, other)
    assert kinds(incident) == [DiscrepancyKind.DATE_CONFLICT, DiscrepancyKind.PLACE_CONFLICT]


def test_a_denial() -> None:
    one = report("Marra Wire", "2024-03-05", Says((RESIDENT,)))
    other = report("Nile Courier", "2024-03-05", Says((STAFF,), "CT-"))
    incident = incident_of(one, other)
    assert field(incident, "factuality").status is FieldStatus.DENIED
    assert kinds(incident) == [DiscrepancyKind.DENIAL]


@pytest.mark.parametrize(
    ("rule", "best"), [("acled", 3), ("ucdp", 8), ("recent", 12), ("origins", 8), ("party:mayor", 3)]
)
def test_rules_of_tolls(rule: str, best: int) -> None:
    reports = (
        report("Marra Wire", "2024-03-05", Says((MAYOR,), killed=3)),
        report("Radio Ennedi", "2024-03-06", Says((RESIDENT,), killed=8)),
        report("Nile Courier", "2024-03-06", Says((RESIDENT,), killed=8)),
        report("Fasher Online", "2024-03-07", Says((STAFF,), killed=12)),
    )
    found = toll(incident_of(*reports), "killed", rule)
    assert found is not None
    assert found.best == best
    assert (found.low, found.high) == ((3, 3) if rule.startswith("party") else (3, 12))


def test_a_rule_that_does_not_exist() -> None:
    with pytest.raises(UnknownRule, match="acled, ucdp"):
        toll(incident_of(report("Marra Wire", "2024-03-05", Says(killed=3))), "killed", "mean")


@pytest.mark.parametrize(
    ("edtf", "acled", "ucdp"),
    [
        ("2024-03-04", 1, 1),
        ("2024-03-04/2024-03-05", 2, 2),
        ("2024-03-04/2024-03-10", 2, 3),
        ("2024-03", 3, 4),
        ("2024", None, 5),
    ],
)
def test_precision_of_dates(edtf: str, acled: int | None, ucdp: int) -> None:
    found = when(incident_of(report("Marra Wire", "2024-03-05", Says(date=edtf))))
    assert found is not None
    assert (found.acled, found.ucdp) == (acled, ucdp)


@pytest.mark.parametrize(
    ("precision", "acled", "ucdp"), [("city", 1, 1), ("relative", 2, 2), ("region", 3, 4), ("country", None, 6)]
)
def test_precision_of_places(precision: str, acled: int | None, ucdp: int) -> None:
    somewhere = place("Darfur", 13.5, 24.0, precision)
    found = where(incident_of(report("Marra Wire", "2024-03-05", Says(place=somewhere))))
    assert found is not None
    assert (found.acled, found.ucdp) == (acled, ucdp)


QUANTITIES = st.tuples(st.integers(0, 500), st.integers(0, 99)).map(
    lambda pair: Quantity(pair[0], pair[0], pair[0] if pair[1] % 2 else None, HERE, RULE)
)


@given(QUANTITIES, QUANTITIES)
def test_tolls_in_data_form(one: Quantity, other: Quantity) -> None:
    low, best, high = bounds_of(data_form(one))
    assert (low, best, high) == (one.low, one.best, one.high)
    assert may_agree(data_form(one), data_form(other)) == may_agree(data_form(other), data_form(one))
    assert may_agree(data_form(one), data_form(one))
