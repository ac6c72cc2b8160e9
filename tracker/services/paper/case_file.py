"""The bundle of one loan or negotiation: its proof, its log as tables, and the brief, in one zip."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker.domain.evidence.chain import Anchor
from tracker.domain.loan.facts import Loan
from tracker.domain.money import decimal_text
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.contact import Contact
from tracker.domain.recovery.negotiation import Negotiation
from tracker.domain.recovery.offer import Offer
from tracker.domain.recovery.promise import Promise
from tracker.domain.recovery.stage import Stage
from tracker.formats.bundle import table_text
from tracker.formats.paper import markdown, page
from tracker.locale import language, speaking
from tracker.services.book import Book
from tracker.services.evidence_files import bundle_evidence
from tracker.services.paper.brief import brief
from tracker.services.paper.draft import Draft, PaperOptions
from tracker.store.loan import read_loan
from tracker.store.offer import read_offers
from tracker.store.talk import read_contacts, read_negotiations, read_promises, read_stages

Row = dict[str, object]

CONTACTS = (
    "contact_id", "at", "direction", "means", "answered", "number", "who", "position", "identity",
    "recording", "hour_agreed", "third_party", "conduct", "summary", "proof", "evidence",
)  # fmt: skip
TALKS = ("talk_id", "aim", "state", "on", "next_on", "proof", "evidence", "note")
STAGES = (
    "kind", "on", "holder", "claimed", "currency", "answer_by", "answered_on", "proof", "evidence", "note",
)  # fmt: skip
PROMISES = (
    "promise_id", "side", "what", "amount", "currency", "promised_on", "due_on", "fate", "ended_on", "note",
)  # fmt: skip
OFFERS = (
    "offer_id", "talk_id", "kind", "from", "offered_on", "valid_until", "payments", "total", "currency",
    "waived", "interest", "breach", "credited", "written", "standing", "agreed_on", "effective_on",
    "evidence", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A bundle that was written: how many entries of proof, the end of the log, rows of each table."""

    loan: Loan
    entries: int
    anchor: Anchor
    rows: tuple[tuple[str, int], ...]
    blanks: tuple[str, ...]


def write_case_file(
    book: Book,
    target: Path,
    *,
    loan_id: int | None = None,
    talk_id: int | None = None,
    options: PaperOptions | None = None,
    force: bool = False,
) -> Checked[CaseFile]:
    """Write the zip of a loan, or of one negotiation: then the log is from the day it began.

    The evidence is all there is about the loan, as it was kept. The options redact the brief and the
    tables; the files and entries of the evidence never, or their hashes would prove nothing.
    """
    options = options or PaperOptions(redact=frozenset())
    talk: Negotiation | None = None
    if talk_id is not None:
        talk = next((each for each in read_negotiations(book.conn) if each.id == talk_id), None)
        if talk is None:
            return None, (Problem(code="gone", field="negotiation", value=str(talk_id)),)
        loan_id = talk.loan_id
    loan = read_loan(book.conn, loan_id) if loan_id is not None else None
    if loan is None:
        return None, (Problem(code="gone", field="loan", value=str(loan_id)),)
    with speaking(options.language or language()):
        draft = Draft(book, loan, options)
        made = brief(draft)
        tables = case_tables(draft, loan, talk)
        papers = {"brief.md": markdown(made), "brief.html": page(made)}
        papers |= {f"{name}.csv": table_text(fields, rows) for name, (fields, rows) in tables.items() if rows}
        numbers = {
            int(str(row["evidence"]))
            for _fields, rows in tables.values()
            for row in rows
            if row.get("evidence")
        }
        found, problems = bundle_evidence(
            book, target, loan_ids=(loan.id,), numbers=sorted(numbers), papers=papers, force=force
        )
    if found is None:
        return None, problems
    entries, anchor = found
    counts = tuple((name, len(rows)) for name, (_fields, rows) in tables.items() if rows)
    return CaseFile(loan=loan, entries=entries, anchor=anchor, rows=counts, blanks=tuple(draft.blanks)), ()


def case_tables(
    draft: Draft, loan: Loan, talk: Negotiation | None
) -> Mapping[str, tuple[Sequence[str], list[Row]]]:
    """The log of the loan by table, from the day the negotiation began if it is about one."""
    conn, since = draft.book.conn, talk.opened_on if talk else date.min
    contacts = [each for each in read_contacts(conn, loan.id) if each.on >= since]
    talks = [each for each in read_negotiations(conn) if each.id == (talk.id if talk else each.id)]
    stages = [each for each in read_stages(conn) if each.happened_on >= since]
    promises = [each for each in read_promises(conn) if each.promised_on >= since]
    offers = [
        each for each in read_offers(conn, loan.id) if talk is None or each.negotiation_id in (None, talk.id)
    ]
    return {
        "contacts": (CONTACTS, [_contact(draft, each) for each in contacts]),
        "talks": (
            TALKS, [row for each in reversed(talks) if each.loan_id == loan.id for row in _talk(draft, each)]
        ),
        "stages": (STAGES, [_stage(draft, each) for each in stages if each.loan_id == loan.id]),
        "promises": (PROMISES, [_promise(draft, each) for each in promises if each.loan_id == loan.id]),
        "offers": (OFFERS, [_offer(draft, each) for each in offers if each.offered_on >= since]),
    }  # fmt: skip


def _contact(draft: Draft, each: Contact) -> Row:
    return {
        "contact_id": each.id,
        "at": each.at.strftime("%Y-%m-%dT%H:%M"),
        "direction": each.direction.value,
        "means": each.means.value,
        "answered": int(each.answered),
        "number": draft.number(each.number),
        "who": draft.person(each.who),
        "position": draft.said(each.position),
        "identity": each.identity.value,
        "recording": each.recording.value,
        "hour_agreed": int(each.hour_agreed),
        "third_party": draft.person(each.third_party),
        "conduct": each.conduct.value,
        "summary": draft.said(each.summary),
        "proof": draft.said(each.proof),
        "evidence": each.evidence or "",
    }


def _talk(draft: Draft, each: Negotiation) -> list[Row]:
    """A negotiation as a row for its beginning and one for each step."""
    first: Row = {
        "talk_id": each.id, "aim": draft.said(each.aim), "state": "draft", "on": each.opened_on,
        "next_on": "", "proof": "", "evidence": "", "note": draft.said(each.note),
    }  # fmt: skip
    steps: list[Row] = [
        {
            "talk_id": each.id, "aim": "", "state": step.state.value, "on": step.happened_on,
            "next_on": step.next_on or "", "proof": draft.said(step.proof), "evidence": step.evidence or "",
            "note": draft.said(step.note),
        }
        for step in each.steps
    ]  # fmt: skip
    return [first, *steps]


def _stage(draft: Draft, each: Stage) -> Row:
    return {
        "kind": each.kind.value,
        "on": each.happened_on,
        "holder": draft.said(each.holder),
        "claimed": _sum(each.claimed_minor, each.currency),
        "currency": each.currency,
        "answer_by": each.answer_by or "",
        "answered_on": each.answered_on or "",
        "proof": draft.said(each.proof),
        "evidence": each.evidence or "",
        "note": draft.said(each.note),
    }


def _promise(draft: Draft, each: Promise) -> Row:
    return {
        "promise_id": each.id,
        "side": each.side.value,
        "what": draft.said(each.what),
        "amount": _sum(each.amount_minor, each.currency),
        "currency": each.currency,
        "promised_on": each.promised_on,
        "due_on": each.due_on or "",
        "fate": each.fate.value,
        "ended_on": each.ended_on or "",
        "note": draft.said(each.note),
    }


def _offer(draft: Draft, each: Offer) -> Row:
    paid = each.payments
    waived = [f"{name}={_sum(minor, each.currency)}" for name, minor in each.waived]
    return {
        "offer_id": each.id,
        "talk_id": each.negotiation_id or "",
        "kind": each.kind.value,
        "from": draft.said(each.from_whom),
        "offered_on": each.offered_on,
        "valid_until": each.valid_until or "",
        "payments": " ".join(
            f"{one.due_on.isoformat()}={_sum(one.amount_minor, each.currency)}" for one in paid
        ),
        "total": _sum(sum(one.amount_minor for one in paid) if paid else None, each.currency),
        "currency": each.currency,
        "waived": " ".join(waived),
        "interest": each.interest.value,
        "breach": each.breach.value,
        "credited": each.credited.value,
        "written": int(each.is_written),
        "standing": each.standing.value,
        "agreed_on": each.agreed_on or "",
        "effective_on": each.effective_on or "",
        "evidence": each.letter or each.evidence or "",
        "note": draft.said(each.note),
    }


def _sum(minor: int | None, currency: str) -> str:
    return "" if minor is None else decimal_text(minor, currency)
