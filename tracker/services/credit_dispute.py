"""Disputes by round: sent, answered in time or late, taken to the next body."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.domain.credit.facts import Body, Dispute, Outcome, Place, Round
from tracker.domain.loan.reading import Reader
from tracker.domain.problems import Checked, Problem
from tracker.locale import _, ngettext
from tracker.locale.doing import done_by
from tracker.locale.joining import aside
from tracker.services.book import Book
from tracker.services.credit_dates import dated_disputes, escalation
from tracker.services.credit_entry import gone, iso, said, save, word, yes
from tracker.services.done import Done
from tracker.store.credit import read_disputes, read_marks
from tracker.store.talk import has_evidence

if TYPE_CHECKING:
    from collections.abc import Mapping

    Fields = Mapping[str, str]


def find_dispute(book: Book, dispute_id: int) -> Dispute | None:
    """The dispute of a number with its days by rule, None if there is none."""
    return next((each for each in dated_disputes(book) if each.id == dispute_id), None)


def add_dispute(book: Book, fields: Fields) -> Checked[Done]:
    """Add a dispute: mark, body, bureau, place, ground, sent, answer_by, more_sent, reference, note."""
    return _save_dispute(book, fields, None)


def edit_dispute(book: Book, dispute_id: int, fields: Fields) -> Checked[Done]:
    """Change what was sent first and until when they may answer; what is not given stays."""
    old = _stored(book, dispute_id)
    if old is None:
        return None, gone("dispute", dispute_id)
    return _save_dispute(book, fields, old)


def _save_dispute(book: Book, fields: Fields, old: Dispute | None) -> Checked[Done]:
    reader = Reader(fields, today=book.today, currency=book.currency)
    mark_id = reader.number("mark", old.mark_id if old else None, 1, 10**9)
    if mark_id is not None and all(each.id != mark_id for each in read_marks(book.conn)):
        reader.wrong("gone", "mark")
    values = _sending(book, reader, old.rounds[0] if old else None, Body.BUREAU)
    if old is not None and old.more and values["sent_on"] > old.more[0].sent_on.isoformat():
        reader.wrong("not_between", "sent", low="…", high=old.more[0].sent_on.isoformat())
    place = word(reader, "place", Place, old.place if old else Place.UNKNOWN, Place.UNKNOWN)
    values |= {
        "mark_id": mark_id,
        "bureau": said(reader, "bureau", old.bureau if old else ""),
        "ground": said(reader, "ground", old.ground if old else ""),
        "place": place.value,
    }
    if reader.problems:
        return None, tuple(reader.problems)
    if old is not None:
        return save(book, _("Changed a dispute"), "dispute", values, old)
    done, problems = save(book, _("Added a dispute"), "dispute", values, None)
    return (None, problems) if done is None else (_told(book, done.ids[0], done), ())


def answer_dispute(book: Book, dispute_id: int, fields: Fields) -> Checked[Done]:
    """Record what came of the round that counts now: outcome, answered, note; a late answer is told."""
    dispute = find_dispute(book, dispute_id)
    if dispute is None:
        return None, gone("dispute", dispute_id)
    old = dispute.last
    reader = Reader(fields, today=book.today, currency=book.currency)
    outcome = reader.choice("outcome", Outcome, old.outcome)
    default = old.answered_on if outcome is Outcome.OPEN else old.answered_on or book.today
    answered = reader.on("answered", default)
    if answered is not None and not old.sent_on <= answered <= book.today:
        reader.wrong("not_between", "answered", low=old.sent_on.isoformat(), high=book.today.isoformat())
    values = {
        "outcome": outcome.value,
        "answered_on": iso(answered),
        "note": said(reader, "note", old.note, lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    table, row = ("dispute_round", old) if old.id else ("dispute", dispute)
    notes = _late(old, answered) if outcome is not Outcome.OPEN else ()
    if outcome is Outcome.REJECTED:
        command = f"debt credit dispute escalate {dispute.id}"
        notes += (_("The next round: {how}").format(how=done_by("dispute.escalate", command)),)
    elif outcome in (Outcome.CORRECTED, Outcome.REMOVED) and dispute.mark_id is not None:
        command = f"debt credit mark edit {dispute.mark_id} --removed {_('DATE')}"
        notes += (_("Once a report shows it gone: {how}").format(how=done_by("mark.removed", command)),)
    return save(book, _("Recorded the answer to a dispute"), table, values, row, notes)


def _late(old: Round, answered: date | None) -> tuple[str, ...]:
    due = old.due_by
    if answered is None or due is None or answered <= due:
        return ()
    days = (answered - due).days
    words = ngettext(
        "The answer came {n} day late: it was due by {due}{rule}.",
        "The answer came {n} days late: it was due by {due}{rule}.",
        days,
    )
    rule = f" ({old.rule})" if old.rule and old.answer_by is None else ""
    return (words.format(n=days, due=due.isoformat(), rule=rule),)


def escalate(book: Book, dispute_id: int, fields: Fields) -> Checked[Done]:
    """Take a dispute to its next round: body, to, sent, answer_by, more_sent, reference, evidence, note.

    Without a body the next one by rule is taken.
    """
    dispute = find_dispute(book, dispute_id)
    if dispute is None:
        return None, gone("dispute", dispute_id)
    reader = Reader(fields, today=book.today, currency=book.currency)
    values = _sending(book, reader, None, Body(escalation(book, dispute)[0]))
    if values["sent_on"] < dispute.last.sent_on.isoformat():
        reader.wrong("not_between", "sent", low=dispute.last.sent_on.isoformat(), high=book.today.isoformat())
    if dispute.last.outcome is Outcome.WITHDRAWN:
        reader.problems.append(Problem(code="dispute_withdrawn", field="dispute", value=str(dispute_id)))
    values |= {"dispute_id": dispute.id, "sent_to": said(reader, "to")}
    if reader.problems:
        return None, tuple(reader.problems)
    done, problems = save(book, _("Took a dispute one round on"), "dispute_round", values, None)
    return (None, problems) if done is None else (_told(book, dispute_id, done), ())


def edit_round(book: Book, dispute_id: int, fields: Fields) -> Checked[Done]:
    """Change the round that counts now; what is not given stays."""
    dispute = _stored(book, dispute_id)
    if dispute is None:
        return None, gone("dispute", dispute_id)
    if not dispute.more:
        to = {"bureau": fields["to"]} if "to" in fields else {}
        return _save_dispute(book, {**fields, **to}, dispute)
    old, before = dispute.last, dispute.rounds[-2]
    reader = Reader(fields, today=book.today, currency=book.currency)
    values = _sending(book, reader, old, old.body)
    if values["sent_on"] < before.sent_on.isoformat():
        reader.wrong("not_between", "sent", low=before.sent_on.isoformat(), high=book.today.isoformat())
    values |= {"sent_to": said(reader, "to", old.sent_to)}
    if reader.problems:
        return None, tuple(reader.problems)
    return save(book, _("Changed a round of a dispute"), "dispute_round", values, old)


def drop_round(book: Book, dispute_id: int) -> Checked[Done]:
    """Move the last round after the first to the trash, so that the one before counts again."""
    dispute = _stored(book, dispute_id)
    if dispute is None:
        return None, gone("dispute", dispute_id)
    if not dispute.more:
        return None, (Problem(code="first_round", field="dispute", value=str(dispute_id)),)
    title = _("Removed the last round of a dispute")
    with book.change(title) as writer:
        writer.trash("dispute_round", dispute.last.id, version=dispute.last.version)
    return Done(title=title, action_id=writer.action_id, ids=(dispute.id,)), ()


def _sending(book: Book, reader: Reader, old: Round | None, body: Body) -> dict[str, Any]:
    """What every round has: to whom, when, until when, with what."""
    sent = reader.on("sent", old.sent_on if old else book.today) or book.today
    answer_by = reader.on("answer_by", old.answer_by if old else None)
    if sent > book.today:
        reader.wrong("in_the_future", "sent")
    if answer_by is not None and answer_by < sent:
        reader.wrong("before_sent", "answer_by")
    if old is not None and old.answered_on is not None and old.answered_on < sent:
        reader.wrong("not_between", "sent", low="…", high=old.answered_on.isoformat())
    evidence = reader.number("evidence", old.evidence if old else None, 1, 10**9)
    if evidence is not None and not has_evidence(book.conn, evidence):
        reader.wrong("no_evidence", "evidence")
    return {
        "body": word(reader, "body", Body, old.body if old else body, body).value,
        "sent_on": sent.isoformat(),
        "answer_by": iso(answer_by),
        "extended": int(yes(reader, "more_sent", old.extended if old else False)),
        "reference": said(reader, "reference", old.reference if old else ""),
        "evidence": evidence,
        "note": said(reader, "note", old.note if old else "", lines=True),
    }


def _told(book: Book, dispute_id: int, done: Done) -> Done:
    """What a new round says of the day it must be answered by."""
    from dataclasses import replace

    if book.dry_run:
        return done  # the round is not there to be asked
    dispute = find_dispute(book, dispute_id)
    if dispute is None or dispute.last.due_by is None:
        note = _("No rule on file says until when they must answer. --answer-by keeps the day they gave.")
    else:
        rule = aside(dispute.last.rule) if dispute.last.rule else ""
        note = _("An answer is due by {date}{rule}.").format(date=dispute.last.due_by.isoformat(), rule=rule)
    return replace(done, notes=(*done.notes, note))


def _stored(book: Book, dispute_id: int) -> Dispute | None:
    return next((each for each in read_disputes(book.conn) if each.id == dispute_id), None)
