"""A comparison of coded data with a case as one page that needs no network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from recoupe import __version__
from recoupe.comparing import Behind, Comparison, Have, Row
from recoupe.comparing.values import Compared, Standing
from recoupe.interface import Texts, texts
from recoupe.model import Weighed
from recoupe.render.comparison import count_words, outside_words, scene, words
from recoupe.render.html import asset, content_policy, environment
from recoupe.render.words import date_words, one_line, what_words


@dataclass(frozen=True, slots=True)
class Account:
    """An account behind a value."""

    who: str
    where: str  # "Radio Mont-de-Lam, 13 March 2024"
    words: str


@dataclass(frozen=True, slots=True)
class Value:
    """A value with the accounts behind it."""

    words: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field on both sides."""

    label: str
    standing: str
    state: str
    theirs: tuple[str, ...]
    ours: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class RowView:
    """An incident on both sides, or on one."""

    id: str
    what: str
    scene: str
    coded: str
    reports: str
    fields: tuple[FieldView, ...]


def comparison_page(found: Comparison, locale: str) -> str:
    """The whole page."""
    say = texts(locale)
    style = asset("page.css") + asset("incident.css") + asset("comparison.css")
    both = found.of(Have.BOTH)
    sections = (
        (say("comparison.differing"), [row for row in both if row.differs], True),
        (say("comparison.agreeing"), [row for row in both if not row.differs], False),
        (say("comparison.only_theirs", coder=one_line(found.coder)), found.of(Have.THEIRS), False),
        (say("comparison.only_ours"), found.of(Have.OURS), False),
    )
    return (
        environment()
        .get_template("comparison.html.jinja")
        .render(
            say=say,
            style=Markup(style),
            policy=content_policy(style, ""),
            coder=one_line(found.coder),
            title=say("comparison.title", coder=one_line(found.coder)),
            span=span_words(found, say),
            counts=count_words(found, say),
            outside=outside_words(found, say) if found.outside else "",
            standings=[say(f"beside.{name}") for name in Standing],
            numbers=[(say(f"field.{field}"), list(held.items())) for field, held in found.standings().items()],
            sections=[
                (head, [row_view(row, say) for row in rows], is_open) for head, rows, is_open in sections if rows
            ],
            version=__version__,
        )
    )


def span_words(found: Comparison, say: Texts) -> str:
    """The days that the coder's data span."""
    return date_words(f"{found.first}/{found.last}" if found.first != found.last else found.first, say)


def row_view(row: Row, say: Texts) -> RowView:
    """An incident."""
    comma = say("typography.comma")
    return RowView(
        id=row.incident,
        what=what_words(row.type, row.mode, say),
        scene=scene(row, say),
        coded=comma.join(map(one_line, row.coded)),
        reports=comma.join(map(one_line, row.reports)),
        fields=tuple(field_view(row, field, say) for field in row.fields),
    )


def field_view(row: Row, field: Compared, say: Texts) -> FieldView:
    """A field."""
    return FieldView(
        label=say(f"field.{field.field}"),
        standing=say(f"beside.{field.standing.value}"),
        state=field.standing.value,
        theirs=tuple(dict.fromkeys(words(field.field, value, say) for value in field.theirs)),
        ours=tuple(value_views(row, field, field.ours, say)),
    )


def value_views(row: Row, field: Compared, values: Sequence[Weighed], say: Texts) -> Iterator[Value]:
    """Our values; the accounts are shown where the two sides differ."""
    for value in values:
        told = [row.behind[t] for t in value.tellings] if field.standing is Standing.DIFFER else []
        yield Value(words(field.field, value, say), tuple(account_view(b, say) for b in told))


def account_view(behind: Behind, say: Texts) -> Account:
    """Who tells, where and when, in which words."""
    parts = (one_line(behind.outlet), date_words(behind.published, say) if behind.published else "")
    who = one_line(behind.who) or say("terminal.unnamed_outlet")
    return Account(who, " · ".join(part for part in parts if part and part != who), behind.words)
