"""Offers with the sums they ask for."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date
from typing import Any

from tracker.domain.recovery.offer import (
    Breach,
    Credited,
    Interest,
    Offer,
    OfferKind,
    OfferPayment,
    Standing,
)
from tracker.store.dates import day

_COLUMNS = (
    "o.id, o.loan_id, l.name, l.lender, l.currency, o.negotiation_id, o.kind, o.from_whom, o.words,"
    " o.offered_on, o.valid_until, o.upfront_fee_minor, o.received_minor, o.waived_principal_minor,"
    " o.waived_interest_minor, o.waived_fee_minor, o.waived_penalty_minor, o.interest, o.breach, o.credited,"
    " o.is_written, o.evidence, o.standing, o.agreed_on, o.effective_on, o.letter, o.ended_on, o.note,"
    " o.version"
)


def read_offers(
    conn: sqlite3.Connection, loan_id: int | None = None, *, trashed: bool = False
) -> tuple[Offer, ...]:
    """The offers about one loan or about all, oldest first."""
    payments: dict[int, list[OfferPayment]] = defaultdict(list)
    for row in conn.execute(
        "select p.offer_id, p.due_on, p.amount_minor from offer_payment p join offer o on o.id = p.offer_id"
        " where p.deleted_at is null and ? in (o.loan_id, 0) order by p.due_on, p.number",
        (loan_id or 0,),
    ):
        payments[row[0]].append(OfferPayment(due_on=date.fromisoformat(row[1]), amount_minor=row[2]))
    rows = conn.execute(
        f"select {_COLUMNS} from offer o join loan l on l.id = o.loan_id and l.deleted_at is null"  # noqa: S608
        " where (o.deleted_at is not null) = ? and ? in (o.loan_id, 0) order by o.offered_on, o.id",
        (trashed, loan_id or 0),
    )
    return tuple(row_to_offer(row, tuple(payments[row[0]])) for row in rows)


def row_to_offer(row: tuple[Any, ...], payments: tuple[OfferPayment, ...]) -> Offer:
    """An offer from its columns, with its payments."""
    return Offer(
        id=row[0], loan_id=row[1], loan=row[2], lender=row[3], currency=row[4], negotiation_id=row[5],
        kind=OfferKind(row[6]), from_whom=row[7], words=row[8], offered_on=date.fromisoformat(row[9]),
        valid_until=day(row[10]), upfront_fee_minor=row[11], received_minor=row[12],
        waived_principal_minor=row[13], waived_interest_minor=row[14], waived_fee_minor=row[15],
        waived_penalty_minor=row[16], interest=Interest(row[17]), breach=Breach(row[18]),
        credited=Credited(row[19]), is_written=bool(row[20]), evidence=row[21], standing=Standing(row[22]),
        agreed_on=day(row[23]), effective_on=day(row[24]), letter=row[25], ended_on=day(row[26]),
        note=row[27], version=row[28], payments=payments,
    )  # fmt: skip


def payment_ids(conn: sqlite3.Connection, offer_id: int) -> list[int]:
    """The rows of the sums an offer asks for."""
    rows = conn.execute("select id from offer_payment where offer_id = ? and deleted_at is null", (offer_id,))
    return [row[0] for row in rows]


def any_offer(conn: sqlite3.Connection) -> bool:
    """Whether an offer was agreed or is in force, so that there can be something to say about it."""
    return (
        conn.execute(
            "select 1 from offer where standing in ('agreed', 'in_force') and deleted_at is null limit 1"
        ).fetchone()
        is not None
    )
