"""`debt alerts schedule`: what makes cron or systemd run the alerts."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import NoReturn

from tracker import locations
from tracker.cli.command import command, option
from tracker.cli.errors import CliError, Exit, usage
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _, language
from tracker.locale.joining import listed


@command(
    "debt alerts schedule --cron",
    "debt alerts schedule --cron --install",
    "debt alerts schedule --systemd --install --at 07:30",
    "debt alerts schedule --remove",
    help=N_(
        "Print the line that makes cron run the alerts each morning, or a systemd timer that also makes up "
        "for a morning the computer was off. --install puts it in place, marked; --remove takes it out again."
    ),
)
@option("--cron", is_flag=True, help=N_("The line for a crontab."))
@option("--systemd", is_flag=True, help=N_("A service and a timer for systemd."))
@option("--at", metavar="08:00", default="08:00", help=N_("When to run."))
@option("--install", is_flag=True, help=N_("Put it in place."))
@option("--remove", is_flag=True, help=N_("Take out what --install put in place."))
def schedule_command(
    session: Session, *, cron: bool, systemd: bool, at: str, install: bool, remove: bool
) -> None:
    """Print, install or remove the schedule."""
    if cron and systemd:
        raise usage(_("{flags}: one of them is accepted.").format(flags="--cron --systemd"))
    if install and remove:
        raise usage(_("{flags}: one of them is accepted.").format(flags="--install --remove"))
    if remove:
        _remove(session, cron=cron or not systemd, systemd=systemd or not cron)
        return
    if not (cron or systemd):
        raise usage(_("{name} is missing.").format(name="--cron"))
    hour, _colon, minute = at.partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        raise usage(_("--at: {value} is not a time; try 08:00").format(value=at))
    if systemd:
        _systemd(session, int(hour), int(minute), install=install)
    else:
        _cron(session, cron_line(session, int(hour), int(minute)), install=install)


def cron_line(session: Session, hour: int = 8, minute: int = 0) -> str:
    """The line of a crontab that runs the alerts each day."""
    return f"{minute} {hour} * * * {_words(session)}".replace("%", "\\%")


def _cron(session: Session, line: str, *, install: bool) -> None:
    if not install:
        session.facts("alerts.schedule", {"cron": line}, lambda: [(line, "")])
        return
    from tracker.services.scheduler import SchedulerError, install_cron

    session.out.say(line)
    session.confirm(_("Put this line into your crontab?"))
    try:
        changed = False if session.dry_run else install_cron(line)
    except SchedulerError as error:
        _fail(error)
    session.tell(_("The crontab runs the alerts") if changed or session.dry_run else _("It is there already"))


def _systemd(session: Session, hour: int, minute: int, *, install: bool) -> None:
    from tracker.services.scheduler import SchedulerError, install_systemd, unit_folder, units

    texts = units(_words(session).replace("%", "%%"), hour, minute)
    if not install:
        if session.out.form == "table":
            folder = unit_folder()
            for name, text in texts.items():
                session.out.line(f"# {folder / name}")
                session.out.block(text)
        else:
            session.facts("alerts.schedule", dict(texts), list)
        return
    session.confirm(_("Write {names} and start the timer?").format(names=listed(texts)))
    try:
        if not session.dry_run:
            install_systemd(texts)
    except SchedulerError as error:
        _fail(error)
    session.tell(_("A timer runs the alerts"))


def _remove(session: Session, *, cron: bool, systemd: bool) -> None:
    from tracker.services.scheduler import (
        SchedulerError,
        part_of,
        read_crontab,
        remove_cron,
        remove_systemd,
        scheduled,
    )

    session.confirm(_("Take out what --install put in place?"))
    removed = False
    try:
        if cron:
            removed = bool(part_of(read_crontab())) if session.dry_run else remove_cron()
    except SchedulerError as error:
        if error.detail or not systemd:
            _fail(error)
    if systemd:
        removed = (scheduled().systemd if session.dry_run else remove_systemd()) or removed
    session.tell(_("Nothing runs the alerts any more") if removed else _("There was nothing of ours"))


def _fail(error: object) -> NoReturn:
    program, detail = getattr(error, "program", ""), getattr(error, "detail", "")
    message = _("{program} could not be run: {detail}").format(
        program=program, detail=detail or _("not found")
    )
    if program == "systemd":
        message = _("{path} is there and was not written by this program.").format(path=detail)
    hint = _("Without --install it is printed, to be put in place by hand.")
    raise CliError("scheduler", Exit.REFUSED, message, hint) from None


def _words(session: Session) -> str:
    """This very program with the file it would use now, as a shell reads it."""
    script = Path(sys.argv[0])
    if script.name.startswith("debt") and script.exists():
        words = [str(script.absolute())]
    else:
        words = [sys.executable, "-m", "tracker"]
    words += ["alerts", "run"]
    # Cron knows no variable of this shell: what hangs on one is named.
    own_place = session.setting("db").origin == "default" and session.file == locations.book_file(usual=True)
    if not own_place and session.setting("db").origin != "config":
        words += ["--db", session.file]
    if session.config_path != locations.config_file(usual=True):
        words += ["--config", session.config_path]
    lang = session.setting("lang")
    if lang.origin in ("flag", "env") or (lang.value in ("", "auto") and language() != "en"):
        words += ["--lang", language()]
    if session.setting("tz").origin in ("flag", "env"):
        words += ["--tz", session.text("tz")]
    return " ".join(map(shlex.quote, words))
