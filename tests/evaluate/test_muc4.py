"""Templates of MUC-4: what only that benchmark asks for. The incidents are invented."""

from __future__ import annotations

import pytest

from recoupe.evaluate.muc4 import Judge, Judges, apart, judges, predict, templates
from recoupe.evaluate.muc4_events import type_of
from recoupe.evaluate.muc4_features import candidates, document_features, key_of
from recoupe.model import Document, EventType
from recoupe.reader import default_reader

BOMBING = "TERRORISTS OF THE SHINING PATH DYNAMITED TWO POWER TOWERS NEAR LIMA LAST NIGHT, POLICE REPORTED."


def parse(text: str):  # type: ignore[no-untyped-def]
    return default_reader().parse(Document(text, language="en", published="1989-05-12"))


@pytest.mark.parametrize(
    ("type", "modes", "wanted"),
    [
        pytest.param(EventType.ASSAULT, ("abduct",), "KIDNAPPING", id="kidnapping"),
        pytest.param(EventType.ASSAULT, ("explosives",), "BOMBING", id="bombing"),
        pytest.param(EventType.ASSAULT, (), "ATTACK", id="no-mode"),
        pytest.param(EventType.ASSAULT, ("crowd-control",), "", id="police-and-crowd"),
        pytest.param(EventType.PROTEST, ("demo",), "", id="no-violence"),
    ],
)
def test_types_of_incident(type: EventType, modes: tuple[str, ...], wanted: str) -> None:
    assert type_of(type, modes) == wanted


def test_phrases_that_may_fill_a_slot_are_found_with_what_governs_them() -> None:
    found = candidates(parse(BOMBING))
    assert {"terrorists", "shining path", "power towers", "two power towers"} <= set(found)
    assert found["power towers"].text == "POWER TOWERS"
    assert {"last=towers", "w=power"} <= found["power towers"].features
    assert any(feature.startswith("ev=recipient|") for feature in found["power towers"].features)


def test_a_document_has_the_features_of_its_words_and_events() -> None:
    features = document_features(parse(BOMBING))
    assert {"w=dynamited", "w=power towers", "e=BOMBING|occurred"} <= features


def test_a_judge_weighs_features_against_its_threshold() -> None:
    learnt = Judges(
        sentences={"BOMBING": Judge({"w=dynamited": 2.0})},
        documents={"BOMBING": Judge({"w=night": 1.0})},
        types={"BOMBING": Judge({"BOMBING.best": 1.0}), "ATTACK": Judge({"bias": -1.0})},
        slots={"phys_tgt_id": Judge({"last=towers": 1.0, "first=power": 1.0, "bias": -0.5}, 0.5)},
    )
    made = templates(parse(BOMBING), learnt)
    assert made == [{"incident_type": "BOMBING", "phys_tgt_id": ["POWER TOWERS"]}]


def test_of_phrases_one_within_another_the_likeliest_stays() -> None:
    assert apart([(0.6, "TOWERS"), (0.9, "POWER TOWERS"), (0.7, "A BRIDGE")]) == ["POWER TOWERS", "A BRIDGE"]


def test_spellings_of_a_filler_are_one_key() -> None:
    assert key_of("The F.M.L.N.") == "the fmln"


def test_the_learnt_weights_know_every_type_and_slot() -> None:
    learnt = judges()
    assert {"ATTACK", "BOMBING", "KIDNAPPING"} <= set(learnt.types)
    assert set(learnt.slots) == {
        "perp_individual_id",
        "perp_org_id",
        "phys_tgt_id",
        "hum_tgt_name",
        "hum_tgt_description",
        "weapon",
    }


def test_a_record_gets_its_templates_under_its_id() -> None:
    made = predict({"id": "x", "text": BOMBING, "date": "1989-05-12"}, default_reader())
    assert made["id"] == "x"
    assert "BOMBING" in {template["incident_type"] for template in made["templates"]}
