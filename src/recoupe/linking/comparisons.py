"""What is compared of two events, and the levels that each comparison knows, as Splink's settings.

Each comparison has a name, and levels from the most alike to the least, each with a name and a condition on the values
of the two (`_l`, `_r`). Where one of the two says nothing, the comparison says nothing either. The conditions are plain
SQL that DuckDB and Spark share; where they differ, `Dialect` has both forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recoupe.linking.weights import Weights

SAME_DOCUMENT = "l.document <> r.document"  # two events of one document are two


@dataclass(frozen=True, slots=True)
class Dialect:
    """The few functions that DuckDB and Spark name differently."""

    name: str
    shared: str  # the weights of the terms that two lists share, added up
    any: str  # whether two lists share a member

    def of(self, condition: str) -> str:
        """A condition with `shared(x)` and `meet(x)` written out for the column x."""
        import re

        written = re.sub(r"\bshared\((\w+)\)", lambda m: self.shared.format(a=f"{m[1]}_l", b=f"{m[1]}_r"), condition)
        return re.sub(r"\bmeet\((\w+)\)", lambda m: self.any.format(a=f"{m[1]}_l", b=f"{m[1]}_r"), written)


DUCKDB = Dialect(
    "duckdb",
    "list_sum(list_transform(list_intersect({a}, {b}), lambda x: x & 31))",
    "list_has_any({a}, {b})",
)
SPARK = Dialect(
    "spark",
    "aggregate(transform(array_intersect({a}, {b}), x -> x & 31), CAST(0 AS BIGINT), (s, x) -> s + x)",
    "arrays_overlap({a}, {b})",
)
DIALECTS = {dialect.name: dialect for dialect in (DUCKDB, SPARK)}


@dataclass(frozen=True, slots=True)
class Compared:
    """One comparison: its name, when it says nothing, and its levels, the last of which is all else."""

    name: str
    columns: tuple[str, ...]
    silent: str  # condition under which one of the two says nothing
    levels: tuple[tuple[str, str], ...]  # name and condition, most alike first
    rest: str  # the name of the level of all other pairs


def lacks(*columns: str) -> str:
    """That one of the two has no value in some column."""
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in ("l", "r"))


GAP = "(GREATEST(first_day_l, first_day_r) - LEAST(last_day_l, last_day_r))"  # days between; 0 or less: they overlap
WIDER = "GREATEST(last_day_l - first_day_l, last_day_r - first_day_r)"
ISSUED = "ABS(published_l - published_r)"


def squared(one: str, other: str) -> str:
    """Kilometres between two points, squared, on a flat map that fits the latitudes of both."""
    north = f"(lat{one}_l - lat{other}_r)"
    east = f"((lon{one}_l - lon{other}_r) * (shrink_l + shrink_r) / 2)"
    return f"({north} * {north} + {east} * {east}) * 12364.3"


APART = "LEAST({}, {}, {}, {})".format(*(squared(a, b) for a in ("", "2") for b in ("", "2")))
SLACK = "(radius_l + radius_r)"


def toll(name: str) -> Compared:
    """A number of people told of both: alike in what is told at all, and in how many."""
    low, high = f"{name}_low", f"{name}_high"
    overlap = f"{low}_l <= {high}_r AND {low}_r <= {high}_l"
    some = f"LEAST({high}_l, {high}_r)"
    near = f"GREATEST({low}_l, {low}_r) * 2 <= LEAST({high}_l, {high}_r) * 3 + 2"
    return Compared(
        name,
        (low, high),
        lacks(low),
        (
            ("same, ten or more", f"{overlap} AND {some} >= 10"),
            ("same, four or more", f"{overlap} AND {some} >= 4"),
            ("same, two or three", f"{overlap} AND {some} >= 2"),
            ("same, one", f"{overlap} AND {some} >= 1"),
            ("both none", f"{high}_l = 0 AND {high}_r = 0"),
            ("one tells of none", f"{some} = 0"),
            ("near", near),
        ),
        "different",
    )


COMPARISONS: tuple[Compared, ...] = (
    Compared(
        "days",
        ("first_day", "last_day"),
        lacks("first_day"),
        (
            ("same day", f"{WIDER} = 0 AND {GAP} = 0"),
            ("same few days", f"{WIDER} <= 3 AND {GAP} <= 0"),
            ("overlap, within two weeks", f"{WIDER} <= 14 AND {GAP} <= 0"),
            ("overlap, a long time", f"{GAP} <= 0"),
            ("next day", f"{WIDER} <= 3 AND {GAP} = 1"),  # of two years that follow each other no day does
            ("two or three days apart", f"{WIDER} <= 3 AND {GAP} <= 3"),
        ),
        "days apart",
    ),
    Compared(
        "published",
        ("published",),
        lacks("published"),
        (
            ("same day", f"{ISSUED} = 0"),
            ("next day", f"{ISSUED} = 1"),
            ("within three days", f"{ISSUED} <= 3"),
            ("within two weeks", f"{ISSUED} <= 14"),
            ("within a year", f"{ISSUED} <= 366"),
        ),
        "years apart",
    ),
    Compared(
        "distance",
        ("lat", "lon", "lat2", "lon2", "shrink", "radius"),
        lacks("lat"),
        (
            ("same point, exact", f"{APART} < 0.25 AND {SLACK} <= 8"),
            ("same point, a town", f"{APART} < 0.25 AND {SLACK} <= 20"),
            ("same point, a region", f"{APART} < 0.25"),
            ("within 5 km", f"{APART} <= 25"),
            ("as near as the places are exact", f"{APART} <= {SLACK} * {SLACK}"),
            ("within 25 km", f"{APART} <= 625"),
            ("within 100 km", f"{APART} <= 10000"),
        ),
        "far apart",
    ),
    Compared(
        "place names",
        ("place",),
        lacks("place"),
        (
            ("rare, shared", "shared(place) >= 11"),
            ("shared", "shared(place) >= 7"),
            ("common, shared", "meet(place)"),
        ),
        "different",
    ),
    Compared(
        "actors",
        ("actor",),
        lacks("actor"),
        (
            ("rare names shared", "shared(actor) >= 16"),
            ("some names shared", "shared(actor) >= 8"),
            ("common names shared", "meet(actor)"),
        ),
        "different",
    ),
    Compared(
        "actor kinds",
        ("actor_kind",),
        lacks("actor_kind"),
        (("same", "actor_kind_l = actor_kind_r"), ("in part", "meet(actor_kind)")),
        "different",
    ),
    Compared(
        "targets",
        ("recipient",),
        lacks("recipient"),
        (
            ("rare names shared", "shared(recipient) >= 16"),
            ("some names shared", "shared(recipient) >= 8"),
            ("common names shared", "meet(recipient)"),
        ),
        "different",
    ),
    Compared(
        "target kinds",
        ("recipient_kind",),
        lacks("recipient_kind"),
        (("same", "recipient_kind_l = recipient_kind_r"), ("in part", "meet(recipient_kind)")),
        "different",
    ),
    Compared("type", ("type",), lacks("type"), (("same", "type_l = type_r"),), "different"),
    Compared(
        "mode",
        ("mode",),
        lacks("mode"),
        (
            ("same, rare", "mode_l = mode_r AND shared(mode) >= 8"),
            ("same", "mode_l = mode_r"),
            ("in part", "meet(mode)"),
        ),
        "different",
    ),
    Compared(
        "status",
        ("status",),
        lacks("status"),
        (("same", "status_l = status_r"), ("one is told as to come", "(status_l = 'future') <> (status_r = 'future')")),
        "different",
    ),
    Compared("weapon", ("means",), lacks("means"), (("shared", "meet(means)"),), "different"),
    toll("killed"),
    toll("injured"),
    toll("people"),
    Compared("ordinal", ("ordinal",), lacks("ordinal"), (("same", "ordinal_l = ordinal_r"),), "different"),
    Compared("claim", ("claim",), lacks("claim"), (("shared", "shared(claim) >= 6"),), "different"),
    Compared(
        "headline",
        ("title",),
        lacks("title"),
        (
            ("nearly the same", "shared(title) >= 60"),
            ("much shared", "shared(title) >= 36"),
            ("several words", "shared(title) >= 22"),
            ("some words", "shared(title) >= 12"),
            ("common words", "meet(title)"),
        ),
        "no word",
    ),
    Compared(
        "names",
        ("name",),
        lacks("name"),
        (
            ("many shared", "shared(name) >= 40"),
            ("several shared", "shared(name) >= 20"),
            ("some shared", "shared(name) >= 8"),
        ),
        "none",
    ),
    Compared("numbers", ("number",), lacks("number"), (("shared", "meet(number)"),), "none"),
    Compared("outlet", ("outlet",), lacks("outlet"), (("same", "outlet_l = outlet_r"),), "different"),
)


def settings(weights: Weights, dialect: str = "duckdb", fitting: bool = False) -> dict[str, Any]:
    """Splink's settings of the model, for one of its backends; for fitting, each level is kept, too."""
    speaks = DIALECTS[dialect]
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "unique_id",
        "probability_two_random_records_match": weights.prior,
        "blocking_rules_to_generate_predictions": [
            {
                "blocking_rule": f"l.block = r.block AND {SAME_DOCUMENT}",
                "sql_dialect": dialect,
                "arrays_to_explode": ["block"],
            }
        ],
        "comparisons": [comparison(compared, weights.of(compared.name), speaks) for compared in COMPARISONS],
        "retain_matching_columns": fitting,
        "retain_intermediate_calculation_columns": True,
        "sql_dialect": dialect,
    }


def comparison(compared: Compared, fitted: Mapping[str, tuple[float, float]], speaks: Dialect) -> dict[str, Any]:
    """One comparison in Splink's form, with its fitted probabilities."""
    levels: list[dict[str, Any]] = [
        {"sql_condition": f"({compared.silent})", "label_for_charts": "not said", "is_null_level": True}
    ]
    for name, condition in (*compared.levels, (compared.rest, "ELSE")):
        m, u = fitted[name]
        levels.append(
            {
                "sql_condition": speaks.of(condition),
                "label_for_charts": name,
                "m_probability": m,
                "u_probability": u,
            }
        )
    return {"output_column_name": compared.name.replace(" ", "_"), "comparison_levels": levels}


def level_names(compared: Compared) -> Sequence[str]:
    """The names of the levels as Splink numbers them: from 0, the least alike, upwards."""
    return (compared.rest, *(name for name, _ in reversed(compared.levels)))
