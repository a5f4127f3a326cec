"""What an editor did to a text: which words were added, cut or changed, in the order of the copy."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from recoupe.linking.copies import Body
from recoupe.linking.copies_text import Word, span_between
from recoupe.model import Reading, Span


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


def _changes(original: Body, copy: Body) -> Iterator[Change]:
    a, b = original.words, copy.words
    matcher = difflib.SequenceMatcher(None, [w.key for w in a], [w.key for w in b], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        yield Change(EDITS[tag], _span(a[i:j], original), _span(b[k:m], copy))


def _span(words: tuple[Word, ...], body: Body) -> Span | None:
    """The stretch from the first of some words to the last."""
    return span_between(body.reading.document.text, words[0].start, words[-1].end) if words else None
