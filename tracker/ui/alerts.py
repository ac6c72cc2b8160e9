"""Alerts: what is new, what went out, and whether the scheduler runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from tracker.locale import _, ngettext
from tracker.locale.alerting import step_text
from tracker.locale.hiding import told
from tracker.ui.commands import bindings
from tracker.ui.copying import hand_over
from tracker.ui.figures import MARKS, Figures
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.ui.answers import PaymentDraft
    from tracker.ui.answers_alerts import Alert, RunRecord, SentAlert


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """An alert that is new, or one that went out."""

    tone: str
    loan_id: int | None
    loan: str
    due_on: date
    step: str
    state: str
    message: str


class AlertsScreen(FramedScreen):
    """Inbox, run log and scheduler."""

    NAME = "alerts"
    TAB = "alerts"
    CSS_PATH = "alerts.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("alerts")]

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[InboxRow, ...] = ()

    def compose_content(self) -> ComposeResult:
        """The inbox with the words of its row, then how it comes about."""
        with Panel(id="inbox"):
            yield VirtualList(id="alerts")
        yield TextPanel(id="said")
        with Horizontal(id="below"):
            with Panel(id="runs"):
                yield VirtualList(id="run-list")
            yield TextPanel(id="scheduler")

    def read(self) -> None:
        """Take what is new, what went out, and the runs."""
        answers, around = self.dashboard.answers, self.dashboard.around
        new = answers.alerts_now(details=True)
        sent, runs = answers.alerts_sent(), answers.alert_runs()
        self._rows = (
            *(new_row(each) for each in new),
            *(sent_row(each, around.local(each.at)) for each in sent),
        )
        stale = answers.alerts_stale()
        line, tone = scheduler_line(runs, stale=stale, local=around.local(runs[0].at) if runs else "")
        self.query_one(Banner).show(line, tone)
        self._inbox(len(new), len(sent))
        self._log(runs)
        told = around.setting("alerts.details")[0] == "true"
        self.query_one("#scheduler", TextPanel).show(
            _("Scheduler"), plain(*scheduler_words(around.cron_line, details=told))
        )
        self._say()
        if self.focused is None:
            self.query_one("#alerts").focus()

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan that the row is about."""
        from tracker.ui.drafts import loan_draft

        row = self._current()
        found = None
        if row is not None and row.loan_id is not None:
            found = self.dashboard.answers.loan_row(row.loan_id)
        return None if found is None else loan_draft(found)

    def action_open(self) -> None:
        """Open the loan that the row is about."""
        row = self._current()
        if row is not None and row.loan_id is not None:
            self.dashboard.open_loan(row.loan_id)

    def action_copy(self) -> None:
        """Copy the line for cron."""
        line = self.dashboard.around.cron_line
        if line:
            hand_over(self.dashboard, line, line)

    @on(VirtualList.Selected, "#alerts")
    def _open_row(self) -> None:
        self.action_open()

    @on(VirtualList.Moved, "#alerts")
    def _say(self) -> None:
        row = self._current()
        text = row.message if row is not None else _("Alerts begin 7 days before a due date.")
        self.query_one("#said", TextPanel).show(_("What is said"), plain(text))

    def _current(self) -> InboxRow | None:
        if not self._rows:
            return None
        return self._rows[min(self.query_one("#alerts", VirtualList).cursor, len(self._rows) - 1)]

    def _inbox(self, new: int, sent: int) -> None:
        rows, figures = self.query_one("#alerts", VirtualList), self.figures
        rows.empty = _("Nothing is due within 7 days: there is nothing to say.")

        def fetch(offset: int, limit: int) -> list[Line]:
            return [inbox_line(row, figures) for row in self._rows[offset : offset + limit]]

        rows.show(inbox_columns(), len(self._rows), fetch)
        self.query_one("#inbox", Panel).name_it(
            _("Inbox"), _("{new} new · {sent} sent").format(new=new, sent=sent)
        )

    def _log(self, runs: tuple[RunRecord, ...]) -> None:
        log = self.query_one("#run-list", VirtualList)
        log.empty = _("No run yet.")
        around = self.dashboard.around
        lines = [
            Line(
                tone="attention" if run.failed else "",
                cells=("!" if run.failed else "", around.local(run.at), str(run.sent), str(run.failed)),
            )
            for run in runs
        ]
        columns = (
            Column(title="", width=1),
            Column(title=_("Run at"), width=16, grow=True),
            Column(title=_("Alerts"), width=6, right=True),
            Column(title=_("Failed"), width=6, right=True),
        )
        log.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        self.query_one("#runs", Panel).name_it(_("Run log"))


def inbox_columns() -> tuple[Column, ...]:
    """The columns of the inbox."""
    return (
        Column(title="", width=2),
        Column(title=_("Due on"), width=10),
        Column(title=_("Loan"), width=16, grow=True),
        Column(title=_("Step"), width=15, least=56),
        Column(title=_("State"), width=22),
    )


def inbox_line(row: InboxRow, figures: Figures) -> Line:
    """One row of the inbox."""
    cells = (MARKS.get(row.tone, ""), figures.day(row.due_on), row.loan, step_word(row.step), row.state)
    return Line(tone=row.tone, cells=cells)


def new_row(alert: Alert) -> InboxRow:
    """An alert that the next run says."""
    return InboxRow(
        tone=alert.severity,
        loan_id=alert.loan_id,
        loan=alert.loan,
        due_on=date.fromisoformat(alert.due_on),
        step=alert.key.rsplit(":", 1)[-1],
        state=_("new"),
        message=alert.message,
    )


def sent_row(alert: SentAlert, at: str) -> InboxRow:
    """An alert that went out; while amounts are hidden those in its words are, too."""
    words = _("sent {at}") if alert.state == "sent" else _("begun {at}")
    return InboxRow(
        tone="quiet",
        loan_id=alert.loan_id,
        loan=alert.loan,
        due_on=alert.due_on,
        step=alert.step,
        state=words.format(at=at),
        message=told(alert.message),
    )


def step_word(step: str) -> str:
    """How far from its date an alert is said."""
    return step_text(step)


def scheduler_line(runs: tuple[RunRecord, ...], *, stale: bool, local: str) -> tuple[str, str]:
    """When alerts last ran, and whether that is a reason to worry."""
    if not runs:
        return _("! Alerts have never run. The line below, put into a crontab, runs them."), "attention"
    if stale:
        return _("! Alerts have not run for 36 hours: last at {at}.").format(at=local), "attention"
    text = ngettext(
        "Scheduler: last run at {at}, {count} sent.",
        "Scheduler: last run at {at}, {count} sent.",
        runs[0].sent,
    )
    return text.format(at=local, count=runs[0].sent), ""


def scheduler_words(line: str, *, details: bool) -> Iterator[str | tuple[str, str]]:
    """When something is said, how much of it, and the line for cron."""
    yield _("Rules and days: debt alerts rules") + "\n"
    yield (_("names and amounts are told") if details else _("names and amounts stay private")) + "\n"
    if line:
        yield (line, "bold")
        yield "\n" + _("crontab -e takes this line; c copies it")
