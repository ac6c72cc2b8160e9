"""The autopays a person chose to switch off, asked for until the debit no longer comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.hiding import shown_money
from tracker.locale.joining import fitted
from tracker.services.book import Book, write_settings
from tracker.services.next_step_views import URGENT, NextStep

if TYPE_CHECKING:
    from tracker.domain.cash.debits import Debit
    from tracker.domain.plan.triage_told import OffView

OFF = "triage_off"
"""The setting that holds them: loan, account, day of the debit, its sum, and until when to act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Off:
    """A debit that is to be stopped, and by when."""

    loan_id: int
    account_id: int
    on: date
    amount_minor: int
    by: date


def keep_offs(book: Book, offs: Iterable[OffView], today: date) -> None:
    """Keep which autopays a triage switches off, in place of those of the one before."""
    text = ",".join(
        f"{each.loan_id}:{each.account_id}:{each.attempt_on}:{each.amount_minor}:{each.by or today}"
        for each in offs
    )
    if text != book.setting(OFF):
        write_settings(book, {OFF: text})


def read_offs(book: Book) -> tuple[Off, ...]:
    """The autopays to switch off as they were chosen; what cannot be read is none."""
    found = []
    for part in filter(None, book.setting(OFF).split(",")):
        try:
            loan_id, account_id, on, amount, by = part.split(":")
            off = Off(
                loan_id=int(loan_id), account_id=int(account_id), on=date.fromisoformat(on),
                amount_minor=int(amount), by=date.fromisoformat(by),
            )  # fmt: skip
        except ValueError:
            continue
        found.append(off)
    return tuple(found)


def open_offs(book: Book) -> tuple[tuple[Off, Debit], ...]:
    """Those whose debit still comes: on, from that account, on that day, with no smaller sum."""
    offs = [each for each in read_offs(book) if each.on >= book.today]
    if not offs:
        return ()
    from tracker.domain.cash.debits import DebitKind
    from tracker.domain.loan.autopay import AutopayStatus
    from tracker.services.cash.forecasting import cash_facts

    stopped = (AutopayStatus.OFF, AutopayStatus.EXPIRED)
    facts, _left = cash_facts(book, max(each.on for each in offs))
    found = []
    for off in offs:
        for debit in facts.debits:
            comes = debit.kind is DebitKind.AUTOPAY and debit.binding not in stopped
            same = (debit.loan_id, debit.account_id) == (off.loan_id, off.account_id)
            takes = debit.amount_minor is None or debit.amount_minor >= off.amount_minor
            if comes and same and takes and off.on in debit.days(facts.workdays, book.today):
                found.append((off, debit))
                break
    return tuple(found)


def off_steps(book: Book) -> Iterator[NextStep]:
    """Each autopay that is still to be switched off, which ends with the debit."""
    for off, debit in open_offs(book):
        yield off_step(off.loan_id, debit.loan, off.on, off.amount_minor, debit.currency, by=off.by)


def off_step(loan_id: int, loan: str, on: date, amount_minor: int, currency: str, *, by: date) -> NextStep:
    """To switch off the autopay of a loan, with what it would take."""
    amount = f"{shown_money(amount_minor, currency)} {currency}"
    words = _("it would take {amount} on {on}, against what you chose")
    return NextStep(
        code="autopay_left",
        key=f"autopay_left:{loan_id}:{on}",
        severity=URGENT,
        text=fitted(_("Switch off the autopay of {loan} at the bank"), loan=loan),
        why=fitted(words, amount=amount, on=on.isoformat()),
        on=by,
        screen="loans",
        command=f"debt autopay set {loan_id} --on off",
        loan_id=loan_id,
    )
