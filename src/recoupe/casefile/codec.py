"""Frozen values of the model as plain ones and back, by their declared types.

A reading has a published form of its own (`recoupe.serialise`). What only the case reads back goes through here. A
field that has its default is left out, so that a value stored before a field was added is still read.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A value as dicts, lists, texts, numbers."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if is_dataclass(value):
        held = ((f, getattr(value, f.name)) for f in fields(value))
        return {f.name: to_plain(item) for f, item in held if f.default is MISSING or item != f.default}
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """The value of a type that `to_plain` made plain."""
    of_any_kind: Any = kind
    made: T = maker(of_any_kind)(plain)
    return made


@cache
def maker(kind: Any) -> Callable[[Any], Any]:
    """What makes values of a type from plain ones."""
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return optional(arguments)
    if origin is tuple:
        return tuples(arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if is_dataclass(kind):
        return values(kind)
    return same


def same(plain: Any) -> Any:
    """A text, a number, None: itself."""
    return plain


def optional(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    """A value or None; of several types the first that is a value's own, which JSON tells apart."""
    make = maker(next(kind for kind in arguments if kind is not type(None)))
    return lambda plain: None if plain is None else make(plain)


def tuples(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Any number of values of one type, or one of each type."""
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        make = maker(arguments[0])
        return lambda plain: tuple(make(item) for item in plain)
    makers = [maker(kind) for kind in arguments]
    return lambda plain: tuple(make(item) for make, item in zip(makers, plain, strict=True))


def values(kind: Any) -> Callable[[Any], Any]:
    """A frozen value, by its fields."""
    hints = get_type_hints(kind)
    makers = {f.name: maker(hints[f.name]) for f in fields(kind)}
    declared: tuple[Field[Any], ...] = fields(kind)
    known = frozenset(f.name for f in declared)

    def make(plain: Mapping[str, Any]) -> Any:
        return kind(**{name: makers[name](item) for name, item in plain.items() if name in known})

    return make
