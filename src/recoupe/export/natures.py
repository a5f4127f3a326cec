"""What a party or a source is by nature: a person, people, a body of the state, an organisation, a work, a thing."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from functools import cache, lru_cache

from recoupe import languages
from recoupe.export.people import bare, is_body, words_of
from recoupe.knowledge.actors import register
from recoupe.model import Participant, Source, SourceKind
from recoupe.reading.actors_lexicon import RoleForm, fold, roles
from recoupe.reading.sources_lexicon import fold as plain
from recoupe.weighing.bodies import known_language as language_of
from recoupe.weighing.names import TOKEN, empty, name_of

STATE = frozenset(("MIL", "COP", "SPY", "GOV", "JUD", "LEG"))
PAPERS = (SourceKind.DOCUMENT, SourceKind.IMAGERY, SourceKind.SOCIAL_MEDIA)
NAMES = 65536  # of a case that are remembered
BODIES = (SourceKind.OFFICIAL, SourceKind.MILITARY)


class Nature(StrEnum):
    """What kind of thing has a name."""

    PERSON = "person"
    PEOPLE = "people"  # several, or a description that fits many: "armed men"
    PUBLIC_BODY = "public body"
    MEDIUM = "medium"
    ORGANISATION = "organisation"
    WORK = "work"  # a document, a picture, a post: nobody
    THING = "thing"  # no actor at all: a convoy, a road


def nature_of_source(source: Source, language: str, media: Collection[str] = ()) -> Nature:
    """What a source is.

    Args:
        source: of a chain.
        language: of the report.
        media: the outlets of the case, folded: a newspaper that is quoted like a person is none.
    """
    if source.kind in (SourceKind.OUTLET, SourceKind.AGENCY) or fold(source.name) in media:
        return Nature.MEDIUM
    if source.kind in PAPERS:
        return Nature.WORK
    if source.kind is SourceKind.NGO and not is_persons_name(source.name, language):
        return Nature.ORGANISATION
    if head_of(source.name, language) is None and is_medium_in(source.name, media):
        return Nature.WORK  # "the testimonies that Sahel Dépêches gathered"
    return by_name(source.name, source.kind, language)


def is_medium_in(name: str, media: Collection[str]) -> bool:
    """An outlet's name of two words or more stands in it."""
    return any(" " in medium and medium in fold(name) for medium in media)


def nature_of_party(party: Participant, language: str) -> Nature:
    """What somebody who took part is."""
    if party.id is not None:
        return of_register(party.id)
    head = head_of(party.name, language)
    if head is None and not is_persons_name(party.name, language):
        return Nature.ORGANISATION if is_title(party.name, language) else Nature.THING
    return by_name(party.name, head.role.kind if head else SourceKind.PERSON, language)


def of_register(id: str) -> Nature:
    """What an actor of the register is; those made by rule are a state's."""
    known = next((actor for actor in register() if actor.id == id), None)
    if known is None or (known.kind in BODIES and known.sector in STATE):
        return Nature.PUBLIC_BODY
    return Nature.PERSON if known.kind is SourceKind.PERSON else Nature.ORGANISATION


@lru_cache(maxsize=NAMES)
def by_name(name: str, kind: SourceKind, language: str) -> Nature:
    """What a name tells: by its noun for people and bodies, else by how it is written."""
    told, head = name_of(name, language), head_of(name, language)
    if head is not None and head.role.collective:
        state = head.role.sector in STATE and kind is not SourceKind.ARMED_GROUP
        return Nature.PUBLIC_BODY if state else Nature.ORGANISATION if told.proper else Nature.PEOPLE
    if told.plural or (head is not None and head.plural):
        return Nature.PEOPLE
    if head is not None or is_persons_name(name, language):
        return Nature.PERSON
    if told.government:
        return Nature.PUBLIC_BODY
    if kind is SourceKind.ARMED_GROUP:
        return Nature.ORGANISATION if told.proper else Nature.PEOPLE
    return Nature.PUBLIC_BODY if kind in BODIES else Nature.PERSON if told.proper else Nature.PEOPLE


@lru_cache(maxsize=NAMES)
def is_persons_name(name: str, language: str) -> bool:
    """A given name, a run of names or a form of address stands in it, and they are no body's: "M. al-Rikabi"."""
    if not name.strip():
        return False
    known = words_of(language)
    if fold(name.split()[0]) in known.honorifics:
        return True
    words = [word for word in name.split() if fold(word.rstrip(".")) not in known.forms]
    given = len(words) > 1 and words[0][:1].isupper() and fold(words[0]) in known.given
    found = bare(name, known)
    return (given or " " in found) and not is_body(found or name)


@lru_cache(maxsize=NAMES)
def is_title(name: str, language: str) -> bool:
    """Its first word that tells something is written with a capital: "le Front du Logone", not "route de Goré"."""
    words = (
        token for token in TOKEN.findall(name.replace("’", "'")) if plain(token) not in empty(language_of(language))
    )
    return next(words, "")[:1].isupper()


@lru_cache(maxsize=NAMES)
def is_body_in_particular(name: str, language: str) -> bool:
    """ "La police", "l'armée irakienne"; not "reinforcements", "two columns", "a patrol"."""
    told, head = name_of(name, language), head_of(name, language)
    return not told.indefinite and not told.plural and (head is None or not head.role.weak)


@lru_cache(maxsize=NAMES)
def head_of(name: str, language: str) -> RoleForm | None:
    """The noun that says who it is: the last before "of", as in "the general staff of the army", else the first."""
    forms, of = roles(language_of(language)).forms, of_words(language_of(language))
    words = [fold(token) for token in TOKEN.findall(name.replace("’", "'"))]
    end = next((index for index, word in enumerate(words) if word.rstrip("'") in of), len(words))
    found = [forms[word.strip("'")] for word in words[:end] if word.strip("'") in forms]
    return found[-1] if found else next((forms[w] for w in words if w in forms), None)


@cache
def of_words(code: str) -> frozenset[str]:
    """ "de", "of"."""
    phrase = languages.load(code).table("actors")["phrase"]
    return frozenset(fold(word).rstrip("'") for word in phrase["of"])
