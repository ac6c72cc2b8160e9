"""What is loaded before the first paint, and by whom."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

UI = Path(__file__).parents[2] / "tracker" / "ui"
_FIRST_PAINT = """
import asyncio, sys
sys.path.insert(0, {here!r})
from household import FakeAnswers, LOANS
from tracker.ui.app import Dashboard

heavy = ("plotext", "pendulum", "sqlite_utils", "babel", "holidays", "tomlkit", "csv", "coloraide",
    "tracker.domain.cash", "tracker.services.next_steps", "tracker.ui.home_ahead")

class Probe(Dashboard):
    def _display(self, screen, renderable):
        super()._display(screen, renderable)
        if getattr(self, "painted", None) is None and screen.query("#due-list"):
            self.painted = [name for name in heavy if name in sys.modules]

async def main():
    app = Probe(FakeAnswers(rows=LOANS))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
    return app.painted

found = asyncio.run(main())
sys.exit(" ".join(found) if found else 0 if found == [] else "never painted")
"""


def test_nothing_heavy_is_loaded_before_the_first_paint() -> None:
    code = _FIRST_PAINT.format(here=str(Path(__file__).parent))
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_home_needs_nothing_that_only_alerts_cash_or_a_ledger_need() -> None:
    code = "import sys, tracker.services.home; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    parts = (
        "services.alert",
        "services.next_steps",
        "services.refund",
        "services.cash",
        "domain.alert.facts",
    )
    parts += ("domain.alert.choice", "domain.loan.facts", "domain.loan.ledger", "domain.cash", "store.write")
    assert loaded & {f"tracker.{part}" for part in parts} == set()


def test_plotext_is_known_to_one_module() -> None:
    for path in UI.rglob("*.py"):
        names = set(_imported(ast.parse(path.read_text("utf-8"))))
        assert ("plotext" in {name.split(".")[0] for name in names}) == (path.name == "chart.py")


VALUES = ("views", "view_rows", "sheets", "answers", "exporting", "services", "cash", "book")
"""Modules of services that hold values and tables; `scheduler` asks the system, not the book."""


def test_a_screen_asks_the_book_through_its_answers() -> None:
    for path in UI.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        names = set(_imported(tree))
        layers = ("tracker.store", "tracker.cli", "tracker.formats")
        assert not {name for name in names if name.startswith(layers)}, path.name
        if not path.name.startswith("answers"):
            services = {name for name in _imported(_at_run_time(tree)) if name.startswith("tracker.services")}
            asked = {name for name in services if not name.endswith((*VALUES, "scheduler"))}
            assert not asked, path.name


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def _at_run_time(tree: ast.Module) -> ast.Module:
    """The module without what only the type checker reads."""

    class Running(ast.NodeTransformer):
        def visit_If(self, node: ast.If) -> ast.AST | None:
            return None if ast.unparse(node.test) == "TYPE_CHECKING" else node

    return Running().visit(tree)
