"""The tables `cues.toml` and `sources.toml` of a language, compiled for the sources stage."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from recoupe import languages
from recoupe.model import Factuality, SourceKind


@dataclass(frozen=True, slots=True)
class VerbCue:
    """One sense of a verb that gives the word to somebody: what it may introduce, what it commits to."""

    entry: str
    lemma: str
    tail: tuple[str, ...]  # "faire état": ("état",)
    reflexive: bool
    commitment: Factuality
    negated: Factuality | None  # what "n'exclut pas" commits to; None: a negated cue attributes nothing
    frames: frozenset[str]
    about: frozenset[str]
    objects: frozenset[str]  # lemmas an object must have; empty: any
    claims: bool
    counts: bool
    weak: bool
    bare: bool  # a noun phrase after it begins a clause: "said the army fired"
    tells: bool  # takes the listener as its object: "told the Courier"
    blames: bool = False  # says of a deed who did it: "blamed the raid on the militia"


@dataclass(frozen=True, slots=True)
class PhraseCue:
    """A fixed phrase: "selon", "according to", "il a été rapporté que"."""

    entry: str
    words: tuple[str, ...]
    commitment: Factuality
    needs: str  # "speaker", "evidence" or ""
    keeps_last: bool  # "de source militaire": the source begins inside the cue
    aside: bool
    adverb: bool


@dataclass(frozen=True, slots=True)
class NounCue:
    """A noun of saying: "l'annonce par l'armée de …"."""

    entry: str
    commitment: Factuality
    by: frozenset[str]
    of: frozenset[str]
    which: frozenset[str]


@dataclass(frozen=True, slots=True)
class Relay:
    """Words that join two links of a chain: "cité par", "citing"."""

    entry: str
    words: tuple[str, ...]
    through: bool  # True: the outer link follows ("cité par Y"); False: the inner one ("citant X")


@dataclass(frozen=True, slots=True)
class KindEntry:
    """What a head noun says its source is."""

    entry: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class Interview:
    """By which labels the one who asks is known: "HOST", "Présentateur"."""

    entry: str
    commitment: Factuality
    askers: frozenset[str]


@dataclass(frozen=True, slots=True)
class SourceLexicon:
    """Everything the sources stage knows of a language."""

    verbs: Mapping[str, tuple[VerbCue, ...]]
    according: Mapping[str, tuple[PhraseCue, ...]]  # by first word, longest first
    reported: Mapping[str, tuple[PhraseCue, ...]]  # "was quoted as saying by"
    agentless: Mapping[str, tuple[PhraseCue, ...]]
    contrary: Mapping[str, tuple[PhraseCue, ...]]  # "contrary to"
    false: tuple[tuple[str, ...], ...]  # "sans fondement": what calls something untrue, longest first
    forwarded: Mapping[str, tuple[PhraseCue, ...]]  # "transféré de"
    nouns: Mapping[str, tuple[NounCue, ...]]
    relays: Mapping[str, tuple[Relay, ...]]
    kinds: Mapping[str, KindEntry]
    kind_phrases: Mapping[str, tuple[tuple[tuple[str, ...], KindEntry], ...]]
    spokesman: frozenset[str]
    interview: Interview | None
    words: Mapping[str, frozenset[str]]
    turns: tuple[tuple[str, ...], ...]  # "pour sa part": words that set one speaker against another
    about: tuple[tuple[str, ...], ...]  # "relatif à": between a noun of saying and what it says
    contrasts: tuple[tuple[str, ...], ...]  # "tandis que": what joins the words of another speaker
    sets: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def word(self, name: str) -> frozenset[str]:
        """A set of function words of `cues.toml`."""
        return self.words.get(name, frozenset())

    def set(self, name: str) -> frozenset[str]:
        """A set of words of `sources.toml`."""
        return self.sets.get(name, frozenset())


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Lower case, plain apostrophe, without accents: as words in capitals are written."""
    bare = unicodedata.normalize("NFKD", word.lower().replace("’", "'"))
    return "".join(c for c in bare if not unicodedata.combining(c))


@cache
def lexicon(code: str) -> SourceLexicon:
    """The compiled tables of a language."""
    data = languages.load(code)
    cues, sources = data.table("cues"), data.table("sources")
    endings = tuple(sources.get("endings", ("", "s")))
    kinds, kind_phrases = kind_tables(sources.get("noun", ()), endings)
    return SourceLexicon(
        verbs=verb_table(cues),
        according=phrase_table(cues.get("according", ()), cues.get("contractions", {})),
        reported=phrase_table(cues.get("reported", ()), {}),
        agentless=phrase_table(cues.get("agentless", ()), {}),
        contrary=phrase_table(cues.get("contrary", ()), cues.get("contractions", {})),
        false=tuple(sorted(map(split, falsities(cues)), key=len, reverse=True)),
        forwarded=phrase_table(cues.get("forwarded", ()), {}),
        nouns=noun_table(cues.get("nominal", ()), endings),
        relays=relay_table(cues.get("relay", ())),
        kinds=kinds,
        kind_phrases=kind_phrases,
        spokesman=frozenset(
            f + e for row in sources.get("spokesman", ()) for f in map(fold, row["lemmas"]) for e in endings
        ),
        interview=interview_of(cues.get("interview", ())),
        turns=tuple(map(split, cues.get("words", {}).get("turns", ()))),
        about=tuple(map(split, cues.get("words", {}).get("about", ()))),
        contrasts=tuple(map(split, cues.get("words", {}).get("contrasts", ()))),
        words={name: frozenset(map(fold, values)) for name, values in cues.get("words", {}).items()},
        sets={
            n: frozenset(map(fold, v))
            for n, v in sources.items()
            if isinstance(v, list) and v and isinstance(v[0], str)
        },
    )


def falsities(cues: Mapping[str, Any]) -> Iterator[str]:
    """All that says that something is untrue: single words, and phrases."""
    words = cues.get("words", {})
    yield from (*words.get("lies", ()), *words.get("untrue", ()))


def interview_of(rows: Iterable[Mapping[str, Any]]) -> Interview | None:
    """The labels of those who ask; None for a language that lists none."""
    for row in rows:
        return Interview(row["id"], Factuality(row["commitment"]), frozenset(map(fold, row["askers"])))
    return None


def verb_table(cues: Mapping[str, Any]) -> dict[str, tuple[VerbCue, ...]]:
    """Every form of every verb, with the senses it may have."""
    found: dict[str, list[VerbCue]] = {}
    reflexives = tuple(cues.get("words", {}).get("reflexive", ()))
    for row in cues.get("verb", ()):
        for lemma in row["lemmas"]:
            reflexive, bare = strip_reflexive(lemma, reflexives)
            head, *tail = bare.split(" ")
            cue = VerbCue(
                entry=row["id"],
                lemma=bare,
                tail=tuple(map(fold, tail)),
                reflexive=reflexive,
                commitment=Factuality(row["commitment"]),
                negated=Factuality(row["negated"]) if "negated" in row else None,
                frames=frozenset(row["frames"]),
                about=frozenset(w for a in row.get("about", ()) for w in contractions(a, cues)),
                objects=frozenset(map(fold, row.get("objects", ()))),
                claims=bool(row.get("claims", False)),
                counts=bool(row.get("counts", False)),
                weak=bool(row.get("weak", False)),
                bare=bool(row.get("bare", False)),
                blames=bool(row.get("blames", False)),
                tells=bool(row.get("tells", False)),
            )
            for form in sorted(set(map(fold, forms_of(head, cues)))):
                found.setdefault(form, []).append(cue)
    return {form: tuple(cues_of) for form, cues_of in found.items()}


def contractions(word: str, cues: Mapping[str, Any]) -> Iterator[str]:
    """A preposition with its contracted forms: de, du, des, d'."""
    yield from map(fold, cues.get("contractions", {}).get(word, [word]))


def strip_reflexive(lemma: str, reflexives: Iterable[str]) -> tuple[bool, str]:
    """Whether a lemma is reflexive, and the verb: "s'exclamer" gives (True, "exclamer")."""
    for mark in reflexives:
        if lemma.startswith(mark) and (mark.endswith("'") or lemma.startswith(mark + " ")):
            return True, lemma[len(mark) :].strip()
    return False, lemma


def forms_of(lemma: str, cues: Mapping[str, Any]) -> Iterator[str]:
    """The forms of a verb: those listed, else those of the longest paradigm its ending fits."""
    if lemma in cues.get("irregular", {}):
        yield from cues["irregular"][lemma]
        return
    paradigms = cues.get("paradigms", {})
    ending = max((e for e in paradigms if lemma.endswith(e)), key=len, default=None)
    if ending is None:
        yield lemma
        return
    stem = lemma[: len(lemma) - len(ending)]
    yield from (stem + form for form in paradigms[ending])


def phrase_table(
    rows: Iterable[Mapping[str, Any]], shapes: Mapping[str, list[str]]
) -> dict[str, tuple[PhraseCue, ...]]:
    """Fixed phrases by their first word, longest first."""
    found: dict[str, list[PhraseCue]] = {}
    for row in rows:
        for phrase in row["phrases"]:
            for words in shaped(phrase, shapes):
                cue = PhraseCue(
                    entry=row["id"],
                    words=words,
                    commitment=Factuality(row["commitment"]),
                    needs=row.get("needs", ""),
                    keeps_last=bool(row.get("keeps_last", False)),
                    aside=bool(row.get("aside", False)),
                    adverb=bool(row.get("adverb", False)),
                )
                found.setdefault(words[0], []).append(cue)
    return {first: tuple(sorted(cues, key=lambda c: -len(c.words))) for first, cues in found.items()}


def shaped(phrase: str, shapes: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    """The words of a phrase, its last one in each contracted form: "aux dires de/du/des/d'"."""
    words = split(phrase)
    for last in map(fold, shapes.get(phrase.split(" ")[-1], [words[-1]])):
        yield (*words[:-1], last)


def split(phrase: str) -> tuple[str, ...]:
    """Words as the tokenisers give them: "d'après" is two, "a-t-on" is "a" and "-t-on"."""
    text = fold(phrase).replace("'", "' ")
    for pronoun in ("-t-on", "-on", "-t-il", "-il"):
        if f"{pronoun} " in text + " ":
            text = (text + " ").replace(f"{pronoun} ", f" {pronoun} ", 1).strip()
            break
    return tuple(text.split())


def noun_table(rows: Iterable[Mapping[str, Any]], endings: tuple[str, ...]) -> dict[str, tuple[NounCue, ...]]:
    """Nouns of saying in all their forms."""
    found: dict[str, list[NounCue]] = {}
    for row in rows:
        cue = NounCue(
            entry=row["id"],
            commitment=Factuality(row["commitment"]),
            by=frozenset(map(fold, row.get("by", ()))),
            of=frozenset(map(fold, row.get("of", ()))),
            which=frozenset(map(fold, row.get("which", ()))),
        )
        for form in {fold(lemma) + ending for lemma in row["lemmas"] for ending in endings}:
            found.setdefault(form, []).append(cue)
    return {form: tuple(cues) for form, cues in found.items()}


def relay_table(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[Relay, ...]]:
    """The words that join links, by their first word."""
    found: dict[str, list[Relay]] = {}
    for row in rows:
        for key in ("through", "quoting"):
            for phrase in row.get(key, ()):
                words = split(phrase)
                found.setdefault(words[0], []).append(Relay(row["id"], words, key == "through"))
    return {first: tuple(sorted(relays, key=lambda r: -len(r.words))) for first, relays in found.items()}


KindPhrases = dict[str, tuple[tuple[tuple[str, ...], KindEntry], ...]]


def kind_tables(
    rows: Iterable[Mapping[str, Any]], endings: tuple[str, ...]
) -> tuple[dict[str, KindEntry], KindPhrases]:
    """Head nouns in all their forms, and names of several words by their first."""
    single: dict[str, KindEntry] = {}
    several: dict[str, list[tuple[tuple[str, ...], KindEntry]]] = {}
    for row in rows:
        entry = KindEntry(row["id"], SourceKind(row["kind"]))
        for lemma in map(fold, row["lemmas"]):
            words = tuple(lemma.replace("'", "' ").split())
            if len(words) > 1:
                several.setdefault(words[0], []).append((words, entry))
                continue
            for ending in endings:
                single.setdefault(lemma + ending, entry)
            single[lemma] = entry if single[lemma].kind == entry.kind else single[lemma]
    return single, {first: tuple(found) for first, found in several.items()}
