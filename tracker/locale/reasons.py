"""Why a due may be missed, as a person can check it."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.text import clean
from tracker.locale import _


def reason_text(code: str, params: Mapping[str, object] | None = None) -> str:
    """The reason in a few words; one without words of its own reads as "needs attention"."""
    words = _reasons().get(code, _("needs attention"))
    return words.format_map(_Known({name: clean(str(value)) for name, value in (params or {}).items()}))


class _Known(dict[str, str]):
    """Parameters of a reason; one that is not given reads as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _reasons() -> dict[str, str]:
    return {
        "overdue": _("overdue for {days} d"),
        "in_arrears": _("already in arrears"),
        "autopay_off": _("autopay off"),
        "autopay_failed": _("autopay failed on {on}"),
        "autopay_unknown": _("no autopay known"),
        "autopay_unchecked": _("autopay not checked lately"),
        "card_expired": _("card expired"),
        "holiday": _("due on a holiday: {name}"),
        "paid_late_before": _("paid late before ({count})"),
        "promo_ending": _("promotion ends {on}"),
    }
