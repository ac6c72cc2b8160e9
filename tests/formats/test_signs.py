"""Signs that say more than plus and minus: nothing that went out is read as what came in."""

from __future__ import annotations

import pytest
from layouts_known import SHIPPED, read

from tracker.formats.options import ReadOptions
from tracker.formats.payment_list import read_payments
from tracker.formats.recognise import recognise
from tracker.formats.signs import Column, Shown, usual_signs
from tracker.formats.source import decode
from tracker.formats.statement import read_statement

CHASE = "Transaction Date,Post Date,Description,Category,Type,Amount,Memo\n"
ICBC = "交易日期,记账日期,摘要,交易场所,记账金额(收入),记账金额(支出),记账币种,余额,对方户名\n"
CITI = "Status,Date,Description,Debit,Credit\n"
AMEX = "Date,Description,Card Member,Account #,Amount\n"


def minors(text, **options):
    _statement, entries = read(text.encode(), **options)
    return [each.minor for each in entries]


def fatal(text):
    source, _problems = decode(text.encode(), "x.csv")
    found, _problems = recognise(source, SHIPPED, ReadOptions())
    statement, _problems = read_statement(source, found, ReadOptions())
    return [each.code for each in statement.tally.fatal]


def payments(*amounts, **options):
    text = "Date,Loan,Amount\n" + "".join(f'2026-01-0{at},A,"{each}"\n' for at, each in enumerate(amounts, 1))
    found, problems = read_payments(decode(text.encode(), "x.csv")[0], ReadOptions(**options))
    assert problems == ()
    return found, [each.amount_minor for each in found.lines()]


def test_what_a_column_shows():
    shown = Column(2, 1, {"5.00 CR": 1, "(3.00)": 2, "+4": 1, "6 DR": 1, "0 CR": 1, "x": 1}).shown(".")
    assert shown == Shown(bare=2, plus=1, minus=3, credit=1, debit=1)
    assert (shown.positive, shown.negative, shown.sided, shown.unclear) == (4, 4, True, True)
    columns = {"a": Shown(minus=2), "b": Shown(bare=1, minus=4), "c": shown, "d": Shown()}
    assert usual_signs(columns) == ({"a": -1, "b": 1, "c": 1, "d": 1}, ())
    assert usual_signs(columns, either=True) == ({"a": -1, "b": -1, "d": 1}, ("c",))


def test_where_only_credits_are_marked_the_others_are_debits():
    sale = "03/14/2025,03/15/2025,SHOP,Shopping,Sale,64.20,\n"
    paid = "03/20/2025,03/21/2025,Payment,,Payment,481.20 CR,\n"
    assert minors(CHASE + sale + paid) == [-6420, 48120]
    found, _lines = payments("50.00", "200.00 CR")
    assert [(each.code, each.hint) for each in found.tally.fatal] == [("sign_mixed", "--sign")]
    assert payments("50.00", "200.00 CR", sign="positive")[1] == [20000]
    assert payments("50.00", "+200.00", sign="negative")[1] == [5000]
    assert payments("50.00 DR", "200.00", sign="negative")[1] == [5000]
    assert payments("200.00 CR", "5.00 CR")[1] == [20000, 500]
    for sign, code in ((None, "sign_mixed"), ("positive", "sides_unclear")):
        found, _lines = payments("50.00 DR", "200.00 CR", "7.00", sign=sign)
        assert [each.code for each in found.tally.fatal] == [code]


def test_named_sides_hold_against_a_layout_that_is_signed_the_other_way():
    text = AMEX + "03/14/2025,SHOP,A,-1001,64.20\n03/20/2025,PAYMENT,A,-1001,481.20 CR\n"
    assert minors(text) == [-6420, 48120]


@pytest.mark.parametrize(("sign", "sums"), [("", [-2000, 1800, 1800]), ("-", [-2000, -1800, -1800])])
def test_money_back_in_the_column_of_money_out(sign, sums):
    bought = f"2025-03-02,2025-03-03,消费,店,,{sign}20.00,人民币,,店\n"
    assert minors(ICBC + bought + "2025-03-04,2025-03-05,退货,店,,-18.00,人民币,,店\n" * 2) == sums


def test_a_column_as_often_of_one_sign_as_of_the_other_is_not_guessed():
    # Citi writes credits with a minus and without.
    assert fatal(CITI + "Cleared,03/14/2025,A,,-100.00\nCleared,03/16/2025,B,,20.00\n") == ["sides_unclear"]
    assert minors(CITI + "Cleared,03/14/2025,A,,-100.00\nCleared,03/16/2025,B,20.00,\n") == [10000, -2000]


def test_money_out_and_in_in_one_row_is_refused():
    text = ICBC + "2025-03-02,2025-03-03,冲正,店,100.00,30.00,人民币,,店\n"
    statement, entries = read(text.encode())
    assert (entries, [each.code for each in statement.tally.rejected]) == ([], ["both_ways"])
    assert minors(ICBC + "2025-03-02,2025-03-03,还款,店,100.00,0.00,人民币,,店\n") == [10000]


def test_rows_that_deny_how_their_layout_is_signed_are_asked_about():
    text = CHASE + "03/14/2025,03/15/2025,SHOP,,Sale,64.20,\n03/20/2025,03/21/2025,Thanks,,Payment,-481.20,\n"
    assert fatal(text) == ["sign_other"]
    assert minors(text, sign="negative") == [-6420, 48120]
    returned = "03/20/2025,03/21/2025,Payment returned,,Payment,-481.20,\n"
    plain = (
        CHASE + "03/14/2025,03/15/2025,SHOP,,Sale,-64.20,\n03/20/2025,03/21/2025,Thanks,,Payment,481.20,\n"
    )
    assert minors(plain + returned) == [-6420, 48120, -48120]
    assert minors(plain, sign="positive") == [-6420, 48120]


def test_a_wallet_says_money_back_by_a_minus():
    head = "交易时间,交易分类,交易对方,对方账号,商品说明,收/支,金额,收/付款方式,交易状态,交易订单号\n"
    rows = [f"2025-03-0{at} 10:00:00,日用,店,/,货,支出,{sum_},余额宝,交易成功,{at}\n"
            for at, sum_ in enumerate(("38.50", "-38.50"), 1)]  # fmt: skip
    assert minors(head + "".join(rows)) == [-3850, 3850]


GERMAN = "Buchungstag;Valuta;Buchungstext;Umsatz;{};\n"
RATE, PAY = "03.04.2025;03.04.2025;Rate;1.234,56;{};\n", "04.04.2025;04.04.2025;Gehalt;2.000,00;{};\n"


def test_a_column_that_says_the_way_is_read_or_asked_about():
    text = GERMAN + RATE.format("S") + PAY.format("H")
    assert minors(text.format("Soll/Haben")) == [-123456, 200000]
    for name in ("Kz", ""):
        assert fatal(text.format(name)) == ["direction_column"]
    assert minors((GERMAN + RATE.format("x") + PAY.format("H")).format("Kz")) == [123456, 200000]
    for mark in ("-", "S", ""):
        text = (GERMAN + RATE.format(mark) + PAY.format(mark)).format("Kz")
        assert minors(text) == [123456, 200000]
    text = "Date,Loan,Amount,Kind\n2026-01-01,A,5.00,DR\n2026-01-02,A,6.00,CR\n"
    found, _problems = read_payments(decode(text.encode(), "x.csv")[0], ReadOptions())
    assert [(each.code, each.value) for each in found.tally.fatal] == [("direction_column", "Kind")]
