"""GDELT 2.0: the columns of both tables, CAMEO's codes, the kinds of places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings

from recoupe.export import Options, export
from recoupe.model import EventType
from recoupe.weighing.whole import Whole
from tests.export.factory import CHAD, GORE, Says, one_of
from tests.export.strategies import wholes as random_wholes

ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"
COLUMNS = [
    *("GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"),
    *(f"Actor{n}{name}" for n in "12" for name in ACTOR.split()),
    *("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale", "NumMentions"),
    *("NumSources", "NumArticles", "AvgTone"),
    *(f"{which}Geo_{name}" for which in ("Actor1", "Actor2", "Action") for name in GEO.split()),
    *("DATEADDED", "SOURCEURL"),
]
MENTIONS = (
    "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras"
)
QUADS = {
    **{f"{n:02}": "1" for n in range(1, 6)},
    **{f"{n:02}": "2" for n in range(6, 9)},
    **{f"{n:02}": "3" for n in range(9, 14)},
    **{f"{n:02}": "4" for n in range(14, 21)},
}
Row = dict[str, str]


def tables(wholes: Iterable[Whole]) -> tuple[list[Row], list[Row]]:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "20240312.export.CSV"
        export(wholes, "gdelt", out, Options())
        return read(out, COLUMNS), read(out.with_name("20240312.mentions.CSV"), MENTIONS.split())


def read(file: Path, columns: list[str]) -> list[Row]:
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in file.read_text("utf-8").split("\n")[:-1]]


def event_of(*says: Says, type: EventType = EventType.ASSAULT, mode: tuple[str, ...] = ()) -> Row:
    ((event,), _) = tables([one_of(*says, type=type, mode=mode)])
    return event


def test_there_are_as_many_columns_as_gdelt_has() -> None:
    assert (len(COLUMNS), len(MENTIONS.split())) == (61, 16)


@given(random_wholes())
@settings(max_examples=40, deadline=None)
def test_any_case_gives_both_tables(whole: Whole) -> None:
    events, mentions = tables([whole])
    for event in events:
        assert re.fullmatch(r"\d{8}", event["SQLDATE"])
        assert re.fullmatch(r"\d{4}\.\d{4}", event["FractionDate"])
        assert event["EventCode"].startswith(event["EventBaseCode"])
        assert event["EventBaseCode"].startswith(event["EventRootCode"])
        assert event["QuadClass"] == QUADS[event["EventRootCode"]]
        assert -10 <= float(event["GoldsteinScale"]) <= 10
        assert event["ActionGeo_Type"] in {"", "1", "2", "3", "4", "5"}
        assert int(event["NumMentions"]) == sum(m["GLOBALEVENTID"] == event["GLOBALEVENTID"] for m in mentions)
    assert {mention["MentionType"] for mention in mentions} <= {"1", "2"}


def test_the_example_case(wholes: list[Whole]) -> None:
    events, mentions = tables(wholes)
    ambush = next(event for event in events if event["Actor1Name"] == "FREE LOGONE FRONT")
    assert (ambush["EventCode"], ambush["QuadClass"], ambush["Actor2Code"]) == ("190", "4", "TCDMIL")
    assert (ambush["NumArticles"], ambush["NumSources"]) == ("7", "6")
    assert ambush["ActionGeo_FullName"] == "Goré, Logone-Oriental, Chad"
    assert len([m for m in mentions if m["GLOBALEVENTID"] == ambush["GLOBALEVENTID"]]) == int(ambush["NumMentions"])
    assert {m["MentionDocTranslationInfo"] for m in mentions} == {"", "srclc:fra"}


@pytest.mark.parametrize(
    ("place", "kind", "division"),
    [
        pytest.param(GORE, "4", "CD09", id="a-town-of-the-world"),
        pytest.param(CHAD, "1", "CD", id="a-country"),
        pytest.param(replace(GORE, country="US", gazetteer=""), "3", "US", id="a-town-of-the-us"),
        pytest.param(replace(GORE, precision="region", gazetteer=""), "5", "CD", id="a-division-of-the-world"),
        pytest.param(None, "", "", id="nowhere"),
    ],
)
def test_the_kind_of_a_place(place: object, kind: str, division: str) -> None:
    event = event_of(Says(actor=("rebels",), place=place))  # type: ignore[arg-type]
    assert (event["ActionGeo_Type"], event["ActionGeo_ADM1Code"]) == (kind, division)


@pytest.mark.parametrize(
    ("says", "mode", "code"),
    [
        pytest.param(Says(actor=("rebels",), recipient=("soldiers",)), (), "190", id="fighting"),
        pytest.param(Says(), (), "180", id="nobody-told"),
        pytest.param(Says(actor=("rebels",), recipient=("villagers",), killed=1), (), "180", id="no-mass-violence"),
        pytest.param(Says(), ("drone",), "195", id="one-narrower-code"),
    ],
)
def test_the_code_of_an_event(says: Says, mode: tuple[str, ...], code: str) -> None:
    assert event_of(says, mode=mode)["EventCode"] == code


def test_the_part_of_the_year_that_is_over() -> None:
    assert event_of(Says(date="2024-02-18"))["FractionDate"] == "2024.1315"
