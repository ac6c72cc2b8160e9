"""`debt db`: the file itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.cli.command import argument, command
from tracker.cli.errors import unsound, usage
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, ngettext
from tracker.locale.keeping import finding_text

if TYPE_CHECKING:
    from tracker.services.keeping import Finding


@command("debt db path", help=N_("Where the file is."))
def path_command(session: Session) -> None:
    """Print the path."""
    data = {
        "path": str(session.path),
        "exists": session.path.exists(),
        "origin": session.setting("db").origin,
    }
    session.facts("db.path", data, lambda: [(str(session.path), "")])


@command(
    "debt db check", help=N_("Whether pages, references, schema, kept sums, modes and copies are sound.")
)
def check_command(session: Session) -> None:
    """Check the file."""
    from tracker.services.keeping import check_book

    if _is_none_yet(session):
        show_findings(session, ())
        session.out.say(_("{path} (none yet)").format(path=session.path))
        return
    found = check_book(session.path)
    show_findings(session, found)
    if found:
        session.fail(unsound(len(found)))
    elif session.out.form == "table":
        session.out.line(_("ok: the file is sound"))


def _is_none_yet(session: Session) -> bool:
    """Whether the usual file is meant and nothing was written yet."""
    return not session.is_named and not session.path.exists()


def show_findings(session: Session, found: Sequence[Finding]) -> None:
    """What is wrong with the file."""
    session.rows(
        "db.check",
        [{"code": each.code, "where": each.where, "detail": each.detail, **each.params} for each in found],
        lambda: Table(
            ("", _("What"), _("Where"), _("Detail")),
            [("!!", finding_text(each.code), each.where, each.detail) for each in found],
        ),
        fields=("code", "where", "detail"),
    )


@command("debt db migrate", help=N_("Bring the file up to date; a verified copy is made first."))
def migrate_command(session: Session) -> None:
    """Migrate the file."""
    from tracker.services.keeping import stats

    with session.book() as book:
        if not book.exists:
            session.out.say(_("{path} (none yet)").format(path=session.path))
            return
        version = stats(book).schema_version
    session.tell(_("{path} is up to date (schema {version})").format(path=session.path, version=version))


@command("debt db stats", "debt db stats --json", help=N_("How large the file is and what it holds."))
def stats_command(session: Session) -> None:
    """Show how large the file is."""
    from tracker.services.keeping import stats

    with session.book() as book:
        found = stats(book)
    data = {
        "path": str(session.path),
        "bytes": found.bytes,
        "free_bytes": found.free_bytes,
        "schema_version": found.schema_version,
        "sqlite_version": found.sqlite_version,
        "tables": [{"name": each.name, "rows": each.rows, "bytes": each.bytes} for each in found.tables],
    }
    if session.out.form == "json":
        session.out.json(session.envelope("db.stats", data))
    elif session.out.form == "table":
        session.pairs(
            [
                (_("File"), str(session.path)),
                (_("Bytes"), f"{found.bytes:,}"),
                (_("Schema"), str(found.schema_version)),
                ("SQLite", found.sqlite_version),
            ]
        )
        session.out.line()
        session.out.table(
            Table(
                (_("Table"), f">{_('Rows')}", f">{_('Bytes')}"),
                [
                    (each.name, f"{each.rows:,}", "" if each.bytes is None else f"{each.bytes:,}")
                    for each in found.tables
                ],
            )
        )
    else:
        session.out.values(
            [{"name": each.name, "rows": each.rows, "bytes": each.bytes} for each in found.tables]
        )


@command(
    'debt db sql "select * from v_due"',
    'debt db sql "select name, balance from v_loan_balance" --csv',
    help=N_("Ask the file in SQL. Reading only, one statement; '-' reads it from standard input."),
)
@argument("query", metavar="QUERY")
def sql_command(session: Session, *, query: str) -> None:
    """Run a query."""
    from tracker.services.keeping import sql

    if query == "-" and sys.stdin is not None:
        query = sys.stdin.read()
    if not query.strip():
        raise usage(_("{name} is missing.").format(name=_("QUERY")), 'debt db sql "select * from v_due"')
    found = sql(None if _is_none_yet(session) else session.path, query)
    names = list(found.columns)
    data = [dict(zip(names, row, strict=True)) for row in found.rows]
    session.rows(
        "db.sql",
        data,
        lambda: Table(
            tuple(
                f">{name}" if _all_numbers(found.rows, place) else name for place, name in enumerate(names)
            ),
            [tuple("" if value is None else str(value) for value in row) for row in found.rows],
        ),
        fields=names,
        columns=names,
        truncated=found.truncated,
    )
    if found.truncated:
        count = len(found.rows)
        session.out.warn(
            ngettext(
                "Only the first {count} row is shown.", "Only the first {count} rows are shown.", count
            ).format(count=count)
        )


def _all_numbers(rows: Sequence[Sequence[object]], place: int) -> bool:
    return bool(rows) and all(isinstance(row[place], int | None) for row in rows)
