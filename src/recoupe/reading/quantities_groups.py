"""Numbers with the nouns they count: "au moins six pêcheurs tchadiens", "douze autres", "son facteur"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from recoupe.model import SourceKind
from recoupe.reading.actors_lexicon import RoleForm, RoleLexicon, fold
from recoupe.reading.layers import ACTORS, TIMES
from recoupe.reading.quantities_measures import Found
from recoupe.reading.quantities_numbers import Number, NumberReader

QUOTES = frozenset("\"«»“”'‘’")
NAMED_RULES = frozenset(("actors.person", "actors.role"))
PEOPLE = frozenset(
    (SourceKind.PERSON, SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.WITNESS, SourceKind.ARMED_GROUP)
)
NOUNS = frozenset(("NOUN", "PROPN"))
BESIDE = frozenset(("ADJ", "NOUN", "PROPN"))


@dataclass(frozen=True, slots=True)
class Group:
    """A number with what it counts: tokens [start, end). `head` is the noun; None where it is left out."""

    number: Number
    start: int
    end: int
    noun_start: int
    head: int | None
    role: RoleForm | None = None  # of the noun, if it names people
    others: bool = False  # "douze autres"
    single: bool = False  # no number but "un", "son", "le": counts where somebody was hurt, taken or freed
    named: bool = False  # a person by name: "le colonel Amos Kita"
    measure: str = ""
    trigger: Found | None = None
    entry: str = ""
    rule: str = "quantities.bare"
    note: str = ""
    since_total: bool = False
    part: bool = False


class GroupReader:
    """Finds the groups of a text."""

    def __init__(self, table: Mapping[str, Any], tokenizer: Tokenizer, lexicon: RoleLexicon) -> None:
        self.numbers = NumberReader(table, tokenizer)
        self.lexicon = lexicon
        grammar = table["grammar"]

        def words(name: str) -> frozenset[str]:
            return frozenset(fold(w) for w in grammar.get(name, []))

        self.head_last = grammar.get("head") == "last"
        self.of, self.partitive = words("of"), words("partitive")
        self.others, self.pronouns = words("others"), words("pronouns")
        self.definite, self.indefinite = words("definite"), words("indefinite")
        self.auxiliaries = words("active_auxiliaries") | words("passive_auxiliaries")
        self.stop_units, self.number_before = words("stop_units"), words("number_before")

    def find(self, doc: Doc) -> list[Group]:
        """All groups in order; those without a number only where one person is named by a role noun."""
        folded = [fold(token.text) for token in doc]
        timed = {i for item in TIMES.of(doc) for i in range(item.phrase.start, item.phrase.end)}
        groups = []
        taken: set[int] = set()
        for number in self.numbers.find(doc, folded):
            group = (
                None if number.best and self._is_other(doc, folded, number, timed) else self._group(doc, folded, number)
            )
            if group is not None and group.start not in taken:
                groups.append(group)
                taken.update(range(group.start, group.end))
        groups.extend(self._singles(doc, folded, taken))
        taken.update(i for group in groups for i in range(group.start, group.end))
        groups.extend(_named_people(doc, taken))
        return sorted(groups, key=lambda group: group.start)

    def _is_other(self, doc: Doc, folded: list[str], number: Number, timed: set[int]) -> bool:
        """Part of a date, a road number, a page, a price."""
        before = folded[number.start - 1] if number.start else ""
        if before in self.number_before or before in ("$", "€", "£", "#", "n°"):
            return True
        figure = doc[number.start : number.end].text
        if figure.isdigit() and 1900 <= number.best <= 2100 and len(figure) == 4:
            return self._noun_after(doc, folded, number) is None
        return number.start in timed and not number.article

    def _noun_after(self, doc: Doc, folded: list[str], number: Number) -> RoleForm | None:
        return self.lexicon.forms.get(folded[number.end]) if number.end < len(doc) else None

    def _group(self, doc: Doc, folded: list[str], number: Number) -> Group | None:
        quoted = _is_quoted(doc, number)
        i = _skip_quotes(doc, number.end) if quoted else number.end
        others = i < len(doc) and folded[i] in self.others
        i = i + 1 if others else i
        inner = self._inside(doc, folded, i, number)
        if inner is None:
            return None if self._is_age(doc, number) else self._elliptical(folded, number, i, others)
        noun_start, head, end = inner
        if folded[head] in self.stop_units or folded[noun_start] in self.stop_units:
            return None
        role = self.lexicon.forms.get(folded[head])
        return Group(number, number.start, end, noun_start, head, role=role, others=others, single=number.article)

    def _elliptical(self, folded: list[str], number: Number, i: int, others: bool) -> Group:
        """ "douze autres", "une vingtaine de" before a participle."""
        end = max(i, number.end) if others else number.end
        if number.unit and i < len(folded) and folded[i] in self.of:
            end = i + 1
        return Group(number, number.start, end, number.end, None, others=others, single=number.article)

    def _is_age(self, doc: Doc, number: Number) -> bool:
        """ "Lise Renard, 41, a baker": a bare number between commas after a name, or after "aged"."""
        before = doc[number.start - 1] if number.start else None
        if before is None or before.text != ",":
            return False
        after = doc[number.end].text if number.end < len(doc) else ","
        return after in (",", ".", ")") and number.start >= 2 and doc[number.start - 2].pos_ in ("PROPN", "NOUN")

    def _inside(self, doc: Doc, folded: list[str], i: int, number: Number) -> tuple[int, int, int] | None:
        """First token, head and end of the noun phrase after the number; None where there is none."""
        i = self._after_of(doc, folded, i, number)
        if i >= len(doc):
            return None
        if folded[i] in self.pronouns and folded[i - 1] in self.partitive:
            return i, i, i + 1
        if folded[i] in self.stop_units:
            return i, i, i + 1
        return self._last(doc, folded, i) if self.head_last else self._first(doc, folded, i)

    def _after_of(self, doc: Doc, folded: list[str], i: int, number: Number) -> int:
        """Past "de" in "une dizaine de", "deux de ses", "l'un des trois", "two of the"."""
        if i + 1 >= len(doc) or folded[i] not in self.partitive:
            return i
        j = _skip_quotes(doc, i + 1)
        merged = folded[i] in self.of and doc[i].pos_ == "ADP" and "Def" in doc[i].morph.get("Definite", [])
        if j < len(doc) and folded[j] in self.pronouns:
            return j
        inner = False
        while j < len(doc) and (doc[j].pos_ in ("DET", "NUM") or folded[j] in self.definite):
            j, inner = j + 1, True
        return j if number.unit or inner or (merged and number.best < 20) else i

    def _first(self, doc: Doc, folded: list[str], i: int) -> tuple[int, int, int] | None:
        """The noun comes first, its adjectives after it."""
        head = i
        while head < min(i + 3, len(doc)) and not self._is_noun(doc[head], folded):
            if (
                doc[head].pos_ not in ("ADJ", "ADV", "VERB")
                or head + 1 >= len(doc)
                or not self._is_noun(doc[head + 1], folded)
            ):
                return None
            head += 1
        if head >= len(doc) or not self._is_noun(doc[head], folded):
            return None
        end = head + 1
        while end < len(doc) and doc[end].pos_ in ("ADJ", "PROPN") and doc[end].is_alpha and doc[end].head.i <= end:
            end += 1
        return i, head, self._complement(doc, folded, end)

    def _complement(self, doc: Doc, folded: list[str], end: int) -> int:
        """ "agents de santé", "chauffeurs du convoi": one bare complement belongs to the phrase."""
        if end + 1 < len(doc) and folded[end] in self.of and doc[end + 1].pos_ == "NOUN" and doc[end].pos_ == "ADP":
            return end + 2
        return end

    def _last(self, doc: Doc, folded: list[str], i: int) -> tuple[int, int, int] | None:
        """The noun comes last in its chain of adjectives and nouns: "Iraqi army soldiers"."""
        end, head = i, -1
        while end < min(i + 7, len(doc)) and self._goes_on(doc, folded, end, head):
            if self._is_noun(doc[end], folded) and (doc[end].pos_ in NOUNS or folded[end] in self.lexicon.forms):
                head = end
            end += 1
        return (i, head, head + 1) if head >= 0 else None

    def _goes_on(self, doc: Doc, folded: list[str], i: int, head: int) -> bool:
        token = doc[i]
        if folded[i] in self.auxiliaries:
            return False
        if token.text in ("-", "/") and i + 1 < len(doc) and not token.whitespace_:
            return True
        if head >= 0 and folded[head] in self.lexicon.forms and token.pos_ not in NOUNS:
            return False
        if head >= 0 and token.text.isupper() and doc[head].text.isupper() and folded[i] not in self.lexicon.forms:
            return token.pos_ in NOUNS and folded[head] not in self.lexicon.forms
        return token.pos_ in BESIDE or folded[i] in self.lexicon.forms or (head < 0 and self._may_precede(doc, i))

    def _may_precede(self, doc: Doc, i: int) -> bool:
        """ "four wounded soldiers": a participle taken for a verb before the noun it belongs to."""
        return i + 1 < len(doc) and doc[i].tag_ != "AUX" and doc[i].pos_ == "VERB" and doc[i + 1].pos_ == "NOUN"

    def _is_noun(self, token: Token, folded: list[str]) -> bool:
        if folded[token.i] in self.auxiliaries:
            return False
        if token.pos_ in NOUNS and (token.is_alpha or "-" in token.text or "'" in token.text):
            return True
        return folded[token.i] in self.lexicon.forms and token.pos_ not in ("AUX", "ADP", "DET", "PRON")

    def _singles(self, doc: Doc, folded: list[str], taken: set[int]) -> list[Group]:
        """ "son chauffeur", "le maire": one person by a definite singular noun, no body or crowd."""
        out = []
        for i in range(1, len(doc)):
            form = self.lexicon.forms.get(folded[i])
            if form is None or form.plural is not False or form.role.collective or i in taken:
                continue
            if self.head_last and i + 1 < len(doc) and self._is_noun(doc[i + 1], folded):
                continue  # "the peasant family"
            first = i
            while first > max(0, i - 3) and doc[first - 1].pos_ == "ADJ":
                first -= 1
            if first and folded[first - 1] in self.definite and first - 1 not in taken:
                out.append(self._single(doc, folded, first, i, form))
        return out

    def _single(self, doc: Doc, folded: list[str], first: int, head: int, form: RoleForm) -> Group:
        end = self._complement(doc, folded, head + 1)
        number = Number(first - 1, first, 1, 1, 1, article=True)
        return Group(number, first - 1, end, first, head, role=form, single=True)


def _named_people(doc: Doc, taken: set[int]) -> list[Group]:
    """ "Le colonel Amos Kita a été tué" tells of one dead as "un colonel" does."""
    out = []
    for mention in ACTORS.of(doc):
        phrase = mention.phrase
        alone = mention.provenance.rule in NAMED_RULES and mention.kind in PEOPLE and len(phrase) > 1
        capital = sum(token.pos_ == "PROPN" for token in phrase) > 1
        if alone and capital and taken.isdisjoint(range(phrase.start, phrase.end)):
            number = Number(phrase.start, phrase.start + 1, 1, 1, 1, article=True)
            end = phrase.end
            out.append(Group(number, phrase.start, end, phrase.start, end - 1, single=True, named=True))
            taken.update(range(phrase.start, end))
    return out


def _is_quoted(doc: Doc, number: Number) -> bool:
    """ "« une vingtaine » de blessés", "about 30 “bandits” died", but not "plan «Est 89» de la province"."""
    if number.start and doc[number.start - 1].text in QUOTES:
        return True
    return any(token.text in QUOTES for token in doc[number.end + 1 : number.end + 4])


def _skip_quotes(doc: Doc, i: int) -> int:
    while i < len(doc) and doc[i].text in QUOTES:
        i += 1
    return i
