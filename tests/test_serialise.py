"""Readings as JSON, and back."""

from __future__ import annotations

import json

import pytest

from recoupe.model import (
    Account,
    Damage,
    Date,
    Details,
    Discrepancy,
    DiscrepancyKind,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Mark,
    Participant,
    Place,
    Provenance,
    Quantity,
    Reading,
    Region,
    Source,
    SourceKind,
    Span,
    Status,
)
from recoupe.serialise import from_text, to_json, to_line, to_text

TEXT = "Gao : trois morts mardi, dit l’armée\n\nLe maire parle de cinq morts et d’un pont détruit par une mine."


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def why(rule: str, entry: str = "") -> Provenance:
    return Provenance(rule, entry, "")


@pytest.fixture
def reading() -> Reading:
    army = Source("l’armée", SourceKind.MILITARY, span("l’armée"), why("sources.clause", "fr.cue.dire"))
    outlet = Source("Le Relais", SourceKind.OUTLET, None, why("sources.outlet"))
    three = Quantity(3, 3, None, span("trois morts"), why("quantities.number"))
    five = Quantity(5, 5, 5, span("cinq morts"), why("quantities.number"))
    account = Account(
        sources=(outlet, army),
        form=Form.INDIRECT,
        factuality=Factuality.CERTAIN,
        status=Status.OCCURRED,
        cue=span("dit"),
        content=(span("trois morts mardi"),),
        mentions=(span("morts"),),
        details=Details(killed=(three,)),
        provenance=why("sources.clause", "fr.cue.dire"),
        factuality_provenance=why("factuality.plain"),
    )
    event = Event(
        id="e1",
        type=EventType.ASSAULT,
        mode=("explosives",),
        status=Status.OCCURRED,
        mentions=(span("morts"),),
        details=Details(
            date=(Date("2024-05-14", span("mardi"), Provenance("times.weekday", "fr.times.weekday", "the last one")),),
            place=(Place("Gao", "ML", 16.27, -0.04, "city", "geonames:2457161", span("Gao"), why("places.name")),),
            instrument=(Participant("une mine", span("mine"), None, why("events.by")),),
            killed=(three, five),
            damage=(Damage("un pont", span("pont"), why("events.damage")),),
        ),
        accounts=(account,),
        provenance=why("events.noun", "fr.event.mort"),
    )
    return Reading(
        document=Document(TEXT, name="gao", language="fr", outlet="Le Relais"),
        events=(event,),
        discrepancies=(
            Discrepancy(
                kind=DiscrepancyKind.NUMBER_CONFLICT,
                event="e1",
                field="killed",
                values=(("l’armée", "3"), ("Le maire", "5")),
                spans=(span("trois morts"), span("cinq morts")),
                provenance=why("discrepancies.numbers"),
            ),
        ),
        regions=((Region.HEADLINE, Span(0, 36, TEXT[:36])),),
        marks=(Mark("time", span("mardi"), "2024-05-14", why("times.weekday", "fr.times.weekday")),),
        warnings=("no publication date",),
    )


def test_a_reading_comes_back_whole(reading: Reading) -> None:
    assert from_text(to_text(reading)) == reading
    assert from_text(to_line(reading)) == reading


def test_one_reading_is_one_line(reading: Reading) -> None:
    assert "\n" not in to_line(reading)


def test_the_form_of_the_contract(reading: Reading) -> None:
    written = json.loads(to_line(reading))
    assert written["document"]["published"] is None
    event = written["events"][0]
    assert {"type": "ASSAULT", "mode": ["explosives"], "status": "occurred"}.items() <= event.items()
    assert event["mentions"] == [{"text": "morts", "start": 12, "end": 17}]
    assert {"edtf": "2024-05-14", "text": "mardi", "start": 18, "end": 23}.items() <= event["date"][0].items()
    place = {"name": "Gao", "country": "ML", "lat": 16.27, "lon": -0.04, "precision": "city", "text": "Gao"}
    assert place.items() <= event["place"][0].items()
    assert event["instrument"][0]["text"] == "une mine"
    assert event["injured"] is None
    assert [number["best"] for number in event["killed"]] == [3, 5]
    account = event["accounts"][0]
    assert account["killed"]["best"] == 3
    assert [(link["name"], link["kind"]) for link in account["chain"]] == [
        ("Le Relais", "outlet"),
        ("l’armée", "military"),
    ]
    assert "start" not in account["chain"][0]
    assert (account["form"], account["factuality"], account["cue"]["text"]) == ("indirect", "CT+", "dit")
    discrepancy = written["discrepancies"][0]
    assert (discrepancy["kind"], discrepancy["event"], discrepancy["field"]) == ("number_conflict", "e1", "killed")


def test_spans_are_those_of_the_text(reading: Reading) -> None:
    text = to_json(reading)["document"]["text"]
    for mention in to_json(reading)["events"][0]["mentions"]:
        assert text[mention["start"] : mention["end"]] == mention["text"]
