"""Files of coded data as readings, and what was amiss in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recoupe.importing import readings
from recoupe.importing.repairs import Repairs
from recoupe.model import Reading

Read = Callable[..., tuple[list[Reading], Repairs]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Reads a file's text, or its bytes."""

    def reading(data: str | bytes, format: str, mapping: str = "") -> tuple[list[Reading], Repairs]:
        file, repairs = tmp_path / "coded.csv", Repairs()
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        toml = tmp_path / "mapping.toml"
        if mapping:
            toml.write_text(mapping, "utf-8")
        with readings(file, format, "Desk", toml if mapping else None, repairs) as (made, _):
            return list(made), repairs

    return reading
