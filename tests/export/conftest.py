"""The example case, read, linked and weighed once."""

from __future__ import annotations

from pathlib import Path

import pytest

from recoupe.casefile import Case
from recoupe.export import wholes_of
from recoupe.linking.incase import link_case
from recoupe.weighing.incase import weigh_case
from recoupe.weighing.whole import Whole

EXAMPLE = Path(__file__).parents[2] / "examples" / "case"


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case as a file: copy it to change it."""
    place = tmp_path_factory.mktemp("case") / "example.db"
    with Case.open(place) as case:
        case.add(metadata=EXAMPLE / "metadata.csv")
        link_case(case)
        weigh_case(case)
    return place


@pytest.fixture(scope="session")
def wholes(example_case: Path) -> list[Whole]:
    """Its incidents, the earliest first."""
    with Case.open(example_case) as case:
        return list(wholes_of(case))
