"""What an adopted plan asks to do next: its extra payment, or to be made anew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from shlex import quote
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.plan import far_off_text, misfit_text
from tracker.services.book import Book
from tracker.services.next_step_views import ATTENTION, NOTE, NextStep
from tracker.store.plan import is_overdue, read_followed_plans, read_misfits
from tracker.store.present import any_followed

if TYPE_CHECKING:
    from tracker.domain.plan.kept import KeptPlan
    from tracker.services.plan.answers import ExtraDue

AHEAD_DAYS = 31


def plan_steps(book: Book) -> Iterator[NextStep]:
    """The next extra payment of each adopted plan, and plans that no longer fit."""
    if not any_followed(book.conn):
        return
    from tracker.services.plan.tracking import extra_dues, is_far_off, standing_off

    until = book.today + timedelta(days=AHEAD_DAYS)
    for plan in read_followed_plans(book.conn):
        found = tuple(_misfit(book, plan))
        yield from found
        if is_far_off(plan, standing_off(book, plan)):
            if not found:
                yield _anew(book, plan, "behind", far_off_text())
            continue
        if is_overdue(book.conn, plan.currency, book.today):
            continue  # what is overdue comes before anything extra
        for each in extra_dues(book, plan, until)[:1]:
            yield _extra(book, each)


def _extra(book: Book, each: ExtraDue) -> NextStep:
    from tracker.domain.money import decimal_text
    from tracker.locale.hiding import shown_money

    amount = f"{shown_money(each.amount_minor, each.currency)} {each.currency}"
    late = each.days(book.today) < 0
    words = _("plan {plan} asks for it on {on}")
    if late:
        words = _("plan {plan} asked for it on {on}")
    return NextStep(
        code="plan_extra",
        key=f"plan_extra:{each.loan_id}:{each.on}",
        severity=ATTENTION if late else NOTE,
        text=_("Pay {amount} extra to {loan}").format(amount=amount, loan=each.loan),
        why=words.format(plan=each.plan, on=each.on.isoformat()),
        on=each.on,
        screen="plan",
        command=f"debt pay {each.loan_id} {decimal_text(each.amount_minor, each.currency)}",
        loan_id=each.loan_id,
    )


def _misfit(book: Book, plan: KeptPlan) -> Iterator[NextStep]:
    found = read_misfits(book.conn, plan, book.today)
    if found:
        code, loan = found[0]
        yield _anew(book, plan, f"{code}:{loan}", misfit_text(code, loan))


def _anew(book: Book, plan: KeptPlan, code: str, why: str) -> NextStep:
    return NextStep(
        code="plan_misfit",
        key=f"plan_misfit:{plan.id}:{code}",
        severity=ATTENTION,
        text=_("Make plan {plan} anew").format(plan=plan.name),
        why=why,
        on=book.today,
        screen="plan",
        command=f"debt plan adopt {quote(plan.name)}",
    )
