"""Attributions by a verb: the frames in order of certainty, and the first that fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from recoupe.reading.sources_asides import aside_frame, inverted_frame
from recoupe.reading.sources_draft import Draft, Range
from recoupe.reading.sources_frames import (
    about_frame,
    absolute_frame,
    accuse_frame,
    bare_frame,
    blame_frame,
    clause_frame,
    colon_frame,
    credited_frame,
    infinitive_frame,
    object_frame,
    passive_frame,
    quote_after_frame,
    refute_frame,
    tell_of_frame,
    whether_frame,
)
from recoupe.reading.sources_lexicon import VerbCue
from recoupe.reading.sources_saying import (
    can_say,
    fits,
    is_bare_participle,
    is_negated,
    is_passive,
    is_verbal,
    is_yet_to_say,
    verb_group,
)
from recoupe.reading.sources_subjects import first_person
from recoupe.reading.sources_text import Text

Senses = Mapping[str, tuple[VerbCue, ...]]


def verb_drafts(text: Text, wider: Senses | None = None) -> Iterator[Draft]:
    """An attribution for every verb of saying that introduces something.

    Args:
        wider: verbs of attitude and intention, by lemma, to read besides, for corpora that hold them attributions too;
            first persons then count as sources.
    """
    more: Senses = wider or {}
    for i, word in enumerate(text.words):
        found = None
        lemma = text.doc[i].lemma_.lower() if more else word
        for senses in (text.lex.verbs.get(word, ()), more.get(lemma, ())):
            if senses and found is None and is_verbal(text, i):
                found = read_verb(text, i, senses, wider is not None)
        if found is not None:
            yield found


def read_verb(text: Text, i: int, senses: tuple[VerbCue, ...], anyone: bool = False) -> Draft | None:
    """The first frame, in order of certainty, that one of the verb's senses allows and the sentence shows."""
    senses = tuple(s for s in senses if fits(text, i, s))
    longer = tuple(s for s in senses if s.tail)
    senses = longer or senses
    if not senses or (not anyone and first_person(text, i)):
        return None
    group = verb_group(text, i)
    if not can_say(text, i) or (not anyone and is_yet_to_say(text, i, group)):
        return None
    credited = next((d for s in senses if "quote" in s.frames and (d := credited_frame(text, i, group, s))), None)
    if credited is not None:
        return credited
    bare = is_bare_participle(text, i, group) and text.dep[i] in ("acl", "amod", "nmod")
    bare = bare and not (i + 1 < len(text.words) and text.words[i + 1] in text.lex.word("that"))
    if bare or is_passive(text, i):
        senses = tuple(sorted(senses, key=lambda s: not s.objects))  # "the attack was claimed": not "claimed that"
        senses = tuple(s for s in senses if s.frames != {"refute"})
        return next((d for s in senses if (d := passive_frame(text, i, group, s)) is not None), None)
    negated = is_negated(text, i, group)
    if negated:
        senses = tuple(s for s in senses if s.negated is not None)
    for frame in FRAMES:
        for sense in senses:
            if sense.frames.isdisjoint(frame.names):
                continue
            draft = frame.read(text, i, group, sense)
            if draft is not None:
                if negated and sense.negated is not None:
                    draft.commitment = sense.negated
                return draft
    return None


FrameReader = Callable[[Text, int, Range, VerbCue], Draft | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to introduce what is said, and the names under which the lexicon allows it."""

    names: frozenset[str]
    read: FrameReader


FRAMES = (
    Frame(frozenset({"refute"}), refute_frame),
    Frame(frozenset({"quote"}), colon_frame),
    Frame(frozenset({"aside"}), inverted_frame),
    Frame(frozenset({"infinitive"}), infinitive_frame),
    Frame(frozenset({"clause"}), clause_frame),
    Frame(frozenset({"whether"}), whether_frame),
    Frame(frozenset({"accuse"}), accuse_frame),
    Frame(frozenset({"quote"}), quote_after_frame),
    Frame(frozenset({"aside"}), aside_frame),
    Frame(frozenset({"about"}), tell_of_frame),
    Frame(frozenset({"clause"}), bare_frame),
    Frame(frozenset({"object"}), object_frame),
    Frame(frozenset({"about"}), about_frame),
    Frame(frozenset({"absolute"}), absolute_frame),
    Frame(frozenset({"blame"}), blame_frame),
)
