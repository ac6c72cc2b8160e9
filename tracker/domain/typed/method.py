"""Ways of repaying as people and files name them: `等额本息`, `credit card`, `interest-only`."""

from __future__ import annotations

import re

from tracker.domain.loan.facts import Method
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import normal

_NAMES: dict[Method, tuple[str, ...]] = {
    Method.LEVEL_PAYMENT: (
        "level payment", "equal payments", "equal payment", "equal instalment", "equal installment",
        "annuity", "amortizing", "等额本息",
    ),
    Method.EQUAL_PRINCIPAL: ("equal principal", "等额本金"),
    Method.INTEREST_ONLY: ("interest only", "先息后本", "按月付息到期还本", "按期付息到期还本"),
    Method.BULLET: ("bullet", "到期一次还本付息", "一次性还本付息", "到期还本付息", "利随本清"),
    Method.FLAT_FEE: ("flat fee", "flat rate", "flat", "等本等息", "等本等费", "账单分期"),
    Method.REVOLVING: (
        "revolving", "card", "credit card", "store card", "charge card", "line of credit", "credit line",
        "信用卡", "循环额度", "循环贷", "随借随还",
    ),
    Method.CUSTOM: ("custom", "自定义"),
    Method.INFORMAL: (
        "informal", "family", "friend", "family loan", "personal iou", "亲友", "亲友借款", "私人借款", "欠条",
    ),
}  # fmt: skip
_BY_NAME = {name: method for method, names in _NAMES.items() for name in names}
_JOINER = re.compile(r"[_\-\s,，、]+")


def method_named(text: str) -> Method | None:
    """The way of repaying a text names, if it is one we know."""
    folded = _JOINER.sub(" ", normal(text)).strip()
    return _BY_NAME.get(folded) or _BY_NAME.get(folded.replace(" ", ""))


_CARD = re.compile(r"\b(?:credit\s*|master)?cards?\b|\bvisa\b|\bamex\b|信用卡|贷记卡|花呗", re.IGNORECASE)
_OTHER_CARD = re.compile(r"\b(?:debit|gift|sim|discard)|借记卡|储蓄卡|分期", re.IGNORECASE)


def is_card_name(text: str) -> bool:
    """Whether what somebody calls a loan says that it is a credit card: `Stanford card`, `招行信用卡`."""
    return bool(_CARD.search(text)) and not _OTHER_CARD.search(text)


def parse_method(text: str, *, field: str = "method") -> Checked[Method]:
    """The way of repaying; an unknown one is a problem naming the choices."""
    if found := method_named(text):
        return found, ()
    if not text.strip():
        return None, (Problem(code="required", field=field),)
    params = {"choices": ", ".join(method.value for method in Method)}
    return None, (Problem(code="unknown_choice", field=field, value=text[:200], params=params),)
