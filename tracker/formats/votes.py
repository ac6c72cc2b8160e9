"""One decimal mark and one date order for a whole file, decided by the cells that leave no doubt."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.domain.problems import Checked, Problem
from tracker.domain.typed import amount, date


def vote_mark(cells: Iterable[str], field: str) -> Checked[str]:
    """The decimal mark the amounts show; None without problems if no cell decides."""
    votes = {mark for cell in cells if (mark := amount.decides_mark(cell))}
    if len(votes) > 1:
        return None, (Problem(code="decimal_mark_mixed", field=field, ask=True, hint=amount.HINT),)
    return (votes.pop() if votes else None), ()


def vote_order(cells: Iterable[str], field: str) -> Checked[date.Order]:
    """The order of day and month the dates show; None without problems if no cell decides."""
    votes = {order for cell in cells if (order := date.decides_order(cell))}
    if len(votes) > 1:
        return None, (Problem(code="date_order_mixed", field=field, ask=True, hint=date.HINT),)
    return (votes.pop() if votes else None), ()


def shared_currency(signs: set[tuple[str, ...]], home: str) -> str | None:
    """The currency all signs can mean: the book's own if possible, else the usual one; None if none fits."""
    if not signs:
        return home
    shared = set.intersection(*map(set, signs))
    if home in shared:
        return home
    return next((code for code in min(signs, key=len) if code in shared), None)
