"""`debt calc payoff`: the ways to pay off a list of debts; nothing is stored."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.payoff_page import show_card, show_one, show_ways
from tracker.cli.payoff_rows import Told
from tracker.cli.reading import settle
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.plan.debt import Budget
    from tracker.domain.plan.run import Strategy
    from tracker.domain.problems import Checked
    from tracker.services.plan.calculator import Portfolio

STRATEGIES = "minimum|snowball|avalanche|custom|optimal"


@command(
    "debt calc payoff LOANS.csv --extra 200",
    "debt calc payoff LOANS.csv --strategy avalanche --extra 200 --detail",
    "debt calc payoff LOANS.csv --strategy custom --order car,card --budget 800",
    "debt calc payoff CARD.csv --strategy minimum --card --currency USD",
    "debt calc payoff - --strategy optimal --json < LOANS.csv",
    help=N_(
        "What it costs to pay off a list of debts, and when each is gone; without --strategy all ways side"
        " by side. LOANS.csv names them: name, balance, apr, minimum; in place of a minimum a minimum"
        " percent and a floor; if there are such, promo apr and promo months, prepay fee and prepay fee"
        " months, the fees within a balance that prepaying does not stop, and ends in months, when all the"
        " rest is asked for. All of it is an estimate, and nothing is stored. Exits 9 where the money does"
        " not do."
    ),
)
@argument("file", metavar="LOANS.csv|-")
@option("--strategy", metavar=STRATEGIES, help=N_("The way of paying; all of them if not given."))
@option("--extra", metavar="AMOUNT", help=N_("What there is each month above the first minimums."))
@option("--budget", metavar="AMOUNT", help=N_("All there is each month, in place of --extra."))
@option(
    "--order", metavar=N_("NAMES"), help=N_("The custom order: names with commas between; the rest by rate.")
)
@option("--detail", is_flag=True, help=N_("Show every month."))
@option(
    "--card",
    "one_card",
    is_flag=True,
    help=N_("The rows are balances of one card: what its US statement says."),
)
@option(
    "--seconds", metavar=N_("SECONDS"), type=int, default=10, help=N_("How long to look for the optimum.")
)
@option(
    "--map",
    "columns",
    metavar="KEY=COLUMN",
    multiple=True,
    help=N_("Which column a value stands in: its header, #3 for the third, - for none."),
)
@option("--encoding", metavar="NAME", help=N_("How the text is encoded: utf-8, gb18030 …"))
@option("--decimal-mark", metavar=".|,", help=N_("The decimal mark in amounts such as 1,234."))
@option("--rate-unit", metavar="percent|fraction", help=N_("What a bare rate such as 0.18 is."))
@option("--currency", metavar="CODE", help=N_("The currency of every amount."))
def payoff_command(
    session: Session,
    *,
    file: str,
    strategy: str | None,
    extra: str | None,
    budget: str | None,
    order: str | None,
    detail: bool,
    one_card: bool,
    seconds: int,
    **readings: Any,
) -> None:
    """Pay off a list of debts."""
    from tracker.domain.problems import Problem
    from tracker.services.plan import calculator

    way = _way(strategy)
    if extra is not None and budget is not None:
        raise usage(_("--extra and --budget: one of them is accepted."))
    if (way == "custom") > bool(order) or (order and way not in (None, "custom")):
        raise usage(_("--strategy custom and --order go together."))
    if one_card and way != "minimum":
        raise usage(_("--card goes with --strategy minimum."))
    portfolio = _read(session, file, readings)
    for note in portfolio.notes:
        from tracker.locale.files import note_text

        session.out.say(note_text(note.code, note.params))
    if readings["decimal_mark"]:
        session.flags["decimal_mark"] = readings["decimal_mark"]
    money = _money(session, portfolio, extra, budget)
    keys: tuple[int, ...] = ()
    if order:
        found, problems = calculator.named_order(portfolio, order)
        if found is None:
            raise refuse(problems)
        keys = found
    told = Told(portfolio=portfolio, budget=money, order=keys, detail=detail)
    if one_card:
        statement = calculator.one_statement(portfolio)
        if statement is None:
            raise refuse((Problem(code="required", field="minimum_percent"),))
        show_card(session, told, *statement)
        return
    if way is None:
        show_ways(session, told, calculator.compare(portfolio, money, order=keys, seconds=seconds))
    else:
        show_one(session, told, calculator.pay_off(portfolio, money, way, order=keys, seconds=seconds))


def _way(text: str | None) -> Strategy | None:
    from tracker.domain.plan.run import Strategy

    if text is None:
        return None
    try:
        return Strategy(text.strip().lower())
    except ValueError:
        choices = STRATEGIES.replace("|", ", ")
        message = _("{name}: one of {choices} is accepted.").format(name="--strategy", choices=choices)
        raise usage(message) from None


def _read(session: Session, file: str, readings: dict[str, Any]) -> Portfolio:
    """The debts of the list; what has two readings is asked at a terminal."""
    from tracker.locale.problems import sentence
    from tracker.services.plan.calculator import read_portfolio

    told = dict(readings)
    while True:
        stdin = sys.stdin.buffer if file == "-" and sys.stdin is not None else None
        portfolio, problems = read_portfolio(file, stdin=stdin, **told)
        if portfolio is not None:
            return portfolio
        asked = None
        if session.can_ask and file != "-" and all(each.ask for each in problems):
            from tracker.cli.asking import choose
            from tracker.cli.importing import CHOICES

            asked = CHOICES.get(problems[0].hint or "")
        if asked is None or told.get(asked[0]):
            raise refuse(problems)
        told[asked[0]] = choose(sentence(problems[0]), [(each, each) for each in asked[1]])


def _money(session: Session, portfolio: Portfolio, extra: str | None, budget: str | None) -> Budget:
    from tracker.domain.plan.debt import Budget
    from tracker.domain.problems import Problem
    from tracker.domain.typed.sums import typed_minor

    def read(text: str, field: str) -> int:
        def attempt(got: dict[str, str]) -> Checked[int]:
            return typed_minor(got["amount"], portfolio.currency, field="amount")

        minor = settle(session, {"amount": text}, attempt)
        if minor < 0:
            raise refuse((Problem(code="negative", field=field, value=text),))
        return minor

    if budget is not None:
        return Budget(monthly=read(budget, "budget"))
    return Budget(extra=read(extra, "extra") if extra is not None else 0)
