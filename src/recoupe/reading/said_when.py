"""Which times tell when somebody spoke, and not when what is told happened: "a déclaré jeudi le gouverneur".

The word order tells, and where it does not, the parse: a time that hangs on the cue or on its speaker is theirs.
"""

from __future__ import annotations

from collections.abc import Collection

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe.reading.layers import SOURCES, TIMES, Attribution

BEFORE = frozenset(("ADP", "ADV", "AUX", "DET", "PRON", "PART", "PUNCT"))  # may stand between a time and its cue
AFTER = frozenset(("ADP", "DET", "PRON"))  # between a cue and its time: "told him on Monday", no verb
CLIMB = 3  # tokens from a time up to its cue: jeudi, gouverneur, déclaré
REACH = 12  # tokens between a time and its cue


def said_when(doc: Doc) -> frozenset[int]:
    """The first tokens of the times that tell when somebody spoke."""
    return frozenset(
        time.phrase.start
        for item in SOURCES.of(doc)
        if item.cue is not None
        for time in TIMES.of(doc)
        if not time.is_dateline and is_of_cue(time.phrase, item, item.cue)
    )


def is_of_cue(time: Phrase, item: Attribution, cue: Phrase) -> bool:
    """Whether a time belongs to the cue of an attribution rather than to what is said."""
    gap = cue.start - time.end if time.start < cue.start else time.start - cue.end
    if gap > REACH or cue[0].sent != time[0].sent:
        return False
    beside = is_beside(time, item, cue)
    inside = any(part.start <= time.start < part.end for part in item.content)
    return beside or (not inside and hangs_on(time.root, frozenset(token.i for token in cue), speaker_of(item)))


def is_beside(time: Phrase, item: Attribution, cue: Phrase) -> bool:
    """ "said on Thursday", "a dit le gouverneur jeudi", "Thursday the army said" at the start of its sentence."""
    speaker = speaker_of(item)
    if time.start >= cue.end:
        between = time.doc[cue.end : time.start]
        return all(token.i in speaker or token.pos_ in AFTER for token in between)
    between = time.doc[time.end : cue.start]
    return time.start <= time[0].sent.start + 1 and all(token.i in speaker or token.pos_ in BEFORE for token in between)


def hangs_on(token: Token, cue: Collection[int], speaker: Collection[int]) -> bool:
    """Whether a token depends on the cue, directly or through its speaker."""
    for _ in range(CLIMB):
        token = token.head
        if token.i in cue:
            return True
        if token.i not in speaker:
            return False
    return False


def speaker_of(item: Attribution) -> frozenset[int]:
    """The tokens of who speaks."""
    return frozenset(token.i for token in item.source.phrase) if item.source is not None else frozenset()
