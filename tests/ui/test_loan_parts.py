"""What the page of a loan says of its terms."""

from __future__ import annotations

from tracker.services.book import Book
from tracker.services.loan.find import find_loan
from tracker.services.loan.read import loan_terms, loan_view
from tracker.services.loan.whole import add_whole
from tracker.services.payment import record_payment
from tracker.ui import loan_parts as parts
from tracker.ui.figures import Figures


def test_an_instalment_partly_paid_shows_what_is_left_of_it(small: Book) -> None:
    words = {
        "name": "Half", "method": "level_payment", "principal": "1000", "rate": "0%", "periods": "2",
        "opened": "2026-09-10", "first_due": "2026-10-10",
    }  # fmt: skip
    done, problems = add_whole(small, words)
    assert done is not None, problems
    assert record_payment(small, find_loan(small, "Half"), 18_050, paid_on=small.today)[0]
    view = loan_view(small, done.ids[0])
    assert view is not None
    figures = Figures(today=small.today)
    states = [parts.schedule_line(row, "CNY", figures).cells[-1] for row in view.schedule]
    assert states[0] == "319.50 open"
    assert "open" not in states[1]
    hidden = Figures(today=small.today, hidden=True)
    assert parts.schedule_line(view.schedule[0], "CNY", hidden).cells[-1].startswith("•••• open")


def test_the_terms_name_the_true_rate_both_ways(small: Book) -> None:
    words = {
        "name": "Fast", "method": "level_payment", "principal": "10000", "rate": "12%", "periods": "12",
        "upfront_fee": "300", "opened": "2026-11-09", "due_day": "9",
    }  # fmt: skip
    done, problems = add_whole(small, words)
    assert done is not None, problems
    view = loan_view(small, done.ids[0])
    assert view is not None
    text = "".join(parts.terms(view))
    assert "True rate    ~17.88% nominal\n" in text
    assert "             ~19.42% effective\n" in text
    # Without what was received nobody knows, and before the history is read neither.
    bare, first = loan_view(small, 4), loan_terms(small, done.ids[0])
    assert bare is not None
    assert first is not None
    for known in (bare, first):
        assert "True rate" not in "".join(parts.terms(known))
