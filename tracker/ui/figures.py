"""Amounts and dates as the screens show them: hidden when asked, short where the year is plain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from tracker.locale import _, amounts, ngettext

if TYPE_CHECKING:
    from tracker.services.views import DueRow, LoanRow, PaymentRow, ScheduleRow


MARKS = {"overdue": "!!", "attention": "!", "ok": "ok", "quiet": ""}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How figures are written today."""

    today: date
    hidden: bool = False
    own: str = ""
    """The currency written without a mark; amounts in any other always bear one."""

    def money(self, minor: int | None, currency: str, *, symbol: bool = False, estimate: bool = False) -> str:
        """The amount, `••••` if hidden, `?` if unknown, `~` before an estimate."""
        if minor is None:
            return "?"
        if self.hidden:
            return amounts.HIDDEN
        return ("~" if estimate else "") + amounts.format_money(minor, currency, symbol=symbol, own=self.own)

    def compact(self, minor: float, currency: str) -> str:
        """The amount in three figures, for axes."""
        return amounts.HIDDEN if self.hidden else amounts.format_compact(round(minor), currency)

    def day(self, on: date | None) -> str:
        """The date, short where only one year can be meant."""
        return "" if on is None else amounts.format_day(on, self.today)

    def due_tone(self, due: DueRow, *, risky: bool = False) -> str:
        """How much a due needs attention: overdue, attention or nothing."""
        if due.status == "overdue":
            return "overdue"
        return "attention" if risky or due.status in ("grace", "due_today") else ""

    def loan_tone(self, row: LoanRow) -> str:
        """How much a loan needs attention."""
        if row.status == "overdue":
            return "overdue"
        return "attention" if row.status in ("grace", "due_today") else ""

    def schedule_state(self, row: ScheduleRow) -> tuple[str, str]:
        """The state of an instalment in words, and its tone."""
        if row.status == "paid":
            if row.late_days > 0:
                return _("paid +{days} d").format(days=row.late_days), "quiet"
            return _("paid {date}").format(date=self.day(row.settled_on) or "").rstrip(), "quiet"
        days = (row.due_on - self.today).days
        if row.status == "overdue":
            return _("late {days} d").format(days=-days), "overdue"
        if row.status == "grace":
            return _("in grace"), "attention"
        if days == 0:
            return _("today"), "attention"
        weekend = amounts.format_weekend(row.due_on)
        if 0 < days <= 31:
            return " ".join((_("in {days} d").format(days=days), weekend)).rstrip(), ""
        return " ".join((_("plan"), weekend)).rstrip(), ""


def days_late(days: int) -> str:
    """`12 days` in words."""
    return ngettext("{n} day", "{n} days", days).format(n=days)


def method_meaning(method: str) -> str:
    """What a way of repaying means, for who meets its name for the first time."""
    return {
        "level_payment": _("the same sum each time; at first most of it is interest"),
        "equal_principal": _("the same part of the debt each time, with interest: payments shrink"),
        "interest_only": _("only interest each time, then all that was lent at the end"),
        "bullet": _("everything at once, at the end"),
        "flat_fee": _("the same sum each time; the fee counts what was lent, however little is left"),
        "revolving": _("spend and repay as you like; a minimum is due each month"),
        "custom": _("as the lender's own table says"),
        "informal": _("as agreed with a person; interest only if you say so"),
    }.get(method, "")


def day_count_word(day_count: str) -> str:
    """How days become interest, as contracts write it."""
    return {
        "equal_months": _("equal months"),
        "actual_365": "365",
        "actual_360": "360",
        "actual_actual_isda": "act/act ISDA",
        "actual_actual_afb": "act/act AFB",
        "thirty_360": "30/360",
        "thirty_360_us": "30/360 US",
        "thirty_e_360": "30E/360",
        "thirty_e_360_isda": "30E/360 ISDA",
    }.get(day_count, day_count)


def state_tone(row: PaymentRow) -> str:
    """Whether a payment needs attention."""
    return "attention" if row.state in ("failed", "reversed") else "" if row.state == "posted" else "quiet"


def autopay_word(autopay: str | None) -> str:
    """The state of autopay in a word; nothing if it was never said."""
    return {"on": _("auto"), "off": _("auto off"), "unchecked": _("auto ?"), "expired": _("auto !")}.get(
        autopay or "", ""
    )


def language_word(name: str) -> str:
    """A language by its own name."""
    return {"en": "English", "zh_CN": "简体中文"}.get(name, _("as the system"))
