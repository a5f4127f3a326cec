"""Rows of coded data are stored many at a time, once, with their versions, and are never read anew."""

from __future__ import annotations

from recoupe.casefile import Addition, Case
from recoupe.model import Reading
from tests.casefile.factory import document, reading


def row(id: str, words: str = "An attack, an ambush") -> Reading:
    """A coded row."""
    return reading(
        document(f"coded by Desk\nid: {id}\nnotes: {words}", name=id, outlet="coded by Desk", url=f"coded:Desk/{id}")
    )


def test_rows_are_stored_with_their_records(case: Case) -> None:
    rows = [row(f"KE-{n}") for n in range(900)]
    assert case.put_all(rows, "import csv") == {Addition.NEW: 900, Addition.KNOWN: 0}
    assert [r.document for r in case.readings()] == [r.document for r in rows]
    assert len(list(case.records())) == 1800
    assert len(case.pending().documents) == 900


def test_the_same_rows_again_add_nothing(case: Case) -> None:
    case.put_all([row("1"), row("2")], "import csv")
    assert case.put_all([row("1"), row("2"), row("2")], "import csv") == {Addition.KNOWN: 3}
    assert len(case.stored()) == 2


def test_a_changed_row_is_a_version(case: Case) -> None:
    case.put_all([row("1")], "import csv")
    assert case.put_all([row("1", "A march")], "import csv")[Addition.VERSION] == 1
    assert [stored.name for stored in case.versions(row("1").document.id)] == ["1", "1-2"]


def test_ids_of_two_coders_are_two_addresses(case: Case) -> None:
    case.put_all([row("1")], "import csv")
    other = document("coded by Bench\nid: 1\nan attack", name="1", outlet="coded by Bench", url="coded:Bench/1")
    assert case.put_all([reading(other)], "import csv")[Addition.NEW] == 1


def test_imported_rows_are_never_read_anew(case: Case) -> None:
    case.put_all([row("1")], "import csv")
    assert case.outdated() == []
    assert list(case.reread([row("1").document.id])) == []
    assert list(case.readings()) == [row("1")]
