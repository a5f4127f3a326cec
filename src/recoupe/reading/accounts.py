"""The accounts stage: each mention of an event goes to who tells it, and each teller gets one account an event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from recoupe import languages
from recoupe.model import Account, Details, Event, Factuality, Form, Provenance, SourceKind, Status
from recoupe.reading.chains import Tellers
from recoupe.reading.fullest import with_fullest
from recoupe.reading.layers import ACCOUNTS, SOURCES, document_of, span_of
from recoupe.reading.quantities_numbers import NumberReader
from recoupe.reading.scenes import with_scenes
from recoupe.reading.taken_up import taken_up
from recoupe.reading.tellings import TELLINGS, Told, said, told_in
from recoupe.reading.tellings_headline import with_full_names
from recoupe.reading.told_beside import told_beside

NOBODY = (SourceKind.ANONYMOUS, SourceKind.OTHER)  # kinds of sources of which the text does not say who they are
DAMAGE = "destroy"  # PLOVER's mode of destruction


@Language.factory("recoupe_accounts")
def make_accounts(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Make the component that gathers the accounts of every event of a Doc."""

    numbers = NumberReader(languages.load(str(nlp.lang)).table("quantities"), nlp.tokenizer)

    def read(doc: Doc) -> Doc:
        told = told_in(doc)
        tellers = Tellers(document_of(doc), SOURCES.of(doc))
        told = by_event((*told, *taken_up(doc, told, tellers), *told_beside(doc, told, tellers, numbers)))
        told = with_full_names(doc, told)
        TELLINGS.put(doc, told)
        return ACCOUNTS.put(doc, tuple(with_scenes(doc, list(events_of(told)), told)))

    return read


def by_event(told: Sequence[Told]) -> tuple[Told, ...]:
    """The tellings with those of one event together, events in the order of their first mention."""
    return tuple(sorted(told, key=lambda t: int(t.event.removeprefix("e"))))


def events_of(told: Sequence[Told]) -> Iterator[Event]:
    """The events of the tellings, in their order."""
    for identifier, tellings_of_event in groupby(told, key=lambda t: t.event):
        yield with_fullest(event_of(identifier, list(tellings_of_event)))


def event_of(identifier: str, told: Sequence[Told]) -> Event:
    """The event with one account a chain of sources and the values they share."""
    by_chain: dict[tuple[str, ...], list[Told]] = {}
    for item in told:
        by_chain.setdefault(item.telling.key, []).append(item)
    accounts = tuple(account_of(items) for items in by_chain.values())
    accounts = tuple(sorted(accounts, key=lambda a: (len(a.sources) > 1, a.mentions[0].start)))
    mentions = tuple(sorted({span_of(t.mention.trigger) for t in told if t.names}))
    modes = modes_of(told)
    first = min(told, key=lambda t: t.mention.trigger.start).mention
    return Event(
        id=identifier,
        type=first.type,
        mode=tuple(sorted(modes, key=lambda mode: (-modes[mode], mode))),
        status=Status.NEGATED if is_corrected(told) else status_of(told),
        mentions=mentions,
        details=union(account.details for account in accounts),
        accounts=accounts,
        provenance=first.provenance,
    )


def modes_of(told: Sequence[Told]) -> Counter[str]:
    """How often each mode is told. Damage is a mode of its own only where the deed is nothing else: a house burnt."""
    modes = Counter(mode for t in told for mode in t.mention.mode)
    if any(DAMAGE not in t.mention.mode for t in told):
        modes.pop(DAMAGE, None)
    return modes


def account_of(told: Sequence[Told]) -> Account:
    """What one source tells of the event, over all the mentions that are its own."""
    firmest = max(told, key=lambda t: (t.factuality.strength, -t.mention.trigger.start))
    telling = firmest.telling
    attribution = telling.attribution
    content = attribution.content if attribution is not None else ()
    own_hearsay = attribution is None and firmest.judgement.hearsay
    return Account(
        sources=telling.sources,
        form=Form.CONDITIONAL if own_hearsay else telling.form,
        factuality=firmest.factuality,
        status=status_of(told),
        cue=span_of(attribution.cue) if attribution is not None and attribution.cue is not None else None,
        content=tuple(span_of(phrase) for phrase in content),
        mentions=tuple(sorted({span_of(t.mention.trigger) for t in told})),
        details=union(t.details for t in told),
        provenance=attribution.provenance if attribution is not None else Provenance("accounts.own_voice"),
        factuality_provenance=firmest.judgement.provenance,
    )


def status_of(told: Sequence[Told]) -> Status:
    """The firmest status among the tellings: what somebody asserts outranks what others only expect or deny.

    A noun ("la grève") tells no tense, so that words that do tell one decide where there are any.
    """
    named = [t for t in told if t.names or t.factuality.polarity > 0]
    telling = [t for t in named if t.judgement.provenance.rule != "factuality.asserted" or is_finite(t)] or told
    statuses = {t.status for t in telling}
    order = (Status.ONGOING, Status.OCCURRED, Status.FUTURE, Status.HYPOTHETICAL, Status.NEGATED)
    return next(status for status in order if status in statuses)


def is_corrected(told: Sequence[Told]) -> bool:
    """ "A rumour of an attack is unfounded": the report denies what nobody whom it names has said."""
    asserted = [t for t in told if t.factuality.polarity > 0]
    denied = any(len(t.telling.sources) == 1 and t.factuality is Factuality.CERTAIN_NOT for t in told)
    return denied and all(t.telling.sources[-1].kind in NOBODY for t in asserted)


def is_finite(told: Told) -> bool:
    """The mention is a verb."""
    return told.mention.trigger.root.pos_ in ("VERB", "AUX")


def union(details: Iterable[Details]) -> Details:
    """All values of all tellings, the most often told first."""
    held = list(details)
    return Details(**{f.name: ranked(value for d in held for value in getattr(d, f.name)) for f in fields(Details)})


def ranked(values: Iterable[Any]) -> tuple[Any, ...]:
    """Values without repetition of what they say, most frequent first, then in the order of the text."""
    kept: dict[str, Any] = {}
    times: Counter[str] = Counter()
    for value in values:
        key = said(value)
        times[key] += 1
        kept.setdefault(key, value)
    return tuple(sorted(kept.values(), key=lambda v: (-times[said(v)], v.span.start)))
