"""Autopay status and the accounts it draws on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar import month_end
from tracker.domain.loan.autopay import Autopay, AutopayMode, AutopayStatus
from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, narrow
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.account import AccountRow, account_id, read_accounts, read_autopay
from tracker.store.due import read_kept

ON = ("on", "yes", "true", "1", "开", "是")
OFF = ("off", "no", "false", "0", "关", "否")


@dataclass(frozen=True, slots=True, kw_only=True)
class AutopayRow:
    """A loan's autopay as of today; `autopay` is None where nobody said."""

    loan_id: int
    loan: str
    currency: str
    next_due_on: date | None
    status: AutopayStatus | None
    autopay: Autopay | None


def list_autopay(book: Book) -> tuple[AutopayRow, ...]:
    """Autopay of every open loan, those without one included."""
    return tuple(
        AutopayRow(
            loan_id=each.loan_id,
            loan=each.name,
            currency=each.currency,
            next_due_on=each.next_due_on,
            status=each.autopay.status(book.today, each.next_due_on) if each.autopay else None,
            autopay=each.autopay,
        )
        for each in read_kept(book.conn, book.today)
    )


def set_autopay(book: Book, loan: Loan, fields: Mapping[str, str]) -> Checked[Done]:
    """Set a loan's autopay: on, account, mode, fixed, card, expires, checked; what is not given stays."""
    found = read_autopay(book.conn, loan.id)
    old = found[1] if found else Autopay(loan_id=loan.id, is_on=True)
    reader = Reader(fields, today=book.today, currency=loan.currency)
    is_on = reader.take("on", old.is_on, _on_or_off)
    fixed = reader.amount("fixed", old.fixed_minor)
    default = AutopayMode.FIXED if reader.given("fixed") else old.mode
    mode = reader.choice("mode", AutopayMode, default)
    if mode is AutopayMode.FIXED and not fixed:
        reader.wrong("required", "fixed")
    expires = reader.take("expires", old.card_expires_on, _card_expiry)
    checked = reader.on("checked", old.checked_on)
    if checked is not None and checked > book.today:
        reader.wrong("in_the_future", "checked")
    tail = clean(fields.get("card", old.card_tail)).strip()
    if len(tail) > 8:
        reader.wrong("card_tail_only", "card")
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Set autopay of {name}").format(name=loan.name)
    with book.change(title) as writer:
        account = clean(fields.get("account", old.account)).strip()
        values = {
            "loan_id": loan.id,
            "is_on": int(bool(is_on)),
            "account_id": account_id(writer, account),
            "mode": mode.value,
            "fixed_minor": fixed if mode is AutopayMode.FIXED else None,
            "card_tail": tail,
            "card_expires_on": expires.isoformat() if expires else None,
            "checked_on": checked.isoformat() if checked else None,
        }
        if found:
            writer.update("autopay", found[0], values, version=old.version)
        else:
            writer.insert("autopay", values)
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,)), ()


def check_autopay(book: Book, loan: Loan) -> Checked[Done]:
    """Note that the binding was looked at today and is right."""
    if read_autopay(book.conn, loan.id) is None:
        return None, (Problem(code="no_autopay", field="loan", value=loan.name),)
    return set_autopay(book, loan, {"checked": book.today.isoformat()})


def list_accounts(book: Book) -> tuple[AccountRow, ...]:
    """The funding accounts."""
    return read_accounts(book.conn)


def save_account(book: Book, name: str, *, tail: str | None = None, note: str | None = None) -> Checked[Done]:
    """Add a funding account, or change the one of that name."""
    name = clean(name).strip()
    if not name:
        return None, (Problem(code="required", field="account"),)
    values = {
        key: clean(value).strip() for key, value in (("tail", tail), ("note", note)) if value is not None
    }
    title = _("Saved the account {name}").format(name=name)
    with book.change(title) as writer:
        row_id = account_id(writer, name)
        if row_id is not None and values:
            writer.update("account", row_id, values)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,) if row_id else ()), ()


def _on_or_off(text: str) -> Checked[bool]:
    word = narrow(text).strip().casefold()
    if word in ON or word in OFF:
        return word in ON, ()
    return None, (Problem(code="not_a_choice", field="autopay", value=text, params={"accepted": "on, off"}),)


def _card_expiry(text: str) -> Checked[date]:
    """The last day a card is valid: `2027-03`, `03/27`, or a whole date."""
    plain = narrow(text).strip()
    parts = plain.replace("/", "-").split("-")
    try:
        if len(parts) == 3:
            return date.fromisoformat(plain), ()
        first, second = (int(part) for part in parts)
        year, month = (first, second) if first > 99 else (second, first)
        return month_end(date(year if year > 99 else 2000 + year, month, 1)), ()
    except ValueError:
        return None, (Problem(code="not_an_expiry", field="expires", value=text),)
