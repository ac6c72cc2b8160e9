"""Whether the balances of a statement follow from its rows: where they do not, rows may be missing."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.formats.statement import Entry

_LEAST = 3
"""Fewer steps from row to row than this say nothing."""

_USUAL = 4
"""Of so many steps at most one may fail; balances that follow less often are of another kind."""


def gaps(entries: Sequence[Entry]) -> tuple[int, ...]:
    """The lines before which the balance jumps by more than the row says, in whichever order they stand."""
    kept = [each for each in entries if each.balance_minor is not None]
    if len({each.currency for each in kept}) != 1 or len(kept) <= _LEAST:
        return ()
    steps = list(pairwise(kept))
    falling = [after.line for before, after in steps if not _follows(after, before, before)]
    rising = [after.line for before, after in steps if not _follows(before, after, after)]
    fewest = min(falling, rising, key=len)
    return tuple(fewest) if len(fewest) * _USUAL <= len(steps) else ()


def _follows(earlier: Entry, later: Entry, moved: Entry) -> bool:
    """Whether the balance of a row is that of the row before and what it moved."""
    return (later.balance_minor or 0) == (earlier.balance_minor or 0) + moved.minor
