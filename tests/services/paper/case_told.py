"""A household behind with one loan, told in English or in Chinese, for the tests of papers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lived import add

from tracker.domain.cash.facts import CashKind
from tracker.domain.loan.facts import Loan
from tracker.services.book import Book
from tracker.services.cash.accounts import add_account
from tracker.services.cash.events import save_event
from tracker.services.credit import add_dispute, add_mark
from tracker.services.evidence import add_evidence
from tracker.services.loan.claims import add_claim
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.channels import add_channel
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.hardship import add_hardship, set_paper
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.offers import add_offer
from tracker.services.talk.promises import add_promise
from tracker.services.talk.stages import add_stage

ENGLISH = {
    "loan": "Jiebei", "lender": "Ant Consumer Finance", "card": "CMB card", "bank": "China Merchants Bank",
    "uncle": "Uncle", "uncle_name": "Uncle Zhang", "wage": "Wage", "rent": "Rent", "food": "Food",
    "cause": "My hours at work were cut in October", "aim": "an extension by one month, without penalty",
    "who": "Ms Wang", "position": "agent 1024", "said": "said yes to the extension by phone",
    "promise": "send the confirmation by e-mail", "contract": "contract",
    "mark": "30 days late in March 2026", "ground": "I paid on the due date; the receipt is attached",
    "letter": "payslips-october.pdf", "sms": "sms 22:30.txt", "address": "12 Lake Road, Hangzhou",
}  # fmt: skip
CHINESE = {
    "loan": "借呗", "lender": "蚂蚁消费金融", "card": "招行信用卡", "bank": "招商银行",
    "uncle": "舅舅", "uncle_name": "张建国", "wage": "工资", "rent": "房租", "food": "伙食",
    "cause": "单位十月起减少工时，收入下降", "aim": "延期一个月还款，免收罚息",
    "who": "王女士", "position": "客服1024", "said": "电话里答应延期",
    "promise": "通过邮件发送确认函", "contract": "合同", "mark": "2026年3月逾期30天",
    "ground": "我当天已还款，附还款凭证", "letter": "十月工资条.pdf",
    "sms": "短信 22点30分.txt", "address": "杭州市湖滨路12号",
}  # fmt: skip


@dataclass(frozen=True)
class Case:
    """The household: its first loan and the dispute about it."""

    loan: Loan
    dispute_id: int


def did(checked):
    assert checked[0] is not None, checked[1]
    return checked[0]


def tell(book: Book, folder: Path, words: dict[str, str]) -> Case:
    """Everything that papers are made of."""
    loan = add(
        book, words["loan"], lender=words["lender"], method="informal", balance="2000", payment="2000",
        first_due="2026-11-09", rate="", periods="1", due_day="", as_of="2026-10-09",
    )  # fmt: skip
    add(
        book, words["card"], lender=words["bank"], method="revolving", balance="8200", rate="18.25%",
        statement_day="5", due_day="23", periods="", as_of="2026-10-01",
    )  # fmt: skip
    add(
        book, words["uncle"], lender=words["uncle_name"], method="informal", balance="3000", payment="",
        rate="", periods="", due_day="",
    )  # fmt: skip
    did(add_account(book, {"name": "6222 0212 3456 7890"}))
    for kind, name, amount, every in (
        (CashKind.INCOME, "wage", "6500", "month"),
        (CashKind.EXPENSE, "rent", "2800", "month"),
        (CashKind.EXPENSE, "food", "350", "week"),
    ):
        fields = {
            "name": words[name], "amount": amount, "account": "6222 0212 3456 7890", "on": "2026-12-01",
            "every": every,
        }  # fmt: skip
        did(save_event(book, kind, fields))
    did(tell_arrears(book, loan, {"product": "online_loan", "cause": words["cause"]}))
    did(tell_arrears(book, loan, {"penalty": "32.10", "told_on": "2026-11-20"}))
    did(tell_arrears(book, loan, {"confirmed_on": "2026-11-20", "confirmed_with": words["who"]}))
    did(add_claim(book, loan, 203_210, on=book.today.replace(day=20)))
    for kind, value, hours in (
        ("phone", "95188", "9:00-18:00 1-5"), ("payee", "6222 0000 1111 2222", ""),
        ("address", words["address"], ""),
    ):  # fmt: skip
        found = {"kind": kind, "value": value, "hours": hours, "found_in": words["contract"]}
        did(add_channel(book, loan, found))
    given = words["letter"], words["sms"]
    for number, (name, kind) in enumerate(zip(given, ("other", "sms"), strict=True), 1):
        path = folder / f"given{number}" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"content {number}", encoding="utf-8")
        did(add_evidence(book, path, {"kind": kind, "happened": "2026-11-20 22:30"}, loan=loan))
    did(new_talk(book, loan, {"aim": words["aim"], "on": "2026-11-19"}))
    spoke = {
        "summary": words["said"], "who": words["who"], "position": words["position"], "on": "2026-11-20",
        "time": "10:15", "direction": "out", "number": "95188",
    }  # fmt: skip
    did(log_contact(book, loan, spoke))
    for clock in ("9:00", "11:00", "16:00", "22:30"):
        rang = {"on": "2026-11-20", "time": clock, "number": "13800138000", "answered": "no", "evidence": "2"}
        did(log_contact(book, loan, rang))
    did(step_talk(book, 1, {"state": "agreed_orally", "on": "2026-11-20"}))
    promised = {"side": "lender", "what": words["promise"], "on": "2026-11-20", "due": "2026-11-25"}
    did(add_promise(book, loan, promised))
    did(add_stage(book, loan, {"kind": "letter", "on": "2026-11-18", "claimed": "2032.10"}))
    did(
        add_offer(
            book, loan,
            {"kind": "extension", "payments": "2026-12-09=2000", "waive_penalty": "32.10",
             "interest": "stops", "on": "2026-11-20"},
        )
    )  # fmt: skip
    did(add_hardship(book, loan, {"cause": "income_cut", "since": "2026-10-01", "expected": "2027-01-31"}))
    did(set_paper(book, 1, {"what": "payslips", "evidence": "1"}))
    marked = did(
        add_mark(book, {"description": words["mark"], "bureau": "PBOC", "origin": "2026-03-31"}, loan=loan)
    )
    disputed = did(
        add_dispute(
            book,
            {"mark": str(marked.ids[0]), "bureau": "PBOC", "ground": words["ground"], "sent": "2026-10-01",
             "answer_by": "2026-10-21"},
        )
    )  # fmt: skip
    return Case(loan=loan, dispute_id=disputed.ids[0])
