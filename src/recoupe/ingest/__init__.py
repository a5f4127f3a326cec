"""From a file to a `Document`: text, Markdown, HTML and PDF, with what is known of the report beside its words.

    find(paths) -> files       ingest(file, known) -> Ingested(document, notices)

`Document.text` is what all spans count. Of a text file it is the file's characters with line ends as "\\n" and no byte
order mark; of Markdown, HTML and PDF the words of the report without their markup. A lone surrogate, which no encoding
can write, becomes U+FFFD, one for one; nothing else is changed.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from pathlib import Path

from recoupe.errors import UnreadableFile
from recoupe.ingest.decoding import decoded, is_page, is_pdf, without_surrogates
from recoupe.ingest.extracted import Extracted
from recoupe.ingest.files import STANDARD_INPUT, content_of
from recoupe.ingest.known import Known
from recoupe.ingest.language import language_of, mixture
from recoupe.model import Document, Reading

LIMIT = 200_000  # characters; about 33,000 words, which take 1.2 GB to read: beyond it one text is a book and no report


@dataclass(frozen=True, slots=True)
class Ingested:
    """A document and what the user should know of how it was taken in."""

    document: Document
    notices: tuple[str, ...] = ()
    data: bytes = field(default=b"", repr=False)  # of the file, where there is one

    def noted(self, reading: Reading) -> Reading:
        """The document's reading with these notices before the reader's own."""
        return replace(reading, warnings=(*self.notices, *reading.warnings))


def ingest(path: str | Path, known: Known | None = None, name: str = "") -> Ingested:
    """The document that a file holds; "-" is standard input.

    Args:
        path: a text, Markdown, HTML or PDF file.
        known: what is known of the report; what it leaves out is looked for in the file.
        name: the document's name; the file's stem by default.

    Raises:
        UnreadableFile: there is no report to be had from it.
    """
    path = Path(path)
    data = sys.stdin.buffer.read() if str(path) == STANDARD_INPUT else content_of(path)
    extracted = extract(path, data)
    stem = "stdin" if str(path) == STANDARD_INPUT else path.stem
    return replace(ingest_text(extracted, known or Known(), name or stem, str(path)), data=data)


def extract(path: Path, data: bytes) -> Extracted:
    """The words of a file, by what it holds and not only by what it is called."""
    if is_pdf(data):
        from recoupe.ingest.pdf import extract_pdf

        return extract_pdf(str(path), data)
    text, notices = decoded(str(path), data)
    if path.suffix.lower() in (".html", ".htm", ".xhtml") or is_page(text):
        from recoupe.ingest.page import extract_page

        return extract_page(str(path), text, notices)
    if path.suffix.lower() in (".md", ".markdown"):
        from recoupe.ingest.markdown import extract_markdown

        return extract_markdown(text, notices)
    return Extracted(text, notices=notices)


def ingest_text(extracted: Extracted | str, known: Known, name: str = "text", path: str = "text") -> Ingested:
    """The document of a text, with its outlet and language.

    Raises:
        UnreadableFile: it is empty, too long, or in a language that Recoupe does not read.
    """
    if isinstance(extracted, str):
        extracted = Extracted(extracted)
    text, replaced = without_surrogates(extracted.text)
    if not text.strip():
        raise UnreadableFile(path, "nothing in it to read", "give a file with the words of the report")
    if len(text) > LIMIT:
        found = f"{len(text):,} characters, more than the {LIMIT:,} that are read at once"
        raise UnreadableFile(path, found, "split it into single reports")
    notices = list(extracted.notices)
    if replaced:
        notices.append(f"{replaced} half surrogates, which stand for no character, are read as U+FFFD")
    language, doubt = language_of(text, known.language, path)
    notices += [*doubt, *mixture(text, language)]
    outlet = known.outlet or extracted.outlet
    if not outlet:
        outlet = name
        notices.append(f"outlet unknown: called {name}; give --outlet")
    said = {
        "name": name,
        "outlet": outlet,
        "published": known.published or extracted.published,
        "title": known.title or extracted.title,
        "url": known.url or extracted.url,
        "author": known.author or extracted.author,
    }
    writable = {field: without_surrogates(value)[0] for field, value in said.items()}
    return Ingested(Document(text=text, language=language, **writable), tuple(notices))
