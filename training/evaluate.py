"""Figures of a pipeline on treebank files, as a Markdown table."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example

from training.conllu import Sentence
from training.corpus import example, load

FILES = {
    "fr": ["fr_sequoia-dev", "fr_gsd-test", "fr_partut-dev", "fr_partut-test", "fr_pud-test"],
    "en": ["en_ewt-dev", "en_gum-dev", "en_gum-test"],
}
COLUMNS = {
    "tokens": "token_f",
    "UPOS": "pos_acc",
    "morph": "morph_acc",
    "lemma": "lemma_acc",
    "UAS": "dep_uas",
    "LAS": "dep_las",
    "sentences": "sents_f",
}
DOCUMENT = 10  # sentences


def evaluate(language: str, ud: Path, folder: Path) -> None:
    """Print spaCy's scores (its UAS and LAS leave punctuation out), in per cent.

    "gold": the treebank's tokens; "gold, split": its sentence ends too; "raw": nothing but the text.
    """
    nlp = spacy.load(folder)
    print("| treebank | input | " + " | ".join(COLUMNS) + " |")
    print("| --- | --- |" + " ---: |" * len(COLUMNS))
    for name in FILES[language]:
        sentences = load(ud, name)
        for given in ("gold, split", "gold", "raw"):
            scores = nlp.evaluate(_examples(nlp, sentences, given))
            print(f"| {name} | {given} | {_cells(scores)} |", flush=True)
    print(f"\n{_size(folder):.1f} MB; {_speed(nlp, load(ud, FILES[language][0])):,.0f} words/s")


def _cells(scores: Mapping[str, float]) -> str:
    return " | ".join(f"{100 * scores[key]:.1f}" for key in COLUMNS.values())


def _examples(nlp: Language, sentences: Sequence[Sentence], given: str) -> list[Example]:
    examples = []
    for at in range(0, len(sentences), DOCUMENT):
        eg = example(nlp, sentences[at : at + DOCUMENT], raw=given == "raw")
        if given == "gold, split":
            for token, gold in zip(eg.predicted, eg.reference, strict=True):
                token.is_sent_start = gold.is_sent_start
        examples.append(eg)
    return examples


def _size(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6


def _speed(nlp: Language, sentences: Sequence[Sentence]) -> float:
    """Words of raw text a second of processor time; set OMP_NUM_THREADS=1 to have that of one core."""
    blank = spacy.blank(str(nlp.lang))
    texts = [example(blank, sentences[at : at + DOCUMENT]).text for at in range(0, len(sentences), DOCUMENT)]
    list(nlp.pipe(texts[:5]))
    start = time.process_time()
    words = sum(len(doc) for doc in nlp.pipe(texts * 2))
    return words / (time.process_time() - start)
