"""Which charges and refunds of a statement the book holds already: twins kept, nothing counted twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tracker.domain.loan.card_row import REFUND
from tracker.domain.loan.facts import Loan
from tracker.domain.text import normal
from tracker.services.payment_pairs import CLOSE, CLOSE_DAYS
from tracker.store.exchange import HeldPosting, held_postings

if TYPE_CHECKING:
    from tracker.store.connection import Connection


class Posting(NamedTuple):
    """A row of a statement as it is posted to a card: a kind of charge, or a refund."""

    line: int
    loan: Loan
    on: date
    role: str
    minor: int
    ref: str
    note: str


Key = tuple[int, str, str, int]


@dataclass(slots=True)
class SortedPostings:
    """The postings of a file against the book."""

    fresh: list[Posting] = field(default_factory=list)
    held: dict[int, int] = field(default_factory=dict)
    """The line of each row the book has, and the charge or refund it is."""
    alike: dict[int, int] = field(default_factory=dict)
    """The line of each new row like one that was typed, of a day close by, and that one."""


def way_of(role: str) -> str:
    """Whether a posting makes the balance larger or smaller: what it is called may change, that does not."""
    return "in" if role == REFUND else "out"


def sort_postings(
    conn: Connection, postings: list[Posting], anyway: frozenset[int] = frozenset()
) -> SortedPostings:
    """Tell which postings the book does not hold yet; the k-th equal row is the k-th such posting."""
    met = SortedPostings()
    if not postings:
        return met
    near = timedelta(days=CLOSE_DAYS)
    first = (min(each.on for each in postings) - near).isoformat()
    last = (max(each.on for each in postings) + near).isoformat()
    held: dict[Key, dict[str, list[HeldPosting]]] = {}
    for key, each in held_postings(conn, {each.loan.id for each in postings}, first, last):
        held.setdefault(key, {}).setdefault(_identity(each.ref, each.note), []).append(each)
    wordless: list[Posting] = []
    for posting in postings:
        there = held.get(_key(posting))
        if not there:
            met.fresh.append(posting)
        elif same := there.get(_identity(posting.ref, posting.note)):
            _known(posting, same.pop(0), met, anyway)
        else:
            wordless.append(posting)
    for posting in wordless:
        # What was typed without a word stands for a row of the same card, day and amount.
        if typed := held[_key(posting)].get(""):
            _known(posting, typed.pop(0), met, anyway)
        else:
            met.fresh.append(posting)
    if wordless:
        met.fresh.sort(key=lambda each: each.line)
    _find_alike(met, held)
    return met


def _key(posting: Posting) -> Key:
    return posting.loan.id, posting.on.isoformat(), way_of(posting.role), posting.minor


def _identity(ref: str, note: str) -> str:
    return ref or normal(note)


def _known(posting: Posting, there: HeldPosting, met: SortedPostings, anyway: frozenset[int]) -> None:
    met.held[posting.line] = there.id
    if posting.line in anyway:
        met.fresh.append(posting)


def _find_alike(met: SortedPostings, held: dict[Key, dict[str, list[HeldPosting]]]) -> None:
    """New rows beside what was typed and no row of the file is: the same, told with another day."""
    left: dict[tuple[int, str, int, date], int] = {}
    for (loan_id, on, way, minor), told in held.items():
        typed = [each.id for postings in told.values() for each in postings if not each.imported]
        if typed:
            left[loan_id, way, minor, date.fromisoformat(on)] = min(typed)
    if not left:
        return
    for posting in met.fresh:
        if posting.line in met.held:
            continue
        for away in CLOSE:
            key = (posting.loan.id, way_of(posting.role), posting.minor, posting.on + away)
            if (row_id := left.get(key)) is not None:
                met.alike[posting.line] = row_id
                break
