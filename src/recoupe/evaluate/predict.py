"""Predictions in the forms of the public benchmarks, from a record's text, date and language alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall
from recoupe.languages import codes
from recoupe.reader import Reader

Record = dict[str, Any]

# Each module has predict(record, reader) -> record of predictions.
KINDS = {
    "timex": "recoupe.evaluate.timex",
    "toponyms": "recoupe.evaluate.toponyms",
    "toponyms-oracle": "recoupe.evaluate.toponyms",
    "attribution": "recoupe.evaluate.attribution",
    "muc4": "recoupe.evaluate.muc4",
    "plover": "recoupe.evaluate.plover",
    "linking": "recoupe.evaluate.linking",
}
WHOLE = ("linking",)  # kinds whose module has predict_all(source, target) instead: a record means nothing alone there
OPTIONS: Mapping[str, Mapping[str, Any]] = {"toponyms-oracle": {"oracle": True}}

# What a predictor may see. All else in a record is gold.
GIVEN = ("id", "text", "lang", "language", "dct", "date", "published", "title", "url", "outlet", "publisher", "domain")


def predict_file(kind: str, source: Path, target: Path) -> int:
    """Predict for every record of a JSON Lines file; the number of records.

    Raises:
        WrongCall: there is no such kind, or a record has no text or no language that Recoupe reads.
    """
    if kind in WHOLE:
        written: int = import_module(KINDS[kind]).predict_all(source, target)
        return written
    predict = predictor(kind)
    reader = Reader()
    number = 0
    with source.open(encoding="utf-8") as given_lines, target.open("w", encoding="utf-8") as lines:
        for record in records(source, given_lines):
            prediction = predict(given(record, kind), reader)
            lines.write(json.dumps(prediction, ensure_ascii=False) + "\n")
            number += 1
    return number


def predictor(kind: str) -> Callable[[Record, Reader], Record]:
    """The predictor of a kind of benchmark."""
    if kind not in KINDS:
        raise WrongCall(f"no kind {kind!r}: there are {', '.join(available())}")
    if kind not in available():
        raise WrongCall(f"kind {kind!r} cannot be predicted yet: there are {', '.join(available())}")
    predict: Callable[..., Record] = import_module(KINDS[kind]).predict
    return partial(predict, **OPTIONS.get(kind, {}))


def available() -> tuple[str, ...]:
    """The kinds that have a predictor."""
    return tuple(kind for kind, module in KINDS.items() if find_spec(module) is not None)


def records(source: Path, lines: Iterable[str]) -> Iterator[Record]:
    """The records of a JSON Lines file, one at a time."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            record: Record = json.loads(line)
        except json.JSONDecodeError as error:
            raise WrongCall(f"{source} line {number}: no JSON ({error.msg})") from error
        if not isinstance(record, dict) or not {"id", "text"} <= record.keys():
            raise WrongCall(f"{source} line {number}: a record needs an id and a text")
        language = str(record.get("lang") or record.get("language") or "en").split("-")[0].lower()
        if language not in codes():
            raise WrongCall(f"{source} line {number}: its language is {language}; Recoupe reads {', '.join(codes())}")
        yield record


def given(record: Record, kind: str) -> Record:
    """The record without its gold; of given toponyms the spans stay. A record that names no language is English."""
    seen = {key: record[key] for key in GIVEN if key in record}
    seen["lang"] = seen.get("lang") or seen.get("language") or "en"
    if kind == "toponyms-oracle":
        seen["toponyms"] = [{"start": t["start"], "end": t["end"]} for t in record.get("toponyms", ())]
    return seen
