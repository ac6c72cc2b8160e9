"""The payoff calculator: debts from a list, each way of paying them, and what a card statement says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast

from tracker.domain.plan.debt import Budget, Debt, Fixed, PrepayFee, RateFrom, Share
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.simulate import simulate
from tracker.domain.problems import Checked, Problem
from tracker.domain.rates import Rate
from tracker.domain.text import normal
from tracker.formats.options import read_options
from tracker.formats.payoff_list import PayoffLine, read_payoff
from tracker.formats.source import Reader, open_source
from tracker.formats.tally import Note

if TYPE_CHECKING:
    from tracker.domain.plan.disclosure import Disclosure

BY_RULE = (Strategy.MINIMUM, Strategy.SNOWBALL, Strategy.AVALANCHE, Strategy.CUSTOM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Portfolio:
    """Debts of one currency as a list gave them; the key of each is its place from 1."""

    debts: tuple[Debt, ...]
    currency: str
    notes: tuple[Note, ...] = ()

    def name_of(self, key: int) -> str:
        """The name of a debt."""
        return self.debts[key - 1].name


@dataclass(frozen=True, slots=True, kw_only=True)
class Payoff:
    """What a way of paying comes to; the rest is about the optimum only."""

    run: Run
    proven: bool | None = None
    bound: int = 0
    gap: int = 0
    same_as: Strategy | None = None
    saving: int | None = None
    reasons: tuple[tuple[str, int | None, int | None, int], ...] = ()
    """Code, key of the debt, month counted from 0, and the money that goes another way."""
    solver: str = ""
    """Why nothing is proved: `missing` or `stopped`."""


def read_portfolio(
    path: str | Path, *, stdin: Reader | None = None, **readings: str | None
) -> Checked[Portfolio]:
    """The debts of a file, or of standard input for `-`; with any bad row, what is wrong with each."""
    options, problems = read_options(**readings)  # type: ignore[arg-type]
    if options is None:
        return None, problems
    source, problems = open_source(path, stdin=stdin, encoding=options.encoding)
    if source is None:
        return None, problems
    read, problems = read_payoff(source, options)
    if read is None:
        return None, problems
    if read.tally.rejected:
        return None, tuple(read.tally.rejected)
    if not read.lines:
        return None, (Problem(code="file_empty", field="file", value=source.name),)
    return _portfolio(read.lines, tuple(read.tally.notes))


def _portfolio(lines: Sequence[PayoffLine], notes: tuple[Note, ...]) -> Checked[Portfolio]:
    currencies = {line.currency for line in lines}
    if len(currencies) > 1:
        # Sums of different currencies have no sum: each is a list of its own.
        params = {"names": ", ".join(sorted(currencies))}
        return None, (Problem(code="one_currency", field="currency", params=params),)
    debts = tuple(_debt(place, line) for place, line in enumerate(lines, 1))
    return Portfolio(debts=debts, currency=currencies.pop(), notes=notes), ()


def _debt(key: int, line: PayoffLine) -> Debt:
    # Rows without a rate or a balance were refused.
    rate, balance = cast("Rate", line.rate), cast("int", line.balance_minor)
    rates: tuple[RateFrom, ...] = (RateFrom(month=0, yearly=rate.yearly()),)
    if line.promo_months:
        promo = (line.promo_percent or Decimal(0)) / 100
        rates = (RateFrom(month=0, yearly=promo), replace(rates[0], month=line.promo_months))
    fees, quoted = line.fees_within_minor or 0, Decimal(0)
    if fees:
        # The rate is the one its borrower sees; what is owed already holds all that it costs.
        rates, quoted = (RateFrom(month=0, yearly=Decimal(0)),), rate.yearly()
    minimum: Fixed | Share = Fixed(amount=line.minimum_minor or 0)
    if line.minimum_percent is not None:
        floor = line.minimum_minor if line.floor_minor is None else line.floor_minor
        minimum = Share(percent=line.minimum_percent, floor=floor or 0)
    fee = None
    if line.fee_percent:
        last = line.fee_months - 1 if line.fee_months else None
        fee = PrepayFee(percent=line.fee_percent, last_month=last)
    return Debt(
        key=key,
        name=line.name,
        balance=balance,
        rates=rates,
        minimum=minimum,
        quoted=quoted,
        fees_within=fees,
        ends_month=line.ends_month - 1 if line.ends_month else None,
        prepay_fee=fee,
    )


def named_order(portfolio: Portfolio, text: str) -> Checked[tuple[int, ...]]:
    """The debts of a custom order, named one after the other with commas between."""
    found: list[int] = []
    for name in (each.strip() for each in text.split(",")):
        if not name:
            continue
        keys = [debt.key for debt in portfolio.debts if normal(debt.name) == normal(name)]
        if not keys:
            choices = ", ".join(debt.name for debt in portfolio.debts)
            return None, (
                Problem(code="unknown_choice", field="order", value=name[:200], params={"choices": choices}),
            )
        found += keys
    return (tuple(found), ()) if found else (None, (Problem(code="required", field="order"),))


def pay_off(
    portfolio: Portfolio,
    budget: Budget,
    strategy: Strategy,
    *,
    order: Sequence[int] = (),
    seconds: float = 10.0,
) -> Payoff:
    """What one way of paying comes to."""
    if strategy is not Strategy.OPTIMAL:
        return Payoff(run=simulate(portfolio.debts, budget, strategy, order=order))
    # Deferred: a strategy by rule does without the solver's model.
    from tracker.services.plan import solving

    found = solving.optimal(portfolio.debts, budget, seconds=seconds)
    missing = "" if solving.is_installed() else "missing"
    return Payoff(
        run=found.run,
        proven=found.proven,
        bound=found.bound,
        gap=found.gap,
        same_as=found.same_as,
        saving=found.saving,
        reasons=tuple((each.code.value, each.key, each.month, each.amount) for each in found.reasons),
        solver="" if found.proven else "stopped" if found.stopped else missing,
    )


def compare(
    portfolio: Portfolio, budget: Budget, *, order: Sequence[int] = (), seconds: float = 10.0
) -> tuple[Payoff, ...]:
    """Every way of paying; the custom order where there is one, the optimum where it says something.

    Without a solver the optimum is left out unless it is proved nevertheless.
    """
    found = [
        pay_off(portfolio, budget, strategy, order=order)
        for strategy in BY_RULE
        if strategy is not Strategy.CUSTOM or order
    ]
    best = pay_off(portfolio, budget, Strategy.OPTIMAL, seconds=seconds)
    if best.solver != "missing":
        found.append(best)
    return tuple(found)


def smallest(portfolio: Portfolio, budget: Budget, strategy: Strategy, order: Sequence[int]) -> int | None:
    """The least monthly sum that a way of paying ends all debts with."""
    # Deferred like all that only some answers need: the command is a short one.
    from tracker.domain.plan.whatif import smallest_budget

    # The optimum may do what any of them does; saving up for a large sum is what minimums only do.
    simple = (Strategy.AVALANCHE, Strategy.SNOWBALL, Strategy.MINIMUM)
    found = [
        smallest_budget(portfolio.debts, budget, strategy=each, order=order)
        for each in (simple if strategy is Strategy.OPTIMAL else (strategy,))
    ]
    return min((each for each in found if each is not None), default=None)


def statements(portfolio: Portfolio) -> tuple[tuple[str, Disclosure], ...]:
    """What US card statements say of the debts whose minimum is a share.

    A promotion counts as in the official program, whose last month bears the regular rate already.
    """
    return tuple(
        (debt.name, _statement([debt], debt.minimum))
        for debt in portfolio.debts
        if isinstance(debt.minimum, Share) and debt.balance
    )


def one_statement(portfolio: Portfolio) -> tuple[str, Disclosure] | None:
    """What the statement of one card says whose balances the debts are; None if no minimum is a share."""
    owed = [debt for debt in portfolio.debts if debt.balance]
    stated = next((each.minimum for each in owed if isinstance(each.minimum, Share)), None)
    if stated is None:
        return None
    lowest_first = sorted(owed, key=lambda debt: debt.rates[0].yearly)
    return owed[0].name, _statement(lowest_first, stated)


def _statement(balances: Sequence[Debt], minimum: Share) -> Disclosure:
    from tracker.domain.plan.disclosure import CardBalance, CardTerms, disclose

    promo = balances[0].rates
    terms = CardTerms(
        percent=minimum.percent,
        floor=minimum.floor,
        promo_last_month=promo[1].month if len(promo) > 1 else 0,
        after_promo=promo[-1].yearly if len(promo) > 1 else Decimal(0),
    )
    return disclose(
        [CardBalance(amount=debt.balance, yearly=debt.rates[0].yearly) for debt in balances], terms
    )
