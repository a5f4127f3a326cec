"""The nouns that name people, bodies and groups, compiled once from a language's `actors` table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from recoupe import languages
from recoupe.model import SourceKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Without case and accents: capitals often lack them ("EMEUTIERS")."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c)).replace("œ", "oe")


@dataclass(frozen=True, slots=True)
class Role:
    """What a noun says of those it names."""

    entry: str
    kind: SourceKind
    sector: str
    armed: bool | None
    collective: bool = False
    weak: bool = False
    title: bool = False


@dataclass(frozen=True, slots=True)
class RoleForm:
    """One inflected form of a role noun."""

    role: Role
    lemma: str  # folded singular
    plural: bool | None  # None: one form for both


@dataclass(frozen=True, slots=True)
class Qualifier:
    """Words beside a general noun that say who it is: "source militaire"."""

    entry: str
    words: frozenset[str]
    heads: frozenset[str]  # folded lemmas of nouns it works on; empty: any weak one
    kind: SourceKind
    sector: str
    armed: bool | None


class RoleLexicon:
    """Looks up tokens as role nouns, whatever their case."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.endings: list[tuple[str, str]] = [(a, b) for a, b in table.get("plural", {}).get("endings", [])]
        self.forms: dict[str, RoleForm] = {}  # by folded form
        self.capitalised: set[str] = set()  # "État": no "état"
        self.spelled: set[str] = set()  # every form as it is written, in small letters
        self.compounds: dict[str, list[tuple[tuple[str, ...], RoleForm]]] = {}
        for row in table.get("role", []):
            role = Role(
                row["id"],
                SourceKind(row["kind"]),
                row["sector"],
                row.get("armed"),
                row.get("collective", False),
                row.get("weak", False),
                row.get("title", False),
            )
            for noun in row["nouns"]:
                self._add(noun, role)
        self.qualifiers = tuple(_qualifier(row) for row in table.get("qualifier", []))

    def _add(self, noun: str, role: Role) -> None:
        for singular, plural in self._numbers(noun):
            lemma = fold(singular)
            same = lemma == fold(plural)
            self.spelled.update((singular.lower(), plural.lower()))
            if singular[0].isupper() and not singular.isupper():
                self.capitalised.add(lemma)
            self._put(lemma, RoleForm(role, lemma, None if same else False))
            self._put(fold(plural), RoleForm(role, lemma, None if same else True))

    def _put(self, form: str, value: RoleForm) -> None:
        if " " in form:
            words = tuple(form.split())
            self.compounds.setdefault(words[0], []).append((words, value))
        else:
            self.forms.setdefault(form, value)

    def _numbers(self, noun: str) -> Iterator[tuple[str, str]]:
        """Singular and plural of "ouvrier/ouvrière", "cheval|chevaux"."""
        for one in noun.split("/"):
            singular, _, plural = one.partition("|")
            yield singular, plural or self.plural(singular)

    def plural(self, singular: str) -> str:
        """By the first ending that fits."""
        for ending, gives in self.endings:
            if singular.endswith(ending):
                return singular[: len(singular) - len(ending)] + gives
        return singular

    def get(self, token: Token) -> RoleForm | None:
        """The role a token names, by its form alone; accents may lack only in capitals: "sinistre" is no "sinistré"."""
        word = token.text.rstrip(".")
        form = self.forms.get(fold(word))
        if form is None or word.isupper() or word[:1].isupper():
            return form
        return form if word.lower() in self.spelled and form.lemma not in self.capitalised else None

    def qualifier(self, head: str, words: Iterable[str]) -> Qualifier | None:
        """The first qualifier that one of these folded words is, beside this folded noun."""
        held = set(words)
        for qualifier in self.qualifiers:
            if held & qualifier.words and (not qualifier.heads or head in qualifier.heads):
                return qualifier
        return None


def _qualifier(row: Mapping[str, Any]) -> Qualifier:
    return Qualifier(
        row["id"],
        frozenset(fold(word) for word in row["words"]),
        frozenset(fold(word) for word in row.get("nouns_only", [])),
        SourceKind(row["kind"]),
        row["sector"],
        row.get("armed"),
    )


@cache
def roles(code: str) -> RoleLexicon:
    """The role nouns of a language; compiled once a process."""
    return RoleLexicon(languages.load(code).table("actors"))
