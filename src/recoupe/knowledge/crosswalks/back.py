"""From the codes of others back to PLOVER's types and modes.

The crosswalks are read backwards. Where several types lead to one code, or none does, `back.toml` decides, with its
reason. Of several modes that share a code none is taken: the code does not tell which.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from recoupe.knowledge.crosswalks import ANY, table
from recoupe.languages import read_table
from recoupe.model import EventType

DECIDED = Path(__file__).with_name("back.toml")


@dataclass(frozen=True, slots=True)
class Back:
    """What a code of another scheme is in PLOVER's words."""

    type: EventType | None  # None: PLOVER has no such event
    modes: tuple[str, ...]
    reason: str
    is_old: bool = False  # a code of an earlier codebook


@cache
def back(scheme: str, code: str) -> Back | None:
    """The type and mode of a code; None where the scheme has no such code.

    A CAMEO code without a row of its own is what the code above it is: "1411" as "141", "14".
    """
    decided = decisions().get((scheme, code.casefold()))
    if decided is not None:
        return decided
    found = reversed_rows(scheme, code)
    if found is not None:
        return found
    return back(scheme, code[:-1]) if scheme == "cameo" and code.isdigit() and len(code) > 2 else None


def reversed_rows(scheme: str, code: str) -> Back | None:
    """The one type whose rows lead to a code, with the mode if it is one alone."""
    if scheme not in ("acled", "ucdp", "cameo"):
        return None
    known = [row for row in table(scheme).rows if code and code in (row.code, *row.narrower)]
    exact = [row for row in known if code in row.narrower] or known
    types = {row.type for row in exact}
    if len(types) != 1:
        return None
    modes = {mode for row in exact for mode in row.modes} - {""}
    one = tuple(modes) if len(modes) == 1 and ANY not in modes else ()
    return Back(types.pop(), one, exact[0].reason)


@cache
def decisions() -> dict[tuple[str, str], Back]:
    """What `back.toml` decides, by scheme and code."""
    return {
        (row["scheme"], code.casefold()): Back(
            EventType(row["type"]) if row["type"] else None, tuple(row["modes"]), row["reason"], row.get("old", False)
        )
        for row in read_table(DECIDED)["decided"]
        for code in row["codes"]
    }
