"""Which mentions name one event: by type, mode, date, place, parties, definiteness and nearness in the text.

Each mention in turn joins the event it agrees with best, or opens a new one. What speaks against ("une autre attaque",
another day, another weapon, the riposte) outweighs what speaks for, so that two attacks do not become one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Span as Phrase

from recoupe.knowledge.ontology import ontology
from recoupe.model import EventType
from recoupe.reading.coreference_facts import Facts, bounds, facts_of, is_day, is_hour, overlap
from recoupe.reading.events_clause import Clauses
from recoupe.reading.events_trigger import Trigger
from recoupe.reading.layers import EventMention, TimeExpression, Toponym, document_of

CAPTIVE = "captive"  # the family of abductions in the ontology
RANK = (CAPTIVE, "arrest", "seize")  # one taking, whatever it is called; the word first in the list names it
TAKING = frozenset(RANK)
GRAVE = 2  # words of gravity in a paragraph, of which the toll itself is one, that make a toll one of violence
OTHERWISE = -0.3  # what a taking called by another word has against it
ASIDE = {CAPTIVE: -1.8, "hurt": -1.0, "crowd": -0.7}  # the same for assaults of another kind than the rest
WIDE = frozenset({"country", "region", "area", "district"})
REACH = {"area": 3.0, "district": 0.7, "region": 3.0, "country": 3.0}  # degrees within which a place may be another's
AROUND, BESIDE = 0.7, 0.4  # the same for "au nord de Tillia", and for towns and points
AFAR = frozenset({"drone", "aerial"})  # nobody can hit back there
NATION = "iso:"  # a country, or part of one, in the gazetteer
# Found on gold and the train part of corpus: a lower JOIN joins separate raids, a higher parts an attack from its toll.
SAME_NOUN, SAME_TOLL, JOIN = 0.5, 0.6, 0.95


@dataclass(slots=True)
class Cluster:
    """The mentions of one event so far."""

    number: int
    members: list[int] = field(default_factory=list)


def clusters(clauses: Clauses, found: list[Trigger], mentions: list[EventMention]) -> list[int | None]:
    """The number of the event of each mention; None for words that take up an event where none was told."""
    pairs = enumerate(zip(found, mentions, strict=True))
    facts = [facts_of(clauses, n, trigger, mention) for n, (trigger, mention) in pairs]
    links = _links(facts)
    for fact in facts:
        tied = [facts[i].mention for i in sorted(links.get(fact.index, ()))]
        fact.times = fact.times or tuple(t for m in tied for t in m.times)
        fact.places = fact.places or tuple(p for m in tied for p in m.places)
        fact.modes = fact.modes or frozenset(mode for m in tied for mode in m.mode)
    _turn(clauses, facts, links)
    groups: list[Cluster] = []
    waiting: list[Facts] = []
    for fact in facts:
        group = _best(clauses, fact, groups, links.get(fact.index, set()), facts)
        if group is not None:
            group.members.append(fact.index)
        elif _opens(clauses, fact):
            groups.append(Cluster(len(groups), [fact.index]))
        else:
            waiting.append(fact)
    _settle(waiting, groups, facts)
    numbers: list[int | None] = [None] * len(facts)
    for group in groups:
        for index in sorted(group.members):
            numbers[index] = group.number
    return numbers


def of_one_type(mentions: list[EventMention]) -> list[EventMention]:
    """The mentions of one event with one type: a taking is an abduction if anyone calls it so, else an arrest."""
    if len({m.type for m in mentions}) == 1:
        return mentions
    names = [ontology().family(m.type, m.mode).name for m in mentions]
    main = mentions[min(range(len(mentions)), key=lambda n: (RANK.index(names[n]) if names[n] in RANK else 9, n))]
    return [m if m.type is main.type else replace(m, type=main.type, mode=main.mode) for m in mentions]


def _best(clauses: Clauses, fact: Facts, groups: list[Cluster], linked: set[int], facts: list[Facts]) -> Cluster | None:
    """The event a mention joins: the one its syntax ties it to, else the one it agrees with best."""
    for group in groups:
        if linked & set(group.members) and facts[group.members[0]].mention.type is fact.mention.type:
            return group
    told = [g for g in groups if facts[g.members[0]].family.name == fact.family.name]
    of_type = [g for g in groups if facts[g.members[0]].mention.type is fact.mention.type]
    main = next(iter(told or of_type), None)
    recent = max(told, key=lambda g: g.members[-1], default=None)
    best, best_score = None, JOIN
    for group in groups:
        score = _score(clauses, fact, [facts[i] for i in group.members], group is main)
        if fact.demonstrative and group is recent:
            score += 1.2
        if score >= best_score:
            best, best_score = group, score
    return best


def _opens(clauses: Clauses, fact: Facts) -> bool:
    """Whether a mention that joins no event tells of one by itself; a toll does where the paragraph is grave."""
    if fact.general or _mere_injury(fact):
        return False
    if not fact.trigger.entry.anaphor:
        return True
    killed = any(c.measure == "killed" and c.best and not c.since_total for c in fact.mention.counts)
    light, grave = clauses.topics(clauses.paragraph_of(fact.trigger.start))
    return killed and not fact.headline and grave >= GRAVE and grave > light


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
    """A riposte, and who was killed in it, is an event of its own: its direction is the reverse.

    "Two tankers were burnt and fifteen attackers killed in the riposte": of the verbs before it the nearest.
    """
    for fact in facts:
        if any(clauses.is_marker(t, "riposte") for t in fact.mention.trigger):
            fact.other = True
            start = fact.trigger.start
            tied = sorted(links.get(fact.index, ()), key=lambda i: abs(facts[i].trigger.start - start))
            for index in tied[:1]:
                facts[index].other = True
            for index in tied[1:]:
                links[index].discard(fact.index)
                links[fact.index].discard(index)


def _settle(waiting: list[Facts], groups: list[Cluster], facts: list[Facts]) -> None:
    """What waited for its event: a toll in a headline ("Kessa: 14 morts") belongs to the first event of its type that
    the body tells, "was wounded when rockets struck" to the event of its sentence."""
    for fact in waiting:
        kin = [g for g in groups if facts[g.members[0]].family.name == fact.family.name]
        near = [g for g in kin if any(facts[i].sentence == fact.sentence for i in g.members)]
        chosen = near or (kin if fact.headline and not fact.general else [])
        if chosen:
            chosen[0].members.append(fact.index)


# ---------------------------------------------------------------- agreement


def _score(clauses: Clauses, fact: Facts, members: list[Facts], main: bool) -> float:
    """How well a mention agrees with an event; -9 where they cannot be one."""
    kind = _kinds(fact, members)
    if kind is None:
        return -9.0
    if fact.total != any(m.total for m in members):
        return -9.0
    if fact.other and not any(m.other for m in members):
        return -9.0
    score = kind + _reality(fact, members) + _times(fact, members) + _places(fact, members) + _modes(fact, members)
    score += _parties(clauses, fact, members) + _tolls(fact, members) + _text(fact, members, main)
    return score


def _kinds(fact: Facts, members: list[Facts]) -> float | None:
    """How far the kinds of event agree: of one type and family, or two words for one deed; None where they cannot."""
    families = {m.family.name for m in members}
    type, types = fact.mention.type, {m.mention.type for m in members}
    if type is EventType.PROTEST and type in types:
        own = {"strike", "hunger"}
        named = fact.trigger.slots.voice == "noun" and "strike" in fact.modes  # "the strike" may be one of hunger
        return 0.0 if families & own == {fact.family.name} & own or (named and "hunger" in families) else None
    if (type in types and fact.family.name in families) or _taken_in_raid(fact, members):
        return 0.0
    if fact.family.name in TAKING and families & TAKING:
        return OTHERWISE if _takes_people(fact, members) else None
    if type is EventType.ASSAULT and type in types:
        return ASIDE.get(fact.family.name, 0.0) + min(ASIDE.get(name, 0.0) for name in families)
    return None


def _takes_people(fact: Facts, members: list[Facts]) -> bool:
    """ "Nine elders abducted … Five of the nine elders seized by fighters walked free. Four are still held".

    A car stopped where somebody is abducted held him; lorries seized and a man arrested are two things.
    """
    if CAPTIVE in {f.family.name for f in (fact, *members)}:
        return True
    return all(f.takes_people or not f.mention.recipient for f in (fact, *members))


def _taken_in_raid(fact: Facts, members: list[Facts]) -> bool:
    """ "Gunmen stormed a school and abducted forty pupils. They took two nurses": told on with the raid, a part of it.

    Another day, place or doer, or a look back ("avait enlevé"), makes it an event of its own.
    """
    if fact.family.name != CAPTIVE or fact.mention.type is not EventType.ASSAULT or fact.mention.times:
        return False
    raids = [m for m in members if m.family.name == EventType.ASSAULT.value and 0 <= fact.sentence - m.sentence <= 1]
    raids = [m for m in raids if not _hits_another(fact, m)]
    together = [m for m in raids if m.sentence == fact.sentence and m.unreal == fact.unreal]
    doers = _heads(fact.mention.actor)
    if any(not doers or not m.mention.actor or doers & _heads(m.mention.actor) for m in together):
        return not fact.prior and not fact.other
    goes_on = not fact.mention.actor and fact.pronoun_doer and not fact.mention.places
    return goes_on and any(m.paragraph == fact.paragraph and (m.mention.actor or m.pronoun_doer) for m in raids)


def _hits_another(fact: Facts, other: Facts) -> bool:
    """ "One soldier killed, an engineer abducted": two victims and no doer of either are two deeds."""
    told = fact.mention.actor or other.mention.actor or not fact.mention.recipient or not other.mention.recipient
    return not told and not _heads(fact.mention.recipient) & _heads(other.mention.recipient)


def _reality(fact: Facts, members: list[Facts]) -> float:
    """A feared or conditional attack is not the one that happened."""
    unreal = [m.unreal for m in members]
    if _only_named(fact, members):
        return 0.0
    if fact.unreal in ("if", "future") or (fact.unreal == "unreal" and fact.trigger.slots.voice != "noun"):
        return 0.0 if any(unreal) else -3.0
    if all(u in ("if", "future") for u in unreal):
        return -3.0
    if all(m.unreal and m.trigger.slots.voice != "noun" for m in members) and fact.trigger.slots.voice != "noun":
        return -1.5
    return 0.0


def _only_named(fact: Facts, members: list[Facts]) -> bool:
    """ "The withdrawal from Kessa … We will withdraw": a noun may name what is still to come, but for an attack."""
    planned = fact.mention.type in (EventType.RETREAT, EventType.MOBILIZE, EventType.PROTEST, EventType.COERCE)
    return planned and fact.unreal in ("future", "unreal") and all(m.trigger.slots.voice == "noun" for m in members)


def _times(fact: Facts, members: list[Facts]) -> float:
    mine = _days([fact])
    theirs = _days(members)
    if mine and not theirs and _is_past(fact, mine):
        return -1.5
    if not mine or not theirs:
        return 0.0
    if any(overlap(a, b) for a in mine for b in theirs):
        return 0.6
    return -1.5 if fact.trigger.definite else -2.5


def _is_past(fact: Facts, days: list[TimeExpression]) -> bool:
    """ "In 2012", "en novembre" of last year: months before the report, of which the events without a date are news."""
    published = document_of(fact.trigger.head.doc).published[:7]
    return bool(published) and all(bounds(t.edtf or "")[1][:7] < published and not is_day(t) for t in days)


def _days(facts: list[Facts]) -> list[TimeExpression]:
    """The dates that tell events apart: days rather than the month around them, no hour of a day left unsaid.

    "The second attack this month. On October 3, …" is of the 3rd; "shortly before ten" is of whichever day was meant.
    """
    dated = [t for f in facts for t in f.times if t.edtf and t.type != "DURATION" and not is_hour(t)]
    return [t for t in dated if is_day(t)] or dated


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
    """Within the reach of the vaguer: any town of the country told, but "au nord de Tillia" only some 70 km around."""
    if one.phrase.text.lower() == other.phrase.text.lower():
        return True
    a, b = one.place, other.place
    if a is None or b is None or a.lat is None or b.lat is None or a.lon is None or b.lon is None:
        return a is None or b is None
    if a.country == b.country and (_is_nation(one) or _is_nation(other)):
        return True
    reach = max(_reach(one), _reach(other))
    return abs(a.lat - b.lat) < reach and abs(a.lon - b.lon) < reach


def _is_nation(one: Toponym) -> bool:
    """A country, also "le sud de l'Irak"."""
    place = one.place
    told = place is not None and place.precision in ("country", "area")
    return told and place is not None and place.gazetteer == f"{NATION}{place.country}"


def _reach(one: Toponym) -> float:
    """Degrees: more for a province than for a town; some 70 km for "au nord de" a town."""
    if one.place is None:
        return BESIDE
    if one.provenance.rule == "places.direction" and not one.place.gazetteer.startswith(NATION):
        return AROUND
    return REACH.get(one.place.precision, BESIDE)


def _modes(fact: Facts, members: list[Facts]) -> float:
    mine, theirs = fact.modes, {mode for m in members for mode in m.modes}
    if mine & theirs:
        return 0.4
    for one, other in ontology().apart:
        if (mine & one and theirs & other and not theirs & one) or (
            mine & other and theirs & one and not theirs & other
        ):
            return -2.0
    return 0.0


def _tolls(fact: Facts, members: list[Facts]) -> float:
    """The same number of dead or arrested speaks for one event; as it may be raised, another speaks not against it."""
    told = {(c.measure, c.best) for m in members for c in m.mention.counts if c.measure and c.best > 1}
    return SAME_TOLL if any((c.measure, c.best) in told for c in fact.mention.counts) else 0.0


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
    from_afar = AFAR & {mode for m in (fact, *members) for mode in m.modes}  # rival tellings of who was hit
    if struck == {"attacker"} and before == {"victim"} and not from_afar:
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
    score += _noun(fact, members)
    return score - 0.01 * min(fact.sentence - last.sentence, 10)


def _noun(fact: Facts, members: list[Facts]) -> float:
    """ "The ambush" is rather the one called an ambush before than the strike told last."""
    if fact.trigger.slots.voice != "noun" or fact.trigger.entry.result or fact.general or fact.unreal:
        return 0.0
    nouns = {m.trigger.head.lemma_.lower() for m in members if m.trigger.slots.voice == "noun"}
    return SAME_NOUN if fact.trigger.head.lemma_.lower() in nouns else 0.0


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
