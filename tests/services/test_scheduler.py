"""What runs the alerts: our part of a crontab, a systemd timer, and a real cron that does."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.services import scheduler
from tracker.services.scheduler import (
    BEGIN,
    MARK,
    SchedulerError,
    install_cron,
    install_systemd,
    part_of,
    remove_cron,
    remove_systemd,
    scheduled,
    units,
    with_part,
)

ROOT = Path(__file__).parents[2]
LINE = "0 8 * * * debt alerts run"
OTHERS = "MAILTO=me\n# mine\n5 4 * * * backup\n"

lines = st.lists(
    st.text(st.characters(codec="ascii", exclude_characters="\r\n\x0b\x0c\x1c\x1d\x1e")), max_size=5
)


@given(lines)
def test_other_lines_of_a_crontab_stay_as_they_are(others):
    table = "".join(f"{line}\n" for line in others)
    ours = with_part(table, (LINE,))
    assert part_of(ours) == (LINE,)
    assert with_part(ours, (LINE,)) == ours
    assert with_part(ours, ("5 5 * * * x",)).count(BEGIN) == 1
    assert with_part(ours, ()) == table


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """A folder of programs found before all others, and a home of the test's own."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)

    def add(name, text):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)

    return add


@pytest.fixture
def crontab(programs, tmp_path):
    """A crontab kept in a file, as the real one answers."""
    table = tmp_path / "table"
    programs(
        "crontab",
        f'case "$1" in\n-l) [ -f {table} ] && cat {table} || {{ echo "no crontab for me" >&2; exit 1; }};;\n'
        f"-r) rm {table};;\n-) cat > {table};;\nesac",
    )
    return table


def test_a_line_is_put_in_once_and_taken_out_again(crontab):
    crontab.write_text(OTHERS)
    assert install_cron(LINE)
    assert not install_cron(LINE)
    assert scheduled().cron == (LINE,)
    assert crontab.read_text().startswith(OTHERS)
    assert remove_cron()
    assert not remove_cron()
    assert crontab.read_text() == OTHERS


def test_a_crontab_of_ours_alone_goes_when_it_is_taken_out(crontab):
    assert install_cron(LINE)
    assert remove_cron()
    assert not crontab.exists()
    assert not scheduled().any


def test_a_crontab_that_is_refused_is_told(programs):
    programs("crontab", "echo 'you are not allowed' >&2; exit 1")
    with pytest.raises(SchedulerError, match="not allowed"):
        install_cron(LINE)


def test_a_timer_is_written_started_and_taken_out(programs, tmp_path):
    programs("systemctl", f'echo "$@" >> {tmp_path}/asked')
    paths = install_systemd(units("debt alerts run", 7, 5))
    assert all(path.read_text().startswith(MARK) for path in paths)
    timer = (tmp_path / ".config/systemd/user/debt-alerts.timer").read_text()
    assert "OnCalendar=*-*-* 07:05:00" in timer
    assert "Persistent=true" in timer
    assert scheduled().systemd
    assert "--user enable --now debt-alerts.timer" in (tmp_path / "asked").read_text()
    assert remove_systemd()
    assert not scheduled().systemd
    assert not remove_systemd()


def test_units_of_somebody_else_are_left_alone(programs, tmp_path):
    programs("systemctl", "exit 0")
    folder = tmp_path / ".config/systemd/user"
    folder.mkdir(parents=True)
    (folder / "debt-alerts.timer").write_text("[Timer]\n")
    with pytest.raises(SchedulerError):
        install_systemd(units("debt", 8, 0))
    assert not remove_systemd()
    assert (folder / "debt-alerts.timer").read_text() == "[Timer]\n"


CRON = shutil.which("cron", path="/usr/sbin:/usr/bin")
OWN_PLACES = (
    "set -e; mount -t tmpfs x /var/spool/cron; mkdir -m 1730 /var/spool/cron/crontabs;"
    " mount -t tmpfs x /etc/cron.d; mount -t tmpfs x /run; mount --bind /dev/null /etc/crontab; "
)
"""In a view of the file system that nobody else sees: the cron of this machine is not touched."""


def _can_have_own_places() -> bool:
    if CRON is None or not shutil.which("crontab") or os.geteuid() != 0 or not shutil.which("unshare"):
        return False
    asked = ["unshare", "-m", "sh", "-c", OWN_PLACES]
    return subprocess.run(asked, capture_output=True, check=False).returncode == 0


def test_a_real_cron_runs_the_alerts(book, path, tmp_path):
    """One tick of a minute: the only slow test here, and it waits for what cron brings, not for a time."""
    if not _can_have_own_places():
        pytest.skip("needs cron, and the right to give it a crontab of its own")
    from lived import add

    add(book, "Jiebei", due_day="24")
    book.close()
    got, config = tmp_path / "got", tmp_path / "config.toml"
    (tmp_path / "channels.toml").write_text(f'[file]\npipe = "cat > {got}.part && mv {got}.part {got}"\n')
    config.write_text("")
    debt = f"{sys.executable} -m tracker alerts schedule --cron --install --yes --db {path} --config {config}"
    script = (
        f"{OWN_PLACES} cd {ROOT}; {debt}; crontab -l > {tmp_path}/installed;"
        f" {{ echo PYTHONPATH={ROOT}; echo DEBT_TODAY=2026-11-23;"
        f" sed 's/^0 8 /* * /' {tmp_path}/installed; }}"
        f" | crontab -; exec {CRON} -f"
    )
    cron = subprocess.Popen(
        ["unshare", "-m", "sh", "-c", script], start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    try:
        deadline = time.monotonic() + 300
        while not got.exists() and cron.poll() is None and time.monotonic() < deadline:
            time.sleep(0.2)
    finally:
        os.killpg(cron.pid, signal.SIGTERM)
        _out, complaint = cron.communicate()
    assert BEGIN in (tmp_path / "installed").read_text()
    assert got.exists(), complaint
    assert "2026-11-24" in got.read_text()


def test_where_no_program_answers_nothing_is_scheduled(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    assert not scheduler.scheduled().any
