"""The register of outlets: agencies, broadcasters, state media, papers, with their variants, domain and country."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("outlets.toml")
ARTICLES = re.compile(r"^(?:l'|le |la |les |the |al-|el )")


@dataclass(frozen=True, slots=True)
class Outlet:
    """A medium that publishes or is cited."""

    name: str
    variants: tuple[str, ...]
    domain: str  # "" where it has none
    country: str  # ISO 3166-1 alpha-2
    kind: str  # agency, public broadcaster, state media, broadcaster, paper, site


class Register:
    """Outlets by every form of their names."""

    def __init__(self, rows: Iterable[Mapping[str, object]]) -> None:
        self.outlets = tuple(
            Outlet(
                str(r["name"]),
                tuple(map(str, _list(r.get("variants")))),
                str(r.get("domain", "")),
                str(r["country"]),
                str(r["kind"]),
            )
            for r in rows
        )
        self._by_name: dict[str, Outlet] = {}
        for outlet in self.outlets:
            for name in (outlet.name, *outlet.variants, outlet.domain):
                if name:
                    self._by_name.setdefault(normal(name), outlet)

    def find(self, name: str) -> Outlet | None:
        """The outlet of a name, with or without its article; None if it is not in the register."""
        return self._by_name.get(normal(name))


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def normal(name: str) -> str:
    """Lower case without accents, article and domain prefix: "L'Orient-Le Jour" and "orient-le jour" are one."""
    bare = unicodedata.normalize("NFKD", name.strip().lower().replace("’", "'").removeprefix("www."))
    bare = "".join(c for c in bare if not unicodedata.combining(c))
    return ARTICLES.sub("", bare)


@cache
def outlets() -> Register:
    """The register, read once a process."""
    return Register(tomllib.loads(TABLE.read_text("utf-8"))["outlet"])
