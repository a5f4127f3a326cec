"""The conditions of an entry: which classes its doer, its patient and the words around it must or must not have."""

from __future__ import annotations

from spacy.tokens import Token

from recoupe.model import EventType
from recoupe.reading.events_clause import Clauses, Slots
from recoupe.reading.events_lexicon import Entry

STRICT_WITHOUT = {"hurl", "take", "downed"}


def holds(entry: Entry, slots: Slots, clauses: Clauses, start: int, end: int) -> bool:
    """Whether the conditions of an entry hold in the clause of its words."""
    return (
        _voice_holds(entry, slots)
        and not _limits_itself(entry, slots, clauses)
        and _wanted(entry, slots, clauses)
        and not _unwanted(entry, slots, clauses)
        and _number_holds(entry, slots, clauses, start)
        and (entry.definite is None or entry.definite == is_definite(clauses, start))
        and (not entry.context or in_sentence(entry.context, clauses, start))
        and (not entry.not_context or not in_sentence(entry.not_context, clauses, start))
    )


def _voice_holds(entry: Entry, slots: Slots) -> bool:
    if entry.voice == "nonreflexive":
        return slots.voice != "reflexive"
    return not entry.voice or entry.voice == slots.voice


def _limits_itself(entry: Entry, slots: Slots, clauses: Clauses) -> bool:
    """ "L'ONG a suspendu ses activités": who stops what is his own coerces nobody."""
    if "restrict" not in entry.mode or slots.voice != "active":
        return False
    return any(clauses.is_marker(c, "possessive") for t in slots.patient for c in t.children)


def _wanted(entry: Entry, slots: Slots, clauses: Clauses) -> bool:
    loose = entry.type is EventType.ASSAULT and entry.frame not in STRICT_WITHOUT
    doers = slots.patient if entry.frame in ("burst", "act") and slots.voice == "passive" else slots.doer
    if entry.doer and not any(clauses.is_a(t, entry.doer) for t in doers):
        return False
    patients = slots.doer if entry.frame == "burn" and slots.voice == "active" and not slots.patient else slots.patient
    if slots.voice == "reflexive" and entry.patient and not slots.patient:
        patients = slots.doer
    if entry.patient and not any(clauses.is_a(t, entry.patient) for t in patients) and (patients or not loose):
        return False
    if not entry.complement or (slots.voice == "passive" and entry.frame == "strike" and not slots.doer):
        return True
    around = [*slots.doer, *slots.modifiers, *(t for _, t in slots.others)]
    if entry.frame != "strike":
        around += slots.patient
    return any(clauses.is_a(t, entry.complement) for t in around)


def _unwanted(entry: Entry, slots: Slots, clauses: Clauses) -> bool:
    others = [*slots.modifiers, *(t for _, t in slots.others)]
    return (
        any(clauses.classes(t) & entry.not_doer for t in slots.doer)
        or any(_is_excluded(clauses, t, entry) for t in slots.patient)
        or any(clauses.classes(t) & entry.not_complement for t in others)
    )


def _is_excluded(clauses: Clauses, token: Token, entry: Entry) -> bool:
    """ "The market" is a trade where shares are sold, and a place where shells fall: what can be hit is none."""
    held = clauses.classes(token) & entry.not_patient
    thing = "building" in clauses.classes(token) and (not entry.patient or "building" in entry.patient)
    return bool(held) and not (held == {"abstract"} and thing)


def _number_holds(entry: Entry, slots: Slots, clauses: Clauses, start: int) -> bool:
    """ "14 morts", "une vingtaine de blessés": nouns that name an event only where they are counted."""
    if not entry.number or slots.voice != "noun":
        return True
    if start in clauses.counted:
        return True
    for i in range(start - 1, max(start - 5, -1), -1):
        token = clauses.doc[i]
        if token.pos_ == "NUM" or token.like_num or "quantity" in clauses.classes(token):
            return True
        if token.pos_ not in ("ADJ", "ADP", "ADV", "NOUN", "DET"):
            return False
    return False


def in_sentence(wanted: frozenset[str], clauses: Clauses, start: int) -> bool:
    number = clauses.sentence[start]
    low = start
    while low > 0 and clauses.sentence[low - 1] == number:
        low -= 1
    for i in range(low, len(clauses.doc)):
        if clauses.sentence[i] != number:
            return False
        if clauses.classes(clauses.doc[i]) & wanted:
            return True
    return False


def is_definite(clauses: Clauses, start: int) -> bool:
    """Whether a definite article or a demonstrative stands before a word and its adjectives."""
    for i in range(start - 1, max(start - 5, -1), -1):
        token = clauses.doc[i]
        if clauses.is_marker(token, "definite") or clauses.is_marker(token, "demonstrative"):
            return True
        if token.pos_ not in ("ADJ", "NUM", "NOUN", "PROPN", "PART", "ADV"):
            return False
    return False
