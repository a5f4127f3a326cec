"""The reader with other pipelines than its own, and its stages in pipelines that are not its own."""

from __future__ import annotations

from collections.abc import Generator, Iterator

import pytest
import spacy

from recoupe import languages
from recoupe.model import Document
from recoupe.reader import STAGES, Reader, default_reader, plain
from recoupe.reading.layers import ACCOUNTS, TIMES

REPORT = "Une bombe a explosé samedi à Zinder. Selon le préfet, trois soldats ont été tués."


@pytest.fixture(scope="module")
def document() -> Document:
    return Document(REPORT, name="zinder", language="fr", outlet="Radio Tamaris", published="2024-03-05")


def test_any_pipeline_with_ud_labels_takes_the_place_of_the_bundled_one(document: Document) -> None:
    own = spacy.load(languages.load("fr").pipeline)
    assert Reader(pipeline=own).read(document) == default_reader().read(document)


def test_a_stage_can_be_added_to_a_pipeline_of_ones_own() -> None:
    nlp = spacy.load(languages.load("fr").pipeline)
    nlp.add_pipe("recoupe_times")
    assert [time.phrase.text for time in TIMES.of(nlp(REPORT))] == ["samedi"]


def test_all_stages_work_on_a_doc_that_no_reader_made() -> None:
    nlp = spacy.load(languages.load("fr").pipeline)
    nlp.add_pipe("recoupe_regions", first=True)
    for stage in STAGES:
        nlp.add_pipe(stage)
    assert ACCOUNTS.of(nlp(REPORT))


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        pytest.param("l’armée", "l'armée", id="apostrophe"),
        pytest.param("« non »", "« non »", id="no-break-spaces"),
        pytest.param("a\tb", "a b", id="tab"),
        pytest.param("one\ntwo", "one\ntwo", id="short-lines-stay"),
    ],
)
def test_the_plain_text_keeps_every_offset(text: str, seen: str) -> None:
    assert plain(text) == seen
    assert len(plain(text)) == len(text)


def test_wrapped_lines_are_joined() -> None:
    line = "The garrison of the northern town had been told to expect an attack"
    text = "\n".join([line] * 5)
    assert "\n" not in plain(text)
    assert len(plain(text)) == len(text)


def test_a_stream_is_taken_as_it_is_needed(document: Document) -> None:
    taken = 0

    def endless() -> Iterator[Document]:
        nonlocal taken
        while True:
            taken += 1
            yield document

    readings = Reader().read_all(endless(), processes=2)
    assert next(readings) == default_reader().read(document)
    assert taken < 100
    assert isinstance(readings, Generator)
    readings.close()


def test_a_pipeline_of_ones_own_reads_on_one_process(document: Document) -> None:
    own = Reader(pipeline=spacy.load(languages.load("fr").pipeline))
    with pytest.raises(ValueError, match="one process"):
        list(own.read_all([document], processes=2))
