"""Private persons' names leave an export, everywhere and consistently; public ones and every span stay right."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from recoupe import read_text
from recoupe.casefile import Case
from recoupe.export import export, wholes_of
from recoupe.export.people import people
from recoupe.export.private import Names
from recoupe.linking.incase import link_case
from recoupe.model import Span
from recoupe.weighing.incase import weigh_case
from recoupe.weighing.whole import Whole

# Invented: nobody of these names is meant.
FIRST = """Deux morts dans l'attaque du marché de Bol

Des hommes armés ont tué deux commerçants mardi à Bol, a déclaré le préfet, Mahamat Issa Doungous.

« Ils ont tiré sur tout le monde », raconte Hawa Oumar Kellou, 34 ans, vendeuse de poisson. Kellou a perdu son frère.
"""
SECOND = """Two traders killed in Bol market attack

Gunmen killed two traders in Bol on Tuesday, governor Mahamat Issa Doungous said. A fish seller, Hawa Oumar Kellou, said
that "they fired at everybody". Ms. Kellou lost her brother.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[Whole]:
    """Two reports of one attack."""
    with Case.open(tmp_path_factory.mktemp("private") / "case.db") as case:
        for text, outlet in ((FIRST, "Le Lac"), (SECOND, "The Lake")):
            url = "https://lac.example/hawa-oumar-kellou-raconte"
            reading = read_text(text, name=outlet, outlet=outlet, published="2024-05-15")
            case.put(replace(reading, document=replace(reading.document, url=url)))
        link_case(case)
        weigh_case(case)
        return list(wholes_of(case))


@pytest.fixture(scope="module")
def names(told: list[Whole]) -> Names:
    """Whom they name."""
    return Names.found_in(told)


def spans(value: object) -> Iterator[Span]:
    """Every span in a value."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from spans(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from spans(getattr(value, name))


def test_who_holds_an_office_is_public() -> None:
    shown = {person.name: person.is_public for person in people(read_text(FIRST, language="fr"))}
    assert shown["Mahamat Issa Doungous"] is True


def test_only_private_persons_are_hidden(names: Names) -> None:
    assert set(names.marks) == {"Hawa Oumar Kellou"}


def test_one_person_is_one_mark_in_all_reports(told: list[Whole], names: Names) -> None:
    texts = [r.document.text for whole in told for r in names.hidden(whole).readings.values()]
    assert all("[P1]" in text for text in texts)


@pytest.mark.parametrize("word", ["Hawa", "Kellou"])
def test_the_name_is_nowhere(told: list[Whole], names: Names, word: str) -> None:
    assert all(word.lower() not in repr(names.hidden(whole)).lower() for whole in told)


def test_the_public_name_stays(told: list[Whole], names: Names) -> None:
    assert "Doungous" in repr(names.hidden(told[0]))


def test_every_span_holds_its_words(told: list[Whole], names: Names) -> None:
    for whole in told:
        for reading in names.hidden(whole).readings.values():
            found = list(spans(reading))
            assert found
            assert all(reading.document.text[s.start : s.end] == s.text for s in found)


def test_members_are_the_new_documents(told: list[Whole], names: Names) -> None:
    hidden = names.hidden(told[0])
    assert {m.document for i in hidden.incidents for m in i.members} <= set(hidden.readings)


def test_an_address_that_spells_the_name_goes(told: list[Whole], names: Names) -> None:
    assert {r.document.url for r in names.hidden(told[0]).readings.values()} == {""}


def test_the_key_tells_who_it_was(told: list[Whole], names: Names, tmp_path: Path) -> None:
    written = export((names.hidden(whole) for whole in told), "tables", tmp_path / "out")
    names.keep(written, tmp_path / "key.csv")
    with (tmp_path / "key.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["exported"]: row["original"] for row in csv.DictReader(file)}
    assert rows["[P1]"] == "Hawa Oumar Kellou"
    assert len(rows) == 3


def test_outlets_are_nobody(wholes: list[Whole]) -> None:
    outlets = {reading.document.outlet for whole in wholes for reading in whole.readings.values()}
    assert outlets.isdisjoint(Names.found_in(wholes).marks)


def test_nobody_to_hide_changes_nothing(wholes: list[Whole]) -> None:
    assert [Names({}, {}).hidden(whole) for whole in wholes] == wholes
