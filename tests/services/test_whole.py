"""Whole or nothing: what breaks half-way leaves nothing behind, and a trial writes nothing."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from lived import ACTS, TODAY, add, clock, facts, pay, source_of

from tracker.domain.loan.facts import PaymentState
from tracker.services import autopay, credit
from tracker.services import payment as payments
from tracker.services.book import create_book, open_book, write_settings
from tracker.services.exporting import export_all
from tracker.services.history import list_actions, redo, undo
from tracker.services.importing import ImportOptions, import_path, import_source
from tracker.services.loan import change
from tracker.services.payment import edit_payment, list_payments
from tracker.store import derived, errors, write
from tracker.store.derived import differences
from tracker.store.loan import read_loans

PARTICULARS = {
    "add": (0, 0, 100), "edit": (0, 1, 5), "terms": (0, 40, 2), "close": (0, 0, 0), "remove": (0, 0, 0),
    "restore": (0, 0, 0), "pay": (0, 5, 60), "edit payment": (0, 7, 0), "state": (0, 5, 0),
    "refund": (0, 2, 0), "claim": (0, 3, 1),
    "offer": (0, 0, 4), "channel": (0, 1, 1), "contact": (0, 3, 1), "promise": (0, 2, 1),
    "talk": (0, 0, 1), "stage": (0, 2, 1),
    "remove payment": (0, 0, 0), "charge": (0, 3, 20), "waiver": (0, 2, 20), "statement": (1, 10, 40),
    "schedule": (0, 3, 5), "autopay": (0, 0, 0), "account": (0, 5, 0), "mark": (0, 3, 1),
    "dispute": (0, 0, 1), "report": (0, 1, 1), "round": (0, 1, 1), "score": (1, 600, 0),
    "import payments": (0, 50, 3), "import loans": (7, 5, 6),
    "hardship": (0, 0, 1), "complaint": (0, 0, 1), "settle": (0, 0, 0), "checked message": (0, 1, 1),
    "adviser": (0, 1, 1), "settings": (1, 0, 0), "plan": (0, 2, 30),
    "cash account": (3, 400, 1), "cash event": (0, 40, 1), "top up": (0, 5, 0),
}  # fmt: skip


class BrokenError(Exception):
    """What a test throws half-way."""


@pytest.fixture
def lived_in(book):
    """A book in which every act has something to act on."""
    loan = add(book, "Jiebei", as_of=(TODAY - timedelta(days=100)).isoformat())
    add(book, "Card", method="revolving", statement_day="6", due_day="24", as_of="2026-09-01", periods="")
    pay(book, loan, 100, account="CMB 1234")
    credit.add_mark(book, {"description": "late"})
    return book


def prepare(book, what):
    if what == "restore":
        (loan, _card) = read_loans(book.conn)
        change.remove_loan(book, loan)


def test_every_act_has_its_particulars():
    assert set(PARTICULARS) == set(ACTS)


@pytest.mark.parametrize("what", sorted(ACTS))
def test_each_act_is_one_undo_step(lived_in, what):
    prepare(lived_in, what)
    before, steps = facts(lived_in), len(list_actions(lived_in))
    ACTS[what](lived_in, *PARTICULARS[what])
    after = facts(lived_in)
    assert len(list_actions(lived_in)) == steps + 1
    assert after != before
    assert undo(lived_in)
    assert facts(lived_in) == before
    assert differences(lived_in.conn) == []
    assert redo(lived_in)
    assert facts(lived_in) == after
    assert differences(lived_in.conn) == []


def everything(book):
    names = [name for (name,) in book.conn.execute("select name from sqlite_schema where type = 'table'")]
    return {name: book.conn.execute(f"select * from {name}").fetchall() for name in names}


@pytest.mark.parametrize("where", ["after the first row", "before the commit"])
@pytest.mark.parametrize("what", sorted(ACTS))
def test_what_breaks_half_way_writes_nothing(lived_in, monkeypatch, what, where):
    prepare(lived_in, what)
    before = everything(lived_in)

    def breaks(*_args, **_options):
        raise BrokenError

    if where == "before the commit":
        monkeypatch.setattr(write.Writer, "finish", breaks)
    else:
        real = write.Writer._record

        def once(self, *args):
            real(self, *args)
            raise BrokenError

        monkeypatch.setattr(write.Writer, "_record", once)
    with pytest.raises(BrokenError):
        ACTS[what](lived_in, *PARTICULARS[what])
    monkeypatch.undo()
    assert everything(lived_in) == before
    assert not lived_in.conn.in_transaction
    ACTS[what](lived_in, *PARTICULARS[what])
    assert differences(lived_in.conn) == []


@pytest.mark.parametrize("act", [undo, redo])
def test_an_undo_that_breaks_half_way_is_none(lived_in, monkeypatch, act):
    assert len(undo(lived_in, 2)) == 2
    before = everything(lived_in)

    def breaks(*_args):
        raise BrokenError

    monkeypatch.setattr(derived, "rebuild", breaks)
    with pytest.raises(BrokenError):
        act(lived_in, 2)
    assert everything(lived_in) == before
    monkeypatch.undo()
    assert len(act(lived_in, 2)) == 2
    assert differences(lived_in.conn) == []


@pytest.mark.parametrize("what", sorted(ACTS))
def test_a_trial_writes_nothing(lived_in, path, what):
    prepare(lived_in, what)
    lived_in.close()
    before = path.read_bytes()
    listed = sorted(path.parent.iterdir())
    with open_book(path, today=TODAY, clock=clock(TODAY), dry_run=True) as book:
        ACTS[what](book, *PARTICULARS[what])
        undo(book)
        redo(book)
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == listed


def test_undo_in_a_trial_tells_but_does_nothing(lived_in, path):
    lived_in.close()
    before = path.read_bytes()
    with open_book(path, today=TODAY, clock=clock(TODAY), dry_run=True) as book:
        assert len(undo(book, 2)) == 2
        assert len(undo(book, 2)) == 2
    assert path.read_bytes() == before


def missing(tmp_path, **options):
    return open_book(
        tmp_path / "new" / "book.db", today=TODAY, clock=clock(TODAY), may_create=True, **options
    )


def test_a_trial_creates_no_file(tmp_path):
    with missing(tmp_path, dry_run=True) as book:
        assert change.add_loan(book, {"name": "X", "balance": "100"})[0]
        assert write_settings(book, {"lang": "en"})
        text = "name,balance\nL,100\n"
        assert import_source(book, source_of(text), ImportOptions(kind="loans"))[0].imported == 1
    assert not (tmp_path / "new").exists()


def test_what_is_refused_or_finds_nothing_creates_no_file(tmp_path):
    with missing(tmp_path) as book:
        assert change.add_loan(book, {"name": "", "balance": "100"})[0] is None
        assert undo(book) == ()
        assert redo(book) == ()
        assert import_source(book, source_of("name,balance\n"), ImportOptions(kind="loans"))[1] == ()
        assert import_source(book, source_of("name,balance\nX,y\n"), ImportOptions(kind="loans"))[0].rejected
        text = "date,amount,loan\n2026-11-01,5,X\n"
        assert import_source(book, source_of(text), ImportOptions(kind="payments"))[0].rejected
        assert credit.add_mark(book, {})[1]
        assert not book.created
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_the_first_write_creates_the_file_for_its_owner_only(tmp_path, mask):
    old = os.umask(mask)
    try:
        with missing(tmp_path) as book:
            assert not book.created
            done, _ = change.add_loan(book, {"name": "X", "balance": "100"})
            assert done.action_id == 1
            assert book.created
        folder = tmp_path / "new"
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "book.db").stat().st_mode & 0o777 == 0o600
        with missing(tmp_path) as book:
            assert not book.created
            autopay.save_account(book, "CMB")
            assert not book.created
        export_all_to = tmp_path / "out"
        with missing(tmp_path) as book:
            export_all(book, export_all_to)
        assert {path.stat().st_mode & 0o777 for path in export_all_to.iterdir()} == {0o600}
    finally:
        os.umask(old)


def test_without_leave_a_missing_file_is_an_error(tmp_path):
    with pytest.raises(errors.MissingFileError):
        open_book(tmp_path / "none.db", today=TODAY, clock=clock(TODAY))
    made = create_book(tmp_path / "none.db", today=TODAY, clock=clock(TODAY), settings={"currency": "EUR"})
    with made as book:
        assert book.currency == "EUR"
    with pytest.raises(errors.ExistingFileError):
        create_book(tmp_path / "none.db", today=TODAY, clock=clock(TODAY), settings={})


@pytest.mark.parametrize("what", ["payment", "loan"])
def test_a_stale_edit_is_refused_and_changes_nothing(lived_in, what):
    book = lived_in
    loan = read_loans(book.conn)[0]
    (payment,) = list_payments(book)
    edit_payment(book, payment.payment_id, {"note": "theirs"})
    change.edit_loan(book, loan.id, {"note": "theirs"})
    before = everything(book)
    with pytest.raises(errors.StaleRowError) as raised:
        if what == "payment":
            edit_payment(book, payment.payment_id, {"note": "mine"}, version=payment.version)
        else:
            change.edit_loan(book, loan.id, {"note": "mine"}, version=loan.version)
    assert raised.value.current_row["note"] == "theirs"
    assert everything(book) == before


def test_a_write_between_look_and_lock_is_not_overwritten(lived_in, path, monkeypatch):
    (row,) = payments.list_payments(lived_in)
    real = payments._find

    def slow(book, payment_id):
        found = real(book, payment_id)
        monkeypatch.setattr(payments, "_find", real)
        with open_book(path, today=TODAY, clock=clock(TODAY)) as other:
            payments.edit_payment(other, row.payment_id, {"amount": "77"})
        return found

    monkeypatch.setattr(payments, "_find", slow)
    with pytest.raises(errors.StaleRowError):
        payments.set_payment_state(lived_in, row.payment_id, PaymentState.REVERSED)
    (now,) = payments.list_payments(lived_in)
    assert (now.amount_minor, now.state) == (7700, "posted")


def test_two_at_once_cannot_add_the_same_name(lived_in, path, monkeypatch):
    real = change.open_loan

    def slow(*args, **options):
        monkeypatch.setattr(change, "open_loan", real)
        with open_book(path, today=TODAY, clock=clock(TODAY)) as other:
            add(other, "Both")
        return real(*args, **options)

    monkeypatch.setattr(change, "open_loan", slow)
    done, problems = change.add_loan(lived_in, {"name": "Both", "balance": "1"})
    assert (done, [problem.code for problem in problems]) == (None, ["name_taken"])


def test_an_import_file_that_fails_in_the_middle(lived_in, tmp_path, monkeypatch):
    text = "date,amount,loan\n" + "".join(f"2026-11-0{day},5.00,Jiebei\n" for day in range(1, 9))
    (tmp_path / "p.csv").write_text(text)
    before = everything(lived_in)

    def breaks(*_args):
        raise BrokenError

    monkeypatch.setattr(derived, "compute", breaks)
    with pytest.raises(BrokenError):
        import_path(lived_in, tmp_path / "p.csv", ImportOptions(kind="payments"))
    monkeypatch.undo()
    assert everything(lived_in) == before
    report, _ = import_path(lived_in, tmp_path / "p.csv", ImportOptions(kind="payments"))
    assert report.imported == 8
