"""Tokeniser settings: where the treebanks cut words, as plain patterns that spaCy can save.

A chunk between two white spaces loses prefixes and suffixes first, then is cut at infixes. An
exception is looked up whenever what is left of the chunk is exactly that string.
"""

from __future__ import annotations

import re

from spacy.attrs import ORTH
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

from training.listed import listed

LETTER = "A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
UPPER = "A-ZÀ-ÖØ-ÞŒŸ"
LOWER = "a-zß-öø-ÿœ"
APOSTROPHE = "['’ʼ]"
DASH = "—–―‒"
OPENING = r"""["'“”‘’„‚«‹(\[{<¿¡]"""
CLOSING = r"""["'“”‘’„‚»›)\]}>]"""
SYMBOL = "[%‰€$£¥₹₽§¶©®™†‡•·●▪■►★☆✓|~^_=+*#\\\\]"
PICTURE = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b50\ufe0f\u200d]"
UNITS = "km²|km|m²|cm|mm|m|kg|mg|g|t|ha|l|L|kW|MW|GW|kWh|h|H|s|Mo|Go|°C|°"
INVISIBLE = "[\u200b\u200e\u200f\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
RUNS = [
    "''+",
    "’’+",
    r"\.\.+",
    "…+",
    "--+",
    "==+",
    r"\*\*+",
    "__+",
    "~~+",
    "##+",
    "<<+",
    ">>+",
    r"\$\$+",
    r"[.:]\?",
    "!![!?]*",
    "[!?][!?]+",
]

URL = re.compile(
    r"(?i)^(?:(?:https?|ftp)://\S*[\w/=#&-]|www\.\S*[\w/=#&-]"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|fr|info|gov|edu|ml|bf|sn|ru|uk|tv|io|eu)(?:/\S*[\w/=#&-])?)$"
)

# "U.S.", "O.N.U.", "J.-C.", "M." : a letter and a full stop, any number of times
INITIALS = rf"(?:[{UPPER}]\.)+(?:-?[{UPPER}]\.)*"

FRENCH_ABBREVIATIONS = listed("""
    M. MM. Mme. Mmes. Mlle. Mgr. Dr. Drs. Pr. Me. Gal. Gén. Col. Cdt. Cne. Cap. Lt. Sgt. Adj. Amb.
    St. Ste. av. apr. cf. etc. p. pp. vol. art. env. ex. n°. no. fig. éd. ed. hab. tél. tel. dép.
    janv. févr. fév. avr. juil. août. sept. oct. nov. déc. lun. mar. mer. jeu. ven. sam. dim.
    c.-à-d. c-à-d. p.ex. i.e. e.g. Jr. Sr. Mr. Mrs. Inc. Ltd. Corp. Cie. boul. bd. rég. arr. chap.
""")
# A full stop after these ends the sentence more often than it abbreviates the word.
FRENCH_NEVER = {"août.", "mar.", "mer.", "ex.", "no.", "sam.", "ed.", "éd.", "tel.", "arr.", "Cap."}

# "-il" is a word of its own in "dit-il", not in these.
FRENCH_HYPHENATED = listed("""
    celui-ci celui-là celle-ci celle-là ceux-ci ceux-là celles-ci celles-là celui-la celle-la ceux-la
    rendez-vous au-delà au-dela par-delà jusque-là jusque-la par-là sauve-qui-peut Jong-il
    cessez-le-feu garde-à-vous
""")
CLITICS = "il|elle|on|ils|elles|je|tu|nous|vous|ce|moi|toi|lui|leur|le|la|les|y|en|là|ci"

FRENCH_WHOLE = [
    "km/h",
    "c'est-à-dire",
    "c'est-a-dire",
    "quelqu'un",
    "quelqu'une",
    "l'on",
    "aujourd'hui",
    "d'hui",
    "+/-",
]
FRENCH_WHOLE += ["entr'ouvert", "entr'ouverte", "rock'n'roll"]

ENGLISH_ABBREVIATIONS = listed("""
    Mr. Mrs. Ms. Dr. Prof. Gen. Col. Lt. Maj. Capt. Cpl. Sgt. Brig. Adm. Cmdr. Pvt. Gov. Sen. Rep.
    Pres. Rev. Hon. St. Ft. Mt. Jr. Sr. Inc. Ltd. Corp. Co. Bros. vs. etc. al. eds. Op. No. Nos. pp.
    Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Mon. Tue. Tues. Wed. Thu. Thur.
    Thurs. Fri. Sat. Sun. a.m. p.m. e.g. i.e. ext. tel. approx. est. dept. Dept. Ave. Blvd. Rd. ca.
    Ph.D. Messrs. Supt. Insp. Ambass. Amb. Ala. Ariz. Calif. Colo. Conn. Fla. Ga. Ill. Ind. Kan. Ky.
    La. Md. Mich. Minn. Miss. Mo. Neb. Nev. Okla. Ore. Pa. Penn. Tenn. Tex. Va. Vt. Wash. Wis.
""")
# As words these end sentences: "No.", "the sun.", "Miss.", "a fort in the sat."
ENGLISH_TITLE_ONLY = {"No.", "Sun.", "Sat.", "Mon.", "Mar.", "Wash.", "Miss.", "Ill.", "Ind.", "La."}
ENGLISH_TITLE_ONLY |= {"Ore.", "Pa.", "Mo.", "Fri.", "Wed.", "Op.", "ca.", "al.", "Rep.", "Hon.", "Rd."}
ENGLISH_TITLE_ONLY |= {"Co.", "Ave.", "est.", "Kan.", "Tex.", "Va.", "Md.", "Ga.", "Penn.", "Mt.", "Col."}
# "e-mail", "re-elected", "non-state" stay whole; "well-known" is three words.
ENGLISH_WHOLE_PREFIXES = "e|re|non|pre|co|anti|ex|mid|multi|pro|de|un|sub|inter|post|over|mis|counter|semi|neo"


def make_tokenizer(nlp: Language) -> Tokenizer:
    """The tokeniser of a blank pipeline's language."""
    return _french(nlp) if nlp.lang == "fr" else _english(nlp)


def _rules(whole: list[str]) -> dict[str, list[dict[int, str]]]:
    return {word: [{ORTH: word}] for word in whole}


def _spellings(whole: list[str]) -> list[str]:
    """Each word as given, capitalised and in capitals, with both apostrophes."""
    cased = {form for word in whole for form in (word, word[0].upper() + word[1:], word.upper())}
    return sorted(cased | {form.replace("'", "’") for form in cased})


def _french(nlp: Language) -> Tokenizer:
    short = [word for word in FRENCH_ABBREVIATIONS if word not in FRENCH_NEVER]
    whole = _spellings(short + FRENCH_WHOLE + FRENCH_HYPHENATED)
    vowel = "aeiouyhàâäéèêëîïôöùûüœæAEIOUYHÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ"
    quote = '"“”«‘(\\[0-9'
    elision = [
        # "l'armée", "d'un", "qu'il", "jusqu'à", "d'«Ansar»", "l'ONU", but "l'on" and "N'Djamena"
        rf"(?i:l|d|qu|jusqu|lorsqu|puisqu|quoiqu){APOSTROPHE}(?=[{LETTER}{quote}])(?!(?<=[lL].)[oO][nN]\b)",
        rf"[nsmtjcNSMTJC]{APOSTROPHE}(?=[{vowel}{quote}])",
    ]
    prefixes = [
        *elision,
        *RUNS,
        r"-(?=[^\W\d])",
        f"[{DASH}]",
        OPENING,
        CLOSING,
        "[,;:!?/]",
        SYMBOL,
        PICTURE,
        INVISIBLE,
        r"\d{1,2}(?=[hH]\d{0,2}\b)",
        rf"\d+(?:[.,]\d+)?(?=(?:{UNITS})\d?$)",
        r"[hH](?=\d\d\b)",
    ]
    suffixes = [
        *RUNS,
        rf"(?i:(?<=[{LETTER}])[-‑](?:t[-‑])?(?:{CLITICS}))",
        f"[{DASH}-]",
        r"(?<!\(e)(?<!\(s)(?<!\(es)(?<!\(x)(?<!\(ne)(?<!\(S)(?<!\(E)\)",
        CLOSING.replace(")", ""),
        OPENING.replace("<", ""),
        "[,;:!?/]",
        r"(?<=[\d])[%‰€$£°]",
        SYMBOL,
        PICTURE,
        INVISIBLE,
        rf"(?<=[{LETTER}\d%€$£°\)\]»”“‘\"'’²³])\.",
        rf"(?<=\d)(?:{UNITS})",
        r"(?<=\d[hH])\d\d",
    ]
    infixes = [
        r"\.\.+",
        "…",
        "--+",
        f"[{DASH}]",
        rf"(?<=[{LETTER}])[,;:!?](?=[{LETTER}])",
        rf"(?<=[{LETTER}])[(\[«»\"“”](?=[{LETTER}]{{3}})",
        rf"(?<=[{LETTER}])[)\]»”](?=[{LETTER}])",
        rf"(?<=[{LOWER}]{{2}})\.(?=[{UPPER}][{LOWER}'’])",
        r"(?<=\d)[hH](?=\d)",
        r"(?<=\d)/(?=\d{3})",
        rf"(?<=[{LETTER}]{{2}})/(?=[{LETTER}])",
        rf"[»”](?=[,;:.]*[{LETTER}])",
        rf"(?<=[»”)\]])[,;:.](?=[{LETTER}])",
    ]
    return Tokenizer(
        nlp.vocab,
        rules=_rules(whole),
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=re.compile(rf"^{INITIALS}$").match,
        url_match=URL.match,
    )


def _english(nlp: Language) -> Tokenizer:
    short = [word for word in ENGLISH_ABBREVIATIONS if word not in ENGLISH_TITLE_ONLY]
    rules = _rules(sorted(set(_spellings(short)) | ENGLISH_TITLE_ONLY))
    for written, tokens in English.Defaults.tokenizer_exceptions.items():
        parts = [{ORTH: str(token[ORTH])} for token in tokens]
        rules.setdefault(written, parts)
    for written in ("id", "Id", "ID", "we d.", "wed", "Wed", "hell", "shell", "Hell", "Shell", "ill", "Ill", "and/or"):
        rules.pop(written, None)
    for parts_of in ("wan na", "gon na", "got ta", "out ta", "a lot"):
        first, last = parts_of.split()
        for left in (first, first.capitalize()):
            rules[left + last] = [{ORTH: left}, {ORTH: last}]
    upper = {
        written.upper(): [{ORTH: part[ORTH].upper()} for part in parts]
        for written, parts in rules.items()
        if re.search(APOSTROPHE, written) and written[0].isalpha()
    }
    rules = upper | rules
    prefixed = f"(?i:{ENGLISH_WHOLE_PREFIXES})"
    prefixes = [
        *RUNS,
        r"-(?=[^\W\d])",
        f"[{DASH}]",
        r"['’](?!(?i:s|m|d|ll|re|ve|em|til|cause|tis|twas|\d+)\b)",
        OPENING.replace("'", "").replace("’", ""),
        CLOSING.replace("'", "").replace("’", ""),
        "[,;:!?/&]",
        "@(?=\\d)",
        SYMBOL,
        PICTURE,
        INVISIBLE,
        r"(?i:US|C|A|NT|HK)\$(?=\d)",
    ]
    suffixes = [
        *RUNS,
        rf"(?<=[{LETTER}\d.]){APOSTROPHE}(?i:s|m|d|ll|re|ve)",
        rf"(?<=[{LETTER}])(?i:n{APOSTROPHE}t)",
        f"[{DASH}-]",
        r"(?<!\(s)(?<!\(S)(?<!\(es)\)",
        CLOSING.replace(")", ""),
        OPENING.replace("<", ""),
        "[,;:!?/&]",
        SYMBOL,
        PICTURE,
        INVISIBLE,
        rf"(?<=[{LETTER}\d%€$£°\)\]»”“‘\"'’²³])\.",
        r"(?<=\d)(?i:km|kms|kg|mm|cm|ft|lbs|lb|mph|am|pm|a\.m\.|p\.m\.|k|m|bn)",
    ]
    infixes = [
        r"\)(?=\()",
        r"(?<=\))\(",
        r"\.\.+",
        "…",
        "--+",
        "==+",
        f"[{DASH}]",
        rf"(?<=[{LETTER}])[,;:!?](?=[{LETTER}])",
        rf"(?<=[{LETTER}])[(\[\"“”](?=[{LETTER}]{{2}})",
        rf"(?<=[{LETTER}])[)\]”](?=[{LETTER}])",
        rf"(?<=[{LOWER}]{{2}})\.(?=[{UPPER}][{LOWER}'’])",
        rf"(?<=[{LETTER}]{{2}})/(?=[{LETTER}]{{2}})",
        rf"(?<=[{LETTER}\d])-(?=[{LETTER}])",
        rf"(?<=[{LETTER}])-(?=\d)",
        r"(?<=\d)[-–](?=\d)",
    ]
    return Tokenizer(
        nlp.vocab,
        rules=rules,
        prefix_search=compile_prefix_regex(prefixes).search,
        suffix_search=compile_suffix_regex(suffixes).search,
        infix_finditer=compile_infix_regex(infixes).finditer,
        token_match=re.compile(
            rf"^(?:{INITIALS}|(?:\d{{3}}[-.])?\d{{3}}[-.]\d{{4}}|\d{{4}}-\d\d-\d\d|{prefixed}-[{LETTER}]+)$"
        ).match,
        url_match=URL.match,
    )
