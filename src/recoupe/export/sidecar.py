"""What a format has no room for, beside it: every account behind a row with its chain, its words and its disputes.

One line of JSON an incident, under the id that the rows made from it carry.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from recoupe.model import Document, Incident
from recoupe.render.incident_json import incident_to_json
from recoupe.serialise import account_to_json, details_to_json
from recoupe.weighing.told import Told
from recoupe.weighing.whole import Whole

Json = dict[str, Any]


class Add(Protocol):
    """Adds an incident to the sidecar."""

    def __call__(
        self, whole: Whole, incident: Incident, rows: Iterable[str], codes: Sequence[Json] | None = None
    ) -> None:
        """`rows` are the ids of the rows that were made from it, none where the format has no place for it.

        `codes` are all that fit it in the format's scheme, each with its reason, the one that was written first.
        """


def path_of(out: Path) -> Path:
    """Where the sidecar of a file stands: "events.csv" has "events.accounts.jsonl" beside it."""
    return out.with_name(f"{out.name.split('.')[0]}.accounts.jsonl")


@contextmanager
def sidecar(out: Path) -> Iterator[Add]:
    """Write the sidecar of a file as its rows are written."""
    with path_of(out).open("w", encoding="utf-8") as file:

        def add(whole: Whole, incident: Incident, rows: Iterable[str], codes: Sequence[Json] | None = None) -> None:
            line = line_of(whole, incident, rows) | ({} if codes is None else {"codes": list(codes)})
            file.write(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n")

        yield add


def line_of(whole: Whole, incident: Incident, rows: Iterable[str]) -> Json:
    """An incident with all its accounts."""
    told = whole.told(incident)
    documents = {t.document.id: t.document for t in told.values()}
    return {
        "rows": list(rows),
        "incident": incident_to_json(whole, incident),
        "accounts": [telling_to_json(t) for t in told.values()],
        "documents": [document_to_json(document) for document in documents.values()],
    }


def telling_to_json(told: Told) -> Json:
    """An account under its report, event and index; spans count the code points of the report's text."""
    document, event, account = told.telling.document, told.telling.event, told.telling.account
    return {
        "telling": [document, event, account],
        "report": told.document.name,
        **account_to_json(told.account),
        "shared": details_to_json(told.event.details),
    }


def document_to_json(document: Document) -> Json:
    """What is known of a report; its text stays in the case."""
    return {
        "id": document.id,
        "name": document.name,
        "outlet": document.outlet,
        "published": document.published,
        "title": document.title,
        "url": document.url,
        "language": document.language,
    }
