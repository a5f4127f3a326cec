"""From a Document to its Reading: the pipeline of the language, then every reading stage in order."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

# Importing a stage registers its component with spaCy; the entry points do so for other programs.
from recoupe import languages
from recoupe.languages.bundled import bundled
from recoupe.model import Document, Reading
from recoupe.reading import (  # noqa: F401
    accounts,
    actors,
    discrepancies,
    events,
    factuality,
    lemmas,
    loaded,
    places,
    quantities,
    regions,
    sources,
    times,
)
from recoupe.reading.assemble import reading_of
from recoupe.reading.joined import TEXT
from recoupe.reading.layers import DOCUMENT

STAGES = (
    "recoupe_lemmas",
    "recoupe_times",
    "recoupe_places",
    "recoupe_actors",
    "recoupe_quantities",
    "recoupe_sources",
    "recoupe_loaded",
    "recoupe_events",
    "recoupe_factuality",
    "recoupe_accounts",
    "recoupe_discrepancies",
)


AHEAD = 8  # documents a process that wait their turn: enough to keep it busy, few enough to keep memory flat


class Reader:
    """Reads documents. One Reader serves any number of documents and languages.

    Args:
        pipeline: a spaCy pipeline with UD labels to use for its language in place of the bundled one.
    """

    def __init__(self, pipeline: Language | None = None) -> None:
        self.pipelines: dict[str, Language] = {}
        self.has_own = pipeline is not None
        if pipeline is not None:
            self.pipelines[str(pipeline.lang)] = with_stages(pipeline)

    def parse(self, document: Document) -> Doc:
        """The spaCy Doc of a document with every layer on it.

        Raises:
            UnknownLanguage: `document.language` is none that Recoupe reads.
        """
        nlp = self._pipeline(document.language)
        return nlp(tokenised(nlp, document))

    def read(self, document: Document) -> Reading:
        """Everything that is read in one document. Raises as `parse` does."""
        return reading_of(self.parse(document))

    def read_all(self, documents: Iterable[Document], processes: int = 1) -> Iterator[Reading]:
        """Readings in the order of the documents, the same on any number of processes.

        Documents are taken as they are needed, so that a stream of any length keeps memory flat.

        Raises:
            ValueError: several processes for a pipeline of one's own, which cannot be sent to them.
        """
        if processes == 1:
            yield from map(self.read, documents)
            return
        if self.has_own:
            raise ValueError("a pipeline of your own reads on one process: leave out `processes`")
        with ProcessPoolExecutor(processes) as pool:
            ahead: deque[Future[Reading]] = deque()
            for document in documents:
                ahead.append(pool.submit(_read_bundled, document))
                if len(ahead) > AHEAD * processes:
                    yield ahead.popleft().result()
            while ahead:
                yield ahead.popleft().result()

    def _pipeline(self, language: str) -> Language:
        data = languages.load(language)
        if data.code not in self.pipelines:
            self.pipelines[data.code] = with_stages(bundled(data))
        return self.pipelines[data.code]


def tokenised(nlp: Language, document: Document) -> Doc:
    """The tokens of a document, with what every stage asks for."""
    text = plain(document.text)
    doc = TEXT.put(nlp.make_doc(text), (text,))
    return DOCUMENT.put(doc, (document,))


def with_stages(nlp: Language) -> Language:
    """The pipeline with every reading stage in its place: regions first, as they set paragraph ends for the parser."""
    if "recoupe_regions" not in nlp.pipe_names:
        nlp.add_pipe("recoupe_regions", first=True)
    for stage in STAGES:
        if stage not in nlp.pipe_names:
            nlp.add_pipe(stage)
    return nlp


SPACES = re.compile(r"[^\S\n]|[\u2028\u2029\x00-\x09\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\ufeff]")
APOSTROPHE = re.compile(r"(?<=\w)[’ʼ](?=\w)")
SOFT_NEWLINE = re.compile(r"(?<=[^\n]{45})\n(?=\S)")


def plain(text: str) -> str:
    """The text as the pipeline sees it: one kind of space and apostrophe, wrapped lines joined, every offset kept."""
    text = SPACES.sub(" ", text)
    text = APOSTROPHE.sub("'", text)
    if is_wrapped(text):
        text = SOFT_NEWLINE.sub(" ", text)
    return text


def is_wrapped(text: str) -> bool:
    """Lines were broken at a column: nearly all that another line follows directly are of one length, 45 to 100."""
    followed = [len(line) for line, after in pairwise(text.split("\n")) if line.strip() and after.strip()]
    if len(followed) < 3 or not 45 <= max(followed) <= 100:
        return False
    return sum(length >= max(followed) - 20 for length in followed) >= 0.7 * len(followed)


@cache
def default_reader() -> Reader:
    """The Reader with the bundled pipelines, made once a process."""
    return Reader()


def _read_bundled(document: Document) -> Reading:
    return default_reader().read(document)
