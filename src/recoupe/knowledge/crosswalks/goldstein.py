"""The Goldstein score and the quadrant of a CAMEO code, from `goldstein.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from recoupe.languages import read_table

TABLE = Path(__file__).with_suffix(".toml")
ROOT = 2  # figures of a root code


@cache
def scores() -> Mapping[str, float]:
    """The scores on file; read once a process."""
    return {code: float(score) for code, score in read_table(TABLE)["score"].items()}


@cache
def quads() -> Mapping[str, str]:
    """The quadrant of each root."""
    return {root: quad for quad, roots in read_table(TABLE)["quad"].items() for root in roots}


def goldstein(code: str) -> float | None:
    """The score of a code, or of the nearest wider one; None for what is no CAMEO code."""
    while len(code) >= ROOT:
        if code in scores():
            return scores()[code]
        code = code[:-1]
    return None


def quad(code: str) -> str:
    """The quadrant of a code, "" for what is no CAMEO code."""
    return quads().get(code[:ROOT], "")
