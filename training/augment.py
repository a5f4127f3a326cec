"""Variants of treebank sentences as newspapers, agencies and web pages would print them.

Treebanks hold clean typed text. Reports come with curly apostrophes, no-break spaces, capitals
without accents, telegraph style in capitals, line wraps, datelines, missing full stops and slips
of the finger. Each function takes a sentence and gives it back dressed in one of these ways, with
its analysis kept.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from training.conllu import Sentence, Word
from training.listed import listed
from training.news import Newsroom

NBSP, NARROW_NBSP = "\u00a0", "\u202f"
APOSTROPHES = str.maketrans({"'": "’"})
CLOSERS = {".", "!", "?", "…", "...", ":", ";"}


@dataclass(frozen=True)
class Rates:
    """How often each variant is drawn, per sentence unless said otherwise."""

    capitals: float = 0.10  # per document: agency text all in capitals
    capital_sentence: float = 0.03
    lower_case: float = 0.02
    title_case: float = 0.03
    headline: float = 0.05  # no final stop, a new paragraph after it
    bare_accents: float = 0.03  # per document: no accents at all
    bare_capitals: float = 0.25  # per document: "Etat", "A Bamako"
    curly: float = 0.5  # per document: ’ for '
    quotes: float = 0.4  # per document: other quotation marks
    no_break: float = 0.35  # per document: no-break spaces before ; : ! ? and inside « »
    typo: float = 0.04
    no_final_stop: float = 0.015
    wrap: float = 0.06  # per document: lines broken near 75 characters
    paragraph: float = 0.15
    double_space: float = 0.05  # per document: two spaces after a full stop
    stray_space: float = 0.02
    dash: float = 0.5  # per document: dashes of another length
    quoted: float = 0.06
    listed: float = 0.02
    dateline: float = 0.10  # per document
    short_month: float = 0.3
    toll: float = 0.01  # a sentence that gives numbers of dead and injured, in place of this one
    told: float = 0.06  # ", a déclaré X" after it


@dataclass(frozen=True)
class Names:
    """Words that datelines and dates are made from."""

    cities: Sequence[str]
    agencies: Sequence[str]
    months: dict[str, Sequence[str]]
    month_upos: str
    date_dep: str
    figure_feats: str
    year_on_month: bool  # French hangs "2022" on "novembre", English on the day


FRENCH = Names(
    cities=listed("""Bamako Ouagadougou Niamey Dakar Abidjan Conakry Bangui N'Djamena Kinshasa Goma Bunia
        Alger Tunis Tripoli Le_Caire Beyrouth Damas Alep Bagdad Mossoul Jérusalem Gaza Ramallah Amman
        Téhéran Kaboul Islamabad Moscou Kiev Kharkiv Donetsk Genève Paris Bruxelles New_York
        Washington Addis-Abeba Mogadiscio Khartoum Nairobi Maputo Port-au-Prince Bogota Gao
        Tombouctou Mopti Djibo Dori Diffa Maroua Yaoundé Lomé Cotonou Sanaa Aden"""),
    agencies=listed("AFP Reuters AP Xinhua APA APS MAP TASS Belga ATS PANA Anadolu RFI"),
    months={
        "janvier": ("janv.", "jan.", "janv", "jan"),
        "février": ("févr.", "fév.", "fév", "fev"),
        "avril": ("avr.", "avr"),
        "juillet": ("juil.", "juil"),
        "septembre": ("sept.", "sept", "sep"),
        "octobre": ("oct.", "oct"),
        "novembre": ("nov.", "nov"),
        "décembre": ("déc.", "déc", "dec"),
    },
    month_upos="NOUN",
    date_dep="nmod",
    figure_feats="NumType=Card",
    year_on_month=True,
)
ENGLISH = Names(
    cities=listed("""Baghdad Mosul Basra Damascus Aleppo Beirut Gaza Jerusalem Ramallah Amman Tehran Kabul
        Kandahar Islamabad Peshawar Karachi Delhi Colombo Moscow Kyiv Kharkiv Donetsk Geneva London
        Paris Washington New_York Bogota Medellin Lima San_Salvador Guatemala_City Managua Santiago
        La_Paz Quito Tegucigalpa Mexico_City Nairobi Mogadishu Khartoum Juba Addis_Ababa Kampala
        Kinshasa Goma Abuja Maiduguri Bamako Niamey Manila Jolo Sanaa Aden Cairo Tripoli"""),
    agencies=listed("AP AFP Reuters UPI EFE AFP Xinhua TASS ANSA ACAN-EFE DPA Notimex"),
    months={
        "January": ("Jan.", "Jan"),
        "February": ("Feb.", "Feb"),
        "March": ("Mar",),
        "April": ("Apr.", "Apr"),
        "June": ("Jun",),
        "July": ("Jul",),
        "August": ("Aug.", "Aug"),
        "September": ("Sept.", "Sep"),
        "October": ("Oct.", "Oct"),
        "November": ("Nov.", "Nov"),
        "December": ("Dec.", "Dec"),
    },
    month_upos="PROPN",
    date_dep="nmod:unmarked",
    figure_feats="NumForm=Digit|NumType=Card",
    year_on_month=False,
)


@dataclass
class Style:
    """What one document does throughout."""

    capitals: bool = False
    bare_accents: bool = False
    bare_capitals: bool = False
    curly: bool = False
    quotes: tuple[str, str] | None = None
    no_break: str = ""
    wrap: bool = False
    double_space: bool = False
    dashes: dict[str, str] = field(default_factory=dict)


@dataclass
class Augmenter:
    """Dresses documents; the same seed gives the same documents."""

    names: Names
    rates: Rates
    newsroom: Newsroom
    rng: random.Random

    def __call__(self, sentences: Iterable[Sentence]) -> list[Sentence]:
        style = self._style()
        sentences = [self._as_news(sentence) for sentence in sentences]
        if self._chance(self.rates.dateline):
            sentences[0] = _with_dateline(sentences[0], self.names, self.rng)
        dressed = [self._sentence(sentence, style) for sentence in sentences]
        dressed = [self._after(sentence, style) for sentence in dressed]
        return _wrapped(dressed, self.rng) if style.wrap else dressed

    def _chance(self, rate: float) -> bool:
        return self.rng.random() < rate

    def _style(self) -> Style:
        rates, rng = self.rates, self.rng
        quotes = [("«", "»"), ("“", "”"), ('"', '"'), ("„", "“"), ("‘", "’"), ("''", "''")]
        return Style(
            capitals=self._chance(rates.capitals),
            bare_accents=self._chance(rates.bare_accents),
            bare_capitals=self._chance(rates.bare_capitals),
            curly=self._chance(rates.curly),
            quotes=rng.choices(quotes, (6, 5, 3, 1, 1, 1))[0] if self._chance(rates.quotes) else None,
            no_break=rng.choice([NBSP, NARROW_NBSP]) if self._chance(rates.no_break) else "",
            wrap=self._chance(rates.wrap),
            double_space=self._chance(rates.double_space),
            dashes={"-": rng.choice("–—-"), "--": rng.choice(["–", "—", "--"])} if self._chance(rates.dash) else {},
        )

    def _as_news(self, sentence: Sentence) -> Sentence:
        if self._chance(self.rates.toll):
            sentence = self.newsroom.toll(self.rng)
        if self._chance(self.rates.told):
            if self._chance(0.3):
                sentence = _quoted(sentence, ("«", "»"), inside_stop=False)
            sentence = self.newsroom.told(sentence, self.rng)
        return sentence

    def _sentence(self, sentence: Sentence, style: Style) -> Sentence:
        """One sentence in the document's style, with accidents of its own."""
        rates, rng = self.rates, self.rng
        sentence = _with_short_months(sentence, self.names, rates.short_month, rng)
        sentence = _with_other_marks(sentence, style)
        if self._chance(rates.quoted):
            marks = style.quotes or rng.choice([("«", "»"), ("“", "”"), ('"', '"')])
            sentence = _quoted(sentence, marks, inside_stop=rng.random() < 0.5)
        if self._chance(rates.listed):
            sentence = _insert(sentence, [(0, _mark(rng.choice("-–—•*►"), _root(sentence)))])
        if self._chance(rates.no_final_stop):
            sentence = _without_final_stop(sentence)
        if self._chance(rates.typo):
            sentence = _with_typos(sentence, rng)
        sentence = self._cased(sentence, style)
        if style.curly:
            sentence = _spelled(sentence, lambda form: form.translate(APOSTROPHES))
        if style.no_break:
            sentence = _with_no_break_spaces(sentence, style.no_break)
        if self._chance(rates.stray_space):
            sentence = _with_stray_space(sentence, rng)
        return sentence

    def _cased(self, sentence: Sentence, style: Style) -> Sentence:
        rates = self.rates
        if style.capitals or self._chance(rates.capital_sentence):
            sentence = _in_capitals(sentence)
            return _spelled(sentence, without_accents) if self._chance(0.5) else sentence
        if self._chance(rates.title_case):
            sentence = _in_title_case(sentence)
        elif self._chance(rates.lower_case):
            sentence = _spelled(sentence, str.lower)
        if style.bare_accents:
            return _spelled(sentence, without_accents)
        if style.bare_capitals:
            return _spelled(sentence, lambda form: without_accents(form[:1]) + form[1:])
        return sentence

    def _after(self, sentence: Sentence, style: Style) -> Sentence:
        """The white space after a sentence."""
        if self._chance(self.rates.headline):
            return _followed(_without_final_stop(sentence), self.rng.choice(["\n", "\n\n"]))
        if self._chance(self.rates.paragraph):
            return _followed(sentence, self.rng.choice(["\n", "\n\n", "\n\n   ", " \n", "\n \n"]))
        if style.double_space:
            last = replace(sentence[-1], space=True)
            return _insert((*sentence[:-1], last), [(len(sentence), _blank(" ", len(sentence) - 1))])
        return sentence


def without_accents(form: str) -> str:
    """ "État" -> "Etat"; what is no accent ("œ", "ø") stays."""
    plain = "".join(c for c in unicodedata.normalize("NFD", form) if not unicodedata.combining(c))
    return plain if len(plain) == len(form) else form


def _root(sentence: Sentence) -> int:
    return next(at for at, word in enumerate(sentence) if word.head == at)


def _mark(form: str, head: int, space: bool = True) -> Word:
    return Word(form, form, "PUNCT", "", head, "punct", space)


def _blank(form: str, head: int) -> Word:
    """White space that spaCy makes a token of; trees have no opinion on it."""
    return Word(form, form, "SPACE", "", head, "dep", False)


def _insert(sentence: Sentence, inserted: Sequence[tuple[int, Word]]) -> Sentence:
    """New words, each before a position; heads of old and new words count in old positions."""
    where: dict[int, list[Word]] = {}
    for position, word in inserted:
        where.setdefault(position, []).append(word)
    moved: list[int] = []
    result: list[Word] = []
    for at, old in enumerate(sentence):
        result += where.get(at, [])
        moved.append(len(result))
        result.append(old)
    result += where.get(len(sentence), [])
    return tuple(replace(word, head=moved[word.head]) for word in result)


def _spelled(sentence: Sentence, spell: Callable[[str], str]) -> Sentence:
    """Other letters, the same lemmas."""
    return tuple(word if word.upos == "SPACE" else replace(word, form=spell(word.form)) for word in sentence)


def _in_capitals(sentence: Sentence) -> Sentence:
    """Capitals, lemmas too: "TUÉS" is cut to "TUER" as "tués" is to "tuer", and readers fold case."""
    return tuple(
        replace(word, form=word.form.upper(), lemma=word.lemma.upper())
        if len(word.form.upper()) == len(word.form)
        else word
        for word in sentence
    )


def _in_title_case(sentence: Sentence) -> Sentence:
    small = {"ADP", "DET", "CCONJ", "PART", "PUNCT"}
    return tuple(
        word
        if (word.upos in small and at) or not word.form[:1].islower()
        else replace(word, form=word.form[:1].upper() + word.form[1:])
        for at, word in enumerate(sentence)
    )


def _with_typos(sentence: Sentence, rng: random.Random) -> Sentence:
    """One slip of the finger; nothing is learnt about the lemma of the misspelt word."""
    long = [at for at, word in enumerate(sentence) if len(word.form) > 3 and word.form.isalpha()]
    if not long:
        return sentence
    slip = rng.choice(long)
    form = sentence[slip].form
    at = rng.randrange(1, len(form) - 1)
    form = rng.choice(
        [
            form[:at] + form[at + 1 :],
            form[:at] + form[at] + form[at:],
            form[: at - 1] + form[at] + form[at - 1] + form[at + 1 :],
            form[:at] + rng.choice("aeioustrnl") + form[at + 1 :],
        ]
    )
    return tuple(replace(word, form=form, lemma="") if at == slip else word for at, word in enumerate(sentence))


def _with_short_months(sentence: Sentence, names: Names, rate: float, rng: random.Random) -> Sentence:
    """ "le 9 novembre" -> "le 9 nov.", never at the end of a sentence."""
    words = list(sentence)
    for at, word in enumerate(words[:-2]):
        short = names.months.get(word.form)
        if short and rng.random() < rate:
            words[at] = replace(word, form=rng.choice(short), lemma="", space=True)
    return tuple(words)


def _with_other_marks(sentence: Sentence, style: Style) -> Sentence:
    """The document's quotation marks and dashes. Guillemets have spaces inside, others none."""
    words: list[Word] = []
    open_quote = False
    for word in sentence:
        if word.upos == "PUNCT" and word.form in style.dashes and word.space:
            word = replace(word, form=style.dashes[word.form], lemma=style.dashes[word.form])
        opens = word.form in "«“" or (word.form == '"' and not open_quote)
        closes = word.form in "»”" or (word.form == '"' and open_quote)
        if style.quotes and word.upos == "PUNCT" and (opens or closes):
            mark = style.quotes[0 if opens else 1]
            inside = mark in "«»"
            if opens:
                word = replace(word, form=mark, lemma=mark, space=inside)
            else:
                word = replace(word, form=mark, lemma=mark)
                if words:
                    words[-1] = replace(words[-1], space=inside)
        if opens or closes:
            open_quote = opens
        words.append(word)
    return tuple(words)


def _quoted(sentence: Sentence, marks: tuple[str, str], inside_stop: bool) -> Sentence:
    """The whole sentence as a quotation: « … ». or « …. »"""
    if any(word.form in '"«»“”' for word in sentence) or len(sentence) < 4:
        return sentence
    root, words = _root(sentence), list(sentence)
    before_stop = words[-1].form in CLOSERS and not inside_stop
    end = len(words) - before_stop
    inside = marks[0] == "«"
    words[end - 1] = replace(words[end - 1], space=inside)
    opening, closing = _mark(marks[0], root, inside), _mark(marks[1], root, not before_stop)
    return _insert(tuple(words), [(0, opening), (end, closing)])


def _without_final_stop(sentence: Sentence) -> Sentence:
    last = len(sentence) - 1
    if last < 2 or sentence[last].form != "." or any(word.head == last for word in sentence):
        return sentence
    return (*sentence[: last - 1], replace(sentence[last - 1], space=True))


def _with_no_break_spaces(sentence: Sentence, blank: str) -> Sentence:
    """A no-break space where French typography has one; spaCy makes it a token of its own."""
    words = list(sentence)
    blanks: list[tuple[int, Word]] = []
    for at, word in enumerate(words[:-1]):
        after = words[at + 1]
        figures = word.form.isdigit() and (after.form.isdigit() or after.form in "%€$")
        spaced = word.space and (after.form in ":;!?»%€" or word.form in "«–" or figures)
        if spaced and word.upos != "SPACE":
            words[at] = replace(word, space=False)
            blanks.append((at + 1, _blank(blank, at)))
    return _insert(tuple(words), blanks)


def _with_stray_space(sentence: Sentence, rng: random.Random) -> Sentence:
    """Two spaces between two words: the second is a token."""
    gaps = [at for at, word in enumerate(sentence[:-1]) if word.space]
    if not gaps:
        return sentence
    at = rng.choice(gaps)
    return _insert(sentence, [(at + 1, _blank(rng.choice([" ", "  ", NBSP]), at))])


def _followed(sentence: Sentence, blank: str) -> Sentence:
    """The sentence and a paragraph break, which belongs to it."""
    space = blank.startswith(" ")
    words = (*sentence[:-1], replace(sentence[-1], space=space))
    return _insert(words, [(len(words), _blank(blank.removeprefix(" "), len(words) - 1))])


def _wrapped(sentences: list[Sentence], rng: random.Random) -> list[Sentence]:
    """Line ends in place of spaces, near column 75."""
    width = rng.randrange(60, 80)
    column = 0
    result = []
    for sentence in sentences:
        words = list(sentence)
        ends: list[tuple[int, Word]] = []
        for at, word in enumerate(words):
            column = 0 if "\n" in word.form else column + len(word.form) + word.space
            after_is_blank = at + 1 < len(words) and words[at + 1].upos == "SPACE"
            if column > width and word.space and word.upos != "SPACE" and not after_is_blank:
                words[at] = replace(word, space=False)
                ends.append((at + 1, _blank("\n", at)))
                column = 0
        result.append(_insert(tuple(words), ends))
    return result


def _with_dateline(sentence: Sentence, names: Names, rng: random.Random) -> Sentence:
    """ "BAMAKO, 8 nov 2022 (AFP) - …": the place hangs on the sentence, the rest on the place.

    The place is a parataxis of the sentence, as treebanks attach "Al-Zaman : …".
    """
    place = [Word(part, part, "PROPN", "", 0, "flat", True) for part in rng.choice(names.cities).split("_")]
    if rng.random() < 0.7:
        place = [replace(word, form=word.form.upper(), lemma=word.lemma.upper()) for word in place]
    line = list(place)
    dated = rng.random() < 0.6
    if dated:
        line[-1] = replace(line[-1], space=False)
        line.append(_mark(",", 0))
        line += _date(names, len(line), rng)
    if not dated or rng.random() < 0.6:
        agency = rng.choice(names.agencies)
        brackets = rng.choice(["()", "()", "[]"])
        line.append(_mark(brackets[0], 0, False))
        line.append(Word(agency, agency, "PROPN", "", 0, "appos", False))
        line.append(_mark(brackets[1], 0))
    line.append(_mark(rng.choice(["-", "–", "—", "--", ":", "_"]), 0))
    size = len(line)
    line[0] = replace(line[0], head=_root(sentence) + size, dep="parataxis")
    return (*line, *(replace(word, head=word.head + size) for word in sentence))


def _date(names: Names, at: int, rng: random.Random) -> list[Word]:
    """ "8 nov 2022", its first word at a position of the line and hanging on the place, 0."""
    month = rng.choice(list(names.months))
    month = rng.choice([month, *names.months[month]])
    day = str(rng.randrange(1, 32))
    year = str(rng.randrange(1985, 2026))
    year = year[2:] if rng.random() < 0.2 else year
    words = [
        Word(day, day, "NUM", names.figure_feats, 0, names.date_dep, True),
        Word(month, "", names.month_upos, "", at, names.date_dep, True),
        Word(year, year, "NUM", names.figure_feats, at + names.year_on_month, names.date_dep, True),
    ]
    return words if rng.random() < 0.6 else words[:2]
