"""What to pay first when there is not enough for everyone, from the book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import repeat

from tracker.domain.money import exponent
from tracker.domain.plan.triage import Bill, Choice, Flow, Harm, Purse
from tracker.domain.plan.triage_asking import Change, More, changes, first_change, runner_up, with_more
from tracker.domain.plan.triage_drift import Drift, drift, find_trap
from tracker.domain.plan.triage_options import LoanFact, Part, expense_bill, fresh_days, loan_bill
from tracker.domain.plan.triage_order import DEFAULT, Order, order_text, parse_order
from tracker.domain.plan.triage_search import Search, with_cash
from tracker.domain.plan.triage_told import (
    ChangeView,
    FlipView,
    KeptView,
    MoreView,
    SendView,
    TrapView,
    TriageView,
)
from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.services.book import Book, write_settings
from tracker.services.done import Done
from tracker.services.plan.triage_facts import Income, TriageFacts, triage_facts
from tracker.services.plan.triage_rows import bill_rows, off_rows, offer_rows

DAYS = 30
LONGEST = 120
ORDER = "triage_order"
"""The setting that holds the person's own order of harm."""

_GRACE = 3
"""Days of grace that are tried where nobody knows them."""

_MORE = 100
_DAY = timedelta(days=1)
_TRIED = 8

Stop = Callable[[], bool]


def triage_order(book: Book) -> Order:
    """The person's order of harm."""
    found, _problems = parse_order(book.setting(ORDER) or order_text(DEFAULT))
    return found or DEFAULT


def set_triage_order(book: Book, text: str) -> Checked[Done]:
    """Keep the order of harm; `default` brings back the one it starts with."""
    wanted = order_text(DEFAULT) if text.strip().casefold() == "default" else text
    order, problems = parse_order(wanted)
    if order is None:
        return None, problems
    return write_settings(book, {ORDER: order_text(order)}, _("Changed what counts as worse")), ()


def triage(
    book: Book,
    *,
    days: int = DAYS,
    cash: int | None = None,
    extra: int = 0,
    order: Order | None = None,
    stop: Stop | None = None,
) -> Checked[TriageView]:
    """What to pay first over some days; `cash` stands in for what accounts hold, `extra` is beside it."""
    if not 1 <= days <= LONGEST:
        params = {"low": "1", "high": str(LONGEST)}
        return None, (Problem(code="not_in_range", field="days", value=str(days), params=params),)
    facts = triage_facts(book, days=days, cash=cash)
    if cash is None and len(facts.unknown) >= len([each for each in facts.purses if each.name]):
        return None, (Problem(code="cash_unknown", field="cash"),)
    if extra:
        held = sum(each.opening for each in facts.purses)
        facts = triage_facts(book, days=days, cash=held + extra)
    assumed = cash is not None or extra > 0
    return _Asked(facts, order or triage_order(book), stop).view(days, assumed=assumed), ()


class _Asked:
    """One triage under way: its search, its choice, and what is asked about it."""

    def __init__(self, facts: TriageFacts, order: Order, stop: Stop | None) -> None:
        self.facts, self.order, self.stop = facts, order, stop
        self.every = _with_incomes(facts, lambda _income: True)
        self.search = Search(self.bills(), self.every, order)
        found = self.search.best(facts.purses, stop=stop)
        self.choice = found or _nothing(self.search)

    def bills(self, loans: Sequence[LoanFact] | None = None) -> tuple[Bill, ...]:
        facts = self.facts
        fresh = {each.key: fresh_days(self.every, each.key, facts.until) for each in facts.purses}
        return (
            *(
                loan_bill(each, today=facts.today, until=facts.until, fresh=fresh[each.account])
                for each in (facts.loans if loans is None else loans)
            ),
            *(expense_bill(each, fresh=fresh[each.account]) for each in facts.expenses),
        )

    def view(self, days: int, *, assumed: bool) -> TriageView:
        facts, choice, search = self.facts, self.choice, self.search
        names = {each.key: each.name for each in facts.purses}
        digits = exponent(facts.currency)
        spare, spare_after = search.spare(facts.purses, choice)
        now = self._drift(facts.purses)
        second = runner_up(search, facts.purses, choice, stop=self.stop)
        step = _MORE * 10**digits
        more = with_more(search, facts.purses, choice, step, stop=self.stop)
        first = first_change(search, facts.purses, choice, stop=self.stop)
        offers = offer_rows(facts, choice, spare)
        spare_from = spare_after + _DAY if spare_after else facts.today
        flips, tried = self._flips(step, {each.loan: each.amount_minor for each in offers}, spare_from)
        needed = sum(due.minimum for loan in facts.loans for due in loan.dues)
        return TriageView(
            today=facts.today, until=facts.until, days=days, currency=facts.currency,
            cash_minor=sum(each.opening for each in facts.purses),
            income_minor=sum(each.flow.amount for each in facts.incomes if each.sure),
            needed_minor=needed + sum(each.amount for each in facts.expenses),
            planned_minor=_planned(facts),
            assumed=assumed,
            enough=all(option.act.in_time for option in choice.options),
            proved=choice.proved, order=order_text(self.order),
            bills=bill_rows(facts, choice), offs=off_rows(facts, search.bills, choice),
            sends=tuple(
                SendView(
                    source=names[each.from_key], target=names[each.to_key], amount_minor=each.amount,
                    on=each.on, needed_on=each.needed_on,
                )
                for each in choice.transfers
            ),
            kept=tuple(
                KeptView(account=purse.name, kept_minor=purse.kept, used_minor=used)
                for purse, used in zip(facts.purses, choice.used or repeat(0), strict=False)
                if purse.kept
            ),
            offers=offers, spare_minor=spare,
            spare_from=spare_from, harm=choice.harm, drift=now.harm,
            drift_missed=tuple(self._name(key) for key in sorted(now.missed, key=self._place)),
            trap=self._trap(now, names),
            runner_up=_told(changes(search, choice, second)) if second else (),
            runner_harm=second.harm if second else None,
            more=_further(more), first=_further(first) if first else None,
            flips=flips, tried=tried, unplaced=facts.unplaced, unsaid=facts.unsaid, unknown=facts.unknown,
            elsewhere=facts.elsewhere, unchecked=facts.unchecked,
        )  # fmt: skip

    def _drift(self, purses: Sequence[Purse]) -> Drift:
        facts = self.facts
        return drift(facts.loans, facts.expenses, purses, today=facts.today, until=facts.until)

    def _trap(self, now: Drift, names: dict[int, str]) -> TrapView | None:
        def at(account: int, less: int) -> Drift:
            return self._drift(with_cash(self.facts.purses, -less, account))

        def worse(one: Harm, other: Harm) -> bool:
            return self.search.number(other) < self.search.below(one)

        found = find_trap(now, at, worse)
        if found is None:
            return None
        return TrapView(
            loan=found.taken.name, account=names[found.taken.account], on=found.taken.on,
            amount_minor=found.taken.amount, less_minor=found.less,
            spared=tuple(self._name(key) for key in found.spared),
        )  # fmt: skip

    def _flips(
        self, step: int, offered: dict[str, int], spare_from: date
    ) -> tuple[tuple[FlipView, ...], int]:
        found: list[FlipView] = []
        tried = 0

        def note(
            code: str, other: Choice | None, name: str = "", on: date | None = None, amount: int = 0
        ) -> None:
            changed = changes(self.search, self.choice, other) if other else ()
            if changed:
                found.append(
                    FlipView(code=code, name=name, on=on, amount_minor=amount, changes=_told(changed))
                )

        for income in self._doubtful():
            tried += 1
            kept = _with_incomes(self.facts, lambda each, odd=income: each.sure != (each is odd))  # type: ignore[misc]
            other = self.search.best(kept, stop=self.stop)
            code = "income_missing" if income.sure else "income_comes"
            note(code, other, income.name, income.flow.on, income.flow.amount)
        less = min(step, sum(max(0, each.opening) for each in self.facts.purses))
        if less:
            tried += 1
            main = max(self.facts.purses, key=lambda each: each.opening).key
            note(
                "less",
                self.search.best(with_cash(self.facts.purses, -less, main), stop=self.stop),
                amount=less,
            )
        left = sum(each.kept for each in self.facts.purses) - self.choice.harm.kept
        if left:
            tried += 1
            bare = tuple(replace(each, kept=0) for each in self.facts.purses)
            note("kept", self.search.best(bare, stop=self.stop), amount=left)
        for place, loan in enumerate(self.facts.loans):
            if tried >= 2 * _TRIED or (self.stop is not None and self.stop()):
                break
            if any(due.grace is None for due in loan.dues) and not self.choice.options[place].act.in_time:
                tried += 1
                kind = tuple(replace(due, grace=due.grace or _GRACE) for due in loan.dues)
                note("grace", self._with_loan(place, replace(loan, dues=kind)), loan.name, amount=_GRACE)
            part = loan.part or _offered(loan, offered.get(loan.name, 0), spare_from)
            if part is not None and not self.choice.options[place].act.in_time:
                tried += 1
                agreed = replace(loan, part=replace(part, agreed=True))
                note("settles", self._with_loan(place, agreed), loan.name, part.on, part.amount)
        return tuple(found), tried

    def _doubtful(self) -> tuple[Income, ...]:
        return tuple(each for each in self.facts.incomes if not each.flow.early)[:_TRIED]

    def _with_loan(self, place: int, loan: LoanFact) -> Choice | None:
        loans = list(self.facts.loans)
        loans[place] = loan
        search = Search(self.bills(loans), self.every, self.order)
        return search.best(self.facts.purses, stop=self.stop)

    def _name(self, key: str) -> str:
        return next(bill.name for bill in self.search.bills if bill.key == key)

    def _place(self, key: str) -> int:
        return next(n for n, bill in enumerate(self.search.bills) if bill.key == key)


def _offered(loan: LoanFact, amount: int, since: date) -> Part | None:
    return Part(on=loan.dues[0].on_time(since), amount=amount) if amount else None


def _planned(facts: TriageFacts) -> int:
    """What payments that are planned or under way take out of all purses together."""
    came = sum(each.flow.amount for each in facts.incomes if each.sure)
    return max(0, came - sum(flow.amount for purse in facts.purses for flow in purse.flows))


def _nothing(search: Search) -> Choice:
    """Where not even paying nothing fits, as an account overdrawn by what is planned already."""
    options = tuple(min(bill.options, key=lambda each: each.paid) for bill in search.bills)
    harm = Harm()
    for option in options:
        harm = harm.plus(option.harm)
    return Choice(options=options, transfers=(), harm=harm, proved=False)


def _with_incomes(facts: TriageFacts, counts: Callable[[Income], bool]) -> tuple[Purse, ...]:
    """The purses with the incomes that count, and everything else as it is."""
    purses = []
    for purse in facts.purses:
        mine = [each for each in facts.incomes if each.purse == purse.key]
        base = list(purse.flows)
        for each in mine:
            if each.sure:
                base.remove(each.flow)
        flows: list[Flow] = [*base, *(each.flow for each in mine if counts(each))]
        purses.append(replace(purse, flows=tuple(sorted(flows, key=lambda each: each.on))))
    return tuple(purses)


def _further(more: More) -> MoreView:
    return MoreView(amount_minor=more.amount, changes=_told(more.changes), kept_minor=more.kept)


def _told(found: Sequence[Change]) -> tuple[ChangeView, ...]:
    return tuple(
        ChangeView(
            name=each.name, before=each.before.act.value, after=each.after.act.value,
            amount_minor=each.after.paid,
        )
        for each in found
    )  # fmt: skip
