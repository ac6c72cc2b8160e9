"""Which movements repay a loan: by names, numbers, amounts and days, each with its reasons."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.loan.repayment import Lender, Matcher, Movement, Owed

LENDERS = (
    Lender(names=("花呗", "蚂蚁花呗", "huabei")),
    Lender(names=("借呗", "jiebei")),
    Lender(names=("微粒贷", "微众银行")),
    Lender(names=("京东白条", "白条")),
    Lender(names=("招商银行", "招行", "cmb"), bank=True),
    Lender(names=("chase",), bank=True),
)
ON = date(2025, 3, 10)


def owed(loan_id, name, **given):
    return Owed(loan_id=loan_id, name=name, **{"currency": "CNY", "is_card": False, **given})


LOANS = (
    owed(1, "Huabei", is_card=True),
    owed(2, "借呗"),
    owed(3, "CMB card 1234", lender="招商银行", is_card=True),
    owed(4, "招行车贷", lender="招商银行"),
    owed(5, "Harbor Student Loan", currency="USD", payment_minor=31055, due_day=5),
    owed(6, "Aunt Mei", dues=((date(2025, 3, 12), 50000),)),
)


def judge(payee="", text="", minor=12345, on=ON, currency="CNY", loans=LOANS, **given):
    move = Movement(on=on, minor=minor, currency=currency, payee=payee, text=text, **given)
    verdict = Matcher(loans, LENDERS).judge(move)
    return verdict.loan_id, [each.code for each in verdict.reasons], verdict


@pytest.mark.parametrize(
    ("payee", "text", "loan_id"),
    [
        ("花呗", "花呗主动还款-2025年03月账单", 1),
        ("蚂蚁花呗", "自动扣款", 1),
        ("支付宝", "借呗还款", 2),
        ("招商银行", "信用卡还款", 3),
        ("招行", "汽车贷款 车贷 3月", 4),
        ("CMB", "credit card payment", 3),
        ("HARBOR STUDENT LOANS DES:PAYMENT", "", None),  # in another currency
        ("云边小馆", "午餐套餐", None),
        ("招商银行", "活期存款", None),
        ("Purchase", "CHASED BY WOLVES", None),
    ],
)
def test_names_in_full_in_short_and_in_both_scripts(payee, text, loan_id):
    assert judge(payee, text)[0] == loan_id


def test_a_name_of_letters_stands_as_a_word():
    assert judge("HARBOR STUDENT LOANS 0001", currency="USD")[0] == 5
    assert judge("HARBORSIDE CAFE", currency="USD")[0] is None
    verdict = judge("HARBOR STUDENT LOANS 0001", currency="USD")[2]
    assert verdict.reasons[0].params == {"name": "Harbor Student Loan"}
    # Named, but in another currency: never taken, and told apart from what is named nowhere.
    assert judge("HARBOR STUDENT LOANS 0001")[2].foreign
    assert not judge("OTHER LOANS 0001")[2].foreign
    # One word of its name alone is not enough, with the usual instalment it is.
    assert judge("HARBOR GROCERY", currency="USD")[0] is None
    found, codes, _verdict = judge("HARBOR ACH", minor=31055, currency="USD", on=date(2025, 3, 8))
    assert (found, codes) == (5, ["word", "usual"])


def test_two_loans_of_one_lender_are_asked_not_guessed():
    found, _codes, verdict = judge("招商银行", "自动还款")
    assert (found, verdict.rivals, verdict.likely) == (None, (3, 4), True)
    # A number or the amount that is due decides.
    assert judge("招商银行", "自动还款 尾号1234")[:2] == (3, ["lender", "number", "says_repayment"])
    due = (*LOANS[:3], owed(4, "招行车贷", lender="招商银行", dues=((date(2025, 3, 1), 12345),)))
    assert judge("招商银行", "自动还款", loans=due)[0] == 4


def test_amount_and_day_say_it_with_the_words_and_wider_than_two_days():
    for days in (0, 3, 9):
        found, codes, verdict = judge("转账", "还款给阿姨", minor=50000, on=date(2025, 3, 12 - days))
        assert (found, codes) == (6, ["due", "says_repayment"])
        assert verdict.reasons[0].params == {"on": "2025-03-12", "days": str(days)}
    assert judge("转账", "还款给阿姨", minor=50000, on=date(2025, 2, 20))[0] is None
    assert judge("转账", "晚饭", minor=50000)[0] is None
    assert judge("Aunt Mei", "", minor=999)[0] == 6


def test_what_names_another_lender_is_not_ours():
    loan_id, _codes, verdict = judge("微众银行", "微粒贷还款", minor=50000)
    assert (loan_id, verdict.likely) == (None, True)
    assert judge("微众银行", "微粒贷还款")[2].likely
    assert not judge("微众银行", "活期")[2].likely


def test_refunds_and_withdrawals_never_repay():
    assert judge("花呗", "退款")[0] is None
    assert judge("招商银行", "信用卡 理财购买")[0] is None


def test_money_that_reached_a_card():
    matcher = Matcher(LOANS, LENDERS)
    cards = matcher.cards_of(("招商银行",))
    assert cards == (3,)
    move = Movement(on=ON, minor=34567, currency="CNY", text="手机银行还款", tail="1234")
    verdict = matcher.judge_card(move, cards)
    assert (verdict.loan_id, [each.code for each in verdict.reasons]) == (3, ["of_this_card", "number"])
    assert matcher.judge_card(Movement(on=ON, minor=1, currency="CNY", text="退货"), cards).loan_id is None
    both = matcher.judge_card(Movement(on=ON, minor=1, currency="CNY", text="还款"), (1, 3))
    assert (both.loan_id, both.rivals) == (None, (1, 3))
    assert matcher.cards_of(("chase",)) == ()
    assert matcher.named_by(" harbor student LOAN ") == (5,)


def test_a_book_without_loans_matches_nothing():
    assert Matcher((), LENDERS).judge(Movement(on=ON, minor=1, currency="CNY", text="花呗还款")).likely
