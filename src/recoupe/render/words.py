"""Values of the model in plain words of the interface's language: dates, numbers, places, kinds of event, excerpts."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal
from rich.cells import cell_len

from recoupe.interface import Texts
from recoupe.model import Account, Date, Discrepancy, Event, EventType, Place, Quantity, Reading, Region, Span

DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d)\S*)?$")
MONTH = re.compile(r"(\d{4})-(\d\d)$")
YEAR = re.compile(r"\d{4}$")
LONG_DAY = "d\u00a0MMMM y"  # the day stays on the line of its month
UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FIELDS = ("date", "place", "actor", "recipient", "instrument", "killed", "injured", "people", "damage", "claimed_by")
SENTENCE_END = re.compile(r"[.!?…](?=[\s»”\"])|\n")
TELLING = 40  # characters: fewer are shown within their sentence
SENTENCE = 20  # characters: less content ("l'attaque", what is claimed) is shown within its sentence
FAR = 400
HEADLINE = 300  # characters: a text without paragraphs is not all headline
OPENING = ' \u00a0\u202f\n»”"'
BEFORE = 28  # characters kept before the word that matters, so that it does not stand alone


@cache
def cldr(texts_locale: str) -> Locale:
    """The names of months and countries in a language."""
    return Locale.parse(texts_locale)


def safe(text: str) -> str:
    """Text that can be shown: control characters and halves of surrogate pairs become the replacement character."""
    return UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Text for one line of a table: every stretch of white space is one space, and nothing turns the line around.

    A non-breaking space stays one: French typography needs it.
    """
    return re.sub(r"[^\S\u00a0\u202f]+", " ", undirected(text)).strip()


def undirected(text: str) -> str:
    """Text that can be shown, without the marks that turn the writing direction of all that follows."""
    return safe(DIRECTION.sub("", text))


def headline_words(reading: Reading, texts: Texts) -> str:
    """The title that was given, the headline that was found, or the first words of the text."""
    found = (span.text for region, span in reading.regions if region is Region.HEADLINE)
    first = (line for line in reading.document.text.lstrip()[:HEADLINE].splitlines() if line.strip())
    words = reading.document.title or next(found, "") or next(first, "")
    return shortened(one_line(words[: 2 * HEADLINE]), HEADLINE) or texts("terminal.untitled")


def event_title(event: Event, texts: Texts) -> str:
    """What an event is: "Attack · explosives, gunfire"."""
    modes = texts("typography.comma").join(texts(f"mode.{mode}") for mode in event.mode)
    kind = texts(f"type.{event.type.value}")
    return f"{kind} · {modes}" if modes else kind


def value_words(value: object, texts: Texts) -> str:
    """Any value of `Details` in plain words."""
    if isinstance(value, Date):
        return date_words(value.edtf, texts)
    if isinstance(value, Place):
        return place_words(value, texts)
    if isinstance(value, Quantity):
        return quantity_words(value, texts)
    return one_line(getattr(value, "name", ""))


def distinct(values: Iterable[object], texts: Texts) -> list[tuple[str, list[object]]]:
    """Values by their words, in their order: those that read alike are one to the eye."""
    found: dict[str, list[object]] = {}
    for value in values:
        found.setdefault(value_words(value, texts), []).append(value)
    return [(words, alike) for words, alike in found.items() if words]


def place_words(place: Place, texts: Texts) -> str:
    """A place with its country: "Bria (Central African Republic)"; a country alone is not named twice."""
    name = one_line(place.name)
    country = cldr(texts("language.cldr")).territories.get(place.country, "")
    if not country or place.precision == "country" or re.search(rf"\b{re.escape(country)}\b", name, re.IGNORECASE):
        return name
    return f"{name} ({country})"


def quantity_words(quantity: Quantity, texts: Texts) -> str:
    """A number of people as it was told: "12", "at least 3", "about 10", "3 to 5"."""

    def number(n: int) -> str:
        return str(format_decimal(n, locale=cldr(texts("language.cldr"))))

    low, best, high = quantity.low, quantity.best, quantity.high
    if high is None:
        return texts("quantity.at_least", n=number(low)) if low == best else texts("quantity.about", n=number(best))
    if low == high:
        return number(best)
    if best == high and low <= 1:
        return texts("quantity.at_most", n=number(best))
    if best in (low, high):
        return texts("quantity.between", low=number(low), high=number(high))
    return texts("quantity.about", n=number(best))


def language_words(code: str, texts: Texts) -> str:
    """The name of a language: "French"."""
    return str(cldr(texts("language.cldr")).languages.get(code.split("-")[0].lower(), code))


def date_words(edtf: str, texts: Texts) -> str:
    """An EDTF value in words: "13 March 2021", "11–12 March 2021", "about March 2021". Other forms stay as they are."""
    if "/" in edtf:
        return _interval_words(edtf, texts)
    bare = edtf.rstrip("~?%")
    words = _instant_words(bare, texts)
    doubt = edtf[len(bare) :]
    if "~" in doubt or "%" in doubt:
        words = texts("date.about_day" if DAY.match(bare) else "date.about", date=words)
    return texts("date.uncertain", date=words) if "?" in doubt or "%" in doubt else words


def _interval_words(edtf: str, texts: Texts) -> str:
    start, end = edtf.split("/", 1)
    if end in ("", ".."):
        return texts("date.from", date=date_words(start, texts))
    if start in ("", ".."):
        return texts("date.until", date=date_words(end, texts))
    first, last = _day(start), _day(end)
    if first is None or last is None:
        return f"{date_words(start, texts)} – {date_words(end, texts)}"
    if first == last:
        return date_words(start, texts)
    if (first.year, first.month) == (last.year, last.month):
        return f"{_ordinal(first, 'd', texts)}–{_ordinal(last, LONG_DAY, texts)}"
    pattern = LONG_DAY.removesuffix(" y") if first.year == last.year else LONG_DAY
    return f"{_ordinal(first, pattern, texts)} – {_ordinal(last, LONG_DAY, texts)}"


def _instant_words(edtf: str, texts: Texts) -> str:
    day = _day(edtf)
    if day is not None:
        words = _ordinal(day, LONG_DAY, texts)
        time = edtf.partition("T")[2][:5]
        return texts("date.time", date=words, time=time) if time else words
    month = MONTH.match(edtf)
    if month and 1 <= int(month[2]) <= 12:
        return _formatted(datetime.date(int(month[1]), int(month[2]), 1), "LLLL y", texts)
    return edtf


def _day(edtf: str) -> datetime.date | None:
    match = DAY.match(edtf.rstrip("~?%"))
    if match is None:
        return None
    try:
        return datetime.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def _formatted(day: datetime.date, pattern: str, texts: Texts) -> str:
    return str(format_date(day, pattern, locale=cldr(texts("language.cldr"))))


def _ordinal(day: datetime.date, pattern: str, texts: Texts) -> str:
    """A day in words, with the first of the month as the language writes it: "1er mars"."""
    words = _formatted(day, pattern, texts)
    return texts("date.first") + words.removeprefix("1") if day.day == 1 else words


def explanation_words(discrepancy: Discrepancy, texts: Texts) -> str:
    """What does not fit, in a sentence of the interface's language: who says what."""
    who = [one_line(name) or texts("terminal.unnamed_outlet") for name, _ in discrepancy.values]
    what = [told_words(said, discrepancy.field, texts) for _, said in discrepancy.values]
    blanks = {f"who{number}": name for number, name in enumerate(who, 1)}
    blanks |= {f"what{number}": said for number, said in enumerate(what, 1)}
    field = texts(f"field.{discrepancy.field}")
    return texts(f"discrepancy_says.{discrepancy.kind.value}", field=field, **blanks)


def told_words(said: str, field: str, texts: Texts) -> str:
    """One side of a discrepancy in words: a grade of certainty, a date, a number as it is."""
    if field == "factuality":
        return texts(f"factuality.{said}")
    return date_words(said, texts) if field == "date" else one_line(said)


def evidence(span: Span, text: str, width: int) -> str:
    """The words that show a discrepancy, within their sentence where they are too few to tell."""
    start, end = within_quotes(text, span.start, span.end)
    if end - start < TELLING:
        start, end = sentence_around(text, span)
    return unquoted(excerpt(text, span, start, end, width))


def chain_names(account: Account, texts: Texts) -> list[str]:
    """The names of a source chain, outlet first; a report of unknown outlet is "the report"."""
    return [one_line(source.name) or texts("terminal.unnamed_outlet") for source in account.sources]


def shortened(words: str, width: int) -> str:
    """Words cut at a word, with an ellipsis, to fit a width; some scripts take two columns a character."""
    if len(words) <= width and cell_len(words) <= width:
        return words
    cut = words[: max(width - 1, 1)]
    while len(cut) > 1 and cell_len(cut) >= width:
        cut = cut[:-1]
    at_word = cut.rsplit(" ", 1)[0] if " " in cut[width // 3 :] else cut
    return at_word.rstrip(" ,;:–—-\u00a0\u202f«“(\"'") + "…"


def telling(account: Account, event: Event) -> tuple[Span | None, Span | None]:
    """The words of an account: where its source speaks of the event, and the stretch that may be shown around them.

    The second is the content that the source answers for, where it is a clause: nobody else's words are shown as his.
    """
    mentions = account.mentions or event.mentions
    for content in account.content:
        for mention in mentions:
            if content.start <= mention.start < content.end:
                return mention, content if len(content.text) >= SENTENCE else None
    if account.content:
        return account.content[0], account.content[0]
    return (account.mentions[0], None) if account.mentions else (None, None)


def quotation(account: Account, event: Event, text: str, width: int) -> str:
    """The words of an account in one line, shortened at words to fit; "" where it has none of its own."""
    focus, limit = telling(account, event)
    if focus is None:
        return ""
    start, end = (limit.start, limit.end) if limit else sentence_around(text, focus)
    start, end = within_quotes(text, start, end)
    return unquoted(excerpt(text, focus, start, end, width))


QUOTES = {"«": "»", "“": "”", '"': '"', "‹": "›"}
INSIDE = " \u00a0\u202f\n\t"


def unquoted(words: str) -> str:
    """Words without the quotation marks around them."""
    start, end = within_quotes(words, 0, len(words))
    return words[start:end]


def within_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the quotation marks around it; those that stand inside it stay."""
    words = text[start:end]
    for opening, closing in QUOTES.items():
        lead, trail = around(words, opening, closing)
        if lead or trail:
            inner = words[lead : len(words) - trail]
            start += lead + len(inner) - len(inner.lstrip(INSIDE))
            return start, start + len(inner.strip(INSIDE))
    return start, end


def around(words: str, opening: str, closing: str) -> tuple[int, int]:
    """How many quotation marks to leave out at the start and at the end: a pair, or one whose other half is missing."""
    lead, trail = words.startswith(opening), words.endswith(closing)
    inner = words[1:-1]
    if lead and trail and opening not in inner and closing not in inner:
        return 1, 1
    surplus = words.count(opening) - words.count(closing) if opening != closing else words.count(opening) % 2
    if lead and surplus > 0:
        return 1, 0
    return (0, 1) if trail and (surplus < 0 or (opening == closing and surplus)) else (0, 0)


def sentence_around(text: str, focus: Span) -> tuple[int, int]:
    """The stretch between two sentence ends around some words, not further than one looks."""
    start, end = max(0, focus.start - FAR), min(len(text), focus.end + FAR)
    start = max((match.end() for match in SENTENCE_END.finditer(text, start, focus.start)), default=start)
    after = SENTENCE_END.search(text, focus.end, end)
    while start < focus.start and text[start] in OPENING:
        start += 1
    return start, after.start() if after else end


def excerpt(text: str, focus: Span, start: int, end: int, width: int) -> str:
    """Part of `text[start:end]` that shows `focus`, in at most `width` characters, cut at words."""
    whole = one_line(text[start:end])
    before = one_line(text[start : focus.start])
    if cell_len(whole) <= width or len(before) <= min(BEFORE, width // 3):
        return shortened(whole, width)
    room = min(BEFORE, (width - len(focus.text)) // 2)
    kept = before[-room:].partition(" ")[2].lstrip(" ,;:–—-") if room > 0 else ""
    gap = " " if kept and text[focus.start - 1].isspace() else ""
    return shortened(f"…{kept}{gap}{one_line(text[focus.start : end])}", width)


def loaded_words(label: str, say: Texts) -> str:
    """What a loaded word does, and whose it is: "condemns: Radio X" of the data, in the reader's language."""
    kind, _, teller = label.partition(": ")
    return f"{say(f'loaded.{kind}')}{say('typography.colon')}{one_line(teller)}" if teller else say(f"loaded.{kind}")


def what_words(type: EventType, mode: Iterable[str], say: Texts) -> str:
    """A type and its modes."""
    modes = say("typography.comma").join(say(f"mode.{name}") for name in mode)
    kind = say(f"type.{type.value}")
    return f"{kind} · {modes}" if modes else kind
