"""Cash until payday as a panel, drawn in its own size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from tracker.ui import home_ahead_parts as parts
from tracker.ui.figures import Figures
from tracker.ui.text import fit, plain
from tracker.ui.widgets.panel import Titled

if TYPE_CHECKING:
    from tracker.services.cash.views import CashUntilPayday


class CashPanel(Titled, Widget):
    """The curve, its low point, the first shortfall, living costs."""

    DEFAULT_CSS = """
    CashPanel {
        border: round $foreground 40%; border-title-color: $foreground;
        border-subtitle-color: $foreground-muted; padding: 0 1;
    }
    """

    cash: reactive[CashUntilPayday | None] = reactive(None)
    figures: reactive[Figures | None] = reactive(None)

    def show(self, cash: CashUntilPayday, figures: Figures) -> None:
        """Show other cash."""
        self.figures, self.cash = figures, cash
        self.name_it(parts.cash_title(cash, figures), parts.cash_low(cash, figures))

    def render(self) -> RenderResult:
        """Draw as many lines as there is room for."""
        cash, figures = self.cash, self.figures
        if cash is None or figures is None:
            return plain("")
        if not cash.points:
            return plain(parts.nothing_words(cash))
        width, height = self.content_size.width, self.content_size.height
        lines = list(parts.cash_lines(cash, figures, width, height))[:height]
        return Content("\n").join(_line(pieces, width) for pieces in lines)


def _line(pieces: list[parts.Styled], width: int) -> Content:
    """One line, cut where the panel ends."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return plain(fit(pieces[0], width))
    return plain(*pieces)
