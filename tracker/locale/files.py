"""What a reader of files left out or decided by itself, in the person's language."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.joining import relisted

_LISTS = frozenset({"columns", "files", "lines"})


def skip_text(reason: str) -> str:
    """Why a row of a file was left out."""
    return _skips().get(reason, clean(reason))


def note_text(code: str, params: Mapping[str, str] | None = None) -> str:
    """What was decided or left out, as one sentence; empty for a note without words."""
    return (
        _notes()
        .get(code, "")
        .format_map(_Known({name: _shown(name, text) for name, text in (params or {}).items()}))
    )


def sign_problems() -> dict[str, str]:
    """What leaves open which way the amounts of a file went."""
    return {
        "direction_column": _("{field}: {value} does not say which way the money went"),
        "direction_unknown": _("{field}: {value} does not say whether money went out or came in"),
        "sides_unclear": _(
            "{field}: some of {value} bear a sign or CR or DR and others do not, so which way those went is"
            " not told; --set LINE:COLUMN=AMOUNT says it"
        ),
        "amount_unit": _("{field}: {value} counts in another unit; amounts are read in whole units only"),
        "both_ways": _("{field}: the row has money out and money in: {value}"),
        "fee_negative": _("{field}: {value} is below zero; whether it was paid or paid back is not told"),
        "sign_denied": _("{field}: the balances beside the amounts go the other way"),
        "sign_other": _("{field}: payments and purchases bear the opposite sign of this layout"),
    }


class _Known(dict[str, str]):
    """Parameters of a note; one that is not given reads as a question mark."""

    def __missing__(self, key: str) -> str:
        return "?"


def _shown(name: str, text: str) -> str:
    return relisted(clean(text)) if name in _LISTS else clean(text)


def _skips() -> dict[str, str]:
    return {
        "blank": _("blank"),
        "chosen": _("left out by choice"),
        "said_none": _("left out by choice"),
        "total": _("a total"),
        "label": _("a label"),
        "no_name": _("no name"),
        "zero": _("nothing owed"),
        "other_direction": _("money in the other direction"),
        "balance_line": _("a balance"),
        "not_repayment": _("no repayment of a loan here"),
        "no_loan": _("looks like a repayment, but no loan here goes by that name"),
        "other_currency": _("it names a loan that is in another currency"),
        "card_unsaid": _("it moved money on the card, but does not say whether it is a payment or a refund"),
        "before_tracked": _("before the card was tracked: the balance at the start has it"),
        "not_yet": _("in the future"),
        "closed": _("a closed transaction"),
        "failed": _("it failed"),
        "refund": _("a refund"),
        "pending": _("still pending"),
        "reverted": _("taken back"),
        "given": _("its text speaks of money lent or given back"),
        "unsure": _("its status is not known"),
        "split": _("a part of a split"),
        "other_side": _("the other side of a transfer"),
        "not_a_debt": _("an account that is no debt"),
        "of_its_file": _("names rows of the file it is from"),
        "changed_since": _("changed here since the export; what is here stays"),
    }


def _notes() -> dict[str, str]:
    return {
        "columns_ignored": _("columns not used: {columns}"),
        "evidence_missing": _("evidence whose file did not come with it: {files}"),
        "columns_missing": _("columns of an export that are missing: {columns}"),
        "read_as_money_out": _("negative amounts were read as payments"),
        "currency_from_sign": _("amounts were read as {currency}"),
        "due_date_long_past": _(
            "{name}: the due date {on} is long past, so only its day of the month counts"
        ),
        "all_are_payments": _(
            "every row was read as a payment to {name}; --sign negative is for a file of what was bought with"
            " the card"
        ),
        "sheets_unread": _(
            "only the sheet {sheet} was read; others with rows were not: {others}. A sheet comes in as a file"
            " of its own"
        ),
        "rows_equal": _(
            "the same as an earlier line of the file: line {lines}; each comes in as a payment of its own"
        ),
        "balance_jumps": _(
            "the balance jumps before line {lines}: rows may be missing, or the file has been cut"
        ),
        "repayments_elsewhere": _(
            "looks like repayments of loans that are not here: line {lines}; --loan-for TEXT=LOAN names one"
        ),
        "balance_unknown": _(
            "{name}: the file says nothing of what is owed, so it stands at 0; debt loan edit --balance or"
            " --set LINE:balance=AMOUNT says it"
        ),
        "card_unsaid": _(
            "money on the card that says neither payment nor refund: line {lines}; --set LINE:as=payment or"
            " refund says it"
        ),
        "status_unknown": _(
            "looks like repayments, but what became of them is said by a word that is not known:"
            " line {lines}; --rows LINES --loan LOAN takes them all the same"
        ),
        "covered_by_statement": _(
            "{name}: the statement of {on} covers {count} of these rows; its balance stays what was owed then"
        ),
        "postings_alike": _(
            "new, but like a charge typed within {days} days: line {lines}; leave out what is the same"
        ),
        "payments_alike": _(
            "new, but like a payment of the book within {days} days: line {lines}; leave out what is the same"
        ),
        "payments_settled": _("payments that were under way and are now settled: {count}"),
    }
