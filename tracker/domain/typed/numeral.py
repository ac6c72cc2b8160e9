"""Numbers in Chinese characters: `一万二`, `两千五`, `1万2`, `十八`, `壹仟`, `一点五万`."""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9,
}  # fmt: skip
_SAME = str.maketrans({
    "拾": "十", "佰": "百", "仟": "千", "萬": "万", "億": "亿", "〇": "零", "兩": "两",
    **{char: str(number) for char, number in _DIGITS.items() if number},
})  # fmt: skip
_LARGE = (("亿", 10**8), ("万", 10**4))
_SMALL = re.compile(r"(?:([1-9])千)?(零)?(?:([1-9])百)?(零)?(?:([1-9])?(十))?(零)?([1-9])?")
_POINT = re.compile(r"([0-9]*零?)点([0-9零]+)")
_PLAIN = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")

CHARACTERS = "零〇一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾佰仟萬億兩"
"""Every character such a number may hold beside digits and a point."""


def parse_numeral(text: str) -> Decimal | None:
    """The number, None if it is none; after 万, 千 or 百 a single digit counts the next smaller unit."""
    return _read(text.translate(_SAME)) if text else None


def parse_digits(text: str) -> str | None:
    """The ordinary digits of a small whole number or of a year said digit by digit, None if it is neither."""
    plain = text.translate(_SAME).replace("零", "0")
    if plain.isascii() and plain.isdigit():
        return plain
    value = parse_numeral(text)
    return None if value is None or value != int(value) else str(int(value))


def _read(text: str) -> Decimal | None:
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    for sign, worth in _LARGE:
        head, found, tail = text.rpartition(sign) if sign == "亿" else text.partition(sign)
        if found:
            return _above(head, tail, worth)
    if match := _POINT.fullmatch(text):
        whole = match[1].replace("零", "0") or "0"
        return Decimal(f"{whole}.{match[2].replace('零', '0')}")
    return _below(text)


def _above(head: str, tail: str, worth: int) -> Decimal | None:
    """What stands before 万 or 亿 times its worth, and what follows."""
    many = _read(head) if head else None
    if many is None:
        return None
    if not tail:
        return many * worth
    whole = many == int(many)
    if len(tail) == 1 and tail.isdigit() and whole:
        return many * worth + int(tail) * worth // 10
    if tail.isdigit() or not whole:  # 1万25: nobody can say what the 25 counts
        return None
    rest = _read(tail.removeprefix("零"))
    return many * worth + rest if rest is not None and rest < worth else None


def _below(text: str) -> Decimal | None:
    match = _SMALL.fullmatch(text)
    if match is None or not text or text == "零":
        return Decimal(0) if text == "零" else None
    thousands, _zero, hundreds, _zero2, tens, ten, zero, ones = match.groups()
    total = 1000 * int(thousands or 0) + 100 * int(hundreds or 0) + 10 * (int(tens or 1) if ten else 0)
    if ones:
        gap = any((_zero, _zero2, zero)) or ten
        unit = 10 if hundreds else 100 if thousands else 1
        total += int(ones) * (1 if gap else unit)
    return Decimal(total)
