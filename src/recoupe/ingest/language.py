"""Which language a text is in, among those that Recoupe reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from recoupe import languages
from recoupe.errors import UnreadableFile

SAMPLE = 5_000  # characters that tell the language of a text
SURE = 20.0  # log likelihood by which an unread language must lead: French and English sentences of UD dev stay below
SHORT = 60  # letters; of shorter UD dev sentences one in forty is taken for the other language, of longer ones none
PARAGRAPH = 80  # letters from which a paragraph's language counts
FOREIGN = 0.2  # share of the letters from which a text is mixed


def language_of(text: str, given: str, path: str) -> tuple[str, list[str]]:
    """The language to read a text in, with what is doubtful about it.

    Raises:
        UnreadableFile: the language given or found is none that Recoupe reads.
    """
    if given:
        if given.split("-")[0].lower() not in languages.codes():
            raise not_read(path, f"its language is given as {given}")
        return given, []
    language, unread = likeliest(text[:SAMPLE])
    if unread:
        raise not_read(path, f"its language seems to be {unread}")
    if sum(map(str.isalpha, text)) < SHORT:
        return language, [f"too short to tell its language: read as {language}; give --language"]
    return language, []


def not_read(path: str, found: str) -> UnreadableFile:
    """The error for a language without a pipeline."""
    read = ", ".join(languages.codes())
    return UnreadableFile(path, found, f"Recoupe reads {read}: give --language if the report is in one of them")


def likeliest(text: str) -> tuple[str, str]:
    """The likeliest of the languages that Recoupe reads, and another that is clearly likelier than it, or ""."""
    import py3langid

    likelihood: dict[str, float] = dict(py3langid.rank(text))
    read = max(languages.codes(), key=lambda code: (likelihood.get(code, float("-inf")), code))
    best = max(likelihood, key=lambda code: (likelihood[code], code))
    return read, best if likelihood[best] - likelihood[read] > SURE else ""


def mixture(text: str, language: str) -> Iterator[str]:
    """A word on the languages of a text's paragraphs, where a fifth or more is not in the language it is read in."""
    letters: Counter[str] = Counter()
    for paragraph in text.split("\n"):
        size = sum(map(str.isalpha, paragraph))
        if size >= PARAGRAPH:
            read, unread = likeliest(paragraph)
            letters[unread or read] += size
    own = language.split("-")[0].lower()
    foreign = [(code, size / letters.total()) for code, size in letters.most_common() if code != own]
    if sum(share for _, share in foreign) >= FOREIGN:
        shares = ", ".join(f"{code} {share:.0%}" for code, share in foreign)
        yield f"mixed languages ({shares}): all of it is read as {own}"
