"""Read CoNLL-U files into sentences of plain words."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Word:
    """One token of a treebank. `head` is a position in the sentence; the root is its own head."""

    form: str
    lemma: str  # "" when unknown: nothing is learnt from it
    upos: str
    feats: str
    head: int
    dep: str
    space: bool  # is followed by a space


Sentence = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    columns: list[str]

    @property
    def space(self) -> bool:
        return "SpaceAfter=No" not in self.columns[9]


def read_sentences(path: Path) -> list[Sentence]:
    """All fully annotated sentences of a `.conllu` or `.conllu.gz` file.

    FIB leaves the head of a few elided verbs empty; such a sentence has no tree to learn from.
    """
    return [_sentence(block) for block in _blocks(path) if _is_complete(block)]


def _is_complete(block: list[list[str]]) -> bool:
    words = [columns for columns in block if columns[0].isdigit()]
    return all(columns[6] != "_" and columns[3] != "_" for columns in words)


def _blocks(path: Path) -> Iterator[list[list[str]]]:
    opener = gzip.open if path.suffix == ".gz" else open
    block: list[list[str]] = []
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line and not line.startswith("#"):
                block.append(line.split("\t"))
            elif not line and block:
                yield block
                block = []
    if block:
        yield block


def _sentence(block: list[list[str]]) -> Sentence:
    """The words of one sentence, contractions as one word and numbers with spaces as several."""
    groups = list(_surface_groups(block))
    place = {row.number: index for index, (_, rows, _) in enumerate(groups) for row in rows}
    words = [_word(form, rows, space, place, at) for at, (form, rows, space) in enumerate(groups)]
    return _split_spaces(words)


def _surface_groups(block: list[list[str]]) -> Iterator[tuple[str, list[_Row], bool]]:
    """Group the rows that share one surface form: "du" stands for the rows "de" and "le".

    English "don't" stays "do" + "n't": its parts, put together, are what is written.
    """
    until, form, space = 0, "", True
    held: list[_Row] = []
    for columns in block:
        if "-" in columns[0]:
            first, last = (int(part) for part in columns[0].split("-"))
            parts = [part for part in block if part[0].isdigit() and first <= int(part[0]) <= last]
            space = "SpaceAfter=No" not in columns[9]
            if "".join(part[1] for part in parts) != columns[1]:
                until, form, held = last, columns[1], []
            else:
                for part in parts[:-1]:
                    part[9] = "SpaceAfter=No"
                parts[-1][9] = "_" if space else "SpaceAfter=No"
            continue
        if not columns[0].isdigit():
            continue  # an empty node
        row = _Row(int(columns[0]), columns)
        if row.number > until:
            yield columns[1], [row], row.space
            continue
        held.append(row)
        if row.number == until:
            yield form, held, space


def _word(form: str, rows: list[_Row], space: bool, place: dict[int, int], at: int) -> Word:
    """One word for the rows of one surface form; the row whose head lies outside stands for all."""
    inside = {row.number for row in rows}
    lead = next(row for row in rows if int(row.columns[6]) not in inside)
    head = int(lead.columns[6])
    dep = lead.columns[7]
    return Word(
        form=form,
        lemma=lead.columns[2] if lead.columns[2] != "_" else form,
        upos=lead.columns[3],
        feats=_joined_feats(rows),
        head=at if head == 0 else place[head],
        dep="ROOT" if head == 0 else dep,
        space=space,
    )


def _joined_feats(rows: list[_Row]) -> str:
    feats: dict[str, str] = {}
    for row in rows:
        if row.columns[5] != "_":
            for feat in row.columns[5].split("|"):
                name, value = feat.split("=", 1)
                feats.setdefault(name, value)
    feats.pop("Typo", None)  # says something about the spelling, which augmentation changes
    return "|".join(f"{name}={feats[name]}" for name in sorted(feats))


def _split_spaces(words: list[Word]) -> Sentence:
    """ "10 000" is one word in the treebank; a tokeniser sees two: the second hangs on the first."""
    if not any(" " in word.form for word in words):
        return tuple(words)
    starts: list[int] = []
    total = 0
    for word in words:
        starts.append(total)
        total += len(word.form.split())
    split: list[Word] = []
    for word in words:
        first = len(split)
        parts = word.form.split()
        for number, part in enumerate(parts):
            last = number == len(parts) - 1
            split.append(
                replace(
                    word,
                    form=part,
                    lemma=part if len(parts) > 1 else word.lemma,
                    head=starts[word.head] if number == 0 else first,
                    dep=word.dep if number == 0 else "flat",
                    space=word.space if last else True,
                )
            )
    return tuple(split)
