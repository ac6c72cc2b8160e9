"""Why the optimum costs less than the avalanche, read off the payments of both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.domain.plan.charges import rate_in
from tracker.domain.plan.debt import Budget, Debt
from tracker.domain.plan.optimum import Reason, Why
from tracker.domain.plan.run import Run


def reasons_of(debts: Sequence[Debt], budget: Budget, best: Run, avalanche: Run) -> tuple[Reason, ...]:
    """What the optimum does otherwise than the avalanche, and why that pays."""
    saving = avalanche.cost - best.cost if avalanche.ends else 0
    found = [
        reason
        for place, debt in enumerate(debts)
        for reason in _of_debt(debt, place, best, avalanche, saving)
    ]
    found += _saving_up(debts, budget, best, avalanche, saving)
    if not found and saving:
        tiny = saving <= len(best.months) * len(debts)
        found.append(Reason(code=Why.ROUNDING if tiny else Why.MINIMUM_FREED, saving=saving))
    return tuple(sorted(found, key=lambda reason: -reason.amount))


def _of_debt(debt: Debt, place: int, best: Run, avalanche: Run, saving: int) -> Iterator[Reason]:
    for step in debt.rates:
        if step.month <= debt.starts_month:  # what month 0 asks for bears its interest already
            continue
        before = rate_in(debt, step.month - 1)
        more = _extra(best, place, step.month) - _extra(avalanche, place, step.month)
        if step.yearly > before and more > 0:
            yield _reason(Why.PROMO_ENDS, debt, saving, step.month, more)
        elif step.yearly < before and more < 0:
            yield _reason(Why.RATE_FALLS, debt, saving, step.month, -more)
    fee = debt.prepay_fee
    if fee is not None:
        less = _fees(avalanche, place) - _fees(best, place)
        if less > 0 and fee.last_month is not None:
            yield _reason(Why.FEE_ENDS, debt, saving, fee.last_month, less)
        elif less > 0:
            yield _reason(Why.FEE_STAYS, debt, saving, None, less)
    if debt.fees_within and not any(step.yearly for step in debt.rates):
        months = range(1, min(len(best.months), len(avalanche.months)) + 1)
        less = max(
            (_extra(avalanche, place, month) - _extra(best, place, month) for month in months), default=0
        )
        if less > 0:
            yield _reason(Why.FEES_REMAIN, debt, saving, None, less)


def _saving_up(debts: Sequence[Debt], budget: Budget, best: Run, avalanche: Run, saving: int) -> list[Reason]:
    """Cash that is kept for a month of which the avalanche is short, or paid early to what ends then."""
    if avalanche.short is None:
        return []
    month = avalanche.short.month
    if not 0 < month < len(best.months):
        return []
    kept = best.months[month - 1].cash - budget.buffer
    asking = [place for place, debt in enumerate(debts) if debt.ends_month == month]
    name = debts[asking[0]].name if asking else ""
    key = debts[asking[0]].key if asking else None
    if asking:
        kept += _extra(best, asking[0], month)
    if kept <= 0:
        return []
    return [Reason(code=Why.SAVING_UP, saving=saving, key=key, name=name, month=month, amount=kept)]


def _reason(code: Why, debt: Debt, saving: int, month: int | None, amount: int) -> Reason:
    return Reason(code=code, saving=saving, key=debt.key, name=debt.name, month=month, amount=amount)


def _extra(run: Run, place: int, until: int) -> int:
    return sum(month.paid[place] - month.required[place] for month in run.months[:until])


def _fees(run: Run, place: int) -> int:
    return sum(month.fees[place] for month in run.months)
