"""What is said to be untrue by whoever utters the sentence: "Reports that the camp fell are fake.", "C'est faux.".

Two tell of such an event: those who spread it, and the teller who calls it false. "Contrary to messages on social
media, no attack took place" sets the messages against the words beside them.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Phrase

from recoupe.model import Factuality, Form, SourceKind
from recoupe.reading.sources_draft import Draft, Range
from recoupe.reading.sources_kinds import noun_kind
from recoupe.reading.sources_lexicon import PhraseCue
from recoupe.reading.sources_text import Text, nominal_from, noun_phrase

REFUTED, CONTRARY = "sources.refuted", "sources.contrary"
FEW = 6  # words of a sentence that does nothing but call the one before it false
FAR = 40  # tokens from a noun of saying to the words that call it false
SAYINGS = frozenset({SourceKind.DOCUMENT, SourceKind.SOCIAL_MEDIA, SourceKind.IMAGERY, SourceKind.ANONYMOUS})


def refuted_drafts(text: Text) -> Iterator[Draft]:
    """Both tellers of everything that is called untrue, and whoever is contradicted by the words beside."""
    for low, high in text.sentences:
        false = next(((k, e) for k in range(low, high) if (e := false_words(text, k, high)) is not None), None)
        if false is not None:
            yield from called_false(text, low, false)
    for i, word in enumerate(text.words):
        for cue in text.lex.contrary.get(word, ()):
            if tuple(text.words[i : i + len(cue.words)]) == cue.words:
                found = contradicted(text, i, cue)
                if found is not None:
                    yield found
                    break


def false_words(text: Text, i: int, high: int) -> int | None:
    """Where a phrase that calls something untrue ends: "baseless", "sans fondement"; None where none begins."""
    for words in text.lex.false:
        if tuple(text.words[i : i + len(words)]) == words and i + len(words) <= high:
            return i + len(words)
    return None


def called_false(text: Text, low: int, false: Range) -> Iterator[Draft]:
    """The saying that the predicate belongs to, with what it says; a sentence without one means the sentence before."""
    verb = next((k for k in range(false[0] - 1, low, -1) if text.pos[k] == "AUX" and text.is_finite(k)), None)
    if text.quote_of[low if verb is None else verb] != text.quote_of[low]:
        return
    spread = falsehood(text, low, false)
    if spread is not None:
        yield from spread
        return
    noun = saying_before(text, low, verb) if verb is not None else None
    content = said_by(text, noun, verb) if noun is not None and verb is not None else None
    if noun is not None and verb is not None and content is not None:
        teller = spread_by(text, noun, content[0])
        if teller is not None:
            yield asserted(teller, (noun.start, noun.end), content)
        yield refutation((verb, false[1]), content, answers=teller is not None)
        return
    number = text.sentence_of[low]
    words = [k for k in range(*text.sentence(low)) if any(c.isalpha() for c in text.texts[k])]
    if text.quote_of[low] is not None:
        return  # whose words they are, the quotation tells
    if number and len(words) <= FEW and (verb is None or takes_up(text, words)):
        start, end = text.sentences[number - 1]
        if "\n" not in text.texts[end - 1] and not any(text.texts[k] == ":" for k in range(*text.sentence(low))):
            yield refutation((words[0], false[1]), (start, end), answers=True)


def falsehood(text: Text, low: int, false: Range) -> list[Draft] | None:
    """ "Some outlets spread the falsehood that helicopters fired", "FAKE: post saying they shot two women"."""
    _, high = text.sentence(low)
    end = next((k for k in range(false[1], high) if text.texts[k] in ".;!?" or text.spaces[k]), high)
    if false[1] < end and text.words[false[1]] in text.lex.word("that") and text.pos[false[0]] == "NOUN":
        content = (false[1] + 1, end)
        teller = first_subject(text, low, false[0])
        spread = [] if teller is None else [asserted(teller, (false[0], false[1]), content)]
        return [*spread, refutation((false[1], false[1] + 1), content, answers=bool(spread))]
    labelled = false[1] < end and text.texts[false[1]] == ":" and not any(text.is_verb(k) for k in range(low, false[0]))
    noun = next((k for k in range(false[1], min(end, false[1] + 4)) if is_saying(text, k)), None) if labelled else None
    if noun is None:
        return None
    phrase = text.doc[noun_phrase(text, noun).start : noun + 1]
    content_of = said_by(text, phrase, end)
    if content_of is None:
        return None
    return [asserted(phrase, (phrase.start, phrase.end), content_of), refutation(false, content_of, answers=True)]


def first_subject(text: Text, low: int, end: int) -> Phrase | None:
    """The subject of the verb by which somebody spreads a falsehood."""
    head = next((k for k in range(low, end) if text.dep[k] in ("nsubj", "nsubj:pass")), None)
    return noun_phrase(text, head) if head is not None else None


def asserted(teller: Phrase, cue: Range, content: Range) -> Draft:
    """What somebody spreads, and others refute."""
    return Draft(teller, cue, [content], Form.NOMINAL, Factuality.CERTAIN, REFUTED, "", "refuted")


def refutation(cue: Range, content: Range, answers: bool) -> Draft:
    """Nobody is named: whoever utters the words denies what they are about, be it told by others (`answers`)."""
    denial = Draft(None, cue, [content], Form.INDIRECT, Factuality.CERTAIN_NOT, REFUTED, "", "agentless")
    denial.event_object = answers
    return denial


def takes_up(text: Text, words: list[int]) -> bool:
    """ "C'est faux.", "This is a lie.", "These reports are false.": the subject stands for what was told before."""
    first = words[0]
    noun = next((k for k in words if text.pos[k] == "NOUN"), None)
    saying = noun is not None and is_saying(text, noun)
    return saying or text.pos[first] == "PRON" or text.words[first] in text.lex.word("deictic")


def is_saying(text: Text, noun: int) -> bool:
    """A noun for what somebody says: "rumour", "information", "accusation"."""
    word = text.words[noun]
    kind = text.lex.kinds.get(word)
    assertions = text.lex.set("assertions")
    return word in assertions or word.rstrip("s") in assertions or (kind is not None and kind.kind in SAYINGS)


def saying_before(text: Text, low: int, verb: int) -> Phrase | None:
    """The first noun of saying of the sentence, before the verb that calls it false."""
    start = max(low, verb - FAR)
    noun = next((k for k in range(start, verb) if text.pos[k] in ("NOUN", "PROPN") and is_saying(text, k)), None)
    if noun is None or any(text.texts[k] == ";" for k in range(noun, verb)):
        return None
    phrase = noun_phrase(text, noun)
    if phrase.start > low and text.pos[phrase.start - 1] == "ADP":
        return None  # "acting on information …": no subject of what is false
    firsts = {words[0] for words in text.lex.about}
    stop = (k for k in range(noun + 1, phrase.end) if text.words[k] in text.lex.word("of") or text.words[k] in firsts)
    start = next((k + 1 for k in range(noun - 1, phrase.start, -1) if text.texts[k][-1] == "."), phrase.start)
    return text.doc[start : next(stop, phrase.end)]


def spread_by(text: Text, noun: Phrase, content: int) -> Phrase | None:
    """Who says what is refuted: "les informations relayées par une page"; else the saying itself, where it can tell.

    Reports and messages tell; an accusation of nobody in particular does not.
    """
    by = next((k for k in range(noun.start, content) if text.words[k] in text.lex.word("by")), None)
    head = nominal_from(text, by + 1, content) if by is not None else None
    if head is not None:
        return noun_phrase(text, head)
    owner = noun.end + 1 if text.words[noun.end] in text.lex.word("of") and noun.end + 1 < content else None
    head = nominal_from(text, owner, content) if owner is not None else None
    if head is not None and noun_kind(text, noun_phrase(text, head)) is not None:
        return noun_phrase(text, head)
    kind = noun_kind(text, noun)
    return noun if kind is not None and kind.kind in SAYINGS else None


def said_by(text: Text, noun: Phrase, verb: int) -> Range | None:
    """What a noun of saying says: "that …", "selon lesquelles …", "of …"."""
    for k in range(noun.end, verb - 1):
        if text.words[k] in text.lex.word("that") and text.pos[k] in ("SCONJ", "PRON", "DET"):
            return (k + 1, verb) if text.has_finite(k + 1, verb) else None
        if text.words[k] in text.lex.according and text.words[k + 1] in text.lex.word("relative"):
            return (k + 2, verb)
        about = next((words for words in text.lex.about if tuple(text.words[k : k + len(words)]) == words), None)
        if about is not None:
            return (k + len(about), verb)
        if k == noun.end and text.words[k] in text.lex.word("of") and not text.has_relative(k, verb):
            return (k + 1, verb)
        if text.is_finite(k):
            return None
    return None


def contradicted(text: Text, i: int, cue: PhraseCue) -> Draft | None:
    """ "Contrairement à ce qu'affirme la radio, le pont tient.": the radio says the opposite of the sentence."""
    low, high = text.sentence(i)
    after = i + len(cue.words)
    at = after + 1 if after < high and text.words[after] in text.lex.verbs and text.is_verb(after) else after
    head = nominal_from(text, at, high)
    source = noun_phrase(text, head) if head is not None else None
    kind = noun_kind(text, source) if source is not None else None
    if source is None or kind is None or (cue.needs == "evidence" and kind.kind not in SAYINGS):
        return None
    comma = next((k for k in range(source.end, high) if text.texts[k] == ","), None)
    before = any(text.texts[k].isalpha() for k in range(low, i))
    content = (low, i) if before else (comma + 1, high) if comma is not None else None
    if content is None:
        return None
    found = Draft(
        source, (i, after), [content], Form.ACCORDING_TO, Factuality.CERTAIN_NOT, CONTRARY, cue.entry, "contrary"
    )
    found.event_object = True
    return found
