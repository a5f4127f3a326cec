"""What news is full of and treebanks hardly show: tolls, and reports told after what they tell.

The trees follow what the treebanks do with the few they have: French hangs ", a déclaré X" on the
sentence (parataxis:insert), English makes "said" the root and the sentence its ccomp. The words of
the toll sentences are invented; the speakers are subjects taken from the treebank itself.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from training.conllu import Sentence, Word
from training.listed import listed

FIGURES = {
    "fr": listed(
        "deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente cinquante "
        "12 14 17 20 23 30 45 60 100 150"
    ),
    "en": listed(
        "two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty "
        "12 14 17 20 23 30 45 60 100 150"
    ),
}
# form|form/UPOS/dep>position of the head, from 0. N is a figure, P a place, D a day; VERB! is a
# finite past, where the treebank's usual analysis would be a participle.
TOLLS = {
    "fr": [
        "Au/ADP/advmod>3 moins/ADV/fixed>0 N/NUM/nummod>3 civils|soldats|villageois/NOUN/nsubj:pass>6 "
        "ont/AUX/aux:tense>6 été/AUX/aux:pass>6 tués/VERB/ROOT>6 et/CCONJ/cc>9 N/NUM/nsubj:pass>9 "
        "blessés/VERB/conj>6 D/NOUN/obl:mod>6 dans/ADP/case>13 une/DET/det>13 "
        "attaque|explosion|bataille/NOUN/obl:mod>6 à/ADP/case>15 P/PROPN/nmod>13 ./PUNCT/punct>6",
        "N/NUM/nummod>1 soldats|gendarmes|policiers/NOUN/nsubj:pass>4 ont/AUX/aux:tense>4 "
        "été/AUX/aux:pass>4 tués|blessés/VERB/ROOT>4 et/CCONJ/cc>8 N/NUM/nummod>7 autres/NOUN/nsubj:pass>8 "
        "blessés|enlevés/VERB/conj>4 près/ADV/advmod>8 de/ADP/case>11 P/PROPN/obl:arg>9 ./PUNCT/punct>4",
        "Le/DET/det>1 bilan/NOUN/nsubj>5 est/AUX/cop>5 de/ADP/case>5 N/NUM/nummod>5 morts/NOUN/ROOT>5 "
        "et/CCONJ/cc>8 N/NUM/nummod>8 blessés/NOUN/conj>5 ./PUNCT/punct>5",
    ],
    "en": [
        "At/ADP/case>1 least/ADJ/nmod>2 N/NUM/nummod>3 people|civilians|soldiers|policemen|peasants"
        "/NOUN/nsubj:pass>5 were/AUX/aux:pass>5 killed/VERB/ROOT>5 and/CCONJ/cc>8 N/NUM/nsubj:pass>8 "
        "wounded|injured/VERB/conj>5 D/PROPN/obl:unmarked>5 in/ADP/case>12 an/DET/det>12 "
        "attack|explosion|ambush/NOUN/obl>5 near|in/ADP/case>14 P/PROPN/nmod>12 ./PUNCT/punct>5",
        "N/NUM/nummod>1 soldiers|guerrillas|policemen|rebels/NOUN/nsubj:pass>3 were/AUX/aux:pass>3 "
        "killed/VERB/ROOT>3 and/CCONJ/cc>7 N/NUM/nummod>6 others/NOUN/nsubj:pass>7 "
        "wounded|injured|captured/VERB/conj>3 when/ADV/advmod>11 a/DET/det>10 bomb|mine/NOUN/nsubj>11 "
        "exploded/VERB!/advcl>3 near|in/ADP/case>13 P/PROPN/obl>11 ./PUNCT/punct>3",
        "Gunmen|Rebels|Soldiers|Troops/NOUN/nsubj>1 killed/VERB!/ROOT>1 N/NUM/nummod>3 "
        "civilians|people|villagers/NOUN/obj>1 and/CCONJ/cc>5 wounded|injured/VERB!/conj>1 "
        "N/NUM/nummod>7 others/NOUN/obj>5 in/ADP/case>9 P/PROPN/obl>5 ./PUNCT/punct>1",
    ],
}
# A past participle or a present after the sentence: ", a déclaré X", ", explique X".
TOLD_FR = "déclaré dit affirmé indiqué précisé expliqué ajouté annoncé souligné assuré rapporté raconté"
TELLS_FR = "déclare dit affirme indique précise explique ajoute annonce souligne assure rapporte"
SAID_EN = "said said said added reported told announced claimed stated says"
DAYS = {
    "fr": listed("lundi mardi mercredi jeudi vendredi samedi dimanche"),
    "en": listed("Monday Tuesday Wednesday Thursday Friday Saturday Sunday"),
}


@dataclass(frozen=True)
class Analysis:
    lemma: str
    feats: str


class Newsroom:
    """Writes toll sentences and reporting clauses, with the lemmas and features of a treebank."""

    def __init__(self, language: str, treebank: Iterable[Sentence], places: Sequence[str]) -> None:
        self._language = language
        self._places = [place for place in places if "_" not in place]
        seen: dict[tuple[str, str], Counter[Analysis]] = {}
        self._speakers: list[Sentence] = []
        for sentence in treebank:
            self._speakers += _speakers(sentence)
            for word in sentence:
                key = (word.form.lower(), word.upos)
                seen.setdefault(key, Counter())[Analysis(word.lemma, word.feats)] += 1
        self._usual = {key: counts.most_common(1)[0][0] for key, counts in seen.items()}

    def toll(self, rng: random.Random) -> Sentence:
        """ "Au moins douze civils ont été tués et trente blessés mardi dans une attaque à Gao." """
        slots = {
            "N": FIGURES[self._language],
            "P": self._places,
            "D": DAYS[self._language],
        }
        words = []
        for spec in rng.choice(TOLLS[self._language]).split():
            forms, upos, arc = spec.split("/")
            dep, head = arc.rsplit(">", 1)
            form = rng.choice(slots.get(forms) or forms.split("|"))
            word = self._word(form, upos.rstrip("!"), int(head), dep)
            words.append(replace(word, feats=PAST_EN) if upos.endswith("!") else word)
        first = words[0]
        words[0] = replace(first, form=first.form[0].upper() + first.form[1:])
        words[-2] = replace(words[-2], space=False)
        return tuple(words)

    def told(self, sentence: Sentence, rng: random.Random) -> Sentence:
        """The sentence with the words that say who told it."""
        if len(sentence) < 5 or sentence[-1].form != "." or sentence[-1].head == len(sentence) - 1:
            return sentence
        root = next(at for at, word in enumerate(sentence) if word.head == at)
        if sentence[root].upos != "VERB" or any("parataxis" in word.dep for word in sentence):
            return sentence
        write = self._told_in_french if self._language == "fr" else self._told_in_english
        return write(sentence, root, rng)

    def _told_in_french(self, sentence: Sentence, root: int, rng: random.Random) -> Sentence:
        body, stop = list(sentence[:-1]), sentence[-1]
        at = len(body) + 1  # after the comma
        kind = rng.random()
        if kind < 0.25:  # ", selon X"
            preposition = [self._word("selon", "ADP", at + 1, "case")]
            if rng.random() < 0.3:
                preposition = [
                    self._word("d'", "ADP", at + 2, "case", space=False),
                    self._word("après", "ADP", at, "fixed"),
                ]
            speaker = self._speaker(at + len(preposition), root, "obl:mod", rng)
            lead = next(i for i, word in enumerate(speaker) if word.head == root)
            preposition[0] = replace(preposition[0], head=at + len(preposition) + lead)
            return _closed(body, [self._comma(root), *preposition, *speaker], stop)
        if kind < 0.75:  # ", a déclaré X", ", a-t-il déclaré"
            pronoun = rng.random() < 0.35
            verb = at + (2 if pronoun else 1)
            aux = self._word("a", "AUX", verb, "aux:tense", space=not pronoun)
            il = [self._word(rng.choice(["-t-il", "-t-elle", "-t-on"]), "PRON", verb, "nsubj")]
            told = self._word(rng.choice(TOLD_FR.split()), "VERB", root, "parataxis:insert")
            told = replace(told, feats=PARTICIPLE_FR)
            clause = [aux, *(il if pronoun else []), told]
        else:  # ", explique X", ", explique-t-il"
            pronoun = rng.random() < 0.35
            verb = at
            tells = self._word(rng.choice(TELLS_FR.split()), "VERB", root, "parataxis:insert")
            tells = replace(tells, feats=PRESENT_FR, space=not pronoun)
            il = [self._word(rng.choice(["-t-il", "-t-elle"]), "PRON", verb, "nsubj")]
            clause = [tells, *(il if pronoun else [])]
        clause += self._told_where(at + len(clause), verb, rng)
        if not pronoun:
            speaker = self._speaker(at + len(clause), verb, "nsubj", rng)
            if any(word.head == verb and "Number=Plur" in word.feats for word in speaker):
                clause[0] = self._in_plural(clause[0])
            clause += speaker
        return _closed(body, [self._comma(verb), *clause], stop)

    def _in_plural(self, verb: Word) -> Word:
        """ "a" -> "ont", "explique" -> "expliquent", "dit" -> "disent"."""
        form = {"a": "ont", "dit": "disent"}.get(verb.form, verb.form + "nt")
        return replace(verb, form=form, feats=verb.feats.replace("Number=Sing", "Number=Plur"))

    def _told_where(self, at: int, verb: int, rng: random.Random) -> list[Word]:
        """ "à l'AFP", "mardi", or nothing."""
        kind = rng.random()
        if kind < 0.2:
            agency = rng.choice(["AFP", "agence", "antenne"])
            upos = "PROPN" if agency == "AFP" else "NOUN"
            return [
                self._word("à", "ADP", at + 2, "case"),
                self._word("l'", "DET", at + 2, "det", space=False),
                self._word(agency, upos, verb, "obl:arg"),
            ]
        if kind < 0.4:
            return [self._word(rng.choice(DAYS["fr"]), "NOUN", verb, "obl:mod")]
        return []

    def _told_in_english(self, sentence: Sentence, root: int, rng: random.Random) -> Sentence:
        body, stop = list(sentence[:-1]), sentence[-1]
        at = len(body) + 1
        if rng.random() < 0.25:  # ", according to X"
            speaker = self._speaker(at + 2, root, "obl", rng)
            lead = at + 2 + next(i for i, word in enumerate(speaker) if word.head == root)
            according = self._word("according", "VERB", lead, "case")
            to = self._word("to", "ADP", at, "fixed")
            return _closed(body, [self._comma(root), according, to, *speaker], stop)
        said = self._word(rng.choice(SAID_EN.split()), "VERB", 0, "ROOT")
        after = rng.random() < 0.2  # "said X"
        size = 0 if after else len(speaker := self._speaker(at, -1, "nsubj", rng))
        verb = at + size
        said = replace(said, head=verb, feats=PAST_EN if said.form != "says" else said.feats)
        if after:
            clause = [said, *self._speaker(verb + 1, verb, "nsubj", rng)]
        else:
            clause = [replace(w, head=verb) if w.head == -1 else w for w in speaker] + [said]
            if rng.random() < 0.3:
                day = rng.choice(DAYS["en"])
                clause.append(self._word(day, "PROPN", verb, "obl:unmarked"))
        body[root] = replace(body[root], head=verb, dep="ccomp")
        return _closed(body, [self._comma(verb), *clause], replace(stop, head=verb))

    def _speaker(self, at: int, verb: int, dep: str, rng: random.Random) -> list[Word]:
        """A subject of the treebank, its first word at a position, hanging on the verb."""
        speaker = rng.choice(self._speakers)
        return [
            replace(word, head=verb, dep=dep, space=True if place == len(speaker) - 1 else word.space)
            if word.head == place
            else replace(word, head=word.head + at, space=True if place == len(speaker) - 1 else word.space)
            for place, word in enumerate(speaker)
        ]

    def _comma(self, head: int) -> Word:
        return Word(",", ",", "PUNCT", "", head, "punct", True)

    def _word(self, form: str, upos: str, head: int, dep: str, *, space: bool = True) -> Word:
        usual = self._usual.get((form.lower(), upos))
        if usual is None:
            usual = Analysis("", DEFAULT_FEATS[self._language].get(upos, ""))
        lemma = form if upos in ("PROPN", "NUM") else usual.lemma
        return Word(form, lemma, upos, usual.feats, head, dep, space)


PARTICIPLE_FR = "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Part"
PRESENT_FR = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"
PAST_EN = "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin"
DEFAULT_FEATS = {  # of the invented words that the treebank does not know: "tués", "wounded"
    "fr": {
        "NUM": "NumType=Card",
        "VERB": "Gender=Masc|Number=Plur|Tense=Past|VerbForm=Part|Voice=Pass",
    },
    "en": {
        "NUM": "NumType=Card",
        "NOUN": "Number=Sing",
        "PROPN": "Number=Sing",
        "VERB": "Tense=Past|VerbForm=Part|Voice=Pass",
    },
}


def _closed(body: list[Word], clause: list[Word], stop: Word) -> Sentence:
    """Body, clause and full stop, with no space before the marks."""
    body[-1] = replace(body[-1], space=False)
    clause[-1] = replace(clause[-1], space=False)
    words = [*body, *clause]
    return (*words, stop)


def _speakers(sentence: Sentence) -> list[Sentence]:
    """The subjects that might speak: short noun phrases without a verb inside.

    Heads count within the phrase; the phrase's own head is its own.
    """
    found = []
    for at, word in enumerate(sentence):
        if word.dep != "nsubj" or word.upos not in ("NOUN", "PROPN") or sentence[word.head].upos != "VERB":
            continue
        inside = _subtree(sentence, at)
        first, last = inside[0], inside[-1]
        words = sentence[first : last + 1]
        if len(inside) != last - first + 1 or len(words) > 9:
            continue
        if any(w.upos in ("VERB", "AUX", "SCONJ", "SPACE") for w in words) or words[-1].upos == "PUNCT":
            continue
        start = words[0]
        if first == 0 and start.upos != "PROPN":
            start = replace(start, form=start.form[0].lower() + start.form[1:])
        phrase = (start, *words[1:])
        found.append(
            tuple(replace(w, head=place if first + place == at else w.head - first) for place, w in enumerate(phrase))
        )
    return found


def _subtree(sentence: Sentence, top: int) -> list[int]:
    inside = {top}
    grown = True
    while grown:
        new = {at for at, word in enumerate(sentence) if word.head in inside} - inside
        grown = bool(new)
        inside |= new
    return sorted(inside)
