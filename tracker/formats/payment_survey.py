"""What a list of payments shows of itself before a row is used: date order, decimal mark, sign, count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.domain.typed.amount import read_amount
from tracker.domain.typed.date import Order, parse_date
from tracker.formats.headers import header_currencies
from tracker.formats.options import ReadOptions, Sign
from tracker.formats.table import Table, records
from tracker.formats.tally import Tally
from tracker.formats.votes import shared_currency, vote_mark, vote_order

# Sign, and whether there are decimals: nothing else of such an amount is open.
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{2})?")
_DECLARED = re.compile(r"共\s*([0-9]{1,7})\s*[笔条]")
_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,3}")
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
    fast: bool
    mixed: tuple[Problem, ...]


def survey(table: Table, options: ReadOptions) -> Checked[Survey]:
    """Look at every row once; a file whose rows cannot be told apart or trusted is a problem."""
    columns, scratch = table.columns, Tally()
    at_date, at_amount = columns["date"], columns["amount"]
    at_ref, at_way, at_posted = columns.get("ref"), columns.get("direction"), columns.get("posted_on")
    dates: set[str] = set()
    odd: set[str] = set()
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
            odd.add(text)
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
    minuses, pluses, named = _signs(odd, mark)
    outgoing, wrong = _outgoing(plain - minus + pluses, minus + minuses, options)
    mixed.extend(wrong)
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
    if len(ways) > 1:
        column = table.name_of("direction")
        problems.append(Problem(code="direction_column", field="amount", value=clean(column), column=column))
    return problems


def _order(dates: set[str], options: ReadOptions) -> Checked[Order]:
    if options.date_order:
        return options.date_order, ()
    return vote_order((text for text in dates if len(text) != 10 or text[4:5] != "-"), "paid_on")


def _mark(odd: set[str], points: int, options: ReadOptions) -> Checked[str]:
    if options.decimal_mark:
        return options.decimal_mark, ()
    return vote_mark([*odd, "0.00"] if points else odd, "amount")


def _signs(odd: Iterable[str], mark: str | None) -> tuple[int, int, set[tuple[str, ...]]]:
    """How many unusual amounts are negative, how many positive, and the currencies they name."""
    minus = plus = 0
    named: set[tuple[str, ...]] = set()
    for text in odd:
        # The mark changes the size of an amount, never its sign.
        read = read_amount(text, decimal_mark=mark)[0] or read_amount(text, decimal_mark=".")[0]
        if read is not None:
            minus += read.value < 0
            plus += read.value > 0
            if read.currencies:
                named.add(read.currencies)
    return minus, plus, named


def _outgoing(plus: int, minus: int, options: ReadOptions) -> Checked[Sign]:
    if options.sign:
        return options.sign, ()
    if plus and minus:
        params = {"positive": str(plus), "negative": str(minus)}
        return None, (Problem(code="sign_mixed", field="amount", ask=True, hint="--sign", params=params),)
    return "negative" if minus else "positive", ()
