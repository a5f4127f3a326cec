"""Fixtures: the development data beside the project, where it is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of development data; tests that need it are skipped, and say so, where it is absent."""
    folder = Path(os.environ.get("RECOUPE_SHARED", Path(__file__).parents[2] / "shared"))
    if not (folder / "gold").is_dir():
        pytest.skip(f"needs the development data, absent at {folder}: set RECOUPE_SHARED")
    return folder
