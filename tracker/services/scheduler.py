"""What runs the alerts each day: a marked part of the crontab, or a systemd timer of the person's own."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

BEGIN = "# debt alerts: begin (debt alerts schedule --remove takes this out)"
END = "# debt alerts: end"
UNIT = "debt-alerts"
MARK = "# Written by debt alerts schedule; --remove deletes it."
_SECONDS = 30


class SchedulerError(Exception):
    """The scheduler cannot be asked or told: which program, what it said."""

    def __init__(self, program: str, detail: str) -> None:
        super().__init__(program, detail)
        self.program = program
        self.detail = detail


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedules:
    """Where the alerts are scheduled: the lines in the crontab, whether the timer is there."""

    cron: tuple[str, ...] = ()
    systemd: bool = False

    @property
    def any(self) -> bool:
        """Whether anything runs them."""
        return bool(self.cron) or self.systemd


def with_part(table: str, lines: tuple[str, ...]) -> str:
    """A crontab with our part as given, every other line as it was; without lines the part goes."""
    kept, inside = [], False
    for line in table.splitlines():
        if line.strip() == BEGIN:
            inside = True
        elif line.strip() == END:
            inside = False
        elif not inside:
            kept.append(line)
    if lines:
        kept += [BEGIN, *lines, END]
    return "".join(f"{line}\n" for line in kept)


def part_of(table: str) -> tuple[str, ...]:
    """Our lines of a crontab."""
    found, inside = [], False
    for line in table.splitlines():
        if line.strip() in (BEGIN, END):
            inside = line.strip() == BEGIN
        elif inside:
            found.append(line)
    return tuple(found)


def read_crontab() -> str:
    """The person's crontab, empty if there is none. Raises SchedulerError."""
    done = _run(["crontab", "-l"])
    if done.returncode and "no crontab" not in done.stderr:
        raise SchedulerError("crontab", done.stderr.strip())
    return done.stdout if not done.returncode else ""


def install_cron(line: str) -> bool:
    """Put the line into the crontab in place of an earlier one; whether that changed anything."""
    table = read_crontab()
    return _write_crontab(table, with_part(table, (line,)))


def remove_cron() -> bool:
    """Take our lines out of the crontab; whether there were any."""
    table = read_crontab()
    return _write_crontab(table, with_part(table, ()))


def _write_crontab(before: str, after: str) -> bool:
    if after == before:
        return False
    done = _run(["crontab", "-"], after) if after else _run(["crontab", "-r"])
    if done.returncode:
        raise SchedulerError("crontab", done.stderr.strip())
    return True


def units(command: str, hour: int, minute: int) -> dict[str, str]:
    """The systemd service and its timer, which makes up for a run missed while the computer was off."""
    return {
        f"{UNIT}.service": (
            f"{MARK}\n[Unit]\nDescription=debt alerts\n\n[Service]\nType=oneshot\nExecStart={command}\n"
        ),
        f"{UNIT}.timer": (
            f"{MARK}\n[Unit]\nDescription=debt alerts each day\n\n[Timer]\n"
            f"OnCalendar=*-*-* {hour:02d}:{minute:02d}:00\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
    }


def unit_folder(environ: dict[str, str] | None = None) -> Path:
    """Where a person's own units live."""
    found = (environ or dict(os.environ)).get("XDG_CONFIG_HOME", "")
    return (Path(found) if Path(found).is_absolute() else Path.home() / ".config") / "systemd" / "user"


def install_systemd(texts: dict[str, str]) -> tuple[Path, ...]:
    """Write the units and start the timer; the files written. Somebody else's units are left alone."""
    folder = unit_folder()
    for name in texts:
        path = folder / name
        if path.exists() and not _is_ours(path):
            raise SchedulerError("systemd", str(path))
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    _systemctl("daemon-reload")
    _systemctl("enable", "--now", f"{UNIT}.timer")
    return tuple(folder / name for name in texts)


def remove_systemd() -> bool:
    """Stop the timer and delete our units; whether there were any."""
    ours = [path for path in _unit_paths() if _is_ours(path)]
    if not ours:
        return False
    if shutil.which("systemctl"):
        _run(["systemctl", "--user", "disable", "--now", f"{UNIT}.timer"])
    for path in ours:
        path.unlink()
    if shutil.which("systemctl"):
        _run(["systemctl", "--user", "daemon-reload"])
    return True


def scheduled() -> Schedules:
    """Where the alerts are scheduled, as far as it can be told."""
    try:
        cron = part_of(read_crontab())
    except SchedulerError:
        cron = ()
    return Schedules(cron=cron, systemd=any(_is_ours(path) for path in _unit_paths()))


def _unit_paths() -> tuple[Path, ...]:
    try:
        folder = unit_folder()
    except RuntimeError:  # no home folder is known
        return ()
    return tuple(folder / f"{UNIT}.{kind}" for kind in ("timer", "service"))


def _is_ours(path: Path) -> bool:
    try:
        return path.read_text("utf-8").startswith(MARK)
    except (OSError, UnicodeDecodeError):
        return False


def _systemctl(*words: str) -> None:
    done = _run(["systemctl", "--user", *words])
    if done.returncode:
        raise SchedulerError("systemctl", done.stderr.strip())


def _run(words: list[str], text: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603 -- fixed words; the schedule goes in on stdin
            words, input=text, capture_output=True, text=True, check=False, timeout=_SECONDS,
            env={**os.environ, "LC_ALL": "C"}, encoding="utf-8", errors="surrogateescape",
        )  # fmt: skip
    except FileNotFoundError:
        raise SchedulerError(words[0], "") from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SchedulerError(words[0], str(error)) from error
