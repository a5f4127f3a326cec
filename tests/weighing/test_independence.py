"""Who is an origin and who only repeats. All reports, persons and groups are invented."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe.model import DiscrepancyKind, Overlap, Reading, SourceKind, Status
from tests.weighing.factory import Says, copying, incident_of, names, reasons, report

MAYOR = ("the mayor of Kutum", SourceKind.OFFICIAL)
RESIDENT = ("a resident", SourceKind.WITNESS)
OFFICER = ("an army officer", SourceKind.MILITARY)
STAFF = ("the general staff", SourceKind.MILITARY)
GROUP = ("the Jebel Guard", SourceKind.ARMED_GROUP)


def test_a_copy_adds_nobody() -> None:
    wire = report("Marra Wire", "2024-03-05", Says(), Says((MAYOR,), killed=4))
    copy = report("Fasher Online", "2024-03-06", Says(), Says((MAYOR,), killed=4))
    incident = incident_of(wire, copy, copies=(copying(copy, wire),))
    assert names(incident) == ["the mayor of Kutum"]
    assert reasons(incident) == {"edit", "passed_on"}


def test_a_witness_that_a_copy_adds_is_an_origin() -> None:
    wire = report("Marra Wire", "2024-03-05", Says((MAYOR,), killed=4), text="The mayor of Kutum said four died.")
    text = "the mayor of Kutum said four died. We also asked a resident."
    copy = report("Fasher Online", "2024-03-06", Says((MAYOR,), killed=4), Says((RESIDENT,), killed=9), text=text)
    shared = copying(copy, wire)
    first = (type(shared.spans[0])(0, 34, text[:34]),)
    shared = type(shared)(shared.teller, shared.origin, Overlap.EDIT, 0.6, first, shared.provenance)
    assert names(incident_of(wire, copy, copies=(shared,))) == ["the mayor of Kutum", "a resident"]


def test_bodies_of_one_army_count_once_and_a_denial_counts() -> None:
    incident = incident_of(
        report("Marra Wire", "2024-03-05", Says((OFFICER,), killed=4)),
        report("Nile Courier", "2024-03-06", Says((STAFF,), killed=9)),
        report("Radio Ennedi", "2024-03-06", Says((GROUP,), actor="Jebel Guard")),
        report("Fasher Online", "2024-03-07", Says((GROUP,), "CT-", actor="Jebel Guard")),
    )
    assert names(incident) == ["an army officer", "the Jebel Guard", "the Jebel Guard"]


@pytest.mark.parametrize(
    ("first", "second", "origins"),
    [
        pytest.param("l'armée soudanaise", "l'armée tchadienne", 2, id="two-armies"),
        pytest.param("l'armée soudanaise", "l'état-major", 1, id="the-only-army-that-is-named"),
        pytest.param("l'armée", "un officier", 1, id="an-officer-of-it"),
    ],
)
def test_armies(first: str, second: str, origins: int) -> None:
    one = report("Le Fil", "2024-03-05", Says(((first, SourceKind.MILITARY),)), language="fr")
    other = report("L'Étape", "2024-03-05", Says(((second, SourceKind.MILITARY),)), language="fr")
    assert len(incident_of(one, other).origins) == origins


def test_residents_whom_one_outlet_reached_are_one_and_those_of_two_outlets_two() -> None:
    three = ("three residents", SourceKind.WITNESS)
    one_of = ("one of the residents", SourceKind.WITNESS)
    courier = report("Nile Courier", "2024-03-05", Says((three,), killed=8), Says((one_of,), killed=8))
    radio = report("Radio Ennedi", "2024-03-05", Says((("residents", SourceKind.WITNESS),)))
    assert len(incident_of(courier).origins) == 1
    assert len(incident_of(courier, radio).origins) == 2


def test_two_officials_who_differ_are_the_two_that_were_announced() -> None:
    two = ("deux responsables du district", SourceKind.OFFICIAL)
    one, other = ("l’un de ces responsables", SourceKind.OFFICIAL), ("L’autre", SourceKind.OTHER)
    incident = incident_of(
        report("Le Fil", "2024-03-05", Says((two,)), Says((one,), injured=1), Says((other,)), language="fr")
    )
    assert names(incident) == ["l’un de ces responsables", "L’autre"]


def test_who_keeps_to_the_army_s_figure_is_no_origin() -> None:
    prefect, army = ("le préfet", SourceKind.OFFICIAL), ("l'armée", SourceKind.MILITARY)
    incident = incident_of(
        report("Le Fil", "2024-03-05", Says((prefect,), killed=4), Says((prefect, army), killed=4), language="fr")
    )
    assert names(incident) == ["l'armée"]


def test_an_outlet_that_cites_a_report_of_the_case_goes_back_to_it() -> None:
    wire = report("Marra Wire", "2024-03-05", Says(), Says((OFFICER,), killed=4))
    cites = report(
        "Nile Courier", "2024-03-06", Says(), Says((("the Marra Wire agency", SourceKind.AGENCY),), killed=4)
    )
    incident = incident_of(wire, cites)
    assert names(incident) == ["an army officer"]
    assert "cited" in reasons(incident)


def test_what_a_cited_report_does_not_have_is_an_origin_of_its_own() -> None:
    wire = report("Marra Wire", "2024-03-05", Says((OFFICER,), killed=4))
    diplomat = ("Halima Doud", SourceKind.PERSON)
    cites = report("Nile Courier", "2024-03-06", Says((("Marra Wire", SourceKind.AGENCY), diplomat)))
    assert names(incident_of(wire, cites)) == ["an army officer", "Halima Doud"]


def test_outlets_that_cite_each_other_leave_one_origin() -> None:
    one = report("Marra Wire", "2024-03-05", Says((("Nile Courier", SourceKind.OUTLET),), killed=4))
    other = report("Nile Courier", "2024-03-05", Says((("Marra Wire", SourceKind.OUTLET),), killed=4))
    assert len(incident_of(one, other).origins) == 1


@pytest.mark.parametrize(
    ("later", "origins"),
    [
        pytest.param(Says(), 1, id="nothing-new"),
        pytest.param(Says(killed=4), 1, id="the-same-figure"),
        pytest.param(Says(killed=7), 2, id="a-figure-of-its-own"),
        pytest.param(Says(factuality="CT-"), 2, id="it-did-not-happen"),
        pytest.param(Says(status=Status.ONGOING), 2, id="it-still-goes-on"),
    ],
)
def test_an_outlet_that_comes_later(later: Says, origins: int) -> None:
    first = report("Marra Wire", "2024-03-05", Says((OFFICER,), killed=4))
    assert len(incident_of(first, report("Nile Courier", "2024-03-08", later)).origins) == origins


def test_an_outlet_of_the_same_day_has_its_own_reporter() -> None:
    assert (
        len(incident_of(*(report(name, "2024-03-05", Says()) for name in ("Marra Wire", "Radio Ennedi"))).origins) == 2
    )


def test_a_hedge_lost_in_a_copy_is_flagged() -> None:
    wire = report("Marra Wire", "2024-03-05", Says((RESIDENT,), "PS+"))
    copy = report("Fasher Online", "2024-03-06", Says((RESIDENT,), "PR+"))
    found = incident_of(wire, copy, copies=(copying(copy, wire),)).discrepancies
    assert [(d.kind, d.values) for d in found] == [
        (DiscrepancyKind.HEDGE_DROPPED, (("a resident", "PR+"), ("a resident", "PS+")))
    ]


SAYS = st.builds(
    Says,
    chain=st.lists(st.sampled_from([MAYOR, RESIDENT, OFFICER, STAFF, GROUP]), max_size=2, unique=True).map(tuple),
    factuality=st.sampled_from(["CT+", "PR+", "PS+", "CT-", "UU"]),
    killed=st.none() | st.integers(0, 20),
)
REPORTS = st.lists(
    st.builds(
        lambda outlet, day, says: report(outlet, f"2024-03-{day:02}", *says),
        st.sampled_from(["Marra Wire", "Nile Courier", "Radio Ennedi"]),
        st.integers(1, 9),
        st.lists(SAYS, min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=5,
    unique_by=lambda reading: reading.document.id,
)


@settings(deadline=None)
@given(REPORTS)
def test_every_telling_has_one_origin_and_every_collapse_leads_to_it(reports: list[Reading]) -> None:
    incident = incident_of(*reports)
    tellings = [telling for origin in incident.origins for telling in origin.tellings]
    assert len(tellings) == len(set(tellings)) == sum(len(r.events[0].accounts) for r in reports)
    for origin in incident.origins:
        steps = {c.telling: c.into for c in origin.collapsed}
        for telling in origin.tellings:
            while telling in steps:
                telling = steps[telling]
            assert telling == origin.tellings[0]


@settings(deadline=None)
@given(REPORTS, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(reports: list[Reading], random: object) -> None:
    shuffled = sorted(reports, key=lambda r: hash((r.document.id, repr(random))))
    assert incident_of(*reports) == incident_of(*shuffled)
