"""Recoupe reads conflict reports and keeps, for every event, who says so.

>>> import recoupe
>>> reading = recoupe.read("article.txt", outlet="Press TV", published="2021-03-13")  # doctest: +SKIP
>>> [account.sources[-1].name for event in reading.events for account in event.accounts]  # doctest: +SKIP
"""

from __future__ import annotations

import datetime as _dt
from pathlib import Path as _Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.errors import RecoupeError, UnreadableFile
    from recoupe.ingest import Ingested
    from recoupe.model import Account, Document, Event, Reading
    from recoupe.reader import Reader

__version__ = "0.1.0"
__all__ = ["Account", "Document", "Event", "Reader", "Reading", "RecoupeError", "UnreadableFile", "read", "read_text"]

_HOMES = {
    "Account": "recoupe.model",
    "Document": "recoupe.model",
    "Event": "recoupe.model",
    "Reading": "recoupe.model",
    "Reader": "recoupe.reader",
    "RecoupeError": "recoupe.errors",
    "UnreadableFile": "recoupe.errors",
}


def read(
    path: str | _Path,
    *,
    outlet: str = "",
    published: str | _dt.date = "",
    language: str = "",
    title: str = "",
    url: str = "",
    author: str = "",
    reader: Reader | None = None,
) -> Reading:
    """Read one report: a text, Markdown, HTML or PDF file; "-" is standard input.

    Args:
        path: the report.
        outlet: who published it: the first link of every chain.
        published: day or second of publication; without it relative dates stay unresolved.
        language: "fr", "en"; found out by default.
        title: its headline, where the file does not tell.
        url: where it was published.
        author: its byline.
        reader: a Reader of your own, for example with another spaCy pipeline.

    Raises:
        UnreadableFile: there is no report to be had from the file.
        ValueError: `published` is no date.
    """
    from recoupe.ingest import ingest
    from recoupe.ingest.known import Known

    known = Known(outlet, _moment(published), language, title, url, author)
    return _read(ingest(path, known), reader)


def read_text(
    text: str,
    *,
    name: str = "text",
    outlet: str = "",
    published: str | _dt.date = "",
    language: str = "",
    title: str = "",
    url: str = "",
    author: str = "",
    reader: Reader | None = None,
) -> Reading:
    """Read the text of one report. The arguments are those of `read`; spans count the characters of `text`."""
    from recoupe.ingest import ingest_text
    from recoupe.ingest.known import Known

    known = Known(outlet, _moment(published), language, title, url, author)
    return _read(ingest_text(text, known, name), reader)


def _read(ingested: Ingested, reader: Reader | None) -> Reading:
    from recoupe.reader import default_reader

    return ingested.noted((reader or default_reader()).read(ingested.document))


def _moment(published: str | _dt.date) -> str:
    from recoupe.ingest.known import is_moment

    if isinstance(published, _dt.datetime):
        moment = published.isoformat(timespec="seconds")
    else:
        moment = published if isinstance(published, str) else published.isoformat()
    if moment and not is_moment(moment):
        raise ValueError(f"published {moment!r} is no date like 2021-03-13")
    return moment


def __getattr__(name: str) -> Any:
    """The names of `__all__`, imported when they are asked for, so that `import recoupe` is quick."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'recoupe' has no attribute {name!r}")
