"""The ways in which a verb introduces what is said after it: one function a frame."""

from __future__ import annotations

from spacy.tokens import Span as Phrase

from recoupe.model import Form, SourceKind
from recoupe.reading.sources_content import (
    after_colon,
    after_inserted_time,
    after_insertion,
    after_manner,
    bare_clause,
    content_end,
    marker_after,
    object_end,
    partial,
    quote_ending,
)
from recoupe.reading.sources_coordination import first_speech
from recoupe.reading.sources_draft import OPENERS, STOP_LISTENER, Draft, Range, draft
from recoupe.reading.sources_kinds import is_known_speaker, noun_kind
from recoupe.reading.sources_lexicon import VerbCue
from recoupe.reading.sources_saying import cue_end, is_bare_participle, is_passive
from recoupe.reading.sources_subjects import agent_after, joint_before, own_subject, subject_or_inverted, subject_phrase
from recoupe.reading.sources_text import Text, is_inf, is_time, nominal_from, noun_phrase

MEDIA = frozenset({SourceKind.DOCUMENT, SourceKind.IMAGERY, SourceKind.SOCIAL_MEDIA})


def passive_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "L'attaque a été revendiquée par la milice", "l'abandon de la ville, annoncé par une page"."""
    passive = is_passive(text, i) or is_bare_participle(text, i, group)
    if not passive:
        return None
    agent = agent_after(text, i)
    if agent is None or not is_known_speaker(text, agent):  # "revendiquée par écrit dans un texte"
        agent = medium_of(text, i) or agent
    if agent is None:
        return None
    subject = own_subject(text, i)
    head = text.doc[subject] if subject is not None else text.doc[i].head
    if subject is not None and text.words[subject] in text.lex.word("relative"):
        head = text.doc[i].head
    nominal = head.pos_ in ("NOUN", "PROPN", "PRON") or head.dep_ == "nsubj:pass"
    if not nominal or head.i > i:
        return None
    if sense.objects and not has_lemma(text, head.i, sense.objects) and head.pos_ != "PRON":
        return None
    content = noun_phrase(text, head.i)
    return draft(text, agent, (group[0], i + 1), [(content.start, content.end)], Form.NOMINAL, sense, "passive")


def credited_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "Confirmé par l'Agence Karité : ses ravisseurs l'ont relâché.": the agency confirms what follows the colon."""
    if not is_bare_participle(text, i, group):
        return None
    _, high = text.sentence(i)
    agent = agent_after(text, i)
    after = range(agent.end, min(agent.end + 2, high)) if agent is not None else range(0)
    colon = next((k for k in after if text.texts[k] == ":"), None)
    content = after_colon(text, colon) if colon is not None else []
    return draft(text, agent, (group[0], i + 1), content, Form.INDIRECT, sense, "colon") if content else None


def refute_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "a qualifié ces images de mensonge", "called the reports fake": what is called so is denied."""
    _, high = text.sentence(i)
    for at in range(i + 1, min(high, i + 16)):
        if text.words[at] in text.lex.word("lies"):
            cue = (group[0], cue_end(text, i, sense))
            subject = subject_or_inverted(text, i, group)
            found = draft(text, subject, cue, [(cue[1], at + 1)], Form.INDIRECT, sense, "refute")
            found.event_object = True
            return found
        if text.texts[at] in ".;:!?" or (text.is_finite(at) and text.quote_of[at] is None):
            return None
    return None


def medium_of(text: Text, i: int) -> Phrase | None:
    """The text, recording or page in which something is said where nobody is named: "revendiquée dans un texte".

    It stands after the verb, or at the head of the sentence: "Dans une note vocale, l'attaque a été revendiquée".
    """
    low, high = text.sentence(i)
    stop = next((k for k in range(i + 1, high) if text.is_finite(k) or text.texts[k] in ".;:!?"), high)
    for at in (*range(i + 1, min(stop, i + 10)), *((low,) if is_passive(text, i) else ())):
        if text.words[at] not in text.lex.word("within") or at + 1 >= high:
            continue
        head = nominal_from(text, at + 1, high)
        kind = noun_kind(text, noun_phrase(text, head)) if head is not None and not is_time(text, head) else None
        if head is not None and kind is not None and kind.kind in MEDIA:
            return noun_phrase(text, head)
    return None


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
            if partial(text, ranges[0]) and completes_noun(text, i, at):
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


def completes_noun(text: Text, verb: int, quote: int) -> bool:
    """ "observait le mot d'ordre « ville morte »": the quoted words are a part of the object."""
    noun = next((k for k in range(verb + 1, quote) if text.pos[k] == "NOUN" and not is_time(text, k)), None)
    return noun is not None and text.dep[noun] == "obj" and not heard(text, noun, verb + 1)


def clause_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "affirme que …", "said that …"."""
    if is_passive(text, i):
        return None
    _, high = text.sentence(i)
    marker = marker_after(text, i, high, text.lex.word("that"))
    if marker is None or belongs_to_noun(text, i, marker, sense):
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


def belongs_to_noun(text: Text, verb: int, marker: int, sense: VerbCue) -> bool:
    """ "said reports | that the camp fell were false": the clause of the noun; but "said in a statement | that"."""
    at = marker - 1
    if at <= verb or text.words[at] not in text.lex.nouns or sense.tells or "object" in sense.frames:
        return False
    while at - 1 > verb and text.pos[at - 1] in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        at -= 1
    return at - 1 == verb


def whether_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "se demande si …"."""
    _, high = text.sentence(i)
    marker = marker_after(text, i, min(high, i + 3), text.lex.word("whether"))
    if marker is None:
        return None
    content = (marker, content_end(text, marker, high, i))
    return draft(text, subject_phrase(text, i, group), (group[0], i + 1), [content], Form.INDIRECT, sense, "whether")


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
        verbal = at + 1 < high and (
            is_inf(text.doc[at + 1]) or text.pos[at + 1] in ("VERB", "AUX", "NOUN", "ADV", "DET")
        )
        if text.words[at] in sense.about and verbal and not text.doc[at].head.i < head:
            content = (i + 1, content_end(text, at, high, i))
            found = draft(
                text, subject_phrase(text, i, group), (group[0], i + 1), [content], Form.INDIRECT, sense, "accuse"
            )
            found.accused = noun_phrase(text, head, (i + 1, at))
            return found
    return None


def blame_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "Sa famille accuse la milice.", "television blamed insurgents": of the deed that was told last."""
    _, high = text.sentence(i)
    at = cue_end(text, i, sense)
    if is_passive(text, i) or is_bare_participle(text, i, group) or at >= high or text.texts[at] in STOP_LISTENER:
        return None
    head = nominal_from(text, at, high)
    if head is None or is_time(text, head) or text.pos[head] == "PRON":
        return None
    accused = noun_phrase(text, head, (at, high))
    ends = accused.end >= high or text.texts[accused.end] in ".,;!?" or text.spaces[accused.end]
    if not ends or not is_known_speaker(text, accused):
        return None
    subject = subject_phrase(text, i, group)
    cue = (group[0], at)
    found = draft(text, subject, cue, [(accused.start, accused.end)], Form.INDIRECT, sense, "blame")
    found.event_object, found.accused = True, accused
    return found


def doer_named(text: Text, start: int, end: int, sense: VerbCue) -> Phrase | None:
    """ "blamed the raid | on the militia", "a imputé le raid | à la milice": whom the source holds for the doer."""
    at = next((k for k in range(start + 1, end) if text.words[k] in sense.about and text.pos[k] == "ADP"), None)
    head = nominal_from(text, at + 1, end) if at is not None else None
    return noun_phrase(text, head, (at or start, end)) if head is not None else None


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


def about_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "fait état de tirs", "boasted of that one"."""
    _, high = text.sentence(i)
    at = cue_end(text, i, sense)
    start = after_manner(text, after_insertion(text, at, high), high)
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
    alone = is_bare_participle(text, i, group) and first_speech(text, joint_before(text, group)) is None
    if is_passive(text, i) or alone:  # but "a affirmé que …, et annoncé une trêve"
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
    if (
        head is None
        or text.words[at] in text.lex.set("nobody")
        or (sense.objects and not has_lemma(text, head, sense.objects) and not bare_number(text, head, sense))
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
    if sense.blames:
        found.accused = doer_named(text, head, content[1], sense)
    return found


def bare_number(text: Text, head: int, sense: VerbCue) -> bool:
    """ "le préfet n'en a compté que trois": the noun was said before."""
    return sense.counts and text.pos[head] == "NUM"


def absolute_frame(text: Text, i: int, group: Range, sense: VerbCue) -> Draft | None:
    """ "Le ministère nie.", "son bureau démentait": what is denied is the sentence before."""
    _, high = text.sentence(i)
    after = cue_end(text, i, sense)
    while after < high and text.pos[after] == "ADV":
        after += 1
    clitic = any(text.dep[k] == "obj" and text.pos[k] == "PRON" for k in range(max(group[0] - 1, 0), i))
    clitic = clitic or text.words[i - 1] in text.lex.word("stands_for_it")
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
