"""The rows of an export of a bank, a wallet or an app, each money that went out, came in or did neither."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from tracker.domain.money import exponent
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.domain.typed.amount import amount_minor, plain_minor, shown_sign
from tracker.domain.typed.currencies import parse_currency
from tracker.formats.options import ReadOptions
from tracker.formats.profile import VOID, Profile
from tracker.formats.recognise import Recognised
from tracker.formats.source import Source
from tracker.formats.statement_survey import Survey, dated, survey
from tracker.formats.table import Table, find_table, is_total, leftover, records
from tracker.formats.tally import Note, Tally

_EDGE = "\t\r\n '"
_TAG = re.compile(r"<[^<>]{1,40}>")
_MEMO = 20_000
_MONEY = ("amount", "out", "in", "fee")


class Entry(NamedTuple):
    """One row of a statement; `minor` is what it did to the account, `gross_minor` the sum it speaks of."""

    line: int
    on: date
    posted_on: date | None
    minor: int
    gross_minor: int
    way: str
    """`out`, `in`, or `none` for what the wallet does not count."""
    currency: str
    payee: str
    text: str
    kind: str
    """What the profile knows of its type: `repayment`, `refund`, a kind of charge, `other`, `debt` …"""
    status: str
    """Why it moved no money, or not for good; nothing for a plain row."""
    ref: str
    account: str
    tail: str
    loan: str
    """The loan a person named for the row."""
    role: str
    """What a person said the row is: a payment, a purchase, a fee …"""
    balance_minor: int | None = None
    """What the file says the account held after the row."""

    @property
    def note(self) -> str:
        """Who was paid and what for, as a payment keeps it."""
        return " · ".join(dict.fromkeys(part for part in (self.payee, self.text) if part))


@dataclass(slots=True)
class Statement:
    """A surveyed statement; its tally is complete once `entries` has been exhausted."""

    table: Table
    profile: Profile
    found: Recognised
    options: ReadOptions
    seen: Survey
    tally: Tally = field(default_factory=Tally)
    _amounts: dict[tuple[str, str], int | None] = field(default_factory=dict)
    _statuses: dict[str, str] = field(default_factory=dict)
    _kinds: dict[str, str] = field(default_factory=dict)

    def entries(self) -> Iterator[Entry]:
        """The rows in the order of the file; those that are none go to the tally."""
        accepted = 0
        table, tally = self.table, self.tally
        at_date = table.columns["date"]
        try:
            for line, cells in records(table, tally, at_date):
                entry = self._entry(line, cells)
                if entry is not None:
                    accepted += 1
                    yield entry
        finally:
            tally.accepted = accepted

    def _cell(self, cells: list[str], key: str) -> str:
        at = self.table.columns.get(key)
        return "" if at is None else self._text(cells[at])

    def _text(self, cell: str) -> str:
        """A cell as it is kept: without what pads it, marks it as empty, or would be markup elsewhere."""
        if self.profile.html and ("&" in cell or "<" in cell):
            cell = _TAG.sub(" ", html.unescape(html.unescape(cell)))
        text = cell.strip(_EDGE)
        if not text.isprintable():
            text = clean(text).strip(_EDGE)
        return "" if text in self.profile.empty else text

    def _told(self, cell: str, of: Callable[[str], str], memo: dict[str, str]) -> str:
        """What a word that repeats from row to row stands for, looked up once."""
        found = memo.get(cell)
        if found is None:
            found = memo[cell] = of(cell)
        return found

    def _entry(self, line: int, cells: list[str]) -> Entry | None:
        profile, tally = self.profile, self.tally
        on_cell = self._cell(cells, "date") or self._cell(cells, "date_else")
        text = self._cell(cells, "text") or self._cell(cells, "text_else")
        if self.table.footer and self.table.is_footer(cells):
            return None
        if reason := self._no_row(cells, on_cell, text):
            tally.skip(line, reason)
            return None
        problems: list[tuple[str, Problem]] = []
        on, wrong = dated(on_cell, self.seen, profile)
        key = "date" if self._cell(cells, "date") or "date_else" not in self.table.columns else "date_else"
        problems += [(key, each) for each in wrong]
        currency = self._currency(cells, problems)
        sums = {
            each: self._minor(cells, each, currency, problems)
            for each in _MONEY if each in self.table.columns
        }  # fmt: skip
        direction, cell = "", self.table.columns.get("direction")
        if profile.rule == "direction" or cell is not None:
            stated = clean(cells[cell]).strip(_EDGE) if cell is not None else ""
            direction = profile.directions.get(normal(stated), "")
            if not direction and (stated or profile.rule == "direction"):
                problem = Problem(code="direction_unknown", field="direction", value=stated[:200])
                problems.append(("direction", problem))
        if (sums.get("fee") or 0) < 0:
            problems.append(
                ("fee", Problem(code="fee_negative", field="fee", value=self._cell(cells, "fee")))
            )
        if sums.get("in") and sums.get("out"):
            problems.append(("in", Problem(code="both_ways", field="amount", value=self._cell(cells, "in"))))
        if problems or on is None:
            tally.reject(
                *(replace(each, line=line, column=self.table.name_of(key)) for key, each in problems)
            )
            return None
        status = self._told(self._cell(cells, "status"), profile.status_of, self._statuses)
        kind = self._told(self._cell(cells, "kind"), profile.kind_of, self._kinds)
        if kind == "refund":
            status = status or "refund"
        if status in profile.dropped:
            tally.skip(line, status)
            return None
        minor, gross, way = self._movement(sums, direction)
        if status in VOID:
            minor = 0
        payee = self._cell(cells, "payer") if way == "in" else ""
        posted, _wrong = dated(self._cell(cells, "posted_on"), self.seen, profile)
        return Entry(
            line, on, posted if posted is not None and posted > on else None, minor, gross, way, currency,
            payee or self._cell(cells, "payee"), text, kind, status, self._cell(cells, "ref"),
            self._cell(cells, "account"), self._cell(cells, "tail"), self._cell(cells, "loan"),
            self._cell(cells, "as").lower(), self._balance(cells, currency),
        )  # fmt: skip

    def _no_row(self, cells: list[str], on_cell: str, text: str) -> str | None:
        """Why a line of the table is no movement: a total, or the balance it begins with."""
        money = next((self._cell(cells, key) for key in _MONEY if self._cell(cells, key)), "")
        if self.profile.opening is not None and not money and self.profile.opening.match(text):
            return "balance_line"
        if is_total(on_cell):
            return "total"
        return leftover(cells, (on_cell, money))

    def _currency(self, cells: list[str], problems: list[tuple[str, Problem]]) -> str:
        if self.options.currency:
            return self.options.currency
        if cell := self._cell(cells, "currency"):
            code, wrong = parse_currency(cell)
            problems += [("currency", each) for each in wrong]
            return code or self.options.home_currency
        return self.seen.currency or self.profile.currency or self.options.home_currency

    def _minor(
        self, cells: list[str], key: str, currency: str, problems: list[tuple[str, Problem]]
    ) -> int | None:
        """A sum in minor units; a blank one is none, unless it is the one that every row needs."""
        minor = self._read(cells, key, currency, problems)
        if minor and key == "amount" and self.seen.bare_is_minus and self.profile.rule != "direction":
            return minor if shown_sign(self._cell(cells, key)) else -minor
        return minor

    def _read(
        self, cells: list[str], key: str, currency: str, problems: list[tuple[str, Problem]]
    ) -> int | None:
        cell = self._cell(cells, key)
        if not cell and key != "amount":
            return None
        if self.seen.mark != "," and exponent(currency) == 2 and (plain := plain_minor(cell)) is not None:
            return plain
        if (cell, currency) in self._amounts:
            return self._amounts[cell, currency]
        minor, wrong = amount_minor(cell, currency, decimal_mark=self.seen.mark)
        if wrong:
            problems += [(key, each) for each in wrong]
        elif len(self._amounts) < _MEMO:
            self._amounts[cell, currency] = minor
        return minor

    def _balance(self, cells: list[str], currency: str) -> int | None:
        cell = self._cell(cells, "balance")
        if not cell:
            return None
        if self.seen.mark != "," and exponent(currency) == 2 and (plain := plain_minor(cell)) is not None:
            return plain
        return amount_minor(cell, currency, decimal_mark=self.seen.mark)[0]

    def _movement(self, sums: dict[str, int | None], direction: str) -> tuple[int, int, str]:
        """What a row did to the account, the sum it speaks of, and which way it went."""
        amount, fee, seen = sums.get("amount"), sums.get("fee") or 0, self.seen
        rule = self.profile.rule if self.options.sign is None or amount is None else "signed"
        if rule == "reversed" and seen.sided:
            rule = "signed"  # debits and credits are named: whose they are is told
        match rule:
            case "direction":
                gross = self._unsigned("amount", amount)
                if gross < 0:
                    gross, direction = -gross, {"out": "in", "in": "out"}.get(direction, direction)
                return {"out": -gross, "in": gross}.get(direction, 0), gross, direction
            case "columns":
                minor = self._unsigned("in", sums.get("in")) - self._unsigned("out", sums.get("out"))
            case "reversed":
                minor = -(amount or 0)
            case _ if direction in ("out", "in") and self.options.sign is None:
                # Another column says the way; an amount below zero is then no more than an amount.
                minor = abs(amount or 0) * (-1 if direction == "out" else 1) - fee
            case _:
                minor = (amount or 0) - fee
                # Payments leave an account and reach a card.
                if self.options.sign == ("negative" if self.profile.account == "card" else "positive"):
                    minor = -minor
        return minor, abs(minor), "out" if minor < 0 else "in" if minor > 0 else "none"

    def _unsigned(self, key: str, minor: int | None) -> int:
        """A sum of a column whose heading says the way; below zero it went the other way."""
        return (minor or 0) * self.seen.usual.get(key, 1)


def read_statement(source: Source, found: Recognised, said: ReadOptions) -> Checked[Statement]:
    """A statement ready to be read; what makes it unreadable comes here, the rest in its tally."""
    profile = found.profile
    options = found.options(said)
    table, problems = find_table(source, profile.layout, options)
    if table is None:
        return None, problems
    table = replace(table, footer=profile.footer)
    seen, problems = survey(table, profile, options)
    if seen is None:
        return None, problems
    made = Statement(table, profile, found, options, seen)
    made.tally.fatal.extend(seen.mixed)
    made.tally.notes.extend(source.notes)
    if seen.currency and seen.currency not in (profile.currency, options.home_currency):
        made.tally.notes.append(Note("currency_from_sign", {"currency": seen.currency}))
    return made, ()
