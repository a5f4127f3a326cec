"""What each reading stage leaves on the Doc for the next: one typed, immutable layer a stage.

    regions -> times -> places -> actors -> quantities -> sources -> events -> factuality -> accounts -> discrepancies

`phrase` is always a slice of spaCy tokens. A later stage reads the layers before it and writes its own, never theirs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe.model import (
    Discrepancy,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Place,
    Provenance,
    Region,
    SourceKind,
    Span,
    Status,
)

T = TypeVar("T")


class Layer(Generic[T]):
    """One stage's result, kept on the Doc as an immutable tuple."""

    def __init__(self, name: str) -> None:
        self.attribute = f"recoupe_{name}"
        if not Doc.has_extension(self.attribute):
            Doc.set_extension(self.attribute, default=())

    def of(self, doc: Doc) -> tuple[T, ...]:
        """What the stage found in this Doc; empty before the stage has run."""
        found: tuple[T, ...] = doc._.get(self.attribute)
        return found

    def put(self, doc: Doc, items: tuple[T, ...]) -> Doc:
        """Keep the stage's result and give the Doc back, as a spaCy component does."""
        doc._.set(self.attribute, items)
        return doc


@dataclass(frozen=True, slots=True)
class RegionPart:
    """One paragraph and what it is for."""

    kind: Region
    phrase: Phrase
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A temporal expression of TIMEX3 with its values. Both values are None where the anchor is unknown."""

    phrase: Phrase
    type: str  # DATE, TIME, DURATION, SET
    value: str | None  # TIMEX3: "2021-03-13", "P2D", "2021-W10", "PRESENT_REF"
    edtf: str | None  # an instant or interval on the calendar, for dating events: "2021-03-11/2021-03-12"
    provenance: Provenance  # note: the reckoning in words
    is_dateline: bool = False  # "BAMAKO, 8 nov": the date of writing, not of an event
    parts: tuple[TimeExpression, ...] = ()  # the ends of an interval: "du [lundi 21] au [vendredi 25]"


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in the text. `locates` is False where it stands for people ("Bagdad a condamné") or is a demonym."""

    phrase: Phrase
    place: Place | None  # None: recognised as a place, but not in the gazetteer
    locates: bool
    provenance: Provenance
    is_dateline: bool = False  # "BAMAKO, 8 nov": where the report was written


@dataclass(frozen=True, slots=True)
class ActorMention:
    """A noun phrase that names people, a body or a group able to act or speak.

    `referent` is shared by mentions of one referent in the document (names, aliases, "le groupe", pronouns);
    `name` is the referent's fullest form in the text, `named` where that stands.
    """

    phrase: Phrase
    name: str
    named: Phrase
    kind: SourceKind  # what it would be as a source
    sector: str  # PLOVER sector: MIL, GOV, REB, CVL, OPP, UAF, COP, JUD, IGO, NGO, MED, "" …
    armed: bool | None  # can it shoot: soldiers, gunmen; None where the words do not tell
    id: str | None  # actor register
    country: str  # ISO alpha-2, "" where unknown
    referent: int
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people (or things) with what is told of them.

    `best` is 0 in "aucun civil n'a été tué": a denial of victims, no toll.
    """

    phrase: Phrase  # "au moins quatre militaires maliens": number, approximator and noun
    low: int
    best: int
    high: int | None
    # killed, injured, abducted, arrested, released, displaced, missing, marching, or "" for a bare number of things
    measure: str
    counted: Phrase | None  # the noun phrase counted, without the number: "militaires maliens"
    trigger: Phrase | None  # the word that tells the measure: "tués"
    since_total: bool  # a total since a date or over a series of events, not the toll of one
    provenance: Provenance
    part: bool = False  # "dont deux enfants", "six morts: quatre soldats et …": within a total that is told too


@dataclass(frozen=True, slots=True)
class SourceMention:
    """Someone who is made to speak. `name` is the fullest form in the text, `named` where that stands."""

    phrase: Phrase
    name: str
    named: Phrase
    kind: SourceKind
    referent: int | None  # of the ActorMention it is, if it is one
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what: the stretch of text (content) that a source answers for.

    Nesting is by `parent`: in "Y a annoncé que X avait dit …" the attribution of X has that of Y as parent. `via`
    holds sources through which this one reaches the teller within one cue ("X, cité par Y, affirme": X via Y).
    """

    source: SourceMention | None  # None: agentless ("il a été rapporté", "reportedly")
    via: tuple[SourceMention, ...]  # outermost first
    cue: Phrase | None
    content: tuple[Phrase, ...]
    form: Form
    commitment: Factuality  # what the cue commits its source to: CT+ for "affirme", CT- for "dément", PR+ for "croit"
    event_object: bool  # content is an event noun ("a revendiqué l'attaque", "dément toute implication dans …")
    claims: bool  # a claim of responsibility
    parent: int | None  # index in the layer of the attribution whose content holds this one
    provenance: Provenance
    takes_up: bool = False  # what is said is what was told before: "a démenti", "denied it", "ces accusations"
    accused: Phrase | None = (
        None  # whom the source names as the doer: "accuse [la milice]", "blamed the raid on [rebels]"
    )
    answers: bool = False  # the content is told by somebody else, to whom this source only answers


@dataclass(frozen=True, slots=True)
class EventMention:
    """Words that name an event, with the participants their own clause gives it.

    `event` is shared by mentions of one event in the document.
    """

    trigger: Phrase  # the trigger with its particles: "a sauté", "prendre pour cible", "attaque"
    phrase: Phrase  # the trigger with its arguments near it, for display
    type: EventType
    mode: tuple[str, ...]
    actor: tuple[Phrase, ...]
    recipient: tuple[Phrase, ...]
    instrument: tuple[Phrase, ...]
    damage: tuple[Phrase, ...]
    claimed_by: tuple[Phrase, ...]
    times: tuple[TimeExpression, ...]  # of its own clause, else of what the text establishes
    places: tuple[Toponym, ...]
    counts: tuple[Count, ...]
    definite: bool  # "l'attaque", "cette explosion": takes up an event already told
    ordinal: int | None  # "la quatrième attaque": 4
    event: int
    provenance: Provenance
    doer: Provenance | None = None  # why the actor, where the clause itself does not tell


@dataclass(frozen=True, slots=True)
class Signal:
    """Words that bear on how certain an event is, or on its status: "aurait", "peut-être", "no", "if"."""

    phrase: Phrase
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Judgement:
    """Factuality and status of the event mention of the same index, as its own clause gives them.

    `factuality` is the local commitment of whoever utters the clause: modality, negation, the conditional of hearsay.
    Attribution is added by the accounts stage.
    """

    factuality: Factuality
    status: Status
    hedge: Phrase | None  # the words that lower it: "aurait", "peut-être", "reportedly"
    hearsay: bool  # French conditional of hearsay, "reportedly", "allegedly"
    signals: tuple[Signal, ...]  # every word that had a say, the decisive one first
    provenance: Provenance  # of the decisive signal


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word by which a teller judges: "terroristes", "martyr", "so-called"."""

    phrase: Phrase
    kind: str  # condemns, glorifies, belittles, outlaws, softens
    teller: str  # whose word it is
    own: bool  # the outlet's
    provenance: Provenance


DOCUMENT: Layer[Document] = Layer("document")  # one item: the Document being read
REGIONS: Layer[RegionPart] = Layer("regions")
TIMES: Layer[TimeExpression] = Layer("times")
PLACES: Layer[Toponym] = Layer("places")
ACTORS: Layer[ActorMention] = Layer("actors")
QUANTITIES: Layer[Count] = Layer("quantities")
SOURCES: Layer[Attribution] = Layer("sources")
LOADED: Layer[LoadedWord] = Layer("loaded")
EVENTS: Layer[EventMention] = Layer("events")
FACTUALITY: Layer[Judgement] = Layer("factuality")
ACCOUNTS: Layer[Event] = Layer("accounts")
DISCREPANCIES: Layer[Discrepancy] = Layer("discrepancies")


def document_of(doc: Doc) -> Document:
    """The Document a Doc was made from; one without date or outlet where a bare Doc went through the pipeline."""
    kept = DOCUMENT.of(doc)
    return kept[0] if kept else Document(doc.text, language=doc.lang_)


def span_of(phrase: Phrase) -> Span:
    """The characters of a phrase as published, without the white space around it."""
    text = document_of(phrase.doc).text[phrase.start_char : phrase.end_char]
    start = phrase.start_char + len(text) - len(text.lstrip())
    stripped = text.strip()
    return Span(start, start + len(stripped), stripped)


def region_at(doc: Doc, token: int) -> Region:
    """The region in which a token stands; the body where no stage has told."""
    for part in REGIONS.of(doc):
        if part.phrase.start <= token < part.phrase.end:
            return part.kind
    return Region.BODY
