"""Who is an origin and who only repeats: the first holders of information on an incident.

Each rule below says of a telling that it goes back to another, and why. A telling that no rule collapses is an origin:
a witness, a party, an institution, imagery, or an outlet that has nobody in the case behind it. The rules are tried in
the order of `RULES`, the surest first; a telling collapses once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from recoupe.model import (
    Citation,
    Collapse,
    Copying,
    DiscrepancyKind,
    Origin,
    Overlap,
    Provenance,
    SourceKind,
    Status,
    Telling,
)
from recoupe.weighing.bodies import GOVERNMENT, POLICE, Body, same_body
from recoupe.weighing.told import OUTLETS, TOLLS, Told, is_before

ROOT = 5  # letters in which words of one root agree in two languages: "sikur" of "sécuritaire" and "security"
UNNAMED = (
    *(SourceKind.OUTLET, SourceKind.SOCIAL_MEDIA, SourceKind.AGENCY),
    *(SourceKind.ANONYMOUS, SourceKind.DOCUMENT, SourceKind.OTHER),
)
BODIES = (SourceKind.ARMED_GROUP, SourceKind.MILITARY)  # their claim and their denial are two
REACHED = (SourceKind.WITNESS, SourceKind.ANONYMOUS, SourceKind.SOCIAL_MEDIA, SourceKind.DOCUMENT)

Step = tuple[Told, Told, Provenance]  # the first goes back to the second


@dataclass(frozen=True)
class Ground:
    """What the rules look at: the tellings of one incident, and what is known between their documents."""

    told: Sequence[Told]
    copies: Sequence[Copying] = ()
    citations: Sequence[Citation] = ()
    into: dict[Telling, tuple[Told, Provenance]] = field(default_factory=dict)  # grows as the rules are applied

    def root(self, told: Told) -> Told:
        """The telling that one goes back to in the end."""
        while told.telling in self.into:
            told = self.into[told.telling][0]
        return told

    def open(self) -> list[Told]:
        """The tellings that go back to none so far."""
        return [t for t in self.told if t.telling not in self.into]

    def collapse(self, step: Step) -> None:
        """Take one telling back to another, unless that would close a circle: then nobody is the first."""
        told, target, reason = step
        if told.telling not in self.into and self.root(target).telling != told.telling:
            self.into[told.telling] = (target, reason)


def origins(
    told: Sequence[Told], copies: Iterable[Copying] = (), citations: Iterable[Citation] = ()
) -> tuple[Origin, ...]:
    """The independent origins of an incident, each with the tellings that go back to it and the reason for each."""
    ground = Ground(tuple(told), tuple(copies), tuple(citations))
    for rule in RULES:
        for step in rule(ground):
            ground.collapse(step)
    return tuple(origin(root, ground) for root in ground.open())


def origin(root: Told, ground: Ground) -> Origin:
    """A first holder with everything that goes back to it."""
    behind = [t for t in ground.told if t.telling in ground.into and ground.root(t) is root]
    collapsed = tuple(Collapse(t.telling, ground.into[t.telling][0].telling, ground.into[t.telling][1]) for t in behind)
    kind = root.source.kind
    return Origin(root.source.name, kind, (root.telling, *(t.telling for t in behind)), collapsed)


# ---------------------------------------------------------------- copies


def copied(ground: Ground) -> Iterator[Step]:
    """A report that repeats another's words adds nobody."""
    by_document: dict[str, list[Told]] = {}
    for t in ground.told:
        by_document.setdefault(t.telling.document, []).append(t)
    for copying in ground.copies:
        original = by_document.get(copying.origin, [])
        for t in by_document.get(copying.teller, []) if original else []:
            target = counterpart(t, original)
            if copying.overlap is Overlap.EXCERPT and not is_like(t, target):
                continue
            if stands_in(t, copying) or has_its_name(t, target, copying):
                yield t, target, Provenance(f"independence.{copying.overlap.value}", note=copying.provenance.note)


def stands_in(told: Told, copying: Copying) -> bool:
    """The words of the telling are among those that are repeated.

    Who is quoted in them counts most: an outlet that copies a report and adds a witness of its own has that witness.
    """
    if copying.overlap is Overlap.VERSION:
        return told.is_own_voice
    if told.source.span is not None:
        marks = [told.source.span]
    else:
        marks = list(told.account.mentions or told.event.mentions)
        if copying.overlap in (Overlap.COPY, Overlap.EDIT, Overlap.TRANSLATION):
            return True  # a headline of its own makes no report
    return any(span.start < mark.end and mark.start < span.end for span in copying.spans for mark in marks)


def is_like(told: Told, target: Told) -> bool:
    """Both are the outlets' own words, or sources that share a word or a body."""
    if told.is_own_voice or target.is_own_voice:
        return told.is_own_voice
    return bool(told.name.sounds & target.name.sounds) or share_body(told, target)


def has_its_name(told: Told, target: Told, copying: Copying) -> bool:
    """A source that the original quotes under this name, in a copy that worded the sentence anew."""
    if told.is_own_voice or not told.name.sounds:
        return False
    if copying.overlap is Overlap.TRANSLATION:
        same = told.source.kind is target.source.kind and told.tolls == target.tolls
        return same and told.polarity == target.polarity
    return copying.overlap in (Overlap.COPY, Overlap.EDIT) and told.name.sounds == target.name.sounds


def counterpart(told: Told, original: Sequence[Told]) -> Told:
    """The telling of the original that one of a copy repeats, through light edits and translation."""
    return max(original, key=lambda o: (likeness(told, o), o.telling.event, -o.telling.account))


def likeness(one: Told, other: Told) -> float:
    """How alike two tellings are in who tells, how and what."""
    shared = len(one.name.sounds & other.name.sounds) / max(len(one.name.sounds | other.name.sounds), 1)
    same_kind = one.source.kind is other.source.kind or one.is_own_voice is other.is_own_voice is True
    same_length = len(one.account.sources) == len(other.account.sources)
    same_tolls = bool(one.tolls & other.tolls) - bool(one.tolls ^ other.tolls)
    return 2 * shared + 2 * same_kind + same_length + same_tolls + (one.polarity == other.polarity)


# ---------------------------------------------------------------- citations of documents in the case


def cited(ground: Ground) -> Iterator[Step]:
    """An outlet that cites another whose report is in the case goes back to that report."""
    held = {t.telling: t for t in ground.told}
    for citation in ground.citations:
        told = held.get(Telling(citation.teller.document, citation.teller.event, citation.account))
        if told is None or citation.cited is None:
            continue
        theirs = [t for t in ground.told if (t.telling.document, t.telling.event) == key_of(citation)]
        target = inner_counterpart(told, citation.link, theirs)
        if target is not None:
            yield told, target, Provenance("independence.cited", note=told.account.sources[citation.link].name)


def key_of(citation: Citation) -> tuple[str, str]:
    """Document and event that are cited."""
    member = citation.cited
    return (member.document, member.event) if member else ("", "")


def inner_counterpart(told: Told, link: int, theirs: Sequence[Told]) -> Told | None:
    """Whom the cited report has for the source that is cited through it; itself, if the chain ends with it."""
    alike = [t for t in theirs if t.polarity == told.polarity] or list(theirs)
    if not alike:
        return None
    if link == len(told.account.sources) - 1:
        return max(alike, key=lambda t: (len(t.tolls & told.tolls), t.is_own_voice))
    best = max(alike, key=lambda t: (likeness(told, t), len(t.tolls & told.tolls)))
    named = [t for t in alike if not t.is_own_voice]
    if named and not (best.name.sounds & told.name.sounds or share_body(best, told)):
        return None if told.name.proper else best
    return best


# ---------------------------------------------------------------- one source in several tellings


def same_source(ground: Ground) -> Iterator[Step]:
    """One person, institution or text that is quoted more than once."""
    for told, earlier in pairs(ground):
        reason = one_source(told, earlier)
        one_person = told.name.proper and told.source.kind not in BODIES
        if reason and (one_person or told.polarity * earlier.polarity >= 0):
            yield told, earlier, Provenance(f"independence.{reason}", note=earlier.source.name)


def pairs(ground: Ground) -> Iterator[tuple[Told, Told]]:
    """Each open telling with each open one before it."""
    known = ground.open()
    for index, told in enumerate(known):
        yield from ((told, earlier) for earlier in known[:index])


def one_source(told: Told, earlier: Told) -> str:
    """Why two tellings have one source; "" where they have not."""
    if told.is_own_voice or earlier.is_own_voice:
        if told.is_own_voice and earlier.is_own_voice:
            return "same_outlet" if told.outlet == earlier.outlet else ""
        return "same_source" if is_own_channel(told, earlier) else ""
    one, other = told.name, earlier.name
    if one.vague or other.vague or one.part or other.part:
        return ""
    if told.document.language != earlier.document.language:
        return "same_source" if is_same_abroad(told, earlier) else ""
    within = one.sounds <= other.sounds or other.sounds <= one.sounds
    if not (within and one.sounds and other.sounds):
        return ""
    if told.outlet == earlier.outlet:
        return "same_source" if one.words == other.words or one.roles == other.roles else ""
    if told.source.kind in REACHED and not (one.proper & other.proper):
        return ""  # residents reached by two outlets are two
    return "same_source" if one.proper & other.proper or is_unique(told, earlier) else ""


def is_own_channel(told: Told, earlier: Told) -> bool:
    """A party that publishes itself, and is quoted by others: the name of the outlet is the name of the source."""
    one, other = told.name.sounds, earlier.name.sounds
    shorter = min(one, other, key=len)
    return (
        len(shorter) > 1 and shorter <= one and shorter <= other and told.telling.document != earlier.telling.document
    )


def is_same_abroad(told: Told, earlier: Told) -> bool:
    """One institution by its names in two languages: "la Cellule d'information sécuritaire", "Security Media Cell".

    Words of one root begin alike in French and English; a person keeps the name.
    """
    if told.source.kind in REACHED or told.name.indefinite or earlier.name.indefinite:
        named = not (told.name.roles or earlier.name.roles)  # the names of those with a trade are of places
        return named and bool(told.name.proper & earlier.name.proper) and told.source.kind is earlier.source.kind
    one = min(told.name.sounds, earlier.name.sounds, key=len)
    matched = common_roots(told, earlier)
    if told.source.kind is earlier.source.kind is SourceKind.PERSON:
        return bool(one) and matched == len(one)
    return 2 * matched >= len(one) > 0 and (matched > 1 or bool(told.name.roles and earlier.name.roles))


def common_roots(one: Told, other: Told) -> int:
    """How many words of the shorter name begin like one of the longer."""
    fewer, more = sorted((one.name.sounds, other.name.sounds), key=len)
    return sum(any(x == y or (len(x) >= ROOT and x[:ROOT] == y[:ROOT]) for y in more) for x in fewer)


def translated_name(ground: Ground) -> Iterator[Step]:
    """An institution in a report that cites another-language report which has it, too: one word of its name will do."""
    cite = {(c.teller.document, c.cited.document) for c in ground.citations if c.cited}
    for told, earlier in pairs(ground):
        abroad = told.document.language != earlier.document.language
        if abroad and (told.telling.document, earlier.telling.document) in cite:
            named = not (told.name.indefinite or earlier.name.indefinite)
            alike = told.source.kind is earlier.source.kind and told.source.kind not in REACHED
            if named and alike and told.polarity == earlier.polarity and common_roots(told, earlier):
                yield told, earlier, Provenance("independence.same_source", note=earlier.source.name)


def is_unique(told: Told, earlier: Told) -> bool:
    """An office that a place has once: "le préfet"; "un officier" may be anybody."""
    unnamed = told.name.indefinite or earlier.name.indefinite or told.name.plural or earlier.name.plural
    kinds = (SourceKind.OFFICIAL, SourceKind.MILITARY, SourceKind.NGO)
    return not unnamed and told.source.kind in kinds and told.name.roles == earlier.name.roles != frozenset()


def same_bodies(ground: Ground) -> Iterator[Step]:
    """Officers, staff and spokesmen of one army or police, members of one group: one holder, who may deny apart."""
    for told, earlier in pairs(ground):
        if told.polarity == earlier.polarity and share_body(told, earlier):
            yield told, earlier, Provenance("independence.same_body", note=earlier.source.name)
    yield from left_open(ground)


def share_body(told: Told, earlier: Told) -> bool:
    """Both speak for one army, police or group."""
    return bool(told.body and earlier.body and same_body(told.body, earlier.body))


def left_open(ground: Ground) -> Iterator[Step]:
    """ "L'armée" is the army that the other reports name, if they name one."""
    for told in ground.open():
        if told.body is None or told.body.which:
            continue
        named = [t for t in ground.open() if t is not told and fits(t, told)]
        bodies = {t.body.which for t in named if t.body}
        if len(bodies) == 1:
            first = named[0]
            step = (told, first) if is_after(told, first) else (first, told)
            yield *step, Provenance("independence.same_body", note=step[1].source.name)


def fits(told: Told, open_one: Told) -> bool:
    """A body of the same sector and stand."""
    return bool(
        told.body
        and open_one.body
        and told.polarity == open_one.polarity
        and same_body(Body(told.body.sector, ""), Body(open_one.body.sector, ""))
    )


def is_after(told: Told, other: Told) -> bool:
    """Later in the order of publication."""
    return (told.day, told.document.name) >= (other.day, other.document.name)


# ---------------------------------------------------------------- inside one document


def parts_of_group(ground: Ground) -> Iterator[Step]:
    """ "One of the residents" is one of "three residents"; two officials who differ are the two that were announced."""
    for told in ground.open():
        if not told.name.part:
            continue
        for group in beside(told, ground):
            if is_group_of(told, group):
                differ = [t for t in beside(told, ground) if t.name.part and (t.name.other or told.name.other)]
                step = (group, told) if differ and not group.name.part else (told, group)
                yield *step, Provenance("independence.part_of_group", note=group.source.name)


def is_group_of(told: Told, group: Told) -> bool:
    """The second may be those of whom the first is one."""
    if group.is_own_voice or told.name.other:
        return group.name.plural and not group.name.part and not group.is_own_voice
    if group.name.part:
        return told.name.words < group.name.words or (not told.name.words and not group.name.other)
    return group.name.plural and told.name.roles <= group.name.roles


def beside(told: Told, ground: Ground) -> list[Told]:
    """The other open tellings of the same event in the same report."""
    key = told.telling.document, told.telling.event
    return [t for t in ground.open() if t is not told and (t.telling.document, t.telling.event) == key]


def prefixes(ground: Ground) -> Iterator[Step]:
    """Who passes on another's words in one report is no origin of them: the outlet above all.

    It stays one where it says what none of them says: another number, or that it did not happen.
    """
    for told in sorted(ground.told, key=lambda t: -len(t.account.sources)):
        if told.telling in ground.into:
            continue
        behind = [t for t in of_event(told, ground) if passes_on(told, t)]
        if behind and not says_its_own(told, behind):
            best = max(behind, key=lambda t: (len(t.tolls & told.tolls), not t.name.vague, -t.telling.account))
            yield told, best, Provenance("independence.passed_on", note=best.source.name)


def of_event(told: Told, ground: Ground) -> list[Told]:
    """All tellings of the same event in the same report."""
    key = told.telling.document, told.telling.event
    return [t for t in ground.told if t is not told and (t.telling.document, t.telling.event) == key]


def passes_on(told: Told, inner: Told) -> bool:
    """The chain of the second goes on where that of the first ends, and both say that it happened, or that not."""
    names = [s.name for s in told.account.sources]
    longer = [s.name for s in inner.account.sources]
    stand = told.polarity in (0, inner.polarity) and not inner.name.vague
    return len(longer) > len(names) and longer[: len(names)] == names and stand


def says_its_own(told: Told, others: Iterable[Told]) -> bool:
    """It gives a number on a matter on which all the others give other ones: nobody of them can be behind it."""
    others = list(others)
    for name in TOLLS:
        own = told.numbers(name)
        if own and all(t.numbers(name) and not own & t.numbers(name) for t in others):
            return True
    return False


def gathered(ground: Ground) -> Iterator[Step]:
    """ "All the testimony gathered by this agency" is that of those whom it quoted before."""
    for told in ground.open():
        own = {word for word in told.outlet.split() if len(word) > 3} & {w.casefold() for w in told.source.name.split()}
        one_person = told.name.indefinite or (told.name.roles and not told.name.plural)
        if own and not told.is_own_voice and told.source.kind in REACHED and not one_person:
            before = [t for t in ground.told if t.outlet == told.outlet and is_before(t, told)]
            before = [t for t in before if t.polarity == told.polarity and not t.is_own_voice]
            if before:
                yield told, before[0], Provenance("independence.gathered", note=told.document.outlet)


def vague(ground: Ground) -> Iterator[Step]:
    """ "Certains", "others": the report's own word on what is being said."""
    for told in ground.open():
        if told.name.vague and not told.is_own_voice:
            own = [t for t in of_event(told, ground) if t.is_own_voice]
            if own:
                yield told, own[0], Provenance("independence.nobody", note=told.source.name)


# ---------------------------------------------------------------- across reports


def denied(ground: Ground) -> Iterator[Step]:
    """What a report passes on from unnamed pages only to deny it is what others in the case say."""
    for told in ground.open():
        if told.is_own_voice or told.name.proper or told.source.kind not in UNNAMED:
            continue
        flagged = any(
            d.kind is DiscrepancyKind.DENIAL and d.event == told.telling.event for d in told.reading.discrepancies
        )
        own = [t for t in of_event(told, ground) if t.is_own_voice]
        if flagged and own and own[0].body is not None:
            others = [t for t in ground.open() if t.outlet != told.outlet and t.polarity == told.polarity]
            others = [t for t in others if not share_body(t, own[0])]
            if others:
                yield told, others[0], Provenance("independence.denied_only", note=others[0].source.name)


def second_hand(ground: Ground) -> Iterator[Step]:
    """Witnesses of a site without a name, with the figure of witnesses whom another report reached."""
    for told in ground.open():
        chain = told.account.sources
        middle = chain[1:-1]
        if not middle or not told.tolls or any(s.kind not in (*OUTLETS, SourceKind.SOCIAL_MEDIA) for s in middle):
            continue
        for other in ground.open():
            same = told.tolls & other.tolls and other.polarity == told.polarity
            if same and other is not told and other.source.kind in REACHED and len(other.account.sources) <= 2:
                yield told, other, Provenance("independence.second_hand", note=other.source.name)
                break


def same_medium(ground: Ground) -> Iterator[Step]:
    """Several reports that cite an outlet whose own report is not in the case."""
    for told, earlier in pairs(ground):
        cite = not told.is_own_voice and not earlier.is_own_voice and told.polarity == earlier.polarity
        media = told.source.kind in OUTLETS and earlier.source.kind in OUTLETS
        if cite and media and told.name.proper & earlier.name.proper:
            yield told, earlier, Provenance("independence.same_source", note=earlier.source.name)


def unnamed_media(ground: Ground) -> Iterator[Step]:
    """ "La presse locale", "une agence": outlets without a name are those of the case that told it, if any did."""
    for told in ground.open():
        if told.is_own_voice or told.source.kind not in OUTLETS or told.name.proper or told.name.own:
            continue
        others = [t for t in ground.told if t.outlet != told.outlet and t.polarity == told.polarity]
        others = [t for t in others if not is_before(told, t) and (not told.tolls or told.tolls & t.tolls)]
        if others:
            yield told, others[0], Provenance("independence.unnamed_media", note=others[0].document.outlet)


def repeats(ground: Ground) -> Iterator[Step]:
    """An outlet that comes later, names nobody, and tells nothing that a source of an earlier report had not told.

    Where the earlier reports name no source either, each may have a reporter of its own.
    """
    for told in ground.open():
        if not (told.is_own_voice or told.is_reporter) or told.body is not None:
            continue
        earlier = [t for t in ground.told if is_before(t, told) and t.outlet != told.outlet]
        behind = [t for t in earlier if t.polarity == told.polarity and has_source(ground.root(t))]
        if behind and not adds(told, earlier):
            target = max(behind, key=lambda t: len(t.tolls & told.tolls))
            yield told, target, Provenance("independence.repeats", note=target.document.outlet)


def has_source(told: Told) -> bool:
    """Somebody is named behind it: not only an outlet with its reporter."""
    return not (told.is_own_voice or told.is_reporter)


def adds(told: Told, earlier: Collection[Told]) -> bool:
    """It tells something new: that it happened or not, a number, or that what goes on still goes on."""
    if told.polarity not in {t.polarity for t in earlier}:
        return True
    if told.account.status is Status.ONGOING or told.account.status not in {t.account.status for t in earlier}:
        return True
    return bool(told.tolls - {toll for t in earlier for toll in t.tolls})


def ministries(ground: Ground) -> Iterator[Step]:
    """ "The government", "the ministry" beside the ministry of the interior: one executive speaks."""
    for told in ground.open():
        if told.body is None or told.body.sector != GOVERNMENT:
            continue
        for other in ground.open():
            police = other.body is not None and other.body.sector == POLICE and other.name.government
            if police and other.polarity == told.polarity:
                yield told, other, Provenance("independence.same_body", note=other.source.name)
                break


def party_repeats(ground: Ground) -> Iterator[Step]:
    """A party's own channel that speaks of an incident is that party all the same, also where it presupposes what it
    denies: "dément l'enlèvement".
    """
    for told in ground.open():
        if told.is_own_voice and told.body is not None:
            others = [t for t in ground.open() if t is not told and share_body(t, told)]
            others = [t for t in others if t.polarity == told.polarity or t.reading is told.reading]
            if others:
                yield told, others[0], Provenance("independence.same_body", note=others[0].source.name)


RULES: tuple[Callable[[Ground], Iterable[Step]], ...] = (
    copied,
    cited,
    same_source,
    translated_name,
    parts_of_group,
    prefixes,
    same_bodies,
    gathered,
    vague,
    same_medium,
    denied,
    unnamed_media,
    second_hand,
    party_repeats,
    ministries,
    repeats,
)
