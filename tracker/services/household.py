"""A household told in `db/demo.toml`, read as what happened to it on which day."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from tracker import locale
from tracker.domain.calendar import add_months, month_end
from tracker.domain.cash.facts import CashKind
from tracker.domain.loan.facts import ChargeKind, Component, Loan, PaymentState
from tracker.domain.problems import Checked
from tracker.domain.typed.sums import typed_minor
from tracker.resources import data_folder
from tracker.services import credit
from tracker.services.autopay import save_account, set_autopay
from tracker.services.book import Book
from tracker.services.cash.accounts import find_account, set_account
from tracker.services.cash.events import save_event
from tracker.services.done import Done
from tracker.services.loan.change import add_charge, add_loan, add_statement, add_waiver
from tracker.services.loan.claims import add_claim
from tracker.services.payment import record_payment
from tracker.services.refund import ask_refund, list_refunds
from tracker.store.loan import read_loan

Row = Mapping[str, Any]
Act = Callable[[Book], Checked[Done]]

DATES = frozenset({
    "opened", "as_of", "first_due", "promo_until", "checked", "expires", "origin", "expected_removal",
    "removed", "sent", "answer_by", "answered", "on", "balance_on",
})  # fmt: skip
DAYS = frozenset({"due_day", "statement_day"})

_STEP = re.compile(r"([+-]\d+)([dm])|@(\d+)|(end)")


class Event(NamedTuple):
    """Something that happens on a day: one change of the book."""

    on: date
    what: str
    act: Act


@dataclass(slots=True)
class Household:
    """What happened up to today, in the order of the days."""

    today: date
    settings: dict[str, str] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    loans: dict[str, int] = field(default_factory=dict)
    marks: dict[str, int] = field(default_factory=dict)

    def on(self, on: date, what: str, act: Act) -> None:
        """Have something happen on a day; what lies ahead does not happen."""
        if on <= self.today:
            self.events.append(Event(on, what, act))

    def loan(self, book: Book, name: str) -> Loan:
        """A loan of the household, once it is in the book."""
        found = read_loan(book.conn, self.loans[name])
        if found is None:
            raise KeyError(name)
        return found


def read_household(today: date) -> Household:
    """The household as it would be today, in the language in use."""
    import tomllib

    told: Row = _translated(tomllib.loads((data_folder("db") / "demo.toml").read_text("utf-8")))
    house = Household(today, {key: told[key] for key in ("currency", "jurisdiction")})
    for row in told["loan"]:
        _tell_loan(house, row)
    start = min(event.on for event in house.events)
    for row in told["account"]:
        name, tail, note = row["name"], row["tail"], row.get("note", "")
        house.on(start, name, partial(save_account, name=name, tail=tail, note=note))
        if "holds" in row:
            fields = _fields(row["holds"], today)
            house.on(date.fromisoformat(fields["balance_on"]), row["name"], _holding(row["name"], fields))
    for row in told["cash"]:
        kind, fields = CashKind(row["kind"]), _fields(row, today)
        house.on(start, row["name"], partial(save_event, kind=kind, fields=fields))
    for row in told["mark"]:
        _tell_mark(house, row)
    for row in told["score"]:
        for value in row["values"]:
            fields = _fields({"bureau": row["bureau"], "model": row.get("model", ""), **value}, today)
            house.on(moment(value["on"], today), row["bureau"], partial(credit.add_score, fields=fields))
    house.events.sort(key=lambda event: event.on)
    return house


def moment(text: str, today: date) -> date:
    """The date that words like `-23m @1` or `+16d -1m end` mean, read from left to right."""
    on = today
    for number, unit, day, end in _STEP.findall(text):
        if unit == "d":
            on += timedelta(days=int(number))
        elif unit == "m":
            on = add_months(on, int(number))
        elif day:
            on = add_months(on, 0, int(day))
        elif end:
            on = month_end(on)
    return on


def _translated(told: Any) -> Any:
    """Text in the language in use wherever it is given in several."""
    if isinstance(told, dict):
        if told.keys() == set(locale.LANGUAGES):
            return told[locale.language()]
        return {key: _translated(value) for key, value in told.items()}
    return [_translated(each) for each in told] if isinstance(told, list) else told


def _holding(name: str, fields: Mapping[str, str]) -> Act:
    def act(book: Book) -> Checked[Done]:
        account, problems = find_account(book, name)
        return (None, problems) if account is None else set_account(book, account, fields)

    return act


def _tell_loan(house: Household, row: Row) -> None:
    name, today = row["name"], house.today
    currency = row.get("currency", "CNY")
    start = moment(row.get("as_of", row["opened"]), today)

    def begin(book: Book) -> Checked[Done]:
        done, problems = add_loan(book, _fields(row, today))
        if done is not None:
            house.loans[name] = done.ids[0]
        return done, problems

    house.on(start, name, begin)
    for on, rank, event in sorted(_postings(row, today), key=lambda each: each[:2]):
        house.on(on, f"{name} {rank} {on}", _posting(house, name, on, event, currency))
    for each in row.get("claim", ()):
        on = moment(each["on"], today)
        house.on(on, name, partial(_claim, house, name, currency, on, each))
    for each in row.get("refund", ()):
        on = moment(each["asked"], today)
        house.on(on, name, partial(_ask_back, name, on, each.get("note", "")))
    autopay = _fields(row.get("autopay", {}), today)
    if autopay:
        set_on = max(start, moment(row["autopay"].get("checked", "-30d"), today))
        house.on(set_on, name, lambda book: set_autopay(book, house.loan(book, name), autopay))


def _claim(house: Household, name: str, currency: str, on: date, told: Row, book: Book) -> Checked[Done]:
    minor, problems = typed_minor(told["balance"], currency, field="balance")
    if minor is None:
        return None, problems
    return add_claim(book, house.loan(book, name), minor, on=on, note=told.get("note", ""))


def _ask_back(name: str, on: date, note: str, book: Book) -> Checked[Done]:
    """Ask for what was taken twice of a loan."""
    (taken,) = (each for each in list_refunds(book) if each.loan == name and each.asked_on is None)
    return ask_refund(book, taken.payment_id, asked_on=on, note=note)


def _postings(row: Row, today: date) -> Iterator[tuple[date, int, Row]]:
    """Charges, waivers, statements and payments of a loan; on one day in this order."""
    for rank, kind in enumerate(("charge", "waiver")):
        for each in row.get(kind, ()):
            yield moment(each["on"], today), rank, each
    if "card" in row:
        yield from _cycles(row["card"], today)
    for each in row.get("paid", ()):
        if "on" in each:
            yield moment(each["on"], today), 3, {"what": "payment", **each}
            continue
        last = moment(each["last"], today)
        other = {but["ago"]: but for but in each.get("but", ())}
        for ago in range(each["months"]):
            but = other.get(ago, {})
            on = add_months(last, -ago) + timedelta(days=but.get("days", 0))
            yield on, 3, {"what": "payment", **each, **but}


def _cycles(card: Row, today: date) -> Iterator[tuple[date, int, Row]]:
    """What happens on a card in each month: purchases, interest, the statement, a payment when it is due."""
    stated, due = moment(card["stated"], today), moment(card["due"], today)
    for each in card["cycle"]:
        on, due_on = add_months(stated, -each["ago"]), add_months(due, -each["ago"])
        yield on - timedelta(days=5), 0, {"kind": "purchase", "amount": each["bought"]}
        yield on, 0, {"kind": "interest", "amount": each["interest"]}
        yield on, 2, {"what": "statement", "due_on": due_on, **each}
        if "paid" in each:
            yield due_on, 3, {"what": "payment", "amount": each["paid"], "account": card["account"]}


def _posting(house: Household, name: str, on: date, event: Row, currency: str) -> Act:
    def sum_of(key: str) -> int:
        minor, problems = typed_minor(event[key], currency, field=key)
        if minor is None:
            raise ValueError(f"{name}: {key} {event[key]}: {problems[0].code}")
        return minor

    def act(book: Book) -> Checked[Done]:
        loan, note = house.loan(book, name), event.get("note", "")
        if "kind" in event:
            return add_charge(book, loan, ChargeKind(event["kind"]), sum_of("amount"), on=on, note=note)
        if "component" in event:
            return add_waiver(book, loan, Component(event["component"]), sum_of("amount"), on=on, note=note)
        if event["what"] == "statement":
            return add_statement(
                book, loan, statement_on=on, due_on=event["due_on"], balance_minor=sum_of("balance"),
                minimum_minor=sum_of("minimum"),
            )  # fmt: skip
        return record_payment(
            book, loan, sum_of("amount"), paid_on=on, state=PaymentState(event.get("state", "posted")),
            account=event["account"], note=note,
        )  # fmt: skip

    return act


def _tell_mark(house: Household, row: Row) -> None:
    name, today = row["description"], house.today
    fields = _fields(row, today)
    removed = {"removed": fields.pop("removed")} if "removed" in fields else {}

    def mark(book: Book) -> Checked[Done]:
        loan = house.loan(book, row["loan"]) if "loan" in row else None
        done, problems = credit.add_mark(book, fields, loan=loan)
        if done is not None:
            house.marks[name] = done.ids[0]
        return done, problems

    dispute = _fields(row.get("dispute", {}), today)
    seen = moment(row.get("dispute", {}).get("sent", "-1m"), today)
    house.on(seen, name, mark)
    if dispute:
        sent = {**dispute, "bureau": row["bureau"]}
        house.on(seen, name, lambda book: credit.add_dispute(book, {**sent, "mark": str(house.marks[name])}))
    if "answered" in dispute:
        answered = date.fromisoformat(dispute["answered"])
        house.on(answered, name, lambda book: _answer(book, house.marks[name], dispute))
    if removed:
        gone = date.fromisoformat(removed["removed"])
        house.on(gone, name, lambda book: credit.edit_mark(book, house.marks[name], removed))


def _answer(book: Book, mark_id: int, fields: Mapping[str, str]) -> Checked[Done]:
    (found,) = (each for each in credit.credit_view(book).disputes if each.mark_id == mark_id)
    return credit.answer_dispute(book, found.id, fields)


def _fields(row: Row, today: date) -> dict[str, str]:
    """The plain words of a row as they are typed, dates and days made absolute."""
    found = {}
    for key, value in row.items():
        if not isinstance(value, str):
            continue
        if key in DATES and _STEP.search(value):
            found[key] = moment(value, today).isoformat()
        elif key in DAYS:
            found[key] = str(moment(value, today).day)
        else:
            found[key] = value
    return found
