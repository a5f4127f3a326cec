"""Noun phrases that name people, bodies and groups.

A phrase grows from its head, a role noun, a registered name or a run of proper names, by word order and word class:
the parser attaches complements wrongly too often in news sentences to be followed blindly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc, Token

from recoupe.knowledge.actors import Actor, register, state_actor
from recoupe.knowledge.outlets import outlets
from recoupe.model import Region, SourceKind
from recoupe.reading.actors_lexicon import RoleForm, RoleLexicon, fold
from recoupe.reading.layers import PLACES, REGIONS, TIMES, Toponym, document_of
from recoupe.reading.quantities_numbers import Sequences

QUOTES = frozenset("\"«»“”'‘’")
NOUNS = frozenset(("NOUN", "PROPN"))
STATE_SECTORS = frozenset(("MIL", "COP", "GOV", "JUD", "LEG", "SPY"))
NAMELIKE = frozenset(("NOUN", "X", "ADJ"))
OWN_PART = frozenset(("nsubj", "nsubj:pass", "obj", "obl", "iobj", "ROOT", "obl:agent"))
DOMAIN = re.compile(r"^[\w-]+(\.[\w-]+)*\.(com|net|org|info|ru|pro|fr|tv|ir|sy|iq|io|news|co)$", re.IGNORECASE)
HANDLE = re.compile(r"^@\w{3,}$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase with what its words say of those it names. Tokens [start, end); `core` ends before complements."""

    start: int
    end: int
    head: int
    core: int
    determiner: str  # "definite", "demonstrative", "possessive", "indefinite", ""
    number: str  # "Sing", "Plur", ""
    gender: str  # "Masc", "Fem", ""
    kind: SourceKind
    sector: str
    armed: bool | None
    country: str
    rule: str
    entry: str
    form: RoleForm | None = None
    actor: Actor | None = None
    name: tuple[int, int] | None = None  # the proper name in it
    person: bool = False  # one human being, or several
    collective: bool = False
    weak: bool = False
    inner: bool = False  # inside another phrase: "l'avocat du [suspect]"
    id: str | None = None
    headline: bool = False


class Grammar:
    """The small words of a language, folded."""

    def __init__(self, table: Mapping[str, Any], tokenizer: Tokenizer) -> None:
        phrase = table.get("phrase", {})

        def words(name: str) -> frozenset[str]:
            return frozenset(fold(w) for w in phrase.get(name, []))

        self.head_last = phrase.get("head") == "last"
        self.of, self.participles = words("of"), words("participles")
        self.demonstrative, self.possessive = words("demonstrative"), words("possessive")
        self.definite = words("definite") - self.demonstrative
        self.indefinite, self.one_of = words("indefinite"), words("one_of")
        self.plural_words, self.singular_words = words("plural_words"), words("singular_words")
        self.joiners, self.honorifics = words("name_joiners"), words("honorifics")
        self.coordinators, self.relatives = words("coordinators"), words("relatives")
        self.not_names = words("not_names")
        self.group_parts = words("group_parts")
        self.state_nouns, self.group_nouns = words("state_nouns"), words("group_nouns")
        self.human_nouns = words("human_nouns")
        self.not_acronyms, self.given_names = words("not_acronyms"), words("given_names")
        self.impersonal, self.saying = words("impersonal"), words("saying")
        self.locatives, self.not_left = words("locatives"), words("not_left")
        self.complements: Sequences[bool] = Sequences(tokenizer)
        for complement in phrase.get("complements", []):
            self.complements.add(complement, True)
        self.last_named: Sequences[bool] = Sequences(tokenizer)
        for last in phrase.get("last_named", []):
            self.last_named.add(last, True)

    def determiner(self, word: str) -> str:
        """The class of a determiner, "" for any other word."""
        for name in ("demonstrative", "possessive", "definite", "indefinite"):
            if word in getattr(self, name):
                return name
        return ""


class Text:
    """One Doc with what the earlier layers say of its tokens."""

    def __init__(self, doc: Doc, lexicon: RoleLexicon, *, head_last: bool) -> None:
        self.doc, self.head_last = doc, head_last
        self.folded = [fold(token.text) for token in doc]
        self.timed = {i for item in TIMES.of(doc) for i in range(item.phrase.start, item.phrase.end)}
        self.places: dict[int, Toponym] = {}
        for item in PLACES.of(doc):
            for i in range(item.phrase.start, item.phrase.end):
                self.places[i] = item
        self.capitals = _is_capitals(doc)
        self.outlet = fold(document_of(doc).outlet)
        self.lexicon = lexicon
        self._title_cased: dict[int, bool] = {}
        self.names: set[tuple[str, ...]] = set()  # names that stood where no place stands
        self.led = False  # inside "le chef de …", "members of …": what follows is a body
        self.deferred: set[tuple[str, ...]] = set()  # those passed over after "à", "in"

    def is_located(self, i: int) -> bool:
        """Part of a place name that says where."""
        return i in self.places and self.places[i].locates

    def country(self, i: int) -> str:
        """The country whose name, capital or demonym this token is part of."""
        item = self.places.get(i)
        return item.place.country if item is not None and item.place is not None else ""

    def form(self, i: int) -> RoleForm | None:
        """The role that a token names, if it is used as a noun."""
        token = self.doc[i]
        form = self.lexicon.get(token)
        if form is None or i in self.timed or self._is_adjectival(i):
            return None
        if self.capitals and token.pos_ == "ADJ" and self._precedes_noun(i):
            return None
        if self.capitals or token.pos_ in NOUNS or self.is_capitalised(i):
            return None if token.pos_ in ("AUX", "ADP", "DET", "PRON") else form
        follows = i > 0 and self.doc[i - 1].pos_ in ("DET", "NUM", "ADJ", "NOUN")
        mistaken = token.pos_ in ("ADJ", "X", "ADV") or (token.pos_ == "VERB" and self.doc[i - 1].pos_ == "DET")
        return form if mistaken and follows and not self._precedes_noun(i) else None

    def _is_adjectival(self, i: int) -> bool:
        """ "convoi logistique militaire", "chef rebelle": right behind a French noun, it only describes."""
        if self.head_last or i == 0 or self.doc[i].text[0].isupper():
            return False
        before = i - 1
        while before > 0 and self.doc[before].pos_ == "ADJ":
            before -= 1
        return self.doc[before].pos_ == "NOUN"

    def is_capitalised(self, i: int) -> bool:
        """A capital inside a sentence that is no title-cased headline: a name, whatever the tagger says."""
        token = self.doc[i]
        if not token.text[0].isupper() or token.is_sent_start or i == 0 or self.capitals:
            return False
        before = self.doc[i - 1]
        if before.is_space or before.text in QUOTES or before.text in ":-–—•":
            return False
        return not self.is_title_cased(i)

    def is_shouted(self, i: int) -> bool:
        """In capitals beside another word in capitals: "UN SOLDAT BLESSÉ" names no organisation."""
        beside = [self.doc[j].text for j in (i - 1, i + 1) if 0 <= j < len(self.doc)]
        return any(word.isupper() and len(word) > 1 and word.isalpha() for word in beside)

    def is_title_cased(self, i: int) -> bool:
        """In a sentence where most words of some length have a capital."""
        sentence = self.doc[i].sent
        if sentence.start not in self._title_cased:
            words = [t.text for t in sentence if t.is_alpha and len(t.text) > 3]
            capitals = sum(word[0].isupper() for word in words)
            self._title_cased[sentence.start] = len(words) > 3 and capitals > 0.7 * len(words)
        return self._title_cased[sentence.start]

    def _precedes_noun(self, i: int) -> bool:
        if i + 1 >= len(self.doc):
            return False
        return self.doc[i + 1].pos_ in NOUNS or (
            self.doc[i + 1].pos_ == "ADJ" and self.folded[i + 1] in self.lexicon.forms
        )


class PhraseFinder:
    """Finds the candidates of a text, in order, those inside others included."""

    def __init__(self, table: Mapping[str, Any], tokenizer: Tokenizer, lexicon: RoleLexicon) -> None:
        self.lexicon = lexicon
        self.grammar = Grammar(table, tokenizer)
        self.qualifying = frozenset(word for qualifier in lexicon.qualifiers for word in qualifier.words)
        self.register: Sequences[tuple[str, Actor]] = Sequences(tokenizer)
        for actor in register():
            for name in actor.names:
                self.register.add(name, (name, actor))

    def find(self, doc: Doc) -> list[Candidate]:
        """All candidates; an inner one follows the phrase that holds it."""
        text = Text(doc, self.lexicon, head_last=self.grammar.head_last)
        found = self._scan(text)
        if text.deferred & text.names:  # names met where no place stands are names elsewhere too
            found = self._scan(text)
        headline, residue = _tokens_of(doc, Region.HEADLINE), _tokens_of(doc, Region.RESIDUE)
        return [replace(c, headline=c.head in headline) for c in found if c.head not in residue]

    def _scan(self, text: Text) -> list[Candidate]:
        found: list[Candidate] = []
        i = 0
        while i < len(text.doc):
            candidate = self._at(text, i, found[-1].end if found else 0)
            if candidate is None:
                i += 1
                continue
            inner = self._inner(text, candidate)
            candidate = _inheriting(candidate, inner)
            found.append(candidate)
            found.extend(inner)
            i = max(candidate.end, i + 1)
        return found

    def _at(self, text: Text, i: int, floor: int) -> Candidate | None:
        """A candidate whose core begins at token i: a registered name, a role noun, a proper name."""
        registered = self._registered(text, i)
        if registered is not None:
            length, actor = registered
            following = text.form(i + length) if i + length < len(text.doc) else None
            if self.grammar.head_last and following is not None and text.doc[i + length].pos_ != "VERB":
                return self._role(text, i + length, following, floor)  # "MRTA rebels"
            return self._named(text, i, i + length, floor, actor)
        form = text.form(i)
        if form is not None:
            return self._role(text, i, form, floor)
        return self._proper(text, i, floor) or self._demonym(text, i, floor)

    # -- registered names

    def _registered(self, text: Text, i: int) -> tuple[int, Actor] | None:
        """Names match without case, but one in small letters in the text is no name: "un", "is"."""
        hit = self.register.at(text.folded, i)
        if hit is None:
            return None
        length, (alias, actor) = hit
        first = text.doc[i].text
        if alias.isupper() and len(alias) <= 6:
            same = text.doc[i : i + length].text == alias
            a_word = text.folded[i] in self.grammar.not_acronyms and text.is_shouted(i)
            return (length, actor) if same and not a_word else None
        return (length, actor) if first[0].isupper() or not first[0].isascii() or alias[0].islower() else None

    def _named(self, text: Text, start: int, end: int, floor: int, actor: Actor) -> Candidate:
        first, determiner = self._left(text, start, floor, names=True)
        end = self._alias_in_brackets(text, end)
        return Candidate(
            first, end, start, end, determiner,
            "Plur" if actor.plural else "Sing", _gender(text.doc[start]),
            actor.kind, actor.sector, actor.armed, actor.country,
            "actors.register", actor.id, actor=actor, name=(start, end), collective=True, id=actor.id,
        )  # fmt: skip

    def _alias_in_brackets(self, text: Text, end: int) -> int:
        """ "les Lances du Fleuve (Rimah al-Nahr)": name and alias are one phrase."""
        return end

    # -- role nouns

    def _role(self, text: Text, i: int, form: RoleForm, floor: int) -> Candidate | None:
        if self.grammar.head_last:
            last = self._chain_head(text, i)
            if last is None:
                return None
            head, form = last
        else:
            head = i
        core = self._core_end(text, head)
        name = self._name_after(text, core if not self.grammar.head_last else head + 1)
        if name is not None:
            core = name[1]
        start, determiner = self._left(text, i, floor)
        end = self._complements(text, core, start, 0)
        candidate = Candidate(
            start, end, head, core, determiner, self._number(text, start, head, form), _gender(text.doc[head]),
            form.role.kind, form.role.sector, form.role.armed, self._country(text, start, end),
            "actors.role", form.role.entry, form=form, name=name,
            person=not form.role.collective, collective=form.role.collective, weak=form.role.weak,
        )  # fmt: skip
        candidate = self._as_registered(text, self._as_name(text, candidate))
        candidate = self._qualified(text, candidate)
        return self._with_state(candidate) if self._acts(text, candidate) else None

    def _chain_head(self, text: Text, i: int) -> tuple[int, RoleForm] | None:
        """The last noun of an English chain: "police officer", "army base" (no actor)."""
        head, form = i, text.form(i)
        j = i + 1
        while j < len(text.doc) and j not in text.timed:
            token = text.doc[j]
            if token.text == "-" and not token.whitespace_ and not text.doc[j - 1].whitespace_:
                j += 1
                continue
            following = text.form(j)
            if following is not None and token.pos_ not in ("VERB", "AUX"):
                head, form = j, following
            elif token.pos_ == "ADJ" and j + 1 < len(text.doc) and text.form(j + 1) is not None:
                j += 1
                continue  # "the official Syrian agency"
            elif token.pos_ == "NOUN" and self._modifies(text, i, j):
                head, form = j, None
            else:
                break
            j += 1
        return None if form is None else (head, form)

    def _modifies(self, text: Text, i: int, j: int) -> bool:
        """The noun at i belongs to the one at j, as "hostage" in "hostage crisis": it has no part of its own."""
        form = text.form(i)
        if form is not None and form.plural:
            return False  # nouns modify in the singular: "the rebels fire"
        return text.doc[i].head.i >= j or text.doc[i].dep_ not in OWN_PART

    def _core_end(self, text: Text, head: int) -> int:
        """Past the adjectives after a French head: "forces armées maliennes", "groupe mal connu"."""
        if self.grammar.head_last:
            return head + 1
        end = head + 1
        while end < len(text.doc) and self._is_adjective(text, end, head):
            end += 1
        if end < len(text.doc) and text.doc[end].text == "-" and not text.doc[end].whitespace_:
            return end
        return end

    def _is_adjective(self, text: Text, i: int, head: int) -> bool:
        token = text.doc[i]
        if i in text.timed or token.is_punct or text.folded[i] in self.grammar.saying:
            return False  # "la mairie nie" with the verb taken for an adjective
        if i in text.places and not text.places[i].locates:
            return token.text[0].islower() or token.text.isupper()  # "malienne", "US"
        if token.text.lower().startswith(("al-", "el-")) or text.is_capitalised(i):
            return False
        if token.pos_ == "VERB" and text.folded[i] in self.qualifying:
            return True  # "hommes armés" with the participle taken for a verb
        if token.pos_ == "ADV" and i + 1 < len(text.doc):
            after = text.doc[i + 1]
            described = after.pos_ == "ADJ" or "Part" in after.morph.get("VerbForm", [])
            return described and after.head.i == head
        if token.pos_ == "VERB" and text.doc[i - 1].pos_ == "ADV" and i - 1 > head:
            return True  # "un groupe mal connu"
        return token.pos_ == "ADJ" and (token.head.i <= i) and token.dep_ not in ("xcomp", "ROOT", "advcl")

    def _name_after(self, text: Text, i: int) -> tuple[int, int] | None:
        """The proper name after a title or a general noun: "le colonel Amos Kita", "la milice Usiku"."""
        if i >= len(text.doc) or i in text.places or not self._is_name(text, i):
            return None
        return i, self._name_end(text, i, joined=False)

    def _is_name(self, text: Text, i: int) -> bool:
        token = text.doc[i]
        if i in text.timed or text.folded[i] in self.grammar.not_names or token.is_punct or token.like_num:
            return False
        if text.capitals:
            given = text.folded[i] in self.grammar.given_names and i + 1 < len(text.doc) and text.doc[i + 1].is_alpha
            alpha = token.is_alpha and len(token.text) > 1 and text.form(i) is None
            return alpha and (token.pos_ == "PROPN" or (given and token.pos_ in NAMELIKE))
        if not token.text[0].isupper():
            return self._is_particle(text, i) or (token.text.lower().startswith(("al-", "el-")) and len(token.text) > 4)
        if not any(c.isalpha() for c in token.text):
            return False
        return token.pos_ == "PROPN" or text.is_capitalised(i) or (token.pos_ in NAMELIKE and not token.is_sent_start)

    def _is_particle(self, text: Text, i: int) -> bool:
        """ "al - Rih": English tokens of one name."""
        doc = text.doc
        return (
            i + 2 < len(doc)
            and text.folded[i] in self.grammar.joiners
            and doc[i + 1].text == "-"
            and not doc[i].whitespace_
            and doc[i + 2].text[0].isupper()
        )

    def _name_end(self, text: Text, i: int, *, joined: bool = True) -> int:
        """Past the last part of a name; small words only between two parts: "Lions of the Hill"."""
        joiners = self.grammar.joiners - self.grammar.coordinators - (frozenset() if joined else self.grammar.of)
        end = i + 1
        while end < len(text.doc):
            if self._is_name(text, end) and end not in text.places:
                end += 1
                continue
            j = end
            while j < len(text.doc) and j - end < 2 and text.folded[j] in joiners:
                j += 1
            inside = end < j < len(text.doc) and self._is_name(text, j) and (j not in text.places or joined)
            if not inside or (text.capitals and text.folded[end] in self.grammar.of):
                break
            end = j + 1
        return end

    def _left(self, text: Text, i: int, floor: int, *, names: bool = False) -> tuple[int, str]:
        """First token of the phrase and the class of its determiner."""
        start = i
        while start > floor and self._belongs_left(text, start - 1, names):
            start -= 1
        while start < i and text.folded[start] in ("'s", "'"):
            start += 1
        determiner = ""
        if start > floor:
            word = text.folded[start - 1]
            determiner = self._determiner(text, start - 1, word)
            if determiner:
                start -= 1
        if determiner:
            start, determiner = self._one_of(text, start, determiner, floor)
        if not determiner and any(text.doc[j].pos_ == "NUM" for j in range(start, i)):
            determiner = "indefinite"
        return start, determiner

    def _belongs_left(self, text: Text, i: int, names: bool) -> bool:
        token = text.doc[i]
        if names or i in text.timed or token.is_space or text.folded[i] in self.grammar.not_left:
            return False
        if token.is_punct and (token.text != "-" or token.whitespace_):
            return False
        if self.grammar.determiner(text.folded[i]) and token.pos_ in ("DET", "PRON"):
            return False
        if token.pos_ == "NUM" or (i in text.places and not text.places[i].locates):
            return True
        if token.pos_ == "ADJ":
            return True
        if not self.grammar.head_last:
            return False
        return token.pos_ in NOUNS or (token.pos_ == "PART" and text.folded[i] in ("'s", "'"))

    def _determiner(self, text: Text, i: int, word: str) -> str:
        token = text.doc[i]
        if token.pos_ == "ADP":
            merged = "Def" in token.morph.get("Definite", [])
            return "" if not merged else "merged"
        if token.pos_ == "PRON" and word not in self.grammar.possessive:
            return ""
        if token.pos_ in ("DET", "PRON", "ADJ", "NUM") or (text.capitals and token.pos_ not in ("SCONJ", "ADP")):
            plural = token.pos_ == "DET" and "Ind" in token.morph.get("Definite", [])
            return "indefinite" if plural else self.grammar.determiner(word)
        return ""

    def _one_of(self, text: Text, start: int, determiner: str, floor: int) -> tuple[int, str]:
        """ "l'un des trois hommes", "two of his drivers": somebody new among those known."""
        j = start if determiner == "merged" else start - 1
        if j - 1 < floor or text.folded[j] not in self.grammar.of or text.folded[j - 1] not in self.grammar.one_of:
            if determiner == "merged":
                return start + 1, "definite"
            return start, determiner
        first = j - 1
        if first > floor and text.folded[first - 1] in self.grammar.definite:
            first -= 1
        return first, "indefinite"

    def _complements(self, text: Text, end: int, floor: int, depth: int) -> int:
        """Past "de la douane tchadienne", "en poste à Abéché", "at the lake clinic", "venus à cheval"."""
        if end >= len(text.doc) or depth > 2:
            return end
        hit = self.grammar.complements.at(text.folded, end)
        if hit is not None:
            latter = self.grammar.last_named.at(text.folded, min(end + hit[0], len(text.doc) - 1))
            if latter is not None:
                return end + hit[0] + latter[0]
            after = self._noun_phrase(text, end + hit[0], floor)
            return self._complements(text, after, floor, depth + 1) if after > end + hit[0] else end
        if depth == 0 and text.folded[end] in self.grammar.participles and text.doc[end].pos_ in ("VERB", "ADJ"):
            after = self._prepositional(text, end + 1, floor)
            return after if after > end + 1 else end
        return end

    def _prepositional(self, text: Text, i: int, floor: int) -> int:
        if i < len(text.doc) and text.doc[i].pos_ == "ADP":
            after = self._noun_phrase(text, i + 1, floor)
            return after if after > i + 1 else i
        return i

    def _noun_phrase(self, text: Text, i: int, floor: int) -> int:
        """End of the plain noun phrase that begins at i; i where there is none."""
        j = i
        while j < len(text.doc) and text.doc[j].pos_ in ("DET", "ADJ", "NUM") and j not in text.timed:
            j += 1
        first = j
        while j < len(text.doc) and j - first < 6 and self._in_noun_phrase(text, j, first):
            j += 1
        if first == j or first in text.timed or not self._attaches(text, first, j, floor):
            return i
        return j

    def _in_noun_phrase(self, text: Text, j: int, first: int) -> bool:
        token = text.doc[j]
        if j in text.timed:
            return False
        if token.text in ("-", "'s", "'") and j > first:
            return token.text != "-" or not token.whitespace_
        if token.pos_ in NOUNS:
            return self.grammar.head_last or j == first or token.pos_ == "PROPN"
        if token.pos_ == "NUM" and j > first:
            return False
        return j > first and token.pos_ == "ADJ" and self._is_adjective(text, j, first)

    def _attaches(self, text: Text, start: int, end: int, floor: int) -> bool:
        """Not the complement of a word further left: "l'annonce par le maire de l'envoi de vivres"."""
        for i in range(start, end):
            head = text.doc[i].head
            if not start <= head.i < end:
                return head.i >= floor or (head.pos_ == "VERB" and not text.doc[i].dep_.startswith("obl:arg"))
        return True

    # -- what the words say

    def _number(self, text: Text, start: int, head: int, form: RoleForm) -> str:
        for i in (start, start + 1):
            if i + 1 < head and text.folded[i] in self.grammar.singular_words and text.folded[i + 1] in self.grammar.of:
                return "Sing"  # "l'un des trois hommes"
        if form.plural is not None:
            return "Plur" if form.plural else "Sing"
        for i in range(start, head):
            if text.folded[i] in self.grammar.plural_words or (text.doc[i].pos_ == "NUM" and text.folded[i] != "1"):
                return "Plur"
            if text.folded[i] in self.grammar.singular_words:
                return "Sing"
        return _first(text.doc[head].morph.get("Number", []))

    def _country(self, text: Text, start: int, end: int) -> str:
        """By an adjective or a possessor, not by where they are: "nos soldats en Irak" are not Iraq's."""
        for i in range(start, end):
            country = text.country(i)
            if country and (not text.is_located(i) or self._possesses(text, i, end)):
                return country
        return ""

    def _possesses(self, text: Text, i: int, end: int) -> bool:
        before = i - 1
        while before > 0 and text.doc[before].pos_ in ("DET", "PROPN", "NOUN", "ADJ"):
            before -= 1
        after = text.places[i].phrase.end
        return text.folded[before] in self.grammar.of or (after < end and text.folded[after] in ("'s", "'"))

    def _as_name(self, text: Text, candidate: Candidate) -> Candidate:
        """ "Katiba al-Rih", "Lances du Fleuve": with a capital inside a sentence the noun opens a name."""
        head = text.doc[candidate.head]
        before = candidate.head - 1
        if self.grammar.head_last and candidate.collective and before >= candidate.start and candidate.name is None:
            last = candidate.head
            while last > candidate.start and text.doc[last - 1].pos_ == "NOUN" and text.doc[last - 1].is_lower:
                last -= 1
            first = last
            while first > candidate.start and text.is_capitalised(first - 1) and first - 1 not in text.places:
                first -= 1
            if first < last:  # "the Harbour band"; of "the Harbour Dispatch news agency" the name ends before "news"
                end = last if candidate.sector == "MED" else candidate.head + 1
                return replace(candidate, name=(first, end), rule="actors.named")
        if text.capitals or not head.text[0].isupper() or (head.text.isupper() and candidate.name is None):
            return candidate
        if candidate.name is not None and candidate.name[0] < candidate.head:
            return candidate
        if head.is_sent_start or (candidate.start == head.i and head.i == head.sent.start):
            return candidate
        if candidate.form is not None and candidate.form.role.title and not candidate.form.role.collective:
            return candidate
        end = candidate.name[1] if candidate.name else candidate.end
        if candidate.person and candidate.number == "Plur" and end > head.i + 1:
            candidate = replace(candidate, person=False, collective=True, kind=SourceKind.OTHER, sector="", weak=False)
        if candidate.form is not None and not candidate.form.role.title:
            candidate = replace(candidate, person=False, collective=True)
        return replace(candidate, name=(head.i, end), rule="actors.named")

    def _qualified(self, text: Text, candidate: Candidate) -> Candidate:
        """ "source militaire", "groupe armé": the word beside the noun says who it is."""
        form = candidate.form
        if form is None:
            return candidate
        words = [text.folded[i] for i in range(candidate.start, candidate.end) if i != candidate.head]
        qualifier = self.lexicon.qualifier(form.lemma, words)
        if qualifier is None or (not qualifier.heads and not form.role.weak):
            return candidate
        kind = form.role.kind if form.role.kind is SourceKind.ANONYMOUS else qualifier.kind
        armed = qualifier.armed if qualifier.armed is not None else candidate.armed
        return replace(
            candidate,
            kind=kind,
            sector=qualifier.sector,
            armed=armed,
            entry=qualifier.entry,
            rule="actors.qualified",
            weak=False,
        )

    def _as_registered(self, text: Text, candidate: Candidate) -> Candidate:
        """ "le mouvement irakien al-Nujaba": the body is the one on file under the name."""
        hit = self._registered(text, candidate.name[0]) if candidate.name and candidate.collective else None
        if hit is None or candidate.name is None or candidate.name[0] + hit[0] != candidate.name[1]:
            return candidate
        actor = hit[1]
        return replace(
            candidate,
            actor=actor,
            id=actor.id,
            kind=actor.kind,
            sector=actor.sector,
            armed=actor.armed,
            country=actor.country,
            weak=False,
        )

    def _with_state(self, candidate: Candidate) -> Candidate:
        """ "l'armée malienne": the id of a state's body, made from country and sector."""
        form = candidate.form
        possessed = candidate.determiner in ("indefinite", "possessive")
        if form is None or form.lemma not in self.grammar.state_nouns or possessed:
            return candidate
        if not candidate.country or candidate.sector not in STATE_SECTORS:
            return candidate
        return replace(candidate, id=state_actor(candidate.country, candidate.sector))

    def _acts(self, text: Text, candidate: Candidate) -> bool:
        """A weak noun alone ("un groupe de maisons", "en chef") names nobody unless it is definite or a person."""
        form = candidate.form
        if form is not None and form.lemma in self.grammar.human_nouns and not candidate.determiner:
            return candidate.number == "Plur"  # "personne n'est venu"
        if form is None or not candidate.weak or candidate.person or candidate.name or candidate.country:
            return True
        return bool(candidate.determiner) or candidate.number == "Plur"

    # -- proper names and demonyms

    def _proper(self, text: Text, i: int, floor: int) -> Candidate | None:
        token = text.doc[i]
        if HANDLE.match(token.text) or DOMAIN.match(token.text):
            kind = SourceKind.SOCIAL_MEDIA if token.text[0] == "@" else SourceKind.OUTLET
            return self._name_candidate(text, i, i + 1, floor, kind, "MED", "actors.handle")
        honorific = text.folded[i] in self.grammar.honorifics and token.text[0].isupper()
        begin = i + 1 if honorific else i
        if honorific and begin < len(text.doc) and text.doc[begin].text == ".":
            begin += 1
        if begin >= len(text.doc) or text.is_located(begin) or not self._is_name(text, begin):
            return None
        if begin in text.places:
            return None
        end = self._name_end(text, begin)
        known = (
            tuple(text.folded[begin:end]) in text.names or text.folded[begin].split("-")[0] in self.grammar.group_parts
        )
        if self._is_locative(text, begin) and not known:
            text.deferred.add(tuple(text.folded[begin:end]))
            return None
        if self.grammar.head_last and (text.form(end - 1) or self._role_follows(text, end)):
            return None  # "Interior Ministry", "Interior Ministry officials": the role noun makes the phrase
        if honorific:
            return self._name_candidate(text, i, end, floor, SourceKind.PERSON, "", "actors.person", person=True)
        return self._bare_name(text, begin, end, floor)

    def _role_follows(self, text: Text, end: int) -> bool:
        """ "Harbour Dispatch news agency": the role noun comes at once or after one plain noun."""
        for i in range(end, min(end + 2, len(text.doc))):
            if text.form(i) is not None:
                return text.doc[i].pos_ != "VERB"
            if text.doc[i].pos_ != "NOUN":
                return False
        return False

    def _is_locative(self, text: Text, i: int) -> bool:
        """ "dans le Batha", "near Oum Hadjer": a place, whether or not the gazetteer has it."""
        j = i - 1
        if j >= 0 and text.doc[j].pos_ == "DET":
            j -= 1
        return j >= 0 and text.folded[j] in self.grammar.locatives

    def _bare_name(self, text: Text, i: int, end: int, floor: int) -> Candidate | None:
        parts = [j for j in range(i, end) if self._is_name(text, j)]
        name = text.doc[i:end].text
        outlet = outlets().find(name)
        if outlet is not None or fold(name) == text.outlet:
            kind = SourceKind.AGENCY if outlet is not None and outlet.kind == "agency" else SourceKind.OUTLET
            return self._name_candidate(text, i, end, floor, kind, "MED", "actors.outlet")
        token = text.doc[i]
        if token.pos_ != "PROPN" and (token.is_sent_start or len(parts) < 2):
            return None
        if text.folded[i].split("-")[0] in self.grammar.group_parts:
            return self._name_candidate(text, i, end, floor, SourceKind.ARMED_GROUP, "REB", "actors.group")
        has_article = i > floor and self.grammar.determiner(text.folded[i - 1]) in ("definite", "demonstrative")
        before = i - 1
        while before > floor and text.doc[before].text in QUOTES:
            before -= 1
        if before >= floor and self.grammar.determiner(text.folded[before]) == "indefinite":
            return None  # "un Avenger": a thing of that name
        if has_article and not self._plays_a_part(text, i, end) and not text.led:
            return None
        if has_article:
            return self._name_candidate(text, i, end, floor, SourceKind.OTHER, "", "actors.name")
        if len(parts) < 2 and not self._does(text, i):
            return None
        if text.capitals and not self._is_described(text, i, end):
            return None
        kind = SourceKind.OTHER if name.isupper() and len(name) <= 6 else SourceKind.PERSON
        return self._name_candidate(text, i, end, floor, kind, "", "actors.person", person=len(parts) > 1)

    def _is_described(self, text: Text, i: int, end: int) -> bool:
        """In capitals a run of names is somebody only beside a role: "JUAN RUIZ, LEADER …", "THE MAYOR, JUAN RUIZ"."""
        doc = text.doc
        if text.folded[i] in self.grammar.given_names:
            return True
        after = doc[end].text == "," if end < len(doc) else False
        follows = any(text.form(j) for j in range(end + 1, min(end + 5, len(doc)))) if after else False
        before = i > 1 and doc[i - 1].text == "," and text.form(i - 2) is not None
        return follows or before or (doc[i].dep_ in ("nsubj", "nsubj:pass") and doc[i].head.pos_ == "VERB")

    def _does(self, text: Text, i: int) -> bool:
        """A single bare name counts where it is the subject or agent of a verb: "Renard a parlé"."""
        token = text.doc[i]
        return not text.capitals and token.dep_ in ("nsubj", "nsubj:pass", "obl:agent") and token.head.pos_ == "VERB"

    def _plays_a_part(self, text: Text, i: int, end: int) -> bool:
        """A body with an article and an unknown name: the subject, the agent, an apposition, after "selon"."""
        if text.capitals:
            return False
        return any(
            text.doc[j].dep_ in ("nsubj", "nsubj:pass", "obl:agent", "appos", "obl:mod")
            and text.doc[j].head.i not in range(i, end)
            for j in range(i, end)
        )

    def _name_candidate(
        self,
        text: Text,
        i: int,
        end: int,
        floor: int,
        kind: SourceKind,
        sector: str,
        rule: str,
        *,
        person: bool = False,
    ) -> Candidate:
        text.names.add(tuple(text.folded[i:end]))
        start, determiner = self._left(text, i, floor, names=True)
        return Candidate(
            start, end, i, end, determiner, "Sing", "", kind, sector, None, self._country(text, start, end),
            rule, "", name=(i, end), person=person, collective=not person,
        )  # fmt: skip

    def _demonym(self, text: Text, i: int, floor: int) -> Candidate | None:
        """ "les Américains", "Bagdad a condamné": a people, or a state by its name or capital."""
        item = text.places.get(i)
        if item is None or item.locates or item.phrase.start != i or item.place is None:
            return None
        end = item.phrase.end
        start, determiner = self._left(text, i, floor, names=True)
        noun = text.doc[i].pos_ in NOUNS
        if not noun or (self.grammar.head_last and end < len(text.doc) and text.doc[end].pos_ == "NOUN"):
            return None
        people = item.provenance.rule == "places.demonym"
        if not self.grammar.head_last and i and text.doc[i - 1].pos_ in ("NOUN", "ADJ", "PROPN"):
            return None  # "un convoi US", "des troupes américaines"
        number = _first(text.doc[i].morph.get("Number", [])) if people else "Sing"
        kind, sector = (SourceKind.PERSON, "CVL") if people else (SourceKind.OFFICIAL, "GOV")
        country = item.place.country
        return Candidate(
            start, end, i, end, determiner, number, _gender(text.doc[i]), kind, sector, None, country,
            "actors.people" if people else "actors.state", "", name=(i, end) if not people else None,
            person=people, collective=not people, id=None if people else state_actor(country, "GOV"),
        )  # fmt: skip

    # -- phrases inside phrases

    def _inner(self, text: Text, outer: Candidate) -> list[Candidate]:
        """ "l'avocat du [suspect]", "un porte-parole de [l'armée]": those within the complements, and possessors."""
        out: list[Candidate] = []
        text.led = outer.form is not None and not outer.form.role.sector and not outer.collective
        spans = [(outer.core, outer.end)]
        if self.grammar.head_last:
            genitive = next((j for j in range(outer.start, outer.head) if text.folded[j] in ("'s", "'")), None)
            if genitive is not None:
                spans.append((outer.start, genitive))
            else:
                out.extend(self._modifying(text, outer))
        for start, end in spans:
            i = start
            while i < end:
                inner = self._at(text, i, max(start, out[-1].end if out else start))
                bare = inner is not None and inner.rule in ("actors.name", "actors.person") and not inner.person
                if bare and text.led and inner is not None and inner.end - inner.start > 1:
                    inner, bare = replace(inner, rule="actors.led", collective=True), False
                if inner is not None and not bare and inner.start >= start and inner.head < end:
                    last = inner.end if inner.actor is not None else min(inner.end, end)
                    inner = replace(inner, end=last, core=min(inner.core, last), inner=True)
                    out.append(inner)
                    i = max(inner.end, i + 1)
                else:
                    i += 1
        text.led = False
        return out

    def _modifying(self, text: Text, outer: Candidate) -> list[Candidate]:
        """Registered names before an English head: "MRTA rebels"."""
        out: list[Candidate] = []
        i = outer.start
        while i < outer.head:
            hit = self._registered(text, i)
            if hit is not None and i + hit[0] <= outer.head:
                out.append(replace(self._named(text, i, i + hit[0], i, hit[1]), inner=True))
            i += hit[0] if hit is not None else 1
        return out


def _inheriting(outer: Candidate, inner: list[Candidate]) -> Candidate:
    """ "le porte-parole de la milice", "a Hamas leader": who somebody speaks or acts for says what they are."""
    reach = max((held.end for held in inner), default=outer.end)
    if reach > outer.end:  # a registered name goes on past what looked like the complement's end
        outer = replace(outer, end=reach)
    if outer.form is None or outer.sector or outer.kind not in (SourceKind.OTHER, SourceKind.OFFICIAL):
        return outer
    for held in inner:
        if held.sector and held.kind not in (SourceKind.PERSON, SourceKind.WITNESS):
            country = outer.country or held.country
            return replace(outer, kind=held.kind, sector=held.sector, country=country, armed=held.armed or None)
    return outer


def _tokens_of(doc: Doc, kind: Region) -> set[int]:
    """The tokens that stand in the regions of a kind."""
    return {i for part in REGIONS.of(doc) if part.kind is kind for i in range(part.phrase.start, part.phrase.end)}


def _is_capitals(doc: Doc) -> bool:
    """All-capitals agency text: case says nothing there."""
    letters = [c for c in doc.text[:2000] if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) > 0.8 * len(letters)


def _gender(token: Token) -> str:
    return _first(token.morph.get("Gender", []))


def _first(values: list[str]) -> str:
    return values[0] if values else ""
