"""Cash as screens are told of it: until payday, by month, in lists, and as a forecast."""

from __future__ import annotations

from datetime import date

import pytest
from lived import TODAY, add, pay

from tracker.domain.cash.facts import CashKind, Certainty, OccurrenceState
from tracker.domain.loan.facts import PaymentState
from tracker.services.autopay import set_autopay
from tracker.services.cash.accounts import accounts, add_account, find_account, set_account
from tracker.services.cash.events import list_events, save_event, tell_occurrence, top_up
from tracker.services.cash.views import (
    cash_until_payday,
    day_cash,
    forecast_view,
    list_account_views,
    list_event_views,
    list_transfer_views,
)
from tracker.services.due import list_dues
from tracker.services.loan.change import add_statement
from tracker.services.status import status


def account(book, name, balance, **fields):
    done, problems = add_account(book, {"name": name, "balance": balance, **fields})
    assert done is not None, problems


def event(book, kind, name, amount, on, *, into="CMB", **fields):
    given = {"name": name, "amount": amount, "on": on, "account": into, **fields}
    done, problems = save_event(book, CashKind(kind), given)
    assert done is not None, problems
    return next(each for each in list_events(book) if each.id == done.ids[0])


def due(book, name, amount, day, *, currency="CNY", **autopay):
    """A loan with one instalment of a sum on a day."""
    loan = add(
        book, name, balance=amount, currency=currency, rate="", periods="1", due_day="", first_due=day,
        method="bullet", late_fee="20", penalty_rate="0.05%/day", grace_days="3",
    )  # fmt: skip
    if autopay:
        fields = {"on": "on", "checked": "2026-11-20", "account": "CMB 1234"} | autopay
        done, problems = set_autopay(book, loan, fields)
        assert done is not None, problems
    return loan


@pytest.fixture
def month(book):
    """A month with two accounts, four loans and a salary that is late."""
    account(book, "CMB 1234", "1,805.20", buffer="180", cut_off="17:00")
    account(book, "ICBC 88", "5000")
    due(book, "Huabei", "1000", "2026-12-03", at="06:00")
    due(book, "Jiebei", "1,598.86", "2026-12-04", at="09:00")
    due(book, "Aunt Mei", "300", "2026-12-05", on="off", account="ICBC 88")
    due(book, "Forgotten", "50", "2026-12-06")
    event(book, "income", "Salary", "8000", "2026-12-10", every="month")
    return book


def test_the_forecast_names_the_first_failure_and_the_smallest_act(month):
    found = forecast_view(month)
    (short,) = found.shortfalls
    assert (short.account, short.what, short.on, short.at) == (
        "CMB 1234", "Jiebei", date(2026, 12, 4), "09:00",
    )  # fmt: skip
    assert (short.short_minor, short.top_up_minor, short.missing_minor) == (79_366, 97_366, 0)
    assert (short.by_on, short.by_at, short.in_time) == (date(2026, 12, 4), "09:00", True)
    assert [(move.source, move.target, move.amount_minor) for move in short.moves] == [
        ("ICBC 88", "CMB 1234", 97_366)
    ]
    assert [taker.name for taker in short.takers] == ["Huabei"]
    assert short.consequence.grace_end == date(2026, 12, 7)
    assert short.consequence.late_fee_minor == 2_000
    assert [(each.loan, each.outcome, each.why) for each in found.attempts] == [
        ("Huabei", "will_clear", "enough"),
        ("Jiebei", "will_fail", "short"),
        ("Aunt Mei", "will_clear", "enough"),
    ]
    assert [(each.loan, each.reason) for each in found.left_out] == [("Forgotten", "no_account")]
    assert [(row.kind, row.balance_minor) for row in found.rows[:3]] == [
        ("opening", 180_520), ("opening", 500_000), ("autopay", 80_520),
    ]  # fmt: skip


def test_the_top_up_applied_removes_the_shortfall_and_one_unit_less_does_not(month):
    cmb, icbc = accounts(month)
    top_up(month, cmb, 97_365, source=icbc, fields={})
    assert list_account_views(month)[0].dips_on == date(2026, 12, 4)
    top_up(month, cmb, 1, source=icbc, fields={})
    assert forecast_view(month).shortfalls == ()
    assert list_account_views(month)[0].dips_on is None
    assert [each.source for each in list_transfer_views(month)] == ["ICBC 88", "ICBC 88"]


def test_a_salary_a_day_late_is_told_and_counted_on_the_new_day(month):
    salary = list_events(month, CashKind.INCOME)[0]
    tell_occurrence(month, salary, OccurrenceState.MOVED, {"planned": "2026-12-10", "on": "2026-12-11"})
    assert [row.on for row in forecast_view(month, days=30).rows if row.kind == "income"] == [
        date(2026, 12, 11)
    ]
    assert cash_until_payday(month).payday == date(2026, 12, 11)
    assert [each.next_on for each in list_event_views(month)] == [date(2026, 12, 11)]


def test_what_is_less_than_sure_counts_only_when_asked(month):
    event(month, "income", "Gift", "2000", "2026-12-01", certainty="likely")
    assert forecast_view(month).shortfalls
    assert forecast_view(month, include=Certainty.LIKELY).shortfalls == ()


def test_home_shows_cash_until_payday(month):
    event(month, "expense", "Food", "200", "2026-11-23", every="week")
    found = cash_until_payday(month)
    assert (found.currency, found.payday, found.payday_name) == ("CNY", date(2026, 12, 10), "Salary")
    assert (found.points[0].on, found.points[-1].on) == (TODAY, date(2026, 12, 10))
    assert found.points[2].low_minor == 180_520 + 500_000 - 20_000
    assert found.low == min(found.points, key=lambda each: (each.low_minor, each.on))
    assert (found.first.what, found.count, [each.name for each in found.costs]) == ("Jiebei", 1, ["Food"])


def test_home_without_accounts_or_income_says_so(book):
    found = cash_until_payday(book)
    assert (found.points, found.low, found.first, found.payday, found.count) == ((), None, None, None, 0)
    account(book, "CMB 1234", "10")
    assert len(cash_until_payday(book).points) == 31
    set_account(book, accounts(book)[0], {"balance": "10", "balance_on": "2026-10-01"})
    assert (cash_until_payday(book).points, cash_until_payday(book).unknown) == ((), ("CMB 1234",))


def test_a_month_shows_income_and_the_lowest_of_each_day(month):
    found = day_cash(month, date(2026, 12, 15))
    assert (found.first, len(found.days), found.income_minor) == (date(2026, 12, 1), 31, 800_000)
    by_day = {each.on.day: each for each in found.days}
    assert (by_day[3].out_minor, by_day[3].low_minor) == (100_000, 580_520)
    assert by_day[4].short == ("CMB 1234",)
    assert (by_day[10].income_minor, by_day[10].low_minor) == (800_000, 550_520)
    assert found.low.on == date(2026, 12, 5)
    assert [each.what for each in found.shortfalls] == ["Jiebei"]
    assert day_cash(month, date(2026, 10, 1)).days == ()
    assert len(day_cash(month, TODAY).days) == 10


def test_the_list_of_accounts_tells_age_low_point_and_loans(month):
    icbc, _none = find_account(month, "ICBC")
    set_account(month, icbc, {"balance": "5000", "balance_on": "2026-10-10"})
    first, second = list_account_views(month)
    assert (first.today_minor, first.low_minor, first.short_on, first.loans) == (
        180_520, 80_520, date(2026, 12, 4), ("Huabei", "Jiebei"),
    )  # fmt: skip
    assert (second.age_days, second.stale) == (42, True)


def test_income_nobody_confirmed_is_said(opened):
    book = opened(date(2026, 11, 21))
    account(book, "CMB 1234", "100", balance_on="2026-11-01")
    event(book, "income", "Salary", "8000", "2026-11-10", every="month")
    event(book, "expense", "Rent", "50", "2026-11-05")
    found = forecast_view(book)
    assert [(each.event.name, each.on) for each in found.unconfirmed] == [("Salary", date(2026, 11, 10))]
    assert found.rows[0].balance_minor == 805_000
    assert [each.unconfirmed_on for each in list_event_views(book)] == [None, date(2026, 11, 10)]


def test_payments_that_left_the_account_are_gone_and_cover_their_due(book):
    account(book, "CMB 1234", "1000", balance_on="2026-11-19")
    loan = due(book, "Huabei", "500", "2026-12-03")
    set_autopay(book, loan, {"on": "on", "account": "CMB 1234", "checked": "2026-11-20"})
    pay(book, loan, 20_000, date(2026, 11, 20), account="CMB 1234", state=PaymentState.SENT)
    found = forecast_view(book)
    assert found.rows[0].balance_minor == 80_000
    assert [each.amount_minor for each in found.attempts] == [30_000]
    pay(book, loan, 30_000, date(2026, 11, 20), account="CMB 1234", state=PaymentState.SENT)
    assert forecast_view(book).attempts == ()


def test_a_card_is_drawn_by_its_mode(book):
    account(book, "CMB 1234", "1000")
    card = add(book, "Card", method="revolving", balance="3000", statement_day="6", due_day="24",
               minimum_percent="10%", periods="")  # fmt: skip
    add_statement(
        book, card, statement_on=date(2026, 11, 6), due_on=date(2026, 11, 24), balance_minor=300_000,
        minimum_minor=30_000,
    )  # fmt: skip
    fields = {"on": "on", "account": "CMB 1234", "checked": "2026-11-20"}

    def drawn(**more):
        set_autopay(book, card, fields | more)
        return [(each.amount_minor, each.why, each.left_minor) for each in forecast_view(book).attempts]

    assert drawn(mode="minimum")[0] == (30_000, "enough", 0)
    assert drawn(mode="fixed", fixed="100")[0] == (10_000, "enough", 20_000)
    (first, second) = drawn(mode="full")
    assert first[0] >= 290_000
    assert (second[0], second[1]) == (None, "amount_unknown")


def test_what_cannot_be_counted_is_named_with_its_reason(book):
    account(book, "CMB 1234", "1000")
    due(book, "Dollars", "5", "2026-12-01", currency="USD", account="CMB 1234")
    late = due(book, "Late", "5", "2026-11-10", account="CMB 1234")
    due(book, "Mine", "5", "2026-11-10", on="off", account="CMB 1234")
    assert {each.loan: each.reason for each in forecast_view(book).left_out} == {
        "Dollars": "other_currency", "Late": "no_attempt_left", "Mine": "no_attempt_left",
    }  # fmt: skip
    set_autopay(book, late, {"retry": "1,14"})
    assert [(each.loan, each.on) for each in forecast_view(book).attempts] == [("Late", date(2026, 11, 24))]


def test_a_debit_that_failed_last_time_is_not_trusted_until_it_is_checked(book):
    account(book, "CMB 1234", "1000")
    loan = due(book, "Late", "5", "2026-12-01", result="failed", result_on="2026-11-20")
    assert [each.why for each in forecast_view(book).attempts] == ["failed_last"]
    set_autopay(book, loan, {"checked": "2026-11-21"})
    assert [each.why for each in forecast_view(book).attempts] == ["enough"]


def test_working_days_of_the_place_are_heeded(book):
    """1 January 2027 is a holiday in China; money for the day must be on its way on 31 December."""
    account(book, "CMB 1234", "0", moves="workdays")
    due(book, "Jiebei", "100", "2027-01-01", holidays="next")
    (short,) = forecast_view(book).shortfalls
    assert short.on > date(2027, 1, 1)
    assert short.by_on < short.on


def test_lists_of_dues_and_the_status_warn_of_the_shortfall(month):
    (warned,) = (each for each in list_dues(month).warnings if each.code == "cash_short")
    assert (warned.account, warned.amount_minor, warned.loan, warned.params) == (
        "CMB 1234", 79_366, "Jiebei", {"at": "09:00"},
    )  # fmt: skip
    assert status(month).cash_short == (warned,)
    assert not [each for each in list_dues(month, within_days=7).warnings if each.code == "cash_short"]
    assert not [each for each in list_dues(month, overdue_only=True).warnings if each.code == "cash_short"]
    past = list_dues(month, within_days=None, month=date(2026, 9, 1))
    assert not past.warnings
