"""Every fact of the book as rows that can leave it and come back the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

APPENDED = frozenset({"evidence"})
"""Kinds that have no trash: a chain is whole or it is none."""

KINDS = (
    "setting", "account", "cash_event", "cash_occurrence", "cash_transfer", "loan", "terms",
    "custom_instalment", "payment", "receipt", "refund", "charge", "waiver", "statement", "claim", "autopay",
    "report", "report_entry", "enquiry", "mark", "dispute", "dispute_round", "score", "arrears", "channel",
    "contact", "promise", "negotiation", "negotiation_step", "offer", "offer_payment", "stage", "hardship",
    "hardship_paper", "complaint", "complaint_incident", "settlement", "message_check", "adviser",
    "alert_rule", "alert_hold", "plan", "plan_loan", "plan_payment", "evidence",
)  # fmt: skip
"""The tables of facts, each after those it refers to."""

STAYING = ("triage_calls", "triage_left", "triage_off")
"""Settings that name rows by number: in another file those are others, so they neither leave nor come in."""

_KEPT_BACK = {"id", "version", "created_at", "batch_id", "line", "deleted_at", "added_at"}
_REFERS = {
    "loan_id": "loan", "account_id": "account", "mark_id": "mark", "payment_id": "payment",
    "dispute_id": "dispute",
    "from_account_id": "account", "to_account_id": "account", "cash_event_id": "cash_event",
    "contact_id": "contact", "negotiation_id": "negotiation", "offer_id": "offer",
    "report_id": "report", "entry_id": "report_entry",
    "hardship_id": "hardship", "complaint_id": "complaint",
    "plan_id": "plan",
}  # fmt: skip
_NAMED = {"loan": "slug", "account": "name", "plan": "name"}
_OWN_CURRENCY = frozenset(
    {"account", "adviser", "cash_event", "cash_occurrence", "cash_transfer", "loan", "plan", "report_entry"}
)
_LOAN_OR_NONE = (
    " join (select id from loan where deleted_at is null union all select null) {l} on {l}.id is {t}.loan_id"
)
_LIVING = {
    "adviser": _LOAN_OR_NONE.format(l="l", t="t"),
    "complaint_incident": " join complaint c on c.id = t.complaint_id and c.deleted_at is null"
    " join loan l on l.id = c.loan_id and l.deleted_at is null",
    "hardship": _LOAN_OR_NONE.format(l="l", t="t"),
    "hardship_paper": " join hardship h on h.id = t.hardship_id and h.deleted_at is null"
    + _LOAN_OR_NONE.format(l="l", t="h"),
    "cash_event": " join account a on a.id = t.account_id and a.deleted_at is null",
    "cash_occurrence": " join cash_event e on e.id = t.cash_event_id and e.deleted_at is null"
    " join account a on a.id = e.account_id and a.deleted_at is null",
    "cash_transfer": " join account a on a.id = t.to_account_id and a.deleted_at is null",
    "negotiation_step": " join negotiation n on n.id = t.negotiation_id and n.deleted_at is null"
    " join loan l on l.id = n.loan_id and l.deleted_at is null",
    "offer_payment": " join offer o on o.id = t.offer_id and o.deleted_at is null"
    " join loan l on l.id = o.loan_id and l.deleted_at is null",
    "plan_loan": " join plan p on p.id = t.plan_id and p.deleted_at is null"
    " join loan l on l.id = t.loan_id and l.deleted_at is null",
    "plan_payment": " join plan p on p.id = t.plan_id and p.deleted_at is null"
    " join loan l on l.id = t.loan_id and l.deleted_at is null",
    "report_entry": " join report r on r.id = t.report_id and r.deleted_at is null",
    "enquiry": " join report r on r.id = t.report_id and r.deleted_at is null",
    "dispute_round": " join dispute d on d.id = t.dispute_id and d.deleted_at is null",
}
"""Rows of these stay behind with what they belong to."""
_OF_LOAN = frozenset({"offer_payment", "plan_loan", "plan_payment"})
"""Those whose money is in the currency of their loan."""
_ORDER = {
    "payment": "t.paid_on, t.id", "terms": "t.loan_id, t.effective_on", "setting": "t.key",
    "custom_instalment": "t.loan_id, t.number", "offer_payment": "t.offer_id, t.number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table of facts: its name outside, whether it holds words, and what it stands for."""

    column: str
    name: str
    text: bool
    money: bool = False
    refers: str | None = None


@cache
def fields_of(schema: tuple[tuple[str, str], ...]) -> tuple[Field, ...]:
    """The fields of a table from its (column, type) pairs."""
    found = []
    for column, declared in schema:
        if column in _KEPT_BACK:
            continue
        refers = _REFERS.get(column)
        money = column.endswith("_minor")
        name = column.removesuffix("_id") if refers else column.removesuffix("_minor")
        text = declared.lower() == "text" or refers in _NAMED
        found.append(Field(column=column, name=name, text=text, money=money, refers=refers))
    return tuple(found)


def fields(conn: sqlite3.Connection, kind: str) -> tuple[Field, ...]:
    """The fields of a kind in this file."""
    rows = conn.execute(f"pragma table_info({kind})").fetchall()
    return fields_of(tuple((row[1], row[2]) for row in rows))


def read_kind(conn: sqlite3.Connection, kind: str) -> Iterator[tuple[int, str, tuple[Any, ...]]]:
    """Each living row of a kind: its id, the currency of its money, its values in the order of `fields`."""
    columns = ", ".join(f"t.{field.column}" for field in fields(conn, kind))
    loan, currency = "", "''"
    if kind in _OWN_CURRENCY:
        loan, currency = _LIVING.get(kind, ""), "t.currency"
    elif kind in _LIVING:
        loan = _LIVING[kind]
        currency = "l.currency" if kind in _OF_LOAN else currency
    elif kind in ("receipt", "refund"):
        currency = "p.currency"
        loan = (
            " join payment p on p.id = t.payment_id and p.deleted_at is null join loan l on l.id = p.loan_id"
        )
        loan += " and l.deleted_at is null"
    elif kind in APPENDED:  # whatever became of what it is about
        pass
    elif kind == "alert_hold":  # some are about no loan
        living = "select id from loan where deleted_at is null union all select null"
        loan = f" join ({living}) l on l.id is t.loan_id"
    elif any(field.refers == "loan" for field in fields(conn, kind)):
        join = "left join" if kind == "mark" else "join"
        loan, currency = f" {join} loan l on l.id = t.loan_id", "coalesce(l.currency, '')"
        loan += "" if kind == "mark" else " and l.deleted_at is null"
    order = _ORDER.get(kind, "t.id")
    living = "true" if kind in APPENDED else "t.deleted_at is null"
    if kind == "setting":
        living += f" and t.key not in ({', '.join(map(repr, STAYING))})"
    rows = conn.execute(
        f"select t.id, {currency}, {columns} from {kind} t{loan} where {living} order by {order}"  # noqa: S608
    )
    return ((row[0], row[1], tuple(row[2:])) for row in rows)


def names_of(conn: sqlite3.Connection, kind: str) -> dict[int, str]:
    """What the rows of a kind are called where other files refer to them: a name, or their place."""
    column = _NAMED.get(kind)
    if column is not None:
        rows = conn.execute(f"select id, {column} from {kind} where deleted_at is null")  # noqa: S608
        return dict(rows.fetchall())
    return {row_id: str(number) for number, (row_id, _, _) in enumerate(read_kind(conn, kind), 1)}


class HeldPayment(NamedTuple):
    """A payment of the book as an import compares it; `imported` tells that a file brought it."""

    id: int
    state: str
    ref: str
    note: str
    imported: int


class StoredPayment(NamedTuple):
    """A payment of the book as a person compares it with a row; `source` is the file that brought it."""

    id: int
    loan: str
    paid_on: str
    amount_minor: int
    currency: str
    state: str
    account: str
    ref: str
    note: str
    source: str
    line: int


def held_payments(
    conn: sqlite3.Connection, loan_ids: set[int], first: str, last: str
) -> Iterator[tuple[tuple[int, str, int], HeldPayment]]:
    """The payments of some loans between two dates, each under its loan, date and amount."""
    chosen = ",".join(str(int(each)) for each in sorted(loan_ids))
    rows = conn.execute(
        "select loan_id, paid_on, amount_minor, id, state, ref, note, batch_id is not null from payment"  # noqa: S608
        f" where loan_id in ({chosen}) and paid_on between ? and ? and deleted_at is null order by id",
        (first, last),
    )
    return ((row[:3], HeldPayment._make(row[3:])) for row in rows)


class HeldPosting(NamedTuple):
    """A charge or a refund of the book as an import compares it."""

    id: int
    role: str
    ref: str
    note: str
    imported: int


def held_postings(
    conn: sqlite3.Connection, loan_ids: set[int], first: str, last: str
) -> Iterator[tuple[tuple[int, str, str, int], HeldPosting]]:
    """The charges and refunds of some cards between two dates, each under its loan, date, way and amount.

    Principal that was let go of is there too: before there were refunds they were typed as that.
    """
    chosen = ",".join(str(int(each)) for each in sorted(loan_ids))
    rows = conn.execute(
        "select loan_id, charged_on, 'out', amount_minor, id, kind, ref, note, batch_id is not null"  # noqa: S608
        f" from charge where loan_id in ({chosen}) and charged_on between ? and ? and deleted_at is null"
        " union all select loan_id, waived_on, 'in', amount_minor, id, 'refund', ref, note,"
        f" batch_id is not null from waiver where loan_id in ({chosen}) and waived_on between ? and ?"
        " and deleted_at is null and component = 'principal' order by 5",
        (first, last, first, last),
    )
    return ((row[:4], HeldPosting._make(row[4:])) for row in rows)


def held_payment(conn: sqlite3.Connection, payment_id: int) -> StoredPayment | None:
    """One payment with the words of what it refers to."""
    row = conn.execute(
        "select p.id, l.name, p.paid_on, p.amount_minor, p.currency, p.state, coalesce(a.name, ''), p.ref,"
        " p.note, coalesce(b.source_name, ''), coalesce(p.line, 0) from payment p"
        " join loan l on l.id = p.loan_id left join account a on a.id = p.account_id"
        " left join batch b on b.id = p.batch_id where p.id = ? and p.deleted_at is null",
        (payment_id,),
    ).fetchone()
    return None if row is None else StoredPayment._make(row)


def last_change(conn: sqlite3.Connection) -> tuple[int, int]:
    """What differs once any fact has changed: the last change, and how many actions are undone."""
    row = conn.execute(
        "select coalesce(max(id), 0), (select count(*) from action where undone_at is not null) from change"
    ).fetchone()
    return (row[0], row[1])


def loans_without_terms(conn: sqlite3.Connection) -> set[int]:
    """Loans that nothing can be computed of."""
    rows = conn.execute(
        "select id from loan where deleted_at is null and not exists"
        " (select 1 from terms where loan_id = loan.id and terms.deleted_at is null)"
    )
    return {row[0] for row in rows}


@contextmanager
def snapshot(conn: sqlite3.Connection) -> Iterator[None]:
    """Read several times from one state of the file, whatever others write meanwhile."""
    if conn.in_transaction:
        yield
        return
    conn.execute("begin")
    try:
        yield
    finally:
        conn.execute("rollback")


def required_columns(conn: sqlite3.Connection, kind: str) -> frozenset[str]:
    """The columns of a kind that always hold something, if only an empty text."""
    return frozenset(row[1] for row in conn.execute(f"pragma table_info({kind})") if row[3])


def defaults(conn: sqlite3.Connection, kind: str) -> dict[str, str | int]:
    """What the columns of a kind hold where nothing is said, of those that always hold something."""
    rows = conn.execute(f"pragma table_info({kind})").fetchall()
    return {
        row[1]: row[4].strip("'") if row[2].lower() == "text" else int(row[4])
        for row in rows
        if row[3] and row[4] is not None
    }


def lines_of_batch(conn: sqlite3.Connection, batch_id: int) -> list[tuple[int, int]]:
    """The line and the id of each payment of an import."""
    return conn.execute("select line, id from payment where batch_id = ?", (batch_id,)).fetchall()


def currency_of_payment(conn: sqlite3.Connection, payment_id: int) -> str:
    """The currency of what refers to a payment rather than to a loan."""
    row = conn.execute("select currency from payment where id = ?", (payment_id,)).fetchone()
    return str(row[0])


def currency_of_offer(conn: sqlite3.Connection, offer_id: int) -> str:
    """The currency of what refers to an offer rather than to a loan."""
    row = conn.execute(
        "select l.currency from offer o join loan l on l.id = o.loan_id where o.id = ?", (offer_id,)
    ).fetchone()
    return str(row[0])
