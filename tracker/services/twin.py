"""The command line that does what the last change did, read off the log of changes."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from tracker import locations
from tracker.domain.money import decimal_text
from tracker.services.book import Book
from tracker.services.loan.whole import whole_words
from tracker.store.account import read_accounts
from tracker.store.loan import read_loan, read_terms
from tracker.store.undo import Logged, actions, changes_of

Row = Mapping[str, Any]
Words = list[str]

_LOAN = {
    "name": "name", "lender": "lender", "method": "method", "opened_on": "opened", "tracked_from": "as_of",
    "balance_minor": "balance", "principal_minor": "principal", "note": "note",
}  # fmt: skip
_TERMS = {
    "rate_percent": "rate", "rate_per": "rate", "day_count": "day_count", "every": "every",
    "periods": "periods", "first_number": "first_number", "payment_minor": "payment",
    "first_due_on": "first_due", "due_day": "due_day", "lead_days": "lead_days", "fee_percent": "fee_rate",
    "upfront_fee_minor": "upfront_fee", "grace_days": "grace_days", "late_fee_flat_minor": "late_fee",
    "late_fee_percent": "late_fee", "late_fee_floor_minor": "late_fee_floor",
    "late_fee_cap_minor": "late_fee_cap", "penalty_percent": "penalty_rate", "penalty_per": "penalty_rate",
    "allocation": "allocation", "allocation_scope": "scope",
    "allocation_switch_days": "allocation_after_days", "allocation_switched": "allocation_after",
    "rounding": "rounding", "excess": "excess", "statement_day": "statement_day",
    "minimum_percent": "minimum_percent", "minimum_floor_minor": "minimum_floor",
    "credit_limit_minor": "limit", "promo_until": "promo_until", "prepay_fee_percent": "prepay_fee",
    "prepay_fee_until": "prepay_fee_until",
}  # fmt: skip
_USUAL = {
    "day_count": "equal_months", "every": "month", "first_number": "1", "lead_days": "0",
    "allocation": "penalty,fee,interest,principal", "scope": "instalment", "rounding": "half_up",
    "excess": "principal",
}  # fmt: skip
_PAYMENT = {
    "paid_on": "on", "posted_on": "posted-on", "state": "state", "account_id": "from", "ref": "ref",
    "note": "note",
}  # fmt: skip
_MARK = {
    "description": "description", "kind": "kind", "place": "place", "entry_id": "entry",
    "settled_on": "settled", "bureau": "bureau", "origin_on": "origin",
    "expected_removal_on": "expected-removal", "removed_on": "removed", "loan_id": "loan", "note": "note",
}  # fmt: skip
_DISPUTE = {
    "mark_id": "mark", "body": "body", "place": "place", "bureau": "bureau", "ground": "ground",
    "sent_on": "sent", "answer_by": "answer-by", "reference": "reference", "evidence": "evidence",
    "note": "note",
}  # fmt: skip
_USUAL = {"body": "bureau"}
_SCORE = {"bureau": "bureau", "model": "model", "scored_on": "on"}
_AUTOPAY = {
    "is_on": "on", "account_id": "account", "mode": "mode", "fixed_minor": "fixed", "card_tail": "card",
    "card_expires_on": "expires", "checked_on": "checked",
}  # fmt: skip
_QUIET = frozenset(("account", "batch", "receipt", "custom_instalment"))
"""Tables whose rows come along with those of others."""


def command_of(book: Book) -> str:
    """One line for each command that together do the last change again; empty if none does."""
    if not book.exists:
        return ""
    last = next(iter(actions(book.conn, 1)), None)
    if last is None:
        return ""
    if last.undone_at is not None:
        return _line(book, ["undo"])
    found: list[str] = []
    for change in changes_of(book.conn, last.id):
        command = _command(book, change)
        if command is None:
            return ""
        line = _line(book, command) if command else ""
        if line and line not in found:
            found.append(line)
    return "\n".join(found)


def _line(book: Book, words: Words) -> str:
    """The words as a shell reads them; another file than the usual one is named."""
    try:
        usual = book.path == Path(locations.book_file())
    except locations.NoHomeError:
        usual = False
    named = [] if usual else ["--db", str(book.path)]
    return shlex.join(["debt", *words, *named])


def _command(book: Book, change: Logged) -> Words | None:
    """What does one change; nothing for a row that comes along, None if no command does it."""
    if change.table in _QUIET:
        return []
    make = _MAKERS.get(change.table)
    return None if make is None or change.scope == "batch" else make(book, change)


def _payment(book: Book, change: Logged) -> Words | None:
    after, number = change.after, str(change.row_id)
    if change.before is None:
        amount = decimal_text(after["amount_minor"], after["currency"])
        return [
            "pay",
            _slug(book, after["loan_id"]),
            amount,
            *_options(book, _PAYMENT, after, {"state": "posted"}),
        ]
    moved = _moved(change)
    if moved:
        return ["payment", moved, number]
    differs = _differs(change)
    if differs == {"state"}:
        return ["payment", "set-state", number, str(after["state"])]
    amount_words = (
        ["--amount", decimal_text(after["amount_minor"], after["currency"])]
        if "amount_minor" in differs
        else []
    )
    return ["payment", "edit", number, *amount_words, *_changed(book, _PAYMENT, after, differs)]


def _loan(book: Book, change: Logged) -> Words | None:
    found = whole_words(book, change.row_id)
    slug = str(change.after["slug"])
    if change.before is None:
        if found is None:
            return None
        words = {name: text for name, text in found[1].items() if not name.startswith("autopay_")}
        told = [
            each
            for name, text in words.items()
            if name not in ("name", "effective_on") and text and text != _USUAL.get(name)
            for each in (f"--{name.replace('_', '-')}", text)
        ]
        return ["loan", "add", str(change.after["name"]), *told]
    moved = _moved(change)
    if moved:
        return ["loan", moved, slug, *(["--yes"] if moved == "rm" else [])]
    differs = _differs(change)
    if differs == {"closed_on"} and change.after["closed_on"]:
        return ["loan", "close", slug, "--on", str(change.after["closed_on"])]
    if found is None or "closed_on" in differs:
        return None
    return ["loan", "edit", slug, *_told(_LOAN, differs, found[1])] if differs & set(_LOAN) else []


def _terms(book: Book, change: Logged) -> Words | None:
    loan_id = int(change.after["loan_id"])
    found = whole_words(book, loan_id)
    if found is None:
        return None
    if change.before is None:
        if len(read_terms(book.conn, loan_id)) < 2:
            return []  # they came with the loan
        begins = ["--from", str(change.after["effective_on"])]
        words = {name: text for name, text in found[1].items() if name in _TERMS.values()}
        told = [
            each for name, text in words.items() if text for each in (f"--{name.replace('_', '-')}", text)
        ]
        return ["loan", "terms", _slug(book, loan_id), *begins, *told]
    told = _told(_TERMS, _differs(change), found[1])
    return ["loan", "terms", _slug(book, loan_id), *told] if told else []


def _autopay(book: Book, change: Logged) -> Words | None:
    after, slug = change.after, _slug(book, change.after["loan_id"])
    differs = set(_AUTOPAY) if change.before is None else _differs(change)
    found: Words = []
    for column, option in _AUTOPAY.items():
        value = after[column]
        if column not in differs or (change.before is None and value in (None, "")):
            continue
        if column == "is_on":
            text = "on" if value else "off"
        elif column == "fixed_minor":
            loan = read_loan(book.conn, int(after["loan_id"]))
            if value is None or loan is None:
                continue
            text = decimal_text(int(value), loan.currency)
        else:
            text = _text(book, column, value)
        found += [f"--{option}", text]
    return ["autopay", "set", slug, *found]


def _mark(book: Book, change: Logged) -> Words | None:
    return _credit(book, change, "mark", _MARK, "description")


def _dispute(book: Book, change: Logged) -> Words | None:
    answered = {"outcome", "answered_on"}
    if change.before is not None and not _moved(change) and _differs(change) & answered:
        after = change.after
        told = ["--answered", str(after["answered_on"])] if after["answered_on"] else []
        if "note" in _differs(change):
            told += ["--note", str(after["note"])]
        return ["credit", "dispute", "answer", str(change.row_id), str(after["outcome"]), *told]
    return _credit(book, change, "dispute", _DISPUTE, "")


def _score(book: Book, change: Logged) -> Words | None:
    return _credit(book, change, "score", {**_SCORE, "value": "value"}, "value")


def _credit(book: Book, change: Logged, name: str, options: Mapping[str, str], first: str) -> Words | None:
    after = change.after
    if change.before is None:
        told = _options(book, {key: text for key, text in options.items() if key != first}, after, _USUAL)
        return ["credit", name, "add", *([str(after[first])] if first else []), *told]
    moved = _moved(change)
    if moved:
        return ["credit", name, "remove" if moved == "rm" else moved, str(change.row_id)]
    return ["credit", name, "edit", str(change.row_id), *_changed(book, options, after, _differs(change))]


def _posted(name: str, kind: str, on: str) -> Callable[[Book, Logged], Words | None]:
    def make(book: Book, change: Logged) -> Words | None:
        if change.before is not None:
            return None
        after, loan_id = change.after, int(change.after["loan_id"])
        loan = read_loan(book.conn, loan_id)
        if loan is None:
            return None
        amount = decimal_text(after["amount_minor"], loan.currency)
        note = ["--note", str(after["note"])] if after["note"] else []
        return ["loan", name, loan.slug, str(after[kind]), amount, "--on", str(after[on]), *note]

    return make


_MAKERS: dict[str, Callable[[Book, Logged], Words | None]] = {
    "payment": _payment, "loan": _loan, "terms": _terms, "autopay": _autopay, "mark": _mark,
    "dispute": _dispute, "score": _score, "charge": _posted("charge", "kind", "charged_on"),
    "waiver": _posted("waive", "component", "waived_on"),
}  # fmt: skip
"""The table of twins: who words a change of which table."""


def _moved(change: Logged) -> str:
    """`rm` for a row that went to the trash, `restore` for one that came back."""
    if change.before is None or "deleted_at" not in change.after:
        return ""
    before, after = change.before.get("deleted_at"), change.after["deleted_at"]
    return "rm" if after and not before else "restore" if before and not after else ""


def _differs(change: Logged) -> set[str]:
    before = change.before or {}
    return {name for name, value in change.after.items() if before.get(name) != value} - {"version"}


def _options(book: Book, options: Mapping[str, str], after: Row, usual: Row) -> Words:
    """What was given, as options."""
    return [
        each
        for column, option in options.items()
        if after.get(column) not in (None, "", usual.get(column))
        for each in (f"--{option}", _text(book, column, after[column]))
    ]


def _changed(book: Book, options: Mapping[str, str], after: Row, differs: set[str]) -> Words:
    """What was changed, as options; a date that was taken away is `-`."""
    return [
        each
        for column, option in options.items()
        if column in differs
        for each in (f"--{option}", _text(book, column, after[column]))
    ]


def _text(book: Book, column: str, value: Any) -> str:
    if value is None:
        return "-"
    if column == "account_id":
        return next((each.name for each in read_accounts(book.conn) if each.id == value), "")
    return _slug(book, value) if column == "loan_id" else str(value)


def _told(names: Mapping[str, str], differs: set[str], words: Mapping[str, str]) -> Words:
    found: dict[str, str] = {
        names[each]: words.get(names[each], "") or "-" for each in names if each in differs
    }
    return [each for name, text in found.items() for each in (f"--{name.replace('_', '-')}", text)]


def _slug(book: Book, loan_id: int) -> str:
    loan = read_loan(book.conn, int(loan_id)) or read_loan(book.conn, int(loan_id), trashed=True)
    return loan.slug if loan else str(loan_id)
