from __future__ import annotations

import pytest

from tracker.store import undo, write
from tracker.store.timeline import read_edits


@pytest.fixture
def change(db, at):
    def run(act, title="Change"):
        with write.transaction(db, title=title, at=at) as writer:
            return act(writer)

    return run


@pytest.fixture
def loan_id(change, loan):
    return change(lambda writer: writer.insert("loan", loan("a")))


def told(db, loan_id):
    return [(each.table, each.what, each.columns) for each in read_edits(db.conn, loan_id)]


def test_what_was_added_is_no_edit(db, loan_id):
    assert told(db, loan_id) == []


def test_edits_removals_and_what_comes_back(db, change, loan_id):
    claim = change(
        lambda writer: writer.insert(
            "claim", {"loan_id": loan_id, "claimed_on": "2026-11-01", "balance_minor": 5}
        )
    )
    change(lambda writer: writer.update("claim", claim, {"balance_minor": 7, "note": "x"}), "Correct")
    change(lambda writer: writer.trash("claim", claim))
    change(lambda writer: writer.untrash("claim", claim))
    assert told(db, loan_id) == [
        ("claim", "edited", ("balance_minor", "note")), ("claim", "removed", ()), ("claim", "restored", ()),
    ]  # fmt: skip
    first = read_edits(db.conn, loan_id)[0]
    assert (first.title, first.row_id) == ("Correct", claim)


def test_what_was_undone_is_not_told_nor_what_another_loan_went_through(db, change, loan, loan_id, at):
    other = change(lambda writer: writer.insert("loan", loan("b")))
    change(lambda writer: writer.update("loan", other, {"note": "x"}))
    assert told(db, loan_id) == []
    assert told(db, other) == [("loan", "edited", ("note",))]
    undo.undo(db, 1, at=at)
    assert told(db, other) == []
