"""The sources stage: who says what.

Drafts of attributions (`sources_draft`) are found by verbs (`sources_verbs`), fixed phrases and nouns
(`sources_phrases`) and the turns of interviews (`sources_turns`); quotations that no cue touches join the speaker
beside them (`sources_floating`); then every source gets its fullest name (`sources_resolve`).

A verb of saying (`sources_saying`) has its speaker (`sources_subjects`), stands before what is said (`sources_frames`)
or after and within it (`sources_asides`), and reaches so far (`sources_content`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import Factuality, Form, Provenance, Region, SourceKind
from recoupe.reading.layers import SOURCES, Attribution, SourceMention, region_at
from recoupe.reading.sources_draft import Draft
from recoupe.reading.sources_floating import with_floating
from recoupe.reading.sources_frames import has_lemma
from recoupe.reading.sources_kinds import is_known_speaker, kind_of
from recoupe.reading.sources_lexicon import SourceLexicon, lexicon
from recoupe.reading.sources_phrases import phrase_drafts, relay_at
from recoupe.reading.sources_refuted import CONTRARY, REFUTED, refuted_drafts
from recoupe.reading.sources_resolve import OwnOutlet, Resolver
from recoupe.reading.sources_subjects import phrase_ending
from recoupe.reading.sources_text import Text, nominal_from, noun_phrase
from recoupe.reading.sources_turns import turn_drafts
from recoupe.reading.sources_verbs import Senses, verb_drafts

NEEDS_SPEAKER = frozenset({"object", "about", "absolute", "accuse", "blame", "infinitive", "passive", "colon"})
FEW = 5  # words of what is said where it only says that something is false
MEDIA = frozenset({SourceKind.OUTLET, SourceKind.AGENCY})


@Language.factory("recoupe_sources")
def make_sources(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the sources of a Doc."""
    lex = lexicon(nlp.lang)

    def read(doc: Doc) -> Doc:
        return SOURCES.put(doc, attributions(doc, lex))

    return read


def attributions(doc: Doc, lex: SourceLexicon) -> tuple[Attribution, ...]:
    """Every attribution of a Doc in the order of its cues, nested by `parent`."""
    text = Text(doc, lex)
    own = OwnOutlet(text)
    own.take_issuer()
    drafts = [d for d in drafted(text) if region_at(doc, d.cue[0]) is not Region.RESIDUE]
    for draft in drafts:
        link(text, draft, own)
    drafts = [*turn_drafts(text, own), *(d for d in drafts if admissible(text, d, own))]
    drafts = with_floating(text, drafts)
    return nested(named(text, drafts, own))


def drafted(text: Text, wider: Senses | None = None) -> list[Draft]:
    """All drafts, without those that another with the same cue has said better."""
    found = [*phrase_drafts(text), *refuted_drafts(text), *verb_drafts(text, wider)]
    found = sorted(found, key=lambda d: (d.cue, d.rule))
    kept: list[Draft] = []
    for draft in found:
        if not draft.content or (kept and overlap(kept[-1].cue, draft.cue)):
            continue
        kept.append(draft)
    return kept


def overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def admissible(text: Text, draft: Draft, own: OwnOutlet) -> bool:
    """A draft whose source can be one: the outlet's own voice and things that cannot speak are none."""
    source = draft.source
    if source is None:
        return draft.frame == "agentless"
    if text.words[source.start] in text.lex.word("generic") or text.words[source.start] in text.lex.word(
        "first_person"
    ):
        return False
    if own.is_own(source) and not draft.via and draft.commitment.polarity > 0:
        return False
    if text.words[source.start] in text.lex.set("nobody") or not nameable(text, source):
        return False
    if len(source) == 1 and source.root.pos_ == "PRON" and not speaks(text, source):
        return False
    return draft.frame not in NEEDS_SPEAKER or is_known_speaker(text, source)


def nameable(text: Text, source: Phrase) -> bool:
    """A source has a noun, a name or a pronoun in it: "Communiqué n° 118 : …" makes no 118 speak."""
    return any(
        t.pos_ in ("NOUN", "PROPN", "PRON") or text.words[t.i] in text.lex.set("partitive") | text.lex.kinds.keys()
        for t in source
    )


def speaks(text: Text, source: Phrase) -> bool:
    """A pronoun that can stand for a speaker: not "cela", "which", "ce"."""
    word = text.words[source.start]
    lex = text.lex
    return word in lex.word("pronouns") or word in lex.set("partitive") or word in lex.set("latter")


def link(text: Text, draft: Draft, own: OwnOutlet) -> None:
    """Joins the links of a chain that stand around a source: "X, cité par Y", "Y, citant X", "X told Y"."""
    source = draft.source
    if source is None:
        return
    outer = relay_before(text, source.start)
    if outer is not None:
        before = phrase_ending(text, outer - 1 if text.texts[outer - 1] != "," else outer - 2, text.sentence(outer)[0])
        if before is not None and not carries(text, before):
            inner = next((i for i in range(before.start + 1, before.end) if relay_at(text, i)), before.end)
            draft.source, draft.via = text.doc[before.start : inner], ([] if own.is_own(source) else [source])
            return
    cut = next((i for i in range(source.start + 1, source.end) if relay_at(text, i)), None)
    if cut is not None:
        draft.source = text.doc[source.start : cut]
    for at in relay_places(text, draft):
        relay = relay_at(text, at)
        if relay is None:
            continue
        _, high = text.sentence(at)
        head = nominal_from(text, at + len(relay.words), high)
        if head is None:
            continue
        other = noun_phrase(text, head)
        draft.relay = relay.entry
        if relay.through and draft.source is not None and carries(text, draft.source):
            draft.source = other
        elif relay.through:
            if not own.is_own(other) and draft.source is not None and is_medium(text, other):
                draft.via = [other]
        elif draft.source is not None:
            draft.via = [] if own.is_own(draft.source) else [draft.source]
            draft.source = other
        return
    listener = draft.listener
    if listener is not None and not own.is_own(listener) and is_medium(text, listener):
        draft.via = [listener]


def carries(text: Text, source: Phrase) -> bool:
    """ "Des messages relayés par des comptes": whoever passes them on speaks, not the messages."""
    saying = any(text.words[token.i] in text.lex.nouns for token in source)
    return saying or kind_of(text, source)[0] in (SourceKind.DOCUMENT, SourceKind.IMAGERY, SourceKind.SOCIAL_MEDIA)


def relay_before(text: Text, start: int) -> int | None:
    """ "an adviser quoted by the channel thinks": the parser took the channel for the subject."""
    for at in range(max(0, start - 4), start):
        relay = relay_at(text, at)
        if relay is not None and relay.through and at + len(relay.words) == start and at > 1:
            return at
    return None


def relay_places(text: Text, draft: Draft) -> Iterator[int]:
    """Where the words that join links may stand: after the source, after the cue, after their commas."""
    assert draft.source is not None
    ends = {draft.source.end, draft.cue[1]}
    for end in sorted(ends):
        for at in (end, end + 1, end + 2):
            if at < len(text.doc) and (at == end or text.texts[at - 1] in ",)"):
                yield at


def is_medium(text: Text, phrase: Phrase) -> bool:
    """A newspaper, agency or station: it passes on what it is told."""
    kind, _ = kind_of(text, phrase)
    if kind in MEDIA:
        return True
    words = [text.words[t.i] for t in phrase if t.pos_ == "PROPN" or t.text[:1].isupper()]
    if any(word in text.lex.set("media") for word in words):
        return True
    return bool(words) and words[-1] in media_names(text)


def media_names(text: Text) -> frozenset[str]:
    """Names that the text elsewhere joins to a medium: "the Sahel Dépêches news agency"."""
    found: set[str] = set()
    for i, word in enumerate(text.words):
        entry = text.lex.kinds.get(word)
        if entry is None or entry.kind not in MEDIA:
            continue
        for step in (-1, 1):
            k = i + step
            while 0 <= k < len(text.doc) and (text.pos[k] == "PROPN" or text.words[k] in text.lex.kinds):
                if text.pos[k] == "PROPN":
                    found.add(text.words[k])
                k += step
    return frozenset(found)


def named(text: Text, drafts: list[Draft], own: OwnOutlet) -> list[tuple[Draft, Attribution]]:
    """Attributions with their sources resolved, in the order of the text."""
    resolver = Resolver(text)
    found = []
    for draft in sorted(drafts, key=lambda d: (d.cue[0], d.cue[1])):
        via = [m for m in (resolver.mention(p) for p in draft.via) if m is not None]
        via = [m for m in via if not own.is_own(m.named)]
        if draft.relay:
            via = [replace(m, provenance=Provenance("sources.relay", draft.relay, m.provenance.entry)) for m in via]
        source = resolver.mention(draft.source, draft.content) if draft.source is not None else None
        if source is None and draft.frame != "agentless":
            continue
        if source is not None and own.is_own(source.named):
            if draft.commitment.polarity > 0:
                continue
            source = None  # the outlet itself denies: nobody else speaks, yet what is said is not so
        attribution = finished(text, draft, source, tuple(via))
        if attribution is not None:
            found.append((draft, attribution))
            found.extend((draft, denial) for denial in [answer_to(text, draft, attribution)] if denial is not None)
    return [(draft, with_final_names(attribution, resolver)) for draft, attribution in found]


def with_final_names(attribution: Attribution, resolver: Resolver) -> Attribution:
    """The same attribution, its sources under the fullest names that the text gives them anywhere."""
    source = resolver.final(attribution.source) if attribution.source is not None else None
    return replace(attribution, source=source, via=tuple(resolver.final(mention) for mention in attribution.via))


def finished(
    text: Text, draft: Draft, source: SourceMention | None, via: tuple[SourceMention, ...]
) -> Attribution | None:
    """The attribution of a draft; None where nothing is said."""
    phrases = [text.phrase(after_conjunction(text, start, end), end) for start, end in draft.content]
    content = tuple(p for p in phrases if p is not None)
    if not content:
        return None
    denied, quoted = calls_it_false(text, draft, content), denies_in_quotes(draft)
    again = denied or takes_up(text, draft, content)
    return Attribution(
        source=source,
        via=via,
        cue=text.doc[draft.cue[0] : draft.cue[1]],
        content=content,
        form=draft.form,
        commitment=Factuality.CERTAIN_NOT
        if denied
        else Factuality.CERTAIN
        if of_a_figure(text, draft)
        else Factuality.CERTAIN
        if quoted
        else draft.commitment,
        event_object=draft.event_object or denied,
        claims=draft.claims,
        parent=None,
        provenance=Provenance(draft.rule, draft.entry),
        takes_up=again or draft.frame == "blame",
        accused=draft.accused,
        answers=again and (draft.rule in (REFUTED, CONTRARY) or content[0].end <= draft.cue[0]),
    )


def of_a_figure(text: Text, draft: Draft) -> bool:
    """ "disputed the toll", "le bilan est de sept morts, contrairement à ce que dit l'agence": the deed stands."""
    if draft.frame not in ("object", "clause", "contrary") or draft.commitment.polarity > 0:
        return False
    start, end = draft.content[0]
    nouns = [k for k in range(start, end) if text.pos[k] == "NOUN"]
    return bool(nouns) and has_lemma(text, nouns[0], text.lex.set("figures"))


def answer_to(text: Text, draft: Draft, attribution: Attribution) -> Attribution | None:
    """ "Le porte-parole a démenti : « Nos avions n'ont pas décollé. »": he denies what was told before, too."""
    if attribution.takes_up or not (denies_in_quotes(draft) or opens_with_refusal(text, draft, attribution)):
        return None
    number = text.sentence_of[min(draft.cue[0], *(start for start, _ in draft.content))]
    start, end = text.sentences[max(number - 1, 0)]
    before = text.phrase(start, end) if number and "\n" not in text.texts[end - 1] else None
    cue = text.doc[draft.cue[0] : draft.cue[1]]
    return replace(
        attribution,
        content=(before if before is not None else cue,),  # the first of a paragraph answers what was told above
        form=Form.INDIRECT,
        commitment=Factuality.CERTAIN_NOT,
        event_object=True,
        takes_up=True,
        answers=True,
        provenance=Provenance("sources.absolute", draft.entry),
    )


def opens_with_refusal(text: Text, draft: Draft, attribution: Attribution) -> bool:
    """ "« C'est un mensonge », a répliqué le ministre. « Nos avions … »": more is said than that it is false."""
    first = [token for token in attribution.content[0] if token.is_alpha]
    short = draft.form is Form.DIRECT and len(first) <= FEW
    return short and any(text.words[token.i] in text.lex.word("lies") for token in first)


def denies_in_quotes(draft: Draft) -> bool:
    """What stands in quotation marks is said as it stands, whatever its verb: "démentir" is no part of it."""
    return draft.form is Form.DIRECT and draft.commitment.polarity < 0


def after_conjunction(text: Text, start: int, end: int) -> int:
    """What is said begins after the word that introduces it: "affirme que | le pont a sauté"."""
    leads = start + 1 < end and text.words[start] in text.lex.word("that") and text.pos[start] == "SCONJ"
    return start + 1 if leads else start


def calls_it_false(text: Text, draft: Draft, content: tuple[Phrase, ...]) -> bool:
    """ "parle d'« affabulations »", "« C'est un mensonge »", "called it a lie": nothing else is said."""
    if draft.frame == "refute":
        return True
    words = [token for phrase in content for token in phrase if token.is_alpha]
    return len(words) <= FEW and any(text.words[token.i] in text.lex.word("lies") for token in words)


def takes_up(text: Text, draft: Draft, content: tuple[Phrase, ...]) -> bool:
    """What is said has no words of its own: "a démenti.", "denied it", "ces accusations", "toute implication"."""
    if draft.rule in (REFUTED, CONTRARY):
        return draft.event_object
    if draft.rule == "sources.absolute":
        return content[0].end <= draft.cue[0] and content[0].root.sent.start < text.doc[draft.cue[0]].sent.start
    head = content[0].root
    return draft.event_object and (
        (head.pos_ == "PRON" and len(content[0]) == 1) or has_lemma(text, head.i, text.lex.set("assertions"))
    )


def nested(found: list[tuple[Draft, Attribution]]) -> tuple[Attribution, ...]:
    """Each attribution with the smallest other one whose content holds its cue and source as its parent."""
    plain = [attribution for _, attribution in found]
    items = [answering(item, plain) for item in plain]
    return tuple(with_parent(item, parent_of(i, item, items)) for i, item in enumerate(items))


def answering(item: Attribution, items: Sequence[Attribution]) -> Attribution:
    """ "The army's announcement that they were free was contradicted by a widow": she answers the army."""
    if item.commitment.polarity > 0 or item.takes_up:
        return item
    announced = (other for other in items if other is not item and is_announced_in(other, item))
    inner = next(announced, None)
    if inner is None:
        return item
    return replace(item, content=inner.content, event_object=True, takes_up=True, answers=True)


def is_announced_in(inner: Attribution, item: Attribution) -> bool:
    """A noun of saying, with what it says, is what somebody denies."""
    if inner.provenance.rule != "sources.nominal" or inner.cue is None or inner.commitment.polarity < 0:
        return False
    return any(content.start <= inner.cue.start < content.end for content in item.content)


def parent_of(index: int, item: Attribution, items: list[Attribution]) -> int | None:
    """The index of the attribution that `item` stands inside."""
    best: tuple[int, int] | None = None
    if item.provenance.rule == REFUTED and item.source is not None:
        return None  # "Reports of a raid are false, the mayor said": the mayor does not pass them on
    for other_index, other in enumerate(items):
        if other_index == index or item.cue is None or other.answers or other.provenance.rule == REFUTED:
            continue
        if item.source is not None and other.source is not None and item.source.name == other.source.name:
            continue
        for content in other.content:
            holds = content.start <= item.cue.start and item.cue.end <= content.end
            apart = other.cue is None or not any(
                c.start <= other.cue.start and other.cue.end <= c.end for c in item.content
            )
            named_inside = item.source is None or content.start <= item.source.phrase.start < content.end
            if holds and apart and named_inside and (best is None or len(content) < best[0]):
                best = (len(content), other_index)
    return best[1] if best else None


def with_parent(item: Attribution, parent: int | None) -> Attribution:
    """The same attribution under a parent."""
    if parent is None:
        return item
    return replace(item, parent=parent)


__all__ = ["Form", "attributions", "make_sources"]
