"""Which paragraph is for what."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from recoupe.model import Region
from recoupe.reading.layers import REGIONS
from recoupe.reading.regions import make_regions  # noqa: F401


@pytest.fixture(scope="module", params=["fr", "en"])
def nlp(request: pytest.FixtureRequest) -> Language:
    pipeline = spacy.blank(request.param)
    pipeline.add_pipe("recoupe_regions")
    return pipeline


LEAD = (
    "Three men were held on Sunday in the port of Tulear, the police said, after a warehouse had burnt down overnight."
)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param(f"Warehouse burns in Tulear\n\n{LEAD}", ["headline", "body"], id="headline-then-lead"),
        pytest.param(LEAD, ["body"], id="no-headline"),
        pytest.param(f"TV\n\nWarehouse burns in Tulear\n\n{LEAD}", ["page residue", "headline", "body"], id="kicker"),
        pytest.param(f"Warehouse burns\n\n> {LEAD}\n\n{LEAD}", ["headline", "quoted block", "body"], id="quoted-block"),
        pytest.param("Warehouse burns in Tulear", ["headline"], id="headline-only"),
        pytest.param("", [], id="nothing"),
        pytest.param(" \n \n", [], id="only-space"),
    ],
)
def test_regions_by_place(nlp: Language, text: str, kinds: list[str]) -> None:
    assert [part.kind for part in REGIONS.of(nlp(text))] == [Region(kind) for kind in kinds]


def test_a_paragraph_begins_a_sentence(nlp: Language) -> None:
    doc = nlp("Warehouse burns in Tulear\nThree men held")
    assert [token.text for token in doc if token.is_sent_start] == ["Warehouse", "Three"]
