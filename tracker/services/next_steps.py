"""What to do next, by rules that each explain themselves: the worst first, then the soonest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from shlex import quote
from typing import TYPE_CHECKING

from tracker.domain.loan.autopay import AutopayStatus
from tracker.locale import _, ngettext
from tracker.services.book import Book
from tracker.services.credit_steps import ANSWER_DAYS, credit_steps
from tracker.services.loan.claims import claim_gaps
from tracker.services.loan.listing import LoanRow, list_loans
from tracker.services.next_step_views import ATTENTION, NOTE, URGENT, CashGap, NextStep
from tracker.services.plan.steps import plan_steps
from tracker.services.plan.triage_left import read_left, switch_off_steps
from tracker.services.refund import list_refunds, suspected_duplicates
from tracker.services.talk.case_steps import case_steps
from tracker.services.talk.offer_steps import offer_steps
from tracker.services.talk.steps import talk_steps
from tracker.store.claim import read_under_way
from tracker.store.due import KeptLoan, read_dues, read_kept
from tracker.store.present import knows_balances

if TYPE_CHECKING:
    from tracker.domain.loan.due import LoanDue

SOON_DAYS = 14
"""How far ahead of a due its autopay is worth looking at."""

AHEAD_DAYS = 30
"""How far ahead the end of a promotion is told, and a card that will be too old by then."""

_RANK = {URGENT: 0, ATTENTION: 1, NOTE: 2}


def next_steps(
    book: Book, *, gaps: Iterable[CashGap] | None = None, limit: int | None = None
) -> tuple[NextStep, ...]:
    """What to do next. `gaps` stands in for the cash forecast, which is asked if it is None."""
    today = book.today
    loans = list_loans(book)
    kept = read_kept(book.conn, today)
    dues = read_dues(book.conn, today, today + timedelta(days=AHEAD_DAYS))
    found = [
        *_overdue(loans, read_under_way(book.conn)),
        *_cash(book, gaps),
        *_autopay(kept, today),
        *_refunds(book),
        *_promos(dues, today),
        *credit_steps(book),
        *_claims(book),
        *case_steps(book),
        *talk_steps(book),
        *offer_steps(book),
        *plan_steps(book),
    ]
    found.sort(key=lambda step: (_RANK[step.severity], step.on or date.max))
    return tuple(found[:limit])


def _sum(minor: int, currency: str) -> str:
    from tracker.locale.hiding import shown_money

    return f"{shown_money(minor, currency)} {currency}"


def _plain(minor: int, currency: str) -> str:
    from tracker.domain.money import decimal_text

    return decimal_text(minor, currency)


def _overdue(loans: Iterable[LoanRow], under_way: Mapping[int, int]) -> Iterator[NextStep]:
    for row in loans:
        if not row.overdue_minor or row.late_since is None:
            continue
        late = ngettext("{days} day late, since {on}", "{days} days late, since {on}", row.days_past_due)
        sent = under_way.get(row.loan_id, 0)
        amount = (row.to_pay_minor or row.overdue_minor) - sent
        if amount <= 0:  # paying again would pay twice
            yield NextStep(
                code="payment_under_way",
                key=f"payment_under_way:{row.loan_id}:{row.late_since}",
                severity=ATTENTION,
                text=_("See whether {loan} has booked {amount}").format(
                    loan=row.loan, amount=_sum(sent, row.currency)
                ),
                why=late.format(days=row.days_past_due, on=row.late_since.isoformat()),
                on=row.late_since,
                screen="loans",
                command=f"debt payment list --loan {row.loan_id}",
                loan_id=row.loan_id,
            )
            continue
        yield NextStep(
            code="overdue",
            key=f"overdue:{row.loan_id}:{row.late_since}",
            severity=URGENT,
            text=_("Pay {amount} to {loan}, or call them").format(
                amount=_sum(amount, row.currency), loan=row.loan
            ),
            why=late.format(days=row.days_past_due, on=row.late_since.isoformat()),
            on=row.late_since,
            screen="loans",
            command=f"debt pay {row.loan_id} {_plain(amount, row.currency)}",
            loan_id=row.loan_id,
        )


def _cash(book: Book, gaps: Iterable[CashGap] | None) -> Iterator[NextStep]:
    missing = 0
    if gaps is None:
        gaps, missing = _forecast_gaps(book)
    gaps = tuple(gaps)
    off = tuple(switch_off_steps(book))
    yield from off
    if not missing and not off:  # a gap that ends with an autopay switched off asks for no other choice
        missing = max((each.missing_minor for each in gaps), default=0)
    if missing:
        yield _not_enough(book, missing, min((each.on for each in gaps), default=book.today))
    for gap in gaps:
        why = _("short on {on}").format(on=gap.on.isoformat())
        if gap.loan:
            why = _("{loan} will fail on {on}").format(loan=gap.loan, on=gap.on.isoformat())
        amount = gap.source_minor if gap.source else gap.top_up_minor
        command = f"debt cash top-up {quote(gap.account)} {_plain(amount, gap.currency)}"
        if gap.source:
            command += f" --from {quote(gap.source)}"
        by = f"{gap.top_up_by.isoformat()} {gap.time}".strip()
        yield NextStep(
            code="cash_short",
            key=f"cash_short:{gap.account}:{gap.on}",
            severity=URGENT if (gap.top_up_by - book.today).days <= SOON_DAYS else ATTENTION,
            text=_("Move {amount} into {account} by {by}").format(
                amount=_sum(gap.top_up_minor, gap.currency), account=gap.account, by=by
            ),
            why=why,
            on=gap.top_up_by,
            screen="due",
            command=command,
            loan_id=gap.loan_id,
        )


def _not_enough(book: Book, missing: int, on: date) -> NextStep:
    """Where no transfer helps, somebody goes without: better by choice than by the order of debits."""
    return NextStep(
        code="triage",
        key=f"triage:{on}",
        severity=URGENT if (on - book.today).days <= SOON_DAYS else ATTENTION,
        text=_("Choose what to pay first: {amount} is missing").format(amount=_sum(missing, book.currency)),
        why=_("cash and income do not reach for every minimum"),
        on=on,
        screen="plan",
        command="debt plan triage",
    )


def _forecast_gaps(book: Book) -> tuple[tuple[CashGap, ...], int]:
    """The shortfalls of the forecast, and what is missing for the minimums; read only if cash is known."""
    if not knows_balances(book.conn):
        return (), 0
    from tracker.services.cash.forecasting import cash_forecast
    from tracker.services.plan.triage_need import missing_soon

    found, whole = [], cash_forecast(book)
    for remedy in whole.forecast.remedies:
        each, move = remedy.shortfall, remedy.moves[0] if remedy.moves else None
        debit = each.step.movement.debit
        gap = CashGap(
            account=each.account.name,
            currency=each.account.currency,
            on=each.on,
            top_up_minor=each.top_up_minor,
            top_up_by=each.by.on,
            time=each.by.at,
            loan_id=each.loan_id,
            loan=debit.loan if debit else "",
            source=move.from_account.name if move else "",
            source_minor=move.amount_minor if move else 0,
            missing_minor=remedy.missing_minor,
        )
        found.append(gap)
    return tuple(found), missing_soon(whole, book.currency, read_left(book))


def _autopay(kept: Iterable[KeptLoan], today: date) -> Iterator[NextStep]:
    for each in kept:
        if each.autopay is None:
            continue
        status = each.autopay.status(today, each.next_due_on)
        if status is AutopayStatus.OFF:
            continue
        step = _autopay_step(each, status, today)
        if step is not None:
            code, severity, text, why, command = step
            yield NextStep(
                code=code,
                key=f"{code}:{each.loan_id}:{each.next_due_on or ''}",
                severity=severity,
                text=text.format(loan=each.name),
                why=why,
                on=each.next_due_on,
                screen="loans",
                command=command,
                loan_id=each.loan_id,
            )


def _autopay_step(
    each: KeptLoan, status: AutopayStatus, today: date
) -> tuple[str, str, str, str, str] | None:
    """Code, severity, text, reason and command of what autopay needs, None if it needs nothing."""
    autopay = each.autopay
    if autopay is None:
        return None
    check = f"debt autopay check {each.loan_id}"
    if each.balance_minor == 0 and each.next_due_on is None:
        off = f"debt autopay set {each.loan_id} --on off"
        return "autopay_switch_off", NOTE, _("Switch off the autopay of {loan}"), _("nothing is owed"), off
    ahead = (each.next_due_on - today).days if each.next_due_on else None
    near = ahead is not None and ahead <= SOON_DAYS
    if autopay.failed_unanswered:
        on = autopay.last_result_on.isoformat() if autopay.last_result_on else ""
        why = _("the last attempt failed {on}").format(on=on).strip()
        severity = URGENT if near else ATTENTION
        return "autopay_failed", severity, _("See why the autopay of {loan} failed"), why, check
    due = _("due {on}").format(on=each.next_due_on.isoformat() if each.next_due_on else "")
    expires = autopay.card_expires_on
    if status is AutopayStatus.EXPIRED and expires and ahead is not None and ahead <= AHEAD_DAYS:
        why = _("the card expires {on}, before it is due").format(on=expires.isoformat())
        command = f"debt autopay set {each.loan_id} --card-expires YYYY-MM"
        return (
            "autopay_check",
            URGENT if near else ATTENTION,
            _("Give the autopay of {loan} a new card"),
            why,
            command,
        )
    if status is AutopayStatus.UNCHECKED and near:
        since = autopay.checked_on
        why = (
            _("{due}; last looked at {on}").format(due=due, on=since.isoformat())
            if since
            else _("{due}; never looked at").format(due=due)
        )
        return "autopay_check", ATTENTION, _("Look whether the autopay of {loan} is bound"), why, check
    return None


def _refunds(book: Book) -> Iterator[NextStep]:
    for each in suspected_duplicates(book):
        yield NextStep(
            code="duplicate",
            key=f"duplicate:{each.payment_id}",
            severity=ATTENTION,
            text=_("See whether {loan} took {amount} twice").format(
                loan=each.loan, amount=_sum(each.amount_minor, each.currency)
            ),
            why=_("paid {first} and {again}").format(
                first=each.first_on.isoformat(), again=each.paid_on.isoformat()
            ),
            on=each.paid_on,
            screen="loans",
            command=f"debt payment refund {each.payment_id}",
            loan_id=each.loan_id,
            payment_id=each.payment_id,
        )
    for refund in list_refunds(book):
        days = refund.waiting_days(book.today)
        if refund.asked_on is None:
            why = _("taken {on}, not asked for yet").format(on=refund.paid_on.isoformat())
            text = _("Ask {loan} for {amount} back")
        else:
            why = ngettext("asked for {days} day ago", "asked for {days} days ago", days).format(days=days)
            text = _("See whether {amount} from {loan} is back")
        command = f"debt payment refund {refund.payment_id}"
        yield NextStep(
            code="refund",
            key=f"refund:{refund.payment_id}",
            severity=URGENT if refund.is_late(book.today) else ATTENTION,
            text=text.format(loan=refund.loan, amount=_sum(refund.amount_minor, refund.currency)),
            why=why,
            on=refund.asked_on or refund.paid_on,
            screen="loans",
            command=command if refund.asked_on is None else f"{command} --back {book.today.isoformat()}",
            loan_id=refund.loan_id,
            payment_id=refund.payment_id,
        )


def _promos(dues: Iterable[LoanDue], today: date) -> Iterator[NextStep]:
    told: set[int] = set()
    for each in dues:
        ends = each.promo_until
        if ends is None or each.loan_id in told or not 0 <= (ends - today).days <= AHEAD_DAYS:
            continue
        told.add(each.loan_id)
        days = (ends - today).days
        yield NextStep(
            code="promo_ending",
            key=f"promo_ending:{each.loan_id}:{ends}",
            severity=ATTENTION if days <= ANSWER_DAYS else NOTE,
            text=_("See what {loan} costs once the promotion ends").format(loan=each.loan),
            why=_("it ends {on}").format(on=ends.isoformat()),
            on=ends,
            screen="loans",
            command=f"debt loan payoff {each.loan_id} --on {ends.isoformat()}",
            loan_id=each.loan_id,
        )


def _claims(book: Book) -> Iterator[NextStep]:
    for gap in claim_gaps(book):
        amount = _sum(abs(gap.minor), gap.currency)
        more = _("{amount} more than the book on {on}")
        less = _("{amount} less than the book on {on}")
        yield NextStep(
            code="claim_differs",
            key=f"claim_differs:{gap.loan_id}:{gap.on}",
            severity=ATTENTION,
            text=_("Ask {loan} what its balance is made of").format(loan=gap.loan),
            why=(more if gap.minor > 0 else less).format(amount=amount, on=gap.on.isoformat()),
            on=gap.on,
            screen="loans",
            command=f"debt loan explain {gap.loan_id}",
            loan_id=gap.loan_id,
        )
