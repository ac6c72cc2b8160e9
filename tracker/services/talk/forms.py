"""What is typed into the forms of the page of talks, each kept by the service of its name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tracker.domain.loan.facts import Loan
from tracker.domain.problems import Checked, Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.evidence import add_evidence, correct_evidence
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.advisers import keep_adviser
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.channels import add_channel, edit_channel
from tracker.services.talk.checked import keep_check
from tracker.services.talk.complaints import (
    add_incident,
    answer_complaint,
    collect,
    file_complaint,
    new_complaint,
)
from tracker.services.talk.contacts import edit_contact, log_contact
from tracker.services.talk.entry import find_entry, gone
from tracker.services.talk.hardship import add_hardship, drop_paper, edit_hardship, set_paper
from tracker.services.talk.limitation import restart_notes
from tracker.services.talk.message import check_message
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.offers import add_offer, edit_offer, end_offer
from tracker.services.talk.promises import add_promise, end_promise
from tracker.services.talk.settlement import settle_loan
from tracker.services.talk.stages import add_stage, answer_stage
from tracker.store.loan import read_loan

Fields = Mapping[str, str]

_ABOUT_LOAN = {
    "contact": log_contact,
    "talk": new_talk,
    "offer": add_offer,
    "promise": add_promise,
    "stage": add_stage,
    "channel": add_channel,
    "complaint": new_complaint,
    "arrears": tell_arrears,
}
"""What is new about a loan."""

_ABOUT_ENTRY = {
    "contact_edit": edit_contact,
    "step": step_talk,
    "offer_edit": edit_offer,
    "accept": accept_offer,
    "offer_end": end_offer,
    "fate": end_promise,
    "answered": answer_stage,
    "channel_edit": edit_channel,
    "hardship_edit": edit_hardship,
    "paper_state": set_paper,
    "filed": file_complaint,
    "complaint_answer": answer_complaint,
    "incident": add_incident,
}
"""What changes an entry that is there."""


def save_form(book: Book, what: str, number: int, fields: Fields) -> Checked[Done]:
    """Keep a form: `number` is the loan's for what is new, the entry's for what changes one."""
    if what == "paper_off":
        return drop_paper(book, number, fields["what"])
    if what == "collect":
        return _collect(book, number)
    if what == "adviser_edit":
        return keep_adviser(book, fields, adviser_id=number)
    if what in _ABOUT_ENTRY:
        return _ABOUT_ENTRY[what](book, number, fields)
    loan = read_loan(book.conn, number)
    if loan is None:
        return None, (Problem(code="gone", field="loan", value=str(number)),)
    if what == "hardship":
        return add_hardship(book, None if fields.get("scope") == "household" else loan, fields)
    if what == "adviser":
        return keep_adviser(book, fields, loan=None if fields.get("scope") == "household" else loan)
    if what == "settle":
        return _settle(book, loan, fields)
    return _ABOUT_LOAN[what](book, loan, fields)


def _settle(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Close a loan with its settlement letter, by its number in the log of evidence, or `-` without one."""
    on, problems = parse_typed_date(fields.get("on", "").strip() or "today", book.today, field="on")
    if on is None:
        return None, problems
    letter = fields.get("letter", "-")
    number = int(letter) if letter.isdigit() else None
    return settle_loan(book, loan, on, letter=number, without_letter=number is None)


def _collect(book: Book, complaint_id: int) -> Checked[Done]:
    complaint = find_entry(book, "complaint", complaint_id)
    loan = read_loan(book.conn, complaint.loan_id) if complaint else None
    return collect(book, complaint_id, loan) if loan else (None, gone("complaint", complaint_id))


def keep_file(book: Book, loan_id: int, fields: Fields) -> Checked[Done]:
    """Keep the file of the path `file` as evidence about a loan."""
    loan, path = read_loan(book.conn, loan_id), fields.get("file", "").strip()
    if loan is None:
        return None, (Problem(code="gone", field="loan", value=str(loan_id)),)
    if not path:
        return None, (Problem(code="required", field="file"),)
    return add_evidence(book, Path(path), _said(fields), loan=loan)


def keep_message(book: Book, loan_id: int, text: str, *, keep_text: bool) -> Checked[Done]:
    """Keep what a message says beside what is known of a loan: its hash, its words only if asked for."""
    loan = read_loan(book.conn, loan_id)
    if loan is None:
        return None, (Problem(code="gone", field="loan", value=str(loan_id)),)
    return keep_check(book, loan, text, check_message(book, loan, text), {}, keep_text=keep_text)


def correct_file(book: Book, number: int, fields: Fields) -> Checked[Done]:
    """Correct an entry of the evidence; `file` is another file in its place, `counts` `no` withdraws it."""
    path = fields.get("file", "").strip()
    loan: Loan | None = None
    if fields.get("loan", "").isdigit():
        loan = read_loan(book.conn, int(fields["loan"]))
    told = {name: text for name, text in _said(fields).items() if name != "loan" or text == "-"}
    withdraw = fields.get("counts") == "no"
    return correct_evidence(
        book, number, told, loan=loan, path=Path(path) if path else None, withdraw=withdraw
    )


def warnings(book: Book, act: str, on_text: str) -> tuple[str, ...]:
    """What an act on a day (as typed; today if empty) restarts, said before it is kept."""
    on = parse_typed_date(on_text, book.today, field="on")[0] if on_text.strip() else None
    return restart_notes(book, on or book.today, act)


def _said(fields: Fields) -> dict[str, str]:
    return {name: text for name, text in fields.items() if name not in ("file", "counts")}
