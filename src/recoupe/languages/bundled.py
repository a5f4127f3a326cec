"""The pipelines that come with Recoupe."""

from __future__ import annotations

import spacy.util
from spacy.attrs import LIKE_NUM
from spacy.lang.lex_attrs import like_num
from spacy.language import Language

from recoupe.languages import LanguageData


def bundled(data: LanguageData) -> Language:
    """The trained pipeline of a language.

    Its folder holds the tokeniser whole, so that nothing of `spacy.lang` is needed: importing French from there takes a
    second and more, for one regular expression that the pipeline never uses. What a number looks like in words is
    told by the language's own table.
    """
    bare: type[Language] = type("Bundled", (Language,), {"lang": data.code})
    nlp = bare.from_config(spacy.util.load_config(data.pipeline / "config.cfg"))
    number = data.table("quantities").get("number", {})
    words = frozenset((*number.get("words", ()), *number.get("multipliers", ())))
    nlp.vocab.lex_attr_getters[LIKE_NUM] = lambda text: like_num(text) or text.lower() in words  # type: ignore[attr-defined]
    return nlp.from_disk(data.pipeline)
