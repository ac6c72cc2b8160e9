"""Autopay status and the accounts it draws on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar import month_end
from tracker.domain.loan.autopay import (
    Autopay,
    AutopayMode,
    AutopayResult,
    AutopayStatus,
    HolidayRule,
    OnShort,
)
from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import NONE, Reader, account_problems
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean, narrow
from tracker.domain.typed.clock import parse_clock
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.account import account_id, read_autopay
from tracker.store.due import read_kept

ON = ("on", "yes", "true", "1", "开", "是")
MOST_RETRY_DAYS = 30
"""How long after the day a bank may still try."""

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
    """Set a loan's autopay; what is not given stays.

    The words are on, account, mode, fixed, card, expires, checked, at, retry, on_short, holidays, result
    and result_on.
    """
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
    reader.problems += account_problems(clean(fields.get("account", "")).strip())
    attempts = _attempts(reader, fields, old)
    outcome = _outcome(reader, old)
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
            **attempts,
            **outcome,
        }
        if found:
            writer.update("autopay", found[0], values, version=old.version)
        else:
            writer.insert("autopay", values)
    return Done(title=title, action_id=writer.action_id, ids=(loan.id,)), ()


def _attempts(reader: Reader, fields: Mapping[str, str], old: Autopay) -> dict[str, str]:
    """When the bank tries, how often, and what it does when there is too little or no working day."""
    at = reader.take("at", old.attempt_at, lambda text: parse_clock(text, field="at"))
    retries = reader.take("retry", old.retries, _retry_days)
    on_short = reader.choice("on_short", OnShort, old.on_short)
    rule = old.holiday_rule
    if reader.given("holidays"):
        # "none" is a rule here, not the word that clears a field.
        word = narrow(fields["holidays"]).strip().casefold()
        rule = HolidayRule.NONE if word in NONE else rule
        if word not in NONE:
            rule = reader.choice("holidays", HolidayRule, rule)
    return {
        "attempt_at": at or "",
        "retries": ",".join(map(str, retries or ())),
        "on_short": on_short.value,
        "holiday_rule": rule.value,
    }


def _outcome(reader: Reader, old: Autopay) -> dict[str, str | None]:
    """How the last attempt went, today if no day is given."""
    result = reader.take("result", old.last_result, _result)
    on = reader.on("result_on", reader.today if reader.given("result") else old.last_result_on)
    if on is not None and on > reader.today:
        reader.wrong("in_the_future", "result_on")
    return {
        "last_result": result.value if result else "",
        "last_result_on": on.isoformat() if on and result else None,
    }


def check_autopay(book: Book, loan: Loan, result: str | None = None) -> Checked[Done]:
    """Note that the binding was looked at today and is right, and how the last attempt went."""
    if read_autopay(book.conn, loan.id) is None:
        return None, (Problem(code="no_autopay", field="loan", value=loan.name),)
    told = {"result": result} if result else {}
    return set_autopay(book, loan, {"checked": book.today.isoformat(), **told})


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


def _retry_days(text: str) -> Checked[tuple[int, ...]]:
    """Days after the first attempt, in order: `1,3`."""
    parts = narrow(text).replace("，", ",").replace("、", ",").replace(" ", ",").split(",")
    days = [part.removeprefix("+").removesuffix("d") for part in parts if part]
    if not all(day.isdecimal() and 1 <= int(day[:4]) <= MOST_RETRY_DAYS for day in days) or len(days) > 10:
        params = {"most": str(MOST_RETRY_DAYS)}
        return None, (Problem(code="retry_unreadable", field="retry", value=text, params=params),)
    return tuple(sorted({int(day) for day in days})), ()


def _result(text: str) -> Checked[AutopayResult]:
    word = narrow(text).strip().casefold()
    for each in AutopayResult:
        if each.value == word:
            return each, ()
    return None, (
        Problem(code="not_a_choice", field="result", value=text, params={"accepted": "ok, failed"}),
    )


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
