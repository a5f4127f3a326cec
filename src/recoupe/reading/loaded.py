"""The loaded stage: words by which a teller judges, and whose words they are.

They are shown to the reader as the outlet's or its source's own. Nothing is counted for or against anybody by them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from recoupe import languages
from recoupe.model import Provenance, Region
from recoupe.reading.chains import Tellers
from recoupe.reading.layers import LOADED, SOURCES, LoadedWord, document_of, region_at
from recoupe.reading.quotations import quotations
from recoupe.reading.sources_lexicon import fold

SCARE = 4  # words between quotation marks that nobody is named for: the outlet stands back from them


@dataclass(frozen=True, slots=True)
class LoadedEntry:
    """A word or phrase that judges, with the words beside which it does not."""

    entry: str
    kind: str
    words: tuple[str, ...]
    not_after: frozenset[str]
    not_before: tuple[tuple[str, ...], ...]


@Language.factory("recoupe_loaded")
def make_loaded(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the loaded words of a Doc."""
    lexicon = loaded_lexicon(str(nlp.lang), nlp.tokenizer)

    def read(doc: Doc) -> Doc:
        return LOADED.put(doc, tuple(loaded_words(doc, lexicon)))

    return read


def loaded_words(doc: Doc, lexicon: Mapping[str, tuple[LoadedEntry, ...]]) -> Iterator[LoadedWord]:
    """Every word that judges, with who uses it; none in names, page residue and quotation marks of distance."""
    tellers = Tellers(document_of(doc), SOURCES.of(doc))
    words = [fold(token.text) for token in doc]
    quoted = [(q.start, q.end) for q in quotations(doc.text) if q.closed]
    for i, word in enumerate(words):
        entry = next((e for e in lexicon.get(word, ()) if stands(words, i, e) and not in_name(doc, i, e)), None)
        if entry is None or region_at(doc, i) is Region.RESIDUE:
            continue
        phrase = doc[i : i + len(entry.words)]
        telling = tellers.of(phrase)
        around = (doc.text[a:b].split() for a, b in quoted if a <= phrase.start_char and phrase.end_char <= b)
        if telling.attribution is None and any(len(inside) <= SCARE for inside in around):
            continue
        teller = telling.sources[-1].name
        yield LoadedWord(phrase, entry.kind, teller, len(telling.sources) == 1, Provenance("loaded.word", entry.entry))


def stands(words: list[str], i: int, entry: LoadedEntry) -> bool:
    """The words of the entry stand at a token, beside none that takes the judgement from them."""
    after = i + len(entry.words)
    if tuple(words[i:after]) != entry.words or (i and words[i - 1] in entry.not_after):
        return False
    return not any(tuple(words[after : after + len(beside)]) == beside for beside in entry.not_before)


def in_name(doc: Doc, i: int, entry: LoadedEntry) -> bool:
    """A capital inside a sentence: "la place des Martyrs", "Al-Karama Martyrs Brigade"; not a line in capitals."""
    token = doc[i]
    if not token.is_title or token.is_sent_start or (i and doc[i - 1].is_space):
        return False
    return doc[i - 1].text not in ("«", "“", '"', ":", "—", "–")


def loaded_lexicon(code: str, tokenizer: Tokenizer) -> Mapping[str, tuple[LoadedEntry, ...]]:
    """The loaded words of a language by their first token, longest first."""
    table = languages.load(code).table("loaded")
    endings = tuple(table.get("endings", ("",)))

    def tokens(words: str) -> tuple[str, ...]:
        return tuple(fold(token.text) for token in tokenizer(words))

    found: dict[str, set[LoadedEntry]] = {}
    for row in table.get("loaded", ()):
        beside = tuple(tokens(after) for after in row.get("not_before", ()))
        before = frozenset(map(fold, row.get("not_after", ())))
        for words in (tokens(form + ending) for form in row["words"] for ending in endings_of(form, endings)):
            found.setdefault(words[0], set()).add(LoadedEntry(row["id"], row["kind"], words, before, beside))
    return {first: tuple(sorted(same, key=lambda e: (-len(e.words), e.entry))) for first, same in found.items()}


def endings_of(form: str, endings: tuple[str, ...]) -> tuple[str, ...]:
    """A word has all its forms; a phrase stands as it is."""
    return ("",) if " " in form else endings
