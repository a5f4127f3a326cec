"""The actors stage: who is named in the text, and which names are of the same one."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe import languages
from recoupe.model import Provenance, SourceKind
from recoupe.reading.actors_lexicon import roles
from recoupe.reading.actors_phrases import Candidate, Grammar, PhraseFinder
from recoupe.reading.actors_referents import Referent, Resolver, fullest
from recoupe.reading.layers import ACTORS, ActorMention, span_of

GENERAL = (SourceKind.OTHER, SourceKind.PERSON)


@Language.factory("recoupe_actors")
def make_actors(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the actors of a Doc."""
    code = nlp.lang or ""
    if code not in languages.codes():
        return lambda doc: doc
    table = languages.load(code).table("actors")
    finder = PhraseFinder(table, nlp.tokenizer, roles(code))
    resolver = Resolver(table, finder.grammar)

    def read(doc: Doc) -> Doc:
        if not doc.has_annotation("SENT_START"):
            return ACTORS.put(doc, ())  # no parse, nothing to go by
        referents = resolver.resolve(doc, finder.find(doc))
        mentions = [m for referent in referents for m in mentions_of(doc, referent, finder.grammar)]
        return ACTORS.put(doc, tuple(sorted(mentions, key=lambda m: (m.phrase.start, -m.phrase.end))))

    return read


def mentions_of(doc: Doc, referent: Referent, grammar: Grammar) -> list[ActorMention]:
    """The mentions of a referent, each with what the best of them says."""
    best = fullest(referent.mentions)
    named = doc[best.start : best.end]
    tells = _telling(referent)
    kind = tells.kind
    if kind is SourceKind.OTHER and any(m.person for m in referent.mentions):
        kind = SourceKind.PERSON
    identity = next((m.id for m in referent.mentions if m.id), None)
    return [
        ActorMention(
            phrase=doc[mention.start : mention.end],
            name=_name(doc, best, grammar),
            named=named,
            kind=kind,
            sector=tells.sector,
            armed=tells.armed,
            id=identity,
            country=referent.country,
            referent=referent.number,
            provenance=Provenance(mention.rule, mention.entry, _note(mention, named)),
        )
        for mention in referent.mentions
    ]


def _telling(referent: Referent) -> Candidate:
    """The mention whose words say most exactly what they are: a register entry, then a role, then a bare name."""

    def rank(mention: Candidate) -> tuple[bool, bool, bool]:
        return (mention.actor is not None, mention.kind not in GENERAL, bool(mention.sector))

    return max(referent.mentions, key=rank)


def _name(doc: Doc, best: Candidate, grammar: Grammar) -> str:
    """The phrase without its article, in the words of the published text, on one line."""
    start = best.start
    if any(grammar_word(doc, i) in grammar.of for i in range(best.start, best.head)):
        return " ".join(span_of(doc[start : best.end]).text.split())  # "l'un de ces responsables"
    while start < best.head and grammar.determiner(grammar_word(doc, start)) and doc[start].pos_ != "NUM":
        start += 1
    return " ".join(span_of(doc[start : best.end]).text.split())


def grammar_word(doc: Doc, i: int) -> str:
    """The word as the grammar tables hold it."""
    return doc[i].text.casefold()


def _note(mention: Candidate, named: Phrase) -> str:
    return f"= {span_of(named).text}" if (mention.start, mention.end) != (named.start, named.end) else ""
