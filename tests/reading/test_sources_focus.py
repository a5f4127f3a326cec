"""What stands beside a speaker and is no part of it."""

from __future__ import annotations

import pytest

from recoupe.model import Document
from recoupe.reader import default_reader
from recoupe.reading.layers import SOURCES


@pytest.mark.parametrize(
    ("sentence", "source"),
    [
        pytest.param("Even Radio Tamaris admits that the bridge was blown up.", "Radio Tamaris", id="a-focus-word"),
        pytest.param(
            "A senior officer who spoke on condition of anonymity conceded that the bridge was blown up.",
            "A senior officer",
            id="anonymity-does-not-speak",
        ),
    ],
)
def test_the_name_of_the_source(sentence: str, source: str) -> None:
    doc = default_reader().parse(Document(sentence, language="en"))
    assert [a.source.name for a in SOURCES.of(doc) if a.source is not None] == [source]
