"""Whom a source phrase stands for: its fullest form in the text, pronouns and definite nouns resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as Phrase

from recoupe.model import Provenance, Region, SourceKind
from recoupe.reading.grammar import has
from recoupe.reading.layers import SourceMention, document_of, region_at, span_of
from recoupe.reading.sources_kinds import actor_at, head_of, kind_of, noun_kind
from recoupe.reading.sources_lexicon import fold
from recoupe.reading.sources_subjects import phrase_ending
from recoupe.reading.sources_text import Text, appositions, nominal_from, noun_phrase

BODIES = frozenset(
    {
        SourceKind.OUTLET,
        SourceKind.AGENCY,
        SourceKind.ARMED_GROUP,
        SourceKind.NGO,
        SourceKind.DOCUMENT,
        SourceKind.IMAGERY,
    }
)
WORD = re.compile(r"\w+")


@dataclass(slots=True)
class Speaker:
    """A source met so far, by whatever words."""

    named: Phrase
    kind: SourceKind
    provenance: Provenance
    heads: frozenset[str]  # head nouns it was called by: "officier", "ong"
    plural: bool
    gender: str  # "Masc", "Fem", "" where the words do not tell
    last: int  # token of its last mention
    referent: int | None


class Resolver:
    """Keeps the sources of a text in order, and says whom the next phrase means."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.speakers: list[Speaker] = []
        self.bystanders: list[Speaker] | None = None
        self.content: Sequence[tuple[int, int]] = ()
        self.met: dict[Phrase, Speaker] = {}

    def mention(self, phrase: Phrase, content: Sequence[tuple[int, int]] = ()) -> SourceMention | None:
        """The source that a phrase names; None for "ce dernier" that stands for nobody known.

        Nobody is made to speak by a pronoun in what he says himself: "One officer was shot, he added."
        """
        self.content = content
        speaker = self.known(phrase)
        if speaker is None:
            if self.is_pronoun(phrase):
                return self.from_actors(phrase) or self.nameless(phrase)
            speaker = self.introduce(phrase)
        elif not self.is_pronoun(phrase) and in_headline(speaker.named) and same_name(self.text, phrase, speaker.named):
            speaker.named = phrase
        speaker.last = max(speaker.last, phrase.start)
        self.met[phrase] = speaker
        return SourceMention(
            phrase, span_of(speaker.named).text, speaker.named, speaker.kind, speaker.referent, speaker.provenance
        )

    def final(self, mention: SourceMention) -> SourceMention:
        """The mention under the name that its speaker got later: "un officier", then "cet officier, le major Sow"."""
        speaker = self.met.get(mention.phrase)
        if speaker is None or speaker.named == mention.named:
            return mention
        return replace(mention, name=span_of(speaker.named).text, named=speaker.named)

    def nameless(self, phrase: Phrase) -> SourceMention | None:
        """A pronoun of whom the text does not say who it is: still not the outlet's own voice."""
        provenance = Provenance("sources.unresolved")
        return SourceMention(phrase, span_of(phrase).text, phrase, SourceKind.OTHER, None, provenance)

    def from_actors(self, phrase: Phrase) -> SourceMention | None:
        """A pronoun that the actors stage has resolved."""
        actor = actor_at(self.text, phrase)
        if actor is None or actor.named.root.pos_ == "PRON" or actor.named.start == phrase.start:
            return None
        speaker = self.introduce(actor.named)
        speaker.last = phrase.start
        return SourceMention(
            phrase, span_of(speaker.named).text, speaker.named, speaker.kind, actor.referent, speaker.provenance
        )

    # ------------------------------------------------------------ a new source

    def introduce(self, phrase: Phrase) -> Speaker:
        """Someone the text has not made speak before."""
        speaker = self.made(phrase)
        self.speakers.append(speaker)
        return speaker

    def made(self, phrase: Phrase) -> Speaker:
        """A speaker with the name, kind and nouns that the words around a phrase give."""
        text = self.text
        apposed = appositions(text, phrase)
        named = named_form(text, phrase, apposed)
        kind, provenance = kind_of(text, phrase)
        if kind in (SourceKind.PERSON, SourceKind.OTHER):
            for other in apposed:
                entry = noun_kind(text, other)
                if entry is not None:
                    kind, provenance = entry.kind, Provenance("sources.kind.apposition", entry.entry)
                    break
        actor = actor_at(text, phrase)
        heads = frozenset(text.words[head_of(text, p)] for p in (phrase, *apposed))
        return Speaker(
            named,
            kind,
            provenance,
            heads,
            is_plural(text, phrase),
            gender(text, phrase),
            phrase.start,
            actor.referent if actor else None,
        )

    # ------------------------------------------------------------ one met before

    def subjects(self) -> list[Speaker]:
        """Whoever is the subject of a sentence and could speak, though no cue made them: "le préfet refuse"."""
        found = []
        for i, dep in enumerate(self.text.dep):
            if dep not in ("nsubj", "nsubj:pass") or self.text.pos[i] not in ("NOUN", "PROPN"):
                continue
            if self.text.quote_of[i] is not None:
                continue
            phrase = noun_phrase(self.text, i)
            if self.text.words[i] in self.text.lex.set("never_speaks"):
                continue
            entry = self.text.lex.kinds.get(self.text.words[i])
            if entry is None and not (self.text.pos[i] == "PROPN" and self.text.texts[i][:1].isupper()):
                continue
            found.append(self.made(phrase))
        return found

    def known(self, phrase: Phrase) -> Speaker | None:
        """The speaker that a phrase takes up."""
        if self.is_pronoun(phrase):
            return self.by_pronoun(phrase)
        actor = actor_at(self.text, phrase)
        for speaker in reversed(self.speakers):
            same = actor is not None and speaker.referent == actor.referent
            if same or same_name(self.text, phrase, speaker.named):
                return speaker
        if not self.is_definite(phrase):
            return None
        return self.by_noun(phrase) or self.by_demonstrative(phrase) or self.by_actor(phrase)

    def by_demonstrative(self, phrase: Phrase) -> Speaker | None:
        """ "cet officier" after "un capitaine de police": the last speaker of that kind; it may bring the name."""
        if not has(phrase[0], "PronType", "Dem") or is_plural(self.text, phrase):
            return None
        entry = noun_kind(self.text, phrase)
        named = named_form(self.text, phrase, appositions(self.text, phrase))
        for speaker in self.recent(phrase.start):
            bears = names_person(self.text, speaker.named)
            if speaker.plural or entry is None or not of_one_kind(speaker.kind, entry.kind):
                continue
            if named.start != phrase.start and not bears:
                speaker.named = named
            return speaker if named.start == phrase.start or speaker.named == named else None
        return None

    def by_actor(self, phrase: Phrase) -> Speaker | None:
        """A definite noun whose fuller form the actors stage knows: "le préfet" of "le préfet de Douentza"."""
        actor = actor_at(self.text, phrase)
        if actor is None or actor.named.start == actor.phrase.start or len(actor.named) <= len(actor.phrase):
            return None
        if len(actor.named) > 5 and not any(t.pos_ == "PROPN" for t in actor.named):
            return None
        return self.introduce(actor.named)

    def is_pronoun(self, phrase: Phrase) -> bool:
        """ "il", "-t-elle", "ce dernier", "they"."""
        lex = self.text.lex
        return fold(phrase.text) in lex.word("pronouns") | lex.set("latter")

    def is_definite(self, phrase: Phrase) -> bool:
        """It takes up somebody: "le groupe", "il s'agit du | groupe"."""
        definite = self.text.lex.set("definite")
        bare = phrase[0].pos_ == "NOUN" and phrase.start > 0 and self.text.pos[phrase.start - 1] == "ADP"
        return self.text.words[phrase.start] in definite or (bare and self.text.words[phrase.start - 1] in definite)

    def by_pronoun(self, phrase: Phrase) -> Speaker | None:
        """The last speaker that fits a pronoun in number and gender, not further than the paragraph before."""
        lex, word = self.text.lex, fold(phrase.text)
        plural = word in lex.set("plural")
        person = word in lex.set("masculine") or word in lex.set("feminine")
        wanted = "Masc" if word in lex.set("masculine") else "Fem" if word in lex.set("feminine") else ""
        neuter = not person and not plural and not lex.word("reflexive")
        for speaker in self.recent(phrase.start):
            if speaker.plural != plural and not (plural and self.may_be_they(speaker)):
                continue
            if wanted and speaker.gender and speaker.gender != wanted:
                continue
            if neuter and speaker.kind in (SourceKind.PERSON, SourceKind.WITNESS, SourceKind.EXPERT):
                continue
            if person and not lex.word("reflexive") and speaker.kind in BODIES and not self.is_person(speaker):
                continue
            return speaker
        return None

    def may_be_they(self, speaker: Speaker) -> bool:
        """English calls a body "they": "the army … they"; but not one man."""
        people = (SourceKind.PERSON, SourceKind.WITNESS, SourceKind.EXPERT)
        return not self.text.lex.word("reflexive") and speaker.kind not in people and not self.is_person(speaker)

    def is_person(self, speaker: Speaker) -> bool:
        """A noun for one man or woman: "a relief volunteer", "the spokesman"."""
        lex = self.text.lex
        return bool(speaker.heads & (lex.set("people") | lex.spokesman)) or names_person(self.text, speaker.named)

    def recent(self, at: int) -> Iterator[Speaker]:
        """Speakers before a token, the last met first."""
        if self.bystanders is None:
            self.bystanders = self.subjects()
        told = [s for s in self.bystanders if not any(start <= s.last < end for start, end in self.content)]
        before = [s for s in (*self.speakers, *told) if s.last < at and at - s.last < 220]
        own = {id(s) for s in self.speakers}
        number = self.text.sentence_of[at]

        def order(speaker: Speaker) -> tuple[int, bool, int]:
            return number - self.text.sentence_of[speaker.last], id(speaker) not in own, -speaker.last

        yield from sorted(before, key=order)

    def by_noun(self, phrase: Phrase) -> Speaker | None:
        """ "l'officier" after "un officier en poste à Sévaré"; "l'ONG" after "l'Observatoire, une ONG"; "le groupe"."""
        text = self.text
        head = text.words[head_of(text, phrase)]
        told = {head} | text.lex.set("same")
        content_words = [t for t in phrase if t.pos_ in ("NOUN", "PROPN", "ADJ") and text.words[t.i] not in told]
        if content_words:
            return None
        for speaker in self.recent(phrase.start):
            if head in speaker.heads and speaker.plural == is_plural(text, phrase):
                return speaker
        entry = text.lex.kinds.get(head)
        if head not in text.lex.set("anaphoric"):
            return None
        if entry is None or entry.kind not in (
            SourceKind.ARMED_GROUP,
            SourceKind.OUTLET,
            SourceKind.AGENCY,
            SourceKind.NGO,
        ):
            return None
        if is_plural(text, phrase):
            return None
        for speaker in self.recent(phrase.start):
            names = any(t.pos_ == "PROPN" for t in speaker.named)
            if speaker.heads & text.lex.spokesman:
                continue
            if speaker.kind is entry.kind and names and not speaker.plural:
                return speaker
        return None


def named_form(text: Text, phrase: Phrase, apposed: list[Phrase]) -> Phrase:
    """The member of an apposition that bears the name: "Son coordinateur, Per Lindqvist" is Per Lindqvist."""
    entry = text.lex.kinds.get(text.words[head_of(text, phrase)])
    written = entry is not None and entry.kind in (SourceKind.DOCUMENT, SourceKind.SOCIAL_MEDIA, SourceKind.IMAGERY)
    if written or text.pos[head_of(text, phrase)] == "PROPN" or has_person_name(text, phrase):
        return phrase
    for other in apposed:
        bears = text.texts[head_of(text, other)][:1].isupper() or has_person_name(text, other)
        if bears and text.words[other.start] not in text.lex.set("indefinite") and text.pos[other.start] != "NUM":
            return other
    return named_before(text, phrase) or phrase


def named_before(text: Text, phrase: Phrase) -> Phrase | None:
    """ "Jound al-Badia, | un groupe qui a revendiqué …": the name that the phrase explains."""
    at, low = phrase.start - 1, text.sentence(phrase.start)[0]
    explains = at - 1 > low and text.texts[at] == "," and text.words[phrase.start] in text.lex.set("indefinite")
    relative = phrase.end < len(text.doc) and text.words[phrase.end] in text.lex.word("relative")
    before = phrase_ending(text, at - 1, low) if explains and relative else None
    if before is None or text.pos[head_of(text, before)] != "PROPN":
        return None
    return before if actor_at(text, before) is not None else None


def has_person_name(text: Text, phrase: Phrase) -> bool:
    """A title or role right before a name: "le colonel Sory Diakité"."""
    return any(
        (text.words[i] in text.lex.set("titles") or text.words[i] in text.lex.kinds)
        and text.pos[i + 1] == "PROPN"
        and text.texts[i + 1][:1].isupper()
        for i in range(phrase.start, phrase.end - 1)
    )


def of_one_kind(one: SourceKind, other: SourceKind) -> bool:
    """Officers and officials are called by each other's words, and a source by any."""
    servants = {SourceKind.MILITARY, SourceKind.OFFICIAL}
    return one is other or {one, other} == servants


def names_person(text: Text, phrase: Phrase) -> bool:
    """The phrase bears the name of a person."""
    return text.pos[head_of(text, phrase)] == "PROPN" or has_person_name(text, phrase)


def same_name(text: Text, phrase: Phrase, named: Phrase) -> bool:
    """The same words without articles; or a surname: "M. al-Rikabi" after "Hachem al-Rikabi"."""
    skip = text.lex.set("articles") | text.lex.set("titles")
    a = [w for w in WORD.findall(fold(phrase.text)) if w not in skip and w + "." not in skip and w + "'" not in skip]
    b = [w for w in WORD.findall(fold(named.text)) if w not in skip and w + "." not in skip and w + "'" not in skip]
    if not a or not b:
        return False
    if a == b:
        return True
    names = text.pos[head_of(text, phrase)] == "PROPN" or phrase[-1].pos_ == "PROPN"
    capital = phrase[-1].text[:1].isupper()
    return names and capital and len(a) < len(b) and a == b[-len(a) :]


def in_headline(phrase: Phrase) -> bool:
    """Headlines drop articles: the name in the body is the fuller one."""
    return region_at(phrase.doc, phrase.start) is Region.HEADLINE


def is_plural(text: Text, phrase: Phrase) -> bool:
    head = text.doc[head_of(text, phrase)]
    if head.morph.get("Number", []):
        return head.morph.get("Number", []) == ["Plur"]
    return head.text.endswith("s") and head.pos_ == "NOUN"


def gender(text: Text, phrase: Phrase) -> str:
    """Masc, Fem, or "" where neither noun nor article tells."""
    head = text.doc[head_of(text, phrase)]
    found = head.morph.get("Gender", []) or [g for t in phrase for g in t.morph.get("Gender", [])]
    return found[0] if found and head.pos_ != "PROPN" else ""


HEADING = 12  # words of a heading, at most
OPENING = 120  # tokens within which a communiqué says that it is one
ISSUERS = (SourceKind.MILITARY, SourceKind.OFFICIAL, SourceKind.ARMED_GROUP, SourceKind.NGO)


class OwnOutlet:
    """Whether a phrase names the document's own outlet."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.issuer: Phrase | None = None  # who speaks in a communiqué: "L'état-major porte à la connaissance …"
        name = document_of(text.doc).outlet
        self.words = [w for w in WORD.findall(fold(name)) if w not in text.lex.set("articles")]
        small = text.lex.set("particles") | text.lex.word("coordination") | {"d", "l"}
        self.initials = "".join(w[0] for w in self.words if w not in small)

    def is_own(self, phrase: Phrase) -> bool:
        """ "the Courier" in The Hartwell Courier, "l'ALP" in Agence levantine de presse, "this newspaper", "nous"."""
        lex = self.text.lex
        text = fold(phrase.text)
        if self.issuer is not None and self.is_issuer(phrase):
            return True
        if text in lex.set("own") or text in lex.word("own"):
            return True
        if not self.words:
            return False
        words = [w for w in WORD.findall(text) if w not in lex.set("articles") and w not in ("l", "d")]
        if not words:
            return False
        if len(words) == 1 and len(words[0]) > 1 and words[0] == self.initials:
            return True
        return set(words) <= set(self.words) and any(
            phrase_word.text[:1].isupper() for phrase_word in phrase if fold(phrase_word.text) in words
        )

    def take_issuer(self) -> None:
        """In a communiqué the body that its first sentence names speaks throughout: it is the outlet itself."""
        opening = self.first_sentence()
        if opening is None:
            return
        first = next((k for k in range(*opening) if self.text.texts[k][0].isalpha()), opening[0])
        subject = nominal_from(self.text, first, opening[1])
        if subject is None:
            subject = next((k for k in range(*opening) if self.text.dep[k] in ("nsubj", "nsubj:pass")), None)
        if subject is None:
            return
        phrase = noun_phrase(self.text, subject)
        definite = self.text.words[phrase.start] in self.text.lex.set("definite")
        if definite and kind_of(self.text, phrase)[0] in ISSUERS:
            self.issuer = phrase

    def first_sentence(self) -> tuple[int, int] | None:
        """The first whole sentence under a heading that says that the text is a communiqué; None without one."""
        headed = False
        for low, high in self.text.sentences:
            words = [k for k in range(low, high) if self.text.texts[k].isalpha()]
            if headed and self.text.has_finite(low, high) and len(words) > HEADING:
                return low, high
            told = any(self.text.words[k] in self.text.lex.word("communique") for k in words)
            headed = headed or (told and len(words) <= HEADING)
            if low > OPENING:
                return None
        return None

    def is_issuer(self, phrase: Phrase) -> bool:
        """The issuer by its name, or by its head noun alone: "l'état-major" of "l'état-major général des armées"."""
        assert self.issuer is not None
        if same_name(self.text, phrase, self.issuer):
            return True
        skip = self.text.lex.set("articles")
        words = {word for word in WORD.findall(fold(phrase.text)) if word not in skip and len(word) > 1}
        head = set(WORD.findall(self.text.words[head_of(self.text, self.issuer)]))
        return bool(words) and words == head
