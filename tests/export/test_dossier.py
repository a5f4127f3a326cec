"""Dossiers: self-contained, in both languages, with every account, and quotations that stand in the reports."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from pypdf import PdfReader

from recoupe.export import Options, export
from recoupe.export.dossier_graph import LINES, drawings
from recoupe.export.dossier_page import contradicted, dossier_page, numbered
from recoupe.export.dossier_passages import fields_with_words
from recoupe.interface import locales, texts
from recoupe.linking.links import Cluster, Links
from recoupe.model import Incident, Member, SourceKind
from recoupe.weighing.whole import Whole, weigh_all
from tests.export.strategies import wholes as random_wholes
from tests.weighing.factory import Says, report

CHROMIUM = shutil.which("chromium")


@pytest.fixture(scope="module")
def ambush(wholes: list[Whole]) -> tuple[Whole, Incident]:
    """The incident of which all seven reports tell."""
    return wholes[0], max(wholes[0].incidents, key=lambda incident: len(incident.members))


@pytest.fixture(scope="module", params=locales())
def page(request: pytest.FixtureRequest, ambush: tuple[Whole, Incident]) -> str:
    return dossier_page(*ambush, request.param)


def test_it_needs_no_network_and_runs_nothing(page: str) -> None:
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r'\b(?:src|href)="(?!#|data:,)', page)


def test_it_is_made_for_paper(page: str) -> None:
    assert "@page" in page
    assert "counter(page)" in page
    assert "break-inside: avoid" in page


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
def test_every_printed_page_has_its_number(page: str, tmp_path: Path) -> None:
    (tmp_path / "dossier.html").write_text(page, "utf-8")
    paper = tmp_path / "dossier.pdf"
    how = ("--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={paper}")
    subprocess.run(
        [str(CHROMIUM), *how, (tmp_path / "dossier.html").as_uri()], check=True, capture_output=True, timeout=120
    )
    pages = PdfReader(paper).pages
    assert len(pages) > 3
    for number, printed in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in printed.extract_text()
    wide = [p.mediabox.width > p.mediabox.height for p in pages]
    assert not wide[0]
    assert any(wide)


def test_every_account_has_a_row_and_a_line(page: str, ambush: tuple[Whole, Incident]) -> None:
    told = sum(len(origin.tellings) for origin in ambush[1].origins)
    assert len(re.findall(r'<tr id="t-', page)) == told
    assert page.count("<circle ") == told


def test_the_disagreement_is_marked_by_a_sign(page: str) -> None:
    assert '<td class="disputed"><bdi class="rival"><span class="sign">≠</span> 7</bdi>' in page
    assert '<td><bdi class="revised">3</bdi>' in page


def test_only_values_that_cannot_stand_together_are_marked(ambush: tuple[Whole, Incident]) -> None:
    fields = {field.field: field for field in ambush[1].fields}
    assert contradicted(ambush[1], fields["killed"]) == {"5", "7", "9", "10", "12", "15"}
    assert contradicted(ambush[1], fields["recipient"]) == set()


def test_quotations_stand_in_the_reports(ambush: tuple[Whole, Incident]) -> None:
    whole, incident = ambush
    known = [" ".join(r.document.text.split()) for r in whole.readings.values()]
    for field in fields_with_words(whole, incident, numbered(incident), texts("en")):
        for value in field.values:
            for p in value.passages:
                quoted = " ".join(f"{p.before}{p.marked}{p.after}".replace("…", "").split())
                assert any(quoted in text for text in known), quoted


def test_the_marked_words_gave_the_value(ambush: tuple[Whole, Incident]) -> None:
    whole, incident = ambush
    fields = fields_with_words(whole, incident, numbered(incident), texts("en"))
    killed = next(field for field in fields if field.label == "killed")
    marked = {value.words: value.passages[0].marked for value in killed.values}
    assert marked["7"] == "sept morts"
    assert marked["10"] == "ten bodies"


def test_a_grade_that_a_person_gave_is_shown() -> None:
    mayor = (("the mayor of Kutum", SourceKind.OFFICIAL),)
    held = [report("Marra Wire", "2024-03-05", Says(mayor, killed=4))]
    members = tuple(Member(r.document.id, "e1") for r in held)
    whole = weigh_all(held, Links((Cluster("i1", members),)), grades={"the mayor of kutum": "B2"})
    assert "<td>B2</td>" in dossier_page(whole, whole.incidents[0], "en")


def test_a_page_holds_no_more_lines_than_fit() -> None:
    held = [
        report(f"Paper {n}", "2024-03-05", Says((("the mayor", SourceKind.OFFICIAL),), killed=4)) for n in range(70)
    ]
    members = tuple(Member(r.document.id, "e1") for r in held)
    whole = weigh_all(held, Links((Cluster("i1", members),)))
    incident = whole.incidents[0]
    parts = drawings(whole, incident, numbered(incident), texts("en"))
    assert max(len(part.lines) for part in parts) <= LINES
    assert sum(len(part.lines) for part in parts) == 70


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_any_incident_has_a_page(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    folder: Path = tmp_path_factory.mktemp("dossier")
    export([whole], "dossier", folder, Options(language="fr"))
    assert {place.stem for place in folder.glob("*.html")} == {incident.id for incident in whole.incidents}
    for place in folder.glob("*.html"):
        html = place.read_text("utf-8")
        assert html.count("</style>") == 1
        assert "<script" not in html
