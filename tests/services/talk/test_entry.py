"""What all entries share: texts cleaned, cleared and bounded; the trash and back."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.services.history import undo
from tracker.services.talk.contacts import log_contact
from tracker.services.talk.entry import LONGEST, find_entry, reader_of, remove_entry, restore_entry, said
from tracker.services.talk.promises import add_promise
from tracker.services.talk.stages import add_stage


def test_a_text_is_cleaned_kept_or_cleared(book):
    assert said(reader_of(book, {"who": " a\x1b\n b "}), "who") == "a  b"
    assert said(reader_of(book, {}), "who", "old") == "old"
    assert said(reader_of(book, {"who": "-"}), "who", "old") == ""
    reader = reader_of(book, {"who": "x" * (LONGEST + 1)})
    said(reader, "who")
    assert [each.code for each in reader.problems] == ["too_long"]


@pytest.mark.parametrize("table", ["contact", "promise", "stage"])
def test_an_entry_goes_to_the_trash_and_back_and_each_is_one_step(book, table):
    loan = add(book)
    done, _ = {
        "contact": lambda: log_contact(book, loan, {"time": "9:00"}),
        "promise": lambda: add_promise(book, loan, {"what": "x"}),
        "stage": lambda: add_stage(book, loan, {}),
    }[table]()
    before = facts(book)
    assert remove_entry(book, table, done.ids[0])[0]
    assert find_entry(book, table, done.ids[0]) is None
    assert find_entry(book, table, done.ids[0], trashed=True) is not None
    assert restore_entry(book, table, done.ids[0])[0]
    assert facts(book) == before
    undo(book, 2)
    assert facts(book) == before
    assert remove_entry(book, table, 99)[1][0].code == "gone"
