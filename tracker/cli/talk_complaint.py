"""`debt talk complaint`: what the log shows, where it was taken, by when an answer is due."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse
from tracker.cli.output import Table
from tracker.cli.reading import typed
from tracker.cli.rows import day_text
from tracker.cli.session import Session
from tracker.cli.talk_rows import keep, move_entry
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.cases import collected_text, complaint_state_text
from tracker.locale.rules import evidence_words, rule_text

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.recovery.complaint import Complaint

FIELDS = (
    "complaint_id",
    "loan_id",
    "loan",
    "body",
    "state",
    "filed_on",
    "reference",
    "answer_by",
    "late_days",
)


@command(
    'debt talk complaint new jiebei 12378 --about "calls at night"',
    help=N_(
        "Begin a complaint to a body, a hotline's number or a name. Everything the log of contacts shows that"
        " is worth checking is collected with its rule and evidence. debt talk complaint bodies lists whom"
        " there is."
    ),
)
@argument("loan", metavar="LOAN")
@argument("body", metavar=N_("BODY"))
@option("--about", metavar=N_("TEXT"), help=N_("What it is about."))
@option("--on", metavar=N_("DATE"), help=N_("When it was begun; today if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def new_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Begin a complaint."""
    from tracker.services.talk.complaints import new_complaint

    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: new_complaint(opened, meant, got), book)


@command(
    "debt talk complaint list",
    "debt talk complaint list jiebei --all --json",
    help=N_("Complaints: `!!` where the answer is late, `!` where incidents have no evidence."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--all", "every", is_flag=True, help=N_("Those that were answered too."))
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, every: bool, trash: bool) -> None:
    """List the complaints."""
    from tracker.services.talk.complaints import list_complaints

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_complaints(book, meant, every=every, trashed=trash)
    session.rows(
        "talk.complaint.list",
        [_json(each, session.today) for each in found],
        lambda: _table(found, session.today),
        fields=FIELDS,
        empty=_("There is no complaint. debt talk complaint new LOAN BODY begins one."),
    )


@command("debt talk complaint show 1", help=N_("One complaint with its incidents, their rules and evidence."))
@argument("complaint", metavar="ID", type=int)
def show_command(session: Session, *, complaint: int) -> None:
    """Show a complaint."""
    from tracker.services.talk.entry import find_entry, gone

    with session.book() as book:
        found: Complaint | None = find_entry(book, "complaint", complaint)
    if found is None:
        raise refuse(gone("complaint", complaint))
    if not session.facts(
        "talk.complaint.show", _json(found, session.today), lambda: _lines(found, session.today)
    ):
        return
    if found.incidents:
        session.out.line()
        session.out.table(_incidents(found))
        session.out.line(_("Worth checking, not a judgement: debt rules show NUMBER has the text."))


@command(
    "debt talk complaint collect 1",
    help=N_("Add what the log of contacts shows by now and the complaint has not got yet."),
)
@argument("complaint", metavar="ID", type=int)
def collect_command(session: Session, *, complaint: int) -> None:
    """Collect what is new in the log."""
    from tracker.services.talk.complaints import collect
    from tracker.services.talk.entry import find_entry, gone

    with session.book() as book:
        found: Complaint | None = find_entry(book, "complaint", complaint)
        if found is None:
            raise refuse(gone("complaint", complaint))
        checked = collect(book, complaint, session.loan(book, str(found.loan_id)))
    session.done(checked)


@command(
    'debt talk complaint incident 1 "threatened to call my employer" --on 2026-11-20 --evidence 4',
    "debt talk complaint incident 1 --remove 3",
    help=N_("Add an incident in your own words, or take one out by its number."),
)
@argument("complaint", metavar="ID", type=int)
@argument("what", metavar=N_("WHAT"), required=False)
@option("--on", metavar=N_("DATE"), help=N_("When it happened; today if not given."))
@option("--contact", metavar="ID", help=N_("The contact of the log it is about."))
@option("--evidence", metavar="N", help=N_("Its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@option("--remove", metavar="ID", type=int, help=N_("Take an incident out instead."))
@typed
def incident_command(
    session: Session, *, complaint: int, what: str | None, remove: int | None, **fields: str | None
) -> None:
    """Add an incident, or take one out."""
    from tracker.services.talk.complaints import add_incident, drop_incident

    if remove is not None:
        with session.book() as book:
            checked = drop_incident(book, remove)
        session.done(checked)
        return
    keep(session, {"what": what, **fields}, lambda book, got: add_incident(book, complaint, got))


@command(
    "debt talk complaint file 1 --reference 2026112100123",
    "debt talk complaint file 1 --on 2026-11-20 --answer-by 2026-12-20",
    help=N_(
        "Note that it was filed, with the reference you were given. By when they answer comes from the rule"
        " of the body, where there is one, or from --answer-by."
    ),
)
@argument("complaint", metavar="ID", type=int)
@option("--on", metavar=N_("DATE"), help=N_("When; today if not given."))
@option("--reference", metavar=N_("TEXT"), help=N_("What it is called there."))
@option("--answer-by", metavar=N_("DATE"), help=N_("By when they said they answer."))
@option("--evidence", metavar="N", help=N_("What shows it, by its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def file_command(session: Session, *, complaint: int, **fields: str | None) -> None:
    """Note that a complaint was filed."""
    from tracker.services.talk.complaints import file_complaint

    keep(session, fields, lambda book, got: file_complaint(book, complaint, got))


@command(
    "debt talk complaint answer 1 upheld",
    help=N_("Note what came of it: upheld, partly, rejected, withdrawn or open."),
)
@argument("complaint", metavar="ID", type=int)
@argument("outcome", metavar=N_("OUTCOME"))
@option("--on", metavar=N_("DATE"), help=N_("When; today if not given."))
@option("--evidence", metavar="N", help=N_("What shows it, by its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def answer_command(session: Session, *, complaint: int, **fields: str | None) -> None:
    """Note the answer to a complaint."""
    from tracker.services.talk.complaints import answer_complaint

    keep(session, fields, lambda book, got: answer_complaint(book, complaint, got))


@command("debt talk complaint bodies", help=N_("Who takes complaints here, and by when they answer by rule."))
def bodies_command(session: Session) -> None:
    """List who takes complaints."""
    from tracker.services.talk.complaints import answer_day, answer_rule, bodies

    with session.book() as book:
        found = [(each, answer_rule(book, each.name)) for each in bodies(book)]
    data = [
        {
            "body": each.name, "rule": each.rule.number, "evidence": each.rule.evidence.value,
            "answer_rule": rule.number if rule else None,
            "answer_by": answer_day(rule, session.today) if rule else None,
        }
        for each, rule in found
    ]  # fmt: skip
    drawn = session.rows(
        "talk.complaint.bodies",
        data,
        lambda: Table(
            (_("To whom"), _("Rule"), _("If filed today, an answer by")),
            [
                (
                    each.name,
                    each.rule.number,
                    f"{answer_day(rule, session.today).isoformat()} ({rule.number})"
                    if rule
                    else _("not known"),
                )
                for each, rule in found
            ],
        ),
        fields=("body", "rule", "evidence", "answer_rule", "answer_by"),
        empty=_("No rule pack of this place names anybody."),
    )
    if drawn:
        for rule in {each.rule.number: each.rule for each, _rule in found}.values():
            session.out.line(f"{rule.number} ({evidence_words(rule.evidence)}): {rule_text(rule)}")


@command("debt talk complaint rm 1", help=N_("Move a complaint to the trash."))
@argument("complaint", metavar="ID", type=int)
def rm_command(session: Session, *, complaint: int) -> None:
    """Move a complaint to the trash."""
    move_entry(session, "complaint", complaint)


@command("debt talk complaint restore 1", help=N_("Take a complaint out of the trash."))
@argument("complaint", metavar="ID", type=int)
def restore_command(session: Session, *, complaint: int) -> None:
    """Take a complaint out of the trash."""
    move_entry(session, "complaint", complaint, back=True)


def _json(each: Complaint, today: date) -> dict[str, Any]:
    return {
        "complaint_id": each.id,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "lender": each.lender,
        "body": each.body,
        "about": each.about,
        "state": each.state,
        "opened_on": each.opened_on,
        "filed_on": each.filed_on,
        "reference": each.reference,
        "answer_by": each.answer_by,
        "answer_rule": each.answer_rule,
        "answered_on": each.answered_on,
        "late_days": each.late_days(today),
        "evidence": each.evidence,
        "incidents": [
            {
                "incident_id": one.id, "what": one.what, "on": one.happened_on, "count": one.times,
                "limit": one.allowed, "rule": one.rule or None, "contact_id": one.contact_id,
                "evidence": one.evidence, "message": collected_text(one.what, one.times, one.allowed),
            }
            for one in each.incidents
        ],
        "note": each.note,
    }  # fmt: skip


def _table(found: tuple[Complaint, ...], today: date) -> Table:
    return Table(
        ("", f">{_('ID')}", _("Loan"), _("To whom"), _("State"), f">{_('Incidents')}", _("Answer by")),
        [
            (
                "!!" if each.late_days(today) else "!" if each.unproved and each.is_open else "",
                str(each.id),
                each.loan,
                each.body,
                complaint_state_text(each.state),
                str(len(each.incidents)),
                day_text(each.answer_by),
            )
            for each in found
        ],
    )


def _lines(each: Complaint, today: date) -> list[tuple[str, str]]:
    shown = [
        (_("Loan"), each.loan),
        (_("To whom"), each.body),
        (_("State"), complaint_state_text(each.state)),
    ]
    shown += [(_("About"), each.about)] if each.about else []
    shown += [(_("Filed"), each.filed_on.isoformat())] if each.filed_on else []
    shown += [(_("Reference"), each.reference)] if each.reference else []
    if each.answer_by:
        mark = "!! " if each.late_days(today) else ""
        by = f" ({each.answer_rule})" if each.answer_rule else ""
        shown.append((_("Answer by"), f"{mark}{each.answer_by.isoformat()}{by}"))
    shown += [(_("Answered"), each.answered_on.isoformat())] if each.answered_on else []
    if each.unproved:
        words = _("! {count} of {all}")
        shown.append((_("Without evidence"), words.format(count=len(each.unproved), all=len(each.incidents))))
    shown += [(_("Note"), each.note)] if each.note else []
    return shown


def _incidents(each: Complaint) -> Table:
    return Table(
        (f">{_('ID')}", _("On"), _("Worth checking"), _("Rule"), _("Contact"), _("Proof")),
        [
            (
                str(one.id),
                one.happened_on.isoformat(),
                collected_text(one.what, one.times, one.allowed),
                one.rule,
                f"#{one.contact_id}" if one.contact_id else "",
                f"#{one.evidence}" if one.evidence else "!",
            )
            for one in each.incidents
        ],
    )
