"""Deleting a loan: one with a history asks for its name first, and Enter alone never deletes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from tracker.domain.text import normal
from tracker.locale import _, ngettext
from tracker.locale.trash import trashed_word
from tracker.ui.commands import with_keys
from tracker.ui.dialog import LeftOnce
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from textual.widgets import OptionList

    from tracker.ui.answers_loan import LoanWords, TrashedRow
    from tracker.ui.app import Dashboard


class DeleteLoan(LeftOnce, ModalScreen[bool]):
    """Whether a loan with payments goes to the trash; the focus starts on keeping it."""

    CSS_PATH = "loan_delete.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(False)", show=False, id="delete.keep"),
        Binding("ctrl+d", "delete", show=False, id="delete.delete", priority=True),
    ]

    def __init__(self, loan: LoanWords, balance: str) -> None:
        super().__init__()
        self._loan = loan
        self._balance = balance

    def compose(self) -> ComposeResult:
        """What would go, how it comes back, the name to type, and the two ways out."""
        loan = self._loan
        history = ngettext("{n} payment", "{n} payments", loan.payments).format(n=loan.payments)
        if loan.postings:
            posted = ngettext("{n} posting", "{n} postings", loan.postings).format(n=loan.postings)
            both = _("{payments} and {postings}").format(payments=history, postings=posted)
            history = both if loan.payments else posted
        what = _("{name}, {balance} owed, with {payments}.")
        ask = _("To delete it, type its name, or its number {number}:")
        with Vertical(id="delete") as box:
            box.border_title = plain(_("Delete a loan"))
            yield Static(
                plain(what.format(name=loan.name, balance=self._balance, payments=history)), classes="words"
            )
            yield Static(
                plain(
                    with_keys(
                        _("It moves to the trash with all of it. {undo} brings it back."), undo="book.undo"
                    )
                ),
                classes="words",
            )
            yield Static(plain(ask.format(number=loan.loan_id)), classes="words")
            yield Field(compact=True, id="typed")
            yield Static("", id="wrong", markup=False)
            with Horizontal(id="ways"):
                yield Button(plain(_("Keep it")), id="keep", compact=True)
                yield Static(plain(("^D", "bold"), f" {_('Delete')}"), id="how")

    def on_mount(self) -> None:
        """Begin on keeping it, with no toast over the field."""
        self.app.clear_notifications()
        self.query_one("#typed", Input).select_on_focus = False
        self.query_one("#keep").focus()

    def on_key(self, event: Key) -> None:
        """What is typed goes into the field, wherever the focus is."""
        field = self.query_one("#typed", Input)
        if event.is_printable and event.character and self.focused is not field:
            event.stop()
            field.focus()
            field.value += event.character
            field.cursor_position = len(field.value)

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.dismiss(False)  # noqa: FBT003 the answer of the dialog

    @on(Input.Submitted)
    def _enter(self) -> None:
        """Enter in the field says how to go on; it never deletes."""
        words = _("^D deletes it.") if self._named() else _("That is not its name.")
        self.query_one("#wrong", Static).update(plain(words))

    def action_delete(self) -> None:
        """Delete, if its name was typed."""
        if self._named():
            self.dismiss(True)  # noqa: FBT003 the answer of the dialog
            return
        self.query_one("#wrong", Static).update(plain(_("Type its name first.")))
        self.query_one("#typed").focus()

    def _named(self) -> bool:
        typed = normal(self.query_one("#typed", Input).value)
        return typed in (normal(self._loan.name), str(self._loan.loan_id))


def ask_to_delete(dashboard: Dashboard, loan_id: int) -> None:
    """Move a loan to the trash; one with a history asks first."""
    answers = dashboard.answers
    loan = dashboard.attempt(lambda: answers.loan_words(loan_id))
    row = dashboard.attempt(lambda: answers.loan_row(loan_id))
    if loan is None or row is None:
        return

    def go(sure: bool | None) -> None:
        if not sure:
            return
        done = dashboard.attempt(lambda: answers.remove_loan(loan_id))
        if done is not None:
            dashboard.changed(done)

    if not loan.payments and not loan.postings:
        go(sure=True)
        return
    balance = dashboard.figures.money(row.balance_minor, row.currency, symbol=True)
    dashboard.push_screen(DeleteLoan(loan, balance), go)


class TrashList(LeftOnce, ModalScreen[tuple[str, int] | None]):
    """What lies in the trash; the result is what to bring back, by its kind and number."""

    CSS_PATH = "loan_delete.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False, id="trash.close")]

    def compose(self) -> ComposeResult:
        """One thing a line: what it is, its name, its sum and its day."""
        from textual.widgets import OptionList
        from textual.widgets.option_list import Option

        dashboard = cast("Dashboard", self.app)
        found = dashboard.attempt(dashboard.answers.trash) or ()
        with Vertical(id="trash") as box:
            box.border_title = plain(_("Trash"))
            if not found:
                yield Static(plain(_("The trash is empty.")))
                return
            yield Static(plain(_("Enter brings it back with everything in it.")))
            yield OptionList(
                *(Option(plain(self._line(each)), id=f"{each.kind}:{each.id}") for each in found),
                compact=True,
            )

    def _line(self, row: TrashedRow) -> str:
        figures = cast("Dashboard", self.app).figures
        amount = "" if row.minor is None else figures.money(row.minor, row.currency)
        return "  ".join(
            (fit(trashed_word(row.kind), 8), fit(row.name, 18), fit(amount, 12, right=True), row.on)
        )

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Bring it back."""
        kind, _colon, number = (event.option_id or "").partition(":")
        self.dismiss((kind, int(number)))


def open_trash(dashboard: Dashboard) -> None:
    """Show the trash; bring back what is chosen."""
    from tracker.locale.problems import sentence

    def go(chosen: tuple[str, int] | None) -> None:
        answer = (
            None if chosen is None else dashboard.attempt(lambda: dashboard.answers.restore_trashed(*chosen))
        )
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            dashboard.changed(done)
        for problem in problems:
            dashboard.say(sentence(problem), warning=True)

    dashboard.push_screen(TrashList(), go)
