"""Predictions of who said what, in the form that attribution corpora are scored in.

English follows PolNeAR, which counts belief, intention and judgement as attributions too: their verbs are in
`attribution.toml`, learnt from its train part, and serve only here. French follows the direct-speech corpora of novels:
each stretch of direct speech is a content, without source or cue.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Doc

from recoupe.model import Document, Factuality
from recoupe.reader import Reader
from recoupe.reading.quotations import dialogue
from recoupe.reading.sources import drafted, link
from recoupe.reading.sources_draft import Draft, Range
from recoupe.reading.sources_floating import with_floating
from recoupe.reading.sources_lexicon import VerbCue, lexicon
from recoupe.reading.sources_resolve import OwnOutlet
from recoupe.reading.sources_text import Text
from recoupe.reading.sources_verbs import Senses

Record = dict[str, Any]
DIRECT_SPEECH = frozenset({"fr"})  # languages whose corpora hold direct speech only


def predict(record: Record, reader: Reader) -> Record:
    """The attributions of a record's text: character spans of source, cue and content."""
    document = Document(record["text"], language=record["lang"], published=record.get("date", ""))
    return prediction(record, reader.parse(document))


def prediction(record: Record, doc: Doc) -> Record:
    """The attributions on a Doc as the prediction for its record."""
    text = Text(doc, lexicon(record["lang"]))
    if record["lang"] in DIRECT_SPEECH:
        found = [{"source": [], "cue": [], "content": [[start, end]]} for start, end in direct_speech(text)]
        return {"id": record["id"], "attributions": found}
    return {"id": record["id"], "attributions": [spans(text, draft) for draft in wide_drafts(text)]}


def wide_drafts(text: Text) -> list[Draft]:
    """The drafts of the sources stage with verbs of attitude, before sources are judged and named."""
    own = OwnOutlet(text)
    drafts = drafted(text, wider_verbs())
    for draft in drafts:
        link(text, draft, own)
    return with_floating(text, drafts)


@cache
def wider_verbs() -> Senses:
    """Verbs of attitude by lemma, from `attribution.toml`."""
    table = tomllib.loads(Path(__file__).with_name("attribution.toml").read_text("utf-8"))
    frames: dict[str, set[str]] = {}
    about: dict[str, set[str]] = {}
    for frame, lemmas in table["frames"].items():
        for lemma in lemmas:
            frames.setdefault(lemma, set()).add(frame)
    for preposition, lemmas in table["about"].items():
        for lemma in lemmas:
            frames.setdefault(lemma, set()).add("about")
            about.setdefault(lemma, set()).add(preposition)
    negated = set(table["negated"]["lemmas"])
    return {
        lemma: (attitude(lemma, frozenset(names), frozenset(about.get(lemma, ())), lemma in negated),)
        for lemma, names in sorted(frames.items())
    }


def attitude(lemma: str, frames: frozenset[str], about: frozenset[str], negated: bool) -> VerbCue:
    """A verb of attitude as a cue."""
    return VerbCue(
        entry="",
        lemma=lemma,
        tail=(),
        reflexive=False,
        commitment=Factuality.UNCOMMITTED,
        negated=Factuality.UNCOMMITTED if negated else None,
        frames=frames,
        about=about,
        objects=frozenset(),
        claims=False,
        counts=False,
        weak=False,
        bare=False,
        tells=False,
    )


def spans(text: Text, draft: Draft) -> Record:
    """One attribution as lists of `[start, end)`."""
    return {
        "source": [ends(text, (draft.source.start, draft.source.end))] if draft.source is not None else [],
        "cue": [ends(text, draft.cue)] if draft.frame != "floating" else [],
        "content": [ends(text, part) for part in draft.content if part[1] > part[0]],
    }


def ends(text: Text, part: Range) -> list[int]:
    """The characters of a range of tokens."""
    phrase = text.doc[part[0] : part[1]]
    return [phrase.start_char, phrase.end_char]


# ---------------------------------------------------------------- direct speech


def direct_speech(text: Text) -> Iterator[Range]:
    """Stretches of direct speech as characters: quotations and dialogue, without the cues that interrupt them."""
    holes = sorted(cue_clauses(text))
    for start, end in whole_stretches(text):
        at = start
        for low, high in holes:
            if low >= at and high <= end:
                if low > at:
                    yield at, low
                at = high
        if end > at:
            yield at, end


def whole_stretches(text: Text) -> Iterator[Range]:
    """Quotations with a verb or a mark of address, and paragraphs of dialogue, which hold no other."""
    source = text.doc.text
    spoken = list(dialogue(source))
    yield from spoken
    for quotation, ranges in text.quotes:
        if any(start <= quotation.start < end for start, end in spoken):
            continue
        first, last = ranges[0][0], ranges[-1][1]
        words = [t for t in text.doc[first:last] if t.is_alpha]
        if len(words) > 3 or any(mark in source[quotation.start : quotation.end] for mark in "?!.…,"):
            yield from quotation.parts


def cue_clauses(text: Text) -> Iterator[Range]:
    """The asides that interrupt direct speech: ", dit-il en riant,"."""
    for draft in drafted(text):
        if draft.aside is not None:
            phrase = text.doc[draft.aside[0] : draft.aside[1]]
            yield phrase.start_char, phrase.end_char
