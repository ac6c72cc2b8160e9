"""Lists of loans as spreadsheets and other programs write them, row by row, with nothing assumed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate
from tracker.domain.typed.amount import read_amount
from tracker.formats.headers import Layout, header_currencies, header_name
from tracker.formats.layouts import LOANS
from tracker.formats.loan_cells import MONEY, Cells
from tracker.formats.options import ReadOptions
from tracker.formats.source import Source
from tracker.formats.table import Table, find_table, is_total, leftover, records
from tracker.formats.tally import Note, Tally
from tracker.formats.votes import shared_currency, vote_mark, vote_order

if TYPE_CHECKING:
    from tracker.domain.loan.facts import Method

MOST_LOANS = 20_000
"""More rows than this are not a list of anybody's loans."""


_ANY_AMOUNT = {"amount", "金额"}
_DATES = {"date", "transaction date", "posting date", "日期", "交易时间", "交易日期"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanLine:
    """One row of the list: what its cells say, None where they are blank, and what is wrong with them."""

    line: int
    name: str
    currency: str
    lender: str = ""
    balance_minor: int | None = None
    principal_minor: int | None = None
    rate: Rate | None = None
    fee_percent: Decimal | None = None
    minimum_minor: int | None = None
    payment_minor: int | None = None
    due_day: int | None = None
    next_due_on: date | None = None
    first_due_on: date | None = None
    credit_limit_minor: int | None = None
    method: Method | None = None
    type_text: str = ""
    opened_on: date | None = None
    periods: int | None = None
    statement_day: int | None = None
    pay_from: str = ""
    note: str = ""
    unknown: bool = False
    """Whether nothing is known of what is owed; the balance is then nothing."""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LoanList:
    """A list of loans as read: every row with a name or a sum, the account of the rest, the columns used."""

    lines: tuple[LoanLine, ...]
    tally: Tally
    columns: tuple[tuple[str, str], ...]
    ignored: tuple[str, ...]
    header_line: int
    decided: ReadOptions
    """The readings that were declared, and those the file decided."""
    currency: str | None
    """The currency of rows that name none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedList:
    """A list of loans found in a file: which rows are loans, and how their cells are read."""

    table: Table
    rows: list[tuple[int, list[str]]]
    tally: Tally
    decided: ReadOptions
    currency: str | None
    from_sign: str
    """The currency that signs gave, where it is not that of the book."""

    def cells(self) -> Cells:
        """A reader of its rows."""
        return Cells(self.table, self.decided, self.currency)

    def account(self, lines: Iterable[HasProblems]) -> None:
        """Count the rows that were read, and say what was left out or decided."""
        for each in lines:
            if each.problems:
                self.tally.reject(*each.problems)
            else:
                self.tally.accepted += 1
        self.tally.notes.extend(self.table.source.notes)
        if self.table.ignored:
            self.tally.notes.append(Note("columns_ignored", {"columns": ", ".join(self.table.ignored)}))
        if self.from_sign:
            self.tally.notes.append(Note("currency_from_sign", {"currency": self.from_sign}))


class HasProblems(Protocol):
    """A row that was read."""

    @property
    def problems(self) -> tuple[Problem, ...]: ...


def read_loans(
    source: Source,
    options: ReadOptions | None = None,
    *,
    layout: Layout = LOANS,
    is_loan: Callable[[str], bool] | None = None,
    no_balance: bool = False,
) -> Checked[LoanList]:
    """The loans of a list; what makes it unreadable comes instead, every other problem is in its tally.

    `is_loan` tells by the `kind` column of a layout which rows are loans at all; with `no_balance` a layout
    that has no column for what is owed is no fault of its rows.
    """
    opened, problems = open_list(source, options, layout=layout, is_loan=is_loan)
    if opened is None:
        return None, problems
    table, tally, reader = opened.table, opened.tally, opened.cells()
    own = len(table.header) - table.added
    bare = no_balance and not any(table.columns.get(key, own) < own for key in ("balance", "principal"))
    lines = tuple(read_line(reader, line, cells, bare=bare) for line, cells in opened.rows)
    tally.notes += [Note("balance_unknown", {"name": each.name}) for each in lines if each.unknown]
    opened.account(lines)
    columns = tuple((key, table.name_of(key)) for key in table.columns)
    return LoanList(
        lines=lines, tally=tally, columns=columns, ignored=table.ignored, header_line=table.line,
        decided=opened.decided, currency=opened.currency,
    ), ()  # fmt: skip


def open_list(
    source: Source,
    options: ReadOptions | None = None,
    *,
    layout: Layout = LOANS,
    is_loan: Callable[[str], bool] | None = None,
) -> Checked[OpenedList]:
    """A list of loans with its columns and readings decided, and its cells still unread."""
    declared = options or ReadOptions()
    table, problems = find_table(source, layout, declared)
    if table is None:
        return None, problems
    if wrong := _statement(table):
        return None, (wrong,)
    tally = Tally()
    rows = _rows(table, tally, is_loan)
    if tally.fatal:
        return None, tuple(tally.fatal)
    decided, mixed = _decide(table, rows, declared)
    tally.fatal.extend(mixed)
    home, found = _currency(table, rows, decided)
    return OpenedList(
        table=table, rows=rows, tally=tally, decided=decided, currency=home, from_sign=found
    ), ()  # fmt: skip


def read_line(cells: Cells, line: int, row: list[str], *, bare: bool = False) -> LoanLine:
    """One row; a cell that cannot be read leaves its field unknown and a problem.

    A `bare` list says nothing of what is owed: that stands at nothing until a person says it.
    """
    cells.start(line, row)
    currency = cells.currency()
    due_day, next_due_on = cells.due()
    made = LoanLine(
        line=line,
        name=cells.text("name"),
        currency=currency,
        lender=cells.text("lender"),
        balance_minor=cells.money("balance"),
        principal_minor=cells.money("principal"),
        rate=cells.rate(),
        fee_percent=cells.percent("fee_rate"),
        minimum_minor=cells.money("minimum"),
        payment_minor=cells.money("payment"),
        due_day=due_day,
        next_due_on=next_due_on,
        first_due_on=cells.date("first_due"),
        credit_limit_minor=cells.money("limit"),
        method=cells.method(),
        type_text=cells.text("type"),
        opened_on=cells.date("opened"),
        periods=cells.periods(),
        statement_day=cells.day("statement_day"),
        pay_from=cells.text("pay_from"),
        note=cells.text("note", lines=True),
    )
    if not made.name.strip():
        cells.problem("required", "name")
    if not any(cells.raw(key).strip() for key in ("balance", "principal")):
        if bare:
            made = replace(made, balance_minor=0, unknown=True)
        else:
            cells.problem("required", "balance")
    return replace(made, problems=tuple(cells.problems)) if cells.problems else made


def _rows(
    table: Table, tally: Tally, is_loan: Callable[[str], bool] | None = None
) -> list[tuple[int, list[str]]]:
    """The rows that are loans; titles, totals and a sheet's own settings are skipped with their reason."""
    name, kind = table.columns["name"], table.columns.get("kind")
    sums = [table.columns[key] for key in ("balance", "principal") if key in table.columns]
    kept: list[tuple[int, list[str]]] = []
    for line, cells in records(table, tally, name):
        owed = [cells[at].strip() for at in sums if cells[at].strip()]
        reason = leftover(cells, (cells[name], owed[0] if owed else ""))
        if is_total(cells[name]) and not _says_when(table, cells):
            reason = "total"
        elif not cells[name].strip() and not any(map(_counts, owed)):
            reason = reason or "no_name"
        elif is_loan is not None and kind is not None and not is_loan(cells[kind]):
            reason = reason or "not_a_debt"
        if reason:
            tally.skip(line, reason)
        elif len(kept) == MOST_LOANS:
            params = {"limit": str(MOST_LOANS)}
            tally.fatal.append(
                Problem(code="too_many_rows", field="file", value=table.source.name, params=params)
            )
            break
        else:
            kept.append((line, cells))
    return kept


def _statement(table: Table) -> Problem | None:
    """That a dated list of amounts holds payments: taken for loans, each would become a debt."""
    names = {header_name(cell) for cell in table.header}
    weak = header_name(table.name_of("balance")) in _ANY_AMOUNT and "principal" not in table.columns
    if weak and names & _DATES and not {"rate", "due", "minimum", "payment", "limit"} & set(table.columns):
        return Problem(code="kind_mismatch", field="kind", value=LOANS.kind, ask=True, hint="--kind")
    return None


def _says_when(table: Table, cells: list[str]) -> bool:
    """Whether a row has a due date or a rate, which totals have not: a lender may be called Total."""
    return any(cells[table.columns[key]].strip() for key in ("due", "rate") if key in table.columns)


def _counts(cell: str) -> bool:
    """Whether a sum is anything but zero; an unreadable one counts, so that it is reported."""
    read, _problems = read_amount(cell, decimal_mark=".")
    return read is None or bool(read.value)


def _column(table: Table, rows: list[tuple[int, list[str]]], keys: Iterable[str]) -> list[str]:
    at = [table.columns[key] for key in keys if key in table.columns]
    return [cells[number] for _line, cells in rows for number in at if cells[number].strip()]


def _decide(
    table: Table, rows: list[tuple[int, list[str]]], options: ReadOptions
) -> tuple[ReadOptions, tuple[Problem, ...]]:
    """The options with what the file decides by itself, and in what its rows contradict each other."""
    problems: list[Problem] = []
    mark, order = options.decimal_mark, options.date_order
    if mark is None:
        mark, wrong = vote_mark(_column(table, rows, MONEY), "balance")
        problems.extend(wrong)
    if order is None:
        order, wrong = vote_order(_column(table, rows, ("due", "first_due", "opened")), "due_on")
        problems.extend(wrong)
    return replace(options, decimal_mark=mark, date_order=order), tuple(problems)


def _currency(
    table: Table, rows: list[tuple[int, list[str]]], options: ReadOptions
) -> tuple[str | None, str]:
    """The currency of rows that name none, and the one signs gave; None if the file's signs contradict."""
    if options.currency:
        return options.currency, ""
    signs = {named for key in MONEY if (named := header_currencies(table.name_of(key)))}
    for cell in _column(table, rows, MONEY):
        read, _problems = read_amount(cell, decimal_mark=options.decimal_mark or ".")
        if read is not None and read.currencies:
            signs.add(read.currencies)
    chosen = shared_currency(signs, options.home_currency)
    return chosen, chosen if chosen and chosen != options.home_currency else ""
