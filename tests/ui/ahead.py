"""What the household in memory has ahead: cash until payday and what to do next."""

from __future__ import annotations

from datetime import date, timedelta

from tracker.domain.cash.debits import Consequence
from tracker.domain.cash.facts import CashEvent, CashKind, Certainty, Frequency
from tracker.locale import _, ngettext
from tracker.services.cash.views import CashPoint, CashUntilPayday, MoveView, ShortfallView
from tracker.services.home_views import HomeAhead
from tracker.services.loan.listing import LoanRow
from tracker.services.next_step_views import NextStep

TODAY = date(2026, 11, 21)
SHORT_ON = date(2026, 12, 1)

CONSEQUENCE = Consequence(
    due_on=SHORT_ON, grace_end=SHORT_ON, grace_known=False, late_fee_minor=None, penalty_day_minor=None,
    reported_on=SHORT_ON + timedelta(days=1), waiting=((1, None), (3, None), (7, None), (30, None)),
)  # fmt: skip
SHORT = ShortfallView(
    account="ICBC 88", currency="CNY", on=SHORT_ON, at="", what="Mortgage", loan_id=4, short_minor=65458,
    top_up_minor=65458, buffer_minor=0, by_on=date(2026, 11, 30), by_at="22:00", in_time=True,
    outcome="will_fail", why="short", takers=(), consequence=CONSEQUENCE,
    moves=(
        MoveView(
            source="CMB 1234", target="ICBC 88", amount_minor=65458, currency="CNY",
            by_on=date(2026, 11, 30), by_at="22:00",
        ),
    ),
    missing_minor=0,
)  # fmt: skip
COSTS = CashEvent(
    id=1, kind=CashKind.EXPENSE, name="Living costs", account_id=1, amount_minor=140000, currency="CNY",
    first_on=TODAY, certainty=Certainty.SURE, every=Frequency.WEEK,
)  # fmt: skip


def until_payday() -> CashUntilPayday:
    """Seventeen days, of which the last two have nothing left."""
    lows = [1810000, 1810000, 1670000, *[1546000] * 4, 1259384, 1259384, *[1119384] * 5, 500000, 0, -64743]
    points = tuple(CashPoint(on=TODAY + timedelta(days=n), low_minor=minor) for n, minor in enumerate(lows))
    return CashUntilPayday(
        currency="CNY", points=points, payday=points[-1].on, payday_name="Salary", low=points[-1],
        first=SHORT, count=1, left_out=0, costs=(COSTS,), unknown=(),
    )  # fmt: skip


def nothing_known() -> CashUntilPayday:
    """Nobody said what any account holds."""
    return CashUntilPayday(
        currency="CNY", points=(), payday=None, payday_name="", low=None, first=None, count=0, left_out=0,
        costs=(),
        unknown=(),
    )  # fmt: skip


def home_ahead(loans: tuple[LoanRow, ...], *, cash: bool = True) -> HomeAhead:
    """Each sort of thing once, worded as the rules do."""
    steps = []
    for row in loans:
        if row.overdue_minor and row.late_since:
            text = _("Pay {amount} to {loan}, or call them").format(amount="1,905.20 CNY", loan=row.loan)
            days = ngettext("{days} day late, since {on}", "{days} days late, since {on}", row.days_past_due)
            step = NextStep(
                code="overdue", key="overdue:1", severity="!!", text=text,
                why=days.format(days=row.days_past_due, on=row.late_since), on=row.late_since,
                screen="loans", command=f"debt pay {row.loan_id} 1905.20", loan_id=row.loan_id,
            )  # fmt: skip
            steps.append(step)
    if cash:
        text = _("Move {amount} into {account} by {by}").format(
            amount="654.58 CNY", account="ICBC 88", by="2026-11-30 22:00"
        )
        why = _("{loan} will fail on {on}").format(loan="Mortgage", on=SHORT_ON)
        step = NextStep(
            code="cash_short", key="cash_short:1", severity="!!", text=text, why=why,
            on=date(2026, 11, 30), screen="due", loan_id=4,
            command="debt cash top-up 'ICBC 88' 654.58 --from 'CMB 1234'",
        )  # fmt: skip
        steps.append(step)
    if any(row.loan_id == 3 for row in loans):
        text = _("Look whether the autopay of {loan} is bound").format(loan="Car loan")
        why = _("due {on}").format(on=date(2026, 11, 28))
        step = NextStep(
            code="autopay_check", key="autopay_check:3", severity="!", text=text, why=why,
            on=date(2026, 11, 28), screen="loans", command="debt autopay check 3", loan_id=3,
        )  # fmt: skip
        steps.append(step)
    return HomeAhead(cash=until_payday() if cash else nothing_known(), steps=tuple(steps))
