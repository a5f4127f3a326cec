"""Who is named for an event of which no clause tells who did it. The sentences and incidents are invented."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_doers import WEIGHTS, candidates, score
from recoupe.reading.events_lexicon import lexicon
from recoupe.reading.layers import EVENTS, EventMention


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def told(reader: Reader, text: str) -> dict[str, EventMention]:
    document = Document(text, language="en", outlet="Radio Tamaris", published="2024-05-15")
    return {mention.trigger.text: mention for mention in EVENTS.of(reader.parse(document))}


def test_the_armed_before(reader: Reader) -> None:
    text = "Rebels shelled Gao on Monday and their fighters came at dawn: two teachers were abducted by night."
    mention = told(reader, text)["abducted"]
    assert [p.text for p in mention.actor] == ["Rebels"]
    assert mention.doer is not None
    assert mention.doer.rule == "events.doer_around"


def test_who_is_told_in_the_clause_stays(reader: Reader) -> None:
    mention = told(reader, "Rebels shelled Gao on Monday. Bandits abducted two teachers by night.")["abducted"]
    assert [p.text for p in mention.actor] == ["Bandits"]
    assert mention.doer is None


def test_nobody_around(reader: Reader) -> None:
    assert told(reader, "Two teachers were abducted in Gao on Monday.")["abducted"].actor == ()


def test_the_victim_is_no_candidate(reader: Reader) -> None:
    text = "Two teachers were abducted in Gao on Monday."
    doc = reader.parse(Document(text, language="en", outlet="Radio Tamaris", published="2024-05-15"))
    assert list(candidates(Clauses(doc, lexicon("en")), EVENTS.of(doc), EVENTS.of(doc)[0].event)) == []


def test_what_is_unknown_weighs_nothing() -> None:
    assert score(frozenset({"known", "unknown"}), {"bias": -1.0, "known": 0.5}) == -0.5


def test_the_weights_name_who_is_likelier_than_not() -> None:
    assert "threshold = 0.0\n" in WEIGHTS.read_text("utf-8")
