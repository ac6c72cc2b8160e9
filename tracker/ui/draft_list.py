"""What was typed and not saved: Enter opens it again, Del forgets it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from tracker.locale import _
from tracker.ui.dialog import LeftOnce
from tracker.ui.draft_files import Draft
from tracker.ui.drafting import draft_title
from tracker.ui.text import plain
from tracker.ui.widgets.virtual_list import Column, Line, VirtualList

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard


class DraftList(LeftOnce, ModalScreen[Draft | None]):
    """The drafts of this book, the one typed last first."""

    CSS_PATH = "asking.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False, id="draft.close"),
        Binding("delete", "forget", show=False, id="draft.forget"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._drafts: tuple[Draft, ...] = ()

    @property
    def dashboard(self) -> Dashboard:
        """The app, by its own type."""
        return cast("Dashboard", self.app)

    def compose(self) -> ComposeResult:
        """The list and its keys."""
        keys = (("Enter", _("Open")), ("Del", _("Forget it")), ("Esc", _("Leave")))
        with Vertical(id="box") as box:
            box.border_title = plain(_("Drafts"))
            yield VirtualList()
            parts = [part for key, words in keys for part in ((key, "bold"), f" {words}   ")]
            yield Static(plain(*parts))

    def on_mount(self) -> None:
        """Begin at the one typed last."""
        self._show()
        self.query_one(VirtualList).focus()

    def action_forget(self) -> None:
        """Forget the draft under the cursor."""
        if not self.dashboard.drafts.all:
            return  # forgotten already, by a key pressed twice
        draft = self._drafts[self.query_one(VirtualList).cursor]
        self.dashboard.drop_draft(*draft.key)
        self.dashboard.say(_("Draft forgotten: {what}").format(what=draft_title(draft)))
        if self.dashboard.drafts.all:
            self._show()
        else:
            self.dismiss(None)

    @on(VirtualList.Selected)
    def _choose(self, event: VirtualList.Selected) -> None:
        if event.index < len(self._drafts):
            self.dismiss(self._drafts[event.index])

    def _show(self) -> None:
        self._drafts = self.dashboard.drafts.all
        lines = [Line(cells=(draft_title(draft),)) for draft in self._drafts]
        rows = self.query_one(VirtualList)
        rows.styles.height = min(len(lines) + 1, 16)
        columns = (Column(title="", width=30, grow=True),)
        rows.show(columns, len(lines), lambda offset, limit: lines[offset : offset + limit], cursor=0)
