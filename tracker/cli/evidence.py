"""`debt evidence add|list|correct`: files that are kept as proof."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from tracker.cli.command import F, argument, command, option
from tracker.cli.errors import present, refuse, usage
from tracker.cli.evidence_rows import FIELDS, entry_json, entry_table
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.domain.evidence.entry import EvidenceKind
from tracker.domain.problems import Problem
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.views import Done


T = TypeVar("T")


def _options(function: F) -> F:
    for name, metavar, text in (
        ("--dispute", "ID", N_("The dispute it belongs to.")),
        ("--talk", "ID", N_("The talks it belongs to.")),
        ("--contact", "ID", N_("The contact of the log it belongs to.")),
        ("--payment", "ID", N_("The payment it belongs to.")),
        ("--loan", "LOAN", N_("The loan it is about.")),
        ("--note", N_("TEXT"), N_("A note.")),
        ("--consent", "everybody|only_me|not_needed", N_("Who agreed to a recording.")),
        ("--source", N_("TEXT"), N_("Where it comes from: a number, an address, a person.")),
        ("--captured", N_("DATE"), N_("When the picture, recording or copy was made.")),
        ("--happened", N_("DATE"), N_('When it happened: a date, or "2026-11-20 22:30".')),
        ("--kind", N_("KIND"), N_("letter, sms, call_recording, receipt, contract, statement, "
                                  "settlement_letter, report or other.")),
    ):  # fmt: skip
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


@command(
    'debt evidence add sms.png --kind sms --loan jiebei --happened "2026-11-20 22:30" --source 95188',
    "debt evidence add call.m4a --kind call_recording --consent everybody",
    help=N_(
        "Keep a file as proof. It is copied into a folder beside the book, under its SHA-256, and the log "
        "gets an entry that names the hash of the entry before. An entry is never changed or deleted, only "
        "corrected; undo leaves it."
    ),
)
@argument("file", metavar="FILE")
@_options
def add_command(session: Session, *, file: str, loan: str | None, **fields: str | None) -> None:
    """Keep a file."""
    from tracker.services.evidence import add_evidence

    told = {name: text for name, text in fields.items() if text is not None}
    with session.book() as book:
        meant = session.loan(book, loan) if loan else None
        done = settle(session, told, lambda got: add_evidence(book, Path(file), got, loan=meant))
    session.done((done, ()))


@command(
    "debt evidence list",
    "debt evidence list --loan jiebei --json",
    help=N_("What is kept, with what is wrong with its file. Only the last correction of each is shown."),
)
@option("--loan", metavar="LOAN", help=N_("Only what is about this loan."))
@option("--kind", metavar=N_("KIND"), help=N_("Only this kind."))
@option("--all", "everything", is_flag=True, help=N_("Also what was corrected or withdrawn."))
def list_command(session: Session, *, loan: str | None, kind: str | None, everything: bool) -> None:
    """List what is kept."""
    from tracker.services.evidence import list_evidence

    wanted = (kind or "").strip().casefold().replace("-", "_")
    if wanted and wanted not in EvidenceKind._value2member_map_:
        params = {"accepted": ", ".join(EvidenceKind)}
        raise refuse((Problem(code="not_a_choice", field="kind", value=kind or "", params=params),))
    with session.book() as book:
        loan_id = session.loan(book, loan).id if loan else None
        rows = list_evidence(book, loan_id=loan_id, kind=wanted, everything=everything)
    session.rows(
        "evidence.list",
        [entry_json(each) for each in rows],
        lambda: entry_table(rows),
        fields=FIELDS,
        empty=_("Nothing is kept. debt evidence add FILE keeps a file."),
    )


@command(
    'debt evidence correct 3 --happened "2026-11-19 22:30"',
    'debt evidence correct 4 --withdraw --note "the wrong file"',
    help=N_(
        "Correct an entry by a new one; what is not given stays. The entry corrected stays in the log, and "
        "its file in the folder, also when it is withdrawn."
    ),
)
@argument("number", metavar="NUMBER", type=int)
@option("--file", metavar=N_("FILE"), help=N_("Another file in its place."))
@option("--withdraw", is_flag=True, help=N_("Say that it does not count."))
@_options
def correct_command(
    session: Session,
    *,
    number: int,
    file: str | None,
    withdraw: bool,
    loan: str | None,
    **fields: str | None,
) -> None:
    """Correct an entry."""
    from tracker.services.evidence import correct_evidence

    told = {name: text for name, text in fields.items() if text is not None}
    if not told and not withdraw and file is None and loan is None:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        meant = session.loan(book, loan) if loan else None
        path = Path(file) if file else None

        def attempt(got: dict[str, str]) -> Checked[Done]:
            made = correct_evidence(book, number, got, loan=meant, path=path, withdraw=withdraw)
            return entry_present(made, number)

        done = settle(session, told, attempt)
    session.done((done, ()))


def entry_present(checked: Checked[T], number: int) -> Checked[T]:
    """What a step with an entry came to, if there is such an entry."""
    return present(
        checked,
        "evidence_not_found",
        _("There is no evidence #{number}.").format(number=number),
        _("debt evidence list --all shows what there is."),
    )
