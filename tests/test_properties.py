"""What holds for any text whatsoever."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import recoupe
from recoupe import languages
from recoupe.errors import UnreadableFile
from recoupe.ingest.language import likeliest
from recoupe.model import Document, Reading, Span
from recoupe.reader import Reader, default_reader, plain
from recoupe.serialise import from_text, to_line

# Pieces that make the rules work, torn from any sentence, among characters of every kind.
PIECES = {
    "fr": (
        "selon|l’armée|« | »|ont été tués|trois|samedi|à Gao|aurait|dément|que|qu'|'|l'attaque|un porte-parole|d’après|"
        "une bombe|le 13 mars|,|.|:|\n\n|—|…|(|)"
    ),
    "en": (
        "according to|the army|“|”|were killed|three|on Saturday|in Gao|reportedly|denied|that|the attack|a spokesman|"
        "said|a bomb|13 March|,|.|:|\n\n|--|…|[|]"
    ),
}
EXAMPLES = [path.read_text("utf-8") for path in sorted(Path(__file__).parents[1].glob("examples/*.txt"))]
ANY = st.text(max_size=120)
ODD = st.text(
    st.sampled_from(
        "\u0000\u0007\u00a0\u202f\u200b\u200f\u202e\ufeff\u2028\ud800\udfff\U0001f4a3\u0301İſﬁ²½٣\r\n\t -’'\"«»"
    )
)


def jumbled(code: str) -> st.SearchStrategy[str]:
    """Texts of torn pieces, odd characters and anything else."""
    piece = st.sampled_from(PIECES[code].split("|"))
    return st.lists(st.one_of(piece, piece, piece, ODD, ANY), max_size=40).map(" ".join)


def torn(code: str) -> st.SearchStrategy[str]:
    """Stretches of the example reports, cut anywhere and put together anyhow."""
    reports = [text for text in EXAMPLES if likeliest(text)[0] == code]

    def cut(report: str, start: int, length: int) -> str:
        return report[start % len(report) :][:length]

    stretch = st.builds(cut, st.sampled_from(reports), st.integers(0, 10_000), st.integers(1, 200))
    glued = st.builds(str.join, st.sampled_from(["", " ", "\n", "\n\n"]), st.lists(stretch, min_size=1, max_size=8))
    return st.one_of(glued, glued.map(str.upper))


def spans_in(value: Any) -> Iterator[Span]:
    """Every span of a reading."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from spans_in(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))


def check(reading: Reading) -> None:
    """Spans lie inside the text and equal their words; JSON keeps everything."""
    text = reading.document.text
    for span in spans_in(reading):
        assert 0 <= span.start <= span.end <= len(text), span
        assert text[span.start : span.end] == span.text
    assert from_text(to_line(reading)) == reading


@pytest.mark.parametrize("code", languages.codes())
@given(data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
def test_any_text_is_read(code: str, data: st.DataObject) -> None:
    text = data.draw(st.one_of(ANY, jumbled(code), torn(code)))
    try:
        reading = recoupe.read_text(text, language=code, outlet="Wire", published="2024-05-15")
    except UnreadableFile:
        assert not text.strip()  # nothing in it to read
        return
    assert len(reading.document.text) == len(text)
    check(reading)


@given(st.text(max_size=300))
@settings(max_examples=200, deadline=None)
def test_the_plain_text_keeps_every_offset(text: str) -> None:
    assert len(plain(text)) == len(text)


def test_readings_are_the_same_on_any_number_of_processes() -> None:
    texts = [
        "Trois soldats ont été tués samedi à Gao, selon l’armée. Un témoin parle de cinq morts.",
        "Three soldiers were killed on Saturday in Gao, the army said. A witness spoke of five dead.",
    ] * 5
    documents = [
        Document(text, name=f"d{n}", language=("fr", "en")[n % 2], outlet="Wire", published="2024-05-15")
        for n, text in enumerate(texts)
    ]
    alone = [to_line(reading) for reading in Reader().read_all(documents)]
    together = [to_line(reading) for reading in Reader().read_all(documents, processes=2)]
    assert alone == together


def test_every_run_gives_the_same_bytes() -> None:
    command = [sys.executable, "-m", "recoupe", "read", "examples", "--metadata", "examples/metadata.csv", "--json"]
    runs = [
        subprocess.run(
            [*command, "--processes", processes],
            cwd=Path(__file__).parents[1],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, processes in (("1", "1"), ("2", "2"))
    ]
    assert runs[0] == runs[1] != b""


def test_a_document_is_read_alike_whatever_was_read_before() -> None:
    texts = [
        "Deux soldats ont été tués à Gao, dit l’armée.",
        "Une bombe a explosé mardi.",
        "Le maire dément l’attaque.",
    ]
    documents = [
        Document(t, name=str(n), language="fr", outlet="R", published="2024-05-15") for n, t in enumerate(texts)
    ]
    forward = {d.name: to_line(default_reader().read(d)) for d in documents}
    backward = {d.name: to_line(default_reader().read(d)) for d in reversed(documents)}
    assert forward == backward
