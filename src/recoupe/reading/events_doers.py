"""Who did it, where no clause of the event tells: the people told of around it, by learnt weights.

"Rebels shelled Kessa and their men came at dawn: two teachers were abducted": the rebels did it. What speaks for a
candidate are named features; how much each weighs is learnt from annotated reports (`training/doers.py`) and stands in
`events_doers.toml`. Below its threshold nobody is named.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from recoupe.knowledge.ontology import ontology
from recoupe.languages import read_table
from recoupe.model import Provenance, Region, SourceKind
from recoupe.reading.events_clause import Clauses
from recoupe.reading.layers import ACTORS, SOURCES, ActorMention, EventMention, region_at

WEIGHTS = Path(__file__).with_suffix(".toml")
BEFORE, AFTER = 2, 1  # sentences around a mention in which a doer is looked for
NO_DOERS = frozenset({SourceKind.IMAGERY, SourceKind.DOCUMENT, SourceKind.DATASET})


@dataclass(frozen=True, slots=True)
class Candidate:
    """One who may have done it: at which mention of the event, and why."""

    mention: int
    actor: ActorMention
    features: frozenset[str]


def with_doers(clauses: Clauses, mentions: Sequence[EventMention]) -> list[EventMention]:
    """The mentions, each event that tells no doer with the likeliest of the people around it."""
    found = list(mentions)
    threshold, weights = _weights()
    for number in sorted({m.event for m in mentions}):
        scored = [(score(c.features, weights), c) for c in candidates(clauses, mentions, number)]
        odds, best = max(scored, key=lambda item: (item[0], -item[1].actor.phrase.start), default=(-math.inf, None))
        if best is not None and odds >= threshold:
            why = Provenance("events.doer_around", note=f"{1 / (1 + math.exp(-odds)):.2f}")
            named = clauses.bare(best.actor.named)
            found[best.mention] = replace(found[best.mention], actor=(named,), doer=why)
    return found


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    table = read_table(WEIGHTS)
    return float(table["threshold"]), table["weights"]


def score(features: frozenset[str], weights: Mapping[str, float]) -> float:
    """The log odds that a candidate did it."""
    return math.fsum(sorted(weights.get(name, 0.0) for name in features)) + weights.get("bias", 0.0)


def candidates(clauses: Clauses, mentions: Sequence[EventMention], number: int) -> Iterator[Candidate]:
    """Everyone told of near a mention of an event that has no doer and must be found; none where it has one."""
    own = [n for n, m in enumerate(mentions) if m.event == number]
    if any(mentions[n].actor for n in own) or mentions[own[0]].type not in ontology().required:
        return
    suffering = {t.i for n in own for p in (*mentions[n].recipient, *mentions[n].instrument) for t in p}
    for n in own:
        near = [a for a in ACTORS.of(clauses.doc) if _is_near(clauses, a, mentions[n])]
        near = [a for a in near if not suffering.intersection(range(a.phrase.start, a.phrase.end))]
        for actor in near:
            yield Candidate(n, actor, frozenset(_features(clauses, mentions, n, actor, len(near))))


def _is_near(clauses: Clauses, actor: ActorMention, mention: EventMention) -> bool:
    gap = clauses.sentence[actor.phrase.start] - clauses.sentence[mention.trigger.start]
    if not -BEFORE <= gap <= AFTER or actor.kind in NO_DOERS or actor.named.root.pos_ == "PRON":
        return False
    if region_at(clauses.doc, actor.phrase.start) is Region.RESIDUE:
        return False
    inside = range(mention.trigger.start, mention.trigger.end)
    return actor.phrase.root.i not in inside or mention.type.value in ("MOBILIZE", "PROTEST")


def _features(
    clauses: Clauses, mentions: Sequence[EventMention], n: int, actor: ActorMention, rivals: int
) -> Iterator[str]:
    mention = mentions[n]
    kind = mention.type.value + "".join(f" {mode}" for mode in mention.mode[:1])
    who = actor.sector or actor.kind.value
    where = _where(clauses, actor, mention)
    yield from (kind, f"{who} for {kind}", f"{who} for {mention.type.value}", where, f"{where} of {mention.type.value}")
    yield f"armed={actor.armed} for {mention.type.value}"
    yield f"{mention.provenance.note} {where}"
    yield f"rivals={min(rivals, 4)}"
    yield from _grammar(clauses, actor, mention)
    yield from _standing(clauses, mentions, n, actor)


def _where(clauses: Clauses, actor: ActorMention, mention: EventMention) -> str:
    gap = clauses.sentence[actor.phrase.start] - clauses.sentence[mention.trigger.start]
    if gap:
        return f"{abs(gap)} {'after' if gap > 0 else 'before'}"
    before = actor.phrase.start < mention.trigger.start
    away = mention.trigger.start - actor.phrase.end if before else actor.phrase.start - mention.trigger.end
    far = "beside" if away <= 3 else "near" if away <= 10 else "far"
    return f"{far} {'left' if before else 'right'}"


def _grammar(clauses: Clauses, actor: ActorMention, mention: EventMention) -> Iterator[str]:
    """What the phrase is in its sentence, and how it hangs on the words of the event."""
    root, trigger = actor.phrase.root, mention.trigger.root
    same = clauses.sentence[root.i] == clauses.sentence[trigger.i]
    yield f"{root.dep_} {'here' if same else 'there'}"
    before = next((t for t in reversed(clauses.doc[: actor.phrase.start]) if t.pos_ not in ("DET", "ADJ", "NUM")), None)
    role = clauses.lexicon.prepositions.get(clauses.lower[before.i]) if before is not None else None
    yield f"preposition {role} of {mention.type.value}" if role else "no preposition"
    if not same:
        return
    if root.head.i in range(mention.trigger.start, mention.trigger.end):
        yield f"hangs on it as {root.dep_}"
    elif trigger.head == root:
        yield f"it hangs on as {trigger.dep_}"
    elif root.head == trigger.head:
        yield f"beside it as {root.dep_} and {trigger.dep_}"
    elif trigger in root.subtree:
        yield "above it"


def _standing(clauses: Clauses, mentions: Sequence[EventMention], n: int, actor: ActorMention) -> Iterator[str]:
    """Whether they speak, are named, do something else, are often told of."""
    mention = mentions[n]
    yield "named" if any(t.pos_ == "PROPN" for t in actor.named) else "unnamed"
    yield "plural" if "Plur" in actor.phrase.root.morph.get("Number", []) else "singular"
    if actor.phrase.root.i in clauses.speakers:
        yield f"speaks of {mention.type.value}" if _says(clauses, actor, mention) else "speaks"
    elsewhere = [m for m in mentions if any(_is(clauses, p.root.i, actor) for p in m.actor)]
    if elsewhere:
        yield f"does for {mention.type.value}"
    if any(m.type is mention.type for m in elsewhere):
        yield "does such"
    if any(_is(clauses, p.root.i, actor) for m in mentions for p in m.recipient):
        yield f"suffers for {mention.type.value}"
    if sum(a.referent == actor.referent for a in ACTORS.of(clauses.doc)) > 2:
        yield "often told of"


def _is(clauses: Clauses, i: int, actor: ActorMention) -> bool:
    other = clauses.actors.get(i)
    return other is not None and other.referent == actor.referent


def _says(clauses: Clauses, actor: ActorMention, mention: EventMention) -> bool:
    """Whether they tell of the event themselves."""
    said = (a for a in SOURCES.of(clauses.doc) if a.source is not None and a.source.referent == actor.referent)
    return any(part.start <= mention.trigger.start < part.end for a in said for part in a.content)
