"""The random cases are cases: everything that is said of an incident can be asked."""

from __future__ import annotations

import json

from hypothesis import given, settings

from recoupe.export.sidecar import line_of
from recoupe.weighing.whole import Whole
from tests.export.strategies import wholes


@given(wholes())
@settings(max_examples=40, deadline=None)
def test_any_case_has_a_sidecar(whole: Whole) -> None:
    for incident in whole.incidents:
        line = line_of(whole, incident, ["r1"])
        assert json.loads(json.dumps(line)) == line
