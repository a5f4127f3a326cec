"""Views of weighed incidents: nothing is wider than the terminal, nothing runs in the page, the JSON keeps its form."""

from __future__ import annotations

import io
import json

import pytest
from rich.cells import cell_len
from rich.console import Console

from recoupe.interface import locales, texts
from recoupe.linking.links import Cluster, Links, Pair
from recoupe.model import Member, Overlap, Reading, SourceKind
from recoupe.render.copies import copy_lines
from recoupe.render.evidence import evidence_lines, spanning
from recoupe.render.incident import incident_lines, print_sources, why_lines
from recoupe.render.incident_html import incident_page
from recoupe.render.incident_json import case_to_json
from recoupe.weighing.independence import RULES
from recoupe.weighing.sources import standings
from recoupe.weighing.whole import Whole, weigh_all
from tests.weighing.factory import Says, report

MAYOR = ("the mayor of Kutum", SourceKind.OFFICIAL)
RESIDENT = ("a resident of the quarter behind the old cotton market <script>alert(1)</script>", SourceKind.WITNESS)
STAFF = ("the general staff", SourceKind.MILITARY)
OTHERS = ("others", SourceKind.OTHER)
WIRE = ("Marra Wire", SourceKind.AGENCY)


def reports() -> list[Reading]:
    return [
        report("Marra Wire", "2024-03-05", Says(killed=4), Says((MAYOR,), killed=4), Says((STAFF,), killed=3)),
        report("Nile Courier", "2024-03-06", Says((WIRE,), killed=40), Says((RESIDENT,), "PR+", killed=9)),
        report("Radio Ennedi", "2024-03-07", Says(), Says((STAFF,), killed=5), Says((OTHERS,), "CT-")),
    ]


@pytest.fixture(scope="module")
def whole() -> Whole:
    held = reports()
    members = tuple(Member(r.document.id, "e1") for r in held)
    return weigh_all(held, Links((Cluster("i1", members),)), grades={"the general staff": "C"})


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize("width", [60, 80, 200])
def test_no_line_is_wider_than_the_terminal(whole: Whole, locale: str, width: int) -> None:
    incident = whole.incidents[0]
    lines = [
        *incident_lines(whole, incident, width, texts(locale), "ucdp"),
        *why_lines(whole, incident, width, texts(locale)),
    ]
    assert max(cell_len(line.plain) for line in lines) <= width


@pytest.mark.parametrize("locale", locales())
def test_every_reason_has_its_words(locale: str) -> None:
    words = texts(locale).tables["collapse"]
    given = {"same_source", "same_outlet", *(overlap.value for overlap in Overlap)}
    names = {"same_body", "part_of_group", "passed_on", "gathered", "nobody", "denied_only", "second_hand", "repeats"}
    assert given | names | {"cited", "unnamed_media"} <= words.keys()
    assert len(RULES) >= len(names)


def test_the_view_tells_who_says_what(whole: Whole) -> None:
    lines = "\n".join(line.plain for line in incident_lines(whole, whole.incidents[0], 80, texts("en"), "acled"))
    assert "low 4 · best 4 · high 40 (acled)" in lines
    assert "graded C" in lines
    assert "The cited text does not say it" in lines
    assert "revised since by its source" in lines


WIRE_TEXT = """Four traders killed near Kutum

Gunmen opened fire on a lorry north of Kutum on Monday and killed four traders, the mayor of the town said by telephone.
The driver is said to have escaped across the wadi. Nobody has claimed the attack so far."""


@pytest.fixture(scope="module")
def copied() -> Whole:
    """A dispatch, and a copy that drops a word of caution and the last sentence."""
    text = WIRE_TEXT.replace("is said to have escaped", "escaped").replace(" Nobody has claimed the attack so far.", "")
    held = [
        report("Marra Wire", "2024-03-05", Says(killed=4), text=WIRE_TEXT),
        report("Nile Courier", "2024-03-06", Says(killed=4), text=text),
    ]
    return weigh_all(held, Links((Cluster("i1", tuple(Member(r.document.id, "e1") for r in held)),)))


def test_evidence_of_other_weights_is_not_read_with_these(copied: Whole) -> None:
    pair = Pair(*copied.incidents[0].members, 3.0, (0, 0))
    links = Links((Cluster("i1", copied.incidents[0].members),), (pair,), model="reports-earlier")
    lines = "\n".join(line.plain for line in evidence_lines(copied, copied.incidents[0], links, 90, texts("en")))
    assert "call recoupe link" in lines


def test_what_a_copy_cut_is_shown(copied: Whole) -> None:
    lines = [line.plain.strip() for line in copy_lines(copied, copied.incidents[0], 90, texts("en"))]
    assert any(line.startswith("−") and line.endswith("is said to have") for line in lines)
    assert any(line.startswith("−") and "Nobody has claimed the attack so far" in line for line in lines)


def test_the_page_strikes_out_what_a_copy_cut(copied: Whole) -> None:
    assert "<del>is said to have</del>" in incident_page(copied, copied.incidents[0], "en")


def test_no_copy_no_diff(whole: Whole) -> None:
    assert list(copy_lines(whole, whole.incidents[0], 80, texts("en"))) == []


def test_the_page_runs_nothing_and_escapes_all(whole: Whole) -> None:
    page = incident_page(whole, whole.incidents[0], "fr")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "default-src &#39;none&#39;" in page


def test_the_json_keeps_its_form(whole: Whole) -> None:
    data = json.loads(json.dumps(case_to_json(whole, whole.incidents)))
    incident = data["incidents"][0]
    assert incident["id"] == "i1"
    assert sorted(incident["events"]) == sorted([r.document.name, "e1"] for r in reports())
    assert incident["independent_sources"] == len(incident["origins"]) == 3
    assert {c["field"] for c in incident["conflicts"]} == {"killed", "factuality"}
    killed = next(c["values"] for c in incident["conflicts"] if c["field"] == "killed")
    assert killed["Marra Wire"] == 40
    assert data["copies"] == []


def test_sources_count_incidents(whole: Whole) -> None:
    found = {s.name: s for s in standings(whole)}
    assert found["the general staff"].origin == 1
    assert found["the general staff"].retracted == 1
    assert found["the general staff"].grade == "C"
    assert found["Marra Wire"].repeats == 1
    out = io.StringIO()
    print_sources(list(found.values()), Console(file=out, width=80), "en")
    assert max(map(len, out.getvalue().splitlines())) <= 80


def test_the_strongest_pairs_that_hold_an_incident_together() -> None:
    a, b, c, d = (Member(name, "e1") for name in "abcd")
    pairs = [Pair(a, b, 5.0, ()), Pair(b, c, 1.0, ()), Pair(a, c, 3.0, ()), Pair(c, d, 9.0, ())]
    assert spanning((a, b, c), pairs) == [pairs[0], pairs[2]]
