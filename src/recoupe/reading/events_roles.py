"""From the slots of a clause to the parties of an event: actor, recipient, instrument, damage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from recoupe.model import EventType
from recoupe.reading.events_clause import Clauses, Slots
from recoupe.reading.events_lexicon import Entry
from recoupe.reading.layers import ActorMention

WEAPON = frozenset({"weapon"})
PEOPLE = frozenset({"person"})
NO_PARTY = frozenset({"event", "abstract", "quantity-only"})
TARGETS = frozenset({"person", "vehicle", "building", "goods", "place", "name", "body", "unknown", "road", "quantity"})
AIMED = frozenset({"hurl", "shoot", "burst", "burn", "fire_at"})
TAKEN = frozenset({"abduct", "arrest", "release", "seize", "return", "deport"})


@dataclass(slots=True)
class Roles:
    """The heads of the parties of one mention."""

    actor: list[Token] = field(default_factory=list)
    recipient: list[Token] = field(default_factory=list)
    instrument: list[Token] = field(default_factory=list)
    damage: list[Token] = field(default_factory=list)


def roles_of(entry: Entry, slots: Slots, clauses: Clauses) -> Roles:
    """The parties that the frame of an entry makes of the slots of its clause."""
    roles = Roles()
    if slots.voice == "noun":
        _noun(entry, slots, clauses, roles)
    else:
        VERB_FRAMES.get(entry.frame, _transitive)(slots, clauses, roles)
        _obliques(entry, slots, clauses, roles)
    _by_type(entry, slots, clauses, roles)
    nobody = entry.type is EventType.ASSAULT
    roles.actor = [t for t in roles.actor if t.pos_ != "NUM" and not (nobody and clauses.is_marker(t, "anyone"))]
    roles.actor = [t for t in roles.actor if clauses.can_act(t)]
    return roles


def _by_type(entry: Entry, slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """What the type of the event makes of its parties."""
    if entry.damage:
        roles.damage = [t for t in roles.recipient if not clauses.is_a(t, PEOPLE)]
        roles.recipient = [
            t for t in roles.recipient if "vehicle" not in clauses.classes(t) or entry.frame != "transitive"
        ]
    if entry.type is EventType.MOBILIZE:
        # "deux bataillons ont été déployés": who is moved is who acts
        roles.actor = roles.actor or [t for t in roles.recipient if clauses.is_a(t, PEOPLE)]
        roles.recipient = []
    elif entry.type is EventType.PROTEST and "obstruct" not in entry.mode:
        roles.recipient = []
    elif entry.type is EventType.ASSAULT and entry.result:
        roles.recipient = [t for t in roles.recipient if not clauses.is_marker(t, "anyone")]


def _do(token: Token, clauses: Clauses, roles: Roles) -> None:
    """A doer: a weapon is the instrument, an event noun is no party, anything else the actor."""
    if clauses.is_a(token, WEAPON) and "person" not in clauses.classes(token):
        roles.instrument.append(token)
        # "un drone de l'armée a tiré": whose weapon it is
        roles.actor.extend(t for t in clauses.counted_by(token) if clauses.is_a(t, frozenset({"armed", "troop"})))
    elif not clauses.classes(token) & NO_PARTY and "place" not in clauses.classes(token):
        roles.actor.append(token)


def _suffer(token: Token, clauses: Clauses, roles: Roles) -> None:
    if not clauses.classes(token) & NO_PARTY:
        roles.recipient.append(token)


def _transitive(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    for token in slots.doer:
        _do(token, clauses, roles)
    for token in slots.patient:
        _suffer(token, clauses, roles)


def _toll(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "L'attaque a coûté la vie à trois soldats": only the armed are doers, those 'à' whom it was done suffer."""
    roles.actor.extend(t for t in slots.doer if clauses.is_a(t, frozenset({"attacker", "armed", "troop"})))
    roles.recipient.extend(t for role, t in slots.others if role == "to" and clauses.is_a(t, PEOPLE))


def _undergo(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    for token in slots.patient if slots.voice == "passive" else slots.doer:
        if not clauses.is_a(token, WEAPON):
            _suffer(token, clauses, roles)
    for token in () if slots.voice == "passive" else slots.patient:
        if clauses.is_a(token, WEAPON):
            roles.instrument.append(token)


def _act(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    for token in slots.doer or slots.patient:
        if not clauses.classes(token) & NO_PARTY:
            (roles.actor if slots.voice != "passive" or not slots.doer else roles.recipient).append(token)


def _mutual(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    for token in [
        *slots.doer,
        *slots.patient,
        *(t for role, t in slots.others if role in ("recipient", "actor", "instrument")),
    ]:
        if (
            clauses.is_a(token, frozenset({"person", "armed", "name", "unknown", "pronoun"}))
            and token not in roles.actor
        ):
            roles.actor.append(token)
            roles.recipient.append(token)


def _hurl(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "a tiré 2 missiles sur le campement": what is thrown is the means, the target follows a preposition."""
    for token in slots.doer:
        _do(token, clauses, roles)
    for token in slots.patient:
        if clauses.is_a(token, WEAPON):
            roles.instrument.append(token)
        elif clauses.is_a(token, TARGETS - {"quantity", "unknown"}):
            _suffer(token, clauses, roles)


def _shoot(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    for token in slots.doer:
        _do(token, clauses, roles)
    for token in slots.patient if slots.voice == "passive" else ():
        if clauses.is_a(token, WEAPON):
            roles.instrument.append(token)
        else:
            _suffer(token, clauses, roles)


def _burst(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "Une bombe a explosé", "le camion a explosé": the subject is the weapon, or what was hit."""
    for token in [*slots.doer, *(slots.patient if slots.voice == "passive" else ())]:
        if clauses.is_a(token, WEAPON):
            roles.instrument.append(token)
        else:
            _suffer(token, clauses, roles)


def _burn(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "La maison brûlait" (it is burnt) against "les rebelles ont brûlé la maison"."""
    aimed = any(role in ("to", "recipient") and clauses.is_a(t, TARGETS) for role, t in slots.others)
    if slots.voice == "active" and not slots.patient and not aimed:
        for token in slots.doer:
            _suffer(token, clauses, roles)
        return
    _transitive(slots, clauses, roles)


def _use(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "La police a utilisé des gaz": subject does, object is the means."""
    for token in slots.doer:
        _do(token, clauses, roles)
    roles.instrument.extend(t for t in slots.patient if clauses.is_a(t, WEAPON))


def _take(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "se sont emparés de deux véhicules": what is taken follows 'de', or is the object."""
    for token in slots.doer:
        _do(token, clauses, roles)
    taken = [t for role, t in slots.others if role == "of"] or slots.patient
    for token in taken:
        _suffer(token, clauses, roles)


def _downed(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    roles.instrument.extend(t for t in slots.patient if clauses.is_a(t, WEAPON))


def _leave(slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """ "Les troupes se sont retirées", "la coalition retire ses troupes": who leaves is the actor."""
    roles.actor.extend(t for t in slots.doer if not clauses.classes(t) & NO_PARTY)


VERB_FRAMES = {
    "transitive": _transitive,
    "strike": _transitive,
    "toll": _toll,
    "undergo": _undergo,
    "act": _act,
    "mutual": _mutual,
    "hurl": _hurl,
    "shoot": _shoot,
    "burst": _burst,
    "burn": _burn,
    "use": _use,
    "take": _take,
    "downed": _downed,
    "leave": _leave,
}


def _obliques(entry: Entry, slots: Slots, clauses: Clauses, roles: Roles) -> None:
    """What prepositions add to a verb: the target of shots, the weapon, the other side."""
    for role, token in slots.others:
        classes = clauses.classes(token)
        means = ("recipient", "to") if entry.frame == "undergo" else ()
        if role in ("actor", "instrument", "into", *means) and clauses.is_a(token, WEAPON) and "vehicle" not in classes:
            _add(roles.instrument, token)
        elif _aimed_at(entry, role, token, clauses):
            _add(roles.recipient, token)


def _aimed_at(entry: Entry, role: str, token: Token, clauses: Clauses) -> bool:
    """Whether a preposition brings what a deed was aimed at: "ont tiré sur la foule", "explosé près d'un car"."""
    classes = clauses.classes(token)
    if entry.type is EventType.THREATEN:
        return role == "recipient" and clauses.is_a(token, TARGETS)
    if role == "near":
        return entry.frame in ("burst", "hurl", "transitive") and "vehicle" in classes
    if "airborne" in classes:  # "fired into the air"
        return False
    if role not in ("recipient", "to", "into") or entry.frame not in AIMED or clauses.is_a(token, WEAPON):
        return False
    if not clauses.is_a(token, TARGETS - {"unknown", "quantity", "road"}):
        return False
    located = "place" in classes or entry.frame not in ("burst", "burn")
    return role == "recipient" or "person" in classes or not located


def _noun(entry: Entry, slots: Slots, clauses: Clauses, roles: Roles) -> None:
    people = frozenset({"person", "armed", "name", "pronoun"})
    for token in slots.modifiers:
        if token.pos_ in ("NOUN", "PROPN"):
            _modifier(entry, token, clauses, roles)
    for role, token in slots.others:
        classes = clauses.classes(token)
        if clauses.is_a(token, WEAPON) and not clauses.is_a(token, frozenset({"vehicle"})):
            _add(roles.instrument, token)
        elif role == "actor":
            _add(roles.actor, token)
        elif role == "recipient":
            if clauses.is_a(token, TARGETS - {"road"}):
                _add(roles.recipient, token)
        elif role == "near":
            if clauses.is_a(token, frozenset({"vehicle"})):
                _add(roles.recipient, token)
        elif role == "to" and clauses.is_a(token, frozenset({"vehicle", "person", "building"})):
            _add(roles.recipient, token)
        elif role == "between":
            if clauses.is_a(token, people) and "place" not in classes:
                _add(roles.actor, token)
                _add(roles.recipient, token)
        elif role == "of":
            _of(entry, token, clauses, roles)
    for token in slots.doer:
        if clauses.is_a(token, people) or token.pos_ == "PROPN":
            (roles.recipient if entry.frame == "done" and not roles.recipient else roles.actor).append(token)


def _modifier(entry: Entry, token: Token, clauses: Clauses, roles: Roles) -> None:
    """ "drone strike", "convoy ambush", "army raid": weapon, target or doer stand before the noun."""
    if clauses.is_a(token, WEAPON):
        _add(roles.instrument, token)
    elif token.i in clauses.timed or "place" in clauses.classes(token):
        return
    elif entry.frame == "done" or clauses.is_a(token, frozenset({"vehicle", "building"})):
        if clauses.is_a(token, TARGETS - {"unknown", "quantity"}):
            _add(roles.recipient, token)
    elif clauses.is_a(token, frozenset({"armed", "troop", "attacker"})):
        _add(roles.actor, token)


def _of(entry: Entry, token: Token, clauses: Clauses, roles: Roles) -> None:
    """ "l'attaque de la milice", "l'attaque du marché", "le retrait des troupes", "l'arrestation du maire"."""
    classes = clauses.classes(token)
    if clauses.is_a(token, WEAPON) and entry.type is EventType.ASSAULT:
        _add(roles.instrument, token)
    elif entry.frame == "doing":
        if clauses.is_a(token, frozenset({"person", "armed", "name", "unknown"})):
            _add(roles.actor, token)
    elif entry.frame == "toll":
        return
    elif entry.frame == "mutual" and clauses.is_a(token, frozenset({"person", "armed"})):
        _add(roles.actor, token)
        _add(roles.recipient, token)
    elif entry.frame == "done":
        if clauses.is_a(token, TARGETS):
            _add(roles.recipient, token)
    elif clauses.is_a(token, frozenset({"attacker", "armed"})) and not clauses.is_a(token, frozenset({"vehicle"})):
        _add(roles.actor, token)
    elif "place" not in classes and clauses.is_a(token, frozenset({"vehicle", "building", "person"})):
        _add(roles.recipient, token)


def _add(found: list[Token], token: Token) -> None:
    if token not in found:
        found.append(token)


def phrases_of(
    heads: Iterable[Token], entry: Entry, clauses: Clauses, stop: frozenset[int], things: bool = False
) -> tuple[Phrase, ...]:
    """The noun phrases of heads, pronouns replaced by the referent's fullest form, each referent once."""
    numerals = bool(TAKEN & set(entry.mode)) or things
    found: list[Phrase] = []
    for head in heads:
        if head.i in stop and not things:
            continue
        phrase = _resolved(head, clauses, stop, numerals)
        if phrase is not None and all(phrase.text.lower() != other.text.lower() for other in found):
            found.append(phrase)
    return tuple(found)


def _stands_for_a_name(head: Token, mention: ActorMention, clauses: Clauses) -> bool:
    """ "le groupe", "cette organisation" where the text names it: the name is the fullest form."""
    if mention.named.start == mention.phrase.start or head.pos_ != "NOUN":
        return False
    return clauses.is_known(clauses.doc[mention.phrase.start + 1 : mention.phrase.end] or mention.phrase) and any(
        t.pos_ == "PROPN" for t in mention.named
    )


def _resolved(head: Token, clauses: Clauses, stop: frozenset[int], numerals: bool) -> Phrase | None:
    mention = clauses.actors.get(head.i)
    if clauses.is_marker(head, "nobody") or head.i in clauses.silent:
        return None
    if head.pos_ in ("PRON", "DET") or clauses.is_marker(head, "relative"):
        if mention is not None and mention.named.root.pos_ in ("NOUN", "PROPN"):
            return clauses.bare(mention.named)
        return clauses.speaker_of(head) if head.pos_ == "PRON" and not clauses.is_marker(head, "relative") else None
    if mention is not None and _stands_for_a_name(head, mention, clauses):
        return clauses.bare(mention.named)
    if clauses.is_marker(head, "group") and clauses.is_known(clauses.doc[head.i : head.i + 1]):
        named = clauses.named_group(head.i)
        if named is not None:
            return named
    if head.pos_ == "NUM" and mention is None and not numerals:
        return None
    return clauses.phrase(head, numerals, stop)
