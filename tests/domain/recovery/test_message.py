"""Messages in Chinese and English: what is found, how it compares, when to stop."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tracker.domain.recovery.channel import Channel, ChannelKind
from tracker.domain.recovery.message import Found, Known, Verdict, account, check, host, mentions, phone

TODAY = date(2026, 11, 21)


def channel(number: int, kind: ChannelKind, value: str) -> Channel:
    return Channel(id=number, loan_id=1, kind=kind, value=value)


KNOWN = Known(
    amounts=(("overdue", Decimal("2000.00")), ("payoff", Decimal("2150.50"))),
    most=Decimal("2150.50"),
    days=(("due", date(2026, 11, 9)),),
    channels=(
        channel(1, ChannelKind.PHONE, "400-820-8388"),
        channel(2, ChannelKind.SITE, "https://www.bank.com/"),
        channel(3, ChannelKind.EMAIL, "care@bank.com"),
        channel(4, ChannelKind.PAYEE, "6222 0000 1111 2222 333"),
    ),
)


def verdicts(text: str, known: Known = KNOWN) -> list[tuple[str, str, str]]:
    return [
        (each.mention.kind.value, each.mention.value, each.verdict.value)
        for each in check(text, known, TODAY).items
    ]


def test_a_genuine_chinese_message_matches_throughout():
    text = (
        "【某银行】您的借款已于2026年11月9日到期，应还2,000.00元。请登录www.bank.com还款，"
        "或转账至账号6222000011112222333，详询4008208388。请勿向他人透露验证码。"
    )
    assert verdicts(text) == [
        ("date", "2026-11-09", "match"), ("amount", "2000.00", "match"), ("link", "bank.com", "match"),
        ("payee", "6222000011112222333", "match"), ("phone", "4008208388", "match"),
    ]  # fmt: skip
    assert not check(text, KNOWN, TODAY).stop


def test_an_account_that_is_not_registered_stops_though_the_rest_matches():
    text = "应还2000元，请今日转账至卡号 6217 0000 2222 3333 444，详询400-820-8388。"
    report = check(text, KNOWN, TODAY)
    assert report.stop
    assert report.count(Verdict.CONFLICT) == 1
    assert report.count(Verdict.MATCH) == 2


def test_an_account_stops_where_nothing_is_registered_at_all():
    report = check("Pay to account no. 12345678 today.", Known(), TODAY)
    assert [(each.mention.kind, each.verdict) for each in report.items] == [(Found.PAYEE, Verdict.UNKNOWN)]
    assert report.stop


def test_an_english_message_is_read_too():
    text = (
        "Your payment of USD 2,150.50 was due Nov 9, 2026. Call 1-212 or +1 212 555 0100, write to"
        " care@bank.com or visit https://pay.bank.com/login?x=1. Final notice 30 November."
    )
    assert verdicts(text) == [
        ("amount", "2150.50", "match"), ("date", "2026-11-09", "match"), ("phone", "12125550100", "conflict"),
        ("email", "care@bank.com", "match"), ("link", "pay.bank.com", "match"),
        ("date", "2026-11-30", "unknown"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("link", "seen", "verdict"),
    [
        ("http://bank.com.pay-now.top/x", "bank.com.pay-now.top", "conflict"),
        ("https://bank.com@evil.top/", "evil.top", "conflict"),
        ("https://evilbank.com", "evilbank.com", "conflict"),
        ("bank-pay.vip/a", "bank-pay.vip", "conflict"),
        ("https://M.BANK.COM:8443/a", "m.bank.com", "match"),
    ],
)
def test_a_link_that_only_looks_like_the_lender_conflicts(link, seen, verdict):
    assert verdicts(f"点击 {link} 还款") == [("link", seen, verdict)]
    assert verdicts(f"点击 {link} 还款", Known())[0][2] == "unknown"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("欠款1.5万元", "15000.0"), ("￥２，０００．５０", "2000.50"), ("人民币300", "300"), ("£45", "45"),
        ("共 12,345,678.90 元", "12345678.90"), ("pay 20 dollars", "20"),
    ],
)  # fmt: skip
def test_sums_are_read_as_they_are_written(text, value):
    (found,) = mentions(text, TODAY)
    assert (found.kind, found.value) == (Found.AMOUNT, value)


def test_more_than_clears_the_loan_conflicts_and_other_sums_are_unknown():
    assert verdicts("应还3000元") == [("amount", "3000", "conflict")]
    assert verdicts("应还100元") == [("amount", "100", "unknown")]
    assert verdicts("应还3000元", Known()) == [("amount", "3000", "unknown")]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("11月9日", "2026-11-09"), ("1月5日前", "2027-01-05"), ("2026/11/9", "2026-11-09"),
        ("9th November", "2026-11-09"), ("by 5 Jan", "2027-01-05"), ("March 3", "2027-03-03"),
    ],
)  # fmt: skip
def test_a_day_without_a_year_is_the_nearest(text, on):
    (found,) = mentions(text, TODAY)
    assert (found.kind, found.value) == (Found.DATE, on)


def test_what_is_no_day_is_none():
    assert mentions("2026-13-40 13月40日 31 Feb", TODAY) == ()


@pytest.mark.parametrize("text", ["请回复验证码", "告知密码", "Reply with your PIN", "send the OTP"])
def test_asking_for_a_secret_stops(text):
    report = check(text, KNOWN, TODAY)
    assert report.stop
    assert report.items[0].verdict is Verdict.CONFLICT


@pytest.mark.parametrize("text", ["请勿泄露验证码", "We will never ask for your password", "hello"])
def test_a_warning_about_secrets_does_not(text):
    assert check(text, KNOWN, TODAY).items == ()


def test_accounts_at_a_wallet_are_accounts():
    assert verdicts("转到支付宝：pay.me@mail.com") == [("payee", "pay.me@mail.com", "conflict")]
    assert verdicts("请加微信 collect_88") == [("payee", "collect_88", "conflict")]
    assert verdicts("account holder must sign") == []


def test_numbers_are_compared_without_their_dress():
    assert phone("+86 138-0013-8000") == "13800138000"
    assert phone("8612345") == "8612345"
    assert account("6222 0000-1111") == "622200001111"
    assert host(" HTTPS://user@www.Bank.com:443/x ") == "bank.com"
    assert verdicts("请拨打 95188 或 13800138000")[0] == ("phone", "95188", "conflict")


def test_a_letter_and_an_other_e_mail_conflict():
    assert verdicts("write to help@bank-care.com") == [("email", "help@bank-care.com", "conflict")]
