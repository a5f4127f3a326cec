"""A case in the formats of the field: one module a format.

Every format takes the incidents of a case a few hundred at a time (`Whole`) and writes them as they come, so that a
case of any size needs the same memory. What a format has no room for (spans, chains, disputes) goes to a sidecar with
the same ids.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from recoupe.errors import WrongCall
from recoupe.weighing.tolls import RULES

if TYPE_CHECKING:
    from recoupe.casefile import Case, Filter
    from recoupe.weighing.whole import Whole

BATCH = 200  # incidents: these and their reports are in memory at once


@dataclass(frozen=True, slots=True)
class Options:
    """How to export. What is left empty is as the format has it."""

    rule: str = ""  # how tolls are told: "acled", "ucdp", "recent", "origins", "party:NAME"
    language: str = "en"  # of pages for people
    title: str = ""  # of pages, corpora and collections
    rows: str = ""  # "incident": one row an incident, also in ACLED's form, which has one a day


@dataclass(frozen=True, slots=True)
class Written:
    """What an export came to."""

    files: tuple[Path, ...]
    rows: int  # rows, features, claims … of its main file
    notes: tuple[str, ...] = ()  # what a person should know: what was left out and why


class Export(Protocol):
    """What the module of a format offers as `export`."""

    def __call__(self, wholes: Iterable[Whole], out: Path, options: Options) -> Written:
        """Write incidents to a file, or to a folder where the format has several files."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format that a case can be written in."""

    name: str
    module: str  # under `recoupe.export`
    suffix: str  # of its main file; "" where it is a folder
    rule: str  # how it tells tolls unless it is said
    about: str  # what it is for, in the words of the command line's help


FORMATS: dict[str, Format] = {
    row.name: row
    for row in (
        Format("tables", "tables", "", "ucdp", "accounts and incidents as linked tables, CSV and Parquet"),
        Format("acled", "acled", ".csv", "acled", "the 31 columns of ACLED"),
        Format("ucdp", "ucdp", ".csv", "ucdp", "the 49 columns of UCDP GED"),
        Format("polecat", "polecat", ".txt", "ucdp", "the 40 columns of POLECAT"),
        Format("plover", "plover", ".jsonl", "ucdp", "PLOVER records, one a line"),
        Format("gdelt", "gdelt", ".export.CSV", "ucdp", "the 61 columns of GDELT 2.0, and its mentions"),
        Format("geojson", "geojson", ".geojson", "ucdp", "incidents on a map"),
        Format("webannotation", "webannotation", ".jsonld", "ucdp", "W3C Web Annotations, one a claim"),
        Format("claims", "claims", ".jsonld", "ucdp", "schema.org claims with their appearances"),
        Format("ftm", "ftm", ".ftm.json", "ucdp", "FollowTheMoney entities and statements"),
        Format("naf", "naf", "", "ucdp", "NAF with attribution and factuality layers, one file a report"),
        Format("timemap", "timemap", "", "ucdp", "input of timemap"),
        Format("dossier", "dossier", "", "ucdp", "one printable page an incident"),
    )
}


def export(wholes: Iterable[Whole], name: str, out: Path, options: Options | None = None) -> Written:
    """Write incidents in a format.

    Args:
        wholes: the incidents with their reports, in parts of any size; `wholes_of` gives those of a case.
        name: of the format, as in `FORMATS`.
        out: the file, or the folder for formats of several files; what stands there is replaced.
        options: how.

    Raises:
        WrongCall: there is no such format or rule.
    """
    wanted = FORMATS.get(name)
    if wanted is None:
        raise WrongCall(f"--format {name}: no format; there are {', '.join(FORMATS)}")
    options = options or Options()
    rule = options.rule or wanted.rule
    if rule not in RULES and not rule.startswith("party:"):
        raise WrongCall(f"--rule {rule}: no rule; there are {', '.join((*RULES, 'party:NAME'))}")
    out.parent.mkdir(parents=True, exist_ok=True)
    write: Export = import_module(f"recoupe.export.{wanted.module}").export
    return write(wholes, out, replace(options, rule=rule))


def wholes_of(
    case: Case, wanted: Filter | None = None, limit: int | None = None, progress: Callable[[float], None] | None = None
) -> Iterator[Whole]:
    """The weighed incidents of a case that a filter lets through, the earliest first, in parts.

    Args:
        case: with its incidents weighed.
        wanted: which incidents; all by default.
        limit: no more than so many, the latest.
        progress: called with the part of the whole that is done.
    """
    from recoupe.weighing.incase import whole_of

    ids = [row.id for row in case.incidents(wanted, limit)][::-1]
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        place = {id: number for number, id in enumerate(part)}
        yield whole_of(case, sorted(case.weighed(part), key=lambda incident: place[incident.id]))
        if progress is not None:
            progress((start + len(part)) / len(ids))
