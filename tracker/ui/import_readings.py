"""How a file is read: the choices it leaves open, each with what it makes of a value of the file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Select, Static

from tracker.locale import _
from tracker.ui import import_parts as parts
from tracker.ui.answers_import import Wanted
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field
from tracker.ui.widgets.panel import Panel

if TYPE_CHECKING:
    from tracker.ui.answers_import import ImportPreview

CHOICES = ("kind", "loan", "date_format", "decimal_mark", "rate_unit", "sign")
TYPED = ("encoding", "currency", "map")
_LABEL = 18


class Readings(Panel):
    """The choices of the second step; those the file decides by itself are not shown."""

    class Changed(Message):
        """Another reading was chosen."""

        def __init__(self, wanted: Wanted) -> None:
            super().__init__()
            self.wanted = wanted

    def __init__(self) -> None:
        super().__init__(id="reading")
        self._wanted = Wanted()
        self.asked: dict[str, str] = {}
        """The readings that this file leaves open, each with an example."""

    def compose(self) -> ComposeResult:
        """All of them, and the question the file asks."""
        for name in CHOICES:
            yield _row(name, Select[str]([("", "")], allow_blank=False, compact=True, id=name))
        for name in TYPED:
            yield _row(name, Field(compact=True, id=name))
        yield Static("", id="question", markup=False)

    def look_first(self) -> None:
        """Forget the last file."""
        self.asked = {}
        with self.prevent(Input.Changed):
            for name in TYPED:
                self.query_one(f"#{name}", Input).value = ""

    def fill(self, seen: ImportPreview, wanted: Wanted, loans: tuple[parts.Option, ...]) -> Wanted:
        """Offer what the file leaves open; the kind can always be changed. What holds now comes back."""
        questions = (*seen.questions, *(each for row in seen.rows for each in row.problems[:3] if each.hint))
        self.asked = {**parts.examples(questions), **self.asked}
        # What the look decided is what the next one begins with.
        self._wanted = wanted = replace(wanted, kind=wanted.kind or seen.kind)
        shown = self._shown(seen)
        with self.prevent(Select.Changed):
            for name in (*CHOICES, *TYPED):
                self.query_one(f"#row-{name}").set_class(name not in shown, "-hidden")
            for name in CHOICES:
                if name in shown:
                    self._offer(name, loans)
        question = parts.told(seen.questions[0], with_line=True) if seen.questions else ""
        self.query_one("#question", Static).update(
            plain(("! ", "$mark-attention bold"), question) if question else plain("")
        )
        return wanted

    def first(self) -> str | None:
        """The choice that is asked for first, if any is."""
        return next((f"#{name}" for name in (*CHOICES, *TYPED) if name in self.asked), None)

    def label(self) -> None:
        """Word the labels in the language in use."""
        words = {
            "kind": _("Holds"), "loan": _("Loan of all rows"), "date_format": _("Dates"),
            "decimal_mark": _("Decimal mark"), "rate_unit": _("Bare rates are"), "sign": _("Sign"),
            "encoding": _("Encoding"), "currency": _("Currency"), "map": _("Columns"),
        }  # fmt: skip
        for name, text in words.items():
            self.query_one(f"#label-{name}", Static).update(plain(fit(text, _LABEL - 1)))
        self.query_one("#map", Input).placeholder = "date=…; amount=…"
        self.query_one("#encoding", Input).placeholder = "utf-8, gb18030"

    def _shown(self, seen: ImportPreview) -> set[str]:
        columns = dict(seen.columns)
        shown = {"kind"} | self.asked.keys()
        shown |= {name for name in (*CHOICES, *TYPED) if getattr(self._wanted, name)}
        if seen.kind == "payments" and columns and "loan" not in columns:
            shown.add("loan")
        if "map" in shown:
            shown.add("currency")
        return shown

    def _offer(self, name: str, loans: tuple[parts.Option, ...]) -> None:
        options = loans if name == "loan" else parts.choices(name, self.asked.get(name, ""))
        value = getattr(self._wanted, name)
        if name != "kind":
            options = ((_("as the file says"), ""), *options)
        elif not value:
            options = ((_("choose"), ""), *options)
        select = self.query_one(f"#{name}", Select)
        select.set_options([(plain(words), each) for words, each in options])
        select.value = value

    @on(Select.Changed)
    @on(Input.Submitted)
    def _take(self, event: Select.Changed | Input.Submitted) -> None:
        """Say so if another reading was chosen."""
        event.stop()
        values = {name: str(self.query_one(f"#{name}", Select).value) for name in CHOICES}
        values |= {name: self.query_one(f"#{name}", Input).value.strip() for name in TYPED}
        wanted = replace(self._wanted, **values)  # type: ignore[arg-type] # the texts among its fields
        if wanted.kind != self._wanted.kind and self._wanted.kind:
            wanted = Wanted(path=wanted.path, kind=wanted.kind, encoding=wanted.encoding)
            self.asked = {}
        if wanted != self._wanted:
            self._wanted = wanted
            self.post_message(self.Changed(wanted))


def _row(name: str, field: Input | Select[str]) -> Horizontal:
    label = Static("", id=f"label-{name}", classes="label", markup=False)
    return Horizontal(label, field, classes="row", id=f"row-{name}")
