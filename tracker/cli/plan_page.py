"""A plan as people read it: the ways side by side, what to do with the extra money, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli import rows
from tracker.cli.errors import CliError, Exit
from tracker.cli.output import Table
from tracker.cli.plan_borrow import draw_beside
from tracker.cli.session import Session
from tracker.domain.money import decimal_text
from tracker.locale import _, ngettext
from tracker.locale.joining import listed, phrased, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.services.plan.answers import AdoptedState, PlanAnswer, PlanRow
    from tracker.services.plan.smallest import Smallest

STEPS = 6


def sum_of(minor: int, currency: str) -> str:
    """A sum with its currency."""
    return f"{rows.amount_of(minor, currency)} {currency}"


def draw_answer(session: Session, answer: PlanAnswer, *, detail: bool = False) -> None:
    """The whole answer; empty books in calm words."""
    out, code = session.out, answer.currency
    if not answer.rows:
        for line in _nothing(answer):
            out.say(line)
        return
    if answer.beside is not None:
        draw_beside(session, answer.beside, code)
        if answer.request.monthly_minor is None and answer.beside.month_more_minor:
            out.line(_("Each way has what its own minimums come to; --budget gives both the same money."))
        out.line()
        out.line(_("With it:"))
    out.line(_money_words(answer))
    for line in _for_a_time(answer):
        out.line(line)
    out.line()
    out.table(ways_table(answer))
    told = tuple(_told(answer))
    if told:
        out.line()
    for line in told:
        out.line(line)
    extras = [each for each in answer.steps if each.extra_minor]
    if answer.feasible and extras:
        out.line()
        out.line(_("Extra money goes to:"))
        shown = [
            (each.on.isoformat(), each.loan, f">{rows.amount_of(each.extra_minor, code)}"[1:])
            for each in extras[: None if detail else STEPS]
        ]
        out.table(Table(("", "", ">"), shown))
        if not detail and len(extras) > STEPS:
            out.line(
                ngettext("… and {count} more: --detail", "… and {count} more: --detail", len(extras) - STEPS)
                .format(count=len(extras) - STEPS)
            )  # fmt: skip
    if detail and answer.months:
        out.line()
        out.table(months_table(answer))
    out.line()
    out.line("~  " + _("Estimates, not advice. Check fees with the lender."))
    if not answer.feasible:
        infeasible(session, answer)


def _money_words(answer: PlanAnswer) -> str:
    """What there is a month, beside it what is asked for."""
    code, request = answer.currency, answer.request
    money = request.monthly_minor
    if answer.once_minor and money is not None:
        words = _("{money} a month; the minimums are {minimums}.")
        return words.format(money=sum_of(money, code), minimums=minimums_words(answer, code))
    words = _("{money} a month; the first month asks for {minimums}.")
    if answer.once_minor:
        words = _("{money} a month, and {once} once that is overdue.")
        if answer.minimums_minor != answer.regular_minor + answer.once_minor:
            words = _("{money} a month; the first month asks for {minimums}, {once} of it overdue.")
    return words.format(
        money=sum_of(_steady_minor(answer) if money is None else money, code),
        minimums=sum_of(answer.minimums_minor, code), once=sum_of(answer.once_minor, code),
    )  # fmt: skip


def _steady_minor(answer: PlanAnswer) -> int:
    """What the first month brings, without what comes or is lacking for a time."""
    from tracker.services.plan.windows import month_of

    request = answer.request
    if answer.once_minor or (request.drop_percent and request.drop_months):
        return answer.regular_minor + request.extra_minor
    on = request.one_off_on
    is_now = on is None or month_of(on, answer.today) <= 0
    brought = answer.beside.brought_minor if answer.beside else 0
    return answer.money_minor - brought - (request.one_off_minor if is_now else 0)


def _for_a_time(answer: PlanAnswer) -> Iterator[str]:
    """What comes or is lacking beside the money of every month."""
    request, months = answer.request, answer.request.drop_months
    if request.one_off_minor:
        on = (request.one_off_on or answer.today).isoformat()
        words = _("Beside it {amount} comes once, on {date}.")
        yield words.format(amount=sum_of(request.one_off_minor, answer.currency), date=on)
    if request.drop_percent and months:
        words = ngettext(
            "It is {percent} % less for {n} month.", "It is {percent} % less for {n} months.", months
        )
        yield words.format(percent=f"{request.drop_percent.normalize():f}", n=months)


def minimums_words(found: PlanAnswer | Smallest, code: str) -> str:
    """What the minimums come to every month, and what is asked for once."""
    regular = sum_of(found.regular_minor, code)
    if not found.once_minor:
        return regular
    words = _("{money} a month, and {once} once that is overdue")
    return words.format(money=regular, once=sum_of(found.once_minor, code))


def ways_table(answer: PlanAnswer) -> Table:
    """The ways of paying side by side, the adopted plan beneath them."""
    from tracker.locale.ways import way_name

    code = answer.currency
    # Where no way does, none is marked as the one to follow.
    lines = [
        (
            ">" if each.strategy is answer.chosen and each.short is None else "",
            _("Adopted: {plan}").format(plan=each.name) if each.name else way_name(each.strategy),
            *_figures(each, code),
        )
        for each in answer.rows
    ]  # fmt: skip
    is_named = any(each.name for each in answer.rows)
    if not is_named and answer.adopted is not None and answer.adopted.row is not None:
        name = _("Adopted: {plan}").format(plan=answer.adopted.name)
        lines.append(("", name, *_figures(answer.adopted.row, code)))
    titles = (
        "", _("Plan"), _("Debt-free"), f">{_('Interest left')}", f">{_('Saves')}", _("First loan gone"), "",
    )  # fmt: skip
    return Table(titles, lines)


def _figures(row: PlanRow, code: str) -> tuple[str, str, str, str, str]:
    interest = rows.amount_of(row.interest_minor, code) if row.is_cost_known else ""
    if not row.ends:
        return "", interest, "", "", _remark(row, code)
    first = ""
    if row.first_gone_on is not None:
        first = f"{_month(row.first_gone_on)} {row.first_gone}"
    return (
        _month(row.debt_free_on),
        interest,
        rows.amount_of(row.saves_minor, code) if row.saves_minor else "",
        first,
        _remark(row, code),
    )


def _remark(row: PlanRow, code: str) -> str:
    from tracker.locale.ways import way_name

    if row.short is not None:
        words = _("! {amount} short from {on}")
        return words.format(amount=rows.amount_of(row.short.missing_minor, code), on=row.short.from_on)
    if row.endless:
        return _("! never ends")
    if row.proven is None:
        return ""
    if row.proven:
        text = _("proven best")
    else:
        text = _("best found; another could save {amount} at most").format(
            amount=rows.amount_of(row.gap_minor, code)
        )
    if row.same_as is not None:
        return _("{proof}; {way} costs the same").format(proof=text, way=way_name(row.same_as))
    return text


def _month(on: date | None) -> str:
    return "" if on is None else f"{on:%Y-%m}"


def _told(answer: PlanAnswer) -> Iterator[str]:
    """What the table comes to in sentences."""
    from tracker.locale.plan import left_out_text
    from tracker.locale.plan_borrow import buffer_text, guess_text
    from tracker.locale.ways import why_text

    code = answer.currency
    if answer.tightest is not None and answer.feasible:
        on, spare = answer.tightest
        yield _("Tightest month from {on}: {amount} above its minimums.").format(
            on=on, amount=sum_of(spare, code)
        )
    if answer.buffer_takes is not None:
        full_on, held = answer.buffer_takes
        yield buffer_text(
            rows.amount_of(answer.request.buffer_minor, code), rows.amount_of(held, code), _month(full_on)
        )
    for each in answer.reasons:
        yield why_text(
            each.code, loan=each.loan, when=_month(each.on), amount=sum_of(each.amount_minor, code)
        )
    if answer.guesses:
        yield f"~  {guess_text(loan for loan, _code in answer.guesses)}"
    if answer.left_out:
        names = listed(f"{each.loan}: {left_out_text(each.code)}" for each in answer.left_out)
        yield _("Not in the plan: {loans}").format(loans=names)
    if answer.adopted is not None:
        yield from adopted_lines(answer.adopted, answer.today)
    others = [each for each in answer.currencies if each != code]
    if others:
        yield _("Each currency has a plan of its own: --currency {code}").format(code=listed(others))
    solver = {
        "missing": _("The optimum is proved by a solver: {command}").format(
            command="pip install 'debt-tracker[optimal]'"
        ),
        "stopped": _("Stopped before the best plan was proved."),
        "time": _("Out of time before the best plan was proved."),
    }.get(answer.solver)
    if solver:
        yield solver


def adopted_lines(state: AdoptedState, today: date) -> Iterator[str]:
    """The adopted plan: since when, how far it was followed, what comes next, why it no longer fits."""
    from tracker.locale.plan import far_off_text, misfit_text, standing_text

    code = state.currency
    amount = sum_of(abs(state.off_minor), code)
    since = _("Adopted: {plan} since {date}").format(plan=state.name, date=state.adopted_on.isoformat())
    mark = {"behind": "! ", "on_plan": "", "ahead": "", "done": ""}[state.standing.value]
    standing = standing_text(state.standing.value, amount, state.months_kept, state.months_due)
    yield f"{mark}{phrased((since, standing))}"
    if state.next_extra is not None:
        step = state.next_extra
        words = _("Next extra payment: {amount} to {loan} on {on}")
        if step.on < today:
            words = _("Extra payment not made yet: {amount} to {loan}, asked for on {on}")
        yield words.format(amount=sum_of(step.extra_minor, code), loan=step.loan, on=step.on.isoformat())
    if state.misfits:
        why = sentences(*(misfit_text(each.code, each.loan) for each in state.misfits))
        remake = _('It no longer fits: debt plan adopt "{plan}" makes it anew.').format(plan=state.name)
        yield f"! {sentences(why, remake)}"
    elif state.is_far_off:
        words = _('debt plan adopt "{plan}" makes it anew from what is owed now.').format(plan=state.name)
        yield f"! {sentences(far_off_text(), words)}"


def months_table(answer: PlanAnswer) -> Table:
    """Every month with what each loan gets."""
    code, names = answer.currency, dict(answer.loans)
    titles = (
        _("Until"), *(f">{name}" for name in names.values()), f">{_('Interest')}", f">{_('Balance')}", "",
    )  # fmt: skip
    lines = []
    for each in answer.months:
        paid = dict(each.paid)
        lines.append((
            each.until_on.isoformat(),
            *(rows.amount_of(paid[loan_id], code) if loan_id in paid else "" for loan_id in names),
            rows.amount_of(each.interest_minor, code),
            rows.amount_of(each.balance_minor, code),
            _("gone: {loans}").format(loans=listed(names[loan_id] for loan_id in each.gone))
            if each.gone
            else "",
        ))  # fmt: skip
    return Table(titles, lines)


def infeasible(session: Session, answer: PlanAnswer) -> None:
    """Say by how much the money does not do, in which month, what would do, and exit 9."""
    code, short = answer.currency, answer.short
    lines = []
    if short is not None:
        lines.append(
            _("The minimums of the month from {on} are {amount} more than there is.").format(
                on=short.from_on.isoformat(), amount=sum_of(short.missing_minor, code)
            )
        )
    if answer.lacking_minor is not None:
        lines.append(
            _("Only what is overdue once is too much, {once}: --one-off {amount} meets it.").format(
                once=sum_of(answer.once_minor, code),
                amount=decimal_text(answer.lacking_minor + answer.request.one_off_minor, code),
            )
        )
    if answer.smallest_minor is not None:
        lines.append(
            _("The smallest monthly budget that works: {amount}.").format(
                amount=sum_of(answer.smallest_minor, code)
            )
        )
    else:
        lines.append(_("No monthly sum ends it this way."))
    hint = _("debt plan triage says what to pay first.")
    session.fail(CliError("infeasible", Exit.INFEASIBLE, "\n".join(lines), hint))


def _nothing(answer: PlanAnswer) -> Iterator[str]:
    from tracker.locale.plan import left_out_text

    if answer.left_out:
        names = listed(f"{each.loan}: {left_out_text(each.code)}" for each in answer.left_out)
        yield _("Not in the plan: {loans}").format(loans=names)
        yield _("debt loan terms LOAN --rate 12% says what a loan costs; then there is a plan.")
        return
    yield _("No loan is open, so there is nothing to plan.")
    if answer.currencies:
        yield _("Each currency has a plan of its own: --currency {code}").format(
            code=listed(answer.currencies)
        )
