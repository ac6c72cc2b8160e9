"""A book lived through: every kind of change as (what, three numbers), so that properties can be random."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from tracker.domain.cash.facts import CashKind, Certainty, OccurrenceState
from tracker.domain.loan.facts import ChargeKind, Component, CustomInstalment, Loan, Method, PaymentState
from tracker.domain.plan.run import Strategy
from tracker.domain.problems import Checked
from tracker.services import autopay, credit, credit_dispute, credit_report, refund
from tracker.services.book import Book, write_settings
from tracker.services.cash import accounts as cash_accounts
from tracker.services.cash import events as cash_events
from tracker.services.exporting import kind_rows
from tracker.services.importing import ImportOptions, import_source
from tracker.services.loan import change, claims
from tracker.services.payment import edit_payment, record_payment, remove_payment, set_payment_state
from tracker.services.plan import keeping
from tracker.services.plan.answers import PlanRequest
from tracker.services.talk import (
    advisers,
    channels,
    checked,
    complaints,
    contacts,
    hardship,
    message,
    negotiations,
    offers,
    promises,
    settlement,
    stages,
)
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.entry import remove_entry
from tracker.store.credit import read_disputes, read_marks, read_scores
from tracker.store.exchange import KINDS
from tracker.store.loan import page_payments, read_loans

TODAY = date(2026, 11, 21)

METHODS = {
    "level_payment": {"rate": "15.4%", "periods": "24", "due_day": "31"},
    "equal_principal": {"rate": "0.05%/day", "periods": "12", "due_day": "9"},
    "interest_only": {"rate": "9%", "periods": "12", "due_day": "30"},
    "bullet": {"rate": "6%", "periods": "6", "first_due": "2027-02-28"},
    "flat_fee": {"fee_rate": "0.6%", "periods": "12", "due_day": "28"},
    "revolving": {"rate": "18.25%", "statement_day": "6", "due_day": "24", "minimum_percent": "10%"},
    "informal": {"payment": "500", "due_day": "15"},
}
CURRENCIES = ("CNY", "EUR", "JPY", "KWD", "USD")
NAMES = ("Jiebei 借呗", "=cmd|' /C calc'!A0", "Aunt Mei", "'quoted", "Car, loan", "花呗", "[bold]x[/]", "-5")


def clock(today: date) -> Callable[[], datetime]:
    """A clock that stands at noon of the day."""
    return lambda: datetime.combine(today, time(12), UTC)


def facts(book: Book) -> dict[str, list[dict[str, Any]]]:
    """Every fact as an export would write it."""
    return {kind: list(kind_rows(book, kind)) for kind in KINDS}


def add(book: Book, name: str = "Jiebei", **fields: str) -> Loan:
    """A loan, added with words."""
    given = {"name": name, "balance": "10000", "rate": "15.4%", "periods": "12", "due_day": "28"} | fields
    done, problems = change.add_loan(book, given)
    assert done is not None, problems
    return next(each for each in read_loans(book.conn) if each.id == done.ids[0])


def pay(book: Book, loan: Loan, amount: int, paid_on: date = TODAY, **given: Any) -> int:
    """A payment, recorded."""
    done, problems = record_payment(book, loan, amount, paid_on=paid_on, **given)
    assert done is not None, problems
    return done.ids[0]


Act = Callable[[Book, int, int, int], object]


def _loan(book: Book, number: int) -> Loan | None:
    loans = read_loans(book.conn)
    return loans[number % len(loans)] if loans else None


def _with_loan(act: Callable[[Book, Loan, int, int], object]) -> Act:
    def run(book: Book, a: int, b: int, c: int) -> object:
        loan = _loan(book, a)
        return act(book, loan, b, c) if loan else None

    return run


def _add(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    method = list(METHODS)[a % len(METHODS)]
    fields = METHODS[method] | {
        "name": f"{NAMES[b % len(NAMES)]} {c % 5}".strip(),
        "method": method,
        "balance": str(1000 + 37 * (c % 400)),
        "currency": CURRENCIES[b % len(CURRENCIES)],
        "as_of": (TODAY - timedelta(days=c % 420)).isoformat(),
        "lender": "MYbank" if b % 2 else "",
        "note": "two\nlines" if c % 3 else "",
        "grace_days": "3" if a % 2 else "",
    }
    if method == "bullet":
        fields["first_due"] = (TODAY + timedelta(days=c % 90)).isoformat()
    return change.add_loan(book, fields)


def _terms(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    on = None if c % 2 else loan.tracked_from + timedelta(days=b % 300)
    return change.change_terms(
        book, loan.id, {"rate": f"{1 + b % 20}%", "grace_days": str(c % 5)}, effective_on=on
    )


def _pay(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    paid_on = min(TODAY, loan.tracked_from + timedelta(days=c % 500 - 20))
    state = list(PaymentState)[b % 7] if b % 3 == 0 else PaymentState.POSTED
    receipt = Path(__file__) if b % 11 == 0 else None
    return record_payment(
        book, loan, 1 + b * 97, paid_on=paid_on, state=state, account=("", "CMB 1234", "+ICBC")[c % 3],
        ref=("", "=1+1")[b % 2], note=("", "线\nb")[c % 2], receipt=receipt,
    )  # fmt: skip


def _payment(act: Callable[[Book, int, int], object]) -> Act:
    def run(book: Book, a: int, b: int, c: int) -> object:
        found = page_payments(book.conn)
        return act(book, found[a % len(found)][0].id, b) if found else None

    return run


def _edit_payment(book: Book, payment_id: int, b: int) -> Checked[Any]:
    return edit_payment(
        book, payment_id, {"amount": str(1 + b), "note": f"n{b}", "account": ("", "X")[b % 2]}
    )


def _statement(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    on = min(TODAY, loan.tracked_from + timedelta(days=c % 400))
    return change.add_statement(
        book,
        loan,
        statement_on=on,
        due_on=on + timedelta(days=18),
        balance_minor=b * 100,
        minimum_minor=b * 10,
    )


def _schedule(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    if loan.method is Method.REVOLVING:
        return None, ()
    half = loan.balance_minor // 2
    parts = (half, loan.balance_minor - half)
    return change.set_schedule(
        book, loan,
        tuple(
            CustomInstalment(
                number=number, due_on=loan.tracked_from + timedelta(days=30 * number + c % 10),
                principal_minor=part, interest_minor=b,
            )
            for number, part in enumerate(parts, 1)
        ),
    )  # fmt: skip


def _autopay(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    fields = {
        "on": ("on", "off")[b % 2],
        "account": ("CMB 1234", "")[c % 2],
        "expires": ("2027-03", "")[c % 2],
    }
    if b % 3 == 0:
        fields["fixed"] = str(10 + b)
    if c % 3 == 0:
        fields["checked"] = TODAY.isoformat()
    if c % 2:
        fields |= {"at": "9:30", "retry": "1,3", "on_short": "sweep", "holidays": "next", "result": "failed"}
    return autopay.set_autopay(book, loan, fields)


def _mark(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    marks = read_marks(book.conn)
    fields = {"description": f"late {b}", "bureau": "PBOC", "origin": "2025-01-0" + str(1 + c % 9)}
    if marks and a % 2:
        return credit.edit_mark(book, marks[a % len(marks)].id, {"note": f"={c}"})
    return credit.add_mark(book, fields, loan=_loan(book, b) if c % 2 else None)


def _dispute(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    marks, disputes = read_marks(book.conn), read_disputes(book.conn)
    if disputes and a % 2:
        return credit.answer_dispute(book, disputes[b % len(disputes)].id, {"outcome": "removed"})
    fields = {"ground": "not mine", "sent": "2026-10-01", "answer_by": "2026-12-01"}
    if marks and c % 2:
        fields["mark"] = str(marks[b % len(marks)].id)
    return credit.add_dispute(book, fields)


def _report(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    reports = credit_report.list_reports(book)
    if reports and a % 3 == 1:
        fields = {"lender": NAMES[b % len(NAMES)], "status": ("overdue", "normal")[c % 2], "overdue": str(b)}
        return credit_report.add_entry(book, reports[b % len(reports)].id, fields)
    if reports and a % 3 == 2:
        fields = {"who": f"={b}", "asked": "2026-09-01", "why": "loan"}
        return credit_report.add_enquiry(book, reports[c % len(reports)].id, fields)
    on = (TODAY - timedelta(days=b * 31 + c)).isoformat()
    return credit_report.add_report(book, {"bureau": ("PBOC", "Baihang")[c % 2], "on": on, "note": "两行\nb"})


def _round(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    disputes = read_disputes(book.conn)
    if not disputes:
        return credit.add_dispute(book, {"ground": "not mine", "sent": "2026-10-01"})
    fields = {"to": f"branch {b}", "sent": TODAY.isoformat(), "more_sent": ("yes", "no")[c % 2]}
    return credit_dispute.escalate(book, disputes[a % len(disputes)].id, fields)


def _score(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    if a % 4 == 0 and (scores := read_scores(book.conn)):
        return credit.remove_entry(book, "score", scores[0].id)
    return credit.add_score(book, {"bureau": "Baihang", "value": str(b % 900), "on": "2026-10-02"})


def source_of(text: str, name: str = "file.csv") -> Any:
    from tracker.formats.source import decode

    source, problems = decode(text.encode(), name)
    assert source is not None, problems
    return source


def _import_payments(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    start = loan.tracked_from
    rows = "".join(
        f"{min(TODAY, start + timedelta(days=30 * n + c % 9)).isoformat()},{100 + b},r{n % 2}\n"
        for n in range(4)
    )
    options = ImportOptions(kind="payments", loan_id=loan.id, skip_bad=True)
    return import_source(book, source_of("date,amount,ref\n" + rows), options)


def _import_loans(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    text = f"name,balance,apr,min payment,due day\nL{a},{b + 10}.50,24.99,95.00,31\nM{c},640.00,,40.00,\n"
    return import_source(book, source_of(text), ImportOptions(kind="loans"))


def _restore(book: Book, a: int, b: int, c: int) -> object:
    trashed = read_loans(book.conn, trashed=True)
    return change.restore_loan(book, trashed[a % len(trashed)]) if trashed else None


def _refund(book: Book, payment_id: int, b: int) -> Checked[Any]:
    if b % 3 == 0:
        return refund.keep_separate(book, payment_id)
    if b % 3 == 1:
        return refund.refund_back(book, payment_id, TODAY)
    return refund.ask_refund(book, payment_id, note=("", "=1+1")[b % 2])


def _claim(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    if c % 5 == 0:
        return claims.remove_claim(book, loan)
    on = min(TODAY, loan.tracked_from + timedelta(days=c % 300))
    return claims.add_claim(book, loan, b * 997, on=on, note=("", "短信\n两行")[b % 2])


def _cash_account(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    fields = {
        "name": ("CMB 1234", "'Y", "=1+1")[a % 3], "balance": f"{b - 300}.50", "buffer": str(c % 200),
        "balance_on": (TODAY - timedelta(days=c % 40)).isoformat(), "cut_off": ("", "17:00")[b % 2],
        "lead_days": str(c % 3), "moves": ("daily", "workdays")[a % 2], "currency": ("CNY", "USD")[b % 2],
        "note": ("", "两行\nb")[c % 2],
    }  # fmt: skip
    found = [each for each in cash_accounts.accounts(book) if each.name == fields["name"]]
    if found and a % 7 == 0:
        return cash_accounts.remove_account(book, found[0]), ()
    if found:
        del fields["currency"]
        return cash_accounts.set_account(book, found[0], fields)
    return cash_accounts.add_account(book, fields)


def _cash_event(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    events = cash_events.list_events(book)
    kind = list(CashKind)[a % 2]
    if events and c % 3 == 0:
        event = events[b % len(events)]
        fields = {"on": (TODAY - timedelta(days=a % 9)).isoformat(), "amount": str(1 + b)}
        return cash_events.tell_occurrence(book, event, list(OccurrenceState)[a % 3], fields)
    accounts = cash_accounts.accounts(book)
    if not accounts:
        return None, ()
    fields = {
        "name": NAMES[b % len(NAMES)], "amount": str(1 + a), "account": str(accounts[c % len(accounts)].id),
        "on": (TODAY - timedelta(days=b % 90 - 30)).isoformat(), "every": ("once", "week", "month")[c % 3],
        "certainty": list(Certainty)[b % 3].value, "note": ("", "=2")[a % 2],
    }  # fmt: skip
    return cash_events.save_event(book, kind, fields, events[0] if events and b % 5 == 0 else None)


def _top_up(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    accounts = cash_accounts.accounts(book)
    if not accounts:
        return None, ()
    to = accounts[a % len(accounts)]
    source = None if c % 3 == 0 else accounts[b % len(accounts)]
    return cash_events.top_up(book, to, 1 + b * 13, source=source, fields={"note": ("", "+1")[c % 2]})


def _channel(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = channels.list_channels(book)
    if found and b % 3 == 0:
        return remove_entry(book, "channel", found[c % len(found)].id)
    kind = ("phone", "payee", "site")[b % 3]
    return channels.add_channel(book, loan, {"kind": kind, "value": f"={b}-{c}", "note": "两行\nb"})


def _contact(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    fields = {
        "on": (TODAY - timedelta(days=b % 40)).isoformat(), "time": f"{c % 24}:{b % 60:02}",
        "direction": ("in", "out")[b % 2], "answered": ("yes", "no")[c % 2], "summary": ("", "'=1+1")[b % 2],
    }  # fmt: skip
    return contacts.log_contact(book, loan, fields)


def _promise(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = promises.list_promises(book, only_open=True)
    if found and b % 2:
        return promises.end_promise(book, found[c % len(found)].id, {"fate": ("kept", "broken")[c % 2]})
    fields = {"side": ("me", "lender")[c % 2], "what": f"p{b}", "amount": str(1 + c)}
    if called := contacts.list_contacts(book, loan.id):
        fields["contact"] = str(called[0].id)
    return promises.add_promise(book, loan, fields)


def _talk(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = negotiations.list_talks(book)
    if not found or b % 4 == 0:
        return negotiations.new_talk(book, loan, {"aim": f"a{c}", "note": "x\ny"})
    talk = found[c % len(found)]
    if b % 4 == 1:
        return negotiations.drop_step(book, talk.id)
    states = ("sent", "counter", "agreed_orally", "confirmed", "active", "kept")
    fields = {"state": states[c % 6], "proof": ("", "letter")[b % 2], "next": "2026-12-24"}
    return negotiations.step_talk(book, talk.id, fields)


def _stage(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = stages.list_stages(book)
    if found and b % 2:
        return stages.answer_stage(book, found[c % len(found)].id, {})
    fields = {"kind": ("letter", "court")[c % 2], "claimed": str(c), "holder": ("", "Agency")[c % 2]}
    return stages.add_stage(book, loan, fields | {"answer_by": "2026-12-24"})


def _offer(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = offers.list_offers(book)
    if found and b % 3 == 1:
        return accept_offer(book, found[c % len(found)].id, {})
    if found and b % 3 == 2:
        return offers.end_offer(book, found[c % len(found)].id, {"outcome": "declined", "note": "x\ny"})
    fields = {
        "kind": ("instalments", "lump_sum", "waiver", "refinancing")[c % 4], "from_whom": ("", "=1+1")[b % 2],
        "payments": f"{1 + c % 5} x {1 + b} from 2026-12-0{1 + c % 9}", "waive_interest": str(c % 3),
        "interest": ("", "stops")[b % 2], "breach": ("", "whole")[c % 2], "fee": str(b % 2), "note": "x\ny",
    }  # fmt: skip
    return offers.add_offer(book, loan, fields)


def _hardship(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = hardship.list_hardships(book)
    if found and b % 2:
        return hardship.set_paper(book, found[0].id, {"what": f"p{c % 5}", "sent": "2026-11-01"})
    fields = {"cause": ("illness", "fraud")[c % 2], "note": "x\ny", "expected": "2027-01-01"}
    return hardship.add_hardship(book, loan if c % 3 else None, fields)


def _complaint(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    found = complaints.list_complaints(book)
    if found and b % 3 == 1:
        return complaints.add_incident(book, found[0].id, {"what": f"=i{c}"})
    if found and b % 3 == 2:
        return complaints.file_complaint(book, found[0].id, {"reference": f"R{c}"})
    return complaints.new_complaint(book, loan, {"body": "12378", "about": f"a{c}"})


def _settle(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    if loan.closed_on is not None:
        return None, ()
    return settlement.settle_loan(book, loan, TODAY, without_letter=True)


def _checked(book: Book, loan: Loan, b: int, c: int) -> Checked[Any]:
    text = f"=还款{b}元\n账号6217000022223333{c:03}"
    view = message.check_message(book, loan, text)
    return checked.keep_check(book, loan, text, view, {"note": "x"}, keep_text=bool(b % 2))


def _adviser(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    found = advisers.list_advisers(book)
    fields = {"fee": str(c), "hurry": ("yes", "no")[b % 2]}
    if found and b % 3 == 0:
        return advisers.keep_adviser(book, fields, adviser_id=found[0].id)
    return advisers.keep_adviser(book, fields | {"name": f"n{b}"}, loan=_loan(book, b) if c % 2 else None)


def _plan(book: Book, a: int, b: int, c: int) -> Checked[Any]:
    found = keeping.list_plans(book)
    if found and b % 4 == 0:
        return keeping.remove_plan(book, found[c % len(found)]), ()
    if found and b % 4 == 1:
        return keeping.drop_plan(book, found[c % len(found)])
    loans = tuple(each.id for each in read_loans(book.conn))
    asked = PlanRequest(
        extra_minor=c, method=list(Strategy)[1 + a % 2], frozen=loans[: c % 2], order=loans[: b % 3],
        buffer_minor=c % 7, one_off_minor=b, one_off_on=TODAY + timedelta(days=c),
    )  # fmt: skip
    name = NAMES[c % len(NAMES)]
    return keeping.save_plan(book, asked, name) if a % 2 else keeping.adopt_plan(book, asked, name)


ACTS: dict[str, Act] = {
    "plan": _plan,
    "hardship": _with_loan(_hardship),
    "complaint": _with_loan(_complaint),
    "settle": _with_loan(_settle),
    "checked message": _with_loan(_checked),
    "adviser": _adviser,
    "offer": _with_loan(_offer),
    "channel": _with_loan(_channel),
    "contact": _with_loan(_contact),
    "promise": _with_loan(_promise),
    "talk": _with_loan(_talk),
    "stage": _with_loan(_stage),
    "cash account": _cash_account,
    "cash event": _cash_event,
    "top up": _top_up,
    "add": _add,
    "edit": _with_loan(
        lambda book, loan, b, c: change.edit_loan(
            book, loan.id, {"note": f"n{b}", "balance": str(2000 + c), "lender": "X"}
        )
    ),
    "terms": _with_loan(_terms),
    "close": _with_loan(lambda book, loan, b, c: change.close_loan(book, loan.id, TODAY)),
    "remove": _with_loan(lambda book, loan, b, c: change.remove_loan(book, loan)),
    "restore": _restore,
    "pay": _with_loan(_pay),
    "edit payment": _payment(_edit_payment),
    "state": _payment(lambda book, each, b: set_payment_state(book, each, list(PaymentState)[b % 7])),
    "refund": _payment(_refund),
    "claim": _with_loan(_claim),
    "remove payment": _payment(lambda book, each, b: remove_payment(book, each)),
    "charge": _with_loan(
        lambda book, loan, b, c: change.add_charge(
            book,
            loan,
            list(ChargeKind)[b % 6],
            1 + c,
            on=min(TODAY, loan.tracked_from + timedelta(days=c % 300)),
        )
    ),
    "waiver": _with_loan(
        lambda book, loan, b, c: change.add_waiver(
            book,
            loan,
            list(Component)[b % 4],
            1 + c,
            on=min(TODAY, loan.tracked_from + timedelta(days=c % 300)),
        )
    ),
    "statement": _with_loan(_statement),
    "schedule": _with_loan(_schedule),
    "autopay": _with_loan(_autopay),
    "account": lambda book, a, b, c: autopay.save_account(book, ("CMB 1234", "'Y")[a % 2], tail=str(b)),
    "mark": _mark,
    "report": _report,
    "round": _round,
    "dispute": _dispute,
    "score": _score,
    "import payments": _with_loan(_import_payments),
    "import loans": _import_loans,
    "settings": lambda book, a, b, c: write_settings(book, {"lang": ("en", "zh_CN")[a % 2]}),
}
"""Every kind of change, each with three numbers that decide its particulars."""

number = st.integers(0, 999)
step = st.tuples(st.sampled_from(sorted(ACTS)), number, number, number)
# Most acts need a loan, so a life begins with some.
begun = st.lists(st.tuples(st.just("add"), number, number, number), min_size=1, max_size=3)
lives = st.builds(lambda first, rest: [*first, *rest], begun, st.lists(step, max_size=12))


def live(book: Book, steps: list[tuple[str, int, int, int]]) -> None:
    """Do all of it; what a service refuses is not done."""
    for what, a, b, c in steps:
        ACTS[what](book, a, b, c)
