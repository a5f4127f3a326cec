"""NAF: valid by a schema written from its description, and every word where the raw text has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree

from recoupe.export import export
from recoupe.export.naf import clean
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes as random_wholes

SCHEMA = etree.XMLSchema(etree.parse(Path(__file__).parent / "schemas" / "naf.xsd"))
FACT = {"CT+": "CERTAIN POS", "PR+": "PROBABLE POS", "PS+": "POSSIBLE POS", "CT-": "CERTAIN NEG", "PR-": "PROBABLE NEG"}


def written(wholes: list[Whole], folder: Path) -> dict[str, etree._Element]:
    """The files of an export, read back, by the names of their reports."""
    export(wholes, "naf", folder)
    found = {}
    for place in folder.glob("*.naf"):
        root = etree.parse(place).getroot()
        found[root.find("nafHeader/public").get("publicId")] = root
    return found


@pytest.fixture(scope="module")
def reports(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> dict[str, etree._Element]:
    found = written(wholes, tmp_path_factory.mktemp("naf"))
    return {root.find("nafHeader/fileDesc").get("filename"): root for root in found.values()}


def said(root: etree._Element, span: etree._Element) -> str:
    """The words of a span of terms."""
    words = {f"t{wf.get('id')[1:]}": wf.text for wf in root.iter("wf")}
    return " ".join(words[target.get("id")] for target in span.iter("target"))


def hold(root: etree._Element) -> None:
    """Valid, and every word stands where it says."""
    SCHEMA.assertValid(root)
    raw = root.findtext("raw") or ""
    for wf in root.iter("wf"):
        start = int(wf.get("offset"))
        assert raw[start : start + int(wf.get("length"))] == wf.text


def test_the_example_is_valid(reports: dict[str, etree._Element]) -> None:
    assert len(reports) == 7
    for root in reports.values():
        hold(root)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_any_report_is_valid_and_whole(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    found = written([whole], tmp_path_factory.mktemp("naf"))
    assert found.keys() == whole.readings.keys()
    for id, root in found.items():
        hold(root)
        assert (root.findtext("raw") or "") == clean(whole.readings[id].document.text)


def test_who_says_what_by_which_word(reports: dict[str, etree._Element]) -> None:
    root = reports["01-logone-depeches"]
    parts = [[said(root, part) for part in statement] for statement in root.iter("statement")]
    assert ["sept morts", "Un enseignant du village de Békan", "parle"] in parts


def test_factuality_is_of_the_source_of_a_statement(reports: dict[str, etree._Element]) -> None:
    root = reports["01-logone-depeches"]
    statements = {s.get("id"): said(root, s.find("statement_source")) for s in root.iter("statement")}
    hearsay = next(f for f in root.iter("factuality") if f.findall("factVal")[-1].get("value") == "PR+")
    assert said(root, hearsay.find("span")) == "enlevé"
    assert {v.get("value") for v in hearsay.iter("factVal")} == {"PROBABLE", "POS", "NONFUTURE", "PR+"}
    assert {statements[v.get("source")] for v in hearsay.iter("factVal")} == {"l ' enseignant"}


def test_labels_agree(reports: dict[str, etree._Element]) -> None:
    for root in reports.values():
        for factuality in root.iter("factuality"):
            certainty, polarity, _, label = (v.get("value") for v in factuality.iter("factVal"))
            assert FACT.get(label, f"{certainty} {polarity}") == f"{certainty} {polarity}"


def test_events_know_their_incident(reports: dict[str, etree._Element], wholes: list[Whole]) -> None:
    known = {incident.id for whole in wholes for incident in whole.incidents}
    named = {
        ref.get("reference")
        for root in reports.values()
        for ref in root.iter("externalRef")
        if ref.get("resource") == "recoupe:incident"
    }
    assert named == known


def test_spans_come_back(reports: dict[str, etree._Element], wholes: list[Whole]) -> None:
    readings = {r.document.name: r for whole in wholes for r in whole.readings.values()}
    for name, root in reports.items():
        places = {f"t{wf.get('id')[1:]}": (int(wf.get("offset")), int(wf.get("length"))) for wf in root.iter("wf")}
        named = {places_of(source, places) for source in root.iter("statement_source")}
        accounts = [account for event in readings[name].events for account in event.accounts]
        told = {(s.span.start, s.span.end) for a in accounts for s in a.sources[1:] if s.span}
        assert named == told


def places_of(part: etree._Element, places: dict[str, tuple[int, int]]) -> tuple[int, int]:
    """From the first to the last character of a span of terms."""
    found = [places[target.get("id")] for target in part.iter("target")]
    return found[0][0], found[-1][0] + found[-1][1]
