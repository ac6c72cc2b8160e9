"""Channels, contacts, promises, negotiations, stages and what is known of arrears."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date, datetime

from tracker.domain.recovery.arrears import Told
from tracker.domain.recovery.channel import Channel, ChannelKind
from tracker.domain.recovery.contact import Conduct, Contact, Direction, Identity, Means, Recording
from tracker.domain.recovery.negotiation import Negotiation, State, Step
from tracker.domain.recovery.promise import Fate, Promise, Side
from tracker.domain.recovery.stage import Stage, StageKind
from tracker.store.dates import day

_LIVING = "join loan l on l.id = t.loan_id and l.deleted_at is null where (t.deleted_at is not null) = ?"


def read_channels(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Channel, ...]:
    """Every channel, in the order they were entered."""
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, t.kind, t.value, t.found_in, t.found_on, t.hours, t.note, t.version"  # noqa: S608
        f" from channel t {_LIVING} order by t.loan_id, t.id",
        (trashed,),
    )
    return tuple(
        Channel(
            id=row[0], loan_id=row[1], loan=row[2], kind=ChannelKind(row[3]), value=row[4], found_in=row[5],
            found_on=day(row[6]), hours=row[7], note=row[8], version=row[9],
        )
        for row in rows
    )  # fmt: skip


def loans_of_lender(conn: sqlite3.Connection, loan_id: int) -> tuple[int, ...]:
    """The loan with every other one of the same lender: they share their channels."""
    rows = conn.execute(
        "select b.id from loan a join loan b on b.id = a.id"
        " or (a.lender <> '' and trim(lower(b.lender)) = trim(lower(a.lender)) and b.deleted_at is null)"
        " where a.id = ? order by b.id",
        (loan_id,),
    )
    return tuple(row[0] for row in rows)


def read_contacts(
    conn: sqlite3.Connection, loan_id: int | None = None, *, trashed: bool = False
) -> tuple[Contact, ...]:
    """The contacts about one loan or about all, oldest first."""
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, t.happened_at, t.direction, t.means, t.answered, t.called, t.who,"  # noqa: S608
        " t.position, t.identity, t.recording, t.hour_agreed, t.third_party, t.conduct, t.summary, t.proof,"
        f" t.evidence, t.version from contact t {_LIVING}"
        " and ? in (t.loan_id, 0) order by t.happened_at, t.id",
        (trashed, loan_id or 0),
    )
    return tuple(
        Contact(
            id=row[0], loan_id=row[1], loan=row[2], at=datetime.fromisoformat(row[3]),
            direction=Direction(row[4]), means=Means(row[5]), answered=bool(row[6]), number=row[7],
            who=row[8],
            position=row[9], identity=Identity(row[10]), recording=Recording(row[11]),
            hour_agreed=bool(row[12]), third_party=row[13], conduct=Conduct(row[14]), summary=row[15],
            proof=row[16], evidence=row[17], version=row[18],
        )
        for row in rows
    )  # fmt: skip


def read_promises(
    conn: sqlite3.Connection, *, only_open: bool = False, trashed: bool = False
) -> tuple[Promise, ...]:
    """Promises of both sides, those due first in front, those without a day last."""
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, l.currency, t.contact_id, t.side, t.what, t.amount_minor,"  # noqa: S608
        f" t.promised_on, t.due_on, t.fate, t.ended_on, t.note, t.version from promise t {_LIVING}"
        " and (t.fate = 'open' or not ?) order by t.fate <> 'open', coalesce(t.due_on, '9999'), t.id",
        (trashed, only_open),
    )
    return tuple(
        Promise(
            id=row[0], loan_id=row[1], loan=row[2], currency=row[3], contact_id=row[4], side=Side(row[5]),
            what=row[6], amount_minor=row[7], promised_on=date.fromisoformat(row[8]), due_on=day(row[9]),
            fate=Fate(row[10]), ended_on=day(row[11]), note=row[12], version=row[13],
        )
        for row in rows
    )  # fmt: skip


def read_negotiations(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Negotiation, ...]:
    """Every negotiation with its steps, newest first."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for row in conn.execute(
        "select id, negotiation_id, state, happened_on, next_on, proof, evidence, note, version"
        " from negotiation_step where deleted_at is null order by id"
    ):
        steps[row[1]].append(
            Step(
                id=row[0], negotiation_id=row[1], state=State(row[2]), happened_on=date.fromisoformat(row[3]),
                next_on=day(row[4]), proof=row[5], evidence=row[6], note=row[7], version=row[8],
            )
        )  # fmt: skip
    rows = conn.execute(
        f"select t.id, t.loan_id, l.name, l.lender, t.aim, t.opened_on, t.note, t.version"  # noqa: S608
        f" from negotiation t {_LIVING} order by t.id desc",
        (trashed,),
    )
    return tuple(
        Negotiation(
            id=row[0], loan_id=row[1], loan=row[2], lender=row[3], aim=row[4],
            opened_on=date.fromisoformat(row[5]), note=row[6], version=row[7], steps=tuple(steps[row[0]]),
        )
        for row in rows
    )  # fmt: skip


def read_stages(conn: sqlite3.Connection, *, trashed: bool = False) -> tuple[Stage, ...]:
    """Every stage of collection, oldest first."""
    rows = conn.execute(
        "select t.id, t.loan_id, l.name, l.currency, t.kind, t.happened_on, t.holder, t.claimed_minor,"  # noqa: S608
        f" t.answer_by, t.answered_on, t.proof, t.evidence, t.note, t.version from stage t {_LIVING}"
        " order by t.happened_on, t.id",
        (trashed,),
    )
    return tuple(
        Stage(
            id=row[0], loan_id=row[1], loan=row[2], currency=row[3], kind=StageKind(row[4]),
            happened_on=date.fromisoformat(row[5]), holder=row[6], claimed_minor=row[7],
            answer_by=day(row[8]), answered_on=day(row[9]), proof=row[10], evidence=row[11], note=row[12],
            version=row[13],
        )
        for row in rows
    )  # fmt: skip


def read_told(conn: sqlite3.Connection, loan_id: int) -> Told | None:
    """What was entered of a loan's arrears; None if nothing was."""
    row = conn.execute(
        "select id, loan_id, product, cause, confirmed_on, confirmed_with, frozen_on, accelerated_on,"
        " line_cut_on, told_on, principal_minor, interest_minor, fee_minor, penalty_minor, note, version"
        " from arrears where loan_id = ? and deleted_at is null",
        (loan_id,),
    ).fetchone()
    if row is None:
        return None
    return Told(
        id=row[0], loan_id=row[1], product=row[2], cause=row[3], confirmed_on=day(row[4]),
        confirmed_with=row[5], frozen_on=day(row[6]), accelerated_on=day(row[7]), line_cut_on=day(row[8]),
        told_on=day(row[9]), principal_minor=row[10], interest_minor=row[11], fee_minor=row[12],
        penalty_minor=row[13], note=row[14], version=row[15],
    )  # fmt: skip


def has_evidence(conn: sqlite3.Connection, number: int) -> bool:
    """Whether the log of evidence has an entry of the number."""
    return conn.execute("select 1 from evidence where number = ?", (number,)).fetchone() is not None
