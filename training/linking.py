"""Fit the weights of linking, and measure them on what they were not fitted on.

    python -m training.linking coded REPORTS.jsonl            fit, cross-validate, write fitted/coded.json
    python -m training.linking reports CASE… --coded FILE     the same for cases of annotated reports
    python -m training.linking measure CASE…                  the shipped weights on cases they were not fitted on

Weights are fitted by logistic regression over the levels of the comparisons, on all candidate pairs: it gives each
level the bits that it adds beside all others, where counting each comparison alone would count twice what they share.
They are kept in the form of Fellegi and Sunter, m and u, with u as counted: a comparison that says nothing weighs
nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import json
import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from recoupe.evaluate.linking import coded_records, gold_records, incident_of_gold, read_records
from recoupe.linking.clusters import clustered
from recoupe.linking.comparisons import COMPARISONS, level_names
from recoupe.linking.linker import wholes
from recoupe.linking.match import FLOOR, columns, levels
from recoupe.linking.parts import parts_of
from recoupe.linking.rarity import rarity
from recoupe.linking.records import EventRecord
from recoupe.linking.weights import FOLDER, Weights, from_json, to_json, weights

FOLDS = 5
RIDGE = 3.0  # how strongly a weight is drawn to nothing, or to the weights it starts from
STEP = 0.0005  # bits between two weights of one comparison
SMOOTH = 0.5  # pairs added to each level before counting u
THRESHOLDS = tuple(step / 100 for step in range(15, 65, 5))
Labels = Sequence[Hashable]
Figures = tuple[float, float]  # pair F1, B-cubed F1


@dataclass(frozen=True)
class Sample:
    """Records that are linked together, each with its true incident; "" where it is not known and none is counted."""

    name: str
    records: list[EventRecord]
    truth: list[str]


@dataclass(frozen=True)
class Pairs:
    """The candidate pairs of a sample: their ends, the level of each comparison, whether they are one incident."""

    ones: list[int]
    others: list[int]
    levels: np.ndarray
    same: np.ndarray  # 1, 0, or not a number where it is not known

    @property
    def known(self) -> np.ndarray:
        """Which pairs there is a truth for."""
        return ~np.isnan(self.same)


def sample(name: str, records: Sequence[EventRecord], truth: Sequence[str]) -> Sample:
    """A sample in the order that linking uses."""
    order = sorted(range(len(records)), key=lambda place: records[place].member)
    return Sample(name, [records[place] for place in order], [truth[place] for place in order])


def pairs(of: Sample) -> Pairs:
    """The candidate pairs of a sample."""
    found = levels(of.records, rarity(of.records))
    ones, others = found["one"].to_pylist(), found["other"].to_pylist()
    matrix = np.column_stack([found[column].to_numpy() for column in columns()]).astype(int)
    truth = of.truth
    same = [
        float(truth[a] == truth[b]) if truth[a] and truth[b] else math.nan for a, b in zip(ones, others, strict=True)
    ]
    return Pairs(ones, others, matrix, np.array(same))


# ---------------------------------------------------------------- fitting


def fitted(name: str, samples: Sequence[Pairs], made: Mapping[str, object], start: Weights | None = None) -> Weights:
    """The weights that explain best which pairs of the samples are one incident.

    Args:
        start: weights to be drawn to where the samples say little, instead of to nothing.
    """
    matrix = np.concatenate([pairs.levels[pairs.known] for pairs in samples])
    same = np.concatenate([pairs.same[pairs.known] for pairs in samples])
    slots = [(place, level) for place, c in enumerate(COMPARISONS) for level in range(len(level_names(c)))]
    hot = np.column_stack([matrix[:, place] == level for place, level in slots]).astype(float)
    u = counted(hot, same, slots)
    aim = drawn_to(slots, start)
    prior, bits = regression(hot, same, u, slots, aim)
    table: dict[str, dict[str, tuple[float, float]]] = {c.name: {} for c in COMPARISONS}
    taken: dict[int, set[int]] = defaultdict(lambda: {0})
    for (place, level), weight, share in zip(slots, bits, u, strict=True):
        weight = apart(weight, taken[place])
        compared = COMPARISONS[place]
        table[compared.name][level_names(compared)[level]] = (float(f"{share * 2**weight:.6g}"), float(f"{share:.6g}"))
    return Weights(name, float(f"{1 / (1 + 2**-prior):.6g}"), table, 0.5, made)


def apart(weight: float, taken: set[int]) -> float:
    """A weight that no other level of its comparison has, nor what is not said: by its bits a level is known again."""
    step = round(weight / STEP)
    while step in taken or step - 1 in taken or step + 1 in taken:
        step += 1
    taken.add(step)
    return step * STEP


def counted(hot: np.ndarray, same: np.ndarray, slots: Sequence[tuple[int, int]]) -> np.ndarray:
    """u: how often pairs of two incidents reach each level."""
    numbers = hot[same == 0].sum(axis=0) + SMOOTH
    totals: Counter[int] = Counter()
    for (place, _), number in zip(slots, numbers, strict=True):
        totals[place] += number
    return np.array([number / totals[place] for (place, _), number in zip(slots, numbers, strict=True)])


def drawn_to(slots: Sequence[tuple[int, int]], start: Weights | None) -> np.ndarray:
    """The bits that each level is drawn to."""
    if start is None:
        return np.zeros(len(slots))
    named = [(COMPARISONS[place].name, level_names(COMPARISONS[place])[level]) for place, level in slots]
    return np.array([start.bits(comparison, level) for comparison, level in named])


def regression(
    hot: np.ndarray, same: np.ndarray, u: np.ndarray, slots: Sequence[tuple[int, int]], aim: np.ndarray
) -> tuple[float, np.ndarray]:
    """The prior and the bits of each level, each comparison's m adding up to 1."""
    groups = np.array([place for place, _ in slots])
    of = groups[:, None] == np.arange(len(COMPARISONS))[None, :]

    def normal(free: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Weights in nats whose m add up to 1, and m."""
        raw = u * np.exp(free)
        total = of @ (of.T @ raw)
        return free - np.log(total), raw / total

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        weights, m = normal(x[1:])
        z = x[0] + hot @ weights
        off = weights - aim * math.log(2)
        value = float((np.logaddexp(0, z) - same * z).sum() + RIDGE / 2 * (off**2).sum())
        error = 1 / (1 + np.exp(-z)) - same
        slope = hot.T @ error + RIDGE * off
        slope = slope - m * (of @ (of.T @ slope))
        return value, np.concatenate([[error.sum()], slope])

    first = np.concatenate([[math.log((same.sum() + 1) / (len(same) - same.sum() + 1))], aim * math.log(2)])
    best = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 1000}).x
    return float(best[0] / math.log(2)), normal(best[1:])[0] / math.log(2)


# ---------------------------------------------------------------- measuring


def linked(of: Sample, compared: Pairs, model: Weights, thresholds: Sequence[float]) -> dict[float, dict[str, str]]:
    """Each record's incident as linking says it at each threshold, by its place: what `link` does, in parts."""
    bits = np.full(len(compared.ones), model.start)
    for place, c in enumerate(COMPARISONS):
        bits += np.array([0.0, *(model.bits(c.name, level) for level in level_names(c))])[compared.levels[:, place] + 1]
    kept = bits >= FLOOR
    edges = [
        (one, other, 1 / (1 + 2**-bit))
        for one, other, bit, keep in zip(compared.ones, compared.others, bits.tolist(), kept.tolist(), strict=True)
        if keep
    ]
    documents = [record.document for record in of.records]
    number = {record.member: place for place, record in enumerate(of.records)}
    apart = list(wholes(parts_of(of.records), number))
    said = {}
    for threshold in thresholds:
        groups = clustered(len(documents), edges, threshold, documents, (), apart)
        said[threshold] = {f"{of.name} {item}": f"{of.name} {g}" for g, group in enumerate(groups) for item in group}
    return said


def true(of: Sample) -> dict[str, str]:
    """Each record's true incident."""
    return {f"{of.name} {place}": f"{of.name} {truth}" for place, truth in enumerate(of.truth) if truth}


def score(truth: Mapping[str, str], said: Mapping[str, str]) -> Figures:
    """F1 over pairs, and B-cubed F1."""
    real, ours = grouped(truth), grouped({item: said[item] for item in truth})
    overlap = {item: len(real[truth[item]] & ours[said[item]]) for item in truth}
    precision = sum(overlap[item] / len(ours[said[item]]) for item in truth) / len(truth)
    recall = sum(overlap[item] / len(real[truth[item]]) for item in truth) / len(truth)
    wanted, found = in_pairs(real), in_pairs(ours)
    hits = len(wanted & found)
    return 2 * hits / max(1, len(wanted) + len(found)), 2 * precision * recall / (precision + recall)


def grouped(labels: Mapping[str, str]) -> dict[str, set[str]]:
    """The items of each label."""
    groups: dict[str, set[str]] = defaultdict(set)
    for item, label in labels.items():
        groups[label].add(item)
    return groups


def in_pairs(groups: Mapping[str, set[str]]) -> set[tuple[str, str]]:
    """All pairs of items of one group."""
    return {pair for group in groups.values() for pair in itertools.combinations(sorted(group), 2)}


def cross_validated(
    name: str, samples: Sequence[Sequence[Sample]], start: Weights | None = None
) -> dict[float, list[Figures]]:
    """The figures of each threshold, each sample linked with weights fitted on the others.

    A sample may be given in several forms (as annotated, as read), which are held out together and measured apart.
    """
    compared = [[pairs(of) for of in forms] for forms in samples]
    said: dict[float, list[dict[str, str]]] = {threshold: [{} for _ in samples[0]] for threshold in THRESHOLDS}
    for held, forms in enumerate(samples):
        rest = [found for place, others in enumerate(compared) if place != held for found in others]
        model = fitted(name, rest, {}, start)
        for form, of in enumerate(forms):
            for threshold, labels in linked(of, compared[held][form], model, THRESHOLDS).items():
                said[threshold][form] |= labels
    truth = [
        {item: incident for forms in samples for item, incident in true(forms[form]).items()}
        for form in range(len(samples[0]))
    ]
    return {t: [score(truth[form], labels) for form, labels in enumerate(forms)] for t, forms in said.items()}


def best(figures: Mapping[float, Sequence[Figures]]) -> float:
    """The highest threshold within half a point of the best mean of the figures: where little speaks, nothing joins.

    It is chosen on all samples: one number out of ten candidates adds little to the figures.
    """
    means = {threshold: float(np.mean(found)) for threshold, found in figures.items()}
    return max(threshold for threshold, mean in means.items() if mean >= max(means.values()) - 0.005)


def split_in_time(records: Sequence[EventRecord], truth: Sequence[str]) -> list[Sample]:
    """Samples of about one size that follow each other in time; no incident is in two."""
    first: dict[str, int] = {}
    for record, incident in zip(records, truth, strict=True):
        when = record.interval[0] if record.interval else record.published or 0
        first[incident] = min(first.get(incident, when), when)
    size = Counter(truth)
    fold: dict[str, int] = {}
    done = 0
    for incident in sorted(first, key=lambda incident: (first[incident], incident)):
        fold[incident] = min(FOLDS - 1, done * FOLDS // len(records))
        done += size[incident]
    parts = [[place for place, incident in enumerate(truth) if fold[incident] == part] for part in range(FOLDS)]
    return [
        sample(f"part {number}", [records[p] for p in part], [truth[p] for p in part])
        for number, part in enumerate(parts)
    ]


def table(figures: Mapping[float, Sequence[Figures]], forms: Sequence[str]) -> str:
    """The figures of each threshold, in per cent."""
    lines = ["threshold" + "".join(f"{form:>12}: pair F1, B-cubed F1" for form in forms)]
    for threshold, found in figures.items():
        lines.append(f"{threshold:9.2f}" + "".join(f"{100 * pair:22.1f}{100 * cubed:12.1f}" for pair, cubed in found))
    return "\n".join(lines)


# ---------------------------------------------------------------- the two models


def fit_coded(file: Path) -> Weights:
    """Weights for coded reports, cross-validated over events split in time."""
    records = coded_records(file)
    with file.open(encoding="utf-8") as lines:
        truth = [json.loads(line)["event"] for line in lines if line.strip()]
    samples = split_in_time(records, truth)
    figures = cross_validated("coded", [[of] for of in samples])
    print(table(figures, ["coded"]))
    threshold = best(figures)
    pair, cubed = figures[threshold][0]
    made = {
        "data": f"{file.name}: {len(records)} coded reports of {len(set(truth))} events",
        "command": f"python -m training.linking coded {file.name}",
        "cross-validation": f"{FOLDS} parts in time: pair F1 {100 * pair:.1f}, B-cubed F1 {100 * cubed:.1f}",
        "ridge": RIDGE,
        "day": dt.date.today().isoformat(),
    }
    return replace(fitted("coded", [pairs(of) for of in samples], made), threshold=threshold)


def fit_reports(cases: Sequence[Path], coded: Path) -> Weights:
    """Weights for readings of reports, each case linked with weights fitted on the others.

    They are drawn to those of coded reports, for annotated cases are few; both the annotators' events and the reader's
    readings of the same reports are fitted on, and the readings measured.
    """
    start = from_json("coded", json.loads(coded.read_text("utf-8")))
    read = [read_sample(case) for case in cases]
    gold = [gold_sample(case) for case in cases]
    forms = list(zip(read, gold, strict=True))
    figures = cross_validated("reports", forms, start)
    print(table(figures, ["as read", "annotated"]))
    threshold = best(figures)
    pair, cubed = figures[threshold][0]
    made = {
        "data": f"{len(cases)} annotated cases: {', '.join(case.name for case in cases)}",
        "command": "python -m training.linking reports CASE… --coded coded.json",
        "cross-validation": f"a case at a time: pair F1 {100 * pair:.1f}, B-cubed F1 {100 * cubed:.1f}",
        "ridge": RIDGE,
        "day": dt.date.today().isoformat(),
    }
    return replace(fitted("reports", [pairs(of) for of in (*read, *gold)], made, start), threshold=threshold)


def measure(cases: Sequence[Path]) -> None:
    """Print how well the shipped weights link annotated cases, as read and as annotated."""
    model = weights("reports")
    for form, make in (("as read", read_sample), ("annotated", gold_sample)):
        samples = [make(case) for case in cases]
        truth = {item: incident for of in samples for item, incident in true(of).items()}
        said: dict[str, str] = {}
        for of in samples:
            said |= linked(of, pairs(of), model, [model.threshold])[model.threshold]
        pair, cubed = score(truth, said)
        print(f"{form}: {len(truth)} events, pair F1 {100 * pair:.1f}, B-cubed F1 {100 * cubed:.1f}")


def gold_sample(case: Path) -> Sample:
    """The annotated events of a case."""
    records, incident = gold_records(case), incident_of_gold(case)
    return sample(case.name, records, [incident.get((r.document, r.event), "") for r in records])


def read_sample(case: Path) -> Sample:
    """The events that the reader finds in the reports of a case; those that no annotator wrote down have no truth."""
    records, gold = read_records(case)
    incident = incident_of_gold(case)
    truth = [incident.get(gold.get(r.member, ("", "")), "") for r in records]
    return sample(case.name, records, truth)


def main() -> None:
    """Fit, measure, write."""
    parser = argparse.ArgumentParser(prog="python -m training.linking", description=__doc__)
    parser.add_argument("kind", choices=["coded", "reports", "measure"])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--coded", type=Path, default=FOLDER / "coded.json")
    parser.add_argument("--out", type=Path, default=FOLDER)
    given = parser.parse_args()
    if given.kind == "measure":
        measure(given.data)
        return
    model = fit_coded(given.data[0]) if given.kind == "coded" else fit_reports(given.data, given.coded)
    given.out.mkdir(exist_ok=True)
    written = json.dumps(to_json(model), ensure_ascii=False, indent=1) + "\n"
    (given.out / f"{model.name}.json").write_text(written, "utf-8")
    print(model.made, f"prior {model.prior:.3f}, threshold {model.threshold}")


if __name__ == "__main__":
    main()
