"""Hardship, complaints, settlements, checked messages and advisers: rows become domain values here."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from tracker.domain.recovery.adviser import Adviser, Answer
from tracker.domain.recovery.checked import Checked, Finding
from tracker.domain.recovery.complaint import Collected, Complaint, ComplaintOutcome
from tracker.domain.recovery.hardship import Cause, Hardship, Paper, PaperState
from tracker.domain.recovery.settlement import Settlement
from tracker.store.dates import day

_LIVING = "join loan l on l.id = t.loan_id and l.deleted_at is null where (t.deleted_at is not null) = ?"
_LIVING_OR_NONE = (
    "left join loan l on l.id = t.loan_id where (t.deleted_at is not null) = ?"
    " and (t.loan_id is null or l.deleted_at is null)"
)


def read_hardships(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Hardship, ...]:
    """Every hardship with its papers, those that go on in front, then the latest."""
    papers: dict[int, list[Paper]] = defaultdict(list)
    for row in conn.execute(
        "select id, hardship_id, what, state, sent_on, evidence, note, version from hardship_paper"
        " where deleted_at is null order by id"
    ):
        papers[row[1]].append(
            Paper(
                id=row[0], hardship_id=row[1], what=row[2], state=PaperState(row[3]), sent_on=day(row[4]),
                evidence=row[5], note=row[6], version=row[7],
            )
        )  # fmt: skip
    rows = conn.execute(
        "select t.id, t.loan_id, coalesce(l.name, ''), t.cause, t.since_on, t.expected_on, t.ended_on,"  # noqa: S608
        f" t.note, t.version from hardship t {_LIVING_OR_NONE} order by t.ended_on is not null,"
        " t.since_on desc, t.id",
        (trashed,),
    )
    return tuple(
        Hardship(
            id=row[0], loan_id=row[1], loan=row[2], cause=Cause(row[3]), since_on=date.fromisoformat(row[4]),
            expected_on=day(row[5]), ended_on=day(row[6]), note=row[7], version=row[8],
            papers=tuple(papers[row[0]]),
        )
        for row in rows
    )  # fmt: skip


def read_complaints(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Complaint, ...]:
    """Every complaint with its incidents: the open ones in front, those to be answered first before."""
    collected: dict[int, list[Collected]] = defaultdict(list)
    for row in conn.execute(
        "select id, complaint_id, contact_id, what, happened_on, times, allowed, rule, evidence, note,"
        " version from complaint_incident where deleted_at is null order by happened_on, id"
    ):
        collected[row[1]].append(
            Collected(
                id=row[0], complaint_id=row[1], contact_id=row[2], what=row[3],
                happened_on=date.fromisoformat(row[4]), times=row[5], allowed=row[6], rule=row[7],
                evidence=row[8], note=row[9], version=row[10],
            )
        )  # fmt: skip
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, l.lender, t.body, t.about, t.opened_on, t.filed_on, t.reference,"  # noqa: S608
        f" t.answer_by, t.answer_rule, t.outcome, t.answered_on, t.evidence, t.note, t.version"
        f" from complaint t {_LIVING} order by t.outcome <> 'open', coalesce(t.answer_by, '9999'), t.id desc",
        (trashed,),
    )
    return tuple(
        Complaint(
            id=row[0], loan_id=row[1], loan=row[2], lender=row[3], body=row[4], about=row[5],
            opened_on=date.fromisoformat(row[6]), filed_on=day(row[7]), reference=row[8],
            answer_by=day(row[9]), answer_rule=row[10], outcome=ComplaintOutcome(row[11]),
            answered_on=day(row[12]), evidence=row[13], note=row[14], version=row[15],
            incidents=tuple(collected[row[0]]),
        )
        for row in rows
    )  # fmt: skip


def read_settlements(conn: sqlite3.Connection) -> tuple[Settlement, ...]:
    """How loans were settled, the latest first."""
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, l.lender, t.settled_on, t.letter, t.asked_on, t.note, t.version"  # noqa: S608
        f" from settlement t {_LIVING} order by t.settled_on desc, t.id desc",
        (False,),
    )
    return tuple(
        Settlement(
            id=row[0], loan_id=row[1], loan=row[2], lender=row[3], settled_on=date.fromisoformat(row[4]),
            letter=row[5], asked_on=day(row[6]), note=row[7], version=row[8],
        )
        for row in rows
    )  # fmt: skip


def had_trouble(conn: sqlite3.Connection, loan_id: int, today: date) -> bool:
    """Whether a loan is or ever was in arrears or in talks, by what is on record of it."""
    found = conn.execute(
        "select exists (select 1 from loan_state where loan_id = :loan and late > 0)"
        " or exists (select 1 from due where loan_id = :loan and due_on < :today)"
        " or exists (select 1 from arrears where loan_id = :loan and deleted_at is null)"
        " or exists (select 1 from negotiation where loan_id = :loan and deleted_at is null)"
        " or exists (select 1 from stage where loan_id = :loan and deleted_at is null)"
        " or exists (select 1 from mark where loan_id = :loan and deleted_at is null)",
        {"loan": loan_id, "today": today.isoformat()},
    ).fetchone()
    return bool(found[0])


def settled_unseen(conn: sqlite3.Connection) -> tuple[tuple[int, str, date], ...]:
    """The closed loans with a mark still on a report, of which no report was read since: id, name, day."""
    rows = conn.execute(
        "select l.id, l.name, l.closed_on from loan l where l.deleted_at is null and l.closed_on is not null"
        " and exists (select 1 from mark where loan_id = l.id and removed_on is null and deleted_at is null)"
        " and not exists (select 1 from report where pulled_on > l.closed_on and deleted_at is null)"
        " order by l.closed_on, l.id"
    )
    return tuple((row[0], row[1], date.fromisoformat(row[2])) for row in rows)


def read_checks(
    conn: sqlite3.Connection, loan_id: int | None = None, *, trashed: bool = False
) -> tuple[Checked, ...]:
    """The messages that were checked, of one loan or of all, the latest first."""
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, t.contact_id, t.checked_on, t.sha256, t.verdict, t.findings,"  # noqa: S608
        f" t.words, t.evidence, t.note, t.version from message_check t {_LIVING}"
        " and ? in (t.loan_id, 0) order by t.checked_on desc, t.id desc",
        (trashed, loan_id or 0),
    )
    return tuple(
        Checked(
            id=row[0], loan_id=row[1], loan=row[2], contact_id=row[3], checked_on=date.fromisoformat(row[4]),
            sha256=row[5], verdict=row[6], findings=text_to_findings(row[7]), words=row[8], evidence=row[9],
            note=row[10], version=row[11],
        )
        for row in rows
    )  # fmt: skip


def findings_to_text(findings: Iterable[Finding]) -> str:
    """Findings as the column keeps them."""
    rows = [
        {"kind": each.kind, "value": each.value, "verdict": each.verdict, "what": each.what}
        for each in findings
    ]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def text_to_findings(text: str) -> tuple[Finding, ...]:
    """Findings from the column; what another program wrote there and is none is left out."""
    try:
        rows = json.loads(text)
    except ValueError:
        return ()
    names = ("kind", "value", "verdict", "what")
    return tuple(
        Finding(**{name: str(row.get(name, "")) for name in names})
        for row in (rows if isinstance(rows, list) else ())
        if isinstance(row, dict)
    )


def read_advisers(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Adviser, ...]:
    """Those who were asked, the latest first."""
    rows = conn.execute(
        "select t.id, t.loan_id, coalesce(l.name, ''), t.name, t.asked_on, t.licence, t.fee_minor,"  # noqa: S608
        " t.saves_minor, t.currency, t.scope, t.answers, t.note, t.version"
        f" from adviser t {_LIVING_OR_NONE} order by t.asked_on desc, t.id desc",
        (trashed,),
    )
    return tuple(
        Adviser(
            id=row[0], loan_id=row[1], loan=row[2], name=row[3], asked_on=date.fromisoformat(row[4]),
            licence=row[5], fee_minor=row[6], saves_minor=row[7], currency=row[8], scope=row[9],
            answers=text_to_answers(row[10]), note=row[11], version=row[12],
        )
        for row in rows
    )  # fmt: skip


def answers_to_text(answers: Mapping[str, Answer]) -> str:
    """Answers as the column keeps them."""
    return json.dumps({code: answers[code].value for code in sorted(answers)}, separators=(",", ":"))


def text_to_answers(text: str) -> dict[str, Answer]:
    """Answers from the column; a word nobody knows is left out."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    words = set(Answer)
    pairs = found.items() if isinstance(found, dict) else ()
    return {str(code): Answer(value) for code, value in pairs if value in words}
