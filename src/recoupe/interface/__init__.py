"""What Recoupe says to its user: one TOML file a language, the same keys in each."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DEFAULT = "en"


@dataclass(frozen=True)
class Texts:
    """The interface texts of one language, found by "table.key"."""

    locale: str
    tables: Mapping[str, Mapping[str, Any]]

    def __call__(self, key: str, **values: object) -> str:
        """The text of a key, with its {braces} filled in. A key that nobody wrote a text for is shown as it is."""
        table, _, name = key.partition(".")
        text = self.tables[table].get(name, name.replace("_", " "))
        return str(text).format(**values) if values else str(text)

    def count(self, what: str, n: int) -> str:
        """A number of things: "1 event", "3 accounts"."""
        form = "one" if n == 1 else self("language.zero") if n == 0 else "other"
        return str(self.tables["count"][what][form]).format(n=n)

    def quoted(self, words: str) -> str:
        """Words between the quotation marks of the language."""
        return f"{self('typography.open')}{words}{self('typography.close')}"

    def message(self, english: str) -> str:
        """A message that another part of the program gave in English, in this language where it is known.

        The values of its {braces} are messages themselves: "{path}: {found}; {remedy}".
        """
        for key, pattern in messages() if self.locale != DEFAULT else ():
            match = pattern.fullmatch(english)
            if match:
                values = {name: self.message(value) for name, value in match.groupdict().items()}
                return self(f"messages.{key}", **values)
        return english


@cache
def messages() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The key of each message, and the English words it is known by."""
    table = texts(DEFAULT).tables["messages"]
    return tuple(
        (key, re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(text)))) for key, text in table.items()
    )


def locales() -> tuple[str, ...]:
    """The languages the interface speaks."""
    return tuple(sorted(path.stem for path in HERE.glob("*.toml")))


@cache
def texts(locale: str) -> Texts:
    """The texts for a locale ("fr", "fr_FR.UTF-8", "fr-CA"); English where there are none."""
    code = locale.replace("-", "_").split("_")[0].split(".")[0].lower()
    if code not in locales():
        code = DEFAULT
    return Texts(code, tomllib.loads((HERE / f"{code}.toml").read_text("utf-8")))


def user_locale(environment: Mapping[str, str] = os.environ) -> str:
    """The language the user has set for messages, as gettext finds it: LC_ALL, LC_MESSAGES, then LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return texts(environment[name]).locale
    return DEFAULT
