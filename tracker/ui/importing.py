"""Import: a file is looked at in five steps; nothing is written before the last."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Key, Paste

from tracker.locale import _
from tracker.ui import import_parts as parts
from tracker.ui import import_rows as rows
from tracker.ui.answers_import import Wanted, nothing_seen
from tracker.ui.asking import AskScreen
from tracker.ui.commands import bindings, with_keys
from tracker.ui.import_file import FilePicker
from tracker.ui.import_parts import APPLY, CHECK, COLUMNS, DUPLICATES, FILE
from tracker.ui.import_readings import Readings
from tracker.ui.import_table import RowTable
from tracker.ui.paths import short_path
from tracker.ui.patience import Work
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.frame import Banner, KeyFooter
from tracker.ui.widgets.panel import TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.ui.answers_import import ImportPreview, ImportReport
    from tracker.ui.import_words import Option

_STEPS = {FILE: "file", COLUMNS: "columns", CHECK: "rows", DUPLICATES: "rows", APPLY: "apply"}


class ImportScreen(FramedScreen):
    """File, columns, check, duplicates, apply."""

    NAME = "import"
    TAB = "import"
    CSS_PATH = "importing.tcss"
    AUTO_FOCUS = "#path"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("import")]

    def __init__(self) -> None:
        super().__init__()
        self._step = FILE
        self._wanted = Wanted()
        self._seen: ImportPreview | None = None
        self._report: ImportReport | None = None
        self._taken_back = False
        self._work = Work(self, self._banner)

    def compose_content(self) -> ComposeResult:
        """Every step; one of them is seen."""
        with Container(id="step-file"):
            yield FilePicker(self.dashboard.answers.is_export)
        yield Readings(self._loans, self._layouts)
        with Container(id="step-rows"):
            yield RowTable()
            yield TextPanel(id="will")
        with Container(id="step-apply"):
            yield TextPanel(id="apply")

    def read(self) -> None:
        """Draw the step; a file that is being looked at is looked at again."""
        picker = self.query_one(FilePicker)
        picker.label()
        if self._step == FILE:
            picker.list_files()
            # Before anything else arrives: keys that come right behind the one that led here go to the field.
            self.set_focus(picker.field)
        elif self._report is not None:
            self._taken_back = self.dashboard.answers.is_taken_back(self._report)
        elif not self._work.busy:
            self._look(self._step)
        self._show()

    # What a person does

    def action_next_step(self) -> None:
        """Go on to the next step; what is open is asked first."""
        seen = self._seen
        if self._work.busy:
            self.dashboard.say(_("Still reading; Esc stops it."))
        elif self._step == FILE:
            self.query_one(FilePicker).take()
        elif self._report is not None:
            self._begin_again()
        elif seen is None:
            return
        elif self._step == COLUMNS and (seen.questions or self.query_one(Readings).open):
            if not self.query_one(Readings).ask_open():
                self.query_one(Readings).change()
        elif self._step == CHECK and self._blocked:
            self.query_one(RowTable).to_next_waiting()
        elif self._step == APPLY:
            self.dashboard.say(_("Nothing is written yet: ^S imports."))
        else:
            step = self._step + 1
            self._go(APPLY if step == DUPLICATES and not self._doubles else step)

    def action_step_back(self) -> None:
        """Stop what is under way, else go back a step; nothing that was said is lost."""
        if self._work.busy:
            self._work.stop()
        elif self._report is not None:
            self._begin_again()
        elif self._step != FILE:
            step = self._step - 1
            if step == DUPLICATES and not self._doubles:
                step = CHECK
            if step == COLUMNS and self._seen is not None and self._seen.kind == "book":
                step = FILE
            self._go(step)

    def action_change(self) -> None:
        """Change what the cursor is on: a reading, a column, a cell of a row."""
        if self._seen is None or self._report is not None:
            return
        if self._step == COLUMNS:
            self.query_one(Readings).change()
        elif self._step in (CHECK, DUPLICATES):
            self.query_one(RowTable).edit()

    def action_choose_loan(self) -> None:
        """Choose the loan of a row, and of all rows that say the same."""
        if self._step in (CHECK, DUPLICATES) and self._seen is not None and self._report is None:
            self.query_one(RowTable).choose_loan(self._loans())

    def action_choose_role(self) -> None:
        """Say what a row of a card's statement is."""
        if self._step in (CHECK, DUPLICATES) and self._report is None:
            self.query_one(RowTable).choose_role()

    def action_skip(self) -> None:
        """Leave a row out, or take it in; in the columns, change what the cursor is on."""
        if self._step == COLUMNS:
            self.action_change()
        elif self._step in (CHECK, DUPLICATES) and self._seen is not None and self._report is None:
            self.query_one(RowTable).toggle()

    def action_skip_bad(self) -> None:
        """Leave all rows with errors out, or refuse the file because of them."""
        if self._seen is None or self._step in (FILE, COLUMNS) or self._report is not None:
            return
        if self._seen.report is not None and not self._seen.report.rejected_rows:
            self.dashboard.say(_("No row has errors."))
            return
        self._wanted = replace(self._wanted, skip_bad=not self._wanted.skip_bad)
        self._show()

    def action_only_waiting(self) -> None:
        """Show only the rows that wait for something, or all again."""
        if self._step == CHECK:
            self.query_one(RowTable).only_waiting()

    def action_every_row(self) -> None:
        """Show every row of a statement, or only its repayments again."""
        if self._step == CHECK:
            self.query_one(RowTable).every_row()

    def action_keep_layout(self) -> None:
        """Keep how the file is read under a name, so that the next one of its kind is read the same way."""
        seen = self._seen
        if seen is None or self._step != COLUMNS or self._work.busy:
            return
        if seen.questions or not seen.table:
            self.dashboard.say(_("Answer first what is open; then the layout can be kept."))
            return

        def named(name: str | None) -> None:
            if name:
                self._keep(name)

        title, hint = _("Keep this layout as"), _("A name of your own, such as: my bank")
        self.app.push_screen(AskScreen(title, "", lambda text: "" if text.strip() else hint, hint), named)

    def _keep(self, name: str) -> None:
        keep = self.dashboard.answers.keep_profile
        path, problems = keep(self._wanted, name, force=True)
        if problems:
            self.dashboard.say("\n".join(parts.told(each) for each in problems), warning=True)
        else:
            self.dashboard.say(_("Kept as layout {name}: {path}").format(name=name, path=short_path(path)))
            self._look(COLUMNS)

    def action_import(self) -> None:
        """Import what was looked at; from an earlier step go on to the next."""
        if self._work.busy or self._report is not None:
            return
        if self._step != APPLY or self._seen is None:
            self.action_next_step()
        elif self._blocked:
            self._go(CHECK)
            self.query_one(RowTable).to_next_waiting()
        else:
            write = partial(self.dashboard.answers.import_file, self._wanted, self._seen.sha256)
            self._work.start(_("Importing"), write, self._imported, self._show)

    @on(VirtualList.Selected)
    def _entered(self) -> None:
        self.action_next_step()

    @on(FilePicker.Chosen)
    def _choose_file(self, event: FilePicker.Chosen) -> None:
        """Look at a file; what was said of it stays as long as it is the same."""
        if self._work.busy and event.path == self._wanted.path:
            self.dashboard.say(_("Still reading; Esc stops it."))
            return
        if event.path != self._wanted.path:
            self._wanted = Wanted(path=event.path)
            self._seen = None
        self._look(COLUMNS)

    @on(Readings.Changed)
    def _reading_changed(self, event: Readings.Changed) -> None:
        if self._seen is not None:
            self._wanted = event.wanted
            self._look(COLUMNS)

    @on(RowTable.Changed)
    def _rows_changed(self, event: RowTable.Changed) -> None:
        if self._seen is not None:
            self._wanted = event.wanted
            self._look(self._step)

    def on_key(self, event: Key) -> None:
        """A key that came before the field had the focus goes there all the same."""
        if self._step == FILE and self.focused is None and event.character and event.is_printable:
            picker = self.query_one(FilePicker)
            if picker.field.check_consume_key(event.key, event.character):
                event.stop()
                picker.type(event.character)

    def on_paste(self, event: Paste) -> None:
        """A path that is dropped or pasted anywhere goes into its field."""
        if self._step == FILE and self.focused is None:
            self.query_one(FilePicker).put(event.text.strip())

    # Looking and writing

    @property
    def _blocked(self) -> bool:
        """Whether rows wait that nobody has left out."""
        return bool(
            self._seen is not None
            and not self._wanted.skip_bad
            and any(
                row.mark in rows.WAITING and row.line not in self._wanted.skips for row in self._seen.rows
            )
        )

    @property
    def _doubles(self) -> bool:
        return self.query_one(RowTable).has_doubles

    def _begin_again(self) -> None:
        self._seen = self._report = None
        self._taken_back = False
        self._wanted = Wanted()
        self.query_one(FilePicker).forget()
        self._go(FILE)

    def _loans(self) -> tuple[Option, ...]:
        found = self.dashboard.attempt(self.dashboard.answers.loans) or ()
        return tuple((row.loan, str(row.loan_id)) for row in found)

    def _layouts(self) -> tuple[Option, ...]:
        return self.dashboard.attempt(self.dashboard.answers.profiles) or ()

    def _look(self, step: int) -> None:
        look = partial(self.dashboard.answers.look_at_file, self._wanted)
        self._work.start(_("Reading"), look, partial(self._looked, self._wanted, step), self._show)

    def _looked(
        self, wanted: Wanted, step: int, answer: tuple[ImportPreview | None, tuple[Problem, ...]]
    ) -> None:
        seen, problems = answer
        if seen is None:
            named = [replace(each, value=short_path(each.value)) for each in problems]
            words = "\n".join(parts.told(each, with_line=True) for each in named)
            if self._step == FILE and not any(each.hint == "--encoding" for each in problems):
                self.query_one(FilePicker).note(words)
                self._show()
                return
            seen = nothing_seen(wanted.path, wanted.kind, problems)
        if seen.questions and step in (CHECK, DUPLICATES, APPLY):
            step = COLUMNS
        if seen.kind == "book" and step == COLUMNS:
            step = CHECK
        self._seen = seen
        if step == self._step:
            self._show()
        else:
            self._go(step)

    def _imported(self, answer: tuple[ImportReport | None, tuple[Problem, ...]]) -> None:
        report, problems = answer
        if report is None:
            self.dashboard.say("\n".join(parts.told(each) for each in problems), warning=True)
            self._look(CHECK)
            return
        self._report = report
        self.dashboard.attempt(self.dashboard.answers.changed_elsewhere)
        self.dashboard.clear_notifications()  # one may still say that nothing is written yet
        if report.action_id is not None and report.imported:
            self.dashboard.changed(self.dashboard.answers.import_done(report))
        else:
            self.dashboard.say(_("Nothing was new in this file; nothing was written."))
        self._show()

    # Drawing

    def _go(self, step: int) -> None:
        self._step = step
        self._show()
        if step == FILE:
            picker = self.query_one(FilePicker)
            picker.list_files()
            picker.field.focus()
        elif step == COLUMNS:
            self.query_one(Readings).enter()
        elif step in (CHECK, DUPLICATES):
            self.query_one("#rows").focus()
        else:
            self.set_focus(None)

    def _show(self) -> None:
        """Draw the step that one is at."""
        here = _STEPS[self._step]
        for name in dict.fromkeys(_STEPS.values()):
            self.query_one(f"#step-{name}").display = name == here
        self.query_one(KeyFooter).screen_name = f"import.{here}" if self._report is None else "import.done"
        self._banner()
        seen = self._seen
        if seen is None:
            return
        name = short_path(seen.path)
        if self._step == COLUMNS:
            self.query_one(Readings).show(seen, self._wanted, name)
        elif self._step in (CHECK, DUPLICATES):
            table = self.query_one(RowTable)
            table.show(seen, self._wanted, self.figures, name, doubles=self._step == DUPLICATES)
        self._show_apply(seen)

    def _banner(self, words: str = "") -> None:
        if words or not self._work.busy:
            line, short = parts.steps_line(self._step)
            self.query_one(Banner).show(*((words,) if words else (line, "", short)))

    def _show_apply(self, seen: ImportPreview) -> None:
        report = self._report or seen.report
        if report is None:
            return
        done, back = self._report is not None, self._taken_back
        title = _("What was taken back") if back else _("What was done") if done else _("What will happen")
        skip_bad = self._wanted.skip_bad
        told = list(parts.outcome(report, seen, self.figures, skip_bad=skip_bad))
        pieces: list[str | tuple[str, str]] = []
        for mark, text in () if back else told:
            pieces += [(f"{mark} ", "$mark-attention bold" if mark == "!" else "bold"), f"{text}\n"]
        shell: list[str | tuple[str, str]] = [
            "\n",
            _("The same from a shell:") + "\n",
            (self._wanted.command, "bold"),
        ]
        self.query_one("#will", TextPanel).show(title, plain(*pieces, *shell))
        if back:
            pieces.append(_("This import was undone: nothing of it is in the book.") + "\n\n")
        else:
            shares = list(parts.shares(seen, self.figures))
            pieces += ["\n", *(f"  {each}\n" for each in shares)] if shares else []
            pieces += ["\n", (parts.counts_line(report, seen.rows), "bold"), "\n\n"]
        pieces.append(
            with_keys(_("{redo} brings it in again; Enter chooses another file."), redo="book.redo") if back
            else with_keys(
                _("Done. {undo} takes the whole import back; Enter chooses another file."), undo="book.undo"
            ) if done
            else with_keys(_("It is one step: {undo} takes the whole import back."), undo="book.undo")
        )  # fmt: skip
        keys = "" if done else _("^S imports")
        self.query_one("#apply", TextPanel).show(title, plain(*pieces, "\n", *shell), keys)
