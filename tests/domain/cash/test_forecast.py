"""What the forecast counts, and the laws it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.domain.cash.facts import (
    CashKind,
    Certainty,
    Occurrence,
    OccurrenceState,
    Spent,
    Transfer,
)
from tracker.domain.cash.forecast import CashFacts, forecast
from tracker.domain.loan.autopay import OnShort

INCOME, EXPENSE = CashKind.INCOME, CashKind.EXPENSE
READ = "2026-11-20T10:00:00Z"
BEFORE, AFTER = "2026-11-20T09:00:00Z", "2026-11-20T11:00:00Z"


def run(make, facts, **more):
    return forecast(facts, today=make.today, **more).accounts[0]


def test_only_what_is_sure_counts_unless_more_is_asked_for(make):
    events = tuple(
        make.event(INCOME, each.value, 10**place, "12-01", id=place, certainty=each)
        for place, each in enumerate(Certainty)
    )
    facts = CashFacts(accounts=(make.account(0),), events=events)
    found = [run(make, facts, include=each).balance_on(make.day("12-01")) for each in Certainty]
    assert found == [1, 11, 111]


def test_the_balance_is_brought_up_to_today(make):
    facts = CashFacts(
        accounts=(make.account(1_000, balance_on=make.day("11-10")), make.account(0, id=2, name="ICBC 88")),
        events=(make.event(EXPENSE, "food", 100, "11-15"), make.event(INCOME, "salary", 50, "11-16", id=2)),
        transfers=(
            Transfer(
                id=1, from_id=1, to_id=2, amount_minor=30, currency="CNY", left_on=make.day("11-12"),
                arrives_on=make.day("11-13"),
            ),
            Transfer(
                id=2, from_id=None, to_id=1, amount_minor=5, currency="CNY", left_on=make.day("11-25"),
                arrives_on=make.day("11-26"),
            ),
        ),
        spent=(
            Spent(loan_id=1, loan="Jiebei", account_id=1, paid_on=make.day("11-18"), amount_minor=20),
            Spent(loan_id=1, loan="Jiebei", account_id=2, paid_on=make.day("11-18"), amount_minor=7),
        ),
    )  # fmt: skip
    found = run(make, facts)
    assert found.opening_minor == 900
    assert [step.movement.name for step in found.replayed] == ["ICBC 88", "food", "salary", "Jiebei"]
    assert found.balance_on(make.day("11-26")) == 905
    assert found.balance_on(make.day("11-09")) == 1_000
    assert [each.event.name for each in found.unconfirmed] == ["salary"]


def test_on_the_day_of_the_balance_what_was_told_later_counts(make):
    def transfer(to, at):
        return Transfer(
            id=1, from_id=3 - to, to_id=to, amount_minor=30, currency="CNY", left_on=make.day("11-20"),
            arrives_on=make.day("11-20"), recorded_at=at,
        )  # fmt: skip

    account = make.account(100, balance_at=READ)
    for at, there in ((BEFORE, 100), (AFTER, 130)):
        assert run(make, CashFacts(accounts=(account,), transfers=(transfer(1, at),))).opening_minor == there
    spent = Spent(
        loan_id=1, loan="x", account_id=1, paid_on=make.day("11-20"), amount_minor=10, recorded_at=AFTER
    )
    early = replace(spent, recorded_at=BEFORE)
    assert run(make, CashFacts(accounts=(account,), spent=(spent, early))).opening_minor == 90


def test_on_the_day_of_the_balance_income_is_in_it_and_an_expense_is_still_to_come(make):
    account = make.account(100, balance_at=READ)
    events = (make.event(EXPENSE, "rent", 40, "11-20"), make.event(INCOME, "pay", 7, "11-20", id=2))
    assert run(make, CashFacts(accounts=(account,), events=events)).opening_minor == 60

    def came(event_id, at):
        return Occurrence(
            id=event_id, event_id=event_id, planned_on=make.day("11-20"), state=OccurrenceState.CAME,
            actual_on=make.day("11-20"), recorded_at=at,
        )  # fmt: skip

    told = (came(1, BEFORE), came(2, AFTER))
    assert run(make, CashFacts(accounts=(account,), events=events, corrections=told)).opening_minor == 107


def test_money_that_arrived_today_is_there_for_the_debits_of_today(make):
    transfer = Transfer(
        id=1, from_id=None, to_id=1, amount_minor=100, currency="CNY", left_on=make.today,
        arrives_on=make.today,
    )  # fmt: skip
    came = Occurrence(
        id=1, event_id=1, planned_on=make.day("11-22"), state=OccurrenceState.CAME, actual_on=make.today
    )
    facts = CashFacts(
        accounts=(make.account(0),),
        events=(make.event(INCOME, "salary", 50, "11-22"),),
        corrections=(came,),
        transfers=(transfer,),
        debits=(make.debit(1, 150, "11-21"), make.debit(2, 10, "12-01", account_id=2)),
    )
    assert run(make, facts).shortfall is None


def test_a_low_account_names_the_day_it_dips_into_its_buffer(make):
    facts = CashFacts(accounts=(make.account(100, buffer_minor=50),), debits=(make.debit(1, 60, "12-01"),))
    found = run(make, facts)
    assert (found.dips_on(), found.low, found.shortfall) == (make.day("12-01"), (make.day("12-01"), 40), None)
    rich = run(make, CashFacts(accounts=(make.account(100),)))
    assert (rich.dips_on(), rich.low) == (None, (None, 100))


def test_nothing_beyond_the_window_is_drawn(make):
    facts = CashFacts(accounts=(make.account(0),), debits=(make.debit(1, 60, "12-01"),))
    assert run(make, facts, days=9).shortfall is None
    assert run(make, facts, days=10).shortfall is not None


# Laws

AMOUNTS = st.integers(1, 500)
OFFSETS = st.integers(0, 59)


@st.composite
def books(draw, make):
    def on(offset):
        return make.today + timedelta(days=offset)

    events = tuple(
        make.event(
            draw(st.sampled_from(CashKind)), f"event {number}", draw(AMOUNTS), on(draw(OFFSETS)).isoformat(),
            id=number,
        )
        for number in range(draw(st.integers(0, 5)))
    )  # fmt: skip
    debits = tuple(
        make.debit(
            number, draw(AMOUNTS), on(draw(OFFSETS)).isoformat(),
            at=draw(st.sampled_from(["", "06:00", "09:00"])), on_short=draw(st.sampled_from(OnShort)),
            retries=draw(st.sampled_from([(), (1,), (1, 3)])),
        )
        for number in range(draw(st.integers(1, 6)))
    )  # fmt: skip
    account = make.account(draw(st.integers(-100, 800)), buffer_minor=draw(st.sampled_from([0, 50])))
    return CashFacts(accounts=(account,), events=events, debits=debits)


def richer(facts, minor):
    (account,) = facts.accounts
    return replace(facts, accounts=(replace(account, balance_minor=account.balance_minor + minor),))


@given(data=st.data())
@settings(max_examples=300)
def test_adding_cash_never_brings_the_first_shortfall_earlier(make, data):
    facts = data.draw(books(make))
    extra = data.draw(st.integers(1, 1_000))
    if data.draw(st.booleans()):
        more = richer(facts, extra)
    else:
        gift = make.event(
            INCOME, "gift", extra, (make.today + timedelta(days=data.draw(OFFSETS))).isoformat(), id=99
        )
        more = replace(facts, events=(*facts.events, gift))
    before, after = run(make, facts).shortfall, run(make, more).shortfall
    if before is None:
        assert after is None
    elif after is not None:
        assert after.step.movement.order >= before.step.movement.order


def is_whole(found, first):
    """Whether nothing fails and the buffer stands from the old shortfall to the end of its stretch."""
    return all(
        not step.short_minor and step.after_minor >= found.account.buffer_minor
        for step in found.steps
        if first.step.movement.order <= step.movement.order
        and step.movement.on <= first.last_on
        # An income ends a stretch; what it leaves is told by the steps before it.
        and (step.movement.on < first.last_on or step.movement.amount_minor < 0)
    )


@given(data=st.data())
@settings(max_examples=300)
def test_the_top_up_removes_the_shortfall_and_one_unit_less_does_not(make, data):
    facts = data.draw(books(make))
    first = run(make, facts).shortfall
    if first is None:
        return
    found = run(make, richer(facts, first.top_up_minor))
    assert is_whole(found, first)
    assert found.shortfall is None or found.shortfall.on > first.last_on
    assert not is_whole(run(make, richer(facts, first.top_up_minor - 1)), first)


@given(data=st.data())
@settings(max_examples=200)
def test_a_past_period_given_its_real_events_ends_in_the_recorded_balances(make, data):
    opening, start = data.draw(st.integers(0, 1_000)), make.day("10-25")
    rows = data.draw(st.lists(st.tuples(st.integers(1, 26), st.sampled_from("ieto"), AMOUNTS), max_size=12))
    events, corrections, transfers, spent, balances = [], [], [], [], {}
    running = opening
    for number, (offset, kind, amount) in enumerate(sorted(rows), 1):
        on = start + timedelta(days=offset)
        if kind in "ie":
            which = INCOME if kind == "i" else EXPENSE
            planned = on - timedelta(days=data.draw(st.integers(-3, 3)))
            events.append(make.event(which, "x", 1, planned.isoformat(), id=number))
            corrections.append(
                Occurrence(
                    id=number, event_id=number, planned_on=planned, state=OccurrenceState.CAME, actual_on=on,
                    amount_minor=amount,
                )
            )  # fmt: skip
        elif kind == "t":
            transfers.append(
                Transfer(
                    id=number, from_id=None, to_id=1, amount_minor=amount, currency="CNY", left_on=on,
                    arrives_on=on,
                )
            )  # fmt: skip
        else:
            spent.append(Spent(loan_id=1, loan="x", account_id=1, paid_on=on, amount_minor=amount))
        running += amount if kind in "it" else -amount
        balances[on] = running
    facts = CashFacts(
        accounts=(make.account(opening, balance_on=start),),
        events=tuple(events), corrections=tuple(corrections), transfers=tuple(transfers), spent=tuple(spent),
    )  # fmt: skip
    found = run(make, facts)
    assert {on: found.balance_on(on) for on in balances} == balances
    assert found.opening_minor == (
        running if all(on < make.today for on in balances) else found.opening_minor
    )


def test_what_came_counts_however_sure_it_was(make):
    hoped = make.event(INCOME, "gift", 70, "11-21", certainty=Certainty.HOPED)
    came = Occurrence(
        id=1, event_id=hoped.id, planned_on=make.day("11-21"), state=OccurrenceState.CAME,
        actual_on=make.day("11-21"), recorded_at="2099-01-01T00:00:00Z",
    )  # fmt: skip
    accounts = (make.account(5, balance_on=make.day("11-20")),)
    assert run(make, CashFacts(accounts=accounts, events=(hoped,))).balance_on(make.day("11-22")) == 5
    told = CashFacts(accounts=accounts, events=(hoped,), corrections=(came,))
    assert run(make, told).balance_on(make.day("11-22")) == 75
