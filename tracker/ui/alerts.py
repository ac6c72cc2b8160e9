"""Alerts: what is open and what to do next; rules, channels, the next message, what runs them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.reactive import reactive
from textual.widgets import Input, Static

from tracker.locale import _, ngettext
from tracker.locale.hiding import told
from tracker.locale.joining import listed
from tracker.ui import alerts_parts as parts
from tracker.ui.alerts_acts import AlertActs
from tracker.ui.alerts_parts import PANES
from tracker.ui.answers_alerts import Telling
from tracker.ui.commands import bindings, with_keys
from tracker.ui.screen import FramedScreen
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.names import NamesRow
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.services.alert_inbox import InboxItem
    from tracker.ui.answers import PaymentDraft
    from tracker.ui.answers_alerts import AlertPage
    from tracker.ui.draft_files import Draft
    from tracker.ui.offers import Offer


class Panes(NamesRow):
    """The names of the lists where only one is shown at a time."""

    DEFAULT_CSS = "Panes { height: 1; }"

    current: reactive[str] = reactive(PANES[0])

    def names(self) -> dict[str, str]:
        """The lists by id."""
        return parts.pane_names()

    def render(self) -> Content:
        """Draw the row in exactly its width."""
        names = parts.pane_names()
        shown = (f"[{names[pane]}]" if pane == self.current else f" {names[pane]} " for pane in PANES)
        text, hint = " " + "  ".join(shown), _("Tab: next")
        room = self.size.width - cell_len(text) - 1
        return plain(fit(text, self.size.width) if room < 12 else f"{text}{fit(hint, room, right=True)} ")


class AlertsScreen(AlertActs, FramedScreen):
    """Inbox, rules, channels, next message, run log and scheduler."""

    NAME = "alerts"
    TAB = "alerts"
    CSS_PATH = "alerts.tcss"
    AUTO_FOCUS = "#inbox VirtualList"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("alerts")]

    pane: reactive[str] = reactive(PANES[0], init=False)

    def __init__(self) -> None:
        super().__init__()
        self.page: AlertPage | None = None
        self.shown: tuple[InboxItem, ...] = ()
        """The rows of the inbox that pass the filter."""
        self.marked: dict[str, None] = {}
        self._wanted = ""
        self._with_cleared = False
        self._as_sent = False

    def compose_content(self) -> ComposeResult:
        """All lists; the style sheet decides which are seen."""
        with Horizontal(id="filter"):
            yield Static(" / ", id="slash", markup=False)
            yield Field(compact=True, id="wanted", placeholder=_("words of a row"))
            yield Static("", id="passed", markup=False)
        yield Panes()
        with Container(id="parts", classes="-inbox"):
            with Panel(id="inbox", classes="pane -current"):
                yield VirtualList()
            yield TextPanel(id="said")
            with Panel(id="rules", classes="pane"):
                yield VirtualList()
            with Panel(id="channels", classes="pane"):
                yield VirtualList()
            with Panel(id="message", classes="pane"), VerticalScroll():
                yield Static("", id="words", markup=False)
            with Panel(id="log", classes="pane"):
                yield VirtualList()
            yield TextPanel(id="scheduler")

    def read(self) -> None:
        """Take everything; it is short."""
        page = self.page = self.dashboard.answers.alert_page(self.telling, cleared=self._with_cleared)
        self.shown = tuple(each for each in page.inbox.items if parts.matches(each, self._wanted))
        self.marked = {key: None for key in self.marked if any(each.key == key for each in self.shown)}
        local = self.dashboard.around.local
        line, tone = parts.scheduler_line(page.settings.scheduler, local)
        if page.trouble:
            line, tone = (
                _("! The file of channels cannot be used: {what}").format(what=page.trouble),
                "attention",
            )
        self.query_one(Banner).show(line, tone)
        self._inbox(page)
        self._rules(page)
        self._channels(page)
        self._message(page)
        self._log(page)
        words = parts.scheduler_words(page.settings.scheduler, self.dashboard.around.cron_line, local)
        self.query_one("#scheduler", TextPanel).show(_("Scheduler"), plain(*words))
        self._say()
        self.query_one(Panes).refresh()
        if self.focused is None:
            self._focus()

    @property
    def telling(self) -> Telling:
        """How much messages tell, by the configuration as it is now."""
        around = self.dashboard.around
        return Telling(
            config_path=around.config_path,
            details=around.setting("alerts.details")[0] == "true",
            hide_amounts=around.setting("hide_amounts")[0] == "true",
        )

    @property
    def cursor(self) -> int:
        """The row of the list that keys are about."""
        return self.query_one(f"#{self.pane} VirtualList", VirtualList).cursor

    def current(self) -> InboxItem | None:
        """The row of the inbox under the cursor, where the keys are about the inbox."""
        if self.pane != "inbox" or not self.shown:
            return None
        return self.shown[min(self.cursor, len(self.shown) - 1)]

    def draft(self) -> PaymentDraft | None:
        """A payment of the loan that the row is about."""
        from tracker.ui.drafts import loan_draft

        item = self.current()
        found = None
        if item is not None and item.loan_id is not None:
            found = self.dashboard.answers.loan_row(item.loan_id)
        return None if found is None else loan_draft(found)

    def offers(self) -> tuple[Offer, ...]:
        """The rows of the inbox, or the marked ones; the list in front as it is shown; what was sent."""
        from tracker.ui.offers import Offer, shown_sheet

        items = tuple(each for each in self.shown if each.key in self.marked) or self.shown
        pane = self.pane
        words = _("the marked rows") if self.marked else _("what is open")
        found = [Offer(words=words, name="inbox", make=lambda _own: parts.inbox_sheet(items))]
        if pane not in ("inbox", "message"):
            rows = self.query_one(f"#{pane} VirtualList", VirtualList)
            shown = _("the list as it is shown")
            found.insert(0, Offer(words=shown, name=pane, make=lambda _own: shown_sheet(rows, pane)))
        found.append(Offer(words=_("the alerts"), name="alerts", make=lambda own: own.part("alerts")))
        return tuple(found)

    def copied(self, *, whole: bool) -> tuple[str, str]:
        """The message as it is sent, where that is in front; else the row or the rows."""
        if self.pane == "message" and self.page is not None and self.page.messages:
            _names, title, text = self.page.messages[0]
            return told(f"{title}\n\n{text}"), title
        return super().copied(whole=whole)

    def watch_pane(self) -> None:
        """Bring one list to the front."""
        for pane in PANES:
            self.query_one(f"#{pane}").set_class(pane == self.pane, "-current")
            self.query_one("#parts").set_class(pane == self.pane, f"-{pane}")
        self.query_one(Panes).current = self.pane
        self._focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The list that has the focus is the one that keys are about, however it got it."""
        owner = event.widget.parent
        if isinstance(owner, Panel) and owner.id in PANES:
            self.pane = owner.id

    def action_next_pane(self, by: int) -> None:
        """Go to another list."""
        self.pane = PANES[(PANES.index(self.pane) + by) % len(PANES)]

    def action_filter(self) -> None:
        """Type which rows of the inbox to show."""
        self.pane = "inbox"
        self.add_class("-filtering")
        self.query_one("#filter").display = True
        self.set_focus(self.query_one("#wanted"))  # before the next key: it is for the filter

    def key_escape(self) -> None:
        """Clear the filter, else the marks."""
        if self.has_class("-filtering"):
            self.remove_class("-filtering")
            self.query_one("#filter").display = False
            self.query_one("#wanted", Input).value = self._wanted = ""
            self._focus()
            self.dashboard.attempt(self.read)
        elif self.marked:
            self.marked.clear()
            self.dashboard.attempt(self.read)

    def action_mark(self) -> None:
        """Mark the row of the inbox and go on; switch the rule of the row."""
        item = self.current()
        if item is not None:
            if item.key in self.marked:
                del self.marked[item.key]
            else:
                self.marked[item.key] = None
            self.dashboard.attempt(self.read)
            self.query_one("#inbox VirtualList", VirtualList).action_move(1)
        elif self.pane == "rules":
            self.switch_rule()

    def action_mark_all(self) -> None:
        """Mark every row that passes the filter, or take all marks off."""
        every = {each.key: None for each in self.shown}
        self.marked = {} if len(self.marked) == len(every) else every
        self.dashboard.attempt(self.read)

    def action_show_cleared(self) -> None:
        """Show what was cleared, too, or leave it out again."""
        self._with_cleared = not self._with_cleared
        self.pane = "inbox"
        self.dashboard.attempt(self.read)

    def action_toggle_view(self) -> None:
        """Show what went out in place of the runs, and back."""
        self._as_sent = not self._as_sent
        self.pane = "log"
        if self.page is not None:
            self._log(self.page)

    @on(VirtualList.Selected)
    def _open_row(self) -> None:
        self.action_open()

    @on(VirtualList.Moved, "#inbox VirtualList")
    def _moved(self) -> None:
        self._say()

    @on(Input.Changed, "#wanted")
    def _filter(self, event: Input.Changed) -> None:
        if event.value != self._wanted:
            self._wanted = event.value
            self.dashboard.attempt(self.read)

    @on(Input.Submitted, "#wanted")
    def _filtered(self) -> None:
        """Enter keeps the filter and goes to the list."""
        if not self._wanted.strip():
            self.key_escape()
        self._focus()

    def reopen(self, draft: Draft) -> bool:
        """Open the form of a draft again; whether what it is about is still there."""
        return self.open_form(draft.kind, draft.target)

    def _say(self) -> None:
        """Tell why the row is open and what to do next."""
        at = self.query_one("#inbox VirtualList", VirtualList).cursor
        panel = self.query_one("#said", TextPanel)
        if not self.shown:
            text = plain(
                _("Alerts begin on the days of their rules; a payment that is recorded closes its own.")
            )
        else:
            text = plain(*parts.inbox_words(self.shown[min(at, len(self.shown) - 1)], self.figures))
        panel.show(_("Why, and what next"), text)

    def _inbox(self, page: AlertPage) -> None:
        counts, figures, marking = page.inbox.counts, self.figures, bool(self.marked)
        lines = [
            parts.inbox_line(each, figures, marked=each.key in self.marked if marking else None)
            for each in self.shown
        ]
        empty = (
            _("No row has these words in it. Esc clears the filter.")
            if self._wanted.strip()
            else _("Nothing is open.")
        )
        below = _("{open} open · {snoozed} snoozed").format(**counts)
        if counts["cleared"]:
            below += " · " + _("{cleared} cleared").format(**counts)
        if self.marked:
            words = ngettext("{n} marked", "{n} marked", len(self.marked)).format(n=len(self.marked))
            below = f"{words} · " + with_keys(
                _("{clear} clears, {snooze} puts off"), clear="alerts.clear", snooze="alerts.snooze"
            )
        self._fill("inbox", parts.inbox_columns(marking=marking), lines, empty, below)
        words = _("{n} of {of} · Esc clears").format(n=len(self.shown), of=len(page.inbox.items))
        self.query_one("#passed", Static).update(plain(f"{words} "))

    def _rules(self, page: AlertPage) -> None:
        lines = [parts.rule_line(each) for each in page.settings.rules]
        lines += [line for _name, line in parts.setting_lines(page.settings, details=self.telling.details)]
        self._fill("rules", parts.rule_columns(), lines, "")

    def _channels(self, page: AlertPage) -> None:
        local = self.dashboard.around.local
        lines = [parts.channel_line(each, local) for each in page.settings.channels]
        empty = _("None: what is said is printed, and cron mails it.")
        self._fill("channels", parts.channel_columns(), lines, empty)

    def _message(self, page: AlertPage) -> None:
        self.query_one("#words", Static).update(plain(*parts.message_words(page.messages)))
        subtitle = "" if page.settings.channels else _("printed, cron mails it")
        if len(page.messages) == 1 and page.messages[0][0]:
            subtitle = _("to {channels}").format(channels=listed(page.messages[0][0]))
        self.query_one("#message", Panel).name_it(_("Next message, word for word"), subtitle)

    def _log(self, page: AlertPage) -> None:
        local = self.dashboard.around.local
        if self._as_sent:
            lines = [parts.sent_line(each, local) for each in page.sent]
            self._fill(
                "log",
                parts.sent_columns(),
                lines,
                _("Nothing went out yet."),
                with_keys(_("{view}: the runs"), view="alerts.view"),
            )
            self.query_one("#log", Panel).border_title = plain(_("What was sent"))
        else:
            lines = [parts.run_line(each, local) for each in page.settings.runs]
            self._fill("log", parts.run_columns(), lines, _("No run yet."))

    def _fill(
        self, pane: str, columns: tuple[Column, ...], lines: Sequence[Line], empty: str, below: str = ""
    ) -> None:
        rows = self.query_one(f"#{pane} VirtualList", VirtualList)
        rows.empty = empty
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit])
        self.query_one(f"#{pane}", Panel).name_it(
            parts.pane_names()[pane], below or parts.hints().get(pane, "")
        )

    def _focus(self) -> None:
        self.set_focus(self.query_one(f"#{self.pane}").children[0])
