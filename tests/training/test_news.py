"""Reporting clauses and tolls are grown in the manner of the treebanks."""

import random

from training.news import Newsroom

from tests.training.factory import is_tree, sentence, text

FRENCH = sentence(
    "Le/DET/det>1 maire/NOUN/nsubj>3 a/AUX/aux:tense>3 fui/VERB/ROOT>3 la/DET/det>5 ville/NOUN/obj>3 ./PUNCT/punct>3"
)
ENGLISH = sentence("The/DET/det>1 mayor/NOUN/nsubj>2 fled/VERB/ROOT>2 the/DET/det>4 town/NOUN/obj>2 ./PUNCT/punct>2")


def test_french_hangs_the_telling_on_the_told() -> None:
    newsroom = Newsroom("fr", [FRENCH], ["Gao"])
    told = [newsroom.told(FRENCH, random.Random(seed)) for seed in range(30)]
    assert all(is_tree(of) for of in told)
    assert all(text(of).startswith("Le maire a fui la ville, ") for of in told)
    inserted = [of for of in told if any(word.dep == "parataxis:insert" for word in of)]
    assert inserted
    assert all(of[3].dep == "ROOT" for of in inserted)


def test_english_makes_the_telling_the_root() -> None:
    newsroom = Newsroom("en", [ENGLISH], ["Goma"])
    told = [newsroom.told(ENGLISH, random.Random(seed)) for seed in range(30)]
    assert all(is_tree(of) for of in told)
    said = [of for of in told if of[2].dep == "ccomp"]
    assert said
    assert all(of[of[2].head].upos == "VERB" for of in said)
    assert "The mayor fled the town, the mayor said." in {text(of) for of in told}


def test_a_toll_is_a_tree() -> None:
    for language in ("fr", "en"):
        newsroom = Newsroom(language, [FRENCH], ["Gao"])
        assert all(is_tree(newsroom.toll(random.Random(seed))) for seed in range(30))
