"""The pattern language of the times tables, and that the tables are written in it without gaps."""

from __future__ import annotations

import ast
import inspect
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recoupe import languages
from recoupe.reading.times import finder
from recoupe.reading.times_grammar import LEVELS, Grammar, Item, Pattern, variants
from recoupe.reading.times_reckoning import OPERATIONS, compiled
from recoupe.reading.times_words import Lexicon

ROWS = [
    pytest.param(row, id=row["id"])
    for code in ("en", "fr")
    for level in LEVELS
    for row in languages.load(code).table("times")[level]
    if "is" in row
]
NOTHING = Pattern("", "", None, True)


def filled(source: str) -> list[str]:
    return [" ".join(variant.symbols) for variant in variants(NOTHING, source)]


def test_options_and_groups_are_filled_in_every_way() -> None:
    assert filled("a? <b> ( c | d e )?") == [
        "a <b> c",
        "a <b> d e",
        "a <b>",
        "<b> c",
        "<b> d e",
        "<b>",
    ]


def test_words_are_cut_as_texts_are() -> None:
    """ "aujourd'hui" is three words in a text, and so it is in a pattern."""
    assert filled("aujourd'hui") == ["aujourd ' hui"]


def found(table: dict[str, Any], text: str) -> list[tuple[str, str]]:
    grammar = Grammar(table, lambda source: lambda c, slots: None)
    words = grammar.items(Lexicon(table["words"]).words(text), {"past"})
    return [(word.pattern.id, text[word.start : word.end]) for word in words if isinstance(word, Item) and word.pattern]


TABLE = {
    "words": {"day": {"alpha": 1, "beta": 2}, "unit": {"moons": 1}, "cardinal": {"three": 3}},
    "atom": [
        {"id": "old", "pattern": "in [ the past ]", "is": "x"},
        {"id": "span", "pattern": "the past <number> <unit>", "is": "x"},
        {"id": "day", "pattern": "<day>", "is": "x", "makes": "DAY"},
        {"pattern": "hotel <day>"},
    ],
    "phrase": [{"id": "pair", "pattern": "<a:DAY> to <b:DAY>", "is": "x"}],
}


@pytest.mark.parametrize(
    ("text", "items"),
    [
        pytest.param("in the past", [("old", "the past")], id="context-is-not-its-own"),
        pytest.param("in the past three moons", [("span", "the past three moons")], id="longer-beats-context"),
        pytest.param("alpha to beta", [("pair", "alpha to beta")], id="levels-build-on-each-other"),
        pytest.param("hotel alpha", [], id="a-row-without-reckoning-takes-words-away"),
        pytest.param("xalpha alpha2", [], id="never-inside-a-longer-word"),
    ],
)
def test_matching(text: str, items: list[tuple[str, str]]) -> None:
    assert found(TABLE, text) == items


@pytest.mark.parametrize("row", ROWS)
def test_every_filling_has_the_slots_its_reckoning_cannot_do_without(row: dict[str, Any]) -> None:
    """A slot that a variant lacks must be one that the operation can do without."""
    needed = required(ast.parse(row["is"], mode="eval").body)
    for variant in variants(NOTHING, row["pattern"]):
        assert needed <= set(variant.slots), f"{variant.symbols} lacks {needed - set(variant.slots)}"


def required(node: ast.expr) -> set[str]:
    """Names that stand where an operation has no default."""
    if not isinstance(node, ast.Call):
        return set()
    assert isinstance(node.func, ast.Name)
    parameters = list(inspect.signature(OPERATIONS[node.func.id]).parameters.values())[1:]
    assert len(node.args) <= len(parameters)
    names: set[str] = set()
    for argument, parameter in zip(node.args, parameters, strict=False):
        if isinstance(argument, ast.Name) and parameter.default is inspect.Parameter.empty:
            names.add(argument.id)
        names |= required(argument)
    return names - {"n"} if node.func.id in ("every", "islamic") else names


def test_an_unknown_operation_is_named() -> None:
    with pytest.raises(ValueError, match=r"not a reckoning: 'dey\(dd\)'; known are .*day"):
        compiled("dey(dd)")


def vocabulary(code: str) -> list[str]:
    table = languages.load(code).table("times")
    words = {word for members in table["words"].values() for word in members}
    literals = {
        word
        for level in LEVELS
        for row in table[level]
        for variant in variants(NOTHING, row["pattern"])
        for word in variant.symbols
        if not word.startswith("<")
    }
    numbers = {"0", "1", "2", "7", "13", "29", "31", "60", "98", "1200", "1999", "2022", "2100", "99999999999"}
    return sorted(words | literals | numbers | {".", ",", "-", "/", "\n", "'"})


@pytest.mark.parametrize("code", ["en", "fr"])
@pytest.mark.parametrize("published", ["2022-11-09", "2024-02-29", "", "0001-01-01", "9999-12-31"])
def test_any_string_of_time_words_is_read(code: str, published: str) -> None:
    """Whatever follows whatever, there is no exception, and every span lies in the text."""

    @settings(max_examples=150, deadline=None)
    @given(st.lists(st.sampled_from(vocabulary(code)), max_size=30))
    def check(words: list[str]) -> None:
        text = " ".join(words)
        end = 0
        for each in finder(code).find(text, published):
            assert end <= each.start < each.end <= len(text)
            end = each.end
            assert each.when.edtf is None or len(each.when.edtf) >= 4

    check()


@settings(max_examples=200, deadline=None)
@given(st.text())
def test_any_text_is_read(text: str) -> None:
    for code in ("en", "fr"):
        finder(code).find(text, "2022-11-09")
