"""What falls due and how much each due needs watching."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.domain.loan.autopay import AutopayStatus
from tracker.domain.loan.due import LoanDue, assess
from tracker.services.book import Book
from tracker.services.due_views import CurrencyTotal, DueList, DueRow, Warned
from tracker.services.holidays import kept_holidays, known_holidays
from tracker.store.due import read_dues
from tracker.store.present import any_followed, knows_balances

if TYPE_CHECKING:
    from tracker.services.plan.answers import ExtraDue
    from tracker.services.risk_views import DueRisk

FIRST = date(1970, 1, 1)


def list_dues(
    book: Book,
    *,
    within_days: int | None = 30,
    month: date | None = None,
    overdue_only: bool = False,
) -> DueList:
    """Open dues: everything overdue and what comes within some days, or one month, or only the overdue."""
    today = book.today
    first, last = FIRST, today + timedelta(days=within_days if within_days is not None else 30)
    if month is not None:
        from tracker.domain.calendar import month_end

        first, last = month.replace(day=1), month_end(month)
    if overdue_only:
        first, last = FIRST, today - timedelta(days=1)
    found = read_dues(book.conn, first, last)
    rows = tuple(due_to_row(each, today) for each in found)
    short = () if overdue_only else _cash_short(book, last)
    return DueList(
        rows=rows,
        totals=totals(rows),
        warnings=(*_warnings(found, today), *short),
        plan=planned(book, first, last),
    )


def planned(book: Book, first: date, last: date) -> tuple[ExtraDue, ...]:
    """What adopted plans ask for above the dues between two days."""
    if not any_followed(book.conn):
        return ()
    from tracker.services.plan.tracking import plan_dues

    return plan_dues(book, first, last)


def _cash_short(book: Book, last: date) -> tuple[Warned, ...]:
    if not knows_balances(book.conn):
        return ()
    from tracker.services.cash.warning import cash_short

    return cash_short(book, last)


def risks(book: Book, within_days: int = 30) -> tuple[DueRisk, ...]:
    """Every due in the coming days, and every overdue one, with its level and reasons, worst first."""
    today = book.today
    found = read_dues(book.conn, FIRST, today + timedelta(days=within_days))
    return rank(book, found)


def rank(book: Book, found: Iterable[LoanDue], *, look_up: bool = True) -> tuple[DueRisk, ...]:
    """The dues with their levels and reasons, worst first, then by date.

    Without `look_up`, holidays that the file does not know yet are left out.
    """
    from tracker.services.risk_views import DueRisk

    today = book.today
    found = tuple(found)
    behind = {each.loan_id for each in found if each.days(today) < 0}
    holidays = known_holidays(book) if look_up else kept_holidays(book)
    ranked = []
    for each in found:
        level, reasons = assess(
            each,
            today=today,
            in_arrears=each.loan_id in behind,
            holiday=holidays.get(each.due.due_on),
        )
        ranked.append(DueRisk(due=due_to_row(each, today), level=level.value, reasons=reasons))
    order = {"high": 0, "medium": 1, "low": 2}
    ranked.sort(key=lambda risk: (order[risk.level], risk.due.due_on))
    return tuple(ranked)


def due_to_row(each: LoanDue, today: date) -> DueRow:
    """An open due as lists show it today."""
    due = each.due
    return DueRow(
        loan_id=each.loan_id,
        loan=each.loan,
        due_on=due.due_on,
        pay_by=due.pay_by,
        days=each.days(today),
        amount_minor=due.open_minor,
        currency=each.currency,
        kind=due.kind,
        status=each.status(today).value,
        days_past_due=each.days_past_due(today),
        estimate=due.estimate,
        autopay=each.autopay.status(today, due.due_on).value if each.autopay else None,
        account=_account(each),
    )


def _account(each: LoanDue) -> str:
    if each.autopay is None:
        return ""
    name, tail = each.autopay.account, each.autopay.card_tail
    return f"{name} {tail}".strip() if tail and tail not in name else name


def totals(rows: Iterable[DueRow]) -> tuple[CurrencyTotal, ...]:
    """What the rows come to in each currency."""
    found: dict[str, list[int]] = {}
    for row in rows:
        sums = found.setdefault(row.currency, [0, 0])
        sums[0] += 1
        sums[1] += row.amount_minor
    return tuple(
        CurrencyTotal(currency=code, count=count, amount_minor=minor)
        for code, (count, minor) in sorted(found.items())
    )


_WARNING = {
    AutopayStatus.OFF: "autopay_off",
    AutopayStatus.UNCHECKED: "autopay_unchecked",
    AutopayStatus.EXPIRED: "card_expired",
}


def _warnings(found: Iterable[LoanDue], today: date) -> Iterable[Warned]:
    for each in found:
        days = each.days(today)
        code = None
        if days < 0:
            code = "overdue"
        elif each.autopay is not None:
            code = _WARNING.get(each.autopay.status(today, each.due.due_on))
        if code is None:
            continue
        yield Warned(
            code=code,
            on=each.due.due_on,
            loan_id=each.loan_id,
            loan=each.loan,
            amount_minor=each.due.open_minor,
            currency=each.currency,
            account=_account(each),
            params={"days": str(-days)} if days < 0 else {},
        )
