"""Marks, disputes and scores, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.cli.output import Table
from tracker.cli.rows import day_text
from tracker.domain.credit.facts import Dispute, Mark, Score
from tracker.locale import _


def mark_json(mark: Mark) -> dict[str, Any]:
    """A mark."""
    return {
        "mark_id": mark.id,
        "description": mark.description,
        "bureau": mark.bureau,
        "loan_id": mark.loan_id,
        "loan": mark.loan,
        "origin_on": mark.origin_on,
        "expected_removal_on": mark.expected_removal_on,
        "removed_on": mark.removed_on,
        "note": mark.note,
    }


def mark_table(marks: Sequence[Mark]) -> Table:
    """The marks as a person reads them."""
    return Table(
        (
            f">{_('ID')}",
            _("Mark"),
            _("Bureau"),
            _("Loan"),
            _("Since"),
            _("Expected gone"),
            _("Removed"),
            _("Note"),
        ),
        [
            (
                str(each.id),
                each.description,
                each.bureau,
                each.loan,
                day_text(each.origin_on),
                day_text(each.expected_removal_on),
                day_text(each.removed_on),
                each.note,
            )
            for each in marks
        ],
    )


def dispute_json(dispute: Dispute, today: date) -> dict[str, Any]:
    """A dispute."""
    return {
        "dispute_id": dispute.id,
        "mark_id": dispute.mark_id,
        "bureau": dispute.bureau,
        "ground": dispute.ground,
        "sent_on": dispute.sent_on,
        "answer_by": dispute.answer_by,
        "overdue_days": dispute.overdue_days(today),
        "answered_on": dispute.answered_on,
        "outcome": dispute.outcome.value,
        "note": dispute.note,
    }


def dispute_table(disputes: Sequence[Dispute], today: date) -> Table:
    """The disputes as a person reads them."""
    return Table(
        (
            "",
            f">{_('ID')}",
            _("Mark"),
            _("Bureau"),
            _("Ground"),
            _("Sent"),
            _("Answer by"),
            _("Outcome"),
            _("Answered"),
        ),
        [
            (
                "!!" if each.overdue_days(today) else "",
                str(each.id),
                "" if each.mark_id is None else f"#{each.mark_id}",
                each.bureau,
                each.ground,
                day_text(each.sent_on),
                day_text(each.answer_by),
                outcome_text(each.outcome.value),
                day_text(each.answered_on),
            )
            for each in disputes
        ],
    )


def outcome_text(outcome: str) -> str:
    """What came of a dispute, in words."""
    words = {
        "open": _("awaiting an answer"),
        "corrected": _("corrected"),
        "removed": _("removed"),
        "rejected": _("rejected"),
        "withdrawn": _("withdrawn"),
    }
    return words.get(outcome, outcome)


def score_json(score: Score) -> dict[str, Any]:
    """A score."""
    return {
        "score_id": score.id,
        "bureau": score.bureau,
        "model": score.model,
        "on": score.scored_on,
        "value": score.value,
    }


def score_table(scores: Sequence[Score]) -> Table:
    """The scores as a person reads them."""
    return Table(
        (f">{_('ID')}", _("On"), _("Bureau"), _("Model"), f">{_('Score')}"),
        [
            (str(each.id), each.scored_on.isoformat(), each.bureau, each.model, str(each.value))
            for each in scores
        ],
    )
