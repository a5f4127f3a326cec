"""Quotations that no cue touches: they belong to the speaker beside them, or to nobody."""

from __future__ import annotations

from spacy.tokens import Span as Phrase

from recoupe.model import Factuality, Form
from recoupe.reading.sources_draft import Draft, Range
from recoupe.reading.sources_kinds import head_of, is_known_speaker
from recoupe.reading.sources_subjects import in_relative, own_subject, resolve_relative
from recoupe.reading.sources_text import Text, noun_phrase


def with_floating(text: Text, drafts: list[Draft]) -> list[Draft]:
    """The drafts, with each whole quotation that none of them holds given to the speaker next to it."""
    taken = held(text, drafts)
    added: list[Draft] = []
    for number, (_, ranges) in enumerate(text.quotes):
        if number in taken or not whole_sentence(text, ranges) or leads_cue(text, ranges[-1][1]):
            continue
        before = draft_before(text, drafts + added, ranges)
        if before is not None:
            before.content = [*before.content, *ranges]
            continue
        speaker = speaker_before(text, ranges) or speaker_after(text, ranges)
        if speaker is not None:
            cue = (speaker.start, speaker.end)
            added.append(
                Draft(speaker, cue, list(ranges), Form.DIRECT, Factuality.CERTAIN, "sources.floating", "", "floating")
            )
    return drafts + added


def leads_cue(text: Text, end: int) -> bool:
    """A comma after the closing mark: a cue follows that was not understood, and its speaker is not the one beside."""
    return end < len(text.doc) and text.texts[end] == ","


def held(text: Text, drafts: list[Draft]) -> set[int]:
    """The quotations that lie inside a content, or hold a cue."""
    taken: set[int] = set()
    for draft in drafts:
        for start, end in draft.content:
            for i in range(start, min(end, len(text.doc))):
                quote = text.quote_of[i]
                if quote is not None:
                    taken.add(quote)
    return taken


def whole_sentence(text: Text, ranges: tuple[Range, ...]) -> bool:
    """A quotation that begins a sentence or stands after a colon, with a verb of its own: not scare quotes."""
    start, end = ranges[0][0], ranges[-1][1]
    if not text.has_finite(start, end) and end - start < 8:
        return False
    low, _high = text.sentence(start)
    opens = start == low or text.texts[start - 1] in ':.?!—–-»”"' or text.spaces[start - 1]
    closes = (
        end >= text.sentence(end - 1)[1]
        or text.spaces[end]
        or text.texts[end] in ".,;—–"
        or text.quote_of[end] is not None
    )
    return opens and closes


def draft_before(text: Text, drafts: list[Draft], ranges: tuple[Range, ...]) -> Draft | None:
    """The direct speech of the same paragraph whose aside ends right before: '"A", dit-il. "B"'."""
    start = ranges[0][0]
    number = text.sentence_of[start]
    best = None
    for draft in drafts:
        if draft.form is not Form.DIRECT or draft.source is None:
            continue
        last = max(draft.cue[1], max(e for _, e in draft.content))
        near = last <= start and number - text.sentence_of[min(last, len(text.doc) - 1) - 1] <= 1
        if near and "\n" not in text.doc[last:start].text:
            best = draft
    return best


def speaker_before(text: Text, ranges: tuple[Range, ...]) -> Phrase | None:
    """The subject of the sentence before, in the same paragraph: 'Issa D. conduisait le camion. "Ils ont tiré."'"""
    number = text.sentence_of[ranges[0][0]]
    if number == 0 or (text.sentence(ranges[0][0])[0] < ranges[0][0] - 1 and text.texts[ranges[0][0] - 1] not in ":"):
        return None
    if text.texts[ranges[0][0] - 1] == ":":
        return last_subject(text, text.sentence(ranges[0][0])[0], ranges[0][0])
    start, end = text.sentences[number - 1]
    if "\n" in text.texts[end - 1]:
        return None
    return subject_of(text, (start, end))


def last_subject(text: Text, low: int, colon: int) -> Phrase | None:
    """The subject of the clause that a colon ends: "la défense a cédé et l'entraîneur a rendu les armes : « … »"."""
    verbs = [i for i in range(low, colon) if text.pos[i] in ("VERB", "AUX") and text.quote_of[i] is None]
    for i in reversed(verbs):
        subject = own_subject(text, i)
        if subject is not None and subject < colon and not in_relative(text, i):
            phrase = resolve_relative(text, subject, i)
            return phrase if phrase is not None and is_known_speaker(text, phrase) else None
    return None


def speaker_after(text: Text, ranges: tuple[Range, ...]) -> Phrase | None:
    """Who speaks is named after the quotations: "« … » Le père X, joint par téléphone, dessert …"."""
    start, end = ranges[0][0], ranges[-1][1]
    if "\n" not in text.texts[max(0, start - 1)] and start > 0:
        return None
    k = end
    while k < len(text.doc) and (text.spaces[k] or text.quote_of[k] is not None):
        k += 1
    if k >= len(text.doc) or k == end or "\n" not in text.texts[k - 1]:
        return None
    subject = subject_of(text, text.sentence(k))
    if subject is None or subject.start - k > 3:
        return None
    return subject if any(t.pos_ == "PROPN" for t in subject) else None


def subject_of(text: Text, sentence: Range) -> Phrase | None:
    """The subject of a sentence's main verb, if it can speak and is one person or body."""
    if text.pos[sentence[0]] == "PROPN":
        return noun_phrase(text, sentence[0])
    for i in range(*sentence):
        if text.dep[i] == "ROOT" or (text.is_finite(i) and i < sentence[0] + 30):
            subject = own_subject(text, i)
            if subject is None or text.quote_of[i] is not None:
                continue
            phrase = resolve_relative(text, subject, i)
            if phrase is None or text.words[phrase.start] in text.lex.word("first_person"):
                return None
            head = head_of(text, phrase)
            if any(text.words[k] in text.lex.nouns for k in range(phrase.start, head + 1)):
                return None
            if text.words[phrase.start] in text.lex.set("partitive"):
                return None
            human = text.pos[head] in ("PROPN", "PRON") or text.words[head] in text.lex.kinds
            return phrase if human and is_known_speaker(text, phrase) else None
    return None
