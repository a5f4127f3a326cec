"""Templates of MUC-4 from readings: what only that benchmark asks for. The incidents are invented."""

from __future__ import annotations

import pytest

from recoupe.evaluate.muc4 import clean, name_in, predict
from recoupe.reader import default_reader


def types(text: str, date: str = "1989-05-12") -> list[str]:
    made = predict({"id": "x", "text": text, "date": date}, default_reader())
    return [template["incident_type"] for template in made["templates"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("TERRORISTS KIDNAPPED THE MAYOR OF MEDELLIN YESTERDAY.", ["KIDNAPPING"], id="kidnapping"),
        pytest.param("A BOMB EXPLODED OUTSIDE A BANK IN LIMA TODAY.", ["BOMBING"], id="bombing"),
        pytest.param("A BOMB EXPLODED OUTSIDE A BANK IN BEIRUT TODAY.", [], id="another-continent"),
        pytest.param("REBELS ATTACKED AN ARMY PATROL NEAR SAN MIGUEL.", [], id="army-against-guerrillas"),
        pytest.param("THE UNIONS MARCHED IN LIMA YESTERDAY.", [], id="no-violence"),
    ],
)
def test_which_events_are_incidents(text: str, wanted: list[str]) -> None:
    assert types(text) == wanted


def test_old_deeds_are_told_as_history() -> None:
    assert types("IN JUNE 1985 A BOMB EXPLODED OUTSIDE A BANK IN LIMA.") == []


def test_fillers_are_sorted_into_slots() -> None:
    made = predict({"id": "x", "text": "TERRORISTS KIDNAPPED THREE PEASANTS IN AYACUCHO."}, default_reader())
    (template,) = made["templates"]
    assert template["perp_individual_id"] == ["TERRORISTS"]
    assert template["hum_tgt_description"] == ["PEASANTS"]


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        pytest.param("ATTORNEY GENERAL ROBERTO PENA LEIVA", "ROBERTO PENA LEIVA", id="after-titles"),
        pytest.param("THREE PEASANTS", "", id="no-name"),
        pytest.param("THE MAYOR OF MEDELLIN", "", id="an-office"),
    ],
)
def test_names_of_people(phrase: str, name: str) -> None:
    assert name_in(phrase) == name


def test_fillers_are_written_as_the_keys_write_them() -> None:
    assert clean("THE FMLN [FARABUNDO MARTI\nNATIONAL LIBERATION FRONT]") == "FMLN"
