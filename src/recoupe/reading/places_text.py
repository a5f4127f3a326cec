"""A text cut into pieces for finding names: words, with elisions and hyphens apart.

Tokenisers differ on "al-Anbar", "l'Irak" and "Syrian-Iraqi"; pieces do not. A name is a run of pieces, looked up by the
characters it covers; `phrase` gives its tokens.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
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
SHOUTED = 0.8  # of its words: a line in capitals tells nothing by capitals
LEAST = 4  # words of such a line


def _is_capital(first: str) -> bool:
    """Whether a letter that has no lower case is of a script without capitals."""
    return first.isalpha() and not first.islower()


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
        pairs = zip(self.word, self.lower, strict=True)
        self.capital = [word[0] != low[0] or (word[0] > LATIN and _is_capital(word[0])) for word, low in pairs]
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
        upper = Counter(self.paragraph[i] for i, word in enumerate(self.word) if word.isupper() and len(word) > 1)
        found = [number for number, count in upper.items() if count >= SHOUTED * LEAST]
        words = Counter[int]()
        if found:
            pairs = zip(self.paragraph, self.word, strict=True)
            words.update(number for number, word in pairs if number in found and len(word) > 1 and word.isalpha())
        return frozenset(n for n in found if words[n] >= LEAST and upper[n] >= SHOUTED * words[n])

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
        firsts, lower = self.lexicon.cue_firsts, self.lower
        for i in [at for at, word in enumerate(lower) if word in firsts]:
            longest = firsts[lower[i]]
            if longest > 1:
                self._find_long_cues(i, min(i + longest, self.size))
                continue
            found = self.lexicon.cues[lower[i]]
            self.cue_starts[i] = [(i + 1, cue) for cue in found]
            self.cue_ends.setdefault(i + 1, []).extend([(i, cue) for cue in found])

    def _find_long_cues(self, i: int, last: int) -> None:
        """The cues of one and more words that begin at a piece."""
        key, cues = self.lower[i], self.lexicon.cues
        for j in range(i + 1, last + 1):
            for cue in cues.get(key, ()):
                self.cue_starts.setdefault(i, []).append((j, cue))
                self.cue_ends.setdefault(j, []).append((i, cue))
            if j == last or len(gap := self.gaps[j - 1]) > 1:
                return
            key += (" - " if gap == "-" else " ") + self.lower[j]

    def cues_before(self, i: int) -> Sequence[tuple[int, Cue]]:
        """The cues that end where a piece begins."""
        return self.cue_ends.get(i, ())

    def cues_after(self, j: int) -> Sequence[tuple[int, Cue]]:
        """The cues that begin at a piece."""
        return self.cue_starts.get(j, ())
