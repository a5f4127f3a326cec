"""Finding the words that name events: lexicon entries whose conditions hold, and nothing that is a metaphor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from recoupe.model import EventType, Region
from recoupe.reading.events_clause import Clauses, Slots
from recoupe.reading.events_conditions import holds, is_definite
from recoupe.reading.events_judge import kept
from recoupe.reading.events_lexicon import Hit, Idiom, Slot
from recoupe.reading.events_trigger import Trigger
from recoupe.reading.events_turns import turned, with_what_they_need
from recoupe.reading.layers import REGIONS


def triggers(clauses: Clauses) -> list[Trigger]:
    """Every trigger of the text in order."""
    found: list[Trigger] = []
    silent = _silent(clauses)
    taken = set(silent)
    for _, start, end in _phrases(clauses, clauses.lexicon.exclusions, silent):
        taken.update(range(start, end))
    for second in (False, True):
        found.extend(_idioms(clauses, taken, second))
        words = list(_words(clauses, taken, second))
        taken.update(t.start for t in words)
        found.extend(words)
    found.sort(key=lambda t: t.start)
    found = kept(clauses, [t for t in found if not _foreign_topic(clauses, t)], clauses.lexicon.judge)
    found = with_what_they_need(found)
    found = turned(clauses, found)
    return [t for t in _outside_threats(clauses, found) if not _demanded(t, found)]


def _idioms(clauses: Clauses, taken: set[int], second: bool) -> Iterator[Trigger]:
    """The set phrases of the first or the second table, none within another; their tokens are taken."""
    for idiom, start, end in _phrases(clauses, clauses.lexicon.idioms, taken):
        if idiom.entry.second is not second or taken.intersection(range(start, end)):
            continue
        trigger = _of_idiom(clauses, idiom, start, end)
        if trigger is not None:
            taken.update(range(start, end))
            yield trigger


def _demanded(trigger: Trigger, found: list[Trigger]) -> bool:
    """ "demands the release of two brothers": what is asked for is a request, no release."""
    if trigger.entry.type is not EventType.RETREAT or trigger.slots.voice != "noun":
        return False
    asked = (t for t in found if t.entry.type is EventType.REQUEST and t.slots.voice != "noun")
    return trigger.head.dep_ == "obj" and any(t.head == trigger.head.head for t in asked)


def _silent(clauses: Clauses) -> set[int]:
    """Tokens of page residue: headlines of related articles tell nothing here."""
    parts = REGIONS.of(clauses.doc)
    return {i for part in parts if part.kind is Region.RESIDUE for i in range(part.phrase.start, part.phrase.end)}


# ---------------------------------------------------------------- set phrases


def _phrases(
    clauses: Clauses, table: Mapping[str, tuple[Idiom, ...]], taken: set[int]
) -> Iterator[tuple[Idiom, int, int]]:
    for i, word in enumerate(clauses.lower):
        if i in taken:
            continue
        for idiom in table.get(word, ()):
            end = _match(clauses, idiom, i)
            if end is not None:
                yield idiom, i, end


def _match(clauses: Clauses, idiom: Idiom, start: int) -> int | None:
    """Where the phrase ends if it stands at `start`."""
    position = start + 1
    gap = 0
    for slot in idiom.slots[1:]:
        if slot.gap:
            gap = slot.gap
            continue
        found = next((p for p in range(position, position + gap + 1) if _fits(clauses, slot, p, start)), None)
        if found is None:
            return None
        position, gap = found + 1, 0
    return position


def _fits(clauses: Clauses, slot: Slot, position: int, start: int) -> bool:
    if position >= len(clauses.doc) or clauses.sentence[position] != clauses.sentence[start]:
        return False
    if clauses.lower[position] in slot.words:
        return True
    return bool(clauses.classes(clauses.doc[position]) & slot.classes)


def _of_idiom(clauses: Clauses, idiom: Idiom, start: int, end: int) -> Trigger | None:
    head = clauses.doc[start]
    kinds = idiom.kinds.get(clauses.lower[start]) or _written_out(idiom, head)
    if kinds and head.pos_ == "PROPN" and head.is_title:
        return None
    if _begins_with_party(clauses, idiom, start, end):
        return _of_party(clauses, idiom, start, end)
    if kinds and (head.pos_ in ("VERB", "AUX", "ADJ") or "infinitive" in kinds or "finite" in kinds):
        slots = clauses.of_verb(head, start, end, kinds)
    else:
        slots = clauses.of_noun(head, start, end)
        if idiom.entry.frame == "use":
            slots.doer.extend(clauses.wielders(head))
    slots.others.extend(
        ("instrument", clauses.doc[i])
        for i in range(start, end)
        if "weapon" in clauses.classes(clauses.doc[i]) and clauses.doc[i].pos_ in ("NOUN", "PROPN")
    )
    if "obstruct" in idiom.entry.mode:
        slots.patient = [t for t in clauses.doc[start:end] if "road" in clauses.classes(t)]
    slots.patient = [t for t in slots.patient if not start <= t.i < end or _is_party(clauses, idiom, t)]
    if not slots.patient and slots.voice == "active":
        slots.patient = _inner(clauses, idiom, start, end)
    if not holds(idiom.entry, slots, clauses, start, end):
        return None
    return Trigger(idiom.entry, head, start, end, slots, is_definite(clauses, start))


THINGS = frozenset({"seize", "destroy", "return", "censor", "withhold", "obstruct"})  # done to things that phrases name


def _is_party(clauses: Clauses, idiom: Idiom, token: Token) -> bool:
    """'ferry' in "held up a ferry", 'cable' in "cut the undersea cable": what a phrase holds beside its fixed words."""
    if "weapon" in clauses.classes(token) or THINGS & set(idiom.entry.mode):
        return True
    return not any(clauses.lower[token.i] in slot.words for slot in idiom.slots)


VERBAL = frozenset({"act", "use", "take", "undergo", "transitive", "fire_at", "blow", "burn"})


def _written_out(idiom: Idiom, head: Token) -> frozenset[str]:
    """The form of a verb that its pattern writes out ("beating the woods"), as the tagger says."""
    verbal = idiom.entry.frame in VERBAL and head.pos_ == "VERB" and bool(idiom.slots[0].words)
    return _forms_of(head) if verbal else frozenset()


def _begins_with_party(clauses: Clauses, idiom: Idiom, start: int, end: int) -> bool:
    """ "{crowd} barged into": the first word of the pattern is the subject of the verb inside it."""
    head = clauses.doc[start]
    subject = head.pos_ in ("NOUN", "PROPN") and head.dep_.startswith("nsubj") and start < head.head.i < end
    return subject and bool(idiom.slots[0].classes) and head.head.pos_ in ("VERB", "ADJ", "NOUN")


def _of_party(clauses: Clauses, idiom: Idiom, start: int, end: int) -> Trigger | None:
    """The trigger of a pattern that begins with its subject: its verb, with the slots that the clause gives it."""
    verb = clauses.doc[start].head
    slots = clauses.of_verb(verb, verb.i, end, _forms_of(verb))
    slots.patient = slots.patient or _inner(clauses, idiom, verb.i, end)
    parties = clauses.coordinated(clauses.doc[start])
    if slots.voice == "passive" or idiom.entry.frame == "undergo":
        slots.patient = parties
    else:
        slots.doer = parties
    if not holds(idiom.entry, slots, clauses, start, end):
        return None
    return Trigger(idiom.entry, verb, verb.i, end, slots, is_definite(clauses, start))


def _inner(clauses: Clauses, idiom: Idiom, start: int, end: int) -> list[Token]:
    """'passengers' in "took 12 passengers hostage", 'it' in "set it on fire": the object stands inside the phrase."""
    if not any(slot.gap or slot.classes for slot in idiom.slots[1:]):
        return []
    said = {word for slot in idiom.slots for word in slot.words}
    hit = frozenset({"person", "troop", "vehicle", "building", "pronoun", "goods"})
    inside = (t for t in clauses.doc[start + 1 : end] if clauses.lower[t.i] not in said)
    return [t for t in inside if t.pos_ in ("NOUN", "PROPN", "PRON") and clauses.classes(t) & hit][-1:]


def blamed(clauses: Clauses) -> Iterator[tuple[Phrase, int]]:
    """Who is held responsible, with where it is said; the side of the words on which the name stands is the frame."""
    for idiom, start, end in _phrases(clauses, clauses.lexicon.blame, set()):
        before = idiom.entry.frame == "before"
        head = clauses.head_before(start) if before else clauses.head_after(end)
        if head is None or not clauses.is_a(head, frozenset({"person", "name", "armed"})):
            continue
        if not clauses.is_marker(head, "nobody") and not clauses.is_a(head, frozenset({"event"})):
            yield clauses.resolve(head), start


# ---------------------------------------------------------------- single words


def _words(clauses: Clauses, taken: set[int], second: bool) -> Iterator[Trigger]:
    known, lemmas = clauses.lexicon.words, clauses.lexicon.lemma_keys
    for i, (word, lemma) in enumerate(zip(clauses.lower, clauses.lemma_keys, strict=True)):
        if (word in known or lemma in lemmas) and i not in taken and i not in clauses.timed:
            trigger = _of_word(clauses, clauses.doc[i], second)
            if trigger is not None:
                yield trigger


def _of_word(clauses: Clauses, token: Token, second: bool) -> Trigger | None:
    hits = clauses.lexicon.words.get(clauses.lower[token.i], ())
    if not hits:
        part = "verb" if token.pos_ == "VERB" else "noun" if token.pos_ == "NOUN" else ""
        hits = clauses.lexicon.lemmas.get((token.lemma_.lower(), part), ())
    hits = tuple(hit for hit in hits if hit.entry.second is second)
    part = _part(clauses, token, hits)
    if not part:
        return None
    found = _read_as(clauses, token, hits, part)
    nominal = part == "verb" and token.dep_.startswith(("nsubj", "obj", "obl", "nmod"))
    if found is None and (nominal or "present_participle" in {f for hit in hits for f in hit.forms}):
        # "Fighting resumed", "Clashes broke out": nouns that the tagger took for verbs
        found = _read_as(clauses, token, hits, "noun" if part == "verb" else "verb")
    return found


def _read_as(clauses: Clauses, token: Token, hits: tuple[Hit, ...], part: str) -> Trigger | None:
    """The first entry of a part of speech whose conditions hold for a word."""
    if "past_participle" not in {f for hit in hits for f in hit.forms} and _names_other(clauses, token):
        return None
    if part == "noun" and (_in_title(clauses, token) or _is_name(clauses, token) or _names_other(clauses, token)):
        return None
    made: dict[frozenset[str], Slots] = {}
    for hit in hits:
        if hit.entry.part != part:
            continue
        forms = hit.forms or _forms_of(token)
        if forms not in made:
            if part == "verb":
                made[forms] = clauses.of_verb(token, token.i, token.i + 1, forms)
            else:
                made[forms] = clauses.of_noun(token, token.i, token.i + 1)
        slots = made[forms]
        if hit.entry.frame in ("transitive", "strike") and "finite" in forms:
            slots = clauses.by_nature(slots, token)
        if holds(hit.entry, slots, clauses, token.i, token.i + 1):
            return Trigger(hit.entry, token, token.i, token.i + 1, slots, is_definite(clauses, token.i))
    return None


def _names_other(clauses: Clauses, token: Token) -> bool:
    """ "riot police", "Liberation Army", "bomb suspects": the word only tells what kind of people or thing it is."""
    if token.i + 1 >= len(clauses.doc) or token.dep_ not in ("compound", "amod", "nmod", "flat"):
        return False
    after = clauses.doc[token.i + 1]
    if after.pos_ not in ("NOUN", "PROPN") or token.head.i <= token.i:
        return False
    return clauses.is_a(after, frozenset({"person", "weapon", "aircraft", "vehicle", "sport", "bearer"}))


def _is_name(clauses: Clauses, token: Token) -> bool:
    """ "Mr. Ban": a proper name inside somebody's name, in a text that is not all capitals."""
    if token.pos_ != "PROPN" or not token.is_title or token.i not in clauses.actors:
        return False
    return any(t.pos_ == "PROPN" and t.i != token.i for t in clauses.actors[token.i].phrase)


def _in_title(clauses: Clauses, token: Token) -> bool:
    """ "le musée de la bataille", "the film 'The Attack'": named after an event, or told in a work."""
    for i in range(token.i - 1, max(token.i - 6, -1), -1):
        other = clauses.doc[i]
        if "bearer" in clauses.classes(other):
            return True
        if other.pos_ in ("VERB", "AUX") or (other.is_punct and not other.is_quote):
            return False
    return False


def _forms_of(token: Token) -> frozenset[str]:
    """Which form a verb has, as the tagger says; for forms that the inflection rows do not make."""
    if "Part" in token.morph.get("VerbForm", []):
        return frozenset({"past_participle" if "Past" in token.morph.get("Tense", []) else "present_participle"})
    return frozenset({"infinitive" if "Inf" in token.morph.get("VerbForm", []) else "finite"})


def _part(clauses: Clauses, token: Token, hits: tuple[Hit, ...]) -> str:
    """Verb or noun: the only part the lexicon has, unless the tagger knows better; where both, the words around."""
    parts = {hit.entry.part for hit in hits}
    if not parts:
        return ""
    verbal = token.pos_ in ("VERB", "AUX") or any(c.dep_ in ("obj", "aux", "aux:pass") for c in token.children)
    if parts == {"verb"}:
        return "verb" if verbal or _verb_like(clauses, token, hits) else ""
    if parts == {"noun"}:
        return "" if verbal and not _determined(clauses, token) else "noun"
    following = clauses.lower[token.i + 1] if token.i + 1 < len(clauses.doc) else ""
    if verbal and _after_preposition(clauses, token):
        return "noun"
    if _determined(clauses, token) or clauses.lexicon.prepositions.get(following) == "of":
        return "noun"
    return "verb" if verbal or (token.pos_ == "ADJ" and token.morph.get("VerbForm", [])) else "noun"


def _after_preposition(clauses: Clauses, token: Token) -> bool:
    """ "Mother speaks after school raid": a noun that the parser took for a verb, as no verb follows "after school"."""
    before = clauses.doc[token.i - 1] if token.i else token
    if before.pos_ not in ("NOUN", "PROPN", "ADJ") or not clauses.governed(before):
        return False
    alone = not any(c.dep_.startswith(("obj", "aux", "nsubj")) for c in token.children)
    ends = token.i + 1 >= len(clauses.doc) or clauses.doc[token.i + 1].pos_ in ("PUNCT", "SPACE", "ADP")
    return alone and ends and token.tag_ not in ("VBD", "VBN") and "Part" not in token.morph.get("VerbForm", [])


def _verb_like(clauses: Clauses, token: Token, hits: tuple[Hit, ...]) -> bool:
    """A participle that the tagger took for a noun or adjective, as in headlines; not "a bomb", "shells"."""
    if token.pos_ not in ("ADJ", "NOUN", "PROPN", "PUNCT", "X"):
        return False
    if token.pos_ in ("NOUN", "PROPN") and clauses.classes(token) & {"person", "weapon", "vehicle"}:
        return False
    forms = {form for hit in hits for form in hit.forms}
    if token.pos_ == "ADJ" and forms == {"present_participle"}:
        return False
    participle = any("participle" in form for form in forms)
    return participle and not (token.pos_ in ("NOUN", "PROPN") and _determined(clauses, token))


def _determined(clauses: Clauses, token: Token) -> bool:
    """Whether an article or the like stands before the word (with an adjective between at most)."""
    for i in range(token.i - 1, max(token.i - 3, -1), -1):
        before = clauses.doc[i]
        if before.pos_ == "DET" or (
            before.pos_ == "ADP" and i == token.i - 1 and clauses.is_marker(before, "definite")
        ):
            return True
        if before.pos_ != "ADJ":
            return False
    return False


# ---------------------------------------------------------------- topics and threats


def _foreign_topic(clauses: Clauses, trigger: Trigger) -> bool:
    """Whether the paragraph, or the whole report, speaks of sport, markets or the like, and of nothing grave."""
    light, grave = clauses.topics(clauses.paragraph_of(trigger.start))
    if light >= 2 and light > 2 * grave:
        return True
    light_all, grave_all = clauses.topics(range(len(clauses.doc)))
    return light_all >= 5 and light_all > 2 * grave_all and not grave


def _outside_threats(clauses: Clauses, found: list[Trigger]) -> list[Trigger]:
    """Without the deeds that are only threatened: "menace de frapper" is one event, the threat."""
    threats = [t for t in found if t.entry.type is EventType.THREATEN and t.slots.voice != "noun"]
    return [
        t
        for t in found
        if t.entry.type is EventType.THREATEN or not any(_threatened(clauses, t, threat) for threat in threats)
    ]


def _threatened(clauses: Clauses, trigger: Trigger, threat: Trigger) -> bool:
    if not threat.start < trigger.start or clauses.sentence[trigger.start] != clauses.sentence[threat.start]:
        return False
    between = clauses.doc[threat.end : trigger.start]
    if any(clauses.is_marker(t, "if") for t in between) or len(between) > 14:
        return False
    if trigger.slots.voice == "noun":  # "toute provocation entraînera une riposte"
        future = "Fut" in trigger.head.head.morph.get("Tense", [])
        return future or (clauses.is_marker(trigger.head, "riposte") and not trigger.definite)
    return True
