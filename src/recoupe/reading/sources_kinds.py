"""What a source is to the event: told by its head noun, the outlet register, the actors layer, or its form."""

from __future__ import annotations

from spacy.tokens import Span as Phrase

from recoupe.knowledge.outlets import outlets
from recoupe.model import Provenance, SourceKind
from recoupe.reading.layers import ACTORS, ActorMention
from recoupe.reading.sources_lexicon import KindEntry, fold
from recoupe.reading.sources_text import Text

DEFAULT = Provenance("sources.kind")


def actor_at(text: Text, phrase: Phrase) -> ActorMention | None:
    """The actor mention with the same head as a phrase."""
    for mention in ACTORS.of(text.doc):
        if (
            mention.phrase.start < phrase.end
            and phrase.start < mention.phrase.end
            and (
                phrase.start <= mention.phrase.root.i < phrase.end
                and mention.phrase.start <= head_of(text, phrase) < mention.phrase.end
            )
        ):
            return mention
    return None


def head_of(text: Text, phrase: Phrase) -> int:
    """The head of a noun phrase: the tree's root if nominal, else its first noun or name."""
    root = phrase.root
    if root.pos_ in ("NOUN", "PROPN", "PRON"):
        return int(root.i)
    return next((t.i for t in phrase if t.pos_ in ("NOUN", "PROPN", "PRON")), int(root.i))


def noun_kind(text: Text, phrase: Phrase) -> KindEntry | None:
    """The entry of the first noun of a phrase that says what somebody is: "le porte-parole de la milice"."""
    if len(phrase) == 0:
        return None
    head = head_of(text, phrase)
    for i in range(phrase.start, phrase.end):
        for words, entry in text.lex.kind_phrases.get(text.words[i], ()):
            if tuple(text.words[i : i + len(words)]) == words:
                return entry
    for i in (head, *(k for k in range(phrase.start, phrase.end) if k != head)):
        found = text.lex.kinds.get(text.words[i]) or text.lex.kinds.get(fold(text.doc[i].lemma_))
        if found is None:
            continue
        if text.words[i] in text.lex.spokesman:
            inner = noun_kind(text, text.doc[i + 1 : phrase.end]) if i + 1 < phrase.end else None
            if inner is not None and inner.kind not in (SourceKind.WITNESS, SourceKind.OUTLET, SourceKind.DOCUMENT):
                return found if found.kind is SourceKind.ANONYMOUS else inner
        return found
    return None


def kind_of(text: Text, phrase: Phrase) -> tuple[SourceKind, Provenance]:
    """What a source is, and the entry that says so."""
    entry = noun_kind(text, phrase)
    known = outlets().find(phrase.text)
    if known is not None and (
        entry is None
        or entry.kind in (SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.OFFICIAL, SourceKind.ARMED_GROUP)
    ):
        kind = SourceKind.AGENCY if known.kind == "agency" else SourceKind.OUTLET
        return kind, Provenance("sources.kind.outlet", entry.entry if entry else "", known.name)
    if entry is not None:
        return entry.kind, Provenance("sources.kind.noun", entry.entry)
    actor = actor_at(text, phrase)
    if actor is not None and actor.kind is not SourceKind.OTHER:
        return actor.kind, Provenance("sources.kind.actor", actor.provenance.entry, actor.name)
    if looks_like_handle(phrase.text):
        return SourceKind.SOCIAL_MEDIA, Provenance("sources.kind.handle")
    if any(token.pos_ == "PROPN" for token in phrase):
        return SourceKind.PERSON, Provenance("sources.kind.name")
    return SourceKind.OTHER, DEFAULT


def looks_like_handle(name: str) -> bool:
    """ "@Hombori_Alerte", "Avia.pro" is a site, not a handle."""
    return name.startswith(("@", "#"))


def is_known_speaker(text: Text, phrase: Phrase) -> bool:
    """A phrase that can be a source: it has a noun of people, bodies, media or documents, or is a name or pronoun."""
    head = head_of(text, phrase)
    if text.pos[head] == "PROPN" or text.pos[head] == "PRON":
        return True
    if noun_kind(text, phrase) is not None or actor_at(text, phrase) is not None:
        return True
    return phrase.text[:1] == "@" or text.words[head] in text.lex.set("partitive")
