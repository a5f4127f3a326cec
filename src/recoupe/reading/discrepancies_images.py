"""Pictures that are not of the event: the report says so itself, in a caption or in a check of facts.

"(Illustration)", "A 2016 clip", "the video was shot in Tripoli in January 2021", "this photo does not show …".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe import languages
from recoupe.model import Discrepancy, DiscrepancyKind, Event, Provenance, Region, SourceKind
from recoupe.reading.dates import bounds
from recoupe.reading.layers import REGIONS, TIMES, document_of, region_at, span_of
from recoupe.reading.sources_lexicon import fold, split
from recoupe.reading.sources_lexicon import lexicon as source_lexicon

OLD = dt.timedelta(days=20)  # a picture taken so long before the report is of something else
YEAR = 4  # digits
FIRST = 1970  # year before which no picture is passed off as news
CAPTION = 2  # tokens before the word for a picture in a line that is a caption: "[Photo: …]"
NEAR = 12  # tokens between a picture and what is said of it


@dataclass(frozen=True, slots=True)
class ImageEntry:
    """A way to say that a picture is of something else."""

    entry: str
    words: tuple[tuple[str, ...], ...]  # that stand after the picture; none for a caption
    dated: bool  # only with a date long before the report


@cache
def image_entries(code: str) -> tuple[ImageEntry, ...]:
    """The rows of `images.toml`, in order."""
    rows = languages.load(code).table("images").get("image", ())
    return tuple(ImageEntry(row["id"], tuple(map(split, row.get("words", ()))), row["dated"]) for row in rows)


def stale_images(doc: Doc, events: Sequence[Event], stale_lines: set[str]) -> Iterator[Discrepancy]:
    """Each event once whose picture is said to be of something else."""
    seen: set[str] = set()
    for phrase, entry in (*stale_captions(doc, stale_lines), *stale_sentences(doc)):
        event = event_of_picture(phrase, events)
        if event is None or event.id in seen:
            continue
        seen.add(event.id)
        words = span_of(phrase)
        outlet = document_of(doc).outlet or document_of(doc).name
        why = Provenance(f"discrepancies.{DiscrepancyKind.STALE_IMAGE.value}", entry)
        yield Discrepancy(DiscrepancyKind.STALE_IMAGE, event.id, "image", (words,), why, ((outlet, words.text),))


def event_of_picture(phrase: Phrase, events: Sequence[Event]) -> Event | None:
    """The event told in the words; a caption tells of its own picture, which belongs to the first of the report."""
    if region_at(phrase.doc, phrase.start) is Region.CAPTION:
        return next(iter(events), None)
    words = span_of(phrase)
    inside = (e for e in events if any(words.start <= m.start < words.end for m in e.mentions))
    return next(inside, next(iter(events), None))


def stale_captions(doc: Doc, stale_lines: set[str]) -> Iterator[tuple[Phrase, str]]:
    """Captions that a line pattern knows: "(Illustration)", "file photo"."""
    for part in REGIONS.of(doc):
        if part.provenance.entry in stale_lines:
            yield part.phrase, part.provenance.entry


def stale_sentences(doc: Doc) -> Iterator[tuple[Phrase, str]]:
    """Sentences that say of a picture that it is old, or of something else."""
    if not doc.has_annotation("SENT_START"):
        return  # no parse, nothing to go by
    lex = source_lexicon(str(doc.lang_))
    words = [fold(token.text) for token in doc]
    for sentence in doc.sents:
        pictures = [i for i in range(sentence.start, sentence.end) if is_picture(lex.kinds, words[i])]
        if not pictures:
            continue
        old = is_old(doc, sentence)
        for entry in image_entries(str(doc.lang_)):
            if (entry.dated and not old) or not says_so(sentence, pictures, words, entry):
                continue
            yield sentence, entry.entry
            break


def is_picture(kinds: object, word: str) -> bool:
    """A word for a picture that can be passed off; a camera or a satellite shows what it sees."""
    entry = kinds.get(word) if isinstance(kinds, dict) else None
    return entry is not None and entry.kind is SourceKind.IMAGERY


def says_so(sentence: Phrase, pictures: Iterable[int], words: list[str], entry: ImageEntry) -> bool:
    """The words of the entry stand after a picture; without words, the sentence is its caption."""
    if not entry.words:
        line = region_at(sentence.doc, sentence.start) is Region.CAPTION
        return line or any(at - first_word(sentence) <= CAPTION and is_label(sentence.doc, at) for at in pictures)
    return any(
        tuple(words[k : k + len(phrase)]) == phrase
        for at in pictures
        for k in range(at + 1, min(at + NEAR, sentence.end))
        for phrase in entry.words
    )


def is_label(doc: Doc, at: int) -> bool:
    """A colon follows: "Photo: …"."""
    return at + 1 < len(doc) and doc[at + 1].text == ":"


def first_word(sentence: Phrase) -> int:
    """Where the sentence's first word stands, spaces left out."""
    return next((token.i for token in sentence if not token.is_space), int(sentence.start))


def is_old(doc: Doc, sentence: Phrase) -> bool:
    """A date in the sentence lies long before the report."""
    published = bounds(document_of(doc).published[:10])
    if published is None:
        return False
    for time in TIMES.of(doc):
        if sentence.start <= time.phrase.start < sentence.end and time.edtf:
            days = bounds(time.edtf)
            if days is not None and published[0] - days[1] > OLD:
                return True
    years = (int(token.text) for token in sentence if token.is_digit and len(token.text) == YEAR)
    return any(FIRST <= year < published[0].year for year in years)
