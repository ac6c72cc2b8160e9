"""A page of text to read: scrolled, copied, written to a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.locale import _, language
from tracker.ui.dialog import LeftOnce
from tracker.ui.paths import is_there, short_path, typed_path
from tracker.ui.text import plain

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard


class ReaderScreen(LeftOnce, ModalScreen[None]):
    """One text; `y` copies it, `x` writes it to a new file that only its owner can read, Esc closes."""

    CSS_PATH = "reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ｑ", "dismiss(None)", show=False, id="reader.close"),
        Binding("y,ｙ,f8", "copy", show=False, id="reader.copy"),
        Binding("x,ｘ,f7", "write", show=False, id="reader.write"),
    ]

    def __init__(
        self,
        title: str,
        text: Content | str,
        name: str,
        *,
        head: str = "",
        write: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__()
        self._head = head
        """What is said of the text and is no part of it."""
        self._own = write
        """Writes the text to what was typed; why it cannot be, empty if it was."""
        self._title = title
        self._content = plain(text) if isinstance(text, str) else text
        self._file = name
        """What a file of it is called at first."""

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def compose(self) -> ComposeResult:
        """The text, then the keys."""
        with VerticalScroll(id="page") as page:
            page.border_title = plain(self._title)
            copy, write = ("F8", "F7") if language() == "zh_CN" else ("y", "x")
            page.border_subtitle = plain(
                (copy, "bold"), f" {_('Copy')}  ", (write, "bold"), f" {_('Write to a file')}  ",
                ("Esc", "bold"), f" {_('Close')}",
            )  # fmt: skip
            if self._head:
                yield Static(plain((self._head, "$mark-attention")), id="head")
            yield Static(self._content, id="text", markup=False)

    def on_mount(self) -> None:
        """Arrows scroll at once."""
        self.query_one("#page").focus()

    def action_copy(self) -> None:
        """Copy the whole text."""
        from tracker.ui.copying import hand_over

        hand_over(self.dashboard, self._content.plain, self._title)

    def action_write(self) -> None:
        """Ask where to; what stands there stays."""
        from tracker.ui.asking import AskScreen
        from tracker.ui.exporting import free_path

        stem, dot, suffix = self._file.rpartition(".")
        proposed = short_path(free_path(stem or self._file, f"{dot}{suffix}" if stem else ""))

        self.app.push_screen(AskScreen(_("Write to a new file"), proposed, self._own or self._write))

    def _write(self, text: str) -> str:
        """Write it; why it cannot be, empty if it was."""
        from tracker.private_file import write_private

        path = typed_path(text)
        if not text or is_there(path):
            return _("{path} exists already; nothing was written.").format(path=short_path(path))
        try:
            write_private(str(Path(path).absolute()), self._content.plain)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            words = _("{path} cannot be written: {reason}")
            return words.format(path=short_path(path), reason=reason)
        words = _("Written to {path}, which only you can read.")
        self.dashboard.say(words.format(path=short_path(path)))
        return ""
