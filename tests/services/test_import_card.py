"""A card's statement feeds its balance: only if asked, each row with its reason, nothing counted twice."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lived import facts

from tracker.domain.loan.facts import ChargeKind
from tracker.formats.options import Edit, ReadOptions
from tracker.formats.source import decode
from tracker.services.history import redo, undo
from tracker.services.import_preview import preview_import
from tracker.services.importing import ImportOptions, import_path, import_source
from tracker.services.loan.change import add_loan
from tracker.services.loan.posting import add_charge, add_statement
from tracker.store.loan import read_loan

DATA = Path(__file__).parents[1] / "data"
CHASE = (DATA / "chase.csv").read_text("utf-8")
HEAD = CHASE.splitlines(keepends=True)[0]
CAPITAL = (DATA / "capitalone.csv").read_text("utf-8")


def card(book, name="Freedom", lender="Chase", balance="500", **fields):
    given = {"currency": "USD", "method": "revolving", "as_of": "2025-03-01", "due_day": "15"}
    given |= {"name": name, "lender": lender, "balance": balance, **fields}
    done, problems = add_loan(book, given)
    assert problems == ()
    return done.ids[0]


def take(book, data, name="x.csv", *, purchases=True, **options):
    source, problems = decode(data.encode(), name)
    assert problems == ()
    report, problems = import_source(book, source, ImportOptions(purchases=purchases, **options))
    assert problems == ()
    assert report.rows == report.imported + report.duplicates + report.skipped_rows + report.rejected_rows
    return report


def refused(book, data, **options):
    source, _problems = decode(data.encode(), "x.csv")
    report, problems = import_source(book, source, ImportOptions(purchases=True, **options))
    assert report is None
    return problems[0].code


def told(report):
    return [(each.line, each.role, [why.code for why in each.why]) for each in report.matched]


def balance(book, loan_id):
    query = "select balance_minor, credit_minor, payments from loan_state where loan_id = ?"
    return book.conn.execute(query, (loan_id,)).fetchone()


def test_only_if_asked_and_then_every_row_with_its_reason(book):
    freedom = card(book)
    assert told(take(book, CHASE, purchases=False)) == [(5, "payment", ["of_this_card"])]
    undo(book)
    before = facts(book)
    report = take(book, CHASE)
    assert told(report) == [
        (2, "purchase", ["type_says", "on_card"]),
        (3, "purchase", ["type_says", "on_card"]),
        (4, "refund", ["type_says", "on_card"]),
        (5, "payment", ["of_this_card"]),
        (6, "interest", ["text_says", "on_card"]),
    ]
    assert (report.imported, report.duplicates, report.skipped_rows) == (5, 0, 0)
    # 500 + 64.20 + 42.13 - 42.13 - 481.20 + 11.87; the refund is no payment.
    assert balance(book, freedom) == (9487, 0, 1)
    assert book.conn.execute("select charged_on, kind, line from charge order by id").fetchall() == [
        ("2025-03-16", "purchase", 2), ("2025-03-17", "purchase", 3), ("2025-03-27", "interest", 6),
    ]  # fmt: skip
    undo(book)
    assert facts(book) == before
    assert balance(book, freedom) == (50000, 0, 0)
    redo(book)
    assert balance(book, freedom) == (9487, 0, 1)


def test_the_same_again_and_what_overlaps_add_nothing_twice_and_twins_stay(book):
    freedom = card(book)
    fare = "03/20/2025,03/20/2025,FERRY,Travel,Sale,-2.50,\n"
    assert take(book, HEAD + fare * 3).imported == 3
    again = take(book, HEAD + fare * 3)
    assert (again.imported, again.duplicates, sorted(again.held_postings)) == (0, 3, [2, 3, 4])
    longer = take(book, HEAD + "03/21/2025,03/22/2025,FERRY,Travel,Sale,-2.50,\n" + fare * 4)
    assert (longer.imported, longer.duplicates) == (2, 3)
    assert balance(book, freedom)[0] == 50000 + 5 * 250
    # Without the wish the rows are still known for what they are.
    plain = take(book, HEAD + fare * 3, purchases=False)
    assert (plain.imported, plain.duplicates) == (0, 3)
    # A row that a person made a fee stays one, and is not a purchase beside it.
    undo(book, 2)
    assert balance(book, freedom)[0] == 50000
    read = ReadOptions(edits=(Edit(line=2, column="as", value="fee"),))
    assert told(take(book, HEAD + fare, read=read)) == [(2, "fee", ["chosen"])]
    assert told(take(book, HEAD + fare)) == [(2, "fee", ["before"])]


def test_a_reference_is_the_identity_where_there_is_one(book):
    boa = card(book, "Bank of America card", "Bank of America")
    text = (DATA / "bofa_card.csv").read_text("utf-8")
    assert take(book, text).imported == 2
    renamed = take(book, text.replace("CANVAS & CO", "CANVAS AND COMPANY"))
    assert (renamed.imported, renamed.duplicates) == (0, 2)
    assert balance(book, boa)[0] == 50000 + 1549 - 12000


def test_what_was_typed_by_hand_is_not_taken_twice(book):
    freedom = card(book)
    loan = read_loan(book.conn, freedom)
    add_charge(book, loan, ChargeKind.PURCHASE, 6420, on=date(2025, 3, 16))
    add_charge(book, loan, ChargeKind.PURCHASE, 4213, on=date(2025, 3, 15), note="books")
    report = take(book, CHASE)
    assert (report.imported, sorted(report.held_postings), sorted(report.alike_postings)) == (4, [2], [3])
    assert [each.code for each in report.notes] == ["postings_alike"]


def test_a_printed_statement_covers_what_came_before_it(book):
    freedom = card(book)
    loan = read_loan(book.conn, freedom)
    add_statement(
        book, loan, statement_on=date(2025, 3, 19), due_on=date(2025, 4, 15), balance_minor=56420,
        minimum_minor=2500,
    )  # fmt: skip
    report = take(book, CHASE)
    # Posted up to the 19th: two purchases and the refund; the statement's own figure stays.
    assert [(each.code, each.params["count"]) for each in report.notes] == [("covered_by_statement", "3")]
    assert balance(book, freedom)[0] == 56420 - 48120 + 1187


def test_what_is_before_the_record_or_not_yet_is_left_out(book):
    freedom = card(book, as_of="2025-03-17")
    report = take(book, CHASE)
    assert [(each.line, each.reason) for each in report.skipped] == [(2, "before_tracked")]
    undo(book)
    later = HEAD + "12/30/2026,12/31/2026,SHOP,x,Sale,-1.00,\n"
    assert [each.reason for each in take(book, later).skipped] == ["not_yet"]
    assert balance(book, freedom)[0] == 50000


def test_a_refund_beyond_the_debt_stays_as_money_on_the_card(book):
    freedom = card(book, balance="10")
    row = "03/20/2025,03/20/2025,SHOP,x,Return,25.00,\n"
    take(book, HEAD + row)
    assert balance(book, freedom) == (0, 1500, 0)
    take(book, HEAD + "03/25/2025,03/25/2025,SHOP,x,Sale,-20.00,\n")
    assert balance(book, freedom) == (500, 0, 0)


def test_money_on_the_card_that_says_nothing_is_left_for_a_person(book):
    freedom = card(book)
    row = "03/20/2025,03/20/2025,FROM SAM,x,Adjustment,25.00,\n"
    report = take(book, HEAD + row)
    assert ([each.reason for each in report.skipped], report.imported) == (["card_unsaid"], 0)
    assert [(each.code, each.params["lines"]) for each in report.notes] == [("card_unsaid", "2")]
    for role, state in (("payment", (47500, 0, 1)), ("refund", (47500, 0, 0)), ("none", (50000, 0, 0))):
        read = ReadOptions(edits=(Edit(line=2, column="as", value=role),))
        assert take(book, HEAD + row, read=read).rejected == []
        assert balance(book, freedom) == state
        if role != "none":
            undo(book)
    read = ReadOptions(edits=(Edit(line=2, column="as", value="gift"),))
    assert [each.code for each in take(book, HEAD + row, read=read).rejected] == ["unknown_choice"]


def test_the_card_is_told_by_name_by_number_or_by_a_person(book):
    one, two = card(book, "Quick 7781", "Capital One"), card(book, "Venture 9002", "Capital One")
    text = CAPITAL.replace("2025-03-14,2025-03-16,7781", "2025-03-14,2025-03-16,9002")
    report = take(book, text)
    assert [(each.line, each.loan, each.role) for each in report.matched] == [
        (2, "Venture 9002", "purchase"), (3, "Quick 7781", "refund"), (4, "Quick 7781", "payment"),
    ]  # fmt: skip
    assert "number" in [why.code for why in report.matched[0].why]
    undo(book)
    # Nothing tells the two apart: it is asked, and nothing is written.
    before = facts(book)
    odd = take(book, CAPITAL.replace("7781", "0001"))
    assert {each.code for each in odd.rejected} == {"loan_ambiguous"}
    assert facts(book) == before
    report = take(book, CAPITAL.replace("7781", "0001"), loan_id=two)
    assert {each.loan for each in report.matched} == {"Venture 9002"}
    assert balance(book, one)[0] == 50000


def test_a_budget_feeds_the_card_that_its_rows_name(book):
    made = card(book, "Northwind Card", "Northwind", as_of="2023-01-01")
    text = (DATA / "mint.csv").read_text("utf-8")
    text += '"3/09/2023","Rent","RENT","7.99","debit","Rent","Harbor Checking","",""\n'
    report = take(book, text)
    assert [(each.line, each.role) for each in report.matched] == [(2, "purchase"), (3, "payment")]
    assert [(each.line, each.reason) for each in report.skipped] == [(4, "not_repayment")]
    assert balance(book, made)[0] == 50000 + 799 - 6688


def test_never_for_what_is_no_card(book):
    done, _problems = add_loan(
        book, {"name": "Chase car loan", "lender": "Chase", "currency": "USD", "balance": "900"}
    )
    assert refused(book, CHASE) == "which_card"
    assert refused(book, CHASE, loan_id=done.ids[0]) == "not_revolving"
    freedom = card(book)
    wallet = (DATA / "alipay.csv").read_bytes().decode("gb18030")
    assert refused(book, wallet, loan_id=freedom) == "wallet_is_no_card"
    # Of a bank account only a person can say that it is a card.
    account = "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\n"
    row = "DEBIT,03/26/2025,GROCERY,-50.00,ACH_DEBIT,1.00,,\n"
    assert refused(book, account + row) == "which_card"
    assert told(take(book, account + row, loan_id=freedom)) == [(2, "purchase", ["spent", "on_card"])]


@pytest.mark.parametrize(
    ("name", "loan", "change"),
    [
        ("citi.csv", {"name": "Citi", "lender": "Citi"}, 1799 - 20005),
        ("amex.csv", {"name": "Gold", "lender": "American Express"}, 5499 - 50000),
        ("capitalone.csv", {"name": "Quick", "lender": "Capital One"}, 4820 - 820 - 15000),
        ("cmb_credit.csv", {"name": "招行卡", "lender": "招商银行", "currency": "CNY"}, 805678 - 34567),
    ],
)
def test_what_a_card_sample_does_to_the_balance(book, name, loan, change):
    made = card(book, **loan, balance="9000", as_of="2024-12-01")
    report, problems = import_path(book, DATA / name, ImportOptions(purchases=True))
    assert (problems, report.rejected) == ((), [])
    assert balance(book, made)[0] == 900000 + change
    assert import_path(book, DATA / name, ImportOptions(purchases=True))[0].imported == 0


def test_the_preview_says_what_each_row_is(book):
    card(book)
    seen, _problems = preview_import(book, DATA / "chase.csv", ImportOptions())
    assert [(each.value, each.how) for each in seen.readings if each.name == "purchases"] == [("", "sure")]
    seen, _problems = preview_import(book, DATA / "chase.csv", ImportOptions(purchases=True))
    assert [(row.mark, row.role) for row in seen.rows] == [
        ("ok", "purchase"), ("ok", "purchase"), ("ok", "refund"), ("ok", "payment"), ("ok", "interest"),
    ]  # fmt: skip
    assert {(each.role, each.count, each.minor) for each in seen.shares} == {
        ("purchase", 2, 10633), ("refund", 1, 4213), ("payment", 1, 48120), ("interest", 1, 1187),
    }  # fmt: skip
    assert (seen.sums, seen.report.imported) == ({"USD": 48120}, 5)
    import_path(book, DATA / "chase.csv", ImportOptions(purchases=True))
    seen, _problems = preview_import(book, DATA / "chase.csv", ImportOptions(purchases=True))
    assert {row.mark for row in seen.rows} == {"dup"}


def test_of_a_long_file_not_every_row_is_listed_but_all_count(book, monkeypatch):
    for module in ("import_preview", "import_statement"):
        monkeypatch.setattr(f"tracker.services.{module}.MOST_SEEN", 2)
    card(book)
    rows = "".join(f"03/{day:02d}/2025,03/{day:02d}/2025,SHOP,x,Sale,-1.00,\n" for day in range(1, 21))
    path = Path(book.path).with_name("long.csv")
    path.write_text(HEAD + rows + "03/20/2025,03/20/2025,FROM SAM,x,Adjustment,25.00,\n", "utf-8")
    seen, _problems = preview_import(book, path, ImportOptions(purchases=True))
    assert (len(seen.rows), seen.report.rows, seen.report.imported) == (3, 21, 20)
    assert [(each.count, each.minor) for each in seen.shares] == [(20, 2000)]
    assert [each.code for each in seen.report.notes] == ["card_unsaid"]
    report, _problems = import_path(book, path, ImportOptions(purchases=True))
    assert (report.imported, report.matched_rows) == (20, 20)
