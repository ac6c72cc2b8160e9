"""The commands that hand on what a screen shows: copy it, write it to a file."""

from __future__ import annotations

from tracker.locale import _
from tracker.ui.commands import Command

SCREENS = ("home", "loans", "loan", "due", "credit", "alerts", "import", "setup", "cash", "talks", "plan")


def view_commands() -> tuple[Command, ...]:
    """The same on every screen."""
    view = _("view")
    return (
        Command(
            id="view.export", keys=("x", "ｘ", "f7"), action="screen.export", area=view, title=_("Export"),
            help=_("Write what is shown, or the whole book, to a file that only you can read."),
            screens=SCREENS,
        ),
        Command(
            id="view.copy", keys=("y", "ｙ", "f8"), action="screen.copy_row", area=view, title=_("Copy"),
            help=_("Copy the row as it is shown."), screens=SCREENS,
        ),
        Command(
            id="view.copy_all", keys=("Y", "Ｙ", "ctrl+e"), action="screen.copy_view", area=view,
            title=_("copy all"), help=_("Copy every row of the list, with tabs between the columns."),
            screens=SCREENS,
        ),
        Command(
            id="book.command", keys=(), action="screen.copy_command", area=_("book"),
            title=_("copy the last command"), screens=SCREENS,
            help=_("Copy the command line that does the same as the last change."),
        ),
    )  # fmt: skip
