"""The first step: a path is typed, pasted or chosen from a list, all in one field."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.events import Key, Paste
from textual.message import Message
from textual.widgets import Input, Static

from tracker.locale import _
from tracker.ui import import_parts as parts
from tracker.ui.paths import Entry, complete, entries, folder_of, is_folder, is_there, short_path, typed_path
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.panel import Panel
from tracker.ui.widgets.virtual_list import VirtualList

_DIGITS = frozenset("0123456789０１２３４５６７８９")
_LABEL = 8


class PathField(Field):
    """A path; Tab completes it as far as only one is meant, arrows move in the list below.

    It is the one place that takes keys in this step: what arrives in one burst goes nowhere else.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", show=False),
        Binding("up", "to_list('move', -1)", show=False),
        Binding("down", "to_list('move', 1)", show=False),
        Binding("pageup", "to_list('page', -1)", show=False),
        Binding("pagedown", "to_list('page', 1)", show=False),
    ]

    class Moved(Message):
        """The cursor of the list is to move."""

        def __init__(self, way: str, by: int) -> None:
            super().__init__()
            self.way, self.by = way, by

    def action_complete(self) -> None:
        """Carry the path on."""
        longer = complete(self.value)
        if longer not in (self.value, short_path(typed_path(self.value))):
            self.value = longer
            self.cursor_position = len(longer)

    def action_to_list(self, way: str, by: int) -> None:
        """Move in the list without leaving the field."""
        self.post_message(self.Moved(way, by))

    def on_paste(self, event: Paste) -> None:
        """A path that is dropped or pasted into an empty field is taken without the blanks around it."""
        if not self.value and event.text != event.text.strip():
            event.stop()
            event.prevent_default()
            self.value = event.text.strip()
            self.cursor_position = len(self.value)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the field takes a key."""
        return not self._leads_elsewhere(character) and super().check_consume_key(key, character)

    async def _on_key(self, event: Key) -> None:
        if self._leads_elsewhere(event.character):
            event.prevent_default()

    def _leads_elsewhere(self, character: str | None) -> bool:
        """A digit before anything was typed goes to another screen, as everywhere."""
        return not self.value and character in _DIGITS


class FilePicker(Panel):
    """The path and the list of what it could be."""

    @dataclass
    class Chosen(Message):
        """A path was chosen."""

        path: str

    def __init__(self, is_export: Callable[[str], bool]) -> None:
        super().__init__(id="file-panel")
        self._is_export = is_export
        self._files: tuple[Entry, ...] = ()
        self._folder = Path()
        self._pointed = True
        """Whether Enter takes the row of the cursor: nothing was typed, or an arrow was pressed since."""

    def compose(self) -> ComposeResult:
        """The field, what is said of it, the list."""
        with Horizontal(classes="row"):
            yield Static("", id="label-path", markup=False)
            yield PathField(compact=True, id="path")
        yield Static("", id="path-read", markup=False)
        files = VirtualList(id="files")
        files.can_focus = False
        yield files

    @property
    def field(self) -> Input:
        """Where the path stands."""
        return self.query_one("#path", Input)

    def label(self) -> None:
        """Word it in the language in use."""
        self.name_it(_("File"), _("CSV, or a folder of an earlier export"))
        self.query_one("#label-path", Static).update(plain(fit(_("Path"), _LABEL - 1)))
        self.field.placeholder = _("type, paste or drop a path; or choose below")

    def list_files(self) -> None:
        """Show what is in the folder of the path."""
        self._folder, beginning = folder_of(self.field.value)
        found = entries(self._folder, beginning)
        rows = self.query_one("#files", VirtualList)
        cursor = None if found == self._files else 0
        self._files = found
        rows.empty = parts.empty_folder(self._folder)
        rows.show(
            parts.file_columns(), len(found),
            lambda offset, limit: [parts.file_line(each) for each in found[offset : offset + limit]],
            cursor=cursor,
        )  # fmt: skip
        self.note()

    def note(self, wrong: str = "") -> None:
        """Say below the field what is wrong with the path, or where one is."""
        words = _("{folder}: Tab completes, arrows choose").format(folder=short_path(self._folder))
        line = self.query_one("#path-read", Static)
        line.update(plain(("! ", "$mark-attention bold"), wrong) if wrong else plain(words))
        line.set_class(bool(wrong), "-wrong")

    def forget(self) -> None:
        """Begin with an empty field."""
        self._put("")

    def put(self, text: str) -> None:
        """A text that arrived while nothing had the focus."""
        self.field.value = text
        self.field.cursor_position = len(text)
        self.field.focus()

    def type(self, character: str) -> None:
        """A character that arrived while nothing had the focus."""
        self.field.insert_text_at_cursor(character)

    def take(self) -> None:
        """Take what was typed if it is a file; else the row of the cursor, if one was pointed at."""
        typed = self.field.value.strip()
        path = typed_path(typed)
        if typed and not (self._pointed and self._files):
            if is_folder(path) and not self._is_export(path):
                self._enter(path)
                return
            if is_there(path) or not self._only(path):
                self.post_message(self.Chosen(path))
                return
        if self._files:
            at = self.query_one("#files", VirtualList).cursor
            self._take_entry(self._files[min(at, len(self._files) - 1)])

    def _only(self, path: str) -> bool:
        """Whether the beginning of a name can mean but one row of the list."""
        self.list_files()
        return len(self._files) == 1 and not path.endswith("/")

    def _take_entry(self, entry: Entry) -> None:
        if entry.is_folder and not self._is_export(str(entry.path)):
            self._enter(str(entry.path))
        else:
            self._put(short_path(entry.path))
            self._pointed = False
            self.post_message(self.Chosen(str(entry.path)))

    def _enter(self, folder: str) -> None:
        self._put(short_path(folder).rstrip("/") + "/")
        self._pointed = True

    def _put(self, text: str) -> None:
        with self.prevent(Input.Changed):
            self.field.value = text
        self.field.cursor_position = len(text)
        self._pointed = not text
        self.list_files()

    @on(Input.Changed, "#path")
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._pointed = not self.field.value
        self.list_files()

    @on(Input.Submitted, "#path")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.take()

    @on(PathField.Moved)
    def _move(self, event: PathField.Moved) -> None:
        event.stop()
        rows = self.query_one("#files", VirtualList)
        if not self._pointed:
            # What was typed narrowed the list: the first arrow points at its first row.
            self._pointed = True
            if event.by > 0 and rows.cursor == 0:
                return
        (rows.action_move if event.way == "move" else rows.action_page)(event.by)

    @on(VirtualList.Selected, "#files")
    def _selected(self, event: VirtualList.Selected) -> None:
        event.stop()
        if event.index < len(self._files):
            self._take_entry(self._files[event.index])
