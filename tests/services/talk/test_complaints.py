"""Complaints: collected from the log with their rules, filed, answered by rule, late."""

from __future__ import annotations

from datetime import date

import pytest
from lived import add, facts

from tracker.services.book import write_settings
from tracker.services.evidence import add_evidence
from tracker.services.history import undo
from tracker.services.talk.arrears import tell_arrears
from tracker.services.talk.complaints import (
    add_incident,
    answer_complaint,
    bodies,
    collect,
    drop_incident,
    file_complaint,
    list_complaints,
    new_complaint,
)
from tracker.services.talk.contacts import log_contact


@pytest.fixture
def loan(book):
    write_settings(book, {"jurisdiction": "CN"})
    found = add(book)
    assert tell_arrears(book, found, {"product": "online_loan"})[0]
    for clock in ("9:00", "10:00", "11:00", "22:30"):
        fields = {"on": "2026-11-20", "time": clock, "direction": "in", "means": "phone"}
        assert log_contact(book, found, fields)[0]
    return found


def code(checked):
    assert checked[0] is None
    return checked[1][0].code


def test_what_the_log_shows_is_collected_once(book, loan):
    before = facts(book)
    assert new_complaint(book, loan, {"body": "12378"})[0].notes == ()
    (found,) = list_complaints(book)
    assert {(each.what, each.rule, each.times, each.allowed) for each in found.incidents} == {
        ("per_day", "CN-K1", 4, 3), ("hours", "CN-K1", 1, 0),
    }  # fmt: skip
    assert found.state == "draft"
    assert collect(book, 1, loan)[0].action_id is None
    fields = {"on": "2026-11-20", "time": "12:00", "conduct": "threat", "direction": "in", "means": "phone"}
    log_contact(book, loan, fields)
    assert collect(book, 1, loan)[0].action_id
    assert "threat" in {each.what for each in list_complaints(book)[0].incidents}
    for _ in range(3):
        undo(book)
    assert facts(book) == before


def test_the_answer_is_due_by_the_rule_of_the_body(book, loan):
    new_complaint(book, loan, {"body": "12363", "on": "2026-11-01"})
    assert file_complaint(book, 1, {"on": "2026-11-01", "reference": "A1"})[0]
    (found,) = list_complaints(book)
    assert (found.answer_by, found.answer_rule, found.state) == (date(2026, 12, 1), "CN-B4", "filed")
    assert file_complaint(book, 1, {"on": "2026-11-01", "answer_by": "2026-11-15"})[0]
    (found,) = list_complaints(book)
    assert (found.answer_by, found.answer_rule, found.late_days(book.today)) == (date(2026, 11, 15), "", 6)
    assert answer_complaint(book, 1, {"outcome": "partly"})[0]
    assert list_complaints(book) == ()
    (found,) = list_complaints(book, every=True)
    assert (found.state, found.late_days(book.today)) == ("partly", 0)


def test_a_hotline_counts_working_days_and_others_are_asked(book, loan):
    new_complaint(book, loan, {"body": "12378", "on": "2026-11-20"})
    file_complaint(book, 1, {"on": "2026-11-20"})
    assert list_complaints(book)[0].answer_by == date(2026, 12, 11)
    new_complaint(book, loan, {"body": "police"})
    done, _ = file_complaint(book, 2, {})
    assert any("No rule here" in note for note in done.notes)


def test_an_incident_in_own_words(book, loan):
    new_complaint(book, loan, {"body": "12378"})
    assert add_incident(book, 1, {"what": "said {x}", "contact": "1"})[0]
    own = list_complaints(book)[0].incidents[-1]
    assert (own.what, own.contact_id, own.allowed) == ("said {x}", 1, None)
    assert drop_incident(book, own.id)[0]
    assert code(drop_incident(book, own.id)) == "gone"
    assert code(add_incident(book, 1, {"what": "x", "contact": "99"})) == "gone"
    assert code(add_incident(book, 1, {})) == "required"


def test_what_cannot_be_is_refused(book, loan):
    assert code(new_complaint(book, loan, {})) == "required"
    for act in (add_incident, file_complaint, answer_complaint):
        assert code(act(book, 9, {})) == "gone"
    assert code(collect(book, 9, loan)) == "gone"
    new_complaint(book, loan, {"body": "12378"})
    assert code(file_complaint(book, 1, {"on": "2026-11-01"})) == "before_it_began"
    assert code(file_complaint(book, 1, {"answer_by": "2026-11-01"})) == "before_it_began"
    assert code(answer_complaint(book, 1, {"outcome": "upheld", "on": "2026-11-01"})) == "before_it_began"


def test_every_place_names_whom_to_complain_to(book, loan):
    assert [each.name for each in bodies(book)][:2] == ["12378", "12363"]
    write_settings(book, {"jurisdiction": "US"})
    assert "CFPB" in {each.name for each in bodies(book)}
    write_settings(book, {"jurisdiction": "UK"})
    assert "FOS" in {each.name for each in bodies(book)}


def test_evidence_kept_about_a_contact_proves_the_incident(book, loan, tmp_path):
    path = tmp_path / "call.txt"
    path.write_text("x")
    assert add_evidence(book, path, {"contact": "4"})[0]
    new_complaint(book, loan, {"body": "12378"})
    assert list_complaints(book)[0].unproved == ()
