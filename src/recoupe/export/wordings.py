"""What a wording says of those it names: which body or group, armed or not, of which country; or that it is a thing.

Which words name what is the knowledge of the languages' lexicons; ids are those of the actor register.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from recoupe import languages
from recoupe.knowledge.actors import Actor, register
from recoupe.knowledge.gazetteer import gazetteer
from recoupe.knowledge.gazetteer.fold import fold
from recoupe.reading.actors_lexicon import roles
from recoupe.reading.sources_lexicon import fold as plain
from recoupe.reading.sources_lexicon import lexicon
from recoupe.weighing.bodies import country_of, known_language
from recoupe.weighing.names import ALLIANCES, TOKEN, Name, empty, is_noun, name_of

STATE_ID = re.compile(r"recoupe:([A-Z]{2})-([A-Z]{3})$")
STATE = ("COP", "MIL", "SPY", "GOV", "JUD", "LEG")  # the bodies of a state, those that fight first
ARMED_STATE = frozenset(("MIL", "COP", "SPY"))
ARMED = ("REB", "UAF", "PRM", "CRM")
ACRONYM = re.compile(r"[A-Z][A-Z0-9-]{1,9}$")
CROWD = ".role.protester"  # the entry of nouns for people who demonstrate, in any language
VICTIM = ".role.victim"  # and of those that only say that somebody was hit: "five dead" are of any side
BEFORE = ("definite", "demonstrative", "possessive", "indefinite", "of")  # lists of words that open a phrase


class Described(NamedTuple):
    """What a wording says of those it names."""

    sectors: tuple[str, ...]
    country: str
    named: bool
    person: bool = False
    crowd: bool = False
    anybody: bool = False  # "eleven people": whoever else is told of may be meant
    alliance: bool = False  # "the coalition": no single state's
    identity: bool = False  # "Members of the Luo ethnic group": of one descent or community


@lru_cache(maxsize=16384)
def described(name: str, id: str, language: str) -> Described | None:
    """What a wording says, by its id, then by its words; None for things and places."""
    state = STATE_ID.match(id)
    if state:
        return Described((state[2],), state[1], True)
    actor = actors().get(id)
    if actor is not None:
        return Described((actor.sector,), actor.country if actor.sector in STATE else "", True)
    code = known_language(language)
    found = by_words(name, code)
    return found and found._replace(identity=has_word(name, "identity_words", code))


def by_words(name: str, code: str) -> Described | None:
    """What the words of a name say."""
    read = name_of(uncapitalised(name, code), code)
    sectors, whose = sectors_of(read, code), country_of(name)
    proper = proper_words(name, code)
    if sectors:
        group = sectors[0] in ARMED and bool(proper)
        anybody = sectors == ("CVL",) and (not (read.sectors or read.marked) or all(is_of(read, code, VICTIM)))
        allied = bool(read.listed & lexicon(code).set(ALLIANCES))
        return Described(sectors, whose, group or sectors[0] in STATE, False, is_crowd(read, code), anybody, allied)
    if is_group(name, code):
        return Described((), whose, True)
    if not proper:
        return Described((), whose, False, anybody=True) if read.roles else None
    if not read.roles and (is_thing(name, code) or is_place(name) or all(is_place(word) for word in proper)):
        return None
    person = not read.roles and len(proper) > 1 and not any(ACRONYM.match(word) for word in proper)
    return Described((), whose, True, person)


def is_crowd(name: Name, code: str) -> bool:
    """Its noun is one for people who demonstrate."""
    return any(is_of(name, code, CROWD))


def is_of(name: Name, code: str, entry: str) -> Iterator[bool]:
    """For each of its role nouns, whether it is of an entry of the lexicon, in any language."""
    forms = (roles(code).forms.get(word) for word in name.roles)
    return (form is not None and form.role.entry.endswith(entry) for form in forms)


def is_group(name: str, code: str) -> bool:
    """A word with which the names of armed groups begin stands in it, and a name after it: "Katiba al-Noussour"."""
    return len(TOKEN.findall(name)) > 1 and has_word(name, "group_parts", code)


def has_word(name: str, listed: str, code: str) -> bool:
    """A word of a list stands in a name."""
    words = {plain(word).rstrip("'") for word in TOKEN.findall(name.replace("’", "'"))}
    return bool(words & set(map(plain, phrase(code).get(listed, ()))))


def sectors_of(name: Name, code: str) -> tuple[str, ...]:
    """The sectors that the words of a name tell, those of bodies that fight first."""
    strong = name.sectors | (name.marked if not name.sectors or name.marked & set(ARMED) else frozenset())
    if not name.sectors and not name.marked:
        forms = [form for word in name.roles if (form := roles(code).forms.get(word))]
        strong = frozenset(form.role.sector for form in forms if form.role.sector)
    if "MIL" in name.sectors:
        strong -= {"UAF"}  # "armed forces"
    order = (*STATE[:3], *ARMED, *STATE[3:])
    return tuple(sorted(strong, key=lambda s: (order.index(s) if s in order else len(order), s)))


def uncapitalised(name: str, code: str) -> str:
    """A phrase without the capital that opens a sentence: "Dozens of villagers", not "Wagner"."""
    words = name.split()
    lower = len(words) > 1 and any(plain(w) in roles(code).forms for w in words[1:])
    return name[:1].lower() + name[1:] if lower and not words[0].isupper() else name


def proper_words(name: str, code: str) -> list[str]:
    """The words of a name that name somebody: with a capital, and neither a role, a people nor a place."""
    tokens = TOKEN.findall(uncapitalised(name, code).replace("’", "'"))
    found = [t for t in tokens if t[:1].isupper() and plain(t) not in roles(code).forms and plain(t) not in empty(code)]
    if len(tokens) == 1 and is_noun(tokens[0], code):
        return []  # "Reports", at the head of a sentence
    has_role = any(plain(t) in roles(code).forms for t in tokens)
    return [t for t in found if not country_of(t) and not (has_role and len(found) == 1 and is_place(t))]


def is_place(word: str) -> bool:
    """The gazetteer knows a place of this name."""
    return gazetteer().known(fold(word))


def is_thing(name: str, code: str) -> bool:
    """ "fuel convoy south of Goré", "route de Goré", "Unidentified aircraft": its head is a noun for no people."""
    head = head_of(name, code)
    return bool(head) and not head[:1].isupper() and plain(head) not in roles(code).forms


def head_of(name: str, code: str) -> str:
    """The noun that leads a phrase: the first in French, the last before "of" or "at" in English."""
    tokens: list[str] = TOKEN.findall(bare(name, code).replace("’", "'"))
    joins = {plain(w).rstrip("'") for key in ("of", "complements", "locatives") for w in phrase(code).get(key, ())}
    end = next((n for n, t in enumerate(tokens) if n and plain(t).rstrip("'") in joins), len(tokens))
    held = tokens[:end]
    return "" if not held else held[0] if phrase(code).get("head") == "first" else held[-1]


def bare(name: str, language: str) -> str:
    """A name without its article and number: "Le Front du Logone libre", "a dozen soldiers", "at least 14 people"."""
    code = known_language(language)
    words = name.replace("’", "'")
    for opening in openings(code):
        if fold(words).startswith(f"{fold(opening)} ") and len(words.split()) > len(opening.split()):
            return bare(" ".join(words.split()[len(opening.split()) :]), language)
    first, mark, rest = words.partition("'" if words[1:2] == "'" else " ")
    counted = first.isdigit() or plain(first) in numerals(code)
    article = plain(first + mark.strip()) in articles(code) or plain(first) in articles(code)
    return bare(rest.strip(), language) if rest.strip() and (article or counted) else name


def counted_in(name: str, language: str) -> int:
    """How many a wording counts: "quatre soldats", "un chauffeur"; 0 where it does not say."""
    code = known_language(language)
    table = languages.load(code).table("quantities")["number"]
    first = plain(name.split()[0]) if name.split() else ""
    if first.isdigit():
        return int(first)
    known = {plain(word): int(number) for word, number in table["words"].items()}
    return known.get(first, 1 if first in map(plain, table.get("singular", ())) else 0)


@cache
def openings(code: str) -> Sequence[str]:
    """Words before a number: "at least", "some"."""
    rows = languages.load(code).table("quantities").get("bound", ())
    return sorted((word for row in rows for word in row["words"]), key=len, reverse=True)


@cache
def articles(code: str) -> frozenset[str]:
    """Words that open a phrase."""
    return frozenset(plain(word) for name in BEFORE for word in phrase(code).get(name, ()))


@cache
def numerals(code: str) -> frozenset[str]:
    """Words that count."""
    table = languages.load(code).table("quantities")
    units = (word for row in table.get("unit", ()) for word in row["words"])
    return frozenset(map(plain, (*table["number"]["words"], *table["number"]["multipliers"], *units)))


def phrase(code: str) -> dict[str, Sequence[str]]:
    """How the phrases of a language are built."""
    found: dict[str, Sequence[str]] = languages.load(code).table("actors").get("phrase", {})
    return found


@cache
def actors() -> dict[str, Actor]:
    """The actor register by id."""
    return {actor.id: actor for actor in register()}
