"""What is loaded before the first paint, and by whom."""

from __future__ import annotations

import ast
import subprocess
import sys
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
        names = {
            name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert ("plotext" in {name.split(".")[0] for name in names}) == (path.name == "chart.py")
        assert not {
            name for name in names if name.startswith(("tracker.store", "tracker.cli", "tracker.formats"))
        }
        services = {name for name in names if name.startswith("tracker.services")}
        types = {name for name in services if name.endswith("views")} | {"tracker.services.book"}
        assert services <= types or path.name.startswith("answers")
