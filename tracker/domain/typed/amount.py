"""Amounts of money as files and people write them: an exact decimal, or why not.

A comma or point before three digits can group thousands or start decimals. Such a cell is never
guessed: the decimal mark is declared, or the problem asks for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from tracker.domain.money import LIMIT_MINOR, exponent, to_minor
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import narrow
from tracker.domain.typed.currencies import take_currency

LONGEST = 64
"""Characters of the longest amount worth reading."""

HINT = "--decimal-mark"

_MINUS = str.maketrans({"−": "-", "–": "-", "﹣": "-", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})
_WHOLE = re.compile(r"[0-9]+")
_BARE = re.compile(r"[0-9]*[.,][0-9]+")
_SPACED = re.compile(r"[0-9]{1,3}(?:([ '])[0-9]{3})(?:\1[0-9]{3})*(?:[.,][0-9]+)?")
_GROUPED = {
    "," : re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}(?:\.[0-9]+)?"),
    "." : re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?"),
}  # fmt: skip
_EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_DEBIT = re.compile(r"(.*[^A-Za-z])(CR|DR)", re.IGNORECASE | re.DOTALL)
_MYRIADS = {"万": 10**4, "亿": 10**8}


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as written: its value, and the currencies its sign can stand for (None: no sign)."""

    value: Decimal
    currencies: tuple[str, ...] | None


def parse_amount(
    text: str, *, decimal_mark: str | None = None, currency: str | None = None, field: str = "amount"
) -> Checked[Decimal]:
    """The amount a cell holds; ambiguous ones ask for the decimal mark."""
    read, problems = read_amount(text, decimal_mark=decimal_mark, field=field)
    if read is None:
        return None, problems
    return checked(read, text, currency, field)


def amount_minor(
    text: str, currency: str, *, decimal_mark: str | None = None, field: str = "amount"
) -> Checked[int]:
    """The amount in minor units of the currency; more decimals than it has are refused."""
    value, problems = parse_amount(text, decimal_mark=decimal_mark, currency=currency, field=field)
    return (None, problems) if value is None else minor_of(value, currency, text, field)


def minor_of(value: Decimal, currency: str, text: str, field: str) -> Checked[int]:
    """A decimal in minor units, or that it has too many decimals."""
    minor = to_minor(value, currency)
    if minor is None:
        params = {"decimals": str(exponent(currency)), "currency": currency}
        return None, (Problem(code="too_many_decimals", field=field, value=text[:200], params=params),)
    return minor, ()


def plain_minor(text: str) -> int | None:
    """The fast path for `12.30`, `-12.30` and `12` in currencies of two decimals; None: read it properly.

    Digits are tested on ASCII text only, because int() alone takes underscores, blanks and other digits.
    """
    whole, point, part = text.partition(".")
    if not text.isascii() or len(whole) > 12:
        return None
    digits = whole[1:] if whole[:1] == "-" else whole
    if not digits.isdigit():
        return None
    if point:
        return int(whole + part) if len(part) == 2 and part.isdigit() else None
    return int(whole) * 100


def read_amount(text: str, *, decimal_mark: str | None = None, field: str = "amount") -> Checked[Amount]:
    """The amount as written with the currencies its sign can stand for."""
    if not text.strip():
        return None, (Problem(code="required", field=field),)
    unreadable = (Problem(code="amount_unreadable", field=field, value=text[:200]),)
    if len(text) > LONGEST:
        return None, unreadable
    unsigned = _unsigned(narrow(text).translate(_MINUS).strip())
    if unsigned is None:
        return None, unreadable
    body, negative, currencies = unsigned
    factor = 1
    if myriad := _MYRIADS.get(body[-1:]):
        # 万 and 亿 come with a decimal point and grouping commas wherever they are used.
        body, factor, decimal_mark = body[:-1].rstrip(), myriad, decimal_mark or "."
    number = _number(body, decimal_mark)
    if number == "both":
        return None, (Problem(code="amount_ambiguous", field=field, value=text[:200], ask=True, hint=HINT),)
    if number is None:
        return None, unreadable
    value = Decimal(number) * factor
    return Amount(-value if negative and value else value, currencies), ()


def checked(read: Amount, text: str, currency: str | None, field: str) -> Checked[Decimal]:
    """The value, if its currency is the expected one and its size believable."""
    if currency and read.currencies and currency not in read.currencies:
        params = {"expected": currency, "found": read.currencies[0]}
        return None, (Problem(code="currency_mismatch", field=field, value=text[:200], params=params),)
    if abs(read.value).scaleb(exponent(currency or "")) > LIMIT_MINOR:
        return None, (Problem(code="amount_too_large", field=field, value=text[:200]),)
    return read.value, ()


def decides_mark(text: str) -> str | None:
    """Which decimal mark the amount shows beyond doubt, None if it would read the same or both ways."""
    unsigned = _unsigned(narrow(text).translate(_MINUS).strip()) if len(text) <= LONGEST else None
    if unsigned is None:
        return None
    body = unsigned[0]
    fits = [mark for mark in ".," if _number(body, mark) not in (None, "both")]
    return fits[0] if len(fits) == 1 else None


def shown_sign(text: str) -> Literal["", "+", "-", "CR", "DR"]:
    """What an amount that can be read says of its sign; nothing where it is bare."""
    plain = narrow(text).translate(_MINUS).strip()
    rest = take_currency(plain)[0]
    if match := _DEBIT.fullmatch(rest):
        return "CR" if match[2].upper() == "CR" else "DR"
    unsigned = _unsigned(plain)
    if unsigned is not None and unsigned[1]:
        return "-"
    return "+" if "+" in plain else ""


def _unsigned(text: str) -> tuple[str, bool, tuple[str, ...] | None] | None:
    """The digits, whether the amount is negative, and its currencies; None if it has two signs."""
    signs: list[bool] = []
    if text.startswith("(") and text.endswith(")"):
        text = text[1:-1].strip()
        signs.append(True)
    text, currencies = take_currency(text)
    if match := _DEBIT.fullmatch(text):
        text = match[1].rstrip()
        signs.append(match[2].upper() == "DR")
    text = _sign(text, signs)
    if currencies is None:
        text, currencies = take_currency(text)
        if currencies is not None and not signs:
            text = _sign(text, signs)
    elif text[:1] in ("+", "-"):
        return None
    return None if len(signs) > 1 else (text, any(signs), currencies)


def _sign(text: str, signs: list[bool]) -> str:
    """The text without one sign in front or a minus behind, which is noted."""
    if text[:1] in ("+", "-"):
        signs.append(text[0] == "-")
        return text[1:].lstrip()
    if text[-1:] == "-":
        signs.append(True)
        return text[:-1].rstrip()
    return text


def _number(body: str, mark: str | None) -> str | None:
    """The digits with a decimal point; "both" if two readings are possible, None if there is none."""
    if _WHOLE.fullmatch(body):
        return body
    if _SPACED.fullmatch(body):
        body = body.replace(" ", "").replace("'", "")
        if _WHOLE.fullmatch(body):
            return body
        # Blanks group already, so the one mark left is the decimal mark.
        return body.replace(",", ".") if mark is None or mark in body else None
    if _BARE.fullmatch(body):
        if mark is not None and mark not in body:
            grouping = "," if mark == "." else "."
            return body.replace(grouping, "") if _GROUPED[grouping].fullmatch(body) else None
        if mark is None and _EITHER.fullmatch(body):
            return "both"
        return body.replace(",", ".")
    for grouping, pattern in _GROUPED.items():
        if mark != grouping and pattern.fullmatch(body):
            return body.replace(grouping, "").replace(",", ".")
    return None
