"""A journal of double entry as values, and names that any program of plain text accounting takes.

The two writers beside this module turn it into text. Whatever stands in a name or a note, it can
neither end its line nor begin anything of the format's own.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tracker.domain.money import Money
from tracker.domain.text import clean

_LONGEST = 60

Account = tuple[str, ...]
"""The parts of an account, the first one of the five that every program knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An amount on an account; `part` says in a word what of a payment it is."""

    account: Account
    amount: Money
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transaction:
    """Postings of a day that add up to nothing; `facts` are (key, text) that stand beside."""

    on: date
    words: str
    postings: tuple[Posting, ...]
    facts: tuple[tuple[str, str], ...] = ()
    estimate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Assertion:
    """What an account, those below it included, comes to at the end of a day."""

    account: Account
    amount: Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Everything a journal says: `remarks` open it, the assertions hold at the end of `asserted_on`."""

    title: str
    asserted_on: date
    transactions: tuple[Transaction, ...]
    assertions: tuple[Assertion, ...]
    remarks: tuple[str, ...] = ()

    @property
    def first_on(self) -> date:
        """The day from which every account is open."""
        return min((each.on for each in self.transactions), default=self.asserted_on)

    @property
    def currencies(self) -> tuple[str, ...]:
        """Every currency, sorted."""
        sums = [each.amount for each in self.assertions]
        sums += [leg.amount for each in self.transactions for leg in each.postings]
        return tuple(sorted({each.currency for each in sums}))

    @property
    def accounts(self) -> tuple[Account, ...]:
        """Every account, in the order of their names."""
        found = {each.account for each in self.assertions}
        found |= {leg.account for each in self.transactions for leg in each.postings}
        return tuple(sorted(found))


def one_line(text: str) -> str:
    """Text on one line, blanks joined."""
    return " ".join(clean(text).split())


def account_names(names: Iterable[tuple[int, str]]) -> dict[int, str]:
    """A name for an account by id, each its own whatever their letters: a number tells equal ones apart."""
    found: dict[int, str] = {}
    taken: set[str] = set()
    for key, name in names:
        made = account_name(name)
        if not any(map(str.isalnum, made)) or strict_name(made) in taken:
            made = f"{made} {key}".strip()
        while strict_name(made) in taken:
            made = f"{made} x"
        taken.add(strict_name(made))
        found[key] = made
    return found


def account_name(name: str) -> str:
    """The letters, digits and single blanks of a name; what an account may not hold becomes a blank."""
    kept = "".join(char if _fits(char) else " " for char in unicodedata.normalize("NFC", one_line(name)))
    return " ".join(kept.split()).strip(" -.")[:_LONGEST].rstrip(" -.")


def _fits(char: str) -> bool:
    return char in "-." or unicodedata.category(char) in ("Lu", "Ll", "Lo", "Nd")


def strict_name(name: str) -> str:
    """A name of an account for a program that wants a capital or digit, then letters, digits and hyphens."""
    kept = "-".join("".join(char if char.isalnum() else " " for char in name).split())
    first = kept[:1].upper()
    if len(first) == 1 and unicodedata.category(first) in ("Lu", "Nd"):
        return first + kept[1:]
    return f"X-{kept}"


def in_order(transactions: Iterable[Transaction]) -> Iterator[Transaction]:
    """By date; those of a day as they came."""
    return iter(sorted(transactions, key=lambda each: each.on))
