"""What comes next in a credit file: facts in the order of their dates, nothing made up."""

from __future__ import annotations

from datetime import date

from tracker.domain.credit.facts import Dispute, Mark, Outcome, Removal, Round
from tracker.domain.credit.path import Coming, Step, path

TODAY = date(2026, 11, 21)


def test_what_has_a_date_comes_first_and_nothing_gets_one_it_was_not_given() -> None:
    marks = (
        Mark(id=1, description="late in March", expected_removal_on=date(2031, 3, 1)),
        Mark(id=2, description="old phone"),
        Mark(id=3, description="gone", expected_removal_on=date(2026, 1, 1), removed_on=date(2026, 1, 2)),
    )
    disputes = (
        Dispute(id=1, sent_on=date(2026, 10, 30), mark_id=1, answer_by=date(2026, 11, 19)),
        Dispute(id=2, sent_on=date(2026, 10, 30), ground="not mine"),
        Dispute(id=3, sent_on=date(2026, 10, 30), outcome=Outcome.REJECTED, answer_by=TODAY),
    )
    found = path(marks, disputes, Coming(overdue=(("Jiebei", date(2026, 11, 9)),)), TODAY)
    assert found == (
        Step(code="loan_overdue", name="Jiebei", on=date(2026, 11, 9), days=-12),
        Step(code="answer_due", name="late in March", on=date(2026, 11, 19), days=-2),
        Step(code="removal_expected", name="late in March", on=date(2031, 3, 1), days=1561),
        Step(code="answer_due", name="not mine"),
        Step(code="removal_expected", name="old phone"),
    )
    assert [step.is_late for step in found] == [True, True, False, False, False]


def test_a_rule_dates_what_nobody_dated_and_says_what_it_lacks() -> None:
    paid = Removal(
        on=date(2031, 5, 2), start_on=date(2026, 5, 2), by_settling=True, rule="CN-B1", verified=True
    )
    memory = Removal(on=date(2030, 1, 1), start_on=date(2024, 1, 1), rule="UK-3")
    marks = (
        Mark(id=1, description="paid", removal=paid),
        Mark(id=2, description="by memory", removal=memory),
        Mark(id=3, description="open", removal=Removal(rule="CN-B1", verified=True, missing="settled_on")),
    )
    assert path(marks, (), Coming(), TODAY) == (
        Step(code="settled", name="paid", on=date(2026, 5, 2), days=-203),
        Step(
            code="removal_expected", name="by memory", on=date(2030, 1, 1), days=1137, rule="UK-3",
            estimate=True,
        ),
        Step(code="removal_expected", name="paid", on=date(2031, 5, 2), days=1623, rule="CN-B1"),
        Step(code="removal_expected", name="open", rule="CN-B1", missing="settled_on"),
    )  # fmt: skip
    assert not path(marks, (), Coming(), TODAY)[0].is_late


def test_the_round_that_counts_now_is_dated_by_its_rule_unless_somebody_gave_a_day() -> None:
    first = Dispute(
        id=1, sent_on=date(2026, 9, 1), bureau="PBOC", outcome=Outcome.REJECTED,
        more=(Round(number=2, id=1, sent_on=TODAY, ruled_by=date(2026, 12, 21), rule="CN-B4"),),
    )  # fmt: skip
    given = Dispute(id=2, sent_on=TODAY, bureau="X", answer_by=date(2026, 12, 1), rule="CN-B4")
    assert [(step.name, step.on, step.rule) for step in path((), (first, given), Coming(), TODAY)] == [
        ("X", date(2026, 12, 1), ""),
        ("PBOC", date(2026, 12, 21), "CN-B4"),
    ]


def test_reports_and_loans_have_their_days() -> None:
    coming = Coming(
        ends=(("Car", date(2028, 1, 5)),),
        settled=(("Huabei", date(2026, 10, 1)),),
        free=(("PBOC", TODAY, "CN-B2"),),
    )
    assert [(step.code, step.rule, step.estimate) for step in path((), (), coming, TODAY)] == [
        ("report_check", "", False), ("free_report", "CN-B2", False), ("loan_ends", "", True),
    ]  # fmt: skip


def test_nothing_open_is_nothing_to_do() -> None:
    assert path((), (), Coming(), TODAY) == ()


def test_months_on_time_are_dated_from_how_far_one_is() -> None:
    assert path((), (), Coming(), TODAY, streak=7) == (
        Step(code="on_time", name="12", on=date(2027, 4, 21), days=151, estimate=True),
        Step(code="on_time", name="24", on=date(2028, 4, 21), days=517, estimate=True),
    )
    assert [step.name for step in path((), (), Coming(), TODAY, streak=0)] == ["6", "12", "24"]
    assert path((), (), Coming(), TODAY, streak=24) == ()
