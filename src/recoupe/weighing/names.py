"""What the name of a source says: its telling words, who it may be, whether it names anybody at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from recoupe import languages
from recoupe.knowledge.gazetteer.fold import fold, skeleton
from recoupe.reading.actors_lexicon import roles
from recoupe.reading.sources_lexicon import fold as plain
from recoupe.reading.sources_lexicon import lexicon

TOKEN = re.compile(r"@\w+|[^\W_]+(?:['’](?=[^\W_]))?")
ALLIANCES, POLICE_MINISTRIES = "alliance", "police_ministry"  # lists of sources.toml
EMPTY_LISTS = ("definite", "demonstrative", "possessive", "indefinite", "of", "locatives", "coordinators", "relatives")


@dataclass(frozen=True, slots=True)
class Name:
    """A source's name taken apart."""

    text: str
    words: frozenset[str]  # telling words, folded
    sounds: frozenset[str]  # the same by their sound, so that "Nahrein" is "Nahrain"
    proper: frozenset[str]  # those written with a capital that are no common noun for people and bodies
    roles: frozenset[str]  # those that say what somebody is, as lemmas: "habitant", "officier"
    sectors: frozenset[str]  # PLOVER sectors of its role words
    marked: frozenset[str]  # and of words beside a general noun: "source sécuritaire"
    listed: frozenset[str]  # of its words, those of the lists that `sources.toml` keeps on bodies
    government: bool  # "le ministère", "the authorities": a state's executive as such
    spokesman: bool  # "son bureau de presse", "le porte-parole": the voice of somebody else
    own: bool  # "notre correspondant", "our stringer": of the outlet that speaks
    possessive: bool  # "son …", "its …": of whom the text spoke before
    vague: bool  # "certains", "others": nobody that could be asked
    other: bool  # "l'autre", "the other": somebody else than the one just named
    part: bool  # "l'un de ces responsables", "one of the residents"
    plural: bool  # "deux responsables"
    indefinite: bool  # "un site": mentioned for the first time, without a name


@lru_cache(maxsize=65536)
def name_of(text: str, language: str) -> Name:
    """A source's name, read with the words of the language it stands in."""
    code = language.split("-")[0].lower()
    code = code if code in languages.codes() else languages.codes()[0]
    lexicon_of_roles, tokens = roles(code), TOKEN.findall(text.replace("’", "'"))
    kept = [t for t in tokens if plain(t) not in empty(code) and plain(t).strip("'") not in empty(code)]
    forms = {t: lexicon_of_roles.forms.get(plain(t)) for t in kept}
    sectors = {form.role.sector for form in forms.values() if form and not form.role.weak}
    marked = {q.sector for q in lexicon_of_roles.qualifiers if {plain(t) for t in kept} & q.words}
    first = plain(text.replace("’", "'")).split()[:1]
    return Name(
        text=text,
        words=frozenset(fold(t) for t in kept),
        sounds=frozenset(sound(t) for t in kept),
        proper=frozenset(sound(t) for t in kept if t[:1].isupper() and forms[t] is None and not is_noun(t, code)),
        roles=frozenset(form.lemma for form in forms.values() if form),
        sectors=frozenset(sectors),
        marked=frozenset(marked),
        listed=frozenset(plain(t) for t in kept)
        & (lexicon(code).set(ALLIANCES) | lexicon(code).set(POLICE_MINISTRIES)),
        government=is_government(kept, code),
        spokesman=is_spokesman(text, code),
        own=bool(first and first[0].rstrip("'") in {word.split()[0] for word in lexicon(code).set("own")} - {"this"}),
        possessive=bool(first and first[0].rstrip("'") in possessives(code)),
        vague=not is_part(text, code) and not any(plain(t) not in partitives(code) for t in kept),
        other=any(plain(t).strip("'") in lexicon(code).set("other_one") for t in TOKEN.findall(text)),
        part=is_part(text, code),
        plural=any(form is not None and form.plural is True for form in forms.values()),
        indefinite=bool(first and first[0] in indefinites(code) | lexicon(code).set("indefinite")),
    )


def sound(word: str) -> str:
    """A word by its sound where it is long enough to have one of its own."""
    folded = fold(word)
    return skeleton(folded) or folded


def is_noun(word: str, code: str) -> bool:
    """A noun that says what a source is, written with a capital at the head of a sentence: "Residents"."""
    return plain(word) in lexicon(code).kinds


def is_government(words: list[str], code: str) -> bool:
    """Its first word for people and bodies names a state's executive: "Ministry of the Interior", not "governor"."""
    listed = lexicon(code).set("government")
    found = [plain(word) for word in words if plain(word) in roles(code).forms or plain(word) in listed]
    return bool(found) and any(word in listed for word in found)


def is_spokesman(text: str, code: str) -> bool:
    """A word or a phrase for who speaks for somebody stands in the name."""
    folded = f" {plain(text).replace(chr(39), chr(39) + ' ')} "
    return any(f" {word} " in folded for word in lexicon(code).spokesman)


@cache
def possessives(code: str) -> frozenset[str]:
    """ "son", "its"."""
    return frozenset(map(plain, languages.load(code).table("actors").get("phrase", {}).get("possessive", ())))


@cache
def empty(code: str) -> frozenset[str]:
    """Articles, prepositions and the like."""
    phrase = languages.load(code).table("actors").get("phrase", {})
    listed = {word for name in EMPTY_LISTS for entry in phrase.get(name, ()) for word in plain(entry).split()}
    articles = languages.load(code).table("sources").get("articles", ())
    return frozenset({word.rstrip("'") for word in listed} | listed | set(map(plain, articles)))


@cache
def partitives(code: str) -> frozenset[str]:
    """Words that take a part of a number of people, and name nobody: "certains", "others"."""
    listed = lexicon(code).set("partitive")
    return frozenset(word for entry in listed for word in re.split(r"[\s']+", entry) if word)


@cache
def indefinites(code: str) -> frozenset[str]:
    """Words that bring somebody into the text: "un", "des", "some"."""
    phrase = languages.load(code).table("actors").get("phrase", {})
    either = frozenset(map(plain, phrase.get("definite", ())))  # "des" is "some" and "of the"
    return (lexicon(code).set("indefinite") | frozenset(map(plain, phrase.get("indefinite", ())))) - either


def is_part(text: str, code: str) -> bool:
    """ "l'un de ces responsables", "one of the residents", "L'autre": of people named before."""
    phrase = languages.load(code).table("actors").get("phrase", {})
    folded = plain(text.replace("’", "'")).split()
    while folded and folded[0] in phrase.get("definite", ()):
        folded = folded[1:]
    if not folded or folded[0] not in lexicon(code).set("partitive"):
        return False
    if len(folded) == 1:
        return "'" in folded[0] or folded[0] in phrase.get("singular_words", ())
    return folded[1].split("'")[0] in {plain(of).rstrip("'") for of in phrase.get("of", ())}
