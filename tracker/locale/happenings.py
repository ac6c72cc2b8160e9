"""What happened to a loan, and what makes a claim differ, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.domain.text import clean
from tracker.locale import _, ngettext
from tracker.locale.joining import listed
from tracker.locale.loan import posting_word, state_word


def happening_text(kind: str, code: str, params: Mapping[str, str], note: str = "") -> str:
    """One row of a loan's story, without its amount."""
    if kind == "edit":
        return clean(note)
    if kind == "terms":
        return _("New terms: {words}").format(words=_terms_text(params))
    if kind in ("contact", "talk", "step", "promise", "stage", "evidence"):
        return talk_text(kind, code, params, note)
    if kind == "missed":
        return _missed_text(code, int(params.get("days", "0")))
    words = {
        "opened": _("Opened"),
        "tracked": _("The record begins"),
        "closed": _("Closed"),
        "payment": _("Payment, {code}"),
        "charge": _("Charged: {code}"),
        "waiver": _("Let go of: {code}"),
        "given_back": _("A purchase was given back"),
        "statement": _("Statement, due {due_on}"),
        "claim": _("The lender claims this balance"),
        "refund_asked": _("Asked for a refund"),
        "refund_back": _("A refund came back"),
    }
    if kind == "waiver" and code == "refund":
        kind = "given_back"
    word = state_word(code) if kind == "payment" else posting_word(code)
    text = words.get(kind, kind).format(code=word, due_on=clean(params.get("due_on", "")))
    return f"{text} – {clean(note)}" if note else text


def talk_text(kind: str, code: str, params: Mapping[str, str], note: str) -> str:
    """A row of a loan's story that is about talks."""
    from tracker.locale import evidence, talks

    match kind:
        case "contact":
            who = talks.direction_text(params.get("direction", ""))
            head = " ".join((params.get("time", ""), talks.means_text(code), who))
        case "promise":
            head = _("You promised") if code == "me" else _("They promised")
        case "stage":
            head = _("Stage: {stage}").format(stage=talks.stage_text(code))
        case "evidence":
            head = _("Kept as evidence: {kind}").format(kind=evidence.kind_text(code))
        case _:
            head = _("Talks: {state}").format(state=talks.state_text(code))
    return f"{head} – {clean(note)}" if note else head


def _missed_text(code: str, days: int) -> str:
    if code == "settled":
        words = ngettext("Due and paid {days} day late", "Due and paid {days} days late", days)
        return words.format(days=days)
    if code == "replaced":
        words = ngettext(
            "Due, {days} day late when a later schedule replaced it",
            "Due, {days} days late when a later schedule replaced it",
            days,
        )
        return words.format(days=days)
    return ngettext("Due, open for {days} day", "Due, open for {days} days", days).format(days=days)


def _terms_text(params: Mapping[str, str]) -> str:
    from tracker.locale.fields import field_name

    return listed(f"{field_name(name)} {clean(word) or '-'}" for name, word in params.items()) or "-"


def line_text(code: str, *, on: date | None, since: date | None, days: int | None, about: int | None) -> str:
    """One line between a claimed balance and ours."""
    words = {
        "interest_due": _("Interest that has fallen due and is not paid"),
        "interest_accrued": _("Interest since {since}, {days} d"),
        "fees_due": _("Fees of the contract"),
        "penalty": _("Penalty interest, not posted"),
        "late_fees": _("Late fees, not posted"),
        "overpaid": _("Overpaid before"),
        "payment_not_counted": _("As if the payment of {on} ({about}) had not been counted"),
        "payment_under_way": _("As if the payment of {on} ({about}) had been booked already"),
        "payment_failed_counted": _("As if the failed payment of {on} ({about}) had been counted"),
        "payment_reversed_counted": _("As if the reversed payment of {on} ({about}) had been counted"),
        "payment_duplicate_counted": _("As if the second debit of {on} ({about}) had been counted"),
        "waiver_not_counted": _("As if the waiver of {on} had not been counted"),
        "charge_not_claimed": _("As if the charge of {on} had not been made"),
        "late_fee_not_posted": _("A late fee that the book does not have"),
        "rounding": _("Rounding"),
        "more_unknown": _("Not in the book: ask what it is"),
        "less_unknown": _("Not claimed: ask why"),
    }
    return words.get(code, code).format(
        on=on.isoformat() if on else "?",
        since=since.isoformat() if since else "?",
        days="?" if days is None else days,
        about="?" if about is None else about,
    )


def basis_text(basis: str) -> str:
    """How well a line is founded."""
    words = {
        "fact": _("in the book"),
        "estimate": _("estimate"),
        "match": _("the sum matches"),
        "rest": _("unknown"),
    }
    return words.get(basis, basis)
