from __future__ import annotations

from datetime import date
from decimal import Decimal

from layouts_known import DATA, SHIPPED

from tracker.formats.aid_text import aid_table, is_aid_text
from tracker.formats.loan_list import read_loans
from tracker.formats.options import ReadOptions
from tracker.formats.recognise import recognise
from tracker.formats.source import decode, open_source

TEXT = (DATA / "mystudentdata_nslds.txt").read_text("utf-8")


def test_the_loan_comes_out_and_the_person_does_not():
    source, problems = open_source(DATA / "mystudentdata_nslds.txt")
    assert problems == ()
    assert "ADA" not in source.text
    assert "QUILL" not in source.text
    assert "5550100100" not in source.text
    found, _problems = recognise(source, SHIPPED, ReadOptions())
    loans, _problems = read_loans(source, found.options(ReadOptions()), layout=found.profile.layout)
    (loan,) = loans.lines
    assert (loan.line, loan.balance_minor, loan.principal_minor, loan.payment_minor) == (
        5,
        296200,
        350000,
        3800,
    )
    assert (loan.rate.percent, loan.next_due_on, loan.opened_on) == (
        Decimal("5.05"), date(2025, 4, 28), date(2018, 8, 24),
    )  # fmt: skip
    assert (loan.lender, loan.currency, loan.problems) == ("EXAMPLE SERVICER", "USD", ())
    # Of a status that repeats, the latest stands first.
    assert "DEFERRED" not in loan.note


def test_each_loan_type_code_begins_a_loan():
    head, block = TEXT.split("Loan Type Code", 1)
    twice = f"{head}Student Date of Birth:01/02/1999\nLoan Type Code{block}\nLoan Type Code{block}"
    assert "1999" not in aid_table(twice)
    source, _problems = decode(twice.encode(), "x.txt")
    found, _problems = recognise(source, SHIPPED, ReadOptions())
    loans, _problems = read_loans(source, found.options(ReadOptions()), layout=found.profile.layout)
    lines = twice.splitlines()
    assert [lines[each.line - 1][:15] for each in loans.lines] == ["Loan Type Code:"] * 2


def test_other_texts_are_left_alone():
    assert not is_aid_text("name,balance\nCard,1.00\n")
    assert not is_aid_text("Loan Type Code:D1\n")
