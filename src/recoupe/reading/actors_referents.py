"""Which phrases speak of the same one: names and aliases, definite nouns, "ce dernier", pronouns.

A wrong link puts one party's deeds on another: where two referents would do, none is taken. A definite noun then names
a referent of its own, and a pronoun none at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from spacy.tokens import Doc, Token

from recoupe.model import SourceKind
from recoupe.reading.actors_lexicon import fold
from recoupe.reading.actors_phrases import QUOTES, Candidate, Grammar

SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer", "nsubj:caus"))
IMPERSONAL = frozenset(("expl", "expl:subj"))
REACH = 3000  # tokens back that a name or noun is still sought: some ten pages, so that long texts stay linear
NEAR = 3  # sentences back that a definite human noun reaches: "les deux hommes"


@dataclass(slots=True)
class Referent:
    """Everybody or everything that its mentions name."""

    number: int
    mentions: list[Candidate] = field(default_factory=list)
    names: list[tuple[str, ...]] = field(default_factory=list)

    def is_a(self, test: Callable[[Candidate], bool]) -> bool:
        """Some mention passes the test, of the first few and the latest: a long text names some a thousand times."""
        if len(self.mentions) <= 40:
            return any(test(mention) for mention in self.mentions)
        return any(test(mention) for mention in (*self.mentions[:8], *self.mentions[-32:]))

    @property
    def last(self) -> Candidate:
        """The latest mention."""
        return self.mentions[-1]

    @property
    def country(self) -> str:
        """The first country that a mention gives."""
        return next((m.country for m in self.mentions if m.country), "")

    @property
    def plural(self) -> str:
        """The grammatical number of its mentions, "" where they do not tell."""
        return next((m.number for m in self.mentions if m.number), "")

    @property
    def gender(self) -> str:
        """The grammatical gender of its mentions, "" where they differ or do not tell."""
        seen = {m.gender for m in self.mentions if m.gender}
        return seen.pop() if len(seen) == 1 else ""


@dataclass(frozen=True, slots=True)
class Pronoun:
    """One row of the pronoun table."""

    entry: str
    number: str
    gender: str


class Resolver:
    """Gives the candidates of a text their referents."""

    def __init__(self, table: Mapping[str, Any], grammar: Grammar) -> None:
        self.grammar = grammar
        self.pronouns = {
            fold(word): Pronoun(row["id"], row.get("number", ""), row.get("gender", ""))
            for row in table.get("pronoun", [])
            for word in row["words"]
        }
        latter = table.get("demonstrative", [])
        self.latter_entry: str = latter[0]["id"] if latter else ""

    def resolve(self, doc: Doc, candidates: list[Candidate]) -> list[Referent]:
        """All referents with their mentions in the order of the text."""
        state = _State(self, doc, candidates)
        state.run()
        return state.merged()


class _State:
    """One text while its phrases are being resolved."""

    def __init__(self, resolver: Resolver, doc: Doc, candidates: list[Candidate]) -> None:
        self.resolver, self.grammar, self.doc = resolver, resolver.grammar, doc
        self.folded = [fold(token.text) for token in doc]
        self.candidates = sorted(candidates, key=lambda c: (c.start, -c.end))
        self.referents: list[Referent] = []
        self.of_candidate: dict[tuple[int, int], Referent] = {}
        self.by_end = {candidate.end: candidate for candidate in reversed(self.candidates)}
        self.by_head: dict[int, list[Candidate]] = {}
        for candidate in self.candidates:
            self.by_head.setdefault(candidate.head, []).append(candidate)
        self.heads: set[int] = set()  # of the mentions placed so far
        self.all: list[Referent] = []
        self._said: dict[tuple[int, int], tuple[str, ...]] = {}
        self.quoted = _quoted(doc)
        self.sentence = _sentence_numbers(doc)

    def run(self) -> None:
        """Phrases and pronouns in the order of the text: each sees only what stands before it."""
        at: dict[int, list[Candidate]] = {}
        for candidate in self.candidates:
            at.setdefault(candidate.start, []).append(candidate)
        covered = {i for c in self.candidates for i in range(c.start, c.end)}
        i = 0
        while i < len(self.doc):
            if i % 1000 == 0:
                self.referents = [r for r in self.referents if i - r.last.start <= REACH]
            for candidate in at.get(i, []):
                self._place(candidate)
            latter = self.grammar.last_named.at(self.folded, i)
            if latter is not None:
                self._latter(i, i + latter[0])
            elif i not in covered and self.folded[i] in self.resolver.pronouns:
                self._pronoun(self.doc[i], self.resolver.pronouns[self.folded[i]])
            i += 1

    # -- phrases

    def _place(self, candidate: Candidate) -> None:
        referent = self._apposed(candidate) or self._known(candidate)
        if referent is None:
            referent = Referent(len(self.all))
            self.referents.append(referent)
            self.all.append(referent)
        self._add(referent, candidate)

    def _add(self, referent: Referent, candidate: Candidate) -> None:
        referent.mentions.append(candidate)
        self.heads.add(candidate.head)
        self.of_candidate[candidate.start, candidate.end] = referent
        if candidate.name is not None:
            words = self._words(*candidate.name)
            if words not in referent.names:
                referent.names.append(words)

    def _known(self, candidate: Candidate) -> Referent | None:
        if candidate.actor is not None:
            return self._find(lambda r: r.is_a(lambda m: m.actor is candidate.actor))
        if candidate.name is not None:
            return self._by_name(candidate)
        if candidate.form is None or candidate.determiner == "indefinite":
            return None
        if candidate.determiner == "possessive":
            return self._repeated(candidate)
        if not candidate.determiner and not (candidate.collective and self.grammar.head_last):
            return None
        return self._by_noun(candidate)

    def _find(self, test: Callable[[Referent], bool]) -> Referent | None:
        """The referent last mentioned that passes."""
        passing = [referent for referent in self.referents if test(referent)]
        return max(passing, key=lambda r: r.last.start, default=None)

    def _by_name(self, candidate: Candidate) -> Referent | None:
        """The same name, a person's surname after the full name, an acronym of a name."""
        words = self._words(*candidate.name) if candidate.name else ()
        if not words:
            return None
        return self._find(
            lambda r: (
                any(self._names_match(r, candidate, known, words) for known in r.names)
                and (candidate.person or not any(_conflict(known, words) for known in r.names))
            )
        )

    def _names_match(
        self, referent: Referent, candidate: Candidate, known: tuple[str, ...], words: tuple[str, ...]
    ) -> bool:
        if known == words or not known:
            return known == words
        if _is_acronym(words, known) or _is_acronym(known, words):
            return True
        shorter, longer = sorted((known, words), key=len)
        if candidate.country and referent.country and candidate.country != referent.country:
            return False
        if candidate.person or referent.is_a(lambda m: m.person):
            return longer[-len(shorter) :] == shorter and len(shorter[-1]) > 2
        return longer[: len(shorter)] == shorter and len(shorter[0]) > 3 and (len(shorter) > 1 or len(shorter[0]) > 5)

    def _repeated(self, candidate: Candidate) -> Referent | None:
        words = self._words(candidate.start, candidate.end)
        return self._find(
            lambda r: r.is_a(lambda m: self._words(m.start, m.end) == words and m.determiner == "possessive")
        )

    def _by_noun(self, candidate: Candidate) -> Referent | None:
        """ "l'officier" after "un officier en poste à Abéché"; "le groupe"; "les deux hommes"."""
        form = candidate.form
        assert form is not None
        bare = self._is_bare(candidate)
        same = [r for r in self.referents if r.is_a(lambda m: self._same_noun(m, candidate))]
        mine = self._words(candidate.start, candidate.end)
        same = [r for r in same if not r.is_a(lambda m: self._differs(m, candidate, mine))]
        if bare and form.lemma in self.grammar.group_nouns and not any(r.names for r in same):
            return self._group() or (self._latest(same, candidate) if same else None)
        if same:
            return self._latest(same, candidate) if bare else max(same, key=lambda r: r.last.start)
        if bare and form.lemma in self.grammar.human_nouns:
            return self._humans(candidate)
        if form.role.sector == "UAF" and candidate.number == "Plur" and bare:
            return self._only(lambda m: m.sector == "UAF" and m.number == "Plur" and m.armed is True)
        return None

    def _latest(self, same: list[Referent], candidate: Candidate) -> Referent | None:
        """The one of several that was spoken of last; none if two were within the sentences just before."""
        if len(same) == 1:
            return same[0]
        here = self.sentence[candidate.start]
        near = [r for r in same if here - self.sentence[r.last.start] <= 1]
        exact = [r for r in same if r.is_a(self._is_bare)]
        if len(near) == 1:
            return near[0]
        return max(exact, key=lambda r: r.last.start) if len(exact) == 1 and not near else None

    def _same_noun(self, mention: Candidate, candidate: Candidate) -> bool:
        if mention.form is None or candidate.form is None or mention.form.lemma != candidate.form.lemma:
            return False
        if mention.number and candidate.number and mention.number != candidate.number:
            return False
        if mention.country and candidate.country and mention.country != candidate.country:
            return False
        if self._numeral(candidate) and self._numeral(candidate) != self._numeral(mention):
            return False
        if mention.determiner == "possessive" and not self._is_bare(candidate):
            return False
        mine, other = set(self._words(candidate.start, candidate.end)), set(self._words(mention.start, mention.end))
        return mine <= other or (other <= mine and candidate.collective and mention.determiner != "indefinite")

    def _differs(self, mention: Candidate, candidate: Candidate, words: tuple[str, ...]) -> bool:
        """ "les forces" may be the Chadian ones; "les forces nigériennes" then are not."""
        alike = mention.form is not None and candidate.form is not None and mention.form.lemma == candidate.form.lemma
        return alike and _conflict(self._words(mention.start, mention.end), words)

    def _is_bare(self, candidate: Candidate) -> bool:
        """Nothing but determiner, numeral and noun."""
        words = self._words(candidate.start, candidate.end)
        numerals = sum(self.doc[i].pos_ == "NUM" for i in range(candidate.start, candidate.head))
        return len(words) - numerals <= 1

    def _group(self) -> Referent | None:
        """ "le groupe": the armed group or organisation last named, if one was."""
        latest = self._find(lambda r: bool(r.names) and r.is_a(self._is_body))
        return latest if latest is not None and latest.is_a(self._is_group) else None

    def _is_body(self, mention: Candidate) -> bool:
        """A named body that "the group" may mean: no state, no force of one, no medium."""
        return mention.collective and mention.sector not in ("GOV", "MIL", "COP", "MED", "JUD", "LEG", "SPY")

    def _is_group(self, mention: Candidate) -> bool:
        if mention.kind is SourceKind.ARMED_GROUP:
            return mention.collective
        named = mention.name is not None and mention.collective and not mention.country
        return named and (mention.rule == "actors.led" or (mention.rule == "actors.named" and not mention.sector))

    def _humans(self, candidate: Candidate) -> Referent | None:
        """ "les deux hommes", "the men": those of the same number, if only one referent has it nearby."""
        count = self._numeral(candidate)

        def fits(mention: Candidate) -> bool:
            near = self.sentence[candidate.start] - self.sentence[mention.start] <= NEAR
            alike = mention.person and mention.number == candidate.number and mention.kind is not SourceKind.ANONYMOUS
            return near and alike and (not count or self._numeral(mention) == count)

        return self._only(fits)

    def _numeral(self, candidate: Candidate) -> str:
        return next((self.folded[i] for i in range(candidate.start, candidate.head) if self.doc[i].pos_ == "NUM"), "")

    def _only(self, fits: Callable[[Candidate], bool]) -> Referent | None:
        passing = [referent for referent in self.referents if referent.is_a(fits)]
        return passing[0] if len(passing) == 1 else None

    # -- appositions

    def _apposed(self, candidate: Candidate) -> Referent | None:
        """ "Lise Renard, porte-parole", "un groupe mal connu, Les Vigiles", "Agence lacustre de presse (ALP)"."""
        before = candidate.start - 1
        if before < 1 or self.doc[before].text not in (",", "(", "—", "–", "["):
            return None
        earlier = self.by_end.get(before)
        if (
            earlier is None
            or (earlier.start, earlier.end) not in self.of_candidate
            or not self._may_be_one(earlier, candidate)
        ):
            return None
        return self.of_candidate[earlier.start, earlier.end]

    def _may_be_one(self, first: Candidate, second: Candidate) -> bool:
        bracket = self.doc[second.start - 1].text in ("(", "[")
        if bracket:
            return second.name is not None and first.collective and second.country in ("", first.country)
        if (first.name is None) == (second.name is None) or (
            first.number and second.number and first.number != second.number
        ):
            return False
        if first.collective != second.collective and not self._tells_little(first, second):
            return False
        return not self._in_list(second) and not second.inner and not self._acts_alone(second)

    def _tells_little(self, first: Candidate, second: Candidate) -> bool:
        """A bare name may be of a person or a body: the noun beside it says which."""
        return any(c.rule in ("actors.name", "actors.person") and c.form is None for c in (first, second))

    def _acts_alone(self, candidate: Candidate) -> bool:
        """ "… harangued the envoy, President Renard said": what a verb follows directly is its subject."""
        return candidate.end < len(self.doc) and self.doc[candidate.end].pos_ in ("VERB", "AUX")

    def _in_list(self, candidate: Candidate) -> bool:
        """ "le préfet, Amadou Barry et le juge": more follows, so the comma only enumerates."""
        end = candidate.end
        return end < len(self.doc) and self.folded[end] in self.grammar.coordinators

    # -- pronouns

    def _latter(self, start: int, end: int) -> None:
        """ "ce dernier": the last noun of its gender and number, if that names somebody."""
        token = self.doc[end - 1]
        number, gender = _morph(token, "Number"), _morph(token, "Gender")
        for i in range(start - 1, max(-1, start - 60), -1):
            noun = self.doc[i]
            if (
                noun.pos_ != "NOUN"
                or not _agrees(_morph(noun, "Number"), number)
                or not _agrees(_morph(noun, "Gender"), gender)
            ):
                continue
            held = self.by_head.get(i, [])
            holder = next((c for c in reversed(held) if not c.inner), held[0] if held else None)
            if holder is not None:
                self._mention(start, end, holder, number, gender, "actors.latter", self.resolver.latter_entry)
            return

    def _mention(
        self, start: int, end: int, antecedent: Candidate, number: str, gender: str, rule: str, entry: str
    ) -> None:
        referent = self.of_candidate[antecedent.start, antecedent.end]
        first = referent.mentions[0]
        self._add(
            referent,
            Candidate(
                start, end, end - 1, end, "definite", number, gender, first.kind, first.sector, first.armed,
                referent.country, rule, entry, person=first.person, collective=first.collective,
            ),
        )  # fmt: skip

    def _pronoun(self, token: Token, pronoun: Pronoun) -> None:
        if not self._is_personal(token):
            return
        antecedent = self._antecedent(token, pronoun)
        if antecedent is not None:
            self._mention(
                token.i, token.i + 1, antecedent, pronoun.number, pronoun.gender, "actors.pronoun", pronoun.entry
            )

    def _is_personal(self, token: Token) -> bool:
        """No "il faut", "il s'agit", "il y a"."""
        if self.grammar.impersonal & set(self.folded[token.i + 1 : token.i + 6]):
            return False
        return token.dep_ in SUBJECTS and token.head.pos_ in ("VERB", "ADJ", "NOUN", "AUX")

    def _antecedent(self, token: Token, pronoun: Pronoun) -> Candidate | None:
        """The subject of the clause or sentence before, if it agrees and nobody else does as well."""
        speaker = self._speaker(token, pronoun)
        if speaker is not None:
            return speaker
        if self._other_subject(token, pronoun):
            return None
        fitting = [r for r in self.referents if self._reaches(r, token, 1) and self._agrees(r, pronoun)]
        if len(fitting) == 1:
            only = fitting[0].last
            return only if self._is_subject(only) or only.person else None
        if not self._opens_sentence(token):
            return None
        here = self.sentence[token.i]
        subjects = [r for r in fitting if self._was_subject(r, here - 1)]
        rivals = [r for r in fitting if self.sentence[r.last.start] == here and r not in subjects]
        return subjects[0].last if len(subjects) == 1 and not rivals else None

    def _opens_sentence(self, token: Token) -> bool:
        return all(self.doc[i].is_punct or self.doc[i].is_space for i in range(token.sent.start, token.i))

    def _speaker(self, token: Token, pronoun: Pronoun) -> Candidate | None:
        """ "…, he added": whoever spoke last, if it agrees."""
        if self.folded[token.head.i] not in self.grammar.saying or self.quoted[token.i]:
            return None
        here = self.sentence[token.i]
        best: Candidate | None = None
        for referent in self.referents:
            for mention in referent.mentions[-32:]:
                near = here - self.sentence[mention.start] <= 2 and mention.start < token.i
                if near and self._spoke(mention) and (best is None or mention.start > best.start):
                    best = mention
        if best is None:
            return None
        return best if self._agrees(self.of_candidate[best.start, best.end], pronoun) else None

    def _spoke(self, mention: Candidate) -> bool:
        head = self.doc[mention.head]
        return not mention.inner and head.dep_ in SUBJECTS and self.folded[head.head.i] in self.grammar.saying

    def _reaches(self, referent: Referent, token: Token, sentences: int) -> bool:
        mention = referent.last
        back = self.sentence[token.i] - self.sentence[mention.start]
        same_voice = self.quoted[token.i] == self.quoted[mention.start]
        return back <= sentences and mention.start < token.i and same_voice

    def _was_subject(self, referent: Referent, since: int) -> bool:
        recent = (m for m in referent.mentions if self.sentence[m.start] >= since)
        return any(self._is_subject(mention) for mention in recent)

    def _other_subject(self, token: Token, pronoun: Pronoun) -> bool:
        """The subject last used is a thing that agrees: "La grève n'est pas finie, mais elle s'essouffle"."""
        for i in range(token.i - 1, -1, -1):
            noun = self.doc[i]
            if self.sentence[token.i] - self.sentence[i] > 1:
                return False
            if noun.pos_ != "NOUN" or noun.dep_ not in SUBJECTS:
                continue
            agrees = _agrees(_morph(noun, "Number"), pronoun.number)
            if self.grammar.head_last:
                agrees = agrees and pronoun.number == "Plur"
            else:
                agrees = agrees and _agrees(_morph(noun, "Gender"), pronoun.gender)
            if agrees:
                return i not in self.heads
        return False

    def _agrees(self, referent: Referent, pronoun: Pronoun) -> bool:
        if self.grammar.head_last and pronoun.number == "Sing" and not referent.is_a(lambda m: m.person):
            return False
        number = referent.plural
        if number and number != pronoun.number:
            return False
        return not (pronoun.gender and referent.gender and pronoun.gender != referent.gender)

    def _is_subject(self, mention: Candidate) -> bool:
        return not mention.inner and self.doc[mention.head].dep_ in SUBJECTS

    # -- words

    def _words(self, start: int, end: int) -> tuple[str, ...]:
        """The words that carry meaning: no determiners, prepositions or marks."""
        kept = self._said.get((start, end))
        if kept is None:
            kept = self._said[start, end] = tuple(self.folded[i] for i in range(start, end) if self._carries(i))
        return kept

    def _carries(self, i: int) -> bool:
        word = self.folded[i]
        if self.doc[i].pos_ in ("DET", "ADP", "PUNCT", "PART", "PRON") or word in self.grammar.honorifics:
            return False
        return not self.grammar.determiner(word) and any(c.isalnum() for c in word)

    def merged(self) -> list[Referent]:
        """The referents, those that proved one put together."""
        return self.all


def _conflict(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """ "Union du fleuve" and "Union du lac": each has a word of its own beside what they share."""
    shared = set(one) & set(other)
    return bool(shared) and bool(set(one) - shared) and bool(set(other) - shared)


def _agrees(one: str, other: str) -> bool:
    return not one or not other or one == other


def _morph(token: Token, feature: str) -> str:
    values = token.morph.get(feature, [])
    return values[0] if values else ""


def _is_acronym(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """ "alp" of "agence levantine de presse"."""
    if len(short) != 1 or not 2 <= len(short[0]) <= 6 or len(long) < 2:
        return False
    return "".join(word[0] for part in long for word in part.split("-")) == short[0]


def _quoted(doc: Doc) -> list[bool]:
    """Whether each token stands inside quotation marks; a paragraph's end closes them."""
    out, inside = [], False
    for token in doc:
        if "\n" in token.text:
            inside = False
        if token.text in QUOTES and token.text not in "'’":
            inside = token.text in "«“" or (token.text not in "»”" and not inside)
        out.append(inside)
    return out


def _sentence_numbers(doc: Doc) -> list[int]:
    out: list[int] = []
    for number, sentence in enumerate(doc.sents):
        out.extend([number] * len(sentence))
    return out


def fullest(mentions: Iterable[Candidate]) -> Candidate:
    """The mention that says most: a proper name before a description, then the most words, then the first."""
    ranked = [m for m in mentions if not m.rule.startswith(("actors.pronoun", "actors.latter"))]

    def rank(mention: Candidate) -> tuple[bool, bool, bool, int, int]:
        content = mention.end - mention.start - (mention.determiner not in ("", "indefinite"))
        return (mention.name is not None, not mention.weak, not mention.headline, min(content, 8), -mention.start)

    return max(ranked, key=rank)
