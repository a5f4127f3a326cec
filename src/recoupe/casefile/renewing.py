"""A reading in the place of an earlier one of the same document: judgements and links go on where the words are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from recoupe.casefile import documents, judging, records
from recoupe.casefile import tables as t
from recoupe.casefile.anchors import renamed
from recoupe.casefile.changes import changed, now
from recoupe.casefile.incidents import drop_empty
from recoupe.casefile.values import Reread
from recoupe.model import Reading


def put_anew(connection: Connection, reading: Reading, version: str, *, otherwise: bool = False) -> Reread:
    """Put a reading in the place of the one that is there, and everything that speaks of its events after it.

    Args:
        otherwise: the document is known otherwise than it was, which links go by even where all reads the same.
    """
    document = reading.document
    (before,) = documents.readings(connection, [document.id])
    outcome = Reread(document.id, document.name, is_changed=False, events=len(reading.events))
    same = (before.events, before.discrepancies) == (reading.events, reading.discrepancies)
    if same and not otherwise:
        made = {"reader": version, "made": now(), "data": documents.packed(reading)}
        connection.execute(update(t.reading).where(t.reading.c.document == document.id).values(made))
        return outcome
    held = lost_judgements(connection, document.id)
    documents.put_reading(connection, reading, version)
    judging.anchor_again(connection, reading)
    records.put_events(connection, reading, judging.corrections(connection, document.id))
    changed(connection, [document.id])
    rename(connection, document.id, renamed(before, reading))
    drop_empty(connection)
    holds = lost_judgements(connection, document.id)
    return replace(outcome, is_changed=True, lost=tuple(sorted(holds - held)), found=tuple(sorted(held - holds)))


def lost_judgements(connection: Connection, document: str) -> set[int]:
    """The judgements, unless undone, on events that are read no more, if there are any on this document."""
    if not documents.is_judged(connection, document):
        return set()
    return {judgement.id for judgement in judging.judgements(connection) if judgement.lost and not judgement.undone_by}


def rename(connection: Connection, document: str, names: dict[str, str]) -> None:
    """Let links speak of a document's events by their new names; those of events that are gone go with them."""
    for table in (t.member, t.pair, t.part):
        for prefix in ("", "one_", "other_", "part_", "whole_"):
            if f"{prefix}document" not in table.c:
                continue
            ours = table.c[f"{prefix}document"] == document
            rows = [dict(row) for row in connection.execute(select(table).where(ours)).mappings()]
            connection.execute(delete(table).where(ours))
            kept: dict[tuple[str, ...], dict[str, Any]] = {}
            for row in rows:
                name = names.get(row[f"{prefix}event"])
                if name is not None:
                    row[f"{prefix}event"] = name
                    kept.setdefault(tuple(row[column.name] for column in table.primary_key), row)
            if kept:
                connection.execute(insert(table), list(kept.values()))
