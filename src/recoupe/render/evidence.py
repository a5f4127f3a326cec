"""Why events are one incident: the pairs that tie them together, each with its waterfall of evidence in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from recoupe.interface import Texts, texts
from recoupe.linking import EventRecord, Evidence, Links, Pair, records_of, waterfall
from recoupe.linking.linker import REPORTS
from recoupe.linking.weights import weights
from recoupe.model import Incident, Member
from recoupe.render.incident_words import title
from recoupe.render.terminal import INDENT, put, wrapped
from recoupe.render.words import one_line, shortened
from recoupe.weighing.whole import Whole

LEAST = 0.3  # bits: smaller pieces of evidence are summed up
VALUE = 30  # characters of a value
SCALE = 2.0  # bits a block of the bar
WIDEST = 7


def print_evidence(whole: Whole, incident: Incident, links: Links, console: Console, locale: str) -> None:
    """Print what ties the events of an incident together."""
    say = texts(locale)
    for line in evidence_lines(whole, incident, links, console.width, say):
        put(line, console)


def evidence_lines(whole: Whole, incident: Incident, links: Links, width: int, say: Texts) -> Iterator[Text]:
    """The head, then the tie of each event with its evidence."""
    yield from wrapped(Text.assemble((incident.id + "  ", "cyan"), (title(incident, say), "bold")), width, 0, 0)
    yield Text()
    ties = spanning(incident.members, links.pairs)
    if len(incident.members) < 2:
        yield Text(say("evidence.alone"))
        yield Text()
        return
    if links.model and links.model != weights(REPORTS).version:
        yield from wrapped(Text(say("evidence.outdated")), width, 0, 0)
        yield Text()
        return
    records = {r.member: r for d in {m.document for m in incident.members} for r in records_of(whole.readings[d])}
    yield Text(say("evidence.head"), "bold")
    for pair in ties:
        yield from tie_lines(whole, pair, records, width, say)
    judged = [m for m in incident.members if m not in {end for pair in ties for end in (pair.one, pair.other)}]
    for member in judged:
        yield from wrapped(Text(f"{whole.name(member.document)} {member.event}: {say('evidence.judged')}"), width, 0, 2)
    yield Text()


def spanning(members: Sequence[Member], pairs: Sequence[Pair]) -> list[Pair]:
    """The strongest pairs that hold the events together: one fewer than the events, if the evidence holds all."""
    home = {member: member for member in members}

    def root(member: Member) -> Member:
        while home[member] != member:
            member = home[member]
        return member

    kept = []
    for pair in sorted(pairs, key=lambda p: (-p.weight, p.one, p.other)):
        if pair.one in home and pair.other in home and root(pair.one) != root(pair.other):
            home[root(pair.one)] = root(pair.other)
            kept.append(pair)
    return kept


def tie_lines(whole: Whole, pair: Pair, records: dict[Member, EventRecord], width: int, say: Texts) -> Iterator[Text]:
    """Two events, how likely they are one incident, and what speaks for and against it."""
    ends = [f"{whole.name(m.document)} {m.event}" for m in (pair.one, pair.other)]
    head = Text(" = ".join(ends), "bold")
    head.append(
        f"  {say('evidence.likely', percent=f'{100 * pair.probability:.0f}', bits=f'{pair.weight:+.1f}')}", "dim"
    )
    yield Text()
    yield from wrapped(head, width, 0, 2)
    if pair.one not in records or pair.other not in records:
        return
    bars = waterfall(pair, records[pair.one], records[pair.other])
    small = 0.0
    for bar in sorted(bars, key=lambda b: (b.comparison != "prior", -abs(b.weight))):
        if abs(bar.weight) < LEAST and bar.comparison != "prior":
            small += bar.weight
            continue
        yield from wrapped(bar_line(bar, say), width, INDENT, INDENT + 14)
    if abs(small) >= 0.05:
        yield from wrapped(Text(f"{small:+6.1f}         {say('evidence.rest')}", "dim"), width, INDENT, INDENT + 14)


def bar_line(bar: Evidence, say: Texts) -> Text:
    """One piece of evidence: bits, a bar, what was compared and how it came out, and the two values."""
    blocks = min(round(abs(bar.weight) / SCALE), WIDEST)
    line = Text(f"{bar.weight:+6.1f} ")
    line.append(("█" * blocks or "▏").ljust(WIDEST) + " ", "green" if bar.weight > 0 else "red")
    if bar.comparison == "prior":
        return line.append(say("evidence.prior"), "dim")
    line.append(compared_words(bar, say))
    values = [shortened(one_line(value), VALUE) for value in (bar.one, bar.other) if value]
    if values:
        line.append("  " + " ~ ".join(dict.fromkeys(values)), "dim")
    return line


def compared_words(bar: Evidence, say: Texts) -> str:
    """What was compared and how it came out: "dates: same day"."""
    return say(f"compared.{bar.comparison}") + say("typography.colon") + say(f"level.{bar.level}")
