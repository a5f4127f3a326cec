"""The interface speaks both languages, and says the same in each."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from recoupe.interface import locales, texts, user_locale
from recoupe.model import DiscrepancyKind, EventType, Factuality, Form, Region, SourceKind, Status


def leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from leaves(value, f"{path}{key}.")
        else:
            yield path + key, value


def test_both_languages_have_the_same_keys_and_the_same_blanks() -> None:
    def blanks(text: str) -> set[str | None]:
        return {name for _, name, _, _ in string.Formatter().parse(text)} - {None}

    english, french = dict(leaves(texts("en").tables)), dict(leaves(texts("fr").tables))
    assert english.keys() == french.keys()
    assert {key: blanks(text) for key, text in english.items()} == {key: blanks(text) for key, text in french.items()}


@pytest.mark.parametrize("locale", locales())
@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("type", EventType),
        ("status", Status),
        ("factuality", Factuality),
        ("factuality_long", Factuality),
        ("kind", SourceKind),
        ("form", Form),
        ("discrepancy", DiscrepancyKind),
        ("region", Region),
    ],
)
def test_every_word_of_the_model_has_a_text(locale: str, table: str, names: Any) -> None:
    assert {member.value for member in names} <= texts(locale).tables[table].keys()


def test_french_typography_binds_its_marks() -> None:
    for key, text in leaves(texts("fr").tables):
        for mark in ":;!?»":
            assert f" {mark}" not in text, f"{key}: a breakable space before {mark} in {text!r}"
        assert "« " not in text, f"{key}: a breakable space after « in {text!r}"


@pytest.mark.parametrize(
    ("environment", "locale"),
    [
        pytest.param({}, "en", id="nothing-set"),
        pytest.param({"LANG": "fr_FR.UTF-8"}, "fr", id="french"),
        pytest.param({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en", id="lc-all-comes-first"),
        pytest.param({"LANG": "de_DE"}, "en", id="a-language-we-do-not-speak"),
        pytest.param({"LC_MESSAGES": "fr-CA"}, "fr", id="canada"),
    ],
)
def test_the_locale_of_the_user(environment: dict[str, str], locale: str) -> None:
    assert user_locale(environment) == locale


def test_counts_follow_the_grammar_of_the_language() -> None:
    assert [texts("en").count("event", n) for n in (0, 1, 2)] == ["0 events", "1 event", "2 events"]
    assert [texts("fr").count("event", n) for n in (0, 1, 2)] == ["0 fait", "1 fait", "2 faits"]


def test_a_message_of_the_reader_is_translated() -> None:
    message = "no publication date: relative dates stay unresolved; give --published"
    assert texts("fr").message(message).startswith("pas de date de publication")
    assert texts("fr").message("something else") == "something else"
