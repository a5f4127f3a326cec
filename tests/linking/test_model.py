"""The comparisons in SQL, the blocks, and the shipped weights."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import sqlglot
from hypothesis import given
from hypothesis import strategies as st

from recoupe.interface import texts
from recoupe.linking.blocks import CROWD, blocks
from recoupe.linking.comparisons import COMPARISONS, DIALECTS, level_names, settings
from recoupe.linking.match import columns, compared, levels
from recoupe.linking.rarity import STEPS, Rarity, rarity
from recoupe.linking.records import EventRecord, days_of, terms
from recoupe.linking.weights import from_json, to_json, weights
from tests.linking.factory import DOUENTZA, MALI, day, party, record

MODELS = ("coded", "reports")


def level(one: EventRecord, other: EventRecord, comparison: str) -> str | None:
    """The level that a comparison of two records reaches; None where it says nothing."""
    records = sorted([one, other], key=lambda r: r.member)
    found = levels(records, rarity(records)).to_pylist()
    assert len(found) == 1
    names = level_names(next(c for c in COMPARISONS if c.name == comparison))
    reached = found[0][comparison.replace(" ", "_")]
    return None if reached < 0 else names[reached]


def on(*days: str) -> tuple[tuple[int, int], ...]:
    """An interval as records have it."""
    return ((day(days[0]), day(days[-1])),)


@pytest.mark.parametrize(
    ("comparison", "values", "expected"),
    [
        pytest.param("days", {}, "same day", id="one-day"),
        pytest.param("days", {"dates": on("2022-11-09")}, "next day", id="the-next"),
        pytest.param("days", {"dates": on("2022-11-07", "2022-11-09")}, "same few days", id="within-three"),
        pytest.param("days", {"dates": ()}, None, id="no-day"),
        pytest.param("distance", {}, "same point, a town", id="one-town"),
        pytest.param("distance", {"places": (DOUENTZA,)}, "far apart", id="a-hundred-kilometres-and-more"),
        pytest.param("distance", {"places": (DOUENTZA, *record("x").places)}, "same point, a town", id="either-of-two"),
        pytest.param("place names", {"places": (MALI,)}, "different", id="another-name"),
        pytest.param("killed", {"killed": (5, 9)}, "same, four or more", id="figures-overlap"),
        pytest.param("killed", {"killed": (0, 0)}, "one tells of none", id="none-here"),
        pytest.param("killed", {"killed": (9, 9)}, "near", id="seven-and-nine"),
        pytest.param("killed", {"killed": (40, 40)}, "different", id="seven-and-forty"),
        pytest.param("mode", {"mode": ("explosives", "firearms")}, "in part", id="one-mode-of-two"),
        pytest.param("target kinds", {"recipients": (party("truck", "vehicle"),)}, "same", id="a-convoy-is-a-vehicle"),
        pytest.param("ordinal", {"ordinal": 4}, None, id="the-other-counts-none"),
        pytest.param("status", {"status": "future"}, "one is told as to come", id="announced-and-done"),
        pytest.param("outlet", {"outlet": "a"}, "same", id="one-outlet"),
    ],
)
def test_levels(comparison: str, values: dict[str, object], expected: str | None) -> None:
    assert level(record("a"), record("b", **values), comparison) == expected


@pytest.mark.parametrize("dialect", sorted(DIALECTS))
def test_every_condition_is_sql_of_the_backend(dialect: str) -> None:
    for comparison in settings(weights("reports"), dialect)["comparisons"]:
        for of in comparison["comparison_levels"]:
            if of["sql_condition"] != "ELSE":
                sqlglot.parse_one(of["sql_condition"], dialect=dialect)


def test_the_backends_differ_in_two_functions_alone() -> None:
    duckdb, spark = (settings(weights("reports"), name) for name in ("duckdb", "spark"))
    for one, other in zip(duckdb["comparisons"], spark["comparisons"], strict=True):
        for a, b in zip(one["comparison_levels"], other["comparison_levels"], strict=True):
            shared = any(word in a["sql_condition"] for word in ("list_sum", "list_has_any"))
            assert shared or a["sql_condition"] == b["sql_condition"]


def test_splink_takes_the_settings_of_both_backends() -> None:
    from splink import SettingsCreator

    for name in DIALECTS:
        given_settings = {key: value for key, value in settings(weights("coded"), name).items() if key != "sql_dialect"}
        made = SettingsCreator(**given_settings).get_settings(name)
        assert len(made.core_model_settings.comparisons) == len(COMPARISONS)


@pytest.mark.parametrize("name", MODELS)
def test_the_weights_are_those_of_the_comparisons(name: str) -> None:
    model = weights(name)
    assert from_json(name, to_json(model)) == model
    for comparison in COMPARISONS:
        assert set(model.of(comparison.name)) == set(level_names(comparison))
        m, u = (sum(pair[side] for pair in model.of(comparison.name).values()) for side in (0, 1))
        assert m == pytest.approx(1, abs=5e-3)
        assert u == pytest.approx(1, abs=5e-3)
        bits = [model.bits(comparison.name, of) for of in level_names(comparison)]
        assert len({round(bit, 6) for bit in (*bits, 0.0)}) == len(bits) + 1, "a level is known by its bits"
    assert {"data", "command", "cross-validation"} <= set(model.made)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_comparison_and_level_has_its_words(locale: str) -> None:
    say = texts(locale)
    for comparison in COMPARISONS:
        assert say(f"compared.{comparison.name}")
        assert all(say(f"level.{name}") for name in level_names(comparison))


def test_the_weight_is_the_sum_of_the_evidence() -> None:
    model = weights("reports")
    records = [record("a"), record("b", killed=(9, 9)), record("c", dates=on("2022-11-09"))]
    for row in compared(records, rarity(records), model, None).to_pylist():
        assert row["weight"] == pytest.approx(model.start + sum(row[name] for name in columns()), abs=1e-3)


@pytest.mark.parametrize("seed", [1, 2])
def test_no_comparison_depends_on_which_comes_first(seed: int) -> None:
    chance = random.Random(seed)
    records = [drawn(chance, f"d{n:02}") for n in range(12)]
    turned = [replace(r, document=f"d{99 - int(r.document[1:])}") for r in records]
    known = rarity(records)
    found = by_ends(levels(records, known).to_pylist(), lambda place: place)
    assert found
    assert by_ends(levels(turned[::-1], known).to_pylist(), lambda place: 11 - place) == found


def drawn(chance: random.Random, document: str) -> EventRecord:
    """A record near the others in most ways."""
    first = day("2022-11-06") + chance.randrange(4)
    return record(
        document,
        outlet=chance.choice("xy"),
        dates=((first, first + chance.randrange(3)),) if chance.random() < 0.8 else (),
        places=tuple(chance.sample((DOUENTZA, MALI, *record("x").places), chance.randrange(3))),
        killed=chance.choice((None, (0, 0), (2, 3), (7, 9))),
        mode=tuple(chance.sample(("drone", "firearms"), chance.randrange(3))),
        status=chance.choice(("occurred", "future", "negated")),
        ordinal=chance.choice((None, 3, 4)),
        actors=(party(chance.choice(("Katiba al-Noussour", "l'armée")), "troop"),),
    )


def by_ends(rows: list[dict[str, int]], number: Callable[[int], int]) -> dict[frozenset[int], tuple[int, ...]]:
    """The levels of each pair, by its ends in either order."""
    return {
        frozenset((number(row["one"]), number(row["other"]))): tuple(row[name] for name in columns()) for row in rows
    }


def test_two_events_of_one_document_are_not_compared() -> None:
    records = [record("a", "e1"), record("a", "e2")]
    assert compared(records, rarity(records), weights("reports"), None).num_rows == 0


# ---------------------------------------------------------------- blocks and rarity


def keys(records: list[EventRecord]) -> list[set[int]]:
    """The keys of each record."""
    found, starts = blocks(records, rarity(records))
    return [set(found[starts[i] : starts[i + 1]].tolist()) for i in range(len(records))]


def test_what_shares_a_time_and_a_place_is_compared() -> None:
    near = record("b", dates=on("2022-11-10"), title=(), names=(), recipients=(), type="", mode=())
    one, other = keys([record("a"), near])
    assert one & other


def test_a_name_joins_what_has_no_place() -> None:
    one, other = keys([record("a"), record("b", places=(), mode=(), type="PROTEST", names=tuple(terms("Hombori")))])
    assert one & other


def test_a_name_that_a_crowd_shares_is_no_key() -> None:
    crowd = [record(f"d{n:03}", places=(), type="", mode=()) for n in range(CROWD + 5)]
    assert not any(keys(crowd))


def test_keys_do_not_depend_on_order() -> None:
    records = [record(f"d{n}", dates=on(f"2022-11-{n + 1:02}")) for n in range(9)]
    assert keys(records[::-1]) == keys(records)[::-1]


@given(st.integers(2, 10**6), st.integers(1, 10**6))
def test_rare_terms_weigh_more(documents: int, count: int) -> None:
    count = min(count, documents)
    known = Rarity(documents, {"a": count, "b": 1})
    assert 0 <= known.steps("a") <= known.steps("b") == STEPS
    assert known.code("a") & 31 == known.steps("a")


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2022-11-08", ("2022-11-08", "2022-11-08")),
        ("2022-11", ("2022-11-01", "2022-11-30")),
        ("2022-11-08/2022-11-09", ("2022-11-08", "2022-11-09")),
        ("2022-11-11/..", ("2022-11-11", "2022-12-11")),
        ("../2022-10-01", ("2022-09-01", "2022-10-01")),
        ("2022-10-15~", ("2022-10-12", "2022-10-18")),
    ],
)
def test_days_of_edtf(edtf: str, days: tuple[str, str]) -> None:
    assert days_of(edtf) == tuple(map(day, days))


def test_bits_are_finite() -> None:
    for name in MODELS:
        assert all(math.isfinite(weights(name).bits(c.name, of)) for c in COMPARISONS for of in level_names(c))
    assert np.isfinite(weights("coded").start)
