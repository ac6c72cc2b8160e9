"""Which payments of a file the book holds already: twins kept, nothing counted twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.domain.loan.facts import Loan, PaymentState
from tracker.domain.text import normal
from tracker.formats.payment_list import PaymentLine
from tracker.store.exchange import HeldPayment, held_payments

if TYPE_CHECKING:
    from tracker.store.connection import Connection


Row = tuple[Loan, PaymentLine]
Key = tuple[int, str, int]
CLOSE_DAYS = 3
"""Within so many days a payment of the same loan and amount may be the same one."""

CLOSE = tuple(timedelta(days=away) for away in sorted(range(-CLOSE_DAYS, CLOSE_DAYS + 1), key=abs))
"""So far a day may be from another to be close by, the nearest first."""

Same = Callable[[PaymentLine, HeldPayment], bool]


@dataclass(slots=True)
class Sorted:
    """The rows of a file against the book: what is new, and what has become of a payment it has."""

    fresh: list[Row]
    settled: list[tuple[int, PaymentLine]]
    """Payments that were planned, sent or pending, and the rows that tell how they ended."""
    held: dict[int, int] = field(default_factory=dict)
    """The line of each row the book has, and the payment it is."""
    alike: dict[int, int] = field(default_factory=dict)
    """The line of each new row like a payment of a day close by, and that payment."""


def _identity(ref: str, note: str) -> str:
    return ref or normal(note)


_OPEN = frozenset({PaymentState.PLANNED, PaymentState.SENT, PaymentState.PENDING})


def sort_out(conn: Connection, lines: list[Row], anyway: frozenset[int] = frozenset()) -> Sorted:
    """Tell which rows the book does not hold yet; the lines of `anyway` are new whatever it holds.

    The k-th equal row of a file is the k-th such payment. A payment without any text stands for a row
    of the same loan, day and amount, so that importing what was typed adds nothing.
    """
    met = Sorted([], [])
    if not lines:
        return met
    near = timedelta(days=CLOSE_DAYS)
    first = (min(line.paid_on for _loan, line in lines) - near).isoformat()
    last = (max(line.paid_on for _loan, line in lines) + near).isoformat()
    found: dict[Key, list[HeldPayment]] = {}
    for key, each in held_payments(conn, {loan.id for loan, _line in lines}, first, last):
        found.setdefault(key, []).append(each)
    if not found:
        met.fresh = lines
        return met
    held = {key: _Held(payments) for key, payments in found.items()}
    days: dict[date, str] = {}
    odd: dict[Key, list[Row]] = {}
    for row in lines:
        loan, line = row
        on = days.get(line.paid_on)
        if on is None:
            on = days[line.paid_on] = line.paid_on.isoformat()
        key = (loan.id, on, line.amount_minor)
        there = held.get(key)
        if there is None:
            met.fresh.append(row)
        elif (payment := there.take(line, _same)) is None:
            odd.setdefault(key, []).append(row)
        else:
            _known(row, payment, met, anyway)
    for key, rows in odd.items():
        _pair(rows, held[key], met, anyway)
    if odd:
        met.fresh.sort(key=_line_of)
    _find_alike(met, held)
    return met


class _Held:
    """The payments of one loan, day and amount that no row has been found to be.

    They are looked up by their text: a file may hold thousands of one day and amount.
    """

    __slots__ = ("_by_text", "_payments", "_taken")

    def __init__(self, payments: list[HeldPayment]) -> None:
        self._payments = payments
        self._by_text: dict[str, list[HeldPayment]] | None = None
        self._taken: set[int] = set()

    def left(self) -> list[HeldPayment]:
        """Those that are still there."""
        return [each for each in self._payments if each.id not in self._taken]

    def take(self, line: PaymentLine, same: Same) -> HeldPayment | None:
        """The first that is the same as a row; it is gone then."""
        told = _identity(line.ref, line.note)
        if same is _wordless and not told:
            among = self._payments
        else:
            among = self._of_text("" if same is _wordless else told)
        for at, each in enumerate(among):
            if each.id not in self._taken and same(line, each):
                del among[at]
                self._taken.add(each.id)
                return each
        return None

    def _of_text(self, told: str) -> list[HeldPayment]:
        if self._by_text is None:
            self._by_text = {}
            for each in self._payments:
                self._by_text.setdefault(_identity(each.ref, each.note), []).append(each)
        return self._by_text.get(told, [])


def find_equals(lines: list[Row]) -> dict[int, int]:
    """The line of each row that says what an earlier row of the file says, and the first that does.

    Both may be meant: two equal payments a day happen. Whether they are is for a person to say.
    """
    first: dict[tuple[int, date, int], PaymentLine] = {}
    told: dict[tuple[int, date, int, str, str], PaymentLine] = {}
    found: dict[int, int] = {}
    for loan, line in lines:
        seen = first.setdefault((loan.id, line.paid_on, line.amount_minor), line)
        if seen is not line:
            told.setdefault(_told(loan, seen), seen)
            same = told.setdefault(_told(loan, line), line)
            if same is not line:
                found[line.line] = same.line
    return found


def _told(loan: Loan, line: PaymentLine) -> tuple[int, date, int, str, str]:
    return loan.id, line.paid_on, line.amount_minor, _identity(line.ref, line.note), line.state.value


def _known(row: Row, payment: HeldPayment, met: Sorted, anyway: frozenset[int]) -> None:
    line = row[1]
    met.held[line.line] = payment.id
    if line.line in anyway:
        met.fresh.append(row)
    elif payment.state in _OPEN and line.state not in _OPEN:
        met.settled.append((payment.id, line))


def _find_alike(met: Sorted, held: dict[Key, _Held]) -> None:
    """New rows beside payments that no row of the file is: the same paid, told with another day."""
    left: dict[tuple[int, int, date], int] = {}
    for (loan_id, on, amount), payments in held.items():
        if there := payments.left():
            left[loan_id, amount, date.fromisoformat(on)] = there[0].id
    if not left:
        return
    for loan, line in met.fresh:
        if line.line in met.held:
            continue
        for away in CLOSE:
            if (payment := left.get((loan.id, line.amount_minor, line.paid_on + away))) is not None:
                met.alike[line.line] = payment
                break


def _line_of(row: Row) -> int:
    return row[1].line


def _pair(rows: list[Row], held: _Held, met: Sorted, anyway: frozenset[int]) -> None:
    """Pair the rows of one loan, day and amount that have no equal, the surest pairs first."""
    for same in (_same_open, _same_moved, _wordless):
        left = []
        for row in rows:
            payment = held.take(row[1], same)
            if payment is None:
                left.append(row)
            else:
                _known(row, payment, met, anyway)
        rows = left
    met.fresh += rows


def _same(line: PaymentLine, held: HeldPayment) -> bool:
    return held.state == line.state and _same_text(line, held)


def _same_text(line: PaymentLine, held: HeldPayment) -> bool:
    return _identity(line.ref, line.note) == _identity(held.ref, held.note)


def _same_open(line: PaymentLine, held: HeldPayment) -> bool:
    return held.state in _OPEN and _same_text(line, held)


def _same_moved(line: PaymentLine, held: HeldPayment) -> bool:
    """The person moved on what a file brought: a reversed payment is not to come back as posted."""
    known = bool(held.imported or _identity(line.ref, line.note))
    return known and _same_text(line, held)


def _wordless(line: PaymentLine, held: HeldPayment) -> bool:
    """One of them has no text, and what became of the payment is no contradiction."""
    wordless = not _identity(line.ref, line.note) or not _identity(held.ref, held.note)
    return wordless and (held.state == line.state or held.state in _OPEN)
