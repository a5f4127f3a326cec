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
    """The folder of one language: its tables, each parsed when first asked for, and its trained pipeline."""

    code: str
    folder: Path

    @property
    def pipeline(self) -> Path:
        """The trained spaCy pipeline."""
        return self.folder / "pipeline"

    @property
    def names(self) -> tuple[str, ...]:
        """The tables this language has, by file stem."""
        return tuple(sorted(path.stem for path in self.folder.glob("*.toml")))

    def table(self, name: str) -> Mapping[str, Any]:
        """The parsed table of a stage; empty if this language has none yet."""
        path = self.folder / f"{name}.toml"
        return read_table(path) if path.exists() else {}

    def entries(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every entry that has an id, with the table it stands in."""
        for name in self.names:
            for rows in self.table(name).values():
                if isinstance(rows, list):
                    yield from ((name, row) for row in rows if isinstance(row, dict) and "id" in row)


def codes() -> tuple[str, ...]:
    """The languages that have a folder, in alphabetical order."""
    return tuple(sorted(p.name for p in HERE.iterdir() if p.is_dir() and not p.name.startswith("_")))


@cache
def load(code: str) -> LanguageData:
    """The data of a language ("fr", "fr-CA").

    Raises:
        UnknownLanguage: there is no folder for it.
    """
    primary = code.split("-")[0].lower()
    folder = HERE / primary
    if primary not in codes():
        raise UnknownLanguage(code)
    return LanguageData(primary, folder)


@cache
def read_table(path: Path) -> Mapping[str, Any]:
    """A TOML file, parsed once a process; the error of a broken one names it."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.parent.name}/{path.name}: {error}") from error
