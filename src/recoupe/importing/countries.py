"""Countries by whatever code or name a dataset gives them."""

from __future__ import annotations

from functools import cache, lru_cache

from babel import Locale

from recoupe import languages
from recoupe.knowledge.countries import countries
from recoupe.knowledge.gazetteer.fold import fold

SCHEMES = ("numeric", "alpha3", "fips", "cow", "gw")


@lru_cache(maxsize=4096)
def country(value: str, scheme: str = "") -> str:
    """The ISO 3166-1 alpha-2 code of a country; "" for none.

    Args:
        value: a code or a name.
        scheme: whose code, of `SCHEMES`; a name, alpha-2 or alpha-3 code otherwise.
    """
    value = value.strip()
    if scheme:
        code = value.removesuffix(".0")
        return by_code(scheme).get(code.zfill(3) if scheme == "numeric" else code.upper(), "")
    if value.upper() in countries():
        return value.upper()
    return by_code("alpha3").get(value.upper(), "") or by_name().get(fold(value), "")


@cache
def by_code(scheme: str) -> dict[str, str]:
    """The countries that a scheme has a code for."""
    return {getattr(row, scheme): code for code, row in countries().items() if getattr(row, scheme)}


@cache
def by_name() -> dict[str, str]:
    """Countries by the names of ACLED and UCDP, and in the languages that Recoupe reads."""
    found: dict[str, str] = {}
    for language in languages.codes():
        for code, name in Locale.parse(language).territories.items():
            if code in countries():
                found.setdefault(fold(name), code)
    for code, row in countries().items():
        for name in (row.acled, row.ucdp, row.ucdp.partition(" (")[0]):
            if name:
                found.setdefault(fold(name), code)
    return found
