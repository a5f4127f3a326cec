"""Small questions about tokens that several stages ask."""

from __future__ import annotations

from spacy.tokens import Token


def has(token: Token, feature: str, *values: str) -> bool:
    """The token's morphology gives the feature one of the values: `has(token, "Mood", "Cnd")`."""
    return any(value in values for value in token.morph.get(feature, []))
