"""Credit repair: marks, disputes, scores and the progress made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tracker.domain.credit.facts import Dispute, Mark, Outcome, Progress, Score, progress
from tracker.domain.credit.path import path
from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import NONE, Reader
from tracker.domain.problems import Checked, Problem
from tracker.domain.text import clean
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.credit_views import CreditTrash, CreditView, Habit, Recovery
from tracker.services.done import Done
from tracker.store.credit import read_disputes, read_marks, read_scores
from tracker.store.due import read_kept

Fields = Mapping[str, str]


def credit_view(book: Book) -> CreditView:
    """Marks, disputes, scores and progress."""
    marks, disputes = read_marks(book.conn), read_disputes(book.conn)
    return CreditView(
        marks=marks, disputes=disputes, scores=read_scores(book.conn), progress=credit_progress(book)
    )


def credit_progress(book: Book) -> Progress:
    """The progress with its parts; the streak is that of the loan that has least of one."""
    kept = [each for each in read_kept(book.conn, book.today) if each.next_due_on or each.oldest_overdue_on]
    late = [each.oldest_overdue_on for each in kept if each.oldest_overdue_on]
    return progress(
        read_marks(book.conn),
        read_disputes(book.conn),
        loans_current=len(kept) - len(late),
        loans=len(kept),
        streak=0 if late else min((each.streak for each in kept if each.settled), default=0),
        longest_overdue_days=(book.today - min(late)).days if late else 0,
    )


def recovery(book: Book) -> Recovery:
    """The credit file, how each loan has been paid, and what comes next."""
    view = credit_view(book)
    habits = tuple(
        Habit(
            loan_id=each.loan_id, loan=each.name, settled=each.settled, late=each.late,
            streak=0 if each.oldest_overdue_on else each.streak, overdue_since=each.oldest_overdue_on,
        )
        for each in read_kept(book.conn, book.today)
        if each.settled or each.oldest_overdue_on
    )  # fmt: skip
    overdue = ((each.loan, each.overdue_since) for each in habits if each.overdue_since is not None)
    steps = path(
        view.marks, view.disputes, overdue, book.today, streak=view.progress.streak if habits else None
    )
    return Recovery(view=view, habits=habits, path=steps)


def add_mark(book: Book, fields: Fields, *, loan: Loan | None = None) -> Checked[Done]:
    """Add a mark: description, bureau, origin, expected_removal, removed, note."""
    return _save_mark(book, fields, loan, None)


def edit_mark(book: Book, mark_id: int, fields: Fields, *, loan: Loan | None = None) -> Checked[Done]:
    """Change a mark; what is not given stays."""
    old = next((each for each in read_marks(book.conn) if each.id == mark_id), None)
    if old is None:
        return None, (Problem(code="gone", field="mark", value=str(mark_id)),)
    return _save_mark(book, fields, loan, old)


def _save_mark(book: Book, fields: Fields, loan: Loan | None, old: Mark | None) -> Checked[Done]:
    reader = Reader(fields, today=book.today, currency=book.currency)
    origin = reader.on("origin", old.origin_on if old else None)
    expected = reader.on("expected_removal", old.expected_removal_on if old else None)
    removed = reader.on("removed", old.removed_on if old else None)
    description = clean(fields.get("description", old.description if old else "")).strip()
    if not description:
        reader.problems.append(Problem(code="required", field="description"))
    for field, on in (("origin", origin), ("removed", removed)):
        if on is not None and on > book.today:
            reader.wrong("in_the_future", field)
    if origin and removed and removed < origin:
        reader.wrong("before_origin", "removed")
    if reader.problems:
        return None, tuple(reader.problems)
    values: dict[str, Any] = {
        "description": description,
        "bureau": clean(fields.get("bureau", old.bureau if old else "")).strip(),
        "origin_on": origin.isoformat() if origin else None,
        "expected_removal_on": expected.isoformat() if expected else None,
        "removed_on": removed.isoformat() if removed else None,
        "note": clean(fields.get("note", old.note if old else ""), lines=True),
    }
    if loan is not None:
        values["loan_id"] = loan.id
    elif fields.get("loan", "").strip() in NONE:
        values["loan_id"] = None
    title = (_("Changed the mark {name}") if old else _("Added the mark {name}")).format(name=description)
    return _save(book, title, "mark", values, old)


def add_dispute(book: Book, fields: Fields) -> Checked[Done]:
    """Add a dispute: mark, bureau, ground, sent, answer_by, note."""
    return _save_dispute(book, fields, None)


def edit_dispute(book: Book, dispute_id: int, fields: Fields) -> Checked[Done]:
    """Change what was sent and until when they may answer; what is not given stays."""
    old = next((each for each in read_disputes(book.conn) if each.id == dispute_id), None)
    if old is None:
        return None, (Problem(code="gone", field="dispute", value=str(dispute_id)),)
    return _save_dispute(book, fields, old)


def _save_dispute(book: Book, fields: Fields, old: Dispute | None) -> Checked[Done]:
    reader = Reader(fields, today=book.today, currency=book.currency)
    sent = reader.on("sent", old.sent_on if old else book.today) or book.today
    answer_by = reader.on("answer_by", old.answer_by if old else None)
    mark_id = reader.number("mark", old.mark_id if old else None, 1, 10**9)
    if mark_id is not None and all(each.id != mark_id for each in read_marks(book.conn)):
        reader.wrong("gone", "mark")
    if sent > book.today:
        reader.wrong("in_the_future", "sent")
    if answer_by is not None and answer_by < sent:
        reader.wrong("before_sent", "answer_by")
    if old is not None and old.answered_on is not None and old.answered_on < sent:
        reader.wrong("not_between", "sent", low="…", high=old.answered_on.isoformat())
    if reader.problems:
        return None, tuple(reader.problems)
    values = {
        "mark_id": mark_id,
        "bureau": clean(fields.get("bureau", old.bureau if old else "")).strip(),
        "ground": clean(fields.get("ground", old.ground if old else "")).strip(),
        "sent_on": sent.isoformat(),
        "answer_by": answer_by.isoformat() if answer_by else None,
        "note": clean(fields.get("note", old.note if old else ""), lines=True),
    }
    return _save(book, _("Changed a dispute") if old else _("Added a dispute"), "dispute", values, old)


def answer_dispute(book: Book, dispute_id: int, fields: Fields) -> Checked[Done]:
    """Record what came of a dispute: outcome, answered, note."""
    old = next((each for each in read_disputes(book.conn) if each.id == dispute_id), None)
    if old is None:
        return None, (Problem(code="gone", field="dispute", value=str(dispute_id)),)
    reader = Reader(fields, today=book.today, currency=book.currency)
    outcome = reader.choice("outcome", Outcome, old.outcome)
    default = old.answered_on if outcome is Outcome.OPEN else old.answered_on or book.today
    answered = reader.on("answered", default)
    if answered is not None and not old.sent_on <= answered <= book.today:
        reader.wrong("not_between", "answered", low=old.sent_on.isoformat(), high=book.today.isoformat())
    if reader.problems:
        return None, tuple(reader.problems)
    values = {
        "outcome": outcome.value,
        "answered_on": answered.isoformat() if answered else None,
        "note": clean(fields.get("note", old.note), lines=True),
    }
    return _save(book, _("Recorded the answer to a dispute"), "dispute", values, old)


def add_score(book: Book, fields: Fields) -> Checked[Done]:
    """Add a score as it was shown: bureau, model, on, value."""
    return _save_score(book, fields, None)


def edit_score(book: Book, score_id: int, fields: Fields) -> Checked[Done]:
    """Correct a score that was typed wrongly; what is not given stays."""
    old = next((each for each in read_scores(book.conn) if each.id == score_id), None)
    if old is None:
        return None, (Problem(code="gone", field="score", value=str(score_id)),)
    return _save_score(book, fields, old)


def _save_score(book: Book, fields: Fields, old: Score | None) -> Checked[Done]:
    reader = Reader(fields, today=book.today, currency=book.currency)
    on = reader.on("on", old.scored_on if old else book.today) or book.today
    value = reader.number("value", old.value if old else None, 0, 10_000)
    bureau = clean(fields.get("bureau", old.bureau if old else "")).strip()
    if value is None and not reader.problems:
        reader.problems.append(Problem(code="required", field="value"))
    if not bureau:
        reader.problems.append(Problem(code="required", field="bureau"))
    if on > book.today:
        reader.wrong("in_the_future", "on")
    if reader.problems:
        return None, tuple(reader.problems)
    values = {
        "bureau": bureau,
        "model": clean(fields.get("model", old.model if old else "")).strip(),
        "scored_on": on.isoformat(),
        "value": value,
    }
    return _save(book, _("Changed a score") if old else _("Added a score"), "score", values, old)


def remove_entry(book: Book, table: str, row_id: int) -> Checked[Done]:
    """Move a mark, dispute or score to the trash."""
    entries: dict[str, tuple[Mark | Dispute | Score, ...]] = {
        "mark": read_marks(book.conn),
        "dispute": read_disputes(book.conn),
        "score": read_scores(book.conn),
    }
    if all(each.id != row_id for each in entries[table]):
        return None, (Problem(code="gone", field=table, value=str(row_id)),)
    title = _("Removed an entry of the credit file")
    with book.change(title) as writer:
        writer.trash(table, row_id)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def list_trashed(book: Book) -> CreditTrash:
    """The marks, disputes and scores in the trash."""
    return CreditTrash(
        marks=read_marks(book.conn, trashed=True),
        disputes=read_disputes(book.conn, trashed=True),
        scores=read_scores(book.conn, trashed=True),
    )


def restore_entry(book: Book, table: str, row_id: int) -> Checked[Done]:
    """Take a mark, dispute or score out of the trash."""
    found = list_trashed(book)
    rows: dict[str, tuple[Mark | Dispute | Score, ...]] = {
        "mark": found.marks, "dispute": found.disputes, "score": found.scores,
    }  # fmt: skip
    if all(each.id != row_id for each in rows[table]):
        return None, (Problem(code="gone", field=table, value=str(row_id)),)
    title = _("Brought back an entry of the credit file")
    with book.change(title) as writer:
        writer.untrash(table, row_id)
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()


def _save(
    book: Book, title: str, table: str, values: dict[str, Any], old: Mark | Dispute | Score | None
) -> Checked[Done]:
    with book.change(title) as writer:
        if old is None:
            row_id = writer.insert(table, values)
        else:
            row_id = old.id
            writer.update(table, row_id, values, version=getattr(old, "version", None))
    return Done(title=title, action_id=writer.action_id, ids=(row_id,)), ()
