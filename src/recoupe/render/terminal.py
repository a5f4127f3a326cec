"""A reading in the terminal: one block an event, one line an account, then where the tellings differ."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from recoupe.interface import Texts, texts
from recoupe.model import Account, Discrepancy, Event, Factuality, Reading
from recoupe.render.words import (
    FIELDS,
    chain_names,
    date_words,
    distinct,
    event_title,
    evidence,
    explanation_words,
    headline_words,
    language_words,
    one_line,
    quotation,
    shortened,
)

INDENT = 4
GAP = 2
ARROW = " ← "
RULE = "─"
PLAIN = str.maketrans("←…─“”’", '<.-""\'')  # for terminals that know no more than Latin 1
SHOWN_VALUES = 4  # places of a long list; the rest is in --json
NARROWEST = 8  # columns: a line of text is not broken further
LEAST_QUOTE = 34  # a quotation narrower than this tells nothing

COLOURS = {
    Factuality.CERTAIN: "",
    Factuality.PROBABLE: "yellow",
    Factuality.POSSIBLE: "yellow",
    Factuality.CERTAIN_NOT: "red",
    Factuality.PROBABLE_NOT: "red",
    Factuality.POSSIBLE_NOT: "red",
    Factuality.UNCOMMITTED: "dim",
}


def print_reading(reading: Reading, console: Console, locale: str) -> None:
    """Print the events, accounts and discrepancies of one report."""
    say = texts(locale)
    for line in reading_lines(reading, console.width, say):
        put(line, console)


def print_summary(reading: Reading, console: Console, locale: str, width: int = 28) -> None:
    """Print one line for one of several reports; `width` is that of the column of names."""
    put(summary_line(reading, console.width, texts(locale), width), console)


def put(line: Text, console: Console) -> None:
    """Print a line as it is; what the terminal's encoding lacks is replaced, as "<" for the arrow."""
    if not console.encoding.startswith("utf"):
        plain = line.plain.translate(PLAIN)
        line = Text(plain.encode(console.encoding, "replace").decode(console.encoding), spans=line.spans)
    console.print(line, soft_wrap=True, highlight=False, markup=False, emoji=False)


def reading_lines(reading: Reading, width: int, say: Texts) -> Iterator[Text]:
    """Every line of the view of a reading."""
    yield from document_lines(reading, width, say)
    if not reading.events:
        yield from (Text(), Text(say("terminal.no_events")))
    known = {event.id for event in reading.events}
    for event in reading.events:
        yield Text()
        yield from event_lines(event, reading, width, say)
        own = [discrepancy for discrepancy in reading.discrepancies if discrepancy.event == event.id]
        if own:
            yield Text()
        for discrepancy in own:
            yield from discrepancy_lines(discrepancy, reading.document.text, width, say)
    loose = [discrepancy for discrepancy in reading.discrepancies if discrepancy.event not in known]
    if loose:
        yield Text()
        yield Text(say("terminal.unplaced"), style="bold")
        for discrepancy in loose:
            yield from discrepancy_lines(discrepancy, reading.document.text, width, say)
    if reading.warnings:
        yield Text()
    for warning in reading.warnings:
        label = say("terminal.warning") + say("typography.colon")
        yield from wrapped(Text.assemble((label, "yellow"), say.message(one_line(warning))), width, 0, 2)


def document_lines(reading: Reading, width: int, say: Texts) -> Iterator[Text]:
    """The headline, then outlet, date and language."""
    document = reading.document
    yield from wrapped(Text(headline_words(reading, say), "bold"), width, 0, 0)
    published = date_words(document.published, say) if document.published else say("terminal.undated")
    parts = (
        one_line(document.outlet) or say("terminal.no_outlet"),
        published,
        language_words(document.language, say) if document.language else "",
        one_line(document.name),
    )
    yield from wrapped(Text(" · ".join(part for part in parts if part), "dim"), width, 0, 0)
    yield Text(RULE * width, "dim")


def event_lines(event: Event, reading: Reading, width: int, say: Texts) -> Iterator[Text]:
    """One block: the kind of event and its status, a line a field, a line an account."""
    status = say(f"status.{event.status.value}")
    number = event.id.ljust(INDENT - 1) + " "
    title = shortened(event_title(event, say), width - len(number) - cell_len(status) - GAP)
    rule = " " * (width - cell_len(number) - cell_len(title) - cell_len(status))
    yield Text.assemble((number, "cyan"), (title, "bold"), rule, (status, "dim"))
    fields = field_rows(event, say)
    label_width = max((cell_len(say(f"field.{name}")) for name in FIELDS), default=0)
    for name, words in fields:
        label = say(f"field.{name}").ljust(label_width + GAP)
        yield from wrapped(Text.assemble((label, "dim"), words), width, INDENT, INDENT + label_width + GAP)
    if fields and event.accounts:
        yield Text()
    yield from account_lines(event, reading.document.text, width, say)


def field_rows(event: Event, say: Texts) -> list[tuple[str, str]]:
    """The fields of an event that have a value, in words."""
    rows = []
    for name in FIELDS:
        values = [words for words, _ in distinct(getattr(event.details, name), say)]
        if len(values) > SHOWN_VALUES:
            values = [*values[:SHOWN_VALUES], say("typography.ellipsis")]
        if values:
            rows.append((name, " · ".join(values)))
    return rows


def account_lines(event: Event, text: str, width: int, say: Texts) -> Iterator[Text]:
    """One line an account: the chain, how certain its source is, its words; the columns agree within the event."""
    chains = [ARROW.join(chain_names(account, say)) for account in event.accounts]
    grades = [say(f"factuality.{account.factuality.value}") for account in event.accounts]
    grade_width = max(map(cell_len, grades), default=0)
    room = width - INDENT - grade_width - 2 * GAP
    chain_width = min(max(map(cell_len, chains), default=0), max(room - max(LEAST_QUOTE, room // 2), room // 3))
    quote_width = room - chain_width
    for account, grade in zip(event.accounts, grades, strict=True):
        chain = chain_lines(chain_names(account, say), chain_width)
        quote = quote_lines(account, event, text, quote_width, len(chain), say)
        for number, part in enumerate(chain):
            line = Text(" " * INDENT).append_text(part)
            line.append(" " * (chain_width - cell_len(part.plain) + GAP))
            label = grade if number == 0 else ""
            line.append(label.ljust(grade_width) + " " * GAP, COLOURS[account.factuality])
            line.append(quote[number] if number < len(quote) else "", "italic")
            line.rstrip()
            yield line
        yield from own_lines(account, event, width, say)


def quote_lines(account: Account, event: Event, text: str, width: int, lines: int, say: Texts) -> list[str]:
    """The words of an account, on no more lines than its chain takes."""
    room = width * lines
    while room > 0:
        words = quotation(account, event, text, room - len(say.quoted("")))
        if not words:
            return []
        parts = [part.plain for part in pieces(Text(say.quoted(words)), width, 0)]
        if len(parts) <= lines:
            return parts
        room -= max(width // 4, 1)
    return []


def chain_lines(names: list[str], width: int) -> list[Text]:
    """A source chain on as many lines as it needs: it is never cut, as it is the point of the line."""
    chain = Text(ARROW.join(names))
    last = len(chain) - len(names[-1])
    if len(names) > 1:
        chain.stylize("dim", 0, last)
    return pieces(chain, width, indent=2)


def own_lines(account: Account, event: Event, width: int, say: Texts) -> Iterator[Text]:
    """What this source alone says, where the accounts of the event differ: "killed 12"."""
    told = []
    for name in FIELDS:
        values = [words for words, _ in distinct(getattr(account.details, name), say)]
        shared = [words for words, _ in distinct(getattr(event.details, name), say)]
        if values and set(values) != set(shared):
            told.append(f"{say(f'field.{name}')} {' · '.join(values)}")
    if told and len(event.accounts) > 1:
        yield from wrapped(Text("; ".join(told), "dim"), width, INDENT + 2, INDENT + 4)


def discrepancy_lines(discrepancy: Discrepancy, text: str, width: int, say: Texts) -> Iterator[Text]:
    """What does not fit, and the words that show it."""
    label = say(f"discrepancy.{discrepancy.kind.value}")
    explanation = explanation_words(discrepancy, say)
    line = Text.assemble(("! ", "red"), (label, "red"))
    if explanation:
        line.append(say("typography.colon") + explanation)
    yield from wrapped(line, width, INDENT - 2, INDENT)
    quote_width = width - INDENT - len(say.quoted(""))
    for words in dict.fromkeys(evidence(span, text, quote_width) for span in discrepancy.spans):
        yield Text(" " * INDENT).append(say.quoted(words), "italic")


def summary_line(reading: Reading, width: int, say: Texts, name_width: int = 0) -> Text:
    """One report in one line: its name, outlet, and how much was found."""
    accounts = sum(len(event.accounts) for event in reading.events)
    parts = [say.count("event", len(reading.events)), say.count("account", accounts)]
    if reading.discrepancies:
        parts.append(say.count("discrepancy", len(reading.discrepancies)))
    name = one_line(reading.document.name) or one_line(reading.document.outlet)
    found = ", ".join(parts)
    room = max(width - cell_len(found) - GAP, 8)
    return Text(shortened(name, room).ljust(min(name_width, room)) + " " * GAP).append(found, "dim")


def wrapped(line: Text, width: int, first: int, others: int) -> Iterator[Text]:
    """A text broken at words to fit, its first line indented by `first`, the next ones by `others`."""
    for index, piece in enumerate(pieces(line, width - max(first, others), 0, others - first)):
        yield Text(" " * (others if index else first)).append_text(piece)


def pieces(line: Text, width: int, indent: int, hanging: int = 0) -> list[Text]:
    """A text broken at spaces into lines of `width`; the first may be `hanging` longer, the next start indented."""
    breaks = []
    start = 0
    width = max(width, NARROWEST)
    limit = width + hanging
    while cell_len(line.plain[start:]) > limit:
        cut = fitting(line.plain, start, limit)
        breaks.append(cut)
        start, limit = cut, width - indent
    parts = list(line.divide(breaks))
    for index, part in enumerate(parts):
        part.rstrip()
        if index and indent:
            parts[index] = Text(" " * indent).append_text(part)
    return parts


def fitting(text: str, start: int, width: int) -> int:
    """Where to break: after the last space that fits; inside a word only if it is longer than the line."""
    end = start
    cells = 0
    while end < len(text) and (cells := cells + cell_len(text[end])) <= width:
        end += 1
    space = text.rfind(" ", start + 1, end + 1)
    return space + 1 if space > start else max(end, start + 1)
