"""pyproject.toml names what the program imports: nothing missing, nothing left over, each with its reason."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "pyproject.toml").read_text("utf-8")
PROJECT = tomllib.loads(TEXT)["project"]


def imported(folder: Path) -> set[str]:
    """The top-level packages that the code of a folder imports, deferred imports included."""
    found: set[str] = set()
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.split(".")[0])
    return found - set(sys.stdlib_module_names) - {"tracker"}


def named(requirement: str) -> str:
    """The import name of a requirement."""
    match = re.match(r"[\w.-]+", requirement)
    assert match
    return match[0].replace("-", "_").lower()


EXTRAS = PROJECT["optional-dependencies"]
SHIPPED = [name for name in EXTRAS if name not in ("all", "test")]


def test_dependencies_are_exactly_what_is_imported() -> None:
    extra = {named(each) for name in SHIPPED for each in EXTRAS[name]}
    always = {named(each) for each in PROJECT["dependencies"]}
    assert not always & extra
    assert always | extra == imported(ROOT / "tracker")


def test_all_is_every_extra() -> None:
    assert sorted(EXTRAS["all"]) == sorted(each for name in SHIPPED for each in EXTRAS[name])


def test_every_dependency_has_its_reason() -> None:
    block = TEXT.partition("dependencies = [")[2].partition("\n]")[0]
    for line in filter(None, map(str.strip, block.splitlines())):
        assert "#" in line, line


def test_the_version_is_said_once() -> None:
    from tracker.main import VERSION

    assert PROJECT["version"] == VERSION
    assert f"[{VERSION}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
