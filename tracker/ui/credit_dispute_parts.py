"""The words and figures of disputes and their rounds on the Credit screen, and their forms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.credit.facts import Body
from tracker.locale import _
from tracker.locale.credit import body_text
from tracker.locale.credit import outcome_text as outcome_word
from tracker.ui.entry_form import EntryField
from tracker.ui.figures import MARKS
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.credit.facts import Dispute, Mark, Round


def about(dispute: Dispute, marks: Iterable[Mark]) -> str:
    """What a dispute is about: its mark, else its ground."""
    mark = next((each for each in marks if each.id == dispute.mark_id), None)
    return (mark.description if mark else "") or dispute.ground or dispute.bureau


def open_dispute(mark: Mark, disputes: Iterable[Dispute]) -> Dispute | None:
    """The dispute of a mark that still awaits an answer, the latest if there are several."""
    waiting = [each for each in disputes if each.mark_id == mark.id and each.is_open]
    return waiting[-1] if waiting else None


def dispute_columns() -> tuple[Column, ...]:
    """The columns of the disputes."""
    return (
        Column(title="", width=2),
        Column(title=_("About"), width=12, grow=True),
        Column(title=_("Bureau"), width=10, least=90),
        Column(title=_("Sent"), width=10, least=50),
        Column(title=_("Answer by"), width=11, least=56),
        Column(title=_("Rule"), width=6, least=66),
        Column(title=_("State"), width=20),
    )


def dispute_line(dispute: Dispute, each: Round, marks: Iterable[Mark], today: date) -> Line:
    """One round of a dispute, with the days left or late; later rounds stand below the first."""
    state, tone = round_state(each, today, is_last=each.number == dispute.last.number)
    name = about(dispute, marks)
    if each.number > 1:
        name = f"  {each.number}. {body_text(each.body.value)}"
    sign = "" if each.verified or each.answer_by else "~"
    return Line(
        tone=tone,
        cells=(
            MARKS.get(tone, ""),
            name,
            each.sent_to,
            _day(each.sent_on),
            sign + _day(each.answer_by or each.ruled_by),
            "" if each.answer_by else each.rule,
            state,
        ),
    )


def dispute_state(dispute: Dispute, today: date) -> tuple[str, str]:
    """How far a dispute has come in words, and its tone."""
    return round_state(dispute.last, today, is_last=True)


def round_state(each: Round, today: date, *, is_last: bool) -> tuple[str, str]:
    """How far a round has come in words, and its tone; a round that was left behind is quiet."""
    if each.outcome.value != "open":
        if each.late_days:
            words = _("{outcome}, {days} d late")
            return words.format(outcome=outcome_word(each.outcome.value), days=each.late_days), "quiet"
        return f"{outcome_word(each.outcome.value)} {_day(each.answered_on)}".rstrip(), "quiet"
    if not is_last:
        return _("no answer"), "quiet"
    if each.due_by is None:
        return _("no date to answer"), ""
    days = (each.due_by - today).days
    if days < 0:
        return _("answer {days} d late").format(days=-days), "overdue"
    return _("{days} d left").format(days=days), "attention" if days <= 3 else ""


def dispute_fields(
    mark: Mark | None, marks: Iterable[Mark], dispute: Dispute | None = None
) -> tuple[EntryField, ...]:
    """The form of a dispute, of one that was sent or about a mark."""
    choices = (("-", _("no mark on record")), *((str(each.id), each.description) for each in marks))
    about_id = dispute.mark_id if dispute else mark.id if mark else None
    bureau = dispute.bureau if dispute else mark.bureau if mark else ""
    sent = _day(dispute.sent_on) if dispute else _("today")
    return (
        EntryField(name="ground", label=_("Why wrong"), value=dispute.ground if dispute else "",
                   hint=_("paid on time; not mine; reported twice")),
        EntryField(name="mark", label=_("Mark"), value="-" if about_id is None else str(about_id),
                   choices=choices),
        EntryField(name="bureau", label=_("Sent to"), value=bureau),
        EntryField(name="sent", label=_("Sent"), value=sent, is_date=True),
        EntryField(name="answer_by", label=_("Answer by"), hint=_("empty: by rule; or a date, or +20"),
                   value=_day(dispute.answer_by) if dispute else "", is_date=True),
        EntryField(name="more_sent", label=_("More sent"),
                   value="yes" if dispute and dispute.extended else "no",
                   choices=(("no", _("no")), ("yes", _("yes, which can give them longer")))),
        EntryField(name="reference", label=_("Their number"), value=dispute.reference if dispute else ""),
        EntryField(name="note", label=_("Note"), value=dispute.note if dispute else ""),
    )  # fmt: skip


def answer_fields(dispute: Dispute) -> tuple[EntryField, ...]:
    """The form of an answer."""
    outcomes = ("corrected", "removed", "rejected", "withdrawn", "open")
    last = dispute.last
    now = last.outcome.value if last.outcome.value != "open" else outcomes[0]
    answered = _day(last.answered_on) or _("today")
    return (
        EntryField(name="outcome", label=_("Answer"), value=now,
                   choices=tuple((each, outcome_word(each)) for each in outcomes)),
        EntryField(name="answered", label=_("Answered"), value=answered, is_date=True),
        EntryField(name="note", label=_("Note"), value=last.note),
    )  # fmt: skip


def round_fields(body: str, each: Round | None = None) -> tuple[EntryField, ...]:
    """The form of a further round; a new one begins with the next body by rule."""
    bodies = tuple((kind.value, body_text(kind.value)) for kind in Body)
    return (
        EntryField(name="body", label=_("Asked of"), value=each.body.value if each else body, choices=bodies),
        EntryField(name="to", label=_("Name"), value=each.sent_to if each else ""),
        EntryField(name="sent", label=_("Sent"), is_date=True,
                   value=_day(each.sent_on) if each else _("today")),
        EntryField(name="answer_by", label=_("Answer by"), hint=_("empty: by rule; or a date, or +20"),
                   value=_day(each.answer_by) if each else "", is_date=True),
        EntryField(name="reference", label=_("Their number"), value=each.reference if each else ""),
        EntryField(name="note", label=_("Note"), value=each.note if each else ""),
    )  # fmt: skip


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()
