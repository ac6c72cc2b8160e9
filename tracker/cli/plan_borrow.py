"""A supposed loan of a plan on the command line: its options, and the question without it and with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.errors import usage
from tracker.cli.output import Table
from tracker.cli.reading import rate_unit, settle
from tracker.cli.rules_loan import cap_json
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from decimal import Decimal

    from tracker.domain.plan.new_loan import Borrow
    from tracker.services.book import Book
    from tracker.services.plan.answers import Beside, PlanRow

OPTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        "--borrow",
        {"metavar": N_("AMOUNT"), "help": N_("What if you took a new loan of so much today.")},
    ),
    ("--borrow-rate", {"metavar": N_("RATE"), "help": N_("Its rate: 12%, 1%/month, 0.04%/day.")}),
    ("--borrow-periods", {"metavar": "N", "help": N_("Its equal monthly payments.")}),
    (
        "--borrow-fee",
        {"metavar": N_("AMOUNT|PERCENT"), "help": N_("What the lender takes for making it: 200 or 2%.")},
    ),
    (
        "--borrow-fee-kept-back",
        {"is_flag": True, "help": N_("The fee is kept back from what is paid out, not owed on top.")},
    ),
    (
        "--borrow-keep",
        {"is_flag": True, "help": N_("What it pays out is for something else and pays no debt.")},
    ),
    (
        "--borrow-product",
        {"metavar": N_("TEXT"), "help": N_("The kind of credit that rules go by, such as online_loan.")},
    ),
    (
        "--refinance",
        {
            "metavar": N_("LOAN"), "multiple": True,
            "help": N_("The new loan pays off this one; without --borrow it is as large as that takes."),
        },
    ),
)  # fmt: skip
"""What is said of a loan that is only supposed."""

_KEYS = tuple(name.lstrip("-").replace("-", "_") for name, _settings in OPTIONS)


def read_supposed(session: Session, book: Book, fields: dict[str, Any], currency: str) -> Borrow | None:
    """The supposed loan as it was typed, None where none was."""
    from tracker.domain.plan.borrow_typed import FIELDS, read_borrow

    if not any(fields[key] for key in _KEYS):
        return None
    if not fields["borrow"] and not fields["refinance"]:
        raise usage(_("A supposed loan takes --borrow AMOUNT, --refinance LOAN, or both."))
    if fields["borrow_rate"] is None or fields["borrow_periods"] is None:
        raise usage(_("--borrow and --refinance go with --borrow-rate and --borrow-periods."))
    loans = tuple(dict.fromkeys(session.loan(book, name).id for name in fields["refinance"]))
    typed = {name: fields[name] for name in FIELDS if fields[name] is not None}
    unit = rate_unit(session)
    return settle(
        session, typed,
        lambda got: read_borrow(
            got, currency, refinances=loans, is_fee_kept_back=fields["borrow_fee_kept_back"],
            is_kept=fields["borrow_keep"], product=fields["borrow_product"] or "", rate_unit=unit,
        ),
    )  # fmt: skip


def draw_beside(session: Session, beside: Beside, code: str) -> None:
    """The question without the supposed loan and with it, side by side, and what that comes to."""
    for line in _heading(beside, code):
        session.out.line(line)
    session.out.line()
    session.out.table(_table(beside, code))
    session.out.line()
    for line in verdict_lines(beside, code):
        session.out.line(line)


def verdict_lines(beside: Beside, code: str) -> Iterator[str]:
    """What the supposed loan does in sentences: the verdict, its true rate, a cap it is above."""
    from tracker.locale.cases import not_held_text
    from tracker.locale.joining import listed
    from tracker.locale.plan_borrow import above_text, back_text
    from tracker.locale.rules import rule_title

    yield f"~  {verdict(beside, code)}"
    if beside.back_minor:
        yield f"!  {back_text(rows.amount_of(beside.back_minor, code))}"
    if beside.nominal is not None and beside.effective is not None:
        words = _("True yearly rate: {nominal} % nominal, {effective} % effective.")
        yield words.format(nominal=_percent(beside.nominal), effective=_percent(beside.effective))
    for each in beside.checks:
        if each.verdict == "within":
            continue
        surely = each.verdict == "above"
        rate = beside.nominal if surely else beside.effective
        rule = f"{each.cap.rule.number} {rule_title(each.cap.rule)}"
        text = above_text(_percent(rate) or "", f"{each.cap.percent:.2f}", rule, surely=surely)
        yield f"{'!' if surely else '~'}  {text}"
    kinds = listed(each.rule.number for each in beside.not_held if each.why == "product")
    if kinds:
        words = _("Not compared: {rules} ({why})")
        yield words.format(rules=kinds, why=not_held_text("product"))


def verdict(beside: Beside, code: str) -> str:
    """What the supposed loan does, in one plain sentence."""
    from tracker.locale.plan_borrow import verdict_text

    return verdict_text(
        beside.more_minor, beside.month_more_minor, lambda minor: rows.amount_of(minor, code),
        ends_before=beside.before is None or beside.before.ends, ends_after=beside.after.ends,
    )  # fmt: skip


def _heading(beside: Beside, code: str) -> Iterator[str]:
    from tracker.cli.plan_page import sum_of
    from tracker.locale.joining import listed, told_of
    from tracker.locale.plan_borrow import loan_text

    loan = beside.loan
    text = loan_text(
        sum_of(loan.amount, code), beside.rate, loan.periods, (each.loan for each in beside.clears),
        rows.amount_of(loan.fee_sum, code) if loan.fee_sum else "", kept_back=loan.fee.is_kept_back,
    )  # fmt: skip
    yield f"{told_of(_('What if'), text)}{_('.')}"
    if beside.clears:
        sums = listed(f"{each.loan} {rows.amount_of(each.minor, code)}" for each in beside.clears)
        yield _("It clears {loans}: {amount} today.").format(
            loans=sums, amount=sum_of(beside.clears_minor, code)
        )
    if beside.spare_minor:
        words = _("{amount} comes in beside that and pays debts.") if beside.clears else _(
            "{amount} comes in and pays debts."
        )  # fmt: skip
        if beside.is_kept:
            words = _("{amount} comes in and is kept for something else.")
        yield words.format(amount=sum_of(beside.spare_minor, code))
    yield _("It asks for {amount} a month, {count} times.").format(
        amount=sum_of(loan.payment, code), count=loan.periods
    )


def _table(beside: Beside, code: str) -> Table:
    from tracker.locale.plan_borrow import later_text
    from tracker.locale.ways import way_name

    before, after = beside.before, beside.after
    month = (beside.month_before_minor, beside.month_after_minor)
    cost = _signed(beside.more_minor, code)
    titles = (
        "", way_name(after.strategy), f">{_('Without it')}", f">{_('With it')}", f">{_('Difference')}"
    )  # fmt: skip
    return Table(
        titles,
        [
            ("", _("Debt-free"), _end(before), _end(after), later_text(beside.months_more)),
            ("", _("Interest left"), _cost(before, code), _cost(after, code), cost),
            (
                "", _("Minimums a month"), rows.amount_of(month[0], code), rows.amount_of(month[1], code),
                _signed(beside.month_more_minor, code),
            ),
        ],
    )  # fmt: skip


def _end(row: PlanRow | None) -> str:
    if row is None:
        return "-"
    if row.short is not None:
        return _("short")
    return _("never") if row.debt_free_on is None else row.debt_free_on.isoformat()


def _cost(row: PlanRow | None, code: str) -> str:
    if row is None:
        return rows.amount_of(0, code)
    return rows.amount_of(row.interest_minor, code) if row.ends else "-"


def _signed(minor: int | None, code: str) -> str:
    if minor is None:
        return ""
    return f"{'+' if minor > 0 else ''}{rows.amount_of(minor, code)}"


def _percent(rate: Decimal | None) -> str | None:
    return None if rate is None else f"{rate * 100:.2f}"


def beside_json(beside: Beside, code: str) -> dict[str, Any]:
    """The supposed loan and both answers, for programs."""
    from tracker.cli.plan_rows import row_json

    loan = beside.loan

    def sum_of(minor: int | None) -> str | None:
        return rows.money(minor, code)

    return {
        "kind": "refinance" if beside.clears else "new",
        "amount": sum_of(loan.amount),
        "received": sum_of(loan.received),
        "fee": sum_of(loan.fee_sum),
        "fee_kept_back": loan.fee.is_kept_back,
        "rate_pct": _percent(loan.yearly),
        "periods": loan.periods,
        "payment": sum_of(loan.payment),
        "last_payment": sum_of(loan.payments[-1]),
        "clears": [
            {"loan_id": each.loan_id, "loan": each.loan, "amount": sum_of(each.minor)}
            for each in beside.clears
        ],
        "cleared": sum_of(beside.clears_minor),
        "spare": sum_of(beside.spare_minor),
        "kept": beside.is_kept,
        "nominal_pct": _percent(beside.nominal),
        "effective_pct": _percent(beside.effective),
        "method": beside.after.strategy.value,
        "without": row_json(beside.before, code) if beside.before else None,
        "with": row_json(beside.after, code),
        "cost_more": sum_of(beside.more_minor),
        "months_more": beside.months_more,
        "month_without": sum_of(beside.month_before_minor),
        "month_with": sum_of(beside.month_after_minor),
        "month_more": sum_of(beside.month_more_minor),
        "sentence": verdict(beside, code),
        "paid_back_at_once": sum_of(beside.back_minor),
        "caps": [cap_json(each) for each in beside.checks],
        "not_held": [{"rule": each.rule.number, "why": each.why} for each in beside.not_held],
    }
