"""What every full screen shares: the frame, reading again, and the row a payment is for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget

from tracker.locale import _, ngettext
from tracker.ui.commands import keys_of, with_keys
from tracker.ui.figures import Figures
from tracker.ui.widgets.frame import Banner, KeyFooter, TabRow

if TYPE_CHECKING:
    from tracker.ui.answers import PaymentDraft
    from tracker.ui.app import Dashboard
    from tracker.ui.offers import Offer

WIDE = 110
"""Columns from which on panels stand beside each other."""


class FramedScreen(Screen[None]):
    """Tabs, banner, content, footer; `read` takes the answers anew."""

    NAME: ClassVar[str] = ""
    TAB: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-small"), (78, "-narrow"), (WIDE, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-low"), (20, "-normal"), (30, "-tall")]

    def __init__(self) -> None:
        super().__init__()
        self._read_at = -1
        # What the terminal's size asks for is known already: no second round of styles and layout.
        width, height = self.app.size
        for edge, steps in ((width, self.HORIZONTAL_BREAKPOINTS), (height, self.VERTICAL_BREAKPOINTS)):
            self.add_class(max(step for step in steps if step[0] <= edge)[1])

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    @property
    def figures(self) -> Figures:
        """How amounts and dates are written now."""
        return self.dashboard.figures

    @property
    def place(self) -> str:
        """Whose commands are offered here."""
        return self.NAME

    def compose(self) -> ComposeResult:
        """The frame around the content."""
        yield TabRow()
        yield Banner()
        yield from self.compose_content()
        yield KeyFooter(self.NAME)

    def compose_content(self) -> ComposeResult:
        """What is between banner and footer."""
        yield from ()

    def on_mount(self) -> None:
        """Read for the first time."""
        self.read_again()

    def on_screen_resume(self) -> None:
        """Read again if something changed while another screen was in front."""
        if self.is_mounted and self._read_at != self.dashboard.revision:
            self.read_again()
        self.call_next(self._leave_unseen)

    def _leave_unseen(self) -> None:
        """Take the focus off what is out of sight: Textual gives it to a field, seen or not."""
        if self.focused is not None and not all(each.display for each in self.focused.ancestors_with_self):
            self.set_focus(None)

    def on_screen_suspend(self) -> None:
        """Let go of what was drawn: Textual remembers the last thousand painters, closed screens' too."""
        for each in self.walk_children(with_self=True):
            if isinstance(each, Widget):
                each._styles_cache.clear()

    def read_again(self) -> None:
        """Take every answer anew and draw it."""
        self._read_at = self.dashboard.revision
        row = self.query_one(TabRow)
        row.current = self.TAB
        row.note = self.dashboard.note
        row.alert = self.dashboard.answers.is_demo
        row.refresh()
        self.query_one(KeyFooter).refresh()
        self.dashboard.attempt(self.read)

    def read(self) -> None:
        """Take the answers of this screen."""
        raise NotImplementedError

    def draft(self) -> PaymentDraft | None:
        """The payment `p` would begin with here."""
        return None

    def action_pay(self) -> None:
        """Open the payment form."""
        draft = self.draft()
        if draft is None:
            self.dashboard.say(self.no_loan or _("No loan to pay yet."))
            return
        self.dashboard.open_payment(draft)

    @property
    def no_loan(self) -> str:
        """Why no loan is meant here though the book has some; empty where it has none."""
        words = _("Nothing here is about a loan. {loans} lists them all.")
        return with_keys(words, loans="go.loans") if self.dashboard.answers.loans() else ""

    @property
    def edit_begins(self) -> str:
        """The field that editing the loan begins at; empty for the first."""
        return ""

    def loan_id_here(self) -> int | None:
        """The loan that a command on one loan is about here."""
        draft = self.draft()
        return None if draft is None else draft.loan_id

    def action_edit_loan(self) -> None:
        """Open the form of the loan."""
        loan_id = self.loan_id_here()
        if loan_id is None:
            self.dashboard.say(self.no_loan or _("No loan to edit yet."))
            return
        loan = self.dashboard.attempt(lambda: self.dashboard.answers.loan_words(loan_id))
        if loan is not None:
            self.dashboard.open_loan_form(loan, begin=self.edit_begins)

    def action_delete_loan(self) -> None:
        """Move the loan to the trash; one with payments asks first."""
        from tracker.ui.loan_delete import ask_to_delete

        loan_id = self.loan_id_here()
        if loan_id is None:
            self.dashboard.say(self.no_loan or _("No loan to delete."))
            return
        ask_to_delete(self.dashboard, loan_id)

    def copied(self, *, whole: bool) -> tuple[str, str]:
        """What `y` copies here, the row or every row, and what that is in words."""
        from tracker.ui import copying

        rows = copying.list_in_front(self)
        if rows is None or not rows.count:
            text = copying.panels_text(self)
        elif whole:
            words = ngettext("{n} row", "{n} rows", rows.count).format(n=rows.count)
            return copying.list_text(rows), words
        else:
            text = copying.row_text(rows)
        return text, copying.briefly(text)

    def offers(self) -> tuple[Offer, ...]:
        """What there is to export here, the first as it is in front."""
        from tracker.ui.offers import offers_of

        return offers_of(self)

    def action_copy_row(self) -> None:
        """Copy the row."""
        self._copy(whole=False)

    def action_copy_view(self) -> None:
        """Copy every row."""
        self._copy(whole=True)

    def _copy(self, *, whole: bool) -> None:
        from tracker.ui.copying import hand_over

        text, words = self.copied(whole=whole)
        if text:
            hand_over(self.dashboard, text, words)
        else:
            self.dashboard.say(_("There is nothing to copy here."))

    def action_copy_command(self) -> None:
        """Copy the command line that does what the last change did."""
        from tracker.ui.copying import hand_over

        if self.dashboard.hidden:
            words = _("The command has amounts in it, which are hidden: {key} shows them.")
            self.dashboard.say(words.format(key=keys_of("app.hide")))
            return
        command = self.dashboard.attempt(self.dashboard.answers.last_command)
        if command:
            hand_over(self.dashboard, command, command)
        elif command is not None:
            self.dashboard.say(_("There is no single command for the last change."))

    def action_export(self) -> None:
        """Ask what to write where."""
        from tracker.ui.exporting import ExportScreen

        def written(words: str | None) -> None:
            if words:
                self.dashboard.say(words)

        self.app.push_screen(ExportScreen(self.offers()), written)

    def action_back(self) -> None:
        """Go back to where this screen was opened; a second Esc on the way there is nothing."""
        if self.is_current and len(self.app.screen_stack) > 1:
            self.app.pop_screen()
