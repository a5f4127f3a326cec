"""What a file holds: its words and what it says of itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The words of a report as its file gives them. Fields are "" where the file does not tell."""

    text: str
    title: str = ""
    outlet: str = ""
    published: str = ""
    url: str = ""
    author: str = ""
    notices: tuple[str, ...] = ()
