"""The words of a Markdown file without its markup, and the fields of its front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from recoupe.ingest.extracted import Extracted
from recoupe.ingest.known import is_moment

FRONT_MATTER = re.compile(r"---\n(.*?)\n(?:---|\.\.\.)(?:\n|$)", re.DOTALL)
FIELD = re.compile(r"(\w+)\s*:\s*[\"']?(.*?)[\"']?\s*")
NAMES = {
    "title": ("title", "headline"),
    "outlet": ("outlet", "site", "sitename", "publisher"),
    "published": ("published", "date"),
    "url": ("url", "link"),
    "author": ("author", "byline"),
}


def extract_markdown(text: str, notices: tuple[str, ...] = ()) -> Extracted:
    """The words of a Markdown text: one line a paragraph, "> " before quoted ones, pictures and code left out."""
    front = FRONT_MATTER.match(text)
    lines = map(FIELD.fullmatch, front.group(1).split("\n")) if front else ()
    fields: dict[str, str] = {line[1].lower(): line[2] for line in lines if line}
    told = {field: next((fields[n] for n in names if fields.get(n)), "") for field, names in NAMES.items()}
    if not is_moment(told["published"]):
        told["published"] = ""
    words = "\n\n".join(blocks(MarkdownIt("commonmark").parse(text[front.end() :] if front else text)))
    return Extracted(words + "\n" if words else "", **told, notices=notices)


def blocks(tokens: list[Token]) -> Iterator[str]:
    """The words of each block."""
    quotes = 0
    for token in tokens:
        quotes += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        if token.type == "inline":
            words = "".join(spoken(token.children or [])).strip()
            if words:
                yield "> " * bool(quotes) + words


def spoken(tokens: list[Token]) -> Iterator[str]:
    """The words of a line."""
    for token in tokens:
        if token.type in ("text", "code_inline"):
            yield token.content
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
