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
        "in_arrears": _("already in arrears"),
        "already_in_arrears": _("already in arrears"),
        "overdue": _("overdue"),
        "autopay_off": _("autopay off"),
        "autopay_unchecked": _("autopay not checked lately"),
        "autopay_none": _("no autopay"),
        "card_expired": _("autopay card expired"),
        "holiday": _("due on a holiday"),
        "due_on_holiday": _("due on a holiday"),
        "weekend": _("due on a weekend"),
        "paid_late_before": _("paid late before"),
        "promo_ends": _("promotion ends"),
        "promo_ending": _("promotion ends"),
        "amount_unknown": _("amount unknown"),
        "estimate": _("amount estimated"),
    }
