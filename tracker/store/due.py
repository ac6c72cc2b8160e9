"""What is open: dues and the sums kept for each loan, read without touching the history."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain.loan.autopay import Autopay, AutopayMode, AutopayResult, HolidayRule, OnShort
from tracker.domain.loan.due import LoanDue, OpenDue
from tracker.domain.rates import Rate, RatePer
from tracker.store.dates import day

AUTOPAY_COLUMNS = (
    "a.loan_id, a.is_on, coalesce(c.name, ''), a.mode, a.fixed_minor, a.card_tail, a.card_expires_on,"
    " a.checked_on, a.version, a.attempt_at, a.retries, a.on_short, a.holiday_rule, a.last_result,"
    " a.last_result_on"
)
AUTOPAY_JOIN = (
    "left join autopay a on a.loan_id = l.id and a.deleted_at is null"
    " left join account c on c.id = a.account_id"
)


def _terms_on(on: str) -> str:
    """SQL for the id of the terms of loan `l` in force on a date; the first hold from the beginning."""
    return (
        "coalesce((select id from terms where loan_id = l.id and deleted_at is null"  # noqa: S608
        f" and effective_on <= {on} order by effective_on desc limit 1),"
        " (select id from terms where loan_id = l.id and deleted_at is null order by effective_on limit 1))"
    )


_DUES = f"""
select l.id, l.name, l.currency,
  d.number, d.due_on, d.pay_by, d.kind, d.amount_minor, d.open_minor, d.principal_minor, d.interest_minor,
  d.fee_minor, d.balance_after_minor, d.estimate, s.late,
  t.grace_days, t.promo_until,
  {AUTOPAY_COLUMNS}
from due d join loan l on l.id = d.loan_id join loan_state s on s.loan_id = l.id
left join terms t on t.id = {_terms_on("d.due_on")}
{AUTOPAY_JOIN}
where d.due_on >= ? and d.due_on <= ?
order by d.due_on, l.id, d.number
"""  # noqa: S608


def row_to_autopay(row: tuple[Any, ...]) -> Autopay | None:
    """Autopay from AUTOPAY_COLUMNS, None where the loan has none."""
    if row[0] is None:
        return None
    return Autopay(
        loan_id=row[0], is_on=bool(row[1]), account=row[2], mode=AutopayMode(row[3]), fixed_minor=row[4],
        card_tail=row[5], card_expires_on=day(row[6]), checked_on=day(row[7]), version=row[8],
        attempt_at=row[9], retries=tuple(int(each) for each in row[10].split(",") if each),
        on_short=OnShort(row[11]), holiday_rule=HolidayRule(row[12]),
        last_result=AutopayResult(row[13]) if row[13] else None, last_result_on=day(row[14]),
    )  # fmt: skip


def row_to_due(row: tuple[Any, ...]) -> OpenDue:
    """An open due from its eleven columns."""
    return OpenDue(
        number=row[0], due_on=date.fromisoformat(row[1]), pay_by=date.fromisoformat(row[2]), kind=row[3],
        amount_minor=row[4], open_minor=row[5], principal_minor=row[6], interest_minor=row[7],
        fee_minor=row[8], balance_after_minor=row[9], estimate=bool(row[10]),
    )  # fmt: skip


def read_dues(conn: sqlite3.Connection, first: date, last: date) -> tuple[LoanDue, ...]:
    """Open dues between two dates, both included, in date order."""
    return tuple(
        LoanDue(
            loan_id=row[0],
            loan=row[1],
            currency=row[2],
            due=row_to_due(row[3:14]),
            late_before=row[14],
            grace_days=row[15] or 0,
            promo_until=day(row[16]),
            autopay=row_to_autopay(row[17:]),
        )
        for row in conn.execute(_DUES, (first.isoformat(), last.isoformat()))
    )


def last_due_on(conn: sqlite3.Connection, until: date) -> date | None:
    """The last open due date up to a date."""
    found = conn.execute("select max(due_on) from due where due_on <= ?", (until.isoformat(),)).fetchone()
    return day(found[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLoan:
    """A loan as the kept sums show it, with its next open due on or after a date."""

    loan_id: int
    slug: str
    name: str
    lender: str
    method: str
    currency: str
    closed_on: date | None
    balance_minor: int
    rate: Rate | None
    late: int
    settled: int
    streak: int
    settled_on: date | None
    never_ends: bool
    charges_minor: int
    next_due_on: date | None
    next_minor: int | None
    next_estimate: bool
    overdue_minor: int
    oldest_overdue_on: date | None
    grace_days: int
    autopay: Autopay | None


_LAST_ID = 2**63 - 1

_LOANS = f"""
select l.id, l.slug, l.name, l.lender, l.method, l.currency, l.closed_on,
  s.balance_minor, t.rate_percent, t.rate_per, s.late, s.settled, s.streak, s.settled_on, s.never_ends,
  s.charges_minor, n.due_on, n.open_minor, n.estimate, o.sum_minor, o.first_on, late.grace_days,
  {AUTOPAY_COLUMNS}
from loan l join loan_state s on s.loan_id = l.id
left join due n on n.loan_id = l.id and n.number = (
  select number from due where loan_id = l.id and due_on >= :today order by due_on, number limit 1)
left join (select loan_id, sum(open_minor) as sum_minor, min(due_on) as first_on
  from due indexed by due_date where due_on < :today group by loan_id) o on o.loan_id = l.id
left join terms t on t.id = {_terms_on(":today")}
left join terms late on late.id = {_terms_on("o.first_on")}
{AUTOPAY_JOIN}
where l.deleted_at is null and (:closed or l.closed_on is null) and (:id is null or l.id = :id)
order by l.id
"""  # noqa: S608


def read_kept(
    conn: sqlite3.Connection, today: date, *, closed: bool = False, loan_id: int | None = None
) -> tuple[KeptLoan, ...]:
    """The loans with their kept sums; one loan if an id is given."""
    rows = conn.execute(_LOANS, {"today": today.isoformat(), "closed": int(closed), "id": loan_id})
    return tuple(
        KeptLoan(
            loan_id=row[0], slug=row[1], name=row[2], lender=row[3], method=row[4], currency=row[5],
            closed_on=day(row[6]), balance_minor=row[7],
            rate=Rate(Decimal(row[8]), RatePer(row[9])) if row[8] is not None else None,
            late=row[10], settled=row[11], streak=row[12], settled_on=day(row[13]),
            never_ends=bool(row[14]), charges_minor=row[15], next_due_on=day(row[16]), next_minor=row[17],
            next_estimate=bool(row[18]), overdue_minor=row[19] or 0, oldest_overdue_on=day(row[20]),
            grace_days=row[21] or 0, autopay=row_to_autopay(row[22:]),
        )
        for row in rows
    )  # fmt: skip


def loan_ends(conn: sqlite3.Connection, today: date) -> tuple[tuple[str, date], ...]:
    """The open loans with the day of their last instalment, where one is known; the first one first."""
    rows = conn.execute(
        "select l.name, s.ends_on from loan l join loan_state s on s.loan_id = l.id"
        " where l.deleted_at is null and l.closed_on is null and s.balance_minor > 0 and not s.never_ends"
        " and s.ends_on >= ? order by s.ends_on, l.id",
        (today.isoformat(),),
    )
    return tuple((row[0], date.fromisoformat(row[1])) for row in rows)


def read_points(
    conn: sqlite3.Connection, first: date, *, loan_id: int | None = None
) -> list[tuple[int, str, str, int]]:
    """Loan, currency, month end and balance of every kept month end from a date on.

    The last one before that date comes first: it is what a loan without anything since stands at.
    """
    return conn.execute(
        "select l.id, l.currency, p.month_end, p.balance_minor from loan l cross join balance_point p"
        " on p.loan_id = l.id and p.month_end >= coalesce((select max(month_end) from balance_point"
        " where loan_id = l.id and month_end < ?), '') where l.id between ? and ? order by p.month_end, l.id",
        (first.isoformat(), *_ids(loan_id)),
    ).fetchall()


def read_projection(
    conn: sqlite3.Connection, last: date, *, loan_id: int | None = None
) -> list[tuple[int, str, str, int]]:
    """Loan, currency, due date and the balance after it of every open due up to a date."""
    return conn.execute(
        "select l.id, l.currency, d.due_on, d.balance_after_minor from loan l cross join due d"
        " on d.loan_id = l.id and d.due_on <= ? where l.id between ? and ? order by d.due_on, d.number",
        (last.isoformat(), *_ids(loan_id)),
    ).fetchall()


def _ids(loan_id: int | None) -> tuple[int, int]:
    """The range of ids that holds one loan, or all."""
    return (0, _LAST_ID) if loan_id is None else (loan_id, loan_id)


def read_month(conn: sqlite3.Connection, first: date, last: date) -> list[tuple[str, int]]:
    """What was paid in a month by currency, from posted payments that could go towards a due.

    What a loan was paid before its balance was given is in that balance; a loan that never had a due
    is paid as one likes: neither was due in the month.
    """
    return conn.execute(
        # A cross join keeps this order: one index range for each loan instead of all payments.
        "select p.currency, sum(p.amount_minor) from loan l join loan_state s on s.loan_id = l.id"
        " cross join payment p on p.loan_id = l.id and p.paid_on between ? and ?"
        " where p.state = 'posted' and p.deleted_at is null and l.deleted_at is null"
        " and coalesce(p.posted_on, p.paid_on) >= l.tracked_from"
        " and (s.settled > 0 or exists (select 1 from due where loan_id = l.id)) group by p.currency",
        (first.isoformat(), last.isoformat()),
    ).fetchall()


def read_paid(conn: sqlite3.Connection, first: date, last: date) -> list[tuple[int, str, str, int, str]]:
    """Loan, its name, day, amount and currency of every posted payment between two dates."""
    return conn.execute(
        "select l.id, l.name, p.paid_on, p.amount_minor, p.currency from loan l cross join payment p"
        " on p.loan_id = l.id and p.paid_on between ? and ? where p.state = 'posted' and p.deleted_at is null"
        " and l.deleted_at is null order by p.paid_on, p.id",
        (first.isoformat(), last.isoformat()),
    ).fetchall()
