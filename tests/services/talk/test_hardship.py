"""Hardship: its papers from missing to sent, its end, undone and out of the trash."""

from __future__ import annotations

import pytest
from lived import add, facts

from tracker.services.evidence import add_evidence
from tracker.services.history import undo
from tracker.services.talk.entry import remove_entry, restore_entry
from tracker.services.talk.hardship import add_hardship, drop_paper, edit_hardship, list_hardships, set_paper


@pytest.fixture
def loan(book):
    return add(book)


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_it_begins_with_the_papers_that_are_usual(book, loan):
    done, _ = add_hardship(book, None, {"cause": "job_loss", "since": "2026-10-15", "expected": "2026-11-01"})
    (found,) = list_hardships(book, loan.id)
    assert [each.what for each in found.missing] == ["end_of_work", "unemployment_benefit", "bank_flow"]
    assert (found.loan_id, found.outlived_days(book.today)) == (None, 20)
    assert undo(book)
    assert list_hardships(book) == ()
    assert done.ids


def test_a_paper_is_had_then_sent(book, loan, tmp_path):
    add_hardship(book, loan, {"cause": "illness", "papers": "letter of the doctor, 病历"})
    path = tmp_path / "letter.txt"
    path.write_text("x")
    add_evidence(book, path, {"kind": "letter"})
    assert set_paper(book, 1, {"what": "1", "evidence": "1"})[0]
    assert set_paper(book, 1, {"what": "病历", "sent": "2026-11-20"})[0]
    assert set_paper(book, 1, {"what": "x-ray"})[0]
    (found,) = list_hardships(book)
    assert [(each.state.value, each.evidence) for each in found.papers] == [
        ("have", 1), ("sent", None), ("missing", None),
    ]  # fmt: skip
    assert found.papers[1].sent_on.isoformat() == "2026-11-20"
    assert drop_paper(book, 1, "x-ray")[0]
    assert len(list_hardships(book)[0].papers) == 2
    assert code(drop_paper(book, 1, "x-ray")) == "gone"


def test_it_ends_and_goes_to_the_trash_and_back(book, loan):
    add_hardship(book, loan, {"cause": "fraud", "papers": "none"})
    before = facts(book)
    assert edit_hardship(book, 1, {"since": "2026-11-01", "ended": "2026-11-10"})[0]
    assert list_hardships(book) == ()
    assert list_hardships(book, every=True)[0].papers == ()
    undo(book)
    assert facts(book) == before
    assert remove_entry(book, "hardship", 1)[0]
    assert list_hardships(book, trashed=True)
    assert restore_entry(book, "hardship", 1)[0]
    assert facts(book) == before


def test_what_cannot_be_is_refused(book, loan):
    assert code(add_hardship(book, loan, {"cause": "x"})) == "not_a_choice"
    assert code(add_hardship(book, loan, {"since": "2026-11-22"})) == "in_the_future"
    assert (
        code(add_hardship(book, loan, {"since": "2026-11-01", "expected": "2026-10-01"})) == "before_it_began"
    )
    assert code(edit_hardship(book, 9, {})) == "gone"
    assert code(set_paper(book, 9, {})) == "gone"
    add_hardship(book, loan, {})
    assert code(set_paper(book, 1, {})) == "required"
    assert code(set_paper(book, 1, {"what": "1", "evidence": "9"})) == "no_evidence"
    assert code(edit_hardship(book, 1, {"ended": "2026-01-01"})) == "before_it_began"
