"""Turns: what a deed is called depends on who does it, to whom, and on what else the report tells.

A crowd that burns a town hall riots, a militia that "arrests" a mayor abducts him, and who "came home" was released
only where somebody was taken. The rows are data: `turn` in `languages/<code>/events.toml`.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_conditions import in_sentence
from recoupe.reading.events_lexicon import Entry, Turn
from recoupe.reading.events_roles import roles_of
from recoupe.reading.events_trigger import Trigger

NO_MODE = "none"


def turned(clauses: Clauses, found: list[Trigger]) -> list[Trigger]:
    """The triggers, each as what its participants make of it."""
    kinds = [_kinds(t) for t in found]
    made = []
    for n, trigger in enumerate(found):
        told = {kind for m, others in enumerate(kinds) if m != n for kind in others}
        turn = next((t for t in clauses.lexicon.turns if _applies(clauses, t, trigger, kinds[n], told)), None)
        made.append(trigger if turn is None else replace(trigger, entry=_as(trigger.entry, turn.entry)))
    return made


def _kinds(trigger: Trigger) -> frozenset[str]:
    """What a row may ask a deed to be: its type, its modes, the entry that read it, the word that names it."""
    entry = trigger.entry
    return frozenset({_type(entry), *(entry.mode or (NO_MODE,)), entry.id, f"={trigger.head.lemma_.lower()}"})


def with_what_they_need(found: list[Trigger]) -> list[Trigger]:
    """Without the triggers that speak of what nobody told: "they came home" where nobody was taken."""
    told = {kind for t in found if not t.entry.told for kind in (*t.entry.mode, _type(t.entry))}
    return [t for t in found if not t.entry.told or t.entry.told & told]


def _type(entry: Entry) -> str:
    return entry.type.value if entry.type is not None else ""


def _as(entry: Entry, turn: Entry) -> Entry:
    """The entry with the type and mode of the turn, and its id: it is what says so."""
    return replace(entry, id=turn.id, type=turn.type, mode=turn.mode, result=entry.result and turn.type is entry.type)


def _applies(clauses: Clauses, turn: Turn, trigger: Trigger, kinds: frozenset[str], told: set[str]) -> bool:
    if not all(not asked or asked & kinds for asked in (turn.types, turn.modes, turn.kinds)):
        return False
    wanted = turn.entry
    if (wanted.told and not wanted.told & told) or wanted.not_told & told:
        return False
    roles = roles_of(trigger.entry, trigger.slots, clauses)
    return (
        _among(clauses, roles.actor or trigger.slots.doer, wanted.doer, wanted.not_doer)
        and _among(clauses, roles.recipient or trigger.slots.patient, wanted.patient, wanted.not_patient)
        and (not wanted.context or in_sentence(wanted.context, clauses, trigger.start))
        and not (wanted.not_context and in_sentence(wanted.not_context, clauses, trigger.start))
    )


def _among(clauses: Clauses, heads: list[Token], wanted: frozenset[str], unwanted: frozenset[str]) -> bool:
    """Whether one of the heads is of a wanted class, and none of an unwanted one; pronouns count as whom they name."""
    classes = [clauses.classes(t) | clauses.named_classes(t) for t in (*heads, *_counted(clauses, heads))]
    if any(held & unwanted for held in classes):
        return False
    return not wanted or any(held & wanted for held in classes)


def _counted(clauses: Clauses, heads: list[Token]) -> list[Token]:
    """'jeunes' for the head 'centaines' in "plusieurs centaines de jeunes"."""
    return [t for head in heads if "quantity" in clauses.classes(head) for t in clauses.counted_by(head)]
