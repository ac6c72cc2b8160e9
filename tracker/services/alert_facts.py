"""Everything there is to say something about, with the rules and holds as the person has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.domain.alert.choice import Hold
from tracker.domain.alert.facts import (
    AlertFact,
    card_facts,
    dispute_facts,
    due_facts,
    mark_facts,
    promo_facts,
    silence_fact,
)
from tracker.domain.alert.rules import Rule, tuned
from tracker.domain.loan.refund import LOOKED_AT_DAYS, WINDOW_DAYS
from tracker.services.alert_autopay import autopay_alerts
from tracker.services.alert_silence import silent_since
from tracker.services.book import Book
from tracker.store.alert import (
    first_due_after,
    read_cards,
    read_holds,
    read_promos,
    read_rules,
)
from tracker.store.due import read_dues
from tracker.store.present import (
    any_credit,
    any_followed,
    any_in_force,
    any_taken_twice,
    any_talk_due,
    any_to_come_back,
)

AHEAD_DAYS = 125
"""How far ahead dues are read: a step lies at most 60 days before a safe day, that 60 before the due."""

_FIRST = date(1970, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found; from `look_on` on there may be more."""

    facts: tuple[AlertFact, ...]
    rules: dict[str, Rule]
    holds: dict[str, Hold]
    look_on: date | None

    @property
    def keys(self) -> tuple[str, ...]:
        """The matters, each once."""
        return tuple(dict.fromkeys(each.key for each in self.facts))


def gather(book: Book) -> Found:
    """Find everything that a rule may speak of today or soon."""
    today = book.today
    horizon = today + timedelta(days=AHEAD_DAYS)
    dues = read_dues(book.conn, _FIRST, horizon)
    beyond = first_due_after(book.conn, horizon)
    rules = tuned(read_rules(book.conn))
    autopay, autopay_on = autopay_alerts(book, dues, rules)
    plans, plans_on = _plans(book)
    facts = [
        *due_facts(dues),
        *autopay,
        *card_facts(read_cards(book.conn, today)),
        *promo_facts(read_promos(book.conn, today), today),
        *_credit(book),
        *_refunds(book),
        *_arrangements(book),
        *_talks(book),
        *_switch_offs(book),
        *plans,
    ]
    silent = silent_since(book)
    if silent is not None:
        facts.append(silence_fact(silent.date()))
    looks = [autopay_on, plans_on, beyond - timedelta(days=AHEAD_DAYS) if beyond else None]
    return Found(
        facts=_merged(facts),
        rules=rules,
        holds=read_holds(book.conn),
        look_on=min((on for on in looks if on is not None), default=None),
    )


def _credit(book: Book) -> Iterable[AlertFact]:
    if not any_credit(book.conn):
        return  # what reads them is not even loaded: cron pays for every module
    from tracker.services.credit_dates import dated_disputes, dated_marks
    from tracker.services.credit_file import current_alarms

    disputes, marks = dated_disputes(book), dated_marks(book)
    yield from dispute_facts(disputes)
    yield from mark_facts(marks)
    for each in current_alarms(book, marks, disputes):
        yield AlertFact(
            rule="back_on_report", loan_id=None, about=f"back.{each.entry_id}", about_on=each.back_on,
            on=each.back_on, loan=f"{each.bureau}: {each.about}",
        )  # fmt: skip


def _talks(book: Book) -> Iterable[AlertFact]:
    """Moves, answers and promises that fall due."""
    if not any_talk_due(book.conn):
        return
    from tracker.domain.alert.talk_facts import answer_facts, complaint_facts, follow_up_facts, promise_facts
    from tracker.store.recovery_case import read_complaints
    from tracker.store.talk import read_negotiations, read_promises, read_stages

    yield from follow_up_facts(read_negotiations(book.conn))
    yield from answer_facts(read_stages(book.conn))
    yield from complaint_facts(
        (each, each.answer_by)
        for each in read_complaints(book.conn)
        if each.is_open and each.filed_on is not None and each.answer_by is not None
    )
    yield from promise_facts(read_promises(book.conn, only_open=True))


def _switch_offs(book: Book) -> Iterable[AlertFact]:
    """Autopays that a person chose to switch off and that still come."""
    if not book.setting("triage_off"):
        return
    from tracker.services.plan.triage_off import open_offs

    for off, debit in open_offs(book):
        yield AlertFact(
            rule="follow_up", loan_id=off.loan_id, about=f"off.{off.loan_id}", about_on=off.on, on=off.by,
            loan=debit.loan, params={"kind": "autopay"},
        )  # fmt: skip


def _plans(book: Book) -> tuple[Iterable[AlertFact], date | None]:
    """Extra payments that an adopted plan asks for."""
    if not any_followed(book.conn):
        return (), None
    from tracker.services.plan.alerts import plan_alerts

    return plan_alerts(book)


def _arrangements(book: Book) -> Iterable[AlertFact]:
    """Autopays that follow what an arrangement has replaced."""
    if not any_in_force(book.conn):
        return
    from tracker.services.talk.offer_steps import clash_facts

    yield from clash_facts(book)


def _refunds(book: Book) -> Iterable[AlertFact]:
    """Debits that look taken twice, and money asked back that is not back."""
    since = book.today - timedelta(days=LOOKED_AT_DAYS + WINDOW_DAYS)
    if not any_taken_twice(book.conn, since, WINDOW_DAYS) and not any_to_come_back(book.conn):
        return
    from tracker.services.refund import list_refunds, suspected_duplicates

    for each in suspected_duplicates(book):
        yield AlertFact(
            rule="duplicate_debit", loan_id=each.loan_id, about=f"duplicate.{each.payment_id}",
            about_on=each.paid_on, on=each.paid_on, loan=each.loan, amount_minor=each.amount_minor,
            currency=each.currency, params={"payment": str(each.payment_id)},
        )  # fmt: skip
    for asked in list_refunds(book):
        since = asked.asked_on or asked.paid_on
        yield AlertFact(
            rule="duplicate_debit", loan_id=asked.loan_id, about=f"refund.{asked.payment_id}",
            about_on=since, on=since, loan=asked.loan, amount_minor=asked.amount_minor,
            currency=asked.currency, params={"payment": str(asked.payment_id), "asked": since.isoformat()},
        )  # fmt: skip


def _merged(facts: list[AlertFact]) -> tuple[AlertFact, ...]:
    """Each matter once for each rule: two dues of one loan, date and kind are one to a person."""
    from dataclasses import replace

    found: dict[tuple[str, str], AlertFact] = {}
    for each in facts:
        key = (each.key, each.rule)
        before = found.get(key)
        if before is not None and before.amount_minor is not None and each.amount_minor is not None:
            each = replace(each, amount_minor=before.amount_minor + each.amount_minor)
        found[key] = each
    return tuple(found.values())
