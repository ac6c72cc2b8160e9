"""The report of one loan: what is agreed, how it stands, its schedule and everything paid."""

from __future__ import annotations

from tracker.formats.paper import Document, Grid, Items, Paragraph, Part
from tracker.locale import _
from tracker.locale.amounts import format_rate
from tracker.locale.hiding import told
from tracker.locale.loan import method_word, posting_word, state_word
from tracker.services.book import Book
from tracker.services.loan.read import loan_view
from tracker.services.payment import list_payments
from tracker.services.report.pieces import balance_parts, day, document, heading, marked, money, payments_grid
from tracker.services.views import LoanView, ScheduleRow


def loan_report(book: Book, loan_id: int) -> Document | None:
    """One loan with everything; None if it is gone."""
    view = loan_view(book, loan_id)
    if view is None:
        return None
    row = view.row
    parts: list[Part] = [Grid(titles=("", ""), rows=tuple(_facts(view)))]
    late = Paragraph(text=_("Nothing is overdue."))
    if row.overdue_minor:
        words = _("!! {amount} overdue, {days} d past due, since {on}")
        amount = marked(row.overdue_minor, row.currency)
        late = Paragraph(text=words.format(amount=amount, days=row.days_past_due, on=day(row.late_since)))
    parts += heading(_("Overdue"), late)
    parts += heading(_("Balance over time, {currency}").format(currency=row.currency),
                     *balance_parts(view.balance, row.currency))  # fmt: skip
    paid = payments_grid(list_payments(book, loan_id=loan_id, newest_first=False), named=False)
    parts += heading(_("Payments"), *([paid] if paid else []))
    parts += heading(_("Charges and waivers"), *_posted(view))
    parts += heading(_("Schedule"), *schedule_parts(row.currency, view.schedule))
    return document(book, row.loan, parts)


def schedule_parts(currency: str, rows: tuple[ScheduleRow, ...]) -> list[Part]:
    """Every instalment, what is estimated marked."""
    if not rows:
        return []

    def cells(row: ScheduleRow) -> tuple[str, ...]:
        sums = (
            row.payment_minor, row.principal_minor, row.interest_minor, row.fee_minor, row.balance_minor,
        )  # fmt: skip
        return (
            str(row.number), row.due_on.isoformat(),
            *(money(minor, currency, estimate=row.estimate) for minor in sums),
            money(row.paid_minor, currency), state_word(row.status),
        )  # fmt: skip

    names = (_("Payment"), _("Principal"), _("Interest"), _("Fee"), _("Balance"), _("Paid"))
    titles = (f">{_('No.')}", _("Due"), *(f">{each}" for each in names), _("State"))
    return [Grid(titles=titles, rows=tuple(map(cells, rows)))]


def _facts(view: LoanView) -> list[tuple[str, str]]:
    row, loan, so_far, payoff = view.row, view.loan, view.so_far, view.payoff
    currency = row.currency
    found = [
        (_("Lender"), row.lender),
        (_("Method"), method_word(row.method)),
        (_("Rate"), format_rate(row.rate)),
        (_("Balance"), marked(row.balance_minor, currency)),
        (_("Original sum"), marked(loan.principal_minor, currency)),
        (_("Opened"), day(loan.opened_on)),
        (_("Tracked since"), day(loan.tracked_from)),
        (_("State"), state_word(row.status)),
        (_("Next due"), day(row.next_due_on)),
        (_("Next amount"), marked(row.next_amount_minor, currency, estimate=row.next_estimate)),
        (_("To pay it off today"), marked(payoff.total_minor, currency, estimate=payoff.estimate)),
        (_("Repaid"), marked(so_far.principal_minor, currency)),
        (_("Interest paid"), marked(so_far.interest_minor, currency)),
        (_("Fees paid"), marked(so_far.fee_minor + so_far.penalty_minor, currency)),
        (_("Interest to come"), marked(so_far.interest_to_come_minor or None, currency, estimate=True)),
        (_("Ends"), _("never") if so_far.never_ends else day(so_far.ends_on)),
        (_("Closed"), day(row.closed_on)),
        (_("Note"), told(loan.note)),
    ]
    return [(name, text) for name, text in found if text]


def _posted(view: LoanView) -> list[Part]:
    currency = view.row.currency
    lines = [
        (each.charged_on.isoformat(), posting_word(each.kind.value),
         money(each.amount_minor, currency), told(each.note))
        for each in view.charges
    ]  # fmt: skip
    lines += [
        (each.waived_on.isoformat(), _("{part} waived").format(part=posting_word(each.component.value)),
         money(-each.amount_minor, currency), told(each.note))
        for each in view.waivers
    ]  # fmt: skip
    titles = (_("Date"), _("Kind"), f">{_('Amount')}", _("Note"))
    grid: list[Part] = [Grid(titles=titles, rows=tuple(sorted(lines)))] if lines else []
    stated = tuple(
        _("{on}: statement of {amount}, due {due}").format(
            on=each.statement_on.isoformat(), amount=marked(each.balance_minor, currency),
            due=each.due_on.isoformat(),
        )
        for each in view.statements
    )  # fmt: skip
    return [*grid, *([Items(items=stated)] if stated else [])]
