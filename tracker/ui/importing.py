"""Import: a file is looked at in five steps; nothing is written before the last."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Horizontal
from textual.events import Paste
from textual.widgets import Input, Static

from tracker.locale import _
from tracker.ui import import_parts as parts
from tracker.ui.answers_import import Wanted, nothing_seen
from tracker.ui.commands import bindings
from tracker.ui.import_parts import APPLY, CHECK, COLUMNS, DUPLICATES, FILE
from tracker.ui.import_readings import Readings
from tracker.ui.paths import Entry, complete, entries, folder_of, short_path, typed_path
from tracker.ui.patience import Work
from tracker.ui.screen import FramedScreen
from tracker.ui.text import plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.frame import Banner
from tracker.ui.widgets.panel import Panel, TextPanel
from tracker.ui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.domain.problems import Problem
    from tracker.ui.answers_import import ImportPreview, ImportReport, SeenRow


class PathField(Field):
    """A path; Tab completes it as far as only one is meant, then goes on."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    def action_complete(self) -> None:
        """Carry the path on, or go to the list."""
        longer = complete(self.value)
        if longer in (self.value, short_path(typed_path(self.value))):
            self.screen.focus_next()
        else:
            self.value = longer
            self.cursor_position = len(longer)


class ImportScreen(FramedScreen):
    """File, columns, check, duplicates, apply."""

    NAME = "import"
    TAB = "import"
    CSS_PATH = "importing.tcss"
    AUTO_FOCUS = "#files"  # the list, whose keys leave the digits to the tab row
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("import")]

    def __init__(self) -> None:
        super().__init__()
        self._step = FILE
        self._wanted = Wanted()
        self._seen: ImportPreview | None = None
        self._rows: Sequence[SeenRow] = ()
        self._files: tuple[Entry, ...] = ()
        self._report: ImportReport | None = None
        self._work = Work(self, self._banner)

    def compose_content(self) -> ComposeResult:
        """Every step; one of them is seen."""
        with Container(id="step-file"), Panel(id="file-panel"):
            with Horizontal(classes="row"):
                yield Static("", id="label-path", classes="label", markup=False)
                yield PathField(compact=True, id="path")
            yield Static("", id="path-read", markup=False)
            yield VirtualList(id="files")
        with Container(id="step-columns"):
            yield Readings()
            with Panel(id="fields-panel"):
                yield VirtualList(id="fields")
        with Container(id="step-rows"):
            with Panel(id="rows-panel"):
                yield VirtualList(id="rows")
            yield TextPanel(id="why")
            yield TextPanel(id="will")
        with Container(id="step-apply"):
            yield TextPanel(id="apply")

    def read(self) -> None:
        """Draw the step; a file that is being looked at is looked at again."""
        self._labels()
        if self._step == FILE:
            self._list_files()
            if self.focused is None:
                self.query_one("#files").focus()
        elif self._report is None and not self._work.busy:
            self._look(self._step)
        self._show()

    # What a person does

    def action_next_step(self) -> None:
        """Go on to the next step."""
        if self._work.busy:
            return
        if self._step == FILE:
            self._choose_file()
        elif self._report is not None:
            self._begin_again()
        elif self._seen is None or self._seen.questions:
            if self._seen is not None:
                self.dashboard.say(parts.told(self._seen.questions[0], with_line=True), warning=True)
        elif self._step == CHECK and self._blocked:
            self.dashboard.say(_("Rows with errors stop the import: Space leaves them out, ^R reads again."))
        elif self._step == APPLY:
            self.dashboard.say(_("^S imports."))
        else:
            report = self._seen.report
            step = self._step + 1
            if step == DUPLICATES and report is not None and not report.duplicates:
                step = APPLY
            self._go(step)

    def action_step_back(self) -> None:
        """Stop what is under way, else go back a step."""
        if self._work.busy:
            self._work.stop()
        elif self._report is not None:
            self._begin_again()
        elif self._step == FILE:
            self.query_one("#files").focus()
        else:
            step = self._step - 1
            if step == DUPLICATES and self._seen and self._seen.report and not self._seen.report.duplicates:
                step = CHECK
            if step == COLUMNS and self._seen is not None and self._seen.kind == "book":
                step = FILE
            self._go(step)

    def action_skip_bad(self) -> None:
        """Leave rows with errors out, or refuse the file because of them."""
        if self._seen is None or self._step not in (CHECK, DUPLICATES, APPLY) or self._report is not None:
            return
        if self._seen.report is not None and not self._seen.report.rejected_rows:
            self.dashboard.say(_("No row has errors."))
            return
        self._wanted = replace(self._wanted, skip_bad=not self._wanted.skip_bad)
        self._show()

    def action_import(self) -> None:
        """Import what was looked at; from an earlier step go on to the next."""
        if self._work.busy or self._report is not None:
            return
        if self._step != APPLY or self._seen is None:
            self.action_next_step()
        elif self._blocked:
            self._go(CHECK)
            self.dashboard.say(_("Rows with errors stop the import: Space leaves them out, ^R reads again."))
        else:
            write = partial(self.dashboard.answers.import_file, self._wanted, self._seen.sha256)
            self._work.start(_("Importing"), write, self._imported, self._show)

    @on(Input.Submitted)
    @on(VirtualList.Selected)
    def _entered(self, event: Input.Submitted | VirtualList.Selected) -> None:
        if isinstance(event, VirtualList.Selected) and event.source.id == "files":
            self._take_entry(event.index)
        else:
            self.action_next_step()

    @on(Input.Changed, "#path")
    def _path_typed(self) -> None:
        self._list_files()

    @on(VirtualList.Moved, "#rows")
    def _row_changed(self) -> None:
        self._why()

    def on_paste(self, event: Paste) -> None:
        """A path that is dropped or pasted anywhere goes into its field."""
        if self._step == FILE and not isinstance(self.focused, Input):
            field = self.query_one("#path", Input)
            field.value = event.text.strip()
            field.focus()

    # The file

    @property
    def _blocked(self) -> bool:
        report = self._seen.report if self._seen is not None else None
        return bool(report and report.rejected_rows and not self._wanted.skip_bad)

    def _list_files(self) -> None:
        folder, beginning = folder_of(self.query_one("#path", Input).value)
        self._files = entries(folder, beginning)
        rows = self.query_one("#files", VirtualList)
        rows.empty = parts.empty_folder(folder)
        rows.show(
            parts.file_columns(), len(self._files),
            lambda offset, limit: [parts.file_line(each) for each in self._files[offset : offset + limit]],
        )  # fmt: skip
        self.query_one("#path-read", Static).update(
            plain(_("{folder}: Tab completes, arrows choose below").format(folder=short_path(folder)))
        )

    def _take_entry(self, index: int) -> None:
        entry = self._files[index]
        field = self.query_one("#path", Input)
        with self.prevent(Input.Changed):
            field.value = short_path(entry.path) + ("/" if entry.is_folder else "")
        if entry.is_folder and not self.dashboard.answers.is_export(str(entry.path)):
            self._list_files()
        else:
            self._choose_file()

    def _choose_file(self) -> None:
        """Look at the path that was typed; a folder that holds no export of ours is only entered."""
        typed = self.query_one("#path", Input).value
        if not typed.strip():
            self.query_one("#files" if self._files else "#path").focus()
            return
        path = typed_path(typed)
        if Path(path).is_dir() and not self.dashboard.answers.is_export(path):
            self._list_files()
            self.query_one("#files").focus()
            return
        self._wanted = Wanted(path=path)
        self.query_one(Readings).look_first()
        self._look(COLUMNS)

    def _begin_again(self) -> None:
        self._seen = self._report = None
        self._wanted = Wanted()
        with self.prevent(Input.Changed):
            self.query_one("#path", Input).value = ""
        self._list_files()
        self._go(FILE)

    # How it is read

    @on(Readings.Changed)
    def _reading_changed(self, event: Readings.Changed) -> None:
        if self._step == COLUMNS and self._seen is not None:
            self._wanted = event.wanted
            self._look(COLUMNS)

    def _loans(self) -> tuple[parts.Option, ...]:
        rows = self.dashboard.attempt(self.dashboard.answers.loans) or ()
        return tuple((row.loan, str(row.loan_id)) for row in rows)

    def _look(self, step: int) -> None:
        look = partial(self.dashboard.answers.look_at_file, self._wanted)
        self._work.start(_("Reading"), look, partial(self._looked, self._wanted, step), self._show)

    def _looked(
        self, wanted: Wanted, step: int, answer: tuple[ImportPreview | None, tuple[Problem, ...]]
    ) -> None:
        seen, problems = answer
        if seen is None:
            self.dashboard.say("\n".join(parts.told(each, with_line=True) for each in problems), warning=True)
            if self._step == FILE and "encoding" not in parts.examples(problems):
                self._show()
                return
            seen = nothing_seen(wanted.path, wanted.kind, problems)
        self._seen = seen
        self._wanted = self.query_one(Readings).fill(seen, wanted, self._loans())
        self._go(CHECK if step == COLUMNS and seen.kind == "book" else step)

    def _imported(self, answer: tuple[ImportReport | None, tuple[Problem, ...]]) -> None:
        report, problems = answer
        if report is None:
            self.dashboard.say("\n".join(parts.told(each) for each in problems), warning=True)
            self._look(CHECK)
            return
        self._report = report
        self.dashboard.attempt(self.dashboard.answers.changed_elsewhere)
        if report.action_id is not None and report.imported:
            self.dashboard.changed(self.dashboard.answers.import_done(report))
        else:
            self.dashboard.say(_("Nothing was new in this file; nothing was written."))
        self._show()

    # Drawing

    def _go(self, step: int) -> None:
        self._step = step
        self._show()
        first = {FILE: "#files", COLUMNS: "#fields", CHECK: "#rows", DUPLICATES: "#rows"}.get(step)
        if first is None:
            self.set_focus(None)
            return
        if step == COLUMNS:
            first = self.query_one(Readings).first() or first
        self.query_one(first).focus()

    def _show(self) -> None:
        """Draw the step that one is at."""
        for number, name in (
            (FILE, "file"), (COLUMNS, "columns"), (CHECK, "rows"), (DUPLICATES, "rows"), (APPLY, "apply"),
        ):  # fmt: skip
            if number != DUPLICATES:
                here = self._step == number or (name == "rows" and self._step == DUPLICATES)
                self.query_one(f"#step-{name}").display = here
        self.query_one("#file-panel", Panel).name_it(_("File"), _("CSV, or a folder of an earlier export"))
        self._banner()
        seen = self._seen
        if seen is None:
            return
        name = short_path(seen.path)
        if self._step == COLUMNS:
            self._show_columns(seen, name)
        elif self._step in (CHECK, DUPLICATES):
            self._show_rows(seen, name)
        self._show_apply(seen)

    def _banner(self, words: str = "") -> None:
        if words or not self._work.busy:
            self.query_one(Banner).show(*((words,) if words else _steps(self._step)))

    def _show_columns(self, seen: ImportPreview, name: str) -> None:
        self.query_one(Readings).name_it(name, parts.about_file(seen))
        rows = self.query_one("#fields", VirtualList)
        lines = parts.field_lines(seen)
        rows.empty = _("No header was found.")
        rows.show(parts.field_columns(), len(lines), lambda offset, limit: lines[offset : offset + limit])
        self.query_one("#fields-panel", Panel).name_it(_("Columns"))

    def _show_rows(self, seen: ImportPreview, name: str) -> None:
        self._rows = (
            seen.rows if self._step == CHECK else [row for row in seen.rows if row.mark == "dup"]
        )  # fmt: skip
        figures = self.figures
        listed = self.query_one("#rows", VirtualList)
        listed.empty = _("Every row can be used.")
        listed.show(
            parts.row_columns(seen.kind), len(self._rows),
            lambda offset, limit: parts.page(self._rows, figures, offset, limit),
        )  # fmt: skip
        title = name if self._step == CHECK else _("{file}: in the book already").format(file=name)
        self.query_one("#rows-panel", Panel).name_it(
            title, parts.counts_line(seen.report) if seen.report is not None else ""
        )
        self._why()

    def _why(self) -> None:
        if self._seen is None or self._step not in (CHECK, DUPLICATES):
            return
        at = self.query_one("#rows", VirtualList).cursor
        row = self._rows[at] if at < len(self._rows) else None
        words = "\n".join(parts.row_words(row, self._seen, self._wanted, self.figures))
        title = _("Line {line}").format(line=row.line) if row is not None else ""
        self.query_one("#why", TextPanel).show(title, plain(words), _("nothing is written before step 5"))

    def _show_apply(self, seen: ImportPreview) -> None:
        report = self._report or seen.report
        if report is None:
            return
        pieces: list[str | tuple[str, str]] = []
        skip_bad = self._wanted.skip_bad
        for mark, text in parts.outcome(report, seen.kind, seen.sums, self.figures, skip_bad=skip_bad):
            pieces += [(f"{mark} ", "$mark-attention bold" if mark == "!" else "bold"), f"{text}\n"]
        pieces += ["\n", (parts.counts_line(report), "bold"), "\n\n"]
        if self._report is None:
            pieces.append(_("It is one step: u takes the whole import back.") + "\n\n")
        else:
            pieces.append(_("Done. u takes the whole import back; Enter chooses another file.") + "\n\n")
        pieces += [_("The same from a shell:") + "\n", (self._wanted.command, "bold")]
        title = _("What was done") if self._report is not None else _("What will happen")
        for panel in ("#apply", "#will"):
            hint = _("^S imports") if panel == "#apply" and self._report is None else ""
            self.query_one(panel, TextPanel).show(title, plain(*pieces), hint)

    def _labels(self) -> None:
        self.query_one("#label-path", Static).update(plain(_("Path")))
        self.query_one("#path", Input).placeholder = _("type or paste a path")
        self.query_one(Readings).label()


def _steps(step: int) -> tuple[str, str, str]:
    line, short = parts.steps_line(step)
    return line, "", short
