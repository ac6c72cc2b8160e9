"""The house rules, read off the source: who imports whom, where the clock, SQL and floats may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TRACKER = ROOT / "tracker"
TESTS = ROOT / "tests"
SOURCES = sorted(path for path in TRACKER.rglob("*.py") if "_data" not in path.parts)

LAYERS = {
    "domain": {"domain"},
    "locale": {"locale", "domain"},
    "store": {"store", "domain"},
    "formats": {"formats", "domain"},
    "services": {"services", "domain", "store", "formats", "locale"},
    "cli": {"cli", "services", "domain", "locale"},
    "ui": {"ui", "services", "domain", "locale"},
}
"""What each layer may import of the program."""

PLACES = {"config", "locations", "main", "private_file", "resources"}
"""Modules beside the layers: places, settings and the version, which any layer with a file may ask for."""

LEFT: dict[tuple[str, str], str] = {}
"""What is not as it should be yet, by rule and file; a case that comes right must leave this list."""

LIBRARIES = {
    "sqlite3": ("store",),
    "sqlite_utils": ("store",),
    "pendulum": ("domain/calendar.py",),
    "plotext": ("ui/chart.py",),
    "textual": ("ui",),
    "rich": ("ui",),
    "click": ("cli",),
    "pyxirr": ("domain",),
    "apprise": ("services",),
    "highspy": ("services/plan/solving.py",),
}
"""Where a library may be imported; one that is not named may be imported where it is of use."""

DOMAIN_LIBRARIES = set(sys.stdlib_module_names) | {"tracker", "pyxirr", "pendulum"}
BANNED = {"utils", "helpers", "manager", "common", "base", "misc"}
HEAVY = ("textual", "plotext", "apprise", "holidays", "highspy", "numpy", "pendulum")

ELSEWHERE = {
    "tests/test_architecture.py", "tests/test_resources.py",
    "tests/domain/loan/test_laws.py",
    "tests/cli/test_contract.py", "tests/cli/test_files.py", "tests/cli/test_output.py",
    "tests/cli/test_surroundings.py", "tests/cli/test_way_out_story.py",
    "tests/formats/test_robustness.py",
    "tests/locale/test_catalogue.py",
    "tests/services/test_cost.py", "tests/services/test_kept.py", "tests/services/test_whole.py",
    "tests/store/test_kill.py", "tests/store/test_schema.py", "tests/store/test_views.py",
    "tests/ui/test_frames.py", "tests/ui/test_imports.py", "tests/ui/test_signals.py",
    "tests/ui/test_storm.py", "tests/ui/test_text.py",
}  # fmt: skip
"""Tests of a whole layer, which mirror no one module."""

WHOLE = ("truth", "packaging", "documents", "bench")
"""Folders of tests about more than one layer."""


def name_of(path: Path) -> str:
    return path.relative_to(TRACKER).as_posix()


def layer_of(path: Path) -> str:
    parts = path.relative_to(TRACKER).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and dotted name of everything a file imports, deferred imports included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, each.name) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.lineno, node.module or ""
            if node.module == "tracker":
                yield from ((node.lineno, f"tracker.{each.name}") for each in node.names)


def each_source(*layers: str, rule: str = "") -> list:
    cases = []
    for path in SOURCES:
        if not layers or layer_of(path) in layers:
            why = LEFT.get((rule, name_of(path)))
            marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
            cases.append(pytest.param(path, id=name_of(path), marks=marks))
    return cases


def is_dashboard_start(path: Path, imported: str) -> bool:
    """The one door from the command line to the dashboard; a theme is checked with the code that draws it."""
    return name_of(path) == "cli/screen.py" and imported in ("tracker.ui.app", "tracker.ui.theme")


@pytest.mark.parametrize("path", each_source(*LAYERS, rule="layers"))
def test_a_layer_imports_only_what_is_below_it(path):
    layer, wrong = layer_of(path), []
    for line, imported in imports(path):
        parts = imported.split(".")
        if parts[0] != "tracker" or len(parts) == 1 or is_dashboard_start(path, imported):
            continue
        at_a_place = parts[1] in PLACES and layer not in ("domain", "formats")
        if parts[1] not in LAYERS[layer] and not at_a_place:
            wrong.append(f"{line}: {imported}")
    assert not wrong, f"{name_of(path)} imports {wrong}"


def test_only_one_module_opens_the_dashboard():
    found = [
        name_of(path)
        for path in SOURCES
        if layer_of(path) != "ui" and any(each.startswith("tracker.ui") for _, each in imports(path))
    ]
    assert len(found) <= 1, found


@pytest.mark.parametrize("path", each_source(rule="libraries"))
def test_libraries_are_imported_where_they_belong(path):
    wrong = [
        f"{line}: {imported}"
        for line, imported in imports(path)
        for places in [LIBRARIES.get(imported.split(".")[0])]
        if places is not None and not any(name_of(path).startswith(place) for place in places)
    ]
    assert not wrong, f"{name_of(path)} imports {wrong}"


@pytest.mark.parametrize("path", each_source("domain"))
def test_the_domain_imports_the_standard_library_and_little_else(path):
    assert {each.split(".")[0] for _, each in imports(path)} <= DOMAIN_LIBRARIES


@pytest.mark.parametrize("path", each_source("domain"))
def test_a_folder_of_the_domain_uses_loan_but_never_a_neighbour(path):
    parts = path.relative_to(TRACKER).parts
    if len(parts) < 3:
        return
    shared = {parts[1], "loan", "typed"}
    folders = {each.name for each in (TRACKER / "domain").iterdir() if each.is_dir()}
    used = {
        each.split(".")[2] for _, each in imports(path)
        if each.startswith("tracker.domain.") and each.count(".") > 1
    }  # fmt: skip
    assert used & folders <= shared


@pytest.mark.parametrize("path", each_source())
def test_a_file_is_no_longer_than_four_hundred_lines(path):
    assert len(path.read_text("utf-8").splitlines()) <= 400


def test_modules_are_named_by_what_they_hold():
    found = [name_of(path) for path in SOURCES if {path.stem, path.parent.name} & BANNED]
    assert not found


def calls(path: Path) -> Iterator[tuple[int, str]]:
    """Line and text of what each call in a file calls."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            yield node.lineno, ast.unparse(node.func)


CLOCK = re.compile(r"(^|\.)(datetime\.(now|utcnow|today)|date\.today|time\.time|localtime)$")


@pytest.mark.parametrize("path", each_source("domain", "formats", "services", "store"))
def test_the_clock_is_read_in_the_front_ends_only(path):
    # Instants of records (`created_at`, names of backups) are written in UTC; today is never read there.
    source = path.read_text("utf-8").splitlines()
    wrong = [
        f"{line}: {called}"
        for line, called in calls(path)
        if CLOCK.search(called) and not ("now" in called and "UTC" in source[line - 1])
    ]
    assert not wrong, f"{name_of(path)}: {wrong}"


@pytest.mark.parametrize("path", each_source("domain"))
def test_the_domain_reads_no_clock_at_all(path):
    assert not [called for _, called in calls(path) if CLOCK.search(called)]


@pytest.mark.parametrize("path", each_source("domain", "store"))
def test_no_floats_where_money_is(path):
    if name_of(path) == "domain/yields.py":
        return  # pyxirr takes floats; the rates it finds are checked exactly
    assert not [line for line, called in calls(path) if called == "float"]
    if layer_of(path) == "domain":
        nodes = ast.walk(ast.parse(path.read_text("utf-8")))
        assert not [n.lineno for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, float)]


SQL = re.compile(r"^\s*(select|insert|update|delete|create|drop|alter|pragma|with)\s", re.IGNORECASE)


@pytest.mark.parametrize(
    "path", each_source("domain", "formats", "services", "cli", "ui", "locale", "", rule="sql")
)
def test_sql_is_written_in_the_store_only(path):
    called = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))
    wrong = [
        node.lineno
        for node in called
        if isinstance(node.func, ast.Attribute)
        and node.func.attr in ("execute", "executemany", "executescript", "query")
        and node.args
        and SQL.match("".join(
            str(each.value) for each in ast.walk(node.args[0])
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ))
    ]  # fmt: skip
    assert not wrong, f"{name_of(path)}: {wrong}"


def test_files_mirror_the_program():
    """tests/domain/test_x.py is about tracker/domain/x.py, or is listed as being about more."""
    wrong = []
    for path in sorted(TESTS.rglob("test_*.py")):
        where = path.relative_to(ROOT).as_posix()
        folder = path.parent.relative_to(TESTS)
        if where in ELSEWHERE or (folder.parts and folder.parts[0] in WHOLE):
            continue
        stem = path.stem.removeprefix("test_")
        below = TRACKER / folder
        if not (any(below.rglob(f"{stem}.py")) or (below / stem / "__init__.py").exists()):
            wrong.append(where)
    assert not wrong, wrong


def test_the_list_of_tests_about_more_is_current():
    assert not [each for each in ELSEWHERE if not (ROOT / each).exists()]


@pytest.mark.parametrize("module", ["tracker.main", "tracker.cli", "tracker.cli.program"])
def test_the_command_line_starts_without_heavy_libraries(module):
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (done.stdout.strip(), done.stderr, done.returncode) == ("", "", 0)
