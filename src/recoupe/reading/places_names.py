"""Which stretches of a text are names of places: by longest match, and by what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from recoupe.knowledge.gazetteer import Candidate, Index, fold
from recoupe.knowledge.gazetteer.fold import ARTICLES, bare
from recoupe.model import Region
from recoupe.reading.layers import region_at
from recoupe.reading.places_lexicon import Cue
from recoupe.reading.places_text import Pieces

LONGEST = 7  # pieces in the longest name
ACCEPTED = 1.5  # found on the odd half of LGL and GeoVirus: `recoupe evaluate predict toponyms`
FOCUS = 0.7
CURRENCY = ("$", "€", "£")  # "US$ 200"
BIG = frozenset(("continent", "country"))
HEADING = frozenset((". ", ": ", " - ", " – ", " — "))  # "OYEM. Un dépôt …"
DATELINE = re.compile(
    r"(?: \([^)\n]{2,30}\)(?=,))?(?:, [^.\n()]{2,24}\.?)?"  # (Irak), Iraq
    r",? ?(?:\d{1,2}(?:er)? [^\W\d]{3,9}\.?|[^\W\d]{3,9}\.? \d{1,2})?(?:,? \d{4})?"  # 13 fév 2019
    r"(?: ?\([^)\n]{2,40}\) ?)?(?: --?| [—–]|[—–:]|(?<=\))-) ?"  # (AMP) -
    r"|(?:, [^.\n()]{2,24})? ?\([^)\n]{2,30}\) "
)


@dataclass(slots=True)
class Name:
    """A stretch that may be a place name: pieces `i` to before `j`, what it may mean, what speaks for it."""

    i: int
    j: int
    candidates: tuple[Candidate, ...]
    folded: str
    score: float = 0.0
    cue: Cue | None = None  # the most telling word beside it
    generic: Cue | None = None  # "province", "camp": the kind it must be of
    preposition: Cue | None = None
    direction: tuple[int, Cue] | None = None  # "au nord de X": the piece where the direction begins
    dateline: bool = False
    after_comma: bool = False
    person: bool = False
    country_of: tuple[str, ...] = ()  # of a demonym
    acts: bool = False  # it stands for people
    reasons: list[str] = field(default_factory=list)

    def count(self, points: float, reason: str) -> None:
        """Let something speak for or against the name."""
        self.score += points
        self.reasons.append(reason)


def names(pieces: Pieces, index: Index) -> list[Name]:
    """Every stretch that the gazetteer knows, longest first, from left to right; none overlaps another."""
    found: list[Name] = []
    done = 0
    for at in [at for at, capital in enumerate(pieces.capital) if capital]:
        for i in _beginnings(pieces, at):
            name = _name_at(pieces, index, i) if i >= done else None
            if name is not None:
                found.append(name)
                done = name.j
    return found


def _beginnings(pieces: Pieces, at: int) -> tuple[int, ...]:
    """A capital, or the small word joined to it ("al-Anbar", "nord-Kivu"), or the noun of its kind ("lac Tchad")."""
    before = pieces.lower[at - 1] if at else ""
    small = before in ARTICLES or before in pieces.lexicon.skip
    joined = small and not pieces.capital[at - 1] and pieces.gaps[at - 1] == "-"
    return (at - 1, at) if joined else (*_nouns_before(pieces, at), at)


def _nouns_before(pieces: Pieces, at: int) -> Iterator[int]:
    """ "bande de Gaza", "banlieue sud de Beyrouth": where a noun of kind begins, a few small words before a capital."""
    lexicon, before = pieces.lexicon, pieces.lower[at - 1] if at else ""
    if before not in lexicon.of and before not in lexicon.skip and at - 1 not in pieces.cue_starts:
        return
    for k in range(at - 1, max(-1, at - 5), -1):
        if len(pieces.gaps[k]) > 1 or pieces.capital[k]:
            return
        if any(cue.role == "generic" for _, cue in pieces.cues_after(k)):
            yield k
            return


def _name_at(pieces: Pieces, index: Index, i: int) -> Name | None:
    """The longest known name that begins at a piece; one that only sounds like a known one if none is known."""
    ends = list(_ends(pieces, i))
    for j in reversed(ends):
        if j == i + 1 and (not pieces.capital[i] or _is_common(pieces, i) or _first_of_compound(pieces, i)):
            return None
        folded = fold(pieces.slice(i, j))
        found = _abbreviated(pieces, index, i, j, folded) or index.named(folded)
        if not found and pieces.lower[i] in ARTICLES and j > i + 1 and pieces.lower[i] not in pieces.lexicon.common:
            found = index.named(fold(pieces.slice(i + 1, j)))
        if found and (pieces.capital[i] or pieces.lower[i] in ARTICLES or _needs_noun(pieces, index, i, j, found)):
            return Name(i, j, found, folded)
    return _sounding_at(pieces, index, i, ends) if pieces.capital[i] or pieces.lower[i] in ARTICLES else None


def _needs_noun(pieces: Pieces, index: Index, i: int, j: int, found: tuple[Candidate, ...]) -> bool:
    """Whether a name means another place without its noun: "lac Tchad", "oblast de Louhansk", not "camp de Kalma"."""
    entry = found[0].entry
    if entry.precision == "area":
        return True
    first = next((k for k in range(i, j) if pieces.capital[k]), i)
    alone = index.named(fold(pieces.slice(first, j)))
    return entry.kind == "region" and not any(
        c.entry.kind == "region" and c.entry.country == entry.country for c in alone
    )


def _abbreviated(pieces: Pieces, index: Index, i: int, j: int, folded: str) -> tuple[Candidate, ...]:
    """ "Ky.": with its full stop it is Kentucky, without it is none."""
    if j == i + 1 and len(folded) <= 5 and pieces.gaps[i].startswith("."):
        return index.named(folded + ".")
    return ()


def _ends(pieces: Pieces, i: int) -> Iterator[int]:
    """Where a name that begins at a piece may end: capitals, with small words between them."""
    for j in range(i + 1, min(i + LONGEST, pieces.size) + 1):
        last = j - 1
        if pieces.capital[last] or pieces.word[last].isdigit() or last == i:
            yield j
        elif pieces.lower[last] in pieces.lexicon.demonyms and pieces.gaps[last - 1] == " ":
            yield j  # "Kurdistan irakien"
        elif not _small(pieces, last):
            if pieces.gaps[last - 1] != "-":
                return
            yield j  # "Port-au-Prince" is caught above; "Rostov-sur-le-Don" passes here
        gap = pieces.gaps[last]
        if gap not in (" ", "-", "", "–") and not (gap == ". " and len(pieces.word[last]) <= 3):
            return


def _small(pieces: Pieces, k: int) -> bool:
    """A word that may stand inside a name."""
    word = pieces.lower[k]
    return word in pieces.lexicon.inside or word in ARTICLES or word in pieces.lexicon.skip


def _is_common(pieces: Pieces, i: int) -> bool:
    """A common word, or a single letter: no place of its own."""
    return pieces.lower[i] in pieces.lexicon.common or len(pieces.word[i]) == 1 or pieces.word[i].isdigit()


def _first_of_compound(pieces: Pieces, i: int) -> bool:
    """The "Franco" of "Franco-Malian"."""
    if pieces.gaps[i] != "-" or pieces.lower[i] not in pieces.lexicon.compound_first:
        return False
    return fold(pieces.word[i + 1]) in pieces.lexicon.demonyms


def _sounding_at(pieces: Pieces, index: Index, i: int, ends: list[int]) -> Name | None:
    if pieces.lower[i] in pieces.lexicon.skip or pieces.lower[i] in pieces.lexicon.common:
        return None
    for j in reversed(ends):
        folded = fold(pieces.slice(i, j))
        if len(bare(folded)) < 5 or j > i + 3:
            continue
        found = index.sounding(folded)
        if found:
            return Name(i, j, found, folded)
    return None


# ------------------------------------------------------------ what speaks for a name


def judge(pieces: Pieces, found: list[Name]) -> list[Name]:
    """The names that are places, with their cues."""
    weigh_context(pieces, found)
    _repeated(found)
    _spelled(pieces, found)
    _shouted_towns(pieces, found)
    return [name for name in found if name.score >= ACCEPTED]


def weigh_context(pieces: Pieces, found: list[Name]) -> None:
    """Let everything around the names speak for and against each."""
    surnames = _surnames(pieces)
    begins, ends = {name.i for name in found}, {name.j for name in found}
    for name in found:
        _prior(name)
        _before(pieces, name)
        _after(pieces, name)
        _shape(pieces, name, surnames)
        if (name.j in begins and pieces.gaps[name.j - 1] in ("-", "–")) or (
            name.i in ends and pieces.gaps[name.i - 1] in ("-", "–")
        ):
            name.count(1.6, "joined to a place")  # "le tronçon Kaya-Dori"
    _beside_each_other(pieces, found)


def given_name(pieces: Pieces, index: Index, start: int, end: int) -> Name:
    """The name at given characters, with every place it may mean: by its spelling, its sound, its people, its parts."""
    i = bisect_left(pieces.start, start)
    j = max(i + 1, bisect_left(pieces.start, end))
    text = pieces.text[start:end]
    folded = fold(text)
    found = index.named(folded + ".") if text.endswith(".") else ()
    found = found or index.named(folded)
    peoples = pieces.lexicon.demonyms.get(folded, ())
    if peoples:
        found = tuple(Candidate(index.countries[code], "people") for code in peoples[:1])
    return Name(i, j, found or index.sounding(folded) or _parts(index, folded), folded)


def _parts(index: Index, folded: str) -> tuple[Candidate, ...]:
    """ "North Monticello", "Lake Worth Beach": without its first or last words."""
    words = folded.split()
    for size in range(len(words) - 1, 0, -1):
        for first in range(len(words) - size, -1, -1):
            found = index.named(" ".join(words[first : first + size]))
            if found and max(len(word) for word in words[first : first + size]) > 3:
                return found
    return ()


def _prior(name: Name) -> None:
    """How likely such a name is a place without any context."""
    best = name.candidates[0]
    entry = best.entry
    if best.match == "spelling":
        name.count(-0.9, "spelling")
    elif entry.kind in BIG:
        name.count(3.0, entry.kind)
    elif entry.kind == "region":
        name.count(2.0, "region")
    elif entry.id.startswith("recoupe:") or entry.user:
        name.count(1.6, "own table")
    elif entry.population >= 1_000_000:
        name.count(1.9, "great city")
    elif entry.population >= 100_000:
        name.count(1.2, "city")
    elif entry.population >= 15_000:
        name.count(0.7, "town")
    elif entry.kind == "district":
        name.count(0.8, "district")
    if best.match == "other name" and entry.kind == "city" and entry.population < 1_000_000:
        name.count(-0.4, "other name")
    if name.j - name.i > 1 and best.match != "spelling":
        name.count(0.8, "several words")


def _before(pieces: Pieces, name: Name) -> None:
    """Prepositions and nouns before the name: "dans la province de X", "near downtown X", "au nord de X"."""
    at = name.i
    for _ in range(4):
        cues = pieces.cues_before(at)
        if cues or at == 0 or pieces.lower[at - 1] not in pieces.lexicon.skip or len(pieces.gaps[at - 1]) > 1:
            break
        at -= 1
    else:
        cues = ()
    if at and pieces.gaps[at - 1] not in (" ", "", "-"):
        return
    for begin, cue in sorted(cues, key=_where):
        if cue.role == "preposition":
            _take_preposition(pieces, name, begin, cue)
        elif cue.role == "generic":
            _take_generic(name, cue, 2.0)


def _where(found: tuple[int, Cue]) -> int:
    return found[0]


def _take_preposition(pieces: Pieces, name: Name, begin: int, cue: Cue) -> None:
    if name.preposition is not None and not name.preposition.weak:
        return
    name.preposition = cue
    name.count(0.4 if cue.weak else 2.0, cue.id)
    if name.cue is None:
        name.cue = cue
    if not cue.weak or begin == 0 or pieces.lower[begin] not in pieces.lexicon.of:
        return
    for first, before in sorted(pieces.cues_before(begin), key=_where):
        if before.role == "generic":
            _take_generic(name, before, 2.2)
        elif before.role == "direction" and name.direction is None:
            name.direction = (first, before)
            name.count(2.5, before.id)
            name.cue = before


def _take_generic(name: Name, cue: Cue, points: float) -> None:
    if name.generic is None:
        name.generic = cue
        name.cue = cue
        name.count(points, cue.id)


def _after(pieces: Pieces, name: Name) -> None:
    """A noun in the name or after it: "Marion County", "Lake Chad", "Anbar province"."""
    if name.j - name.i > 1 and name.generic is None:
        inside = [cue for stop, cue in pieces.cues_after(name.i) if stop < name.j]
        inside += [cue for start, cue in pieces.cues_before(name.j) if start > name.i]
        name.generic = next((cue for cue in inside if cue.role == "generic"), None)
        name.cue = name.generic or name.cue
    if pieces.gaps[name.j - 1] != " ":
        return
    for _, cue in pieces.cues_after(name.j):
        if cue.role == "generic" and name.generic is None and _english_order(pieces, name):
            _take_generic(name, cue, 1.8)


def _english_order(pieces: Pieces, name: Name) -> bool:
    """Nouns of kind follow names only in languages whose adjectives do not agree: told by an article before the name
    or none, never by an elision ("l'Irak ville" is no phrase)."""
    return not (name.i and pieces.word[name.i - 1].endswith("'"))


def _shape(pieces: Pieces, name: Name, surnames: frozenset[str]) -> None:
    """What the words beside the name and its own part of speech say."""
    lexicon, i, j = pieces.lexicon, name.i, name.j
    shouted = pieces.paragraph[i] in pieces.shouted
    last = pieces.doc[pieces.token(j - 1)]
    if last.pos_ == "PROPN":
        name.count(0.5, "proper noun")
    elif last.pos_ in ("VERB", "AUX", "ADV", "ADP", "DET", "PRON", "SCONJ", "CCONJ", "INTJ", "NUM"):
        name.count(-1.2, last.pos_)
    elif shouted:
        name.count(-0.8, "common noun in capitals")
    if (
        pieces.text[pieces.start[i] - 1 : pieces.start[i]] == "@"
        or pieces.text[pieces.end[j - 1] : pieces.end[j - 1] + 1] == "_"
    ):
        name.count(-5.0, "account name")
    if (
        j == i + 1
        and not shouted
        and pieces.word[i].isupper()
        and 1 < len(pieces.word[i]) <= 5
        and name.candidates[0].entry.kind in ("city", "district", "quarter")
        and not _dateline(pieces, name)
    ):
        name.count(-2.0, "initials")
    if pieces.opens(i) and j == i + 1 and last.pos_ != "PROPN":
        name.count(-0.6, "opens the sentence")
    if pieces.text[pieces.end[j - 1] : pieces.end[j - 1] + 1] in CURRENCY:
        name.count(-4.0, "currency")
    if _dateline(pieces, name):
        name.dateline = True
        name.count(3.0, "dateline")
        return
    _neighbours(pieces, name, shouted)
    if shouted and last.pos_ == "PRON":
        name.count(-3.0, "pronoun in capitals")  # "LET US GO"
    lone = j == i + 1
    if lone and pieces.lower[i] in surnames:
        strong = name.generic or (name.preposition and not name.preposition.weak)
        name.count(-0.8 if strong else -3.5, "surname")
        name.person = not strong
    if lone and fold(pieces.word[i]) in lexicon.given and name.candidates[0].entry.population < 1_000_000:
        name.count(-0.8, "given name")


def _dateline(pieces: Pieces, name: Name) -> bool:
    """ "NIAMEY, 8 nov. (Agence) -", "Bamako (AFP) -": at the beginning of one of the first lines."""
    i = name.i
    if i and pieces.paragraph[i - 1] == pieces.paragraph[i]:
        return False
    if pieces.in_brief and pieces.slice(i, name.j).isupper() and pieces.gaps[name.j - 1] in HEADING:
        return True
    if pieces.paragraph[i] > 6:
        return False
    rest = pieces.text[pieces.end[name.j - 1] : pieces.end[name.j - 1] + 90].split("\n", 1)[0]
    found = DATELINE.match(rest)
    if found is None or not found[0].strip() or len(rest) <= len(found[0]) + 20:
        return False
    if found[0].strip().endswith(":") and not pieces.slice(i, name.j).isupper():
        return False  # "Mali : quatre morts" is a heading
    return region_at(pieces.doc, pieces.token(i)) is not Region.HEADLINE


def _neighbours(pieces: Pieces, name: Name, shouted: bool) -> None:
    """Capitalised words right before and after: a person's name, an outlet, a body."""
    if name.i and pieces.gaps[name.i - 1] in (" ", "-", ". "):
        _word_before(pieces, name, shouted)
    if _ends_hyphenated(pieces, name.i):
        name.count(-5.0, "within a hyphenated name")
    if name.j == pieces.size:
        return
    if pieces.gaps[name.j - 1] in (" ", "-") and pieces.capital[name.j]:
        _word_after(pieces, name, shouted)


def _ends_hyphenated(pieces: Pieces, i: int) -> bool:
    """The "Khyber" of "Sipah-e-Khyber": a capital and a small word are joined to it."""
    joined = i >= 2 and pieces.gaps[i - 1] == pieces.gaps[i - 2] == "-"
    return joined and pieces.capital[i - 2] and not pieces.capital[i - 1]


def _word_before(pieces: Pieces, name: Name, shouted: bool) -> None:
    lexicon, at = pieces.lexicon, name.i - 1
    word, gap, capital = pieces.lower[at], pieces.gaps[at], pieces.capital[at]
    dotted = gap == ". " and len(word) <= 4
    if word in lexicon.title and (gap == " " or dotted):
        name.count(-3.0, "title before")
        name.person = True
    elif gap == ". " and not (dotted and capital):
        return
    elif fold(word) in lexicon.given and capital:
        name.count(-4.0, "given name before")
        name.person = True
    elif word in lexicon.organisation and capital:
        name.count(-2.5, "in the name of a body")
    elif capital and not shouted and not _harmless_before(pieces, name.i):
        name.count(-2.0, "part of a longer name")


def _harmless_before(pieces: Pieces, i: int) -> bool:
    """A capitalised word that may precede a place: that opens the sentence, "In", "Province"."""
    lexicon, word = pieces.lexicon, pieces.lower[i - 1]
    if pieces.opens(i - 1) or word in lexicon.common or word in lexicon.skip:
        return True
    return any(cue.role == "generic" for _, cue in pieces.cues_before(i))


def _word_after(pieces: Pieces, name: Name, shouted: bool) -> None:
    lexicon, after = pieces.lexicon, pieces.lower[name.j]
    if after in lexicon.organisation:
        name.count(-3.0, "in the name of a body")
    elif len(after) == 1 and after.isalpha() and pieces.gaps[name.j].startswith("."):
        name.count(-3.0, "followed by an initial")
        name.person = True
    elif not shouted and not _harmless_after(pieces, name.j):
        given = name.j == name.i + 1 and fold(pieces.lower[name.i]) in lexicon.given
        name.count(-2.5 if given else -1.6, "followed by a name")


def _harmless_after(pieces: Pieces, j: int) -> bool:
    """A capitalised word that may follow a place: "Texas Gov. Ray", "Gao Tuesday", "Anbar Province"."""
    lexicon, after = pieces.lexicon, pieces.lower[j]
    if after in lexicon.title or after in lexicon.common or fold(after) in lexicon.demonyms:
        return True
    return any(cue.role == "generic" for _, cue in pieces.cues_after(j))


def _surnames(pieces: Pieces) -> frozenset[str]:
    """Words that end a person's name somewhere in the text: later they stand alone for that person."""
    found: set[str] = set()
    lexicon = pieces.lexicon
    for i in [at for at, capital in enumerate(pieces.capital[1:]) if capital]:
        word, gap = pieces.lower[i], pieces.gaps[i]
        given = pieces.capital[i] and fold(word) in lexicon.given
        titled = word in lexicon.title or (gap == ". " and word + "." in lexicon.title)
        if not (given or titled) or gap not in (" ", ". "):
            continue
        shouted = pieces.paragraph[i] in pieces.shouted
        last = i + given if shouted else _last_of_name(pieces, i + 1)
        if given or pieces.lower[i + 1] not in lexicon.common:
            found.update(pieces.lower[k] for k in range(i + 1, last + 1) if pieces.lower[k] not in lexicon.title)
    return frozenset(found)


def _last_of_name(pieces: Pieces, first: int) -> int:
    """The last of up to four capitalised pieces in a row; a full stop ends it but after an initial."""
    last = first
    while last + 1 < pieces.size and last < first + 3 and pieces.capital[last + 1]:
        gap = pieces.gaps[last]
        if gap not in (" ", "-", ". ") or (gap == ". " and len(pieces.word[last]) > 1):
            break
        last += 1
    return last


def _beside_each_other(pieces: Pieces, found: list[Name]) -> None:
    """ "Alexandria, La.", "Gao, Kidal et Ménaka": names in a row vouch for each other."""
    for one, other in pairwise(found):
        between = pieces.text[pieces.end[one.j - 1] : pieces.start[other.i]]
        if between in (", ", " ,") and other.j - other.i <= 4:
            if _holds(other, one):
                one.count(3.0, "in what follows")
                other.count(2.0, "holds what precedes")
                other.after_comma = True
            elif not other.person and not one.person:
                _vouch(one, other)
        elif len(between) <= 6 and " " in between and between.strip().isalpha() and between.strip() in _joining(pieces):
            _vouch(one, other)


def _joining(pieces: Pieces) -> frozenset[str]:
    return pieces.lexicon.companions


def _vouch(one: Name, other: Name) -> None:
    if one.score >= ACCEPTED and not other.person:
        if other.score < ACCEPTED:
            other.count(1.2, "beside a place")
        if other.cue is None:
            other.cue, other.preposition = one.preposition, one.preposition
    elif other.score >= ACCEPTED and one.score < ACCEPTED and not one.person:
        one.count(0.6, "beside a place")


def _holds(outer: Name, inner: Name) -> bool:
    """Whether one of the places of a name lies in one of the other's: "Paris, Texas"."""
    outers = [c.entry for c in outer.candidates if c.entry.kind in ("country", "region", "district")]
    countries = {e.country for e in outers if e.kind == "country"}
    admins = {e.admin for e in outers if e.admin}
    return any(
        c.entry.kind not in BIG and (c.entry.country in countries or (c.entry.admin and c.entry.admin in admins))
        for c in inner.candidates
    )


def _spelled(pieces: Pieces, found: list[Name]) -> None:
    """A name that only sounds like a place must sound like one of a country that the text speaks of."""
    countries = {
        name.candidates[0].entry.country
        for name in found
        if name.score >= ACCEPTED and name.candidates[0].match != "spelling"
    }
    countries.update(c for word in pieces.lower for c in pieces.lexicon.demonyms.get(word, ()))
    for name in found:
        if name.candidates[0].match != "spelling":
            if not name.person and name.score < ACCEPTED and any(c.entry.country in countries for c in name.candidates):
                name.count(FOCUS, "in a country told of")
            continue
        near = tuple(c for c in name.candidates if c.entry.country in countries or c.entry.user)
        strong = name.preposition is not None and not name.preposition.weak
        great = name.candidates[0].entry.population > 300_000 and len(name.folded) > 6
        placed = strong or great or bool(name.generic or name.after_comma or name.dateline or name.direction)
        if near and placed:
            name.candidates = near
            name.count(0.4, "spelling of a place in a country told of")
        elif not (name.generic and name.candidates[0].entry.population > 50_000):
            name.count(-2.0, "spelling of a place elsewhere")


def _shouted_towns(pieces: Pieces, found: list[Name]) -> None:
    """Where capitals tell nothing, a small town needs its country: "LIBERATION" is none, "MEJICANOS" is one in a report
    on El Salvador."""
    if not pieces.shouted:
        return
    countries = {n.candidates[0].entry.country for n in found if n.candidates[0].entry.kind == "country" or n.dateline}
    countries.update(c for word in pieces.lower for c in pieces.lexicon.demonyms.get(word, ()))
    for name in found:
        best = name.candidates[0].entry
        if pieces.paragraph[name.i] not in pieces.shouted or best.kind != "city" or best.population > 1_000_000:
            continue
        there = tuple(c for c in name.candidates if c.entry.country in countries)
        if there:
            name.candidates = there
        elif not name.dateline:
            name.count(-2.0, "in capitals, in a country not told of")


def _repeated(found: list[Name]) -> None:
    """A name that is surely a place once is likely one again."""
    sure = {name.folded for name in found if name.score >= ACCEPTED + 1.2}
    for name in found:
        if name.folded in sure and name.score < ACCEPTED and not name.person:
            name.count(1.0, "a place elsewhere in the text")
