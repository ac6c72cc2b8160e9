"""Measures the table of README.md: ratios, in one run, of rounds taken in turn.

    .venv/bin/python bench/run.py [--rounds 15] [--write]

Every figure is the median of the ratios within each round; what it is compared with ran in the same round.
`--write` puts the table into bench/README.md.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import optimum as optimum_runs
import plans as plan_runs
from books import SIZES, TODAY, make_book, make_long_loan
from terminal import Terminal

HERE = Path(__file__).parent
PYTHON = sys.executable
DEBT = str(Path(PYTHON).with_name("debt"))
QUIET_DAY = TODAY.isoformat()
SPEAKING_DAY = "2026-11-30"
"""A week before the dues of the first loans of every book."""
DOWN = "\x1b[B"

RAW_IMPORT = """
import csv, sqlite3, sys
conn = sqlite3.connect(sys.argv[2])
conn.execute("create table row (date text, amount text, ref text)")
with open(sys.argv[1], newline="") as file:
    reader = csv.reader(file)
    next(reader)
    conn.executemany("insert into row values (?, ?, ?)", reader)
conn.commit()
"""

Run = Callable[[], float]
Line = tuple[str, str, float, float | None]


class Bench:
    """The books, the environment and the lines of the table."""

    def __init__(self, folder: Path, rounds: int) -> None:
        self.folder, self.rounds = folder, rounds
        self.lines: list[Line] = []
        self.peak: dict[str, int] = {}
        self.environ = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "DEBT_TODAY": QUIET_DAY,
        }  # fmt: skip
        for size in SIZES:
            make_book(self.book(size.name), size)
            # said once, so that what follows has nothing to say
            self.call(DEBT, "alerts", "run", book=size.name)
        for count in (100, 36_000):
            make_long_loan(self.book(f"long{count}"), count)

    def book(self, name: str) -> Path:
        """The file of a book."""
        return self.folder / f"{name}.db"

    def call(self, *words: str | Path, book: str = "", name: str = "", today: str = QUIET_DAY) -> float:
        """Run a command to its end; its seconds. Its peak memory is kept under `name`."""
        environ = {**self.environ, "DEBT_TODAY": today}
        if book:
            environ["DEBT_DB"] = str(self.book(book))
        began = time.perf_counter()
        with subprocess.Popen(
            [str(word) for word in words], env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        ) as process:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
            assert process.stderr is not None
            if process.returncode:
                raise SystemExit(f"{words}: {process.stderr.read().decode()}")
        if name:
            self.peak[name] = max(self.peak.get(name, 0), used.ru_maxrss)
        return seconds

    def bare(self) -> float:
        """The yardstick of every command."""
        return self.call(PYTHON, "-c", "import sqlite3")

    def take(self, runs: dict[str, Run], rounds: int | None = None) -> dict[str, list[float]]:
        """The seconds of each, round by round; one round goes first to warm up."""
        found: dict[str, list[float]] = {name: [] for name in runs}
        for number in range((rounds or self.rounds) + 1):
            for name, run in runs.items():
                seconds = run()
                if number:
                    found[name].append(seconds)
        return found

    def add(self, what: str, against: str, ratio: float, aim: float | None = None) -> None:
        """One line of the table."""
        self.lines.append((what, against, ratio, aim))
        missed = aim is not None and ratio > aim
        aimed = f"aim {aim:g}" if aim else ""
        print(f"{ratio:8.2f}  {aimed:8} {'MISSED' if missed else '':7}{what} / {against}", flush=True)


def over(found: dict[str, list[float]], one: str, other: str) -> float:
    """The median of the ratios within each round."""
    return median(a / b for a, b in zip(found[one], found[other], strict=True))


def commands(bench: Bench) -> None:
    """What scripts and cron call."""

    def alerts_speaking(book: str) -> Run:
        def run() -> float:
            shutil.copy(bench.book(book), bench.book("spoken"))
            return bench.call(DEBT, "alerts", "run", book="spoken", today=SPEAKING_DAY)

        return run

    def alerts_looking(book: str) -> Run:
        """The run after a change, which looks and finds nothing new."""

        def run() -> float:
            shutil.copy(bench.book(book), bench.book("looked"))
            with sqlite3.connect(bench.book("looked")) as conn:
                conn.execute("update alert_watch set next_on = ''")
            conn.close()
            return bench.call(DEBT, "alerts", "run", book="looked")

        return run

    runs: dict[str, Run] = {"bare": bench.bare, "help": lambda: bench.call(DEBT, "--help")}
    for size in ("S", "L"):
        call = partial(bench.call, DEBT, book=size)
        runs[f"quiet {size}"] = partial(call, "alerts", "run")
        runs[f"speaking {size}"] = alerts_speaking(size)
        runs[f"look {size}"] = alerts_looking(size)
        runs[f"due {size}"] = partial(call, "due")
        runs[f"list {size}"] = partial(call, "loan", "list")
        runs[f"pay {size}"] = partial(call, "pay", "1", "1.00")
    found = bench.take(runs)
    bench.add("`debt alerts run`, nothing to say", "bare", over(found, "quiet S", "bare"), 1.3)
    bench.add("the same, L", "S", over(found, "quiet L", "quiet S"), 1.1)
    for key, what in (
        ("look", "`debt alerts run` after a change, nothing to say"),
        ("speaking", "`debt alerts run`, something to say"),
        ("due", "`debt due`"),
        ("list", "`debt loan list`"),
    ):
        bench.add(what, "bare", over(found, f"{key} S", "bare"), 4.0)
        bench.add("the same, L", "S", over(found, f"{key} L", f"{key} S"), 1.5)
    bench.add("`debt --help`", "bare", over(found, "help", "bare"), 4.0)
    bench.add("`debt pay`, durable", "bare", over(found, "pay S", "bare"), 10.0)
    bench.add("the same, L", "S", over(found, "pay L", "pay S"), 1.1)


def dashboard(bench: Bench) -> None:
    """The dashboard, from the start to the first dues on the screen, and its keys."""

    def start(book: str) -> Run:
        environ = {**bench.environ, "DEBT_DB": str(bench.book(book))}

        def run() -> float:
            with Terminal([DEBT], environ) as terminal:
                return terminal.wait_for(r"\d\d-\d\d\s+\d+\s*Loan \d\d\d")

        return run

    def minimal() -> float:
        with Terminal([PYTHON, str(HERE / "minimal.py")], bench.environ) as terminal:
            return terminal.wait_for("Loan 019")

    found = bench.take({"minimal": minimal, **{name: start(name) for name in ("S", "M", "L")}})
    bench.add("Home, start to first useful paint, S", "minimal", over(found, "S", "minimal"), 1.3)
    bench.add("the same, L (six times the history)", "M", over(found, "L", "M"), 1.1)
    bench.add("the same, L", "minimal", over(found, "L", "minimal"))
    keys(bench)


def keys(bench: Bench) -> None:
    """The arrow key in each list, and opening a loan with many payments."""

    def arrows(words: list[str], book: str, before: tuple[str, ...], ready: str) -> list[float]:
        with Terminal(words, {**bench.environ, "DEBT_DB": str(bench.book(book))}) as terminal:
            terminal.wait_for(ready)
            terminal.rest()
            for key in before:
                terminal.type(key)
                if key == "\r":
                    # A key that comes before the page is there goes to the list it was opened from.
                    terminal.wait_for("newest first")
                terminal.rest()
            return [terminal.press(DOWN) for _ in range(12)]

    rounds = max(3, bench.rounds // 3)
    found: dict[str, list[float]] = {"minimal": [], "dues": [], "loans": [], "payments": []}
    for _ in range(rounds):
        found["minimal"].append(median(arrows([PYTHON, str(HERE / "minimal.py")], "S", (), "Loan 019")))
        found["dues"].append(median(arrows([DEBT], "L", (), "Next dues")))
        found["loans"].append(median(arrows([DEBT], "L", ("2",), "Next dues")))
        found["payments"].append(median(arrows([DEBT], "long36000", ("2", "\r", "\t"), "Total debt")))
    for name in ("dues", "loans", "payments"):
        many = ", 36,000 rows" if name == "payments" else ""
        bench.add(f"arrow key to repaint, {name}{many}", "minimal", over(found, name, "minimal"), 1.0)

    def opening(count: int) -> Run:
        environ = {**bench.environ, "DEBT_DB": str(bench.book(f"long{count}"))}

        def run() -> float:
            with Terminal([DEBT], environ) as terminal:
                terminal.wait_for("Total debt")
                terminal.rest()
                terminal.type("2")
                terminal.rest()
                terminal.type("\r")
                return terminal.wait_for(r"2026-11-20")

        return run

    opened = bench.take({"100": opening(100), "36000": opening(36_000)}, rounds)
    bench.add("opening a loan with 36,000 payments", "one with 100", over(opened, "36000", "100"), 1.25)


def importing(bench: Bench) -> None:
    """100,000 payments from a file: checked, duplicates out, in one transaction."""
    source = bench.folder / "payments.csv"
    with source.open("w", encoding="utf-8") as file:
        file.write("date,amount,ref\n")
        for number in range(100_000):
            on = TODAY.fromordinal(TODAY.toordinal() - 100 - number % 9_000)
            file.write(f"{on},{1 + number % 997}.{number % 90 + 10},R{number:07d}\n")
    target = bench.folder / "imported.db"

    def raw() -> float:
        target.unlink(missing_ok=True)
        return bench.call(PYTHON, "-c", RAW_IMPORT, source, target, name="raw")

    def ours() -> float:
        shutil.copy(bench.book("long100"), target)
        return bench.call(
            DEBT, "-q", "import", source, "--kind", "payments", "--loan", "1", book="imported", name="ours"
        )

    found = bench.take({"raw": raw, "ours": ours}, max(3, bench.rounds // 3))
    bench.add("import of 100,000 payments", "csv.reader + executemany", over(found, "ours", "raw"), 4.0)
    bench.add("its peak memory", "the same", bench.peak["ours"] / bench.peak["raw"], 4.0)


def schedule(bench: Bench) -> None:
    """360 rows of a level payment, against the barest loop over integers."""
    from decimal import Decimal

    from tracker.domain.loan.facts import Method, Terms
    from tracker.domain.loan.schedule import amortise
    from tracker.domain.rates import Rate

    terms = Terms(
        effective_on=TODAY, rate=Rate(percent=Decimal("4.8")), periods=360, first_due_on=TODAY, due_day=21
    )

    def bare() -> float:
        began = time.perf_counter()
        for _ in range(50):
            balance, rows = 50_000_000, []
            for number in range(1, 361):
                interest = (balance * 4 + 500) // 1000
                principal = 262_332 - interest if number < 360 else balance
                balance -= principal
                rows.append((number, principal, interest, balance))
        return time.perf_counter() - began

    def ours() -> float:
        began = time.perf_counter()
        for _ in range(50):
            amortise(Method.LEVEL_PAYMENT, terms, 50_000_000, start=TODAY)
        return time.perf_counter() - began

    found = bench.take({"bare": bare, "ours": ours})
    bench.add("schedule of 360 rows, with dates", "bare integer loop", over(found, "ours", "bare"), 4.0)


def plans(bench: Bench) -> None:
    """Ways of paying off debts."""
    plan_runs.heuristics(bench, over)
    plan_runs.command(bench, over, DEBT)
    plan_runs.peers(bench, over)
    optimum_runs.optimum(bench, over)


def table(lines: list[Line]) -> str:
    """The lines in Markdown."""
    rows = ["| what | compared with | ratio | aim | |", "|---|---|---:|---:|---|"]
    for what, against, ratio, aim in lines:
        missed = "missed" if aim is not None and round(ratio, 2) > aim else ""
        rows.append(f"| {what} | {against} | {ratio:.2f} | {f'{aim:g}' if aim else ''} | {missed} |")
    return "\n".join(rows)


def machine() -> str:
    """The machine, without its name."""
    import textual

    return (
        f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual {textual.__version__}"
    )


PARTS = {
    "commands": commands,
    "dashboard": dashboard,
    "importing": importing,
    "schedule": schedule,
    "plans": plans,
}


def main() -> None:
    """Measure all of it, or the parts named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="all if none is named")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--write", action="store_true", help="put the table into bench/README.md")
    told = parser.parse_args()
    if not Path(DEBT).exists():
        raise SystemExit(f"{DEBT} is not there: run this by the Python that the program is installed for")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), told.rounds)
        for name in told.parts or PARTS:
            PARTS[name](bench)
    if told.write:
        readme = HERE / "README.md"
        before, _, rest = readme.read_text("utf-8").partition("<!-- figures -->")
        after = rest.partition("<!-- end of figures -->")[2]
        figures = f"\n{machine()}; {told.rounds} rounds.\n\n{table(bench.lines)}\n"
        readme.write_text(f"{before}<!-- figures -->{figures}<!-- end of figures -->{after}", "utf-8")


if __name__ == "__main__":
    main()
