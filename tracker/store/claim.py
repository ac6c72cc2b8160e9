"""What lenders claim, what is to come back, and payments that look like one taken twice."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.loan.refund import Refund
from tracker.store.dates import day

if TYPE_CHECKING:
    # What computes a claim is most of what computes a loan: alerts, which read here, need none of it.
    from tracker.domain.loan.claim import Claim
    from tracker.domain.loan.facts import Payment

_CLAIM = "c.id, c.loan_id, c.claimed_on, c.balance_minor, c.note, c.version"

_REFUND = (
    "select p.id, p.loan_id, l.name, p.currency, p.paid_on, p.state,"
    " coalesce(r.amount_minor, p.amount_minor), coalesce(a.name, ''), coalesce(r.id, 0),"
    " r.asked_on, r.back_on, coalesce(r.note, ''), coalesce(r.version, 1)"
)
_REFUND_JOIN = (
    "join loan l on l.id = p.loan_id and l.deleted_at is null left join account a on a.id = p.account_id"
)


def row_to_claim(row: tuple[Any, ...]) -> Claim:
    """A claim from its six columns."""
    from tracker.domain.loan.claim import Claim

    return Claim(
        id=row[0], loan_id=row[1], claimed_on=date.fromisoformat(row[2]), amount_minor=row[3], note=row[4],
        version=row[5],
    )  # fmt: skip


def row_to_refund(row: tuple[Any, ...]) -> Refund:
    """What is to come back of a payment, from its thirteen columns."""
    return Refund(
        payment_id=row[0], loan_id=row[1], loan=row[2], currency=row[3], paid_on=date.fromisoformat(row[4]),
        state=row[5], amount_minor=row[6], account=row[7], id=row[8], asked_on=day(row[9]),
        back_on=day(row[10]), note=row[11], version=row[12],
    )  # fmt: skip


def read_claims(conn: sqlite3.Connection, loan_id: int) -> tuple[Claim, ...]:
    """What the lender of a loan has claimed, oldest first."""
    rows = conn.execute(
        f"select {_CLAIM} from claim c where c.loan_id = ? and c.deleted_at is null order by c.claimed_on",  # noqa: S608
        (loan_id,),
    )
    return tuple(map(row_to_claim, rows))


def read_latest_claims(conn: sqlite3.Connection, since: date) -> tuple[Claim, ...]:
    """The last claim of each open loan, if it is not from before a date."""
    rows = conn.execute(
        f"select {_CLAIM} from claim c join loan l on l.id = c.loan_id"  # noqa: S608
        " where c.deleted_at is null and l.deleted_at is null and l.closed_on is null and c.claimed_on >= ?"
        " and c.claimed_on = (select max(claimed_on) from claim where loan_id = c.loan_id"
        " and deleted_at is null) order by c.loan_id",
        (since.isoformat(),),
    )
    return tuple(map(row_to_claim, rows))


def read_refunds(conn: sqlite3.Connection, *, only_open: bool = True) -> tuple[Refund, ...]:
    """What is to come back, the longest awaited first; what came back too if asked.

    A payment marked as a duplicate is to come back whether or not somebody has asked for it.
    """
    still = " and r.back_on is null" if only_open else ""
    rows = conn.execute(
        f"{_REFUND} from payment p {_REFUND_JOIN}"
        " left join refund r on r.payment_id = p.id and r.deleted_at is null"
        f" where p.state = 'duplicate' and p.deleted_at is null{still}"
        f" union all {_REFUND} from refund r join payment p on p.id = r.payment_id and p.deleted_at is null"
        f" and p.state <> 'duplicate' {_REFUND_JOIN} where r.deleted_at is null{still}"
    )
    found = map(row_to_refund, rows)
    return tuple(sorted(found, key=lambda each: (each.asked_on or each.paid_on, each.payment_id)))


def read_refund(conn: sqlite3.Connection, payment_id: int) -> Refund | None:
    """The refund of a payment that somebody asked for or got, None if there is none."""
    row = conn.execute(
        f"{_REFUND} from payment p {_REFUND_JOIN}"
        " join refund r on r.payment_id = p.id and r.deleted_at is null where p.id = ?",
        (payment_id,),
    ).fetchone()
    return row_to_refund(row) if row else None


def read_under_way(conn: sqlite3.Connection) -> dict[int, int]:
    """What has left and is not booked yet, by loan; what is only planned is not among it."""
    rows = conn.execute(
        # The states as the index names them: only so does SQLite use it.
        "select loan_id, sum(amount_minor) from payment where deleted_at is null"
        " and state in ('planned', 'sent', 'pending') and state <> 'planned' group by loan_id"
    )
    return dict(rows.fetchall())


def read_posted_since(
    conn: sqlite3.Connection, since: date, *, loan_id: int | None = None
) -> list[tuple[Payment, str, bool]]:
    """Posted payments from a date on with their loan's name and whether each was found to be its own."""
    from tracker.store.loan import PAYMENT_COLUMNS, row_to_payment

    rows = conn.execute(
        # A cross join keeps this order: one index range for each loan instead of all payments.
        f"select {PAYMENT_COLUMNS}, l.name, p.separate_on is not null from loan l cross join payment p"  # noqa: S608
        " on p.loan_id = l.id and p.paid_on >= :since left join account a on a.id = p.account_id"
        " where p.state = 'posted' and p.deleted_at is null and l.deleted_at is null"
        " and (:id is null or l.id = :id) order by p.paid_on, p.id",
        {"since": since.isoformat(), "id": loan_id},
    )
    return [(row_to_payment(row), row[11], bool(row[12])) for row in rows]
