"""Dressed sentences keep their trees, and the tokeniser cuts them where their words end."""

import random

import pytest
import spacy
from training.augment import FRENCH, Augmenter, Rates, without_accents
from training.news import Newsroom
from training.tokenizers import make_tokenizer

from tests.training.factory import is_tree, sentence, text

ARMY = sentence(
    "L'/DET/det>1 État/NOUN/nsubj>3 a/AUX/aux:tense>3 dit/VERB/ROOT>3 :/PUNCT/punct>3 «/PUNCT/punct>8 "
    "les/DET/det>7 rebelles/NOUN/nsubj>8 reculent/VERB/ccomp>3 »/PUNCT/punct>8 ./PUNCT/punct>3"
)


def augmenter(rates: dict[str, float], seed: int = 0) -> Augmenter:
    silent = dict.fromkeys(Rates.__dataclass_fields__, 0.0)
    newsroom = Newsroom("fr", [ARMY], FRENCH.cities)
    return Augmenter(FRENCH, Rates(**(silent | rates)), newsroom, random.Random(seed))


@pytest.mark.parametrize("seed", range(40))
def test_whatever_happens_it_stays_a_tree(seed: int) -> None:
    everything = dict.fromkeys(Rates.__dataclass_fields__, 0.5)
    for dressed in augmenter(everything, seed)([ARMY, ARMY]):
        assert is_tree(dressed)
        assert all(word.form for word in dressed)


def test_nothing_happens_at_rate_zero() -> None:
    assert augmenter({})([ARMY]) == [ARMY]


@pytest.mark.parametrize(
    ("rates", "expected"),
    [
        pytest.param(
            {"capitals": 1},
            {"L' ÉTAT A DIT : « LES REBELLES RECULENT ».", "L' ETAT A DIT : « LES REBELLES RECULENT »."},
            id="capitals",
        ),
        pytest.param({"curly": 1}, {"L’ État a dit : « les rebelles reculent »."}, id="curly-apostrophe"),
        pytest.param({"bare_capitals": 1}, {"L' Etat a dit : « les rebelles reculent »."}, id="bare-capital"),
        pytest.param(
            {"no_break": 1},
            {f"L' État a dit{s}: «{s}les rebelles reculent{s}»." for s in "\u00a0\u202f"},
            id="no-break-spaces",
        ),
    ],
)
def test_a_variant(rates: dict[str, float], expected: set[str]) -> None:
    assert text(augmenter(rates)([ARMY])[0]) in expected


def test_a_dateline_hangs_on_the_sentence() -> None:
    (dressed,) = augmenter({"dateline": 1})([ARMY])
    assert dressed[0].dep == "parataxis"
    assert dressed[dressed[0].head].form == "dit"


def test_accents_go_and_nothing_else() -> None:
    assert without_accents("Événement cœur ø") == "Evenement cœur ø"


def test_tokens_of_dressed_text_are_its_words() -> None:
    nlp = spacy.blank("fr")
    nlp.tokenizer = make_tokenizer(nlp)
    some = ["no_break", "quoted", "curly", "paragraph", "dateline"]
    for seed in range(20):
        (dressed,) = augmenter(dict.fromkeys(some, 0.5), seed)([ARMY])
        words = [word.form for word in dressed]
        assert [token.text for token in nlp(text(dressed).replace("L' ", "L'").replace("L’ ", "L’"))] == words
