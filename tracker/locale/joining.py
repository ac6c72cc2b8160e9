"""How words stand together in the person's language: items of a list, parts of a statement, sentences.

Chinese sets items apart by `、`, parts by `，` and `；`, and puts no space between sentences.
"""

from __future__ import annotations

from collections.abc import Iterable
from string import Formatter

from tracker.locale import language

_MARKS = {"zh_CN": ("、", "，", "；", "", "：", "（", "）")}
_PLAIN = (", ", ", ", "; ", " ", ": ", " (", ")")


def listed(names: Iterable[str]) -> str:
    """Items of one kind, one after another: `rate, due day`, `利率、还款日`."""
    return _marks()[0].join(names)


def relisted(text: str) -> str:
    """A list that was joined where no language is known, as the person's language joins it."""
    return listed(text.split(", "))


def phrased(parts: Iterable[str]) -> str:
    """Parts of one statement: `overdue 12 days, 275.04`."""
    return _marks()[1].join(parts)


def apart(parts: Iterable[str]) -> str:
    """Statements that are kept further apart, as each may have commas of its own."""
    return _marks()[2].join(parts)


def sentences(*texts: str) -> str:
    """Whole sentences one after another; empty ones are left out."""
    return _marks()[3].join(text for text in texts if text)


def told_of(name: str, text: str) -> str:
    """What is said of something: `Jiebei: 3 payments`, `借呗：3 笔还款`."""
    return f"{name}{_marks()[4]}{text}"


def aside(text: str) -> str:
    """What is said beside a thing, in brackets right after it."""
    return f"{_marks()[5]}{text}{_marks()[6]}"


def fitted(sentence: str, **values: object) -> str:
    """A sentence with its values: in Chinese a blank stands between a name and words only of two scripts."""
    if language() not in _MARKS:
        return sentence.format(**values)
    text = ""
    for literal, name, _spec, _conversion in Formatter().parse(sentence):
        text = _met(text, literal)
        if name is not None:
            text = _met(text, str(values[name]))
    return text


def _met(before: str, after: str) -> str:
    """Two pieces one after the other, with the blank that belongs between them."""
    left, right = before.rstrip(" "), after.lstrip(" ")
    if not left or not right or not (_is_chinese(left[-1]) or _is_chinese(right[0])):
        return before + after
    script = _is_letter(left[-1]), _is_letter(right[0])
    if _is_mark(left[-1]) or _is_mark(right[0]) or script == (True, True):
        return left + right
    return f"{left} {right}"


def _is_chinese(char: str) -> bool:
    return _is_letter(char) or _is_mark(char)


def _is_letter(char: str) -> bool:
    return "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff"


def _is_mark(char: str) -> bool:
    return "\u3001" <= char <= "\u303f" or "\uff01" <= char <= "\uff60" or char in "“”‘’…"


def _marks() -> tuple[str, ...]:
    return _MARKS.get(language(), _PLAIN)
