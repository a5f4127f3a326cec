"""What one mention says that may tell its event from another: its details, and how its words point."""

from __future__ import annotations

from dataclasses import dataclass

from recoupe.knowledge.ontology import Family, ontology
from recoupe.model import EventType, Region
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_trigger import Trigger
from recoupe.reading.layers import EventMention, TimeExpression, Toponym, region_at


@dataclass(slots=True)
class Facts:
    """What one mention says that may tell it from another."""

    index: int
    trigger: Trigger
    mention: EventMention
    times: tuple[TimeExpression, ...]  # its own, else those of the words that syntax ties to it
    places: tuple[Toponym, ...]
    modes: frozenset[str]  # likewise
    family: Family
    unreal: str
    other: bool
    total: bool
    sentence: int
    headline: bool
    paragraph: int
    known_victim: bool
    known_weapon: bool
    general: bool
    demonstrative: bool
    identifies: bool
    prior: bool
    pronoun_doer: bool
    negated: bool
    takes_people: bool


def facts_of(clauses: Clauses, index: int, trigger: Trigger, mention: EventMention) -> Facts:
    """What a mention says, and how."""
    return Facts(
        index=index,
        trigger=trigger,
        mention=mention,
        times=mention.times,
        places=mention.places,
        modes=frozenset(mention.mode),
        family=ontology().family(mention.type, mention.mode),
        unreal=_unreal(clauses, trigger),
        other=not trigger.entry.result and _marked_other(clauses, trigger),
        total=_is_total(clauses, trigger),
        sentence=clauses.sentence[trigger.start],
        headline=region_at(clauses.doc, trigger.start) is Region.HEADLINE,
        paragraph=clauses.paragraph[trigger.start],
        demonstrative=_points(clauses, trigger),
        identifies=_identifies(clauses, trigger),
        general=_is_general(clauses, trigger, mention),
        prior=clauses.is_prior(trigger.start),
        pronoun_doer=any(t.pos_ == "PRON" for t in trigger.slots.doer),
        negated=_negated(clauses, trigger),
        takes_people=any(clauses.is_a(p.root, frozenset({"person", "troop"})) for p in mention.recipient),
        known_victim=any(clauses.is_known(p) for p in mention.recipient),
        known_weapon=any(clauses.is_known(p) for p in mention.instrument),
    )


def _identifies(clauses: Clauses, trigger: Trigger) -> bool:
    """ "il pourrait s'agir d'un raid israélien", "it was an air strike", "denies that any clash took place"."""
    if trigger.slots.voice != "noun":
        return False
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    if any(clauses.is_marker(t, "any") for t in before):
        return True
    head = trigger.head
    return any(c.dep_ == "cop" for c in head.children) or clauses.is_marker(head.head, "identify")


def _negated(clauses: Clauses, trigger: Trigger) -> bool:
    """ "Aucune frappe n'a été menée", "There was no battle": a denial takes up what somebody else tells."""
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    denied = any(clauses.is_marker(t, "none") or clauses.is_marker(t, "negation") for t in before)
    return trigger.slots.voice == "noun" and denied


def _points(clauses: Clauses, trigger: Trigger) -> bool:
    """ "cette attaque-là", "this strike": the one told last."""
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    return trigger.slots.voice == "noun" and any(clauses.is_marker(t, "demonstrative") for t in before)


def _is_general(clauses: Clauses, trigger: Trigger, mention: EventMention) -> bool:
    """ "summary executions", "an end to hostilities": a plural without number, party, time or place names no event."""
    head = trigger.head
    if _is_habit(clauses, trigger, mention):
        return True
    if trigger.entry.part != "noun" or mention.type is EventType.THREATEN:
        return False
    if mention.times or mention.places or mention.actor or mention.recipient or mention.counts or mention.ordinal:
        return False
    singular = (head.lower_, "noun") in clauses.lexicon.lemmas  # the tagger errs on number where no article stands
    if singular or "Plur" not in head.morph.get("Number", []):
        return False
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    if any(t.pos_ == "NUM" or clauses.is_marker(t, "demonstrative") for t in before):
        return False
    return head.head.lemma_.lower() not in clauses.lexicon.markers.get("happen", frozenset())


def _is_habit(clauses: Clauses, trigger: Trigger, mention: EventMention) -> bool:
    """ "Attacks on farms have multiplied since 2019", "a faction that has fought the army since 2017"."""
    head = trigger.head
    if mention.counts or mention.ordinal or mention.type is not EventType.ASSAULT:
        return False
    if trigger.slots.voice == "noun":
        if "Plur" not in head.morph.get("Number", []) or any(t.pos_ == "NUM" for t in head.children):
            return False
        verb = head.head
        return verb.i > head.i and verb.pos_ == "VERB" and clauses.is_habitual(verb)
    lasting = (t for t in mention.times if t.provenance.rule == "times.since" and not is_day(t))
    return not mention.places and any(True for _ in lasting)


def _unreal(clauses: Clauses, trigger: Trigger) -> str:
    """Whether the words speak of what may come: under an if, a future, a fear, a plan."""
    doc = clauses.doc
    head = trigger.head
    for i in range(trigger.start - 1, max(trigger.start - 14, -1), -1):
        if clauses.sentence[i] != clauses.sentence[trigger.start]:
            break
        token = doc[i]
        if clauses.is_marker(token, "if") and token.pos_ == "SCONJ":
            return "if"
        between = doc[i + 1 : trigger.start]
        if any(clauses.is_marker(t, "perfect") for t in between) and token.pos_ == "AUX":
            continue  # "may have been hit": doubt of the past
        near = trigger.start - i <= 4 and not any(t.text == "," for t in between)
        if clauses.unreal(token) and (head.head.i == token.i or token in list(head.ancestors)[:3] or near):
            return "unreal"
    group = (head, *(c for c in head.children if c.pos_ == "AUX"))
    if trigger.slots.voice != "noun" and any("Fut" in t.morph.get("Tense", []) for t in group):
        return "future"
    return ""


def _marked_other(clauses: Clauses, trigger: Trigger) -> bool:
    """ "une autre attaque", "a second salvo"."""
    for i in range(trigger.start - 1, max(trigger.start - 4, -1), -1):
        if clauses.is_marker(clauses.doc[i], "other"):
            return not trigger.definite
        if clauses.doc[i].pos_ not in ("ADJ", "NOUN", "NUM", "PROPN", "DET"):
            return False
    return False


def _is_total(clauses: Clauses, trigger: Trigger) -> bool:
    """ "cinq attaques depuis janvier", "une vingtaine de convois visés depuis le début de l'année"."""
    sentence = clauses.sentence[trigger.start]
    after = range(trigger.end, min(trigger.end + 12, len(clauses.doc)))
    since = (i for i in after if clauses.sentence[i] == sentence and clauses.is_marker(clauses.doc[i], "since"))
    if not any(clauses.timed.intersection(range(i, i + 5)) for i in since):  # "jeté depuis une moto" tells no time
        return False
    before = clauses.doc[max(0, trigger.start - 8) : trigger.end]
    return any("quantity" in clauses.classes(t) and clauses.sentence[t.i] == sentence for t in before)


# ---------------------------------------------------------------- dates


def is_hour(time: TimeExpression) -> bool:
    """An hour of a day that it leaves unsaid: "shortly before ten"."""
    return time.type == "TIME" and time.provenance.rule.startswith(("times.clock", "times.earlier"))


def is_day(time: TimeExpression) -> bool:
    """A day, or a few days of one month."""
    first, last = bounds(time.edtf or "")
    return len(first) == len(last) == len("2024-05-15") and first[:7] == last[:7] and "-99" not in last


def overlap(one: TimeExpression, other: TimeExpression) -> bool:
    """Whether two expressions share a day."""
    a, b = bounds(one.edtf or ""), bounds(other.edtf or "")
    return a[0] <= b[1] and b[0] <= a[1]


def bounds(edtf: str) -> tuple[str, str]:
    """First and last day as comparable strings: months and years reach to their ends."""
    first, _, last = edtf.partition("/")
    first, last = first.rstrip("~?%")[:10], (last or first).rstrip("~?%")[:10]
    return ("0" if first == ".." else first), ("9" if last in ("..", "") else last + "-99-99"[: 10 - len(last)])
