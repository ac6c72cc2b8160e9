"""The forms of the Talks screen: contact, talks and their steps, promise, stage, channel, arrears."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.domain.money import decimal_text
from tracker.domain.recovery.negotiation import NEXT
from tracker.locale import _
from tracker.locale import talks as words
from tracker.locale.evidence import consent_text, kind_text
from tracker.ui.entry_form import EntryField

if TYPE_CHECKING:
    from tracker.domain.recovery.arrears import Told
    from tracker.domain.recovery.channel import Channel
    from tracker.domain.recovery.contact import Contact
    from tracker.domain.recovery.negotiation import Negotiation
    from tracker.domain.recovery.promise import Promise
    from tracker.services.evidence import EvidenceRow

NO = "-"
_MEANS = ("phone", "sms", "email", "chat", "app", "letter", "visit", "other")
_KINDS = ("phone", "sms", "email", "chat", "app", "site", "address", "payee")
_STAGES = (
    "reminder", "call", "letter", "third_party", "visit", "pre_suit", "court", "enforcement", "settled",
)  # fmt: skip
_CONDUCT = ("threat", "insult", "disclosed", "false_claim", "unreasonable_fee", "unannounced_visit")
_FILES = (
    "letter", "sms", "call_recording", "receipt", "contract", "statement", "settlement_letter", "report",
    "other",
)  # fmt: skip
_CONSENTS = ("everybody", "only_me", "not_needed")


def contact_fields(
    old: Contact | None,
    kept: Iterable[EvidenceRow],
    now: datetime,
    message: str = "",
) -> tuple[EntryField, ...]:
    """The form of a contact; a new one is now, from them, by phone; a message is one without reply."""
    means = "sms" if message else "phone"
    at = old.at if old else now
    return (
        EntryField(name="on", label=_("Day"), value=at.date().isoformat(), is_date=True),
        EntryField(name="time", label=_("Time"), value=at.strftime("%H:%M"), hint="22:30"),
        EntryField(
            name="direction", label=_("Who began"), value=old.direction.value if old else "in",
            choices=(("in", _("they did")), ("out", _("you did"))),
        ),
        EntryField(
            name="means", label=_("Means"), value=old.means.value if old else means,
            choices=tuple((each, words.means_text(each)) for each in _MEANS),
        ),
        _yes("answered", _("Spoke"), _("yes"), _("no, rang out or no reply"),
             yes=old.answered if old else not message),
        EntryField(name="number", label=_("Number shown"), value=old.number if old else "",
                   hint=_("theirs, as it was shown")),
        EntryField(name="who", label=_("With whom"), value=old.who if old else "",
                   hint=_("name or staff number")),
        EntryField(name="position", label=_("Company, post"), value=old.position if old else ""),
        EntryField(
            name="identity", label=_("Identity"), value=old.identity.value if old else "unknown",
            choices=(("unknown", _("not noted")), ("shown", _("they said who they are")),
                     ("refused", _("would not say who they are"))),
        ),
        EntryField(name="summary", label=_("What was said"), value=old.summary if old else message,
                   hint=_("facts, sums, days, what both sides promised")),
        EntryField(
            name="conduct", label=_("Improper"), value=old.conduct.value if old else "none",
            choices=(("none", _("nothing")), *((each, words.dubious_text(each)) for each in _CONDUCT)),
        ),
        _yes("hour_agreed", _("Hour agreed"), _("yes, you had agreed to it"), _("no"),
             yes=bool(old and old.hour_agreed)),
        EntryField(name="third_party", label=_("Third party"), value=old.third_party if old else "",
                   hint=_("who else was contacted; empty for nobody")),
        EntryField(
            name="recording", label=_("Recording"), value=old.recording.value if old else "none",
            choices=(("none", _("none")), ("agreed", _("recorded, agreed")),
                     ("not_asked", _("recorded, not asked")), ("refused", _("recording refused"))),
        ),
        *proof_fields(kept, old.proof if old else "", old.evidence if old else None),
    )  # fmt: skip


def proof_fields(
    kept: Iterable[EvidenceRow], proof: str = "", number: int | None = None
) -> tuple[EntryField, EntryField]:
    """What shows it: in words, and an entry of the evidence."""
    rows = tuple((str(each.entry.number), f"#{each.entry.number} {each.entry.name}") for each in kept)
    if number is not None and str(number) not in dict(rows):
        rows = ((str(number), f"#{number}"), *rows)
    return (
        EntryField(name="proof", label=_("Proof"), value=proof, hint=_("what shows it, in words")),
        EntryField(
            name="evidence", label=_("Evidence"), value=NO if number is None else str(number),
            choices=((NO, _("none kept")), *rows),
        ),
    )  # fmt: skip


def talk_fields() -> tuple[EntryField, ...]:
    """The form of new talks."""
    return (
        EntryField(name="aim", label=_("You ask for"),
                   hint=_("one month more, the late fee waived, instalments")),
        EntryField(name="on", label=_("Begun on"), value=_("today"), is_date=True),
        EntryField(name="note", label=_("Note"), hint=_("what you can pay at most, and from when")),
    )  # fmt: skip


def step_fields(talk: Negotiation, kept: Iterable[EvidenceRow]) -> tuple[EntryField, ...]:
    """The form of a step: only states that may follow are offered."""
    proof, evidence = proof_fields(kept)
    return (
        EntryField(
            name="state", label=_("New state"),
            choices=tuple((each.value, words.state_text(each.value)) for each in NEXT[talk.state]),
            value=NEXT[talk.state][0].value,
        ),
        EntryField(name="on", label=_("Happened on"), value=_("today"), is_date=True),
        EntryField(name="next", label=_("Next on"), is_date=True,
                   hint=_("when an answer is due, or your next move")),
        proof,
        evidence,
        EntryField(name="note", label=_("Note")),
    )  # fmt: skip


def promise_fields(currency: str) -> tuple[EntryField, ...]:
    """The form of a promise."""
    return (
        EntryField(
            name="side", label=_("Who promised"), value="me",
            choices=(("me", _("you")), ("lender", _("they"))),
        ),
        EntryField(name="what", label=_("Promise"),
                   hint=_("pay the overdue sum, call no more, waive the fee")),
        EntryField(name="amount", label=_("Amount"), currency=currency, hint=_("if it is about a sum")),
        EntryField(name="due", label=_("By"), is_date=True, hint=_("to be true by, or valid until")),
        EntryField(name="on", label=_("Promised on"), value=_("today"), is_date=True),
        EntryField(name="note", label=_("Note")),
    )  # fmt: skip


def fate_fields(each: Promise) -> tuple[EntryField, ...]:
    """The form that says what came of a promise."""
    fates = ("kept", "broken", "withdrawn", "open")
    return (
        EntryField(
            name="fate", label=_("Outcome"), value="kept" if each.fate.value == "open" else each.fate.value,
            choices=tuple((fate, words.fate_text(fate)) for fate in fates),
        ),
        EntryField(name="on", label=_("On"), value=each.ended_on.isoformat() if each.ended_on else _("today"),
                   is_date=True),
        EntryField(name="note", label=_("Note"), value=each.note),
    )  # fmt: skip


def stage_fields(currency: str, kept: Iterable[EvidenceRow]) -> tuple[EntryField, ...]:
    """The form of a step of the other side."""
    return (
        EntryField(
            name="kind", label=_("Stage"), value="letter",
            choices=tuple((each, words.stage_text(each)) for each in _STAGES),
        ),
        EntryField(name="on", label=_("On"), value=_("today"), is_date=True),
        EntryField(name="holder", label=_("Holder"), hint=_("who holds the debt from now on, if it changed")),
        EntryField(name="claimed", label=_("Claimed"), currency=currency, hint=_("what they say you owe")),
        EntryField(name="answer_by", label=_("Answer by"), is_date=True, hint=_("as the paper says")),
        *proof_fields(kept),
        EntryField(name="note", label=_("Note")),
    )  # fmt: skip


def answered_fields(note: str) -> tuple[EntryField, ...]:
    """The form that says when papers were answered."""
    return (
        EntryField(name="on", label=_("Answered on"), value=_("today"), is_date=True),
        EntryField(name="note", label=_("Note"), value=note),
    )


def channel_fields(old: Channel | None) -> tuple[EntryField, ...]:
    """The form of a channel, with where it was found."""
    return (
        EntryField(
            name="kind", label=_("Channel"), value=old.kind.value if old else "phone",
            choices=tuple((each, words.means_text(each)) for each in _KINDS),
        ),
        EntryField(name="value", label=_("Value"), value=old.value if old else "",
                   hint=_("the number, address or account")),
        EntryField(name="found_in", label=_("Found in"), value=old.found_in if old else "",
                   hint=_("contract, official app, back of the card")),
        EntryField(name="found_on", label=_("Found on"), is_date=True,
                   value=(old.found_on.isoformat() if old.found_on else "") if old else _("today")),
        EntryField(name="hours", label=_("Hours"), value=old.hours if old else "",
                   hint="9:00-18:00 1-5, 24h"),
        EntryField(name="note", label=_("Note"), value=old.note if old else ""),
    )  # fmt: skip


_CREDIT = ("online_loan", "card", "financial_loan", "micro_loan_company", "private_loan", "bnpl")
"""Kinds of credit that rules are made for."""


def arrears_fields(old: Told | None, currency: str) -> tuple[EntryField, ...]:
    """The form of what is known of arrears: the lender's figures take the place of estimates."""

    def day(name: str, label: str, hint: str = "") -> EntryField:
        on = getattr(old, name, None)
        return EntryField(name=name, label=label, is_date=True, value=on.isoformat() if on else "", hint=hint)

    def amount(name: str) -> EntryField:
        minor = getattr(old, f"{name}_minor", None)
        value = "" if minor is None else decimal_text(minor, currency)
        return EntryField(name=name, label=words.share_text(name), value=value, currency=currency,
                          hint=_("as the lender says; empty: estimated"))  # fmt: skip

    kind = old.product if old else ""
    kinds = (*_CREDIT, kind)
    return (
        EntryField(name="product", label=_("Kind of credit"), value=kind,
                   choices=(("", _("not known: no rule of one kind is held against it")),
                            *((each, words.product_text(each)) for each in dict.fromkeys(kinds) if each))),
        EntryField(name="cause", label=_("Cause"), value=old.cause if old else "", hint=_("why it is late")),
        day("confirmed_on", _("Confirmed on"), _("when they said that it is overdue")),
        EntryField(name="confirmed_with", label=_("With whom"), value=old.confirmed_with if old else ""),
        *(amount(name) for name in ("principal", "interest", "fee", "penalty")),
        day("told_on", _("Figures of"), _("the day of the lender's figures")),
        day("frozen_on", _("Frozen since")),
        day("accelerated_on", _("All due since"), _("the whole balance was called")),
        day("line_cut_on", _("Line cut since")),
        EntryField(name="note", label=_("Note"), value=old.note if old else ""),
    )  # fmt: skip


def file_fields() -> tuple[EntryField, ...]:
    """The form of a file that is to be kept."""
    return (
        EntryField(name="file", label=_("File"), is_path=True, hint=_("type, paste or drop a path")),
        *_entry_fields(None),
    )


def correct_fields(old: EvidenceRow) -> tuple[EntryField, ...]:
    """The form that corrects an entry: another takes its place, both stay in the log."""
    return (
        _yes("counts", _("It counts"), _("yes"), _("no: it is withdrawn"), yes=True),
        *_entry_fields(old),
        EntryField(name="file", label=_("Other file"), is_path=True, hint=_("empty: the same file")),
    )


def _entry_fields(old: EvidenceRow | None) -> tuple[EntryField, ...]:
    entry = old.entry if old else None
    consents = ((NO, _("not known")), *((each, consent_text(each)) for each in _CONSENTS))
    return (
        EntryField(
            name="kind", label=_("Kind"), value=entry.kind.value if entry else "letter",
            choices=tuple((each, kind_text(each)) for each in _FILES),
        ),
        EntryField(name="happened", label=_("Happened"), hint=_("2026-11-20 22:30, or a day"),
                   value=entry.happened_at.replace("T", " ") if entry else ""),
        EntryField(name="captured", label=_("Captured"), hint=_("when the picture or copy was made"),
                   value=entry.captured_at.replace("T", " ") if entry else ""),
        EntryField(name="source", label=_("From"), hint=_("a number, an address, a person"),
                   value=entry.source if entry else ""),
        EntryField(name="consent", label=_("Consent"), choices=consents,
                   value=(entry.consent.value if entry else "") or NO),
        EntryField(name="note", label=_("Note"), value=entry.note if entry else ""),
    )  # fmt: skip


def _yes(name: str, label: str, yes_words: str, no_words: str, *, yes: bool) -> EntryField:
    return EntryField(
        name=name, label=label, value="yes" if yes else "no", choices=(("yes", yes_words), ("no", no_words))
    )
