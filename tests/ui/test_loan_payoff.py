"""What settles a loan, part by part: a figure nobody can know is not a figure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tracker.services.views import PayoffView
from tracker.ui.figures import Figures
from tracker.ui.loan_payoff import payoff_lines

TODAY = date(2026, 11, 21)


def test_what_has_accrued_is_unknown_without_a_rate() -> None:
    quote = PayoffView(
        on=TODAY, principal_minor=120000, interest_minor=0, fees_minor=0, charges_minor=0, penalty_minor=0,
        prepay_fee_minor=0, credit_minor=0, total_minor=120000, per_diem_minor=0, saves_minor=0,
        if_fees_waived_minor=None, estimate=True, unknown=("rate",),
    )  # fmt: skip

    def accrued(of: PayoffView) -> str:
        words = (each if isinstance(each, str) else each[0] for each in payoff_lines(of, "CNY", figures))
        return next(line for line in words if line.startswith("Accrued")).split()[-1]

    figures = Figures(today=TODAY, own="CNY")
    assert accrued(quote) == "?"
    assert accrued(replace(quote, unknown=())) == "0.00"


def test_interest_paid_ahead_is_told_beside_the_total() -> None:
    quote = PayoffView(
        on=TODAY, principal_minor=120000, interest_minor=0, fees_minor=0, charges_minor=0, penalty_minor=0,
        prepay_fee_minor=0, credit_minor=0, total_minor=120000, per_diem_minor=0, saves_minor=0,
        if_fees_waived_minor=None, estimate=False, if_interest_returned_minor=119_000,
    )  # fmt: skip
    figures = Figures(today=TODAY, own="CNY")
    words = [each if isinstance(each, str) else each[0] for each in payoff_lines(quote, "CNY", figures)]
    assert [line.split() for line in words if line.startswith(("Total", "Interest back"))] == [
        ["Total", "1,200.00"],
        ["Interest", "back", "~1,190.00"],
    ]
