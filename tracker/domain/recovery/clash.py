"""An autopay that still follows what an arrangement has replaced."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.domain.loan.autopay import Autopay, AutopayMode
from tracker.domain.loan.ledger import Instalment


@dataclass(frozen=True, slots=True, kw_only=True)
class AutopayClash:
    """What autopay may still take, and when, against what was agreed.

    `code` is `amount` for a fixed sum that is not the agreed one, `old_dues` where nobody looked at the
    binding since the arrangement began.
    """

    code: str
    old_on: date
    old_minor: int
    new_on: date
    new_minor: int


def autopay_clash(
    autopay: Autopay | None,
    *,
    effective_on: date,
    replaced: Iterable[Instalment],
    coming: Iterable[Instalment],
    today: date,
) -> AutopayClash | None:
    """How an autopay clashes with an arrangement, None where it does not.

    `replaced` are the open instalments the arrangement took the place of, `coming` its own. What it costs
    to agree is paid apart and no instalment that autopay takes; sums of one day are set side by side.
    """
    ahead_of = [row for row in coming if row.open > 0]
    ahead_of = [row for row in ahead_of if row.principal > 0] or ahead_of
    new = next(iter(ahead_of), None)
    if autopay is None or not autopay.is_on or new is None:
        return None
    if autopay.mode is AutopayMode.FIXED and autopay.fixed_minor is not None:
        if autopay.fixed_minor == new.open:
            return None
        return AutopayClash(
            code="amount", old_on=new.due_on, old_minor=autopay.fixed_minor, new_on=new.due_on,
            new_minor=new.open,
        )  # fmt: skip
    if autopay.checked_on is not None and autopay.checked_on >= effective_on:
        return None
    rows = [row for row in replaced if row.open > 0]
    ahead = [row for row in rows if row.due_on >= today]
    old = (
        min(ahead, key=lambda row: row.due_on)
        if ahead
        else max(rows, key=lambda row: row.due_on, default=None)
    )
    if old is None:
        return None
    new = next((row for row in ahead_of if row.due_on == old.due_on), new)
    if (old.due_on, old.open) == (new.due_on, new.open):
        return None
    return AutopayClash(
        code="old_dues", old_on=old.due_on, old_minor=old.open, new_on=new.due_on, new_minor=new.open
    )
