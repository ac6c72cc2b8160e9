"""The payments an adopted plan promised, played on from today with the money its months were to bring.

Months are counted as the plan counts them, so that a day in the middle of one asks for nothing twice.
What was paid in the running month is spent of its money; what was missing before it and is paid now came
beside that money.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from tracker.domain.calendar import add_months
from tracker.domain.plan.charges import fee_in, half_up
from tracker.domain.plan.continuing import Told, go_on
from tracker.domain.plan.debt import Budget
from tracker.domain.plan.kept import TOLERANCE, Expected, KeptPlan
from tracker.domain.plan.run import Run, Strategy
from tracker.domain.plan.simulate import NEVER
from tracker.domain.plan.whatif import with_frozen
from tracker.services.book import Book
from tracker.services.plan.debts import Taken
from tracker.services.plan.reading import Reading
from tracker.services.plan.windows import begun, month_of
from tracker.store.plan import read_followed, read_paid_since, read_promised


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """An adopted plan on a day: its payments, and the day before its running month."""

    plan: KeptPlan
    today: date
    adopted_on: date
    first: date
    number: int
    """Months that are over."""
    rows: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Paid:
    """What a loan got since a plan was adopted: in all, and in the running month."""

    total: int = 0
    within: int = 0


_NOTHING = Paid()


def promise_of(book: Book, plan: KeptPlan) -> Promise:
    """What a plan that is or was followed promised."""
    adopted = plan.adopted_on or plan.saved_on
    number, first = begun(adopted, book.today)
    return Promise(
        plan=plan, today=book.today, adopted_on=adopted, first=first, number=number,
        rows=read_promised(book.conn, plan.id),
    )  # fmt: skip


def paid_since(book: Book, promise: Promise) -> dict[int, Paid]:
    """What the loans of a plan got since it was adopted."""
    plan_id = promise.plan.id
    totals = {each.loan_id: each.paid_minor for each in read_followed(book.conn, plan_id, book.today)}
    if not promise.number:
        return {key: Paid(total, total) for key, total in totals.items()}
    within: dict[int, int] = {}
    for loan_id, _on, minor in read_paid_since(book.conn, plan_id, promise.first):
        within[loan_id] = within.get(loan_id, 0) + minor
    return {key: Paid(total, min(total, within.get(key, 0))) for key, total in totals.items()}


def due_by_now(promise: Promise, today: date, paid: Mapping[int, Paid]) -> Iterator[Expected]:
    """The payments that were to be made by now: those of earlier days, and of this month what is made."""
    until = add_months(promise.first, 1)
    for row in promise.rows:
        made = row.due_on <= until and paid.get(row.loan_id, _NOTHING).total >= row.sum_minor
        if row.due_on < today or made:
            yield row


def as_promised(promise: Promise, rows: Iterable[Expected]) -> dict[int, Paid]:
    """What the loans of a plan got by some of its payments."""
    found: dict[int, Paid] = {}
    for row in rows:
        before = found.get(row.loan_id, _NOTHING)
        new = row.amount_minor if row.due_on > promise.first or not promise.number else 0
        found[row.loan_id] = Paid(before.total + row.amount_minor, before.within + new)
    return found


def play_on(promise: Promise, reading: Reading, paid: Mapping[int, Paid]) -> Run:
    """What the promised payments come to from now on; the reading counts its months as the plan does."""
    plan = promise.plan
    debts = with_frozen(reading.debts, plan.frozen)
    course = _Course(promise, {each.debt.key: each for each in reading.taken}, paid)
    told = course.told()
    budget = course.budget()
    beyond = NEVER
    if plan.monthly_minor is not None and plan.method is not Strategy.MINIMUM:
        # A month that was to leave money over has that for its minimums too.
        beyond = max([told.trifle, *(-off for month, off in budget.one_offs if month)])
    return go_on(debts, budget, told, plan.method, plan.order, beyond=beyond, beside=course.beside())


class _Course:
    """The promised payments from today on by loan and month of the plan, the running one being month 0."""

    def __init__(self, promise: Promise, taken: Mapping[int, Taken], paid: Mapping[int, Paid]) -> None:
        self.promise, self.taken, self.paid = promise, taken, paid
        self.money = promise.plan.money_minor or 0
        self.rows: dict[int, list[tuple[int, Expected]]] = {}
        self.before: dict[int, int] = {}
        """What a loan was to have got by yesterday."""
        self.last_due: dict[int, int] = {}
        for row in promise.rows:
            if row.due_on < promise.today:
                self.before[row.loan_id] = row.sum_minor
                self.last_due[row.loan_id] = self._month(row)
            else:
                self.rows.setdefault(row.loan_id, []).append((self._month(row), row))

    def _month(self, row: Expected) -> int:
        taken = self.taken.get(row.loan_id)
        known = {on: month for month, on in taken.dues} if taken else {}
        month = known.get(row.due_on, month_of(row.due_on, self.promise.first))
        return max(0, month) if row.due_on >= self.promise.today else month

    def _ahead(self, key: int) -> int:
        """What a loan got of all that is promised from today on."""
        return max(0, self.paid.get(key, _NOTHING).total - self.before.get(key, 0))

    def _missed(self, key: int) -> int:
        """What a loan was to have got above its minimums, and did not."""
        off = self.before.get(key, 0) - self.paid.get(key, _NOTHING).total
        return max(0, off - (self.taken[key].late if key in self.taken else 0))

    @property
    def spent(self) -> int:
        """What of the money to come is paid already; what went to another loan than promised is not."""
        ahead = sum(min(each.within, self._ahead(key)) for key, each in self.paid.items())
        return max(0, ahead - sum(map(self._missed, self.paid)))

    def _every(self, key: int) -> int:
        return self.taken[key].every if key in self.taken else 1

    def told(self) -> Told:
        """What is still to be paid, and when each loan was to end."""
        if self.promise.plan.method is Strategy.MINIMUM:
            return Told()
        sums: dict[tuple[int, int], int] = {}
        extras: dict[tuple[int, int], int] = {}
        ends: dict[int, int] = {}
        trifle = self.money // TOLERANCE
        for key, rows in self.rows.items():
            ahead, before, aside = self._ahead(key), self.before.get(key, 0), self._every(key) > 1
            found = extras if aside else sums
            for month, row in rows:
                whole = row.extra_minor if aside else row.amount_minor
                some = min(whole, max(0, row.sum_minor - before - ahead))
                found[key, month] = found.get((key, month), 0) + some
            last, final = rows[-1]
            if not final.balance_minor:
                ends[key] = last
            if aside:
                # What is put aside is not known to the cent in every month.
                trifle += max(row.amount_minor - row.extra_minor for _month, row in rows)
        for key in self.taken:
            if self._every(key) == 1:
                sums[key, 0] = sums.get((key, 0), 0) + self._late(key)
                for month, early in self._early(key):
                    sums[key, month] = max(0, sums.get((key, month), 0) - early)
                    sums[key, 0] += early
        return Told(sums=sums, extras=extras, ends=ends, trifle=trifle)

    def budget(self) -> Budget:
        """The money of each month: what was promised then, after it what a month brought."""
        sums: dict[int, int] = {}
        for month, minor in self._promised():
            sums[month] = sums.get(month, 0) + minor
        for key, month, extra in self._extras():
            fee = fee_in(self.taken[key].debt.prepay_fee, month) if key in self.taken else None
            if fee is not None:
                sums[month] = sums.get(month, 0) + half_up(extra, fee)
        for key in self.taken:
            for month, early in self._early(key):
                early = min(early, sums.get(month, 0))
                sums[month] = sums.get(month, 0) - early
                sums[0] = sums.get(0, 0) + early
        last = max(sums, default=0)
        sums[0] = max(0, sums.get(0, 0) - self.spent)
        # The last month ends all: what it would have left over is there if something is still owed.
        whole = self.money if last else self.money - sum(each.within for each in self.paid.values())
        sums[last] = max(sums[last], whole)
        # What is asked for once comes beside the money of the months.
        sums[0] += sum(map(self._late, self.taken))
        return Budget(
            monthly=self.money,
            one_offs=tuple((month, sums.get(month, 0) - self.money) for month in range(last + 1)),
        )

    def beside(self) -> int:
        """What a loan got in the running month above all it was promised: that came beside the money."""
        found = 0
        for key, each in self.paid.items():
            promised = sum(row.amount_minor for month, row in self.rows.get(key, ()) if not month)
            found += max(0, min(each.within, self._ahead(key)) - promised)
        return found

    def _early(self, key: int) -> Iterator[tuple[int, int]]:
        """What the first month asks for as it stands though it falls due in a later one."""
        for on, minor in self.taken[key].asks:
            month = month_of(on, self.promise.first)
            if month > 0:
                yield month, minor

    def _extras(self) -> Iterator[tuple[int, int, int]]:
        """Loan, month and sum of what was promised above the minimums."""
        found: dict[tuple[int, int], int] = {}
        for key, rows in self.rows.items():
            for month, row in rows:
                if row.extra_minor:
                    found[key, month] = found.get((key, month), 0) + row.extra_minor
        for (key, month), extra in found.items():
            yield key, month, extra

    def _promised(self) -> Iterator[tuple[int, int]]:
        """Month and sum of every payment to come; what is put aside for one, month by month."""
        for key, rows in self.rows.items():
            every = self._every(key)
            before = self.last_due.get(key, -1 - self.promise.number)
            for month, row in rows:
                yield month, row.extra_minor
                first = min(month, max(before + 1, 0, month - every + 1)) if every > 1 else month
                count, regular = month - first + 1, row.amount_minor - row.extra_minor
                for number in range(count):
                    part = regular * (number + 1) // count - regular * number // count
                    yield first + number, part
                before = month

    def _late(self, key: int) -> int:
        """What of a loan is overdue or charged, and not among what was promised for today."""
        told = 0
        if self.promise.today == self.promise.adopted_on:
            told = sum(
                row.amount_minor - row.extra_minor
                for _month, row in self.rows.get(key, ())
                if row.due_on == self.promise.today
            )
        return max(0, self.taken[key].late - max(0, told - self._ahead(key)))
