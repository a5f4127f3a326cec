"""Who coded a row is no witness: the coder goes back to the sources that the row names, or is an origin itself."""

from __future__ import annotations

from recoupe.model import Incident, Member, Reading, SourceKind
from recoupe.weighing.weigh import weigh
from tests.importing.conftest import Read
from tests.importing.test_formats import ACLED, ROW, ucdp_row


def weighed(*held: Reading) -> Incident:
    """The incident that all of them tell of."""
    return weigh("i1", [Member(r.document.id, "e1") for r in held], {r.document.id: r for r in held})


def test_a_coder_goes_back_to_the_sources_that_are_named(read: Read) -> None:
    incident = weighed(*read(ACLED + ROW, "acled")[0])
    assert [origin.name for origin in incident.origins] == ["Radio Mont-de-Lam", "Logone Dépêches"]
    assert [c.reason.rule for origin in incident.origins for c in origin.collapsed] == ["independence.passed_on"]


def test_a_toll_of_a_coder_is_told_by_one_origin_alone(read: Read) -> None:
    incident = weighed(*read(ACLED + ROW, "acled")[0])
    (killed,) = next(field.values for field in incident.fields if field.field == "killed")
    assert len(killed.origins) == 1


def test_a_coder_who_names_nobody_is_an_origin_of_its_own_kind(read: Read) -> None:
    incident = weighed(*read(ACLED + ROW.replace("Radio Mont-de-Lam; Logone Dépêches", ""), "acled")[0])
    assert [(origin.name, origin.kind) for origin in incident.origins] == [("coded by Desk", SourceKind.DATASET)]


def test_rows_of_one_coder_are_one_origin(read: Read) -> None:
    bare = ROW.replace("Radio Mont-de-Lam; Logone Dépêches", "")
    incident = weighed(*read(ACLED + bare + bare.replace("CHA12", "CHA13"), "acled")[0])
    assert len(incident.origins) == 1


def test_who_told_it_is_the_origin(read: Read) -> None:
    incident = weighed(*read(ucdp_row(), "ucdp")[0])
    assert [origin.name for origin in incident.origins] == ["a resident", "the army"]
