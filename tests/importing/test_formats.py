"""What each format's rows say, value by value, and where it stands."""

from __future__ import annotations

import json

from recoupe.importing import gdelt, polecat, ucdp
from recoupe.importing.repairs import Repair
from recoupe.linking.records import records_of
from recoupe.model import EventType, Reading, SourceKind
from tests.importing.conftest import Read

ACLED = (
    "event_id_cnty,event_date,year,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,iso,country,"
    "location,latitude,longitude,geo_precision,source,notes,fatalities,timestamp\n"
)
ROW = (
    "CHA12,2024-03-12,2024,1,Battles,Armed clash,Military Forces of Chad (2021-),State forces,Front du Logone,"
    "Rebel group,148,Chad,Goré,7.92,16.63,1,Radio Mont-de-Lam; Logone Dépêches,Six dead near the bridge.,6,1710460800\n"
)


def values_stand_where_they_say(reading: Reading) -> bool:
    """Every span of a reading has the words of the text."""
    text, event = reading.document.text, reading.events[0]
    spans = [source.span for account in event.accounts for source in account.sources if source.span]
    for details in (event.details, *(account.details for account in event.accounts)):
        for name in ("date", "place", "actor", "recipient", "killed", "injured"):
            spans += [value.span for value in getattr(details, name)]
    return all(text[span.start : span.end] == span.text for span in (*spans, *event.mentions))


def test_a_row_of_acled(read: Read) -> None:
    (reading,), repairs = read(ACLED + ROW, "acled")
    document, event = reading.document, reading.events[0]
    assert (document.name, document.outlet, document.published) == ("CHA12", "coded by Desk", "2024-03-15")
    assert document.url == "coded:Desk/CHA12"
    assert event.type is EventType.ASSAULT
    details = event.details
    assert [d.edtf for d in details.date] == ["2024-03-12"]
    assert [(p.name, p.country, p.lat, p.precision) for p in details.place] == [("Goré", "TD", 7.92, "city")]
    assert [p.name for p in details.actor] == ["Military Forces of Chad"]
    assert [p.name for p in details.recipient] == ["Front du Logone"]
    assert [q.best for q in details.killed] == [6]
    assert values_stand_where_they_say(reading)
    assert repairs.counted == {}


def test_the_sources_of_a_row_are_links_behind_its_coder(read: Read) -> None:
    (reading,), _ = read(ACLED + ROW, "acled")
    chains = [[source.name for source in account.sources] for account in reading.events[0].accounts]
    assert chains == [
        ["coded by Desk"],
        ["coded by Desk", "Radio Mont-de-Lam"],
        ["coded by Desk", "Logone Dépêches"],
    ]
    assert [bool(account.details.killed) for account in reading.events[0].accounts] == [True, False, False]
    assert reading.events[0].accounts[0].sources[0].kind is SourceKind.DATASET


def test_a_row_with_one_source_has_its_values_from_it(read: Read) -> None:
    (reading,), _ = read(ACLED + ROW.replace("; Logone Dépêches", ""), "acled")
    (account,) = reading.events[0].accounts
    assert account.sources[-1].name == "Radio Mont-de-Lam"
    assert account.details.killed


def test_no_fatalities_of_acled_say_nothing(read: Read) -> None:
    (reading,), _ = read(ACLED + ROW.replace(",6,171", ",0,171"), "acled")
    assert reading.events[0].details.killed == ()


def test_precision_of_acled_becomes_edtf(read: Read) -> None:
    rows = ROW.replace("2024,1,", "2024,2,") + ROW.replace("2024,1,", "2024,3,")
    found, repairs = read(ACLED + rows, "acled")
    assert [reading.events[0].details.date[0].edtf for reading in found] == ["2024-03-12~", "2024-03"]
    assert repairs.counted == {Repair.ID_AGAIN: 1}
    assert [reading.document.name for reading in found] == ["CHA12", "CHA12~2"]


def test_the_record_of_a_row_has_its_words_and_none_of_its_columns(read: Read) -> None:
    (reading,), _ = read(ACLED + ROW, "acled")
    (record,) = records_of(reading)
    assert "171046" not in "".join(record.numbers)
    assert record.names
    assert not {"ivint", "dat", "latitud"} & set(record.names)
    assert record.killed == (6, 6)


def ucdp_row(**given: str) -> str:
    """A table of UCDP with one row."""
    held = {
        "id": "7",
        "type_of_violence": "1",
        "side_a": "Government of Chad",
        "side_b": "Front du Logone",
        "date_start": "2024-03-12 00:00:00.000",
        "date_end": "2024-03-14 00:00:00.000",
        "where_prec": "4",
        "where_coordinates": "Logone Oriental",
        "latitude": "8.5",
        "longitude": "16.5",
        "country": "Chad",
        "country_id": "483",
        "best": "6",
        "low": "4",
        "high": "9",
        "source_office": "Radio Mont-de-Lam",
        "source_date": "2024-03-15",
        "source_headline": "Six dead at Goré",
        "source_original": "a resident, the army",
        **given,
    }
    return ",".join(ucdp.COLUMNS) + "\n" + ",".join(f'"{held.get(name, "")}"' for name in ucdp.COLUMNS) + "\n"


def test_a_row_of_ucdp(read: Read) -> None:
    (reading,), repairs = read(ucdp_row(), "ucdp")
    details = reading.events[0].details
    assert [d.edtf for d in details.date] == ["2024-03-12/2024-03-14"]
    assert [(p.name, p.country, p.precision) for p in details.place] == [("Logone Oriental", "TD", "region")]
    assert [(q.low, q.best, q.high) for q in details.killed] == [(4, 6, 9)]
    assert (reading.document.title, reading.document.published) == ("Six dead at Goré", "2024-03-15")
    assert values_stand_where_they_say(reading)
    assert repairs.counted == {}


def test_who_told_it_is_the_innermost_source(read: Read) -> None:
    (reading,), _ = read(ucdp_row(), "ucdp")
    chains = [[source.name for source in account.sources[1:]] for account in reading.events[0].accounts]
    assert chains == [[], ["Radio Mont-de-Lam", "a resident"], ["Radio Mont-de-Lam", "the army"]]


def test_of_several_offices_nobody_knows_who_had_it_from_whom(read: Read) -> None:
    (reading,), _ = read(
        ucdp_row(source_office="Radio Mont-de-Lam;Logone Dépêches", source_original="a resident"), "ucdp"
    )
    (account,) = reading.events[0].accounts
    assert [s.name for s in account.sources[1:]] == ["Radio Mont-de-Lam;Logone Dépêches", "a resident"]


def polecat_row(**given: str) -> str:
    """A table of POLECAT with one row."""
    held = {
        "Event ID": "E1",
        "Event Date": "2024-03-12",
        "Event Type": "ASSAULT",
        "Event Mode": "firearms",
        "Actor Name": "Chad army; Police",
        "Recipient Name": "None",
        "City": "Goré",
        "Placename": "Goré",
        "Country": "TCD",
        "Latitude": "7.92",
        "Longitude": "16.63",
        "GeoNames ID": "2431852",
        "Source": "Radio Mont-de-Lam",
        "Publication Date": "2024-03-13",
        **given,
    }
    row = "\t".join(held.get(name, "None") for name in polecat.COLUMNS)
    return "\t".join(polecat.COLUMNS) + "\n" + row + "\n"


def test_a_row_of_polecat(read: Read) -> None:
    (reading,), repairs = read(polecat_row(), "polecat")
    event = reading.events[0]
    assert (event.type, event.mode) == (EventType.ASSAULT, ("firearms",))
    assert [p.name for p in event.details.actor] == ["Chad army", "Police"]
    assert event.details.recipient == ()
    assert event.details.place[0].gazetteer == "geonames:2431852"
    assert event.details.place[0].country == "TD"
    assert repairs.counted == {}


def test_polecat_of_an_earlier_manual(read: Read) -> None:
    (reading,), repairs = read(polecat_row(**{"Event Type": "DEMAND", "Event Mode": "None"}), "polecat")
    assert reading.events[0].type is EventType.REQUEST
    assert repairs.counted == {Repair.OLD_CODE: 1}


def gdelt_row(columns: tuple[str, ...], **given: str) -> str:
    """A row of GDELT."""
    held = {
        "GLOBALEVENTID": "99",
        "SQLDATE": "20240312",
        "Actor1Name": "CHAD",
        "EventCode": "173",
        "ActionGeo_Type": "4",
        "ActionGeo_FullName": "Gore, Logone Oriental, Chad",
        "ActionGeo_CountryCode": "CD",
        "ActionGeo_Lat": "7.92",
        "ActionGeo_Long": "16.63",
        "DATEADDED": "20240313101500",
        "SOURCEURL": "https://www.logone.example/a",
        **given,
    }
    return "\t".join(held.get(name, "") for name in columns) + "\n"


def test_rows_of_both_versions_of_gdelt(read: Read) -> None:
    for columns in (gdelt.COLUMNS, gdelt.FIRST):
        (reading,), repairs = read(gdelt_row(columns), "gdelt")
        event = reading.events[0]
        assert (event.type, event.mode) == (EventType.COERCE, ("arrest",))
        assert [d.edtf for d in event.details.date] == ["2024-03-12"]
        assert [(p.name, p.country) for p in event.details.place] == [("Gore", "TD")]
        assert event.accounts[0].sources[-1].name == "logone.example"
        assert reading.document.published == "2024-03-13"
        assert repairs.counted == {}


def test_a_statement_is_set_aside(read: Read) -> None:
    found, repairs = read(gdelt_row(gdelt.COLUMNS, EventCode="010"), "gdelt")
    assert found == []
    assert [(one.row, one.column, one.value, one.reason) for one in repairs.aside] == [
        (1, "EventCode", "010", "no_event")
    ]


def test_a_report_of_maverick(read: Read) -> None:
    report = {
        "report": "r1",
        "event": "hidden",
        "date_start": "2024-03-14",
        "date_end": "2024-03-12",
        "city": "Goré",
        "location": "Goré market",
        "lat": 7.92,
        "lon": 16.63,
        "geo_precision": 4,
        "actors": [
            {"name": "Police", "type": "Security forces", "roles": ["perpetrator"]},
            {"name": "Unknown actor", "type": None, "roles": ["perpetrator"]},
        ],
        "target": "Citizens",
        "deaths_low": "2",
        "deaths_best": "3",
        "deaths_high": "4",
        "source": "Radio Mont-de-Lam (2024-03-15) Three dead at Goré",
        "source_type": "National news media",
    }
    (reading,), repairs = read(json.dumps(report), "maverick")
    details = reading.events[0].details
    assert "hidden" not in reading.document.text
    assert [d.edtf for d in details.date] == ["2024-03-12/2024-03-14"]
    assert [p.name for p in details.place] == ["Goré market", "Goré"]
    assert [p.name for p in details.actor] == ["Police"]
    assert [(q.low, q.best, q.high) for q in details.killed] == [(2, 3, 4)]
    assert reading.events[0].accounts[0].sources[-1].name == "Radio Mont-de-Lam"
    assert repairs.counted == {Repair.DATES_SWAPPED: 1}
    assert values_stand_where_they_say(reading)
