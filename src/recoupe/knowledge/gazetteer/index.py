"""The gazetteer on disk: one file, written whole or not at all, and read through memory mapping.

    magic · header (JSON) · keys (sorted 64-bit digests) · starts · postings · records · strings

A posting is the row of a record; its highest bit tells that the key is the record's main name.
"""

from __future__ import annotations

import json
import mmap
import os
import re
import struct
import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from recoupe.knowledge.gazetteer.entry import KINDS, Candidate, Entry, unit
from recoupe.knowledge.gazetteer.fold import bare, digest, fold, skeleton

MAGIC = b"RECOUPE GAZETTEER 1\n"
RECORD = struct.Struct("<ffIIIHHBB2s")  # lat lon population id-offset name-offset admin reserved kind flags country
MAIN = 1 << 31
ABBREVIATION = re.compile(r"[A-Z][a-z]{1,4}\.")
FOLD = fold.__wrapped__  # the cache would only be turned over
SURE_LETTERS = 8  # of a name that a slip of the pen does not make another
MOST = 48  # candidates given for one name: the most populous


@dataclass(slots=True)
class Row:
    """A place on its way into the file, with every name it goes by."""

    id: str
    name: str
    country: str
    kind: str
    lat: float
    lon: float
    population: int
    admin: str
    names: Iterable[str]
    user: bool = False
    capital: bool = False
    folded: frozenset[str] = frozenset()  # filled by `fold_names`

    def fold_names(self) -> frozenset[str]:
        """The keys of all its names, reckoned once."""
        if not self.folded:
            self.folded = frozenset((_key(self.name), *(_key(name) for name in self.names))) - {""}
        return self.folded


class Index:
    """An opened gazetteer file. Lookups touch only the pages they need; nothing is loaded at opening."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._map = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        size = len(MAGIC)
        if self._map[:size] != MAGIC:
            raise ValueError(f"{path}: no gazetteer of this version")
        (length,) = struct.unpack_from("<I", self._map, size)
        header = json.loads(self._map[size + 4 : size + 4 + length])
        self.header: Mapping[str, object] = header
        view = memoryview(self._map)
        sections = {name: view[start:end] for name, (start, end) in header["sections"].items()}
        self._keys = sections["keys"].cast("Q")
        self._starts = sections["starts"].cast("I")
        self._postings = sections["postings"].cast("I")
        self._records = sections["records"]
        self._strings = sections["strings"]
        self._admins: Sequence[str] = header["admins"]
        self.borders: Mapping[str, tuple[float, float]] = header["borders"]
        self.countries = {code: self._read_entry(row) for code, row in header["countries"].items()}
        self._entry = lru_cache(maxsize=16384)(self._read_entry)
        self.named = lru_cache(maxsize=32768)(self._named)
        self.sounding = lru_cache(maxsize=8192)(self._sounding)
        self.nearly = lru_cache(maxsize=2048)(self._nearly)

    def __len__(self) -> int:
        return len(self._records) // RECORD.size

    def _named(self, folded: str) -> tuple[Candidate, ...]:
        """The places of exactly this folded name, most populous first."""
        return tuple(
            Candidate(self._entry(row & ~MAIN), "name" if row & MAIN else "other name")
            for row in self._rows("=" + folded)
        )

    def _sounding(self, folded: str) -> tuple[Candidate, ...]:
        """The places whose name sounds like it."""
        sound = skeleton(folded)
        if not sound:
            return ()
        return tuple(Candidate(self._entry(row & ~MAIN), "spelling") for row in self._rows("~" + sound))

    def _nearly(self, folded: str) -> tuple[Candidate, ...]:
        """The places whose name sounds like it but for a letter too many, or two at its end: "Diwaniyahle"."""
        name = bare(folded)
        if len(name) < SURE_LETTERS or not name.isascii():
            return ()
        shorter = [name[:-2], *dict.fromkeys(name[:i] + name[i + 1 :] for i in range(len(name) - 1, 0, -1))]
        return next((found for one in shorter if (found := self.sounding(one))), ())

    def known(self, folded: str) -> bool:
        """Whether a place has this folded name."""
        return self._find(digest("=" + folded)) >= 0

    def of_kind(self, kind: str) -> Iterator[Entry]:
        """All places of a kind, the most populous first; looks at every record."""
        wanted = KINDS.index(kind)
        for row in range(len(self)):
            if RECORD.unpack_from(self._records, row * RECORD.size)[7] == wanted:
                yield self._read_entry(row)

    def _find(self, key: int) -> int:
        at = bisect_left(self._keys, key)
        return at if at < len(self._keys) and self._keys[at] == key else -1

    def _rows(self, key: str) -> Iterator[int]:
        at = self._find(digest(key))
        if at >= 0:
            first, last = self._starts[at], self._starts[at + 1]
            yield from self._postings[first : min(last, first + MOST)]

    def _read_entry(self, row: int) -> Entry:
        lat, lon, population, id_at, name_at, admin, _, kind, flags, country = RECORD.unpack_from(
            self._records, row * RECORD.size
        )
        lat, lon = round(lat, 5), round(lon, 5)
        return Entry(
            id=self._string(id_at),
            name=self._string(name_at),
            country=country.decode().strip(),
            kind=KINDS[kind],
            lat=lat,
            lon=lon,
            population=population,
            admin=self._admins[admin],
            capital=bool(flags & 2),
            user=bool(flags & 1),
            point=unit(lat, lon),
        )

    def _string(self, at: int) -> str:
        length = self._strings[at]
        return bytes(self._strings[at + 1 : at + 1 + length]).decode("utf-8")


def write(path: Path, rows: Sequence[Row], borders: Mapping[str, tuple[float, float]], version: str) -> None:
    """Write the file beside its place and move it there at once: readers and other writers see all of it or none."""
    order = sorted(rows, key=lambda row: (not row.user, -row.population, row.id))
    admins = sorted({row.admin for row in order} | {""})
    strings = _Strings()
    admin_at = {code: at for at, code in enumerate(admins)}
    records = b"".join(_record(row, strings, admin_at) for row in order)
    keys, starts, postings = _inverted(order)
    sections = {
        "keys": keys.tobytes(),
        "starts": starts.tobytes(),
        "postings": postings.tobytes(),
        "records": records,
        "strings": bytes(strings.blob),
    }
    countries = {row.country: at for at, row in enumerate(order) if row.kind == "country"}
    header: dict[str, object] = {"version": version, "admins": admins, "borders": borders, "countries": countries}
    _write_sections(path, sections, header)


class _Strings:
    """Strings of at most 255 bytes, each kept once."""

    def __init__(self) -> None:
        self.blob = bytearray()
        self.at: dict[str, int] = {}

    def put(self, text: str) -> int:
        if text not in self.at:
            self.at[text] = len(self.blob)
            encoded = text.encode("utf-8")[:255].decode("utf-8", "ignore").encode("utf-8")
            self.blob.append(len(encoded))
            self.blob += encoded
        return self.at[text]


def _record(row: Row, strings: _Strings, admins: Mapping[str, int]) -> bytes:
    country = row.country.encode().ljust(2)[:2]
    population = min(max(row.population, 0), 2**32 - 1)
    return RECORD.pack(
        row.lat,
        row.lon,
        population,
        strings.put(row.id),
        strings.put(row.name),
        admins[row.admin],
        0,
        KINDS.index(row.kind),
        int(row.user) + 2 * int(row.capital),
        country,
    )


def _inverted(rows: Sequence[Row]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Sorted unique digests, where the postings of each begin, and the postings in order of population."""
    digests, postings = array("Q"), array("I")
    for at, row in enumerate(rows):
        main = _key(row.name)
        folded = row.fold_names()
        for name in folded:
            digests.append(digest("=" + name))
            postings.append(at | MAIN if name == main else at)
        for sound in {skeleton(name) for name in folded if name.isascii()} - {""}:
            digests.append(digest("~" + sound))
            postings.append(at)
    all_digests = np.frombuffer(digests, dtype=np.uint64)
    order = np.argsort(all_digests, kind="stable")
    keys, first = np.unique(all_digests[order], return_index=True)
    starts = np.append(first, len(all_digests)).astype(np.uint32)
    return keys, starts, np.frombuffer(postings, dtype=np.uint32)[order]


def _key(name: str) -> str:
    """The folded name; "Ky." keeps its full stop, lest "la" be Louisiana."""
    folded = FOLD(name)
    return folded + "." if len(name) <= 6 and ABBREVIATION.fullmatch(name) else folded


def _write_sections(path: Path, sections: Mapping[str, bytes], header: dict[str, object]) -> None:
    room = 8192 + len(json.dumps(header))
    start = len(MAGIC) + 4 + room
    start += -start % 8
    room = start - len(MAGIC) - 4
    at, places = start, {}
    for name, content in sections.items():
        places[name] = (at, at + len(content))
        at += len(content) + -len(content) % 8
    encoded = json.dumps({**header, "sections": places}).encode().ljust(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name + ".")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(MAGIC + struct.pack("<I", room) + encoded)
            for content in sections.values():
                file.write(content + b"\0" * (-len(content) % 8))
        Path(temporary).chmod(0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
