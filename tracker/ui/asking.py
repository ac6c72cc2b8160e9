"""Small dialogs: choose one of a few, type one value or a passphrase, confirm with a key for that alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

Option = tuple[str, str]
"""The words of a choice and its value."""


class ChoiceScreen(LeftOnce, ModalScreen[str | None]):
    """A short list; what is under the cursor is tried at once, Esc takes it back."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False, id="choice.close"),
    ]

    def __init__(
        self,
        title: str,
        options: Sequence[Option],
        current: str,
        *,
        tried: Callable[[str], None] = lambda _value: None,
    ) -> None:
        super().__init__()
        self._title = title
        self._options = tuple(options)
        self._current = current
        self._tried = tried

    def compose(self) -> ComposeResult:
        """The list and its keys."""
        with Vertical(id="box") as box:
            box.border_title = plain(self._title)
            yield VirtualList()
            yield Static(plain(("Enter", "bold"), f" {_('Choose')}   ", ("Esc", "bold"), f" {_('Leave')}"))

    def on_mount(self) -> None:
        """Begin at what holds now."""
        values = [value for _words, value in self._options]
        at = values.index(self._current) if self._current in values else 0
        lines = [
            Line(cells=("(x)" if value == self._current else "( )", words)) for words, value in self._options
        ]
        rows = self.query_one(VirtualList)
        rows.styles.height = min(len(lines), 15)
        columns = (Column(title="", width=3), Column(title="", width=20, grow=True))
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit], cursor=at)
        rows.focus()

    def action_cancel(self) -> None:
        """Put back what was there."""
        self._tried(self._current)
        self.dismiss(None)

    @on(VirtualList.Moved)
    def _try(self, event: VirtualList.Moved) -> None:
        self._tried(self._options[event.index][1])

    @on(VirtualList.Selected)
    def _choose(self, event: VirtualList.Selected) -> None:
        self.dismiss(self._options[event.index][1])


class AskScreen(LeftOnce, ModalScreen[str | None]):
    """One value is typed; what is wrong with it is said below."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", show=False, id="ask.take", priority=True),
        Binding("escape", "dismiss(None)", show=False, id="ask.close"),
    ]

    def __init__(self, title: str, value: str, refuse: Callable[[str], str], hint: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value
        self._refuse = refuse
        self._hint = hint

    def compose(self) -> ComposeResult:
        """The field, what is wrong, the keys."""
        with Vertical(id="box") as box:
            box.border_title = plain(self._title)
            yield Field(self._value, compact=True)
            yield Static(plain(self._hint), id="wrong", markup=False)
            yield Static(plain(("Enter", "bold"), f" {_('Save')}   ", ("Esc", "bold"), f" {_('Leave')}"))

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take the value if it can be."""
        text = self.query_one(Input).value.strip()
        wrong = self._refuse(text)
        if wrong:
            self.query_one("#wrong", Static).update(plain(("! ", "$mark-attention bold"), wrong))
        else:
            self.dismiss(text)


class SecretScreen(LeftOnce, ModalScreen[str | None]):
    """A passphrase, never shown; one that closes something is typed twice."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take", show=False, id="secret.take", priority=True),
        Binding("escape", "dismiss(None)", show=False, id="secret.close"),
    ]

    def __init__(self, title: str, hint: str, *, twice: bool) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._twice = twice

    def compose(self) -> ComposeResult:
        """One field or two, what is wrong, the keys."""
        with Vertical(id="box") as box:
            box.border_title = plain(self._title)
            yield Field(placeholder=_("Passphrase"), compact=True, id="first", masked=True)
            if self._twice:
                yield Field(placeholder=_("The same again"), compact=True, id="again", masked=True)
            yield Static(plain(self._hint), id="wrong", markup=False)
            yield Static(plain(("Enter", "bold"), f" {_('Go on')}   ", ("Esc", "bold"), f" {_('Leave')}"))

    @on(Input.Submitted)
    def action_take(self) -> None:
        """Take it if it is something, and the same twice."""
        fields = list(self.query(Input))
        empty = next((each for each in fields if not each.value), None)
        if empty is not None and empty is not self.focused:
            empty.focus()
        elif empty is not None:
            self._wrong(_("The passphrase is empty."))
        elif len({each.value for each in fields}) > 1:
            self._wrong(_("The two are not the same."))
        else:
            self.dismiss(fields[0].value)

    def _wrong(self, words: str) -> None:
        self.query_one("#wrong", Static).update(plain(("! ", "$mark-attention bold"), words))


class ConfirmScreen(LeftOnce, ModalScreen[bool]):
    """A question that `r` answers with yes; neither Enter nor `y` does anything."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r,ｒ,f5", "dismiss(True)", show=False, id="confirm.do"),
        Binding("escape", "dismiss(False)", show=False, id="confirm.close"),
    ]

    def __init__(self, title: str, question: str, verb: str) -> None:
        super().__init__()
        self._title = title
        self._question = question
        self._verb = verb

    def compose(self) -> ComposeResult:
        """The question and its two keys."""
        with Vertical(id="box") as box:
            box.border_title = plain(self._title)
            yield Static(plain(self._question + "\n"), markup=False)
            yield Static(plain(("r", "bold"), f" {self._verb}   ", ("Esc", "bold"), f" {_('Leave')}"))
