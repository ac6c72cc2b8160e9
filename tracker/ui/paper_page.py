"""A paper that was made, shown before it is copied or written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.locale import _
from tracker.locale.problems import sentence
from tracker.ui.commands import keys_of
from tracker.ui.paths import short_path, typed_path
from tracker.ui.reader import ReaderScreen

if TYPE_CHECKING:
    from tracker.ui.answers_deals import PaperText
    from tracker.ui.app import Dashboard


def show_paper(dashboard: Dashboard, paper: PaperText) -> None:
    """Open the page of a paper, with what is to be known before it is sent above it."""
    notes = "".join(f"! {each}\n" for each in paper.notes)
    if dashboard.hidden:
        notes += _("! Amounts are hidden in it: {key} shows them.").format(key=keys_of("app.hide")) + "\n"
    blanks = ", ".join(paper.blanks)
    if blanks:
        notes += _("! Still open: {places}").format(places=blanks) + "\n"

    def write(text: str) -> str:
        path = Path(typed_path(text)).absolute()
        form = "html" if path.suffix.casefold() in (".html", ".htm") else "md"
        answer = dashboard.attempt(lambda: dashboard.answers.write_paper(paper, path, form))
        if answer is None:
            return _("Nothing was written.")
        place, problems = answer
        if place is None:
            return "\n".join(map(sentence, problems))
        dashboard.say(_("Written to {path}, which only you can read.").format(path=short_path(place)))
        return ""

    page = ReaderScreen(paper.title, paper.markdown, f"{paper.stem}.html", head=notes, write=write)
    dashboard.push_screen(page)
