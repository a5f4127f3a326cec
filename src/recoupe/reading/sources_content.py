"""How far it reaches what is said: clauses, noun phrases, quotations and what follows an aside."""

from __future__ import annotations

from recoupe.model import Region
from recoupe.reading.layers import region_at
from recoupe.reading.sources_coordination import first_speech
from recoupe.reading.sources_draft import CLOSERS, Range
from recoupe.reading.sources_kinds import is_known_speaker
from recoupe.reading.sources_subjects import own_subject
from recoupe.reading.sources_text import Text, is_time, nominal_from, noun_phrase

LONGEST = 400  # tokens of a clause of reported speech: longer sentences are tables or lists without full stops


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
        if text.is_finite(at) or (token.pos_ == "VERB" and text.words[at] in text.lex.verbs):
            return None  # "said nine had died and that …": the clause began without it
    return None


def pronoun_that(text: Text, verb: int, at: int) -> bool:
    """The English "that" that stands for something, not before a clause: "denied that.", "the toll that we gave"."""
    token = text.doc[at]
    if token.pos_ not in ("DET", "PRON") or token.dep_ == "mark" or text.lex.word("reflexive"):
        return False
    begins = at + 1 < len(text.doc) and text.pos[at + 1] in ("DET", "NUM", "PRON", "PROPN", "NOUN", "ADJ")
    clause = token.dep_ == "obj" and token.head.i > at and begins
    return not (clause and (at == verb + 1 or any(s.tells for s in text.lex.verbs.get(text.words[verb], ()))))


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


def content_end(text: Text, start: int, high: int, verb: int) -> int:
    """Where reported speech ends: at the end of the sentence, unless the teller takes the floor again."""
    at = start + 1
    high = min(high, start + LONGEST, main_verb_after(text, start, verb) or high)
    while at < high:
        left_quote = text.quote_of[start] is not None and text.quote_of[at] is None
        if left_quote and text.quote_of[verb] != text.quote_of[start]:
            return at
        if ends_content(text, at, verb, start) or another_speaks(text, at, verb, start):
            return at
        at += 1
    while at > start + 1 and text.texts[at - 1] in ".;!?…":
        at -= 1
    return at


def main_verb_after(text: Text, start: int, verb: int) -> int | None:
    """ "Posts that said a student had died | were an invention": the main verb, whose subject the posts are."""
    noun = text.doc[verb].head
    if not text.dep[verb].startswith("acl") or noun.i > verb or text.dep[noun.i] not in ("nsubj", "nsubj:pass"):
        return None
    main = noun.head
    group = [main.i, *(child.i for child in main.children if child.dep_.startswith(("aux", "cop")))]
    after = [k for k in group if k > start]
    return min(after) if after and main.i > start else None


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


def another_speaks(text: Text, at: int, verb: int, start: int) -> bool:
    """ "The army says a lorry was hit, | rebels deny it", "…, while the mayor spoke of six": words of their own."""
    first = after_joint(text, at)
    if first is None or text.quote_of[at] != text.quote_of[verb]:
        return False
    if not text.has_finite(start, at) and region_at(text.doc, at) is not Region.HEADLINE:
        return False
    _, high = text.sentence(at)
    head = nominal_from(text, first, high)
    if head is None or is_time(text, head) or text.words[first] in text.lex.word("relative"):
        return False
    speaker = noun_phrase(text, head)
    second = speaker.end
    while second < min(high, speaker.end + 4) and text.pos[second] in ("AUX", "ADV", "PRON"):
        second += 1
    if second >= high or text.pos[second] != "VERB" or not text.has_finite(speaker.end, second + 1):
        return False
    says = any(not sense.weak for sense in text.lex.verbs.get(text.words[second], ()))
    return says and is_known_speaker(text, speaker)


def after_joint(text: Text, at: int) -> int | None:
    """Where a clause that is joined by a comma, a conjunction or a word of contrast begins; None for other words."""
    first = at + 1 if text.texts[at] == "," or text.pos[at] == "CCONJ" else at
    if text.texts[at] == "," and first < len(text.doc) and text.pos[first] == "CCONJ":
        first += 1
    contrast = next((c for c in text.lex.contrasts if tuple(text.words[first : first + len(c)]) == c), ())
    first += len(contrast)
    return first if first > at and first < len(text.doc) else None


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
    joint = at + 1 if text.texts[at] == "," else at
    if first_speech(text, joint) == verb:
        return True
    conj = text.doc[at].head
    return bool(
        text.doc[at].pos_ == "CCONJ"
        and conj.i > at
        and conj.dep_ == "conj"
        and conj.head.i == verb
        and conj.pos_ in ("VERB", "AUX")
    )


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


def after_insertion(text: Text, at: int, high: int) -> int:
    """ "a menacé, dans une note vocale diffusée dimanche, de …": past what stands between commas."""
    if at >= high or text.texts[at] != ",":
        return at
    stop = next((k for k in range(at + 1, min(high, at + 14)) if text.texts[k] == ","), None)
    if stop is None or text.has_finite(at + 1, stop) or any(text.texts[k] in ".;:!?" for k in range(at, stop)):
        return at
    return stop + 1


def after_manner(text: Text, at: int, high: int) -> int:
    """ "parle, | pour sa part, | de neuf morts": past the words that only set one speaker against another."""
    begin = at + 1 if at < high and text.texts[at] == "," else at
    for words in text.lex.turns:
        end = begin + len(words)
        if end < high and tuple(text.words[begin:end]) == words:
            return end + 1 if text.texts[end] == "," else end
    return at


def after_inserted_time(text: Text, at: int, high: int) -> int:
    """ "avait revendiqué, samedi, l'attaque": past the time between commas."""
    if at + 2 >= high or text.texts[at] != ",":
        return at
    stop = next((k for k in range(at + 1, min(high, at + 6)) if text.texts[k] == ","), None)
    if stop is None or not any(is_time(text, k) for k in range(at + 1, stop)):
        return at
    return stop + 1


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


def partial(text: Text, quoted: Range) -> bool:
    """A quotation that is only a part of its sentence: no verb of its own, no full stop inside."""
    start, end = quoted
    return not text.has_finite(start, end) and text.texts[max(start, end - 2)][-1:] not in ".!?…"


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
