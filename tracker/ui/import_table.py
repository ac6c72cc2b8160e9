"""The third and fourth step: every row with what becomes of it, corrected or left out on the spot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, cast

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from tracker.domain.loan.card_row import ROLES
from tracker.locale import _, ngettext
from tracker.locale.joining import told_of
from tracker.locale.matching import role_text
from tracker.ui import import_rows as rows
from tracker.ui.answers_import import Wanted
from tracker.ui.asking import AskScreen, ChoiceScreen
from tracker.ui.commands import key_of
from tracker.ui.figures import Figures
from tracker.ui.import_parts import CHOSEN, counts_line
from tracker.ui.import_rows import PAYMENT
from tracker.ui.text import plain
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview, SeenRow
    from tracker.ui.app import Dashboard
    from tracker.ui.import_words import Option

_FRAME = 4


class RowTable(Container):
    """The rows, and below them why the one under the cursor is what it is."""

    @dataclass
    class Changed(Message):
        """Something else is to become of rows."""

        wanted: Wanted

    def __init__(self) -> None:
        super().__init__(id="row-table")
        self._seen: ImportPreview | None = None
        self._wanted = Wanted()
        self._figures: Figures | None = None
        self._rows: Sequence[SeenRow] = ()
        self._doubles = False
        self._only = self._every = False
        self._notice = (0, "")
        """What is said of a line until the cursor is on another."""
        self._met: set[int] = set()
        """The lines that the book or the file has already, or had before they were left out."""
        self._known: dict[int, SeenRow] = {}
        """The rows as they were when they last came in."""
        self._file = ""

    def compose(self) -> ComposeResult:
        """The list and its explanation."""
        with Panel(id="rows-panel"):
            yield VirtualList(id="rows")
        yield TextPanel(id="why")

    def show(
        self, seen: ImportPreview, wanted: Wanted, figures: Figures, name: str, *, doubles: bool
    ) -> None:
        """Show the rows, or those that the book has; the cursor stays on its line."""
        at = self.row.line if self.row is not None else 0
        if seen.path != (self._seen.path if self._seen else ""):
            at, self._only, self._every, self._met, self._known = 0, False, False, set(), {}
        self._known |= {row.line: row for row in seen.rows if row.mark in ("ok", "like", "dup")}
        seen = replace(seen, rows=rows.as_before(seen.rows, self._known))
        self._met |= {row.line for row in seen.rows if row.held or row.equal}
        self._seen, self._wanted, self._figures = seen, wanted, figures
        self._file, self._doubles = name, doubles
        self.set_class(doubles, "-doubles")
        self._fill(at)

    @property
    def row(self) -> SeenRow | None:
        """The row under the cursor."""
        at = self.query_one("#rows", VirtualList).cursor
        return self._rows[at] if at < len(self._rows) else None

    @property
    def has_doubles(self) -> bool:
        """Whether the book has, or may have, any of the rows, or the file has one twice."""
        return bool(self._met)

    @property
    def _dashboard(self) -> Dashboard:
        return cast("Dashboard", self.app)

    # What a person does

    def to_next_waiting(self) -> None:
        """Go to the next row that stops the import, and say how many there are."""
        waiting = [at for at, row in enumerate(self._rows) if self._waits(row)]
        if not waiting:
            return
        listed = self.query_one("#rows", VirtualList)
        listed.cursor = next((at for at in waiting if at > listed.cursor), waiting[0])
        words = ngettext(
            "{count} row stops the import: correct it or leave it out.",
            "{count} rows stop the import: correct them or leave them out.",
            len(waiting),
        )
        row = self.row
        self._notice = (row.line if row is not None else 0, words.format(count=len(waiting)))
        self._why()

    def only_waiting(self) -> None:
        """Show only the rows that wait, or all."""
        self._only = not self._only
        self._fill(self.row.line if self.row is not None else 0)

    def every_row(self) -> None:
        """Show every row of a statement, or only its repayments again."""
        if self._seen is None or self._seen.holds != "statement":
            self._dashboard.say(_("Every row is shown."))
            return
        self._every = not self._every
        self._fill(self.row.line if self.row is not None else 0)

    def toggle(self) -> None:
        """Leave the row out or take it in, whichever it is not."""
        row, wanted = self.row, self._wanted
        if row is None or self._seen is None:
            return
        if self._seen.kind == "book":
            self._dashboard.say(_("An earlier export is taken as it is; it has no rows to choose from."))
            return
        line, mark = row.line, rows.mark_of(row, self._wanted)
        if mark in rows.OTHERS:
            self._dashboard.say(_("It is left out already; choose its loan to take it in."))
            return
        if row.reason == "said_none" and line not in wanted.skips:
            self._tell(wanted.with_role(line, ""))
            return
        if mark == "skip" and line not in wanted.skips:
            self._dashboard.say(_("This row holds no data."))
            return
        if line in wanted.skips:
            wanted = replace(wanted, skips=wanted.skips - {line})
        elif line in wanted.anyway:
            wanted = replace(wanted, anyway=wanted.anyway - {line})
        elif mark == "dup":
            wanted = replace(wanted, anyway=wanted.anyway | {line})
        else:
            wanted = replace(wanted, skips=wanted.skips | {line})
        self._tell(wanted)

    def edit(self) -> None:
        """Correct a cell: the wrong one, or the one that is chosen."""
        row, seen = self.row, self._seen
        if row is None or seen is None:
            return
        if seen.kind == "book":
            self._dashboard.say(_("An earlier export is taken as it is; it has no rows to choose from."))
            return
        cells = self._dashboard.attempt(
            lambda: self._dashboard.answers.row_cells(self._wanted, seen.kind, row.line)
        )
        if not cells:
            return
        named = dict(cells)
        wrong = next((each.column for each in row.problems if each.column in named), None)
        if wrong is None and len(cells) == 1:
            wrong = cells[0][0]
        if wrong is not None:
            self._correct(row, wrong, named[wrong])
            return
        options = [(told_of(name, text) if not self._hidden else name, name) for name, text in cells]

        def chosen(name: str | None) -> None:
            if name is not None:
                self._correct(row, name, named[name])

        title = _("Line {line}: which cell").format(line=row.line)
        self.app.push_screen(ChoiceScreen(title, options, ""), chosen)

    def choose_loan(self, loans: tuple[Option, ...]) -> None:
        """Choose the loan that a row is for; all rows that say the same name mean it too."""
        row, seen = self.row, self._seen
        if row is None or seen is None:
            return
        if seen.kind != "payments":
            self._dashboard.say(_("Only payments are for a loan."))
            return
        if not loans:
            self._dashboard.say(_("There is no loan yet; add one first, the file is kept here."))
            return
        said = row.problems[0].value if row.mark == "ask" else ""
        alike = (
            sum(each.mark == "ask" and each.problems[0].value == said for each in seen.rows) if said else 0
        )
        if row.mark in rows.OTHERS:
            # All that say the same are meant, if there are more than this one.
            alike = sum(each.mark in rows.OTHERS and each.text == row.text for each in seen.rows)
            said = row.text if alike > 1 else ""
        title = _("Line {line} is for").format(line=row.line)
        if alike > 1:
            title = _("{count} rows that say {text} are for").format(count=alike, text=said)

        def chosen(value: str | None) -> None:
            if value is None:
                return
            wanted = self._wanted
            if said:
                kept = tuple(each for each in wanted.loans_for if each[0] != said)
                wanted = replace(wanted, loans_for=(*kept, (said, int(value))))
                wanted = replace(wanted, skips=wanted.skips - {row.line})
            else:
                wanted = wanted.with_edit(row.line, "loan", value)
            self._tell(wanted)

        self.app.push_screen(ChoiceScreen(title, loans, ""), chosen)

    def choose_role(self) -> None:
        """Say what a row of a card's statement is: a payment, a purchase, a fee, a refund."""
        row, seen = self.row, self._seen
        if row is None or seen is None:
            return
        if seen.holds != "statement":
            self._dashboard.say(_("Only rows of a statement are of several kinds."))
            return
        options = ((_("as the file says"), ""), *((role_text(each), each) for each in ROLES))
        said = {each[:2]: each[2] for each in self._wanted.edits}

        def chosen(value: str | None) -> None:
            if value is not None:
                self._tell(self._wanted.with_role(row.line, value))

        title = _("Line {line} is").format(line=row.line)
        self.app.push_screen(ChoiceScreen(title, options, said.get((row.line, "as"), "")), chosen)

    def _correct(self, row: SeenRow, name: str, text: str) -> None:
        seen = self._seen
        if seen is None:
            return
        column = name

        today = self._dashboard.answers.today

        def typed(value: str | None) -> None:
            if value is not None and value != text:
                said = rows.typed_cell(name, seen, today, value)
                self._tell(self._wanted.with_edit(row.line, column, said))

        currency = row.currency or next(
            (each.value for each in seen.readings if each.name == "currency" and each.value), ""
        )
        currency = currency or (self._figures.own if self._figures else "") or "CNY"
        ask = AskScreen(
            rows.cell_title(row.line, name), text,
            lambda value: rows.refuse_cell(
                name, seen, currency, rows.typed_cell(name, seen, today, value)
            ),
            _("The file itself is not changed."),
        )  # fmt: skip
        self.app.push_screen(ask, typed)

    def _tell(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self._notice = (0, "")
        self._fill(self.row.line if self.row is not None else 0)
        self.post_message(self.Changed(wanted))

    # Drawing

    @property
    def _hidden(self) -> bool:
        return self._figures is not None and self._figures.hidden

    def _waits(self, row: SeenRow) -> bool:
        return row.mark in rows.WAITING and row.line not in self._wanted.skips

    def _fill(self, line: int) -> None:
        seen, figures = self._seen, self._figures
        if seen is None or figures is None:
            return
        if self._doubles:
            self._rows = [row for row in seen.rows if row.line in self._met]
        elif seen.holds == "statement" and not self._every and not self._only:
            self._rows = [row for row in seen.rows if row.mark != "other" and not self._is_aside(row)]
        elif self._only:
            self._rows = [row for row in seen.rows if row.mark in (*rows.WAITING, "like", "maybe")]
        else:
            self._rows = seen.rows
        found, wanted = self._rows, self._wanted
        listed = self.query_one("#rows", VirtualList)
        listed.empty = _("No row waits for anything.") if self._only else _("Every row can be used.")
        if seen.holds == "statement" and not self._only and not self._doubles:
            listed.empty = _("No row looks like a repayment of a loan here. {key} shows all.").format(
                key=key_of("import.all")
            )
        here = next((at for at, row in enumerate(found) if row.line >= line), max(0, len(found) - 1))
        listed.show(
            rows.row_columns(seen.kind), len(found),
            lambda offset, limit: rows.page(found, wanted, figures, offset, limit),
        )  # fmt: skip
        if listed.cursor != here:
            listed.cursor = here
        title = self._file
        if self._doubles:
            title = _("{file}: there already?").format(file=self._file)
        elif seen.holds == "statement" and not self._every:
            title = _("{file}: repayments, {key} shows all").format(file=self._file, key=key_of("import.all"))
        elif self._only:
            title = _("{file}: rows that wait").format(file=self._file)
        counts = counts_line(seen.report, seen.rows) if seen.report is not None else ""
        self.query_one("#rows-panel", Panel).name_it(title, counts)
        self._why()

    def _is_aside(self, row: SeenRow) -> bool:
        """Whether a row was left out for what it is, and not by a person."""
        return row.mark == "skip" and row.reason not in CHOSEN and row.line not in self._wanted.skips

    @on(VirtualList.Moved, "#rows")
    def _moved(self, event: VirtualList.Moved) -> None:
        event.stop()
        if self.row is not None and self.row.line != self._notice[0]:
            self._notice = (0, "")
        self._why()

    def _why(self) -> None:
        seen, figures, row = self._seen, self._figures, self.row
        if seen is None or figures is None:
            return
        first = self._notice[1] if row is not None and row.line == self._notice[0] else ""
        words = [first] if first else []
        panel = self.query_one("#why", TextPanel)
        if row is not None and row.held and self._doubles and seen.kind == "payments" and row.role == PAYMENT:
            held = row.held
            stored = self._dashboard.attempt(lambda: self._dashboard.answers.stored_payment(held))
            if stored is not None:
                words += rows.compared(row, stored, figures, self.app.size.width - _FRAME)
                words += list(rows.row_words(row, seen, self._wanted, figures))[-1:]
        elif row is not None and row.equal and self._doubles:
            one = next((each for each in seen.rows if each.line == row.equal), None)
            if one is not None:
                words += rows.equalled(row, one, figures, self.app.size.width - _FRAME)
                words += list(rows.row_words(row, seen, self._wanted, figures))[-1:]
        if not words or first:
            words += rows.row_words(row, seen, self._wanted, figures)
        title = _("Line {line}").format(line=row.line) if row is not None else ""
        panel.show(title, plain("\n".join(words)), _("nothing is written before step 5"))
