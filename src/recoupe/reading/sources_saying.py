"""The verb of saying itself: whether it says something here, with which words, and whether it is negated."""

from __future__ import annotations

from spacy.tokens import Token

from recoupe.reading.sources_content import quote_ending
from recoupe.reading.sources_draft import Range
from recoupe.reading.sources_lexicon import VerbCue
from recoupe.reading.sources_text import SUBJECTS, Text, is_inf


def is_verbal(text: Text, i: int) -> bool:
    """The token is used as a verb: tagged so, or after an auxiliary, or before a pronoun subject."""
    if text.pos[i] in ("VERB", "AUX"):
        return not (text.words[i] in text.lex.nouns and i > 0 and text.pos[i - 1] == "DET")
    if text.pos[i] in ("DET", "ADP", "PUNCT", "PRON", "CCONJ", "NUM"):
        return False
    if i and text.pos[i - 1] == "AUX":
        return True
    after = text.doc[i + 1] if i + 1 < len(text.doc) else None
    if after is not None and after.text.startswith("-") and after.pos_ == "PRON":
        return True
    if text.texts[i][:1].isupper() or i == text.sentence(i)[0]:
        return False
    if closes_sentence(text, i):
        return True
    if text.words[i] in text.lex.nouns or text.words[i] in text.lex.kinds:
        return False
    if i + 1 < len(text.words) and (text.words[i + 1] in text.lex.word("that") or text.pos[i + 1] == "AUX"):
        return True
    return text.dep[i] == "ROOT" or not text.has_finite(*clause_around(text, i))


def closes_sentence(text: Text, i: int) -> bool:
    """A last word after a comma and a name, which the tagger took for a noun: ", Chindwin Newsline reports."."""
    low, high = text.sentence(i)
    if text.pos[i] != "NOUN" or any(text.texts[k] not in ".!?…" and not text.spaces[k] for k in range(i + 1, high)):
        return False
    at = i - 1
    while at > low and text.texts[at][:1].isupper() and text.texts[at].isalpha():
        at -= 1
    return at < i - 1 and text.texts[at] == "," and text.has_finite(low, at)


def clause_around(text: Text, i: int) -> Range:
    """The stretch between the marks around a token: "Le ministère nie.", "« … », soupire un enseignant"."""
    low, high = text.sentence(i)
    start = next((k + 1 for k in range(i - 1, low - 1, -1) if text.break_at(k)), low)
    return start, next((k for k in range(i + 1, high) if text.break_at(k)), high)


def can_say(text: Text, i: int) -> bool:
    """An infinitive says something only as the heart of its clause: "tient à préciser", not "pour dénoncer"."""
    if i and text.words[i - 1] in text.lex.word("unsaid"):
        return False
    if not is_inf(text.doc[i]) or quote_ending(text, i) is not None:
        return True
    return text.dep[i] in ("xcomp", "ROOT", "conj") or (
        i + 1 < len(text.doc) and text.words[i + 1] in text.lex.word("that")
    )


def is_yet_to_say(text: Text, i: int, group: Range) -> bool:
    """ "They'll tell you that", "le ministre dira": nobody has said it."""
    tokens = [text.doc[k] for k in range(group[0], i + 1)]
    future = text.lex.word("future")
    return any(t.morph.get("Tense", []) == ["Fut"] or text.words[t.i] in future for t in tokens)


def fits(text: Text, i: int, sense: VerbCue) -> bool:
    """The rest of the lemma stands there: "faire état", "se vanter"."""
    if sense.tail and tail_end(text, i, sense) is None:
        return False
    if sense.reflexive:
        back = text.words[max(0, i - 4) : i]
        return any(word in text.lex.word("reflexive") for word in back)
    return True


def tail_end(text: Text, i: int, sense: VerbCue) -> int | None:
    """Where "état" of "ont ainsi fait de nouveau état" ends; None where it is missing."""
    at = i + 1
    for word in sense.tail:
        limit = at + 3
        while at < min(limit, len(text.words)) and text.words[at] != word:
            if text.texts[at] in ".;:!?":
                return None
            at += 1
        if at >= min(limit, len(text.words)):
            return None
        at += 1
    return at


def cue_end(text: Text, i: int, sense: VerbCue) -> int:
    """The end of the cue with the rest of its lemma."""
    return tail_end(text, i, sense) or i + 1


def verb_group(text: Text, i: int) -> Range:
    """The verb with its auxiliaries, clitics and adverbs: "a donc ajouté", "has since denied", "a-t-il dit"."""
    low, high = text.sentence(i)
    start = i
    while start > low:
        token = text.doc[start - 1]
        since = token.pos_ == "SCONJ" and start - 1 > low and text.pos[start - 2] == "AUX"
        if (
            since
            or text.pos[start - 1] in ("AUX", "PART")
            or (token.pos_ in ("ADV", "PRON") and start - 1 > low and leads_verb(text, start - 1, i))
        ):
            start -= 1
            continue
        break
    while start < i and text.pos[start] == "ADV" and text.words[start] not in text.lex.word("negation"):
        start += 1
    end = i + 1
    while end < high and (text.words[end].startswith("-") and text.pos[end] == "PRON"):
        end += 1
    return start, end


def leads_verb(text: Text, at: int, verb: int) -> bool:
    """A clitic or adverb of the verb group, not its subject: "l'a dit", "has since denied"."""
    token = text.doc[at]
    if token.text.startswith("-"):
        return token.dep_ in SUBJECTS
    if token.dep_ in SUBJECTS:
        return False
    if token.pos_ == "ADV":
        return token.head.i in range(at, verb + 1)
    return token.dep_ in ("obj", "iobj", "expl:comp", "expl:pv", "expl:pass") and token.head.i in range(at, verb + 1)


def is_negated(text: Text, i: int, group: Range) -> bool:
    """ "n'a pas confirmé", "did not say", "refuse de le confirmer", "would not say"."""
    words = text.words
    if any(words[k] in text.lex.word("negation") for k in range(group[0], i)):
        return not restrictive(text, i)
    head = text.doc[i].head
    if head.i < i and text.dep[i] in ("xcomp", "ccomp", "advcl") and is_inf_or_base(text.doc[i]):
        cue_lemmas = text.lex.word("refusals")
        return any(words[head.i].startswith(lemma[: max(4, len(lemma) - 2)]) for lemma in cue_lemmas)
    return False


def restrictive(text: Text, i: int) -> bool:
    """ "n'a évoqué que la chute de projectiles" says something: "ne … que"."""
    _, high = text.sentence(i)
    after = text.words[i + 1 : min(i + 3, high)]
    before_not = text.lex.word("full_negation") & set(text.words[max(0, i - 3) : i + 2])
    return bool(after) and after[0] in text.lex.word("that") and not before_not


def is_inf_or_base(token: Token) -> bool:
    """An infinitive, which a small parser may leave without its form: "refuse de confirmer", "declined to confirm"."""
    return token.morph.get("VerbForm", []) in (["Inf"], [])


def is_passive(text: Text, i: int) -> bool:
    """ "a été revendiquée par", "was denied by": the doer follows, what is said stands before."""
    return any(child.dep_ == "aux:pass" for child in text.doc[i].children)


def is_bare_participle(text: Text, i: int, group: Range) -> bool:
    """A participle without auxiliary: "annoncé par les mêmes pages", "cité par"."""
    return (
        text.doc[i].morph.get("VerbForm", []) == ["Part"]
        and group[0] == i
        and text.doc[i].morph.get("Tense", []) != ["Pres"]
    )
