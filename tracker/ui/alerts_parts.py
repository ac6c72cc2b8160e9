"""The rows of the alerts screen: what is open, the rules, the channels, the runs, the scheduler's line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tracker.locale import _, ngettext
from tracker.locale.alerting import failure_text, step_text
from tracker.locale.hiding import told
from tracker.locale.joining import listed
from tracker.ui.commands import key_of, with_keys
from tracker.ui.figures import MARKS, Figures
from tracker.ui.widgets.virtual_list import Column, Line

if TYPE_CHECKING:
    from tracker.services.alert import RunRecord, SentAlert
    from tracker.services.alert_inbox import InboxItem
    from tracker.services.alert_rules import AlertSettings, ChannelRow, RuleRow, SchedulerRow
    from tracker.services.exporting import Sheet

Local = Callable[[str], str]
"""An instant of the book as a clock on the wall shows it."""

PANES = ("inbox", "rules", "channels", "message", "log")
HOURS, CAP, DETAILS = "quiet_hours", "daily_cap", "details"
"""What stands under the rules: settings that hold for all of them."""

_MARKED = _OWN = "*"
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NEVER = "9999-12-31"


def pane_names() -> dict[str, str]:
    """The lists by id, in the person's language."""
    return {
        "inbox": _("Inbox"),
        "rules": _("Rules"),
        "channels": _("Channels"),
        "message": _("Message"),
        "log": _("Run log"),
    }


def hints() -> dict[str, str]:
    """The keys of each list that no footer has room for."""
    return {
        "rules": with_keys(_("Space: on/off · Enter: days · {reset}: reset"), reset="alerts.reset"),
        "channels": with_keys(
            _("{add}: add · {test}: test · {delete}: remove"),
            add="alerts.add",
            test="alerts.test",
            delete="alerts.remove",
        ),
        "log": with_keys(_("{view}: what was sent · {copy}: cron"), view="alerts.view", copy="alerts.copy"),
    }


def matches(item: InboxItem, text: str) -> bool:
    """Whether a row of the inbox has all the words in it."""
    whole = f"{item.what} {item.why} {item.next_act} {item.loan} {item.about_on} {state_text(item)}"
    return all(word in whole.casefold() for word in text.casefold().split())


def inbox_columns(*, marking: bool) -> tuple[Column, ...]:
    """The columns of the inbox."""
    return (
        Column(title="", width=2),
        *((Column(title="", width=1),) if marking else ()),
        Column(title=_("Since"), width=10, least=90),
        Column(title=_("What"), width=12, grow=True),
        Column(title=_("Amount"), width=13, right=True, least=60),
        Column(title=_("Sent to"), width=14, least=90),
        Column(title=_("State"), width=11, least=40),
    )


def inbox_line(item: InboxItem, figures: Figures, *, marked: bool | None) -> Line:
    """One row of the inbox; `marked` is None where no row is."""
    is_open = item.state == "open"
    amount = "" if item.amount_minor is None else figures.money(
        item.amount_minor, item.currency, estimate=item.estimate
    )  # fmt: skip
    return Line(
        tone=item.severity if is_open else "quiet",
        cells=(
            MARKS.get(item.severity, "!") if is_open else "z",
            *(() if marked is None else (_MARKED if marked else "",)),
            figures.day(item.since),
            _ISO.sub(lambda found: figures.day(date.fromisoformat(found[0])), item.what),
            amount,
            listed(item.sent_to) or "-",
            state_text(item, figures),
        ),
    )


def state_text(item: InboxItem, figures: Figures | None = None) -> str:
    """Whether it is open, put off or cleared."""
    if item.state == "snoozed" and item.until_on is not None:
        on = figures.day(item.until_on) if figures else item.until_on.isoformat()
        return _("until {on}").format(on=on)
    return _("cleared") if item.state == "cleared" else _("open now")


def inbox_words(item: InboxItem, figures: Figures) -> Iterator[str | tuple[str, str]]:
    """Why something is open, what to do next, and how often it was said."""
    yield (f"{item.what}\n", "bold")
    if item.amount_minor is not None:
        yield figures.money(item.amount_minor, item.currency, symbol=True, estimate=item.estimate) + " · "
    yield f"{told(item.why)}\n"
    yield (_("Next: "), "bold")
    yield f"{item.next_act}\n  {item.act}\n"
    said = ngettext("sent once to {channels}", "sent {count} times to {channels}", item.times_sent)
    words = said.format(count=item.times_sent, channels=listed(item.sent_to))
    yield words if item.times_sent else _("nothing was said of it yet")
    if item.failed_to:
        yield " · " + _("kept for {channels}, which did not take it").format(channels=listed(item.failed_to))
    if item.state != "open":
        yield " · " + state_text(item) + " · " + with_keys(_("{wake}: speak again"), wake="alerts.wake")


def inbox_sheet(items: Sequence[InboxItem]) -> Sheet:
    """The rows of the inbox as they leave for a file."""
    from tracker.services.exporting import Sheet
    from tracker.services.view_rows import sum_of

    return Sheet(
        name="inbox",
        fields=(
            "severity", "state", "until", "rule", "loan_id", "loan", "due_on", "amount", "currency",
            "message", "why", "next", "command", "times_sent",
        ),
        rows=(
            (
                each.severity, each.state, each.until_on, each.rule, each.loan_id, each.loan, each.about_on,
                sum_of(each.amount_minor, each.currency),
                each.currency, each.what, told(each.why), each.next_act, each.act, each.times_sent,
            )
            for each in items
        ),
    )  # fmt: skip


def rule_columns() -> tuple[Column, ...]:
    """The columns of the rules."""
    return (
        Column(title="", width=3),
        Column(title="", width=1),
        Column(title=_("Rule"), width=21),
        Column(title=_("It speaks"), width=12, grow=True),
    )


def rule_line(row: RuleRow) -> Line:
    """One rule; one with days of the person's own bears a star."""
    on = _("on") if row.is_on else _("off")
    own = "" if row.shipped or not row.is_on else _OWN
    return Line(tone="" if row.is_on else "quiet", cells=(on, own, row.name, row.when))


def setting_lines(found: AlertSettings, *, details: bool) -> tuple[tuple[str, Line], ...]:
    """What holds for all rules, each with its name."""
    cap = ngettext("at most {count} message", "at most {count} messages", found.daily_cap)
    rows = (
        (HOURS, _("quiet hours"), found.quiet_hours or _("none")),
        (
            CAP,
            _("a day and channel"),
            cap.format(count=found.daily_cap) if found.daily_cap else _("no limit"),
        ),
        (DETAILS, _("names and amounts"), _("told in messages") if details else _("kept out of messages")),
    )
    return tuple((name, Line(cells=("", "", title, value))) for name, title, value in rows)


def channel_columns() -> tuple[Column, ...]:
    """The columns of the channels."""
    return (
        Column(title="", width=2),
        Column(title=_("Channel"), width=10),
        Column(title=_("Kind"), width=14),
        Column(title=_("Last message"), width=14, grow=True),
        Column(title=_("At"), width=11, least=54),
    )


def channel_line(row: ChannelRow, local: Local) -> Line:
    """One channel with how its last message went."""
    kinds = {"file": _("from a file"), "command": _("from a command"), "pipe": _("a program")}
    words = {"ok": _("delivered"), "failed": _("failed"), "never": _("not used yet")}
    last = words[row.state]
    if row.detail:
        last = failure_text(row.detail)
    at = local(row.at)[5:] if row.at else ""
    tone = {"ok": "ok", "failed": "overdue"}.get(row.state, "")
    mark = {"ok": "ok", "failed": "!!"}.get(row.state, "-")
    return Line(tone=tone, cells=(mark, row.name, row.address or kinds.get(row.kind, row.kind), last, at))


def run_columns() -> tuple[Column, ...]:
    """The columns of the run log."""
    return (
        Column(title="", width=2),
        Column(title=_("Run at"), width=16, grow=True),
        Column(title=_("Alerts"), width=6, right=True),
        Column(title=_("Kept"), width=6, right=True),
        Column(title=_("Failed"), width=6, right=True),
    )


def run_line(run: RunRecord, local: Local) -> Line:
    """One run."""
    return Line(
        tone="attention" if run.failed else "",
        cells=("!" if run.failed else "", local(run.at), str(run.sent), str(run.skipped), str(run.failed)),
    )


def sent_columns() -> tuple[Column, ...]:
    """The columns of what was sent."""
    return (
        Column(title="", width=2),
        Column(title=_("At"), width=16),
        Column(title=_("Channel"), width=10),
        Column(title=_("Step"), width=15, least=70),
        Column(title=_("Message"), width=12, grow=True),
    )


def sent_line(each: SentAlert, local: Local) -> Line:
    """Something that was sent, or is kept because a channel did not take it."""
    failed = each.state == "failed"
    return Line(
        tone="attention" if failed else "",
        cells=(
            "!" if failed else "", local(each.at), each.channel, step_text(each.step), told(each.message),
        ),
    )  # fmt: skip


def scheduler_line(row: SchedulerRow, local: Local) -> tuple[str, str]:
    """When alerts last ran, and whether that is a reason to worry."""
    if row.last_run_at is None:
        return with_keys(
            _("! Alerts have never run. {copy} shows the line that makes cron run them."), copy="alerts.copy"
        ), "attention"
    at = local(row.last_run_at)
    if row.stale:
        words = _("! Alerts have not run for 36 hours: last at {at}. {how} shows how to install them.")
        return words.format(at=at, how=key_of("alerts.copy")), "attention"
    text = ngettext(
        "Scheduler: last run at {at}, {count} sent.", "Scheduler: last run at {at}, {count} sent.", row.sent
    ).format(at=at, count=row.sent)
    if row.failed:
        kept = ngettext("{count} not delivered, kept.", "{count} not delivered, kept.", row.failed)
        return f"! {text} {kept.format(count=row.failed)}", "attention"
    return text, ""


def scheduler_words(row: SchedulerRow, line: str, local: Local) -> Iterator[str | tuple[str, str]]:
    """The last run, the day there is something to say next, the line for cron."""
    last = _("not yet") if row.last_run_at is None else local(row.last_run_at)
    yield _("Last run: {at}").format(at=last) + "\n"
    if row.last_run_at is not None:
        yield next_words(row) + "\n"
    if line:
        yield (line, "bold")
        yield "\n" + with_keys(_("{copy}: copy this line, and how to install it"), copy="alerts.copy")


def next_words(row: SchedulerRow) -> str:
    """The first day on which there can be something to say."""
    if row.next_on is None:
        return _("Something changed since: the next run looks again.")
    if row.next_on >= _NEVER:
        return _("Nothing ahead that is known now needs saying.")
    return _("Something to say again from {on}.").format(on=row.next_on)


def message_words(
    messages: Sequence[tuple[tuple[str, ...], str, str]],
) -> Iterator[str | tuple[str, str]]:
    """What the next run sends, word for word; several texts each with the channels they go to."""
    if not messages:
        yield _("The next run has nothing new to say.")
    for names, title, text in messages:
        if messages[1:]:
            yield (_("to {channels}").format(channels=listed(names)) + "\n", "$foreground-muted")
        if names:
            yield (f"{told(title)}\n\n", "bold")
        yield told(text)
        yield "\n\n" if messages[1:] else ""
