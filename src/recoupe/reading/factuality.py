"""The factuality stage: how far the clause of each event mention commits itself to the event, and the event's status.

It reads the words between the event and the top of its clause: mood, modals, adverbs, negation, governors, conditions.
Who utters the clause is the business of the accounts stage.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from recoupe.model import EventType, Factuality, Provenance, Region, Status
from recoupe.reading.factuality_signals import Effect, Entry, SignalLexicon, signal_lexicon
from recoupe.reading.grammar import has
from recoupe.reading.layers import (
    EVENTS,
    FACTUALITY,
    SOURCES,
    EventMention,
    Judgement,
    Signal,
    document_of,
    region_at,
)

CLIMB = 4  # governors above the event that can bear on it
COMPLEMENTS = {
    "xcomp",
    "ccomp",
    "obj",
    "obl:arg",
    "nsubj:pass",
    "nsubj",
    "csubj",
    "acl",
    "advcl",
    "nmod",
    "obl",
    "conj",
}
LASTING = {  # event types and modes that last, so that their present tense is a state in force
    (EventType.PROTEST, None),
    (EventType.COERCE, "curfew"),
    (EventType.COERCE, "restrict"),
    (EventType.COERCE, "martial-law"),
    (EventType.COERCE, "censor"),
    (EventType.RETREAT, "ceasefire"),
}
NONE_OF_THEM = "factuality.none_of_them"  # the rule that a negated participant gives
PRECEDENCE = (Status.HYPOTHETICAL, Status.NEGATED, Status.FUTURE, Status.ONGOING, Status.OCCURRED)


@dataclass(frozen=True, slots=True)
class Found:
    """A signal in the scope of which an event stands. `flips`: it turns the event into its contrary."""

    token: Token
    end: int
    entry: str
    effect: Effect
    flips: bool = False
    rule: str = "factuality.signal"


@Language.factory("recoupe_factuality")
def make_factuality(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that judges every event mention of a Doc."""
    lexicon = signal_lexicon(str(nlp.lang))

    def read(doc: Doc) -> Doc:
        cues = {token.i for a in SOURCES.of(doc) if a.cue is not None for token in a.cue}
        mentions = EVENTS.of(doc)
        judged = [judge(mention, lexicon, cues) for mention in mentions]
        return FACTUALITY.put(doc, tuple(shared_with_verb(mentions, judged)))

    return read


def shared_with_verb(mentions: Sequence[EventMention], judged: Sequence[Judgement]) -> Iterator[Judgement]:
    """A noun whose verb tells of the same event is as certain as the verb: "l'attaque aurait détruit un dépôt".

    What stands beside the noun itself goes before: "l'attentat déjoué visait le consul".
    """
    verbs = {(m.trigger.root.i, m.event): j for m, j in zip(mentions, judged, strict=True)}
    for mention, judgement in zip(mentions, judged, strict=True):
        root = mention.trigger.root
        verb = verbs.get((root.head.i, mention.event)) if root.dep_.startswith(("nsubj", "obj")) else None
        shares = mention.definite and root.pos_ == "NOUN" and judgement.factuality is Factuality.CERTAIN
        yield verb if verb is not None and shares else judgement


def judge(mention: EventMention, lexicon: SignalLexicon, cues: set[int]) -> Judgement:
    """The judgement on one mention: all signals found, composed."""
    found = list(signals(mention, lexicon, cues))
    if mention.type is EventType.THREATEN and any(f.effect.status is Status.FUTURE for f in found):
        found = []  # "aucune base ne sera à l'abri": what is threatened lies ahead, the threat does not
    if lies_ahead(mention) and not any(f.effect.status for f in found):
        effect = Effect(None, Status.FUTURE)
        found.append(Found(mention.times[0].phrase.root, mention.times[0].phrase.end, "", effect))
    return compose(mention, found)


def compose(mention: EventMention, found: list[Found]) -> Judgement:
    """Weaken by the weakest signal, turn for each negation, take the least real status."""
    flips = sum(f.flips for f in found) % 2 == 1
    stated = [f for f in found if f.effect.factuality is not None]
    weakest = min(stated, key=lambda f: f.effect.factuality.strength if f.effect.factuality else 3, default=None)
    factuality = weakest.effect.factuality if weakest and weakest.effect.factuality else Factuality.CERTAIN
    if any(f.effect.factuality and f.effect.factuality.polarity < 0 for f in stated):
        flips = not flips if factuality.polarity >= 0 else flips
    if flips:
        factuality = contrary(factuality)
    statuses = {f.effect.status for f in found if f.effect.status}
    if factuality.polarity < 0:
        statuses.add(Status.NEGATED)
    status = next(s for s in PRECEDENCE if s in statuses or s is Status.OCCURRED)
    hedge = weakest if weakest and factuality.strength < Factuality.CERTAIN.strength else None
    decisive = hedge or next(iter(found), None)
    doc = mention.trigger.doc
    ordered = sorted(found, key=lambda f: (f is not decisive, f.token.i))
    return Judgement(
        factuality,
        status,
        doc[hedge.token.i : hedge.end] if hedge else None,
        any(f.effect.hearsay for f in found),
        tuple(Signal(doc[f.token.i : f.end], Provenance(f.rule, f.entry)) for f in ordered if f.entry),
        Provenance(decisive.rule if decisive else "factuality.asserted", decisive.entry if decisive else ""),
    )


def contrary(factuality: Factuality) -> Factuality:
    """The same certainty of the opposite."""
    turned = factuality.value.translate(str.maketrans("+-", "-+"))
    return Factuality(turned)


def lies_ahead(mention: EventMention) -> bool:
    """All its dates are after publication: "marche demain à Gao" names no verb that could tell."""
    published = document_of(mention.trigger.doc).published[:10]
    starts = [time.edtf.split("/")[0][:10] for time in mention.times if time.edtf and time.type in ("DATE", "TIME")]
    return bool(published and starts) and all(len(start) == len(published) and start > published for start in starts)


# ------------------------------------------------------------------------------------------------ finding signals


def signals(mention: EventMention, lexicon: SignalLexicon, cues: set[int]) -> Iterator[Found]:
    """Every signal in the scope of which the mention stands, nearest first, none twice."""
    seen: set[tuple[int, str]] = set()
    for found in all_signals(mention, lexicon, cues):
        key = (found.token.i, found.entry)
        if key not in seen:
            seen.add(key)
            yield found


def all_signals(mention: EventMention, lexicon: SignalLexicon, cues: set[int]) -> Iterator[Found]:
    trigger = mention.trigger.root
    predicate = predicate_of(mention, lexicon)
    yield from on_noun(trigger, lexicon)
    condition = has_condition(trigger.sent, lexicon)
    if predicate is not None:
        if predicate != trigger and predicate.lemma_ in lexicon.support:
            yield Found(predicate, predicate.i + 1, lexicon.support[predicate.lemma_].id, Effect(None, None))
        yield from on_predicate(predicate, lexicon, cues, condition)
    yield from lasting(mention, predicate, lexicon)
    yield from on_phrases(mention, lexicon)
    if trigger.i not in cues:
        yield from on_governors(trigger, lexicon, cues, condition)
    yield from asked(mention, predicate)


def predicate_of(mention: EventMention, lexicon: SignalLexicon) -> Token | None:
    """The verb whose mood and negation befall the event.

    For a verb itself; for a noun the verb it depends on, unless the noun takes up an event already told:
    "l'attaque n'a pas été revendiquée" leaves the attack as it is, "aucune attaque n'a eu lieu" does not.
    """
    trigger = mention.trigger.root
    if trigger.pos_ in ("VERB", "AUX") or any(child.dep_ == "cop" for child in trigger.children):
        return trigger
    head = trigger.head
    if head.pos_ not in ("VERB", "AUX") or trigger.dep_ not in (
        "nsubj",
        "nsubj:pass",
        "obj",
        "obl:arg",
        "xcomp",
        "obl",
    ):
        return None
    if head.lemma_ in lexicon.support:
        return head
    if head.lemma_ in lexicon.governors:  # its effect and its negation are those of a governor
        return None
    return None if mention.definite or trigger.dep_ in ("obl", "obl:arg", "xcomp") else head


def on_noun(trigger: Token, lexicon: SignalLexicon) -> Iterator[Found]:
    """Determiners and modifiers of an event noun, beside it or by the parse: "aucune attaque", "the alleged attack"."""
    beside = [trigger.doc[i] for i in (trigger.i - 1, trigger.i + 1) if 0 <= i < len(trigger.doc)]
    for token in dict.fromkeys((*trigger.children, *beside)):
        word, lemma = token.lower_, token.lemma_.lower()
        if token.dep_ in ("det", "advmod", "nummod") and token.head == trigger and word in lexicon.negative_determiners:
            yield none_of_them(token, lexicon.negative_determiners[word])
        elif token.dep_ in ("amod", "acl", "compound") or token in beside:
            entry = lexicon.adjectives.get(lemma) or lexicon.adjectives.get(word)
            if entry is not None and token.pos_ in ("ADJ", "VERB"):
                yield Found(token, token.i + 1, entry.id, entry.effect)


def on_predicate(verb: Token, lexicon: SignalLexicon, cues: set[int], condition: bool) -> Iterator[Found]:
    """Auxiliaries, adverbs, negation, subject and mood of the verb; a verb in coordination shares its partner's."""
    carriers = [verb]
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not has_subject_or_auxiliary(verb):
        carriers.append(verb.head)
    for carrier in carriers:
        yield from on_children(carrier, lexicon, condition)
        yield from mood(carrier, lexicon, cues, condition)
        yield from modal_before(carrier, lexicon, condition)


def modal_before(verb: Token, lexicon: SignalLexicon, condition: bool) -> Iterator[Found]:
    """A modal right before the verb group that the parse lost: "un berger pourrait avoir été enlevé"."""
    group = [c for c in verb.children if c.i < verb.i and (c.dep_.startswith("aux") or c.pos_ in ("ADV", "PART"))]
    first = min((c.i for c in group), default=verb.i)
    if first == 0 or verb.doc[first - 1].pos_ not in ("VERB", "AUX") or verb.doc[first - 1].is_sent_end:
        return
    yield from modal(verb.doc[first - 1], verb, lexicon, condition)


def has_subject_or_auxiliary(verb: Token) -> bool:
    return any(child.dep_.startswith(("nsubj", "aux", "csubj")) for child in verb.children)


def on_children(verb: Token, lexicon: SignalLexicon, condition: bool) -> Iterator[Found]:
    for child in verb.children:
        word = child.lower_
        if word in lexicon.negations:
            yield negation(child, lexicon.negations[word])
        elif word in lexicon.adverbs and child.dep_ in ("advmod", "obl", "obl:mod", "discourse", "parataxis"):
            entry = lexicon.adverbs[word]
            yield Found(child, child.i + 1, entry.id, entry.effect)
        elif child.dep_.startswith("aux"):
            yield from modal(child, verb, lexicon, condition)
        elif child.dep_.startswith("nsubj"):
            if word in lexicon.negative_subjects:
                yield none_of_them(child, lexicon.negative_subjects[word])
            for determiner in child.children:
                if determiner.lower_ in lexicon.negative_determiners and determiner.dep_ in ("det", "advmod"):
                    yield none_of_them(determiner, lexicon.negative_determiners[determiner.lower_])


def none_of_them(token: Token, entry: Entry) -> Found:
    """Negation of a participant: "aucun soldat n'a été blessé" denies victims, not always the event."""
    return Found(token, token.i + 1, entry.id, entry.effect, flips=True, rule=NONE_OF_THEM)


def negation(token: Token, entry: Entry) -> Found:
    return Found(token, token.i + 1, entry.id, entry.effect, flips=True)


def modal(token: Token, verb: Token, lexicon: SignalLexicon, condition: bool) -> Iterator[Found]:
    """A modal with its effect on a perfect ("may have fired") or a present infinitive ("may fire")."""
    for entry in lexicon.modals.get(token.lemma_.lower(), ()) or lexicon.modals.get(token.lower_, ()):
        if entry.with_condition and not condition:
            continue
        if entry.tenses and not has(token, "Tense", *entry.tenses):
            continue
        effect = entry.past if entry.past is not None and is_perfect(verb, token) else entry.effect
        yield Found(token, token.i + 1, entry.id, effect)
        return


def is_perfect(verb: Token, modal_token: Token) -> bool:
    """The verb is a past participle with an auxiliary of the perfect beside the modal: "avoir été", "have been"."""
    auxiliaries = [c for c in verb.children if c.dep_.startswith("aux") and c != modal_token]
    return has(verb, "Tense", "Past") and any(a.dep_ in ("aux", "aux:tense") for a in auxiliaries)


def mood(verb: Token, lexicon: SignalLexicon, cues: set[int], condition: bool) -> Iterator[Found]:
    """The conditional and the future of the finite verb or its auxiliary."""
    finite = [t for t in (verb, *verb.children) if t == verb or t.dep_.startswith(("aux", "cop"))]
    moods = lexicon.moods
    for token in finite:
        future = moods.future_on_condition if condition and verb.dep_ != "advcl" else moods.future
        if future is not None and has(token, "Tense", "Fut"):
            yield Found(token, token.i + 1, future.id, future.effect)
        if not is_conditional(token, lexicon) or token.lemma_ in lexicon.modals or verb.lemma_ in lexicon.modals:
            continue
        entry = conditional(token, verb, lexicon, cues, condition)
        if entry is not None:
            yield Found(token, token.i + 1, entry.id, entry.effect)


def is_conditional(token: Token, lexicon: SignalLexicon) -> bool:
    """By its analysis, or by an ending that only the conditional has: a verb unknown to the model looks imperfect."""
    if has(token, "Mood", "Cnd"):
        return True
    endings = lexicon.moods.conditional_endings
    return (
        bool(endings) and token.pos_ == "VERB" and token.lower_.endswith(endings) and not has(token, "VerbForm", "Inf")
    )


def conditional(token: Token, verb: Token, lexicon: SignalLexicon, cues: set[int], condition: bool) -> Entry | None:
    """Hearsay ("aurait détruit"), hypothesis ("s'il cédait, ils attaqueraient") or future in the past ("a dit que")."""
    moods = lexicon.moods
    if condition:
        return moods.hypothesis
    compound = token != verb and has(verb, "Tense", "Past") and token.dep_ != "cop"
    if not compound and is_reported_past(verb, cues):
        return moods.future_in_past
    return moods.hearsay


def is_reported_past(verb: Token, cues: set[int]) -> bool:
    """The verb is the content of a past verb of saying: "le ministre a dit que l'armée attaquerait"."""
    head = verb.head
    return (
        verb.dep_ in ("ccomp", "xcomp", "acl", "conj")
        and head.i < verb.i
        and head.pos_ == "VERB"
        and any(child.dep_ == "mark" for child in verb.children)
        and (head.i in cues or has(head, "Tense", "Past") or has(head, "Tense", "Imp"))
    )


def on_governors(start: Token, lexicon: SignalLexicon, cues: set[int], condition: bool) -> Iterator[Found]:
    """Words that the event is a complement of, up to the verb of saying that utters it: "n'exclut pas", "craint"."""
    token = start
    for _ in range(CLIMB):
        head = token.head
        if head == token or token.dep_ not in COMPLEMENTS:
            return
        if token.dep_ == "conj":
            token = head
            continue
        marks = {c.lower_ for c in token.children if c.dep_ == "mark"}
        yield from conditions_before(token, marks, head, lexicon)
        yield from (told_by_cue(found) if head.i in cues else found for found in governing(head, token, marks, lexicon))
        if head.pos_ == "VERB":
            yield from modal(head, token, lexicon, condition)
        if head.i in cues or token.dep_ in ("advcl", "nmod", "obl", "acl"):
            return
        if head.pos_ in ("VERB", "AUX") and head.lemma_ in lexicon.support and token.dep_ in ("xcomp", "ccomp"):
            yield from on_predicate(head, lexicon, cues, condition)
        token = head


def told_by_cue(found: Found) -> Found:
    """A verb of saying that governs the event says when it is; how certain, the attribution says ("ruled out")."""
    return Found(found.token, found.end, found.entry, Effect(None, found.effect.status))


def governing(head: Token, token: Token, marks: set[str], lexicon: SignalLexicon) -> Iterator[Found]:
    entries = lexicon.governors.get(head.lemma_.lower(), ()) or lexicon.governors.get(head.lower_, ())
    negated = any(c.lower_ in lexicon.negations for c in head.children)
    for entry in entries:
        if entry.relations and token.dep_ not in entry.relations:
            continue
        if entry.marks and not entry.marks & marks:
            continue
        if entry.negated is not None and entry.negated != negated:
            continue
        if entry.infinitive and not has(token, "VerbForm", "Inf") and not has_infinitive_marker(token):
            continue
        if negated and entry.negated is None:
            yield Found(head, head.i + 1, entry.id, Effect(entry.effect.factuality, entry.effect.status), flips=True)
        else:
            yield Found(head, head.i + 1, entry.id, entry.effect)
        return


def has_infinitive_marker(token: Token) -> bool:
    """ "to attack": English infinitives are opened by a particle."""
    return any(c.pos_ == "PART" and c.dep_ == "mark" for c in token.children)


def conditions_before(token: Token, marks: set[str], head: Token, lexicon: SignalLexicon) -> Iterator[Found]:
    """The clause is a condition: "si la ville est bombardée"; an indirect question is none."""
    for child in token.children:
        if (
            child.dep_ in ("mark", "advmod")
            and child.lower_ in lexicon.conditions
            and not is_asking(head, marks, lexicon)
        ):
            entry = lexicon.conditions[child.lower_]
            if entry.with_future and not any(is_ahead(t, lexicon) for t in (head, *head.children)):
                continue
            yield Found(child, child.i + 1, entry.id, Effect(Factuality.UNCOMMITTED, Status.HYPOTHETICAL))


def is_ahead(token: Token, lexicon: SignalLexicon) -> bool:
    """The word puts its clause into the future: "will", "iront"."""
    if has(token, "Tense", "Fut"):
        return True
    modals = lexicon.modals.get(token.lemma_.lower(), ()) if token.pos_ == "AUX" else ()
    return any(entry.effect.status is Status.FUTURE for entry in modals)


def is_asking(head: Token, marks: set[str], lexicon: SignalLexicon) -> bool:
    return any(entry.marks & marks for entry in lexicon.governors.get(head.lemma_.lower(), ()))


def has_condition(sentence: Iterable[Token], lexicon: SignalLexicon) -> bool:
    """A clause of condition stands somewhere in the sentence and is not an indirect question."""
    return any(
        token.dep_ == "mark"
        and token.lower_ in lexicon.conditions
        and not lexicon.conditions[token.lower_].with_future
        and token.head.dep_ in ("advcl", "ccomp", "parataxis")
        and not is_asking(token.head.head, {token.lower_}, lexicon)
        for token in sentence
    )


def on_phrases(mention: EventMention, lexicon: SignalLexicon) -> Iterator[Found]:
    """Signals of several words that open the phrase of the event or stand in its clause."""
    trigger = mention.trigger.root
    doc = trigger.doc
    left = max(trigger.sent.start, trigger.left_edge.i - 5)
    window = doc[left : mention.trigger.start]
    text = f" {' '.join(token.lower_ for token in window)} "
    for phrase, entry in lexicon.phrases.items():
        at = text.rfind(f" {phrase} ")
        if at < 0:
            continue
        first = left + text[:at].count(" ")
        end = first + phrase.count(" ") + 1
        effect = entry.effect
        if effect.factuality is None and effect.status is None:
            effect = Effect(Factuality.UNCOMMITTED, Status.HYPOTHETICAL)
        yield Found(doc[first], end, entry.id, effect)


def lasting(mention: EventMention, predicate: Token | None, lexicon: SignalLexicon) -> Iterator[Found]:
    """A strike, a curfew, a closure told in the present is in force."""
    kinds = {(mention.type, None), *((mention.type, mode) for mode in mention.mode)}
    if not kinds & LASTING or region_at(mention.trigger.doc, mention.trigger.start) is Region.HEADLINE:
        return
    finite = predicate or next((t for t in mention.trigger.root.ancestors if t.pos_ in ("VERB", "AUX")), None)
    present = is_present(finite) if finite is not None else any(is_present(t) for t in mention.trigger.root.sent)
    if not present:
        return
    words = ongoing_words(mention, lexicon)
    if words is not None:
        yield words
    elif predicate is not None:
        yield Found(predicate, predicate.i + 1, "", Effect(None, Status.ONGOING))


def ongoing_words(mention: EventMention, lexicon: SignalLexicon) -> Found | None:
    """Words that say that it lasts, in the sentence of the event: "en vigueur", "on strike"."""
    sentence = mention.trigger.root.sent
    for start in range(sentence.start, sentence.end):
        for end in range(start + 1, min(start + 5, sentence.end + 1)):
            entry = lexicon.ongoing.get(" ".join(t.lower_ for t in sentence.doc[start:end]))
            if entry is not None:
                return Found(sentence.doc[start], end, entry.id, Effect(None, Status.ONGOING))
    return None


def is_present(verb: Token) -> bool:
    """The finite verb is a present that no participle turns into a past ("a bloqué")."""
    finite = next((t for t in (verb, *verb.children) if t.dep_ != "conj" and has(t, "VerbForm", "Fin")), None)
    if finite is None or not has(finite, "Tense", "Pres"):
        return False
    return not (finite != verb and finite.dep_ in ("aux", "aux:tense") and has(verb, "Tense", "Past"))


def asked(mention: EventMention, predicate: Token | None) -> Iterator[Found]:
    """A question commits nobody to what it asks: "Sailors freed on Jolo?"."""
    sentence = mention.trigger.root.sent
    if mention.definite or (predicate is not None and predicate.dep_ in ("acl", "acl:relcl", "advcl")):
        return
    last = next((t for t in reversed(sentence) if not t.is_space and t.text not in '»”"'), None)
    if last is not None and last.text == "?":
        yield Found(last, last.i + 1, "", Effect(Factuality.UNCOMMITTED, None))
