"""What the keys of the alerts screen do: clear, put off, wake; rules, channels and the schedule."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tracker.locale import _, ngettext
from tracker.locale.alerting import failure_text
from tracker.locale.joining import sentences
from tracker.locale.problems import sentence
from tracker.ui.alerts_parts import CAP, DETAILS, HOURS
from tracker.ui.commands import key_of, with_keys
from tracker.ui.copying import hand_over

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

    from tracker.domain.problems import Checked
    from tracker.services.alert_inbox import InboxItem
    from tracker.services.alert_rules import RuleRow
    from tracker.services.views import Done
    from tracker.ui.answers_alerts import AlertPage, Telling
    from tracker.ui.app import Dashboard

    _Mixed = Screen[Any]
else:
    _Mixed = object  # a screen as base would take the place of the one whose styles are meant

_CREDIT = ("dispute_deadline", "report_check", "back_on_report")


class AlertActs(_Mixed):
    """The part of the alerts screen that changes something."""

    dashboard: Dashboard
    page: AlertPage | None
    shown: tuple[InboxItem, ...]
    marked: dict[str, None]
    pane: Any
    current: Callable[[], InboxItem | None]
    _testing = ""

    if TYPE_CHECKING:

        @property
        def telling(self) -> Telling: ...

        @property
        def cursor(self) -> int: ...

    # The inbox

    def action_open(self) -> None:
        """Open the loan or the cause of the row; the form of a rule; test the channel."""
        if self.pane == "rules":
            self.action_edit()
        elif self.pane == "channels":
            self.action_test_channel()
        elif self.pane == "log":
            return
        else:
            self._open_cause()

    def action_clear(self) -> None:
        """Say nothing more about the marked rows, or that of the cursor."""
        items = self._chosen()
        if items:
            keys = [each.key for each in items]
            self._change(lambda: self.dashboard.answers.clear_alerts(keys))

    def action_snooze(self) -> None:
        """Ask until when nothing is said about the marked rows, or that of the cursor."""
        items = self._chosen()
        if not items:
            return
        from tracker.ui.alerts_snooze import SnoozeScreen

        keys = [each.key for each in items]

        def taken(until: date | None) -> None:
            if until is not None:
                self._change(lambda: self.dashboard.answers.snooze_alerts(keys, until))

        words = items[0].what
        if items[1:]:
            words += "\n" + ngettext("and {count} more", "and {count} more", len(items) - 1).format(
                count=len(items) - 1
            )
        self.app.push_screen(SnoozeScreen(words), taken)

    def action_wake(self) -> None:
        """Have the marked rows, or that of the cursor, speak again."""
        held = [each.key for each in self._chosen() if each.state != "open"]
        if held:
            self._change(lambda: self.dashboard.answers.wake_alerts(held))
        elif self.current() is not None:
            self.dashboard.say(_("It is neither put off nor cleared."))

    def _open_cause(self) -> None:
        item = self.current()
        if item is None:
            return
        if item.rule in _CREDIT:
            self.run_worker(self.dashboard.action_go("credit"))
        elif item.loan_id is not None:
            self.dashboard.open_loan(item.loan_id)
        else:
            self.action_schedule()

    def _chosen(self) -> list[InboxItem]:
        """The marked rows, else that of the cursor; says so if there is none."""
        marked = [each for each in self.shown if each.key in self.marked]
        current = self.current()
        if not marked and current is None:
            self.dashboard.say(_("Choose a row of the inbox first."))
        return marked or ([] if current is None else [current])

    # The rules

    def switch_rule(self) -> None:
        """Switch the rule of the row on or off; what messages tell, where that is the row."""
        row = self._rule()
        if row is not None:
            answers = self.dashboard.answers
            self._change(lambda: answers.set_alert_rule(row.rule, on=not row.is_on, days=None))
        elif self.pane == "rules" and self._setting() == DETAILS:
            told = "false" if self.telling.details else "true"
            self.dashboard.keep_setting("alerts.details", told)
            self.dashboard.changed()
        else:
            self.action_edit()

    def action_edit(self) -> None:
        """Change the values of the row of the rules."""
        row = self._rule()
        if self.pane != "rules":
            self.dashboard.say(_("Choose a rule first."))
        elif row is not None and self.page is not None:
            self.open_form("alert_rule", self.page.settings.rules.index(row) + 1)
        elif self._setting() == DETAILS:
            self.switch_rule()
        else:
            self.open_form("alert_hours" if self._setting() == HOURS else "alert_cap", 0)

    def action_reset(self) -> None:
        """Give the rule of the row what it came with."""
        row, answers = self._rule(), self.dashboard.answers
        if row is not None:
            self._change(lambda: answers.set_alert_rule(row.rule, on=True, days=""))
        elif self.pane == "rules" and self._setting() == HOURS:
            self._change(lambda: answers.set_quiet_hours("off"))
        elif self.pane == "rules" and self._setting() == CAP:
            self._change(lambda: answers.set_daily_cap("off"))
        else:
            self.dashboard.say(_("Choose a rule first."))

    def open_form(self, kind: str, number: int) -> bool:
        """Open one of the forms behind the rules; whether there is such a one."""
        from tracker.ui import alerts_rules as forms

        if self.page is None:
            return False
        found, dashboard = self.page.settings, self.dashboard
        match kind:
            case "alert_rule" if 1 <= number <= len(found.rules):
                forms.open_rule(dashboard, found.rules[number - 1], number, self._saved)
            case "alert_hours":
                forms.open_hours(dashboard, found, self._saved)
            case "alert_cap":
                forms.open_cap(dashboard, found, self._saved)
            case _:
                return False
        return True

    def _rule(self) -> RuleRow | None:
        if self.page is None or self.pane != "rules" or self.cursor >= len(self.page.settings.rules):
            return None
        return self.page.settings.rules[self.cursor]

    def _setting(self) -> str:
        at = self.cursor - len(self.page.settings.rules) if self.page else 0
        return (HOURS, CAP, DETAILS)[max(0, min(at, 2))]

    # The channels

    def action_add_channel(self) -> None:
        """Ask for another channel."""
        from tracker.ui.alerts_channel import ChannelScreen

        path = self.telling.config_path
        if not path:
            self.dashboard.say(_("No configuration is known, so channels have no place."))
            return

        def added(name: str | None) -> None:
            if name is not None:
                self.dashboard.attempt(self.dashboard.answers.channels_changed)
                self.pane = "channels"
                self.dashboard.changed()
                words = _("Channel {name} is set up. {test} sends a test.")
                self.dashboard.say(words.format(name=name, test=key_of("alerts.test")))

        self.app.push_screen(ChannelScreen(path), added)

    def action_test_channel(self) -> None:
        """Send a test message through the channel of the row, in a thread."""
        name = self._channel()
        if name is None:
            return
        if self._testing:
            self.dashboard.say(_("A test through {name} is under way.").format(name=self._testing))
            return
        self._testing = name
        self.dashboard.say(_("Sending a test through {name} …").format(name=name))
        answers, path = self.dashboard.answers, self.telling.config_path

        def work() -> None:
            try:
                failure = answers.send_test(path, name)
            except OSError as error:
                failure = error.strerror or "not_delivered"
            self.app.call_from_thread(self._tested, name, failure)

        self.run_worker(work, thread=True, exit_on_error=False)

    def _tested(self, name: str, failure: str) -> None:
        self._testing = ""
        self.dashboard.attempt(lambda: self.dashboard.answers.note_tested(name, failure))
        self.dashboard.changed()
        if failure:
            words = _("{channel}: not delivered, {why}.").format(channel=name, why=failure_text(failure))
            self.dashboard.say(words, warning=True)
        else:
            self.dashboard.say(_("A test message went through {name}").format(name=name))

    def action_remove_channel(self) -> None:
        """Take the channel of the row out after a question."""
        from tracker.ui.asking import ConfirmScreen

        name = self._channel()
        if name is None:
            return
        dashboard, path = self.dashboard, self.telling.config_path

        def answered(yes: bool | None) -> None:
            if yes and dashboard.attempt(lambda: dashboard.answers.remove_channel(path, name)) is not None:
                dashboard.attempt(dashboard.answers.channels_changed)
                dashboard.changed()
                dashboard.say(_("Channel {name} is gone").format(name=name))

        question = _("Take out channel {name}? Its address is forgotten.").format(name=name)
        question = sentences(question, _("u does not bring it back."))
        self.app.push_screen(ConfirmScreen(_("Remove a channel"), question, _("Remove")), answered)

    def _channel(self) -> str | None:
        rows = self.page.settings.channels if self.page else ()
        if self.pane != "channels" or not rows:
            self.dashboard.say(with_keys(_("Choose a channel first; {add} adds one."), add="alerts.add"))
            return None
        return rows[min(self.cursor, len(rows) - 1)].name

    # The schedule

    def action_schedule(self) -> None:
        """Show the line for cron and how to install it, and copy it."""
        from tracker.ui.alerts_schedule import ScheduleScreen

        line = self.dashboard.around.cron_line
        if not line:
            self.dashboard.say(_("debt alerts schedule --cron prints the line."))
            return
        hand_over(self.dashboard, line, line)
        self.app.push_screen(ScheduleScreen(line))

    def _change(self, act: Callable[[], Checked[Done]]) -> None:
        answer = self.dashboard.attempt(act)
        if answer is None:
            return
        done, problems = answer
        if done is None:
            self.dashboard.say("\n".join(map(sentence, problems)), warning=True)
            self.dashboard.changed()
        else:
            self.marked.clear()
            self._saved(done)

    def _saved(self, done: Done | None) -> None:
        if done is not None:
            self.dashboard.changed(done)
