"""Treebank files become words as spaCy's tokeniser sees them."""

from pathlib import Path

import pytest
from training.conllu import read_sentences
from training.corpus import NoTreebank, load

from tests.training.factory import is_tree, treebank


def test_a_contraction_is_one_word_with_the_features_of_both(tmp_path: Path) -> None:
    first = read_sentences(treebank(tmp_path))[0]
    du = first[2]
    assert (du.form, du.lemma, du.upos, du.dep, first[du.head].form) == ("du", "de", "ADP", "case", "camp")
    assert "Definite=Def" in du.feats
    assert is_tree(first)


def test_a_number_with_a_space_is_two_words(tmp_path: Path) -> None:
    first = read_sentences(treebank(tmp_path))[0]
    assert [(word.form, word.dep, first[word.head].form) for word in first[8:10]] == [
        ("10", "nummod", "civils"),
        ("000", "flat", "10"),
    ]


def test_english_contractions_stay_two_words(tmp_path: Path) -> None:
    last = read_sentences(treebank(tmp_path))[-1]
    assert [(word.form, word.space) for word in last] == [("do", False), ("n't", False), ("!", True)]


def test_sentences_with_holes_are_left_out(tmp_path: Path) -> None:
    assert len(read_sentences(treebank(tmp_path))) == 2


def test_absent_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(NoTreebank, match=r"fr_sequoia-train.*--ud DIR"):
        load(tmp_path, "fr_sequoia-train")
