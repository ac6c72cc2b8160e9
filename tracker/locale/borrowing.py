"""Words about a loan that is not taken out yet: what it does, never whether to take it."""

from __future__ import annotations

from datetime import date

from tracker.locale import _
from tracker.locale.hiding import shown_money


def effect_text(effect: str, before: date | None, after: date | None, until: date) -> str:
    """What becomes of the first shortfall, with the loan as subject."""
    words = {
        "moves": _("It moves the first shortfall from {before} to {after}"),
        "stays": _("It leaves the first shortfall on {before}"),
        "brings": _("It brings a shortfall on {after}"),
        "removes": _("It removes the first shortfall, {before}, until at least {until}"),
        "none": _("It brings no shortfall until {until}"),
    }
    said = words.get(effect, _("What it does to the first shortfall is not known"))
    days = {"before": before, "after": after, "until": until}
    return said.format(**{name: on.isoformat() if on else "" for name, on in days.items()})


def borrow_sentence(
    effect: str,
    before: date | None,
    after: date | None,
    until: date,
    *,
    extra_minor: int | None,
    currency: str,
    estimate: bool = False,
) -> str:
    """What a loan does, in one plain sentence: the first shortfall, and what it costs above today's way."""
    what = effect_text(effect, before, after, until)
    if effect == "unknown":
        return _("{what}; {cost}").format(
            what=what, cost=_cost(extra_minor, currency, estimate=estimate, alone=True)
        )
    return _("{what} and {cost}").format(what=what, cost=_cost(extra_minor, currency, estimate=estimate))


def _cost(extra_minor: int | None, currency: str, *, estimate: bool, alone: bool = False) -> str:
    if extra_minor is None:
        return _("its cost is not known.")
    amount = f"{shown_money(abs(extra_minor), currency, estimate=estimate)} {currency}"
    if extra_minor < 0:
        words = _("it saves {amount}.") if alone else _("saves {amount}.")
    elif extra_minor:
        words = _("it costs {amount} more.") if alone else _("costs {amount} more.")
    else:
        words = _("it costs nothing more.") if alone else _("costs nothing more.")
    return words.format(amount=amount)


def unseen_text(why: str, account: str) -> str:
    """Why it is not known what becomes of the first shortfall."""
    words = {
        "no_schedule": _("no schedule of it is known"),
        "no_account": _(
            "no account is known that it would be paid into: debt cash account add NAME --balance AMOUNT"
        ),
        "no_balance": _("the balance of {account} is not known"),
    }
    return words.get(why, why).format(account=account)


def borrow_fields() -> dict[str, str]:
    """The names of what is typed about a loan that is not taken out yet."""
    return {
        "start": _("received on"),
        "received": _("what you receive"),
        "upfront_fee": _("upfront fee"),
        "to_pay": _("loan to pay with it"),
    }


def borrow_problems() -> dict[str, str]:
    """What cannot be asked of a loan that is not taken out yet."""
    return {
        "borrow_before_today": _(
            "{field}: {value} is before today; a loan you have is added with debt loan add"
        ),
        "borrow_to_pay_today": _(
            "{field}: {value}; what it does by paying another loan is computed for today only"
        ),
        "received_above": _("{field}: {value} is not between 0 and what is borrowed"),
    }
