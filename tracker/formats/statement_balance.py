"""Whether the balances of a statement follow from its rows: where they do not, rows may be missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.formats.statement import Entry

_LEAST = 3
"""Fewer steps from row to row than this say nothing."""

_USUAL = 4
"""Of so many steps at most one may fail; balances that follow less often are of another kind."""

_MOST = 1000


@dataclass(slots=True)
class Balances:
    """Looks at the rows one after the other; nothing is kept of them but the last."""

    _last: Entry | None = None
    _steps: int = 0
    _mixed: bool = False
    _falling: int = 0
    _rising: int = 0
    _falls: list[int] = field(default_factory=list)
    _rises: list[int] = field(default_factory=list)
    _against: list[int] = field(default_factory=lambda: [0, 0])

    def add(self, entry: Entry) -> None:
        """Look at one more row."""
        if entry.balance_minor is None:
            return
        last, self._last = self._last, entry
        if last is None:
            return
        self._steps += 1
        self._mixed = self._mixed or last.currency != entry.currency
        if not _follows(entry, last, last):
            self._falling += 1
            self._falls += [entry.line] if len(self._falls) < _MOST else []
        self._against[0] += _follows(entry, last, last, -1)
        self._against[1] += _follows(last, entry, entry, -1)
        if not _follows(last, entry, entry):
            self._rising += 1
            self._rises += [entry.line] if len(self._rises) < _MOST else []

    @property
    def denied(self) -> bool:
        """Whether the balances follow from no row as it is read, and from every one of the opposite sign."""
        return (
            self._steps > 1 and self._steps == self._falling == self._rising and self._steps in self._against
        )

    def jumps(self) -> tuple[int, ...]:
        """The lines before which the balance jumps by more than the row says, whichever way they run."""
        fewest = min(self._falling, self._rising)
        if self._mixed or self._steps < _LEAST or fewest * _USUAL > self._steps:
            return ()
        return tuple(self._falls if self._falling <= self._rising else self._rises)


def gaps(entries: Iterable[Entry]) -> tuple[int, ...]:
    """The same of rows that are all there."""
    seen = Balances()
    for each in entries:
        seen.add(each)
    return seen.jumps()


def _follows(earlier: Entry, later: Entry, moved: Entry, sign: int = 1) -> bool:
    """Whether the balance of a row is that of the row before and what it moved."""
    return (later.balance_minor or 0) == (earlier.balance_minor or 0) + sign * moved.minor
