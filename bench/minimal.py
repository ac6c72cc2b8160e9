"""The least a dashboard can be: a Textual app with one table of twenty rows."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import DataTable


class Minimal(App[None]):
    """One table."""

    BINDINGS = [("q", "quit", "Quit")]

    def compose(self) -> ComposeResult:
        yield DataTable(cursor_type="row")

    def on_mount(self) -> None:
        table = self.query_one(DataTable)
        table.add_columns("Date", "Days", "Loan", "Kind", "Amount", "From")
        for row in range(20):
            table.add_row("11-21", str(row), f"Loan {row:03d}", "instalment", "1,905.20", "CMB 1234")


if __name__ == "__main__":
    Minimal().run()
