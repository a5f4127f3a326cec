"""Lemmas that the pipeline could not know are mended; those it gave rightly are left."""

from __future__ import annotations

import pytest

from recoupe.reading.lemmas import mending


@pytest.mark.parametrize(
    ("code", "form", "lemma", "mended"),
    [
        pytest.param("fr", "exclut", "exclutr", "exclure", id="no-such-word"),
        pytest.param("fr", "tombés", "tombés", "tomber", id="participle-left-as-it-stands"),
        pytest.param("fr", "interpellés", "interpellé", "interpeller", id="participle-plural"),
        pytest.param("fr", "détruite", "détruite", "détruire", id="irregular-participle"),
        pytest.param("fr", "rendus", "rendus", "rendre", id="participle-of-re"),
        pytest.param("fr", "appartiendraient", "appartiendraient", "appartenir", id="conditional"),
        pytest.param("fr", "frappe", "frapper", "frapper", id="right-already"),
        pytest.param("fr", "allé", "aller", "aller", id="right-already-irregular"),
        pytest.param("en", "foiled", "foile", "foil", id="doubtful-e"),
        pytest.param("en", "abducted", "abducte", "abduct", id="doubtful-e-2"),
        pytest.param("en", "struck", "strike", "strike", id="strong-verb"),
        pytest.param("fr", "xyzzyait", "xyzzyer", "xyzzyer", id="unknown-to-all"),
    ],
)
def test_lemma_of_a_verb(code: str, form: str, lemma: str, mended: str) -> None:
    assert mending(code).of_verb(form, lemma) == mended


def test_a_torn_word_without_a_lemma_keeps_none() -> None:
    assert mending("en").of_verb("xzqw", "") == ""
