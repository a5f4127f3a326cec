"""Who in a report is a private person: names of people who hold no office, lead nothing and speak for nobody.

A run of capitalised words is a person's name if it begins with a given name, stands after a form of address or a noun
for people, has an age after it, or is a source of whom the text says no more than that it is a person or a witness. It
is a public person's if beside it, anywhere in the case, stands an office, a rank or the word for who leads or speaks
for others. Where nothing tells, the name is taken to be a private person's: a name too many is hidden sooner than one
too few.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from recoupe import languages
from recoupe.knowledge.actors import register
from recoupe.model import Reading, Source, SourceKind
from recoupe.reading.actors_lexicon import RoleForm, fold, roles

WORD = re.compile(r"[^\W\d_](?:\.(?=\s)|(?:[\w’'-]*\w)?)")
AGE = re.compile(r"\s*[,(]\s*\d{1,3}(?:\s\w+)?\s*[,).]")
BESIDE = 3  # words before a name, and after the comma behind it, among which its office stands
LONGEST = 4  # words of a person's name
PARTICLES = frozenset(("de", "du", "la", "le", "al", "el", "ben", "ibn", "bin", "ould", "ag", "von", "van"))
STATE = frozenset(("GOV", "LEG", "JUD"))
PRIVATE = (SourceKind.PERSON, SourceKind.WITNESS, SourceKind.OTHER)
PRESS = (SourceKind.OUTLET, SourceKind.AGENCY)
PUBLIC = (SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.ARMED_GROUP, SourceKind.NGO, SourceKind.EXPERT)


@dataclass(frozen=True, slots=True)
class Person:
    """A person's name as a report has it, and whether the report shows a public person."""

    name: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """What a language's lexicon says of the words around names, folded."""

    given: frozenset[str]
    articles: frozenset[str]
    honorifics: frozenset[str]
    joiners: frozenset[str]
    not_names: frozenset[str]
    forms: dict[str, RoleForm]


def people(reading: Reading) -> Iterator[Person]:
    """The people whom a report names, each as often as it does."""
    text, known = reading.document.text, words_of(reading.document.language)
    sources = {
        name: public
        for source in sources_of(reading)
        if (name := bare(source.name, known))
        for public in [source.kind in PUBLIC]
    }
    press = outlets_of(reading)
    for start, end in runs(text, known):
        name = text[start:end]
        if is_after_article(text, start, known) or fold(name) in press:
            continue
        before = [fold(m.group()) for m in WORD.finditer(text, max(0, start - 60), start)][-BESIDE:]
        if text[start - 1 : start] not in (" ", "\u00a0", "’", "'") or re.search(r"[.;:!?]\s*$", text[:start]):
            before = before[-1:] if before and before[-1] in known.honorifics else []
        after = apposition(text, end)
        offices = [form for word in (*before, *after) if (form := known.forms.get(word))]
        is_person = (
            name in sources
            or fold(name.split()[0]) in known.given
            or bool(before and before[-1] in known.honorifics)
            or bool(AGE.match(text, end))
            or any(form.role.kind in PRIVATE or form.role.title for form in offices)
        )
        if is_person and not is_body(name):
            yield Person(name, any(is_office(form) for form in offices) or sources.get(name, False))
    for name, public in sources.items():
        if not is_body(name) and fold(name) not in press:
            yield Person(name, public)


def is_after_article(text: str, start: int, known: _Words) -> bool:
    """An article stands right before: "the Free Logone Front" is nobody's name."""
    before = re.search(r"([^\W\d_]+['’]?)\s*$", text[max(0, start - 20) : start])
    return before is not None and fold(before[1].replace("’", "'")) in known.articles


def outlets_of(reading: Reading) -> frozenset[str]:
    """The outlets and agencies that a report names, folded."""
    named = (s.name for e in reading.events for a in e.accounts for s in a.sources if s.kind in PRESS)
    return frozenset(fold(name) for name in (reading.document.outlet, *named))


def sources_of(reading: Reading) -> Iterator[Source]:
    """The sources that may be people."""
    for event in reading.events:
        for account in event.accounts:
            yield from (s for s in account.sources if s.kind in (*PRIVATE, *PUBLIC))


def bare(name: str, known: _Words) -> str:
    """The person's name within a source's: "un enseignant, Ndolembaye Sou" is "Ndolembaye Sou"; "" where none is."""
    found = [name[a:b] for a, b in runs(name, known)]
    if found:
        return found[0]
    single = name.strip()
    return single if re.fullmatch(r"[A-ZÀ-Þ][\w’'-]+", single) and fold(single) not in known.forms else ""


def runs(text: str, known: _Words) -> Iterator[tuple[int, int]]:
    """Two or more capitalised words in a row, with the particles of names between them."""
    run: list[re.Match[str]] = []
    for match in WORD.finditer(text):
        word = match.group()
        gap = text[run[-1].end() : match.start()] if run else " "
        joins = bool(run) and fold(word) in known.joiners and not word[0].isupper()
        if (is_capital(word, known) or joins) and gap in (" ", "\u00a0"):
            run.append(match)
            continue
        yield from closed(run, known)
        run = [match] if is_capital(word, known) else []
    yield from closed(run, known)


def closed(run: list[re.Match[str]], known: _Words) -> Iterator[tuple[int, int]]:
    """A run without the particles at its end, if it can be a name."""
    while run and fold(run[-1].group()) in known.joiners:
        run = run[:-1]
    if 2 <= len(run) <= LONGEST:
        yield run[0].start(), run[-1].end()


def is_capital(word: str, known: _Words) -> bool:
    """Written as a name, and no word for people, address or the like."""
    folded = fold(word)
    plain = folded.rstrip(".")
    return (
        word[0].isupper()
        and not (word.isupper() and len(word) > 2)
        and plain not in known.not_names
        and folded not in known.honorifics
        and plain not in known.forms
    )


def apposition(text: str, end: int) -> list[str]:
    """The words after the comma behind a name."""
    if text[end : end + 1] != ",":
        return []
    stop = re.search(r"[,.;:!?\n]", text[end + 1 : end + 80])
    part = text[end + 1 : end + 1 + (stop.start() if stop else 80)]
    return [fold(word) for word in WORD.findall(part)][: BESIDE + 2]


def is_office(form: RoleForm) -> bool:
    """A noun for who holds an office or a rank, leads, or speaks for others."""
    role = form.role
    return (role.title and role.sector in (*STATE, "MIL", "")) or (
        role.kind is SourceKind.OFFICIAL and role.sector in STATE
    )


def is_body(name: str) -> bool:
    """An organisation of the register, or a part of its name."""
    folded = fold(name)
    return any(folded in body or body in folded for body in bodies())


@cache
def bodies() -> frozenset[str]:
    """The names of organisations of two words and more, folded."""
    return frozenset(fold(name) for actor in register() for name in actor.names if " " in name)


@cache
def words_of(language: str) -> _Words:
    """The words around names in a language; those of the first where it is not read."""
    code = language.split("-")[0].lower()
    code = code if code in languages.codes() else languages.codes()[0]
    phrase = languages.load(code).table("actors")["phrase"]
    return _Words(
        given=folded(phrase["given_names"]),
        articles=folded(phrase["definite"]),
        honorifics=folded(phrase["honorifics"]),
        joiners=folded(phrase["name_joiners"]) - folded(phrase["coordinators"]) - {"for", "the", "pour"},
        not_names=folded(phrase["not_names"]),
        forms=roles(code).forms,
    )


def folded(words: Iterable[str]) -> frozenset[str]:
    """Words in the form in which they are compared."""
    return frozenset(map(fold, words))
