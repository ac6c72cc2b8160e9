"""Typed values: read without guessing; what has two readings is asked at a terminal, else refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, TypeVar, get_args

from tracker.cli.command import F, noted
from tracker.cli.errors import CliError, Exit, refuse
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked, Problem
    from tracker.domain.typed.date import Order
    from tracker.domain.typed.rate import Unit

T = TypeVar("T")

AMOUNTS = frozenset({
    "amount", "balance", "principal", "payment", "upfront_fee", "late_fee", "late_fee_floor",
    "late_fee_cap", "minimum_floor", "limit", "fixed", "minimum", "buffer",
    "claimed", "received", "fee", "revived", "budget", "extra", "one_off", "cash", "borrow", "borrow_fee",
    "waive_principal", "waive_interest", "waive_fee", "waive_penalty",
})  # fmt: skip
DATES = frozenset({
    "on", "opened", "as_of", "first_due", "promo_until", "prepay_fee_until", "paid_on", "posted_on", "from",
    "origin", "expected_removal", "removed", "sent", "answer_by", "answered", "checked", "due_on", "start",
    "balance_on", "until", "planned", "arrives",
    "asked", "back", "result_on", "happened", "captured",
    "settled", "closed",
    "next", "due", "found_on", "confirmed_on", "frozen_on", "accelerated_on", "line_cut_on", "told_on",
    "valid_until", "effective",
})  # fmt: skip
RATES = frozenset({"rate", "penalty_rate"})


def typed(function: F) -> F:
    """The options that decide between two readings of what is typed."""
    for names, settings in (
        (("--rate-unit",), {"metavar": "percent|fraction", "help": N_("What a bare rate such as 0.18 is.")}),
        (
            ("--date-format",),
            {"metavar": "ymd|dmy|mdy", "help": N_("The order in dates such as 03/04/2026.")},
        ),
        (("--decimal-mark",), {"metavar": ".|,", "help": N_("The decimal mark in amounts such as 1,234.")}),
    ):
        function = noted(*names, **settings)(function)
    return function


def settle(session: Session, fields: Mapping[str, str], attempt: Callable[[dict[str, str]], Checked[T]]) -> T:
    """What an attempt makes of the typed fields; ambiguous ones are decided by flags or asked."""
    fixed = {name: decided(session, name, text) for name, text in fields.items()}
    while True:
        found, problems = attempt(fixed)
        if found is not None:
            return found
        asked = [each for each in problems if each.ask and each.field in fixed]
        if not session.can_ask or len(asked) < len(problems):
            raise refuse(problems)
        for problem in asked:
            fixed[problem.field] = _ask(problem, fixed[problem.field])


def rate_unit(session: Session) -> Unit | None:
    """What a bare rate is, if the flag says."""
    from tracker.domain.typed.rate import Unit

    told = session.flags.get("rate_unit")
    if told is None:
        return None
    if told not in get_args(Unit):
        raise _not_a_choice("--rate-unit", "percent, fraction")
    unit: Unit = told
    return unit


def amount(session: Session, text: str, currency: str, *, field: str = "amount") -> int:
    """A typed sum in minor units; what was paid or charged is more than nothing."""
    from tracker.domain.problems import Problem
    from tracker.domain.typed.sums import typed_minor

    minor = settle(session, {field: text}, lambda got: typed_minor(got[field], currency, field=field))
    if minor <= 0 and field == "amount":
        raise refuse((Problem(code="not_positive", field=field, value=text),))
    return minor


def on(session: Session, text: str | None, *, field: str = "on") -> date:
    """A typed date; today where none was typed."""
    from tracker.domain.typed.date import parse_typed_date

    if text is None:
        return session.today
    return settle(
        session, {field: text}, lambda got: parse_typed_date(got[field], session.today, field=field)
    )


def maybe_on(session: Session, text: str | None, *, field: str) -> date | None:
    """A typed date, None where none was typed."""
    return None if text is None else on(session, text, field=field)


def decided(session: Session, name: str, text: str) -> str:
    """The text with a reading fixed by a flag, in the form that has one reading only."""
    mark = session.flags.get("decimal_mark")
    if mark is not None and name in AMOUNTS:
        if mark not in (".", ","):
            raise _not_a_choice("--decimal-mark", ". ,")
        return _with_mark(text, mark)
    if name in DATES and (order := order_flag(session)) is not None:
        return _in_order(text, order)
    return text


def _with_mark(text: str, mark: str) -> str:
    from tracker.domain.typed.sums import parse_typed_amount

    value, _problems = parse_typed_amount(text, decimal_mark=mark)
    if value is None:
        return text
    # With one more decimal nobody can take the point for a thousands separator again.
    return f"{value:f}0" if value.as_tuple().exponent else f"{value:f}"


def order_flag(session: Session) -> Order | None:
    """The order of day and month, if the flag says."""
    from tracker.domain.typed.date import parse_order

    told = session.flags.get("date_format")
    if told is None:
        return None
    order, problems = parse_order(told)
    if order is None:
        raise refuse(problems)
    return order


def _in_order(text: str, order: Order) -> str:
    from tracker.domain.typed.date import parse_date

    value, _wrong = parse_date(text, order=order)
    return value.isoformat() if value else text


def readings(problem: Problem, text: str) -> dict[str, str]:
    """Each reading of an ambiguous text, in a form that has one reading only, with how it is shown."""
    if problem.code == "amount_ambiguous":
        sums = [_with_mark(text, mark) for mark in ".,"]
        return {each: each.removesuffix("0") if "." in each else each for each in sums if each != text}
    if problem.code == "date_ambiguous":
        orders: tuple[Order, ...] = ("ymd", "dmy", "mdy")
        return {found: found for order in orders if (found := _in_order(text, order)) != text}
    if problem.code == "rate_ambiguous":
        from decimal import Decimal

        share = Decimal(text.strip().replace(",", "."))
        return {f"{share:f}%": f"{share:f}%", f"{share * 100:f}%": f"{share * 100:f}%"}
    return {}


def _ask(problem: Problem, text: str) -> str:
    """One reading of an ambiguous text, as a person picks it."""
    from tracker.cli.asking import choose
    from tracker.locale.problems import sentence

    options = readings(problem, text)
    if not options:
        raise refuse((problem,))
    return choose(sentence(problem), list(options.items()))


def _not_a_choice(flag: str, accepted: str) -> CliError:
    message = _("{name}: one of {choices} is accepted.").format(name=flag, choices=accepted)
    return CliError("usage", Exit.USAGE, message)
