"""Values in plain words."""

from __future__ import annotations

import pytest

from recoupe.interface import texts
from recoupe.model import Place, Provenance, Quantity, Span
from recoupe.render.words import date_words, excerpt, one_line, place_words, quantity_words, shortened, unquoted

NOWHERE = Span(0, 0, "")


@pytest.mark.parametrize(
    ("edtf", "english", "french"),
    [
        ("2024-03-05", "5 March 2024", "5 mars 2024"),
        ("2024-03-01", "1 March 2024", "1er mars 2024"),
        ("2024-03-05T14:30", "5 March 2024, 14:30", "5 mars 2024, 14:30"),
        ("2024-03-05~", "about 5 March 2024", "vers le 5 mars 2024"),
        ("2024-03", "March 2024", "mars 2024"),
        ("2024-03~", "about March 2024", "vers mars 2024"),
        ("2024", "2024", "2024"),
        ("2024-03-05/2024-03-06", "5–6 March 2024", "5–6 mars 2024"),
        ("2024-02-29/2024-03-01", "29 February – 1 March 2024", "29 février – 1er mars 2024"),
        ("2023-12-31/2024-01-01", "31 December 2023 – 1 January 2024", "31 décembre 2023 – 1er janvier 2024"),
        ("2024-03/2024-05", "March 2024 – May 2024", "mars 2024 – mai 2024"),
        ("2024-03-05/..", "from 5 March 2024", "à partir du 5 mars 2024"),
        ("2024-03-05?", "5 March 2024 (uncertain)", "5 mars 2024 (incertain)"),
        ("2024-02-31", "2024-02-31", "2024-02-31"),
        ("P2D", "P2D", "P2D"),
        ("", "", ""),
    ],
)
def test_dates(edtf: str, english: str, french: str) -> None:
    assert date_words(edtf, texts("en")).replace("\u00a0", " ") == english
    assert date_words(edtf, texts("fr")).replace("\u00a0", " ") == french


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        pytest.param(3, 3, 3, "3", id="three"),
        pytest.param(3, 3, None, "at least 3", id="at-least-three"),
        pytest.param(8, 10, 12, "about 10", id="about-ten"),
        pytest.param(3, 5, 5, "3 to 5", id="three-to-five"),
        pytest.param(0, 12, 12, "at most 12", id="up-to-twelve"),
        pytest.param(1200, 1200, 1200, "1,200", id="thousands"),
    ],
)
def test_numbers(low: int, best: int, high: int | None, words: str) -> None:
    assert quantity_words(Quantity(low, best, high, NOWHERE, Provenance("test")), texts("en")) == words


@pytest.mark.parametrize(
    ("name", "country", "precision", "words"),
    [
        ("Bria", "CF", "city", "Bria (Central African Republic)"),
        ("Mauritania", "MR", "country", "Mauritania"),
        ("nord du Tchad", "TD", "area", "nord du Tchad (Chad)"),
        ("the ford", "", "relative", "the ford"),
    ],
)
def test_places(name: str, country: str, precision: str, words: str) -> None:
    place = Place(name, country, None, None, precision, "", NOWHERE, Provenance("test"))
    assert place_words(place, texts("en")) == words


def test_words_are_cut_between_words_and_not_after_a_comma() -> None:
    assert shortened("four trucks, two of them empty", 14) == "four trucks…"
    assert shortened("four trucks", 11) == "four trucks"
    assert len(shortened("x" * 50, 10)) == 10


def test_an_excerpt_shows_the_words_that_matter() -> None:
    text = "After three days of rumours in the market, a spokesman said that the bridge was blown up by unknown men."
    start = text.index("blown up")
    shown = excerpt(text, Span(start, start + 8, "blown up"), 0, len(text), 50)
    assert "blown up" in shown
    assert shown.startswith("…")
    assert len(shown) <= 50


@pytest.mark.parametrize(
    ("words", "bare"),
    [
        ("«\u00a0Rien n'a brûlé.\u00a0»", "Rien n'a brûlé."),
        ("“Nothing burnt.”", "Nothing burnt."),
        ('"Nothing burnt', "Nothing burnt"),
        ('the "bridge" and the "road"', 'the "bridge" and the "road"'),
        ("“one” and “two”", "“one” and “two”"),
    ],
)
def test_quotation_marks_around_a_quotation_are_not_doubled(words: str, bare: str) -> None:
    assert unquoted(words) == bare


def test_one_line_keeps_non_breaking_spaces_and_nothing_that_moves_the_cursor() -> None:
    assert one_line("a\n b\t\x1b[31mc\u202e d\u00a0!") == "a b \ufffd[31mc d\u00a0!"
