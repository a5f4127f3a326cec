"""Who says: the subject of a verb of saying, by the tree, by the order of words, after "par" or "by"."""

from __future__ import annotations

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from recoupe.reading.sources_coordination import FAR, first_speech
from recoupe.reading.sources_draft import STOP_LISTENER, Range
from recoupe.reading.sources_kinds import head_of, is_known_speaker
from recoupe.reading.sources_text import SUBJECTS, Text, is_inf, is_name, is_time, nominal_from, noun_phrase


def subject_phrase(text: Text, i: int, group: Range) -> Phrase | None:
    """Who says: the subject of the verb, or of the verb it is joined to, or the noun it belongs to."""
    subject = before_appositions(text, found_subject(text, i, group), group)
    return subject if subject is None or can_speak(text, subject) else speaker_before(text, subject)


def can_speak(text: Text, subject: Phrase) -> bool:
    """Not a number, a time or a thing, which show that the parser took the wrong words for the subject.

    "A rescuer put the number of dead at seven and said that …", "The ministry this week said …".
    """
    head = head_of(text, subject)
    if is_mute(text, head):
        return False
    if len(subject) == 1 and text.texts[head][:1].isupper():
        return True
    return time_around(text, subject) is None


def is_mute(text: Text, head: int) -> bool:
    """A thing or a deed, in the singular or plural; but a name that is spelt like one may speak: "Combat affirme"."""
    word = text.words[head]
    mute = text.lex.set("mute")
    named = text.pos[head] == "PROPN" and text.texts[head][:1].isupper() and head > text.sentence(head)[0]
    return not named and (word in mute or word.rstrip("s") in mute)


def time_around(text: Text, phrase: Phrase) -> Phrase | None:
    """The temporal expression that a phrase is a part of: "released last | year"."""
    time = text.times.get(phrase.start)
    return time if time is not None and phrase.end <= time.end else None


def speaker_before(text: Text, subject: Phrase) -> Phrase | None:
    """Whoever can speak before a phrase that cannot: the noun phrase right before, else the nearest subject."""
    start = (time_around(text, subject) or subject).start
    low, _ = text.sentence(start)
    at = start - 1
    if at >= low and text.pos[at] == "SCONJ":
        return None  # "they saw that the car announced …": a clause of its own
    while at >= low and text.pos[at] in ("ADV", "ADP"):
        at -= 1
    beside = phrase_ending(text, at, low) if at >= low else None
    subjects = (k for k in range(start - 1, max(low, start - FAR) - 1, -1) if text.dep[k] in ("nsubj", "nsubj:pass"))
    for phrase in (beside, *(resolve_relative(text, k, text.doc[k].head.i) for k in subjects)):
        if phrase is None or phrase.end > start or not can_speak(text, phrase):
            continue
        if text.words[phrase.start] not in text.lex.word("relative") and is_known_speaker(text, phrase):
            return phrase
    return None


def before_appositions(text: Text, subject: Phrase | None, group: Range) -> Phrase | None:
    """The first of several noun phrases between commas: "Ana Brug, a spokeswoman for …, the charity X, confirmed".

    Small parsers take the last one for the subject.
    """
    low, _ = text.sentence(group[0])
    if text.quotes:
        low = next((k + 1 for k in range(group[0] - 1, low, -1) if text.closes_quote(k)), low)
    while low < group[0] and text.texts[low] == ",":
        low += 1
    if subject is None or subject.start <= low + 1 or subject.end > group[0]:
        return subject
    apposed = text.texts[subject.start - 1] == "," or text.doc[group[0] - 1].text == ","
    if not apposed or not any(text.texts[k] == "," for k in range(subject.end, group[0])):
        return subject
    first = subject_start(text, low, subject.start)
    if first is None or (text.has_finite(first, subject.start) and not only_relatives(text, first, subject.start)):
        return subject
    head = nominal_from(text, first, subject.start)
    if head is None or any(is_dash(text, k) for k in range(first, subject.start)):
        return subject  # "JAYAPURA, June 4 (…) - Six workers …": a dateline is nobody
    if not (text.pos[first] in ("DET", "NUM", "PROPN") or text.words[first] in text.lex.set("articles")):
        return subject
    return noun_phrase(text, head)


def is_dash(text: Text, i: int) -> bool:
    """A dash with spaces around it; a hyphen joins the parts of a word."""
    return text.texts[i] in "-–—" and i > 0 and bool(text.doc[i - 1].whitespace_ and text.doc[i].whitespace_)


def subject_start(text: Text, low: int, high: int) -> int | None:
    """Where the subject of a sentence may begin: at its start, or after an introduction ("In Baghdad, …")."""
    if text.pos[low] not in ("ADP", "ADV", "CCONJ", "SCONJ") or text.words[low] in text.lex.set("articles"):
        return low
    comma = next((k for k in range(low, high - 1) if text.texts[k] == ","), None)
    return comma + 1 if comma is not None and comma + 1 < high else None


def only_relatives(text: Text, start: int, end: int) -> bool:
    """Every finite verb of a stretch stands in a relative clause."""
    return all(in_relative(text, k) for k in range(start, end) if text.is_finite(k))


def in_relative(text: Text, i: int) -> bool:
    """A finite verb or auxiliary of a relative clause."""
    token = text.doc[i]
    verb = token.head if token.dep_.startswith(("aux", "cop")) else token
    return bool(verb.dep_.startswith("acl") or verb.head.dep_.startswith("acl"))


def found_subject(text: Text, i: int, group: Range) -> Phrase | None:
    """The subject that the tree or the order of words gives."""
    token = text.doc[i]
    subject = own_subject(text, i)
    if subject is not None:
        return resolve_relative(text, subject, i)
    speech = first_speech(text, joint_before(text, group))
    if speech is not None:
        return subject_of_first(text, speech)
    participle = token.morph.get("VerbForm", []) in (["Part"], ["Ger"]) and group[0] == i
    if token.dep_ in ("acl:relcl", "acl", "amod") and token.head.i < i and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return noun_phrase(text, token.head.i, (text.sentence(i)[0], group[0]))
    if group[0] > 0 and text.words[group[0] - 1] in text.lex.word("coordination"):
        return governor_subject(text, token.head) or main_subject(text, i)
    if token.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis") and token.head.i != i:
        apart = any(text.texts[k] == ";" for k in range(token.head.i, i))
        if participle or is_inf(token):
            return governor_subject(text, token.head)
        if token.dep_ in ("conj", "xcomp"):
            return subject_before(text, group) or (None if apart else governor_subject(text, token.head))
    return subject_before(text, group)


def own_subject(text: Text, i: int) -> int | None:
    """The subject the tree gives a verb or its auxiliary, itself."""
    found = None
    for child in text.doc[i].children:
        if child.dep_ not in SUBJECTS or child.dep_ == "csubj" or is_told(text, i, child):
            continue
        if child.i < i:
            found = int(child.i)  # the last one: a small parser may give a verb the subjects of two clauses
        elif found is None and (child.text.startswith("-") or not clause_between(text, i, child.i)):
            found = int(child.i)
    return found


def is_told(text: Text, verb: int, child: Token) -> bool:
    """ "nous | a déclaré un officier": the one told, whom the parser took for the subject."""
    if text.words[child.i] not in text.lex.word("first_person") or child.i > verb:
        return False
    finite = next((t for t in text.doc[child.i + 1 : verb + 1] if text.is_finite(t.i)), None)
    return finite is not None and finite.morph.get("Person", []) == ["3"]


def clause_between(text: Text, verb: int, subject: int) -> bool:
    """ "says | he received six bodies", "assure | qu'il n'y a …": the subject of what is said, not of the verb."""
    if any(text.words[k] in text.lex.word("that") or text.texts[k] == "," for k in range(verb + 1, subject)):
        return True
    return any(text.is_finite(k) for k in range(subject + 1, min(subject + 4, len(text.doc))))


def first_person(text: Text, i: int) -> bool:
    """ "je dis que", "we said": the speaker of the quotation, or the outlet itself, whom nothing need name."""
    subject = own_subject(text, i)
    return subject is not None and text.words[subject] in text.lex.word("first_person")


def joint_before(text: Text, group: Range) -> int:
    """The token before a verb group and its adverbs, where a conjunction may join it: "and | later promised"."""
    at = group[0] - 1
    while at > 0 and text.pos[at] == "ADV" and text.words[at] not in text.lex.word("coordination"):
        at -= 1
    return max(at, 0)


def subject_of_first(text: Text, verb: int) -> Phrase | None:
    """The subject of the first of two verbs of saying, its auxiliaries before it."""
    start = verb
    low, _ = text.sentence(verb)
    while start > low and text.pos[start - 1] in ("AUX", "ADV"):
        start -= 1
    return subject_phrase(text, verb, (start, verb + 1))


def main_subject(text: Text, i: int) -> Phrase | None:
    """The first subject of the sentence: "The group had grabbed the pair in June | and said it would …"."""
    low, _ = text.sentence(i)
    first = next((k for k in range(low, i) if text.dep[k] in ("nsubj", "nsubj:pass")), None)
    return noun_phrase(text, first) if first is not None and text.quote_of[first] == text.quote_of[i] else None


def governor_subject(text: Text, governor: Token) -> Phrase | None:
    """The subject of the clause that governs: "a nié, ajoutant que", "tient à préciser que"."""
    seen = 0
    while seen < 4:
        subject = own_subject(text, governor.i)
        if subject is not None:
            if text.words[subject] in text.lex.word("first_person"):
                return None
            return resolve_relative(text, subject, governor.i)
        if governor.dep_ in ("acl:relcl", "acl") and governor.head.pos_ in ("NOUN", "PROPN"):
            return noun_phrase(text, governor.head.i)
        if governor.head.i == governor.i:
            return None
        governor = governor.head
        seen += 1
    return None


def resolve_relative(text: Text, subject: int, verb: int) -> Phrase | None:
    """ "la milice, qui affirme": the noun before the relative pronoun."""
    if text.words[subject] not in text.lex.word("relative") or text.pos[subject] not in ("PRON", "SCONJ", "DET"):
        return noun_phrase(text, subject)
    head = text.doc[verb].head
    if text.dep[verb].startswith("acl") and head.i < subject and head.pos_ in ("NOUN", "PROPN", "PRON"):
        return noun_phrase(text, head.i)
    low, _ = text.sentence(verb)
    at = subject - 1
    while at > low and text.texts[at] in ",":
        at -= 1
    return phrase_ending(text, at, low)


def phrase_ending(text: Text, at: int, low: int) -> Phrase | None:
    """The noun phrase whose last word is at a token, read backwards."""
    for head in range(at, max(low - 1, at - 10), -1):
        if text.texts[head] in ",;:" or text.is_finite(head):
            return None
        named = head == at and (is_name(text, head) or text.words[head] in text.lex.kinds)
        part = head == at and text.words[at] in text.lex.set("partitive")
        if named or part or text.pos[head] in ("NOUN", "PROPN", "PRON"):
            top = text.doc[head]
            while climbs(top) and low <= top.head.i < top.i:
                if any(text.texts[k] in ",;:" or text.is_finite(k) for k in range(top.head.i, top.i)):
                    break
                top = top.head
            phrase = noun_phrase(text, top.i, (low, at + 1))
            whole = phrase if phrase.end > at - 1 else noun_phrase(text, head, (low, at + 1))
            rest = range(whole.end, at + 1)
            return text.doc[whole.start : at + 1] if all(text.pos[k] == "ADJ" for k in rest) else whole
    return None


def climbs(token: Token) -> bool:
    """A part of a larger noun phrase: "un site basé hors du | pays"."""
    if token.dep_ in ("nmod", "flat", "flat:name", "compound", "amod", "appos", "conj", "acl"):
        return True
    return token.dep_.startswith(("obl", "advmod")) and token.head.dep_ in ("acl", "amod")


def subject_before(text: Text, group: Range) -> Phrase | None:
    """The noun phrase right before the verb group: "residents say", "la police dément"."""
    low, _ = text.sentence(group[0])
    at = group[0] - 1
    while at >= low and text.pos[at] in ("ADV",) and text.texts[at] not in ",":
        at -= 1
    aside = at > low + 2 and text.pos[at] == "NOUN" and text.pos[at - 1] == "ADP"
    if aside and text.words[at - 2] in text.lex.word("auxiliaries"):  # "Il a en revanche indiqué que …"
        at -= 3
    if at > low and text.texts[at] == ")":
        at = next((k - 1 for k in range(at, max(low, at - 8), -1) if text.texts[k] == "("), at)
    if at < low or text.texts[at] in '.;:!?«“"»”—–':
        return None
    if text.texts[at] == ",":
        opening = comma_before(text, at, low)
        return phrase_ending(text, opening - 1, low) if opening is not None else None
    return phrase_ending(text, at, low)


def comma_before(text: Text, at: int, low: int) -> int | None:
    """The comma that opens the apposition which the one at `at` closes."""
    for i in range(at - 1, max(low, at - 25), -1):
        if text.texts[i] == ",":
            return i
        if text.texts[i] in ".;:!?":
            return None
    return None


def subject_or_inverted(text: Text, i: int, group: Range) -> Phrase | None:
    """The subject before the verb, else the one after it: "A ajouté le maire : « … »"."""
    return subject_phrase(text, i, group) or subject_after(text, group)


def subject_after(text: Text, group: Range) -> Phrase | None:
    """The inverted subject: ", a déclaré à la radio un officier", "said one of the residents"."""
    _, high = text.sentence(group[0])
    for k in range(group[0], group[1]):
        if text.texts[k].startswith("-") and text.pos[k] == "PRON":
            return text.doc[k : k + 1]
    at = group[1]
    while at < min(high, group[1] + 25):
        token = text.doc[at]
        if token.text in '.;:!?«“»”"—–(' or token.is_space:
            return None
        if token.text == "," or token.pos_ == "SCONJ" or text.words[at] in text.lex.word("that"):
            return None
        if token.pos_ == "ADP" and text.words[at] not in text.lex.set("articles") and not capital(text, at):
            at = skip_prepositional(text, at, high)
            continue
        if is_time(text, at) or token.pos_ in ("ADV", "AUX", "VERB", "CCONJ", "PART"):
            at += 1
            continue
        head = nominal_from(text, at, high)
        if head is None:
            at += 1
            continue
        if is_time(text, head):
            at = head + 1
            continue
        phrase = noun_phrase(text, head)
        return None if is_mute(text, head) or (phrase.end < high and text.is_finite(phrase.end)) else phrase
    return None


def capital(text: Text, at: int) -> bool:
    """A first name that the tagger took for a preposition: "dit Awa Koné"."""
    return text.texts[at][:1].isupper() and at + 1 < len(text.doc) and text.pos[at + 1] == "PROPN"


def skip_prepositional(text: Text, at: int, high: int) -> int:
    """The token after a prepositional phrase."""
    head = nominal_from(text, at + 1, high)
    if head is None:
        return at + 1
    phrase = noun_phrase(text, head)
    return max(phrase.end, at + 1)


def agent_after(text: Text, i: int) -> Phrase | None:
    """ "par Y", "by Y" after a participle."""
    _, high = text.sentence(i)
    for at in range(i + 1, min(high, i + 6)):
        if text.texts[at] in STOP_LISTENER:
            return None
        if text.words[at] in text.lex.word("by"):
            head = nominal_from(text, at + 1, high)
            return noun_phrase(text, head) if head is not None else None
    return None
