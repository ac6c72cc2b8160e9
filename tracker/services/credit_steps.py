"""What the credit file asks for next: what came back, answers, marks to look for, loans paid off."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.domain.credit.facts import Dispute, Mark
from tracker.locale import _
from tracker.locale.joining import aside
from tracker.services.book import Book
from tracker.services.credit_dates import dated_disputes, dated_marks
from tracker.services.credit_file import current_alarms, to_check
from tracker.services.credit_views import Alarm
from tracker.services.next_step_views import ATTENTION, NOTE, URGENT, NextStep
from tracker.store.recovery_case import settled_unseen

ANSWER_DAYS = 7
"""How long before an answer is due it is time to look for it."""


def credit_steps(book: Book) -> Iterator[NextStep]:
    """What to do next about the credit file."""
    marks, disputes = dated_marks(book), dated_disputes(book)
    for alarm in current_alarms(book, marks, disputes):
        yield _back(alarm)
    yield from _answers(book, marks, disputes)
    yield from _removals(book, marks)
    marked = {loan_id for loan_id, _name, _on in settled_unseen(book.conn)}
    for loan_id, name, on in to_check(book):
        if loan_id in marked:  # the cases ask for the same report, on the day it can show it
            continue
        yield NextStep(
            code="settled_check",
            key=f"settled_check:{loan_id}:{on}",
            severity=NOTE,
            text=_("Get a credit report and see that {loan} shows as paid off").format(loan=name),
            why=_("paid off {on}; no report was pulled since").format(on=on.isoformat()),
            on=on,
            screen="credit",
            command="debt credit report add --bureau BUREAU",
            loan_id=loan_id,
        )


def _back(alarm: Alarm) -> NextStep:
    command = f'debt credit mark add "{alarm.about.replace(chr(34), "")}" --entry {alarm.entry_id}'
    if alarm.dispute_id is not None:
        command = f"debt credit dispute escalate {alarm.dispute_id}"
    elif alarm.mark_id is not None:
        command = f"debt credit dispute add --mark {alarm.mark_id}"
    return NextStep(
        code="back_on_report",
        key=f"back_on_report:{alarm.entry_id}",
        severity=URGENT,
        text=_("Ask {bureau} why {name} is back on the report").format(bureau=alarm.bureau, name=alarm.about),
        why=_("off since {gone}, back on {back}").format(
            gone=alarm.gone_on.isoformat(), back=alarm.back_on.isoformat()
        ),
        on=alarm.back_on,
        screen="credit",
        command=command,
    )


def _answers(book: Book, marks: tuple[Mark, ...], disputes: tuple[Dispute, ...]) -> Iterator[NextStep]:
    names = {mark.id: mark.description for mark in marks}
    for each in disputes:
        if not each.is_open or each.due_by is None:
            continue
        days = (each.due_by - book.today).days
        if days > ANSWER_DAYS:
            continue
        about = names.get(each.mark_id or 0, "") or each.ground or each.bureau
        why = _("the answer is due {on}") if days >= 0 else _("the answer was due {on}")
        yield NextStep(
            code="dispute_answer",
            key=f"dispute_answer:{each.id}"
            if not each.more
            else f"dispute_answer:{each.id}:{len(each.more)}",
            severity=URGENT if days < 0 else ATTENTION,
            text=_("Get the answer to the dispute of {name}").format(name=about),
            why=why.format(on=each.due_by.isoformat())
            + _by(each.last.rule if not each.last.answer_by else ""),
            on=each.due_by,
            screen="credit",
            command=f"debt credit dispute answer {each.id} corrected",
        )


def _removals(book: Book, marks: tuple[Mark, ...]) -> Iterator[NextStep]:
    for mark in marks:
        gone = mark.gone_by
        if mark.removed_on is not None or gone is None or gone > book.today:
            continue
        rule = mark.removal.rule if mark.removal and mark.expected_removal_on is None else ""
        why = _("it should have left on {on}, worth checking") if rule else _("it should be gone since {on}")
        yield NextStep(
            code="report_check",
            key=f"report_check:{mark.id}:{gone}",
            severity=ATTENTION,
            text=_("Get a credit report and look for {name}").format(name=mark.description),
            why=why.format(on=gone.isoformat()) + _by(rule),
            on=gone,
            screen="credit",
            command=f"debt credit mark edit {mark.id} --removed {book.today.isoformat()}",
        )


def _by(rule: str) -> str:
    return aside(rule) if rule else ""
