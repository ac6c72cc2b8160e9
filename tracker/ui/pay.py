"""The form that records a payment: what was typed is shown as it was understood."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Select, Static

from tracker.domain.problems import Problem
from tracker.domain.typed.date import parse_typed_date
from tracker.domain.typed.sums import typed_minor
from tracker.locale import _
from tracker.locale.amounts import format_money, format_weekend
from tracker.locale.loan import state_word
from tracker.locale.problems import sentence
from tracker.services.views import Done, DueRow, LoanRow
from tracker.ui.answers import PaymentDraft
from tracker.ui.commands import with_keys
from tracker.ui.dialog import LeftOnce
from tracker.ui.draft_files import Draft
from tracker.ui.drafting import differing
from tracker.ui.drafts import by_urgency, loan_draft
from tracker.ui.text import fit, plain
from tracker.ui.typed_ahead import TypedAhead
from tracker.ui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.ui.app import Dashboard

_STATES = ("posted", "pending", "sent", "planned")
_WORDS = ("amount", "paid_on", "posted_on", "state", "account", "ref", "note")
_FIELDS = {
    "loan": "#loan", "amount": "#amount", "amount_minor": "#amount",
    "paid_on": "#paid-on", "date": "#paid-on", "posted_on": "#posted-on",
    "state": "#state", "account": "#account", "ref": "#ref", "note": "#note",
}  # fmt: skip
"""Where a problem is shown, in the order of the form."""


@dataclass(frozen=True, slots=True)
class Paid:
    """A recorded payment, and the due that it left partly open."""

    done: Done
    still_open: DueRow | None = None
    """The due that is left partly open, or the next that is overdue."""
    same: bool = True
    """Whether it is the one that was paid on."""


class PayForm(TypedAhead, LeftOnce, ModalScreen[Paid | None]):
    """Record a payment. ^S saves, Esc closes and keeps what was typed."""

    CSS_PATH = "pay.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", show=False, id="form.save", priority=True),
        # Before the field sees it: what is typed right after it belongs to the next field.
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("escape", "keep", show=False, id="form.keep"),
        Binding("ctrl+n", "afresh", show=False, id="form.afresh", priority=True),
    ]

    def __init__(self, draft: PaymentDraft, loans: tuple[LoanRow, ...], kept: Draft | None = None) -> None:
        super().__init__()
        self._loans = {row.loan_id: row for row in by_urgency(loans)}
        self._given = loan_draft(self._loans[draft.loan_id])
        """What the form filled in by itself, to be told from what a person typed."""
        self._kept = kept
        self._noted = draft.loan_id
        """The loan whose draft this is, until another is chosen."""
        self._draft = draft
        if kept is not None:
            words = {name: text for name, text in kept.words.items() if name in _WORDS}
            if words.get("state", draft.state) not in _STATES:
                del words["state"]
            self._draft = replace(self._given, **cast("dict[str, Any]", words))

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
            amount=self._value("#amount"),
            paid_on=self._value("#paid-on"),
            posted_on=self._value("#posted-on"),
            state=str(state),
            account=self._value("#account"),
            ref=self._value("#ref"),
            note=self._value("#note"),
        )

    def compose(self) -> ComposeResult:
        """The fields, each with its name in front, the understood value beneath."""
        draft = self._draft
        loans = [(plain(row.loan), row.loan_id) for row in self._loans.values()]
        states = [(plain(state_word(state)), state) for state in _STATES]
        with VerticalScroll(id="form", can_focus=False) as form:
            form.border_title = plain(_("Record a payment"))
            yield _row(
                _("Loan"), Select(loans, value=draft.loan_id, allow_blank=False, compact=True, id="loan")
            )
            yield _row(_("Amount"), Field(draft.amount, compact=True, id="amount"))
            yield Static("", id="amount-read", classes="read", markup=False)
            yield Static("", id="amount-parts", classes="read", markup=False)
            yield _row(
                _("Paid on"),
                Field(draft.paid_on or _("today"), placeholder=_("today"), compact=True, id="paid-on"),
            )
            yield Static("", id="paid-on-read", classes="read", markup=False)
            yield _row(
                _("Posted on"),
                Field(
                    draft.posted_on,
                    placeholder=_("if the lender counts another day"),
                    compact=True,
                    id="posted-on",
                ),
            )
            yield Static("", id="posted-on-read", classes="read -hidden", markup=False)
            yield _row(
                _("State"), Select(states, value=draft.state, allow_blank=False, compact=True, id="state")
            )
            yield _row(_("Account"), Field(draft.account, compact=True, id="account"))
            yield _row(_("Reference"), Field(draft.ref, compact=True, id="ref"))
            yield _row(_("Note"), Field(draft.note, compact=True, id="note"))
            again = _("This is what you typed before. ^N begins afresh.") if self._kept else ""
            yield Static("", id="restarts", markup=False)
            yield Static(plain(again), id="problems", markup=False)
            save, close = _("Save"), _("Close, the draft is kept")
            yield Static(plain(("^S", "bold"), f" {save}   ", ("Esc", "bold"), f" {close}"), id="keys")

    def on_mount(self) -> None:
        """Begin with the amount; it is what differs."""
        self.query_one("#amount", Input).focus()
        self._read()

    @on(Select.Changed, "#loan")
    def _other_loan(self) -> None:
        """What was filled in for one loan is filled in anew for another; what was typed stays."""
        given = loan_draft(self._loans[self.typed.loan_id])
        if given.loan_id == self._given.loan_id:
            return
        for field, before, after in (
            ("#amount", self._given.amount, given.amount),
            ("#account", self._given.account, given.account),
        ):
            if self._value(field) in (before, ""):
                self.query_one(field, Input).value = after
        self._given = given

    @on(Input.Changed)
    @on(Select.Changed)
    def _read(self) -> None:
        """Show how the fields are understood."""
        amount, paid_on, posted_on, problems = self._understood()
        if not self._value("#amount"):  # not typed yet is no mistake yet
            problems = tuple(each for each in problems if _FIELDS.get(each.field) != "#amount")
        row, own = self._loans[self.typed.loan_id], self.dashboard.answers.currency
        understood = {
            "#amount": "" if amount is None else format_money(amount, row.currency, symbol=True, own=own),
            "#paid-on": _day(paid_on),
            "#posted-on": _day(posted_on),
        }
        for field, value in understood.items():
            self._show(field, value, problems)
        self.query_one("#amount-parts", Static).update(plain(self._parts(row)))
        said = tuple(self._restarts(row, amount))
        restarts = self.query_one("#restarts", Static)
        restarts.update(plain(*said))
        restarts.set_class(not plain(*said).plain, "-hidden")
        if self.note_words():
            self.query_one("#problems", Static).update(plain(""))

    @on(Input.Submitted)
    def _next(self) -> None:
        """Enter goes on to the next field; it never saves."""
        self.focus_next()

    def action_save(self) -> None:
        """Record the payment, or say what is in the way; a second ^S on the way out is nothing."""
        if not self.is_current:
            return
        amount, paid_on, posted_on, problems = self._understood()
        if amount is not None and paid_on is not None and not problems:
            answers, typed = self.dashboard.answers, self.typed
            before = self.dashboard.attempt(lambda: (answers.oldest_due(typed.loan_id),))
            answer = self.dashboard.attempt(lambda: answers.record_payment(typed, amount, paid_on, posted_on))
            if before is None or answer is None:
                return
            done, problems = answer
            if done is not None:
                self.dashboard.drop_draft("payment", typed.loan_id)
                after = self.dashboard.attempt(lambda: answers.oldest_due(typed.loan_id))
                same = after is not None and before[0] is not None and after.due_on == before[0].due_on
                late = after is not None and after.status == "overdue"
                self.dismiss(Paid(done, after if typed.state != "posted" or same or late else None, same))
                return
        self._refuse(problems)

    def action_keep(self) -> None:
        """Close; what was typed is kept for the next time, what was filled in is not."""
        if not self.is_current:
            return
        self.note_words()
        if self.dashboard.drafts.get("payment", self.typed.loan_id):
            self.dashboard.say(with_keys(_("Draft kept. {drafts} opens it again."), drafts="app.drafts"))
        self.dismiss(None)

    def action_afresh(self) -> None:
        """Forget what was typed."""
        given = loan_draft(self._loans[self.typed.loan_id])
        for field, text in (
            ("#amount", given.amount), ("#paid-on", _("today")), ("#posted-on", ""),
            ("#account", given.account), ("#ref", ""), ("#note", ""),
        ):  # fmt: skip
            self.query_one(field, Input).value = text
        self.query_one("#state", Select).value = given.state
        self.query_one("#problems", Static).update(plain(""))
        self.query_one("#amount", Input).focus()

    def note_words(self) -> bool:
        """Keep what is typed as a draft; whether it is another than before."""
        if self.is_left:
            return False
        typed = self.typed
        if typed.loan_id != self._noted:
            self.dashboard.drop_draft("payment", self._noted)
            self._noted = typed.loan_id
        start = replace(loan_draft(self._loans[typed.loan_id]), paid_on=_("today"))
        changed = differing(
            {name: getattr(typed, name) for name in _WORDS}, {name: getattr(start, name) for name in _WORDS}
        )
        before = self.dashboard.drafts.get("payment", typed.loan_id)
        if changed:
            about = self._loans[typed.loan_id].loan
            self.dashboard.note_draft(Draft(kind="payment", target=typed.loan_id, words=changed, about=about))
        else:
            self.dashboard.drop_draft("payment", typed.loan_id)
        return (dict(before.words) if before else {}) != changed

    def _value(self, field: str) -> str:
        return self.query_one(field, Input).value

    def _understood(self) -> tuple[int | None, date | None, date | None, tuple[Problem, ...]]:
        typed, today = self.typed, self.dashboard.answers.today
        amount, problems = typed_minor(typed.amount, self._loans[typed.loan_id].currency)
        paid_on, wrong = self._day(typed.paid_on, today, "paid_on")
        problems += wrong
        posted_on = None
        if typed.posted_on.strip():
            posted_on, wrong = self._day(typed.posted_on, today, "posted_on")
            problems += wrong
        return amount, paid_on, posted_on, problems

    def _day(self, text: str, today: date, field: str) -> tuple[date | None, tuple[Problem, ...]]:
        is_today = not text.strip() or text == _("today")
        return parse_typed_date(today.isoformat() if is_today else text, today, field=field)

    def _restarts(self, row: LoanRow, amount: int | None) -> Iterator[str | tuple[str, str]]:
        """What a part of what is overdue may restart, said before it is kept."""
        if amount is None or not row.overdue_minor or amount >= row.overdue_minor:
            return
        answers, on = self.dashboard.answers, self._value("#paid-on")
        on = "" if on == _("today") else on
        for said in self.dashboard.attempt(lambda: answers.talk_warnings("part_payment", on)) or ():
            yield "! ", "$mark-attention bold"
            yield f"{said}\n"

    def _parts(self, row: LoanRow) -> str:
        """What the amount that is filled in consists of."""

        def money(minor: int | None) -> str:
            return self.dashboard.figures.money(minor, row.currency)

        charges = row.charges_open_minor
        if row.overdue_minor and charges:
            words = _("overdue {overdue} + charges {charges}")
            return words.format(overdue=money(row.overdue_minor), charges=money(charges))
        if row.overdue_minor:
            return _("overdue {overdue}").format(overdue=money(row.overdue_minor))
        if row.next_due_on is None:
            return _("no due is known: what you type is what was paid")
        day, amount = self.dashboard.figures.day(row.next_due_on), money(row.next_amount_minor)
        if charges:
            words = _("due {date}: {amount}; charges of {charges} are open too")
            return words.format(date=day, amount=amount, charges=money(charges))
        return _("due {date}: {amount}").format(date=day, amount=amount)

    def _show(self, field: str, value: str, problems: tuple[Problem, ...]) -> None:
        wrong = next((problem for problem in problems if _FIELDS.get(problem.field) == field), None)
        words = (
            plain(f"= {value}" if value else "")
            if wrong is None
            else plain(("! ", "$mark-attention bold"), sentence(wrong))
        )
        line = self.query_one(f"{field}-read", Static)
        line.update(words)
        if field == "#posted-on":
            line.set_class(not words.plain, "-hidden")

    def _refuse(self, problems: tuple[Problem, ...]) -> None:
        """Each problem where it belongs, the rest below; the focus goes to the first."""
        inline = {"#amount", "#paid-on", "#posted-on"}
        for field in inline & {_FIELDS.get(problem.field) for problem in problems}:
            self._show(str(field), "", problems)
        lines = "\n".join(sentence(each) for each in problems if _FIELDS.get(each.field) not in inline)
        self.query_one("#problems", Static).update(
            plain(("! ", "$mark-attention bold"), lines) if lines else plain("")
        )
        wrong = {_FIELDS.get(problem.field) for problem in problems}
        first = next((field for field in _FIELDS.values() if field in wrong), None)
        if first is not None:
            self.query_one(first).focus()


def _day(on: date | None) -> str:
    return "" if on is None else f"{on.isoformat()} {format_weekend(on)}".rstrip()


def _row(label: str, field: Input | Select[int] | Select[str]) -> Horizontal:
    return Horizontal(Static(plain(fit(label, 10)), classes="label"), field, classes="row")
