"""What the sources stage sees of a Doc: folded words, sentences, quotations, noun phrases and verb groups.

The parses are those of small models: a question is asked of the word order first where that is safe, and of the tree
where it is not.
"""

from __future__ import annotations

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe.model import Region
from recoupe.reading.layers import TIMES, region_at
from recoupe.reading.quotations import Quotation, quotations
from recoupe.reading.sources_lexicon import SourceLexicon, fold

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
BEFORE_NOUN = frozenset({"DET", "ADJ", "NUM", "PROPN", "NOUN"})
QUOTES = frozenset('«»“”„"‘’')
STOPS = frozenset(',;:()[]—–«»“”"…!?')
TERMINAL = frozenset(".!?…")
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "expl:subj", "nsubj:outer", "csubj"})
NOUN_DEPENDENTS = frozenset({"nmod", "amod", "flat", "compound", "appos", "nummod", "det", "case", "acl", "fixed"})


class Text:
    """A Doc with what every rule asks of it, worked out once."""

    def __init__(self, doc: Doc, lex: SourceLexicon) -> None:
        self.doc = doc
        self.lex = lex
        self.texts = [token.text for token in doc]
        self.words = [fold(word) for word in self.texts]
        self.spaces = [word.isspace() for word in self.texts]
        self.pos = [token.pos_ for token in doc]
        self.dep = [token.dep_ for token in doc]
        self.finite = [finite(token) for token in doc]
        self.times = {i: t.phrase for t in TIMES.of(doc) for i in range(t.phrase.start, t.phrase.end)}
        self.mend_auxiliaries()
        self.sentences = sentences(doc)
        self.sentence_of = [0] * len(doc)
        for number, (start, end) in enumerate(self.sentences):
            self.sentence_of[start:end] = [number] * (end - start)
        self.quotes: list[tuple[Quotation, tuple[tuple[int, int], ...]]] = []
        self.quote_of: list[int | None] = [None] * len(doc)
        self.first_speeches: dict[int, int | None] = {}  # by conjunction, as sources_coordination finds them
        self.place_quotes()

    def mend_auxiliaries(self) -> None:
        """An auxiliary that the tagger took for something else: "le gouverneur a imputé", "have so far said"."""
        auxiliaries = self.lex.word("auxiliaries")
        for i, dependency in enumerate(self.dep):
            if dependency.startswith("aux") and self.pos[i] == "VERB":
                self.pos[i] = "AUX"
        for i, word in enumerate(self.words[:-1]):
            if self.pos[i] != "ADP" or word not in auxiliaries or self.texts[i] != word:
                continue
            after = i + 2 if self.pos[i + 1] == "ADV" and i + 2 < len(self.words) else i + 1
            if self.pos[after] in ("VERB", "AUX", "ADJ") or self.words[after] in self.lex.verbs:
                self.pos[i] = "AUX"
                self.finite[i] = True

    def place_quotes(self) -> None:
        """The quotations as token ranges; of nested ones only the outermost."""
        for quotation in quotations(self.doc.text):
            if quotation.depth:
                continue
            ranges = tuple((p.start, p.end) for p in quotation.phrases(self.doc))
            if not ranges:
                continue
            for start, end in ranges:
                self.quote_of[start:end] = [len(self.quotes)] * (end - start)
            self.quotes.append((quotation, ranges))

    def sentence(self, i: int) -> tuple[int, int]:
        """The token range of the sentence that holds token i."""
        return self.sentences[self.sentence_of[i]]

    def is_verb(self, i: int) -> bool:
        return self.pos[i] in ("VERB", "AUX")

    def is_finite(self, i: int) -> bool:
        """A finite verb or auxiliary."""
        return self.finite[i]

    def has_finite(self, start: int, end: int) -> bool:
        return any(self.is_finite(i) for i in range(start, end))

    def has_clause(self, start: int, end: int) -> bool:
        """Words that make a statement: a finite verb, or a subject, or an auxiliary whatever its tag."""
        if self.has_finite(start, end):
            return True
        auxiliaries = self.lex.word("auxiliaries")
        return any(self.words[i] in auxiliaries or self.dep[i] in ("nsubj", "nsubj:pass") for i in range(start, end))

    def has_relative(self, start: int, end: int) -> bool:
        """ "selon lesquelles", "according to which": what is said comes later."""
        relative = self.lex.word("relative")
        return any(self.words[i] in self.lex.according and self.words[i + 1] in relative for i in range(start, end - 1))

    def closes_quote(self, i: int) -> bool:
        """The token is the last of a quotation, or of a paragraph of one."""
        quote = self.quote_of[i]
        return quote is not None and any(end == i + 1 for _, end in self.quotes[quote][1])

    def break_at(self, i: int) -> bool:
        """Punctuation that ends a clause or phrase."""
        return self.texts[i] in STOPS or self.texts[i][0] == "\n" or self.spaces[i]

    def phrase(self, start: int, end: int) -> Phrase | None:
        """A slice without the spaces and stray commas at its ends."""
        while start < end and (self.spaces[start] or self.texts[start] in ",;:)]"):
            start += 1
        while end > start and (self.spaces[end - 1] or self.texts[end - 1] in ",;:(["):
            end -= 1
        return self.doc[start:end] if end > start else None


def finite(token: Token) -> bool:
    """A finite verb or auxiliary, by its tags."""
    if token.pos_ not in ("VERB", "AUX"):
        return False
    form = token.morph.get("VerbForm", [])
    return not form or form[0] == "Fin"


def sentences(doc: Doc) -> list[tuple[int, int]]:
    """Sentence ranges: the parser's, but broken at every new line, and only after a closing mark.

    A small parser breaks "Santé | Sans Distance confirmed" in the middle of a name.
    """
    starts = [0]
    for i in range(1, len(doc)):
        before = doc[i - 1]
        told = doc[i].sent_start == 1 and ends_sentence(doc, i)
        if "\n" in before.text or told or after_closing_mark(doc, i):
            starts.append(i)
    return [(s, e) for s, e in zip(starts, [*starts[1:], len(doc)], strict=True) if e > s]


def after_closing_mark(doc: Doc, i: int) -> bool:
    """The parser began a sentence with the closing mark of the one before: '… le mort. | " Le rescapé dit'."""
    if i < 2 or doc[i - 1].text not in ('"', "»", "”") or doc[i - 1].sent_start != 1:
        return False
    return doc[i - 2].text[-1] in TERMINAL and doc[i].text[:1].isupper() and not doc[i].is_space


def ends_sentence(doc: Doc, i: int) -> bool:
    """Whether a sentence may end before token i: after a full stop, with its closing marks."""
    at = i - 1
    if doc[i].text in "»”)" or (doc[i].text == '"' and not doc[i - 1].whitespace_):
        return False
    while at >= 0 and (doc[at].text in QUOTES or doc[at].is_space or doc[at].text == ")"):
        at -= 1
    return at >= 0 and doc[at].text[-1] in TERMINAL


def subtree_range(token: Token) -> set[int]:
    return {t.i for t in token.subtree}


def noun_phrase(text: Text, head: int, limit: tuple[int, int] | None = None) -> Phrase:
    """The noun phrase around a nominal token, without relative clauses and appositions.

    "un officier en poste à Sévaré, sous couvert d'anonymat" gives "un officier en poste à Sévaré".
    """
    low, high = limit or text.sentence(head)
    return text.doc[left_edge(text, head, low) : right_edge(text, head, high)]


def left_edge(text: Text, head: int, low: int) -> int:
    """Where the noun phrase begins: articles, numerals, adjectives and first names before the head."""
    at = head
    while at > low:
        before = text.doc[at - 1]
        if text.words[at - 1] in text.lex.set("focus"):  # "Even the agency admits": no part of its name
            break
        article = at < head and text.pos[at] == "DET" and text.words[at] in text.lex.set("articles")
        if article and before.pos_ != "DET" and text.words[at - 1] not in text.lex.set("partitive"):
            break
        if at < head and text.pos[at] == "NUM" and before.pos_ in ("PROPN", "NOUN"):
            break
        named = before.pos_ == "PROPN" or (before.pos_ in ("ADP", "X", "VERB") and at - 1 > low)
        name = before.text[:1].isupper() and text.texts[at][:1].isupper()
        if named and name and not (before.pos_ == "ADP" and text.words[at - 1] in text.lex.word("to")):
            at -= 1
            continue
        if at - 2 >= low and before.pos_ in ("VERB", "AUX", "ADP") and carries_on(text, at - 1):
            at -= 2
            continue
        if before.pos_ in BEFORE_NOUN or (before.text == "-" and not before.whitespace_ and at - 1 > low):
            inside = (before.head.i >= at - 1 and before.head.i <= head) or text.doc[head].is_ancestor(before)
            if before.pos_ == "NOUN" and not inside:
                break
            if before.pos_ in ("PROPN", "NUM", "ADJ") and not inside and before.dep_ in ("nsubj", "obj", "obl", "ROOT"):
                break
            at -= 1
            continue
        if before.head.i <= head and is_modifier(text, at - 1):
            at -= 1
            continue
        if before.pos_ == "ADP" and text.words[at - 1] in text.lex.word("of"):
            break
        if before.pos_ in ("ADV", "ADP", "PRON", "SYM", "PART") and text.words[at - 1] not in text.lex.word("relative"):
            if text.doc[head].is_ancestor(before) and before.dep_ in ("advmod", "det", "nmod:poss", "obl"):
                at -= 1
                continue
            if before.pos_ == "PRON" and before.dep_ == "nmod:poss":
                at -= 1
                continue
            if text.words[at - 1] in text.lex.set("articles") and before.pos_ != "ADP":
                at -= 1
                continue
        if text.words[at - 1] in text.lex.set("owner") and at - 2 >= low:
            at = left_edge(text, at - 2, low)
            continue
        break
    at = partitive_edge(text, at, low)
    titles = text.lex.set("titles")
    while at > low and text.pos[head] == "PROPN":
        if text.words[at - 1] in titles and text.pos[at - 1] not in ("VERB", "AUX", "DET"):
            at -= 1
        elif text.texts[at - 1] == "." and at - 1 > low and text.words[at - 2] + "." in titles:
            at -= 2
        else:
            break
    return at


def is_modifier(text: Text, i: int) -> bool:
    """A verb form that only describes the noun after it: "the | attacking | group"."""
    token = text.doc[i]
    modifies = token.dep_ in ("compound", "amod") and i < token.head.i
    return token.pos_ == "VERB" and modifies and token.morph.get("VerbForm", []) == ["Ger"]


def partitive_edge(text: Text, at: int, low: int) -> int:
    """ "un | des porte-parole", "one of | the residents", "deux de | ses chauffeurs": the part before the whole."""
    if at - 1 > low and text.words[at - 1] in text.lex.word("of") and text.words[at - 2] in text.lex.set("partitive"):
        at -= 2
        if at > low and text.words[at - 1] in text.lex.set("articles"):
            at -= 1
    elif at > low and text.words[at] in text.lex.word("of") and text.words[at - 1] in text.lex.set("partitive"):
        at -= 1
    return at


def right_edge(text: Text, head: int, high: int) -> int:
    """Where the noun phrase ends: complements, place, adjectives; not clauses, not what stands after a comma."""
    inside = subtree_range(text.doc[head])
    at = head + 1
    while at < high and not stops_phrase(text, at, head):
        if at not in inside and not adjoins(text, at):
            break
        at += 1
    while (
        at - 1 > head
        and (text.pos[at - 1] in ("ADP", "CCONJ", "DET", "ADV", "SCONJ") or belongs_on(text, at - 1, high))
        and text.words[at - 1] not in text.lex.set("owner")
        and not completes(text, at - 1, head)
    ):
        at -= 1
    return at


def completes(text: Text, i: int, head: int) -> bool:
    """The adverb of a participle: "a statement posted | online"."""
    before = text.doc[i - 1]
    return (
        text.pos[i] == "ADV"
        and i - 1 > head
        and text.doc[i].head.i == i - 1
        and before.dep_ == "acl"
        and before.morph.get("VerbForm", []) == ["Part"]
    )


def belongs_on(text: Text, i: int, high: int) -> bool:
    """An adjective of the word of time after it, where the phrase ended: "a report released | last year"."""
    return text.pos[i] == "ADJ" and i + 1 < high and text.doc[i].head.i == i + 1 and is_time(text, i + 1)


def stops_phrase(text: Text, i: int, head: int) -> bool:
    """A token that ends a noun phrase wherever the parser hung it."""
    token = text.doc[i]
    if token.text in STOPS or token.is_space:
        return True
    if i - 1 >= head and carries_on(text, i):
        return False
    if token.text == "." and text.words[i - 1] not in text.lex.set("titles") and len(text.texts[i - 1]) > 2:
        return True
    if text.words[i] in text.lex.word("relative") and token.pos_ in ("PRON", "SCONJ", "DET"):
        return True
    if text.words[i] in text.lex.word("that") or (token.pos_ == "SCONJ"):
        return True
    if is_time(text, i) and text.pos[i] != "ADP":
        return True
    if token.pos_ in ("VERB", "AUX") and text.is_finite(i):
        return True
    new = text.words[i] in text.lex.set("articles") and token.pos_ == "DET" and i > head
    if new and text.pos[i - 1] in ("NOUN", "PROPN", "ADJ", "NUM"):
        return True
    if token.pos_ == "CCONJ" and not joins_nominals(text, i, head):
        return True
    if token.pos_ == "VERB" and token.morph.get("VerbForm", []) not in (["Part"], []) and not is_modifier(text, i):
        return True
    return token.pos_ == "ADP" and i + 1 < len(text.doc) and (is_time(text, i + 1) or is_inf(text.doc[i + 1]))


def carries_on(text: Text, i: int) -> bool:
    """The second part of a name, whatever the tagger made of it: "Sahel Dépêches" in an English text."""
    if not text.texts[i][:1].isupper() or text.words[i] in text.lex.verbs or region_at(text.doc, i) is Region.HEADLINE:
        return False
    if text.pos[i] in ("DET", "PRON", "CCONJ", "SCONJ"):
        return False
    return text.pos[i - 1] == "PROPN" and text.texts[i - 1][:1].isupper()


def is_inf(token: Token) -> bool:
    return token.morph.get("VerbForm", []) == ["Inf"]


def joins_nominals(text: Text, i: int, head: int) -> bool:
    """ "sources sécuritaire et locale", "du Nord et de l'Est", "the mayor and two aides": not a second clause."""
    conjunct = text.doc[i].head
    return conjunct.i > i and conjunct.pos_ in ("ADJ", "NOUN", "PROPN") and text.doc[head].is_ancestor(conjunct)


def adjoins(text: Text, i: int) -> bool:
    """A name goes on although the parser cut it: "Rijal al-Nahrein", "Santé Sans Distance"."""
    token, before = text.doc[i], text.doc[i - 1]
    if carries_on(text, i):
        return True
    if token.text[:1].isupper() and (before.pos_ == "PROPN" or (token.pos_ == "PROPN" and before.pos_ == "NOUN")):
        return True
    if (token.text == "-" or text.words[i] in text.lex.set("owner")) and not before.whitespace_:
        return True
    if before.text == "-" and not before.whitespace_:
        return True
    joiners = tuple(p for p in text.lex.set("particles") if p.endswith("-") and len(p) > 1)
    return before.pos_ == "PROPN" and (
        text.words[i] in text.lex.set("inner_particles") or text.words[i].startswith(joiners)
    )


def is_time(text: Text, i: int) -> bool:
    """A word of time, which follows a verb of saying but is not its subject: "a annoncé mercredi l'état-major"."""
    times = text.lex.set("time")
    return text.words[i] in times or text.words[i].rstrip("s") in times


def appositions(text: Text, phrase: Phrase) -> list[Phrase]:
    """Noun phrases set off by commas right after a phrase: "Son coordinateur, Per Lindqvist, …"."""
    found: list[Phrase] = []
    _, high = text.sentence(phrase.start)
    at = phrase.end
    while at + 1 < high and text.texts[at] == "," and len(found) < 2:
        head = nominal_from(text, at + 1, high)
        if head is None:
            break
        apposed = noun_phrase(text, head)
        if apposed.end >= high or text.texts[apposed.end] not in ',.;:)»”"' or apposed.start > at + 1:
            break
        found.append(apposed)
        at = apposed.end
    return found


def is_name(text: Text, i: int) -> bool:
    """A capital inside a sentence, whatever the tagger made of it: "said O'Neill"."""
    if not text.texts[i][:1].isupper() or text.pos[i] in ("DET", "ADP", "PRON", "AUX", "SCONJ", "CCONJ"):
        return False
    return i > text.sentence(i)[0] or text.pos[i] in ("X", "INTJ", "ADV")


def nominal_from(text: Text, start: int, high: int) -> int | None:
    """The head of the noun phrase that begins at a token; None where something else begins there."""
    at = start
    while at < high and at < start + 8:
        token = text.doc[at]
        if token.is_space and "\n" not in token.text:
            at += 1
            continue
        if token.text in STOPS or token.is_space:
            return None
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "NUM") and is_name(text, at):
            return at
        if token.pos_ in ("NOUN", "PROPN", "PRON") and not (
            token.pos_ == "PRON" and token.dep_ in ("nmod:poss", "expl:pv")
        ):
            return phrase_head(text, at, high)
        if token.pos_ == "NUM" and (at + 1 >= high or text.pos[at + 1] not in ("NOUN", "PROPN", "ADJ", "NUM")):
            return at
        if token.pos_ in ("DET", "ADJ", "NUM") or text.words[at] in text.lex.set("articles"):
            if token.pos_ == "ADJ" and at + 1 < high and text.pos[at + 1] in ("ADP", "PUNCT", "CCONJ"):
                return at
            at += 1
            continue
        first_name = at + 1 < high and token.text[:1].isupper() and text.pos[at + 1] == "PROPN"
        if token.pos_ == "ADP" and first_name and at > text.sentence(at)[0] and text.texts[at - 1] == ",":
            at += 1
            continue
        if text.words[at] in text.lex.set("partitive"):
            return at
        if text.words[at] in text.lex.kinds and token.pos_ != "ADP":
            return at
        if token.pos_ in ("ADV", "SYM", "X") and at + 1 < high:
            at += 1
            continue
        return None
    return None


def phrase_head(text: Text, at: int, high: int) -> int:
    """The noun that heads a run of nouns: the last of English compounds, the first of names."""
    token = text.doc[at]
    while token.dep_ in ("compound", "nmod:poss", "amod", "nummod", "nmod:desc") and token.i < token.head.i < min(
        high, at + 8
    ):
        if any(text.texts[k] in STOPS for k in range(token.i, token.head.i)):
            break
        token = token.head
    return token.i
