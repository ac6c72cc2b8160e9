"""The dialog about what runs the alerts: the line for cron, whether it is there, putting it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain


class ScheduleScreen(LeftOnce, ModalScreen[None]):
    """The line is read before a key puts it into the crontab; another takes it out again."""

    CSS_PATH = "alerts_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,ｑ", "dismiss(None)", show=False, id="schedule.close"),
        Binding("i,ｉ,f5", "install", show=False, id="schedule.install"),
        Binding("d,ｄ,delete", "remove", show=False, id="schedule.remove"),
    ]

    def __init__(self, line: str) -> None:
        super().__init__()
        self._line = line

    def compose(self) -> ComposeResult:
        """The line, where it stands, the commands."""
        with VerticalScroll(id="box") as box:
            box.border_title = plain(_("What runs the alerts"))
            yield Static(plain((self._line, "bold"), "\n"), id="line", markup=False)
            yield Static(plain(_("Looking whether something runs them …")), id="where", markup=False)
            for words in _ways():
                yield Static(plain(words), markup=False)
            yield Static(
                plain(
                    "\n", ("F5", "bold"), f" {_('Put into the crontab')}   ", ("Del", "bold"),
                    f" {_('Take out')}   ", ("Esc", "bold"), f" {_('Close')}",
                ),
                markup=False,
            )  # fmt: skip

    def on_mount(self) -> None:
        """Ask the system in a thread: its programs may take a while."""
        self._at_work(lambda: None)

    def action_install(self) -> None:
        """Put the line into the crontab."""
        from tracker.services.scheduler import install_cron

        self._at_work(lambda: install_cron(self._line))

    def action_remove(self) -> None:
        """Take out what was put in place, in the crontab or as a timer."""
        from tracker.services.scheduler import remove_cron, remove_systemd, scheduled

        def remove() -> None:
            found = scheduled()
            if found.cron:
                remove_cron()
            if found.systemd:
                remove_systemd()

        self._at_work(remove)

    def _at_work(self, act: Callable[[], object]) -> None:
        self.run_worker(lambda: self._look(act), thread=True, exit_on_error=False, group="schedule")

    def _look(self, act: Callable[[], object]) -> None:
        from tracker.services.scheduler import SchedulerError, scheduled

        try:
            act()
        except SchedulerError as error:
            words = _("{program} could not be run: {detail}")
            self.app.call_from_thread(
                self._say, words.format(program=error.program, detail=error.detail or _("not found"))
            )
            return
        found = scheduled()
        words = [_("In the crontab: {line}").format(line=line) for line in found.cron]
        if found.systemd:
            words.append(_("A systemd timer runs them."))
        self.app.call_from_thread(
            self._say, "\n".join(words) or _("Neither the crontab nor a systemd timer runs them yet.")
        )

    def _say(self, words: str) -> None:
        if self.is_attached:
            self.query_one("#where", Static).update(plain(words))


def _ways() -> tuple[str, ...]:
    """What else can run them."""
    return (
        "\n"
        + _("debt alerts schedule --systemd --install writes a timer that makes up for missed mornings."),
    )
