"""Lists of dated sums, received and paid, that a yearly rate is found from.

A row may stand for a series: so many times the same sum, one interval apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from tracker.domain.apr.facts import Flow
from tracker.domain.apr.rhythm import Rhythm, paid_on, parse_rhythm
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.domain.typed.amount import parse_amount
from tracker.domain.typed.count import parse_periods
from tracker.domain.typed.date import parse_date, readings
from tracker.formats.headers import Layout, read_fields
from tracker.formats.layouts import PAYMENTS
from tracker.formats.options import ReadOptions
from tracker.formats.source import Source
from tracker.formats.table import Table, find_table, is_total, leftover, records
from tracker.formats.tally import Tally
from tracker.formats.votes import vote_mark, vote_order

FLOWS = Layout(
    "flows",
    (
        *(each for each in PAYMENTS.fields if each.key == "date"),
        *read_fields(
            """
amount: amount, cash flow, cashflow, flow, flows, value, payment amount, transaction amount, sum, 金额,
    现金流, 现金流量, 交易金额, 发生额, 收支金额
received: received, money in, in, inflow, advance, advances, drawdown, credit, 收入, 收到, 到账金额,
    放款金额, 放款, 流入
paid: paid, money out, out, outflow, payment, payments, repayment, debit, 支出, 支付, 还款, 还款金额,
    还款额, 流出
times: times, repeat, repeats, 次数, 重复次数
every: every, 每隔, 间隔
"""
        ),
    ),
    needs=(("date",), ("amount", "received", "paid")),
)
_SUMS = ("amount", "received", "paid")
MOST = 20_000
"""Sums of the longest list; a loan paid every day for fifty years has fewer."""


@dataclass(slots=True)
class FlowList:
    """The sums of a file in its order, and what became of its other rows."""

    flows: tuple[Flow, ...] = ()
    tally: Tally = field(default_factory=Tally)


def read_flows(source: Source, options: ReadOptions | None = None) -> Checked[FlowList]:
    """The dated sums of a file; with one row that cannot be read there are none."""
    declared = options or ReadOptions()
    table, problems = _table(source, declared)
    if table is None:
        return None, problems
    found = FlowList()
    rows = list(records(table, found.tally, table.columns["date"]))
    if found.tally.fatal:
        return None, tuple(found.tally.fatal)
    if len(rows) > MOST:
        return None, (Problem(code="flows_too_many", field="file", params={"limit": str(MOST)}),)
    decided, problems = _decided(table, declared, [cells for _line, cells in rows])
    if decided is None:
        return None, problems
    series: list[tuple[Flow, ...]] = []
    count = 0
    for line, cells in rows:
        series.append(_series(table, decided, line, cells, found.tally))
        count += len(series[-1])
        if count > MOST:
            return None, (Problem(code="flows_too_many", field="file", params={"limit": str(MOST)}),)
    if found.tally.rejected:
        return None, tuple(found.tally.rejected)
    found.flows = tuple(flow for each in series for flow in each)
    found.tally.accepted = sum(1 for each in series if each)
    return found, ()


def _table(source: Source, options: ReadOptions) -> Checked[Table]:
    """The table by its header; a file whose first cell is a date needs none."""
    table, problems = find_table(source, FLOWS, options)
    if table is not None or options.columns or options.header_line is not None:
        return table, problems
    bare = replace(options, columns=(("date", "#1"), ("amount", "#2")), header_line=0)
    guessed = find_table(source, FLOWS, bare)[0]
    if guessed is None:
        return None, problems
    first = next((cells for _line, cells in records(guessed, Tally(), 0)), [""])
    return (guessed, ()) if readings(first[0]) else (None, problems)


def _decided(table: Table, options: ReadOptions, rows: Sequence[Sequence[str]]) -> Checked[ReadOptions]:
    """The order of day and month and the decimal mark that the whole file shows."""
    order, mark = options.date_order, options.decimal_mark
    if order is None:
        order, problems = vote_order((cells[table.columns["date"]] for cells in rows), "date")
        if problems:
            return None, problems
    if mark is None:
        places = [table.columns[key] for key in _SUMS if key in table.columns]
        mark, problems = vote_mark((cells[place] for cells in rows for place in places), "amount")
        if problems:
            return None, problems
    return replace(options, date_order=order, decimal_mark=mark), ()


def _series(
    table: Table, options: ReadOptions, line: int, cells: list[str], tally: Tally
) -> tuple[Flow, ...]:
    """One row: what was received less what was paid, as often as it says; a row of totals is none."""
    texts = {key: cells[table.columns[key]] for key in _SUMS if key in table.columns}
    filled = {key: text for key, text in texts.items() if text.strip()}
    day = cells[table.columns["date"]]
    if (reason := leftover(cells, (day, next(iter(filled.values()), "")))) or is_total(day):
        tally.skip(line, reason or "total")
        return ()
    on, wrong_date = parse_date(day, order=options.date_order)
    wrong = [("date", each) for each in wrong_date]
    amount = Decimal(0)
    for key, text in (filled or {next(iter(texts)): ""}).items():
        value, problems = parse_amount(text, decimal_mark=options.decimal_mark)
        wrong += [(key, each) for each in problems]
        if value is not None and key != "amount" and value < 0:
            wrong.append((key, Problem(code="negative", field="amount", value=text[:200])))
        elif value is not None:
            amount += -value if key == "paid" else value
    times, every = 1, Rhythm.MONTH
    if said := _cell(table, cells, "times"):
        found, problems = parse_periods(said, field="times")
        wrong += [("times", each) for each in problems]
        times = found or 1
    if said := _cell(table, cells, "every"):
        rhythm, problems = parse_rhythm(said)
        wrong += [("every", each) for each in problems]
        every = rhythm or every
    if wrong or on is None:
        tally.reject(
            *(
                replace(each, value=clean(each.value), line=line, column=table.name_of(key))
                for key, each in wrong
            )
        )
        return ()
    if not amount:
        tally.skip(line, "zero")
        return ()
    return tuple(Flow(paid_on(on, number, every), amount) for number in range(times))


def _cell(table: Table, cells: list[str], key: str) -> str:
    return cells[table.columns[key]].strip() if key in table.columns else ""
