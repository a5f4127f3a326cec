"""Why a value is there: its words, the rule, the lexicon entry and the reckoning, for readers who do not program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from recoupe import languages
from recoupe.interface import Texts, texts
from recoupe.model import Account, Details, Discrepancy, Event, Mark, Provenance, Reading, Span
from recoupe.render.terminal import ARROW, COLOURS, document_lines, put, wrapped
from recoupe.render.words import (
    FIELDS,
    chain_names,
    event_title,
    explanation_words,
    loaded_words,
    one_line,
    undirected,
    value_words,
)

CONTEXT = 34  # characters of the report shown on each side of the words
LEVEL = 4
COLUMN = 17  # where the values stand


class UnknownEvent(LookupError):
    """An event id that the reading does not have."""


def print_explanation(reading: Reading, event_id: str, console: Console, locale: str) -> None:
    """Print, for each value of an event and each of its accounts, what it was read from and why.

    Raises:
        UnknownEvent: the reading has no event of this id.
    """
    say = texts(locale)
    event = event_of(reading, event_id, say)
    for line in explanation_lines(reading, event, console.width, say):
        put(line, console)


def event_of(reading: Reading, event_id: str, say: Texts) -> Event:
    """The event of this id."""
    for event in reading.events:
        if event.id == event_id:
            return event
    known = ", ".join(event.id for event in reading.events) or say("explain.none")
    raise UnknownEvent(say("explain.unknown_event", event=event_id, document=reading.document.name, known=known))


def explanation_lines(reading: Reading, event: Event, width: int, say: Texts) -> Iterator[Text]:
    """Every line of the explanation of an event."""
    text = reading.document.text
    yield from document_lines(reading, width, say)
    yield Text()
    yield Text(say("explain.event", event=event.id), "bold")
    kind = f"{event_title(event, say)}  ({' '.join((event.type.value, *event.mode))})"
    yield from value_lines(say("field.type"), kind, event.mentions, event.provenance, text, width, say)
    yield from detail_lines(event.details, text, width, say)
    yield Text()
    yield Text(say("explain.accounts"), "bold")
    for account in event.accounts:
        yield Text()
        yield from account_lines(account, text, width, say)
        if len(event.accounts) > 1:  # one account says what the event says
            yield from detail_lines(account.details, text, width, say)
    own = [discrepancy for discrepancy in reading.discrepancies if discrepancy.event == event.id]
    if own:
        yield Text()
        yield Text(say("explain.discrepancies"), "bold")
    for discrepancy in own:
        yield from discrepancy_lines(discrepancy, text, width, say)
    judging = list(loaded_marks(reading, event))
    if judging:
        yield Text()
        yield Text(say("explain.loaded"), "bold")
    for mark in judging:
        words = loaded_words(mark.label, say)
        yield from value_lines(say("layer_one.loaded"), words, [mark.span], mark.provenance, text, width, say)


def loaded_marks(reading: Reading, event: Event) -> Iterator[Mark]:
    """The words that judge, in the paragraphs that name the event."""
    named = [part for _, part in reading.regions if any(part.start <= m.start < part.end for m in event.mentions)]
    for mark in reading.marks:
        if mark.layer == "loaded" and any(part.start <= mark.span.start < part.end for part in named):
            yield mark


def account_lines(account: Account, text: str, width: int, say: Texts) -> Iterator[Text]:
    """Who says it, how certain, in which words; and why each was read so."""
    yield from wrapped(Text(ARROW.join(chain_names(account, say)), "bold"), width, 2, LEVEL)
    for source in account.sources:
        kind = say(f"kind.{source.kind.value}")
        words = f"{one_line(source.name) or say('terminal.unnamed_outlet')} ({kind})"
        if source.span is None:
            yield Text()
            yield from labelled(say("layer_one.source"), f"{words}, {say('explain.from_outlet')}", width)
        else:
            yield from value_lines(say("layer_one.source"), words, [source.span], source.provenance, text, width, say)
    form = say(f"form.{account.form.value}")
    cue = [account.cue] if account.cue else []
    yield from value_lines(say("explain.attribution"), form, cue, account.provenance, text, width, say)
    grade = account.factuality
    meaning = f"{say(f'factuality.{grade.value}')} ({grade.value}): {say(f'factuality_long.{grade.value}')}"
    yield from value_lines(
        say("explain.certainty"), meaning, [], account.factuality_provenance, text, width, say, COLOURS[grade]
    )
    said = account.content or account.mentions
    if said:
        yield Text()
    for number, span in enumerate(said):
        yield from quoted_words(say("explain.said") if number == 0 else "", span, text, width, say)


def detail_lines(details: Details, text: str, width: int, say: Texts) -> Iterator[Text]:
    """Every value of some details."""
    for name in FIELDS:
        for value in getattr(details, name):
            words = value_words(value, say)
            yield from value_lines(say(f"field.{name}"), words, [value.span], value.provenance, text, width, say)


def discrepancy_lines(discrepancy: Discrepancy, text: str, width: int, say: Texts) -> Iterator[Text]:
    """What does not fit, the words that show it, and the rule that saw it."""
    label = say(f"discrepancy.{discrepancy.kind.value}")
    yield from value_lines(
        label, explanation_words(discrepancy, say), discrepancy.spans, discrepancy.provenance, text, width, say, "red"
    )


def value_lines(
    label: str,
    words: str,
    spans: Iterable[Span],
    provenance: Provenance,
    text: str,
    width: int,
    say: Texts,
    style: str = "",
) -> Iterator[Text]:
    """One value: what it is, where it stands in the report, why it was read so."""
    yield Text()
    yield from labelled(label, words, width, style)
    for span in spans:
        yield from words_lines(span, text, width, say)
    yield from reason_lines(provenance, width, say)


def labelled(label: str, words: str, width: int, style: str = "") -> Iterator[Text]:
    """A label in its column and what it holds."""
    space = " " * max(COLUMN - LEVEL - cell_len(label), 2)
    yield from wrapped(Text.assemble((label + space, "dim"), (words, style or "bold")), width, LEVEL, COLUMN)


def words_lines(span: Span, text: str, width: int, say: Texts) -> Iterator[Text]:
    """The words in [brackets] in the middle of their sentence, and their position."""
    before, after = context(span, text)
    line = Text.assemble((say("typography.open") + before, "dim"), f"[{one_line(span.text)}]")
    line.append(after + say("typography.close"), "dim")
    place = say("explain.position", start=span.start, end=span.end)
    line.append(f" ({place})", "dim")
    yield from wrapped(line, width, COLUMN, COLUMN + 2)


def quoted_words(label: str, span: Span, text: str, width: int, say: Texts) -> Iterator[Text]:
    """A label and the words of the report that it names."""
    for number, line in enumerate(words_lines(span, text, width, say)):
        yield (
            line if number else Text(" " * LEVEL).append(label.ljust(COLUMN - LEVEL), "dim").append_text(line[COLUMN:])
        )


def context(span: Span, text: str) -> tuple[str, str]:
    """What stands before and after some words, cut at words and at the ends of the paragraph."""
    before = undirected(text[max(0, span.start - CONTEXT) : span.start]).rpartition("\n")[2]
    after = undirected(text[span.end : span.end + CONTEXT]).partition("\n")[0]
    if len(before) == CONTEXT:
        before = "…" + before.partition(" ")[2]
    if len(after) == CONTEXT:
        after = after.rpartition(" ")[0] + "…"
    return before.replace("\t", " "), after.replace("\t", " ")


def reason_lines(provenance: Provenance, width: int, say: Texts) -> Iterator[Text]:
    """The rule in words where the interface has them, the lexicon entry with its example, the reckoning."""
    parts = []
    if provenance.rule:
        means = rule_words(provenance.rule, say)
        rule = f"[{provenance.rule}]"
        parts.append((say("explain.because"), f"{means} {rule}" if means else rule))
    if provenance.entry:
        parts.append((say("explain.entry"), entry_words(provenance.entry, say)))
    if provenance.note:
        parts.append((say("explain.reckoning"), one_line(provenance.note)))
    for label, words in parts:
        yield from wrapped(Text.assemble((f"{label} ", "dim"), (words, "cyan")), width, COLUMN, COLUMN + 2)


def rule_words(rule: str, say: Texts) -> str:
    """What a rule does, or the family of rules that it is of; "" where nobody has written it."""
    while rule:
        if rule in say.tables["rule"]:
            return str(say.tables["rule"][rule])
        rule = rule.rpartition(".")[0]
    return ""


def entry_words(entry: str, say: Texts) -> str:
    """A lexicon entry with what it means and the sentence that proves it."""
    row = entries(entry.partition(".")[0]).get(entry, {})
    words = [entry]
    if row.get("means"):
        words.append(str(row["means"]))
    example = next(iter(row.get("matches", ())), "")
    if example:
        words.append(f"{say('explain.example')} {say.quoted(one_line(str(example)))}")
    return "; ".join(words)


@cache
def entries(language: str) -> dict[str, Any]:
    """The lexicon entries of a language by id; none where there is no such language."""
    if language not in languages.codes():
        return {}
    return {row["id"]: row for _, row in languages.load(language).entries()}
