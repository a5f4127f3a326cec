"""Claims: one for each origin, first where it first appeared, nothing rated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from recoupe.export import Options, export
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes as random_wholes

# What schema.org lets these types have (release 29), as far as it is used here.
THING = {"@type", "@id", "name", "description", "identifier", "url"}
WORK = THING | {
    "text",
    "inLanguage",
    "author",
    "datePublished",
    "keywords",
    "about",
    "isBasedOn",
    "headline",
    "publisher",
}
PROPERTIES = {
    "Claim": WORK | {"appearance", "firstAppearance", "claimInterpreter"},
    "NewsArticle": WORK,
    "CreativeWork": WORK,
    "Event": THING | {"startDate", "endDate", "location"},
    "Place": THING | {"address", "geo"},
    "PostalAddress": THING | {"addressCountry"},
    "GeoCoordinates": THING | {"latitude", "longitude"},
    **dict.fromkeys(("Person", "Organization", "GovernmentOrganization", "NewsMediaOrganization"), THING),
}


def written(wholes: list[Whole], folder: Path, options: Options | None = None) -> list[Any]:
    """What an export writes, read back."""
    export(wholes, "claims", folder / "case.jsonld", options)
    data = json.loads((folder / "case.jsonld").read_text("utf-8"))
    assert data["@context"] == "https://schema.org"
    return list(data["@graph"])


@pytest.fixture(scope="module")
def claims(wholes: list[Whole], tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    return written(wholes, tmp_path_factory.mktemp("claims"))


def check(value: Any) -> None:
    """Every object has a type and only properties of it."""
    if isinstance(value, list):
        for item in value:
            check(item)
    elif isinstance(value, dict) and set(value) != {"@id"}:
        assert set(value) <= PROPERTIES[value["@type"]]
        for item in value.values():
            check(item)


def test_the_vocabulary_is_schema_org(claims: list[Any]) -> None:
    check(claims)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_wholes())
def test_every_origin_makes_a_claim(tmp_path_factory: pytest.TempPathFactory, whole: Whole) -> None:
    found = written([whole], tmp_path_factory.mktemp("claims"))
    check(found)
    own = [c for c in found if not any("@id" in b and "@type" not in b for b in listed(c.get("isBasedOn", [])))]
    assert len(own) == sum(len(incident.origins) for incident in whole.incidents)
    assert len({claim["@id"] for claim in found}) == len(found)


def listed(value: Any) -> list[Any]:
    """JSON-LD writes a list of one without brackets."""
    return value if isinstance(value, list) else [value]


def test_it_first_appeared_before_it_was_repeated(claims: list[Any]) -> None:
    officer = next(c for c in claims if c["author"]["name"] == "un officier de la garnison")
    assert officer["firstAppearance"]["publisher"]["name"] == "Logone Dépêches"
    days = [article["datePublished"] for article in officer["appearance"]]
    assert len(days) > 1
    assert days == sorted(days)


def test_what_the_cited_report_does_not_say_is_a_claim_of_its_own(claims: list[Any]) -> None:
    officer = next(c for c in claims if c["author"]["name"] == "un officier de la garnison")
    twelve = next(c for c in claims if "twelve soldiers" in c["text"] and "isBasedOn" in c)
    assert twelve["isBasedOn"] == [{"@id": officer["@id"]}]
    assert [article["publisher"]["name"] for article in twelve["appearance"]] == ["Harmattan Post"]


def test_a_denial_shows_who_denies_what(claims: list[Any]) -> None:
    denials = [c["text"] for c in claims if c["description"] == "denies it"]
    assert any("dément l'enlèvement d'un mécanicien" in text for text in denials)


def test_nothing_is_rated(claims: list[Any]) -> None:
    assert "ating" not in json.dumps(claims)
    assert all(claim["@type"] == "Claim" for claim in claims)


def test_words_for_people_follow_the_language(wholes: list[Whole], tmp_path: Path) -> None:
    found = written(wholes, tmp_path, Options(language="fr"))
    assert "le dément" in {claim["description"] for claim in found}
