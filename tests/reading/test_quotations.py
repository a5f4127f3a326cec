"""Quotation marks: paired, nested, running over paragraphs, left open; and dashes of dialogue."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoupe.reading.quotations import dialogue, quotations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Il dit « oui » et part.", ["« oui »"], id="guillemets"),
        pytest.param('Il dit "oui" et part.', ['"oui"'], id="straight"),
        pytest.param("He said “yes” and left.", ["“yes”"], id="curly"),
        pytest.param("He said ''yes'' and left.", ["''yes'"], id="doubled-apostrophes"),
        pytest.param('“We stay," he said.', ['“We stay,"'], id="mixed"),
        pytest.param("Les 3 m d'eau, l'été, c'est peu.", [], id="apostrophes-are-none"),
        pytest.param('Un mur de 6" de haut.', [], id="an-inch"),
        pytest.param("« Le “calife” a fui »", ["« Le “calife” a fui »"], id="nested"),
        pytest.param("« Un.\n\n« Deux. »", ["« Un.", "« Deux. »"], id="over-paragraphs-opened-again"),
        pytest.param("« Un.\n\nDeux. »", ["« Un.", "Deux. »"], id="over-paragraphs-closed-later"),
        pytest.param("Il écrit : « Un. Deux.\n\nAilleurs.", ["« Un. Deux."], id="unclosed-ends-with-its-paragraph"),
        pytest.param("“One.\n\n“Two.”", ["“One.", "“Two.”"], id="english-over-paragraphs"),
    ],
)
def test_outer_quotations(text: str, expected: list[str]) -> None:
    parts = [text[start:end] for quotation in quotations(text) if not quotation.depth for start, end in quotation.parts]
    assert parts == expected


def test_nested_quotation_is_known_as_such() -> None:
    depths = {quotation.depth for quotation in quotations("« Le “calife” a fui »")}
    assert depths == {0, 1}


def test_dialogue_needs_two_paragraphs() -> None:
    assert list(dialogue("— Viens !\n— Non.")) == [(0, 9), (10, 16)]
    assert list(dialogue("— Un seul point")) == []


@given(st.text(alphabet="ab «»“”\"'’‘.\n—:,", max_size=80))
def test_any_marks_are_read(text: str) -> None:
    for quotation in quotations(text):
        for start, end in quotation.parts:
            assert 0 <= start < end <= len(text)
