"""Plans that were kept, and what an adopted one expects against what was paid."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain.plan.kept import Expected, Followed, KeptPlan
from tracker.domain.plan.run import Strategy
from tracker.store.dates import day

_COLUMNS = (
    "id, name, currency, method, monthly_minor, extra_minor, one_off_minor, one_off_on, rate_points,"
    " drop_percent, drop_months, buffer_minor, saved_on, adopted_on, ended_on, debt_free_on, interest_minor,"
    " money_minor, version"
)
_FOLLOWED = "adopted_on is not null and ended_on is null and deleted_at is null"


def read_plans(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[KeptPlan, ...]:
    """Every kept plan, those that are followed in front, then the latest."""
    rows = conn.execute(
        f"select {_COLUMNS} from plan where (deleted_at is not null) = ?"  # noqa: S608
        " order by adopted_on is null or ended_on is not null, saved_on desc, id desc",
        (trashed,),
    ).fetchall()
    return tuple(_row_to_plan(conn, row) for row in rows)


def read_followed_plans(conn: sqlite3.Connection, currency: str = "") -> tuple[KeptPlan, ...]:
    """The plan that is followed in each currency, or in one."""
    rows = conn.execute(
        f"select {_COLUMNS} from plan where {_FOLLOWED} and ? in (currency, '') order by currency",  # noqa: S608
        (currency,),
    ).fetchall()
    return tuple(_row_to_plan(conn, row) for row in rows)


def _row_to_plan(conn: sqlite3.Connection, row: tuple[Any, ...]) -> KeptPlan:
    loans = conn.execute(
        "select loan_id, number, is_frozen from plan_loan where plan_id = ? and deleted_at is null"
        " order by number, loan_id",
        (row[0],),
    ).fetchall()
    return KeptPlan(
        id=row[0], name=row[1], currency=row[2], method=Strategy(row[3]), monthly_minor=row[4],
        extra_minor=row[5], one_off_minor=row[6], one_off_on=day(row[7]), rate_points=Decimal(row[8]),
        drop_percent=Decimal(row[9]), drop_months=row[10], buffer_minor=row[11],
        saved_on=date.fromisoformat(row[12]), adopted_on=day(row[13]), ended_on=day(row[14]),
        debt_free_on=day(row[15]), interest_minor=row[16], money_minor=row[17],
        version=row[18],
        order=tuple(each[0] for each in loans if each[1] is not None),
        frozen=tuple(each[0] for each in loans if each[2]),
    )  # fmt: skip


def row_ids(conn: sqlite3.Connection, table: str, plan_id: int) -> list[int]:
    """The living rows of a plan's loans or payments."""
    rows = conn.execute(
        f"select id from {table} where plan_id = ? and deleted_at is null",  # noqa: S608
        (plan_id,),
    )
    return [row[0] for row in rows]


_STATE = """
select p.loan_id, l.name, coalesce(s.paid_minor, 0) - coalesce(p.paid_minor, 0),
  l.deleted_at is not null or l.closed_on is not null or coalesce(s.balance_minor, 0) <= 0,
  coalesce((select sum_minor from plan_payment e where e.plan_id = p.plan_id and e.loan_id = p.loan_id
    and e.due_on <= :until and e.deleted_at is null order by e.due_on desc limit 1), 0)
from plan_loan p join loan l on l.id = p.loan_id left join loan_state s on s.loan_id = p.loan_id
where p.plan_id = :plan and p.deleted_at is null order by p.loan_id
"""


def read_followed(conn: sqlite3.Connection, plan_id: int, until: date) -> tuple[Followed, ...]:
    """The loans of an adopted plan: what each got, and what it was to have got until a day."""
    rows = conn.execute(_STATE, {"plan": plan_id, "until": until.isoformat()})
    return tuple(
        Followed(
            loan_id=row[0],
            loan=row[1],
            paid_minor=max(0, row[2]),
            is_over=bool(row[3]),
            expected_minor=row[4],
        )
        for row in rows
    )


def read_paid_since(conn: sqlite3.Connection, plan_id: int, since: date) -> list[tuple[int, date, int]]:
    """Loan, day and amount of what the loans of a plan were paid after a day."""
    rows = conn.execute(
        "select l.loan_id, p.paid_on, p.amount_minor from plan_loan l cross join payment p"
        " on p.loan_id = l.loan_id and p.paid_on > ? where l.plan_id = ? and l.deleted_at is null"
        " and p.state = 'posted' and p.deleted_at is null",
        (since.isoformat(), plan_id),
    )
    return [(row[0], date.fromisoformat(row[1]), row[2]) for row in rows]


_EXPECTED = """
select e.loan_id, l.name, e.due_on, e.amount_minor, e.extra_minor, e.sum_minor, e.balance_minor
from plan_payment e join loan l on l.id = e.loan_id and l.deleted_at is null and l.closed_on is null
where e.plan_id = ? and e.due_on between ? and ? and e.deleted_at is null
"""


def read_expected(
    conn: sqlite3.Connection, plan_id: int, first: date, last: date, *, extra_only: bool = False
) -> tuple[Expected, ...]:
    """What an adopted plan expects between two days, in date order; only what is above the minimums."""
    extra = " and e.extra_minor > 0" if extra_only else ""
    rows = conn.execute(
        f"{_EXPECTED}{extra} order by e.due_on, e.loan_id", (plan_id, first.isoformat(), last.isoformat())
    )
    return tuple(map(_row_to_expected, rows))


def _row_to_expected(row: tuple[Any, ...]) -> Expected:
    return Expected(
        loan_id=row[0], loan=row[1], due_on=date.fromisoformat(row[2]), amount_minor=row[3],
        extra_minor=row[4], sum_minor=row[5], balance_minor=row[6],
    )  # fmt: skip


def read_misfits(conn: sqlite3.Connection, plan: KeptPlan, today: date) -> list[tuple[str, str]]:
    """What changed since a plan was adopted so that it no longer fits: a code and the loan.

    Loans that were closed or thrown away while it expects payments to them, that are paid off long before
    it, whose books begin anew, and open loans it does not know.
    """
    rows = conn.execute(
        "select case when l.deleted_at is not null then 'gone' when l.closed_on is not null then 'closed'"
        " when coalesce(s.balance_minor, 0) <= 0 then 'paid_off' when l.tracked_from > :on then 'changed' end"
        " as code, l.name from plan_loan p join loan l on l.id = p.loan_id"
        " left join loan_state s on s.loan_id = l.id where p.plan_id = :plan and p.deleted_at is null"
        " and code is not null and (code = 'changed' or exists (select 1 from plan_payment e"
        " where e.plan_id = p.plan_id and e.loan_id = p.loan_id and e.due_on > date(:today, '+31 days')"
        " and e.deleted_at is null))"
        " union all select 'new_loan', l.name from loan l join loan_state s on s.loan_id = l.id"
        " where l.currency = :currency and l.deleted_at is null and l.closed_on is null"
        " and s.balance_minor > 0 and not exists (select 1 from plan_loan p where p.plan_id = :plan"
        " and p.loan_id = l.id and p.deleted_at is null) order by 1, 2",
        {
            "plan": plan.id, "currency": plan.currency, "today": today.isoformat(),
            "on": (plan.adopted_on or today).isoformat(),
        },
    )  # fmt: skip
    return [(row[0], row[1]) for row in rows]


def read_baselines(conn: sqlite3.Connection, loan_ids: Sequence[int]) -> dict[int, tuple[int, int]]:
    """What each loan owes by its kept sums, and all its posted payments."""
    marks = ",".join("?" * len(loan_ids))
    rows = conn.execute(
        f"select loan_id, balance_minor, paid_minor from loan_state where loan_id in ({marks})",  # noqa: S608
        tuple(loan_ids),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """A loan as an adopted plan took it on its first day."""

    loan_id: int
    balance_minor: int
    paid_minor: int
    """The sum of its posted payments."""
    rate_percent: Decimal


def read_baseline(conn: sqlite3.Connection, plan_id: int) -> tuple[Baseline, ...]:
    """The loans that an adopted plan counted, as they stood when it was adopted."""
    rows = conn.execute(
        "select loan_id, balance_minor, paid_minor, rate_percent from plan_loan where plan_id = ?"
        " and balance_minor is not null and deleted_at is null order by loan_id",
        (plan_id,),
    )
    return tuple(
        Baseline(
            loan_id=row[0], balance_minor=row[1], paid_minor=row[2] or 0, rate_percent=Decimal(row[3] or 0)
        )
        for row in rows
    )  # fmt: skip


def read_promised(conn: sqlite3.Connection, plan_id: int) -> tuple[Expected, ...]:
    """Every payment of an adopted plan in date order, those to loans that are gone by now too."""
    rows = conn.execute(
        "select e.loan_id, l.name, e.due_on, e.amount_minor, e.extra_minor, e.sum_minor, e.balance_minor"
        " from plan_payment e join loan l on l.id = e.loan_id where e.plan_id = ? and e.deleted_at is null"
        " order by e.due_on, e.loan_id",
        (plan_id,),
    )
    return tuple(map(_row_to_expected, rows))


def read_posted_since(conn: sqlite3.Connection, plan_id: int) -> frozenset[tuple[str, int]] | None:
    """Table and id of the rows that came after a plan was adopted; None where the file does not know."""
    adopted = conn.execute(
        "select max(c.id) from change c where c.table_name = 'plan_payment' and c.before is null and c.row_id"
        " = (select min(id) from plan_payment where plan_id = ? and deleted_at is null)",
        (plan_id,),
    ).fetchone()[0]
    if adopted is None:
        return None
    rows = conn.execute(
        "select table_name, row_id from change where id > ? and before is null and scope = 'row'"
        " and table_name in ('charge', 'waiver', 'terms', 'statement')",
        (adopted,),
    )
    return frozenset((row[0], row[1]) for row in rows)


def first_extra_after(conn: sqlite3.Connection, plan_id: int, on: date) -> date | None:
    """The first extra payment an adopted plan expects after a day."""
    found = conn.execute(
        "select min(due_on) from plan_payment where plan_id = ? and due_on > ? and extra_minor > 0"
        " and deleted_at is null",
        (plan_id, on.isoformat()),
    ).fetchone()
    return day(found[0])


def is_overdue(conn: sqlite3.Connection, currency: str, today: date) -> bool:
    """Whether anything of the open loans of a currency was due before a day and is not paid."""
    found = conn.execute(
        "select exists (select 1 from due d join loan l on l.id = d.loan_id where d.due_on < ?"
        " and d.open_minor > 0 and l.currency = ? and l.closed_on is null and l.deleted_at is null)",
        (today.isoformat(), currency),
    )
    return bool(found.fetchone()[0])
