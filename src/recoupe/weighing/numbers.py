"""Tolls in data form, and whether one number can fit two of them."""

from __future__ import annotations

import re

from recoupe.model import Quantity

FORM = re.compile(r"(\d+)(?:-(\d+))?([+~]?)$")


def data_form(quantity: Quantity) -> str:
    """ "12", "3+" for at least three, "20~" for about twenty, "3-5"."""
    low, best, high = quantity.low, quantity.best, quantity.high
    if low == best == high:
        return str(best)
    if high is None:
        return f"{best}+" if low == best else f"{best}~"
    return f"{low}-{high}" if best in (low, high) else f"{best}~"


def bounds_of(value: str) -> tuple[int, int, int | None]:
    """Lowest, best and highest number of a toll in data form; None where the text sets no upper bound."""
    match = FORM.fullmatch(value)
    if match is None:
        raise ValueError(f"no toll: {value!r}")
    low = int(match[1])
    if match[2]:
        return low, int(match[2]), int(match[2])
    if match[3] == "+":
        return low, low, None
    if match[3] == "~":
        return low - low // 5, low, low + low // 5  # "about twenty": a fifth less or more
    return low, low, low


def may_agree(one: str, other: str) -> bool:
    """Some number fits both: "at least three" and "five" do, "three" and "five" do not."""
    low, best, high = bounds_of(one)
    low2, best2, high2 = bounds_of(other)
    return (high2 is None or low <= max(high2, best2)) and (high is None or low2 <= max(high, best))
