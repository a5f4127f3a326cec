"""The article of an HTML page."""

from __future__ import annotations

import trafilatura
from trafilatura.settings import Document as PageArticle

from recoupe.errors import UnreadableFile
from recoupe.ingest.extracted import Extracted

SHORTEST = 15  # words; a page with fewer than these is a menu, a notice or a player

# Only dates that the page states as its own: a date guessed from the text would be a silent fallback.
DATES = {"original_date": True, "extensive_search": False, "outputformat": "%Y-%m-%d"}


def extract_page(path: str, page: str, notices: tuple[str, ...] = ()) -> Extracted:
    """The article of a page with its headline on top, and what the page says of itself.

    Raises:
        UnreadableFile: there is no article in it.
    """
    found = trafilatura.bare_extraction(
        page.replace("\0", " "),
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        date_extraction_params=DATES,
    )
    text = (found.text or "").strip() if isinstance(found, PageArticle) else ""
    if not isinstance(found, PageArticle) or len(text.split()) < SHORTEST:
        raise UnreadableFile(path, "a page without an article", "copy the words of the report into a text file")
    title = " ".join((found.title or "").split())
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if title and lines[0] != title:
        lines.insert(0, title)
    return Extracted(
        text="\n\n".join(lines) + "\n",
        title=title,
        outlet=found.sitename or "",
        published=found.date or "",
        url=found.url or "",
        author=found.author or "",
        notices=(*notices, *((f"published {found.date}, as the page says",) if found.date else ())),
    )
