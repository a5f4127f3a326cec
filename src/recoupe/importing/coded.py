"""What a coded row says, and the reading that it makes: one event, told by its coder and by whom the row names."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from recoupe.importing.sheet import Sheet
from recoupe.model import (
    CODED,
    Account,
    Details,
    Document,
    Event,
    EventType,
    Factuality,
    Form,
    Participant,
    Place,
    Provenance,
    Reading,
    Source,
    Span,
    Status,
)

Chain = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Coded:
    """What a row says. Values have their places in its sheet."""

    id: str  # "" where the row has none
    type: EventType
    mode: tuple[str, ...]
    why: Provenance  # of the type
    details: Details
    chains: tuple[Chain, ...] = ()  # whom the row names, without its coder: the outlet first, the origin last
    prose: tuple[Span, ...] = ()  # what tells of the event in words
    published: str = ""
    title: str = ""
    factuality: Factuality = Factuality.CERTAIN
    status: Status = Status.OCCURRED
    why_factuality: Provenance | None = None


def outlet_of(coder: str) -> str:
    """What a coder is called as the one who publishes."""
    return f"coded by {coder}"


def address_of(coder: str, id: str) -> str:
    """Where a coded row is: "coded:Desk/KE-0003"."""
    return f"{CODED}{quote(coder, safe='')}/{quote(id, safe='')}"


def own_id(sheet: Sheet) -> str:
    """An id for a row without one: the same for the same values."""
    return f"row-{hashlib.sha256(sheet.text.encode('utf-8')).hexdigest()[:12]}"


def reading_of(sheet: Sheet, coded: Coded, id: str) -> Reading:
    """The reading of a row."""
    document = Document(
        text=sheet.text,
        name=id,
        language="en",
        outlet=outlet_of(sheet.coder),
        published=coded.published,
        title=coded.title,
        url=address_of(sheet.coder, id),
    )
    mentions = mentions_of(sheet, coded)
    event = Event(
        id="e1",
        type=coded.type,
        mode=coded.mode,
        status=coded.status,
        mentions=mentions,
        details=coded.details,
        accounts=tuple(accounts_of(sheet, coded, mentions)),
        provenance=coded.why,
    )
    return Reading(document, (event,))


def mentions_of(sheet: Sheet, coded: Coded) -> tuple[Span, ...]:
    """The words by which a row names its event: what it tells in words, and who and where."""
    details = coded.details
    held: Sequence[Participant | Place] = (*details.actor, *details.recipient, *details.place)
    spans = (*coded.prose, *(value.span for value in held))
    return tuple(dict.fromkeys(spans)) or (Span(0, len(sheet.text), sheet.text),)


def accounts_of(sheet: Sheet, coded: Coded, mentions: tuple[Span, ...]) -> list[Account]:
    """Who tells of the event.

    Of several sources a row does not say which gave which value: the values are the coder's, who goes back to them. The
    values of a row that names one source are that source's.
    """
    coder = sheet.coder_source

    def account(chain: Chain, details: Details) -> Account:
        return Account(
            sources=(coder, *chain),
            form=Form.ACCORDING_TO if chain else Form.OWN_VOICE,
            factuality=coded.factuality,
            status=coded.status,
            cue=None,
            content=(),
            mentions=mentions if details is coded.details else mentions[:1],
            details=details,
            provenance=chain[-1].provenance if chain else coder.provenance,
            factuality_provenance=coded.why_factuality or coder.provenance,
        )

    chains = tuple(dict.fromkeys(coded.chains))
    if len(chains) == 1:
        return [account(chains[0], coded.details)]
    return [account((), coded.details), *(account(chain, Details()) for chain in chains)]
