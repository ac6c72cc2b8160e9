"""One row of the loan form: label, field, how it is understood, what is wrong and the likely fix."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Button, Input, Select, Static

from tracker.ui.loan_fields import FormField
from tracker.ui.screen import WIDE
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field

_LABEL = 12
_BESIDE, _BESIDE_WIDE = 19, 33
"""Cells that what is understood has beside its field; what is longer stands below, whole."""

Offers = tuple[tuple[str, str], ...]
"""What was likely meant: the words of a button, and what it puts into the field."""


class Entry(Vertical):
    """A field with everything that is said about it."""

    def __init__(self, field: FormField, value: str, hint: str = "") -> None:
        super().__init__(id=f"row-{field.name}", classes="entry")
        self.field = field
        self._given = value
        self._hint = hint or field.hint
        self._offers: Offers = ()

    def compose(self) -> ComposeResult:
        """The row, and beneath it the line of what is wrong."""
        field = self.field
        with Horizontal(classes="line"):
            yield Static(plain(fit(field.label, _LABEL)), classes="label")
            if field.options:
                options = [(plain(label), word) for word, label in field.options]
                yield Select(
                    options, value=self._known(self._given), allow_blank=False, compact=True,
                    id=f"f-{field.name}",
                )  # fmt: skip
            else:
                yield Field(self._given, placeholder=self._hint, compact=True, id=f"f-{field.name}")
                yield Static("", classes="read", markup=False)
        yield Static("", classes="wrong -hidden", markup=False)

    @property
    def control(self) -> Input | Select[str]:
        """What is typed or chosen in."""
        return self.query_one(Select) if self.field.options else self.query_one(Input)

    @property
    def value(self) -> str:
        """What stands in the field."""
        return str(self.control.value)

    @value.setter
    def value(self, value: str) -> None:
        self.control.value = self._known(value) if self.field.options else value

    def show(self, read: str, wrong: str = "", offers: Offers = ()) -> None:
        """Say how the field is understood, or what is wrong with it and what was likely meant."""
        beside = f" = {read}" if read and not wrong else ""
        room = _BESIDE_WIDE if self.app.size.width >= WIDE else _BESIDE
        if cell_len(beside) > room or self.field.options:
            beside = ""
        for line in self.query(".read").results(Static):
            line.update(plain(beside))
        below = "" if beside else read
        line = self.query_one(".wrong", Static)
        line.set_class(not (wrong or below), "-hidden")
        line.update(plain(("! ", "$mark-attention bold"), wrong) if wrong else plain(below))
        if offers == self._offers:
            return
        self._offers = offers
        self.query(".offers").remove()
        if offers:
            name = self.field.name
            buttons = (
                Button(plain(label), name=f"{name}={value}", classes="offer", compact=True)
                for label, value in offers
            )
            self.mount(Horizontal(*buttons, classes="offers"))

    def _known(self, value: str) -> str:
        return value if value in {word for word, _label in self.field.options} else self.field.default
