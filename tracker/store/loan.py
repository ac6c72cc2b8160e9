"""Loans and everything known about them: rows become domain values here, and values rows."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from tracker.domain.calendar import Frequency
from tracker.domain.loan.facts import (
    AllocationOrder,
    Arrangement,
    Charge,
    ChargeKind,
    Component,
    CustomInstalment,
    Excess,
    LateFee,
    Loan,
    LoanFacts,
    Method,
    Payment,
    PaymentState,
    Scope,
    Stake,
    Statement,
    Terms,
    Waiver,
)
from tracker.domain.money import Rounding
from tracker.domain.rates import DayCount, Rate, RatePer
from tracker.store.dates import day

LOAN_COLUMNS = (
    "id, slug, name, lender, method, currency, opened_on, tracked_from, balance_minor, principal_minor,"
    " closed_on, note, stake, version"
)
TERMS_COLUMNS = (
    "id, effective_on, rate_percent, rate_per, day_count, every, periods, first_number, payment_minor,"
    " first_due_on, due_day, lead_days, fee_percent, upfront_fee_minor, grace_days, late_fee_flat_minor,"
    " late_fee_percent, late_fee_floor_minor, late_fee_cap_minor, penalty_percent, penalty_per, allocation,"
    " allocation_scope, allocation_switch_days, allocation_switched, rounding, excess, statement_day,"
    " minimum_percent, minimum_floor_minor, credit_limit_minor, promo_until, prepay_fee_percent,"
    " prepay_fee_until, source"
)
PAYMENT_COLUMNS = (
    "p.id, p.loan_id, p.paid_on, p.amount_minor, p.currency, p.state, p.posted_on, coalesce(a.name, ''),"
    " p.ref, p.note, p.version"
)
_PAYMENT_FROM = "from payment p left join account a on a.id = p.account_id"


def _decimal(text: str | None) -> Decimal | None:
    return Decimal(text) if text is not None else None


def _rate(percent: str | None, per: str | None) -> Rate | None:
    return Rate(Decimal(percent), RatePer(per)) if percent is not None and per is not None else None


def _components(text: str) -> tuple[Component, ...]:
    return tuple(Component(part) for part in text.split(",") if part)


def row_to_loan(row: tuple[Any, ...]) -> Loan:
    """A loan from LOAN_COLUMNS."""
    return Loan(
        id=row[0], slug=row[1], name=row[2], lender=row[3], method=Method(row[4]), currency=row[5],
        opened_on=day(row[6]), tracked_from=date.fromisoformat(row[7]), balance_minor=row[8],
        principal_minor=row[9], closed_on=day(row[10]), note=row[11], stake=Stake(row[12]),
        version=row[13],
    )  # fmt: skip


def row_to_terms(row: tuple[Any, ...]) -> Terms:
    """Terms from TERMS_COLUMNS."""
    late = row[15:19]
    late_fee = None
    if any(part is not None for part in late):
        late_fee = LateFee(
            flat_minor=late[0], percent=_decimal(late[1]), floor_minor=late[2], cap_minor=late[3]
        )
    return Terms(
        id=row[0], effective_on=date.fromisoformat(row[1]), rate=_rate(row[2], row[3]),
        day_count=DayCount(row[4]), every=Frequency(row[5]), periods=row[6], first_number=row[7],
        payment_minor=row[8], first_due_on=day(row[9]), due_day=row[10], lead_days=row[11],
        fee_percent=_decimal(row[12]), upfront_fee_minor=row[13], grace_days=row[14], late_fee=late_fee,
        penalty_rate=_rate(row[19], row[20]),
        allocation=AllocationOrder(
            order=_components(row[21]), scope=Scope(row[22]), switch_after_days=row[23],
            switched=_components(row[24]),
        ),
        rounding=Rounding(row[25]), excess=Excess(row[26]), statement_day=row[27],
        minimum_percent=_decimal(row[28]), minimum_floor_minor=row[29], credit_limit_minor=row[30],
        promo_until=day(row[31]), prepay_fee_percent=_decimal(row[32]), prepay_fee_until=day(row[33]),
        source=row[34],
    )  # fmt: skip


def row_to_payment(row: tuple[Any, ...]) -> Payment:
    """A payment from PAYMENT_COLUMNS."""
    return Payment(
        id=row[0], loan_id=row[1], paid_on=date.fromisoformat(row[2]), amount_minor=row[3], currency=row[4],
        state=PaymentState(row[5]), posted_on=day(row[6]), account=row[7], ref=row[8], note=row[9],
        version=row[10],
    )  # fmt: skip


def _text(value: date | Decimal | None) -> str | None:
    if value is None:
        return None
    return value.isoformat() if isinstance(value, date) else format(value, "f")


def loan_to_row(loan: Loan) -> dict[str, Any]:
    """The columns of a loan, without its id and version."""
    return {
        "slug": loan.slug,
        "name": loan.name,
        "lender": loan.lender,
        "method": loan.method.value,
        "currency": loan.currency,
        "opened_on": _text(loan.opened_on),
        "tracked_from": _text(loan.tracked_from),
        "balance_minor": loan.balance_minor,
        "principal_minor": loan.principal_minor,
        "closed_on": _text(loan.closed_on),
        "note": loan.note,
        "stake": loan.stake.value,
    }


def terms_to_row(terms: Terms, loan_id: int) -> dict[str, Any]:
    """The columns of one version of a loan's terms, without its id."""
    late = terms.late_fee or LateFee()
    return {
        "loan_id": loan_id,
        "effective_on": _text(terms.effective_on),
        "rate_percent": _text(terms.rate.percent) if terms.rate else None,
        "rate_per": terms.rate.per.value if terms.rate else None,
        "day_count": terms.day_count.value,
        "every": terms.every.value,
        "periods": terms.periods,
        "first_number": terms.first_number,
        "payment_minor": terms.payment_minor,
        "first_due_on": _text(terms.first_due_on),
        "due_day": terms.due_day,
        "lead_days": terms.lead_days,
        "fee_percent": _text(terms.fee_percent),
        "upfront_fee_minor": terms.upfront_fee_minor,
        "grace_days": terms.grace_days,
        "late_fee_flat_minor": late.flat_minor,
        "late_fee_percent": _text(late.percent),
        "late_fee_floor_minor": late.floor_minor,
        "late_fee_cap_minor": late.cap_minor,
        "penalty_percent": _text(terms.penalty_rate.percent) if terms.penalty_rate else None,
        "penalty_per": terms.penalty_rate.per.value if terms.penalty_rate else None,
        "allocation": ",".join(terms.allocation.order),
        "allocation_scope": terms.allocation.scope.value,
        "allocation_switch_days": terms.allocation.switch_after_days,
        "allocation_switched": ",".join(terms.allocation.switched),
        "rounding": terms.rounding.value,
        "excess": terms.excess.value,
        "statement_day": terms.statement_day,
        "minimum_percent": _text(terms.minimum_percent),
        "minimum_floor_minor": terms.minimum_floor_minor,
        "credit_limit_minor": terms.credit_limit_minor,
        "promo_until": _text(terms.promo_until),
        "prepay_fee_percent": _text(terms.prepay_fee_percent),
        "prepay_fee_until": _text(terms.prepay_fee_until),
        "source": terms.source,
    }


def read_loan(conn: sqlite3.Connection, loan_id: int, *, trashed: bool = False) -> Loan | None:
    """The loan, or None if there is none (in the trash if `trashed`)."""
    state = "is not null" if trashed else "is null"
    row = conn.execute(
        f"select {LOAN_COLUMNS} from loan where id = ? and deleted_at {state}",  # noqa: S608
        (loan_id,),
    ).fetchone()
    return row_to_loan(row) if row else None


def read_loans(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Loan, ...]:
    """Every loan, open and closed, or those in the trash."""
    state = "is not null" if trashed else "is null"
    rows = conn.execute(f"select {LOAN_COLUMNS} from loan where deleted_at {state} order by id")  # noqa: S608
    return tuple(map(row_to_loan, rows))


def read_names(conn: sqlite3.Connection, *, trashed: bool = False) -> list[tuple[int, str, str, str]]:
    """Id, slug, name and lender of every loan, for finding one."""
    state = "is not null" if trashed else "is null"
    return conn.execute(
        f"select id, slug, name, lender from loan where deleted_at {state} order by id"  # noqa: S608
    ).fetchall()


def read_terms(conn: sqlite3.Connection, loan_id: int) -> tuple[Terms, ...]:
    """Every version of a loan's terms, oldest first."""
    rows = conn.execute(
        f"select {TERMS_COLUMNS} from terms where loan_id = ? and deleted_at is null"  # noqa: S608
        " order by effective_on",
        (loan_id,),
    )
    return tuple(map(row_to_terms, rows))


def read_facts(conn: sqlite3.Connection, loan: Loan, *, payments: bool = False) -> LoanFacts:
    """Everything stored about a loan; payments only if asked, since there can be many."""

    def rows(columns: str, table: str, order: str) -> list[tuple[Any, ...]]:
        return conn.execute(
            f"select {columns} from {table} where loan_id = ? and deleted_at is null order by {order}, id",  # noqa: S608
            (loan.id,),
        ).fetchall()

    return LoanFacts(
        loan=loan,
        terms=read_terms(conn, loan.id),
        payments=read_payments(conn, loan.id) if payments else (),
        charges=tuple(
            Charge(
                id=row[0],
                loan_id=loan.id,
                charged_on=date.fromisoformat(row[1]),
                kind=ChargeKind(row[2]),
                amount_minor=row[3],
                note=row[4],
            )
            for row in rows("id, charged_on, kind, amount_minor, note", "charge", "charged_on")
        ),
        waivers=tuple(
            Waiver(
                id=row[0],
                loan_id=loan.id,
                waived_on=date.fromisoformat(row[1]),
                component=Component(row[2]),
                amount_minor=row[3],
                note=row[4],
                is_refund=bool(row[5]),
            )
            for row in rows("id, waived_on, component, amount_minor, note, is_refund", "waiver", "waived_on")
        ),
        statements=read_statements(conn, loan.id),
        custom=tuple(
            CustomInstalment(
                number=row[0],
                due_on=date.fromisoformat(row[1]),
                principal_minor=row[2],
                interest_minor=row[3],
                fee_minor=row[4],
            )
            for row in rows(
                "number, due_on, principal_minor, interest_minor, fee_minor", "custom_instalment", "number"
            )
        ),
        arrangements=read_arrangements(conn, loan.id),
    )


def read_arrangements(conn: sqlite3.Connection, loan_id: int) -> tuple[Arrangement, ...]:
    """What was agreed in writing in place of the schedule, oldest first."""
    found: dict[tuple[date, int, int], list[tuple[date, int]]] = {}
    for effective, offer_id, fee, due, amount in conn.execute(
        "select o.effective_on, o.id, coalesce(o.upfront_fee_minor, 0), p.due_on, p.amount_minor from offer o"
        " join offer_payment p on p.offer_id = o.id and p.deleted_at is null where o.loan_id = ?"
        " and o.standing in ('in_force', 'kept', 'broken', 'replaced') and o.deleted_at is null"
        " and o.kind not in ('refinancing', 'family_loan') order by o.effective_on, o.id, p.due_on",
        (loan_id,),
    ):
        key = (date.fromisoformat(effective), offer_id, fee)
        found.setdefault(key, []).append((date.fromisoformat(due), amount))
    return tuple(
        Arrangement(effective_on=on, payments=tuple(each), fee_minor=fee)
        for (on, _id, fee), each in found.items()
    )


def read_statements(conn: sqlite3.Connection, loan_id: int) -> tuple[Statement, ...]:
    """A card's statements, oldest first."""
    rows = conn.execute(
        "select id, statement_on, due_on, balance_minor, minimum_minor from statement"
        " where loan_id = ? and deleted_at is null order by statement_on, id",
        (loan_id,),
    )
    return tuple(
        Statement(
            id=row[0], loan_id=loan_id, statement_on=date.fromisoformat(row[1]),
            due_on=date.fromisoformat(row[2]), balance_minor=row[3], minimum_minor=row[4],
        )
        for row in rows
    )  # fmt: skip


def custom_ids(conn: sqlite3.Connection, loan_id: int) -> list[int]:
    """The rows of the lender's own schedule that are in force."""
    rows = conn.execute(
        "select id from custom_instalment where loan_id = ? and deleted_at is null", (loan_id,)
    )
    return [row[0] for row in rows]


def read_entries(conn: sqlite3.Connection, loan_id: int) -> list[tuple[date, int, int]]:
    """A loan's posted payments as (date, amount, id), in the order they took effect."""
    days = _Days()
    entries = [
        (days[took], amount, payment_id)
        for took, amount, payment_id in conn.execute(
            "select coalesce(posted_on, paid_on), amount_minor, id from payment"
            " where loan_id = ? and state = 'posted' and deleted_at is null",
            (loan_id,),
        )
    ]
    entries.sort()  # as good as sorted by the index; SQLite would sort all of them anew
    return entries


class _Days(dict[str, date]):
    """Dates by their text, each read once."""

    def __missing__(self, text: str) -> date:
        found = self[text] = date.fromisoformat(text)
        return found


def read_payments(conn: sqlite3.Connection, loan_id: int) -> tuple[Payment, ...]:
    """A loan's payments in every state, oldest first."""
    rows = conn.execute(
        f"select {PAYMENT_COLUMNS} {_PAYMENT_FROM} where p.loan_id = ? and p.deleted_at is null"
        " order by p.paid_on, p.id",
        (loan_id,),
    )
    return tuple(map(row_to_payment, rows))


def page_payments(
    conn: sqlite3.Connection,
    loan_ids: Iterable[int] | None = None,
    *,
    limit: int = -1,
    offset: int = 0,
    newest_first: bool = True,
) -> list[tuple[Payment, str]]:
    """Payments with their loan's name, one page of them."""
    direction = "desc" if newest_first else "asc"
    chosen = (
        "" if loan_ids is None else f" and p.loan_id in ({','.join(str(int(each)) for each in loan_ids)})"
    )
    rows = conn.execute(
        f"select {PAYMENT_COLUMNS}, l.name {_PAYMENT_FROM} join loan l on l.id = p.loan_id"
        f" where p.deleted_at is null and l.deleted_at is null{chosen}"
        f" order by p.paid_on {direction}, p.id {direction} limit ? offset ?",
        (limit, offset),
    )
    return [(row_to_payment(row), row[11]) for row in rows]


def read_payment(conn: sqlite3.Connection, payment_id: int) -> Payment | None:
    """The payment, or None if there is none."""
    row = conn.execute(
        f"select {PAYMENT_COLUMNS} {_PAYMENT_FROM} where p.id = ? and p.deleted_at is null",
        (payment_id,),
    ).fetchone()
    return row_to_payment(row) if row else None


def count_payments(conn: sqlite3.Connection, loan_id: int | None = None) -> int:
    """How many payments a loan, or the whole book, has."""
    if loan_id is None:
        found = conn.execute(
            "select count(*) from payment p join loan l on l.id = p.loan_id"
            " where p.deleted_at is null and l.deleted_at is null"
        )
    else:
        found = conn.execute(
            "select count(*) from payment where loan_id = ? and deleted_at is null", (loan_id,)
        )
    return int(found.fetchone()[0])
