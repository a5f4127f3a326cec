"""Attributions by a fixed phrase or a noun: "selon deux témoins", "reportedly", "l'annonce par l'armée de"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span as Phrase

from recoupe.model import Factuality, Form, SourceKind
from recoupe.reading.sources_content import clause_start, object_end, quote_ending
from recoupe.reading.sources_draft import Draft, Range
from recoupe.reading.sources_kinds import head_of, is_known_speaker
from recoupe.reading.sources_lexicon import NounCue, PhraseCue, Relay
from recoupe.reading.sources_subjects import before_appositions, is_mute, subject_before
from recoupe.reading.sources_text import Text, is_time, nominal_from, noun_phrase

INNER = 2  # words of a fixed phrase before a time may stand in it: "a-t-on appris"
FIGURE = 6  # tokens of a figure and what it counts: "deux blessés"
EVIDENCE = frozenset({SourceKind.IMAGERY, SourceKind.DOCUMENT})


def phrase_drafts(text: Text) -> Iterator[Draft]:
    """Every attribution by a fixed phrase or a noun of saying."""
    for i, word in enumerate(text.words):
        for cue in text.lex.according.get(word, ()):
            after = end_of(text, i, cue.words)
            if after is not None:
                found = according(text, i, after, cue)
                if found is not None:
                    yield found
                    break
        for cue in text.lex.agentless.get(word, ()):
            if stands(text, i, cue.words):
                found = agentless(text, i, cue)
                if found is not None:
                    yield found
                    break
        for cue in text.lex.reported.get(word, ()):
            if stands(text, i, cue.words):
                found = quoted_as_saying(text, i, cue)
                if found is not None:
                    yield found
                    break
        for cue in text.lex.forwarded.get(word, ()):
            if stands(text, i, cue.words):
                found = forwarded(text, i, cue)
                if found is not None:
                    yield found
                    break
        for noun in text.lex.nouns.get(word, ()):
            if text.pos[i] in ("NOUN", "PROPN") or (i and text.pos[i - 1] == "DET"):
                found = nominal(text, i, noun)
                if found is not None:
                    yield found
                    break


def quoted_as_saying(text: Text, i: int, cue: PhraseCue) -> Draft | None:
    """'"We stay," its commander was quoted as saying by the radio': the radio passes on what he says."""
    low, high = text.sentence(i)
    medium = nominal_from(text, i + len(cue.words), high)
    source = subject_before(text, (i, i + len(cue.words)))
    if source is None or medium is None:
        return None
    source = before_appositions(text, source, (i, i + len(cue.words))) or source
    quote = quote_ending(text, source.start)
    content = list(text.quotes[quote][1]) if quote is not None else [(low, source.start)]
    form = Form.DIRECT if quote is not None else Form.INDIRECT
    found = Draft(
        source, (i, i + len(cue.words)), content, form, cue.commitment, "sources.quoted_as", cue.entry, "quoted"
    )
    found.via = [noun_phrase(text, medium)]
    return found


def forwarded(text: Text, i: int, cue: PhraseCue) -> Draft | None:
    """ "Transféré de @Alerte : …", "Forwarded from @Alert" over a post: the paragraph is told by whom it names."""
    if not opens_line(text, i):
        return None
    after = i + len(cue.words)
    end = post_author(text, after, len(cue.words) == 1)
    content = post_after(text, end) if end is not None else []
    if not content:
        return None
    name = text.doc[after:end]
    return Draft(name, (i, after), content, Form.DIRECT, cue.commitment, "sources.forwarded", cue.entry, "forwarded")


def post_author(text: Text, start: int, handle: bool) -> int | None:
    """Where the name of a post's author ends: after a handle, else at the colon or the end of the line."""
    if start >= len(text.doc):
        return None
    if text.texts[start].startswith("@") or handle:
        return start + 1 if text.texts[start].startswith("@") else None
    for end in range(start, min(start + 6, len(text.doc))):
        if text.texts[end] == ":" or "\n" in text.texts[end]:
            return end if end > start and text.texts[start][0].isupper() else None
        if text.break_at(end):
            return None
    return None


def opens_line(text: Text, i: int) -> bool:
    """Nothing but signs stands before a token on its line."""
    at = i - 1
    while at >= 0 and "\n" not in text.texts[at]:
        if any(c.isalnum() for c in text.texts[at]):
            return False
        at -= 1
    return True


def post_after(text: Text, at: int) -> list[Range]:
    """A forwarded post: the quotation after a colon, else the rest of the paragraph, which may begin on a new line."""
    while at < len(text.doc) and (text.spaces[at] or text.texts[at] in ":—–-"):
        at += 1
    quote = text.quote_of[at] if at < len(text.doc) else None
    if quote is not None and text.quotes[quote][1][0][0] == at:
        return list(text.quotes[quote][1])
    end = next((k for k in range(at, len(text.doc)) if text.texts[k].count("\n") > 1), len(text.doc))
    return [(at, end)] if end > at else []


def stands(text: Text, i: int, words: tuple[str, ...]) -> bool:
    """The words stand there, one after the other."""
    return tuple(text.words[i : i + len(words)]) == words


def end_of(text: Text, i: int, words: tuple[str, ...]) -> int | None:
    """Where a fixed phrase ends, a time within it passed over: "a-t-on appris | jeudi | de"."""
    at = i
    for number, word in enumerate(words):
        while number > INNER and at < len(text.doc) and at in text.times:
            at += 1
        if at >= len(text.doc) or text.words[at] != word:
            return None
        at += 1
    return at


def according(text: Text, i: int, after: int, cue: PhraseCue) -> Draft | None:
    """ "Selon le maire, six maisons ont brûlé.", "…, according to two drivers." """
    low, high = text.sentence(i)
    begin = i + 1 if cue.keeps_last else after
    head = nominal_from(text, begin, high)
    if head is None or is_time(text, head):
        return None
    source = noun_phrase(text, head)
    if not cue.keeps_last and text.words[after - 1] in text.lex.set("indefinite") and len(cue.words) > 1:
        source = text.doc[after - 1 : source.end]
    if cue.keeps_last:
        source = text.doc[begin : max(source.end, after)]
    if text.words[source.start] in text.lex.word("first_person") or text.words[source.start] in text.lex.word(
        "relative"
    ):
        return None
    if cue.keeps_last and i > low and text.pos[i - 1] == "NOUN" and text.texts[i - 1].islower():
        return None
    if not admissible(text, source, cue):
        return None
    content = according_content(text, i, source, low, high)
    if not content:
        return None
    return Draft(
        source, (i, after), content, Form.ACCORDING_TO, cue.commitment, "sources.according_to", cue.entry, "according"
    )


def admissible(text: Text, source: Phrase, cue: PhraseCue) -> bool:
    """Only the noun tells a source from a basis: "selon deux témoins", "selon un accord"."""
    if is_mute(text, head_of(text, source)):
        return False
    if cue.needs == "evidence":
        return any(k is not None and k.kind in EVIDENCE for k in (text.lex.kinds.get(text.words[t.i]) for t in source))
    if cue.needs == "speaker":
        return is_known_speaker(text, source)
    return True


def according_content(text: Text, i: int, source: Phrase, low: int, high: int) -> list[Range]:
    """What lies inside the content of an according-to phrase: its sentence, or the clause it closes."""
    inside = text.quote_of[i]
    if inside is not None:
        start, close = next((r for r in text.quotes[inside][1] if r[0] <= i < r[1]), (low, high))
        low, high = max(low, start), max(min(high, close), source.end)
    end = phrase_tail(text, source.end, high)
    starts = clause_start(text, low, i)
    lead = [k for k in range(starts, i) if not text.doc[k].is_punct and not text.spaces[k]]
    if lead and text.words[lead[-1]] in text.lex.word("coordination") and end < high and text.has_clause(end, high):
        return [(end, high)]
    if len(lead) <= 1 and not (lead and text.is_verb(lead[0])):
        return [(end, high)] if end < high else []
    before = (figure_before(text, starts, i) or closing_clause(text, starts, i), i)
    ranges = [before]
    if end < high and text.texts[end] == "," and continues(text, end, high, before):
        ranges.append((end + 1, high))
    elif end < high and text.texts[end] not in ".;:!?," and inside is None and not text.spaces[end]:
        ranges.append((end, high))
    return ranges


def phrase_tail(text: Text, at: int, high: int) -> int:
    """After a source, the appositions and relatives that belong to it: "selon le chef, cité par la radio, …"."""
    while at < high and text.texts[at] == ",":
        nxt = at + 1
        belongs = nxt < high and (
            text.words[nxt] in text.lex.relays
            or text.words[nxt] in text.lex.word("relative")
            or is_participle(text, nxt)
            or is_apposition(text, nxt, high)
        )
        stop = next((k for k in range(nxt, high) if text.texts[k] in ",;:"), None)
        if not belongs or stop is None or text.texts[stop] != ",":
            return at
        at = stop
    relative = at < high and text.words[at] in text.lex.word("relative") and text.pos[at] == "PRON"
    if relative or (at < high and is_participle(text, at)):
        return next((k for k in range(at, high) if text.texts[k] in ",;:."), high)
    return at


def is_participle(text: Text, i: int) -> bool:
    return text.doc[i].morph.get("VerbForm", []) == ["Part"] and text.doc[i].dep_ in ("acl", "amod", "advcl")


def is_apposition(text: Text, start: int, high: int) -> bool:
    """A noun phrase between commas: "selon le maire, un ancien policier, la ville …"."""
    head = nominal_from(text, start, high)
    if head is None or text.doc[head].dep_ in ("nsubj", "nsubj:pass", "ROOT"):
        return False
    phrase = noun_phrase(text, head)
    return (
        phrase.end < high and text.texts[phrase.end] == "," and text.doc[head].dep_ in ("appos", "nmod", "conj", "flat")
    )


def figure_before(text: Text, low: int, end: int) -> int | None:
    """ "14 arrests according to the police, | 53 according to the union": the second figure alone."""
    comma = next((k for k in range(end - 1, max(low, end - FIGURE), -1) if text.texts[k] in ",;"), None)
    if comma is None or not any(text.pos[k] == "NUM" or text.doc[k].like_num for k in range(comma + 1, end)):
        return None
    if text.has_finite(comma + 1, end):
        return None
    cues = (c for k in range(low, comma) for c in text.lex.according.get(text.words[k], ()) if stands(text, k, c.words))
    return comma + 1 if next(cues, None) is not None else None


def closing_clause(text: Text, low: int, end: int) -> int:
    """The clause that an according-to phrase closes: a last relative clause alone, where the sentence has one.

    "It came after the ambush near Boni, in which nine died, according to the agency": the agency tells of nine dead.
    """
    close = end - 1 if text.texts[end - 1] == "," else end
    for k in range(close - 1, low, -1):
        if text.texts[k] != ",":
            continue
        first = k + 1
        second = first + 1 if text.pos[first] == "ADP" else first
        if second < close and text.words[second] in text.lex.word("relative") and text.has_finite(second, close):
            return first
        return low
    return low


def continues(text: Text, comma: int, high: int, before: Range) -> bool:
    """After ", selon lui," the sentence goes on with what he says."""
    nxt = comma + 1
    if nxt >= high or text.words[nxt] in text.lex.word("relative"):
        return False
    if not text.has_finite(*before):
        return text.has_finite(nxt, high)
    return text.pos[nxt] == "CCONJ"


def agentless(text: Text, i: int, cue: PhraseCue) -> Draft | None:
    """ "Il a été rapporté que …", "…, dit-on", "reportedly": somebody says so, the text does not say who."""
    low, high = text.sentence(i)
    after = i + len(cue.words)
    if cue.adverb:
        content = [(clause_start(text, low, i), i), (after, high)]
    elif cue.aside:
        if text.texts[after] not in ".,;:!?" if after < len(text.doc) else False:
            return None
        content = [(clause_start(text, low, i), i)]
    else:
        content = [(after - 1, high)]
    content = [(s, e) for s, e in content if e > s]
    if not content:
        return None
    return Draft(None, (i, after), content, Form.INDIRECT, cue.commitment, "sources.agentless", cue.entry, "agentless")


def nominal(text: Text, i: int, cue: NounCue) -> Draft | None:
    """ "L'annonce par l'armée de la libération des otages", "the army's announcement that …"."""
    low, high = text.sentence(i)
    source, at = author(text, i, cue, high)
    owner = possessor(text, i, low)
    source = source or owner
    content = noun_content(text, at, high, cue, i)
    if source is None or content is None:
        return None
    return Draft(
        source,
        (i, i + 1),
        [content],
        Form.NOMINAL,
        cue.commitment,
        "sources.nominal",
        cue.entry,
        "nominal",
        event_object=text.words[content[0]] not in text.lex.word("that"),
    )


def author(text: Text, i: int, cue: NounCue, high: int) -> tuple[Phrase | None, int]:
    """Who made the announcement ("par l'armée", "diffusées par certaines pages"), and where the phrase goes on."""
    for at in range(i + 1, min(high, i + 5)):
        if text.words[at] in cue.by:
            head = nominal_from(text, at + 1, high)
            if head is None:
                return None, at
            source = text.doc[noun_phrase(text, head).start : first_end(text, head, cue)]
            return source, source.end
        if text.texts[at] in ".,;:!?«»" or text.is_finite(at):
            break
    return None, i + 1


def first_end(text: Text, head: int, cue: NounCue) -> int:
    """The author's phrase stops before the complement of the announcement: "par l'état-major | de l'envoi"."""
    phrase = noun_phrase(text, head)
    for k in range(head + 1, phrase.end):
        if text.words[k] in cue.of and text.pos[k] == "ADP":
            return k
    return phrase.end


def possessor(text: Text, i: int, low: int) -> Phrase | None:
    """ "the army's announcement": the owner before the noun."""
    for k in range(i - 1, max(low, i - 5), -1):
        if text.words[k] in text.lex.set("owner") and k - 1 >= low and text.pos[k - 1] in ("NOUN", "PROPN"):
            return noun_phrase(text, k - 1, (low, k))
        if text.is_verb(k) or text.texts[k] in ",.;:":
            return None
    return None


def noun_content(text: Text, at: int, high: int, cue: NounCue, noun: int) -> Range | None:
    """What is announced: "de la libération …", "that …", "selon lesquelles …"."""
    k = at
    while k < min(high, at + 6):
        word = text.words[k]
        if k == at and text.texts[k] == "," and k + 2 < high and is_time(text, k + 1) and text.texts[k + 2] == ",":
            at = k = k + 3
            continue
        if word in text.lex.word("that") and text.pos[k] in ("SCONJ", "PRON"):
            return (k, nominal_clause_end(text, k, high, noun))
        if word in cue.which and k + 1 < high and text.words[k + 1] in text.lex.word("relative"):
            return (k + 2, next((m for m in range(k + 2, high) if text.texts[m] in ",.;:!?"), high))
        if k == at and word in cue.of and at > noun + 1:
            return (k + 1, min(object_end(text, k + 1, high, noun), verb_after(text, k + 1, high)))
        if text.is_finite(k) or text.texts[k] in ".;:!?":
            return None
        k += 1
    return None


def verb_after(text: Text, start: int, high: int) -> int:
    """The main verb that the announcement is the subject of ends its content."""
    verb = next((k for k in range(start, high) if text.is_finite(k)), high)
    while verb - 1 > start and text.pos[verb - 1] in ("ADV", "PART", "PRON"):
        verb -= 1
    return verb


def nominal_clause_end(text: Text, start: int, high: int, noun: int) -> int:
    """The end of a that-clause inside a subject: before the verb that the noun is subject of."""
    governor = text.doc[noun].head
    if text.doc[noun].dep_ in ("nsubj", "nsubj:pass") and start < governor.i < high:
        auxiliaries = [c.i for c in governor.children if c.dep_.startswith(("aux", "cop")) and c.i > start + 1]
        return max(start + 1, min([governor.i, *auxiliaries]))
    return next((k for k in range(start, high) if text.texts[k] in ",.;:"), high)


def relay_at(text: Text, i: int) -> Relay | None:
    """The words that join two links of a chain, at a token."""
    return next((r for r in text.lex.relays.get(text.words[i], ()) if stands(text, i, r.words)), None)


def uncommitted(commitment: Factuality) -> bool:
    return commitment is Factuality.UNCOMMITTED
