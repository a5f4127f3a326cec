"""Categories of the gold sentences of PLOVER: one event a sentence, coded by the conventions of that set.

The patterns stand in `plover.toml`; where none decides, the type of the first event that the reader finds does.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from recoupe.model import Document
from recoupe.reader import Reader
from recoupe.reading.layers import EVENTS


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that decide a category, unless others stand in the sentence too."""

    category: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None

    def decides(self, text: str) -> bool:
        """Whether a sentence is of the category by these words."""
        return bool(self.pattern.search(text)) and not (self.unless and self.unless.search(text))


@dataclass(frozen=True, slots=True)
class Conventions:
    """The table `plover.toml`."""

    cues: tuple[Cue, ...]
    types: Mapping[str, str]  # today's event type -> the category of the set


@cache
def conventions() -> Conventions:
    """The conventions of the set, compiled once."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return Conventions(tuple(_cue(row) for row in table["cue"]), table["types"])


def _cue(row: Mapping[str, str]) -> Cue:
    unless = re.compile(row["unless"], re.IGNORECASE) if "unless" in row else None
    return Cue(row["category"], re.compile(row["pattern"], re.IGNORECASE), unless)


def predict(record: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    """The category of a record's sentence; no event where nothing tells."""
    found = category(" ".join(record["text"].split())) or read_category(record["text"], reader)
    return {"id": record["id"], "events": [{"code": found}] if found else []}


def category(text: str) -> str:
    """The category that the first cue decides; "" for none."""
    return next((cue.category for cue in conventions().cues if cue.decides(text)), "")


def read_category(text: str, reader: Reader) -> str:
    """The category of the first event that the reader finds; "" for none."""
    mentions = EVENTS.of(reader.parse(Document(text, language="en")))
    return conventions().types.get(mentions[0].type.value, mentions[0].type.value) if mentions else ""


__all__ = ["category", "predict"]
