"""The form that records a payment: what was typed is shown as it was understood."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.domain.loan.facts import PaymentState
from tracker.domain.problems import Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.locale.amounts import format_money, format_weekend
from tracker.locale.problems import sentence
from tracker.services.views import Done, LoanRow
from tracker.ui.answers import PaymentDraft
from tracker.ui.figures import state_word
from tracker.ui.text import fit, plain
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard

_STATES = (PaymentState.POSTED, PaymentState.PENDING, PaymentState.SENT, PaymentState.PLANNED)
_FIELDS = {"amount": "#amount", "amount_minor": "#amount", "paid_on": "#paid-on", "date": "#paid-on"}


class PayForm(ModalScreen[Done | None]):
    """Record a payment. ^S saves, Esc closes and keeps what was typed."""

    CSS_PATH = "pay.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, id="form.save", priority=True),
        Binding("escape", "keep", show=False, id="form.keep"),
    ]

    def __init__(self, draft: PaymentDraft, loans: tuple[LoanRow, ...]) -> None:
        super().__init__()
        self._draft = draft
        self._loans = {row.loan_id: row for row in loans}

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    @property
    def typed(self) -> PaymentDraft:
        """The draft as it stands in the fields."""
        loan_id, state = self.query_one("#loan", Select).value, self.query_one("#state", Select).value
        return replace(
            self._draft,
            loan_id=int(str(loan_id)),
            amount=self.query_one("#amount", Input).value,
            paid_on=self.query_one("#paid-on", Input).value,
            state=PaymentState(str(state)),
            account=self.query_one("#account", Input).value,
            note=self.query_one("#note", Input).value,
        )

    def compose(self) -> ComposeResult:
        """The fields, each with its name in front, the understood value beneath."""
        draft = self._draft
        loans = [(plain(row.loan), row.loan_id) for row in self._loans.values()]
        states = [(plain(state_word(state)), state.value) for state in _STATES]
        with Vertical(id="form") as form:
            form.border_title = plain(_("Record a payment"))
            yield _row(
                _("Loan"), Select(loans, value=draft.loan_id, allow_blank=False, compact=True, id="loan")
            )
            yield _row(_("Amount"), Field(draft.amount, compact=True, id="amount"))
            yield Static("", id="amount-read", classes="read", markup=False)
            yield _row(_("Paid on"), Field(draft.paid_on or _("today"), compact=True, id="paid-on"))
            yield Static("", id="paid-on-read", classes="read", markup=False)
            yield _row(
                _("State"),
                Select(states, value=draft.state.value, allow_blank=False, compact=True, id="state"),
            )
            yield _row(_("Account"), Field(draft.account, compact=True, id="account"))
            yield _row(_("Note"), Field(draft.note, compact=True, id="note"))
            yield Static("", id="problems", markup=False)
            save, close = _("Save"), _("Close, the draft is kept")
            yield Static(plain(("^S", "bold"), f" {save}   ", ("Esc", "bold"), f" {close}"))

    def on_mount(self) -> None:
        """Begin with the amount; it is what differs."""
        self.query_one("#amount", Input).focus()
        self._read()

    @on(Input.Changed)
    @on(Select.Changed)
    def _read(self) -> None:
        """Show how the fields are understood."""
        amount, on_day, problems = self._understood()
        currency = self._loans[self.typed.loan_id].currency
        self._show(
            "#amount-read", "" if amount is None else format_money(amount, currency, symbol=True), problems
        )
        self._show(
            "#paid-on-read",
            "" if on_day is None else f"{on_day.isoformat()} {format_weekend(on_day)}".rstrip(),
            problems,
        )
        self.query_one("#problems", Static).update(plain(""))

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter goes on to the next field; it never saves."""
        self.focus_next()

    def action_save(self) -> None:
        """Record the payment, or say what is in the way."""
        amount, paid_on, problems = self._understood()
        if amount is not None and paid_on is not None:
            answer = self.dashboard.attempt(
                lambda: self.dashboard.answers.record_payment(self.typed, amount, paid_on)
            )
            if answer is None:
                return
            done, problems = answer
            if done is not None:
                self.dismiss(done)
                return
        self._refuse(problems)

    def action_keep(self) -> None:
        """Close and keep the draft for the next time."""
        self.dashboard.keep_draft(self.typed)
        self.dismiss(None)

    def _understood(self) -> tuple[int | None, date | None, tuple[Problem, ...]]:
        typed = self.typed
        currency = self._loans[typed.loan_id].currency
        amount, wrong_amount = typed_minor(typed.amount, currency)
        text = self.dashboard.answers.today.isoformat() if typed.paid_on == _("today") else typed.paid_on
        paid_on, wrong_date = parse_typed_date(text, self.dashboard.answers.today, field="paid_on")
        return amount, paid_on, (*wrong_amount, *wrong_date)

    def _show(self, target: str, value: str, problems: tuple[Problem, ...]) -> None:
        field = target.removesuffix("-read")
        wrong = next((problem for problem in problems if _FIELDS.get(problem.field) == field), None)
        words = (
            plain(f"= {value}") if wrong is None else plain(("! ", "$mark-attention bold"), sentence(wrong))
        )
        self.query_one(target, Static).update(words if value or wrong else plain(""))

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        lines = "\n".join(sentence(problem) for problem in problems)
        self.query_one("#problems", Static).update(plain(("! ", "$mark-attention bold"), lines))
        field = next((_FIELDS[problem.field] for problem in problems if problem.field in _FIELDS), None)
        if field is not None:
            self.query_one(field).focus()


def _row(label: str, field: Input | Select[int] | Select[str]) -> Horizontal:
    return Horizontal(Static(plain(fit(label, 10)), classes="label"), field, classes="row")
