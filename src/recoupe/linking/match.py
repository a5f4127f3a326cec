"""Comparing events with Splink on DuckDB: candidate pairs, the level of each comparison, and the weight in bits."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from recoupe.linking.comparisons import COMPARISONS, settings
from recoupe.linking.rarity import Rarity
from recoupe.linking.records import EventRecord
from recoupe.linking.table import table
from recoupe.linking.weights import Weights, even

if TYPE_CHECKING:
    import pyarrow

FLOOR = -3.5  # bits below which a pair is not kept: a chance of one in twelve speaks for nothing
THREADS = 2
MEMORY = "4GB"


def compared(
    records: Sequence[EventRecord], known: Rarity, model: Weights, floor: float | None = FLOOR
) -> pyarrow.Table:
    """All candidate pairs at or above a weight: `one`, `other` (places in `records`), `weight`, and the bits of each
    comparison.

    The records must stand in the order of their members, so that `one` is the smaller.
    """
    chosen = ", ".join(f"mw_{name}::FLOAT AS {name}" for name in columns())
    return predicted(records, known, settings(model), floor, f"match_weight AS weight, {chosen}")


def levels(records: Sequence[EventRecord], known: Rarity) -> pyarrow.Table:
    """All candidate pairs with the level that each comparison reaches, for fitting; -1 where it says nothing."""
    chosen = ", ".join(f"gamma_{name}::TINYINT AS {name}" for name in columns())
    return predicted(records, known, settings(even(), fitting=True), None, chosen)


def predicted(
    records: Sequence[EventRecord], known: Rarity, model: dict[str, Any], floor: float | None, chosen: str
) -> pyarrow.Table:
    """Columns of Splink's prediction for all candidate pairs."""
    import duckdb
    from splink import DuckDBAPI, Linker

    connection = duckdb.connect(":memory:")
    try:
        connection.execute(f"SET threads = {THREADS}; SET memory_limit = '{MEMORY}'; SET enable_progress_bar = false")
        backend = DuckDBAPI(connection)
        linker = Linker(backend.register(table(records, known), table_name="events"), model, validate_settings=False)
        logging.getLogger("splink").setLevel(logging.ERROR)
        pairs = linker.inference.predict(threshold_match_weight=floor, warning_mode="never")
        return connection.sql(
            f"SELECT unique_id_l AS one, unique_id_r AS other, {chosen} FROM {pairs.physical_name} ORDER BY one, other"
        ).to_arrow_table()
    finally:
        connection.close()


def columns() -> list[str]:
    """The columns of the comparisons, in their order."""
    return [compared.name.replace(" ", "_") for compared in COMPARISONS]
