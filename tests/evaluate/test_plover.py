"""Categories of PLOVER's gold sentences. The sentences are invented."""

from __future__ import annotations

import pytest

from recoupe.evaluate.plover import category, conventions, predict
from recoupe.model import EventType
from recoupe.reader import default_reader

OLDER = {"DEMAND", "DISAPPROVE", "INVESTIGATE", "FIGHT"}

SENTENCES = [
    ("Norway's envoy accused Kessa of hiding the reports.", "DISAPPROVE"),
    ("The two ministers agreed to share fishing grounds.", "AGREE"),
    ("Portugal will send doctors to the islands next month.", "AGREE"),
    ("The general threatened to shell the port.", "THREATEN"),
    ("The council rejected the mediator's plan.", "REJECT"),
    ("The union demanded that the governor step down.", "DEMAND"),
    ("Denmark imposed sanctions on the junta.", "SANCTION"),
    ("The junta lifted the curfew in two towns.", "CONCEDE"),
    ("The two presidents held talks in Geneva.", "CONSULT"),
    ("Thousands marched through Lisbon.", "PROTEST"),
    ("Warplanes bombed the harbour.", "FIGHT"),
    ("Gunmen kidnapped a teacher.", "ASSAULT"),
    ("Police arrested eleven students.", "COERCE"),
    ("Prosecutors are investigating the mayor.", "INVESTIGATE"),
    ("Oslo praised the accord.", "SUPPORT"),
]


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES)
def test_categories(sentence: str, wanted: str) -> None:
    assert category(sentence) == wanted


def test_where_no_cue_decides_the_reader_does() -> None:
    text = "A grenade went off in the market of Kessa."
    assert category(text) == ""
    assert predict({"id": "x", "text": text}, default_reader()) == {"id": "x", "events": [{"code": "ASSAULT"}]}


def test_every_category_is_one_of_the_set() -> None:
    known = {type.value for type in EventType} - {"REQUEST", "ACCUSE"} | OLDER
    assert {cue.category for cue in conventions().cues} == known
