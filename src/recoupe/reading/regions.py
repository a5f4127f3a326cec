"""The regions stage: what each paragraph is for, and where paragraphs end.

It runs before the parser, so that no sentence runs from one paragraph into the next.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

from recoupe import languages
from recoupe.model import Provenance, Region
from recoupe.reading.layers import REGIONS, RegionPart, document_of

HEADLINE_WORDS = 32  # longer first paragraphs are leads; the longest headline of the development corpus has 19 words
KICKER_WORDS = 2  # "TV", "Monde": a rubric above the headline


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A line that serves another purpose than the body: caption or page residue."""

    id: str
    kind: Region
    expression: re.Pattern[str]
    stale: bool  # a caption that says that the picture is not of the event


def line_patterns(code: str) -> tuple[LinePattern, ...]:
    """The line patterns of a language, compiled."""
    rows = languages.load(code).table("regions").get("line", ())
    return tuple(
        LinePattern(row["id"], Region(row["kind"]), re.compile(row["line"], re.IGNORECASE), row.get("stale", False))
        for row in rows
    )


@Language.factory("recoupe_regions")
def make_regions(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that finds the regions of a Doc and ends a sentence at each end of a paragraph."""
    patterns = line_patterns(str(nlp.lang))

    def read(doc: Doc) -> Doc:
        paragraphs = list(paragraphs_of(doc))
        for paragraph in paragraphs:
            doc[paragraph.start].is_sent_start = True
        return REGIONS.put(doc, tuple(regions_of(doc, paragraphs, patterns)))

    return read


def paragraphs_of(doc: Doc) -> Iterator[Phrase]:
    """Stretches of tokens between line ends, white space left out at both ends."""
    start: int | None = None
    for token in doc:
        if token.is_space and "\n" in token.text:
            if start is not None:
                yield doc[start : token.i]
            start = None
        elif start is None and not token.is_space:
            start = token.i
    if start is not None:
        yield doc[start : len(doc)]


def regions_of(doc: Doc, paragraphs: list[Phrase], patterns: tuple[LinePattern, ...]) -> Iterator[RegionPart]:
    """Each paragraph with its region: by its words where a pattern knows them, else by its place."""
    headline_may_come = True
    for index, paragraph in enumerate(paragraphs):
        known = next((p for p in patterns if p.expression.search(paragraph.text)), None)
        if known is not None:
            yield RegionPart(known.kind, paragraph, Provenance("regions.line", known.id))
        elif paragraph.text.startswith(">"):
            yield RegionPart(Region.QUOTED, paragraph, Provenance("regions.quoted_block"))
        elif headline_may_come and is_kicker(paragraph, paragraphs[index + 1 : index + 2]):
            yield RegionPart(Region.RESIDUE, paragraph, Provenance("regions.kicker"))
        elif headline_may_come and is_headline(doc, paragraph):
            headline_may_come = False
            yield RegionPart(Region.HEADLINE, paragraph, Provenance("regions.headline"))
        else:
            headline_may_come = False
            yield RegionPart(Region.BODY, paragraph, Provenance("regions.body"))


def is_headline(doc: Doc, paragraph: Phrase) -> bool:
    """The first line that is not residue, if it is the document's title or short and no full sentence."""
    if paragraph.text.strip() == document_of(doc).title.strip():
        return True
    return len(paragraph) <= HEADLINE_WORDS and not paragraph.text.rstrip('"”» ').endswith((".", ":", ";", ","))


def is_kicker(paragraph: Phrase, following: list[Phrase]) -> bool:
    """ "TV" or "AFRIQUE" above a headline: one or two words, then another line that looks like a headline."""
    return (
        sum(token.is_alpha for token in paragraph) <= KICKER_WORDS
        and bool(following)
        and is_headline(paragraph.doc, following[0])
    )
