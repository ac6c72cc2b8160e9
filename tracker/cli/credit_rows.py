"""Marks, disputes and scores, for programs and for people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tracker.cli.output import Table
from tracker.cli.rows import day_text
from tracker.domain.credit.facts import Dispute, Mark, Score
from tracker.locale import _
from tracker.locale.credit import due_text, late_text, outcome_text, removal_text


def mark_json(mark: Mark) -> dict[str, Any]:
    """A mark."""
    return {
        "mark_id": mark.id,
        "description": mark.description,
        "bureau": mark.bureau,
        "loan_id": mark.loan_id,
        "loan": mark.loan,
        "kind": mark.kind.value,
        "entry_id": mark.entry_id,
        "origin_on": mark.origin_on,
        "settled_on": mark.settled_on,
        "expected_removal_on": mark.expected_removal_on,
        "removal": _removal_json(mark),
        "removed_on": mark.removed_on,
        "note": mark.note,
    }


def _removal_json(mark: Mark) -> dict[str, Any] | None:
    """What a rule says of the removal; null once the mark is removed."""
    removal = mark.removal
    if removal is None:
        return None
    return {
        "on": removal.on,
        "counted_from": removal.start_on,
        "from_the_loan": removal.by_loan,
        "rule": removal.rule,
        "verified": removal.verified,
        "missing": removal.missing,
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
            _("Settled"),
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
                _settled(each),
                removal_text(each),
                day_text(each.removed_on),
                each.note,
            )
            for each in marks
        ],
    )


def _settled(mark: Mark) -> str:
    """When all was paid: as told, else as the loan says, which is ours."""
    removal = mark.removal
    by_loan = removal is not None and removal.by_loan and mark.settled_on is None
    return f"~{day_text(removal.start_on)}" if removal and by_loan else day_text(mark.settled_on)


def dispute_json(dispute: Dispute, today: date) -> dict[str, Any]:
    """A dispute."""
    return {
        "dispute_id": dispute.id,
        "mark_id": dispute.mark_id,
        "bureau": dispute.bureau,
        "ground": dispute.ground,
        "sent_on": dispute.sent_on,
        "round": dispute.last.number,
        "body": dispute.last.body.value,
        "answer_by": dispute.last.answer_by or dispute.last.ruled_by,
        "rule": "" if dispute.last.answer_by else dispute.last.rule,
        "overdue_days": dispute.overdue_days(today),
        "answered_on": dispute.last.answered_on,
        "late_days": dispute.last.late_days,
        "outcome": dispute.last.outcome.value,
        "note": dispute.last.note,
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
            f">{_('Round')}",
            _("Sent"),
            _("Answer by"),
            _("Outcome"),
            _("Answered"),
            _("Late"),
        ),
        [
            (
                "!!" if each.overdue_days(today) else "!" if each.last.late_days else "",
                str(each.id),
                "" if each.mark_id is None else f"#{each.mark_id}",
                each.bureau,
                each.ground,
                str(each.last.number),
                day_text(each.last.sent_on),
                due_text(each.last),
                outcome_text(each.last.outcome.value),
                day_text(each.last.answered_on),
                late_text(each.overdue_days(today) or each.last.late_days),
            )
            for each in disputes
        ],
    )


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
