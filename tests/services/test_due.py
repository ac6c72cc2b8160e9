"""Dues: windows, totals, autopay beside each, and risks with reasons a person can check."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from lived import TODAY, add, pay

from tracker.services.autopay import check_autopay, list_autopay, set_autopay
from tracker.services.due import list_dues, risks
from tracker.services.holidays import known_holidays, refresh_holidays
from tracker.services.loan.listing import list_loans
from tracker.store.holiday import has_year

GOOD = {"on": "on", "account": "CMB 1234", "checked": "2026-11-20", "expires": "2028-01"}


@pytest.fixture
def quiet(book):
    """A book that knows the holidays of no place, so that only what a test says gives a reason."""
    from tracker.services.book import write_settings

    write_settings(book, {"jurisdiction": "XX"})
    refresh_holidays(book)
    return book


def only_risk(book):
    return next(each for each in risks(book) if each.due.due_on == date(2026, 11, 28))


def test_windows(book):
    add(book, as_of="2026-10-01", due_day="31")
    days = lambda found: [row.due_on.isoformat() for row in found.rows]  # noqa: E731
    assert days(list_dues(book, within_days=9)) == ["2026-10-31", "2026-11-30"]
    assert days(list_dues(book, within_days=8)) == ["2026-10-31"]
    assert days(list_dues(book, overdue_only=True)) == ["2026-10-31"]
    assert days(list_dues(book, month=date(2027, 2, 10))) == ["2027-02-28"]
    assert [(each.count, each.currency) for each in list_dues(book, within_days=9).totals] == [(2, "CNY")]
    (warned,) = list_dues(book, within_days=9).warnings
    assert (warned.code, warned.params["days"]) == ("overdue", "21")


def test_totals_never_mix_currencies(book):
    add(book, "A")
    add(book, "B", currency="JPY", balance="100000")
    assert [each.currency for each in list_dues(book).totals] == ["CNY", "JPY"]


@pytest.mark.parametrize(
    ("fields", "status", "warning", "level", "reason"),
    [
        (None, None, None, "medium", "autopay_unknown"),
        ({**GOOD}, "on", None, "low", None),
        ({**GOOD, "on": "off"}, "off", "autopay_off", "medium", "autopay_off"),
        ({**GOOD, "checked": ""}, "unchecked", "autopay_unchecked", "medium", "autopay_unchecked"),
        ({**GOOD, "checked": "2026-08-22"}, "unchecked", "autopay_unchecked", "medium", "autopay_unchecked"),
        ({**GOOD, "checked": "2026-08-23"}, "on", None, "low", None),
        ({**GOOD, "expires": "2026-10"}, "expired", "card_expired", "high", "card_expired"),
        ({**GOOD, "expires": "2026-11-27"}, "expired", "card_expired", "high", "card_expired"),
        ({**GOOD, "expires": "2026-11"}, "on", None, "low", None),
    ],
)
def test_autopay_stands_beside_every_due(quiet, fields, status, warning, level, reason):
    loan = add(quiet)
    if fields:
        assert set_autopay(quiet, loan, fields)[0]
    (row,), (due,) = list_loans(quiet), list_dues(quiet).rows
    assert (row.autopay, due.autopay) == (status, status)
    assert [each.code for each in list_dues(quiet).warnings] == ([warning] if warning else [])
    risk = only_risk(quiet)
    assert (risk.level, [each.code for each in risk.reasons]) == (level, [reason] if reason else [])


def test_a_check_makes_it_certain_again(quiet):
    loan = add(quiet)
    assert check_autopay(quiet, loan)[1][0].code == "no_autopay"
    set_autopay(quiet, loan, {"on": "on"})
    assert list_autopay(quiet)[0].status == "unchecked"
    check_autopay(quiet, loan)
    assert list_autopay(quiet)[0].status == "on"


def test_what_is_near_and_paid_by_hand_is_high(quiet):
    loan = add(quiet)
    set_autopay(quiet, loan, {**GOOD, "on": "off"})
    quiet.today = date(2026, 11, 24)
    assert only_risk(quiet).level == "medium"
    quiet.today = date(2026, 11, 25)
    assert only_risk(quiet).level == "high"


def test_arrears_late_payments_promotions_and_holidays_are_reasons(quiet):
    loan = add(quiet, as_of="2026-09-01", promo_until="2026-11-25")
    set_autopay(quiet, loan, GOOD)
    (first, second) = list_dues(quiet, overdue_only=True).rows
    assert {each.level for each in risks(quiet) if each.due.days < 0} == {"high"}
    pay(quiet, loan, first.amount_minor, date(2026, 9, 30))
    assert [each.code for each in only_risk(quiet).reasons] == [
        "in_arrears",
        "paid_late_before",
        "promo_ending",
    ]
    pay(quiet, loan, second.amount_minor, date(2026, 11, 1))
    risk = only_risk(quiet)
    assert (risk.level, [each.code for each in risk.reasons]) == (
        "medium",
        ["paid_late_before", "promo_ending"],
    )
    assert risk.reasons[0].params == {"count": "2"}
    with quiet.note("test") as writer:
        writer.execute_derived(
            "insert into holiday (jurisdiction, day, name) values ('XX', '2026-11-28', 'Feast')"
        )
    assert only_risk(quiet).reasons[-1].code == "holiday"


def test_no_reason_is_low_and_the_worst_come_first(quiet):
    for name, fields in (
        ("Good", GOOD),
        ("Off", {**GOOD, "on": "off"}),
        ("Card", {**GOOD, "expires": "2026-10"}),
    ):
        set_autopay(quiet, add(quiet, name), fields)
    assert [(each.due.loan, each.level) for each in risks(quiet)] == [
        ("Card", "high"), ("Off", "medium"), ("Good", "low"),
    ]  # fmt: skip


def test_holidays_are_looked_up_once_and_kept(book, monkeypatch):
    from tracker.services import holidays

    assert date(2027, 1, 1) in known_holidays(book)
    assert refresh_holidays(book)
    assert has_year(book.conn, "CN", 2026)
    assert has_year(book.conn, "CN", 2027)
    monkeypatch.setattr(holidays, "look_up", lambda *_args: pytest.fail("they are kept"))
    assert date(2027, 1, 1) in known_holidays(book)
    assert not refresh_holidays(book)


def test_a_place_without_holidays_is_asked_about_once(quiet, monkeypatch):
    from tracker.services import holidays

    monkeypatch.setattr(holidays, "look_up", lambda *_args: pytest.fail("it is known to have none"))
    assert known_holidays(quiet) == {}
    assert not refresh_holidays(quiet)


def test_new_loans_from_a_file_bring_the_holidays(book, tmp_path):
    from tracker.services.importing import ImportOptions, import_path

    (tmp_path / "l.csv").write_text("name,balance,due day\nX,100,1\n")
    import_path(book, tmp_path / "l.csv", ImportOptions(kind="loans"))
    assert has_year(book.conn, "CN", TODAY.year)


def test_the_31st_stays_the_31st(book):
    add(book, due_day="31", periods="16")
    found = [row.due_on.isoformat() for row in list_dues(book, within_days=500).rows]
    assert found[:6] == ["2026-11-30", "2026-12-31", "2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30"]
    assert "2028-02-29" in found
    assert TODAY + timedelta(days=9) == date(2026, 11, 30)
