"""Countries in the codes of coded conflict data: ISO, FIPS, Correlates of War, Gleditsch and Ward, ACLED, UCDP."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Country:
    """One row of `countries.csv`; "" where a scheme has no code for it."""

    code: str  # ISO 3166-1 alpha-2
    alpha3: str
    numeric: str  # three digits
    fips: str
    cow: str
    gw: str
    acled_region: str
    acled: str  # its name in ACLED
    ucdp_region: str
    ucdp: str  # its name in UCDP


NONE = Country("", "", "", "", "", "", "", "", "", "")


@cache
def countries() -> dict[str, Country]:
    """All countries and territories by alpha-2 code, read once a process."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {row["code"]: Country(**row) for row in csv.DictReader(lines, delimiter=";")}


def country(code: str) -> Country:
    """The country of an alpha-2 code; one without any codes where there is none."""
    return countries().get(code, NONE)
