"""What lies in the trash and can come back: loans, payments, accounts, cash flows, transfers, plans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_ROWS = """
select 'loan' as kind, id, name, tracked_from as on_day, balance_minor as minor, currency, deleted_at
  from loan where deleted_at is not null
union all
select 'payment', p.id, l.name, p.paid_on, p.amount_minor, p.currency, p.deleted_at
  from payment p join loan l on l.id = p.loan_id and l.deleted_at is null where p.deleted_at is not null
union all
select 'account', id, name, balance_on, balance_minor, currency, deleted_at
  from account where deleted_at is not null
union all
select e.kind, e.id, e.name, e.first_on, e.amount_minor, e.currency, e.deleted_at
  from cash_event e join account a on a.id = e.account_id and a.deleted_at is null
  where e.deleted_at is not null
union all
select 'transfer', t.id, a.name, t.left_on, t.amount_minor, t.currency, t.deleted_at
  from cash_transfer t join account a on a.id = t.to_account_id and a.deleted_at is null
  where t.deleted_at is not null
union all
select 'plan', id, name, coalesce(adopted_on, saved_on), null, currency, deleted_at
  from plan where deleted_at is not null
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrashedRow:
    """One thing in the trash: its kind, number and name, its day and sum, and when it went there."""

    kind: str
    id: int
    name: str
    on: str
    minor: int | None
    currency: str
    deleted_at: str


def read_trash(conn: sqlite3.Connection, limit: int) -> tuple[TrashedRow, ...]:
    """The things in the trash whose owner is not in it too, the last thrown away first."""
    rows = conn.execute(f"{_ROWS} order by deleted_at desc, kind, id desc limit ?", (limit,))
    return tuple(_row(row) for row in rows)


def find_trashed(conn: sqlite3.Connection, kind: str, row_id: int) -> TrashedRow | None:
    """One thing in the trash by its kind and number."""
    rows = conn.execute(f"select * from ({_ROWS}) where kind = ? and id = ?", (kind, row_id))  # noqa: S608
    row = rows.fetchone()
    return _row(row) if row else None


def events_thrown_with(conn: sqlite3.Connection, account_id: int, deleted_at: str) -> list[int]:
    """The income and expenses that went to the trash together with their account."""
    rows = conn.execute(
        "select id from cash_event where account_id = ? and deleted_at = ?", (account_id, deleted_at)
    )
    return [row[0] for row in rows]


def transfers_thrown_with(conn: sqlite3.Connection, account_id: int, deleted_at: str) -> list[int]:
    """The transfers into an account that went to the trash together with it."""
    rows = conn.execute(
        "select id from cash_transfer where to_account_id = ? and deleted_at = ?", (account_id, deleted_at)
    )
    return [row[0] for row in rows]


def _row(row: tuple[str, int, str, str | None, int | None, str, str]) -> TrashedRow:
    return TrashedRow(
        kind=row[0], id=row[1], name=row[2], on=row[3] or "", minor=row[4], currency=row[5], deleted_at=row[6]
    )
