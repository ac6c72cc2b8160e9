"""The demo household is believable on any day, is made fast, and never replaces a book of one's own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tracker import locale
from tracker.domain.loan.facts import PaymentState
from tracker.services.book import Book, create_book, open_book, write_settings
from tracker.services.credit import credit_view
from tracker.services.demo import NotADemoError, is_demo, seed_demo
from tracker.services.due import list_dues
from tracker.services.home import home
from tracker.services.household import moment
from tracker.services.keeping import check_book
from tracker.services.loan.find import find_loan
from tracker.services.loan.listing import list_loans
from tracker.services.loan.read import loan_view
from tracker.services.payment import list_payments

TODAY = date(2026, 11, 21)
DAYS = (
    date(2026, 1, 1),
    date(2026, 3, 12),
    date(2027, 5, 31),
    date(2028, 2, 29),
    date(2028, 3, 1),
    date(2026, 12, 28),
)


def clock() -> datetime:
    return datetime(2026, 11, 21, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def demo_lived_once() -> None:
    """Each demo here is lived through."""


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    locale.use("en")
    yield
    locale.use("en")


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    seed_demo(path, today=TODAY, clock=clock)
    return path


@pytest.fixture
def book(seeded: Path) -> Iterator[Book]:
    with open_book(seeded, today=TODAY, clock=clock) as found:
        yield found


def dump(path: Path) -> list[str]:
    """Every row of the file as SQL, but for when the migrations ran."""
    import sqlite3

    conn = sqlite3.connect(path)
    try:
        return [line for line in conn.iterdump() if "_sqlite_migrations" not in line]
    finally:
        conn.close()


def test_the_household_owes_in_two_currencies(book: Book) -> None:
    assert {currency for currency, _minor in home(book).balances} == {"CNY", "USD"}


def test_one_loan_is_twelve_days_overdue(book: Book) -> None:
    late = [(row.loan, row.days_past_due) for row in list_loans(book) if row.status == "overdue"]
    assert late == [("Jiebei 借呗", 12)]


def test_autopay_is_in_every_state(book: Book) -> None:
    assert {row.autopay for row in list_loans(book)} == {"on", "off", "unchecked", "expired", None}


def test_methods_of_many_kinds(book: Book) -> None:
    found = {row.method for row in list_loans(book)}
    assert found == {"level_payment", "revolving", "flat_fee", "informal"}


def test_late_partial_extra_and_failed_payments(book: Book) -> None:
    car = loan_view(book, find_loan(book, "car loan").id)
    mortgage = loan_view(book, find_loan(book, "mortgage").id)
    card = loan_view(book, find_loan(book, "credit card").id)
    assert car is not None
    assert mortgage is not None
    assert card is not None
    assert (car.so_far.late, car.so_far.worst_days) == (1, 4)
    assert max(row.amount_minor for row in list_payments(book, loan_id=mortgage.loan.id)) == 2_000_000
    assert [row.late_days for row in card.schedule if row.late_days] == [6]
    assert any(row.state == PaymentState.FAILED for row in list_payments(book))


def test_the_cards_statements_add_up(book: Book) -> None:
    """What was owed before, bought, charged and paid since comes to each printed balance."""
    card = loan_view(book, find_loan(book, "credit card").id)
    assert card is not None
    payments = list_payments(book, loan_id=card.loan.id)
    for statement in card.statements:
        on = statement.statement_on
        owed = card.loan.balance_minor
        owed += sum(each.amount_minor for each in card.charges if each.charged_on <= on)
        owed -= sum(each.amount_minor for each in card.waivers if each.waived_on <= on)
        owed -= sum(each.amount_minor for each in payments if each.paid_on < on)
        assert owed == statement.balance_minor, on
        assert statement.minimum_minor == (statement.balance_minor + 5) // 10, on


def test_a_dispute_is_past_its_answer_and_one_was_won(book: Book) -> None:
    view = credit_view(book)
    assert sorted(each.overdue_days(TODAY) for each in view.disputes) == [0, 2]
    assert sum(1 for each in view.marks if each.removed_on) == 1
    assert len({each.bureau for each in view.scores}) == 2


def test_history_can_be_undone_from_the_last_event(book: Book) -> None:
    from tracker.services.history import list_actions

    actions = list_actions(book, 1000)
    assert len(actions) > 100
    assert [each.at for each in actions] == sorted((each.at for each in actions), reverse=True)


@pytest.mark.parametrize("today", DAYS)
def test_believable_on_any_day(tmp_path: Path, today: date) -> None:
    path = tmp_path / "demo.db"
    seed_demo(path, today=today, clock=clock)
    with open_book(path, today=today, clock=clock) as book:
        late = [row for row in list_loans(book) if row.days_past_due]
        assert [row.days_past_due for row in late] == [12]
        assert {row.autopay for row in list_loans(book)} == {"on", "off", "unchecked", "expired", None}
        soon = [row.days for row in list_dues(book, within_days=16).rows]
        assert soon[0] == -12
        assert {3, 14, 16} <= set(soon)
    assert check_book(path) == ()


def test_the_same_day_makes_the_same_file(tmp_path: Path, seeded: Path) -> None:
    again = tmp_path / "again.db"
    seed_demo(again, today=TODAY, clock=clock)
    assert dump(again) == dump(seeded)


def test_a_demo_of_today_keeps_what_was_tried_out(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    seed_demo(path, today=TODAY, clock=clock)
    with open_book(path, today=TODAY, clock=clock) as book:
        write_settings(book, {"tried": "yes"})
    seed_demo(path, today=TODAY, clock=clock)
    with open_book(path, today=TODAY, clock=clock) as book:
        assert book.setting("tried") == "yes"


def test_a_demo_of_another_day_or_language_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "demo.db"
    seed_demo(path, today=date(2026, 6, 1), clock=clock)
    seed_demo(path, today=TODAY, clock=clock)
    with open_book(path, today=TODAY, clock=clock) as book:
        assert next(iter(list_dues(book).rows)).days == -12
    locale.use("zh_CN")
    seed_demo(path, today=TODAY, clock=clock)
    with open_book(path, today=TODAY, clock=clock) as book:
        assert {row.loan for row in list_loans(book)} >= {"房贷", "车贷", "花呗", "借呗"}
    assert [each.name for each in tmp_path.iterdir()] == ["demo.db"]


def test_a_book_of_ones_own_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "mine.db"
    create_book(path, today=TODAY, clock=clock, settings={"currency": "EUR"}).close()
    before = path.read_bytes()
    with pytest.raises(NotADemoError):
        seed_demo(path, today=TODAY, clock=clock)
    assert path.read_bytes() == before


def test_a_demo_says_so(book: Book) -> None:
    assert is_demo(book)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("-12d", date(2026, 11, 9)),
        ("@1", date(2026, 11, 1)),
        ("-23m @1", date(2024, 12, 1)),
        ("+16d -1m end", date(2026, 11, 30)),
        ("+10d -9m", date(2026, 3, 1)),
    ],
)
def test_moments(words: str, expected: date) -> None:
    assert moment(words, TODAY) == expected


def test_moments_keep_to_short_months() -> None:
    assert moment("-1m", date(2026, 3, 31)) == date(2026, 2, 28)


def test_seeding_reads_only_what_the_services_accept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A household that a service refuses is no file at all."""
    from tracker.domain.problems import Problem
    from tracker.services import demo, household

    refuse: Callable[..., object] = lambda *_a, **_k: (None, (Problem(code="required", field="name"),))  # noqa: E731
    monkeypatch.setattr(household, "add_waiver", refuse)
    with pytest.raises(demo.BrokenDemoError):
        seed_demo(tmp_path / "demo.db", today=TODAY, clock=clock)
    assert list(tmp_path.iterdir()) == []
