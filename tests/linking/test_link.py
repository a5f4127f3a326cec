"""Linking from records to incidents."""

from __future__ import annotations

import json
import random

from recoupe.linking import Judged, link, waterfall
from recoupe.linking.links import links_from_json, links_to_json
from recoupe.linking.records import EventRecord, from_json, terms, to_json
from recoupe.model import Member
from tests.linking.factory import DOUENTZA, GAO, day, party, record


def case() -> list[EventRecord]:
    """Three reports of an ambush, one of which tells of a march and of an ambush three weeks earlier, too."""
    earlier = ((day("2022-10-16"), day("2022-10-16")),)
    march = {
        "type": "PROTEST",
        "mode": ("demo",),
        "places": (GAO,),
        "recipients": (),
        "killed": None,
        "names": ("gau",),
    }
    return [
        record("depeche"),
        record("radio", killed=(9, 9), title=tuple(terms("Le convoi de Hombori attaqué, neuf morts"))),
        record("courier", language="en", title=tuple(terms("Nine die as convoy is ambushed near Hombori"))),
        record("radio", "e2", dates=earlier, places=(DOUENTZA,), killed=None),
        record("radio", "e3", **march),
        record("tele", "e1", **march),
    ]


def incidents(records: list[EventRecord], **more: object) -> set[frozenset[str]]:
    found = link(records, **more)  # type: ignore[arg-type]
    return {frozenset(f"{m.document} {m.event}" for m in cluster.members) for cluster in found.clusters}


def test_three_tellings_of_one_ambush_are_one_incident() -> None:
    assert incidents(case()) == {
        frozenset({"depeche e1", "radio e1", "courier e1"}),
        frozenset({"radio e2"}),
        frozenset({"radio e3", "tele e1"}),
    }


def test_the_order_of_records_does_not_matter() -> None:
    records = case()
    shuffled = random.Random(1).sample(records, len(records))
    assert link(shuffled) == link(records)


def test_judgements_are_kept() -> None:
    apart = Judged(Member("depeche", "e1"), Member("radio", "e1"), same=False)
    one = Judged(Member("radio", "e2"), Member("tele", "e1"), same=True)
    found = link(case(), [apart, one]).incident_of()
    assert found[apart.one] != found[apart.other]
    assert found[one.one] == found[one.other]


def test_ids_stay_when_reports_come() -> None:
    records = case()
    before = link(records[1:])
    after = link(records, previous=before.clusters)
    ids = after.incident_of()
    assert all(ids[member] == id for member, id in before.incident_of().items())
    assert after.retired == {}


def test_the_id_of_an_incident_that_is_taken_in_is_remembered() -> None:
    records = case()
    apart = link(records, [Judged(Member("depeche", "e1"), Member("radio", "e1"), same=False)])
    after = link(records, previous=apart.clusters)
    gone = {cluster.id for cluster in apart.clusters} - {cluster.id for cluster in after.clusters}
    assert set(after.retired) == gone
    assert len(gone) == 1


def test_the_evidence_adds_up() -> None:
    records = {r.member: r for r in case()}
    links = link(records.values())
    for pair in links.pairs:
        bars = waterfall(pair, records[pair.one], records[pair.other])
        assert abs(sum(bar.weight for bar in bars) - pair.weight) < 0.01
    pair = next(p for p in links.pairs if p.one == Member("courier", "e1") and p.other == Member("radio", "e1"))
    shown = {
        bar.comparison: (bar.level, bar.one, bar.other)
        for bar in waterfall(pair, records[pair.one], records[pair.other])
    }
    assert shown["days"] == ("same day", "2022-11-08", "2022-11-08")
    assert shown["killed"][1:] == ("7", "9")


def test_a_count_of_attacks_is_linked_with_one_and_not_merged() -> None:
    records = [*case(), record("ong", count=5, dates=((day("2022-01-01"), day("2022-11-30")),), killed=None)]
    links = link(records)
    ids = links.incident_of()
    whole = Member("ong", "e1")
    assert [m for m, id in ids.items() if id == ids[whole]] == [whole]
    assert ids[whole] in links.incident_parts()[ids[Member("depeche", "e1")]]
    assert ids[Member("tele", "e1")] not in links.incident_parts()


def test_records_and_links_as_json() -> None:
    records = [*case(), record("x", actors=(party("Katiba al-Noussour", "attacker", id="k"),), ordinal=4)]
    assert [from_json(json.loads(json.dumps(to_json(r)))) for r in records] == records
    links = link(records)
    assert links_from_json(json.loads(json.dumps(links_to_json(links)))) == links


def test_nothing_to_link() -> None:
    assert link([]).clusters == ()
    assert len(link([record("alone")]).clusters) == 1
