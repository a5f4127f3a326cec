"""Who cites whom, and whether it is so. All reports, persons and groups are invented."""

from __future__ import annotations

import pytest

from recoupe.linking.citations import citations, cited_outlet, forms
from recoupe.model import Citation, Document, Member, Provenance, Reading, Source, SourceKind, Support
from recoupe.weighing import circles
from tests.weighing.factory import RULE, Says, report

WIRE = ("Marra Wire", SourceKind.AGENCY)
MAYOR = ("the mayor of Kutum", SourceKind.OFFICIAL)


def found(*reports: Reading) -> list[Support]:
    """What the citations of some reports on one incident come to."""
    members = [Member(r.document.id, "e1") for r in reports]
    return [c.support for c in citations(reports, dict.fromkeys(members, "i1"))]


@pytest.mark.parametrize(
    ("theirs", "cites", "support"),
    [
        pytest.param(Says((MAYOR,), killed=4), Says((WIRE,), killed=4), Support.SAYS_SO, id="as-it-is"),
        pytest.param(Says((MAYOR,), killed=4), Says((WIRE, MAYOR), killed=4), Support.SAYS_SO, id="with-its-source"),
        pytest.param(Says((MAYOR,), killed=4), Says((WIRE,), killed=40), Support.DOES_NOT_SAY, id="another-figure"),
        pytest.param(Says((MAYOR,)), Says((WIRE,), injured=3), Support.DOES_NOT_SAY, id="a-figure-of-nobody"),
        pytest.param(Says((MAYOR,), "PR+"), Says((WIRE,)), Support.LESS_CERTAIN, id="without-its-reserve"),
        pytest.param(Says((MAYOR,), "CT-"), Says((WIRE,)), Support.DENIES, id="the-opposite"),
    ],
)
def test_a_citation_is_held_against_the_report(theirs: Says, cites: Says, support: Support) -> None:
    wire = report("Marra Wire", "2024-03-05", theirs)
    assert found(wire, report("Nile Courier", "2024-03-06", cites)) == [support]


def test_a_report_that_is_not_in_the_case_is_told_so() -> None:
    later = report("Marra Wire", "2024-03-20", Says(killed=4))
    assert found(later, report("Nile Courier", "2024-03-06", Says((WIRE,), killed=4))) == [Support.NOT_IN_CASE]


@pytest.mark.parametrize(
    ("outlet", "name", "is_cited"),
    [
        ("Agence Vallée du Nil", "l’AVN", True),
        ("Agence Vallée du Nil", "l'agence Vallée du Nil", True),
        ("Marra Wire", "the Marra Wire news agency", True),
        ("Agence France-Presse", "AFP", True),
        ("Marra Wire", "a wire", False),
        ("Marra Wire", "residents of Marra", False),
        ("Nile Courier", "Nile Courier", False),  # itself
    ],
)
def test_names_of_outlets(outlet: str, name: str, is_cited: bool) -> None:
    names = dict.fromkeys(forms(outlet), outlet)
    teller = Document("", "teller", "en", "Nile Courier", "2024-03-06")
    source = Source(name, SourceKind.AGENCY, None, RULE)
    held = {form: found.lower() for form, found in names.items()}
    assert bool(cited_outlet(source, teller, held)) is is_cited


def test_circles() -> None:
    def cite(teller: str, cited: str) -> Citation:
        return Citation(Member(teller, "e1"), 0, 1, Member(cited, "e1"), Support.SAYS_SO, Provenance("test"))

    assert circles([cite("a", "b"), cite("b", "a"), cite("c", "a"), cite("d", "d")]) == [("a", "b")]
