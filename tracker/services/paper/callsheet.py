"""The call sheet: what to know, ask, write down and not promise, on one screen, while the phone rings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.domain.recovery.channel import Channel, ChannelKind, Reach, parse_hours
from tracker.formats.paper import Document, Heading, Items, Paragraph, Part
from tracker.locale import _, language, ngettext
from tracker.locale.joining import aside
from tracker.locale.papers import source_text
from tracker.locale.talks import means_text, state_text
from tracker.services.paper.draft import Draft
from tracker.services.paper.figures import DebtFigures, debt_figures, household_means
from tracker.services.talk.channels import list_channels, reach
from tracker.services.talk.limitation import restart_rules
from tracker.services.talk.promises import list_promises

_MOST_CHANNELS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One block of the sheet: its code, its name and its lines."""

    code: str
    """call, facts, ask, note, avoid or next."""
    title: str
    lines: tuple[str, ...]
    counted: bool = False
    """Whether its lines are taken one after another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """A call about one loan, in the order it is needed."""

    title: str
    sections: tuple[Section, ...]


def call_sheet(draft: Draft, now: datetime) -> CallSheet:
    """What to say in a call about a loan; `now` is the local time that opening hours are held against."""
    loan = draft.loan
    assert loan is not None  # noqa: S101 -- a call sheet is asked for by its loan
    found = debt_figures(draft.book, loan)
    about = draft.named if draft.lender == draft.named else draft.named + aside(draft.lender)
    title = _("Call about {loan}, {on}").format(loan=about, on=draft.book.today.isoformat())
    sections = (
        Section(code="call", title=_("Call"), lines=_channels(draft, now)),
        Section(code="facts", title=_("Facts"), lines=_facts(draft, found)),
        Section(code="ask", title=_("Ask"), lines=_asks(draft, found), counted=True),
        Section(code="note", title=_("Write down"), lines=_notes()),
        Section(code="avoid", title=_("Do not"), lines=_avoid(draft)),
        Section(code="next", title=_("Then"), lines=_then(draft, found)),
    )
    return CallSheet(title=title, sections=sections)


def as_document(sheet: CallSheet) -> Document:
    """The sheet as a paper."""
    parts: list[Part] = []
    for each in sheet.sections:
        parts.append(Heading(text=each.title))
        parts.append(
            Items(items=each.lines, counted=each.counted)
            if len(each.lines) > 1
            else Paragraph(text="".join(each.lines))
        )
    return Document(title=sheet.title, language=language(), parts=tuple(parts))


def _channels(draft: Draft, now: datetime) -> tuple[str, ...]:
    loan = draft.loan
    channels = list_channels(draft.book, loan.id) if loan else ()
    way = reach(draft.book, loan.id, now) if loan else None
    useful = [each for each in channels if each.kind is not ChannelKind.PAYEE]
    useful.sort(
        key=lambda each: (way is None or each.id != way.channel.id, each.kind is not ChannelKind.PHONE)
    )
    if not useful:
        return (_("! No channel is registered. Take the number from the contract, never from a message."),)
    return tuple(_channel(draft, each, way, now) for each in useful[:_MOST_CHANNELS])


def _channel(draft: Draft, channel: Channel, way: Reach | None, now: datetime) -> str:
    is_number = channel.kind in (ChannelKind.PHONE, ChannelKind.SMS)
    value = draft.number(channel.value) if is_number else draft.said(channel.value)
    words = [means_text(channel.kind.value), value]
    if channel.hours:
        hours, _problems = parse_hours(channel.hours)
        words.append(draft.said(channel.hours))
        if hours is not None:
            at = hours.next_open(now)
            words.append(
                _("(open now)") if at == now else _("(opens {at})").format(at=at.strftime("%Y-%m-%d %H:%M"))
            )
    if way is not None and way.channel.id == channel.id and way.ignored:
        words.append(
            ngettext("{count} try in vain", "{count} tries in vain", way.ignored).format(count=way.ignored)
        )
    found = draft.said(channel.found_in)
    line = " ".join(words)
    return _(", ").join((line, _("from {where}").format(where=found))) if found else line


def _facts(draft: Draft, found: DebtFigures) -> tuple[str, ...]:
    arrears = found.view.arrears
    source = source_text(found.balance.source, found.balance.on.isoformat())
    lines = [_("Balance {amount} ({source})").format(amount=draft.money(found.balance.minor), source=source)]
    if arrears.oldest_due_on is not None:
        words = ngettext(
            "Overdue {days} day, since {on}: {amount}", "Overdue {days} days, since {on}: {amount}",
            arrears.days_past_due,
        )  # fmt: skip
        whole = draft.money(arrears.total_minor, estimate=any(each.estimate for each in arrears.shares))
        on = arrears.oldest_due_on.isoformat()
        lines.append(words.format(days=arrears.days_past_due, on=on, amount=whole))
        if arrears.confirmed_on is None:
            lines[-1] += f" {_('(unconfirmed)')}"
    elif found.kept is not None and found.kept.next_due_on and found.kept.next_minor:
        amount = draft.money(found.kept.next_minor, estimate=found.kept.next_estimate)
        lines.append(
            _("Next due {amount} on {on}").format(amount=amount, on=found.kept.next_due_on.isoformat())
        )
    if found.cause:
        lines.append(_("Cause: {cause}").format(cause=draft.said(found.cause)))
    means = household_means(draft.book)
    if means.income:
        left = draft.money(means.left_minor, means.currency, estimate=means.estimate)
        lines.append(_("Left a month for all debts: {amount}").format(amount=left))
    if found.view.last_contact_on is not None:
        lines.append(_("Last talk: {on}").format(on=found.view.last_contact_on.isoformat()))
    return tuple(lines)


def _asks(draft: Draft, found: DebtFigures) -> tuple[str, ...]:
    talk, lines = found.talk, []
    if found.view.arrears.oldest_due_on is not None and found.view.arrears.confirmed_on is None:
        lines.append(_("Is it overdue with you, since when, and how much of what?"))
    if talk is not None and talk.oral_since:
        lines.append(_("When does the written confirmation of {aim} come?").format(aim=draft.said(talk.aim)))
    elif talk is not None and talk.is_open:
        lines.append(_("What I ask for: {aim}").format(aim=draft.said(talk.aim)))
    else:
        lines.append(_("Which arrangements are there, and which papers do you need?"))
    lines.append(_("Do interest, fees and penalty go on? How is it reported?"))
    lines.append(_("Please send it in writing. By when?"))
    return tuple(lines)


def _notes() -> tuple[str, ...]:
    return (
        _("Time, name, position or number, case reference, every sum and day."),
        _("Recording: ask first, and write down the answer."),
    )


def _avoid(draft: Draft) -> tuple[str, ...]:
    lines = [
        _("No sum and no day beyond what debt cash forecast carries."),
        _("No password, no code, no payment to an unregistered account."),
    ]
    if rules := restart_rules(draft.book, draft.book.today, "promise"):
        words = _("A promise or a part payment may restart limitation ({rule}).")
        lines.append(words.format(rule=rules[0].number))
    return tuple(lines)


def _then(draft: Draft, found: DebtFigures) -> tuple[str, ...]:
    loan = draft.loan
    lines: list[str] = []
    for stage in found.view.answers[:1]:
        if stage.open_answer is not None:
            mark = "!!" if stage.late_days(draft.book.today) else "!"
            lines.append(_("{mark} Answer due by {on}").format(mark=mark, on=stage.open_answer.isoformat()))
    if found.talk is not None and found.talk.is_open:
        words = (
            _("Talk #{number}: {state}, next {on}") if found.talk.next_on else _("Talk #{number}: {state}")
        )
        on = found.talk.next_on.isoformat() if found.talk.next_on else ""
        state = state_text(found.talk.state.value)
        lines.append(words.format(number=found.talk.id, state=state, on=on))
    late = [
        each
        for each in (list_promises(draft.book, loan.id, only_open=True) if loan else ())
        if each.late_days(draft.book.today)
    ]
    for each in late[:1]:
        on = each.due_on.isoformat() if each.due_on else ""
        lines.append(_("! Promise open since {on}: {what}").format(on=on, what=draft.said(each.what)))
    if loan is not None:
        lines.append(f'debt talk log {draft.handle} "…" --direction out')
    return tuple(lines)
