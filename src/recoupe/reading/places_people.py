"""Words of places that stand for people: demonyms, compounds of them, and names that act ("Bagdad a condamné")."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recoupe.knowledge.gazetteer import fold
from recoupe.reading.places_names import BIG, Name
from recoupe.reading.places_text import Pieces

REACH = 6  # tokens between a subject and its verb


@dataclass(frozen=True, slots=True)
class Demonym:
    """An adjective or people: pieces `i` to before `j`, and the countries it may be of."""

    i: int
    j: int
    countries: tuple[str, ...]
    entry: str
    joint: tuple[str, ...] = ()  # of "syro-irakien": both countries, in order


def demonyms(pieces: Pieces, taken: Iterable[Name]) -> list[Demonym]:
    """The demonyms outside of names."""
    inside = {k for name in taken for k in range(name.i, name.j)}
    found: list[Demonym] = []
    firsts, done = pieces.lexicon.people_firsts, 0
    for i in [at for at, word in enumerate(pieces.lower) if word in firsts]:
        demonym = None if i in inside or i < done else _demonym_at(pieces, i)
        if demonym is not None:
            found.append(demonym)
            done = demonym.j
    return found


def _demonym_at(pieces: Pieces, i: int) -> Demonym | None:
    lexicon = pieces.lexicon
    joined = i + 1 < pieces.size and pieces.gaps[i] in ("-", "–")
    if joined:
        first = _first_half(pieces, i)
        second = _countries(pieces, i + 1) if first else ()
        if first and second:
            return Demonym(i, i + 2, second, lexicon.compound_id, (first, second[0]))
    long = _two_words(pieces, i)
    if long:
        return Demonym(i, i + 2, long, lexicon.demonym_id)
    countries = _countries(pieces, i)
    return Demonym(i, i + 1, countries, lexicon.demonym_id) if countries else None


def _first_half(pieces: Pieces, i: int) -> str:
    """The country of the first half of a compound: "syro-", "Syrian-", "Syria-"."""
    country = pieces.lexicon.compound_first.get(fold(pieces.word[i]), "")
    if country:
        return country
    whole = pieces.lexicon.demonyms.get(fold(pieces.word[i]), ())
    return whole[0] if whole else ""


def _two_words(pieces: Pieces, i: int) -> tuple[str, ...]:
    """ "South Sudanese", "burkina-faso": demonyms of two words."""
    if i + 1 >= pieces.size or pieces.gaps[i] not in (" ", "-"):
        return ()
    if not pieces.lexicon.lower_demonyms and not pieces.capital[i]:
        return ()
    return pieces.lexicon.demonyms.get(fold(pieces.slice(i, i + 2)), ())


def _countries(pieces: Pieces, i: int) -> tuple[str, ...]:
    if not pieces.lexicon.lower_demonyms and not pieces.capital[i]:
        return ()
    word = pieces.lower[i]
    return pieces.lexicon.demonyms.get(word) or pieces.lexicon.demonyms.get(fold(word), ())


def acts(pieces: Pieces, name: Name) -> bool:
    """Whether a country or capital does what only people do: "Bagdad a condamné", "Washington denies"."""
    entry = name.candidates[0].entry
    if entry.kind not in BIG and not entry.capital and entry.population < 1_000_000:
        return False
    if name.preposition is not None and not name.preposition.weak:
        return False
    if name.generic is not None or name.after_comma or name.dateline:
        return False
    phrase = pieces.phrase(name.i, name.j)
    head = phrase.root
    if head.dep_ == "nsubj:pass":
        return False
    if head.dep_.startswith("nsubj") and head.head.i > head.i and head.head.lemma_ in pieces.lexicon.acting:
        return True
    return name.preposition is None and _verb_follows(pieces, phrase.end)


def qualifies(pieces: Pieces, name: Name) -> bool:
    """Initials of a country right beside a noun stand for an adjective: "les forces US", "U.S. troops"."""
    letters = pieces.slice(name.i, name.j).replace(".", "")
    if not letters.isupper() or len(letters) > 4 or name.candidates[0].entry.kind != "country":
        return False
    if name.preposition is not None or name.generic is not None or name.dateline or name.after_comma:
        return False
    before = pieces.doc[pieces.token(name.i) - 1] if name.i and pieces.gaps[name.i - 1] == " " else None
    follows = name.j < pieces.size and pieces.gaps[name.j - 1] == " "
    after = pieces.doc[pieces.token(name.j)] if follows else None
    return any(word is not None and word.pos_ in ("NOUN", "ADJ", "PROPN") for word in (before, after))


def _verb_follows(pieces: Pieces, start: int) -> bool:
    """The next verb is one of saying or deciding, with nothing but auxiliaries and adverbs before it."""
    doc = pieces.doc
    for token in doc[start : min(start + REACH, len(doc))]:
        if token.dep_ == "aux:pass":
            return False
        if token.pos_ in ("AUX", "ADV", "PART") or token.text in ("'", "n'", "s'", "l'"):
            continue
        return token.pos_ in ("VERB", "NOUN", "ADJ") and token.lemma_ in pieces.lexicon.acting
    return False
