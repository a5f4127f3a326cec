"""Agreement of two coders on the reports that were coded twice, blind: one scored against the other, field by field.

`agreement/NAME.json` is the second coder's annotation of the report NAME. F1 of one coder against the other is the same
whichever of them is taken for the truth (Hripcsak and Rothschild 2005), but for the words of a phrase.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from recoupe.errors import WrongCall
from recoupe.evaluate.gold import NUMBERS, PHRASES, Scores, gold_documents, located, score_document

Json = Mapping[str, Any]


def agreement(folder: Path) -> Scores:
    """The scores of the second coder against the first.

    Raises:
        WrongCall: no report was coded twice.
    """
    second = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted((folder / "agreement").glob("*.json"))}
    if not second:
        raise WrongCall(f"{folder / 'agreement'}: no second coding in it; give the folder of the corpus")
    scores = Scores()
    for gold, text in gold_documents(folder / "reports"):
        if gold["id"] in second:
            score_document(scores, gold, text, as_reading(second[gold["id"]], text))
    return scores


def as_reading(coded: Json, text: str) -> Json:
    """An annotation in the form of a reading."""
    return {
        "events": [event_as_read(event, text) for event in coded["events"]],
        "discrepancies": coded.get("discrepancies", []),
    }


def event_as_read(event: Json, text: str) -> Json:
    """One event, its mentions as spans and its values as objects."""
    spans = [span for mention in event["mentions"] if (span := located(text, mention))]
    accounts = [values_as_read(account) for account in event["accounts"]]
    return {
        **values_as_read(event),
        "mentions": [{"text": text[start:end], "start": start, "end": end} for start, end in spans],
        "accounts": accounts,
    }


def values_as_read(holder: Json) -> Json:
    """The values of an event or account as a reading holds them."""
    made: dict[str, Any] = dict(holder)
    for name, key in {"date": "edtf", **dict.fromkeys(PHRASES, "text")}.items():
        made[name] = [{key: value} for value in holder.get(name, [])]
    for name in NUMBERS:
        made[name] = [{"low": n, "best": n, "high": n} for n in holder.get(name, [])]
    return made
