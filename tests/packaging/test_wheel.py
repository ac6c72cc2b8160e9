"""The wheel holds the program and its data and nothing private, and runs where it is installed alone."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHIPPED = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", ".gitignore", "tracker", "db", "themes")


def run(*words: str | Path, cwd: Path, home: Path | None = None) -> str:
    """What a command prints; it must succeed."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(home or cwd), "LANG": "C.UTF-8", "PYTHONUTF8": "1"}
    done = subprocess.run(words, cwd=cwd, env=environ, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """One test process at a time."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all test processes of this run share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def wheel(shared: Path) -> Path:
    """The wheel of this checkout with a private file left in db/, built once for all tests."""
    built = shared / "wheel"
    with alone(shared / "wheel.lock"):
        if not built.exists():
            source = shared / "source"
            source.mkdir()
            for name in SHIPPED:
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / name, source / name)
            (source / "db" / "mine.db").write_bytes(b"private")
            (source / "tracker" / "mine.db").write_bytes(b"private")
            run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", built, cwd=source)
    (found,) = built.glob("*.whl")
    return found


@pytest.fixture(scope="session")
def installed(wheel: Path, shared: Path) -> Path:
    """The `bin` of a fresh environment with the wheel in it.

    What the wheel needs is lent by the environment of the tests, so that this works offline.
    """
    venv = shared / "venv"
    with alone(shared / "venv.lock"):
        if not venv.exists():
            run(sys.executable, "-m", "venv", "--without-pip", venv, cwd=shared)
            python = venv / "bin" / "python"
            pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet")
            run(*pip, "--no-deps", "--no-index", "--disable-pip-version-check", wheel, cwd=shared)
            site = run(
                python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=shared
            ).strip()
            lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
            Path(site, "lent.pth").write_text("\n".join(sorted(lent)), encoding="utf-8")
    return venv / "bin"


def names(wheel: Path) -> list[str]:
    """Every file in the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_only_one_package_lands_in_site_packages(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tracker"}


def test_data_is_inside_the_package(wheel: Path) -> None:
    found = set(names(wheel))
    for folder in ("db", "themes"):
        here = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
        expected = {f"tracker/_data/{path.as_posix()}" for path in here if path.suffix in (".sql", ".toml")}
        assert expected
        assert expected <= found


def test_catalogue_and_style_sheets_are_inside(wheel: Path) -> None:
    found = names(wheel)
    assert "tracker/locale/zh_CN/LC_MESSAGES/tracker.mo" in found
    styles = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tracker").rglob("*.tcss")}
    assert styles <= set(found)


def test_no_private_file_is_inside(wheel: Path) -> None:
    assert [
        name for name in names(wheel) if name.endswith((".db", ".db-wal", ".db-shm", ".db-journal"))
    ] == []


def test_licence_is_inside(wheel: Path) -> None:
    assert any(name.endswith("LICENSE") for name in names(wheel))


def test_the_installed_program_is_the_one_that_runs(installed: Path, tmp_path: Path) -> None:
    place = run(installed / "python", "-c", "import tracker; print(tracker.__file__)", cwd=tmp_path)
    assert place.startswith(str(installed.parent))


def test_help_and_version_run(installed: Path, tmp_path: Path) -> None:
    assert "debt demo" in run(installed / "debt", "--help", cwd=tmp_path)
    assert run(installed / "debt", "--version", cwd=tmp_path).startswith("debt ")


def test_the_demo_is_made_by_the_installed_program(installed: Path, tmp_path: Path) -> None:
    run(installed / "debt", "demo", "--seed-only", cwd=tmp_path)
    assert run(installed / "debt", "theme", "list", cwd=tmp_path)
    (found,) = tmp_path.rglob("demo.db")
    assert found.stat().st_mode & 0o777 == 0o600
    listed = run(installed / "debt", "--db", found, "--plain", "loan", "list", cwd=tmp_path)
    assert "Mortgage" in listed


def test_chinese_runs(installed: Path, tmp_path: Path) -> None:
    assert "房贷" in (
        run(installed / "debt", "--lang", "zh_CN", "demo", "--seed-only", cwd=tmp_path)
        + run(
            installed / "debt",
            "--db",
            next(tmp_path.rglob("demo.db")),
            "--plain",
            "loan",
            "list",
            cwd=tmp_path,
        )
    )
