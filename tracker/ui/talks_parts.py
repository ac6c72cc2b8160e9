"""The lists of the Talks screen, as pure functions of what is known."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from tracker.domain.recovery.contact import dubious
from tracker.domain.rule.conduct import Incident
from tracker.locale import _, ngettext
from tracker.locale import talks as words
from tracker.locale.evidence import fault_text, kind_text, moment_text
from tracker.locale.hiding import told
from tracker.locale.joining import apart
from tracker.ui.commands import with_keys
from tracker.ui.figures import Figures
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.domain.recovery.channel import Channel
    from tracker.domain.recovery.contact import Contact
    from tracker.domain.recovery.negotiation import Negotiation
    from tracker.domain.recovery.promise import Promise
    from tracker.domain.recovery.stage import Stage
    from tracker.services.evidence import EvidenceRow
    from tracker.services.talk.conduct import ConductView, Noted
    from tracker.services.talk.page import TalkRow

_TONES = {"!!": "overdue", "!": "attention", "ok": "ok"}


def banner(rows: tuple[TalkRow, ...], today: date) -> tuple[str, ...]:
    """The tone, what comes first in words, then shorter ways to say it."""
    if not rows:
        return "", with_keys(_("No loan yet. Add one first: 2, then {add}."), add="loan.add")
    first, open_talks = rows[0], sum(bool(each.state) for each in rows)
    count = ngettext("{n} in talks", "{n} in talks", open_talks).format(n=open_talks)
    if first.act == "nothing":
        return "", _("ok: nothing to answer, nothing overdue · {count}").format(count=count)
    text = _("{loan}: {what}").format(loan=first.loan.loan, what=act_words(first, today))
    short = f"{first.severity} {text}".strip()
    if first.on is not None and first.act != "arrears":
        short = _("{text} by {on}").format(text=short, on=first.on.isoformat())
    return _TONES.get(first.severity, ""), f"{short} · {count}", short


def loan_banner(row: TalkRow, today: date) -> tuple[str, ...]:
    """The loan whose list is shown, where the list of loans is not."""
    name = f"{row.severity} {row.loan.loan}".strip()
    act = act_words(row, today)
    text = f"{name} · {act}" if act else name
    return _TONES.get(row.severity, ""), f"{text} · {_('← → other loans')}", text, name


def act_words(row: TalkRow, today: date) -> str:
    """What is to be done next about a loan."""
    if row.act == "arrears":
        days = (today - row.on).days if row.on else row.loan.days_past_due
        return ngettext("{n} day late: call them", "{n} days late: call them", days).format(n=days)
    return {
        "answer": _("answer the papers"),
        "writing": _("get it in writing"),
        "follow_up": _("follow up"),
        "promise": _("a promise is due"),
        "draft": _("send what you ask for"),
    }.get(row.act, "")


def loan_columns() -> tuple[Column, ...]:
    """The columns of the loans."""
    return (
        Column(title="", width=2),
        Column(title=_("Loan"), width=12, grow=True),
        Column(title=_("What next"), width=23),
        Column(title=_("When"), width=10),
        Column(title=_("Talks"), width=16, least=74),
    )


def loan_line(row: TalkRow, today: date) -> Line:
    """A loan with what is to be done next."""
    state = _("closed") if row.loan.closed_on else words.state_text(row.state) if row.state else ""
    on = row.on.isoformat() if row.on else ""
    return Line(
        tone=_TONES.get(row.severity, "quiet" if row.act == "nothing" and not row.state else ""),
        cells=(row.severity, row.loan.loan, act_words(row, today), on, state),
    )


def log_columns() -> tuple[Column, ...]:
    """The columns of the contact log."""
    return (
        Column(title="", width=2),
        Column(title=_("At"), width=16),
        Column(title=_("Who began"), width=9, least=60),
        Column(title=_("Means"), width=8),
        Column(title=_("What was said"), width=14, grow=True),
    )


def contact_line(each: Contact) -> Line:
    """A contact; what was improper in it stands before what was said."""
    odd = dubious(each)
    said = apart([*map(words.dubious_text, odd), *([each.summary] if each.summary else [])])
    if not each.answered:
        said = " ".join((_("(no answer)"), said)).strip()
    return Line(
        tone="attention" if odd else "",
        cells=(
            "!" if odd else "", each.at.strftime("%Y-%m-%d %H:%M"),
            words.direction_text(each.direction.value), words.means_text(each.means.value), told(said),
        ),
    )  # fmt: skip


def talk_columns() -> tuple[Column, ...]:
    """The columns of the negotiations."""
    return (
        Column(title="", width=2),
        Column(title=_("What is asked for"), width=14, grow=True),
        Column(title=_("State"), width=19),
        Column(title=_("State since"), width=11, least=66),
        Column(title=_("Next"), width=10),
    )


def talk_line(each: Negotiation, today: date) -> Line:
    """A negotiation; `!` is agreed orally only, `!!` is past its day."""
    mark = "!!" if each.late_days(today) else "!" if each.oral_since else ""
    return Line(
        tone=_TONES.get(mark, "" if each.is_open else "quiet"),
        cells=(
            mark, told(each.aim), words.state_text(each.state.value), each.since.isoformat(),
            each.next_on.isoformat() if each.next_on else "",
        ),
    )  # fmt: skip


def promise_columns() -> tuple[Column, ...]:
    """The columns of the promises."""
    return (
        Column(title="", width=2),
        Column(title=_("Who promised"), width=12, least=60),
        Column(title=_("Promise"), width=10, grow=True),
        Column(title=_("Amount"), width=12, right=True),
        Column(title=_("By"), width=10),
        Column(title=_("Outcome"), width=9),
    )


def promise_line(each: Promise, figures: Figures) -> Line:
    """A promise; `!!` is past its day."""
    late = bool(each.late_days(figures.today))
    amount = "" if each.amount_minor is None else figures.money(each.amount_minor, each.currency)
    return Line(
        tone="overdue" if late else "" if each.fate.value == "open" else "quiet",
        cells=(
            "!!" if late else "", words.turn_text(each.side.value), told(each.what), amount,
            each.due_on.isoformat() if each.due_on else "", words.fate_text(each.fate.value),
        ),
    )  # fmt: skip


def stage_columns() -> tuple[Column, ...]:
    """The columns of the stages."""
    return (
        Column(title="", width=2),
        Column(title=_("On"), width=10),
        Column(title=_("Stage"), width=11),
        Column(title=_("Holder"), width=8, grow=True),
        Column(title=_("Claimed"), width=11, right=True),
        Column(title=_("Answer by"), width=10),
    )


def stage_line(each: Stage, figures: Figures) -> Line:
    """A step of the other side; `!` wants an answer, `!!` is past the day for it."""
    mark = "!!" if each.late_days(figures.today) else "!" if each.open_answer else ""
    claimed = "" if each.claimed_minor is None else figures.money(each.claimed_minor, each.currency)
    by = each.answer_by.isoformat() if each.answer_by else ""
    return Line(
        tone=_TONES.get(mark, ""),
        cells=(
            mark, each.happened_on.isoformat(), words.stage_text(each.kind.value), each.holder, claimed,
            _("answered") if each.answered_on else by,
        ),
    )  # fmt: skip


def conduct_rows(view: ConductView) -> tuple[Incident | Noted, ...]:
    """What is worth checking, newest first: found by rules, and as the person noted it."""
    found: list[Incident | Noted] = [*view.incidents, *view.noted]
    return tuple(sorted(found, key=conduct_day, reverse=True))


def kind_missing(view: ConductView) -> bool:
    """Whether rules were left out because the kind of credit was never said."""
    return bool(view.contacts) and not view.product and any(why == "product" for _r, why in view.not_compared)


def conduct_day(each: Incident | Noted) -> date:
    """The day of what is worth checking."""
    return each.on if isinstance(each, Incident) else each.contact.on


def conduct_columns() -> tuple[Column, ...]:
    """The columns of what is worth checking."""
    return (
        Column(title="", width=2),
        Column(title=_("On"), width=10),
        Column(title=_("Worth checking"), width=20, grow=True),
        Column(title=_("Rule"), width=6),
    )


def conduct_line(each: Incident | Noted) -> Line:
    """One thing that is worth checking."""
    if isinstance(each, Incident):
        text, rule = words.incident_text(each.test, each.count, each.limit), each.rule.number
    else:
        text, rule = words.dubious_text(each.code), ""
    return Line(tone="attention", cells=("!", conduct_day(each).isoformat(), text, rule))


def evidence_columns() -> tuple[Column, ...]:
    """The columns of the evidence."""
    return (
        Column(title="", width=2),
        Column(title="#", width=3, right=True),
        Column(title=_("Happened"), width=16),
        Column(title=_("Kind"), width=17, least=66),
        Column(title=_("Name"), width=12, grow=True),
        Column(title="SHA-256", width=9),
    )


def evidence_line(each: EvidenceRow) -> Line:
    """An entry of the log; `!!` where something is wrong with its file."""
    entry = each.entry
    name = f"{entry.name} ({fault_text(each.fault)})" if each.fault else entry.name
    return Line(
        tone="overdue" if each.fault else "",
        cells=(
            "!!" if each.fault else "", str(entry.number), moment_text(entry.happened_at) or "-",
            kind_text(entry.kind), told(name), f"{entry.sha256[:8]}…",
        ),
    )  # fmt: skip


def channel_columns() -> tuple[Column, ...]:
    """The columns of the channels."""
    return (
        Column(title=_("Channel"), width=17),
        Column(title=_("Value"), width=12, grow=True),
        Column(title=_("Found in"), width=10),
        Column(title=_("Found on"), width=10, least=84),
        Column(title=_("Hours"), width=14, least=66),
    )


def channel_line(each: Channel) -> Line:
    """One way to reach the lender, or an account it may be paid to."""
    return Line(
        tone="" if each.found_in else "quiet",
        cells=(
            words.means_text(each.kind.value), each.value, each.found_in or _("not known"),
            each.found_on.isoformat() if each.found_on else "", each.hours,
        ),
    )  # fmt: skip


def empty_words() -> Iterator[tuple[str, str]]:
    """What each list says while nothing is in it, and how that changes."""
    yield (
        "next",
        with_keys(
            _("No loan yet. {loans} opens the loans, {add} adds one."), loans="go.loans", add="loan.add"
        ),
    )
    yield (
        "log",
        with_keys(
            _("Nothing logged. {log} logs a call, a message or a visit, theirs or yours."), log="talk.contact"
        ),
    )
    yield "talks", with_keys(_("No talks. {add} begins some: what you ask for, as a draft."), add="talk.add")
    yield (
        "offers",
        with_keys(
            _("No offers. {add} keeps one as it was made; all are compared with carrying on as now."),
            add="talk.add",
        ),
    )
    yield "paper", ""
    yield (
        "promises",
        with_keys(_("No promises. {add} keeps what you or they promised, and until when."), add="talk.add"),
    )
    yield "stages", with_keys(_("No stages. {add} records a letter, a visit, court papers."), add="talk.add")
    yield "conduct", with_keys(_("Nothing worth checking. Log their calls: {log}."), log="talk.contact")
    yield "cases", with_keys(_("No hardship and no complaint. {add} begins one."), add="talk.add")
    yield (
        "evidence",
        with_keys(_("Nothing is kept. {add} copies a file into the evidence, hashed."), add="talk.add"),
    )
    yield (
        "channels",
        with_keys(_("No channel. {add} adds the number of your contract, and its hours."), add="talk.add"),
    )


def hints() -> dict[str, str]:
    """What can be done with the rows of a list, in its frame."""
    return {
        "next": _("Enter: what comes next"),
        "log": with_keys(_("Enter: change · {delete}: delete"), delete="talk.delete"),
        "talks": with_keys(_("Enter: a step on · {delete}: delete"), delete="talk.delete"),
        "offers": with_keys(
            _("Enter: take it · {edit}: change · {tell}: declined"), tell="talk.outcome", edit="talk.edit"
        ),
        "paper": _("Enter: make it"),
        "promises": with_keys(_("Enter: outcome · {delete}: delete"), delete="talk.delete"),
        "stages": with_keys(_("Enter: answered · {delete}: delete"), delete="talk.delete"),
        "conduct": _("Enter: the rule"),
        "cases": with_keys(_("Enter: take it on · {delete}: delete"), delete="talk.delete"),
        "evidence": with_keys(
            _("Enter: correct · {verify}: verify · {bundle}: bundle"),
            verify="talk.verify",
            bundle="talk.bundle",
        ),
        "channels": with_keys(_("Enter: change · {delete}: delete"), delete="talk.delete"),
    }
