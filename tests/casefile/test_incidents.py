"""Links are stored as a whole and in part, and incidents are found by what is in them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recoupe.casefile import Case, Correction, Filter, Identity, OutdatedLinks, UnusableCase
from recoupe.linking.links import Cluster, Links, Pair, PartOf
from recoupe.model import (
    EventType,
    FieldStatus,
    Incident,
    Member,
    Origin,
    SourceKind,
    Status,
    Telling,
    Weighed,
    WeighedField,
)
from tests.casefile.factory import TEXT, document, reading

BRIA = document()
IPPY = document(TEXT.replace("Bria", "Ippy"), name="ippy", outlet="Bangui Soir")
B1, B2, B3 = (Member(BRIA.id, f"e{n}") for n in (1, 2, 3))
I1, I2, I3 = (Member(IPPY.id, f"e{n}") for n in (1, 2, 3))


def links(*clusters: tuple[str, tuple[Member, ...]]) -> Links:
    """Links with the evidence between the first two members of each incident."""
    pairs = tuple(Pair(*sorted(members[:2]), 3.5, (1, -1, 2)) for _, members in clusters if len(members) > 1)
    return Links(tuple(Cluster(id, tuple(sorted(members))) for id, members in clusters), pairs, model="reports")


@pytest.fixture
def two(case: Case) -> Case:
    """A case with two documents that tell of three events each."""
    case.put(reading(BRIA))
    case.put(reading(IPPY))
    return case


@pytest.fixture
def linked(two: Case) -> Case:
    """The same, linked."""
    given = links(("ione", (B1, I1)), ("itwo", (B2,)), ("ithree", (I2,)), ("ifour", (B3, I3)))
    given = replace(given, parts=(PartOf(I2, B2, "parts.count"),), retired={"iold": "ione"})
    two.store_links(given, two.pending(), whole=True)
    return two


def test_links_come_back(linked: Case) -> None:
    back = linked.links()
    assert {c.id: c.members for c in back.clusters} == {
        "ione": tuple(sorted((B1, I1))),
        "itwo": (B2,),
        "ithree": (I2,),
        "ifour": tuple(sorted((B3, I3))),
    }
    assert {(pair.weight, pair.levels) for pair in back.pairs} == {(3.5, (1, -1, 2))}
    assert (back.parts, back.model, back.retired) == ((PartOf(I2, B2, "parts.count"),), "reports", {"iold": "ione"})
    assert linked.pending().documents == ()


def test_the_links_of_one_incident(linked: Case) -> None:
    back = linked.links(["ione"])
    assert [cluster.id for cluster in back.clusters] == ["ione"]
    assert [{pair.one, pair.other} for pair in back.pairs] == [{B1, I1}]
    assert back.parts == ()


def test_a_part_is_stored_in_its_place(linked: Case) -> None:
    third = document(TEXT.replace("two", "three"), name="third")
    linked.put(reading(third, words=("attack",)))
    waiting = linked.pending()
    assert waiting.documents == (third.id,)
    linked.store_links(links(("ione", (B1, I1, Member(third.id, "e1")))), waiting)
    assert {c.id: len(c.members) for c in linked.links().clusters} == {"ione": 3, "itwo": 1, "ithree": 1, "ifour": 2}
    assert linked.pending().documents == ()


def test_a_cluster_without_all_its_members_is_refused(linked: Case) -> None:
    linked.put(reading(document("An attack.", name="third")))
    with pytest.raises(ValueError, match="1 events are in none"):
        linked.store_links(links(("ione", (B1,))), linked.pending())
    assert {c.id: len(c.members) for c in linked.links().clusters}["ione"] == 2


def test_links_of_an_earlier_state_are_refused(two: Case) -> None:
    early = two.pending()
    two.store_links(links(("ione", (B1, I1))), two.pending(), whole=True)
    with pytest.raises(OutdatedLinks):
        two.store_links(links(("iother", (B1,))), early, whole=True)
    assert [incident.id for incident in two.incidents()] == ["ione"]


def test_what_came_while_linking_waits_for_the_next_time(two: Case) -> None:
    waiting = two.pending()
    third = document("An attack.", name="third")
    two.put(reading(third))
    two.judge(Identity(B1, B2, same=False), "two roads")
    two.store_links(links(("ione", (B1, I1))), waiting, whole=True)
    assert set(two.pending().documents) == {third.id, BRIA.id}


def incident(id: str, members: tuple[Member, ...], *statuses: FieldStatus) -> Incident:
    """An incident as weighing gives it."""
    tellings = tuple(Telling(m.document, m.event, 0) for m in members)
    origins = tuple(Origin(f"o{n}", SourceKind.OUTLET, (telling,), ()) for n, telling in enumerate(tellings))
    fields = tuple(WeighedField("killed", s, (Weighed("2", tellings, (0,)),)) for s in statuses)
    return Incident(id, members, EventType.ASSAULT, ("firearms", "explosives"), origins, fields, ())


def test_a_weighed_incident_comes_back(linked: Case) -> None:
    assert linked.unweighed() == ["ifour", "ione", "ithree", "itwo"]
    weighed = incident("ione", tuple(sorted((B1, I1))), FieldStatus.DISPUTED)
    assert linked.store_weighed([weighed, incident("itwo", (B2,), FieldStatus.SINGLE_ORIGIN)]) == 2
    assert linked.incident("ione") == linked.incident("iold") == weighed
    assert [i.id for i in linked.weighed()] == ["ione", "itwo"]
    assert linked.unweighed() == ["ifour", "ithree"]
    assert [i.id for i in linked.incidents(Filter(disputed=True))] == ["ione"]
    assert [i.id for i in linked.incidents(Filter(single_origin=True))] == ["itwo"]
    (listed,) = linked.incidents(Filter(mode="explosives", disputed=True))
    assert (listed.origins, listed.events, listed.documents) == (2, 2, 2)


def test_what_was_weighed_of_other_members_is_not_stored(linked: Case) -> None:
    assert linked.store_weighed([incident("ione", (B1,), FieldStatus.AGREED)]) == 0


def test_no_incident(linked: Case) -> None:
    with pytest.raises(UnusableCase, match="no incident 'inone'"):
        linked.incident("inone")
    with pytest.raises(UnusableCase, match="incident ione is not weighed yet"):
        linked.incident("ione")


def test_an_incident_that_stays_keeps_what_was_weighed(linked: Case) -> None:
    linked.store_weighed([incident("ione", tuple(sorted((B1, I1))), FieldStatus.AGREED)])
    linked.store_links(links(("ione", (B1, I1)), ("itwo", (B2, I2))), linked.pending(), whole=True)
    assert linked.unweighed() == ["itwo"]


def test_a_judgement_makes_an_incident_stale(linked: Case) -> None:
    linked.store_weighed([incident("ione", tuple(sorted((B1, I1))), FieldStatus.AGREED)])
    linked.judge(Correction(I1, "killed", "3"), "the hospital")
    assert {i.id for i in linked.incidents() if i.stale} == {"ione", "ithree", "ifour"}
    linked.store_links(linked.links(), linked.pending(), whole=True)
    assert "ione" in linked.unweighed()
    assert not any(i.stale for i in linked.incidents())


def test_events_renamed_by_a_new_reading_stay_linked(linked: Case) -> None:
    from recoupe.casefile.rereading import put_anew

    with linked.database.writing() as connection:
        put_anew(connection, reading(BRIA, words=("ambush", "march")), "new")
    assert {c.id: c.members for c in linked.links().clusters} == {
        "ione": (I1,),
        "itwo": (B1,),
        "ithree": (I2,),
        "ifour": tuple(sorted((B2, I3))),
    }
    assert linked.links().parts == (PartOf(I2, B1, "parts.count"),)
    with linked.database.writing() as connection:
        put_anew(connection, reading(BRIA, words=("march",)), "newer")
    assert [c.id for c in linked.links().clusters] == ["ifour", "ione", "ithree"]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Filter(), {"ione", "itwo", "ithree", "ifour"}),
        (Filter(type=EventType.PROTEST), {"ifour"}),
        (Filter(country="CF", status=Status.OCCURRED), {"ione", "itwo", "ithree", "ifour"}),
        (Filter(country="ML"), set()),
        (Filter(since="2024-09-12", until="2024-09-12", type=EventType.ASSAULT), {"ione", "itwo", "ithree"}),
        (Filter(since="2024-09-13"), set()),
        (Filter(until="2024-09-11"), set()),
        (Filter(place="bri", mode="firearms"), {"ione", "itwo", "ithree", "ifour"}),
        (Filter(place="%"), set()),
        (Filter(near=(6.5, 22.0, 10.0)), {"ione", "itwo", "ithree", "ifour"}),
        (Filter(near=(6.5, 22.2, 10.0)), set()),
        (Filter(near=(6.5, -179.9, 10.0)), set()),
        (Filter(disputed=False, single_origin=False), {"ione", "itwo", "ithree", "ifour"}),
    ],
)
def test_filters(linked: Case, wanted: Filter, found: set[str]) -> None:
    assert {incident.id for incident in linked.incidents(wanted)} == found
    assert linked.count(wanted) == len(found)
    page = [*linked.incidents(wanted, limit=2), *linked.incidents(wanted, limit=9, offset=2)]
    assert page == linked.incidents(wanted)


def test_records_are_those_of_the_readings(two: Case) -> None:
    from recoupe.linking.records import records_of

    assert list(two.records()) == [*records_of(reading(BRIA)), *records_of(reading(IPPY))]
    assert list(two.records([IPPY.id])) == records_of(reading(IPPY))
    assert list(two.records(between=("2024-09-13", "2024-10-01"))) == []
    assert len(list(two.records(between=("2024-09-01", "2024-09-12")))) == 6


def test_records_are_those_of_values_as_corrected(two: Case) -> None:
    two.judge(Correction(B1, "killed", "4-6"), "the hospital")
    two.judge(Correction(B1, "date", "2024-09-20"), "the hospital")
    two.judge(Correction(B1, "place", "Ippy, CF, 6.27, 21.2"), "the map")
    record = next(iter(two.records([BRIA.id])))
    assert (record.killed, record.places[0].lat) == ((4, 6), 6.27)
    assert len(list(two.records(between=("2024-09-18", "2024-10-01")))) == 1
    for number in (1, 2, 3):
        two.undo(number, "wrong page")
    assert next(iter(two.records([BRIA.id]))).killed == (2, 2)
