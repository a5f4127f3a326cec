"""A second verb of saying joined to the first: its speaker goes on, past what was said first."""

from __future__ import annotations

from recoupe.reading.sources_draft import Range
from recoupe.reading.sources_text import Text, is_inf

FAR = 80  # tokens between the two verbs of saying, what was said first with all its clauses among them
NEAR = 8  # tokens between a verb of saying and its conjunction: "a déclaré mercredi à la radio que"


def first_speech(text: Text, joint: int) -> int | None:
    """The verb whose speaker says on after a conjunction.

    "The governor said that one driver had been arrested, and promised that …": not the driver promises. After a comma
    the speaker has the floor again; without one, where the second verb has the tense of the first and what was said
    has another: "a déclaré que trois maisons avaient brûlé et a ajouté que".
    """
    if joint not in text.first_speeches:
        text.first_speeches[joint] = find_first_speech(text, joint)
    return text.first_speeches[joint]


def find_first_speech(text: Text, joint: int) -> int | None:
    """The same, worked out anew: a long sentence asks again and again."""
    second = second_verb(text, joint)
    if second is None:
        return None
    low, _ = text.sentence(joint)
    for verb in range(max(low, joint - FAR), joint):
        if text.words[verb] not in text.lex.verbs or text.pos[verb] != "VERB" or not same_floor(text, verb, joint):
            continue
        clause = clause_of(text, verb, joint)
        if clause is not None and (text.texts[joint - 1] == "," or parallel(text, verb, clause, joint, second)):
            return verb
    return None


def second_verb(text: Text, joint: int) -> int | None:
    """The verb of saying right after a conjunction, with its own clause and without a subject of its own."""
    if text.words[joint] not in text.lex.word("coordination"):
        return None
    _, high = text.sentence(joint)
    verb = joint + 1
    while verb < min(high, joint + 5) and (text.pos[verb] in ("ADV", "AUX") or is_clitic(text, verb)):
        verb += 1
    if verb >= high or text.pos[verb] != "VERB" or text.words[verb] not in text.lex.verbs:
        return None
    if text.texts[joint - 1] == ",":
        return verb if conjunction_of(text, verb, high) is not None or says_itself(text, verb, high) else None
    return verb if text.has_finite(joint + 1, verb + 1) and conjunction_of(text, verb, high) is not None else None


def says_itself(text: Text, verb: int, high: int) -> bool:
    """A verb that tells by a noun or an infinitive: ", and denied any losses", ", et a promis de revenir".

    Not a claim of responsibility or a count, which who is told of may make as well: "…, and claimed the raid".
    """
    senses = text.lex.verbs.get(text.words[verb], ())
    if verb + 1 >= high or any(sense.claims or sense.counts for sense in senses):
        return False
    if text.quote_of[verb + 1] is not None and text.quote_of[verb] is None:
        return True
    frames = frozenset[str]().union(*(sense.frames for sense in senses))
    if text.pos[verb + 1] in ("DET", "NUM", "NOUN", "PROPN", "PRON", "ADJ"):
        return not frames.isdisjoint({"object", "accuse"})
    leads = text.pos[verb + 1] in ("PART", "ADP") and verb + 2 < high and is_inf(text.doc[verb + 2])
    return "infinitive" in frames and (leads or is_inf(text.doc[verb + 1]))


def clause_of(text: Text, verb: int, joint: int) -> int | None:
    """Where the clause that a verb of saying introduces begins; without conjunction where English leaves it out."""
    marker = conjunction_of(text, verb, joint)
    if marker is not None or text.lex.word("reflexive"):
        return marker
    bare = any("clause" in sense.frames for sense in text.lex.verbs[text.words[verb]])
    begins = verb + 1 < joint and text.pos[verb + 1] in ("DET", "PRON", "PROPN", "NUM", "NOUN")
    return verb + 1 if bare and begins and text.has_finite(verb + 2, joint) else None


def is_clitic(text: Text, i: int) -> bool:
    """An object before its verb: "et | s'est engagé", "et | l'a répété"."""
    return text.pos[i] == "PRON" and text.dep[i].startswith(("obj", "iobj", "expl"))


def conjunction_of(text: Text, verb: int, high: int) -> int | None:
    """The conjunction of the clause that a verb of saying introduces, with no other clause on the way."""
    for at in range(verb + 1, min(high, verb + NEAR)):
        if text.words[at] in text.lex.word("that") and text.words[at - 1] not in text.lex.word("antecedents"):
            return at
        if text.is_finite(at) or text.texts[at] in ".;:!?":
            return None
    return None


def same_floor(text: Text, verb: int, joint: int) -> bool:
    """Nothing between two verbs ends the sentence, and both stand in or outside the same quotation."""
    return text.quote_of[verb] == text.quote_of[joint] and not any(text.texts[k] == ";" for k in range(verb, joint))


def parallel(text: Text, first: int, marker: int, joint: int, second: int) -> bool:
    """The tense of the second verb is that of the first, and not that of the clause between."""
    said = tense(text, (marker, joint))
    mine, before = tense(text, (joint, second + 1)), tense(text, (max(first - 4, 0), first + 1), last=True)
    return bool(mine) and mine == before and bool(said) and mine != said


def tense(text: Text, stretch: Range, last: bool = False) -> str:
    """How the first (or last) finite verb group of a stretch is built: its tense, and whether an auxiliary bears it."""
    found = [k for k in range(*stretch) if text.is_finite(k)]
    if not found:
        return ""
    at = found[-1 if last else 0]
    return f"{text.pos[at]} {text.doc[at].morph.get('Tense', [''])}"
