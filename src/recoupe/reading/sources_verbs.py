"""Attributions by a verb: who says, and which words are what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Span as Phrase
from spacy.tokens import Token

from recoupe.model import Factuality, Form, Region
from recoupe.reading.layers import region_at
from recoupe.reading.sources_lexicon import VerbCue
from recoupe.reading.sources_text import SUBJECTS, Text, is_inf, is_name, is_time, nominal_from, noun_phrase

Range = tuple[int, int]
CLOSERS = frozenset('»”"’')
OPENERS = frozenset('«“"‘„')


@dataclass(slots=True)
class Draft:
    """An attribution in the making: token ranges, no names yet."""

    source: Phrase | None
    cue: Range
    content: list[Range]
    form: Form
    commitment: Factuality
    rule: str
    entry: str
    frame: str
    via: list[Phrase] = field(default_factory=list)
    listener: Phrase | None = None
    event_object: bool = False
    claims: bool = False
    aside: Range | None = None  # the cue with its subject, where it stands within what is said
    relay: str = ""  # the entry of the words that joined its links


Senses = Mapping[str, tuple[VerbCue, ...]]


def verb_drafts(text: Text, wider: Senses | None = None) -> Iterator[Draft]:
    """An attribution for every verb of saying that introduces something.

    Args:
        wider: verbs of attitude and intention, by lemma, to read besides, for corpora that hold them attributions too;
            first persons then count as sources.
    """
    more: Senses = wider or {}
    for i, word in enumerate(text.words):
        found = None
        lemma = text.doc[i].lemma_.lower() if more else word
        for senses in (text.lex.verbs.get(word, ()), more.get(lemma, ())):
            if senses and found is None and is_verbal(text, i):
                found = read_verb(text, i, senses, wider is not None)
        if found is not None:
            yield found


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
    if text.words[i] in text.lex.nouns or text.words[i] in text.lex.kinds:
        return False
    if i + 1 < len(text.words) and (text.words[i + 1] in text.lex.word("that") or text.pos[i + 1] == "AUX"):
        return True
    return text.dep[i] == "ROOT" or not text.has_finite(*clause_around(text, i))


def clause_around(text: Text, i: int) -> Range:
    """The stretch between the marks around a token: "Le ministère nie.", "« … », soupire un enseignant"."""
    low, high = text.sentence(i)
    start = next((k + 1 for k in range(i - 1, low - 1, -1) if text.break_at(k)), low)
    return start, next((k for k in range(i + 1, high) if text.break_at(k)), high)


def read_verb(text: Text, i: int, senses: tuple[VerbCue, ...], anyone: bool = False) -> Draft | None:
    """The first frame, in order of certainty, that one of the verb's senses allows and the sentence shows."""
    senses = tuple(s for s in senses if fits(text, i, s))
    longer = tuple(s for s in senses if s.tail)
    senses = longer or senses
    if not senses or (not anyone and first_person(text, i)):
        return None
    group = verb_group(text, i)
    if not can_say(text, i):
        return None
    bare = is_bare_participle(text, i, group) and text.dep[i] in ("acl", "amod", "nmod")
    bare = bare and not (i + 1 < len(text.words) and text.words[i + 1] in text.lex.word("that"))
    if bare or is_passive(text, i):
        return next((d for s in senses if (d := passive_frame(text, i, group, s)) is not None), None)
    negated = is_negated(text, i, group)
    if negated:
        senses = tuple(s for s in senses if s.negated is not None)
    for frame in FRAMES:
        for sense in senses:
            if sense.frames.isdisjoint(frame.names):
                continue
            draft = frame.read(text, i, group, sense)
            if draft is not None:
                if negated and sense.negated is not None:
                    draft.commitment = sense.negated
                return draft
    return None


def can_say(text: Text, i: int) -> bool:
    """An infinitive says something only as the heart of its clause: "tient à préciser", not "pour dénoncer"."""
    if not is_inf(text.doc[i]) or quote_ending(text, i) is not None:
        return True
    return text.dep[i] in ("xcomp", "ROOT", "conj") or (
        i + 1 < len(text.doc) and text.words[i + 1] in text.lex.word("that")
    )


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
    return token.morph.get("VerbForm", []) in (["Inf"], [])


def first_person(text: Text, i: int) -> bool:
    """ "je dis que", "we said": the speaker of the quotation, or the outlet itself, whom nothing need name."""
    subject = own_subject(text, i)
    return subject is not None and text.words[subject] in text.lex.word("first_person")


def own_subject(text: Text, i: int) -> int | None:
    """The subject the tree gives a verb or its auxiliary, itself."""
    found = None
    for child in text.doc[i].children:
        if child.dep_ not in SUBJECTS or child.dep_ == "csubj":
            continue
        if child.i < i:
            found = int(child.i)  # the last one: a small parser may give a verb the subjects of two clauses
        elif found is None and (child.text.startswith("-") or not clause_between(text, i, child.i)):
            found = int(child.i)
    return found


def clause_between(text: Text, verb: int, subject: int) -> bool:
    """ "says | he received six bodies", "assure | qu'il n'y a …": the subject of what is said, not of the verb."""
    if any(text.words[k] in text.lex.word("that") or text.texts[k] == "," for k in range(verb + 1, subject)):
        return True
    return any(text.is_finite(k) for k in range(subject + 1, min(subject + 4, len(text.doc))))


# ---------------------------------------------------------------- who


def subject_phrase(text: Text, i: int, group: Range) -> Phrase | None:
    """Who says: the subject of the verb, or of the verb it is joined to, or the noun it belongs to."""
    return before_appositions(text, found_subject(text, i, group), group)


def before_appositions(text: Text, subject: Phrase | None, group: Range) -> Phrase | None:
    """The first of several noun phrases between commas: "Ana Brug, a spokeswoman for …, the charity X, confirmed".

    Small parsers take the last one for the subject.
    """
    low, _ = text.sentence(group[0])
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
    if head is None or not (
        text.pos[first] in ("DET", "NUM", "PROPN") or text.words[first] in text.lex.set("articles")
    ):
        return subject
    return noun_phrase(text, head)


def subject_start(text: Text, low: int, high: int) -> int | None:
    """Where the subject of a sentence may begin: at its start, or after an introduction ("In Baghdad, …")."""
    if text.pos[low] not in ("ADP", "ADV", "CCONJ", "SCONJ") or text.words[low] in text.lex.set("articles"):
        return low
    comma = next((k for k in range(low, high - 1) if text.texts[k] == ","), None)
    return comma + 1 if comma is not None and comma + 1 < high else None


def only_relatives(text: Text, start: int, end: int) -> bool:
    """Every finite verb of a stretch stands in a relative clause."""
    return all(in_relative(text, k) for k in range(start, end) if text.is_finite(k))


def found_subject(text: Text, i: int, group: Range) -> Phrase | None:
    """The subject that the tree or the order of words gives."""
    token = text.doc[i]
    subject = own_subject(text, i)
    if subject is not None:
        return resolve_relative(text, subject, i)
    participle = token.morph.get("VerbForm", []) in (["Part"], ["Ger"]) and group[0] == i
    if token.dep_ in ("acl:relcl", "acl", "amod") and token.head.i < i and token.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return noun_phrase(text, token.head.i, (text.sentence(i)[0], group[0]))
    if group[0] > 0 and text.words[group[0] - 1] in text.lex.word("coordination"):
        return governor_subject(text, token.head) or main_subject(text, i)
    if token.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis") and token.head.i != i:
        if participle or is_inf(token):
            return governor_subject(text, token.head)
        if token.dep_ in ("conj", "xcomp"):
            return subject_before(text, group) or governor_subject(text, token.head)
    return subject_before(text, group)


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
        return None if phrase.end < high and text.is_finite(phrase.end) else phrase
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


def listener_of(text: Text, i: int) -> Phrase | None:
    """To whom it was said: "told the Courier", "a déclaré à Sahel Dépêches"."""
    _, high = text.sentence(i)
    for at in range(i + 1, min(high, i + 7)):
        token = text.doc[at]
        if token.text in STOP_LISTENER or token.is_space:
            return None
        direct = (
            at == i + 1 and token.pos_ in ("DET", "PROPN", "NOUN", "PRON", "ADJ") and not text.lex.word("reflexive")
        )
        if direct:
            head = nominal_from(text, at, high)
            return before_of(text, noun_phrase(text, head)) if head is not None and not is_time(text, head) else None
        if text.words[at] in text.lex.word("to") and token.pos_ == "ADP":
            head = nominal_from(text, at + 1, high)
            return noun_phrase(text, head) if head is not None and not is_time(text, head) else None
    return None


def before_of(text: Text, phrase: Phrase) -> Phrase:
    """ "told the same station | of a gun battle"."""
    end = next((t.i for t in phrase if t.pos_ == "ADP" and t.i > phrase.start and t.is_lower), phrase.end)
    return text.doc[phrase.start : end]


STOP_LISTENER = frozenset('.,;:!?«“»”"—–(')


# ---------------------------------------------------------------- what: one function a frame


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


def passive_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "L'attaque a été revendiquée par la milice", "l'abandon de la ville, annoncé par une page"."""
    passive = is_passive(text, i) or is_bare_participle(text, i, group)
    if not passive:
        return None
    agent = agent_after(text, i)
    if agent is None:
        return None
    subject = own_subject(text, i)
    head = text.doc[subject] if subject is not None else text.doc[i].head
    if subject is not None and text.words[subject] in text.lex.word("relative"):
        head = text.doc[i].head
    if head.pos_ not in ("NOUN", "PROPN", "PRON") or head.i > i:
        return None
    if sense.objects and not has_lemma(text, head.i, sense.objects) and head.pos_ != "PRON":
        return None
    content = noun_phrase(text, head.i)
    return draft(text, agent, (group[0], i + 1), [(content.start, content.end)], Form.NOMINAL, sense, "passive")


def has_lemma(text: Text, i: int, lemmas: frozenset[str]) -> bool:
    """A noun is one of a list, by lemma or plural."""
    word = text.words[i]
    return word in lemmas or word.rstrip("sx") in lemmas or text.doc[i].lemma_.lower() in lemmas


def colon_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "Le maire a ajouté : « … »", "a démenti : …"."""
    _, high = text.sentence(i)
    limit = min(len(text.doc), max(high, i + 1) + 1)
    for at in range(i + 1, min(limit, i + 14)):
        token = text.doc[at]
        if token.text == ":":
            content = after_colon(text, at)
            if not content:
                return None
            quoted = text.quote_of[content[0][0]] is not None
            if not quoted and at > i + 6:
                return None
            form = Form.DIRECT if quoted else Form.INDIRECT
            return draft(
                text,
                subject_or_inverted(text, i, group),
                (group[0], cue_end(text, i, sense)),
                content,
                form,
                sense,
                "colon",
            )
        if token.text in ".;!?" or token.text in OPENERS or token.is_space or (at > i + 1 and text.is_finite(at)):
            return None
        if text.words[at] in text.lex.word("that"):
            return None
    return None


def after_colon(text: Text, colon: int) -> list[Range]:
    """What a colon introduces: the whole quotation, else the rest of the sentence."""
    at = colon + 1
    while at < len(text.doc) and (text.spaces[at] or text.texts[at] in "—–-") and at < colon + 4:
        at += 1
    if at >= len(text.doc):
        return []
    quote = text.quote_of[at]
    if quote is not None and text.quotes[quote][1][0][0] == at:
        return list(text.quotes[quote][1])
    if text.sentence_of[at] != text.sentence_of[colon] or "\n" in text.texts[colon + 1]:
        return []
    return [(at, text.sentence(colon)[1])]


def subject_or_inverted(text: Text, i: int, group: Range) -> Phrase | None:
    return subject_phrase(text, i, group) or subject_after(text, group)


def cue_end(text: Text, i: int, sense: VerbCue) -> int:
    """The end of the cue with the rest of its lemma."""
    return tail_end(text, i, sense) or i + 1


def quote_after_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """'He said, "Nobody came."': a quotation right after the verb, its adverbs and its listener."""
    _, high = text.sentence(i)
    if quote_ending(text, group[0]) is not None:
        return None
    for at in range(cue_end(text, i, sense), min(high, i + 9)):
        quote = text.quote_of[at]
        if quote is not None:
            ranges = text.quotes[quote][1]
            if ranges[0][0] != at or text.quote_of[i] == quote or (sense.weak and partial(text, ranges[0])):
                return None
            subject = subject_phrase(text, i, group)
            if subject is not None and quote_ending(text, subject.start) is not None:
                return None
            end = max(ranges[0][1], content_end(text, at, high, i)) if len(ranges) == 1 else ranges[0][1]
            content = [(at, end), *ranges[1:]] if partial(text, ranges[0]) else list(ranges)
            return draft(text, subject, (group[0], cue_end(text, i, sense)), content, Form.DIRECT, sense, "quote")
        if text.texts[at] in ".;!?:" or text.is_verb(at):
            return None
    return None


def partial(text: Text, quoted: Range) -> bool:
    """A quotation that is only a part of its sentence: no verb of its own, no full stop inside."""
    start, end = quoted
    return not text.has_finite(start, end) and text.texts[max(start, end - 2)][-1:] not in ".!?…"


def clause_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "affirme que …", "said that …"."""
    if is_passive(text, i):
        return None
    _, high = text.sentence(i)
    marker = marker_after(text, i, high, text.lex.word("that"))
    if marker is None:
        return None
    content = (marker, content_end(text, marker, high, i))
    return draft(
        text,
        subject_or_inverted(text, i, group),
        (group[0], cue_end(text, i, sense)),
        [content],
        Form.INDIRECT,
        sense,
        "clause",
    )


def whether_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "se demande si …"."""
    _, high = text.sentence(i)
    marker = marker_after(text, i, min(high, i + 3), text.lex.word("whether"))
    if marker is None:
        return None
    content = (marker, content_end(text, marker, high, i))
    return draft(text, subject_phrase(text, i, group), (group[0], i + 1), [content], Form.INDIRECT, sense, "whether")


def marker_after(text: Text, i: int, high: int, markers: frozenset[str]) -> int | None:
    """The conjunction that begins the clause a verb introduces, not a relative pronoun on the way."""
    commas = 0
    for at in range(i + 1, min(high, i + 22)):
        token = text.doc[at]
        if text.words[at] in markers and token.pos_ in ("SCONJ", "PRON", "ADV", "ADP", "DET"):
            if at > i + 1 and text.words[at - 1] in text.lex.word("antecedents"):
                return None
            if pronoun_that(text, i, at):
                return None
            if at > i + 1 and token.dep_ == "obj" and not text.lex.word("reflexive"):
                return at
            relative = (
                token.dep_ in ("obj", "nsubj", "nsubj:pass")
                and at > i + 1
                and text.pos[at - 1] in ("NOUN", "PROPN", "PRON")
            )
            return None if relative else at
        if token.text in ".;:!?" or token.is_space or token.text in CLOSERS:
            return None
        if token.text == ",":
            commas += 1
            if commas > 2:
                return None
        if token.pos_ == "VERB" and (text.is_finite(at) or text.words[at] in text.lex.verbs):
            return None
    return None


def pronoun_that(text: Text, verb: int, at: int) -> bool:
    """The English "that" that stands for something, not before a clause: "denied that.", "the toll that we gave"."""
    token = text.doc[at]
    if token.pos_ not in ("DET", "PRON") or token.dep_ == "mark" or text.lex.word("reflexive"):
        return False
    begins = at + 1 < len(text.doc) and text.pos[at + 1] in ("DET", "NUM", "PRON", "PROPN", "NOUN", "ADJ")
    clause = token.dep_ == "obj" and token.head.i > at and begins
    return not (clause and (at == verb + 1 or any(s.tells for s in text.lex.verbs.get(text.words[verb], ()))))


def content_end(text: Text, start: int, high: int, verb: int) -> int:
    """Where reported speech ends: at the end of the sentence, unless the teller takes the floor again."""
    at = start + 1
    while at < high:
        left_quote = text.quote_of[start] is not None and text.quote_of[at] is None
        if left_quote and text.quote_of[verb] != text.quote_of[start]:
            return at
        if ends_content(text, at, verb, start):
            return at
        at += 1
    while at > start + 1 and text.texts[at - 1] in ".;!?…":
        at -= 1
    if at < high and text.texts[at] in ".!?…":
        pass
    return at


def ends_content(text: Text, at: int, verb: int, start: int) -> bool:
    """The teller takes the floor again: a semicolon, a second verb of the teller's sentence, an aside of another."""
    token = text.doc[at]
    if token.text == ";" or (token.text in "—–" and at > start + 2):
        return True
    if token.text == "," and at + 1 < len(text.doc) and at > verb:
        cues = text.lex.according.get(text.words[at + 1], ())
        if any(tuple(text.words[at + 1 : at + 1 + len(c.words)]) == c.words for c in cues):
            return True
    if token.pos_ == "CCONJ" or token.text == ",":
        return resumes(text, at, verb)
    return False


def resumes(text: Text, at: int, verb: int) -> bool:
    """ "confirmed that three had been taken and would not say …": what follows is joined to the verb of saying."""
    _, high = text.sentence(verb)
    first = text.doc[at + 1] if at + 1 < high else None
    if first is None:
        return False
    if text.doc[at].pos_ == "CCONJ" and first.i and text.words[first.i] in text.lex.word("that"):
        return False
    if text.texts[at] == "," and first.pos_ in ("PRON", "SCONJ") and text.words[first.i] in text.lex.word("relative"):
        return False
    conj = text.doc[at].head
    return bool(
        text.doc[at].pos_ == "CCONJ"
        and conj.i > at
        and conj.dep_ == "conj"
        and conj.head.i == verb
        and conj.pos_ in ("VERB", "AUX")
    )


def infinitive_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "dit avoir vu brûler trois citernes", "promet de restituer les camions", "vowed to come back"."""
    _, high = text.sentence(i)
    at = cue_end(text, i, sense)
    inserted = False
    at = after_insertion(text, at, high)
    limit = at + 7
    while at < min(high, limit):
        token = text.doc[at]
        if text.words[at] in text.lex.word("that"):
            return None
        if is_inf(token) or (token.pos_ == "AUX" and not text.is_finite(at)):
            start = at - 1 if text.pos[at - 1] in ("PART", "ADP", "SCONJ") and at - 1 > i else at
            content = (start, content_end(text, start, high, i))
            return draft(
                text,
                subject_phrase(text, i, group),
                (group[0], cue_end(text, i, sense)),
                [content],
                Form.INDIRECT,
                sense,
                "infinitive",
            )
        inserted = inserted or (token.pos_ == "ADP" and text.lex.word("reflexive") != frozenset())
        if token.pos_ in ("NOUN", "DET", "PROPN", "ADJ") and inserted:
            at += 1
            continue
        if token.pos_ not in ("PART", "ADP", "PRON", "ADV", "SCONJ") and token.text not in '«“"':
            return None
        at += 1
    return None


def accuse_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "accuse la milice d'avoir brûlé le marché": both who did it and what."""
    _, high = text.sentence(i)
    if is_passive(text, i):
        return None
    head = nominal_from(text, i + 1, high)
    if head is None:
        return None
    for at in range(head + 1, min(high, head + 12)):
        if text.texts[at] in ".;:!?":
            break
        verbal = at + 1 < high and (is_inf(text.doc[at + 1]) or text.doc[at + 1].pos_ in ("VERB", "AUX", "NOUN", "ADV"))
        if text.words[at] in sense.about and verbal and not text.doc[at].head.i < head:
            content = (i + 1, content_end(text, at, high, i))
            return draft(
                text, subject_phrase(text, i, group), (group[0], i + 1), [content], Form.INDIRECT, sense, "accuse"
            )
    return None


def bare_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "residents said the army fired": a clause without conjunction, as English allows."""
    if text.lex.word("reflexive"):
        return None
    _, high = text.sentence(i)
    clause = bare_clause(text, i, high, sense.bare)
    if clause is None:
        return None
    content = (clause, content_end(text, clause, high, i))
    return draft(text, subject_phrase(text, i, group), (group[0], i + 1), [content], Form.INDIRECT, sense, "clause")


def bare_clause(text: Text, i: int, high: int, sure: bool) -> int | None:
    """Where a clause without conjunction begins: a subject and its finite verb after the verb of saying."""
    for child in text.doc[i].children:
        if child.dep_ in ("ccomp", "parataxis") and child.i > i and own_subject(text, child.i) is not None:
            edge = max(child.left_edge.i, i + 1)
            if edge < child.i and not any(text.texts[k] in ",;:.!?" for k in range(i + 1, edge + 1)):
                return int(edge)
    at = i + 1
    while at < high and is_time(text, at):
        at += 1
    head = nominal_from(text, at, high)
    if head is not None and is_time(text, head):
        return None
    if at >= high or text.pos[at] in ("ADP", "CCONJ", "SCONJ", "PUNCT", "PART") or text.is_finite(at):
        return None
    if not sure and text.pos[at] not in ("DET", "PRON", "PROPN"):
        return None
    for k in range(at + 1, min(high, at + 30)):
        if text.texts[k] in ".;:!?" or (not sure and text.words[k] in text.lex.word("relative")):
            return None
        if text.is_finite(k) or (sure and text.is_verb(k)):
            return at
    return None


def about_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "fait état de tirs", "boasted of that one"."""
    _, high = text.sentence(i)
    at = cue_end(text, i, sense)
    start = after_insertion(text, at, high)
    for k in range(start, min(high, start + 6)):
        if text.texts[k] in STOP_LISTENER:
            return None
        if text.words[k] in sense.about:
            content = (k + 1, object_end(text, k + 1, high, i))
            if content[1] <= content[0] or text.words[k + 1] in text.lex.set("possessive"):
                return None
            found = draft(
                text, subject_phrase(text, i, group), (group[0], at), [content], Form.INDIRECT, sense, "about"
            )
            found.event_object = True
            return found
        if text.pos[k] in ("NOUN", "PROPN") and not is_time(text, k) and not (sense.tells or heard(text, k, at)):
            return None
        if text.is_verb(k):
            return None
    return None


def heard(text: Text, noun: int, low: int) -> bool:
    """A noun between verb and preposition that names the listener: "a fait état à la radio de tirs"."""
    return any(text.words[k] in text.lex.word("to") for k in range(max(low, noun - 3), noun))


def tell_of_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "told the same station of a gun battle": the listener stands between."""
    return about_frame(text, i, group, sense) if sense.tells else None


def object_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "annonce une trêve", "a revendiqué l'attaque", "dément toute implication"."""
    if is_passive(text, i) or is_bare_participle(text, i, group):
        return None
    _, high = text.sentence(i)
    at = cue_end(text, i, sense)
    while at < high and text.pos[at] == "ADV" and text.texts[at] not in STOP_LISTENER:
        at += 1
    at = after_inserted_time(text, at, high)
    if at < high and text.words[at] in text.lex.word("that"):
        at += 1
    if at < high and text.texts[at] in OPENERS:
        at += 1
    head = nominal_from(text, at, high)
    if head is None or (
        sense.objects and not has_lemma(text, head, sense.objects) and not bare_number(text, head, sense)
    ):
        return None
    if (
        sense.about
        and "about" not in sense.frames
        and not any(text.words[k] in sense.about for k in range(head + 1, min(high, head + 14)))
    ):
        return None
    if sense.counts and not any(text.pos[k] == "NUM" or text.doc[k].like_num for k in range(at, min(high, head + 12))):
        return None
    content = (at, object_end(text, head, high, i))
    found = draft(
        text,
        subject_phrase(text, i, group),
        (group[0], cue_end(text, i, sense)),
        [content],
        Form.INDIRECT,
        sense,
        "object",
    )
    found.event_object = True
    return found


def bare_number(text: Text, head: int, sense: VerbCue) -> bool:
    """ "le préfet n'en a compté que trois": the noun was said before."""
    return sense.counts and text.pos[head] == "NUM"


def after_insertion(text: Text, at: int, high: int) -> int:
    """ "a menacé, dans une note vocale diffusée dimanche, de …": past what stands between commas."""
    if at >= high or text.texts[at] != ",":
        return at
    stop = next((k for k in range(at + 1, min(high, at + 14)) if text.texts[k] == ","), None)
    if stop is None or text.has_finite(at + 1, stop) or any(text.texts[k] in ".;:!?" for k in range(at, stop)):
        return at
    return stop + 1


def after_inserted_time(text: Text, at: int, high: int) -> int:
    """ "avait revendiqué, samedi, l'attaque": past the time between commas."""
    if at + 2 >= high or text.texts[at] != ",":
        return at
    stop = next((k for k in range(at + 1, min(high, at + 6)) if text.texts[k] == ","), None)
    if stop is None or not any(is_time(text, k) for k in range(at + 1, stop)):
        return at
    return stop + 1


def object_end(text: Text, start: int, high: int, verb: int) -> int:
    """Where a noun phrase said to be so ends: at the next clause."""
    at = start
    while at < high:
        token = text.doc[at]
        if token.text in ".;:!?—–" or token.is_space or (token.pos_ == "CCONJ" and resumes(text, at, verb)):
            break
        if token.text == "," and not list_goes_on(text, at, high):
            break
        at += 1
    return at


def list_goes_on(text: Text, comma: int, high: int) -> bool:
    """A comma inside an enumeration or apposition of the object, not before a new clause."""
    nxt = comma + 1
    if (
        nxt >= high
        or text.pos[nxt] in ("SCONJ", "CCONJ", "VERB", "AUX")
        or text.words[nxt] in text.lex.word("relative")
    ):
        return False
    stop = next((k for k in range(nxt, high) if text.texts[k] in ",.;:!?"), high)
    return not text.has_finite(nxt, stop)


def absolute_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "Le ministère nie.", "son bureau démentait": what is denied is the sentence before."""
    _, high = text.sentence(i)
    after = i + 1
    while after < high and text.pos[after] == "ADV":
        after += 1
    clitic = any(text.dep[k] == "obj" and text.pos[k] == "PRON" for k in range(group[0], i))
    ends = after >= high or text.texts[after] in ".!;,:" or text.spaces[after]
    if not ends and not (clitic and text.pos[after] == "CCONJ") and text.words[after] not in text.lex.word("deictic"):
        return None
    number = text.sentence_of[i]
    subject = subject_phrase(text, i, group)
    if subject is None or is_passive(text, i):
        return None
    if sense.claims and not clitic:
        low = text.sentence(i)[0]
        before = (low, subject.start)
        return (
            draft(text, subject, (group[0], i + 1), [before], Form.NOMINAL, sense, "absolute")
            if subject.start > low + 2
            else None
        )
    if number == 0:
        return None
    start, end = text.sentences[number - 1]
    if "\n" in text.texts[end - 1]:
        return None
    return draft(text, subject, (group[0], i + 1), [(start, end)], Form.INDIRECT, sense, "absolute")


def aside_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "…, a-t-il ajouté", "…, residents say", "… », raconte un curé": the cue stands after or within what is said."""
    if (
        (is_inf(text.doc[i]) and quote_ending(text, group[0]) is None)
        or text.doc[i].morph.get("VerbForm", []) == ["Ger"]
        or text.words[i].endswith(("ant", "ing"))
    ):
        return None
    low, high = text.sentence(i)
    free = sense.bare or "quotes" not in text.lex.word("inverts") or text.closes_quote(group[0] - 1)
    subject = subject_after_boundary(text, i, group, low) if free else None
    if subject is not None:
        start, end = group[0], max(subject.end, i + 1)
    else:
        subject = subject_of_aside(text, i, group, low)
        if subject is None or takes_object(text, group[1], high, sense):
            return None
        start, end = subject.start, group[1]
    aside = (start, aside_end(text, end, high))
    found = aside_draft(text, i, group, sense, subject, aside)
    if found is not None:
        found.aside = aside
    return found


def subject_after_boundary(text: Text, i: int, group: Range, low: int) -> Phrase | None:
    """The subject of an inverted aside, None where it stands before: "L'armée, mercredi, a annoncé la mort"."""
    if not at_boundary(text, group[0] - 1, low):
        return None
    left = own_subject(text, i)
    subject = subject_after(text, group)
    if left is None or left >= group[0] or not governs_on(text, left, group[0]) or subject is None:
        return subject
    closed = subject.end + 1 < len(text.doc) and text.texts[subject.end] == "," and text.is_finite(subject.end + 1)
    return subject if closed else None  # "La base, a précisé le colonel, a été évacuée"


def inverted_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """An aside whose subject follows: ", affirment des sources locales, ce que Washington …"."""
    low, _ = text.sentence(i)
    inverted = subject_after_boundary(text, i, group, low) is not None
    return aside_frame(text, i, group, sense) if inverted else None


def at_boundary(text: Text, before: int, low: int) -> bool:
    """A verb group stands right after a comma, a closing mark, a question mark or a dash."""
    if before < 0:
        return False
    token = text.doc[before]
    if token.text in "?!…" or text.closes_quote(before):
        return True
    return before >= low and token.text in ",»”—–’"


def subject_of_aside(text: Text, i: int, group: Range, low: int) -> Phrase | None:
    """The subject between the boundary and the verb: ", three residents told the Courier"."""
    subject = subject_phrase(text, i, group)
    if subject is None or subject.start >= group[0]:
        return None
    start = subject.start
    boundary = text.doc[start - 1] if start > 0 else None
    if boundary is None:
        return None
    if not text.closes_quote(start - 1) and (start - 1 < low or boundary.text not in ",»”—–’?!"):
        return None
    commas = sum(text.texts[k] == "," for k in range(subject.end, group[0]))
    verbs = any(text.is_verb(k) for k in range(subject.end, group[0]))
    return subject if commas != 1 and (commas >= 2 or not verbs) and group[0] - subject.end < 35 else None


def takes_object(text: Text, at: int, high: int, sense: VerbCue) -> bool:
    """A noun phrase after the verb is what is said, not an aside: "De son côté, le syndicat annonce une grève"."""
    while at < high and text.pos[at] == "ADV":
        at += 1
    if sense.tells or at >= high or is_time(text, at):
        return False
    head = nominal_from(text, at, high)
    return head is not None and not is_time(text, head)


def aside_end(text: Text, at: int, high: int) -> int:
    """Where an aside ends: at the next comma, mark or full stop."""
    while at < high:
        token = text.doc[at]
        if token.text in ',.;:!?—–«“”»"(' or token.is_space:
            break
        at += 1
    return at


def aside_draft(text: Text, i: int, group: Range, sense: VerbCue, subject: Phrase, aside: Range) -> Draft | None:
    """What an aside stands after or within: the quotation that it touches, or the sentence around it."""
    low, high = text.sentence(i)
    cue = (group[0], group[1])
    inside = text.quote_of[i]
    if inside is not None and text.quote_of[aside[0]] == inside:
        ranges = [part for r in text.quotes[inside][1] for part in cut(r, widen(text, aside))]
        return draft(text, subject, cue, ranges, Form.DIRECT, sense, "aside")
    before = quote_ending(text, aside[0])
    if before is not None:
        ranges = list(text.quotes[before][1])
        start = ranges[0][0]
        if text.sentence(start)[0] < start and partial_in_sentence(text, start, low):
            ranges = [(text.sentence(start)[0], ranges[-1][1])]
        ranges += following(text, aside[1], high)
        return draft(text, subject, cue, ranges, Form.DIRECT, sense, "aside")
    start = clause_start(text, low, aside[0])
    if sense.weak and not is_speaker_like(text, subject):
        return None
    more = goes_on_after(text, aside[1], high, start, aside[0])
    told = text.has_clause(start, aside[0]) or more or headline_like(text, start, aside)
    if aside[0] - start < 2 or not told:
        return None
    ranges = [(start, aside[0])]
    if more:
        ranges.append((aside[1], high))
    return draft(text, subject, cue, ranges, Form.INDIRECT, sense, "aside")


def governs_on(text: Text, subject: int, verb: int) -> bool:
    """A subject before the commas is the verb's own: "Le groupe, connu pour ses raids, a annoncé une trêve".

    Not so where a main verb stands between ("Le raid a fait neuf morts, a annoncé l'armée"), or where the parser took
    the last of an enumeration for it.
    """
    low, _ = text.sentence(verb)
    if any(not in_relative(text, k) for k in range(subject, verb) if text.is_finite(k)):
        return False
    start = noun_phrase(text, subject).start
    return start <= low + 1 or not text.has_finite(low, start)


def in_relative(text: Text, i: int) -> bool:
    """A finite verb or auxiliary of a relative clause."""
    token = text.doc[i]
    verb = token.head if token.dep_.startswith(("aux", "cop")) else token
    return bool(verb.dep_.startswith("acl") or verb.head.dep_.startswith("acl"))


def headline_like(text: Text, start: int, aside: Range) -> bool:
    """A clause without finite verb that still tells: "12 morts dans une frappe, dit l'armée"."""
    if region_at(text.doc, start) is Region.HEADLINE:
        return True
    numbers = any(text.pos[k] == "NUM" for k in range(start, aside[0]))
    ends = aside[1] >= len(text.doc) or text.doc[aside[1]].text in ".!?…" or text.doc[aside[1]].is_space
    return numbers and ends and aside[0] - start >= 4


def is_speaker_like(text: Text, subject: Phrase) -> bool:
    return (
        any(text.words[k] in text.lex.kinds for k in range(subject.start, subject.end)) or subject.root.pos_ == "PROPN"
    )


def widen(text: Text, aside: Range) -> Range:
    """An aside with the commas around it."""
    start, end = aside
    if start > 0 and text.texts[start - 1] in ",":
        start -= 1
    if end < len(text.doc) and text.texts[end] in ",.":
        end += 1
    return start, end


def cut(whole: Range, hole: Range) -> list[Range]:
    """A range without the hole in it."""
    parts = [(whole[0], min(whole[1], hole[0])), (max(whole[0], hole[1]), whole[1])]
    return [(s, e) for s, e in parts if e - s > 0 and e - s != 1]


def quote_ending(text: Text, at: int) -> int | None:
    """The quotation that ends right before a token, a comma between allowed."""
    back = at - 1
    while back >= 0 and (text.texts[back] in ",—–" or text.spaces[back]) and back > at - 4:
        if "\n" in text.texts[back]:
            return None
        back -= 1
    if back < 0:
        return None
    quote = text.quote_of[back]
    if quote is None or text.quotes[quote][1][-1][1] != back + 1:
        return None
    return quote


def partial_in_sentence(text: Text, start: int, low: int) -> bool:
    """A quotation that ends a sentence begun by the teller: 'Le pont « a sauté », dit le maire'."""
    head = [t for t in text.doc[text.sentence(start)[0] : start] if not t.is_punct and not t.is_space]
    return len(head) >= 1 and text.texts[start - 1] not in ":.!?—–-"


def following(text: Text, at: int, high: int) -> list[Range]:
    """The quotation goes on after the aside: '"Go," he said. "Now."', '"I love it," he said, but "it is old."'"""
    for k in range(at, high):
        quote = text.quote_of[k]
        if quote is not None and text.quotes[quote][1][0][0] == k:
            lead = text.texts[k - 1]
            if lead == "," or text.pos[k - 1] == "CCONJ":
                return list(text.quotes[quote][1])
            break
    k = at
    while k < len(text.doc) and k < at + 2 and text.texts[k] in ",.;:":
        k += 1
    if k < len(text.doc) and text.quote_of[k] is not None:
        ranges = text.quotes[text.quote_of[k] or 0][1]
        if ranges[0][0] == k and k - at <= 2:
            return list(ranges)
    return []


def clause_start(text: Text, low: int, end: int) -> int:
    """Where the clause before an aside begins: the sentence, or after a semicolon or a dateline's dash."""
    start = low
    for k in range(end - 1, low, -1):
        token = text.doc[k]
        if (token.text in ";:" and text.quote_of[k] is None) or (
            token.text in "—–-" and (token.whitespace_ and text.doc[k - 1].whitespace_)
        ):
            start = k + 1
            break
    return start


def goes_on_after(text: Text, at: int, high: int, start: int, end: int) -> bool:
    """What follows an aside belongs to what is said: "Les hommes, dit-il, sont partis"."""
    if at + 1 >= high or text.texts[at] != ",":
        return False
    nxt = at + 1
    if text.words[nxt] in text.lex.word("relative") or text.doc[nxt].morph.get("VerbForm", []) == ["Ger"]:
        return False
    if text.words[nxt] in text.lex.relays:
        stop = next((k for k in range(nxt, high) if text.texts[k] == ","), high)
        return stop + 1 < high and text.pos[stop + 1] == "CCONJ"
    quote = text.quote_of[nxt]
    if quote is not None and text.quotes[quote][1][0][0] == nxt:
        return True
    if not text.has_finite(start, end) or text.pos[start] == "SCONJ":
        return text.has_clause(nxt, high)
    return text.pos[nxt] == "CCONJ" and text.has_finite(nxt, high)


def draft(
    text: Text, source: Phrase | None, cue: Range, content: list[Range], form: Form, sense: VerbCue, frame: str
) -> Draft:
    """A draft with what its sense says."""
    return Draft(
        source=source,
        cue=cue,
        content=content,
        form=form,
        commitment=sense.commitment,
        rule=f"sources.{frame}",
        entry=sense.entry,
        frame=frame,
        claims=sense.claims,
        listener=listener_of(text, cue[1] - 1) if frame in ("aside", "clause", "quote", "colon", "about") else None,
        event_object=frame in ("passive",),
    )


FrameReader = Callable[[Text, int, Range, VerbCue], Draft | None]


@dataclass(frozen=True, slots=True)
class Frame:
    """A way to introduce what is said, and the names under which the lexicon allows it."""

    names: frozenset[str]
    read: FrameReader


FRAMES = (
    Frame(frozenset({"quote"}), colon_frame),
    Frame(frozenset({"aside"}), inverted_frame),
    Frame(frozenset({"infinitive"}), infinitive_frame),
    Frame(frozenset({"clause"}), clause_frame),
    Frame(frozenset({"whether"}), whether_frame),
    Frame(frozenset({"accuse"}), accuse_frame),
    Frame(frozenset({"quote"}), quote_after_frame),
    Frame(frozenset({"aside"}), aside_frame),
    Frame(frozenset({"about"}), tell_of_frame),
    Frame(frozenset({"clause"}), bare_frame),
    Frame(frozenset({"object"}), object_frame),
    Frame(frozenset({"about"}), about_frame),
    Frame(frozenset({"absolute"}), absolute_frame),
)
