"""Recording a payment in questions and answers; what was understood is read back before it is saved."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from tracker.cli.linear_choice import loan_of, what_is_open, which_loan
from tracker.cli.linear_page import BackError, InputEndedError, QuitError
from tracker.cli.linear_talk import Talk
from tracker.cli.linear_words import due_in, not_in_menu, pair
from tracker.domain.text import normal
from tracker.locale import _, ngettext
from tracker.locale.loan import state_word

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.domain.problems import Problem
    from tracker.services.views import Done, LoanRow

_STATES = ("posted", "pending", "sent", "planned")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A payment as far as it has been understood."""

    row: LoanRow
    amount_minor: int = 0
    typed: bool = True
    """Whether the amount was typed; what was proposed may be a sum to hide."""
    paid_on: date
    state: str = "posted"


def record(talk: Talk, loan_id: int | None = None) -> None:
    """Ask for a payment and save it; whoever leaves half-way has saved nothing."""
    talk.section(_("Record a payment"))
    talk.unsaved = True
    try:
        row = which_loan(talk) if loan_id is None else loan_of(talk, loan_id)
        if row is not None:
            _fill(talk, row)
    except BackError:
        talk.line(_("No payment was saved."))
    except (InputEndedError, QuitError):
        raise  # the end of the conversation says that nothing was saved
    except Exception:
        talk.unsaved = False
        raise
    talk.unsaved = False


def _fill(talk: Talk, row: LoanRow) -> None:
    draft = _Draft(row=row, paid_on=talk.book.today)
    for step in (_amount, _paid_on, _state):
        draft = step(talk, draft)
    while True:
        _read_back(talk, draft)
        if _confirmed(talk):
            saved = talk.attempt(partial(_save, talk, draft))
            if saved is None:
                continue  # the file was busy, say; what was entered is still there
            done, problems = saved
            if done is not None:
                _saved(talk, draft, done)
                return
            draft = _mend(talk, draft, problems)
        else:
            draft = _change(talk, draft)


def _read_back(talk: Talk, draft: _Draft) -> None:
    talk.section(_("The payment as it was understood"))
    talk.line(pair(_("Loan"), draft.row.loan))
    talk.line(_amount_line(talk, draft))
    talk.line(_day_line(talk, draft))
    talk.line(pair(_("State"), state_word(draft.state)))


def _confirmed(talk: Talk) -> bool:
    """Whether to save, or else to change something; an empty line never saves."""
    question = _("Save this payment? 1 yes, 2 change, 0 no")
    while True:
        answer = normal(talk.ask(question, help=[_("1 writes it to the file. Nothing is sent to anyone.")]))
        if answer in ("1", "2"):
            return answer == "1"
        talk.line(not_in_menu(answer, 2))


def _change(talk: Talk, draft: _Draft) -> _Draft:
    steps: tuple[Callable[[Talk, _Draft], _Draft], ...] = (_other_loan, _amount, _paid_on, _state)
    words = (_("Loan"), _("Amount"), _("Date"), _("State"))
    try:
        return steps[talk.choose(_("What is to be changed?"), words)](talk, draft)
    except BackError:
        return draft


def _mend(talk: Talk, draft: _Draft, problems: Sequence[Problem]) -> _Draft:
    """Say what is in the way and ask again for what it is about."""
    from tracker.locale.problems import sentence

    for problem in problems:
        talk.line(sentence(problem))
    step = {"paid_on": _paid_on, "amount": _amount}.get(problems[0].field, _change)
    return step(talk, draft)


def _save(talk: Talk, draft: _Draft) -> tuple[Done | None, tuple[Problem, ...]]:
    from tracker.domain.loan.facts import PaymentState
    from tracker.services.loan.find import find_loan
    from tracker.services.payment import record_payment

    return record_payment(
        talk.book,
        find_loan(talk.book, str(draft.row.loan_id)),
        draft.amount_minor,
        paid_on=draft.paid_on,
        state=PaymentState(draft.state),
    )


def _saved(talk: Talk, draft: _Draft, done: Done) -> None:
    from tracker.services.due import list_dues

    talk.unsaved = False
    talk.line(_("{what}.").format(what=talk.told(done.title, counts=True)))
    if talk.book.dry_run:
        talk.line(_("Nothing was written (dry run)."))
        return
    talk.lines([talk.told(note) for note in done.notes])
    if draft.state != "posted":
        talk.line(_("The balance stays as it is until the payment is posted."))
    elif not done.notes:
        talk.line(_("Nothing of this loan is overdue."))
    for total in list_dues(talk.book, overdue_only=True).totals:
        words = ngettext(
            "Overdue in all: {amount}, {count} due", "Overdue in all: {amount}, {count} dues", total.count
        )
        amount = talk.money(total.amount_minor, total.currency)
        talk.line(words.format(amount=amount, count=total.count))
    talk.line(_("u undoes it."))


# The parts


def _other_loan(talk: Talk, draft: _Draft) -> _Draft:
    row = which_loan(talk)
    if row is None or row.loan_id == draft.row.loan_id:
        return draft
    # What was meant for one loan, and may be in its currency, is asked anew for another.
    return _amount(talk, replace(draft, row=row))


def _amount(talk: Talk, draft: _Draft) -> _Draft:
    from tracker.domain.problems import Problem
    from tracker.domain.typed.sums import typed_minor
    from tracker.locale.problems import sentence

    row = draft.row
    proposed = row.to_pay_minor
    talk.line(pair(_("Open of {loan}").format(loan=row.loan), what_is_open(talk, row)))
    question = _("What amount was paid?")
    if proposed:
        amount = talk.money(proposed, row.currency)
        question = _("What amount was paid? An empty line means {amount}:").format(amount=amount)
    while True:
        text = talk.ask(
            question,
            help=[_("An amount as you would write it: 1905.20, 12万, 3k, 1905.2+11.43.")],
            may_be_empty=bool(proposed),
        )
        if not text and proposed:
            draft = replace(draft, amount_minor=proposed, typed=False)
        else:
            minor, problems = typed_minor(text, row.currency)
            if problems and problems[0].ask:
                text = _meant(talk, problems[0], text)
                minor, problems = typed_minor(text, row.currency) if text else (None, ())
            if minor is not None and minor <= 0:
                minor, problems = None, (Problem(code="not_positive", field="amount", value=text),)
            if minor is None:
                talk.lines([sentence(each) for each in problems])
                continue
            draft = replace(draft, amount_minor=minor, typed=True)
        talk.line(_amount_line(talk, draft))
        return draft


def _amount_line(talk: Talk, draft: _Draft) -> str:
    """The amount as it was understood; what was typed in the open is read back even if sums are hidden."""
    from tracker.locale.amounts import format_money

    code = draft.row.currency
    if draft.typed:
        return pair(_("Amount"), f"{format_money(draft.amount_minor, code)} {code}")
    return pair(_("Amount"), talk.money(draft.amount_minor, code))


def _paid_on(talk: Talk, draft: _Draft) -> _Draft:
    from tracker.domain.typed.date import parse_typed_date
    from tracker.locale.problems import sentence

    today = talk.book.today
    question = _("On what date? An empty line means today, {on}:").format(on=today.isoformat())
    while True:
        text = talk.ask(
            question,
            help=[_("A date as you would write it: 2026-11-28, 11-28, 28, -3, yesterday, 昨天.")],
            may_be_empty=True,
        )
        found, problems = parse_typed_date(text or today.isoformat(), today, field="paid_on")
        if problems and problems[0].ask:
            text = _meant(talk, problems[0], text)
            found, problems = parse_typed_date(text, today, field="paid_on") if text else (None, ())
        if found is None:
            talk.lines([sentence(each) for each in problems])
            continue
        draft = replace(draft, paid_on=found)
        talk.line(_day_line(talk, draft))
        return draft


def _day_line(talk: Talk, draft: _Draft) -> str:
    gap: timedelta = draft.paid_on - talk.book.today
    near = due_in(gap.days)
    if gap.days < 0:
        near = ngettext("{days} day ago", "{days} days ago", -gap.days).format(days=-gap.days)
    return pair(_("Paid on"), talk.day(draft.paid_on, near))


def _state(talk: Talk, draft: _Draft) -> _Draft:
    words = {
        "posted": _("posted: the lender has it"),
        "pending": _("pending: the bank is at it"),
        "sent": _("sent: it is on its way"),
        "planned": _("planned: not paid yet"),
    }
    question = _("How far has it come? An empty line means 1, posted:")
    place = talk.choose(question, [words[each] for each in _STATES], default=0)
    return replace(draft, state=_STATES[place])


def _meant(talk: Talk, problem: Problem, text: str) -> str:
    """The reading a person picks of what has several; empty to have it typed anew."""
    from tracker.cli.reading import readings
    from tracker.locale.problems import sentence

    talk.line(sentence(replace(problem, hint=None)))
    found = readings(problem, text)
    if not found:
        return ""
    try:
        return list(found)[talk.choose(_("Which is meant?"), list(found.values()))]
    except BackError:
        return ""
