"""The dialog about what runs the alerts: the line for cron, whether it is installed, how to install it."""

from __future__ import annotations

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
    """Esc closes it; nothing is installed from here without the command that asks."""

    CSS_PATH = "alerts_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,ｑ", "dismiss(None)", show=False, id="schedule.close"),
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
            yield Static(plain("\n", ("Esc", "bold"), f" {_('Close')}"), markup=False)

    def on_mount(self) -> None:
        """Ask the system in a thread: its programs may take a while."""
        self.run_worker(self._look, thread=True, exit_on_error=False)

    def _look(self) -> None:
        from tracker.services.scheduler import scheduled

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
    """How it is installed and taken out."""
    return (
        "\n" + _("debt alerts schedule --cron --install asks, then puts the line into your crontab."),
        _("debt alerts schedule --systemd --install writes a timer that makes up for missed mornings."),
        _("debt alerts schedule --remove takes either out again."),
    )
