"""A text field that holds nothing a terminal would obey, and no more than a person would type."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.events import Paste
from textual.widgets import Input

from tracker.domain.text import clean
from tracker.locale import _

if TYPE_CHECKING:
    from tracker.ui.app import Dashboard

MOST = 500
"""Characters a field takes; a longer paste is a slip."""


class Field(Input):
    """An input whose value is cleaned however it came in: typed, pasted or given."""

    def __init__(
        self,
        value: str = "",
        placeholder: str = "",
        *,
        compact: bool = False,
        select_on_focus: bool = True,
        masked: bool = False,
        id: str | None = None,  # noqa: A002 Textual's name
    ) -> None:
        super().__init__(
            value, placeholder, max_length=MOST, compact=compact, select_on_focus=select_on_focus, id=id,
            password=masked,
        )  # fmt: skip

    def validate_value(self, value: str) -> str:
        """Drop control, format and bidi characters."""
        return clean(value[:MOST])

    def on_paste(self, event: Paste) -> None:
        """Refuse what is too long before it is looked at."""
        if len(event.text) > MOST:
            event.prevent_default()
            event.stop()
            words = _("What you pasted is {count} characters long; this field takes {most}.")
            text = words.format(count=f"{len(event.text):,}", most=MOST)
            cast("Dashboard", self.app).say(text, warning=True)
