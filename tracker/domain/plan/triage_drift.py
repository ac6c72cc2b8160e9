"""What happens if nothing is done: debits as they are set up, the rest paid as long as there is money.

Here more money can do more harm: a debit that takes all or nothing fails with a little less, and what
it would have taken is there for something that matters more.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.plan.triage import Act, Harm, Line, Purse
from tracker.domain.plan.triage_cash import attempts
from tracker.domain.plan.triage_harm import LoanDueFact, loan_harm
from tracker.domain.plan.triage_options import ExpenseFact, LoanFact, drawn_act

_EARLY, _OUT, _DEBIT, _PAY, _IN = range(5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A debit that found its money, and what the account held before it."""

    key: str
    name: str
    account: int
    on: date
    amount: int
    before: int
    all_or_nothing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How it ends if nothing is done."""

    harm: Harm
    lines: tuple[tuple[str, tuple[Line, ...]], ...]
    """The lines of each bill, under its key."""
    taken: tuple[Taken, ...]

    @property
    def missed(self) -> frozenset[str]:
        """The bills of which something is missed."""
        return frozenset(key for key, lines in self.lines if any(not line.act.in_time for line in lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """A debit that with a little less money would fail, and the harm be smaller."""

    taken: Taken
    less: int
    """So much less in its account is enough."""
    harm: Harm
    spared: tuple[str, ...]
    """The bills that would then be met and are not as it stands."""


@dataclass(slots=True)
class _Event:
    on: date
    rank: int
    at: str
    amount: int
    key: str = ""
    due: int = -1
    sweeps: bool = False
    first: bool = False


def drift(
    loans: Sequence[LoanFact],
    expenses: Sequence[ExpenseFact],
    purses: Sequence[Purse],
    *,
    today: date,
    until: date,
) -> Drift:
    """What comes of it if nothing is switched off, moved between accounts, or left out by choice."""
    met: dict[tuple[str, int], list[Line]] = {}
    taken: list[Taken] = []
    used = 0
    for purse in purses:
        events = [
            _Event(f.on, _OUT if f.amount < 0 else _EARLY if f.early else _IN, "", f.amount)
            for f in purse.flows
        ]
        for loan in loans:
            if loan.account == purse.key:
                events += _of_loan(loan, today, until)
        events += [
            _Event(e.on, _PAY, "", -e.amount, e.key) for e in expenses if e.account == purse.key
        ]  # fmt: skip
        events.sort(key=lambda each: (each.on, each.rank, each.at, each.due, each.key))
        used += _along(purse, events, {each.key: each for each in loans}, met, taken)
    return _told(loans, expenses, met, taken, today, until, Harm(kept=used))


def find_trap(
    now: Drift, at: Callable[[int, int], Drift], worse: Callable[[Harm, Harm], bool]
) -> Trap | None:
    """The debit whose failing would do less harm; `at` is how it ends with less in an account.

    The smallest sum less that helps is told, and only where something is spared that is missed now.
    """
    for each in sorted(now.taken, key=lambda one: one.before - one.amount):
        less = each.before - each.amount + 1
        if not each.all_or_nothing:
            continue
        then = at(each.account, less)
        spared = tuple(sorted(now.missed - then.missed))
        if spared and worse(now.harm, then.harm):
            return Trap(taken=each, less=less, harm=then.harm, spared=spared)
    return None


def _of_loan(loan: LoanFact, today: date, until: date) -> list[_Event]:
    found = []
    for number, due in enumerate(loan.dues):
        if due.draw is None:
            found.append(_Event(due.on_time(today), _PAY, "", -due.minimum, loan.key, number))
            continue
        found += [
            _Event(on, _DEBIT, due.draw.at, -due.draw.amount, loan.key, number, due.draw.sweeps, place == 0)
            for place, on in enumerate(attempts(due.draw))
            if on <= until
        ]
    return found


def _along(
    purse: Purse,
    events: Sequence[_Event],
    loans: dict[str, LoanFact],
    met: dict[tuple[str, int], list[Line]],
    taken: list[Taken],
) -> int:
    """Pay what there is money for; what is used of the sum that was to stay."""
    balance = alone = purse.opening
    used = 0
    for each in events:
        used = max(used, min(purse.kept, alone) - max(0, balance))
        if not each.key:
            balance += each.amount
            alone += max(0, each.amount)
            continue
        lines = met.setdefault((each.key, each.due), [])
        wanted = -each.amount - sum(line.amount for line in lines)
        older_open = each.due > 0 and (each.key, each.due - 1) in met and not met[each.key, each.due - 1]
        if wanted <= 0 or (each.rank == _PAY and older_open):
            continue
        got = wanted if balance >= wanted else max(0, balance) if each.sweeps else 0
        if not got:
            continue
        if each.rank == _DEBIT:
            taken.append(
                Taken(
                    key=each.key, name=loans[each.key].name, account=purse.key, on=each.on, amount=got,
                    before=balance, all_or_nothing=not each.sweeps,
                )
            )  # fmt: skip
        balance -= got
        debit = each.rank == _DEBIT
        lines.append(Line(due_on=each.on, act=Act.FULL, on=each.on, amount=got, by_autopay=debit))
    return max(used, min(purse.kept, alone) - max(0, balance))


def _told(
    loans: Sequence[LoanFact],
    expenses: Sequence[ExpenseFact],
    met: dict[tuple[str, int], list[Line]],
    taken: Sequence[Taken],
    today: date,
    until: date,
    harm: Harm,
) -> Drift:
    lines: list[tuple[str, tuple[Line, ...]]] = []
    for loan in loans:
        mine = [
            line
            for number, due in enumerate(loan.dues)
            for line in _named(due, met.get((loan.key, number), ()))
        ]
        lines.append((loan.key, tuple(mine)))
        harm = harm.plus(
            loan_harm(
                loan.dues, mine, today=today, until=until, stake=loan.stake, arranged=loan.arranged,
                reports=loan.reports, terms=loan.terms,
            )
        )  # fmt: skip
    for each in expenses:
        paid = met.get((each.key, -1))
        act = Act.FULL if paid else Act.SKIP
        line = Line(due_on=each.on, act=act, on=each.on if paid else None, amount=each.amount if paid else 0)
        lines.append((each.key, (line,)))
        if not paid:
            lost = Harm(essentials=1, essentials_minor=each.amount) if each.essential else Harm()
            harm = harm.plus(lost).plus(Harm(unpaid=each.amount))
    return Drift(harm=harm, lines=tuple(lines), taken=tuple(taken))


def _named(due: LoanDueFact, paid: Sequence[Line]) -> tuple[Line, ...]:
    whole = sum(line.amount for line in paid)
    if not paid:
        return (Line(due_on=due.due_on, act=Act.SKIP),)
    named = []
    for line in paid:
        act = Act.PART if whole < due.minimum or line.on is None else drawn_act(due, line.on)
        named.append(replace(line, due_on=due.due_on, act=act))
    return tuple(named)
