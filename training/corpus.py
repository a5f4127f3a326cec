"""From sentences to the examples spaCy trains on and scores with."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from training.augment import Augmenter
from training.conllu import Sentence, Word, read_sentences


class NoTreebank(Exception):
    """A treebank file is not where it was said to be."""


def load(folder: Path, name: str) -> list[Sentence]:
    """The sentences of one treebank file, by the name it has in the folder."""
    path = folder / f"{name}.conllu.gz"
    if not path.exists():
        raise NoTreebank(
            f"{path}: no such treebank file. Give the folder of the .conllu.gz files with --ud DIR "
            "(training/README.md says which files and where they come from)."
        )
    return read_sentences(path)


def example(nlp: Language, sentences: Sequence[Sentence], *, raw: bool = False) -> Example:
    """One document of several sentences. `raw`: the pipeline cuts the text into tokens itself."""
    words: list[Word] = []
    starts: list[bool | int | None] = []
    heads: list[int] = []
    for sentence in sentences:
        heads += [len(words) + word.head for word in sentence]
        starts += [True] + [False] * (len(sentence) - 1)
        words += sentence
    forms = [word.form for word in words]
    spaces = [word.space for word in words]
    reference = Doc(
        nlp.vocab,
        words=forms,
        spaces=spaces,
        pos=[word.upos for word in words],
        morphs=[word.feats for word in words],
        lemmas=[word.lemma for word in words],
        heads=heads,
        deps=[word.dep for word in words],
        sent_starts=starts,
    )
    given = nlp.make_doc(reference.text) if raw else Doc(nlp.vocab, words=forms, spaces=spaces)
    return Example(given, reference)


def documents(
    sentences: Sequence[Sentence], rng: random.Random, sizes: Sequence[int] = (1, 1, 2, 2, 3, 4, 5)
) -> Iterator[Sequence[Sentence]]:
    """Documents of consecutive sentences, of random sizes: they teach where sentences end."""
    at = 0
    while at < len(sentences):
        size = rng.choice(sizes)
        yield sentences[at : at + size]
        at += size


def batches(
    nlp: Language,
    treebanks: Sequence[tuple[list[Sentence], float]],
    augmenter: Augmenter,
    rng: random.Random,
    sizes: Iterator[float],
) -> Iterator[list[Example]]:
    """Endless batches: each pass cuts and dresses the documents anew.

    A treebank's weight is the part of its documents that a pass draws.
    """
    while True:
        drawn: list[Sequence[Sentence]] = []
        for sentences, weight in treebanks:
            docs = list(documents(sentences, rng))
            drawn += rng.sample(docs, round(weight * len(docs))) if weight < 1 else docs
        rng.shuffle(drawn)
        batch: list[Example] = []
        words, size = 0, next(sizes)
        for document in drawn:
            batch.append(example(nlp, augmenter(document)))
            words += len(batch[-1].x)
            if words >= size:
                yield batch
                batch, words, size = [], 0, next(sizes)
