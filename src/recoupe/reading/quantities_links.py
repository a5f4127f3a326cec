"""Which number goes with which word of killing, hurting, taking, freeing or marching."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from recoupe.reading.actors_lexicon import RoleLexicon, fold
from recoupe.reading.quantities_groups import QUOTES, Group
from recoupe.reading.quantities_measures import Found, MeasureLexicon
from recoupe.reading.quantities_numbers import Sequences

SKIP = frozenset(("AUX", "ADV", "PART"))
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "csubj", "nsubj:outer"))
OBJECTS = frozenset(("obj", "obl:arg", "iobj"))
FIRM = frozenset(("killed", "released"))  # said by a verb, these overrule what the noun says: "deux blessés ont péri"
DENIABLE = frozenset(("killed", "injured", "abducted", "arrested"))
MODIFIERS = frozenset(("acl", "amod"))


class Linker:
    """Gives groups their measure. Groups that neither tell a measure nor count things are dropped."""

    def __init__(self, table: Mapping[str, Any], tokenizer: Tokenizer, lexicon: RoleLexicon) -> None:
        self.measures = MeasureLexicon(table, tokenizer)
        self.lexicon = lexicon
        grammar = table["grammar"]

        def words(name: str) -> frozenset[str]:
            return frozenset(fold(w) for w in grammar.get(name, []))

        self.active, self.passive = words("active_auxiliaries"), words("passive_auxiliaries")
        self.of, self.agent = words("of"), words("agent")
        self.definite = words("definite")
        self.reflexive, self.relatives = words("reflexive"), words("relatives")
        self.pronouns = words("pronouns")
        self.links, self.negators = words("links"), words("negators")
        self.alternatives = words("alternatives")
        self.not_people = words("not_people")
        self.coordinators = _sequences(tokenizer, grammar.get("coordinators", []))
        self.parts = _sequences(tokenizer, grammar.get("part", []))
        self.instead = _sequences(tokenizer, grammar.get("instead", []))
        self.totals: Sequences[str] = Sequences(tokenizer)
        for row in table.get("total", []):
            for phrase in row["words"]:
                self.totals.add(phrase, row["id"])

    def link(self, doc: Doc, groups: list[Group]) -> list[Group]:
        """The groups that say something, with measure, parts and totals."""
        folded = [fold(token.text) for token in doc]
        triggers = self.measures.find(doc, folded)
        out: list[Group] = []
        group_starts, trigger_starts = [g.start for g in groups], [t.start for t in triggers]
        for start, end in _sentences(doc):
            held = groups[bisect_left(group_starts, start) : bisect_left(group_starts, end)]
            if held:
                said = triggers[bisect_left(trigger_starts, start) : bisect_left(trigger_starts, end)]
                out.extend(Sentence(self, doc, folded, start, end, held, said).read())
        return out


class Sentence:
    """The groups and triggers of one sentence while they are being joined."""

    def __init__(
        self,
        linker: Linker,
        doc: Doc,
        folded: list[str],
        start: int,
        end: int,
        groups: list[Group],
        triggers: list[Found],
    ) -> None:
        self.linker, self.doc, self.folded = linker, doc, folded
        self.start, self.end = start, end
        self.groups, self.triggers = groups, triggers

    def read(self) -> list[Group]:
        """All steps in order."""
        self._by_noun()
        for found in self.triggers:
            self._by_trigger(found)
        self._by_question()
        self._spread()
        self._replaced()
        self._parts()
        self._partitions()
        self._totals()
        return self._sums([group for group in self.groups if self._says_something(group)])

    # -- measures told by the noun

    def _by_noun(self) -> None:
        for found in self.triggers:
            if not found.use.noun and not found.use.participle:
                continue
            for k, group in enumerate(self.groups):
                if (
                    found.use.noun
                    and group.head is not None
                    and found.start == group.head
                    and self._counts_bodies(group, found)
                ):
                    self._give(k, found, "quantities.noun")
                elif found.use.participle and group.head == found.start and group.role is None:
                    self._give(k, found, "quantities.noun")  # "une vingtaine d'arrêtés"
                elif found.use.noun and group.head is None and found.start == group.end and not group.single:
                    self._give(k, found, "quantities.noun", end=found.end)
                elif group.head is not None and group.noun_start <= found.start < group.head and found.use.participle:
                    self._give(k, found, "quantities.prenominal")

    def _counts_bodies(self, group: Group, found: Found) -> bool:
        """ "quatre corps" counts the dead, "quatre corps de métier" does not; nor does "il fait le mort"."""
        if group.single and self.folded[group.start] in self.linker.definite:
            return False
        of = any(self.folded[i] in self.linker.of for i in range(group.noun_start, group.end))
        if found.use.trigger.people_only and of:
            return self.linker.lexicon.forms.get(self.folded[group.end - 1]) is not None
        if found.use.trigger.people_only and group.end + 1 < self.end and self.folded[group.end] in self.linker.of:
            return self.doc[group.end + 1].pos_ != "NOUN" or self.folded[group.end + 1] in self.linker.lexicon.forms
        return not (group.end < self.end and self.doc[group.end].text == "-")

    # -- measures told by verbs and nouns around

    def _by_trigger(self, found: Found) -> None:
        use = found.use
        if use.trigger.beside and not self._has_beside(found):
            return
        if use.toll:
            self._toll(found)
        elif use.governs:
            self._link_right(found, "quantities.governed", self._governed(found))
        elif (use.participle or use.active) and not self._is_noun_of(found):
            self._verb(found)

    def _is_noun_of(self, found: Found) -> bool:
        """ "the arrest of two students": the noun, though the verb has the same form."""
        governs = any(t.use.governs and t.start == found.start for t in self.triggers)
        return governs and found.end < self.end and self.folded[found.end] in self.linker.of

    def _has_beside(self, found: Found) -> bool:
        return any(w in found.use.trigger.beside for w in self.folded[found.end : found.end + 6])

    def _verb(self, found: Found) -> None:
        if self._is_reflexive(found) or self._is_alternative(found):
            return
        if self._is_negated(found):
            self._negated(found)
            return
        if self._is_active(found):
            k = self._right_neighbour(found)
            k = self._by_dependency(found, OBJECTS, after=True) if k is None else k
            k = self._antecedent(found) if k is None else k
            if k is not None:
                self._give(k, found, "quantities.object")
        else:
            k = self._left_neighbour(found)
            k = self._by_dependency(found, SUBJECTS, after=False) if k is None else k
            k = self._left_far(found) if k is None else k
            if k is not None:
                self._give(k, found, "quantities.subject")

    def _is_reflexive(self, found: Found) -> bool:
        """ "la grêle s'est abattue sur la ville": no shooting down."""
        i = found.start - 1
        while i > self.start and self.folded[i] in self.linker.passive:
            i -= 1
        return self.folded[i] in self.linker.reflexive

    def _is_alternative(self, found: Found) -> bool:
        """ "douze agents tués ou blessés": neither a toll of dead nor of wounded."""
        for i, j in ((found.end, found.end + 1), (found.start - 1, found.start - 2)):
            inside = self.start <= min(i, j) and max(i, j) < self.end
            if (
                inside
                and self.folded[i] in self.linker.alternatives
                and any(t.start <= j < t.end for t in self.triggers)
            ):
                return True
        return False

    def _is_negated(self, found: Found) -> bool:
        i = found.start - 1
        while i >= self.start and (self.doc[i].pos_ in SKIP or self.folded[i] in self.linker.negators):
            if self.folded[i] in self.linker.negators:
                return True
            i -= 1
        return False

    def _negated(self, found: Found) -> None:
        """ "Aucun civil n'a été tué": zero; a number that is denied is no toll."""
        k = self._left_neighbour(found)
        if k is not None and self.groups[k].number.best == 0:
            self._give(k, found, "quantities.subject")

    def _antecedent(self, found: Found) -> int | None:
        """ "une vingtaine de pillards que la milice dit avoir tués"."""
        for k, group in enumerate(self.groups):
            relative = group.end < self.end and self.folded[group.end] in self.linker.relatives
            if relative and 0 < found.start - group.end < 9 and self._fits(group, found):
                return k
        return None

    def _is_active(self, found: Found) -> bool:
        use = found.use
        if not use.participle or not use.active:
            if use.participle and not use.trigger.subject:
                return self._participle_is_active(found)
            return use.active
        return self._participle_is_active(found)

    def _participle_is_active(self, found: Found) -> bool:
        """By the auxiliary before it; without one, by what follows: "blessé un facteur", "killed two guards"."""
        i = found.start - 1
        while i >= self.start and (
            self.doc[i].pos_ in SKIP or self.doc[i].text in QUOTES or self.folded[i] in self.linker.links
        ):
            if self.folded[i] in self.linker.passive:
                return False
            if self.folded[i] in self.linker.active:
                return True
            i -= 1
        if i >= self.start and self.folded[i] in self.linker.passive | self.linker.active:
            return self.folded[i] in self.linker.active
        j = _skip(self.doc, found.end)
        if any(group.start <= j <= group.noun_start and group.number.best for group in self.groups):
            return not self._clings_left(found)
        return False

    def _clings_left(self, found: Found) -> bool:
        """ "Deux civils tués, un autre blessé": the participle stands right behind a counted noun."""
        return any(group.end == found.start and not group.single for group in self.groups)

    def _right_neighbour(self, found: Found) -> int | None:
        """The group right behind the verb; quotes and one or two small words may stand between."""
        i, steps = found.end, 0
        while i < self.end and steps < 5:
            for k, group in enumerate(self.groups):
                if group.start == i:
                    return k if self._fits(group, found) and not self._lost_noun(group) else None
            if self.doc[i].pos_ in ("VERB", "SCONJ", "CCONJ", "PRON", "NOUN", "PROPN") or self.doc[i].text in ",;:.()":
                return None
            i, steps = i + 1, steps + 1
        return None

    def _lost_noun(self, group: Group) -> bool:
        """ "SEIZED 300 WEAPONS" with WEAPONS read as a verb: the noun is there, only not seen."""
        if group.head is not None or group.others or group.end >= self.end:
            return False
        after = self.doc[group.end]
        return after.is_alpha and after.pos_ in ("VERB", "X", "NUM", "INTJ", "NOUN", "PROPN")

    def _left_neighbour(self, found: Found) -> int | None:
        """The group right before the participle; auxiliaries and adverbs may stand between."""
        i = found.start
        while i > self.start:
            for k, group in enumerate(self.groups):
                if group.end == i and self._fits(group, found):
                    return k
            before = self.doc[i - 1]
            closes = before.text == "," and i < found.start  # "son guide, un Tchadien, a été enlevé"
            if not (before.pos_ in SKIP or before.text in QUOTES or closes or self._links(i - 1)):
                return None
            i -= 1
        return None

    def _links(self, i: int) -> bool:
        return self.folded[i] in self.linker.passive or self.folded[i] in self.linker.links

    def _by_dependency(self, found: Found, wanted: frozenset[str], *, after: bool) -> int | None:
        for token in self.doc[found.start : found.end]:
            nouns = [child.i for child in token.children if child.dep_ in wanted]
            if not after and token.dep_.split(":")[0] in MODIFIERS:
                nouns.append(token.head.i)
            for noun in nouns:
                for k, group in enumerate(self.groups):
                    holds = group.start <= noun < group.end
                    if holds and self._fits(group, found) and (group.start >= found.end) == after:
                        return k
        return None

    def _left_far(self, found: Found) -> int | None:
        """The nearest group to the left with no other verb and no stop between: for broken parses."""
        if any(child.dep_ in SUBJECTS for child in self.doc[found.end - 1].children):
            return None
        i = found.start - 1
        while i >= self.start and found.start - i < 10:
            for k, group in enumerate(self.groups):
                if group.end == i + 1:
                    return k if self._fits(group, found) and not group.single else None
            if self.doc[i].text in ";:.()—" or self.doc[i].pos_ in ("VERB", "SCONJ"):
                return None
            i -= 1
        return None

    def _governed(self, found: Found) -> int | None:
        """ "la mort de quatre civils": the group after "de"."""
        if found.end < self.end and self.folded[found.end] in self.linker.of:
            for k, group in enumerate(self.groups):
                if found.end <= group.start <= found.end + 2 and self._fits(group, found):
                    return k
        return None

    def _link_right(self, found: Found, rule: str, k: int | None) -> None:
        if k is not None:
            self._give(k, found, rule)

    def _toll(self, found: Found) -> None:
        """ "The toll rose to twelve": a bare number near the word."""
        for k, group in enumerate(self.groups):
            near = found.end <= group.start <= found.end + 7
            if near and not group.measure and not group.single and (group.head is None or group.role):
                self._give(k, found, "quantities.toll")
                return

    def _fits(self, group: Group, found: Found) -> bool:
        """May this be what the trigger is about: people, and of the kind the entry asks for."""
        trigger = found.use.trigger
        if group.named:
            return not trigger.objects
        if group.head is None:
            return not (group.single and group.number.article)
        noun = self.folded[group.head]
        if noun in self.linker.not_people or (group.number.article and not group.single):
            return False
        if trigger.objects:
            return self._is_of(group, trigger.objects)
        if group.role is not None:
            return not group.role.role.collective or group.number.best > 1
        if self.doc[group.head].pos_ == "PRON" or self._is_people_name(group):
            return True
        return trigger.anything and not group.single

    def _is_of(self, group: Group, objects: frozenset[str]) -> bool:
        if group.role is None:
            return False
        armed = group.role.role.armed
        return (
            group.role.lemma in objects
            or ("armed" in objects and armed is True)
            or ("unarmed" in objects and not armed)
        )

    def _is_people_name(self, group: Group) -> bool:
        """ "deux Touaregs": a capital inside a sentence, in a text with small letters."""
        head = self.doc[group.head or 0]
        return head.text[:1].isupper() and not head.text.isupper() and head.i > self.start

    def _give(self, k: int, found: Found, rule: str, end: int | None = None) -> None:
        group, trigger = self.groups[k], found.use.trigger
        if group.measure and not (
            trigger.measure in FIRM and group.rule == "quantities.noun" and group.measure != "killed"
        ):
            return
        self.groups[k] = replace(
            group,
            measure=trigger.measure,
            trigger=found,
            entry=trigger.entry,
            rule=rule,
            end=max(group.end, end or group.end),
        )

    # -- measures taken from elsewhere in the sentence

    def _by_question(self) -> None:
        """ "Les disparus ? Une douzaine." """
        group = self.groups[0]
        before = self.start - 1
        if group.measure or group.head is not None or group.single or group.start - self.start > 1:
            return
        while before > 0 and self.doc[before].is_space:
            before -= 1
        if before < 1 or self.doc[before].text != "?":
            return
        asked = self.linker.measures.find(self.doc[before - 1 : before].as_doc(), self.folded[before - 1 : before])
        nouns = [found for found in asked if found.use.noun]
        if nouns:
            found = Found(before - 1, before, nouns[0].use)
            self._give(0, found, "quantities.question")

    def _spread(self) -> None:
        """ "deux soldats et un civil ont été tués": coordinated groups share what is told."""
        for rule, order in (("before", range(len(self.groups) - 1, 0, -1)), ("after", range(1, len(self.groups)))):
            for k in order:
                source, target = (k, k - 1) if rule == "before" else (k - 1, k)
                self._share(source, target)

    def _share(self, source: int, target: int) -> None:
        one, other = self.groups[source], self.groups[target]
        first, second = (one, other) if one.start < other.start else (other, one)
        trigger = one.trigger
        if not one.measure or other.measure or trigger is None or one.rule in ("quantities.noun", "quantities.toll"):
            return
        if not self._are_joined(first.end, second.start) or not self._fits(other, trigger):
            return
        if self._has_own_verb(other, trigger) or self._is_apposed(first, second):
            return
        self.groups[target] = replace(
            other, measure=one.measure, trigger=trigger, entry=one.entry, rule=one.rule, note="joined"
        )

    def _is_apposed(self, first: Group, second: Group) -> bool:
        """ "son guide, un Tchadien": one man, told twice."""
        alone = first.single and second.single and self.folded[first.start] in self.linker.definite
        return alone and self.folded[first.end : second.start] == [","]

    def _are_joined(self, start: int, end: int) -> bool:
        """Only "et", a comma or both stand between."""
        i = start
        while i < end:
            hit = self.linker.coordinators.at(self.folded, i)
            if hit is None:
                return False
            i += hit[0]
        return start < end

    def _has_own_verb(self, group: Group, trigger: Found) -> bool:
        """ "tuant deux soldats et trois civils ont fui": what follows is the subject of another verb."""
        if group.start < trigger.start or group.end >= self.end:
            return False
        return self.doc[group.end].pos_ in ("AUX", "VERB")

    def _replaced(self) -> None:
        """ "vingt morts, contre douze la veille": the second number is of the same thing."""
        for k in range(1, len(self.groups)):
            group = self.groups[k]
            hit = self.linker.instead.before(self.folded, group.start)
            earlier = next((g for g in reversed(self.groups[:k]) if g.measure), None)
            if hit and earlier and not group.measure and group.head is None and not group.single:
                self.groups[k] = replace(
                    group,
                    measure=earlier.measure,
                    trigger=earlier.trigger,
                    entry=earlier.entry,
                    rule="quantities.instead",
                )

    # -- parts and totals

    def _parts(self) -> None:
        """ "douze noyés, dont ceux de deux pirogues": within the total before it."""
        for k, group in enumerate(self.groups):
            whole = self._whole_of(k)
            if whole is None or not self._after_part_word(group, whole.end):
                continue
            measured = group.measure or whole.measure
            if group.number.best > whole.number.best or measured != whole.measure:
                continue
            self.groups[k] = replace(
                group,
                measure=measured,
                part=True,
                trigger=group.trigger or whole.trigger,
                entry=group.entry or whole.entry,
                rule="quantities.part" if not group.measure else group.rule,
            )

    def _whole_of(self, k: int) -> Group | None:
        """The total told before group k; "onze civils, dont quatre enfants, ont été tués" tells it after both."""
        group = self.groups[k]
        j = next((j for j in range(k - 1, -1, -1) if not self.groups[j].part and not self.groups[j].single), None)
        if j is None:
            return None
        whole = self.groups[j]
        if not whole.measure and group.trigger and whole.role and self._after_part_word(group, whole.end):
            self._give(j, group.trigger, "quantities.subject")
        return self.groups[j] if self.groups[j].measure else None

    def _after_part_word(self, group: Group, start: int) -> bool:
        """The word stands at most three words before it: "dont ceux de", "including that of"; or it is "of whom"."""
        if group.head is not None and self.folded[group.head] in self.linker.pronouns:
            return True
        for i in range(max(start, group.start - 4), group.start):
            hit = self.linker.parts.at(self.folded, i)
            if hit and i + hit[0] <= group.start and ";" not in self.folded[i : group.start]:
                return True
        return self._joined_to_part(group)

    def _joined_to_part(self, group: Group) -> bool:
        """ "dont deux femmes et un enfant"."""
        before = next((g for g in self.groups if g.part and g.end < group.start and g.end + 2 >= group.start), None)
        return before is not None and self._are_joined(before.end, group.start)

    def _partitions(self) -> None:
        """ "cinq morts: deux agents et trois passants": the list that follows adds up to the total."""
        for k, whole in enumerate(self.groups):
            if not whole.measure or whole.part or whole.number.best < 2:
                continue
            run = self._list_after(k)
            if len(run) > 1 and sum(self.groups[j].number.best for j in run) == whole.number.best:
                for j in run:
                    self.groups[j] = replace(
                        self.groups[j],
                        measure=whole.measure,
                        trigger=whole.trigger,
                        entry=whole.entry,
                        part=True,
                        rule="quantities.partition",
                    )

    def _list_after(self, k: int) -> list[int]:
        """The unmeasured groups that follow in a list, the first at most five words on."""
        whole, run, at = self.groups[k], list[int](), self.groups[k].end
        for j in range(k + 1, len(self.groups)):
            group = self.groups[j]
            between = self.folded[at : group.start]
            if group.measure or len(between) > (5 if not run else 2) or not (set(between) & set(",:(—-–") or run):
                break
            run.append(j)
            at = group.end
            if sum(self.groups[i].number.best for i in run) >= whole.number.best:
                break
        return run

    def _totals(self) -> None:
        """ "90 tués depuis mars": a cue after the group or in front of the sentence."""
        for i in range(self.start, self.end):
            hit = self.linker.totals.at(self.folded, i)
            if hit is None:
                continue
            for k, group in enumerate(self.groups):
                if self._same_clause(group.end, i) or self._same_clause(i + hit[0], group.start):
                    entry = group.entry or hit[1]
                    self.groups[k] = replace(group, since_total=True, entry=entry)

    def _same_clause(self, start: int, end: int) -> bool:
        if not 0 <= end - start <= 14:
            return False
        return not any(token.text in ";:()" or token.pos_ == "SCONJ" for token in self.doc[start:end])

    def _sums(self, groups: list[Group]) -> list[Group]:
        """ "deux soldats et un civil ont été tués": the toll is three; the groups are its parts."""
        out: list[Group] = []
        for run in self._runs(groups):
            out.extend(run if len(run) < 2 else [self._sum(run), *(replace(g, part=True) for g in run)])
        return out

    def _runs(self, groups: Iterable[Group]) -> list[list[Group]]:
        runs: list[list[Group]] = []
        for group in groups:
            last = runs[-1][-1] if runs else None
            if last is not None and self._adds_to(last, group):
                runs[-1].append(group)
            else:
                runs.append([group])
        return runs

    def _adds_to(self, last: Group, group: Group) -> bool:
        same = last.trigger is group.trigger and last.trigger is not None and last.measure == group.measure
        whole = not last.part and not group.part and last.number.best > 0 < group.number.best
        return same and whole and self._are_joined(last.end, group.start)

    def _sum(self, run: list[Group]) -> Group:
        numbers = [group.number for group in run]
        highs = [number.high for number in numbers]
        number = replace(
            numbers[0],
            start=run[0].start,
            end=run[-1].end,
            low=sum(n.low for n in numbers),
            best=sum(n.best for n in numbers),
            high=None if None in highs else sum(h for h in highs if h is not None),
        )
        note = " + ".join(str(n.best) for n in numbers)
        return replace(
            run[0],
            number=number,
            end=run[-1].end,
            noun_start=run[0].noun_start,
            single=False,
            rule="quantities.sum",
            note=note,
        )

    def _says_something(self, group: Group) -> bool:
        """A measure, or a number of things that are named."""
        if group.number.best == 0:
            return group.measure in DENIABLE and group.head is not None
        if group.measure:
            return True
        return group.head is not None and group.number.best > 1


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    return [(sentence.start, sentence.end) for sentence in doc.sents]


def _skip(doc: Doc, i: int) -> int:
    while i < len(doc) and doc[i].text in QUOTES:
        i += 1
    return i


def _sequences(tokenizer: Tokenizer, words: Iterable[str]) -> Sequences[bool]:
    out: Sequences[bool] = Sequences(tokenizer)
    for word in words:
        out.add(word, True)
    return out
