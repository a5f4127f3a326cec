"""Save a trained pipeline small, with its provenance."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.pipeline.edit_tree_lemmatizer import EditTreeLemmatizer
from spacy.strings import StringStore

VERSION = "1.0.0"
SOURCES: dict[str, list[dict[str, str]]] = {
    "fr": [
        {
            "name": "UD French Sequoia (train)",
            "license": "LGPL-LR",
            "url": "https://github.com/UniversalDependencies/UD_French-Sequoia",
        },
        {
            "name": "UD French GSD (dev file)",
            "license": "CC BY-SA 4.0",
            "url": "https://github.com/UniversalDependencies/UD_French-GSD",
        },
        {
            "name": "UD French FIB (FQB part)",
            "license": "LGPL-LR",
            "url": "https://github.com/Valentin-D-Richard/UD_French-FIB",
        },
        {
            "name": "UD French FIB (parts from GSD, ParisStories and Rhapsodie)",
            "license": "CC BY-SA 4.0",
            "url": "https://github.com/Valentin-D-Richard/UD_French-FIB",
        },
    ],
    "en": [
        {
            "name": "UD English EWT (train)",
            "license": "CC BY-SA 4.0",
            "url": "https://github.com/UniversalDependencies/UD_English-EWT",
        }
    ],
}
LICENSES = {"fr": "CC BY-SA 4.0 and LGPL-LR", "en": "CC BY-SA 4.0"}


def finish(nlp: Language, language: str, out: Path) -> None:
    """Write the pipeline to a folder that plain `spacy.load` reads."""
    nlp.meta.update(_meta(nlp, language))
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    slim(out)


def _meta(nlp: Language, language: str) -> dict[str, Any]:
    return {
        "name": "recoupe",
        "version": VERSION,
        "spacy_version": ">=3.8.7,<3.9.0",  # as pyproject.toml has it
        "description": "Morphology, lemmas, sentences and dependencies for reading news reports.",
        "author": "Recoupe",
        "license": LICENSES[language],
        "sources": SOURCES[language],
        "performance": {},
    }


def slim(folder: Path) -> None:
    """Keep only the strings that the labels need, not every word of the treebanks.

    spaCy looks words up by their hash; the hash of a word needs no string.
    """
    nlp = spacy.load(folder)
    strings = StringStore()
    for _, component in nlp.pipeline:
        if isinstance(component, EditTreeLemmatizer):
            for tree in component.label_data["trees"]:
                strings.add(tree.get("orig", ""))
                strings.add(tree.get("subst", ""))
        else:
            for label in getattr(component, "labels", ()):
                strings.add(label)
    for name in ("NOUN", "SPACE", "dep", "ROOT"):
        strings.add(name)
    strings.to_disk(folder / "vocab" / "strings.json")
