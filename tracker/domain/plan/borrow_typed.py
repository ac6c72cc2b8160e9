"""A supposed loan as it is typed: sum, rate, months, fee."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from tracker.domain.plan.new_loan import Borrow, Fee
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.count import parse_periods
from tracker.domain.typed.rate import Unit, parse_rate
from tracker.domain.typed.sums import typed_minor

FIELDS = ("borrow", "borrow_rate", "borrow_periods", "borrow_fee")
"""In the order a person thinks of them."""

_PERCENT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{1,4})?)\s*%")


def read_borrow(
    typed: Mapping[str, str],
    currency: str,
    *,
    refinances: tuple[int, ...] = (),
    is_fee_kept_back: bool = False,
    is_kept: bool = False,
    product: str = "",
    rate_unit: Unit | None = None,
) -> Checked[Borrow]:
    """The loan of the words typed; without a sum it is what clears the loans it is to pay off."""
    words = {name: typed.get(name, "").strip() for name in FIELDS}
    problems: list[Problem] = []
    amount = None
    if words["borrow"] or not refinances:
        amount, wrong = _sum(words["borrow"], currency, "borrow")
        problems += wrong
    rate, wrong = parse_rate(words["borrow_rate"], unit=rate_unit, field="borrow_rate")
    problems += wrong
    periods, wrong = parse_periods(words["borrow_periods"], field="borrow_periods")
    problems += wrong
    fee, wrong = read_fee(words["borrow_fee"], currency, is_kept_back=is_fee_kept_back)
    problems += wrong
    if problems or rate is None or periods is None or fee is None:
        return None, tuple(problems)
    return Borrow(
        rate=rate,
        periods=periods,
        amount_minor=amount,
        fee=fee,
        refinances=refinances,
        is_kept=is_kept,
        product=product.strip(),
    ), ()


def read_fee(text: str, currency: str, *, is_kept_back: bool) -> Checked[Fee]:
    """A fee typed as a sum or as percent of the loan; none where nothing is typed."""
    plain = narrow(text).strip()
    if not plain:
        return Fee(is_kept_back=is_kept_back), ()
    if found := _PERCENT.fullmatch(plain):
        percent = Decimal(found[1].replace(",", "."))
        if percent >= 100:
            params = {"low": "0", "high": "99.99"}
            return None, (Problem(code="not_in_range", field="borrow_fee", value=text, params=params),)
        return Fee(percent=percent, is_kept_back=is_kept_back), ()
    minor, problems = typed_minor(text, currency, field="borrow_fee")
    if minor is not None and minor < 0:
        problems = (Problem(code="negative", field="borrow_fee", value=text),)
    if minor is None or problems:
        return None, problems
    return Fee(minor=minor, is_kept_back=is_kept_back), ()


def _sum(text: str, currency: str, field: str) -> Checked[int]:
    if not text:
        return None, (Problem(code="required", field=field),)
    minor, problems = typed_minor(text, currency, field=field)
    if minor is not None and minor <= 0:
        return None, (Problem(code="not_positive", field=field, value=text),)
    return minor, problems
