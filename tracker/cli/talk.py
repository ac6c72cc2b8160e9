"""`debt talk list, new, show, step, rm, restore`: negotiations and where they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.cli.command import argument, command, option
from tracker.cli.errors import refuse, usage
from tracker.cli.message_rows import check_json, check_table
from tracker.cli.reading import typed
from tracker.cli.session import Session
from tracker.cli.talk_rows import TALK_FIELDS, keep, move_entry, step_table, talk_json, talk_table
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.recovery.negotiation import Negotiation


@command(
    "debt talk list",
    "debt talk list jiebei --all --json",
    help=N_("Negotiations with lenders: `!` is agreed orally only, `!!` is past its next day."),
)
@argument("loan", required=False)
@option("--all", "every", is_flag=True, help=N_("Those that have ended too."))
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, every: bool, trash: bool) -> None:
    """List the negotiations."""
    from tracker.services.talk.negotiations import list_talks

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_talks(book, meant, every=every, trashed=trash)
    drawn = session.rows(
        "talk.list",
        [talk_json(each, session.today) for each in found],
        lambda: talk_table(found, session.today),
        fields=TALK_FIELDS,
        empty=_("There are no talks. debt talk new LOAN WHAT begins some.")
        if every
        else _("No talks are open; --all shows those that ended. debt talk new LOAN WHAT begins some."),
    )
    if drawn:
        _warn(session, found)


def _warn(session: Session, found: Sequence[Negotiation]) -> None:
    for each in found:
        if each.oral_since:
            words = _("! {loan}: agreed orally on {on}, not in writing; what was due stays due.")
            session.out.line(words.format(loan=each.loan, on=each.oral_since.isoformat()))


@command(
    'debt talk new jiebei "extension by one month"',
    help=N_("Begin a negotiation about a loan; it starts as a draft."),
)
@argument("loan", metavar="LOAN")
@argument("aim", metavar=N_("WHAT"))
@option("--on", metavar=N_("DATE"), help=N_("When it began; today if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def new_command(session: Session, *, loan: str, **fields: str | None) -> None:
    """Begin a negotiation."""
    from tracker.services.talk.negotiations import new_talk

    with session.book() as book:
        meant = session.loan(book, loan)
        keep(session, fields, lambda opened, got: new_talk(opened, meant, got), book)


@command("debt talk show 1", "debt talk show 1 --json", help=N_("One negotiation with its steps."))
@argument("talk", metavar="ID", type=int)
def show_command(session: Session, *, talk: int) -> None:
    """Show a negotiation."""
    from tracker.services.talk.channels import reach
    from tracker.services.talk.checked import list_checks
    from tracker.services.talk.entry import gone
    from tracker.services.talk.negotiations import find_talk

    with session.book() as book:
        found = find_talk(book, talk)
        if found is None:
            raise refuse(gone("negotiation", talk))
        way = reach(book, found.loan_id, session.moment)
        checks = list_checks(book, found.loan_id)
    data = talk_json(found, session.today)
    data["reach"] = way and {
        "kind": way.channel.kind.value, "value": way.channel.value, "at": way.at.strftime("%Y-%m-%dT%H:%M"),
        "in_vain": way.ignored,
    }  # fmt: skip

    data["messages"] = [check_json(each) for each in checks]

    def lines() -> list[tuple[str, str]]:
        from tracker.locale.talks import means_text, state_text, turn_text

        shown = [
            (_("Loan"), found.loan),
            (_("What is asked for"), found.aim),
            (_("State"), state_text(found.state.value)),
            (_("State since"), found.since.isoformat()),
        ]
        if found.turn:
            shown.append((_("Turn"), turn_text(found.turn)))
        if found.next_on:
            mark = "!! " if found.late_days(session.today) else ""
            shown.append((_("Next"), f"{mark}{found.next_on.isoformat()}"))
        if way is not None:
            words = _("{means} {value}, from {at}")
            at = way.at.strftime("%Y-%m-%d %H:%M")
            means = means_text(way.channel.kind.value)
            shown.append((_("How to reach them"), words.format(means=means, value=way.channel.value, at=at)))
        if found.note:
            shown.append((_("Note"), found.note))
        return shown

    if session.facts("talk.show", data, lines):
        if found.steps:
            session.out.line()
            session.out.table(step_table(found.steps))
        if checks:
            session.out.line()
            session.out.table(check_table(checks))
        _warn(session, (found,))


@command(
    "debt talk step 1 sent --next 2026-11-28",
    "debt talk step 1 agreed_orally",
    'debt talk step 1 confirmed --proof "letter of 25 November"',
    "debt talk step 1 --remove",
    help=N_(
        "Take a negotiation one step on: sent, papers_asked, counter, agreed_orally, confirmed, active, kept,"
        " broken or lapsed. Nothing is confirmed without writing, and no schedule changes here."
    ),
)
@argument("talk", metavar="ID", type=int)
@argument("state", metavar="STATE", required=False)
@option("--on", metavar=N_("DATE"), help=N_("When it happened; today if not given."))
@option("--next", metavar=N_("DATE"), help=N_("When an answer is due or the next move is to be made."))
@option("--proof", metavar=N_("TEXT"), help=N_("What shows it: a letter, an SMS, an e-mail."))
@option("--evidence", metavar="N", help=N_("Its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@option("--remove", is_flag=True, help=N_("Move the last step to the trash instead."))
@typed
def step_command(
    session: Session, *, talk: int, state: str | None, remove: bool, **fields: str | None
) -> None:
    """Take a negotiation a step on."""
    from tracker.services.talk.negotiations import drop_step, step_talk

    if remove == (state is not None):
        raise usage(_("Give the state, or --remove."))
    if remove:
        with session.book() as book:
            checked = drop_step(book, talk)
        session.done(checked)
        return
    keep(session, {"state": state, **fields}, lambda book, got: step_talk(book, talk, got))


@command("debt talk rm 1", help=N_("Move a negotiation to the trash."))
@argument("talk", metavar="ID", type=int)
def rm_command(session: Session, *, talk: int) -> None:
    """Move a negotiation to the trash."""
    move_entry(session, "negotiation", talk)


@command("debt talk restore 1", help=N_("Take a negotiation out of the trash."))
@argument("talk", metavar="ID", type=int)
def restore_command(session: Session, *, talk: int) -> None:
    """Take a negotiation out of the trash."""
    move_entry(session, "negotiation", talk, back=True)
