"""The calculators of the dashboard: a true yearly rate, and what paying late costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from textual.content import Content

from tracker.domain.money import to_minor
from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui.calculator import CalculatorScreen
from tracker.ui.entry_form import EntryField, Values
from tracker.ui.figures import Figures
from tracker.ui.text import fit, plain

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.calc_apr import AprAnswer
    from tracker.services.calc_late import LateAnswer
    from tracker.ui.answers import Answers
    from tracker.ui.app import Dashboard

Parts = Iterator[str | tuple[str, str]]

_NAME = 19
_METHODS = ("irr-nominal", "xirr", "us-actuarial", "eu", "uk")
"""Compounded or not is no choice here: both are always shown."""


_OF_THE_LOAN = ("late_terms_unknown", "nothing_due", "gone")
"""Problems that are there before anything is typed."""


def open_true_rate(dashboard: Dashboard) -> None:
    """Show what is received and paid as a yearly rate, as it is typed."""
    figures, answers = dashboard.figures, dashboard.answers
    dashboard.push_screen(
        CalculatorScreen(
            _("True yearly rate"), rate_fields(), lambda typed: rate_content(typed, answers, figures)
        )
    )


def open_late(dashboard: Dashboard) -> None:
    """Show what paying late costs as it is typed: of the loan that is looked at, or of any sum."""
    answers, figures = dashboard.answers, dashboard.figures
    screen = dashboard.screen
    # The page of a loan knows its loan before it has read it.
    here: int | None = getattr(screen, "loan_id", None) or getattr(screen, "loan_id_here", lambda: None)()
    loan = None if here is None else dashboard.attempt(lambda: answers.loan_words(here))
    if loan is None:
        title, fields = _("Paying late"), late_fields()

        def answer(typed: Values) -> tuple[LateAnswer | None, tuple[Problem, ...]]:
            return answers.late_sum(typed)
    else:
        number = loan.loan_id
        title = _("Paying late: {loan}").format(loan=loan.name)
        fields = late_fields(loan.words, hidden=figures.hidden)

        def answer(typed: Values) -> tuple[LateAnswer | None, tuple[Problem, ...]]:
            return answers.late(number, typed)

    dashboard.push_screen(
        CalculatorScreen(title, fields, lambda typed: late_content(*answer(typed), figures, bool(typed)))
    )


def rate_fields() -> tuple[EntryField, ...]:
    """What is received, and what is paid for it."""
    from tracker.domain.apr.facts import AprMethod
    from tracker.domain.apr.rhythm import Rhythm
    from tracker.locale.calculating import method_name, rhythm_text

    rhythms = tuple((each.value, rhythm_text(each)) for each in Rhythm)
    methods = tuple((name, method_name(AprMethod(name))) for name in _METHODS)
    return (
        EntryField(name="received", label=_("You receive"), hint=_("what really reaches you")),
        EntryField(name="fee", label=_("Paid up front"), hint=_("fees besides, if any")),
        EntryField(name="payment", label=_("You pay each time")),
        EntryField(name="flat_fee", label=_("or a fee of"), hint=_("in percent of the sum each time: 0.6%")),
        EntryField(name="periods", label=_("How many times"), hint=_("12, 36 months, 3 years")),
        EntryField(name="every", label=_("How often"), value="month", choices=rhythms),
        EntryField(name="method", label=_("Calculated by"), value=_METHODS[0], choices=methods),
    )


def rate_content(typed: Values, answers: Answers, figures: Figures) -> Content:
    """The rate both ways, or what is still missing."""
    from tracker.domain.apr.facts import AprMethod

    words = {name: text for name, text in typed.items() if name != "method"}
    found, problems = answers.true_rate(words, AprMethod(typed.get("method", _METHODS[0])))
    if found is None:
        hint = _("Type what you receive, what you pay each time and how many times; or a fee in percent.")
        return _lacking(problems, hint, begun=bool(set(words) - {"every"}))
    return plain(*_rate_lines(found, answers.currency, figures))


def _rate_lines(found: AprAnswer, currency: str, figures: Figures) -> Parts:
    from tracker.locale.amounts import format_percent
    from tracker.locale.calculating import method_name, method_text, percent_text

    apr = found.apr
    for label, rate, said in (
        (_("Nominal rate"), apr.nominal, _("not compounded")),
        (_("Effective rate"), apr.effective, _("compounded")),
    ):
        yield f"{fit(label, _NAME)} {percent_text(rate)}", "bold"
        yield f"  {said}\n"
    if not apr.method.by_order and apr.method.value != "xirr":
        printed = format_percent(apr.percent, apr.method.places)
        yield f"{fit(method_name(apr.method), _NAME)} {printed}\n"
    if found.assumed:
        yield f"{fit(_('Cost of each 100'), _NAME)} {apr.cost / apr.received * 100:,.2f}\n"
    else:
        cost = to_minor(apr.cost.quantize(Decimal("0.0001")), currency)
        shown = f"{apr.cost:,.2f}" if cost is None and not figures.hidden else figures.money(cost, currency)
        yield f"{fit(_('Cost'), _NAME)} {shown}\n"
    if apr.rate < 0:
        yield _("The rate is negative: less is paid back than was received.") + "\n"
    yield method_text(apr.method, found.every)


def late_fields(words: Mapping[str, str] | None = None, *, hidden: bool = False) -> tuple[EntryField, ...]:
    """What is due, and what the contract charges; of a loan its own terms hold where nothing is typed."""
    known = words or {}
    fee = known.get("late_fee", "")
    hints = {
        "penalty_rate": known.get("penalty_rate") or _("18%, 0.05%/day"),
        # A hidden sum does not come back by a form.
        "late_fee": fee if "%" in fee or (fee and not hidden) else _("a sum, or 5% of what is short"),
        "grace_days": known.get("grace_days", ""),
    }
    amount = EntryField(name="amount", label=_("Due"))
    return (
        *((amount,) if words is None else ()),
        EntryField(name="days", label=_("Days late"), hint="30"),
        EntryField(name="penalty_rate", label=_("Penalty rate"), hint=hints["penalty_rate"]),
        EntryField(name="late_fee", label=_("Late fee"), hint=hints["late_fee"]),
        EntryField(name="grace_days", label=_("Grace, days"), hint=hints["grace_days"]),
    )


def late_content(
    found: LateAnswer | None, problems: tuple[Problem, ...], figures: Figures, begun: bool
) -> Content:
    """What lateness costs day by day, or what is still missing."""
    if found is None:
        hint = _("Type what is due, and the penalty rate or the late fee.")
        return _lacking(problems, hint, begun=begun)
    return plain(*_late_lines(found, figures))


def _late_lines(found: LateAnswer, figures: Figures) -> Parts:
    def row(*cells: str) -> str:
        first, *rest = cells
        return fit(first, 10, right=True) + "".join(fit(each, 15, right=True) for each in rest) + "\n"

    if found.due_on is not None:
        words = _("The due of {date}, {amount} open")
        amount = figures.money(found.due_minor, found.currency)
        yield words.format(date=found.due_on.isoformat(), amount=amount) + "\n"
    yield row(_("Days late"), _("Late fee"), _("Penalty"), _("Costs"), _("To pay")), "bold"
    for each in found.costs:
        fee = None if "late_fee" in found.unknown else each.late_fee
        penalty = None if "penalty_rate" in found.unknown else each.penalty
        sums = (fee, penalty, each.extra)
        shown = [figures.money(minor, found.currency, estimate=bool(minor)) for minor in sums]
        total = figures.money(each.total, found.currency, estimate=bool(each.extra))
        yield row(str(each.days), *shown, total), "bold" if each.days == found.days else ""
    yield _("An estimate by the terms; the lender's figure wins.")


def _lacking(problems: tuple[Problem, ...], hint: str, *, begun: bool) -> Content:
    """What is wrong with what was typed; a field that is still empty is no mistake."""
    wrong = [each for each in problems if each.code not in ("required", "late_terms_missing")]
    if not wrong or not (begun or wrong[0].code in _OF_THE_LOAN):
        return plain(hint)
    said = "\n".join(dict.fromkeys(map(sentence, wrong)))
    return plain(("! ", "$mark-attention bold"), said)
