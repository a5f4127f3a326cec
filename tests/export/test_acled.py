"""ACLED: columns, code lists and rules as its codebook has them, read here anew."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from recoupe.export import Options, export
from recoupe.export.sidecar import path_of
from recoupe.model import EventType, Status
from recoupe.weighing.whole import Whole
from tests.export.factory import CHAD, GORE, Says, one_of
from tests.export.strategies import wholes as random_wholes

COLUMNS = [
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
]  # fmt: skip
SUB_EVENTS = {
    "Battles": "Government regains territory|Non-state actor overtakes territory|Armed clash",
    "Protests": "Excessive force against protesters|Protest with intervention|Peaceful protest",
    "Riots": "Violent demonstration|Mob violence",
    "Explosions/Remote violence": "Chemical weapon|Air/drone strike|Suicide bomb|Shelling/artillery/missile attack|"
    "Remote explosive/landmine/IED|Grenade",
    "Violence against civilians": "Sexual violence|Attack|Abduction/forced disappearance",
    "Strategic developments": "Agreement|Arrests|Change to group/activity|Disrupted weapons use|"
    "Headquarters or base established|Looting/property destruction|Non-violent transfer of territory|Other",
}
DISORDERS = {"Political violence", "Demonstrations", "Strategic developments", "Political violence; Demonstrations"}
INTERS = [
    "State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters", "Civilians",
    "External/Other forces",
]  # fmt: skip
PAIRS = {
    *(f"{one} only" for one in INTERS),
    *(f"{one}-{two}" for n, one in enumerate(INTERS) for two in INTERS[n:]),
    "External/Other forces-Civilians",
}


def rows_of(wholes: Iterable[Whole], **options: str) -> list[dict[str, str]]:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "events.csv"
        export(wholes, "acled", out, Options(**options))
        with out.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


def row_of(
    *says: Says, type: EventType = EventType.ASSAULT, mode: tuple[str, ...] = (), **options: str
) -> dict[str, str]:
    (row,) = rows_of([one_of(*says, type=type, mode=mode)], **options)
    return row


def check(row: dict[str, str]) -> None:
    assert list(row) == COLUMNS
    assert row["sub_event_type"] in SUB_EVENTS[row["event_type"]].split("|")
    assert row["disorder_type"] in DISORDERS
    assert row["inter1"] in {*INTERS, ""}
    assert row["inter2"] in {*INTERS, ""}
    assert row["interaction"] in {*PAIRS, ""}
    assert row["civilian_targeting"] in {"Civilian targeting", ""}
    assert row["time_precision"] in "123"
    assert row["geo_precision"] in "123"
    assert row["event_date"][:4] == row["year"]
    assert row["fatalities"].isdigit()
    assert row["actor1"]
    assert row["country"]
    assert len(row["iso"]) == 3 or row["country"] == "Kosovo"
    assert "\n" not in row["notes"]


@given(random_wholes())
@settings(max_examples=60, deadline=None)
def test_any_case_gives_rows_of_the_codebook(whole: Whole) -> None:
    for row in rows_of([whole]):
        check(row)


def test_the_example_case(wholes: list[Whole]) -> None:
    rows = rows_of(wholes)
    for row in rows:
        check(row)
    ambush = next(row for row in rows if row["event_type"] == "Battles")
    assert ambush["actor1"] == "FLL: Free Logone Front"
    assert ambush["actor2"] == "Military Forces of Chad"
    assert (ambush["event_date"], ambush["location"], ambush["geo_precision"]) == ("2024-03-12", "Goré", "2")
    assert {row["sub_event_type"] for row in rows} >= {"Abduction/forced disappearance", "Peaceful protest"}


def test_the_lowest_toll_stands() -> None:
    assert row_of(Says("the army", killed=3), Says("a resident", killed=7))["fatalities"] == "3"


def test_another_rule_is_another_toll() -> None:
    row = row_of(Says("the army", killed=3), Says("a resident", killed=7), rule="recent")
    assert row["fatalities"] == "7"


@pytest.mark.parametrize(
    ("who", "language", "entry", "dead"),
    [
        pytest.param("several soldiers", "en", "en.event.kill", "3", id="several"),
        pytest.param("des dizaines de civils", "fr", "fr.event.tuer", "12", id="dozens"),
        pytest.param("hundreds of villagers", "en", "en.event.kill", "100", id="hundreds"),
        pytest.param("several soldiers", "en", "en.event.attack-verb", "0", id="not-said-to-be-killed"),
    ],
)
def test_dead_without_a_number(who: str, language: str, entry: str, dead: str) -> None:
    row = row_of(Says(actor=("rebels",), recipient=(who,), killing=entry, language=language))
    assert row["fatalities"] == dead


def test_what_went_on_for_days_has_a_row_a_day() -> None:
    going_on = Says(actor=("rebels",), killed=11, date="2024-03-12/2024-03-14", read_by="times.interval")
    rows = rows_of([one_of(going_on)])
    assert [(row["event_date"], row["fatalities"], row["time_precision"]) for row in rows] == [
        ("2024-03-12", "5", "1"),
        ("2024-03-13", "3", "1"),
        ("2024-03-14", "3", "1"),
    ]
    assert len({row["event_id_cnty"] for row in rows}) == 3


def test_or_one_row_an_incident() -> None:
    going_on = Says(actor=("rebels",), killed=11, date="2024-03-12/2024-03-14", read_by="times.interval")
    (row,) = rows_of([one_of(going_on)], rows="incident")
    assert (row["event_date"], row["fatalities"], row["time_precision"]) == ("2024-03-13", "11", "2")


def test_a_vague_date_is_one_row() -> None:
    row = row_of(Says(actor=("rebels",), date="2024-03-12/2024-03-14"))
    assert (row["event_date"], row["time_precision"]) == ("2024-03-13", "2")


@pytest.mark.parametrize(
    "says",
    [
        pytest.param(Says(actor=("rebels",), place=CHAD), id="only-a-country"),
        pytest.param(Says(actor=("rebels",), place=None), id="no-place"),
        pytest.param(Says(actor=("rebels",), date="2024"), id="only-a-year"),
        pytest.param(Says(actor=("rebels",), status=Status.FUTURE), id="planned"),
        pytest.param(Says(actor=("rebels",), factuality="CT-", status=Status.NEGATED), id="denied"),
    ],
)
def test_what_acled_does_not_code_is_left_out_and_told(says: Says, tmp_path: Path) -> None:
    written = export([one_of(says)], "acled", tmp_path / "events.csv", Options())
    assert written.rows == 0
    assert len(written.notes) == 1
    line = json.loads(path_of(tmp_path / "events.csv").read_text("utf-8"))
    assert (line["rows"], len(line["accounts"])) == ([], 1)


def test_a_sum_gives_way_to_its_parts(tmp_path: Path) -> None:
    whole = one_of(Says(actor=("rebels",)))
    part = replace(whole.incidents[0], id="i2", part_of=("i1",))
    rows = rows_of([replace(whole, incidents=(*whole.incidents, part))])
    assert [row["event_id_cnty"] for row in rows] == ["i2"]


@pytest.mark.parametrize(
    ("says", "mode", "code"),
    [
        pytest.param(Says(actor=("rebels",), recipient=("soldiers",)), (), "Armed clash", id="two-armed-sides"),
        pytest.param(Says(actor=("rebels",), recipient=("villagers",)), (), "Attack", id="unarmed-people"),
        pytest.param(Says(), (), "Attack", id="nobody-told"),
        pytest.param(
            Says(actor=("soldiers",), recipient=("rebels",)), ("drone",), "Air/drone strike", id="nobody-shoots-back"
        ),
        pytest.param(
            Says(actor=("rebels",), recipient=("soldiers",)), ("heavy-weapons",),
            "Shelling/artillery/missile attack", id="shelling",
        ),
        pytest.param(Says(actor=("police",)), ("crowd-control",), "Protest with intervention", id="nobody-hurt"),
        pytest.param(
            Says(actor=("police",), injured=4), ("crowd-control",), "Excessive force against protesters", id="hurt"
        ),
        pytest.param(Says(), ("destroy",), "Looting/property destruction", id="no-mob-told"),
    ],
)  # fmt: skip
def test_the_likeliest_code(says: Says, mode: tuple[str, ...], code: str) -> None:
    assert row_of(says, mode=mode)["sub_event_type"] == code


def test_a_demonstration_that_turned_violent() -> None:
    row = row_of(Says(actor=("students",), people=50), type=EventType.PROTEST, mode=("demo", "riot"))
    assert (row["sub_event_type"], row["actor1"], row["inter1"]) == (
        "Violent demonstration",
        "Rioters (Chad)",
        "Rioters",
    )
    assert row["tags"] == "crowd size=50"


def test_attacked_officials_are_civilians_of_their_government() -> None:
    row = row_of(Says(actor=("gunmen",), recipient=("the mayor",)))
    assert (row["actor2"], row["assoc_actor_2"]) == ("Civilians (Chad)", "Government of Chad")
    assert row["civilian_targeting"] == "Civilian targeting"


def test_nobody_told_is_an_unidentified_group() -> None:
    row = row_of(Says(recipient=("villagers",)))
    assert (row["actor1"], row["interaction"]) == ("Unidentified Armed Group (Chad)", "Political militia-Civilians")


def test_the_notes_say_who_says_what() -> None:
    row = row_of(Says("the army", killed=3), Says("a resident", killed=7), Says("the mayor", factuality="CT-"))
    assert "3 for the army" in row["notes"]
    assert "7 for a resident" in row["notes"]
    assert "Denied by: the mayor" in row["notes"]


def test_the_notes_speak_the_readers_language() -> None:
    row = row_of(Says("the army", killed=3), language="fr")
    assert "Tués\xa0: 3 selon the army." in row["notes"]


def test_other_codes_stand_in_notes_and_sidecar(tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    export([one_of(Says(actor=("rebels",)), mode=("explosives",))], "acled", out, Options())
    line = json.loads(path_of(out).read_text("utf-8"))
    assert [code["sub_event_type"] for code in line["codes"]] == ["Remote explosive/landmine/IED", "Grenade"]
    assert all(code["reason"] for code in line["codes"])
    assert "Other codes that fit: Grenade." in out.read_text("utf-8")


def test_a_village_off_the_map_keeps_its_name() -> None:
    row = row_of(Says(actor=("rebels",), place=replace(GORE, name="Békan", lat=None, lon=None, gazetteer="")))
    assert (row["location"], row["latitude"], row["country"]) == ("Békan", "", "Chad")


def test_who_tells_of_a_shooting_did_not_do_it() -> None:
    row = row_of(Says(actor=("gunmen", "the mayor"), recipient=("villagers",)), Says(actor=("the mayor",)))
    assert row["actor1"] == "Unidentified Armed Group (Chad)"


def test_the_crowd_comes_first_where_nobody_says_who_broke_it_up() -> None:
    row = row_of(Says(), mode=("crowd-control",))
    assert (row["actor1"], row["actor2"]) == ("Protesters (Chad)", "")


def test_a_mob_is_the_doer() -> None:
    row = row_of(Says(actor=("students",), recipient=("a driver",)), mode=("beat",))
    assert (row["sub_event_type"], row["interaction"]) == ("Mob violence", "Rioters-Civilians")
    assert (row["actor1"], row["actor2"]) == ("Rioters (Chad)", "Civilians (Chad)")
