"""The end of a loan: with its letter, or without and then asked for until it is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lived import TODAY, add, facts

from tracker.domain.recovery.offer import Standing
from tracker.services import credit
from tracker.services.evidence import add_evidence
from tracker.services.history import undo
from tracker.services.loan.many import close_loans
from tracker.services.next_steps import next_steps
from tracker.services.talk.accept import accept_offer
from tracker.services.talk.negotiations import new_talk
from tracker.services.talk.offers import add_offer, find_offer
from tracker.services.talk.settlement import settle_loan, settlement_of, waiting_letters
from tracker.store.loan import read_loan
from tracker.store.talk import read_negotiations


@pytest.fixture
def loan(book):
    found = add(book)
    assert new_talk(book, found, {"aim": "settle"})[0]
    return found


def keep(book, tmp_path, loan=None, kind="settlement_letter", name="letter.txt"):
    path = tmp_path / name
    path.write_text(f"{name} {kind}")
    done, problems = add_evidence(book, path, {"kind": kind}, loan=loan)
    assert done, problems
    return done.ids[0]


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def steps(book):
    return [each.code for each in next_steps(book, gaps=())]


def test_a_loan_in_talks_wants_its_letter(book, loan, tmp_path):
    assert code(settle_loan(book, loan, TODAY)) == "settlement_letter_needed"
    letter = keep(book, tmp_path, loan)
    before = facts(book)
    (owed,) = settle_loan(book, loan, TODAY, letter=letter)[0].notes
    assert owed.startswith("Still owed by your book: Jiebei 10,000.00")
    assert settlement_of(book, loan.id).letter == letter
    assert settlement_of(book, loan.id).waiting_days(TODAY) == 0
    assert "settlement_letter" not in steps(book)
    assert undo(book)
    assert facts(book) == before


def test_without_its_letter_it_is_asked_for_until_it_is_there(book, loan, tmp_path):
    done, _ = settle_loan(book, loan, TODAY, without_letter=True)
    assert "Ask" in done.notes[1]
    (step,) = [each for each in next_steps(book, gaps=()) if each.code == "settlement_letter"]
    assert step.command.endswith(f"--loan {loan.id}")
    closed = read_loan(book.conn, loan.id)
    letter = keep(book, tmp_path)
    assert "settlement_letter" in steps(book)
    assert settle_loan(book, closed, TODAY, letter=letter)[0]
    assert settlement_of(book, loan.id).settled_on == TODAY
    assert list(waiting_letters(book)) == []


def test_a_letter_that_is_kept_about_the_loan_is_enough(book, loan, tmp_path):
    settle_loan(book, loan, TODAY, without_letter=True)
    keep(book, tmp_path, loan, kind="letter", name="other.txt")
    assert "settlement_letter" in steps(book)
    keep(book, tmp_path, loan)
    assert "settlement_letter" not in steps(book)


def test_another_letter_is_refused(book, loan, tmp_path):
    assert code(settle_loan(book, loan, TODAY, letter=99)) == "no_evidence"
    sms = keep(book, tmp_path, kind="sms", name="sms.txt")
    assert code(settle_loan(book, loan, TODAY, letter=sms)) == "no_settlement_letter"
    other = keep(book, tmp_path, add(book, "Other"), name="other.txt")
    assert code(settle_loan(book, loan, TODAY, letter=other)) == "letter_of_another"
    tomorrow = TODAY + timedelta(days=1)
    assert code(settle_loan(book, loan, tomorrow, without_letter=True)) == "in_the_future"
    assert settlement_of(book, loan.id) is None


def test_a_loan_without_trouble_just_closes(book):
    quiet = add(book, "Quiet", as_of=TODAY.isoformat())
    done, _ = settle_loan(book, quiet, TODAY)
    assert "Quiet 10,000.00" in done.notes[0]
    assert settlement_of(book, quiet.id) is None


def test_many_are_closed_without_and_it_is_said(book, loan):
    quiet = add(book, "Quiet", as_of=TODAY.isoformat())
    done, _ = close_loans(book, [loan.id, quiet.id], on=TODAY)
    assert done.notes[0].startswith("Still owed by your book: Jiebei 10,000.00, Quiet 10,000.00.")
    assert len(done.notes) == 2
    assert [each.loan_id for each in waiting_letters(book)] == [loan.id]


def test_a_settled_loan_with_a_mark_asks_for_a_report(book, loan):
    credit.add_mark(book, {"description": "late"}, loan=loan)
    assert "report_settled" not in steps(book)
    settle_loan(book, loan, TODAY, without_letter=True)
    (step,) = [each for each in next_steps(book, gaps=()) if each.code == "report_settled"]
    assert (step.severity, step.screen) == ("~", "credit")


def test_an_overdue_loan_wants_its_letter_though_nobody_was_spoken_to(book):
    late = add(book, "Late", as_of="2026-08-01", first_due="2026-09-09", periods="12", rate="24%")
    assert code(settle_loan(book, late, TODAY)) == "settlement_letter_needed"


def test_the_letter_says_that_what_was_agreed_was_kept(book, loan, tmp_path):
    offer, _ = add_offer(book, loan, {"payments": "3 x 3400 from 2026-12-09", "on": TODAY.isoformat()})
    confirmation = keep(book, tmp_path, loan, "letter", "agreed.txt")
    assert accept_offer(book, offer.ids[0], {"letter": str(confirmation), "effective": TODAY.isoformat()})[0]
    assert find_offer(book, offer.ids[0]).standing is Standing.IN_FORCE
    letter = keep(book, tmp_path, loan)
    before = facts(book)
    assert settle_loan(book, loan, TODAY, letter=letter)[0]
    kept = find_offer(book, offer.ids[0])
    assert (kept.standing, kept.ended_on) == (Standing.KEPT, TODAY)
    assert all(not each.is_open for each in read_negotiations(book.conn) if each.steps)
    assert undo(book)
    assert facts(book) == before
