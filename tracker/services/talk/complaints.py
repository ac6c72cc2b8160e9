"""Complaints: what the log shows is collected, filed with a body, and its answer watched by rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.domain.evidence.entry import in_force
from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.complaint import Collected, Complaint, ComplaintOutcome
from tracker.domain.rule.facts import Area, Rule, Standing
from tracker.domain.rule.limitation import days_after, working_days_after
from tracker.locale import _
from tracker.locale.doing import done_by
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.rule import packs
from tracker.services.talk.conduct import ConductView, check_conduct
from tracker.services.talk.entry import find_entry, gone, not_later, proof_of, reader_of, said, save
from tracker.store.evidence import read_entries
from tracker.store.recovery_case import read_complaints
from tracker.store.talk import read_contacts


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """Somebody who takes complaints in this place: number or name, and the rule it is known from."""

    name: str
    rule: Rule


def bodies(book: Book) -> tuple[Body, ...]:
    """Who takes complaints here, as the rules about hotlines name them."""
    found = []
    for rule in packs().of(book.jurisdiction, Area.HOTLINE):
        if rule.standing(book.today) is Standing.IN_FORCE and "numbers" in rule.params:
            found += [Body(name=each, rule=rule) for each in rule.listed("numbers")]
    return tuple(found)


def answer_rule(book: Book, body: str) -> Rule | None:
    """The rule that says by when a body answers; None where no pack has one that somebody read."""
    for rule in packs().of(book.jurisdiction):
        if rule.fires(book.today) and body in rule.params.get("complaint_bodies", "").split(","):
            return rule
    return None


def answer_day(rule: Rule, filed_on: date) -> date:
    """The last day for the answer by such a rule; working days are Monday to Friday, holidays unknown."""
    if "complaint_days" in rule.params:
        return days_after(filed_on, rule.whole("complaint_days"))
    return working_days_after(filed_on, rule.whole("complaint_working_days"))


def list_complaints(
    book: Book, loan_id: int | None = None, *, every: bool = False, trashed: bool = False
) -> tuple[Complaint, ...]:
    """The complaints that are open, or every one."""
    return tuple(
        each
        for each in read_complaints(book.conn, trashed=trashed)
        if loan_id in (None, each.loan_id) and (every or trashed or each.is_open)
    )


def new_complaint(book: Book, loan: Loan, fields: Fields) -> Checked[Done]:
    """Begin a complaint with every incident the log shows: body, about, on, note."""
    reader = reader_of(book, fields)
    body = said(reader, "body")
    on = reader.on("on", book.today) or book.today
    not_later(book, reader, "on", on)
    if not body:
        reader.problems.append(Problem(code="required", field="body"))
    values = {
        "loan_id": loan.id,
        "body": body,
        "about": said(reader, "about"),
        "opened_on": on.isoformat(),
        "note": said(reader, "note", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Began a complaint about {name}").format(name=loan.name)
    with book.change(title) as writer:
        row_id = writer.insert("complaint", values)
        rows = _fresh(book, loan, ())
        for row in rows:
            writer.insert("complaint_incident", {"complaint_id": row_id, **row})
    words = _("The log shows nothing to collect yet: {how} keeps what happens.")
    notes = () if rows else (words.format(how=done_by("contact.log", "debt talk log")),)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,), notes=notes), ()


def collect(book: Book, complaint_id: int, loan: Loan) -> Checked[Done]:
    """Add the incidents that the log shows and the complaint has not got yet."""
    old: Complaint | None = find_entry(book, "complaint", complaint_id)
    if old is None:
        return None, gone("complaint", complaint_id)
    rows = _fresh(book, loan, old.incidents)
    if not rows:
        return Done(title=_("Nothing new in the log"), ids=(old.id,)), ()
    title = _("Collected incidents for a complaint")
    with book.change(title) as writer:
        for row in rows:
            writer.insert("complaint_incident", {"complaint_id": old.id, **row})
    return Done(title=title, action_id=writer.action_id, ids=(old.id,)), ()


def add_incident(book: Book, complaint_id: int, fields: Fields) -> Checked[Done]:
    """Add an incident in a person's own words: what, on, contact, evidence, note."""
    old: Complaint | None = find_entry(book, "complaint", complaint_id)
    if old is None:
        return None, gone("complaint", complaint_id)
    reader = reader_of(book, fields)
    what, evidence = said(reader, "what"), proof_of(book, reader)
    on = reader.on("on", book.today) or book.today
    contact = reader.number("contact", None, 1, 10**9)
    not_later(book, reader, "on", on)
    if not what:
        reader.problems.append(Problem(code="required", field="incident"))
    if contact is not None and all(each.id != contact for each in read_contacts(book.conn, old.loan_id)):
        reader.wrong("gone", "contact")
    values = {
        "complaint_id": old.id,
        "what": what,
        "happened_on": on.isoformat(),
        "contact_id": contact,
        "evidence": evidence,
        "note": said(reader, "note", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Added an incident to a complaint"), "complaint_incident", values, None)


def drop_incident(book: Book, incident_id: int) -> Checked[Done]:
    """Take an incident out of its complaint."""
    for complaint in read_complaints(book.conn):
        for each in complaint.incidents:
            if each.id == incident_id:
                title = _("Took an incident out of a complaint")
                with book.change(title) as writer:
                    writer.trash("complaint_incident", each.id, version=each.version)
                return Done(title=title, action_id=writer.action_id, ids=(complaint.id,)), ()
    return None, gone("incident", incident_id)


def file_complaint(book: Book, complaint_id: int, fields: Fields) -> Checked[Done]:
    """Note that it was filed: on, reference, answer_by, evidence. Without a day the rule of the body gives
    it, where a pack has one; else it stays unknown and says so."""
    old: Complaint | None = find_entry(book, "complaint", complaint_id)
    if old is None:
        return None, gone("complaint", complaint_id)
    reader = reader_of(book, fields)
    on = reader.on("on", old.filed_on or book.today) or book.today
    not_later(book, reader, "on", on)
    if on < old.opened_on:
        reader.wrong("before_it_began", "on")
    by, number = _answer_by(book, old, on)
    told = reader.on("answer_by", None)
    if told is not None:
        by, number = told, ""
    if by is not None and by < on:
        reader.wrong("before_it_began", "answer_by")
    values = {
        "filed_on": on.isoformat(),
        "reference": said(reader, "reference", old.reference),
        "answer_by": by.isoformat() if by else None,
        "answer_rule": number,
        "evidence": proof_of(book, reader, old.evidence),
        "note": said(reader, "note", old.note, lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    notes = []
    if by is None:
        words = _("No rule here says by when {body} answers: ask, and give it with --answer-by.")
        notes.append(words.format(body=old.body))
    if old.unproved:
        words = _("Some incidents have no evidence yet: {how} keeps it.")
        notes.append(words.format(how=done_by("evidence.add", f"debt evidence add {_('FILE')}")))
    return save(book, _("Filed a complaint"), "complaint", values, old, tuple(notes))


def answer_complaint(book: Book, complaint_id: int, fields: Fields) -> Checked[Done]:
    """Note what came of it: outcome, on, evidence, note."""
    old: Complaint | None = find_entry(book, "complaint", complaint_id)
    if old is None:
        return None, gone("complaint", complaint_id)
    reader = reader_of(book, fields)
    outcome = reader.choice("outcome", ComplaintOutcome, old.outcome)
    on = reader.on("on", book.today) or book.today
    not_later(book, reader, "on", on)
    if on < (old.filed_on or old.opened_on):
        reader.wrong("before_it_began", "on")
    values = {
        "outcome": outcome.value,
        "answered_on": None if outcome is ComplaintOutcome.OPEN else on.isoformat(),
        "evidence": proof_of(book, reader, old.evidence),
        "note": said(reader, "note", old.note, lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Noted the answer to a complaint"), "complaint", values, old)


def _answer_by(book: Book, complaint: Complaint, filed_on: date) -> tuple[date | None, str]:
    rule = answer_rule(book, complaint.body)
    if rule is None:
        kept = complaint.answer_by if complaint.filed_on == filed_on else None
        return kept, complaint.answer_rule if kept else ""
    return answer_day(rule, filed_on), rule.number


def _fresh(book: Book, loan: Loan, had: Iterable[Collected]) -> list[dict[str, Any]]:
    """The incidents of the log that are not there yet, as rows."""
    known = {(each.what, each.happened_on, each.rule) for each in had}
    return [
        row
        for row in _found(check_conduct(book, loan), _proofs(book))
        if (row["what"], date.fromisoformat(row["happened_on"]), row["rule"]) not in known
    ]


def _proofs(book: Book) -> dict[int, int]:
    """What is kept as evidence about a contact, by the contact."""
    kept = sorted(in_force(read_entries(book.conn)), key=lambda each: each.number)
    return {each.contact_id: each.number for each in kept if each.contact_id is not None}


def _found(view: ConductView, kept: Mapping[int, int]) -> list[dict[str, Any]]:
    proof = {each.id: each.evidence or kept.get(each.id) for each in view.log}
    rows: list[dict[str, Any]] = [
        {
            "what": each.test,
            "happened_on": each.on.isoformat(),
            "contact_id": each.calls[-1],
            "times": each.count,
            "allowed": each.limit,
            "rule": each.rule.number,
            "evidence": next((proof[call] for call in each.calls if proof.get(call)), None),
        }
        for each in view.incidents
    ]
    rows += [
        {
            "what": each.code,
            "happened_on": each.contact.on.isoformat(),
            "contact_id": each.contact.id,
            "rule": "",
            "evidence": proof[each.contact.id],
        }
        for each in view.noted
    ]
    return rows
