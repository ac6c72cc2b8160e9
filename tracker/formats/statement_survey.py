"""What a statement decides as a whole before a row of it is used: dates, decimal mark, currency, count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice

from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.domain.typed.amount import read_amount, shown_sign
from tracker.domain.typed.date import FIRST_YEAR, LAST_YEAR, Order, decides_order, parse_date
from tracker.formats.headers import header_currencies
from tracker.formats.options import ReadOptions
from tracker.formats.profile import Profile
from tracker.formats.signs import Column, Shown, side_column, usual_signs
from tracker.formats.table import Table, records
from tracker.formats.tally import Tally
from tracker.formats.votes import shared_currency, vote_mark, vote_order

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,3}")
_MONTH_DAY = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})")
_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{2})?")
"""Nothing is open about such an amount, and most are of this kind."""

_PRINTED = re.compile("打印|导出|生成|下载|制表|查询时间|[Pp]rinted|[Dd]ownloaded")
_SPENT = ("purchase", "fee", "interest")
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
    sided: bool = False
    """Whether amounts are marked as credit or debit, which says more than how a layout is signed."""
    bare_is_minus: bool = False
    """Whether amounts without a sign went out, because only those that came in are marked."""
    usual: Mapping[str, int] = field(default_factory=dict)
    """The sign that amounts of a column have as a rule, where its heading or another column says the way."""
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
    signs = {at: Column() for at in money}
    witness = _Witness(table, profile, options)
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
                if text.strip("-0."):
                    column = signs[at]
                    if text[0] == "-":
                        column.minus += 1
                    else:
                        column.bare += 1
            elif len(sums) < _MOST:
                sums.add(text)
                odd = signs[at].odd = signs[at].odd or {}
                odd[text] = odd.get(text, 0) + 1
        if witness.at is not None:
            witness.hear(cells)
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
    month, problems = _month(table, profile, days)
    mixed += problems
    shown = {key: signs[at].shown(mark) for key, at in columns.items() if at in signs and key != "fee"}
    amount = shown.get("amount", Shown())
    usual: dict[str, int] = {}
    if profile.rule in ("columns", "direction") and (options.sign is None or "amount" not in shown):
        usual, open_columns = usual_signs(shown, either=profile.either_sign)
        mixed += [_sides_unclear(table, key) for key in open_columns]
    elif witness.against > witness.agree:
        mixed.append(Problem(code="sign_other", field="amount", ask=True, hint="--sign"))
    elif "direction" not in columns and (wrong := _way(table, profile, options, amount)):
        mixed.append(wrong)
    elif amount.unclear:
        mixed.append(_sides_unclear(table, "amount"))
    made = Survey(
        rows=rows, order=order, mark=mark, month=month, mixed=tuple(mixed), sided=amount.sided,
        bare_is_minus=amount.bare_is_minus, usual=usual,
        currency=_currency(table, sums, mark, profile, options),
    )  # fmt: skip
    on = [day for text in days if (day := _dated(text, made, profile)[0]) is not None]
    return (replace(made, span=(min(on), max(on))) if on else made), ()


def _way(table: Table, profile: Profile, options: ReadOptions, amount: Shown) -> Problem | None:
    """That amounts without a sign leave open which way the money went."""
    if amount.negative or options.sign or not amount.bare or "direction" in dict(options.columns):
        return None
    if (at := side_column(table)) is not None:
        column = clean(table.header[at])[:80] or f"#{at + 1}"
        return Problem(code="direction_column", field="amount", value=column, hint="--map")
    if profile.fallback and not amount.bare_is_minus:
        column = table.name_of("amount")
        return Problem(code="direction_column", field="amount", value=column, ask=True, hint="--sign")
    return None


class _Witness:
    """Whether what rows of a card call themselves agrees with how its layout is signed."""

    def __init__(self, table: Table, profile: Profile, options: ReadOptions) -> None:
        tells = profile.account == "card" and profile.rule in ("signed", "reversed") and not options.sign
        self.at = table.columns.get("kind") if tells and "amount" in table.columns else None
        self.amount = table.columns.get("amount", 0)
        self.profile, self.agree, self.against = profile, 0, 0
        self.kinds: dict[str, str] = {}

    def hear(self, cells: Sequence[str]) -> None:
        """One row more."""
        cell, text = cells[self.at or 0], cells[self.amount].strip()
        kind = self.kinds.get(cell)
        if kind is None:
            kind = self.kinds[cell] = self.profile.kind_of(cell)
        if not text or kind not in ("repayment", "refund", *_SPENT):
            return
        went_out = (shown_sign(text) in ("-", "DR")) is (self.profile.rule == "signed")
        if went_out is (kind in _SPENT):
            self.agree += 1
        else:
            self.against += 1


def _sides_unclear(table: Table, key: str) -> Problem:
    column = table.name_of(key)
    return Problem(code="sides_unclear", field="amount", value=column, column=column)


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


def _is_month(year: int, month: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12


def _month(
    table: Table, profile: Profile, days: set[str]
) -> tuple[tuple[int, int] | None, tuple[Problem, ...]]:
    if profile.year is None:
        return None, ()
    if not any(_MONTH_DAY.fullmatch(text) for text in days):
        return None, ()
    found: list[tuple[int, int]] = []
    for text in table.preamble:
        # Of a period it is the end; the day a file was printed on says nothing of what is in it.
        told = () if _PRINTED.search(text) else profile.year.findall(text)
        months = [(int(year), int(month)) for year, month in told if _is_month(int(year), int(month))]
        found += [max(months)] if months else []
    if found and len(set(found)) == 1:
        return found[0], ()
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
