"""The lemmas stage: mends the lemmas of verbs that the trained pipeline never saw.

Lexicons are looked up by lemma, so that a lemma no dictionary knows ("exclutr") would lose the word. Such a one is
replaced by that of simplemma's dictionaries; a known lemma stays as the pipeline gave it, which saw the context.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from simplemma import is_known, lemmatize
from spacy.language import Language
from spacy.tokens import Doc

from recoupe import languages

VERBS = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Mending:
    """What a language knows of the shape of its lemmas."""

    code: str
    infinitive: tuple[str, ...]  # endings; empty where an infinitive has none of its own
    participle: tuple[tuple[str, str], ...]  # ending of a participle, that of its infinitive; longest first
    verb: Mapping[str, str]  # what no ending tells

    def of_verb(self, form: str, lemma: str) -> str:
        """The infinitive of a verb form, or the given lemma where nothing better is known."""
        if self.is_infinitive(lemma):
            return lemma
        looked_up = lemmatize(form, lang=self.code)
        for candidate in (self.verb.get(form), self.verb.get(looked_up), looked_up):
            if candidate and self.is_infinitive(candidate):
                return candidate
        for ending, infinitive in self.participle:
            candidate = form.removesuffix(ending) + infinitive
            if form.endswith(ending) and self.is_infinitive(candidate):
                return candidate
        return lemma

    def is_infinitive(self, lemma: str) -> bool:
        """It has the shape of an infinitive and a dictionary knows it; torn words may have no lemma at all."""
        if not lemma or (self.infinitive and not lemma.endswith(self.infinitive)):
            return False
        return is_known(lemma, lang=self.code)


def mending(code: str) -> Mending:
    """What is known of the lemmas of a language."""
    table = languages.load(code).table("lemmas")
    endings = sorted(table.get("participle", {}).items(), key=lambda pair: -len(pair[0]))
    return Mending(code, tuple(table.get("infinitive", ())), tuple(endings), table.get("verb", {}))


@Language.factory("recoupe_lemmas")
def make_lemmas(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that mends the lemmas of verbs."""
    known = mending(str(nlp.lang))
    mended = lru_cache(maxsize=100_000)(known.of_verb)

    def read(doc: Doc) -> Doc:
        for token in doc:
            if token.pos_ in VERBS and token.is_alpha:
                token.lemma_ = mended(token.lower_, token.lemma_.lower())
        return doc

    return read
