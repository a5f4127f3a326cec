"""Which mentions name one event: by type, mode, date, place, parties, definiteness and nearness in the text.

Each mention in turn joins the event it agrees with best, or opens a new one. What speaks against ("une autre attaque",
another day, another weapon, the riposte) outweighs what speaks for, so that two attacks do not become one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Span as Phrase

from recoupe.knowledge.ontology import Family, ontology
from recoupe.model import EventType, Region
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_find import Trigger
from recoupe.reading.layers import EventMention, TimeExpression, Toponym, region_at

CAPTIVE = "captive"  # the family of abductions in the ontology
WIDE = frozenset({"country", "region", "area", "district"})
JOIN = 1.0  # found on the seed and dev folders: lower joins separate raids, higher parts an attack from its toll


@dataclass(slots=True)
class Cluster:
    """The mentions of one event so far."""

    number: int
    members: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Facts:
    """What one mention says that may tell it from another."""

    index: int
    trigger: Trigger
    mention: EventMention
    times: tuple[TimeExpression, ...]  # its own, else those of the words that syntax ties to it
    places: tuple[Toponym, ...]
    family: Family
    unreal: str
    other: bool
    total: bool
    sentence: int
    headline: bool
    paragraph: int
    known_victim: bool
    known_weapon: bool
    general: bool
    demonstrative: bool
    identifies: bool
    prior: bool
    pronoun_doer: bool
    negated: bool


def clusters(clauses: Clauses, found: list[Trigger], mentions: list[EventMention]) -> list[int | None]:
    """The number of the event of each mention; None for words that take up an event where none was told."""
    pairs = enumerate(zip(found, mentions, strict=True))
    facts = [_facts(clauses, n, trigger, mention) for n, (trigger, mention) in pairs]
    links = _links(facts)
    for fact in facts:
        tied = [facts[i].mention for i in sorted(links.get(fact.index, ()))]
        fact.times = fact.times or tuple(t for m in tied for t in m.times)
        fact.places = fact.places or tuple(p for m in tied for p in m.places)
    _turn(clauses, facts, links)
    groups: list[Cluster] = []
    waiting: list[Facts] = []
    for fact in facts:
        group = _best(clauses, fact, groups, links.get(fact.index, set()), facts)
        if group is not None:
            group.members.append(fact.index)
        elif not fact.trigger.entry.anaphor and not fact.general and not _mere_injury(fact):
            groups.append(Cluster(len(groups), [fact.index]))
        else:
            waiting.append(fact)
    _settle(waiting, groups, facts)
    numbers: list[int | None] = [None] * len(facts)
    for group in groups:
        for index in sorted(group.members):
            numbers[index] = group.number
    return numbers


def _best(clauses: Clauses, fact: Facts, groups: list[Cluster], linked: set[int], facts: list[Facts]) -> Cluster | None:
    """The event a mention joins: the one its syntax ties it to, else the one it agrees with best."""
    for group in groups:
        if linked & set(group.members) and facts[group.members[0]].mention.type is fact.mention.type:
            return group
    main = next((g for g in groups if facts[g.members[0]].mention.type is fact.mention.type), None)
    told = [g for g in groups if facts[g.members[0]].family.name == fact.family.name]
    recent = max(told, key=lambda g: g.members[-1], default=None)
    best, best_score = None, JOIN
    for group in groups:
        score = _score(clauses, fact, [facts[i] for i in group.members], group is main)
        if fact.demonstrative and group is recent:
            score += 1.2
        if score >= best_score:
            best, best_score = group, score
    return best


def _mere_injury(fact: Facts) -> bool:
    """ "Grièvement blessé, le conducteur …": an injury without a doer or a weapon may be an accident."""
    entry = fact.trigger.entry
    return entry.injury and not (fact.mention.actor or fact.mention.instrument)


def _links(facts: list[Facts]) -> dict[int, set[int]]:
    """Pairs that syntax makes one event: "l'explosion a tué", "tués dans une embuscade", "killed in a strike"."""
    links: dict[int, set[int]] = {}
    for one in facts:
        slots = one.trigger.slots
        reached = {t.i for t in (*slots.doer, *(t for role, t in slots.others if role in ("into", "actor")))}
        if one.trigger.slots.voice == "noun":
            continue
        for other in facts:
            inside = reached & set(range(other.trigger.start, other.trigger.end))
            adjacent = 0 <= one.trigger.start - other.trigger.end <= 1
            if (
                other is not one
                and (inside or adjacent)
                and other.trigger.slots.voice == "noun"
                and other.family.name == one.family.name
            ):
                links.setdefault(one.index, set()).add(other.index)
                links.setdefault(other.index, set()).add(one.index)
    return links


def _turn(clauses: Clauses, facts: list[Facts], links: dict[int, set[int]]) -> None:
    """A riposte, and who was killed in it, is an event of its own: its direction is the reverse."""
    for fact in facts:
        if any(clauses.is_marker(t, "riposte") for t in fact.mention.trigger):
            fact.other = True
            for index in links.get(fact.index, ()):
                facts[index].other = True


def _settle(waiting: list[Facts], groups: list[Cluster], facts: list[Facts]) -> None:
    """What waited for its event: a toll in a headline ("Kessa: 14 morts") belongs to the first event of its type that
    the body tells, "was wounded when rockets struck" to the event of its sentence."""
    for fact in waiting:
        kin = [g for g in groups if facts[g.members[0]].family.name == fact.family.name]
        near = [g for g in kin if any(facts[i].sentence == fact.sentence for i in g.members)]
        chosen = near or (kin if fact.headline and not fact.general else [])
        if chosen:
            chosen[0].members.append(fact.index)


def _facts(clauses: Clauses, index: int, trigger: Trigger, mention: EventMention) -> Facts:
    return Facts(
        index=index,
        trigger=trigger,
        mention=mention,
        times=mention.times,
        places=mention.places,
        family=ontology().family(mention.type, mention.mode),
        unreal=_unreal(clauses, trigger),
        other=not trigger.entry.result and _marked_other(clauses, trigger),
        total=_is_total(clauses, trigger),
        sentence=clauses.sentence[trigger.start],
        headline=region_at(clauses.doc, trigger.start) is Region.HEADLINE,
        paragraph=clauses.paragraph[trigger.start],
        demonstrative=_points(clauses, trigger),
        identifies=_identifies(clauses, trigger),
        general=_is_general(clauses, trigger, mention),
        prior=clauses.is_prior(trigger.start),
        pronoun_doer=any(t.pos_ == "PRON" for t in trigger.slots.doer),
        negated=_negated(clauses, trigger),
        known_victim=any(clauses.is_known(p) for p in mention.recipient),
        known_weapon=any(clauses.is_known(p) for p in mention.instrument),
    )


def _identifies(clauses: Clauses, trigger: Trigger) -> bool:
    """ "il pourrait s'agir d'un raid israélien", "it was an air strike", "denies that any clash took place"."""
    if trigger.slots.voice != "noun":
        return False
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    if any(clauses.is_marker(t, "any") for t in before):
        return True
    head = trigger.head
    return any(c.dep_ == "cop" for c in head.children) or clauses.is_marker(head.head, "identify")


def _negated(clauses: Clauses, trigger: Trigger) -> bool:
    """ "Aucune frappe n'a été menée", "There was no battle": a denial takes up what somebody else tells."""
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    denied = any(clauses.is_marker(t, "none") or clauses.is_marker(t, "negation") for t in before)
    return trigger.slots.voice == "noun" and denied


def _points(clauses: Clauses, trigger: Trigger) -> bool:
    """ "cette attaque-là", "this strike": the one told last."""
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    return trigger.slots.voice == "noun" and any(clauses.is_marker(t, "demonstrative") for t in before)


def _is_general(clauses: Clauses, trigger: Trigger, mention: EventMention) -> bool:
    """ "summary executions", "an end to hostilities": a plural without number, party, time or place names no event."""
    head = trigger.head
    if _is_habit(clauses, trigger, mention):
        return True
    if trigger.entry.part != "noun" or mention.type is EventType.THREATEN:
        return False
    if mention.times or mention.places or mention.actor or mention.recipient or mention.counts or mention.ordinal:
        return False
    singular = (head.lower_, "noun") in clauses.lexicon.lemmas  # the tagger errs on number where no article stands
    if singular or "Plur" not in head.morph.get("Number", []):
        return False
    before = clauses.doc[max(0, trigger.start - 3) : trigger.start]
    if any(t.pos_ == "NUM" or clauses.is_marker(t, "demonstrative") for t in before):
        return False
    return head.head.lemma_.lower() not in clauses.lexicon.markers.get("happen", frozenset())


def _is_habit(clauses: Clauses, trigger: Trigger, mention: EventMention) -> bool:
    """ "Attacks on farms have multiplied since 2019", "a faction that has fought the army since 2017"."""
    head = trigger.head
    if mention.counts or mention.ordinal or mention.type is not EventType.ASSAULT:
        return False
    if trigger.slots.voice == "noun":
        if "Plur" not in head.morph.get("Number", []) or any(t.pos_ == "NUM" for t in head.children):
            return False
        verb = head.head
        return verb.i > head.i and verb.pos_ == "VERB" and clauses.is_habitual(verb)
    lasting = (t for t in mention.times if t.provenance.rule == "times.since" and not _is_day(t))
    return not mention.places and any(True for _ in lasting)


def _unreal(clauses: Clauses, trigger: Trigger) -> str:
    """Whether the words speak of what may come: under an if, a future, a fear, a plan."""
    doc = clauses.doc
    head = trigger.head
    for i in range(trigger.start - 1, max(trigger.start - 14, -1), -1):
        if clauses.sentence[i] != clauses.sentence[trigger.start]:
            break
        token = doc[i]
        if clauses.is_marker(token, "if") and token.pos_ == "SCONJ":
            return "if"
        if clauses.unreal(token) and (
            head.head.i == token.i or token in list(head.ancestors)[:3] or trigger.start - i <= 4
        ):
            return "unreal"
    if trigger.slots.voice != "noun" and "Fut" in head.morph.get("Tense", []):
        return "future"
    return ""


def _marked_other(clauses: Clauses, trigger: Trigger) -> bool:
    """ "une autre attaque", "a second salvo"."""
    for i in range(trigger.start - 1, max(trigger.start - 4, -1), -1):
        if clauses.is_marker(clauses.doc[i], "other"):
            return not trigger.definite
        if clauses.doc[i].pos_ not in ("ADJ", "NOUN", "NUM", "PROPN", "DET"):
            return False
    return False


def _is_total(clauses: Clauses, trigger: Trigger) -> bool:
    """ "cinq attaques depuis janvier", "une vingtaine de convois visés depuis le début de l'année"."""
    sentence = clauses.sentence[trigger.start]
    after = range(trigger.end, min(trigger.end + 12, len(clauses.doc)))
    since = any(clauses.sentence[i] == sentence and clauses.is_marker(clauses.doc[i], "since") for i in after)
    if not since:
        return False
    before = clauses.doc[max(0, trigger.start - 8) : trigger.end]
    return any("quantity" in clauses.classes(t) and clauses.sentence[t.i] == sentence for t in before)


# ---------------------------------------------------------------- agreement


def _score(clauses: Clauses, fact: Facts, members: list[Facts], main: bool) -> float:
    """How well a mention agrees with an event; -9 where they cannot be one."""
    first = members[0]
    if fact.mention.type is not first.mention.type or not _one_family(fact, members):
        return -9.0
    if fact.total != any(m.total for m in members):
        return -9.0
    if fact.other and not any(m.other for m in members):
        return -9.0
    score = _reality(fact, members) + _times(fact, members) + _places(fact, members) + _modes(fact, members)
    score += _parties(clauses, fact, members) + _text(fact, members, main)
    return score


def _one_family(fact: Facts, members: list[Facts]) -> bool:
    families = {m.family.name for m in members}
    if fact.mention.type is EventType.PROTEST:
        return ("strike" in families) == (fact.family.name == "strike")
    if _taken_in_raid(fact, members):
        return True
    return fact.family.name in families


def _taken_in_raid(fact: Facts, members: list[Facts]) -> bool:
    """ "Gunmen stormed a school and abducted forty pupils. They took two nurses": told on with the raid, a part of it.

    Another day, place or doer, or a look back ("avait enlevé"), makes it an event of its own.
    """
    if fact.family.name != CAPTIVE or fact.mention.type is not EventType.ASSAULT or fact.mention.times:
        return False
    raids = [m for m in members if m.family.name == EventType.ASSAULT.value and 0 <= fact.sentence - m.sentence <= 1]
    together = [m for m in raids if m.sentence == fact.sentence and m.unreal == fact.unreal]
    doers = _heads(fact.mention.actor)
    if any(not doers or not m.mention.actor or doers & _heads(m.mention.actor) for m in together):
        return not fact.prior and not fact.other
    goes_on = not fact.mention.actor and fact.pronoun_doer and not fact.mention.places
    return goes_on and any(m.paragraph == fact.paragraph and (m.mention.actor or m.pronoun_doer) for m in raids)


def _reality(fact: Facts, members: list[Facts]) -> float:
    """A feared or conditional attack is not the one that happened."""
    unreal = [m.unreal for m in members]
    if fact.unreal in ("if", "future") or (fact.unreal == "unreal" and fact.trigger.slots.voice != "noun"):
        return 0.0 if any(unreal) else -3.0
    if all(u in ("if", "future") for u in unreal):
        return -3.0
    if all(m.unreal and m.trigger.slots.voice != "noun" for m in members) and fact.trigger.slots.voice != "noun":
        return -1.5
    return 0.0


def _times(fact: Facts, members: list[Facts]) -> float:
    mine = _days([fact])
    theirs = _days(members)
    if not mine or not theirs:
        return 0.0
    if any(_overlap(a, b) for a in mine for b in theirs):
        return 0.6
    return -1.5 if fact.trigger.definite else -2.5


def _days(facts: list[Facts]) -> list[TimeExpression]:
    """The dates that tell events apart: days rather than the month around them, no hour of a day left unsaid.

    "The second attack this month. On October 3, …" is of the 3rd; "shortly before ten" is of whichever day was meant.
    """
    dated = [t for f in facts for t in f.times if t.edtf and t.type != "DURATION" and not _is_hour(t)]
    return [t for t in dated if _is_day(t)] or dated


def _is_hour(time: TimeExpression) -> bool:
    return time.type == "TIME" and time.provenance.rule.startswith(("times.clock", "times.earlier"))


def _is_day(time: TimeExpression) -> bool:
    first, last = _bounds(time.edtf or "")
    return len(first) == len(last) == len("2024-05-15") and first[:7] == last[:7] and "-99" not in last


def _overlap(one: TimeExpression, other: TimeExpression) -> bool:
    a, b = _bounds(one.edtf or ""), _bounds(other.edtf or "")
    return a[0] <= b[1] and b[0] <= a[1]


def _bounds(edtf: str) -> tuple[str, str]:
    """First and last day as comparable strings: months and years reach to their ends."""
    first, _, last = edtf.partition("/")
    first, last = first.rstrip("~?%")[:10], (last or first).rstrip("~?%")[:10]
    return ("0" if first == ".." else first), ("9" if last in ("..", "") else last + "-99-99"[: 10 - len(last)])


def _places(fact: Facts, members: list[Facts]) -> float:
    told = [p for m in members if not m.headline for p in m.places]  # a headline may hold the places of two attacks
    mine, theirs = _exact(fact.places), _exact(told or [p for m in members for p in m.places])
    if not mine or not theirs:
        return 0.0
    if any(_near(a, b) for a in mine for b in theirs):
        return 0.8
    if fact.identifies and not fact.negated:  # "In Kessa an adviser thinks that it could be a raid"
        return -0.4
    return -1.0 if fact.trigger.entry.result and fact.sentence == members[-1].sentence else -2.0


def _exact(places: Iterable[Toponym]) -> list[Toponym]:
    """The towns where towns are told, else the regions and countries: "à Kessa, dans le nord du pays" is Kessa."""
    told = list(places)
    return [p for p in told if p.place is None or p.place.precision not in WIDE] or told


def _near(one: Toponym, other: Toponym) -> bool:
    if one.phrase.text.lower() == other.phrase.text.lower():
        return True
    a, b = one.place, other.place
    if a is None or b is None or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return a is None or b is None
    wide = bool({a.precision, b.precision} & WIDE)
    if wide and a.country == b.country:
        return True
    reach = 3.0 if wide else 0.4
    return abs(a.lat - b.lat) < reach and abs(a.lon - b.lon) < reach


def _modes(fact: Facts, members: list[Facts]) -> float:
    mine = set(fact.mention.mode)
    theirs = {mode for m in members for mode in m.mention.mode}
    if mine & theirs:
        return 0.4
    for one, other in ontology().apart:
        if (mine & one and theirs & other and not theirs & one) or (
            mine & other and theirs & one and not theirs & other
        ):
            return -2.0
    return 0.0


def _parties(clauses: Clauses, fact: Facts, members: list[Facts]) -> float:
    score = 0.0
    mine = _heads(fact.mention.recipient)
    theirs = {h for m in members for h in _heads(m.mention.recipient)}
    their_actors = {h for m in members for h in _heads(m.mention.actor)}
    if mine and mine & theirs:
        score += 0.6
    if mine & their_actors and not mine & theirs and fact.family.name == EventType.ASSAULT.value:
        score -= 2.5
    score += _doers(clauses, fact, members)
    struck = clauses.sides(fact.mention.recipient)
    before = {s for m in members for s in clauses.sides(m.mention.recipient)}
    if struck == {"attacker"} and before == {"victim"}:
        score -= 2.0
    elif struck == {"attacker"} and "attacker" in clauses.sides(p for m in members for p in m.mention.actor):
        score -= 1.5
    return score


def _doers(clauses: Clauses, fact: Facts, members: list[Facts]) -> float:
    """Other doers speak against; "les assaillants" are whichever armed men were told of, and go on with their deed."""
    mine, theirs = fact.mention.actor, [p for m in members for p in m.mention.actor]
    if not mine or not theirs:
        return 0.0
    if not _agree(clauses, mine, theirs):
        return -0.7
    goes_on = fact.trigger.slots.voice == "active" and any(clauses.is_known(p) for p in mine)
    return 0.8 if goes_on and not fact.mention.places and fact.paragraph - members[-1].paragraph <= 1 else 0.0


def _agree(clauses: Clauses, mine: Iterable[Phrase], theirs: Iterable[Phrase]) -> bool:
    """Whether some doer of the one may be a doer of the other: the same noun, or armed men without a name in both."""
    one, other = list(mine), list(theirs)
    if _heads(one) & _heads(other):
        return True
    return all(any(clauses.is_gunman(p) for p in side) for side in (one, other))


def _heads(phrases: Iterable[Phrase]) -> set[str]:
    return {phrase.root.lemma_.lower() for phrase in phrases}


def _text(fact: Facts, members: list[Facts], main: bool) -> float:
    """Nearness, definiteness, headline: what the order of telling says."""
    last = members[-1]
    score = _takes_up(fact) + fact.family.pull + _nearness(fact, members, main)
    if fact.prior and fact.sentence == last.sentence:
        score -= 2.0
    return score - 0.01 * min(fact.sentence - last.sentence, 10)


def _nearness(fact: Facts, members: list[Facts], main: bool) -> float:
    """The same sentence, the first telling after the headline, the same paragraph, the report's main event."""
    last = members[-1]
    if fact.sentence == last.sentence:
        return 1.0
    if fact.prior and len([m for m in members if not m.headline]) < 2:
        return 0.0
    if last.headline and not fact.headline and main:
        return 1.1
    if fact.paragraph == last.paragraph:
        takes_up = fact.trigger.entry.result or (fact.trigger.definite and fact.trigger.slots.voice == "noun")
        return 1.2 if takes_up else 0.8 if _tells_on(fact, members) else 0.4
    if any(m.headline for m in members) and fact.index <= 6:
        return 0.7
    if main and not fact.times and not fact.places:
        return 0.8
    return 0.0


def _tells_on(fact: Facts, members: list[Facts]) -> bool:
    """ "Trois jeunes ont été tués. Un soldat ivre a ouvert le feu": the result, then the deed, in one breath."""
    own = fact.times or fact.places or fact.other or fact.prior
    return not own and fact.sentence - members[-1].sentence <= 1 and not any(m.mention.actor for m in members)


def _is_bare(fact: Facts) -> bool:
    """ "Govt confirms terrorist attack": a singular without article or any detail, as in headlines and posts."""
    trigger, mention = fact.trigger, fact.mention
    if trigger.slots.voice != "noun" or fact.headline or mention.times or mention.places or mention.recipient:
        return False
    singular = "Sing" in trigger.head.morph.get("Number", [])
    before = trigger.head.doc[max(0, trigger.start - 3) : trigger.start]
    return singular and not any(t.pos_ in ("DET", "NUM", "PRON", "PART") for t in before)


def _takes_up(fact: Facts) -> float:
    """How far the words themselves take up what was told: a toll, "l'attaque", the known victim."""
    if fact.trigger.entry.damage:
        return 0.8
    if fact.trigger.entry.result or fact.trigger.entry.anaphor:
        return 1.0
    if fact.trigger.slots.voice == "noun" and (fact.trigger.definite or fact.mention.ordinal):
        dated = any(t.edtf for t in fact.mention.times)
        return 1.0 if dated or fact.mention.places or fact.mention.recipient else 1.4
    if fact.trigger.definite and fact.trigger.slots.voice == "passive":
        return 0.6
    if fact.negated:
        return 1.3
    if fact.identifies:
        return 1.0
    if fact.known_weapon or _is_bare(fact):
        return 0.9
    return 0.4 if fact.known_victim else 0.0
