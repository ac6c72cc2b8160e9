"""What a statement decides as a whole before a row of it is used: dates, decimal mark, currency, count."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.domain.typed.amount import read_amount
from tracker.domain.typed.date import FIRST_YEAR, LAST_YEAR, Order, decides_order, parse_date
from tracker.formats.headers import header_currencies
from tracker.formats.options import ReadOptions
from tracker.formats.profile import Profile
from tracker.formats.table import Table, records
from tracker.formats.tally import Tally
from tracker.formats.votes import shared_currency, vote_mark, vote_order

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,3}")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})")
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{2})?")
"""Nothing is open about such an amount, and most are of this kind."""

_MOST = 50_000
_TAIL = 60
"""Lines at the end in which a count of the rows may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """What the whole file decides; `mixed` are contradictions that let nothing of it be used."""

    rows: int
    order: Order | None
    mark: str | None
    currency: str | None
    month: tuple[int, int] | None
    """The year and month of dates that have no year."""
    span: tuple[date, date] | None = None
    """The first and the last day of its rows."""
    mixed: tuple[Problem, ...] = ()
    days: dict[str, Checked[date]] = field(default_factory=dict)


def survey(table: Table, profile: Profile, options: ReadOptions) -> Checked[Survey]:
    """Look at every row once."""
    columns, scratch = table.columns, Tally()
    money = [columns[key] for key in ("amount", "out", "in", "fee") if key in columns]
    at_days = [columns[key] for key in ("date", "date_else") if key in columns]
    at_ref = columns.get("ref")
    days: set[str] = set()
    sums: set[str] = set()
    rows = resaved = 0
    points, is_plain = False, _PLAIN.fullmatch
    for line, cells in records(table, scratch, at_days[0]):
        if table.footer and table.is_footer(cells):
            continue
        rows += 1
        for at in at_days:
            text = cells[at].strip()
            # Of an instant the day is enough: every row has another one.
            days.add(text[:10] if text[4:5] == "-" == text[7:8] else text)
        for at in money:
            text = cells[at].strip()
            if is_plain(text):
                points = points or "." in text
            elif len(sums) < _MOST:
                sums.add(text)
        if at_ref is not None and not resaved and _SCIENTIFIC.fullmatch(cells[at_ref].strip("\t '")):
            resaved = line
    if scratch.fatal:
        return None, tuple(scratch.fatal)
    mixed: list[Problem] = []
    if wrong := _count(table, profile, rows):
        mixed.append(wrong)
    if resaved:
        name = table.source.name
        mixed.append(Problem(code="resaved_by_spreadsheet", field="ref", value=name, line=resaved))
    order, problems = _order(days - {""}, profile, options)
    mixed += problems
    voices = sums | {"0.00"} if points else sums
    mark, problems = _mark(voices - {""} - profile.empty, profile, options)
    mixed += problems
    month, problems = _month(table, profile)
    mixed += problems
    made = Survey(
        rows=rows, order=order, mark=mark, month=month, mixed=tuple(mixed),
        currency=_currency(table, sums, mark, profile, options),
    )  # fmt: skip
    on = [day for text in days if (day := _dated(text, made, profile)[0]) is not None]
    return (replace(made, span=(min(on), max(on))) if on else made), ()


def dated(cell: str, seen: Survey, profile: Profile) -> Checked[date]:
    """The day a cell holds; one without a year is of the months that the statement says it covers."""
    known = seen.days.get(cell)
    if known is None:
        known = _dated(cell, seen, profile)
        if len(seen.days) < _MOST:
            seen.days[cell] = known
    return known


def _dated(cell: str, seen: Survey, profile: Profile) -> Checked[date]:
    match = _MONTH_DAY.fullmatch(cell) if profile.year is not None else None
    if match is None or seen.month is None:
        return parse_date(cell, order=seen.order, field="paid_on")
    year, month = seen.month
    # A month after that of the statement can only lie in the year before.
    said = int(match[1])
    try:
        return date(year - 1 if said > month else year, said, int(match[2])), ()
    except ValueError:
        return None, (Problem(code="no_such_date", field="paid_on", value=cell[:200]),)


def _count(table: Table, profile: Profile, rows: int) -> Problem | None:
    """That a file says another number of rows than it has: the rest was lost on the way."""
    if profile.count is None:
        return None
    for text in (*table.preamble, *_last_lines(table)):
        if (match := profile.count.search(text)) and int(match[1]) != rows:
            params = {"declared": match[1], "found": str(rows)}
            return Problem(code="count_differs", field="file", value=table.source.name, params=params)
    return None


def _last_lines(table: Table) -> Iterable[str]:
    if not table.footer:
        return ()
    total = sum(1 for _line in table.source.lines())
    lines = islice(table.source.lines(), max(table.after, total - _TAIL), None)
    return [line for line in lines if any(each.match(line.strip()) for each in table.footer)]


def _order(
    days: set[str], profile: Profile, options: ReadOptions
) -> tuple[Order | None, tuple[Problem, ...]]:
    """The order of day and month: said, known of the profile and not denied by any date, or shown."""
    if options.date_order:
        return options.date_order, ()
    plain = [text for text in days if len(text) != 10 or text[4:5] != "-"]
    if profile.order is None:
        return vote_order(plain, "paid_on")
    against = [text for text in plain if decides_order(text) not in (None, profile.order)]
    if profile.order != "ymd" and against:
        params: dict[str, str] = {"order": profile.order}
        wrong = Problem(
            code="date_order_other", field="paid_on", value=clean(min(against))[:200], ask=True,
            hint="--date-format", params=params,
        )  # fmt: skip
        return profile.order, (wrong,)
    return profile.order, ()


def _mark(sums: set[str], profile: Profile, options: ReadOptions) -> tuple[str | None, tuple[Problem, ...]]:
    if options.decimal_mark:
        return options.decimal_mark, ()
    voted, wrong = vote_mark(sums, "amount")
    if wrong or profile.mark is None or voted in (None, profile.mark):
        return voted or profile.mark, wrong
    params = {"mark": profile.mark}
    problem = Problem(
        code="decimal_mark_other", field="amount", ask=True, hint="--decimal-mark", params=params
    )
    return profile.mark, (problem,)


def _month(table: Table, profile: Profile) -> tuple[tuple[int, int] | None, tuple[Problem, ...]]:
    if profile.year is None:
        return None, ()
    for text in table.preamble:
        if match := profile.year.search(text):
            year, month = int(match[1]), int(match[2])
            if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12:
                return (year, month), ()
    return None, (Problem(code="year_missing", field="paid_on", value=table.source.name),)


def _currency(
    table: Table, sums: set[str], mark: str | None, profile: Profile, options: ReadOptions
) -> str | None:
    """The currency that headers or the signs of amounts name; None if neither does."""
    if "currency" in table.columns:
        return None
    named = {
        found for key in ("amount", "out", "in") if (found := header_currencies(table.name_of(key)))
    }  # fmt: skip
    for text in sums:
        if text[:1].isdigit() or text[:2].lstrip("-+(").isdigit():
            continue
        read = read_amount(text, decimal_mark=mark or ".")[0]
        if read is not None and read.currencies:
            named.add(read.currencies)
    if not named:
        return None
    usual = profile.currency or options.home_currency
    return shared_currency(named, usual)
