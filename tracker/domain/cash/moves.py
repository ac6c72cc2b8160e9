"""Which transfers between one's own accounts remove the shortfalls, as few as there can be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.domain.cash.facts import Account
from tracker.domain.cash.shortfall import Moment, Shortfall


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A sum to send from one account to another, until a moment."""

    from_account: Account
    to_account: Account
    amount_minor: int
    by: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedy:
    """What can be done about a shortfall: the moves, and what is missing however money is moved."""

    shortfall: Shortfall
    moves: tuple[Move, ...]
    missing_minor: int


def remedies(shortfalls: Iterable[Shortfall], spare: Mapping[int, tuple[Account, int]]) -> tuple[Remedy, ...]:
    """Moves for each shortfall, the earliest first, from what accounts have to spare.

    One donor that can carry it alone is taken before several, and the smallest such donor, so that the
    larger ones are there for the next. Where all together are not enough nothing is moved.
    """
    left = {account_id: minor for account_id, (_account, minor) in spare.items() if minor > 0}
    found = []
    for each in sorted(shortfalls, key=lambda one: (one.on, one.step.movement.at, one.account.id)):
        need, account = each.top_up_minor, each.account
        donors = [key for key in left if key != account.id and spare[key][0].currency == account.currency]
        there = sum(left[key] for key in donors)
        if there < need:
            found.append(Remedy(shortfall=each, moves=(), missing_minor=need - there))
            continue
        moves = []
        while need:
            alone = [key for key in donors if left[key] >= need]
            chosen = (
                min(alone, key=lambda key: (left[key], key))
                if alone
                else max(donors, key=lambda key: (left[key], -key))
            )
            amount = min(left[chosen], need)
            need -= amount
            left[chosen] -= amount
            donors.remove(chosen)
            moves.append(
                Move(from_account=spare[chosen][0], to_account=account, amount_minor=amount, by=each.by)
            )
        found.append(Remedy(shortfall=each, moves=tuple(moves), missing_minor=0))
    return tuple(found)
