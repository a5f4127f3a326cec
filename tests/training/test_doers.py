"""Learning who did it: what is likelier among candidates weighs more, and the likeliest alone is named."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
from training.doers import Example, Table, named, write


def examples() -> list[Example]:
    right = [Example(f"r{n}", 0, frozenset({"armed", "near"}), True) for n in range(10)]
    wrong = [Example(f"r{n}", 0, frozenset({"speaks", "near"}), False) for n in range(10)]
    return [*right, *wrong]


def test_what_tells_the_right_ones_weighs_more() -> None:
    table = Table(examples())
    weights = dict(zip(table.names, table.fit(np.ones(20, dtype=bool)), strict=True))
    assert weights["armed"] > 0 > weights["speaks"]


def test_one_is_named_an_event() -> None:
    odds = np.array([1.0] * 10 + [0.5] * 10)
    assert named(examples(), odds, 0.0) == (10, 10)


def test_the_file_holds_threshold_and_weights(tmp_path: Path) -> None:
    table = Table(examples())
    write(table, table.fit(np.ones(20, dtype=bool)), 0.0, tmp_path / "weights.toml")
    held = tomllib.loads((tmp_path / "weights.toml").read_text("utf-8"))
    assert held["threshold"] == 0.0
    assert held["weights"]["armed"] > 0
