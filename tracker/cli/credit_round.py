"""`debt credit dispute` by round: shown, taken to the next body, corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.command import F, argument, command, option
from tracker.cli.credit_mark import change_entry
from tracker.cli.errors import CliError, Exit, present, usage
from tracker.cli.output import Table
from tracker.cli.reading import settle, typed
from tracker.cli.rows import day_text
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.credit import body_text, due_text, late_text, outcome_text

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.credit.facts import Dispute, Round
    from tracker.domain.problems import Checked
    from tracker.services.views import Done


def _round(function: F) -> F:
    for name, metavar, text in (
        ("--note", N_("TEXT"), N_("A note.")),
        ("--evidence", "N", N_("Its number in the log of evidence.")),
        ("--reference", N_("TEXT"), N_("Their reference number.")),
        (
            "--more-sent",
            "yes|no",
            N_("Whether more information was sent: by some rules they get longer."),
        ),
        ("--answer-by", N_("DATE"), N_("When an answer is due; by rule if not given.")),
        ("--sent", N_("DATE"), N_("When it was sent; today if not given.")),
        ("--to", N_("TEXT"), N_("The name of who is asked.")),
        (
            "--body",
            "bureau|lender|regulator|ombudsman|court|other",
            N_("What sort of body is asked; the next by rule if not given."),
        ),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


@command(
    "debt credit dispute show 1", help=N_("One dispute, round by round; an answer that came late is marked.")
)
@argument("dispute", metavar="ID", type=int)
def show_command(session: Session, *, dispute: int) -> None:
    """Show a dispute."""
    from tracker.services.credit import credit_view
    from tracker.services.credit_dates import escalation
    from tracker.services.credit_dispute import find_dispute

    with session.book() as book:
        found = find_dispute(book, dispute)
        if found is None:
            raise CliError(
                "dispute_not_found",
                Exit.NOT_FOUND,
                _("There is no dispute {number}.").format(number=dispute),
                _("debt credit dispute list shows what there is."),
            )
        names = {mark.id: mark.description for mark in credit_view(book).marks}
        body, rule = escalation(book, found)
    about = names.get(found.mark_id or 0, "")
    data = {
        "dispute_id": found.id,
        "mark_id": found.mark_id,
        "mark": about,
        "ground": found.ground,
        "rounds": [round_json(each, session.today) for each in found.rounds],
        "next_body": body,
        "next_body_rule": rule,
    }

    def shown() -> list[tuple[str, str]]:
        lines = [(_("Mark"), about), (_("Ground"), found.ground)]
        after = f"{body_text(body)} ({rule})" if rule else body_text(body)
        return [(name, value) for name, value in (*lines, (_("Next round"), after)) if value]

    if session.facts("credit.dispute", data, shown):
        session.out.line()
        session.out.table(round_table(found, session.today))


def round_json(each: Round, today: date) -> dict[str, Any]:
    """A round of a dispute."""
    return {
        "round": each.number,
        "body": each.body.value,
        "to": each.sent_to,
        "sent_on": each.sent_on,
        "answer_by": each.answer_by or each.ruled_by,
        "rule": "" if each.answer_by else each.rule,
        "verified": each.verified,
        "more_sent": each.extended,
        "answered_on": each.answered_on,
        "late_days": each.late_days,
        "overdue_days": each.overdue_days(today),
        "outcome": each.outcome.value,
        "reference": each.reference,
        "evidence": each.evidence,
        "note": each.note,
    }


def round_table(dispute: Dispute, today: date) -> Table:
    """The rounds of a dispute as a person reads them."""
    return Table(
        (
            "", f">{_('Round')}", _("Asked of"), _("Sent"), _("Answer by"), _("Answered"), _("Outcome"),
            _("Late"), _("Their number"),
        ),
        [
            (
                "!!" if each.overdue_days(today) else "!" if each.late_days else "",
                str(each.number),
                f"{body_text(each.body.value)} {each.sent_to}".strip(),
                each.sent_on.isoformat(),
                due_text(each),
                day_text(each.answered_on),
                outcome_text(each.outcome.value),
                late_text(each.overdue_days(today) or each.late_days),
                each.reference,
            )
            for each in dispute.rounds
        ],
    )  # fmt: skip


@command(
    "debt credit dispute escalate 1",
    'debt credit dispute escalate 1 --body regulator --to "PBOC branch" --sent 2026-11-21',
    help=N_("Take a dispute to its next round; until when they must answer follows by rule."),
)
@argument("dispute", metavar="ID", type=int)
@_round
def escalate_command(session: Session, *, dispute: int, **fields: str | None) -> None:
    """Take a dispute one round on."""
    from tracker.services.credit_dispute import escalate

    told = {name: text for name, text in fields.items() if text is not None}
    with session.book() as book:
        done = settle(session, told, lambda got: _present(escalate(book, dispute, got), dispute))
    session.done((done, ()))


@command(
    "debt credit dispute round 1 --sent 2026-11-20",
    "debt credit dispute round 1 --remove",
    help=N_("Change the last round of a dispute, or take it back so that the one before counts."),
)
@argument("dispute", metavar="ID", type=int)
@option("--remove", is_flag=True, help=N_("Move the last round to the trash."))
@_round
def round_command(session: Session, *, dispute: int, remove: bool, **fields: str | None) -> None:
    """Change or remove the last round."""
    from tracker.services.credit_dispute import drop_round, edit_round

    if not remove:
        change_entry(session, fields, lambda book, got: _present(edit_round(book, dispute, got), dispute))
        return
    if any(text is not None for text in fields.values()):
        raise usage(_("--remove takes nothing else."))
    with session.book() as book:
        checked = _present(drop_round(book, dispute), dispute)
    session.done(checked)


def _present(checked: Checked[Done], number: int) -> Checked[Done]:
    return present(
        checked,
        "dispute_not_found",
        _("There is no dispute {number}.").format(number=number),
        _("debt credit dispute list shows what there is."),
    )
