"""Whether sums are shown: what a person reads bears `••••` for each while they are hidden."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from tracker.locale.amounts import HIDDEN, format_compact, format_money

_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_SUM = (
    r"~?[A-Z]{0,3}[¥$€£₹] ?-?[0-9](?:[0-9,.]*[0-9])?"
    r"|~?-?[0-9][0-9,]*\.[0-9]+(?![0-9%])|~?-?[0-9]{1,3}(?:,[0-9]{3})+(?![0-9%])"
)
_COUNT = r"(?<![\w.-])[0-9]{3,}(?![\w%-]|\.[0-9])"

_hidden = False
_block: ContextVar[bool | None] = ContextVar("hiding", default=None)
"""What a block says that is under way here; other threads keep their own, or what holds for all."""


def hide(*, hidden: bool) -> None:
    """Hide sums in everything that is read from now on, or show them again."""
    global _hidden
    _hidden = hidden


@contextmanager
def hiding(*, hidden: bool) -> Iterator[None]:
    """Hide sums, or show them, for as long as the block lasts, in this thread only."""
    before = _block.set(hidden)
    try:
        yield
    finally:
        _block.reset(before)


def is_hiding() -> bool:
    """Whether sums are hidden now."""
    here = _block.get()
    return _hidden if here is None else here


def shown_money(minor: int, currency: str, *, symbol: bool = False, estimate: bool = False) -> str:
    """The sum as it may be read now; `~` marks an estimate."""
    if is_hiding():
        return HIDDEN
    return ("~" if estimate else "") + format_money(minor, currency, symbol=symbol)


def shown_compact(minor: int, currency: str) -> str:
    """The sum in three figures as it may be read now."""
    return HIDDEN if is_hiding() else format_compact(minor, currency)


def told(text: str, *, counts: bool = False) -> str:
    """Words that were put together with sums in them, as they may be read now."""
    return without_sums(text, counts=counts) if is_hiding() else text


def without_sums(text: str, *, counts: bool = False, instead: str = HIDDEN) -> str:
    """Words without the sums in them; dates and rates stay.

    `counts` takes out whole numbers too: a sum in a currency without decimals looks like one.
    """
    pattern = f"({_DAY})|{_SUM}|{_COUNT}" if counts else f"({_DAY})|{_SUM}"
    return re.sub(pattern, lambda found: found[1] or instead, text)
