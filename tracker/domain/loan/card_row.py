"""What a row of a card's statement is: a purchase, a fee, interest, or money that came back."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.domain.loan.facts import ChargeKind
from tracker.domain.loan.repayment import Reason
from tracker.domain.text import normal

REFUND = "refund"
PAYMENT = "payment"
LEFT_OUT = "none"

ROLES = (PAYMENT, REFUND, *(kind.value for kind in ChargeKind), LEFT_OUT)
"""What a person can say a row is."""

TYPES = (*(kind.value for kind in ChargeKind),)
"""What the type of a row can say of money that went out, in the words of a profile."""

_SPENT = (
    (
        ChargeKind.LATE_FEE,
        re.compile(r"(?<![a-z])late (?:payment )?(?:fee|charge)|滞纳金|违约金"),
    ),
    (
        ChargeKind.INTEREST,
        re.compile(
            r"(?<![a-z])(?:interest charged?|interest on|purchase interest|cash advance interest|"
            r"finance charge)(?![a-z])|^interest(?![a-z])|利息"
        ),
    ),
    (
        ChargeKind.FEE,
        re.compile(
            r"(?<![a-z])(?:annual|membership|foreign(?: transaction| exchange)?|cash advance|over ?limit|"
            r"balance transfer|returned payment|service) (?:fee|charge)(?![a-z])|年费|手续费|服务费"
        ),
    ),
    (
        ChargeKind.CASH_ADVANCE,
        re.compile(r"(?<![a-z])(?:cash advance|cash withdrawal|atm withdrawal)(?![a-z])|取现|预借现金"),
    ),
)
_BACK = re.compile(
    r"退款|退货|撤销|冲正|返现|(?<![a-z])(?:refund(?:ed)?|returns?|reversal|cash ?back|charge ?back|"
    r"(?:statement|merchant|credit) credit|credit adj\w*|rewards?)(?![a-z])"
)
_PAYMENT_BACK = re.compile(
    r"(?:payment|pymt|还款).{0,20}(?:return|revers|reject|撤销|冲正|退回)|returned payment$"
)


class Told(NamedTuple):
    """What a row is, and by what that was told; nothing where its words leave it open."""

    role: str
    reason: Reason


def tell(*, way: str, kind: str, status: str, text: str) -> Told | None:
    """What a movement of a card is that is no payment to it.

    `way` is `out` or `in`, `kind` what the file's own type of the row says, `status` what became of it.
    """
    plain = normal(text)
    if way == "in":
        if kind == REFUND or status == REFUND:
            return Told(REFUND, Reason("type_says"))
        found = _BACK.search(plain)
        return Told(REFUND, Reason("text_says", {"word": found[0]})) if found else None
    if way != "out" or kind in (REFUND, "repayment") or status == REFUND or _PAYMENT_BACK.search(plain):
        return None
    if kind in TYPES and kind != ChargeKind.FEE:
        return Told(kind, Reason("type_says"))
    # Banks file interest under their fees: there the text says which of them it is.
    for role, pattern in _SPENT:
        if found := pattern.search(plain):
            return Told(role, Reason("text_says", {"word": found[0]}))
    if kind == ChargeKind.FEE:
        return Told(ChargeKind.FEE, Reason("type_says"))
    return Told(ChargeKind.PURCHASE, Reason("spent"))
