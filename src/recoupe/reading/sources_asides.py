"""Verbs of saying that stand after or within what is said: "…, a-t-il ajouté", "…, residents say, …"."""

from __future__ import annotations

from spacy.tokens import Span as Phrase

from recoupe.model import Form, Region
from recoupe.reading.layers import region_at
from recoupe.reading.sources_content import clause_start, following, goes_on_after, partial_in_sentence, quote_ending
from recoupe.reading.sources_draft import Draft, Range, draft
from recoupe.reading.sources_lexicon import VerbCue
from recoupe.reading.sources_subjects import in_relative, own_subject, phrase_ending, subject_after, subject_phrase
from recoupe.reading.sources_text import Text, is_inf, is_time, nominal_from, noun_phrase


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


def inverted_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """An aside whose subject follows: ", affirment des sources locales, ce que Washington …"."""
    low, _ = text.sentence(i)
    inverted = subject_after_boundary(text, i, group, low) is not None
    return aside_frame(text, i, group, sense) if inverted else None


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
    subject = with_partner(text, subject, low)
    start = subject.start
    boundary = text.doc[start - 1] if start > 0 else None
    if boundary is None:
        return None
    if not text.closes_quote(start - 1) and (start - 1 < low or boundary.text not in ",»”—–’?!"):
        return None
    commas = sum(text.texts[k] == "," for k in range(subject.end, group[0]))
    verbs = any(text.is_verb(k) for k in range(subject.end, group[0]))
    return subject if commas != 1 and (commas >= 2 or not verbs) and group[0] - subject.end < 35 else None


def with_partner(text: Text, subject: Phrase, low: int) -> Phrase:
    """Both who speak: ", residents and a member of the group | said"."""
    joint = subject.start - 1
    if joint - 1 <= low or text.words[joint] not in text.lex.word("coordination"):
        return subject
    partner = phrase_ending(text, joint - 1, low)
    if partner is None or partner.start - 1 < low or text.texts[partner.start - 1] != ",":
        return subject
    return text.doc[partner.start : subject.end]


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


def headline_like(text: Text, start: int, aside: Range) -> bool:
    """A clause without finite verb that still tells: "12 morts dans une frappe, dit l'armée"."""
    if region_at(text.doc, start) is Region.HEADLINE:
        return True
    numbers = any(text.pos[k] == "NUM" for k in range(start, aside[0]))
    ends = aside[1] >= len(text.doc) or text.doc[aside[1]].text in ".!?…" or text.doc[aside[1]].is_space
    return numbers and ends and aside[0] - start >= 4


def is_speaker_like(text: Text, subject: Phrase) -> bool:
    """A name or a word for those who speak, which a verb that says little needs for its subject."""
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
