"""What an editor did to a text: which words were added, cut or changed, in the order of the copy."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from recoupe.linking.copies import Body
from recoupe.linking.copies_text import Word, span_between, words_of
from recoupe.model import Reading, Span

FEW = 3  # words between two changes that make them two


class Edit(StrEnum):
    """What was done to a stretch of text."""

    SAME = "same"
    ADDED = "added"
    CUT = "cut"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of the copy and what stood there in the original; None where one of them has nothing."""

    edit: Edit
    original: Span | None
    copy: Span | None


EDITS = {"equal": Edit.SAME, "insert": Edit.ADDED, "delete": Edit.CUT, "replace": Edit.CHANGED}


def diff(original: Reading, copy: Reading) -> list[Change]:
    """Every stretch of two texts, same or not; page residue of either is left out."""
    return list(_changes(Body(original), Body(copy)))


def together(changes: list[Change], original: Reading, copy: Reading) -> list[Change]:
    """The changes with what lies between: a word or two that stayed between two changes are taken with them."""
    kept: list[Change] = []
    for change in changes:
        if len(kept) > 1 and change.edit is not Edit.SAME and is_slight(kept[-1]) and kept[-2].edit is not Edit.SAME:
            stayed, before = kept.pop(), kept.pop()
            one = joined([before.original, stayed.original, change.original], original)
            change = Change(Edit.CHANGED, one, joined([before.copy, stayed.copy, change.copy], copy))
        kept.append(change)
    return kept


def is_slight(change: Change) -> bool:
    """Too few words stay for two changes to be two."""
    return change.edit is Edit.SAME and change.copy is not None and len(words_of(change.copy.text)) < FEW


def joined(spans: list[Span | None], reading: Reading) -> Span | None:
    """From the first of some stretches to the last."""
    held = [span for span in spans if span is not None]
    return span_between(reading.document.text, held[0].start, held[-1].end) if held else None


def _changes(original: Body, copy: Body) -> Iterator[Change]:
    a, b = original.words, copy.words
    matcher = difflib.SequenceMatcher(None, [w.key for w in a], [w.key for w in b], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield Change(EDITS[tag], _span(a[i:j], original), _span(b[k:m], copy))


def _span(words: tuple[Word, ...], body: Body) -> Span | None:
    """The stretch from the first of some words to the last."""
    return span_between(body.reading.document.text, words[0].start, words[-1].end) if words else None
