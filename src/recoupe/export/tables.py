"""The honest form: a table of accounts and a table of incidents, as CSV and Parquet, with their dictionary."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from recoupe.export import Options, Written, accounts, incidents
from recoupe.export.columns import csv_table
from recoupe.export.dictionary import data_package, page
from recoupe.export.parquet import to_parquet
from recoupe.weighing.whole import Whole


def export(wholes: Iterable[Whole], out: Path, options: Options) -> Written:
    """Write `accounts` and `incidents` as .csv and .parquet, `datapackage.json` and `dictionary.md` into a folder."""
    out.mkdir(parents=True, exist_ok=True)
    told, found = out / "accounts.csv", out / "incidents.csv"
    rows = 0
    with csv_table(told, accounts.COLUMNS) as add_accounts, csv_table(found, incidents.COLUMNS) as add_incidents:
        for whole in wholes:
            rows += add_incidents(incidents.row_of(whole, i, options.rule) for i in whole.incidents)
            add_accounts(row for i in whole.incidents for row in accounts.rows_of(whole, i))
    typed = (told.with_suffix(".parquet"), found.with_suffix(".parquet"))
    to_parquet(told, typed[0], accounts.COLUMNS)
    to_parquet(found, typed[1], incidents.COLUMNS)
    package, words = out / "datapackage.json", out / "dictionary.md"
    package.write_text(data_package(accounts.COLUMNS, incidents.COLUMNS), "utf-8")
    words.write_text(page(accounts.COLUMNS, incidents.COLUMNS), "utf-8")
    return Written((found, told, *typed[::-1], package, words), rows)
