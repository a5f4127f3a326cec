"""Every entry of a language's tables proves itself: its sentences are read by the whole reader.

An entry is a row with an `id`. In each of its `matches` something must be read by that entry from the words in
[brackets]; in none of its `never` may anything be. In a table whose name begins with `non_` it is the other way round:
no event may be read from the bracketed words. "[[" and "]]" stand for brackets of the text itself.

The reports are taken to be published on Wednesday 15 May 2024.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.tokens import Doc
from spacy.tokens import Span as Phrase

import recoupe
from recoupe import languages
from recoupe.model import Document, Provenance, Span
from recoupe.reader import Reader, plain
from recoupe.reading import layers

PUBLISHED = "2024-05-15"
LAYERS = [layer for layer in vars(layers).values() if isinstance(layer, layers.Layer) and layer is not layers.DOCUMENT]
TABLES = [(code, name) for code in languages.codes() for name in languages.load(code).names]
SOURCES = "\n".join(path.read_text("utf-8") for path in Path(recoupe.__file__).parent.rglob("*.py"))


@dataclass(frozen=True)
class Proof:
    """One sentence of an entry, and the stretches of it that were in brackets; none for a `never`."""

    entry: str
    sentence: str
    brackets: tuple[tuple[int, int], ...]

    def __str__(self) -> str:
        words = ", ".join(f"[{self.sentence[start:end]}]" for start, end in self.brackets)
        return f"{self.sentence!r} {words}".strip()


def bracketed(entry: str, example: str) -> Proof:
    """The sentence without its brackets, and where they were."""
    sentence, opened, brackets = "", 0, []
    for part in re.findall(r"\[\[|\]\]|\[|\]|[^\[\]]+", example):
        if part == "[":
            opened = len(sentence)
        elif part == "]":
            brackets.append((opened, len(sentence)))
        else:
            sentence += part[0] if part in ("[[", "]]") else part
    return Proof(entry, sentence, tuple(brackets))


def rows_of(code: str, name: str) -> list[dict[str, Any]]:
    """All rows of a table's arrays of tables."""
    table = languages.load(code).table(name)
    return [row for rows in table.values() if isinstance(rows, list) for row in rows if isinstance(row, dict)]


def traces(doc: Doc) -> Iterator[tuple[str, int, int]]:
    """Entry, start and end of everything that was read by an entry."""
    for layer in LAYERS:
        for index, item in enumerate(layer.of(doc)):
            alone = layers.EVENTS.of(doc)[index].trigger if layer is layers.FACTUALITY else None
            yield from traces_of(item, alone)


def traces_of(item: Any, stand_in: Phrase | None = None) -> Iterator[tuple[str, int, int]]:
    """Those of one item: each provenance in it with the stretches that stand beside it, and those inside it."""
    values = [getattr(item, field.name) for field in fields(item)]
    flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    stretches = [ends(part) for part in flat if isinstance(part, Phrase | Span)]
    if not stretches and stand_in is not None:
        stretches = [ends(stand_in)]
    for part in flat:
        if isinstance(part, Provenance):
            yield from ((part.entry, start, end) for start, end in stretches if part.entry)
        elif is_dataclass(part) and not isinstance(part, Span):
            yield from traces_of(part)


def ends(stretch: Phrase | Span) -> tuple[int, int]:
    """Where a phrase or span stands."""
    if isinstance(stretch, Span):
        return stretch.start, stretch.end
    return stretch.start_char, stretch.end_char


class Bench:
    """Reads sentences in batches with one pipeline a language."""

    def __init__(self) -> None:
        self.reader = Reader()

    def read(self, code: str, sentences: list[str]) -> Iterator[Doc]:
        nlp = self.reader._pipeline(code)

        def made() -> Iterator[Doc]:
            for sentence in sentences:
                doc = nlp.make_doc(plain(sentence))
                document = Document(sentence, name="proof", language=code, outlet="Proof", published=PUBLISHED)
                yield layers.DOCUMENT.put(doc, (document,))

        return nlp.pipe(made(), batch_size=64)


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench()


def judged(proof: Proof, doc: Doc, reverse: bool) -> str:
    """What is wrong with a proof, "" if it holds."""
    if reverse:
        found = [ends(mention.trigger) for mention in layers.EVENTS.of(doc)]
        hit = any(start < stop and begin < end for start, end in proof.brackets for begin, stop in found)
        return f"{proof.entry}: an event is read from {proof}" if hit else ""
    found = [(start, end) for entry, start, end in traces(doc) if entry == proof.entry]
    if not proof.brackets:
        words = ", ".join(sorted({proof.sentence[start:end] for start, end in found}))
        return f"{proof.entry}: must leave alone {proof}, but reads {words!r}" if found else ""
    missed = [(s, e) for s, e in proof.brackets if not any(s < stop and begin < e for begin, stop in found)]
    if not missed:
        return ""
    others = sorted({entry for entry, begin, stop in traces(doc) for s, e in missed if s < stop and begin < e})
    return f"{proof.entry}: reads nothing in {proof} (read there: {', '.join(others) or 'nothing'})"


@pytest.mark.parametrize(("code", "name"), TABLES, ids=["-".join(table) for table in TABLES])
def test_every_entry_proves_itself(code: str, name: str, bench: Bench) -> None:
    rows = [row for row in rows_of(code, name) if "id" in row]
    proofs = [bracketed(row["id"], sentence) for row in rows for sentence in row.get("matches", ())]
    nevers = [Proof(row["id"], sentence, ()) for row in rows for sentence in row.get("never", ())]
    reverse = name.startswith("non_")
    every = proofs if reverse else proofs + nevers
    docs = bench.read(code, [proof.sentence for proof in every])
    faults = [fault for proof, doc in zip(every, docs, strict=True) if (fault := judged(proof, doc, reverse))]
    assert not faults, (
        f"{len(faults)} of {len(every)} sentences of languages/{code}/{name}.toml prove nothing. Mend the entry or its "
        "stage; take a sentence out only if it should not be read so:\n  " + "\n  ".join(faults)
    )


@pytest.mark.parametrize(("code", "name"), TABLES, ids=["-".join(table) for table in TABLES])
def test_every_entry_is_well_formed(code: str, name: str) -> None:
    faults = []
    for row in rows_of(code, name):
        entry = row.get("id")
        if entry is None:
            if "matches" in row or "never" in row:
                faults.append(f"a row with sentences but no id, so that nothing can prove them: {row}")
            continue
        if not re.fullmatch(rf"{code}(\.[\w-]+)+", entry):
            faults.append(f"{entry}: begin the id with {code!r}, then words joined by dots")
        if not row.get("matches"):
            faults.append(f"{entry}: add `matches` with a sentence, the words it reads in [brackets]")
        faults += [f"{entry}: no [brackets] in {m!r}" for m in row.get("matches", ()) if not bracketed("", m).brackets]
        faults += [f"{entry}: no brackets belong in {n!r}" for n in row.get("never", ()) if bracketed("", n).brackets]
    assert not faults, f"languages/{code}/{name}.toml:\n  " + "\n  ".join(faults)


@pytest.mark.parametrize("code", languages.codes())
def test_ids_are_unique(code: str) -> None:
    counts = Counter(row["id"] for _, row in languages.load(code).entries())
    twice = [entry for entry, number in counts.items() if number > 1]
    assert not twice, f"two entries in languages/{code} have one id, rename one: {', '.join(twice)}"


@pytest.mark.parametrize(("code", "name"), TABLES, ids=["-".join(table) for table in TABLES])
def test_every_table_is_read_by_a_stage(code: str, name: str) -> None:
    assert f'"{name}"' in SOURCES, (
        f"no stage asks for the table {name!r}: remove languages/{code}/{name}.toml or read it"
    )


def test_brackets_are_taken_out() -> None:
    proof = bracketed("fr.x", "[Selon] lui, [[sic]] c'est [fini].")
    assert proof.sentence == "Selon lui, [sic] c'est fini."
    assert [proof.sentence[start:end] for start, end in proof.brackets] == ["Selon", "fini"]
