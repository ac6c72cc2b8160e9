"""The words and figures of a loan's screen, as pure functions of its view."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.cells import cell_len

from tracker.locale import _, ngettext
from tracker.locale.amounts import format_percent, format_rate, format_weekend
from tracker.ui.figures import (
    MARKS,
    Figures,
    day_count_word,
    method_word,
    state_tone,
    state_word,
)
from tracker.ui.text import bar, fit
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.loan.ledger import Allocation
    from tracker.services.views import LoanRow, LoanView, PaymentRow, ScheduleRow


_LABEL = 12
_SUM = 14
_CHARGES = 30


def pane_names() -> dict[str, str]:
    """The panes by id, in the person's language."""
    return {
        "schedule": _("Schedule"),
        "payments": _("Payments"),
        "chart": _("Chart"),
        "terms": _("Terms"),
    }


def headers(row: LoanRow, figures: Figures) -> tuple[str, ...]:
    """The line that names the loan and says how it stands, in full and ever shorter."""
    named = f"{row.loan} ({row.lender})" if row.lender and row.lender != row.loan else row.loan
    name = _("Loans › {loan}").format(loan=fit(named, min(34, max(10, cell_len(named)))).rstrip())
    left = _("{amount} left").format(amount=figures.money(row.balance_minor, row.currency, symbol=True))
    stand = []
    if row.overdue_minor:
        words = _("{days} d overdue: {amount}")
        late = words.format(days=row.days_past_due, amount=figures.money(row.overdue_minor, row.currency))
        if row.charges_open_minor:
            charged = figures.money(row.charges_open_minor, row.currency)
            late += " " + _("+ charges {amount}").format(amount=charged)
        stand.append(late)
    elif row.next_due_on is not None:
        day = " ".join((format_weekend(row.next_due_on), figures.day(row.next_due_on))).strip()
        stand.append(_("next {day}").format(day=day))
    if row.never_ends:
        stand.append(_("! never ends"))
    mark = {"overdue": "!! ", "grace": "! ", "due_today": "! "}.get(row.status, "")
    paid = paid_from(row)
    rate = _("rate not known") if row.rate is None else format_rate(row.rate)
    short = fit(row.loan, min(24, cell_len(row.loan)))
    ways = (
        [name, rate, left, *stand, *([paid] if paid else [])],
        [name, rate, left, *stand],
        [short, left, *stand],
        [short, *stand] if stand else [short, left],
        [short, *(words.split(": ")[0].split("：")[0] for words in stand)],
    )
    return tuple(mark + "  ".join(way) for way in ways)


def paid_from(row: LoanRow) -> str:
    """The state of autopay and the account, in words; nothing if it was never said."""
    state = autopay_state(row)
    return _("autopay {state}").format(state=state) if state else ""


def autopay_state(row: LoanRow) -> str:
    """The state of autopay in full."""
    words = {
        "on": _("on"),
        "off": _("off"),
        "unchecked": _("not checked lately"),
        "expired": _("! card expired"),
    }.get(row.autopay or "", "")
    return f"{words} · {row.account}" if words and row.account else words


def schedule_columns(view: LoanView, figures: Figures) -> tuple[Column, ...]:
    """The columns of the schedule, those of amounts as wide as the largest."""
    rows, currency = view.schedule, view.row.currency

    def amount(title: str, values: Iterable[int], least: int = 0) -> Column:
        wide = len(figures.money(max(values, default=0), currency))
        return Column(title=title, width=max(wide, cell_len(title), 6), right=True, least=least)

    number = max(2, len(str(max((row.number for row in rows), default=0))))
    return (
        Column(title="", width=2),
        Column(title="#", width=number, right=True),
        Column(title=_("Due"), width=10),
        amount(_("Payment"), (row.payment_minor for row in rows)),
        amount(_("Principal"), (row.principal_minor for row in rows), 72),
        amount(_("Interest"), (row.interest_minor for row in rows), 72),
        amount(_("Balance"), (row.balance_minor for row in rows), 50),
        Column(title=_("State"), width=6, grow=True),
    )


def schedule_line(row: ScheduleRow, currency: str, figures: Figures) -> Line:
    """One instalment."""
    state, tone = figures.schedule_state(row)
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, "") or ("~" if row.estimate else ""),
            str(row.number),
            row.due_on.isoformat(),
            figures.money(row.payment_minor, currency),
            figures.money(row.principal_minor, currency),
            figures.money(row.interest_minor, currency),
            figures.money(row.balance_minor, currency),
            state,
        ),
    )


def payment_columns(row: LoanRow | None, view: LoanView | None, figures: Figures) -> tuple[Column, ...]:
    """The columns of the payments; no payment is larger than what was ever owed."""
    most = row.balance_minor if row else 0
    if view is not None:
        most = max(most, view.loan.balance_minor, view.loan.principal_minor or 0)
    wide = max(12, len(figures.money(most, row.currency)) if row else 0)
    return (
        Column(title="", width=2),
        Column(title=_("Paid on"), width=10),
        Column(title=_("Amount"), width=wide, right=True),
        Column(title=_("State"), width=9),
        Column(title=_("Principal"), width=wide, right=True, least=72),
        Column(title=_("Interest"), width=10, right=True, least=72),
        Column(title=_("Fees"), width=9, right=True, least=100),
        Column(title=_("From, note"), width=10, grow=True, least=60),
    )


def payment_line(row: PaymentRow, split: Allocation | None, figures: Figures) -> Line:
    """One payment, with where it went once that is known."""
    tone = state_tone(row)

    def part(minor: int | None) -> str:
        return "" if minor is None else figures.money(minor, row.currency)

    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            row.paid_on.isoformat(),
            figures.money(row.amount_minor, row.currency),
            state_word(row.state),
            part(split.principal if split else None),
            part(split.interest if split else None),
            part(split.fee + split.penalty if split else None),
            " ".join(text for text in (row.account, row.ref, row.note) if text),
        ),
    )


def so_far(view: LoanView, figures: Figures) -> Iterator[str]:
    """What has been paid and what is to come."""
    paid, row = view.so_far, view.row
    whole = paid.principal_minor + row.balance_minor
    percent = round(100 * paid.principal_minor / whole) if whole > 0 else 0
    yield _sum(_("Principal"), paid.principal_minor, view, figures)
    yield _pair(_("repaid"), f"{bar(paid.principal_minor, whole, 10)} {percent}%")
    yield _sum(_("Interest"), paid.interest_minor, view, figures)
    if paid.fee_minor or paid.penalty_minor:
        yield _sum(_("Fees"), paid.fee_minor + paid.penalty_minor, view, figures)
    yield _sum(_("Left"), row.balance_minor, view, figures)
    if paid.interest_to_come_minor:
        yield _sum(_("Int. to come"), paid.interest_to_come_minor, view, figures, estimate=True)
    if paid.never_ends:
        yield _("! This payment never reaches the principal: the loan never ends.") + "\n"
    elif paid.ends_on is not None:
        yield _pair(_("Ends"), paid.ends_on.isoformat())
    if paid.settled:
        late = _("{late} of {count}").format(late=paid.late, count=paid.settled)
        if paid.late:
            late += _(", worst {days} d").format(days=paid.worst_days)
        yield _pair(_("Late"), late)


def payoff(view: LoanView, figures: Figures) -> Iterator[str | tuple[str, str]]:
    """What settles the loan today, part by part."""
    quote = view.payoff
    if not quote.total_minor:
        yield _("Nothing is left to pay off.")
        return
    yield _sum(_("Principal"), quote.principal_minor, view, figures)
    for label, minor in (
        (_("Interest"), quote.interest_minor),
        (_("Fees"), quote.fees_minor + quote.charges_minor),
        (_("Penalty"), quote.penalty_minor),
        (_("Prepay fee"), quote.prepay_fee_minor),
        (_("In credit"), -quote.credit_minor),
    ):
        if minor or label == _("Interest"):
            yield _sum(label, minor, view, figures)
    yield _sum(_("Total"), quote.total_minor, view, figures, estimate=quote.estimate), "bold"
    if quote.if_fees_waived_minor is not None:
        yield _sum(_("Fees waived"), quote.if_fees_waived_minor, view, figures, estimate=quote.estimate)
    if quote.unknown:
        names = {"rate": _("rate")}
        unknown = ", ".join(names.get(each, each) for each in quote.unknown)
        yield _("? not known: {terms}").format(terms=unknown) + "\n"
    if quote.saves_minor:
        yield _sum(_("Saves"), quote.saves_minor, view, figures, estimate=True)
    if quote.per_diem_minor:
        yield _sum(_("Each day"), quote.per_diem_minor, view, figures)


def charges(view: LoanView, figures: Figures) -> Iterator[str]:
    """What the lender charged beside the instalments and what it waived, newest first."""
    found = [
        *((each.charged_on, _charge_word(each.kind), each.amount_minor) for each in view.charges),
        *((each.waived_on, _waiver_word(each.component), -each.amount_minor) for each in view.waivers),
    ]
    if not found:
        yield _("None posted.")
    for on, word, minor in sorted(found, key=lambda each: each[0], reverse=True)[:_CHARGES]:
        amount = figures.money(minor, view.row.currency)
        yield f"{on.isoformat()} {fit(word, 12)} {fit(amount, 12, right=True)}\n"
    if len(found) > _CHARGES:
        yield _("and {n} before").format(n=len(found) - _CHARGES)


def _charge_word(kind: str) -> str:
    return {
        "purchase": _("purchase"),
        "cash_advance": _("cash advance"),
        "interest": _("interest"),
        "fee": _("fee"),
        "late_fee": _("late fee"),
        "penalty": _("penalty"),
    }.get(kind, kind)


def _waiver_word(component: str) -> str:
    return {
        "penalty": _("penalty off"),
        "fee": _("fee off"),
        "interest": _("interest off"),
        "principal": _("principal off"),
    }.get(component, component)


def terms(view: LoanView) -> Iterator[str]:
    """The terms in force; what is not known says so."""
    row = view.row
    yield _pair(_("Method"), method_word(row.method))
    yield _pair(_("Rate"), format_rate(row.rate))
    if view.terms:
        now = view.terms[-1]
        yield _pair(_("Day count"), day_count_word(now.day_count))
        count = "?" if now.periods is None else ngettext("{n} instalment", "{n} instalments", now.periods)
        yield _pair(_("Number"), count.format(n=now.periods))
        due = _("day {day}").format(day=now.due_day) if now.due_day else _first_due(view)
        yield _pair(_("Due"), due)
        grace = "?" if now.grace_days is None else ngettext("{n} day", "{n} days", now.grace_days)
        yield _pair(_("Grace"), grace.format(n=now.grace_days))
        if now.penalty_rate is not None:
            yield _pair(_("Penalty"), format_rate(now.penalty_rate))
        if now.minimum_percent is not None:
            yield _pair(_("Minimum"), format_percent(now.minimum_percent, 0))
        if now.prepay_fee_percent is not None:
            yield _pair(_("Prepay fee"), format_percent(now.prepay_fee_percent, 0))
        if len(view.terms) > 1:
            yield _pair(_("Since"), now.effective_on.isoformat())
    yield _pair(_("Autopay"), autopay_state(row) or "?")
    if view.loan.note:
        yield _pair(_("Note"), view.loan.note)


def _first_due(view: LoanView) -> str:
    first = view.terms[-1].first_due_on
    return "?" if first is None else first.isoformat()


def _sum(label: str, minor: int, view: LoanView, figures: Figures, *, estimate: bool = False) -> str:
    amount = figures.money(minor, view.row.currency, estimate=estimate)
    return f"{fit(label, _LABEL)} {fit(amount, _SUM, right=True)}\n"


def _pair(label: str, value: str) -> str:
    return f"{fit(label, _LABEL)} {value}\n"
