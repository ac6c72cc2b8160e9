"""Credit repair: the file as a whole, marks, scores and the progress made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tracker.domain.credit.facts import Mark, MarkKind, Place, Progress, Score, progress
from tracker.domain.credit.path import Coming, path
from tracker.domain.loan.ledger import replay
from tracker.domain.loan.payoff import terms_on
from tracker.domain.loan.reading import NONE, Reader
from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.credit_dates import dated_disputes, dated_marks
from tracker.services.credit_dispute import add_dispute as add_dispute
from tracker.services.credit_dispute import answer_dispute as answer_dispute
from tracker.services.credit_dispute import edit_dispute as edit_dispute
from tracker.services.credit_entry import gone, iso, said, save, word
from tracker.services.credit_entry import list_trashed as list_trashed
from tracker.services.credit_entry import remove_entry as remove_entry
from tracker.services.credit_entry import restore_entry as restore_entry
from tracker.services.credit_file import credit_file
from tracker.services.credit_views import CreditTrash as CreditTrash
from tracker.services.credit_views import CreditView, Habit, Recovery
from tracker.services.done import Done
from tracker.store.credit import read_disputes, read_marks, read_scores
from tracker.store.credit_report import read_reports
from tracker.store.due import KeptLoan, loan_ends, read_kept
from tracker.store.loan import read_entries, read_facts, read_loan

if TYPE_CHECKING:
    from tracker.domain.credit.report import Entry
    from tracker.domain.loan.facts import Loan

Fields = Mapping[str, str]


def credit_view(book: Book) -> CreditView:
    """Marks, disputes, scores and progress."""
    return CreditView(
        marks=dated_marks(book),
        disputes=dated_disputes(book),
        scores=read_scores(book.conn),
        progress=credit_progress(book),
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
    view, kept = credit_view(book), read_kept(book.conn, book.today)
    file = credit_file(book, view.marks, view.disputes)
    habits = tuple(_habit(book, each) for each in kept if each.settled or each.oldest_overdue_on)
    coming = Coming(
        overdue=tuple((each.loan, each.overdue_since) for each in habits if each.overdue_since is not None),
        ends=loan_ends(book.conn, book.today),
        settled=tuple((name, on) for _id, name, on in file.to_check),
        free=tuple(
            (each.name, each.next_on, " ".join(each.rules))
            for each in file.bureaus
            if each.next_on is not None
        ),
    )
    streak = view.progress.streak if habits else None
    steps = path(view.marks, view.disputes, coming, book.today, streak=streak)
    return Recovery(view=view, habits=habits, path=steps, file=file)


def _habit(book: Book, kept: KeptLoan) -> Habit:
    since = kept.oldest_overdue_on
    return Habit(
        loan_id=kept.loan_id, loan=kept.name, settled=kept.settled, late=kept.late,
        streak=0 if since else kept.streak, overdue_since=since, late_by_grace=_late_by_grace(book, kept),
    )  # fmt: skip


def _late_by_grace(book: Book, kept: KeptLoan) -> int:
    """How many instalments came after their days of grace."""
    loan = read_loan(book.conn, kept.loan_id) if kept.late else None
    if loan is None:
        return kept.late
    facts = read_facts(book.conn, loan)
    if not any(terms.grace_days for terms in facts.terms):
        return kept.late
    ledger = replay(facts, entries=read_entries(book.conn, kept.loan_id))
    return sum(
        row.late_days > (terms_on(facts, row.due_on).grace_days or 0)
        for row in ledger.instalments
        if row.settled_on is not None
    )


def add_mark(book: Book, fields: Fields, *, loan: Loan | None = None) -> Checked[Done]:
    """Add a mark: description, kind, bureau, place, entry, note, and the days the command line names."""
    return _save_mark(book, fields, loan, None)


def edit_mark(book: Book, mark_id: int, fields: Fields, *, loan: Loan | None = None) -> Checked[Done]:
    """Change a mark; what is not given stays."""
    old = next((each for each in read_marks(book.conn) if each.id == mark_id), None)
    if old is None:
        return None, gone("mark", mark_id)
    return _save_mark(book, fields, loan, old)


def _save_mark(book: Book, fields: Fields, loan: Loan | None, old: Mark | None) -> Checked[Done]:
    reader = Reader(fields, today=book.today, currency=book.currency)
    origin = reader.on("origin", old.origin_on if old else None)
    settled = reader.on("settled", old.settled_on if old else None)
    expected = reader.on("expected_removal", old.expected_removal_on if old else None)
    removed = reader.on("removed", old.removed_on if old else None)
    entry_id = reader.number("entry", old.entry_id if old else None, 1, 10**9)
    entry, bureau = _entry(book, entry_id)
    if entry_id is not None and entry is None and (old is None or old.entry_id != entry_id):
        reader.wrong("gone", "entry")
    description = said(reader, "description", old.description if old else "")
    description = description or (entry.name if entry else "")
    if not description:
        reader.problems.append(Problem(code="required", field="description"))
    for field, on in (("origin", origin), ("settled", settled), ("removed", removed)):
        if on is not None and on > book.today:
            reader.wrong("in_the_future", field)
    for field, on in (("settled", settled), ("removed", removed)):
        if origin and on and on < origin:
            reader.wrong("before_origin", field)
    unknown = MarkKind.UNKNOWN
    values: dict[str, Any] = {
        "description": description,
        "kind": word(reader, "kind", MarkKind, old.kind if old else unknown, unknown).value,
        "place": word(reader, "place", Place, old.place if old else Place.UNKNOWN, Place.UNKNOWN).value,
        "bureau": said(reader, "bureau", old.bureau if old else "") or bureau,
        "entry_id": entry_id,
        "origin_on": iso(origin),
        "settled_on": iso(settled),
        "expected_removal_on": iso(expected),
        "removed_on": iso(removed),
        "note": said(reader, "note", old.note if old else "", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    if loan is not None:
        values["loan_id"] = loan.id
    elif fields.get("loan", "").strip() in NONE:
        values["loan_id"] = None
    title = (_("Changed the mark {name}") if old else _("Added the mark {name}")).format(name=description)
    return save(book, title, "mark", values, old)


def _entry(book: Book, entry_id: int | None) -> tuple[Entry | None, str]:
    """The line of a report, and whose report it is."""
    if entry_id is not None:
        for report in read_reports(book.conn):
            for each in report.entries:
                if each.id == entry_id:
                    return each, report.bureau
    return None, ""


def add_score(book: Book, fields: Fields) -> Checked[Done]:
    """Add a score as it was shown: bureau, model, on, value."""
    return _save_score(book, fields, None)


def edit_score(book: Book, score_id: int, fields: Fields) -> Checked[Done]:
    """Correct a score that was typed wrongly; what is not given stays."""
    old = next((each for each in read_scores(book.conn) if each.id == score_id), None)
    if old is None:
        return None, gone("score", score_id)
    return _save_score(book, fields, old)


def _save_score(book: Book, fields: Fields, old: Score | None) -> Checked[Done]:
    reader = Reader(fields, today=book.today, currency=book.currency)
    on = reader.on("on", old.scored_on if old else book.today) or book.today
    value = reader.number("value", old.value if old else None, 0, 10_000)
    bureau = said(reader, "bureau", old.bureau if old else "")
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
        "model": said(reader, "model", old.model if old else ""),
        "scored_on": on.isoformat(),
        "value": value,
    }
    return save(book, _("Changed a score") if old else _("Added a score"), "score", values, old)
