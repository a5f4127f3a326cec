"""The words of a PDF: pages joined, lines put together to paragraphs, running heads left out."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError

from recoupe.errors import UnreadableFile
from recoupe.ingest.extracted import Extracted

# What pypdf raises on broken files beside its own errors: it trusts the structure it walks.
BROKEN = (PyPdfError, KeyError, IndexError, ValueError, TypeError, AttributeError, RecursionError, OverflowError)
FULL_LINE = 0.75  # of the longest usual line: a shorter one ends its paragraph if it ends like a sentence or a title
HYPHEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")
PAGE_NUMBER = re.compile(r"[\W\d]*|(page|p\.)?\s*\d+\s*([/|]\s*\d+)?", re.IGNORECASE)


def extract_pdf(path: str, data: bytes) -> Extracted:
    """The words of a PDF and its title.

    Raises:
        UnreadableFile: it is locked or broken, or there is no text in it.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings name objects, not what a reader can mend
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile(path, "a PDF locked by a password", "save a copy without the password")
        pages = [page.extract_text().strip().split("\n") for page in reader.pages]
        title = str(reader.metadata.title or "").strip() if reader.metadata else ""
    except DependencyError as error:
        raise UnreadableFile(path, "an encrypted PDF", "save a copy without encryption") from error
    except BROKEN as error:
        raise UnreadableFile(path, f"a damaged PDF ({error})", "open it and save it anew") from error
    text = "\n\n".join(paragraphs(body(pages)))
    if not text.strip():
        count = f"{len(pages)} page{'s' if len(pages) != 1 else ''}"
        raise UnreadableFile(path, f"{count} and no text", "run it through OCR, then read the result")
    return Extracted(text + "\n", title=title if title in text else "")


def body(pages: list[list[str]]) -> list[str]:
    """The lines of all pages without page numbers and the lines that head or close three pages or more."""
    edges = Counter(line.strip() for page in pages for line in {*page[:1], *page[-1:]})
    return [
        line.strip()
        for page in pages
        for index, line in enumerate(page)
        if not (
            index in (0, len(page) - 1)
            and line.strip()
            and (edges[line.strip()] >= 3 or PAGE_NUMBER.fullmatch(line.strip()))
        )
    ]


def paragraphs(lines: list[str]) -> Iterator[str]:
    """Lines joined to paragraphs: one that is nearly full, or does not end like a sentence, runs on."""
    lengths = sorted(len(line) for line in lines if line)
    full = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    paragraph = ""
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        paragraph = HYPHEN.sub("", paragraph) + line if HYPHEN.search(paragraph) else f"{paragraph} {line}".strip()
        if paragraph and (not following or ends(line, following, full)):
            yield paragraph
            paragraph = ""


def ends(line: str, following: str, full: int) -> bool:
    """Whether a paragraph ends with this line: it is short, and the next one begins anew."""
    return len(line) < FULL_LINE * full and not following[:1].islower()
