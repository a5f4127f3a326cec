"""What is exported comes back: any case in each coded format, row by row, with the same values, nothing to repair."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings

from recoupe.export import export
from recoupe.importing import gdelt, readings
from recoupe.importing.countries import country
from recoupe.importing.repairs import Repairs
from recoupe.knowledge.crosswalks.back import back
from recoupe.model import Details, Reading
from recoupe.reading.dates import bounds
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes

Cells = dict[str, str]
whatever = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def there_and_back(whole: Whole, format: str) -> list[tuple[Cells, Reading]]:
    """Each row that was written, with the reading that it was read back as."""
    with tempfile.TemporaryDirectory() as folder:
        file, repairs = Path(folder) / "out.csv", Repairs()
        export([whole], format, file)
        rows = table(file, format)
        with readings(file, format, "Desk", None, repairs) as (made, _):
            back_again = list(made)
    assert repairs.counted == {}
    assert repairs.set_aside == 0
    assert len(rows) == len(back_again)
    return list(zip(rows, back_again, strict=True))


def table(file: Path, format: str) -> list[Cells]:
    """The rows of a file, by another reader than the importer's."""
    with file.open(encoding="utf-8", newline="") as lines:
        if format == "gdelt":
            return [dict(zip(gdelt.COLUMNS, line.rstrip("\n").split("\t"), strict=True)) for line in lines]
        return list(csv.DictReader(lines, delimiter="\t" if format == "polecat" else ","))


def number(cell: str) -> float | None:
    """A coordinate."""
    return float(cell) if cell not in ("", "None") else None


def days(details: Details) -> tuple[str, str]:
    """First and last day."""
    found = bounds(details.date[0].edtf)
    assert found
    return found[0].isoformat(), found[1].isoformat()


def names(values: tuple[object, ...]) -> list[str]:
    """Names of parties or places."""
    return [getattr(value, "name", "") for value in values]


def plain(cell: str) -> str:
    """A cell as one line."""
    return " ".join(cell.split())


@whatever
@given(wholes())
def test_acled(whole: Whole) -> None:
    for cells, reading in there_and_back(whole, "acled"):
        event, details = reading.events[0], reading.events[0].details
        code = back("acled", cells["sub_event_type"])
        assert reading.document.name == cells["event_id_cnty"]
        assert code
        assert (event.type, event.mode) == (code.type, code.modes)
        first, last = days(details)
        assert first <= cells["event_date"] <= last
        assert (cells["time_precision"] == "1") == (details.date[0].edtf == cells["event_date"])
        (place,) = details.place
        assert (place.lat, place.lon) == (number(cells["latitude"]), number(cells["longitude"]))
        assert place.country == country(cells["iso"], "numeric")
        assert [q.best for q in details.killed] == ([int(cells["fatalities"])] if cells["fatalities"] != "0" else [])
        assert names(details.actor)[:1] == ([plain(cells["actor1"])] if cells["actor1"] else [])
        assert "notes: " + plain(cells["notes"]) in reading.document.text


@whatever
@given(wholes())
def test_ucdp(whole: Whole) -> None:
    for cells, reading in there_and_back(whole, "ucdp"):
        details = reading.events[0].details
        assert reading.document.name == cells["id"]
        assert days(details) == (cells["date_start"][:10], cells["date_end"][:10])
        (killed,) = details.killed
        assert (killed.low, killed.best, killed.high) == tuple(int(cells[name]) for name in ("low", "best", "high"))
        (place,) = details.place
        assert (place.lat, place.lon) == (number(cells["latitude"]), number(cells["longitude"]))
        assert place.country == country(cells["country_id"], "gw") or not cells["country_id"]
        assert names(details.actor) == [plain(cells["side_a"])]
        assert names(details.recipient) == [plain(cells["side_b"])]
        told = {a.sources[-1].name for a in reading.events[0].accounts}
        assert not cells["source_original"] or len(told) >= 1


@whatever
@given(wholes())
def test_polecat(whole: Whole) -> None:
    for cells, reading in there_and_back(whole, "polecat"):
        event, details = reading.events[0], reading.events[0].details
        assert reading.document.name == cells["Event ID"]
        assert event.type.value == cells["Event Type"]
        assert list(event.mode) == ([] if cells["Event Mode"] == "None" else cells["Event Mode"].split("; "))
        assert days(details)[0] == cells["Event Date"]
        assert [(p.lat, p.lon) for p in details.place][:1] in (
            [(number(cells["Latitude"]), number(cells["Longitude"]))],
            [],
        )


@whatever
@given(wholes())
def test_gdelt(whole: Whole) -> None:
    for cells, reading in there_and_back(whole, "gdelt"):
        event, code = reading.events[0], back("cameo", cells["EventCode"])
        assert reading.document.name == cells["GLOBALEVENTID"]
        assert code
        assert (event.type, event.mode) == (code.type, code.modes)
        assert days(event.details)[0].replace("-", "") == cells["SQLDATE"]
