"""The register of outlets: complete rows, names that find their outlet, no name that means two."""

from __future__ import annotations

import re

import pytest

from recoupe.knowledge.outlets import normal, outlets

KINDS = {
    "agency",
    "public broadcaster",
    "state media",
    "broadcaster",
    "paper",
    "site",
    "armed group media",
}


def test_every_row_is_complete() -> None:
    for outlet in outlets().outlets:
        assert outlet.name
        assert outlet.kind in KINDS, outlet
        assert re.fullmatch(r"[A-Z]{2}|", outlet.country), outlet
        assert re.fullmatch(r"[\w.-]+\.[a-z]+|", outlet.domain), outlet


def test_the_register_is_wide() -> None:
    register = outlets().outlets
    assert len(register) >= 400
    assert len({outlet.country for outlet in register}) >= 80


def test_no_name_means_two_outlets() -> None:
    holders: dict[str, set[str]] = {}
    for outlet in outlets().outlets:
        for name in (outlet.name, *outlet.variants):
            holders.setdefault(normal(name), set()).add(outlet.name)
    assert {name: who for name, who in holders.items() if len(who) > 1} == {}


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("l’AFP", "Agence France-Presse"),
        ("The New York Times", "The New York Times"),
        ("New York Times", "The New York Times"),
        ("www.presstv.ir", "Press TV"),
        ("RADIO OKAPI", "Radio Okapi"),
        ("l'agence Tass", "TASS"),
    ],
)
def test_names_with_and_without_article(name: str, found: str) -> None:
    outlet = outlets().find(name)
    assert outlet is not None
    assert outlet.name == found


def test_unknown_names_find_nothing() -> None:
    assert outlets().find("Radio Wassa FM") is None
