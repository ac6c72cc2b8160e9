"""Credit reports with the accounts and enquiries they show."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date

from tracker.domain.credit.report import Enquiry, Entry, EntryKind, EntryStatus, Report
from tracker.store.dates import day


def read_reports(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Report, ...]:
    """Every report with its accounts and enquiries, newest first; those in the trash if `trashed`."""
    entries, enquiries = _read_entries(conn), _read_enquiries(conn)
    rows = conn.execute(
        "select id, bureau, pulled_on, place, free, note, version from report"
        " where (deleted_at is not null) = ? order by pulled_on desc, id desc",
        (trashed,),
    )
    return tuple(
        Report(
            id=row[0], bureau=row[1], pulled_on=date.fromisoformat(row[2]), place=row[3], free=bool(row[4]),
            note=row[5], version=row[6], entries=tuple(entries.get(row[0], ())),
            enquiries=tuple(enquiries.get(row[0], ())),
        )
        for row in rows
    )  # fmt: skip


def _read_entries(conn: sqlite3.Connection) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for row in conn.execute(
        "select id, report_id, lender, tail, kind, status, currency, balance_minor, overdue_minor, worst,"
        " opened_on, closed_on, remark, version from report_entry where deleted_at is null order by id"
    ):
        found[row[1]].append(
            Entry(
                id=row[0], report_id=row[1], lender=row[2], tail=row[3], kind=EntryKind(row[4]),
                status=EntryStatus(row[5]), currency=row[6], balance_minor=row[7], overdue_minor=row[8],
                worst=row[9], opened_on=day(row[10]), closed_on=day(row[11]), remark=row[12], version=row[13],
            )
        )  # fmt: skip
    return found


def _read_enquiries(conn: sqlite3.Connection) -> dict[int, list[Enquiry]]:
    found: dict[int, list[Enquiry]] = defaultdict(list)
    for row in conn.execute(
        "select id, report_id, who, asked_on, why, version from enquiry where deleted_at is null"
        " order by asked_on desc, id"
    ):
        found[row[1]].append(
            Enquiry(
                id=row[0], report_id=row[1], who=row[2], asked_on=date.fromisoformat(row[3]), why=row[4],
                version=row[5],
            )
        )  # fmt: skip
    return found


def read_trashed_parts(conn: sqlite3.Connection) -> tuple[tuple[str, int, str], ...]:
    """Parts in the trash of what is not: table, number, and what each is about."""
    rows = conn.execute(
        "select 'report_entry', e.id, trim(e.lender || ' ' || e.tail) from report_entry e"
        " join report r on r.id = e.report_id and r.deleted_at is null where e.deleted_at is not null"
        " union all select 'enquiry', e.id, e.who || ', ' || e.asked_on from enquiry e"
        " join report r on r.id = e.report_id and r.deleted_at is null where e.deleted_at is not null"
        " union all select 'dispute_round', e.id, trim(e.sent_to || ' ' || e.sent_on) from dispute_round e"
        " join dispute d on d.id = e.dispute_id and d.deleted_at is null where e.deleted_at is not null"
        " order by 1, 2"
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def latest_pull(conn: sqlite3.Connection) -> date | None:
    """The day of the last report, None if there is none."""
    return day(conn.execute("select max(pulled_on) from report where deleted_at is null").fetchone()[0])
