"""The second step: how the file is read, and which column is what; all of it can be changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widgets import Static

from tracker.locale import _
from tracker.ui import import_parts as parts
from tracker.ui import import_words as words
from tracker.ui.answers_import import Wanted
from tracker.ui.asking import AskScreen, ChoiceScreen
from tracker.ui.import_words import Option
from tracker.ui.text import plain
from tracker.ui.widgets.panel import Panel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview, Reading, SeenColumn
    from tracker.ui.app import Dashboard

_TYPED = ("header", "currency")
_OTHER = "…"


class Readings(Container):
    """How the text is read above, its columns below."""

    @dataclass
    class Changed(Message):
        """Something is to be read otherwise."""

        wanted: Wanted

    def __init__(
        self, loans: Callable[[], tuple[Option, ...]], layouts: Callable[[], tuple[Option, ...]]
    ) -> None:
        super().__init__(id="step-columns")
        self._loans, self._layouts = loans, layouts
        self._wanted = Wanted()
        self._seen: ImportPreview | None = None
        self._readings: tuple[Reading, ...] = ()

    def compose(self) -> ComposeResult:
        """The two lists, and the question the file asks."""
        with Panel(id="reading"):
            yield VirtualList(id="readings")
            yield Static("", id="question", markup=False)
        with Panel(id="fields-panel"):
            yield VirtualList(id="fields")

    @property
    def open(self) -> tuple[str, ...]:
        """The readings that wait for a choice."""
        return tuple(each.name for each in self._readings if each.how == "open")

    def show(self, seen: ImportPreview, wanted: Wanted, name: str) -> None:
        """Show what a look found."""
        self._seen, self._wanted = seen, wanted
        self._readings = words.all_readings(seen, wanted)
        loans = {value: text for text, value in self._loans()}
        layouts = {value: text for text, value in self._layouts()}
        lines = [words.reading_line(each, loans, layouts, seen.told) for each in self._readings]
        rows = self.query_one("#readings", VirtualList)
        rows.show(words.reading_columns(), len(lines), lambda at, limit: lines[at : at + limit])
        rows.styles.height = len(lines) + 1
        fields = self.query_one("#fields", VirtualList)
        named = parts.field_lines(seen.table)
        fields.empty = _("No columns were found: change the delimiter or the line of the header.")
        fields.show(parts.field_columns(), len(named), lambda at, limit: named[at : at + limit])
        panel = self.query_one("#reading", Panel)
        panel.name_it(name, parts.about_file(seen))
        self.query_one("#fields-panel", Panel).name_it(_("Columns"), parts.lacking(seen))
        question = parts.told(seen.questions[0], with_line=True) if seen.questions else ""
        shown = self.query_one("#question", Static)
        shown.update(plain(("! ", "$mark-attention bold"), question) if question else plain(""))
        shown.display = bool(question)

    def enter(self) -> None:
        """Put the focus where something waits for a choice, else on the columns."""
        if self.open:
            self._point_at(self.open[0])
        elif self._seen is not None and self._seen.questions and self._seen.table:
            self.query_one("#fields", VirtualList).focus()
        else:
            self.query_one("#readings", VirtualList).focus()

    def ask_open(self) -> bool:
        """Ask for the first choice that is open; whether there was one."""
        if not self.open:
            return False
        self._point_at(self.open[0])
        self.change()
        return True

    def change(self) -> None:
        """Change what the cursor is on."""
        if self._seen is None:
            return
        fields = self.query_one("#fields", VirtualList)
        if fields.has_focus and fields.cursor < len(self._seen.table):
            self._change_column(self._seen.table[fields.cursor])
            return
        at = self.query_one("#readings", VirtualList).cursor
        if at < len(self._readings):
            self._change_reading(self._readings[at])

    def _point_at(self, name: str) -> None:
        rows = self.query_one("#readings", VirtualList)
        rows.cursor = next(at for at, each in enumerate(self._readings) if each.name == name)
        rows.focus()

    # One reading

    def _change_reading(self, reading: Reading) -> None:
        if reading.name in _TYPED:
            self._type(reading)
            return
        options = self._loans() if reading.name == "loan" else words.choices(reading.name, reading.example)
        if reading.name == "loan":
            options = ((_("each row says"), ""), *options)
        elif reading.name == "profile":
            options = ((_("as the file says"), ""), *self._layouts(), (_("none"), "-"))
        elif reading.name == "encoding":
            options = (*options, (_("another, by its name"), _OTHER))

        def chosen(value: str | None) -> None:
            if value == _OTHER:
                self._type(reading)
            elif value is not None:
                self._take(reading.name, value)

        current = str(getattr(self._wanted, reading.name)) or ("" if reading.how == "open" else reading.value)
        values = [value for _words, value in options]
        if current not in values:
            current = values[0]
        self.app.push_screen(ChoiceScreen(words.names()[reading.name], options, current), chosen)

    def _type(self, reading: Reading) -> None:
        def typed(value: str | None) -> None:
            if value is not None:
                self._take(reading.name, value)

        hint = words.hint(reading.name)
        current = str(getattr(self._wanted, reading.name)) or ("" if reading.how == "open" else reading.value)
        ask = AskScreen(
            words.names()[reading.name], current, lambda text: words.refuse(reading.name, text), hint
        )
        self.app.push_screen(ask, typed)

    def _take(self, name: str, value: str) -> None:
        wanted = replace(self._wanted, **{name: value})  # type: ignore[arg-type] # one of the texts among its fields
        if name == "profile":
            # Another layout has other columns.
            wanted = replace(wanted, columns=(), header="")
        if name == "kind" and self._wanted.kind and value != self._wanted.kind:
            wanted = Wanted(path=wanted.path, kind=value, encoding=wanted.encoding)
        self._tell(wanted)

    # One column

    def _change_column(self, column: SeenColumn) -> None:
        seen = self._seen
        if seen is None:
            return
        if not seen.kind:
            cast("Dashboard", self.app).say(_("Say first whether the file holds payments or loans."))
            self._point_at("kind")
            return
        names = parts.field_words()
        held = {each.key: each for each in seen.table if each.key}
        options = [(_("not used"), "")]
        for key in parts.KEYS[parts.layout_of(seen)]:
            other = held.get(key)
            text = names.get(key, key)
            if other is not None and other.place != column.place:
                text = _("{field}: now {column}").format(field=text, column=other.header or f"#{other.place}")
            options.append((text, key))

        def chosen(key: str | None) -> None:
            if key is not None and key != column.key:
                self._tell(self._wanted.with_column(seen.table, column, key, seen.header_line))

        title = _("{column} is").format(column=column.header or f"#{column.place}")
        self.app.push_screen(ChoiceScreen(title, options, column.key), chosen)

    def _tell(self, wanted: Wanted) -> None:
        if wanted != self._wanted:
            self._wanted = wanted
            self.post_message(self.Changed(wanted))
