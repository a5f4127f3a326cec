"""The dead of whom no account gives a number, by ACLED's rule: several are 3, dozens 12, hundreds 100.

Recoupe gives no number where a report gives none ("several soldiers were killed"); a codebook that wants one has its
rule here, and the row says that it was used.
"""

from __future__ import annotations

from functools import cache

from recoupe import languages
from recoupe.export.coded import Coded
from recoupe.export.parties import participants
from recoupe.model import Participant
from recoupe.reading.sources_lexicon import fold as plain
from recoupe.weighing.bodies import known_language
from recoupe.weighing.names import TOKEN

NUMBERS = {"vague": 3, "dozens": 12, "hundreds": 100}  # lists of `quantities.toml`, and ACLED's numbers
NEAR = 3  # words within which the word for "many" stands: "des dizaines de civils"


def vague_toll(coded: Coded) -> int | None:
    """ACLED's number for the dead, the lowest that an account allows; None where no account tells of any."""
    found = [
        number
        for t in coded.asserting
        for who in participants(t, "recipient")
        if (number := vague_number(who, known_language(t.document.language))) is not None
    ]
    return min(found, default=None)


def vague_number(who: Participant, code: str) -> int | None:
    """What ACLED takes for those who are said to be killed, where a word without a number counts them."""
    if not kills(who.provenance.entry, code):
        return None
    words = [plain(w).rstrip("'") for w in TOKEN.findall(who.name.replace("’", "'"))[:NEAR]]
    return next((n for name, n in NUMBERS.items() if set(words) & vague_words(code, name)), None)


@cache
def vague_words(code: str, name: str) -> frozenset[str]:
    """The words of a list, folded."""
    return frozenset(map(plain, languages.load(code).table("quantities")["number"].get(name, ())))


@cache
def kills(entry: str, code: str) -> bool:
    """Whether the verb of an entry of `events.toml` is one of killing, by the measures of `quantities.toml`."""
    tables = languages.load(code)
    lemmas = [
        plain(lemma) for row in tables.table("events").get("verb", ()) if row["id"] == entry for lemma in row["lemmas"]
    ]
    stems = [
        plain(stem)
        for row in tables.table("quantities")["trigger"]
        if row["measure"] == "killed"
        for stem in row.get("verbs", ())
    ]
    return any(lemma.startswith(stem) for lemma in lemmas for stem in stems)
