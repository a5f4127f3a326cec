"""The events stage: every mention of every event, with the parties, times, places and numbers of its own clause.

The words are found by `events_find`, their parties by `events_roles`, and `coreference` tells which mentions name one
event. What the words are is data: `languages/<code>/events.toml` and its companions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe import languages
from recoupe.model import EventType, Provenance, SourceKind
from recoupe.reading.coreference import clusters, of_one_type
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_doers import with_doers
from recoupe.reading.events_find import blamed, triggers
from recoupe.reading.events_lexicon import Lexicon, lexicon
from recoupe.reading.events_roles import Roles, phrases_of, roles_of
from recoupe.reading.events_trigger import Trigger
from recoupe.reading.layers import (
    EVENTS,
    PLACES,
    QUANTITIES,
    SOURCES,
    TIMES,
    Count,
    EventMention,
    SourceMention,
    TimeExpression,
    Toponym,
)
from recoupe.reading.said_when import said_when

POSSESSED = 4  # tokens from a possessive to its noun: "last weekend's roadside bombing"


@Language.factory("recoupe_events")
def make_events(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the events of a Doc; it finds none in a language without a lexicon."""
    known = nlp.lang in languages.codes() and languages.load(nlp.lang).table("events")
    words = lexicon(nlp.lang) if known else None

    def read(doc: Doc) -> Doc:
        return EVENTS.put(doc, events_of(doc, words) if words is not None else ())

    return read


def events_of(doc: Doc, words: Lexicon) -> tuple[EventMention, ...]:
    """The event mentions of a Doc, in the order of the text, with the event each belongs to."""
    clauses = Clauses(doc, words)
    found = triggers(clauses)
    stop = frozenset(i for t in found for i in range(t.start, t.end))
    setting = _setting(clauses, found)
    mentions = [_mention(clauses, trigger, setting[n], stop) for n, trigger in enumerate(found)]
    mentions = _without_victims(clauses, mentions)
    mentions = _with_blame(clauses, _with_claims(clauses, mentions))
    numbers = clusters(clauses, found, mentions)
    kept = [replace(m, event=n) for m, n in zip(mentions, numbers, strict=True) if n is not None]
    for number in {m.event for m in kept}:
        at = [i for i, m in enumerate(kept) if m.event == number]
        for i, mention in zip(at, of_one_type([kept[i] for i in at]), strict=True):
            kept[i] = mention
    return tuple(with_doers(clauses, _without_parts(clauses, kept)))


def _without_parts(clauses: Clauses, mentions: list[EventMention]) -> list[EventMention]:
    """ "A convoy was ambushed. Two lorries were burnt": the convoy was hit; what was burnt of it is damage alone."""
    things = frozenset({"vehicle"})
    hit = {m.event for m in mentions if not m.damage and any(clauses.is_a(p.root, things) for p in m.recipient)}

    def is_part(mention: EventMention, phrase: Phrase) -> bool:
        return bool(mention.damage) and mention.event in hit and clauses.is_a(phrase.root, things)

    return [replace(m, recipient=tuple(p for p in m.recipient if not is_part(m, p))) for m in mentions]


@dataclass(slots=True)
class Setting:
    """What the clause of one trigger tells beside its parties."""

    times: list[TimeExpression] = field(default_factory=list)
    places: list[Toponym] = field(default_factory=list)
    counts: list[Count] = field(default_factory=list)


def _setting(clauses: Clauses, found: list[Trigger]) -> list[Setting]:
    """For each trigger the times, places and counts of its own clause."""
    settings = [Setting() for _ in found]
    number = {trigger.start: n for n, trigger in enumerate(found)}
    heads = {t.head.i: t for t in found}
    said = said_when(clauses.doc)
    for time in TIMES.of(clauses.doc):
        spoken = time.phrase.start in said and time.phrase.root.head.i not in heads
        possessed = _possessed(clauses, time.phrase, found)
        owner = possessed or (None if time.is_dateline or spoken else _owner(clauses, time.phrase, heads))
        verb = owner.head.head if owner is not None else None
        if owner is not None and not (verb is not None and clauses.speaks(verb) and _is_told(clauses, owner, verb)):
            settings[number[owner.start]].times.append(time)
    for place in PLACES.of(clauses.doc):
        start = place.phrase.start
        told = place.locates and start not in clauses.dateline and start not in clauses.speakers
        owner = _owner(clauses, place.phrase, heads) if told else None
        if owner is not None and not _of_the_speaker(clauses, start, owner):
            settings[number[owner.start]].places.append(place)
    for count in QUANTITIES.of(clauses.doc):
        for owner in _counters(clauses, count, found, heads):
            settings[number[owner.start]].counts.append(count)
    return settings


def _of_the_speaker(clauses: Clauses, place: int, trigger: Trigger) -> bool:
    """ "Two officials in Baghdad said it was a raid": where the speaker is, not where the raid was."""
    for item in SOURCES.of(clauses.doc):
        if item.source is None or item.cue is None or not item.content:
            continue
        low, high = sorted((item.source.phrase.start, item.cue.start))
        inside = any(part.start <= trigger.start < part.end for part in item.content)
        if inside and low <= place < high and not any(part.start <= place < part.end for part in item.content):
            return True
    return False


def _without_victims(clauses: Clauses, mentions: list[EventMention]) -> list[EventMention]:
    """ "Two police killed as bomb and gunfire hit patrol": who is killed in a sentence is not who hits in it."""
    passive = (m for m in mentions if m.provenance.note == "passive" and m.type is EventType.ASSAULT)
    struck = {p.root.i for m in passive for p in m.recipient}
    found = []
    for mention in mentions:
        own = {p.root.i for p in mention.recipient}
        mutual = any(p.root.i in own for p in mention.actor)
        if mention.type is EventType.ASSAULT and mention.provenance.note != "passive" and not mutual:
            mention = replace(mention, actor=tuple(p for p in mention.actor if p.root.i not in struck))
        found.append(mention)
    return found


def _counters(clauses: Clauses, count: Count, found: list[Trigger], heads: dict[int, Trigger]) -> list[Trigger]:
    """The triggers a count belongs to: those among its own words, else that of its clause."""
    tokens = set(range(count.phrase.start, count.phrase.end))
    if count.trigger is not None:
        tokens |= set(range(count.trigger.start, count.trigger.end))
    inside = [t for t in found if tokens & set(range(t.start, t.end))]
    if inside or not count.measure:
        return inside
    owner = _owner(clauses, count.phrase, heads)
    return [owner] if owner is not None else []


def _mention(clauses: Clauses, trigger: Trigger, setting: Setting, stop: frozenset[int]) -> EventMention:
    entry = trigger.entry
    assert entry.type is not None
    roles = roles_of(entry, trigger.slots, clauses)
    _light_verb(clauses, trigger, roles)
    if entry.type is EventType.THREATEN and not roles.recipient:
        roles.recipient.extend(_threatened(clauses, trigger))
    if entry.type is EventType.MOBILIZE and not roles.actor:
        roles.actor = [t for t in clauses.doc[trigger.start : trigger.end] if "troop" in clauses.classes(t)]
        stop = stop - set(range(trigger.start, trigger.end))
    beyond = stop - set(range(trigger.start, trigger.end))
    actor = phrases_of(roles.actor, entry, clauses, beyond)
    inner = [t.i for t in roles.recipient if trigger.start < t.i < trigger.end]
    within = stop - set(range(trigger.start + 1, max(inner, default=0) + 1))
    recipient = phrases_of(roles.recipient, entry, clauses, within)
    means = [_counted(clauses, t) for t in roles.instrument if t.pos_ != "ADJ"]
    instrument = phrases_of(means, entry, clauses, beyond, things=True)
    trigger_phrase = clauses.doc[trigger.start : trigger.end]
    type, mode = entry.type, _mode(clauses, trigger, roles)
    if _is_abduction(clauses, trigger, actor, recipient):
        type, mode = EventType.ASSAULT, ("abduct",)
    return EventMention(
        trigger=trigger_phrase,
        phrase=_display(clauses, trigger_phrase, (*actor, *recipient, *instrument)),
        type=type,
        mode=mode,
        actor=actor,
        recipient=recipient,
        instrument=instrument,
        damage=phrases_of(roles.damage, entry, clauses, stop, things=True),
        claimed_by=(),
        times=tuple(setting.times),
        places=tuple(setting.places),
        counts=tuple(setting.counts),
        definite=trigger.definite,
        ordinal=_ordinal(clauses, trigger),
        event=0,
        provenance=Provenance(rule=f"events.{entry.part}.{entry.frame}", entry=entry.id, note=trigger.slots.voice),
    )


def _counted(clauses: Clauses, token: Token) -> Token:
    """'roquettes' for the head 'douzaine' in "une douzaine de roquettes"."""
    if "quantity" in clauses.classes(token):
        return next(clauses.counted_by(token), token)
    return token


def _display(clauses: Clauses, trigger: Phrase, parties: Iterable[Phrase]) -> Phrase:
    """The trigger with those of its parties that stand near it in the sentence."""
    low, high = trigger.start, trigger.end
    for party in parties:
        near = -8 <= party.start - trigger.end <= 8 or -8 <= trigger.start - party.end <= 8
        if near and clauses.sentence[party.start] == clauses.sentence[trigger.start]:
            low, high = min(low, party.start), max(high, party.end)
    return clauses.doc[low:high]


def _mode(clauses: Clauses, trigger: Trigger, roles: Roles) -> tuple[str, ...]:
    """The mode of the entry, or that which the weapon makes of it: "un raid" with "hélicoptère" is aerial."""
    entry = trigger.entry
    if entry.type is not EventType.ASSAULT:
        return entry.mode
    flown = (t for t in roles.actor if "aircraft" in clauses.classes(t))
    means = [*roles.instrument, *flown, *(t for t in trigger.slots.modifiers if abs(t.i - trigger.head.i) <= 4)]
    told: list[str] = []
    for token in means:
        for mode in clauses.weapon_modes(token):
            if mode not in told:
                told.append(mode)
    replaceable = not entry.mode or set(entry.mode) <= {"firearms", "explosives", "heavy-weapons", "aerial"}
    return tuple(told) if told and replaceable else entry.mode


def _is_abduction(clauses: Clauses, trigger: Trigger, actor: Iterable[Phrase], recipient: Iterable[Phrase]) -> bool:
    """ "Gunmen seized nine elders", "the Front holds two teachers": only a force of the state arrests."""
    taken = trigger.entry.type is EventType.COERCE and {"arrest", "seize"} & set(trigger.entry.mode)
    people = any(clauses.is_a(p.root, frozenset({"person", "troop"})) for p in recipient)
    return bool(taken) and people and any(clauses.is_outlaw(p) for p in actor)


def _light_verb(clauses: Clauses, trigger: Trigger, roles: Roles) -> None:
    """ "Des rebelles ont mené une attaque", "une attaque menée par des rebelles": the verb brings the doer."""
    if trigger.slots.voice != "noun":
        return
    verb = _carrier(clauses, trigger)
    if verb is None:
        return
    slots = clauses.of_verb(verb, verb.i, verb.i + 1, clauses.forms(verb))
    stages = trigger.entry.type in (EventType.PROTEST, EventType.COERCE) and clauses.is_light(verb, "stage")
    if clauses.is_light(verb, "light") or stages:
        doers = slots.doer
        roles.actor.extend(t for t in doers if t.i != trigger.head.i and "event" not in clauses.classes(t))
        if not roles.recipient and trigger.entry.type is EventType.ASSAULT:
            roles.recipient.extend(
                t
                for role, t in slots.others
                if role == "recipient" and t.i not in clauses.placed and t.i != trigger.head.i
            )
    elif clauses.is_light(verb, "undergo") and not roles.recipient:
        roles.recipient.extend(slots.doer)


def _threatened(clauses: Clauses, trigger: Trigger) -> list[Token]:
    """'capitale' in "menace de frapper la capitale": what the threatened deed would hit."""
    for token in clauses.doc[trigger.end : trigger.end + 14]:
        if clauses.sentence[token.i] != clauses.sentence[trigger.start] or clauses.is_marker(token, "if"):
            break
        if token.dep_ == "obj" and token.pos_ in ("NOUN", "PROPN", "PRON"):
            return clauses.coordinated(token)
    return []


def _carrier(clauses: Clauses, trigger: Trigger) -> Token | None:
    """The verb that governs an event noun as object or passive subject, or a participle that follows it."""
    head = trigger.head.head
    if trigger.head.dep_ in ("obj", "nsubj:pass", "nsubj", "obl:arg", "obl") and clauses.is_carrier(head):
        return head
    for child in trigger.head.children:
        if child.dep_ in ("acl", "amod", "acl:relcl") and clauses.is_carrier(child):
            return child
    for i in range(trigger.start - 1, max(trigger.start - 5, -1), -1):
        token = clauses.doc[i]
        if clauses.is_carrier(token) and token.pos_ in ("VERB", "AUX"):
            return token
        if token.pos_ not in ("DET", "ADJ", "NUM", "ADP", "ADV"):
            break
    return None


def _owner(clauses: Clauses, phrase: Phrase, heads: dict[int, Trigger]) -> Trigger | None:
    """The trigger in whose clause a time or place stands: up the parse to the first trigger, else the nearest one."""
    sentence = clauses.sentence[phrase.start]
    token = phrase.root
    for _ in range(12):
        if token.i in heads:
            return heads[token.i]
        if token.head.i == token.i:
            break
        if clauses.is_marker(token, "saying"):
            return None
        if token.pos_ == "VERB" and token.i not in range(phrase.start, phrase.end):
            near = _nearest(clauses, phrase, heads, sentence)
            if near is not None and (
                near.head.head.i == token.i or near.head.is_ancestor(token) or token.is_ancestor(near.head)
            ):
                told = not _adjacent(clauses, phrase, near) or _is_told(clauses, near, token)
                return None if clauses.speaks(token) and told else near
            return None
        token = token.head
    return _nearest(clauses, phrase, heads, sentence)


def _possessed(clauses: Clauses, time: Phrase, found: list[Trigger]) -> Trigger | None:
    """The event of a time that owns it: "Tuesday's attack on the depot"."""
    doc = clauses.doc
    if time.end >= len(doc) or doc[time.end].pos_ != "PART" or doc[time.end].dep_ != "case":
        return None
    after = (t for t in found if time.end < t.start <= time.end + POSSESSED)
    return next((t for t in after if clauses.sentence[t.start] == clauses.sentence[time.start]), None)


def _is_told(clauses: Clauses, trigger: Trigger, cue: Token) -> bool:
    """ "Le gouverneur a confirmé l'attaque lundi": the day is that of the confirming."""
    return trigger.slots.voice == "noun" and trigger.definite and trigger.head.head == cue and cue.i < trigger.start


def _adjacent(clauses: Clauses, phrase: Phrase, trigger: Trigger) -> bool:
    low, high = sorted(((phrase.start, phrase.end), (trigger.start, trigger.end)))
    return high[0] - low[1] <= 1


def _nearest(clauses: Clauses, phrase: Phrase, heads: dict[int, Trigger], sentence: int) -> Trigger | None:
    inside = [t for t in heads.values() if clauses.sentence[t.start] == sentence]
    return min(inside, key=lambda t: (min(abs(t.start - phrase.end), abs(phrase.start - t.end)), t.start), default=None)


def _ordinal(clauses: Clauses, trigger: Trigger) -> int | None:
    """4 for "la quatrième attaque"."""
    for i in range(trigger.start - 1, max(trigger.start - 4, -1), -1):
        value = clauses.lexicon.numbers.get(clauses.lower[i])
        if value is not None:
            return value
        if clauses.doc[i].pos_ not in ("ADJ", "NOUN", "NUM", "PROPN"):
            return None
    return None


# ---------------------------------------------------------------- claims of responsibility


def _with_claims(clauses: Clauses, mentions: list[EventMention]) -> list[EventMention]:
    """Mentions with who claimed them: the claim's source, on the event of its sentence or the one told last."""
    mentions = [_admitted(clauses, mention) for mention in mentions]
    for source, verb in _claims(clauses):
        target = _claimed(clauses, mentions, verb)
        if target is None:
            continue
        mention = mentions[target]
        actor = mention.actor if any(_same(a, source) for a in mention.actor) else (*mention.actor, source)
        mentions[target] = replace(mention, claimed_by=(*mention.claimed_by, source), actor=actor)
    return mentions


def _admitted(clauses: Clauses, mention: EventMention) -> EventMention:
    """A mention in the words of an armed group that names itself as the doer: "dit avoir éliminé dix-sept soldats"."""
    if mention.type is not EventType.ASSAULT:
        return mention
    for item in SOURCES.of(clauses.doc):
        if item.source is None or item.source.kind is not SourceKind.ARMED_GROUP:
            continue
        told = any(part.start <= mention.trigger.start < part.end for part in item.content)
        own = [a for a in mention.actor if _same(a, item.source.named)]
        if told and own and not mention.claimed_by:
            return replace(mention, claimed_by=tuple(own[:1]))
    return mention


def _with_blame(clauses: Clauses, mentions: list[EventMention]) -> list[EventMention]:
    """Mentions with who is held responsible: "a attribué l'attentat aux dissidents", "the group behind the ambush"."""
    for phrase, at in blamed(clauses):
        target = _claimed(clauses, mentions, at)
        if target is not None and not any(_same(a, phrase) for a in mentions[target].actor):
            mentions[target] = replace(mentions[target], actor=(*mentions[target].actor, phrase))
    return mentions


def _same(one: Phrase, other: Phrase) -> bool:
    return one.text.lower() in other.text.lower() or other.text.lower() in one.text.lower()


def _claims(clauses: Clauses) -> Iterable[tuple[Phrase, int]]:
    for attribution in SOURCES.of(clauses.doc):
        if attribution.claims and attribution.source is not None and not _nobody(clauses, attribution.source.phrase):
            at = attribution.cue.start if attribution.cue is not None else attribution.source.phrase.start
            if attribution.cue is not None and clauses.is_denied(attribution.cue.root):
                continue
            yield _claimer(clauses, attribution.source), at
    seen = {a.cue.start for a in SOURCES.of(clauses.doc) if a.claims and a.cue is not None and a.source is not None}
    for verb in clauses.claiming():
        if any(abs(verb.i - at) <= 3 for at in seen) or clauses.is_denied(verb):
            continue
        slots = clauses.of_verb(verb, verb.i, verb.i + 1, clauses.forms(verb))
        claimed = frozenset({"event", "pronoun", "responsibility"})
        if (slots.patient or clauses.is_light(verb, "claim_of")) and not any(
            clauses.is_a(t, claimed) or clauses.is_marker(t, "claimed") for t in slots.patient
        ):
            continue
        for token in slots.doer[:1]:
            if clauses.is_marker(token, "nobody") or any(clauses.is_marker(c, "nobody") for c in token.children):
                continue
            if not clauses.is_a(token, frozenset({"event", "weapon"})):
                yield clauses.resolve(token), verb.i


def _claimer(clauses: Clauses, source: SourceMention) -> Phrase:
    """Who claims: the source, or the group that "un texte", "une vidéo", "le groupe" speak for."""
    speaks_for = source.kind in (SourceKind.DOCUMENT, SourceKind.IMAGERY, SourceKind.SOCIAL_MEDIA, SourceKind.OTHER)
    unnamed = not any(t.pos_ == "PROPN" for t in source.named)
    if unnamed and (speaks_for or any(clauses.is_marker(t, "group") for t in source.phrase)):
        return clauses.named_group(source.phrase.start) or clauses.bare(source.named)
    return clauses.bare(source.named)


def _nobody(clauses: Clauses, phrase: Phrase) -> bool:
    return any(clauses.is_marker(t, "nobody") or clauses.is_marker(t, "none") for t in phrase)


def _claimed(clauses: Clauses, mentions: list[EventMention], verb: int) -> int | None:
    inside = [n for n, m in enumerate(mentions) if clauses.sentence[m.trigger.start] == clauses.sentence[verb]]
    inside = [n for n in inside if mentions[n].type is EventType.ASSAULT]
    if inside:
        return min(inside, key=lambda n: abs(mentions[n].trigger.start - verb))
    before = [n for n, m in enumerate(mentions) if m.trigger.start < verb and m.type is EventType.ASSAULT]
    return before[-1] if before else None
