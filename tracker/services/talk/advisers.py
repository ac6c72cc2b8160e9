"""Advisers: asked the questions that tell help from fraud; what the answers raise comes from the rules."""

from __future__ import annotations

from tracker.domain.loan.facts import Loan
from tracker.domain.loan.reading import Fields
from tracker.domain.problems import Checked, Problem
from tracker.domain.recovery.adviser import CODES, Adviser, Answer, Question
from tracker.domain.rule.facts import Rule
from tracker.locale import _
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.services.rule import packs
from tracker.services.talk.entry import find_entry, gone, not_later, reader_of, said, save
from tracker.store.recovery_case import answers_to_text, read_advisers


def list_advisers(book: Book, *, trashed: bool = False) -> tuple[Adviser, ...]:
    """Everybody who was asked, the latest first."""
    return read_advisers(book.conn, trashed=trashed)


def question_rules(book: Book, question: Question) -> tuple[Rule, ...]:
    """The rules of this place that speak of what a question asks."""
    return tuple(each for each in packs().of(book.jurisdiction) if each.id in question.rules)


def keep_adviser(
    book: Book, fields: Fields, *, loan: Loan | None = None, adviser_id: int | None = None
) -> Checked[Done]:
    """Keep somebody who offers help, or change what is known: name, on, licence, fee, saves, scope, note, and
    an answer (yes, no, unknown) by the code of each question."""
    old: Adviser | None = find_entry(book, "adviser", adviser_id) if adviser_id is not None else None
    if adviser_id is not None and old is None:
        return None, gone("adviser", adviser_id)
    currency = old.currency if old else loan.currency if loan else book.currency
    reader = reader_of(book, fields, currency)
    name = said(reader, "name", old.name if old else "")
    on = reader.on("on", old.asked_on if old else book.today) or book.today
    fee = reader.amount("fee", old.fee_minor if old else None)
    saves = reader.amount("saves", old.saves_minor if old else None)
    not_later(book, reader, "on", on)
    if not name:
        reader.problems.append(Problem(code="required", field="adviser"))
    answers = {
        code: reader.choice(code, Answer, old.answer(code) if old else Answer.UNKNOWN) for code in CODES
    }
    values = {
        "loan_id": loan.id if loan else old.loan_id if old else None,
        "name": name,
        "asked_on": on.isoformat(),
        "licence": said(reader, "licence", old.licence if old else ""),
        "fee_minor": fee,
        "saves_minor": saves,
        "currency": currency,
        "scope": said(reader, "scope", old.scope if old else ""),
        "answers": answers_to_text({k: v for k, v in answers.items() if v is not Answer.UNKNOWN}),
        "note": said(reader, "note", old.note if old else "", lines=True),
    }
    if reader.problems:
        return None, tuple(reader.problems)
    title = _("Kept what {name} answered").format(name=name)
    return save(book, title, "adviser", values, old)
