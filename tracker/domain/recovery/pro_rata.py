"""A sum divided among creditors by what each is owed, to the last minor unit."""

from __future__ import annotations

from collections.abc import Sequence

_THOUSAND = 1000


class NegativeShareError(ValueError):
    """A sum below zero was to be divided, or a debt below zero to take part."""

    def __init__(self, minor: int) -> None:
        super().__init__(f"cannot divide by or among {minor}")


def pro_rata(available: int, owed: Sequence[int]) -> tuple[int, ...]:
    """What each creditor gets of a sum, in proportion to its debt; the parts add up to the sum exactly.

    What is left after rounding down goes, one unit each, to the largest remainders, the larger debt
    first among equals: nobody who is owed more gets less. Nobody gets more than the debt, so a sum above
    all debts together is not used up.
    """
    for minor in (available, *owed):
        if minor < 0:
            raise NegativeShareError(minor)
    whole = sum(owed)
    if not whole:
        return (0,) * len(owed)
    given = min(available, whole)
    parts = [given * each // whole for each in owed]
    remainders = [given * each % whole for each in owed]
    order = sorted(range(len(owed)), key=lambda place: (-remainders[place], -owed[place], place))
    for place in order[: given - sum(parts)]:
        parts[place] += 1
    return tuple(parts)


def shares_permille(owed: Sequence[int]) -> tuple[int, ...]:
    """The share of each debt in all of them, in tenths of a percent that add up to 1000."""
    whole = sum(owed)
    if 0 < whole < _THOUSAND:
        return pro_rata(_THOUSAND, [each * _THOUSAND for each in owed])
    return pro_rata(_THOUSAND, owed) if whole else (0,) * len(owed)
