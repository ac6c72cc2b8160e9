"""Words for the questions an adviser is asked and for what the answers raise."""

from __future__ import annotations

from tracker.locale import _


def question_text(code: str) -> str:
    """A question as it is asked."""
    words = {
        "up_front_fee": _("Do they want money before anything is done?"),
        "erase_records": _("Do they promise to erase true entries from the credit file?"),
        "asks_password": _("Do they ask for passwords, codes or your SIM card?"),
        "pay_to_them": _("Should you pay them instead of the lender?"),
        "stop_contact": _("Do they tell you not to speak with the lender at all?"),
        "false_papers": _("Do they offer false certificates or complaints you did not make?"),
        "promises_result": _("Do they promise a result?"),
        "new_loan": _("Do they arrange a new loan to pay the old ones?"),
        "hurry": _("Do they hurry you to sign today?"),
        "found_you": _("Did they find you, rather than you them?"),
        "licence_seen": _("Have you seen their licence in the public register?"),
        "contract_read": _("Have you read a written contract with what they will do?"),
        "fee_in_writing": _("Does it say in writing what it costs in all?"),
        "may_leave": _("May you leave at any time, and what does that cost?"),
    }
    return words.get(code, code)


def flag_text(code: str) -> str:
    """What an answer raises, in a few words."""
    words = {
        "up_front_fee": _("money up front"),
        "erase_records": _("promise to erase records"),
        "asks_password": _("asks for secrets"),
        "pay_to_them": _("pay them, not the lender"),
        "stop_contact": _("no contact with the lender"),
        "false_papers": _("false papers"),
        "promises_result": _("promises a result"),
        "new_loan": _("a new loan"),
        "hurry": _("hurry"),
        "found_you": _("they found you"),
        "licence_seen": _("licence not seen"),
        "contract_read": _("no contract read"),
        "fee_in_writing": _("fee not in writing"),
        "may_leave": _("cannot leave freely"),
    }
    return words.get(code, code)


def answer_text(answer: str) -> str:
    """What was answered."""
    return {"yes": _("yes"), "no": _("no"), "unknown": _("not asked yet")}.get(answer, answer)


def adviser_verdict_text(verdict: str) -> str:
    """What the answers say."""
    words = {
        "stop": _("stop: signs of fraud"),
        "look": _("look into it first"),
        "ok": _("nothing raised"),
    }
    return words.get(verdict, verdict)
