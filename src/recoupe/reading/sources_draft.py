"""An attribution in the making: what every way of finding one hands on."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Span as Phrase

from recoupe.model import Factuality, Form
from recoupe.reading.sources_lexicon import VerbCue
from recoupe.reading.sources_text import Text, is_time, nominal_from, noun_phrase

Range = tuple[int, int]
CLOSERS = frozenset('»”"’')
OPENERS = frozenset('«“"‘„')
STOP_LISTENER = frozenset('.,;:!?«“»”"—–(')


@dataclass(slots=True)
class Draft:
    """An attribution in the making: token ranges, no names yet."""

    source: Phrase | None
    cue: Range
    content: list[Range]
    form: Form
    commitment: Factuality
    rule: str
    entry: str
    frame: str
    via: list[Phrase] = field(default_factory=list)
    listener: Phrase | None = None
    event_object: bool = False
    claims: bool = False
    accused: Phrase | None = None
    aside: Range | None = None  # the cue with its subject, where it stands within what is said
    relay: str = ""  # the entry of the words that joined its links


def draft(
    text: Text, source: Phrase | None, cue: Range, content: list[Range], form: Form, sense: VerbCue, frame: str
) -> Draft:
    """A draft with what its sense says."""
    return Draft(
        source=source,
        cue=cue,
        content=content,
        form=form,
        commitment=sense.commitment,
        rule=f"sources.{frame}",
        entry=sense.entry,
        frame=frame,
        claims=sense.claims,
        listener=listener_of(text, cue[1] - 1) if frame in ("aside", "clause", "quote", "colon", "about") else None,
        event_object=frame in ("passive",),
    )


def listener_of(text: Text, i: int) -> Phrase | None:
    """To whom it was said: "told the Courier", "a déclaré à Sahel Dépêches"."""
    _, high = text.sentence(i)
    for at in range(i + 1, min(high, i + 7)):
        token = text.doc[at]
        if token.text in STOP_LISTENER or token.is_space:
            return None
        direct = (
            at == i + 1 and token.pos_ in ("DET", "PROPN", "NOUN", "PRON", "ADJ") and not text.lex.word("reflexive")
        )
        if direct:
            head = nominal_from(text, at, high)
            return before_of(text, noun_phrase(text, head)) if head is not None and not is_time(text, head) else None
        if text.words[at] in text.lex.word("to") and token.pos_ == "ADP":
            head = nominal_from(text, at + 1, high)
            return noun_phrase(text, head) if head is not None and not is_time(text, head) else None
    return None


def before_of(text: Text, phrase: Phrase) -> Phrase:
    """ "told the same station | of a gun battle"."""
    end = next((t.i for t in phrase if t.pos_ == "ADP" and t.i > phrase.start and t.is_lower), phrase.end)
    return text.doc[phrase.start : end]
