"""A text field that holds nothing a terminal would obey."""

from __future__ import annotations

from textual.widgets import Input

from tracker.domain.text import clean


class Field(Input):
    """An input whose value is cleaned however it came in: typed, pasted or given."""

    def validate_value(self, value: str) -> str:
        """Drop control, format and bidi characters."""
        return clean(value)
