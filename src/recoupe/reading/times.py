"""The times stage: temporal expressions with what they mean on the calendar.

Words are cut finely (times_words), patterns of the language's table find the expressions (times_grammar), and each is
reckoned (times_reckoning) from the day of writing and the days told before it (times_reckoner). The parse is asked for
the tense of the verb nearby and for nothing else; without one, the words of the table must do.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from recoupe import languages
from recoupe.model import Document, Provenance
from recoupe.reading.joined import text_of
from recoupe.reading.layers import TIMES, TimeExpression, document_of
from recoupe.reading.times_calendar import When, day_when
from recoupe.reading.times_grammar import Grammar, Item
from recoupe.reading.times_reckoner import WRITTEN, YEAR, Reckoner
from recoupe.reading.times_reckoning import compiled
from recoupe.reading.times_words import YEARS, Lexicon, Word

SENTENCE_END = re.compile(r"[.!?…][\"'»”’)]*\s+(?=[^\W\d_a-zà-ÿ]|[«“\"(])|\n")
LETTERS = re.compile(r"[^\W\d_]+")
DIGIT = re.compile(r"\d")
DATELINE_WORDS = 7  # "DEIR EZ-ZOR (Syrie), 8 nov": so many words may stand before the date of a dateline
DAY_AHEAD = 3  # words between a time of the clock and the day told after it
AUXILIARY_REACH = 3  # tokens from an auxiliary to its participle: "will not be issued"
PARTICIPLE_WORDS = 2  # a participle tells only right before the date: "issued July 1", "signed on Friday"
CUE_WORDS = 12  # the verb that tells the direction is sought so far to each side


@dataclass(frozen=True, slots=True)
class Found:
    """A temporal expression of a text by its characters."""

    start: int
    end: int
    when: When
    entry: str
    is_dateline: bool
    parts: tuple[Found, ...] = ()


class TimeFinder:
    """Finds the times of texts of one language: words only, no pipeline needed."""

    def __init__(self, code: str) -> None:
        table = languages.load(code).table("times")
        self.lexicon = Lexicon(table.get("words", {}), table.get("endings", {}))
        self.grammar = Grammar(table, compiled)
        words, self.digits = self.grammar.triggers(self.lexicon.members)
        self.triggers = words | self.lexicon.century_words()

    def find(self, text: str, published: str = "", tenses: Callable[[], Mapping[int, str]] = dict) -> list[Found]:
        """The times of a text in order. `tenses` gives "past" or "future" for verbs by their first character."""
        words = self.grammar.items(self.lexicon.words(text, self._stretches(text)), self.triggers)
        if not any(isinstance(word, Item) for word in words):
            return []
        day = day_of(published)
        reckoner = Reckoner(day, day)
        cues = Cues(words, tenses)
        reckoner.direction = cues.direction
        return list(_found(words, reckoner))

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """The sentences that hold a word no time can do without, and the ends of lines."""
        start = 0
        for end in (*(match.end() for match in SENTENCE_END.finditer(text)), len(text)):
            part = text[start:end]
            if (self.digits and DIGIT.search(part)) or not self.triggers.isdisjoint(LETTERS.findall(part.lower())):
                yield start, end
            elif part.endswith("\n"):
                yield end - 1, end
            start = end


def day_of(published: str) -> date | None:
    """The day of a publication date of EDTF; None where it is not known to the day, or beyond all reports."""
    try:
        day = date.fromisoformat(published[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


class Cues:
    """Which way the verb around a time looks: "devait débrayer hier" back, "se tiendra vendredi" ahead."""

    def __init__(self, words: list[Word], tenses: Callable[[], Mapping[int, str]]) -> None:
        self.words = words
        self.starts: list[int] = []
        self.tenses = tenses
        self.known: Mapping[int, str] | None = None

    def direction(self, item: Item) -> str:
        """The tense of the nearest verb or telling word of the sentence; "" where there is none."""
        if self.known is None:
            self.known = self.tenses()
            self.starts = [word.start for word in self.words]
        place = bisect_left(self.starts, item.start)
        nearest, chosen = CUE_WORDS + 1, ""
        for step in (-1, 1):
            for distance in range(1, nearest):
                i = place + step * distance
                if not 0 <= i < len(self.words) or self._ends(i if step > 0 else i + 1, i):
                    break
                found = self.words[i].values.get("tense") or self.known.get(self.words[i].start, "")
                if found == "participle":
                    found = "past" if step < 0 and distance <= PARTICIPLE_WORDS else ""
                if found:
                    nearest, chosen = distance, found
                    break
        return chosen

    def _ends(self, after: int, i: int) -> bool:
        """A sentence ends at word i: a full stop before a capital, an end of line."""
        word = self.words[i]
        return word.text == "\n" or is_sentence_end(self.words, i)


def is_sentence_end(words: list[Word], i: int) -> bool:
    """A full stop, exclamation or question mark with a capital or a line end after it: not that of "Aug. 7"."""
    word = words[i]
    if word.text not in (".", "!", "?", "…") or _is_initial(words, i - 1):
        return False
    if i + 1 == len(words):
        return True
    after = words[i + 1]
    return after.start > word.end and not after.text[0].islower() and not after.text[0].isdigit()


def _is_initial(words: list[Word], i: int) -> bool:
    """The "P" of "Daniel P. Davison"."""
    return i > 0 and len(words[i].text) == 1 and words[i].text.isupper() and words[i - 1].text[0].isupper()


def _found(words: list[Word], reckoner: Reckoner) -> Iterator[Found]:
    """Reckon the items of a text in order, lines and datelines moving the anchor on."""
    line = 0
    for i, word in enumerate(words):
        if reckoner.aside and (word.text == "\n" or is_sentence_end(words, i)):
            reckoner.go_back()
        if word.text == "\n":
            reckoner.new_paragraph()
            line = i + 1
        if not isinstance(word, Item) or word.pattern is None or not word.pattern.alone:
            continue
        if word.pattern.makes in ("CLOCK", "PART", "NIGHT"):
            if _opens_entry(words, line, i) and reckoner.now:
                reckoner.day = day_when(reckoner.now)
            _look_ahead(words, i, reckoner)
        when = reckoner.value(word)
        stamp = word.pattern.stamp or _is_dateline(words, line, i, when)
        if stamp:
            _anchor(reckoner, when)
        if when.grain == "D" and _is_of_saying(words, i):
            reckoner.leave()
        reckoner.move_on(when)
        yield _as_found(word, when, reckoner, stamp)


def _opens_entry(words: list[Word], line: int, i: int) -> bool:
    """ "[09:45] À Laboué, …", "7/ 11:15 Army convoy …": the time of an entry of a live page or thread."""
    return i > line and not any(word.text.isalpha() for word in words[line:i])


def _is_of_saying(words: list[Word], i: int) -> bool:
    """ "a annoncé jeudi", "said on Thursday": when it was said; what is told goes on from the day before it."""
    return any("saying" in word.values for word in words[max(0, i - 2) : i])


def _look_ahead(words: list[Word], i: int, reckoner: Reckoner) -> None:
    """The day of a clock time may follow it: "Vers 0 h 40, jeudi, deux voitures …"."""
    for word in words[i + 1 : i + 1 + DAY_AHEAD]:
        if isinstance(word, Item) and word.pattern and word.pattern.makes == "DAY":
            reckoner.move_on(reckoner.value(word))
        if isinstance(word, Item) or word.text in (".", "\n", ";"):
            return


def _as_found(item: Item, when: When, reckoner: Reckoner, stamp: bool) -> Found:
    assert item.pattern
    parts: tuple[Found, ...] = ()
    if item.pattern.parts:
        parts = tuple(_as_found(child, reckoner.value(child), reckoner, False) for child in item.children)
    return Found(item.start, item.end, when, item.pattern.id, stamp, parts)


def _anchor(reckoner: Reckoner, when: When) -> None:
    """Times after a dateline or in a dated entry are reckoned from its day."""
    if when.type != "DATE" or when.grain != "D" or when.first is None or when.approximate:
        return
    near = reckoner.published is None or abs((when.first - reckoner.published).days) <= 366
    if near:
        reckoner.now, reckoner.day, reckoner.story = when.first, when, when


def _is_dateline(words: list[Word], line: int, i: int, when: When) -> bool:
    """ "BAMAKO, 8 nov (SD) -", "Hombori, mercredi 9 novembre.", "MARDI 20 SEPTEMBRE" alone, "18 h 40 -" in an entry."""
    if when.grain != "D" or when.type not in ("DATE", "TIME") or i - line > DATELINE_WORDS:
        return False
    before = words[line:i]
    after = i + 1
    closes = _closes(words, after)
    if when.type == "TIME":
        return not before and closes == "dash"
    if not when.note.startswith((WRITTEN, YEAR)):
        return False
    if not before:
        return closes in ("dash", "line")
    named = before[-1].text in (",", "–", "—", "-", "(") and before[0].text[0].isupper()
    return named and closes != "" and all(word.text[0].isupper() or not word.text.isalpha() for word in before[:2])


def _closes(words: list[Word], i: int) -> str:
    """What follows a date in a dateline: a dash or colon, perhaps after a parenthesis, or the end of the sentence."""
    if i < len(words) and words[i].text == "(":
        close = next((j for j in range(i, min(i + 12, len(words))) if words[j].text == ")"), None)
        if close is None:
            return ""
        i = close + 1
    while i < len(words) and words[i].text in (")", "_"):
        i += 1
    if i >= len(words) or words[i].text == "\n":
        return "line"
    if words[i].text in ("-", "–", "—", ":", "_"):
        return "dash"
    return "stop" if is_sentence_end(words, i) else ""


@cache
def finder(code: str) -> TimeFinder:
    """The TimeFinder of a language, compiled once a process."""
    return TimeFinder(code)


def tenses_of(doc: Doc) -> Mapping[int, str]:
    """Where the verbs of a Doc look, by their first character: nothing where it has no morphology.

    A participle looks back, "the shares issued July 1", unless an auxiliary before it tells: "will be issued July 1".
    """
    verb, auxiliary = doc.vocab.strings["VERB"], doc.vocab.strings["AUX"]
    kinds = doc.to_array(["POS"]).ravel().tolist()
    verbs = (doc[i] for i, kind in enumerate(kinds) if kind in (verb, auxiliary))
    return dict(_tenses((token.idx, token.i, token.pos_, str(token.morph)) for token in verbs))


def _tenses(tokens: Iterable[tuple[int, int, str, str]]) -> Iterator[tuple[int, str]]:
    auxiliary = -AUXILIARY_REACH
    for start, place, pos, morphology in tokens:
        if pos == "AUX":
            auxiliary = place
        if pos not in ("VERB", "AUX"):
            continue
        direction = tense_of(pos, morphology)
        if direction and not (direction == "participle" and place - auxiliary <= AUXILIARY_REACH):
            yield start, direction


@cache
def tense_of(pos: str, morphology: str) -> str:
    """Where a verb of this morphology looks: "past", "future", "participle" of the past, or "".

    The conditional of a verb is a future of the past, "ils recommenceraient mardi"; that of an auxiliary is hearsay of
    the past, "aurait attaqué samedi".
    """
    features = dict(feature.split("=") for feature in morphology.split("|") if "=" in feature)
    if features.get("VerbForm") == "Part" and features.get("Tense") == "Past" and pos == "VERB":
        return "participle"
    if features.get("VerbForm", "Fin") != "Fin":
        return ""
    if features.get("Mood") == "Cnd":
        return "future" if pos == "VERB" else "past"
    return {"Fut": "future", "Past": "past", "Imp": "past", "Pqp": "past"}.get(features.get("Tense", ""), "")


def expression_of(doc: Doc, found: Found, document: Document) -> TimeExpression | None:
    """The layer item of a time; None where its characters are no tokens."""
    phrase = doc.char_span(found.start, found.end, alignment_mode="expand")
    if phrase is None:
        return None
    words = document.text[found.start : found.end]
    note = f"{words} = {found.when.note}" if found.when.note else ""
    parts = (expression_of(doc, part, document) for part in found.parts)
    return TimeExpression(
        phrase,
        found.when.type,
        found.when.value,
        found.when.edtf,
        Provenance(f"times.{found.entry.rpartition('.')[2]}", found.entry, note),
        found.is_dateline,
        tuple(part for part in parts if part is not None),
    )


@Language.factory("recoupe_times")
def make_times(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the times of a Doc."""
    times = finder(nlp.lang)

    def read(doc: Doc) -> Doc:
        document = document_of(doc)
        found = times.find(text_of(doc), document.published, lambda: tenses_of(doc))
        items = (expression_of(doc, each, document) for each in found)
        return TIMES.put(doc, tuple(item for item in items if item is not None))

    return read
