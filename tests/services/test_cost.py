"""What is read every day costs the same however much was paid: steps of SQLite are counted, not seconds."""

from __future__ import annotations

import pytest
from lived import TODAY, add

from tracker.domain.calendar import add_months
from tracker.services.due import list_dues, risks
from tracker.services.home import home
from tracker.services.importing import ImportOptions, import_path
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import balance
from tracker.services.next_steps import next_steps
from tracker.store.alert import read_pending
from tracker.store.derived import differences

LOANS = 6


def grown(book, tmp_path, months):
    """Loans with so many months behind them, all paid, and a year ahead."""
    start = add_months(TODAY, -months)
    lines = ["date,amount,loan"]
    for number in range(LOANS):
        loan = add(
            book, f"Loan {number}", as_of=start.isoformat(), due_day=str(22 + number),
            periods=str(months + 12), balance="100000", rate="6%",
        )  # fmt: skip
        dues = book.conn.execute(
            "select due_on, amount_minor from due where loan_id = ? and due_on <= ?", (loan.id, str(TODAY))
        )
        lines += [f"{on},{minor / 100:.2f},{loan.name}" for on, minor in dues]
    (tmp_path / "paid.csv").write_text("\n".join(lines))
    report, _ = import_path(book, tmp_path / "paid.csv", ImportOptions(kind="payments"))
    assert report.imported == LOANS * months
    assert differences(book.conn) == []
    return book


def steps(book, act):
    """Instructions of SQLite's machine that a question takes, in tens."""
    counted = 0

    def count():
        nonlocal counted
        counted += 1

    book.conn.set_progress_handler(count, 10)
    try:
        act(book)
    finally:
        book.conn.set_progress_handler(None, 0)
    return counted


QUESTIONS = {
    "dues": lambda book: list_dues(book, within_days=60),
    "overdue": lambda book: list_dues(book, overdue_only=True),
    "risks": risks,
    "loans": list_loans,
    "home": home,
    "next steps": lambda book: next_steps(book, gaps=()),
    "balance": lambda book: balance(book, months_back=12, months_ahead=24),
    "alerts": lambda book: read_pending(book.conn, book.today),
}


@pytest.fixture(scope="module")
def books(fresh, tmp_path_factory):
    with fresh() as short, fresh() as long:
        grown(short, tmp_path_factory.mktemp("short"), 15)
        grown(long, tmp_path_factory.mktemp("long"), 150)
        yield short, long


@pytest.mark.parametrize("what", sorted(QUESTIONS))
def test_ten_times_the_history_costs_the_same(books, what):
    short, long = (steps(book, QUESTIONS[what]) for book in books)
    assert long <= short * 1.15 + 5


def test_far_future_dues_do_not_slow_the_lists(fresh):
    with fresh() as near, fresh() as far:
        for number in range(LOANS):
            add(near, f"Loan {number}", periods="12")
            add(far, f"Loan {number}", periods="360")
        for what in ("dues", "overdue", "loans", "alerts"):
            short, long = (steps(book, QUESTIONS[what]) for book in (near, far))
            assert long <= short * 1.15 + 5, what
