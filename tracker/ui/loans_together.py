"""Paying or closing several loans: first a table of what it does, then one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from tracker.domain.typed.sums import typed_minor
from tracker.locale import _, ngettext
from tracker.locale.joining import listed, sentences, told_of
from tracker.locale.problems import sentence
from tracker.ui.commands import key_of
from tracker.ui.dialog import LeftOnce
from tracker.ui.drafts import loan_draft
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.domain.problems import Problem
    from tracker.services.views import Done, LoanRow
    from tracker.ui.app import Dashboard

    Answer = tuple[Done | None, tuple[Problem, ...]]


class Effects(LeftOnce, ModalScreen[bool]):
    """What a change of several loans does, and whether to go on; ^S goes on, Enter does not."""

    CSS_PATH = "loans_together.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "go_on", show=False, id="effects.go", priority=True),
        Binding("escape", "dismiss(False)", show=False, id="effects.close"),
    ]

    def __init__(
        self, title: str, verb: str, columns: tuple[Column, ...], lines: list[Line], note: str
    ) -> None:
        super().__init__()
        self._title, self._verb, self._columns, self._lines, self._note = title, verb, columns, lines, note

    def compose(self) -> ComposeResult:
        """The table, what is left out of it, and the way on."""
        with Vertical(id="effects") as box:
            box.border_title = plain(self._title)
            yield VirtualList()
            yield Static(plain(self._note), id="note")
            yield Button(plain(self._verb), id="go", compact=True)
            cancel = _("Close, nothing is changed")
            yield Static(plain(("^S", "bold"), f" {self._verb}   ", ("Esc", "bold"), f" {cancel}"))

    def on_mount(self) -> None:
        """Show the rows."""
        rows = self.query_one(VirtualList)
        rows.styles.height = min(len(self._lines) + 1, 12)
        rows.show(self._columns, len(self._lines), lambda offset, limit: self._lines[offset : offset + limit])
        rows.focus()

    def action_go_on(self) -> None:
        """Do it."""
        self.dismiss(True)  # noqa: FBT003 the answer of the dialog

    @on(Button.Pressed, "#go")
    def _pressed(self) -> None:
        self.action_go_on()


def pay_together(dashboard: Dashboard, rows: tuple[LoanRow, ...], after: Callable[[], None]) -> None:
    """Record what is due of each loan, as paid today; one whose due is not known is left out."""
    figures, today = dashboard.figures, dashboard.answers.today
    sums: list[tuple[int, int, str]] = []
    lines, left_out = [], []
    for row in rows:
        draft = loan_draft(row)
        minor = typed_minor(draft.amount, row.currency)[0] if draft.amount else None
        if not minor:
            left_out.append(row.loan)
            continue
        sums.append((row.loan_id, minor, draft.account))
        paid = figures.money(minor, row.currency)
        cells = (row.loan, paid, figures.money(row.balance_minor, row.currency), draft.account or "-")
        lines.append(Line(cells=cells))
    if not sums:
        dashboard.say(_("What is due of these loans is not known: pay them one by one."))
        return
    note = _("Paid on {date}; one {undo} takes all of it back.").format(
        date=today.isoformat(), undo=key_of("book.undo")
    )
    if left_out:
        left = _("Left out, as nothing is known to be due: {names}.").format(names=listed(left_out))
        note = sentences(note, left)
    columns = (
        Column(title=_("Loan"), width=12, grow=True),
        Column(title=_("Pay"), width=13, right=True),
        Column(title=_("Owed now"), width=13, right=True),
        Column(title=_("Pay from"), width=12, least=50),
    )
    count = len(sums)
    verb = ngettext("Record {n} payment", "Record {n} payments", count).format(n=count)
    _ask(
        dashboard, Effects(_("Pay the marked loans"), verb, columns, lines, note),
        lambda: dashboard.answers.pay_loans(sums, today), after,
    )  # fmt: skip


def move_together(dashboard: Dashboard, rows: tuple[LoanRow, ...], after: Callable[[], None]) -> None:
    """Have each loan paid from another account: first which, then what that changes."""
    from tracker.ui.asking import AskScreen

    def named(account: str | None) -> None:
        if not account:
            return
        lines = [Line(cells=(row.loan, row.account or "-", account)) for row in rows]
        ids = [row.loan_id for row in rows]
        columns = (
            Column(title=_("Loan"), width=12, grow=True),
            Column(title=_("Pay from"), width=16),
            Column(title=_("Then from"), width=16),
        )
        verb = ngettext("Change {n} loan", "Change {n} loans", len(ids)).format(n=len(ids))
        note = _("Autopay stays on or off as it is; one {undo} takes all of it back.").format(
            undo=key_of("book.undo")
        )
        _ask(
            dashboard, Effects(_("Change the account"), verb, columns, lines, note),
            lambda: dashboard.answers.set_account(ids, account), after,
        )  # fmt: skip

    known = dict.fromkeys(row.account for row in rows if row.account)
    hint = _("The account these loans are paid from.")
    dashboard.push_screen(
        AskScreen(
            _("Change the account"), next(iter(known), ""),
            lambda text: "" if text else _("An account is needed."), hint,
        ),
        named,
    )  # fmt: skip


def close_together(dashboard: Dashboard, rows: tuple[LoanRow, ...], after: Callable[[], None]) -> None:
    """Close each loan as of today."""
    figures, today = dashboard.figures, dashboard.answers.today
    lines = [
        Line(
            cells=(
                row.loan,
                figures.money(row.balance_minor, row.currency),
                figures.day(row.next_due_on) or "-",
            )
        )
        for row in rows
        if row.closed_on is None
    ]
    if not lines:
        dashboard.say(_("These loans are closed already."))
        return
    ids = [row.loan_id for row in rows if row.closed_on is None]
    note = _(
        "Nothing more falls due from {date}, the history stays; one {undo} takes all of it back."
    ).format(date=today.isoformat(), undo=key_of("book.undo"))
    columns = (
        Column(title=_("Loan"), width=12, grow=True),
        Column(title=_("Still owed"), width=13, right=True),
        Column(title=_("No longer due"), width=14),
    )
    verb = ngettext("Close {n} loan", "Close {n} loans", len(ids)).format(n=len(ids))
    _ask(
        dashboard, Effects(_("Close loans"), verb, columns, lines, note),
        lambda: dashboard.answers.close_loans(ids, today), after,
    )  # fmt: skip


def _ask(
    dashboard: Dashboard, effects: Effects, change: Callable[[], Answer], after: Callable[[], None]
) -> None:
    def go(sure: bool | None) -> None:
        answer = dashboard.attempt(change) if sure else None
        if answer is None:
            return
        done, problems = answer
        if done is not None:
            after()
            dashboard.changed(done)
        for problem in problems:
            loan = problem.params.get("loan", "")
            dashboard.say(told_of(loan, sentence(problem)) if loan else sentence(problem), warning=True)

    dashboard.push_screen(effects, go)
