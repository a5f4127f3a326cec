"""The offline gazetteer: places of the world with their names, compiled once into a memory-mapped file.

`gazetteer()` opens it (compiling it on first use), `build` compiles it, `add` adds the user's own places, `find` shows
what a name may mean.
"""

from __future__ import annotations

import csv
import gc
import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from recoupe.knowledge.gazetteer.entry import Candidate, Entry, kilometres, moved, unit
from recoupe.knowledge.gazetteer.fold import bare, fold, skeleton
from recoupe.knowledge.gazetteer.index import Index, Row, write
from recoupe.knowledge.gazetteer.sources import DATA, TABLES, UnreadablePlaces, package_file

__all__ = [
    "Candidate",
    "Entry",
    "Index",
    "UnreadablePlaces",
    "add",
    "build",
    "cache_folder",
    "default_path",
    "find",
    "fold",
    "gazetteer",
    "kilometres",
    "moved",
    "skeleton",
    "unit",
    "why",
]

Progress = Callable[[str, float], None]  # what is being done, and which part of the whole is done: ("borders", 0.4)
FORM = "5"  # of the compiled file and of the rules that fill it: raise it when either changes
USER_FIELDS = ("id", "name", "country", "kind", "lat", "lon", "population", "admin", "names", "own")
LOCK_SECONDS = 120  # a lock older than this was left by a process that died


def cache_folder() -> Path:
    """Where compiled files are kept: RECOUPE_CACHE, else `recoupe` in the user's cache directory.

    Where that cannot be written to (a service without a home), a folder of the same name for temporary files.
    """
    own = os.environ.get("RECOUPE_CACHE")
    if own:
        return Path(own)
    usual = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "recoupe"
    return usual if _writable(usual) else Path(tempfile.gettempdir()) / "recoupe"


def _writable(folder: Path) -> bool:
    """Whether a folder can be written to, or made."""
    there = next((path for path in (folder, *folder.parents) if path.exists()), folder)
    return os.access(there, os.W_OK)


def user_file() -> Path:
    """Where the user's own places are kept."""
    return cache_folder() / "user-places.csv"


def version() -> str:
    """Digest of everything the compiled gazetteer is made from."""
    whole = hashlib.sha256(FORM.encode())
    for name in TABLES:
        whole.update((DATA / f"{name}.csv").read_bytes())
    whole.update(str(package_file("cities500.json").stat().st_size).encode())
    if user_file().exists():
        whole.update(user_file().read_bytes())
    return whole.hexdigest()[:16]


def default_path() -> Path:
    """The compiled gazetteer of this version of data and user places."""
    return cache_folder() / f"gazetteer-{version()}.bin"


def gazetteer(progress: Progress | None = None) -> Index:
    """The gazetteer, opened once a process; compiled first if it is not there, which takes about half a minute."""
    return _opened(default_path(), progress)


@lru_cache(maxsize=2)
def _opened(path: Path, progress: Progress | None) -> Index:
    if not path.exists():
        build(path, progress or _say)
    return Index(path)


def _say(step: str, part: float) -> None:
    """Tell a person who waits what is being compiled, on standard error."""
    if part == 0:
        print("Compiling the gazetteer, once: about half a minute …", file=sys.stderr)


def build(path: Path | None = None, progress: Progress | None = None) -> Path:
    """Compile the gazetteer into `path` (by default the user's cache). Safe when several processes do so at once.

    Args:
        path: the file to write; it is replaced as a whole.
        progress: called with what is being done and the part of the whole that is done, from 0 to 1.
    """
    target = path or default_path()
    target.parent.mkdir(parents=True, exist_ok=True)
    with _alone(target) as first:
        if first or not target.exists():
            with _no_collector():
                _compile(target, progress or (lambda step, part: None))
    return target


@contextmanager
def _alone(target: Path) -> Iterator[bool]:
    """True for the process that takes the lock; the others wait until it is done, and get False."""
    lock = target.with_suffix(".lock")
    try:
        os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        while lock.exists() and time.time() - lock.stat().st_mtime < LOCK_SECONDS:
            time.sleep(0.2)
        yield False
        return
    try:
        yield True
    finally:
        lock.unlink(missing_ok=True)


@contextmanager
def _no_collector() -> Iterator[None]:
    """Two million small objects and no cycle among them: the garbage collector would take most of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _compile(target: Path, progress: Progress) -> None:
    from recoupe.knowledge.gazetteer import sources

    places = sources.Places()
    steps: tuple[tuple[str, Callable[[sources.Places], None]], ...] = (
        ("towns of the world", sources.add_cities),
        ("towns of conflict areas", sources.add_towns),
        ("bases, camps, crossings", sources.add_sites),
        ("rivers, seas, regions", sources.add_features),
        ("countries", sources.add_countries),
        ("provinces", sources.add_divisions),
        ("counties", sources.add_counties),
    )
    for number, (what, step) in enumerate(steps):
        progress(what, number / 16)
        step(places)
    sources.merge_user(places, _user_rows())
    progress("borders", 0.45)
    borders = sources.borders(places)
    progress("index of names", 0.5)
    write(target, places.rows, borders, version())
    progress("done", 1.0)


def add(files: Iterable[Path], progress: Progress | None = None) -> dict[Path, int]:
    """Add the places of GeoNames dumps or CSV files to the user's own list and compile anew: how many from each file.

    Raises:
        UnreadablePlaces: a file holds no places in a known form; nothing is added then.
    """
    from recoupe.knowledge.gazetteer.sources import read_user_file

    rows = {path: read_user_file(path) for path in files}
    kept = {row.id: row for row in _user_rows()}
    kept.update((row.id, row) for found in rows.values() for row in found)
    _write_user_rows(kept.values())
    build(None, progress)
    return {path: len(found) for path, found in rows.items()}


def why(name: str, candidate: Candidate) -> str:
    """In words, why a place stands among those that a name may mean."""
    folded, place = fold(name), candidate.entry
    if candidate.match == "name":
        how = "its name"
    elif candidate.match == "other name":
        how = "one of its names"
    elif candidate.match == "slip":
        how = "but for a slip of the pen"
    else:
        how = "sounds like it" if skeleton(folded) == skeleton(fold(place.name)) else "one of its names sounds like it"
    own = "your own place" if place.user else ""
    capital = "capital" if place.capital else ""
    return ", ".join(part for part in (own, how, capital) if part)


def _user_rows() -> list[Row]:
    if not user_file().exists():
        return []
    with user_file().open(encoding="utf-8", newline="") as file:
        return [
            Row(
                id=line["id"],
                name=line["name"],
                country=line["country"],
                kind=line["kind"],
                lat=float(line["lat"]),
                lon=float(line["lon"]),
                population=int(line["population"]),
                admin=line["admin"],
                names=line["names"].split("|") if line["names"] else [],
                user=bool(line["own"]),
            )
            for line in csv.DictReader(file)
        ]


def _write_user_rows(rows: Iterable[Row]) -> None:
    user_file().parent.mkdir(parents=True, exist_ok=True)
    temporary = user_file().with_suffix(f".{os.getpid()}")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(USER_FIELDS)
        for row in rows:
            own = "yes" if row.user else ""
            names = "|".join(row.names)
            writer.writerow(
                (row.id, row.name, row.country, row.kind, row.lat, row.lon, row.population, row.admin, names, own)
            )
    os.replace(temporary, user_file())


def find(name: str, index: Index | None = None) -> list[Candidate]:
    """What a name may mean, likeliest first (without any context): places of this very name, then of this sound.

    Where there are none, places of a name that a slip of the pen makes of it.
    """
    opened = index or gazetteer()
    folded = fold(name)
    exact = opened.named(folded)
    found = {candidate.entry.id: candidate for candidate in opened.sounding(folded)}
    if bare(folded) != folded:
        found.update((candidate.entry.id, candidate) for candidate in opened.named(bare(folded)))
    found.update((candidate.entry.id, candidate) for candidate in exact)
    grade = {"name": 2, "other name": 2, "spelling": 0}
    if not found:
        return [replace(candidate, match="slip") for candidate in opened.nearly(folded)]
    return sorted(found.values(), key=lambda c: (-c.entry.user, -grade[c.match], -c.entry.population, c.entry.id))
