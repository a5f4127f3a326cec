"""What the learnt part of the MUC-4 adapter sees of a Doc: features of the document, and of every phrase that may fill.

Features are words of the text and what the reader's layers say of them ("ev=recipient|KIDNAPPING"); their weights stand
in `muc4_weights.toml`. Training and prediction both come through here.
"""

from __future__ import annotations

import math
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from spacy.tokens import Doc, Token

from recoupe.evaluate.muc4_events import bears_on, type_of
from recoupe.reading.layers import ACTORS, EVENTS, FACTUALITY, EventMention

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X"})
ENDS = NOMINAL
INSIDE = frozenset({"VERB"})  # participles: "HEAVILY ARMED MEN"
JOINTS = frozenset({"-", "'S", '"', "'"})
LONGEST = 8
SHORTEST = 4  # words of a sentence that tells anything
RELEVANT = "RELEVANT"  # an incident of any type
LINKS = frozenset({"ADP", "DET", "CCONJ"})
ROLES = ("actor", "recipient", "instrument", "damage", "claimed_by")
Told = Mapping[int, Mapping[str, float]]  # log-odds that a sentence, by its number, tells of an incident of a type
PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass(slots=True)
class Candidate:
    """A phrase that may fill a slot: its words as they first stand, and the features of all its occurrences."""

    text: str
    start: int  # token at which it first stands
    features: set[str] = field(default_factory=set)
    sentences: set[int] = field(default_factory=set)  # numbers of the sentences it stands in


def key_of(text: str) -> str:
    """The form in which two spellings of a filler are one: lower case, no punctuation."""
    return " ".join(text.lower().translate(PUNCTUATION).split())


def document_features(doc: Doc) -> set[str]:
    """Words, pairs of words, and the events that the reader found."""
    words = [word for token in doc if (word := token.lower_).isalpha()]
    found = {f"w={word}" for word in words}
    found |= {f"w={one} {other}" for one, other in pairwise(words)}
    for mention, judgement in zip(EVENTS.of(doc), FACTUALITY.of(doc), strict=True):
        kind = type_of(mention.type, mention.mode)
        if kind:
            near = bears_on(mention)
            found |= {f"e={kind}", f"e={kind}|{judgement.status.value}", f"e={kind}|{near}"}
            found |= {f"e={kind}|{near}|{mention.provenance.entry}"}
            found |= {f"e={kind}|{role}|{sector}" for role, sector in sectors(mention, doc)}
    return found | {"bias"}


def sentence_features(doc: Doc) -> dict[int, set[str]]:
    """By the number of a sentence: its words, pairs of words, how they depend on each other, and its events."""
    sectors_of = {actor.phrase.root.i: actor.sector for actor in ACTORS.of(doc)}
    events = events_by_sentence(doc)
    found: dict[int, set[str]] = {}
    for number, sentence in enumerate(doc.sents):
        words = [token.lower_ for token in sentence if token.text.isalpha() or token.text.isdigit()]
        if len(words) < SHORTEST:
            continue
        seen = {f"w={word}" for word in words} | {f"w={one} {other}" for one, other in pairwise(words)}
        seen |= {f"gov={t.head.lemma_}|{t.dep_}|{t.lemma_}" for t in sentence if t.pos_ in ("VERB", "NOUN", "PROPN")}
        where = place_of(number)
        for mention, status in events.get(number, ()):
            kind = type_of(mention.type, mention.mode) or mention.type.value
            seen |= {f"e={kind}", f"e={kind}|{status}", f"e={kind}|{bears_on(mention)}", f"e={kind}|{where}"}
            seen.add(f"entry={mention.provenance.entry}")
            for role in ("actor", "recipient"):
                heads = [phrase.root for phrase in getattr(mention, role)]
                seen |= {f"e={kind}|{role}|{sectors_of.get(head.i, 'none')}" for head in heads}
                seen |= {f"e={kind}|{role}={head.lemma_}" for head in heads}
        found[number] = seen | {where, "bias"}
    return found


def events_by_sentence(doc: Doc) -> dict[int, list[tuple[EventMention, str]]]:
    """The mentions of events with their status, by the number of the sentence."""
    numbers = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
    found: dict[int, list[tuple[EventMention, str]]] = {}
    for mention, judgement in zip(EVENTS.of(doc), FACTUALITY.of(doc), strict=True):
        found.setdefault(numbers[mention.trigger.start], []).append((mention, judgement.status.value))
    return found


def sectors(mention: EventMention, doc: Doc) -> Iterator[tuple[str, str]]:
    """The sectors of the actors and recipients of an event."""
    by_head = {actor.phrase.root.i: actor.sector for actor in ACTORS.of(doc)}
    for role in ("actor", "recipient"):
        for phrase in getattr(mention, role):
            yield role, by_head.get(phrase.root.i, "none")


def candidates(doc: Doc) -> dict[str, Candidate]:
    """Every phrase that may fill a slot, by its key, in the order of the text."""
    found: dict[str, Candidate] = {}
    roles, actors = roles_of(doc), {(a.phrase.start, a.phrase.end): a for a in ACTORS.of(doc)}
    heads = {a.phrase.root.i: a for a in ACTORS.of(doc)}
    sentences = {token.i: number for number, sentence in enumerate(doc.sents) for token in sentence}
    deeds = {number: deeds_of(told) for number, told in events_by_sentence(doc).items()}
    for start, end in spans(doc):
        key = key_of(doc[start:end].text)
        if not key:
            continue
        one = found.setdefault(key, Candidate(" ".join(doc[start:end].text.split()), start))
        if "count=1" in one.features:
            one.features.add("count=2+")
        number = sentences[start]
        one.sentences.add(number)
        head = doc[start:end].root
        one.features |= {"count=1", *around(doc, start, end), place_of(number)}
        one.features |= {f"near={kind}" for _, kind, _ in deeds.get(number, ())}
        one.features |= {f"near={entry}|{head.i < at}" for at, _, entry in deeds.get(number, ())}
        one.features |= {f"ev={role}|{kind}" for role, kind in roles.get(head.i, ())}
        actor = actors.get((start, end)) or heads.get(head.i)
        if actor is not None:
            exact = (start, end) in actors
            one.features |= {f"actor={exact}|{actor.sector}", f"actor={exact}", f"kind={actor.kind.value}"}
            one.features |= {f"known={actor.id is not None}|{actor.sector}"}
    for one in found.values():
        one.features |= own(one.text)
    return found


def spans(doc: Doc) -> Iterator[tuple[int, int]]:
    """The spans of tokens that may be a filler: ends on a nominal word, with its modifiers and links before it."""
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        for last, token in enumerate(tokens):
            if token.pos_ in ENDS:
                yield from ((tokens[first].i, token.i + 1) for first in firsts(tokens, last))


def firsts(tokens: list[Token], last: int) -> Iterator[int]:
    """Where a phrase that ends here may begin."""
    first = last
    while first >= 0 and last - first < LONGEST:
        token = tokens[first]
        if token.pos_ in NOMINAL or (token.pos_ in INSIDE and first < last):
            yield first
        elif first == last or not (token.text in JOINTS or token.pos_ in LINKS):
            return
        first -= 1


def own(text: str) -> set[str]:
    """What the words of a phrase tell by themselves."""
    words = [word for raw in text.split() if (word := key_of(raw))]
    if not words:
        return set()
    return {
        f"s={' '.join(words)}",
        f"first={words[0]}",
        f"last={words[-1]}",
        f"length={min(len(words), 6)}",
        *(f"w={word}" for word in words),
        "bias",
    }


def around(doc: Doc, start: int, end: int) -> set[str]:
    """What stands about an occurrence, and what governs it."""
    before = [t for t in doc[max(0, start - 4) : start] if not t.is_space][-2:]
    after = [t for t in doc[end : end + 4] if not t.is_space][:2]
    p1, n1 = (before[-1] if before else None), (after[0] if after else None)
    head = doc[start:end].root
    governor = head.head
    if head.dep_ in ("nmod", "obl") and (case := next((c for c in head.children if c.dep_ == "case"), None)):
        link = f"{head.dep_}:{case.lower_}"
    else:
        link = head.dep_
    return {
        f"p={p1.lower_ if p1 else ''}",
        f"p={' '.join(t.lower_ for t in before)}",
        f"n={n1.lower_ if n1 else ''}",
        f"n={' '.join(t.lower_ for t in after)}",
        f"ppos={p1.pos_ if p1 else ''}",
        f"npos={n1.pos_ if n1 else ''}",
        f"pos={doc[start].pos_}-{doc[end - 1].pos_}",
        f"gov={governor.lemma_}|{link}",
        f"gov2={governor.head.lemma_}|{governor.dep_}|{governor.lemma_}|{link}",
        f"dep={link}",
        f"whole={doc[start].i == head.left_edge.i or (p1 is not None and p1.pos_ == 'DET')}",
        f"head={head.lower_}",
    }


def place_of(sentence: int) -> str:
    """How far down the text."""
    return "early" if sentence <= 2 else "middle" if sentence <= 8 else "late"


def deeds_of(told: list[tuple[EventMention, str]]) -> list[tuple[int, str, str]]:
    """Where the events of a sentence stand that are incidents for MUC, with their types and lexicon entries."""
    typed = ((m, type_of(m.type, m.mode)) for m, _ in told)
    return [(m.trigger.start, kind, m.provenance.entry) for m, kind in typed if kind]


def roles_of(doc: Doc) -> dict[int, set[tuple[str, str]]]:
    """Head token of a participant -> its roles in the events of which MUC type."""
    found: dict[int, set[tuple[str, str]]] = {}
    for mention in EVENTS.of(doc):
        kind = type_of(mention.type, mention.mode) or "other"
        for role in ROLES:
            for phrase in getattr(mention, role):
                found.setdefault(phrase.root.i, set()).add((role, kind))
    return found


def with_type(candidate: Candidate, kind: str, told: Told) -> set[str]:
    """The features of a phrase as a filler of a template of this type: some mean one thing for each type.

    `told` is how likely each sentence tells of an incident of which type: the phrase has its best sentence's.
    """
    typed = ("w=", "gov=", "gov2=", "ev=", "last=", "head=", "p=")
    found = candidate.features | {f"told={step(candidate.sentences, told, kind)}"}
    found |= {f"relevant={step(candidate.sentences, told, RELEVANT)}"}
    return found | {f"{kind}|{f}" for f in found if f.startswith(typed)} | {f"t={kind}"}


def step(sentences: set[int], told: Told, kind: str) -> int:
    """The log-odds of the best of some sentences, in steps of one."""
    return max((max(-5, min(3, math.floor(told[n].get(kind, -5.0)))) for n in sentences if n in told), default=-5)
