"""Hardship with its papers, and complaints, on the Talks screen: their rows, words and forms."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.recovery.adviser import Adviser
from tracker.domain.recovery.checked import Checked
from tracker.domain.recovery.complaint import Complaint
from tracker.domain.recovery.hardship import Hardship, Paper
from tracker.locale import _, ngettext
from tracker.locale.cases import (
    cause_text,
    collected_text,
    complaint_state_text,
    paper_state_text,
    paper_text,
)
from tracker.locale.hiding import told
from tracker.locale.joining import listed
from tracker.ui import talks_asked as asked
from tracker.ui.entry_form import EntryField
from tracker.ui.talks_forms import proof_fields
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.evidence import EvidenceRow
    from tracker.services.talk.page import TalkCase

Styled = str | tuple[str, str]
CaseRow = Hardship | Paper | Complaint | Adviser | Checked
_CAUSES = ("job_loss", "income_cut", "illness", "family", "disaster", "fraud", "other")
_OUTCOMES = ("upheld", "partly", "rejected", "withdrawn", "open")


def case_rows(case: TalkCase) -> tuple[CaseRow, ...]:
    """The hardships, each with its papers below it, complaints, advisers, messages that were kept."""
    found: list[CaseRow] = []
    for each in case.hardships:
        found += (each, *each.papers)
    return (*found, *case.complaints, *case.advisers, *case.messages)


def case_columns() -> tuple[Column, ...]:
    """The columns of the cases."""
    return (
        Column(title="", width=2),
        Column(title=_("Case"), width=11),
        Column(title=_("What"), width=14, grow=True),
        Column(title=_("State"), width=16),
        Column(title=_("By"), width=10),
    )


def case_line(row: CaseRow, today: date) -> Line:
    """A hardship, a paper of it, a complaint, an adviser or a message."""
    if isinstance(row, Adviser):
        return asked.adviser_line(row)
    if isinstance(row, Checked):
        return asked.message_line(row)
    if isinstance(row, Hardship):
        late = bool(row.outlived_days(today))
        text = ngettext("{n} paper missing", "{n} papers missing", len(row.missing))
        state = text.format(n=len(row.missing)) if row.missing else _("papers complete")
        return _line(
            "!" if late else "", _("hardship"), f"{cause_text(row.cause.value)} {row.since_on.isoformat()}",
            state if row.is_open else _("ended"), row.expected_on,
        )  # fmt: skip
    if isinstance(row, Paper):
        return _line(
            "", f"  {_('paper')}", paper_text(row.what), paper_state_text(row.state.value), row.sent_on
        )
    late = bool(row.late_days(today))
    count = ngettext("{n} incident", "{n} incidents", len(row.incidents)).format(n=len(row.incidents))
    what = " · ".join(part for part in (row.body, told(row.about), count) if part)
    return _line("!!" if late else "", _("complaint"), what, complaint_state_text(row.state), row.answer_by)


def _line(mark: str, kind: str, what: str, state: str, on: date | None) -> Line:
    tone = {"!!": "overdue", "!": "attention"}.get(mark, "")
    return Line(tone=tone, cells=(mark, kind, what, state, on.isoformat() if on else ""))


def case_about(row: CaseRow) -> Iterator[Styled]:
    """A row in full, with what can be done about it."""
    if isinstance(row, Adviser):
        yield from asked.adviser_about(row)
    elif isinstance(row, Checked):
        yield from asked.message_about(row)
    elif isinstance(row, Hardship):
        yield f"{cause_text(row.cause.value)}, {row.since_on.isoformat()}\n", "bold"
        scope = _("of this loan") if row.loan_id else _("of the whole household")
        yield scope + "\n"
        yield (told(row.note) + "\n") if row.note else ""
        yield _("Enter: change or end it. On a paper: have it, sent it.")
    elif isinstance(row, Paper):
        yield f"{paper_text(row.what)}: {paper_state_text(row.state.value)}\n", "bold"
        yield (f"#{row.evidence}\n") if row.evidence else ""
        yield told(row.note)
    else:
        yield f"{row.body} {told(row.about)}\n", "bold"
        for each in row.incidents:
            proof = f" #{each.evidence}" if each.evidence else ""
            text = collected_text(each.what, each.times, each.allowed)
            yield f"{each.happened_on.isoformat()} {told(text)} {each.rule}{proof}\n"
        if row.reference:
            yield _("reference {number}").format(number=row.reference) + "\n"
        if row.answer_by and row.is_open:
            rule = f" ({row.answer_rule})" if row.answer_rule else ""
            yield _("answer by {on}").format(on=row.answer_by.isoformat()) + f"{rule}\n"
        yield _("Enter: filed, then answered. The letter is under Paper.")


def hardship_fields(old: Hardship | None) -> tuple[EntryField, ...]:
    """The form of a hardship."""
    day = old.since_on.isoformat() if old else _("today")
    ended = old.ended_on.isoformat() if old and old.ended_on else ""
    whole = (("loan", _("this loan")), ("household", _("the whole household")))
    return (
        EntryField(
            name="cause", label=_("Cause"), value=old.cause.value if old else "income_cut",
            choices=tuple((each, cause_text(each)) for each in _CAUSES),
        ),
        EntryField(name="since", label=_("Since"), value=day, is_date=True),
        EntryField(name="expected", label=_("Until about"), is_date=True, hint=_("when it is likely over"),
                   value=old.expected_on.isoformat() if old and old.expected_on else ""),
        *(
            (EntryField(name="ended", label=_("Ended on"), value=ended, is_date=True),)
            if old
            else (
                EntryField(name="scope", label=_("About"), value="loan", choices=whole),
                EntryField(name="papers", label=_("Papers"), value="usual",
                           hint=_("usual, none, or your own by commas")),
            )
        ),
        EntryField(name="note", label=_("Note"), value=old.note if old else ""),
    )  # fmt: skip


def paper_state_fields(paper: Paper, kept: tuple[EvidenceRow, ...]) -> tuple[EntryField, ...]:
    """The form of a paper of a hardship."""
    _proof, evidence = proof_fields(kept, "", paper.evidence)
    return (
        EntryField(
            name="state", label=_("State"), value=paper.state.value,
            choices=tuple((each, paper_state_text(each)) for each in ("missing", "have", "sent")),
        ),
        EntryField(name="sent", label=_("Sent on"), is_date=True,
                   value=paper.sent_on.isoformat() if paper.sent_on else ""),
        evidence,
        EntryField(name="note", label=_("Note"), value=paper.note),
    )  # fmt: skip


def complaint_fields(bodies: tuple[str, ...]) -> tuple[EntryField, ...]:
    """The form of a complaint; what the log shows is collected when it is saved."""
    known = listed(bodies)
    return (
        EntryField(name="body", label=_("To whom"), value=bodies[0] if bodies else "",
                   hint=known or _("the lender, a regulator")),
        EntryField(name="about", label=_("About"), hint=_("calls at night, a threat, contact with others")),
        EntryField(name="on", label=_("Begun on"), value=_("today"), is_date=True),
        EntryField(name="note", label=_("Note")),
    )  # fmt: skip


def filed_fields(old: Complaint, kept: tuple[EvidenceRow, ...]) -> tuple[EntryField, ...]:
    """The form that says that a complaint was filed."""
    _proof, evidence = proof_fields(kept, "", old.evidence)
    return (
        EntryField(name="on", label=_("Filed on"), value=_("today"), is_date=True),
        EntryField(name="reference", label=_("Reference"), value=old.reference, hint=_("its number there")),
        EntryField(name="answer_by", label=_("Answer by"), is_date=True, hint=_("by the rule, if empty")),
        evidence,
        EntryField(name="note", label=_("Note"), value=old.note),
    )  # fmt: skip


def answer_fields(old: Complaint, kept: tuple[EvidenceRow, ...]) -> tuple[EntryField, ...]:
    """The form that says what came of a complaint."""
    _proof, evidence = proof_fields(kept, "", old.evidence)
    return (
        EntryField(
            name="outcome", label=_("Outcome"), value="upheld",
            choices=tuple((each, complaint_state_text(each)) for each in _OUTCOMES),
        ),
        EntryField(name="on", label=_("Answered on"), value=_("today"), is_date=True),
        evidence,
        EntryField(name="note", label=_("Note"), value=old.note),
    )  # fmt: skip


def incident_fields(kept: tuple[EvidenceRow, ...]) -> tuple[EntryField, ...]:
    """The form of an incident in a person's own words."""
    _proof, evidence = proof_fields(kept)
    return (
        EntryField(name="what", label=_("What"), hint=_("what happened, in your words")),
        EntryField(name="on", label=_("On"), value=_("today"), is_date=True),
        evidence,
        EntryField(name="note", label=_("Note")),
    )
