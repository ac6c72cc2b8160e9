"""A layout of a bank, a wallet or an app as data: what its columns mean and how its amounts are signed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from tracker.domain.loan.card_row import TYPES
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.domain.typed.currencies import CODES
from tracker.domain.typed.date import Order
from tracker.formats.headers import Field, Layout, full_name, header_name
from tracker.formats.layouts import LOANS, PAYMENTS

Holds = Literal["statement", "payments", "loans"]
Account = Literal["wallet", "bank", "card", "either", "app"]
Rule = Literal["signed", "reversed", "direction", "columns"]

KEYS = (
    "date", "date_else", "posted_on", "amount", "out", "in", "direction", "fee", "currency", "payee", "payer",
    "text", "text_else", "kind", "status", "ref", "account", "tail", "balance", "loan", "as",
)  # fmt: skip
"""What a column of a statement can hold; `loan` and `as` are only ever said by a person."""

NEEDS = (("date",), ("amount", "out", "in"))

UNSURE = "unsure"
"""The status of a row whose word for it is not known."""

STATUSES = ("closed", "failed", "refund", "pending", "reverted", "split")
"""Why a row of a statement moved no money, or not for good."""

SIDES = {
    "out": (
        "Debit", "DR", "D", "DBIT", "借", "借方", "支出", "支", "转出", "取", "付", "Soll", "S", "Withdrawal",
        "Out", "Money out", "-",
    ),
    "in": (
        "Credit", "CR", "C", "CRDT", "贷", "贷方", "收入", "收", "转入", "存", "Haben", "H", "Deposit", "In",
        "Money in", "+",
    ),
}  # fmt: skip
"""Words that say of an amount which way it went, whoever writes them."""

VOID = frozenset({"closed", "failed", "reverted"})
"""Statuses of rows that moved nothing."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How files of one origin are read; `marks` are the header names that tell them from others.

    Each mark is one of several names for the same column. `places` are columns by their number, for files
    without a header; `shape` says what their cells look like.
    """

    id: str
    name: str
    name_zh: str = ""
    own: bool = False
    fallback: bool = False
    """Whether it is of no origin: it serves where no other profile does."""
    holds: Holds = "statement"
    account: Account = "bank"
    fields: tuple[Field, ...] = ()
    marks: tuple[frozenset[str], ...] = ()
    without: frozenset[str] = frozenset()
    places: tuple[tuple[str, str], ...] = ()
    shape: tuple[tuple[int, re.Pattern[str]], ...] = ()
    width: int = 0
    rule: Rule = "signed"
    either_sign: bool = False
    """Whether columns of money out or in bear minus signs as a matter of course in some files."""
    currency: str | None = None
    order: Order | None = None
    mark: str | None = None
    year: re.Pattern[str] | None = None
    """Where the lines before the header say the year and month of dates that have none."""
    count: re.Pattern[str] | None = None
    """Where they say how many rows there are."""
    empty: frozenset[str] = frozenset()
    footer: tuple[re.Pattern[str], ...] = ()
    opening: re.Pattern[str] | None = None
    """The text of rows that are a balance and no movement."""
    html: bool = False
    directions: Mapping[str, str] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    done: re.Pattern[str] | None = None
    """What a status says of a row that moved money for good; without it any other word does."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """What the type of a row says: `repayment`, `refund`, `other`, a kind of charge, or the type of account
    it went to."""
    dropped: frozenset[str] = frozenset()
    """Statuses of rows that are no movement at all."""
    no_balance: bool = False
    """Whether such lists of loans say nothing of what is owed."""
    lenders: tuple[str, ...] = ()
    """Who issues the cards that such a statement is of."""
    read: Mapping[str, str] = field(default_factory=dict)
    """What a person said of such files, as the options of the command line take it."""

    @property
    def layout(self) -> Layout:
        """The columns as they are looked for."""
        if self.holds == "loans":
            # What the file has not got is missing in each row, where a person can say it.
            named = {each.key for each in self.fields}
            fields = (*self.fields, *(each for each in LOANS.fields if each.key not in named))
            return Layout("loans", fields, LOANS.needs[:1])
        if self.holds == "payments":
            return PAYMENTS
        named = {each.key for each in self.fields}
        others = tuple(Field(key, ()) for key in KEYS if key not in named)
        return Layout("statement", (*self.fields, *others), NEEDS)

    def title(self, language: str) -> str:
        """What it is called in a language."""
        return self.name_zh if language.startswith("zh") and self.name_zh else self.name

    def status_of(self, cell: str) -> str:
        """What a cell says became of the row: nothing, one of STATUSES, or that its word is not known."""
        found = _starting(self.statuses, cell)
        if not found and self.done is not None and (text := normal(cell)) and not self.done.search(text):
            return UNSURE
        return found

    def kind_of(self, cell: str) -> str:
        """What the type of a row says."""
        return _starting(self.kinds, cell)


def _starting(words: Mapping[str, str], cell: str) -> str:
    """What the first of some words stands for that a cell begins with."""
    text = normal(cell)
    if not text:
        return ""
    return words.get(text) or next((what for word, what in words.items() if text.startswith(word)), "")


def read_profile(values: Mapping[str, Any], *, own: bool = False) -> Checked[Profile]:
    """A profile from a table of TOML, or what is wrong with it."""
    try:
        return _made(values, own), ()
    except (TypeError, ValueError, AttributeError, KeyError, re.error) as error:
        name = clean(str(values.get("id", "")))[:_LONGEST]
        params = {"reason": clean(str(error))[:_LONGEST]}
        return None, (Problem(code="profile_unreadable", field="profile", value=name, params=params),)


def _made(values: Mapping[str, Any], own: bool) -> Profile:
    known = set(Profile.__dataclass_fields__) | {
        "columns", "amount", "direction", "status", "date_order", "decimal_mark",
    }  # fmt: skip
    if unknown := sorted(set(values) - known):
        raise ValueError(f"unknown key {unknown[0]}")
    if not _NAME.fullmatch(values["id"]):
        raise ValueError("id")
    if (currency := values.get("currency")) is not None and currency not in CODES:
        raise ValueError(f"currency {currency}")
    return Profile(
        id=values["id"],
        name=clean(str(values.get("name", values["id"])))[:_LONGEST],
        name_zh=clean(str(values.get("name_zh", "")))[:_LONGEST],
        own=own,
        holds=_one_of("holds", values, Holds, "statement"),
        account=_one_of("account", values, Account, "bank"),
        fields=tuple(
            Field(key, _names(names), shares=True) for key, names in values.get("columns", {}).items()
        ),
        marks=tuple(frozenset(_names(each)) for each in values.get("marks", ())),
        without=frozenset(_names(values.get("without", ()))),
        places=tuple((key, f"#{int(at)}") for key, at in values.get("places", {}).items()),
        shape=tuple((int(at) - 1, re.compile(text)) for at, text in values.get("shape", {}).items()),
        width=int(values.get("width", 0)),
        fallback=bool(values.get("fallback", False)),
        rule=_one_of("amount", values, Rule, "signed"),
        either_sign=bool(values.get("either_sign", False)),
        currency=currency,
        order=_one_of("date_order", values, Order, None),
        mark=_mark(values.get("decimal_mark")),
        year=_pattern(values.get("year")),
        count=_pattern(values.get("count")),
        empty=frozenset(values.get("empty", ())),
        footer=tuple(re.compile(each) for each in values.get("footer", ())),
        opening=_pattern(values.get("opening")),
        html=bool(values.get("html", False)),
        directions=_words(values.get("direction", SIDES), ("out", "in", "none")),
        statuses=_words(values.get("status", {}), STATUSES),
        done=_pattern(values.get("done")),
        kinds=_words(values.get("kinds", {}), ("repayment", "refund", "other", "debt", "keep", *TYPES)),
        dropped=frozenset(values.get("dropped", ())),
        no_balance=bool(values.get("no_balance", False)),
        lenders=tuple(normal(each) for each in values.get("lenders", ())),
        read={str(key): str(value) for key, value in values.get("read", {}).items()},
    )


def _one_of(key: str, values: Mapping[str, Any], choices: Any, usual: Any) -> Any:
    value = values.get(key, usual)
    if value is not None and value not in get_args(choices):
        raise ValueError(f"{key} {value}")
    return value


def _mark(value: str | None) -> str | None:
    if value not in (None, ".", ","):
        raise ValueError(f"decimal_mark {value}")
    return value


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return None if text is None else re.compile(text)


def _names(names: Any) -> tuple[str, ...]:
    """Names of headers as they are compared; one with brackets keeps them."""
    each = (names,) if isinstance(names, str) else tuple(names)
    return tuple(full_name(name) if "(" in normal(name) else header_name(name) for name in each)


def _words(groups: Mapping[str, Any], allowed: tuple[str, ...]) -> dict[str, str]:
    if unknown := sorted(set(groups) - set(allowed)):
        raise ValueError(f"unknown key {unknown[0]}")
    return {normal(word): what for what, words in groups.items() for word in words}
