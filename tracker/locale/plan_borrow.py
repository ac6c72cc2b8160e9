"""Words about a loan that a plan supposes: what it is, and what becomes of the plan with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from tracker.domain.rates import Rate
from tracker.locale import _, ngettext
from tracker.locale.amounts import format_rate
from tracker.locale.joining import listed, phrased

Money = Callable[[int], str]
"""A sum as it may be read."""


def loan_text(
    amount: str,
    rate: Rate,
    periods: int,
    loans: Iterable[str] = (),
    fee: str = "",
    *,
    kept_back: bool = False,
) -> str:
    """The supposed loan in one line: its sum, rate, months and fee, and what it pays off."""
    names = list(loans)
    head = _("a new loan of {amount}")
    if names:
        head = _("one loan of {amount} instead of {loans}")
    months = ngettext("{n} month", "{n} months", periods).format(n=periods)
    parts = [head.format(amount=amount, loans=listed(names)), format_rate(rate), months]
    if fee:
        words = _("fee {amount} kept back") if kept_back else _("fee {amount}")
        parts.append(words.format(amount=fee))
    return phrased(parts)


def verdict_text(
    more: int | None, month_more: int, money: Money, *, ends_before: bool, ends_after: bool
) -> str:
    """What the supposed loan does, in plain words: what it costs in all, and what the month asks for."""
    if more is None:
        if not ends_after:
            return _("With it the debts are not paid off with this money.")
        if not ends_before:
            return _("Without it the debts are not paid off with this money; with it they are.")
    amount = money(abs(more or 0))
    cost = _("It costs as much in all")
    if more:
        cost = (_("It costs {amount} more in all") if more > 0 else _("It saves {amount} in all")).format(
            amount=amount
        )
    month = _("the month asks as much as before")
    if month_more:
        words = _("the month asks {amount} more") if month_more > 0 else _("the month asks {amount} less")
        month = words.format(amount=money(abs(month_more)))
    return _("{cost}, and {month}.").format(cost=cost, month=month)


def back_text(amount: str) -> str:
    """That the borrowed money goes back to where it came from."""
    return _("{amount} of it goes straight back to it: it is dearer than what you owe.").format(amount=amount)


def later_text(months: int | None) -> str:
    """How many months later or sooner all debts are gone."""
    if months is None:
        return ""
    if not months:
        return _("the same month")
    later = ngettext("{n} month later", "{n} months later", abs(months))
    sooner = ngettext("{n} month sooner", "{n} months sooner", abs(months))
    return (later if months > 0 else sooner).format(n=abs(months))


def above_text(percent: str, cap: str, rule: str, *, surely: bool) -> str:
    """That what the loan costs a year is above a dated cap of the place."""
    words = _("It costs {percent} % a year, above the cap of {cap} %: {rule}. Worth checking.")
    if not surely:
        words = _("It costs {percent} % a year compounded, the cap is {cap} %: {rule}. Worth checking.")
    return words.format(percent=percent, cap=cap, rule=rule)


def guess_text(loans: Iterable[str]) -> str:
    """That loans are planned without interest because nobody said their rate."""
    return _("Supposed to bear no interest, for no rate is stated: {loans}").format(loans=listed(loans))


def buffer_text(buffer: str, held: str, when: str) -> str:
    """Why nothing goes above the minimums: the buffer takes it, until a month or for good."""
    if when:
        return _(
            "Until {month} what the minimums leave fills the buffer of {buffer}; nothing goes above them."
        ).format(month=when, buffer=buffer)
    words = _(
        "Nothing goes above the minimums: what they leave fills the buffer of {buffer}, {held} by the end."
    )
    return words.format(buffer=buffer, held=held)


def borrow_problems() -> dict[str, str]:
    """What cannot be supposed of a new loan, by code."""
    return {
        "plan_borrows": _(
            "A plan with a supposed loan can be neither kept nor followed: add the loan first, debt loan add"
        ),
        "plan_borrow_small": _(
            "{field}: {value} pays out {received}, but clearing the loans takes {clears}; {needed} would do"
        ),
        "plan_borrow_fee": _("{field}: {value} is all of the loan or more, nothing would be paid out"),
        "plan_borrow_unrated": _("{field}: {value} is in no plan, for its rate or its schedule is not known"),
        "plan_borrow_nothing": _("{field}: nothing is owed on {value}"),
    }


def borrow_fields() -> dict[str, str]:
    """The words of a supposed loan as a form or the command line calls them."""
    return {
        "borrow": _("sum borrowed"),
        "borrow_rate": _("rate of the new loan"),
        "borrow_periods": _("months of the new loan"),
        "borrow_fee": _("fee of the new loan"),
        "refinance": _("loan to pay off"),
    }
