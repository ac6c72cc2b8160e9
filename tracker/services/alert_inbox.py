"""The inbox: what is open now, why, what to do next, and how it was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.alert.choice import Hold, open_now
from tracker.domain.alert.facts import AlertFact
from tracker.domain.problems import Checked, Problem
from tracker.locale import _
from tracker.services.alert import Alert, preview
from tracker.services.alert_facts import Found, gather
from tracker.services.alert_words import Tell, message, next_act, why
from tracker.services.book import Book
from tracker.services.done import Done
from tracker.store.alert import remove_hold, write_hold
from tracker.store.alert_log import SentAlert, find_sent, sent_of

if TYPE_CHECKING:
    from tracker.services.channel import Channel

OPEN, SNOOZED, CLEARED = "open", "snoozed", "cleared"


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxItem:
    """One open matter; `state` is open, snoozed or cleared, `act` a command line for `next_act`."""

    key: str
    rule: str
    severity: str
    loan_id: int | None
    loan: str
    about_on: date
    on: date
    since: date
    what: str
    amount_minor: int | None
    currency: str
    estimate: bool
    why: str
    next_act: str
    act: str
    state: str
    until_on: date | None = None
    sent_to: tuple[str, ...] = ()
    times_sent: int = 0
    failed_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """Everything open, the worst first; what is put off comes last."""

    items: tuple[InboxItem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)


class AlertNotFoundError(Exception):
    """Nothing open or sent is meant by what was typed; `matches` are several that could be."""

    def __init__(self, text: str, matches: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.matches = matches


def inbox(book: Book, *, tell: Tell | None = None, cleared: bool = False) -> Inbox:
    """What is open now; with `cleared`, what was cleared too. The person's own screen tells all."""
    tell = tell or Tell(names=True, amounts=True)
    found = gather(book)
    items = [_item(book, found, fact, tell) for fact in open_now(found.facts, found.rules, book.today)]
    counts = {state: sum(item.state == state for item in items) for state in (OPEN, SNOOZED, CLEARED)}
    shown = [item for item in items if cleared or item.state != CLEARED]
    order = {OPEN: 0, SNOOZED: 1, CLEARED: 2}
    shown.sort(key=lambda item: (order[item.state], item.severity != "overdue", item.on, item.key))
    return Inbox(items=tuple(shown), counts=counts)


def standing_severities(book: Book) -> frozenset[str]:
    """How severe what is open now is, whether it was said before or not; what is put off is left out."""
    found = gather(book)
    return frozenset(
        found.rules[fact.rule].severity
        for fact in open_now(found.facts, found.rules, book.today)
        if not fact.rides_along
        and not ((hold := found.holds.get(fact.key)) is not None and hold.silent_on(book.today))
    )


def next_message(
    book: Book, *, channels: Sequence[Channel] = (), details: bool = False, hide_amounts: bool = False
) -> tuple[str, str]:
    """The title and text that the next run would send; both empty if there is nothing to say."""
    from tracker.services.alert_message import compose

    alerts: tuple[Alert, ...] = preview(
        book, details=details, hide_amounts=hide_amounts, channels=channels
    ).alerts
    return compose(alerts) if alerts else ("", "")


def clear(book: Book, *texts: str) -> Checked[Done]:
    """Say nothing more about matters; the next due date of the same loan speaks again."""
    found = [find(book, text) for text in texts]
    title = _("Cleared the alert of {name}").format(name=_name(found))
    return _hold(book, found, None, title), ()


def snooze(book: Book, *texts: str, until: date) -> Checked[Done]:
    """Say nothing about matters until a date, then say them again."""
    if until <= book.today:
        return None, (Problem(code="not_later", field="until", value=until.isoformat()),)
    found = [find(book, text) for text in texts]
    title = _("Put off the alert of {name} until {on}").format(name=_name(found), on=until.isoformat())
    return _hold(book, found, until, title), ()


def wake(book: Book, *texts: str) -> Checked[Done]:
    """Have matters speak again that were put off or cleared."""
    found, holds = [find(book, text) for text in texts], gather(book).holds
    held = [each for each in found if each[0] in holds]
    if not held:
        return None, (Problem(code="gone", field="alert", value=", ".join(texts)),)
    with book.change(_("The alert of {name} speaks again").format(name=_name(held))) as writer:
        for key, _loan in held:
            remove_hold(writer, holds[key])
    return Done(title=writer.title, action_id=writer.action_id), ()


def find(book: Book, text: str) -> tuple[str, str]:
    """The matter meant by a number of `alerts list`, a key or a part of one or of a loan's name."""
    text = text.strip()
    if text.isdigit():
        sent = find_sent(book.conn, int(text))
        if sent is None:
            raise AlertNotFoundError(text)
        return sent.fact, sent.loan or sent.due_on.isoformat()
    found = gather(book)
    facts = {fact.key: fact for fact in open_now(found.facts, found.rules, book.today)}
    key = text if text in facts else text.rpartition(":")[0]
    if key not in facts:
        wanted = text.casefold()
        matches = [k for k, fact in facts.items() if wanted in k or wanted in fact.loan.casefold()]
        if len(matches) != 1 or not wanted:
            raise AlertNotFoundError(text, tuple(matches) if wanted else ())
        key = matches[0]
    return key, facts[key].loan or facts[key].about_on.isoformat()


def _name(found: Sequence[tuple[str, str]]) -> str:
    """The first by name, the others by their number."""
    first = found[0][1]
    return _("{name} and {count} more").format(name=first, count=len(found) - 1) if found[1:] else first


def _hold(book: Book, found: Sequence[tuple[str, str]], until: date | None, title: str) -> Done:
    with book.change(title) as writer:
        for key, _loan in found:
            write_hold(writer, key, until)
    return Done(title=title, action_id=writer.action_id)


def _item(book: Book, found: Found, fact: AlertFact, tell: Tell) -> InboxItem:
    sent = sent_of(book.conn, fact.key)
    hold = found.holds.get(fact.key)
    words, line = next_act(fact)
    first = found.rules[fact.rule].ladder.next_on(fact.on, None)
    return InboxItem(
        key=fact.key,
        rule=fact.rule,
        severity=found.rules[fact.rule].severity,
        loan_id=fact.loan_id,
        loan=fact.loan,
        about_on=fact.about_on,
        on=fact.on,
        since=min(first or fact.on, book.today),
        what=message(fact, book.today, tell),
        amount_minor=fact.amount_minor,
        currency=fact.currency,
        estimate=fact.estimate,
        why=why(fact, book.today, amounts=tell.amounts),
        next_act=words,
        act=line,
        state=_state(hold, book.today),
        until_on=hold.until_on if hold else None,
        sent_to=_channels(sent, "sent"),
        times_sent=sum(each.state == "sent" for each in sent),
        failed_to=_channels(sent, "failed"),
    )


def _state(hold: Hold | None, today: date) -> str:
    if hold is None or not hold.silent_on(today):
        return OPEN
    return CLEARED if hold.until_on is None else SNOOZED


def _channels(sent: Sequence[SentAlert], state: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.channel for each in sent if each.state == state))
