"""Reports are compared account by account; what was off one and is on the next again is found."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.credit.report import (
    Enquiry,
    Entry,
    EntryKind,
    EntryStatus,
    Report,
    by_bureau,
    count_since,
    diff,
    enquiries_of,
    returns,
)

OVERDUE, NORMAL = EntryStatus.OVERDUE, EntryStatus.NORMAL


def entry(number: int, lender: str = "CMB", **fields: object) -> Entry:
    return Entry(**{"id": number, "report_id": 1, "lender": lender, "currency": "CNY"} | fields)


def report(number: int, *entries: Entry, bureau: str = "PBOC", **fields: object) -> Report:
    pulled = date(2026, number, 1)
    return Report(**{"id": number, "bureau": bureau, "pulled_on": pulled, "entries": entries} | fields)


@pytest.mark.parametrize(
    ("fields", "adverse"),
    [
        ({}, False),
        ({"status": OVERDUE}, True),
        ({"status": EntryStatus.SETTLED_FOR_LESS}, True),
        ({"status": NORMAL, "overdue_minor": 0, "worst": "N"}, False),
        ({"overdue_minor": 1}, True),
        ({"worst": " d"}, True),
        ({"worst": "*"}, False),
        ({"kind": EntryKind.COLLECTION}, True),
    ],
)
def test_what_counts_against_a_person(fields, adverse):
    assert entry(1, **fields).adverse is adverse


def test_an_account_is_known_by_lender_tail_and_opening_day():
    one = entry(1, tail="1234", opened_on=date(2020, 1, 1))
    assert one.name == "CMB 1234"
    assert one.matches(entry(2, " cmb ", tail="1234", opened_on=date(2021, 1, 1)))
    assert not one.matches(entry(2, tail="9999"))
    assert not one.matches(entry(2, "ICBC", tail="1234"))
    assert one.matches(entry(2))
    assert not one.matches(entry(2, opened_on=date(2021, 1, 1)))


def test_what_is_new_gone_and_changed():
    older = report(
        1,
        entry(1, tail="1234", status=OVERDUE, overdue_minor=31000, balance_minor=500, worst="1"),
        entry(2, "ICBC"),
        entry(3, "ABC", status=NORMAL),
        enquiries=(Enquiry(id=1, report_id=1, who="MYbank", asked_on=date(2025, 12, 3)),),
    )
    newer = report(
        2,
        entry(4, tail="1234", status=NORMAL, overdue_minor=None, balance_minor=400, worst="N"),
        entry(5, "ABC", status=NORMAL),
        entry(6, "BOC"),
        enquiries=(
            Enquiry(id=2, report_id=2, who="mybank", asked_on=date(2025, 12, 3)),
            Enquiry(id=3, report_id=2, who="BOC", asked_on=date(2026, 1, 9)),
        ),
    )
    found = diff(older, newer)
    assert ([each.id for each in found.new], [each.id for each in found.gone]) == ([6], [2])
    (changed,) = found.changed
    assert (changed.older.id, changed.newer.id, found.same) == (1, 4, 1)
    assert [(each.field, each.for_the_better) for each in changed.changes] == [
        ("status", True), ("balance_minor", None), ("overdue_minor", True), ("worst", True),
    ]  # fmt: skip
    assert [each.id for each in found.enquiries] == [3]
    assert not found.is_empty
    assert diff(newer, newer).is_empty


def test_changes_that_are_neither_better_nor_worse():
    older = report(1, entry(1, status=NORMAL, worst="2", overdue_minor=0))
    newer = report(2, entry(2, status=EntryStatus.CLOSED, worst="1", overdue_minor=None))
    (changed,) = diff(older, newer).changed
    assert {each.field: each.for_the_better for each in changed.changes} == {
        "status": None, "overdue_minor": None, "worst": None,
    }  # fmt: skip
    worse = diff(report(1, entry(1, status=NORMAL)), report(2, entry(2, status=OVERDUE, overdue_minor=5)))
    assert [each.for_the_better for each in worse.changed[0].changes] == [False, False]


def test_accounts_that_agree_wholly_find_each_other_first():
    older = report(1, entry(1), entry(2, tail="1234"))
    newer = report(2, entry(3, tail="1234"), entry(4))
    found = diff(older, newer)
    assert (found.new, found.gone, found.changed) == ((), (), ())
    assert diff(report(1, entry(1)), report(2, entry(3, tail="1"), entry(4, tail="2"))).new[0].id == 4


def test_what_was_off_and_is_back_is_found_and_nothing_else():
    bad = {"tail": "1234", "status": OVERDUE}
    gone = [
        report(1, entry(1, **bad)),
        report(2),
        report(3, entry(3, **bad), entry(4, "New", status=OVERDUE)),
    ]
    (found,) = returns(gone)
    assert (found.entry.id, found.seen_on, found.gone_on) == (3, date(2026, 1, 1), date(2026, 2, 1))
    healed = [gone[0], report(2, entry(2, tail="1234", status=NORMAL)), gone[2]]
    assert [each.entry.id for each in returns(healed)] == [3]
    assert returns([gone[0], report(2, entry(2, **bad)), gone[2]]) == ()
    assert returns(gone[:2]) == ()
    assert returns([*gone[:2], report(3, entry(3, tail="1234", status=NORMAL))]) == ()
    later = [*gone[:2], report(3, entry(3, **bad)), report(4, entry(5, **bad))]
    assert [each.gone_on for each in returns(later)] == [date(2026, 2, 1)]


def test_enquiries_count_once_however_many_reports_show_them():
    one = Enquiry(id=1, report_id=1, who="MYbank", asked_on=date(2025, 12, 3))
    again = Enquiry(id=2, report_id=2, who="MYBANK", asked_on=date(2025, 12, 3))
    late = Enquiry(id=3, report_id=2, who="BOC", asked_on=date(2026, 1, 9), why="card")
    found = enquiries_of([report(2, enquiries=(late, again), bureau="pboc"), report(1, enquiries=(one,))])
    assert [(bureau, each.id) for bureau, each in found] == [("pboc", 3), ("PBOC", 1)]


def test_a_window_of_months_includes_today_and_not_its_own_first_day():
    days = [date(2026, 8, 21), date(2026, 8, 22), date(2026, 11, 21), date(2026, 11, 22)]
    assert count_since(days, date(2026, 11, 21), 3) == 2


def test_bureaus_are_told_apart_without_their_case():
    found = by_bureau([report(2, bureau="pboc"), report(1), report(3, bureau="Experian")])
    assert {name: [each.id for each in pulls] for name, pulls in found.items()} == {
        "pboc": [1, 2], "experian": [3],
    }  # fmt: skip
