"""The languages Recoupe reads: one folder each, a trained pipeline and TOML tables. Data first, code never.

A table `NAME.toml` belongs to one reading stage. Its entries are arrays of tables; each has an `id` ("fr.cue.selon"),
sentences that prove it (`matches`, with the words in [brackets]) and, where they teach something, sentences it must
leave alone (`never`). `tests/languages/test_proofs.py` runs every one of them through the whole reader.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


class UnknownLanguage(ValueError):
    """A language for which there is no folder."""

    def __init__(self, code: str) -> None:
        super().__init__(f"no language {code!r}: Recoupe reads {', '.join(codes())}")


@dataclass(frozen=True, slots=True)
class LanguageData:
    """The tables of one language, by file stem, and the place of its trained pipeline."""

    code: str
    tables: Mapping[str, Mapping[str, Any]]
    pipeline: Path

    def table(self, name: str) -> Mapping[str, Any]:
        """The parsed table of a stage; empty if this language has none yet."""
        return self.tables.get(name, {})

    def entries(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every entry that has an id, with the table it stands in."""
        for name, table in self.tables.items():
            for rows in table.values():
                if isinstance(rows, list):
                    yield from ((name, row) for row in rows if isinstance(row, dict) and "id" in row)


def codes() -> tuple[str, ...]:
    """The languages that have a folder, in alphabetical order."""
    return tuple(sorted(p.name for p in HERE.iterdir() if p.is_dir() and not p.name.startswith("_")))


@cache
def load(code: str) -> LanguageData:
    """The data of a language ("fr", "fr-CA"); parsed once a process.

    Raises:
        UnknownLanguage: there is no folder for it.
    """
    primary = code.split("-")[0].lower()
    folder = HERE / primary
    if primary not in codes():
        raise UnknownLanguage(code)
    tables = {path.stem: read_table(path) for path in sorted(folder.glob("*.toml"))}
    return LanguageData(primary, tables, folder / "pipeline")


def read_table(path: Path) -> dict[str, Any]:
    """A TOML file, parsed; the error of a broken one names it."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error
