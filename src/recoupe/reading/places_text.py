"""A text cut into pieces for finding names: words, with elisions and hyphens apart.

Tokenisers differ on "al-Anbar", "l'Irak" and "Syrian-Iraqi"; pieces do not. A name is a run of pieces, looked up by the
characters it covers; `phrase` gives its tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from spacy.attrs import IDX
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.reading.places_lexicon import Cue, Lexicon

PIECE = re.compile(
    r"(?:[^\W\d_]\.){2,}(?!\w)"  # U.S., N.C.
    r"|(?:[^\W\d_]|[Qq]u|\w{2,5}qu)'(?=\w)"  # d', l', N', jusqu'
    r"|[^\W_]+(?:['ʿʾ‘](?!s\b)[^\W\d_]+)*"
)
SHOUTED = 0.8  # of its letters: a line in capitals tells nothing by capitals


class Pieces:
    """The pieces of a Doc, with the cues among them."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.text = doc.text
        found = [(match.start(), match.end(), match[0]) for match in PIECE.finditer(self.text)]
        self.start = [start for start, _, _ in found]
        self.end = [end for _, end, _ in found]
        self.word = [word for _, _, word in found]
        self.lower = [word.lower() for word in self.word]
        self.size = len(found)
        self.capital = [first.isalpha() and not first.islower() for first in (word[0] for word in self.word)]
        self._token_starts: list[int] = doc.to_array(IDX).tolist()
        self.paragraph = self._paragraphs()
        self.shouted = self._shouted()
        self.cue_ends: dict[int, list[tuple[int, Cue]]] = {}
        self.cue_starts: dict[int, list[tuple[int, Cue]]] = {}
        self._find_cues()

    def _paragraphs(self) -> list[int]:
        numbers, number = [0] * self.size, 0
        for i in range(1, self.size):
            if "\n" in self.text[self.end[i - 1] : self.start[i]]:
                number += 1
            numbers[i] = number
        return numbers

    def _shouted(self) -> frozenset[int]:
        """Paragraphs in capitals."""
        if sum(map(str.isupper, self.word)) < 4:
            return frozenset()
        upper: dict[int, list[int]] = {}
        for i, word in enumerate(self.word):
            if len(word) > 1:
                count = upper.setdefault(self.paragraph[i], [0, 0])
                count[0] += word.isupper()
                count[1] += word.isalpha()
        return frozenset(number for number, (up, all_) in upper.items() if all_ >= 4 and up >= SHOUTED * all_)

    def gap(self, i: int) -> str:
        """What stands between a piece and the next."""
        return self.text[self.end[i] : self.start[i + 1]] if i + 1 < self.size else "\n"

    def opens(self, i: int) -> bool:
        """Whether a piece begins a sentence or line."""
        if i == 0 or self.paragraph[i] != self.paragraph[i - 1]:
            return True
        gap = self.gap(i - 1)
        return any(mark in gap for mark in '.!?:;«“"') and not (gap == ". " and len(self.word[i - 1]) <= 3)

    def slice(self, i: int, j: int) -> str:
        """The characters from the i-th to before the j-th piece."""
        return self.text[self.start[i] : self.end[j - 1]]

    def token(self, i: int) -> int:
        """The token in which a piece begins."""
        return bisect_right(self._token_starts, self.start[i]) - 1

    def phrase(self, i: int, j: int) -> Phrase:
        """The tokens that the pieces touch."""
        return self.doc[self.token(i) : bisect_left(self._token_starts, self.end[j - 1])]

    def _find_cues(self) -> None:
        cues, longest = self.lexicon.cues, self.lexicon.longest
        firsts = self.lexicon.cue_firsts
        for i in [at for at, word in enumerate(self.lower) if word in firsts]:
            word = self.lower[i]
            key = word
            for j in range(i + 1, min(i + longest, self.size) + 1):
                for cue in cues.get(key, ()):
                    self.cue_starts.setdefault(i, []).append((j, cue))
                    self.cue_ends.setdefault(j, []).append((i, cue))
                if j == self.size or j == i + longest or len(gap := self.gap(j - 1)) > 1:
                    break
                key += (" - " if gap == "-" else " ") + self.lower[j]

    def cues_before(self, i: int) -> Sequence[tuple[int, Cue]]:
        """The cues that end where a piece begins."""
        return self.cue_ends.get(i, ())

    def cues_after(self, j: int) -> Sequence[tuple[int, Cue]]:
        """The cues that begin at a piece."""
        return self.cue_starts.get(j, ())
