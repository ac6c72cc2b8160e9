"""Which way amounts went where their signs say more than plus and minus, or less, as `5.00 CR` does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tracker.domain.text import normal
from tracker.domain.typed.amount import read_amount, shown_sign
from tracker.formats.profile import SIDES
from tracker.formats.table import Table, records
from tracker.formats.tally import Tally

_NEARLY = 3
_ANY_SIDE = frozenset(normal(word) for words in SIDES.values() for word in words)


class Shown(NamedTuple):
    """How many amounts of a column say so much of their sign; those of nothing are not counted."""

    bare: int = 0
    plus: int = 0
    minus: int = 0
    credit: int = 0
    debit: int = 0

    @property
    def positive(self) -> int:
        """How many read as plus."""
        return self.bare + self.plus + self.credit

    @property
    def negative(self) -> int:
        """How many read as minus."""
        return self.minus + self.debit

    @property
    def sided(self) -> bool:
        """Whether debits or credits are named as such."""
        return bool(self.credit or self.debit)

    @property
    def bare_is_minus(self) -> bool:
        """Whether only what came in is marked, so that all the rest went out."""
        return bool((self.credit or self.plus) and self.bare and not self.negative)

    @property
    def unclear(self) -> bool:
        """Whether both sides are marked and some amounts are on neither."""
        return bool(self.bare and self.credit and self.negative)


@dataclass(slots=True)
class Column:
    """The amounts of one column as they are met: plain ones by their number, others by their text."""

    bare: int = 0
    minus: int = 0
    odd: dict[str, int] | None = None

    def shown(self, mark: str | None) -> Shown:
        """What they say of their signs, once it is known how decimals are marked."""
        found = {"": self.bare, "-": self.minus, "+": 0, "CR": 0, "DR": 0}
        for text, count in (self.odd or {}).items():
            # The mark changes the size of an amount, never its sign.
            read = read_amount(text, decimal_mark=mark)[0] or read_amount(text, decimal_mark=".")[0]
            if read is not None and read.value:
                found[shown_sign(text)] += count
        return Shown(found[""], found["+"], found["-"], found["CR"], found["DR"])


def usual_sign(shown: Shown, *, either: bool = False) -> int | None:
    """The sign of a column whose heading says which way the money went: the others of it are corrections.

    A column all of minus signs says nothing more than one without. Where `either` may be the custom, the
    sign is that of nearly all amounts; None if neither sign is.
    """
    if not shown.negative or not shown.positive:
        return -1 if shown.negative else 1
    if not either:
        return 1
    if shown.negative >= _NEARLY * shown.positive:
        return -1
    return 1 if shown.positive >= _NEARLY * shown.negative else None


def usual_signs(
    columns: Mapping[str, Shown], *, either: bool = False
) -> tuple[dict[str, int], tuple[str, ...]]:
    """The usual sign of each such column, and the columns that show none."""
    found = {key: usual_sign(shown, either=either) for key, shown in columns.items()}
    return (
        {key: sign for key, sign in found.items() if sign is not None},
        tuple(key for key, sign in found.items() if sign is None),
    )


def side_column(table: Table) -> int | None:
    """The column that says of each amount which way it went, as `S` or `贷`, though nothing reads it."""
    used, told = set(table.columns.values()), {at: set[str]() for at in range(len(table.header))}
    for at in used:
        told.pop(at, None)
    probe = next(iter(table.columns.values()), 0)
    for _line, cells in records(table, Tally(), probe):
        for at in [*told]:
            if word := normal(cells[at]):
                told[at].add(word)
                if word not in _ANY_SIDE:
                    del told[at]
        if not told:
            return None
    return next((at for at, words in told.items() if _tells(words)), None)


def _tells(words: set[str]) -> bool:
    """Whether words of sides are meant as such: one letter alone, or a dash, is a mark for anything."""
    return len(words) > 1 or any(len(word) > 1 or not word.isascii() for word in words)
