"""What a list of payments shows of itself before a row is used: date order, decimal mark, sign, count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, normal
from tracker.domain.typed.amount import read_amount
from tracker.domain.typed.date import Order, parse_date
from tracker.formats.headers import header_currencies
from tracker.formats.options import ReadOptions, Sign
from tracker.formats.signs import Column, side_column
from tracker.formats.table import Table, records
from tracker.formats.tally import Tally
from tracker.formats.votes import shared_currency, vote_mark, vote_order

# Sign, and whether there are decimals: nothing else of such an amount is open.
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{2})?")
_DECLARED = re.compile(r"共\s*([0-9]{1,7})\s*[笔条]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,3}")
_CAME_IN = frozenset("收入 收 入账 转入 贷 in income incoming deposit credit cr eingang haben h".split())  # noqa: SIM905
"""Ways of rows that repay nothing, as far as their own account goes."""

_MOST_ODD = 50_000
"""Different unusual amounts kept for the vote; a file that has more has long decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the whole file decides: its dates, each read once, its decimal mark, sign and currency.

    `odd` are the amounts that are not plain digits; `fast` says that they are all known. `mixed` are
    contradictions between rows: nothing of the file may be used, but its rows can still be looked at.
    """

    rows: int
    days: dict[str, date]
    order: Order | None
    mark: str | None
    outgoing: Sign
    currency: str | None
    odd: frozenset[str]
    bare_is_minus: bool
    """Whether amounts without a sign went the other way than those that are marked."""
    fast: bool
    mixed: tuple[Problem, ...]


def survey(table: Table, options: ReadOptions) -> Checked[Survey]:
    """Look at every row once; a file whose rows cannot be told apart or trusted is a problem."""
    columns, scratch = table.columns, Tally()
    at_date, at_amount = columns["date"], columns["amount"]
    at_ref, at_way, at_posted = columns.get("ref"), columns.get("direction"), columns.get("posted_on")
    dates: set[str] = set()
    odd: dict[str, int] = {}
    ways: set[str] = set()
    rows = minus = plain = points = resaved = 0
    is_plain = _PLAIN.fullmatch
    for line, cells in records(table, scratch, at_date):
        rows += 1
        dates.add(cells[at_date])
        text = cells[at_amount]
        if is_plain(text):
            plain += 1
            if "." in text:
                points += 1
            if text[0] == "-" and text.strip("-0."):
                minus += 1
            elif not text.strip("0."):
                plain -= 1
        elif len(odd) < _MOST_ODD:
            odd[text] = odd.get(text, 0) + 1
        if at_posted is not None:
            dates.add(cells[at_posted])
        if at_way is not None and len(ways) < 2:
            ways.add(cells[at_way].strip())
        if (
            at_ref is not None
            and not resaved
            and "+" in cells[at_ref]
            and _SCIENTIFIC.fullmatch(cells[at_ref].strip())
        ):
            resaved = line
    if scratch.fatal:
        return None, tuple(scratch.fatal)
    mixed = _faults(table, rows, resaved, ways)
    order, wrong = _order(dates, options)
    mixed.extend(wrong)
    mark, wrong = _mark(odd, points, options)
    mixed.extend(wrong)
    shown, named = Column(plain - minus, minus, odd).shown(mark), _currencies(odd, mark)
    plus, less = shown.positive, shown.negative
    if shown.bare_is_minus:
        plus, less = plus - shown.bare, shown.bare
    outgoing, wrong = _outgoing(plus, less, options)
    mixed.extend(wrong)
    column = table.name_of("amount")
    if shown.unclear and not wrong:
        mixed.append(Problem(code="sides_unclear", field="amount", value=column, column=column))
    elif (
        not (less or at_way or options.sign or "direction" in dict(options.columns))
        and (at := side_column(table)) is not None
    ):
        column = clean(table.header[at])[:80] or f"#{at + 1}"
        mixed.append(Problem(code="direction_column", field="amount", value=column, hint="--map"))
    if heading := header_currencies(table.name_of("amount")):
        named.add(heading)
    return Survey(
        rows=rows,
        days={text: on for text in dates if (on := parse_date(text, order=order)[0]) is not None},
        order=order,
        mark=mark,
        outgoing=outgoing or "positive",
        currency=shared_currency(named, options.home_currency) if named else None,
        odd=frozenset(odd),
        bare_is_minus=shown.bare_is_minus,
        fast=len(odd) < _MOST_ODD,
        mixed=tuple(mixed),
    ), ()


def _faults(table: Table, rows: int, resaved: int, ways: set[str]) -> list[Problem]:
    """What shows that rows were lost, ids were ruined, or that amounts mean both directions."""
    name, problems = table.source.name, []
    for text in table.preamble:
        if (match := _DECLARED.search(text)) and int(match[1]) != rows:
            params = {"declared": match[1], "found": str(rows)}
            problems.append(Problem(code="count_differs", field="file", value=name, params=params))
    if resaved:
        problems.append(Problem(code="resaved_by_spreadsheet", field="ref", value=name, line=resaved))
    if len(ways) > 1 or any(normal(way) in _CAME_IN for way in ways):
        column = table.name_of("direction")
        problem = Problem(
            code="direction_column", field="amount", value=clean(column), column=column, hint="--map"
        )
        problems.append(problem)
    return problems


def _order(dates: set[str], options: ReadOptions) -> Checked[Order]:
    if options.date_order:
        return options.date_order, ()
    return vote_order((text for text in dates if len(text) != 10 or text[4:5] != "-"), "paid_on")


def _mark(odd: Iterable[str], points: int, options: ReadOptions) -> Checked[str]:
    if options.decimal_mark:
        return options.decimal_mark, ()
    return vote_mark([*odd, "0.00"] if points else odd, "amount")


def _currencies(odd: Iterable[str], mark: str | None) -> set[tuple[str, ...]]:
    """The currencies that unusual amounts name."""
    named: set[tuple[str, ...]] = set()
    for text in odd:
        read = read_amount(text, decimal_mark=mark)[0] or read_amount(text, decimal_mark=".")[0]
        if read is not None and read.currencies:
            named.add(read.currencies)
    return named


def _outgoing(plus: int, minus: int, options: ReadOptions) -> Checked[Sign]:
    if options.sign:
        return options.sign, ()
    if plus and minus:
        params = {"positive": str(plus), "negative": str(minus)}
        return None, (Problem(code="sign_mixed", field="amount", ask=True, hint="--sign", params=params),)
    return "negative" if minus else "positive", ()
