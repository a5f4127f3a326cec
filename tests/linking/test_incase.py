"""Linking in a case file: as a whole, then only what new reports and judgements touch."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from recoupe.casefile import Case
from recoupe.casefile.judgements import Identity
from recoupe.cli import app
from recoupe.linking.incase import link_case
from recoupe.model import Member
from tests.casefile.factory import document, reading


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    """A case with a few reports of one day and one of another year."""
    with Case.open(tmp_path / "case.db") as opened:
        for name in ("one", "two", "three"):
            put(opened, name)
        yield opened


def put(case: Case, name: str) -> str:
    """Add a report of an attack, an ambush and a march, in words that nobody else uses."""
    text = f"Two guards killed near Bria, says {name}\n\nAn attack. A second ambush. A march is planned.\n"
    return case.put(reading(document(text, name, outlet=f"Radio {name}"))).document


def groups(case: Case) -> set[frozenset[Member]]:
    """The members of each incident."""
    return {frozenset(cluster.members) for cluster in case.links().clusters}


def test_the_whole_then_what_is_new(case: Case) -> None:
    assert link_case(case).whole
    before = {m: c.id for c in case.links().clusters for m in c.members}
    added = put(case, "four")
    linked = link_case(case)
    assert (linked.documents, linked.whole) == (1, False)
    after = {m: c.id for c in case.links().clusters for m in c.members}
    assert {m.document for m in after} - {m.document for m in before} == {added}
    assert all(after[member] == id for member, id in before.items())


def test_the_part_and_the_whole_give_the_same_incidents(case: Case) -> None:
    link_case(case)
    put(case, "four")
    link_case(case)
    in_part = groups(case)
    link_case(case, whole=True)
    assert groups(case) == in_part


def test_nothing_new(case: Case) -> None:
    link_case(case)
    assert link_case(case).documents == 0


def test_a_judgement_is_followed_and_undone(case: Case) -> None:
    link_case(case)
    before = groups(case)
    together = next(sorted(group) for group in before if len(group) > 1)
    judgement = case.judge(Identity(together[0], together[1], same=False), "two ambushes")
    assert not link_case(case).whole
    ids = case.links().incident_of()
    assert ids[together[0]] != ids[together[1]]
    case.undo(judgement.id, "one after all")
    link_case(case)
    assert groups(case) == before


def test_the_command(case: Case) -> None:
    place = case.place
    runner = CliRunner()
    first = runner.invoke(app, ["link", "--case", place])
    assert first.exit_code == 0, first.output
    assert "3 reports linked" in first.output
    assert "nothing new" in runner.invoke(app, ["link", "--case", place]).output
    assert runner.invoke(app, ["link", "--case", place, "--all"]).exit_code == 0
