"""The data dictionary of the tables, made from their columns: a Frictionless data package, and a page for people."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from recoupe.export.columns import SEPARATOR, Column, Kind

Json = dict[str, Any]
Columns = Sequence[Column[Any]]
TYPES = {
    Kind.STRING: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DATE: "date",
}


def data_package(accounts: Columns, incidents: Columns) -> str:
    """`datapackage.json`: the tables with their columns, keys and codes, as the Data Package standard writes them."""
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "recoupe-tables",
        "resources": [
            resource("incidents", incidents, "incident", []),
            resource("accounts", accounts, "account", ["incident"]),
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def resource(name: str, columns: Columns, key: str, foreign: Sequence[str]) -> Json:
    """A table of the package."""
    schema: Json = {"fields": [field(column) for column in columns], "primaryKey": [key]}
    if foreign:
        schema["foreignKeys"] = [
            {"fields": [f], "reference": {"resource": "incidents", "fields": [f]}} for f in foreign
        ]
    return {"name": name, "type": "table", "path": f"{name}.csv", "encoding": "utf-8", "schema": schema}


def field(column: Column[Any]) -> Json:
    """A column of a table."""
    listed = column.kind is not column.kind.single
    written: Json = {"name": column.name, "type": "list" if listed else TYPES[column.kind], "description": column.about}
    if listed:
        written |= {"delimiter": SEPARATOR, "itemType": TYPES[column.kind.single]}
    if column.codes and not listed:
        written["constraints"] = {"enum": list(column.codes)}
    return written


def page(accounts: Columns, incidents: Columns) -> str:
    """The dictionary as Markdown."""
    return "\n".join(
        [
            "# Data dictionary",
            "",
            "Two tables, linked by the incident's id. In CSV the values of a list are joined by ` | `, a bar in one",
            r"is written `\|`, and the columns of one field have their values in one order; in Parquet they are lists.",
            "Spans count the code points of the report's text from 0; the end is not included.",
            "",
            *table("incidents", incidents),
            *table("accounts", accounts),
        ]
    )


def table(name: str, columns: Columns) -> list[str]:
    """A table's columns as rows."""
    rows = [f"| `{c.name}` | {c.kind.value} | {meaning(c)} |" for c in columns]
    return [f"## {name}", "", "| column | type | meaning |", "| --- | --- | --- |", *rows, ""]


def meaning(column: Column[Any]) -> str:
    """What a column means, and what may stand there."""
    codes = ", ".join(f"`{code}`" for code in column.codes)
    return f"{column.about}: {codes}" if codes else column.about
