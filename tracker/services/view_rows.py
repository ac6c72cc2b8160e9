"""The rows of a view as sheets to hand on: the same columns whichever front end asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tracker.domain.money import Money
from tracker.formats.neutral import LOANS_SHOWN, PAYMENTS_SHOWN
from tracker.formats.sheet import Sheet

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Score
    from tracker.domain.loan.ledger import Allocation
    from tracker.services.alert import Alert, SentAlert
    from tracker.services.cash.answers import RowView
    from tracker.services.credit_views import Habit
    from tracker.services.due_month_views import MonthAhead
    from tracker.services.due_views import DueRow
    from tracker.services.loan.listing import LoanRow
    from tracker.services.views import BalancePoint, PaymentRow, ScheduleRow


def sum_of(minor: int | None, currency: str) -> Money | None:
    """A sum, None where it is not known."""
    return None if minor is None else Money(minor, currency)


def loans_sheet(rows: Iterable[LoanRow]) -> Sheet:
    """Loans as their list shows them, in its order."""

    def rate(row: LoanRow) -> str | None:
        if row.rate is None:
            return None
        return f"{row.rate.percent:f}%" + ("" if row.rate.per == "year" else f"/{row.rate.per}")

    return Sheet(
        name="loans",
        fields=LOANS_SHOWN,
        rows=(
            (
                row.loan_id, row.loan, row.lender, row.method, row.currency,
                Money(row.balance_minor, row.currency), rate(row), row.next_due_on,
                sum_of(row.next_amount_minor, row.currency), row.next_estimate, row.days_past_due,
                Money(row.overdue_minor, row.currency), row.status, row.autopay, row.account, row.closed_on,
            )
            for row in rows
        ),
    )  # fmt: skip


def dues_sheet(rows: Iterable[DueRow]) -> Sheet:
    """Open dues by date."""
    return Sheet(
        name="due",
        fields=(
            "due_on", "pay_by", "days", "loan_id", "loan", "kind", "amount", "currency", "estimate", "status",
            "autopay", "account",
        ),
        rows=(
            (
                row.due_on, row.pay_by, row.days, row.loan_id, row.loan, row.kind,
                Money(row.amount_minor, row.currency), row.currency, row.estimate, row.status, row.autopay,
                row.account,
            )
            for row in rows
        ),
    )  # fmt: skip


def months_sheet(rows: Iterable[MonthAhead]) -> Sheet:
    """What falls due by month; a row without a month is what is late."""
    return Sheet(
        name="months",
        fields=("month", "currency", "dues", "amount", "estimate"),
        rows=(
            (
                f"{row.first:%Y-%m}" if row.first else None,
                row.currency,
                row.count,
                Money(row.amount_minor, row.currency),
                row.estimate,
            )
            for row in rows
        ),
    )


def payments_sheet(rows: Iterable[PaymentRow], splits: Mapping[int, Allocation] | None = None) -> Sheet:
    """Payments with how each posted one was split; `splits` has those that rows do not bring."""

    def parts(row: PaymentRow) -> tuple[Money | None, ...]:
        split = (splits or {}).get(row.payment_id)
        found: tuple[int | None, ...] = (
            row.principal_minor, row.interest_minor, row.fee_minor, row.penalty_minor, row.unapplied_minor,
        )  # fmt: skip
        if split is not None:
            found = (split.principal, split.interest, split.fee, split.penalty, split.unapplied)
        return tuple(sum_of(minor, row.currency) for minor in found)

    return Sheet(
        name="payments",
        fields=PAYMENTS_SHOWN,
        rows=(
            (
                row.payment_id, row.paid_on, row.loan, Money(row.amount_minor, row.currency), row.currency,
                row.state, row.posted_on, row.account, row.ref, row.note, *parts(row),
            )
            for row in rows
        ),
    )  # fmt: skip


def schedule_sheet(loan: str, currency: str, rows: Iterable[ScheduleRow]) -> Sheet:
    """One loan's instalments."""
    return Sheet(
        name="schedule",
        fields=(
            "loan", "number", "due_on", "payment", "principal", "interest", "fee", "balance", "paid",
            "status", "currency",
        ),
        rows=(
            (
                loan, row.number, row.due_on,
                *(
                    Money(minor, currency)
                    for minor in (
                        row.payment_minor, row.principal_minor, row.interest_minor, row.fee_minor,
                        row.balance_minor, row.paid_minor,
                    )
                ),
                row.status, currency,
            )
            for row in rows
        ),
    )  # fmt: skip


def balance_sheet(points: Iterable[BalancePoint]) -> Sheet:
    """A balance over time: actual, then projected."""
    return Sheet(
        name="balance",
        fields=("date", "currency", "balance", "kind"),
        rows=(
            (point.on, point.currency, Money(point.balance_minor, point.currency), point.kind)
            for point in points
        ),
    )


def marks_sheet(rows: Iterable[Mark]) -> Sheet:
    """Marks of credit reports."""
    return Sheet(
        name="marks",
        fields=("mark_id", "description", "bureau", "loan", "origin", "expected_removal", "removed", "note"),
        rows=(
            (
                row.id, row.description, row.bureau, row.loan, row.origin_on, row.expected_removal_on,
                row.removed_on, row.note,
            )
            for row in rows
        ),
    )  # fmt: skip


def disputes_sheet(rows: Iterable[Dispute]) -> Sheet:
    """Disputes and what came of them."""
    return Sheet(
        name="disputes",
        fields=(
            "dispute_id", "mark_id", "bureau", "ground", "sent", "answer_by", "answered", "outcome", "note",
        ),
        rows=(
            (
                row.id, row.mark_id, row.bureau, row.ground, row.sent_on, row.answer_by, row.answered_on,
                row.outcome.value, row.note,
            )
            for row in rows
        ),
    )  # fmt: skip


def scores_sheet(rows: Iterable[Score]) -> Sheet:
    """Scores as they were shown."""
    return Sheet(
        name="scores",
        fields=("score_id", "bureau", "model", "on", "value"),
        rows=((row.id, row.bureau, row.model, row.scored_on, row.value) for row in rows),
    )


def habits_sheet(rows: Iterable[Habit]) -> Sheet:
    """How each loan has been paid."""
    return Sheet(
        name="habits",
        fields=("loan_id", "loan", "settled", "late", "streak", "overdue_since"),
        rows=((row.loan_id, row.loan, row.settled, row.late, row.streak, row.overdue_since) for row in rows),
    )


def alerts_sheet(new: Iterable[Alert], sent: Iterable[SentAlert]) -> Sheet:
    """What alerts would say now, then what went out; messages bear sums only as far as they are shown."""
    from tracker.locale.hiding import told

    return Sheet(
        name="alerts",
        fields=("at", "state", "loan_id", "loan", "due_on", "step", "message"),
        rows=(
            *(
                (
                    None,
                    "new",
                    each.loan_id,
                    each.loan,
                    each.due_on,
                    each.key.rsplit(":", 1)[-1],
                    told(each.message),
                )
                for each in new
            ),
            *(
                (each.at, each.state, each.loan_id, each.loan, each.due_on, each.step, told(each.message))
                for each in sent
            ),
        ),
    )


def forecast_sheet(rows: Iterable[RowView]) -> Sheet:
    """The events of every account by date, each with the balance after it."""
    return Sheet(
        name="cash",
        fields=(
            "on", "at", "account", "kind", "event", "amount", "balance", "currency", "certainty", "estimate",
            "outcome", "loan_id",
        ),
        rows=(
            (
                row.on, row.at, row.account, row.kind, row.event, sum_of(row.amount_minor, row.currency),
                sum_of(row.balance_minor, row.currency), row.currency, row.certainty, row.estimate,
                row.outcome, row.loan_id,
            )
            for row in rows
        ),
    )  # fmt: skip
