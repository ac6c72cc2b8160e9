"""Which way of repaying goes by a name that everybody knows: `花呗`, `CMB card`, `房贷`."""

from __future__ import annotations

import re

from tracker.domain.loan.facts import Method
from tracker.domain.text import normal

_REVOLVING = ("花呗", "白条", "信用卡", "月付", "先用后付", "备用金")
_LEVEL = (
    "借呗", "微粒贷", "金条", "房贷", "按揭", "公积金贷", "车贷", "助学贷", "网商贷", "消费贷", "网贷",
    "有钱花", "任性贷",
)  # fmt: skip
_CARD = re.compile(r"(?:^|\W)(?:huabei|(?:credit|store|charge) ?card|card|visa|mastercard|amex)(?:\W|$)")


def method_of(name: str) -> Method | None:
    """The way of repaying a name stands for beyond doubt, None for all others."""
    plain = normal(name)
    if any(each in plain for each in _REVOLVING) or _CARD.search(plain):
        return Method.REVOLVING
    return Method.LEVEL_PAYMENT if any(each in plain for each in _LEVEL) else None
