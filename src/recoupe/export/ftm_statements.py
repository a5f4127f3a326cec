"""FollowTheMoney statements: one property of one entity, with the report that says so and through whom.

The dataset of a statement is the report, its origin the chain of sources. Entities are what statements fold into.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from recoupe.export.stream import Json

COLUMNS = (
    "canonical_id",
    "entity_id",
    "prop",
    "prop_type",
    "schema",
    "value",
    "dataset",
    "origin",
    "lang",
    "original_value",
    "external",
    "first_seen",
    "last_seen",
    "id",
)
TYPES = {  # of the properties that we use, in FollowTheMoney's model
    **dict.fromkeys(("id",), "id"),
    **dict.fromkeys(("name", "alias"), "name"),
    **dict.fromkeys(("date", "startDate", "endDate", "publishedAt"), "date"),
    **dict.fromkeys(("country", "contextCountry"), "country"),
    **dict.fromkeys(("location", "full"), "address"),
    **dict.fromkeys(("involved", "proof", "addressEntity", "document", "entity", "resolved"), "entity"),
    **dict.fromkeys(("summary", "notes"), "text"),
    **dict.fromkeys(("latitude", "longitude"), "number"),
    **dict.fromkeys(("sourceUrl",), "url"),
    **dict.fromkeys(("language",), "language"),
}
PLAIN = "string"


@dataclass(frozen=True, slots=True)
class Statement:
    """One value of one property, as one report has it."""

    entity: str
    schema: str
    prop: str
    value: str
    dataset: str
    origin: str = ""
    lang: str = ""
    original: str = ""  # the words of the report, where the value is not them
    seen: str = ""  # the day of publication

    @property
    def id(self) -> str:
        """As FollowTheMoney makes it, so that its tools know the statement again."""
        key = f"{self.dataset}.{self.entity}.{self.prop}.{self.value}" + (f"@{self.lang}" if self.lang else "")
        return hashlib.sha1(key.encode("utf-8")).hexdigest()


class Add(Protocol):
    """Writes statements."""

    def __call__(self, statements: Iterable[Statement]) -> None:
        """Each statement once; several chains of one report stand together in its origin."""


def folded(statements: Iterable[Statement]) -> Iterator[Json]:
    """The entities that statements make: every value once, in the order in which it is told."""
    found: dict[str, Json] = {}
    for one in statements:
        entity = found.setdefault(one.entity, {"id": one.entity, "schema": one.schema, "properties": {}})
        if one.prop == "id":
            continue
        values = entity["properties"].setdefault(one.prop, [])
        if one.value not in values:
            values.append(one.value)
    yield from found.values()


def joined(statements: Iterable[Statement]) -> Iterator[tuple[Statement, str]]:
    """Each statement once, with all chains through which its report has it."""
    held: dict[str, tuple[Statement, dict[str, None]]] = {}
    for one in statements:
        held.setdefault(one.id, (one, {}))[1][one.origin] = None
    for one, origins in held.values():
        yield one, "; ".join(filter(None, origins))


@contextmanager
def statement_table(place: Path) -> Iterator[Add]:
    """A table of statements, as `ftm` reads it."""
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, dialect=csv.unix_dialect)
        writer.writerow(COLUMNS)

        def add(statements: Iterable[Statement]) -> None:
            for one, origin in joined(statements):
                kind = TYPES.get(one.prop, PLAIN)
                row = (one.entity, one.entity, one.prop, kind, one.schema, one.value, one.dataset, origin)
                writer.writerow((*row, one.lang, one.original, "f", one.seen, "", one.id))

        yield add
