"""What lists show from kept sums is what a replay of all facts gives, on any day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lived import TODAY, add, live, lives, pay

from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import terms_on
from tracker.services.due import list_dues, risks
from tracker.services.home import home
from tracker.services.loan.change import change_terms, close_loan
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import balance, loan_view, schedule
from tracker.services.status import status
from tracker.store.derived import differences
from tracker.store.loan import read_facts, read_loans

many = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@many
@given(steps=lives, ahead=st.integers(0, 500))
def test_lists_agree_with_a_replay(fresh, steps, ahead):
    with fresh() as book:
        live(book, steps)
        assert differences(book.conn) == []
        today = book.today = TODAY + timedelta(days=ahead)
        rows = {row.loan_id: row for row in list_loans(book, include_closed=True)}
        dues = list_dues(book, within_days=3650)
        open_balances: dict[str, int] = {}
        late: dict[str, int] = {}
        for loan in read_loans(book.conn):
            facts = read_facts(book.conn, loan, payments=True)
            ledger = replay(facts)
            row = rows.pop(loan.id)
            assert row.balance_minor == ledger.balance
            assert row.rate == terms_on(facts, today).rate
            mine = [
                (due.due_on, due.amount_minor, due.days_past_due)
                for due in dues.rows
                if due.loan_id == loan.id
            ]
            if loan.closed_on:
                assert (row.status, mine, row.overdue_minor) == ("closed", [], 0)
                continue
            open_balances[loan.currency] = open_balances.get(loan.currency, 0) + ledger.balance
            limit = today + timedelta(days=3650)
            expected = [each for each in ledger.instalments if each.open > 0 and each.due_on <= limit]
            assert mine == sorted(
                (each.due_on, each.open, max(0, (today - each.due_on).days)) for each in expected
            )
            overdue = ledger.overdue(today)
            assert row.overdue_minor == sum(each.open for each in overdue)
            assert row.days_past_due == ledger.days_past_due(today)
            coming = next(
                (each for each in ledger.instalments if each.due_on >= today and each.open > 0), None
            )
            assert row.next_due_on == (coming.due_on if coming else None)
            grace = terms_on(facts, overdue[0].due_on).grace if overdue else 0
            if overdue:
                assert row.status == ("grace" if row.days_past_due <= grace else "overdue")
                late[loan.currency] = late.get(loan.currency, 0) + row.overdue_minor
            elif coming:
                assert row.status == ("due_today" if coming.due_on == today else "upcoming")
            assert [
                (each.due_on, each.payment_minor, each.paid_minor) for each in schedule(book, loan.id)
            ] == [(each.due_on, each.amount, each.paid) for each in ledger.instalments]
            assert loan_view(book, loan.id).row == row
        assert rows == {}
        shown, told = home(book), status(book)
        assert dict(shown.balances) == dict(told.balances) == open_balances
        assert {each.currency: each.amount_minor for each in shown.overdue} == late
        assert {each.currency: each.amount_minor for each in told.overdue_totals} == late
        assert {(each.loan_id, each.due_on) for each in told.overdue} == {
            (each.loan_id, each.due_on) for each in dues.rows if each.days < 0
        }
        for code, minor in open_balances.items():
            actual = [each for each in balance(book, currency=code) if each.kind == "actual"]
            assert (actual[-1].on, actual[-1].balance_minor) == (today, minor)
        assert {(each.due.loan_id, each.due.due_on) for each in risks(book)} == {
            (each.loan_id, each.due_on) for each in dues.rows if each.days <= 30
        }


@many
@given(steps=lives)
def test_the_balance_of_a_month_end_is_that_of_a_replay_until_it(fresh, steps):
    with fresh() as book:
        live(book, steps)
        for loan in read_loans(book.conn):
            if loan.closed_on:
                continue
            facts = read_facts(book.conn, loan, payments=True)
            for point in balance(book, loan_id=loan.id):
                if point.kind == "actual" and point.on >= loan.tracked_from:
                    assert point.balance_minor == replay(facts, until=point.on).balance


def test_a_closed_loan_is_owed_no_more(book):
    kept = add(book, "Kept", balance="500", rate="", periods="", due_day="")
    loan = add(book, "Written off", as_of="2026-08-01", balance="1000")
    book.today = date(2026, 10, 15)
    close_loan(book, loan.id, date(2026, 10, 10))
    book.today = TODAY
    points = [(each.on, each.balance_minor) for each in balance(book) if each.kind == "actual"]
    assert points == [
        (date(2026, 8, 31), 100_000), (date(2026, 9, 30), 100_000), (date(2026, 10, 31), 0), (TODAY, 50_000),
    ]  # fmt: skip
    assert {each.balance_minor for each in balance(book) if each.kind == "projected"} <= {50_000}
    assert dict(home(book).balances) == {"CNY": 50_000}
    assert kept.balance_minor == 50_000


def test_the_rate_and_grace_shown_are_those_in_force(book):
    loan = add(book, "Jiebei", as_of="2026-09-01", rate="12%", due_day="15", grace_days="30")
    change_terms(book, loan.id, {"rate": "10%", "grace_days": "0"}, effective_on=date(2026, 11, 20))
    change_terms(book, loan.id, {"rate": "8%"}, effective_on=date(2027, 1, 1))
    (row,) = list_loans(book)
    assert str(row.rate.percent) == "10"
    book.today = date(2026, 11, 10)
    (row,) = list_loans(book)
    assert str(row.rate.percent) == "12"
    pay(book, loan, 185_000, book.today)
    book.today = date(2026, 11, 18)
    (row,) = list_loans(book)
    (due,) = list_dues(book, overdue_only=True).rows
    assert (row.status, due.status) == ("grace", "grace")


def test_a_loan_that_rests_is_in_every_total(book):
    add(book, "Quiet", balance="500", rate="", periods="", due_day="", as_of="2024-01-15")
    loan = add(book, "Paid", balance="1000", as_of="2025-01-15", due_day="28")
    for month in range(1, 12):
        pay(book, loan, 1_000, date(2026, month, 20))
    points = [each for each in balance(book, months_back=6) if each.kind == "actual"]
    assert (points[-1].on, points[-1].balance_minor) == (TODAY, dict(home(book).balances)["CNY"])
    assert min(each.balance_minor for each in points) > 130_000


def dates(book):
    return [(row.due_on, row.kind, row.estimate) for row in list_dues(book, within_days=90).rows]


def test_terms_to_come_change_nothing_that_is_owed_today(book):
    loan = add(
        book, "Card", method="revolving", rate="18.25%", periods="", statement_day="6", due_day="24",
        minimum_percent="10%", balance="1000",
    )  # fmt: skip
    before, due = list_loans(book)[0], dates(book)
    assert change_terms(book, loan.id, {"rate": "24%"}, effective_on=date(2027, 1, 15))[0]
    after = list_loans(book)[0]
    assert (after.balance_minor, after.rate, after.next_due_on) == (100_000, before.rate, before.next_due_on)
    assert dates(book) == due
    assert [each.balance_minor for each in balance(book) if each.kind == "actual"] == [100_000]
    assert differences(book.conn) == []
