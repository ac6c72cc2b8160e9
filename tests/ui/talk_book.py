"""A file with a story: an online loan twelve days late, talked about, proven, and three more loans."""

from __future__ import annotations

from pathlib import Path

from loan_book import small_book

from tracker.domain.loan.facts import Loan
from tracker.domain.problems import Checked
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.evidence import add_evidence
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.channels import add_channel
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.hardship import add_hardship
from tracker.services.talk.negotiations import new_talk, step_talk
from tracker.services.talk.offers import add_offer
from tracker.services.talk.promises import add_promise
from tracker.services.talk.stages import add_stage
from tracker.store.loan import read_loan

JIEBEI, CARD, CAR = 1, 2, 3
CALLS = (
    ("2026-11-19", "09:20", "yes"), ("2026-11-19", "14:05", "yes"), ("2026-11-19", "18:40", "no"),
    ("2026-11-20", "22:30", "yes"),
)  # fmt: skip


def story_book(path: Path) -> Book:
    """The small book, with what was said, promised, claimed and kept about three of its loans."""
    book = small_book(path)
    jiebei, card = _loan(book, JIEBEI), _loan(book, CARD)
    _done(add_channel(book, jiebei, {
        "kind": "phone", "value": "95188", "found_in": "contract", "found_on": "2026-11-10",
        "hours": "9:00-18:00 1-5",
    }))  # fmt: skip
    _done(add_channel(book, jiebei, {"kind": "payee", "value": "6222 0200 1122 3344"}))
    _done(tell_arrears(book, jiebei, {"product": "online_loan", "cause": "lost my job"}))
    for on, time, answered in CALLS:
        fields = {"on": on, "time": time, "answered": answered, "direction": "in", "number": "0571-8800"}
        fields["summary"] = "told to pay 1,883.58 at once" if answered == "yes" else ""
        _done(log_contact(book, jiebei, fields))
    _done(log_contact(book, jiebei, {
        "on": "2026-11-20", "time": "10:15", "direction": "out", "number": "95188", "who": "agent 4471",
        "identity": "shown", "summary": "one month more agreed, the letter follows",
    }))  # fmt: skip
    (talk,) = _done(
        new_talk(book, jiebei, {"aim": "one month more, late fee waived", "on": "2026-11-18"})
    ).ids
    _done(step_talk(book, talk, {"state": "sent", "on": "2026-11-19"}))
    _done(step_talk(book, talk, {"state": "agreed_orally", "on": "2026-11-20", "next": "2026-11-25"}))
    _done(add_promise(book, jiebei, {
        "side": "me", "what": "pay in December", "amount": "1883.58", "on": "2026-11-20", "due": "2026-12-09",
    }))  # fmt: skip
    _done(add_offer(book, jiebei, {
        "kind": "instalments", "payments": "12 x 1900 from 2026-12-09 monthly", "on": "2026-11-20",
        "valid_until": "2026-11-30", "interest": "included", "breach": "whole",
    }))  # fmt: skip
    _done(add_offer(book, jiebei, {
        "kind": "refinancing", "payments": "24 x 1400 from 2026-12-20 monthly", "received": "21000",
        "from_whom": "Quick Cash", "on": "2026-11-20",
    }))  # fmt: skip
    _done(add_stage(book, jiebei, {
        "kind": "letter", "on": "2026-11-16", "holder": "Hua Collections", "claimed": "2100",
    }))  # fmt: skip
    _done(add_stage(book, jiebei, {"kind": "reminder", "on": "2026-11-12", "claimed": "1950"}))
    _done(add_stage(book, card, {
        "kind": "court", "on": "2026-11-15", "holder": "CMB", "claimed": "12400", "answer_by": "2026-11-30",
    }))  # fmt: skip
    _done(add_hardship(book, jiebei, {"cause": "job_loss", "since": "2026-10-15", "expected": "2027-01-15"}))
    letter = path.with_name("letter.txt")
    letter.write_text("One month more is granted.", "utf-8")
    _done(add_evidence(book, letter, {
        "kind": "letter", "happened": "2026-11-20", "source": "MYbank",
    }, loan=jiebei))  # fmt: skip
    return book


def _loan(book: Book, number: int) -> Loan:
    found = read_loan(book.conn, number)
    assert found is not None
    return found


def _done(checked: Checked[Done]) -> Done:
    done, problems = checked
    assert done is not None, problems
    return done
