"""A CSV table as Parquet, typed as its columns are: DuckDB does it, whatever its size."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from recoupe.export.columns import SEPARATOR, Column, Kind

TYPES = {
    Kind.STRING: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.BOOLEAN: "BOOLEAN",
    Kind.DATE: "DATE",
}
BAR = "\x1f"  # stands for "\|" while a list is split


def to_parquet(table: Path, place: Path, columns: Sequence[Column[Any]]) -> None:
    """Write the CSV file of some columns as Parquet: empty cells are NULL, lists are lists."""
    import duckdb

    names = {column.name: "VARCHAR" for column in columns}
    selected = ", ".join(f'{expression(column)} AS "{column.name}"' for column in columns)
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        rows = connection.read_csv(  # noqa: F841 (DuckDB finds it by its name)
            str(table), header=True, delimiter=",", quotechar='"', escapechar='"', dtype=names, all_varchar=True
        )
        connection.execute(f"COPY (SELECT {selected} FROM rows) TO '{quoted(str(place))}' (FORMAT parquet)")


def expression(column: Column[Any]) -> str:
    """What makes a typed value of a cell."""
    name = f'"{column.name}"'
    single = TYPES[column.kind.single]
    if column.kind is column.kind.single:
        return name if single == "VARCHAR" else f"CAST({name} AS {single})"
    parts = f"string_split(replace({name}, '\\|', '{BAR}'), '{SEPARATOR}')"
    restored = f"[CAST(nullif(replace(x, '{BAR}', '|'), '') AS {single}) FOR x IN {parts}]"
    return f"CASE WHEN {name} IS NULL THEN NULL ELSE {restored} END"


def quoted(text: str) -> str:
    """A text within quotation marks of SQL."""
    return text.replace("'", "''")
