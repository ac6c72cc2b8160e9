"""The dialog that adds a channel: what is typed may hold a secret, so no draft of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.domain.problems import Problem
from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard

_LABEL = 9


class ChannelScreen(LeftOnce, ModalScreen[str | None]):
    """^S adds the channel, Esc forgets what was typed; the address is never shown."""

    CSS_PATH = "alerts_dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, id="channel.save", priority=True),
        Binding("escape", "dismiss(None)", show=False, id="channel.close"),
    ]

    def __init__(self, config_path: str) -> None:
        super().__init__()
        self._config_path = config_path
        self._busy = False

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def compose(self) -> ComposeResult:
        """Name, kind, address, what that means, the keys."""
        kinds = [(plain(words), kind) for kind, words in _kinds().items()]
        with VerticalScroll(id="box", can_focus=False) as box:
            box.border_title = plain(_("Add a channel"))
            yield _row(_("Name"), Field(placeholder="phone", compact=True, id="name"))
            yield _row(_("Kind"), Select(kinds, value="url", allow_blank=False, compact=True, id="kind"))
            yield _row(_("Value"), Field(compact=True, id="value"))
            yield Static("", id="meaning", markup=False)
            yield Static("", id="wrong", markup=False)
            yield Static(plain(("^S", "bold"), f" {_('Add')}   ", ("Esc", "bold"), f" {_('Leave')}"))

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name").focus()
        self._chosen()

    @on(Select.Changed, "#kind")
    def _chosen(self) -> None:
        """Say what the value is; only an address is covered while it is typed."""
        kind = self._kind
        self.query_one("#value", Input).password = kind == "url"
        self.query_one("#meaning", Static).update(plain(_meanings()[kind] + "\n"))

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter goes on; it never saves."""
        self.focus_next()

    def action_save(self) -> None:
        """Look at the address and keep it, in a thread: that may take a while."""
        if self._busy or not self.is_current:
            return
        name = self.query_one("#name", Input).value.strip()
        value = self.query_one("#value", Input).value.strip()
        if not name:
            self._refuse((Problem(code="required", field="name"),))
            return
        self._busy = True
        self.query_one("#wrong", Static).update(plain(_("Looking at it …")))
        kind, answers, path = self._kind, self.dashboard.answers, self._config_path

        def work() -> None:
            error: Exception | None = None
            added: str | None = None
            problems: tuple[Problem, ...] = ()
            try:
                added, problems = answers.add_channel(path, name, kind, value)
            except Exception as caught:  # noqa: BLE001 -- worded, or raised again, in the other thread
                error = caught
            self.app.call_from_thread(self._finish, added, problems, error)

        self.run_worker(work, thread=True, exit_on_error=False)

    @property
    def _kind(self) -> str:
        return str(cast("Select[str]", self.query_one("#kind", Select)).value)

    def _finish(self, added: str | None, problems: tuple[Problem, ...], error: Exception | None) -> None:
        self._busy = False
        if error is not None:
            self.dashboard.tell_failure(error)
            problems = (Problem(code="channels_unusable", field="file", value=self._config_path),)
        if not self.is_attached:
            return
        if added is None:
            self._refuse(problems)
        else:
            self.dismiss(added)

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        words = "\n".join(map(sentence, problems))
        self.query_one("#wrong", Static).update(plain(("! ", "$mark-attention bold"), words))
        at_name = any(each.field == "name" for each in problems)
        self.query_one("#name" if at_name else "#value").focus()


def _kinds() -> dict[str, str]:
    return {
        "url": _("an address"),
        "file": _("a file with the address"),
        "command": _("a command that prints it"),
        "pipe": _("a program that takes the text"),
    }


def _meanings() -> dict[str, str]:
    return {
        "url": _("An address as apprise knows them, such as ntfy://my-topic; kept in a private file."),
        "file": _("The path of a file that only you can read, with the address in its first line."),
        "command": _("Run at each message to learn the address: pass show alerts/mail"),
        "pipe": _("Takes the message on its stdin: xargs -0 notify-send debt"),
    }


def _row(label: str, field: Select[str] | Field) -> Horizontal:
    return Horizontal(Static(plain(fit(label, _LABEL)), classes="label"), field, classes="row")
