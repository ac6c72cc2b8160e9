"""One loan with everything, for programs and for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.loan import payoff_json
from tracker.locale import _
from tracker.locale.amounts import HIDDEN
from tracker.locale.fields import field_name
from tracker.locale.hiding import is_hiding
from tracker.locale.joining import phrased
from tracker.locale.loan import autopay_text, method_text, state_word

if TYPE_CHECKING:
    from tracker.domain.loan.facts import Terms
    from tracker.services.views import LoanView


def terms_fields(terms: Terms, currency: str) -> dict[str, str | None]:
    """The terms by the words they are typed with; None is unknown."""
    rate, penalty, late = terms.rate, terms.penalty_rate, terms.late_fee
    order = terms.allocation

    def number(value: int | None) -> str | None:
        return None if value is None else str(value)

    def percent(value: object) -> str | None:
        return None if value is None else f"{value:f}%"

    fee = None
    if late is not None:
        fee = percent(late.percent) if late.percent is not None else rows.money(late.flat_minor, currency)
    return {
        "rate": f"{rate.percent:f}%/{rate.per.value}" if rate else None,
        "rate_pct": rows.rate_pct(rate),
        "day_count": terms.day_count.value,
        "every": terms.every.value,
        "periods": number(terms.periods),
        "first_number": number(terms.first_number),
        "payment": rows.money(terms.payment_minor, currency),
        "first_due": rows.day_text(terms.first_due_on) or None,
        "due_day": number(terms.due_day),
        "lead_days": number(terms.lead_days),
        "fee_rate": percent(terms.fee_percent),
        "upfront_fee": rows.money(terms.upfront_fee_minor, currency),
        "grace_days": number(terms.grace_days),
        "late_fee": fee,
        "late_fee_floor": rows.money(late.floor_minor, currency) if late else None,
        "late_fee_cap": rows.money(late.cap_minor, currency) if late else None,
        "penalty_rate": f"{penalty.percent:f}%/{penalty.per.value}" if penalty else None,
        "allocation": ",".join(each.value for each in order.order),
        "scope": order.scope.value,
        "allocation_after_days": number(order.switch_after_days),
        "allocation_after": ",".join(each.value for each in order.switched) or None,
        "rounding": terms.rounding.value,
        "excess": terms.excess.value,
        "statement_day": number(terms.statement_day),
        "minimum_percent": percent(terms.minimum_percent),
        "minimum_floor": rows.money(terms.minimum_floor_minor, currency),
        "limit": rows.money(terms.credit_limit_minor, currency),
        "promo_until": rows.day_text(terms.promo_until) or None,
        "prepay_fee": percent(terms.prepay_fee_percent),
        "prepay_fee_until": rows.day_text(terms.prepay_fee_until) or None,
    }


USUAL = {
    "day_count": "equal_months", "every": "month", "first_number": "1", "lead_days": "0",
    "allocation": "penalty,fee,interest,principal", "scope": "instalment", "rounding": "half_up",
    "excess": "principal",
}  # fmt: skip
"""Terms that go without saying."""

SUMS = (
    "payment", "upfront_fee", "late_fee", "late_fee_floor", "late_fee_cap", "minimum_floor", "limit",
)  # fmt: skip
"""Terms that are sums, unless they end in a percent sign."""


def terms_lines(terms: Terms, currency: str) -> list[tuple[str, str]]:
    """The terms that are known and not the usual ones."""
    from tracker.locale.amounts import format_rate

    found = terms_fields(terms, currency)
    for name, rate in (("rate", terms.rate), ("penalty_rate", terms.penalty_rate)):
        if rate is not None:
            found[name] = format_rate(rate)
    if is_hiding():
        found |= {
            name: HIDDEN for name in SUMS if (text := found.get(name)) is not None and not text.endswith("%")
        }
    return [
        (field_name(name), value)
        for name, value in found.items()
        if value is not None and value != USUAL.get(name) and name != "rate_pct"
    ]


def view_json(view: LoanView) -> dict[str, Any]:
    """Everything about one loan, for programs."""
    code, so_far, loan = view.row.currency, view.so_far, view.loan
    return {
        **rows.loan_json(view.row),
        "opened_on": loan.opened_on,
        "tracked_from": loan.tracked_from,
        "starting_balance": rows.money(loan.balance_minor, code),
        "principal": rows.money(loan.principal_minor, code),
        "note": loan.note,
        "version": loan.version,
        "true_rate": cost_json(view),
        "terms": [{"effective_on": terms.effective_on, **terms_fields(terms, code)} for terms in view.terms],
        "payoff": payoff_json(view.payoff, code),
        "so_far": {
            "principal": rows.money(so_far.principal_minor, code),
            "interest": rows.money(so_far.interest_minor, code),
            "fee": rows.money(so_far.fee_minor, code),
            "penalty": rows.money(so_far.penalty_minor, code),
            "interest_to_come": rows.money(so_far.interest_to_come_minor, code),
            "ends_on": so_far.ends_on,
            "never_ends": so_far.never_ends,
            "settled": so_far.settled,
            "instalments": so_far.instalments,
            "late": so_far.late,
            "worst_days": so_far.worst_days,
            "streak": so_far.streak,
        },
        "payments": view.payments,
        "charges": [
            {
                "charge_id": each.id,
                "on": each.charged_on,
                "kind": each.kind.value,
                "amount": rows.money(each.amount_minor, code),
                "note": each.note,
            }
            for each in view.charges
        ],
        "waivers": [
            {
                "waiver_id": each.id,
                "on": each.waived_on,
                "component": each.component.value,
                "is_refund": each.is_refund,
                "amount": rows.money(each.amount_minor, code),
                "note": each.note,
            }
            for each in view.waivers
        ],
        "statements": [
            {
                "statement_id": each.id,
                "on": each.statement_on,
                "due_on": each.due_on,
                "balance": rows.money(each.balance_minor, code),
                "minimum": rows.money(each.minimum_minor, code),
            }
            for each in view.statements
        ],
    }


def cost_json(view: LoanView) -> dict[str, str | None] | None:
    """The true yearly rate of the contract for programs; None if it is not known."""
    cost = view.cost
    if cost is None or cost.nominal is None or cost.effective is None:
        return None
    return {
        "nominal_pct": f"{cost.nominal * 100:.2f}",
        "effective_pct": f"{cost.effective * 100:.2f}",
        "received": rows.money(cost.received_minor, view.row.currency),
        "paid": rows.money(cost.paid_minor, view.row.currency),
        "method": "xirr",
    }


def cost_lines(view: LoanView) -> list[tuple[str, str]]:
    """The true yearly rate of the contract, for people; nothing if it is not known."""
    cost = view.cost
    if cost is None or cost.nominal is None or cost.effective is None:
        return []
    from tracker.locale.calculating import both_rates

    return [(_("True rate"), both_rates(cost.nominal, cost.effective))]


def lines(view: LoanView) -> list[tuple[str, str]]:
    """One loan, for people."""
    row, so_far, code = view.row, view.so_far, view.row.currency

    def amount(minor: int) -> str:
        return f"{rows.amount_of(minor, code)} {code}"

    shown = [
        (_("Loan"), _("{text} ({why})").format(text=row.loan, why=phrased((f"#{row.loan_id}", row.slug)))),
        (_("Lender"), row.lender),
        (_("Method"), method_text(row.method)),
        (_("Balance"), amount(row.balance_minor)),
        (_("Status"), state_word(row.status)),
    ]
    paid = so_far.principal_minor + so_far.interest_minor + so_far.fee_minor + so_far.penalty_minor
    if row.days_past_due:
        shown.append(
            (_("Overdue"), "!! " + phrased((amount(row.overdue_minor), rows.days_text(-row.days_past_due))))
        )
    if row.next_due_on is not None:
        next_amount = rows.amount_of(row.next_amount_minor, code, estimate=row.next_estimate)
        shown.append((_("Next due"), f"{row.next_due_on.isoformat()}  {next_amount} {code}"))
    autopay = autopay_text(row.autopay)
    shown.append((_("Autopay"), f"{autopay}  {row.account}".rstrip()))
    shown += terms_lines(view.terms[-1], code) if view.terms else []
    shown += cost_lines(view)
    shown += [
        (_("Paid so far"), amount(paid)),
        (_("of that interest"), amount(so_far.interest_minor)),
        (_("Payments"), str(view.payments)),
    ]  # fmt: skip
    if so_far.never_ends:
        shown.append((_("Ends on"), _("never: the payment does not reach the principal")))
    elif so_far.ends_on is not None:
        shown.append((_("Ends on"), so_far.ends_on.isoformat()))
    total = rows.amount_of(view.payoff.total_minor, code, estimate=view.payoff.estimate)
    shown.append((_("To clear today"), f"{total} {code}"))
    if view.loan.note:
        shown.append((_("Note"), view.loan.note))
    return [(name, value) for name, value in shown if value]
