"""What a report took from another's text, and what its editor added, cut or changed, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from recoupe.interface import Texts, texts
from recoupe.linking.copies_diff import Change, Edit, diff, together
from recoupe.model import Copying, Incident, Overlap, Reading
from recoupe.render.terminal import INDENT, put, wrapped
from recoupe.render.words import one_line
from recoupe.weighing.whole import Whole

RETOLD = (Overlap.COPY, Overlap.EDIT, Overlap.VERSION)  # the whole text is compared; of an excerpt only what was taken
LONGEST = 400  # characters of one stretch in the terminal; the page has all
CONTEXT = 30  # characters before a change


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a compared text: what stands in both, was cut from the original, or added."""

    edit: Edit
    words: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A report beside the one that it repeats."""

    teller: str
    origin: str
    reason: str  # "the text of Marra Wire, lightly edited · 86 % of its words"
    pieces: tuple[Piece, ...]  # the text with its changes; of an excerpt the stretches that were taken


def compared(whole: Whole, incident: Incident, say: Texts) -> Iterator[Compared]:
    """Each report of an incident that repeats another's words, beside the one it has most of."""
    for copying in closest(whole, incident):
        origin, teller = whole.readings[copying.origin], whole.readings[copying.teller]
        outlet = one_line(origin.document.outlet) or say("terminal.unnamed_outlet")
        reason = say(f"collapse.{copying.overlap.value}", who=outlet, outlet=outlet)
        if copying.overlap is not Overlap.TRANSLATION:
            reason += f" · {say('copies.share', percent=round(100 * copying.share))}"
        found = tuple(pieces(origin, teller, copying))
        yield Compared(whole.name(copying.teller), whole.name(copying.origin), reason, found)


def closest(whole: Whole, incident: Incident) -> list[Copying]:
    """Of each report the copying that holds most of its words, in order of publication."""
    documents = {member.document for member in incident.members}
    best: dict[str, Copying] = {}
    for copying in whole.copies:
        if {copying.teller, copying.origin} <= documents:
            held = best.get(copying.teller)
            if held is None or (copying.share, copying.origin) > (held.share, held.origin):
                best[copying.teller] = copying
    order = {name: (whole.readings[name].document.published, whole.name(name)) for name in best}
    return sorted(best.values(), key=lambda copying: order[copying.teller])


def pieces(origin: Reading, teller: Reading, copying: Copying) -> Iterator[Piece]:
    """The pieces of a compared text, in the order of the copy."""
    if copying.overlap not in RETOLD:
        yield from (Piece(Edit.SAME, one_line(span.text)) for span in copying.spans)
        return
    for change in together(diff(origin, teller), origin, teller):
        yield from of_change(change)


def of_change(change: Change) -> Iterator[Piece]:
    """What stays as it is; else what was cut, then what stands in its place."""
    if change.edit is Edit.SAME:
        if change.copy:
            yield Piece(Edit.SAME, one_line(change.copy.text))
        return
    if change.original:
        yield Piece(Edit.CUT, one_line(change.original.text))
    if change.copy:
        yield Piece(Edit.ADDED, one_line(change.copy.text))


# ---------------------------------------------------------------- the terminal


def print_copies(whole: Whole, incident: Incident, console: Console, locale: str) -> None:
    """Print who copied whose words in an incident, and what became of them."""
    for line in copy_lines(whole, incident, console.width, texts(locale)):
        put(line, console)


def copy_lines(whole: Whole, incident: Incident, width: int, say: Texts) -> Iterator[Text]:
    """Each copy with its changes; nothing where no report repeats another's words."""
    found = list(compared(whole, incident, say))
    if found:
        yield Text()
        yield Text(say("copies.head"), "bold")
    for one in found:
        yield Text()
        head = Text.assemble((f"{one.teller} ← {one.origin}", "bold"), (f"  {one.reason}", "dim"))
        yield from wrapped(head, width, 0, 2)
        yield from change_lines(one.pieces, width, say)


def change_lines(pieces: tuple[Piece, ...], width: int, say: Texts) -> Iterator[Text]:
    """What was cut and added, each with a few words before it; where nothing was, the stretches that were taken."""
    edits = [piece for piece in pieces if piece.edit is not Edit.SAME]
    if len(pieces) == 1 and not edits:
        yield from wrapped(Text(say("copies.same"), "dim"), width, INDENT, INDENT)
        return
    before = ""
    for piece in pieces:
        if piece.edit is not Edit.SAME:
            sign, colour = ("−", "red") if piece.edit is Edit.CUT else ("+", "green")
            line = Text.assemble((f"{sign} ", colour), (f"… {before} " if before else "", "dim"))
            yield from wrapped(line.append(short(piece.words), colour), width, INDENT - 2, INDENT)
        elif not edits:
            yield from wrapped(Text.assemble(("= ", "dim"), short(piece.words)), width, INDENT - 2, INDENT)
        before = tail(piece.words) if piece.edit is Edit.SAME else ""


def short(words: str) -> str:
    """A long stretch by its beginning and its end."""
    half = LONGEST // 2
    return words if len(words) <= LONGEST else f"{words[:half].rstrip()} […] {words[-half:].lstrip()}"


def tail(words: str) -> str:
    """The last few words of a stretch."""
    if len(words) <= CONTEXT:
        return words
    return words[-CONTEXT:].partition(" ")[2] or words[-CONTEXT:]
