"""Talks, contacts, channels, promises and stages, for programs and for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.cli import rows
from tracker.cli.output import Table
from tracker.cli.reading import settle
from tracker.cli.rows import day_text
from tracker.cli.session import Session
from tracker.locale import _
from tracker.locale.joining import apart
from tracker.locale.talks import (
    direction_text,
    dubious_text,
    fate_text,
    means_text,
    stage_text,
    state_text,
    turn_text,
)

if TYPE_CHECKING:
    from tracker.domain.problems import Checked
    from tracker.domain.recovery.channel import Channel
    from tracker.domain.recovery.contact import Contact
    from tracker.domain.recovery.negotiation import Negotiation, Step
    from tracker.domain.recovery.promise import Promise
    from tracker.domain.recovery.stage import Stage
    from tracker.services.book import Book
    from tracker.services.done import Done


def keep(
    session: Session,
    fields: Mapping[str, str | None],
    act: Callable[[Book, dict[str, str]], Checked[Done]],
    book: Book | None = None,
) -> None:
    """Write what was typed, asking where it has two readings, and say what was done."""
    told = {name: text for name, text in fields.items() if text is not None}
    if book is not None:
        session.done((settle(session, told, lambda got: act(book, got)), ()))
        return
    with session.book() as opened:
        done = settle(session, told, lambda got: act(opened, got))
    session.done((done, ()))


def move_entry(session: Session, table: str, number: int, *, back: bool = False) -> None:
    """Move an entry to the trash, or bring it back."""
    from tracker.services.talk.entry import remove_entry, restore_entry

    with session.book() as book:
        checked = (restore_entry if back else remove_entry)(book, table, number)
    session.done(checked)


TALK_FIELDS = (
    "talk_id", "loan_id", "loan", "lender", "aim", "state", "since", "turn", "next_on", "late_days",
    "agreed_orally_on",
)  # fmt: skip


def talk_json(talk: Negotiation, today: date) -> dict[str, Any]:
    """A negotiation."""
    return {
        "talk_id": talk.id,
        "loan_id": talk.loan_id,
        "loan": talk.loan,
        "lender": talk.lender,
        "aim": talk.aim,
        "opened_on": talk.opened_on,
        "state": talk.state.value,
        "since": talk.since,
        "turn": talk.turn,
        "next_on": talk.next_on,
        "late_days": talk.late_days(today),
        "agreed_orally_on": talk.oral_since,
        "note": talk.note,
        "steps": [_step_json(each) for each in talk.steps],
    }


def _step_json(step: Step) -> dict[str, Any]:
    return {
        "state": step.state.value,
        "on": step.happened_on,
        "next_on": step.next_on,
        "proof": step.proof,
        "evidence": step.evidence,
        "note": step.note,
    }


def talk_table(talks: Sequence[Negotiation], today: date) -> Table:
    """The negotiations as a person reads them."""
    return Table(
        (
            "",
            f">{_('ID')}",
            _("Loan"),
            _("What is asked for"),
            _("State"),
            _("State since"),
            _("Turn"),
            _("Next"),
        ),
        [
            (
                "!!" if each.late_days(today) else "!" if each.oral_since else "",
                str(each.id),
                each.loan,
                each.aim,
                state_text(each.state.value),
                each.since.isoformat(),
                turn_text(each.turn),
                day_text(each.next_on),
            )
            for each in talks
        ],
    )


def step_table(steps: Sequence[Step]) -> Table:
    """The steps of a negotiation as a person reads them."""
    return Table(
        (_("On"), _("State"), _("Next"), _("Proof"), _("Note")),
        [
            (
                each.happened_on.isoformat(),
                state_text(each.state.value),
                day_text(each.next_on),
                proof_text(each.proof, each.evidence),
                each.note,
            )
            for each in steps
        ],
    )


def proof_text(proof: str, evidence: int | None) -> str:
    """What shows it: words, and the number in the log of evidence."""
    return " ".join(part for part in (proof, f"#{evidence}" if evidence else "") if part)


CONTACT_FIELDS = (
    "contact_id", "loan_id", "loan", "at", "direction", "means", "answered", "number", "who", "position",
    "identity", "recording", "hour_agreed", "third_party", "conduct", "summary", "proof", "evidence",
)  # fmt: skip


def contact_json(contact: Contact) -> dict[str, Any]:
    """A contact."""
    return {
        "contact_id": contact.id,
        "loan_id": contact.loan_id,
        "loan": contact.loan,
        "at": contact.at.strftime("%Y-%m-%dT%H:%M"),
        "direction": contact.direction.value,
        "means": contact.means.value,
        "answered": contact.answered,
        "number": contact.number,
        "who": contact.who,
        "position": contact.position,
        "identity": contact.identity.value,
        "recording": contact.recording.value,
        "hour_agreed": contact.hour_agreed,
        "third_party": contact.third_party,
        "conduct": contact.conduct.value,
        "summary": contact.summary,
        "proof": contact.proof,
        "evidence": contact.evidence,
    }


def contact_table(contacts: Sequence[Contact]) -> Table:
    """The contacts as a person reads them."""
    from tracker.domain.recovery.contact import dubious

    return Table(
        ("", f">{_('ID')}", _("Loan"), _("At"), _("Who began"), _("Means"), _("With"), _("What was said")),
        [
            (
                "!" if dubious(each) else "",
                str(each.id),
                each.loan,
                each.at.strftime("%Y-%m-%d %H:%M"),
                direction_text(each.direction.value),
                means_text(each.means.value) + ("" if each.answered else f" {_('(no answer)')}"),
                " ".join(part for part in (each.who, each.position, each.number) if part),
                apart([*map(dubious_text, dubious(each)), *([each.summary] if each.summary else [])]),
            )
            for each in contacts
        ],
    )


CHANNEL_FIELDS = ("channel_id", "loan_id", "loan", "kind", "value", "found_in", "found_on", "hours", "note")


def channel_json(channel: Channel) -> dict[str, Any]:
    """A channel."""
    return {
        "channel_id": channel.id,
        "loan_id": channel.loan_id,
        "loan": channel.loan,
        "kind": channel.kind.value,
        "value": channel.value,
        "found_in": channel.found_in,
        "found_on": channel.found_on,
        "hours": channel.hours,
        "note": channel.note,
    }


def channel_table(channels: Sequence[Channel]) -> Table:
    """The channels as a person reads them."""
    return Table(
        (f">{_('ID')}", _("Loan"), _("Channel"), _("Value"), _("Found in"), _("Found on"), _("Hours")),
        [
            (
                str(each.id),
                each.loan,
                means_text(each.kind.value),
                each.value,
                each.found_in,
                day_text(each.found_on),
                each.hours,
            )
            for each in channels
        ],
    )


PROMISE_FIELDS = (
    "promise_id", "loan_id", "loan", "side", "what", "amount", "currency", "promised_on", "due_on",
    "late_days", "fate", "ended_on", "contact_id", "note",
)  # fmt: skip


def promise_json(promise: Promise, today: date) -> dict[str, Any]:
    """A promise."""
    return {
        "promise_id": promise.id,
        "loan_id": promise.loan_id,
        "loan": promise.loan,
        "side": promise.side.value,
        "what": promise.what,
        "amount": rows.money(promise.amount_minor, promise.currency),
        "currency": promise.currency,
        "promised_on": promise.promised_on,
        "due_on": promise.due_on,
        "late_days": promise.late_days(today),
        "fate": promise.fate.value,
        "ended_on": promise.ended_on,
        "contact_id": promise.contact_id,
        "note": promise.note,
    }


def promise_table(promises: Sequence[Promise], today: date) -> Table:
    """The promises as a person reads them."""
    return Table(
        ("", f">{_('ID')}", _("Loan"), _("Who"), _("Promised"), f">{_('Amount')}", _("Due"), _("State")),
        [
            (
                "!!" if each.late_days(today) else "",
                str(each.id),
                each.loan,
                turn_text(each.side.value),
                each.what,
                "" if each.amount_minor is None else rows.amount_of(each.amount_minor, each.currency),
                day_text(each.due_on),
                fate_text(each.fate.value),
            )
            for each in promises
        ],
    )


STAGE_FIELDS = (
    "stage_id", "loan_id", "loan", "kind", "on", "holder", "claimed", "currency", "answer_by", "answered_on",
    "late_days", "proof", "evidence", "note",
)  # fmt: skip


def stage_json(stage: Stage, today: date) -> dict[str, Any]:
    """A stage."""
    return {
        "stage_id": stage.id,
        "loan_id": stage.loan_id,
        "loan": stage.loan,
        "kind": stage.kind.value,
        "on": stage.happened_on,
        "holder": stage.holder,
        "claimed": rows.money(stage.claimed_minor, stage.currency),
        "currency": stage.currency,
        "answer_by": stage.answer_by,
        "answered_on": stage.answered_on,
        "late_days": stage.late_days(today),
        "proof": stage.proof,
        "evidence": stage.evidence,
        "note": stage.note,
    }


def stage_table(stages: Sequence[Stage], today: date) -> Table:
    """The stages as a person reads them."""
    return Table(
        ("", f">{_('ID')}", _("Loan"), _("On"), _("Stage"), _("Holder"), f">{_('Claimed')}", _("Answer by"),
         _("Proof")),
        [
            (
                "!!" if each.late_days(today) else "!" if each.open_answer else "",
                str(each.id),
                each.loan,
                each.happened_on.isoformat(),
                stage_text(each.kind.value),
                each.holder,
                "" if each.claimed_minor is None else rows.amount_of(each.claimed_minor, each.currency),
                day_text(each.answer_by),
                proof_text(each.proof, each.evidence),
            )
            for each in stages
        ],
    )  # fmt: skip
