"""A text cut into pieces for finding names: words, with elisions and hyphens apart.

Tokenisers differ on "al-Anbar", "l'Irak" and "Syrian-Iraqi"; pieces do not. A name is a run of pieces, looked up by the
characters it covers; `phrase` gives its tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from spacy.attrs import IDX
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.reading.joined import text_of
from recoupe.reading.places_lexicon import Cue, Lexicon

PIECE = re.compile(
    r"((?:[^\W\d_]\.){2,}(?!\w)"  # U.S., N.C.
    r"|(?:[^\W\d_]|[Qq]u|\w{2,5}qu)'(?=\w)"  # d', l', N', jusqu'
    r"|[^\W_]+(?:['ʿʾ‘](?!s\b)[^\W\d_]+)*)"
)
LATIN = "\u024f"  # the last letter with capitals of the Latin alphabets; beyond, ask
IN_BRIEF = re.compile(r"^[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ' -]{2,24}(?:[.:]| [—–-]) [A-ZÀ-Þ]", re.MULTILINE)  # "OYEM. Un …"
SHOUTED = 0.8  # of its letters: a line in capitals tells nothing by capitals


def _is_capital(first: str, low: str) -> bool:
    """Whether a letter is a capital, or of a script without capitals."""
    return first != low or (first > LATIN and first.isalpha() and not first.islower())


class Pieces:
    """The pieces of a Doc, with the cues among them."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        self.text = text_of(doc)
        parts = PIECE.split(self.text)  # gap, piece, gap, piece … gap
        ends = list(accumulate(map(len, parts)))
        self.start, self.end = ends[:-1:2], ends[1::2]
        self.word = parts[1::2]
        self.gaps = parts[2::2]  # what stands after each piece
        self.lower = [word.lower() for word in self.word]
        self.size = len(self.word)
        self.capital = [_is_capital(word[0], low[0]) for word, low in zip(self.word, self.lower, strict=True)]
        self._token_starts: list[int] = doc.to_array(IDX).tolist()
        if self.gaps:
            self.gaps[-1] = "\n"  # the text ends as a line does
        self.paragraph = self._paragraphs()
        self.shouted = self._shouted()
        self.in_brief = len(IN_BRIEF.findall(self.text)) > 1
        self.cue_ends: dict[int, list[tuple[int, Cue]]] = {}
        self.cue_starts: dict[int, list[tuple[int, Cue]]] = {}
        self._find_cues()

    def _paragraphs(self) -> list[int]:
        numbers, number, number_from = [0] * self.size, 0, 0
        for i in [at for at, gap in enumerate(self.gaps) if "\n" in gap]:
            numbers[number_from : i + 1] = [number] * (i + 1 - number_from)
            number, number_from = number + 1, i + 1
        return numbers[: self.size]

    def _shouted(self) -> frozenset[int]:
        """Paragraphs in capitals."""
        if sum(map(str.isupper, self.word)) < 4:
            return frozenset()
        upper: dict[int, list[int]] = {}
        for number, word in zip(self.paragraph, self.word, strict=True):
            if len(word) > 1:
                count = upper.setdefault(number, [0, 0])
                count[0] += word.isupper()
                count[1] += word.isalpha()
        return frozenset(number for number, (up, all_) in upper.items() if all_ >= 4 and up >= SHOUTED * all_)

    def opens(self, i: int) -> bool:
        """Whether a piece begins a sentence or line."""
        if i == 0 or self.paragraph[i] != self.paragraph[i - 1]:
            return True
        gap = self.gaps[i - 1]
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
        cues = self.lexicon.cues
        firsts = self.lexicon.cue_firsts
        for i in [at for at, word in enumerate(self.lower) if word in firsts]:
            key = self.lower[i]
            longest = self.lexicon.longest if key in self.lexicon.cue_more else 1
            for j in range(i + 1, min(i + longest, self.size) + 1):
                for cue in cues.get(key, ()):
                    self.cue_starts.setdefault(i, []).append((j, cue))
                    self.cue_ends.setdefault(j, []).append((i, cue))
                if j == self.size or j == i + longest or len(gap := self.gaps[j - 1]) > 1:
                    break
                key += (" - " if gap == "-" else " ") + self.lower[j]

    def cues_before(self, i: int) -> Sequence[tuple[int, Cue]]:
        """The cues that end where a piece begins."""
        return self.cue_ends.get(i, ())

    def cues_after(self, j: int) -> Sequence[tuple[int, Cue]]:
        """The cues that begin at a piece."""
        return self.cue_starts.get(j, ())
