"""`debt credit mark`: marks on a credit report."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tracker.cli.command import F, argument, command, option
from tracker.cli.credit_rows import mark_json, mark_table
from tracker.cli.errors import present, usage
from tracker.cli.reading import settle, typed
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.views import Done


def _options(function: F) -> F:
    for name, metavar, text in (
        ("--note", N_("TEXT"), N_("A note.")),
        ("--loan", "LOAN", N_("The loan it is about.")),
        ("--entry", "ID", N_("The line of a report it was found in.")),
        ("--removed", N_("DATE"), N_("When it was removed.")),
        (
            "--expected-removal",
            N_("DATE"),
            N_("When it should be gone; by rule if not given."),
        ),
        ("--settled", N_("DATE"), N_("When all of it was paid; that of the loan if not given.")),
        ("--origin", N_("DATE"), N_("When it began.")),
        ("--place", "CN|US|UK|EU", N_("Whose rules hold, where the bureau's name does not tell.")),
        ("--kind", "late|charge_off|bankruptcy|other", N_("What it tells of; some rules go by it.")),
        ("--bureau", N_("TEXT"), N_("Whose report it is on.")),
    ):
        function = option(name, metavar=metavar, help=text)(function)
    return typed(function)


@command(
    'debt credit mark add "30 days late" --bureau PBOC --origin 2026-03-01 --loan jiebei',
    help=N_("Add a mark of a credit report."),
)
@argument("description")
@_options
def add_command(session: Session, *, description: str, loan: str | None, **fields: str | None) -> None:
    """Add a mark."""
    from tracker.services.credit import add_mark

    told = {"description": description, **{name: text for name, text in fields.items() if text is not None}}
    with session.book() as book:
        meant = session.loan(book, loan) if loan else None

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return add_mark(book, got, loan=meant)

        done = settle(session, told, attempt)
    session.done((done, ()))


@command("debt credit mark list", help=N_("The marks of the credit reports."))
def list_command(session: Session) -> None:
    """List the marks."""
    from tracker.services.credit import credit_view

    with session.book() as book:
        found = credit_view(book).marks
    session.rows(
        "credit.mark.list",
        [mark_json(each) for each in found],
        lambda: mark_table(found),
        fields=(
            "mark_id",
            "description",
            "bureau",
            "loan_id",
            "loan",
            "kind",
            "origin_on",
            "settled_on",
            "expected_removal_on",
        ),
        empty=_("There are no marks."),
    )


@command("debt credit mark edit 1 --removed 2026-11-20", help=N_("Change a mark; what is not given stays."))
@argument("mark", metavar="ID", type=int)
@option("--description", metavar=N_("TEXT"), help=N_("What the report says."))
@_options
def edit_command(session: Session, *, mark: int, loan: str | None, **fields: str | None) -> None:
    """Change a mark."""
    from tracker.services.credit import edit_mark

    told = {name: text for name, text in fields.items() if text is not None}
    with session.book() as book:
        meant = session.loan(book, loan) if loan else None

        def attempt(got: dict[str, str]) -> Checked[Done]:
            return mark_present(edit_mark(book, mark, got, loan=meant), mark)

        done = settle(session, told, attempt)
    session.done((done, ()))


@command(
    "debt credit mark remove 1",
    help=N_("Move a mark to the trash. One that the bureau removed is edited instead."),
)
@argument("mark", metavar="ID", type=int)
def remove_command(session: Session, *, mark: int) -> None:
    """Move a mark to the trash."""
    from tracker.services.credit import remove_entry

    with session.book() as book:
        checked = mark_present(remove_entry(book, "mark", mark), mark)
    session.done(checked)


def mark_present(checked: Checked[Done], number: int) -> Checked[Done]:
    """What a change of a mark came to, if there is such a mark."""
    return present(
        checked,
        "mark_not_found",
        _("There is no mark {number}.").format(number=number),
        _("debt credit mark list shows what there is."),
    )


@command("debt credit mark restore 1", help=N_("Take a mark out of the trash."))
@argument("mark", metavar="ID", type=int)
def restore_command(session: Session, *, mark: int) -> None:
    """Take a mark out of the trash."""
    from tracker.services.credit import restore_entry

    with session.book() as book:
        checked = mark_present(restore_entry(book, "mark", mark), mark)
    session.done(checked)


Attempt = Callable[["Book", dict[str, str]], "Checked[Done]"]


def change_entry(session: Session, fields: Mapping[str, str | None], attempt: Attempt) -> None:
    """Change an entry of the credit file by what was typed; nothing typed is a slip."""
    told = {name: text for name, text in fields.items() if text is not None}
    if not told:
        raise usage(_("Nothing to change was given."))
    with session.book() as book:
        done = settle(session, told, lambda got: attempt(book, got))
    session.done((done, ()))
