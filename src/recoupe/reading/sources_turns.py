"""Who speaks by turns: the answers of an interview, the voices of a transcript.

In "HOST: Who fired? / OKELLO: They have taken six" the label says who speaks, and no verb does. Whoever asks is the
outlet itself. An interview that labels nobody ("Who lays them? / Both.") answers by the person it names first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Span as Phrase

from recoupe.model import Form
from recoupe.reading.layers import PLACES
from recoupe.reading.sources_draft import Draft, Range
from recoupe.reading.sources_lexicon import Interview, fold
from recoupe.reading.sources_resolve import OwnOutlet
from recoupe.reading.sources_text import Text

LABEL = re.compile(r"[\s–—-]*(?P<label>[^\W\d_][^:\n?!«»“”\"]{0,60}?)(?:\s?:|\.\s[–—-])\s+(?=\S)")
INITIALS = re.compile(r"(?:[^\W\d_]\.\s?){2,}|[^\W\d_]\.")
ASIDE = re.compile(r"\s*\(.*\)\s*$")
WORD = re.compile(r"\w[\w'-]*")
QUESTIONS = 2  # fewer make no interview: a report may ask one
QUESTION_LINE = 200  # characters of the longest question
NAMED_WITHIN = 3  # lines in which an interview names whom it asks
LONGEST_LABEL = 6  # words


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the text by its characters; `first` where a blank line, or nothing, stands before it."""

    start: int
    end: int
    text: str
    first: bool

    @property
    def asks(self) -> bool:
        """A question, short enough to be that of an interview."""
        return self.text.rstrip('»”" ').endswith("?") and len(self.text) <= QUESTION_LINE


@dataclass(frozen=True, slots=True)
class Turn:
    """What one voice says between two others: its label and its words, by characters."""

    label: tuple[int, int]
    words: str  # of the label
    start: int
    end: int
    asks: bool


def turn_drafts(text: Text, own: OwnOutlet) -> Iterator[Draft]:
    """An attribution for each turn of somebody who is not the outlet."""
    interview = text.lex.interview
    if interview is None:
        return
    lines = list(lines_of(text.doc.text))
    turns = list(labelled(lines))
    asking = askers(text, turns, own, interview)
    if asking:
        for turn in turns:
            found = None if bare(turn.words) in asking else draft_of(text, turn, interview)
            if found is not None:
                yield found
    answers = unlabelled(lines, turns)
    if len(answers) >= QUESTIONS:
        found = answered(text, lines, answers, interview)
        if found is not None:
            yield found


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold words."""
    at, first = 0, True
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            start = at + line.index(stripped[0])
            yield Line(start, start + len(stripped), stripped, first)
        first = not stripped
        at += len(line) + 1


# ------------------------------------------------------------------------------------------------ labels


def labelled(lines: Sequence[Line]) -> Iterator[Turn]:
    """The turns that a label opens; each goes on to the next label where questions are labelled, too."""
    opened = [(line, match) for line in lines if (match := LABEL.match(line.text)) and is_label(match["label"])]
    again = Counter(bare(match["label"]) for _, match in opened)
    whole = sum(n > 1 for n in again.values()) > 1
    for number, (line, match) in enumerate(opened):
        later = [x for x in lines if x.start > line.start]
        until = opened[number + 1][0].start if number + 1 < len(opened) else line.end
        end = max([line.end, *(x.end for x in later if x.start < until)]) if whole else line.end
        label = (line.start + match.start("label"), line.start + match.end("label"))
        last = next((x for x in reversed(lines) if x.end <= end), line)
        yield Turn(label, match["label"], line.start + match.end(), end, last.text.endswith("?"))


def is_label(words: str) -> bool:
    """A name, a title or a role in capitals: "OKELLO", "Dieudonné Mwamba Kitenge", "D. M. K.", "HOST"."""
    found = WORD.findall(ASIDE.sub("", words))
    return (
        0 < len(found) <= LONGEST_LABEL and all(w[0].isupper() for w in found if len(w) > 2) and found[0][0].isupper()
    )


def bare(words: str) -> str:
    """A label without what stands in brackets after it: "CALLER (woman, Miwani)"."""
    return " ".join(WORD.findall(fold(ASIDE.sub("", words))))


def askers(text: Text, turns: Sequence[Turn], own: OwnOutlet, interview: Interview) -> set[str]:
    """The labels of those who ask: known by the word, by the outlet's name, or because they ask most."""
    names = {bare(turn.words) for turn in turns}
    articles = text.lex.set("articles")
    known = {n for n in names if n in interview.askers or without_article(n, articles) in interview.askers}
    known |= {
        bare(t.words) for t in turns if (a := ASIDE.search(t.words)) and bare(a[0].strip(" ()")) in interview.askers
    }
    known |= {bare(t.words) for t in turns if (p := phrase_at(text, t.label)) is not None and own.is_own(p)}
    if known:
        return known
    asked = Counter(bare(turn.words) for turn in turns if turn.asks)
    most = asked.most_common(1)
    return {most[0][0]} if most and most[0][1] >= QUESTIONS and len(names) > 1 else set()


def without_article(name: str, articles: frozenset[str]) -> str:
    """ "LE PRÉSENTATEUR" is labelled as "PRÉSENTATEUR"."""
    first, _, rest = name.partition(" ")
    return rest if rest and first in articles else name


def draft_of(text: Text, turn: Turn, interview: Interview) -> Draft | None:
    """The attribution of a labelled turn, to the fullest name that its label stands for."""
    label, words = phrase_at(text, turn.label), phrase_at(text, (turn.start, turn.end))
    if label is None or words is None or words.start < label.end:
        return None
    source = full_name(text, turn.words, label)
    return made(source, (label.start, label.end), [(words.start, words.end)], interview)


def made(source: Phrase, cue: Range, content: list[Range], interview: Interview) -> Draft:
    """A turn as an attribution."""
    commitment, entry = interview.commitment, interview.entry
    return Draft(source, cue, content, Form.DIRECT, commitment, "sources.turn", entry, "turn")


def full_name(text: Text, words: str, label: Phrase) -> Phrase:
    """Whom initials or a surname stand for: "D. M. K." for Dieudonné Mwamba Kitenge, "GRIGOR" for Alan Grigor."""
    if INITIALS.fullmatch(words.strip()):
        wanted = [w for w in fold(words) if w.isalpha()]
        runs = (r for r in name_runs(text, 0, len(text.doc)) if [text.words[t.i][0] for t in r] == wanted)
        return next(runs, label)
    if len(label) == 1:
        runs = (r for r in name_runs(text, 0, len(text.doc)) if text.words[r.end - 1] == text.words[label.start])
        return next((r for r in runs if len(r) > 1 and r.start != label.start), label)
    return label


# ------------------------------------------------------------------------------------------------ without labels


def unlabelled(lines: Sequence[Line], turns: Sequence[Turn]) -> list[tuple[int, int]]:
    """The answers of an interview that labels nobody: what follows its questions.

    A question is the first line of a paragraph whose next line answers, or a paragraph of its own before an answer
    that a dash opens. Where there are questions enough, the first line of every such pair is taken for one:
    "The army says it lets medicine through. / For ten days they have let nothing through."
    """
    opened = {line.start for turn in turns for line in lines if line.start <= turn.label[0] < line.end}
    pairs, asked = [], 0
    for question, answer in pairwise(lines):
        joined = question.first and not answer.first and len(question.text) <= QUESTION_LINE
        dashed = question.asks and answer.first and answer.text[0] in "—–-"
        if (joined or dashed) and answer.start not in opened and not answer.asks:
            pairs.append((answer.start, answer.end))
            asked += question.asks
    return pairs if asked >= QUESTIONS and 2 * asked >= len(pairs) else []


def answered(text: Text, lines: Sequence[Line], answers: list[tuple[int, int]], interview: Interview) -> Draft | None:
    """The answers as one attribution to the person whom the interview names first."""
    head = lines[min(NAMED_WITHIN, len(lines)) - 1].end
    until = phrase_at(text, (0, min(head, answers[0][0])))
    name = next((r for r in name_runs(text, 0, until.end) if len(r) > 1), None) if until is not None else None
    phrases = [phrase_at(text, answer) for answer in answers]
    content = [(p.start, p.end) for p in phrases if p is not None]
    return made(name, (name.start, name.end), content, interview) if name is not None and content else None


def name_runs(text: Text, start: int, end: int) -> Iterator[Phrase]:
    """Stretches of capitalised names that are no places: "Hala Chamseddine"."""
    places = {i for p in PLACES.of(text.doc) if p.place is not None for i in range(p.phrase.start, p.phrase.end)}
    at = start
    while at < end:
        stop = at
        while stop < end and is_named(text, stop, end) and stop not in places:
            stop += 1
        if stop > at:
            yield text.doc[at:stop]
        at = max(stop, at + 1)


def is_named(text: Text, i: int, end: int) -> bool:
    """A capitalised name, or a first name that the tagger took for something else: "Awa | Diallo"."""
    if not text.texts[i][0].isupper() or text.words[i] in text.lex.set("articles"):
        return False
    first = i + 1 < end and text.pos[i + 1] == "PROPN" and text.texts[i + 1][0].isupper()
    return text.pos[i] == "PROPN" or (first and text.pos[i] in ("ADP", "X", "ADV", "ADJ", "VERB", "INTJ"))


def phrase_at(text: Text, stretch: tuple[int, int]) -> Phrase | None:
    """The tokens of a stretch of characters."""
    return text.doc.char_span(*stretch, alignment_mode="expand")
