"""The cells of one row of a loan list, read one at a time with what is wrong collected."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate, RatePer
from tracker.domain.text import clean, normal
from tracker.domain.typed.amount import amount_minor, read_amount
from tracker.domain.typed.count import parse_periods
from tracker.domain.typed.currencies import parse_currency
from tracker.domain.typed.date import parse_date
from tracker.domain.typed.day import parse_due_day
from tracker.domain.typed.rate import parse_rate
from tracker.formats.options import ReadOptions
from tracker.formats.table import Table

if TYPE_CHECKING:
    from tracker.domain.loan.facts import Method

_Value = TypeVar("_Value")

MONEY = ("balance", "principal", "minimum", "payment", "limit")

_FIELDS = {
    "due": "due_day",
    "first_due": "first_due_on",
    "opened": "opened_on",
    "limit": "credit_limit",
    "fee_rate": "fee",
}
_PER = {
    "year": RatePer.YEAR, "yearly": RatePer.YEAR, "annual": RatePer.YEAR, "annually": RatePer.YEAR,
    "month": RatePer.MONTH, "monthly": RatePer.MONTH, "day": RatePer.DAY, "daily": RatePer.DAY,
    "年": RatePer.YEAR, "月": RatePer.MONTH, "日": RatePer.DAY, "天": RatePer.DAY,
}  # fmt: skip
_EDGE = "\t\r\n"


class Cells:
    """Reads the cells of a row by field; `problems` holds what is wrong with the row so far."""

    def __init__(self, table: Table, options: ReadOptions, currency: str | None) -> None:
        self._table, self._options, self._home = table, options, currency
        self._row: list[str] = []
        self._line = 0
        self._currency: str = currency or options.home_currency
        self.problems: list[Problem] = []

    def start(self, line: int, row: list[str]) -> None:
        """Turn to a row."""
        self._line, self._row = line, row
        self.problems = []

    def raw(self, key: str) -> str:
        """The cell as it stands, nothing if there is no such column."""
        at = self._table.columns.get(key)
        return "" if at is None else self._row[at]

    def problem(self, code: str, key: str, value: str = "") -> None:
        """Note what is wrong with a cell."""
        self._add(key, (Problem(code=code, field=_FIELDS.get(key, key), value=clean(value)[:200]),))

    def text(self, key: str, *, lines: bool = False) -> str:
        """A text as given, without control characters."""
        return clean(self.raw(key).strip(_EDGE), lines=lines)

    def currency(self) -> str:
        """The currency of the row: its own column, else its signs, else the file's."""
        if cell := self.raw("currency").strip():
            code, wrong = parse_currency(cell)
            self._add("currency", wrong)
            self._currency = code or self._options.home_currency
        elif self._home is not None:
            self._currency = self._home
        else:
            self._currency = self._from_signs() or ""
            if not self._currency:
                self._add(
                    "currency", (Problem(code="currency_mixed", field="currency", ask=True, hint="--map"),)
                )
                self._currency = self._options.home_currency
        if (declared := self._options.currency) and self._currency != declared:
            params = {"expected": declared, "found": self._currency}
            self._add(
                "currency",
                (Problem(code="currency_mismatch", field="currency", value=self._currency, params=params),),
            )
        return self._currency

    def money(self, key: str) -> int | None:
        """A sum in minor units; a debt, a limit or a payment is never negative."""
        cell = self.raw(key)
        if not cell.strip():
            return None
        minor, wrong = amount_minor(
            cell, self._currency, decimal_mark=self._options.decimal_mark, field=_FIELDS.get(key, key)
        )
        if minor is not None and minor < 0:
            self.problem("negative", key, cell)
            return None
        return self._kept(key, (minor, wrong))

    def rate(self) -> Rate | None:
        """The rate, from the column of yearly, monthly or daily ones."""
        per = _PER.get(normal(self.raw("rate_per")))
        if self.raw("rate_per").strip() and per is None:
            self.problem("rate_period_unknown", "rate_per", self.raw("rate_per"))
        for key, each in (("rate", per), ("rate_month", RatePer.MONTH), ("rate_day", RatePer.DAY)):
            if self.raw(key).strip():
                return self._kept(key, parse_rate(self.raw(key), unit=self._options.rate_unit, per=each))
        return None

    def percent(self, key: str) -> Decimal | None:
        """A percentage for each period."""
        if not self.raw(key).strip():
            return None
        found = self._kept(
            key, parse_rate(self.raw(key), unit=self._options.rate_unit, field=_FIELDS.get(key, key))
        )
        return found.percent if found else None

    def due(self) -> tuple[int | None, date | None]:
        """The due day of every month, or the next due date, whichever the cell holds."""
        cell = self.raw("due")
        if not cell.strip():
            return None, None
        day, wrong = parse_due_day(cell)
        if day is not None:
            return day, None
        on, wrong_date = parse_date(cell, order=self._options.date_order, field="due_on")
        if on is None:
            looks_like_date = wrong_date[0].code != "date_unreadable"
            self._add("due", wrong_date if looks_like_date else wrong)
        return None, on

    def date(self, key: str) -> date | None:
        """A date."""
        if not self.raw(key).strip():
            return None
        field = _FIELDS.get(key, key)
        return self._kept(key, parse_date(self.raw(key), order=self._options.date_order, field=field))

    def day(self, key: str) -> int | None:
        """A day of the month; a full date gives its day."""
        cell = self.raw(key)
        if not cell.strip():
            return None
        day, wrong = parse_due_day(cell, field=key)
        if day is None:
            on, _wrong = parse_date(cell, order=self._options.date_order, field=key)
            day = on.day if on else None
        return self._kept(key, (day, () if day else wrong))

    def periods(self) -> int | None:
        """The number of instalments."""
        return self.count("periods")

    def count(self, key: str) -> int | None:
        """A number of months or instalments."""
        if not self.raw(key).strip():
            return None
        return self._kept(key, parse_periods(self.raw(key), field=_FIELDS.get(key, key)))

    def method(self) -> Method | None:
        """The way of repaying: stated, or told by the type where that leaves no doubt."""
        # Deferred: the facts of a loan are many types, and a list for a calculator has no methods.
        from tracker.domain.typed.method import method_named, parse_method

        if self.raw("method").strip():
            return self._kept("method", parse_method(self.raw("method")))
        return method_named(self.raw("type"))

    def _from_signs(self) -> str | None:
        for key in MONEY:
            read, _wrong = read_amount(self.raw(key), decimal_mark=self._options.decimal_mark or ".")
            if read is not None and read.currencies:
                home = self._options.home_currency
                return home if home in read.currencies else read.currencies[0]
        return None

    def _kept(self, key: str, checked: Checked[_Value]) -> _Value | None:
        value, wrong = checked
        self._add(key, wrong)
        return value

    def _add(self, key: str, problems: tuple[Problem, ...]) -> None:
        column = self._table.name_of(key)
        for each in problems:
            self.problems.append(replace(each, value=clean(each.value), line=self._line, column=column))
