"""The clause around a trigger: who stands where, by the parse and, where the parse fails, by the order of words.

Small models err on headlines and long sentences ("Rockets wound contractor at Iraqi air base" is read as one noun), so
every slot has a positional reading beside the syntactic one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Phrase

from recoupe.model import SourceKind
from recoupe.reading.events_lexicon import Lexicon, fold
from recoupe.reading.layers import ACTORS, PLACES, QUANTITIES, REGIONS, SOURCES, TIMES, ActorMention

NOMINAL = {"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"}
BEFORE_NOUN = {"DET", "ADJ", "NUM", "ADV", "PRON"}
SKIPPED = {"ADV", "PART", "INTJ", "PRON", "AUX"}
# they carry what others say, and do nothing themselves
CARRIERS = frozenset(
    {SourceKind.DOCUMENT, SourceKind.IMAGERY, SourceKind.OUTLET, SourceKind.AGENCY, SourceKind.SOCIAL_MEDIA}
)
CAN_ACT = frozenset({"person", "troop", "attacker", "armed", "name", "pronoun", "aircraft"})
UMBRELLAS = {
    "troop": "person",
    "attacker": "person",
    "bomb": "weapon",
    "rocket": "weapon",
    "drone": "weapon",
    "gun": "weapon",
    "blade": "weapon",
    "gas": "weapon",
    "poison": "weapon",
}


@dataclass(slots=True)
class Slots:
    """The heads that fill the places of a clause."""

    voice: str = "active"
    doer: list[Token] = field(default_factory=list)
    patient: list[Token] = field(default_factory=list)
    others: list[tuple[str, Token]] = field(default_factory=list)  # role of the preposition, head
    modifiers: list[Token] = field(default_factory=list)  # compounds and adjectives of a noun


class Clauses:
    """One Doc seen by the events stage: its words, their classes, and the slots of its clauses."""

    def __init__(self, doc: Doc, lexicon: Lexicon) -> None:
        self.doc = doc
        self.lexicon = lexicon
        strings = doc.vocab.strings
        self.lower = [strings[key] for key in doc.to_array("LOWER").tolist()]
        self.lemma_keys = doc.to_array("LEMMA").tolist()
        self.sentence = _sentence_numbers(doc)
        self.paragraph = _paragraph_numbers(doc)
        self.timed = {t.i for item in TIMES.of(doc) for t in item.phrase}
        self.dateline = _datelines(doc)
        self.silent = self.timed | self.dateline
        located = (item for item in PLACES.of(doc) if item.locates and item.phrase.start not in self.dateline)
        self.placed = {t.i: item for item in located for t in item.phrase}
        self.actors: dict[int, ActorMention] = {}
        for mention in ACTORS.of(doc):
            for token in mention.phrase:
                self.actors.setdefault(token.i, mention)
        self.counted = {t.i for item in QUANTITIES.of(doc) for t in item.phrase}
        self.cues = {t.i for item in SOURCES.of(doc) if item.cue is not None for t in item.cue}
        self.speakers = {t.i for item in SOURCES.of(doc) if item.source is not None for t in item.source.phrase}
        self._topics: dict[range, tuple[int, int]] = {}
        self._classes: dict[int, frozenset[str]] = {}

    # ------------------------------------------------------------ words

    def is_marker(self, token: Token, name: str) -> bool:
        """Whether the token is one of a set of function words."""
        return self.lower[token.i] in self.lexicon.markers.get(name, frozenset())

    def classes(self, token: Token) -> frozenset[str]:
        """The classes of a noun: those of the lexicon, and what earlier layers know of it."""
        if token.i not in self._classes:
            self._classes[token.i] = frozenset(self._find_classes(token))
        return self._classes[token.i]

    def _find_classes(self, token: Token) -> Iterator[str]:
        lower = self.lower[token.i]
        held = self.lexicon.classes
        found = held.get(lower) or held.get(fold(lower)) or held.get(lower.rpartition("-")[2]) or frozenset()
        yield lower
        yield token.lemma_.lower()
        for name in found:
            yield name
            if name in UMBRELLAS:
                yield UMBRELLAS[name]
        if token.pos_ == "PRON" or token.pos_ == "DET":
            yield "pronoun"
        if token.pos_ == "NUM" or token.like_num:
            yield from ("quantity", "number")
        if "vehicle" in found and self._rigged(token):
            yield from ("bomb", "weapon")
        if token.i in self.placed:
            yield "place"
        actor = self.actors.get(token.i)
        if actor is not None and not any(UMBRELLAS.get(name) == "weapon" for name in found):
            yield "person"
            if actor.armed:
                yield "armed"
            if actor.kind is SourceKind.ARMED_GROUP:
                yield "outlaw"
        elif token.pos_ == "PROPN":
            yield "name"
        if not found and actor is None and token.pos_ == "NOUN":
            yield "person" if self.lexicon.names_people(lower) else "unknown"

    def named_classes(self, token: Token) -> frozenset[str]:
        """The classes of whom a pronoun or a definite noun stands for: 'manifestants' for "ils"."""
        actor = self.actors.get(token.i)
        return self.classes(actor.named.root) if actor is not None else frozenset()

    def _rigged(self, token: Token) -> bool:
        """ "voiture piégée", "booby-trapped car": the vehicle is the bomb."""
        around = self.doc[max(0, token.i - 1) : token.i + 2]
        return any(self.is_marker(t, "rigged") for t in around)

    def is_a(self, token: Token, wanted: frozenset[str]) -> bool:
        """Whether a noun, or what it counts ("une dizaine de soldats"), belongs to one of the classes."""
        if self.classes(token) & wanted:
            return True
        if "quantity" in self.classes(token):
            return any(self.classes(counted) & wanted for counted in self.counted_by(token))
        return False

    def counted_by(self, token: Token) -> Iterator[Token]:
        """'terroristes' for the head 'vingtaine' in "une vingtaine de terroristes"."""
        for child in token.children:
            if child.dep_.startswith("nmod") and child.i > token.i:
                yield child
                return
        nxt = token.i + 1
        if nxt + 1 < len(self.doc) and self.doc[nxt].pos_ == "ADP":
            head = self.head_after(nxt + 1)
            if head is not None:
                yield head

    def weapon_modes(self, token: Token) -> tuple[str, ...]:
        """The modes that a weapon makes of an assault."""
        lower = self.lower[token.i]
        return self.lexicon.weapons.get(lower) or self.lexicon.weapons.get(fold(lower)) or ()

    def forms(self, verb: Token) -> frozenset[str]:
        """Which forms of a verb outside the lexicon the word may be, as the tagger says."""
        known = self.lexicon.carriers.get(self.lower[verb.i])
        if known is not None:
            return known[1]
        part = "Part" in verb.morph.get("VerbForm", [])
        return frozenset({"past_participle"} if part else {"finite"})

    def is_carrier(self, token: Token) -> bool:
        """Whether a verb only carries an event noun: "mener (une attaque)"."""
        return self.lower[token.i] in self.lexicon.carriers

    def is_light(self, token: Token, kind: str) -> bool:
        """Whether a verb carries an event noun as its doer ("light") or its victim ("undergo")."""
        known = self.lexicon.carriers.get(self.lower[token.i])
        return known is not None and kind in known[0]

    def claiming(self) -> Iterator[Token]:
        """The verbs of a claim of responsibility."""
        for i, word in enumerate(self.lower):
            kinds = self.lexicon.carriers.get(word)
            token = self.doc[i] if kinds is not None and kinds[0] & {"claim", "claim_of"} else None
            if token is not None and token.pos_ in (
                "VERB",
                "AUX",
                "ADJ",
                "NOUN",
            ):
                yield token

    def resolve(self, token: Token) -> Phrase:
        """The fullest form of whom a head stands for."""
        mention = self.actors.get(token.i)
        if mention is not None and any(t.pos_ == "PROPN" for t in mention.named):
            return self.bare(mention.named)
        named = self.named_group(token.i) if self.is_marker(token, "group") else None
        return named or self.phrase(token, False, frozenset())

    def named_group(self, before: int) -> Phrase | None:
        """The armed group named last before a token: whom "le groupe", "un texte" stand for where nobody says."""
        found = None
        for mention in ACTORS.of(self.doc):
            if mention.phrase.start >= before and found is not None:
                break
            if mention.kind is SourceKind.ARMED_GROUP and any(t.pos_ == "PROPN" for t in mention.named):
                found = mention.named
        return self.bare(found) if found is not None else None

    def speaker_of(self, token: Token) -> Phrase | None:
        """Who says the words in which a pronoun stands: "le groupe a dit qu'il avait mené l'attaque"."""
        if token.dep_ not in ("nsubj", "nsubj:pass"):
            return None
        for item in SOURCES.of(self.doc):
            inside = [part for part in item.content if part.start <= token.i < part.end]
            if item.source is None or not inside or item.source.kind in CARRIERS:
                continue
            if item.source.kind is SourceKind.ARMED_GROUP or self._goes_on_as(token, item.source.phrase, inside[0]):
                return self.bare(item.source.named)
        return None

    def _goes_on_as(self, token: Token, source: Phrase, content: Phrase) -> bool:
        """ "The army says it has arrested him": the first subject of what is said is who says it."""
        before = (t for t in self.doc[content.start : token.i] if t.pos_ in ("NOUN", "PROPN"))
        one, other = token.morph.get("Number", []), source.root.morph.get("Number", [])
        agree = not one or not other or one == other
        return agree and not self.doc[content.start].is_quote and not any(True for _ in before)

    def bare(self, phrase: Phrase) -> Phrase:
        """A phrase without the articles it begins with, nor white space at its ends."""
        start, end = phrase.start, phrase.end
        while start < end - 1 and (self.doc[start].pos_ == "DET" or self.is_marker(self.doc[start], "definite")):
            start += 1
        while start < end - 1 and self.doc[end - 1].is_space:
            end -= 1
        return self.doc[start:end]

    def is_prior(self, start: int) -> bool:
        """ "en réponse à l'embuscade", "a day after the bombing": the words name something that went before."""
        for i in range(start - 1, max(start - 6, -1), -1):
            if self.is_marker(self.doc[i], "after"):
                # "raided a school before dawn on Wednesday and abducted …" is no looking back
                return not (self.doc[start].pos_ == "VERB" and i + 1 in self.timed)
            if self.doc[i].pos_ in ("VERB", "AUX") or self.doc[i].is_punct:
                return False
        return False

    def is_known(self, phrase: Phrase) -> bool:
        """Whether a definite article stands before a phrase: "le véhicule de tête" was told of before."""
        return phrase.start > 0 and self.is_marker(self.doc[phrase.start - 1], "definite")

    def is_gunman(self, phrase: Phrase) -> bool:
        """Whether a phrase tells of armed people without a name who are no troops: "hommes armés", "gunmen"."""
        actor, classes = self.actors.get(phrase.root.i), self.classes(phrase.root)
        if "troop" in classes or any(t.pos_ == "PROPN" for t in (actor.named if actor else phrase)):
            return False
        return "attacker" in classes or (actor is not None and bool(actor.armed))

    def is_outlaw(self, phrase: Phrase) -> bool:
        """Whether a phrase names an armed group that is no force of a state, or armed men without a name."""
        actor = self.actors.get(phrase.root.i)
        return self.is_gunman(phrase) or (actor is not None and actor.kind is SourceKind.ARMED_GROUP)

    def is_habitual(self, token: Token) -> bool:
        """Whether a verb says that something happens again and again: "se multiplient"."""
        return self.is_marker(token, "habit") or token.lemma_.lower() in self.lexicon.markers.get("habit", frozenset())

    def can_act(self, token: Token) -> bool:
        """Whether a noun may be a doer: people, a body, a name, an aircraft; not "the power of fire", "a journey"."""
        if token.i in self.actors or token.pos_ == "PRON" or self.is_marker(token, "relative"):
            return True
        return self.is_a(token, CAN_ACT) or "quantity" in self.classes(token)

    def is_denied(self, token: Token) -> bool:
        """Whether a negation stands with a verb: "n'ont pas revendiqué", "has not claimed"."""
        around = self.doc[max(0, token.i - 4) : token.i + 2]
        near = (t for t in around if self.sentence[t.i] == self.sentence[token.i])
        return any(self.is_marker(t, "negation") for t in near)

    def unreal(self, token: Token) -> bool:
        """Whether a word makes what it governs a fear, a plan or a wish."""
        return token.lemma_.lower() in self.lexicon.markers.get("unreal", frozenset()) or self.is_marker(
            token, "unreal"
        )

    def sides(self, phrases: Iterable[Phrase]) -> set[str]:
        """On which side those people stand who were hit: attackers, or their victims."""
        found = set()
        for phrase in phrases:
            if self.is_a(phrase.root, frozenset({"attacker"})):
                found.add("attacker")
            elif self.is_a(phrase.root, frozenset({"person", "troop"})):
                found.add("victim")
        return found

    def paragraph_of(self, i: int) -> range:
        """The tokens of the paragraph of a token; of its sentence where no stage has told."""
        for part in REGIONS.of(self.doc):
            if part.phrase.start <= i < part.phrase.end:
                return range(part.phrase.start, part.phrase.end)
        sentence = self.doc[i].sent
        return range(sentence.start, sentence.end)

    def topics(self, tokens: range) -> tuple[int, int]:
        """How many different words of one light topic, and how many of gravity, stand in a stretch of text."""
        if tokens not in self._topics:
            words = {self.lower[i] for i in tokens}
            counts = {name: len(words & forms) for name, forms in self.lexicon.topics}
            grave = counts.pop("gravity", 0)
            self._topics[tokens] = (max(counts.values(), default=0), grave)
        return self._topics[tokens]

    def speaks(self, token: Token) -> bool:
        """Whether the verb is the cue of somebody's words."""
        return token.i in self.cues

    # ------------------------------------------------------------ heads by word order

    def head_after(self, start: int, limit: int = 6) -> Token | None:
        """The head of the noun phrase that begins at a token; None where something else does."""
        doc = self.doc
        for i in range(start, min(start + limit, len(doc))):
            token = doc[i]
            if self.sentence[i] != self.sentence[start]:
                return None
            if token.pos_ in ("NOUN", "PROPN"):
                while (
                    i + 1 < len(doc)
                    and (token.dep_ == "compound" or (token.pos_ == "PROPN" and doc[i + 1].pos_ == "NOUN"))
                    and doc[i + 1].pos_ in ("NOUN", "PROPN", "ADJ")
                ):
                    i += 1
                    token = doc[i]
                return token
            if token.pos_ == "NUM" and not (i + 1 < len(doc) and doc[i + 1].pos_ in ("NOUN", "PROPN", "ADJ", "NUM")):
                return token if i > start or token.pos_ == "NUM" else None
            if token.pos_ not in BEFORE_NOUN and not token.is_quote:
                return None
            if token.pos_ == "PRON" and (i + 1 >= len(doc) or doc[i + 1].pos_ not in ("NOUN", "PROPN", "ADJ", "NUM")):
                return token
        return None

    def head_before(self, end: int, limit: int = 12) -> Token | None:
        """The nearest head to the left that no preposition governs: the subject by word order."""
        best: Token | None = None
        for i in range(end - 1, max(end - 1 - limit, -1), -1):
            token = self.doc[i]
            if self.sentence[i] != self.sentence[end - 1] or token.text in ";:":
                break
            if token.pos_ == "VERB" and best is not None:
                break
            nominal = token.pos_ in ("NOUN", "PROPN", "PRON") or (
                token.pos_ == "ADJ" and bool(self.classes(token) & {"person", "weapon", "vehicle"})
            )
            if nominal and i not in self.silent and not self.governed(token):
                return token
        return best

    def governed(self, token: Token) -> bool:
        """Whether a preposition stands before the noun phrase of this token."""
        for i in range(token.i - 1, max(token.i - 6, -1), -1):
            other = self.doc[i]
            if other.pos_ == "ADP":
                return True
            if other.pos_ not in ("DET", "ADJ", "NUM", "NOUN", "PROPN", "ADV") or other.is_punct:
                return False
        return False

    # ------------------------------------------------------------ slots

    def of_verb(self, head: Token, start: int, end: int, forms: frozenset[str]) -> Slots:
        """The slots of a verb that stands at `head`, its words from `start` to `end`."""
        slots = Slots(voice=self.voice(head, end, forms))
        subjects = self._subjects(head, start, slots.voice)
        if not self._is_infinitive(head, forms):
            subjects = [t for t in subjects if not self._only_speaks(t, head)]
        if slots.voice == "passive":
            slots.patient = subjects
            agent = self._agent(head, end)
            slots.doer = [agent] if agent is not None else []
        else:
            slots.doer = subjects
            slots.patient = self._objects(head, end)
        slots.others = list(self._obliques(head, end))
        slots.doer = [h for token in slots.doer for h in self.coordinated(token)]
        slots.patient = [h for token in slots.patient for h in self.coordinated(token)]
        return slots

    def of_noun(self, head: Token, start: int, end: int) -> Slots:
        """The slots of a noun: compounds and adjectives, possessor, and what its prepositions bring."""
        slots = Slots(voice="noun")
        in_predicate = any(c.dep_ == "cop" for c in head.children)
        for child in head.children:
            possessor = child.dep_ in ("nmod:poss", "det:poss") and child.i < head.i
            if possessor or (in_predicate and child.dep_.startswith("nsubj")):
                slots.doer.append(child)
            elif child.dep_ in ("amod", "compound", "nmod", "flat", "acl") and abs(child.i - head.i) <= 4:
                slots.modifiers.append(child)
        i = start - 1
        while (
            i >= 0 and self.doc[i].pos_ in ("NOUN", "PROPN", "ADJ", "NUM") and self.sentence[i] == self.sentence[head.i]
        ):
            slots.modifiers.append(self.doc[i])
            i -= 1
        if end < len(self.doc) and self.doc[end].pos_ == "ADJ":
            slots.modifiers.append(self.doc[end])
        slots.others = list(self._obliques(head, end, noun=True))
        return slots

    def wielders(self, means: Token) -> Iterator[Token]:
        """Who uses what is a verb's object or means: "police fire [rubber bullets]", "ont riposté par des [gaz]"."""
        for verb in means.ancestors:
            if verb.pos_ == "VERB":
                subjects = (c for c in verb.children if c.dep_ == "nsubj" and c.i < verb.i)
                yield from (t for t in subjects if self.is_a(t, frozenset({"armed", "troop", "attacker"})))
                return

    def voice(self, head: Token, end: int, forms: frozenset[str]) -> str:
        """active, passive or reflexive, from the words before the verb and what follows it."""
        before = self._before(head.i)
        if any(self.is_marker(t, "reflexive") for t in before):
            return "reflexive"
        if "past_participle" in forms and any(self.is_marker(t, "passive") for t in before):
            return "passive"
        if not before and "past_participle" in forms and head.dep_ == "conj" and head.head.pos_ == "VERB":
            # "ont libéré la ville et mis en déroute l'ennemi": the auxiliary is said once
            before = self._before(head.head.i)
            if any(self.is_marker(t, "passive") for t in before):
                return "passive"
        if forms == {"past_participle"} and not any(self.is_marker(t, "perfect") for t in before):
            return "passive"
        if "past_participle" in forms and not before:
            return "passive" if self._bare_participle_is_passive(head, end) else "active"
        return "active"

    def by_nature(self, slots: Slots, head: Token) -> Slots:
        """The slots turned active where a weapon or aircraft stands before a bare form: "Aircraft bombed, at night"."""
        does = frozenset({"weapon", "aircraft"})
        if slots.voice != "passive" or self._before(head.i) or slots.doer:
            return slots
        if not any(self.is_a(t, does) for t in slots.patient):
            return slots
        return Slots("active", slots.patient, self._objects(head, head.i + 1), slots.others, slots.modifiers)

    def _before(self, i: int) -> list[Token]:
        """The auxiliaries and pronouns of a verb group, right to left."""
        found = []
        j = i - 1
        while j >= 0 and i - j <= 7 and self.sentence[j] == self.sentence[i]:
            token = self.doc[j]
            if self._is_helper(token):
                found.append(token)
            elif not (token.pos_ in ("ADV", "PART", "PRON", "INTJ") or token.is_quote or _is_adverbial(token)):
                break
            j -= 1
        return found

    def _is_helper(self, token: Token) -> bool:
        return any(self.is_marker(token, name) for name in ("passive", "perfect", "reflexive"))

    def _bare_participle_is_passive(self, head: Token, end: int) -> bool:
        """ "Two killed in Kessa", "men arrested on Monday" against "Rockets wound contractor", "He killed two"."""
        if any(c.dep_ == "obj" and c.i > head.i for c in head.children):
            return False
        if self.finished(head) and any(c.dep_ == "nsubj" for c in head.children):
            return False
        if self._before_its_object(head, end):
            return False
        if head.dep_ in ("acl", "amod"):
            return not (self.finished(head) and head.head.dep_ == "ROOT" and self._only_verb(head))
        following = self.doc[end] if end < len(self.doc) else None
        if following is None or following.i in self.timed:
            return True
        return not (following.pos_ in ("DET", "NOUN", "PROPN", "NUM", "ADJ", "PRON") and not following.is_punct)

    def _before_its_object(self, head: Token, end: int) -> bool:
        """ "and abducted forty pupils": read as an adjective by the parser, but a number or article follows."""
        if head.dep_ != "amod" or head.head.i < head.i or end >= len(self.doc):
            return False
        return self.doc[end].pos_ in ("DET", "NUM") or "quantity" in self.classes(self.doc[end])

    def _is_infinitive(self, head: Token, forms: frozenset[str]) -> bool:
        """ "affirme avoir éliminé", "claimed to have killed": the speaker is the doer."""
        helpers = self._before(head.i)
        if helpers:
            return any("Inf" in t.morph.get("VerbForm", []) for t in helpers)
        return "infinitive" in forms

    def _only_speaks(self, token: Token, verb: Token) -> bool:
        """A speaker whose verb stands between: "un médecin a dit que deux obus étaient tombés" makes him no doer."""
        if token.i not in self.speakers or verb.i in self.cues:
            return False
        if token.i > verb.i or token.head.i in self.cues:
            return token.head.i != verb.i or token.i > verb.i
        if token.head.i == verb.i:
            return False
        low, high = sorted((token.i, verb.i))
        return any(i in self.cues and self.doc[i].pos_ == "VERB" for i in range(low, high))

    def _only_verb(self, verb: Token) -> bool:
        """Whether no other verb could bear the sentence: "Two militias clashed in Kessa", parsed as a noun."""
        return not any(t.pos_ in ("VERB", "AUX") and t.i != verb.i for t in verb.sent)

    def finished(self, token: Token) -> bool:
        """Whether the sentence ends as sentences do; headlines leave out auxiliaries and full stops."""
        return any(t.text in (".", "!", "?") for t in token.sent[-2:])

    def _subjects(self, head: Token, start: int, voice: str) -> list[Token]:
        verb = head
        for _ in range(3):
            found = [c for c in verb.children if c.dep_.startswith("nsubj") and c.i not in self.silent]
            if found:
                return [self._antecedent(found[0], verb)]
            noun = verb.dep_ in ("acl", "amod") and not (voice == "active" and verb.head.i > verb.i)
            if noun and (verb.head.pos_ in NOMINAL or "person" in self.classes(verb.head)):
                return [verb.head]
            controller = self._controller(verb) if verb is head else None
            if controller is not None:
                return [controller]
            if verb.dep_ in ("conj", "xcomp", "advcl", "acl:relcl", "ccomp") and verb.head.pos_ in (
                "VERB",
                "AUX",
                "ADJ",
            ):
                if verb.dep_ == "acl:relcl":
                    break
                verb = verb.head
                continue
            break
        if voice != "passive" and head.dep_ == "acl:relcl" and head.head.pos_ in NOMINAL:
            before = self.doc[start - 1] if start else None
            if before is not None and self.is_marker(before, "relative"):
                return [head.head]
        group = self._before(start)
        left = min([t.i for t in group], default=start)
        if left and self.doc[left - 1].pos_ == "CCONJ":
            joined = next((t for t in reversed(self.doc[:left]) if t.pos_ == "VERB"), None)
            if joined is not None and self.sentence[joined.i] == self.sentence[head.i]:
                return self._subjects(joined, joined.i, "active")
        found_left = self.head_before(left) if left else None
        return [self._antecedent(found_left, head)] if found_left is not None else []

    def _controller(self, verb: Token) -> Token | None:
        """ "Des notables accusent les soldats d'avoir pillé", "asked the army to send troops": the object acts."""
        if verb.dep_ != "xcomp" or verb.head.pos_ != "VERB":
            return None
        objects = (c for c in verb.head.children if c.dep_ in ("obj", "iobj") and verb.head.i < c.i < verb.i)
        return next((c for c in objects if "person" in self.classes(c) or c.pos_ == "PROPN"), None)

    def _antecedent(self, token: Token, verb: Token) -> Token:
        """The noun that a relative pronoun takes up: "l'explosion qui a blessé un chauffeur"."""
        if not self.is_marker(token, "relative"):
            return token
        if verb.dep_ == "acl:relcl" and verb.head.pos_ in NOMINAL and verb.head.i < token.i:
            return verb.head
        for i in range(token.i - 1, max(token.i - 4, -1), -1):
            if self.doc[i].pos_ in ("NOUN", "PROPN"):
                return self.doc[i]
        return token

    def _objects(self, head: Token, end: int) -> list[Token]:
        own = range(head.i, end)  # "set fire to": the object inside a set phrase is part of it
        if head.dep_ == "amod" and head.head.i > head.i:
            return [head.head]
        found = [c for c in head.children if c.dep_ in ("obj", "iobj") and c.i not in self.timed and c.i not in own]
        if found:
            return [self._antecedent(found[0], head)]
        partitive = end < len(self.doc) and self.is_marker(self.doc[end], "partitive")
        first = end + 1 if partitive else end
        while first in self.timed:  # "a visé mardi une patrouille"
            first += 1
        after = self.head_after(first) if first < len(self.doc) else None
        if after is None or after.i in self.timed or after.dep_.startswith("nsubj"):
            return []
        return [after]

    def _agent(self, head: Token, end: int) -> Token | None:
        for role, token in self._obliques(head, end):
            if role == "actor":
                return token
        return None

    def _obliques(self, head: Token, end: int, noun: bool = False) -> Iterator[tuple[str, Token]]:
        """Prepositions of a role after a trigger, with the heads they bring, up to where the clause ends."""
        seen_of = seen_verb = False
        for i in range(end, min(end + 22, len(self.doc))):
            token = self.doc[i]
            if self.sentence[i] != self.sentence[head.i] or token.text in (";", ":", "."):
                return
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("acl", "amod", "case", "fixed") and i > end:
                return
            if token.pos_ == "SCONJ" or self.is_marker(token, "relative") or self.is_marker(token, "after"):
                return
            seen_verb = seen_verb or (token.pos_ == "VERB" and i > end)
            role = self.lexicon.prepositions.get(self.lower[i])
            if role is None or (role == "actor" and seen_verb) or (noun and role == "to" and i == end):
                continue
            if role == "of" and (seen_of or (noun and any(t.pos_ in ("NOUN", "PROPN") for t in self.doc[end:i]))):
                continue
            target = self._target(i)
            if target is not None and target.i not in self.silent and target.i not in self.speakers:
                seen_of = seen_of or role == "of"
                for other in self.coordinated(target):
                    yield role, other

    def _target(self, i: int) -> Token | None:
        """The head that a preposition brings, also where it is made of two words: "au passage d'un convoi"."""
        second = i + 1 < len(self.doc) and self.lexicon.prepositions.get(self.lower[i + 1]) == "of"
        return self.head_after(i + 2 if second else i + 1)

    def coordinated(self, token: Token) -> list[Token]:
        """A noun and those joined to it: "deux pick-up et un lot de fusils"."""
        found = [token]
        for child in token.children:
            if (
                child.dep_ == "conj"
                and child.pos_ in ("NOUN", "PROPN")
                and child.i > token.i
                and child.i not in self.timed
            ):
                found.extend(self.coordinated(child))
        return found

    # ------------------------------------------------------------ phrases

    def phrase(self, head: Token, numerals: bool, stop: frozenset[int]) -> Phrase:
        """The noun phrase of a head without article, relative clause and dates: its fullest stretch of words."""
        left = head.i
        while left > 0 and self._belongs_left(self.doc[left - 1], head, numerals, stop):
            left -= 1
        right = self._right_edge(head, stop)
        return self.doc[left:right]

    def _belongs_left(self, token: Token, head: Token, numerals: bool, stop: frozenset[int]) -> bool:
        if token.i in stop:
            return False
        if self.sentence[token.i] != self.sentence[head.i] or (token.is_punct and not token.is_quote):
            return False
        if token.pos_ == "NUM":
            return numerals
        if token.pos_ in ("NOUN", "PROPN"):
            return token.dep_ in ("compound", "flat", "nmod") and token.head.i <= head.i and token.head.i >= token.i
        return token.pos_ == "ADJ" and token.head.i >= token.i and not self.is_marker(token, "other")

    def _claims(self, token: Token) -> bool:
        """ "le FLL revendique": a finite verb of claiming, whatever the tagger took it for."""
        kinds, forms = self.lexicon.carriers.get(self.lower[token.i], (frozenset(), frozenset()))
        return bool(kinds & {"claim", "claim_of"}) and forms == {"finite"}

    def _right_edge(self, head: Token, stop: frozenset[int]) -> int:
        allowed = {
            "amod",
            "nmod",
            "flat",
            "flat:name",
            "flat:foreign",
            "compound",
            "nummod",
            "fixed",
            "acl",
            "case",
            "det",
        }
        moves = self.is_a(head, frozenset({"person", "troop", "attacker", "vehicle"}))
        right = head.i + 1
        while right < len(self.doc) and right - head.i < 16:
            token = self.doc[right]
            if right in stop or right in self.timed or self.sentence[right] != self.sentence[head.i]:
                break
            if token.is_space or (token.is_punct and token.text not in ("-", "'", '"', "«", "»", "“", "”")):
                break
            if self._claims(token):
                break
            if self.is_marker(token, "relative") or token.pos_ in ("AUX", "SCONJ", "CCONJ"):
                break
            ends = self.lexicon.prepositions.get(self.lower[right]) in ("actor", "recipient")
            if ends or (moves and self._begins_place(right)) or not self._under(token, head, allowed):
                break
            right += 1
        cut = moves and right < len(self.doc) and self._begins_place(right)
        while right > head.i + 1 and self.doc[right - 1].pos_ in ("ADP", "DET", "PUNCT", "VERB" if cut else "DET"):
            right -= 1
        return right

    def _begins_place(self, i: int) -> bool:
        """ "Elders [in Kessa]", "un chauffeur [près du pont]": where they were; "les bergers de Kessa" live there."""
        role = self.lexicon.prepositions.get(self.lower[i])
        if self.doc[i].pos_ != "ADP" or role == "of" or self.is_marker(self.doc[i], "origin"):
            return False
        if role == "near":
            return True
        reached = next((t.i for t in self.doc[i + 1 : i + 4] if t.i in self.placed), None)
        return reached is not None and all(t.pos_ in ("DET", "ADJ", "ADP") for t in self.doc[i + 1 : reached])

    def _under(self, token: Token, head: Token, allowed: set[str]) -> bool:
        for _ in range(6):
            if token == head:
                return True
            if token.dep_ not in allowed and not token.dep_.startswith(("nmod", "flat", "obl")) and not token.is_quote:
                return False
            if token.head == token:
                return False
            token = token.head
        return False


def _is_adverbial(token: Token) -> bool:
    """'par' and 'ailleurs' in "a par ailleurs visé"."""
    return token.dep_ in ("advmod", "fixed")


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        numbers[sentence.start : sentence.end] = [number] * len(sentence)
    return numbers


def _paragraph_numbers(doc: Doc) -> list[int]:
    numbers = [0] * len(doc)
    for number, part in enumerate(REGIONS.of(doc), start=1):
        for i in range(part.phrase.start, part.phrase.end):
            numbers[i] = number
    return numbers


def _datelines(doc: Doc) -> set[int]:
    """The tokens of datelines, up to their dash: "RUMAITHA, Iraq — Police …", "BAMAKO, 8 nov (Agence) - …"."""
    found: set[int] = set()
    for item in PLACES.of(doc):
        if not item.is_dateline:
            continue
        after = range(item.phrase.end, min(item.phrase.end + 14, len(doc)))
        dash = next((i for i in after if doc[i].text in ("-", "--", "–", "—")), item.phrase.end)
        found.update(range(item.phrase.start, dash))
    return found
