"""What paying off a list of debts comes to, as people read it, and why the money does not do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from tracker.cli.errors import CliError, Exit
from tracker.cli.output import Table
from tracker.cli.payoff_rows import FIELDS, Told, card_json, card_statements, month_free, payoff_json
from tracker.cli.rows import money
from tracker.cli.session import Session
from tracker.locale import _, ngettext
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from tracker.domain.plan.disclosure import Disclosure
    from tracker.domain.plan.run import Run
    from tracker.services.plan.calculator import Payoff


class InfeasibleError(CliError):
    """No plan fits the money: in which month, by how much, and what would do."""

    def __init__(self, message: str, hint: str, facts: dict[str, Any]) -> None:
        super().__init__("infeasible", Exit.INFEASIBLE, message, hint)
        self.facts = facts

    def as_json(self) -> dict[str, Any]:
        """The error as programs read it."""
        found = super().as_json()
        return {"error": {**found["error"], **self.facts}}


def show_one(session: Session, told: Told, found: Payoff) -> None:
    """One way of paying; exits 9 where it does not end."""
    if not found.run.ends:
        raise _infeasible(told, found)
    data = payoff_json(session, told, found)
    if session.out.form == "json":
        session.out.json(session.envelope("calc.payoff", data))
    elif session.out.form != "table":
        session.out.values([data])
    else:
        _draw(session, told, found)


def show_card(session: Session, told: Told, card: str, each: Disclosure) -> None:
    """What the statement of a card says, its rows being its balances; exits 9 where minimums never end it."""
    if each.months is None:
        message = _("The minimums of {name} never end it.").format(name=card)
        hint = _("{amount} a month ends it in 36 months.").format(amount=told.amount(each.payment))
        raise InfeasibleError(message, hint, {"payment_36": money(each.payment, told.portfolio.currency)})
    if session.out.form == "json":
        session.out.json(session.envelope("calc.payoff", card_json(session, told, card, each)))
    elif session.out.form != "table":
        session.out.values([card_json(session, told, card, each)])
    else:
        _draw_statement(session, told, card, each)


def show_ways(session: Session, told: Told, found: Sequence[Payoff]) -> None:
    """All ways side by side; exits 9 where none above the minimums ends."""
    from tracker.domain.plan.run import Strategy

    ending = [each for each in found if each.run.ends]
    if session.out.form == "json":
        best = min(ending, key=lambda each: (each.run.cost, len(each.run.months)), default=found[0])
        compared = [payoff_json(session, told, each) for each in found]
        session.out.json(
            session.envelope("calc.payoff", {**payoff_json(session, told, best), "compared": compared})
        )
    elif session.out.form != "table":
        session.out.values([payoff_json(session, told, each) for each in found], FIELDS)
    else:
        session.out.table(_ways(session, told, found))
        session.out.line()
        session.out.line(_("All of it is estimated (~): rates, minimums and money as they are today."))
    if found[-1].run.strategy is not Strategy.OPTIMAL:
        session.out.say(_no_solver())
    # Minimums are what they are; the other ways say whether the money does.
    others = [each for each in found if each.run.strategy is not Strategy.MINIMUM]
    if not any(each.run.ends for each in others):
        session.fail(_infeasible(told, others[-1]))


def _draw(session: Session, told: Told, found: Payoff) -> None:
    from tracker.locale.ways import way_name

    run, code = found.run, told.portfolio.currency
    shown = [
        (_("Way of paying"), way_name(run.strategy)),
        (_("Money a month"), f"{told.amount(run.budget)} {code}"),
        (_("Debt-free"), f"~ {month_free(session, len(run.months)):%Y-%m} ({_months(len(run.months))})"),
        (_("Interest"), f"~ {told.amount(run.interest)} {code}"),
    ]
    if run.fees:
        shown.append((_("Prepayment fees"), f"~ {told.amount(run.fees)} {code}"))
    shown.append((_("Paid in all"), f"~ {told.amount(run.paid)} {code}"))
    if found.proven is not None:
        shown.append((_("Proof"), _proof(told, found)))
    session.pairs(shown)
    for text in _reasons(told, found):
        session.out.line(text)
    session.out.line()
    gone = [(str(month + 1), told.portfolio.name_of(key)) for key, month in run.order]
    session.out.table(Table((f">{_('Month')}", _("Gone")), gone))
    if told.detail:
        session.out.line()
        session.out.table(_detail(told, run))
    for card, each in card_statements(told, run):
        session.out.line()
        _draw_statement(session, told, card, each)
    if found.solver == "missing":
        session.out.say(_no_solver())


def _reasons(told: Told, found: Payoff) -> Iterator[str]:
    """Why the optimum costs less than avalanche, and by how much."""
    from tracker.locale.ways import why_text

    if found.saving:
        yield _("Costs {amount} less than avalanche.").format(amount=told.amount(found.saving))
    elif found.reasons:
        yield _("Avalanche does not end with this money.")
    for code, key, month, amount in found.reasons:
        yield why_text(
            code,
            loan="" if key is None else told.portfolio.name_of(key),
            when="" if month is None else _("month {number}").format(number=month + 1),
            amount=told.amount(amount),
        )


def _months(count: int) -> str:
    return ngettext("{count} month", "{count} months", count).format(count=count)


def _proof(told: Told, found: Payoff) -> str:
    from tracker.locale.ways import way_name

    if found.proven:
        text = _("proven best")
    else:
        text = _("best found; another could save {amount} at most").format(amount=told.amount(found.gap))
    if found.same_as is not None:
        return _("{proof}; {way} costs the same").format(proof=text, way=way_name(found.same_as))
    return text


def _ways(session: Session, told: Told, found: Sequence[Payoff]) -> Table:
    from tracker.domain.plan.run import Strategy
    from tracker.locale.ways import way_name

    alone = next(each.run for each in found if each.run.strategy is Strategy.MINIMUM)
    lines = []
    for each in found:
        run = each.run
        saves = alone.cost - run.cost if alone.ends and run.ends and run is not alone else None
        figures = ("",) * 5
        if run.ends:
            figures = (
                str(len(run.months)),
                f"{month_free(session, len(run.months)):%Y-%m}",
                told.amount(run.cost),
                told.amount(run.paid),
                "" if saves is None else told.amount(saves),
            )
        lines.append((way_name(run.strategy), *figures, _remark(told, each)))
    titles = (
        _("Way of paying"), f">{_('Months')}", _("Debt-free"), f">{_('Cost')}", f">{_('Paid in all')}",
        f">{_('Saves')}", "",
    )  # fmt: skip
    return Table(titles, lines)


def _remark(told: Told, found: Payoff) -> str:
    run = found.run
    if run.short is not None:
        words = _("! {amount} short in month {month}")
        return words.format(amount=told.amount(run.short.missing), month=run.short.month + 1)
    if run.endless:
        return _("! never ends: {names}").format(names=listed(_unended(told, run)))
    if found.proven is not None:
        return _proof(told, found)
    return ""


def _unended(told: Told, run: Run) -> list[str]:
    gone = {key for key, _month in run.order}
    return [debt.name for debt in told.portfolio.debts if debt.key not in gone and debt.balance]


def _detail(told: Told, run: Run) -> Table:
    titles = (
        f">{_('Month')}", f">{_('Minimums')}", f">{_('Paid')}", f">{_('Interest')}", f">{_('Balance')}",
        _("Gone"),
    )  # fmt: skip
    gone: dict[int, list[str]] = {}
    for key, month in run.order:
        gone.setdefault(month, []).append(told.portfolio.name_of(key))
    lines = [
        (
            str(number + 1),
            *map(told.amount, (sum(each.required), sum(each.paid), sum(each.interest), sum(each.balance))),
            listed(gone.get(number, [])),
        )
        for number, each in enumerate(run.months)
    ]
    return Table(titles, lines)


def _draw_statement(session: Session, told: Told, card: str, each: Disclosure) -> None:
    session.out.line(
        _("{name}, as a US card statement says it (12 CFR 1026, App. M1 and M2):").format(name=card)
    )
    if each.months is None or each.total is None:
        first = _("the minimums alone never end it")
    else:
        first = _("minimums only: {months}, {amount} in all").format(
            months=_months(each.months), amount=told.amount(each.total)
        )
    session.out.line(f"  {first}")
    second = _("{payment} a month: 36 months, {amount} in all").format(
        payment=told.amount(each.payment), amount=told.amount(each.payment_total)
    )
    session.out.line(f"  {second}")
    if each.saving is not None:
        session.out.line("  " + _("saves about {amount}").format(amount=told.amount(each.saving)))


def _infeasible(told: Told, found: Payoff) -> InfeasibleError:
    """Why a way of paying does not end, and what would."""
    from tracker.domain.plan.run import Strategy
    from tracker.services.plan.calculator import smallest

    run, code = found.run, told.portfolio.currency
    least = smallest(told.portfolio, told.budget, run.strategy, told.order)
    facts: dict[str, Any] = {
        "strategy": run.strategy.value,
        "month": None if run.short is None else run.short.month + 1,
        "missing": None if run.short is None else money(run.short.missing, code),
        "smallest_budget": money(least, code),
    }
    if run.short is not None:
        message = _("The minimums of month {month} are {amount} {currency} more than there is.").format(
            month=run.short.month + 1, amount=told.amount(run.short.missing), currency=code
        )
    else:
        names = _unended(told, run)
        facts["loans"] = names
        message = _("Never ends: {names}. What is paid does not get ahead of the interest.").format(
            names=listed(names)
        )
    if least is None:
        hint = _("No monthly sum ends it this way.")
        if run.strategy is Strategy.MINIMUM:
            hint = _("More than the minimums is needed: see --strategy avalanche with --budget.")
    else:
        hint = _("The smallest monthly sum that does: {amount} {currency}.").format(
            amount=told.amount(least), currency=code
        )
    return InfeasibleError(message, hint, facts)


def _no_solver() -> str:
    return _("The optimum is proved by a solver: {command}").format(
        command="pip install 'debt-tracker[optimal]'"
    )
