"""`debt talk hardship`: why you cannot pay as agreed, and the papers that show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli.command import argument, command, option
from tracker.cli.output import Table
from tracker.cli.reading import typed
from tracker.cli.rows import day_text
from tracker.cli.session import Session
from tracker.cli.talk_rows import keep, move_entry
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.cases import cause_text, paper_state_text, paper_text

if TYPE_CHECKING:
    from datetime import date

    from tracker.domain.recovery.hardship import Hardship

FIELDS = ("hardship_id", "loan_id", "loan", "cause", "since_on", "expected_on", "ended_on", "papers_missing")
_MARKS = {"missing": "!", "have": "~", "sent": "ok"}


@command(
    "debt talk hardship add job_loss --since 2026-10-15 --expected 2027-03-01",
    "debt talk hardship add illness --loan jiebei --papers usual",
    help=N_(
        "Keep why you cannot pay: job_loss, income_cut, illness, family, disaster, fraud or other. Without"
        " --loan it holds for the whole household. A list of the papers usually asked for is made with it."
    ),
)
@argument("cause", metavar=N_("CAUSE"))
@option("--loan", metavar="LOAN", help=N_("The loan it is about; without it, all of them."))
@option("--since", metavar=N_("DATE"), help=N_("Since when; today if not given."))
@option("--expected", metavar=N_("DATE"), help=N_("Until when it is expected to last."))
@option("--papers", metavar="usual|none|LIST", help=N_("The papers to get, by commas; usual if not given."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def add_command(session: Session, *, loan: str | None, **fields: str | None) -> None:
    """Keep a hardship."""
    from tracker.services.talk.hardship import add_hardship

    with session.book() as book:
        meant = session.loan(book, loan) if loan else None
        keep(session, fields, lambda opened, got: add_hardship(opened, meant, got), book)


@command(
    "debt talk hardship list",
    "debt talk hardship list jiebei --all --json",
    help=N_("Hardships with their papers: `!` is missing, `~` is there, ok was sent."),
)
@argument("loan", metavar="LOAN", required=False)
@option("--all", "every", is_flag=True, help=N_("Those that have ended too."))
@option("--trash", is_flag=True, help=N_("Those in the trash instead."))
def list_command(session: Session, *, loan: str | None, every: bool, trash: bool) -> None:
    """List the hardships."""
    from tracker.services.talk.hardship import list_hardships

    with session.book() as book:
        meant = session.loan(book, loan).id if loan else None
        found = list_hardships(book, meant, every=every, trashed=trash)
    drawn = session.rows(
        "talk.hardship.list",
        [_json(each, session.today) for each in found],
        lambda: _table(found, session.today),
        fields=FIELDS,
        empty=_("No hardship is kept. debt talk hardship add CAUSE keeps one."),
    )
    if drawn:
        for each in found:
            if each.papers:
                session.out.line()
                session.out.table(_papers(each))


@command(
    "debt talk hardship edit 1 --expected 2027-06-01",
    "debt talk hardship edit 1 --ended 2027-02-10",
    help=N_("Change a hardship, or say when it ended."),
)
@argument("hardship", metavar="ID", type=int)
@option("--cause", metavar=N_("CAUSE"), help=N_("The cause."))
@option("--since", metavar=N_("DATE"), help=N_("Since when."))
@option("--expected", metavar=N_("DATE"), help=N_("Until when it is expected to last."))
@option("--ended", metavar=N_("DATE"), help=N_("When it ended."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@typed
def edit_command(session: Session, *, hardship: int, **fields: str | None) -> None:
    """Change a hardship."""
    from tracker.services.talk.hardship import edit_hardship

    keep(session, fields, lambda book, got: edit_hardship(book, hardship, got))


@command(
    "debt talk hardship paper 1 payslips --evidence 7",
    "debt talk hardship paper 1 2 --sent 2026-11-22",
    'debt talk hardship paper 1 "letter of the doctor"',
    "debt talk hardship paper 1 3 --remove",
    help=N_(
        "Say where a paper stands, by its number in the list or its name; a new name adds one. --state is"
        " missing, have or sent; --evidence says it is kept, --sent when it was sent."
    ),
)
@argument("hardship", metavar="ID", type=int)
@argument("what", metavar=N_("PAPER"))
@option("--state", metavar="missing|have|sent", help=N_("Where it stands."))
@option("--sent", metavar=N_("DATE"), help=N_("When it was sent."))
@option("--evidence", metavar="N", help=N_("Its number in the log of evidence."))
@option("--note", metavar=N_("TEXT"), help=N_("A note."))
@option("--remove", is_flag=True, help=N_("Take it off the list instead."))
@typed
def paper_command(session: Session, *, hardship: int, what: str, remove: bool, **fields: str | None) -> None:
    """Say where a paper stands."""
    from tracker.services.talk.hardship import drop_paper, set_paper

    if remove:
        with session.book() as book:
            checked = drop_paper(book, hardship, what)
        session.done(checked)
        return
    keep(session, {"what": what, **fields}, lambda book, got: set_paper(book, hardship, got))


@command("debt talk hardship rm 1", help=N_("Move a hardship to the trash."))
@argument("hardship", metavar="ID", type=int)
def rm_command(session: Session, *, hardship: int) -> None:
    """Move a hardship to the trash."""
    move_entry(session, "hardship", hardship)


@command("debt talk hardship restore 1", help=N_("Take a hardship out of the trash."))
@argument("hardship", metavar="ID", type=int)
def restore_command(session: Session, *, hardship: int) -> None:
    """Take a hardship out of the trash."""
    move_entry(session, "hardship", hardship, back=True)


def _json(each: Hardship, today: date) -> dict[str, Any]:
    return {
        "hardship_id": each.id,
        "loan_id": each.loan_id,
        "loan": each.loan,
        "cause": each.cause.value,
        "since_on": each.since_on,
        "expected_on": each.expected_on,
        "ended_on": each.ended_on,
        "outlived_days": each.outlived_days(today),
        "papers_missing": len(each.missing),
        "papers": [
            {
                "what": paper.what, "state": paper.state.value, "sent_on": paper.sent_on,
                "evidence": paper.evidence, "note": paper.note,
            }
            for paper in each.papers
        ],
        "note": each.note,
    }  # fmt: skip


def _table(found: tuple[Hardship, ...], today: date) -> Table:
    return Table(
        (
            "",
            f">{_('ID')}",
            _("Loan"),
            _("Cause"),
            _("Since"),
            _("Expected until"),
            f">{_('Papers missing')}",
        ),
        [
            (
                "!" if each.outlived_days(today) or each.missing else "",
                str(each.id),
                each.loan or _("all loans"),
                cause_text(each.cause.value),
                each.since_on.isoformat(),
                _("ended {on}").format(on=each.ended_on.isoformat())
                if each.ended_on
                else day_text(each.expected_on),
                f"{len(each.missing)}/{len(each.papers)}",
            )
            for each in found
        ],
    )


def _papers(each: Hardship) -> Table:
    return Table(
        ("", f">{_('Number')}", _("Paper"), _("State"), _("Proof")),
        [
            (
                _MARKS[paper.state.value],
                str(number),
                paper_text(paper.what),
                " ".join(
                    part for part in (paper_state_text(paper.state.value), day_text(paper.sent_on)) if part
                ),
                f"#{paper.evidence}" if paper.evidence else "",
            )
            for number, paper in enumerate(each.papers, 1)
        ],
    )
