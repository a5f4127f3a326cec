"""Places and days of coded data."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from recoupe.export.days import day_of, shared_out
from recoupe.export.sites import priogrid, site_of, wkt
from recoupe.weighing.precision import When
from tests.export.factory import CHAD, GORE, HERE, Says, coded_of


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [
        (10.51, 2.29, "145085"),
        (-14.75, 25.75, "108412"),
        (-90.0, -180.0, "1"),
        (90.0, 180.0, "259200"),
        (None, 1.0, ""),
    ],
)
def test_the_cell_of_the_priogrid(lat: float | None, lon: float | None, cell: str) -> None:
    assert priogrid(lat, lon) == cell


def test_well_known_text_has_the_longitude_first() -> None:
    assert (wkt(8.65, -2.5), wkt(None, None)) == ("POINT (-2.5 8.65)", "")


def test_a_town_lies_in_its_division() -> None:
    site = site_of(GORE)
    assert (site.name, site.admin1, site.admin1_code, site.geonames) == ("Goré", "Logone-Oriental", "TD.09", "2431907")


def test_south_of_a_town_is_near_it() -> None:
    one = coded_of(Says(place=replace(GORE, precision="area")))
    assert (one.site.near, one.site.name, one.place_codes) == (True, "Goré", (2, 2))


def test_a_country_lies_in_no_division() -> None:
    assert (site_of(CHAD).admin1, site_of(None).country) == ("", "")


def test_an_unknown_village_keeps_the_words_of_the_text() -> None:
    village = replace(GORE, name="Békan", lat=None, lon=None, gazetteer="", span=HERE)
    assert (site_of(village).name, site_of(village).located) == ("Békan", False)


def test_a_coded_point_has_the_country_of_the_place_of_its_name() -> None:
    coded = replace(GORE, country="", gazetteer="", lat=8.6, lon=16.5)
    assert (site_of(coded).country, site_of(coded).admin1) == ("TD", "Logone-Oriental")
    assert site_of(replace(coded, lat=50.0)).country == ""


def when(start: str, end: str) -> When:
    return When("", start, end, None, None, None)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("start", "end", "day"),
    [
        pytest.param("2024-03-12", "2024-03-12", "2024-03-12", id="a-day"),
        pytest.param("2024-03-11", "2024-03-17", "2024-03-14", id="a-week"),
        pytest.param("2024-03-01", "2024-03-31", "2024-03-16", id="a-month"),
        pytest.param("2024-03-01", "2024-03-10", "2024-03-01", id="the-beginning-of-a-month"),
        pytest.param("2024-03-21", "2024-03-31", "2024-03-31", id="the-end-of-a-month"),
    ],
)
def test_the_day_that_stands_for_a_stretch(start: str, end: str, day: str) -> None:
    assert day_of(when(start, end)) == dt.date.fromisoformat(day)


def test_a_toll_over_days_leaves_its_remainder_on_the_first() -> None:
    assert shared_out(11, 3) == [5, 3, 3]
