"""What a supposed loan comes to on the Plan screen and in its form, as pure functions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.domain.plan.borrow_typed import FIELDS, read_borrow
from tracker.locale import _, ngettext
from tracker.locale.joining import phrased, sentences, told_of
from tracker.locale.plan_borrow import above_text, back_text, later_text, loan_text, verdict_text
from tracker.locale.rules import rule_title
from tracker.locale.ways import way_name
from tracker.ui.figures import Figures
from tracker.ui.text import fit

if TYPE_CHECKING:
    from decimal import Decimal

    from tracker.domain.plan.new_loan import Borrow
    from tracker.domain.problems import Checked
    from tracker.services.plan.answers import Beside, PlanAnswer, PlanRow

Styled = str | tuple[str, str]

_ATTENTION = "$mark-attention bold"
_LABEL, _CELL, _MORE = 17, 15, 18


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What stands in the form of a supposed loan."""

    typed: tuple[str, ...] = ("",) * len(FIELDS)
    refinances: tuple[int, ...] = ()
    is_fee_kept_back: bool = False
    is_kept: bool = False
    is_online: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether anything is said at all."""
        return any(each.strip() for each in self.typed) or bool(self.refinances)

    @property
    def is_whole(self) -> bool:
        """Whether everything is there that a loan needs."""
        amount, rate, periods, _fee = (each.strip() for each in self.typed)
        return bool(rate and periods and (amount or self.refinances))

    def with_text(self, at: int, text: str) -> Words:
        """The words with another text in one field."""
        return replace(self, typed=(*self.typed[:at], text, *self.typed[at + 1 :]))

    def with_loan(self, loan_id: int) -> Words:
        """The words with a loan to pay off, or without it if it was one."""
        left = tuple(each for each in self.refinances if each != loan_id)
        return replace(self, refinances=left if loan_id in self.refinances else (*left, loan_id))

    def read(self, currency: str) -> Checked[Borrow]:
        """The loan of the words."""
        return read_borrow(
            dict(zip(FIELDS, self.typed, strict=True)), currency, refinances=self.refinances,
            is_fee_kept_back=self.is_fee_kept_back, is_kept=self.is_kept,
            product="online_loan" if self.is_online else "",
        )  # fmt: skip


def standing_words(beside: Beside, currency: str, figures: Figures) -> tuple[str, ...]:
    """The supposed loan and what it does, then shorter ways to say it; one line while it stands."""
    loan = beside.loan
    text = loan_text(
        figures.money(loan.amount, currency), beside.rate, loan.periods,
        [each.loan for each in beside.clears],
    )  # fmt: skip
    said = told_of(_("What if"), text) + _(".")
    verdict = verdict_words(beside, currency, figures)
    return sentences(said, verdict), sentences(_("A new loan is supposed."), verdict), verdict


def verdict_words(beside: Beside, currency: str, figures: Figures) -> str:
    """What the supposed loan does, in one plain sentence."""
    return verdict_text(
        beside.more_minor, beside.month_more_minor, lambda minor: figures.money(minor, currency),
        ends_before=beside.before is None or beside.before.ends, ends_after=beside.after.ends,
    )  # fmt: skip


def is_dear(beside: Beside) -> bool:
    """Whether its true rate is above a dated cap of the place."""
    return any(each.verdict == "above" for each in beside.checks)


def result(answer: PlanAnswer, beside: Beside, figures: Figures) -> Iterator[Styled]:
    """The question without the loan and with it, and what that comes to, in the form."""
    code, before, after = answer.currency, beside.before, beside.after
    yield _row(way_name(after.strategy), _("Without it"), _("With it"), _("Difference")) + "\n", "bold"
    yield _row(_("Debt-free"), _end(before), _end(after), later_text(beside.months_more)) + "\n"
    cost, month = beside.more_minor, beside.month_more_minor
    yield _row(
        _("Interest left"), _cost(before, code, figures), _cost(after, code, figures),
        _signed(cost, code, figures),
    ) + "\n"  # fmt: skip
    yield _row(
        _("Minimums a month"), figures.money(beside.month_before_minor, code),
        figures.money(beside.month_after_minor, code), _signed(month, code, figures),
    ) + "\n"  # fmt: skip
    yield "~ " + verdict_words(beside, code, figures) + "\n"
    yield phrased(_about(beside, code, figures)) + _(".")
    if beside.back_minor:
        yield "\n! ", _ATTENTION
        yield back_text(figures.money(beside.back_minor, code))
    for each in beside.checks:
        if each.verdict == "within":
            continue
        surely = each.verdict == "above"
        rate = _percent(beside.nominal if surely else beside.effective)
        rule = f"{each.cap.rule.number} {rule_title(each.cap.rule)}"
        yield "\n! " if surely else "\n~ ", _ATTENTION
        yield above_text(rate, f"{each.cap.percent:.2f}", rule, surely=surely)


def _about(beside: Beside, code: str, figures: Figures) -> Iterator[str]:
    loan = beside.loan
    yield _("{amount} a month, {count} times").format(
        amount=figures.money(loan.payment, code), count=loan.periods
    )
    if beside.clears:
        yield _("{amount} clears the loans").format(amount=figures.money(beside.clears_minor, code))
    if beside.spare_minor:
        words = _("{amount} is kept") if beside.is_kept else _("{amount} pays debts")
        yield words.format(amount=figures.money(beside.spare_minor, code))
    if beside.nominal is not None and beside.effective is not None:
        yield _("true rate {nominal} %, compounded {effective} %").format(
            nominal=_percent(beside.nominal), effective=_percent(beside.effective)
        )


def asked_words(borrow: Borrow, currency: str, figures: Figures) -> str:
    """The supposed loan among the parts of the question, as short as can be."""
    if borrow.amount_minor is None:
        count = len(borrow.refinances)
        return ngettext("new loan for {n}", "new loan for {n}", count).format(n=count)
    return _("new loan {amount}").format(amount=figures.money(borrow.amount_minor, currency))


def _row(name: str, *cells: str) -> str:
    before, after, more = cells
    return (
        fit(name, _LABEL)
        + fit(before, _CELL, right=True)
        + fit(after, _CELL, right=True)
        + fit(more, _MORE, right=True)
    )


def _end(row: PlanRow | None) -> str:
    if row is None:
        return "-"
    if row.short is not None:
        return _("short")
    return _("never") if row.debt_free_on is None else f"{row.debt_free_on:%Y-%m}"


def _cost(row: PlanRow | None, code: str, figures: Figures) -> str:
    if row is None:
        return figures.money(0, code)
    return figures.money(row.interest_minor, code) if row.ends else "-"


def _signed(minor: int | None, code: str, figures: Figures) -> str:
    if minor is None:
        return ""
    return ("+" if minor > 0 and not figures.hidden else "") + figures.money(minor, code)


def _percent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{rate * 100:.2f}"
