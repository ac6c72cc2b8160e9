"""Where a complaint stands, when its answer is late, what of it nothing shows."""

from __future__ import annotations

from datetime import date

from tracker.domain.recovery.complaint import Collected, Complaint, ComplaintOutcome

ON = date(2026, 11, 1)
TODAY = date(2026, 11, 21)


def complaint(**more):
    return Complaint(id=1, loan_id=1, body="12378", opened_on=ON, **more)


def test_it_is_a_draft_then_filed_then_answered():
    assert complaint().state == "draft"
    assert complaint(filed_on=ON).state == "filed"
    assert complaint(filed_on=ON, outcome=ComplaintOutcome.REJECTED).state == "rejected"


def test_the_answer_is_late_only_once_it_was_filed():
    by = date(2026, 11, 11)
    assert complaint(filed_on=ON, answer_by=by).late_days(TODAY) == 10
    assert complaint(answer_by=by).late_days(TODAY) == 0
    assert complaint(filed_on=ON).late_days(TODAY) == 0
    assert complaint(filed_on=ON, answer_by=by, outcome=ComplaintOutcome.UPHELD).late_days(TODAY) == 0
    assert complaint(filed_on=ON, answer_by=date(2026, 12, 1)).late_days(TODAY) == 0


def test_what_nothing_shows_is_known():
    shown = Collected(id=1, complaint_id=1, what="hours", happened_on=ON, evidence=4, rule="CN-K1")
    bare = Collected(id=2, complaint_id=1, what="threat", happened_on=ON, contact_id=3)
    assert complaint(incidents=(shown, bare)).unproved == (bare,)
