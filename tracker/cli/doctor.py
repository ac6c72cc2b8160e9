"""`debt doctor`: whether everything is in order, one line for each thing looked at."""

from __future__ import annotations

import platform
import sys
from typing import NamedTuple

from tracker import locale
from tracker.cli.command import command
from tracker.cli.errors import CliError, Exit, explain, unsound
from tracker.cli.output import Table
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.joining import apart, listed, sentences, told_of
from tracker.locale.keeping import finding_text, place_text


class Check(NamedTuple):
    """One thing looked at: `ok`, `!` worth knowing, `!!` wrong."""

    mark: str
    what: str
    detail: str
    code: str


@command(
    "debt doctor",
    "debt doctor --json",
    help=N_("Look at the file, copies, alerts, configuration and system."),
)
def doctor_command(session: Session) -> None:
    """Look whether everything is in order."""
    checks = [*_system(), *_configuration(session), *_file(session)]
    session.rows(
        "doctor",
        [
            {"level": each.mark, "code": each.code, "what": each.what, "detail": each.detail}
            for each in checks
        ],
        lambda: Table(("", _("What"), _("Detail")), [(each.mark, each.what, each.detail) for each in checks]),
    )
    wrong = [each.code for each in checks if each.mark == "!!"]
    if wrong:
        session.fail(unsound(len(wrong), Exit.INVALID if set(wrong) == {"configuration"} else Exit.DATABASE))


def _system() -> list[Check]:
    from tracker.main import VERSION
    from tracker.services.keeping import sqlite_version

    python = f"debt {VERSION}, Python {platform.python_version()}, {sys.platform}"
    sqlite, enough = sqlite_version()
    encoding = getattr(sys.stdout, "encoding", None) or "?"
    speaks = f"{locale.language()}, {encoding}"
    return [
        Check("ok", _("Program"), python, "program"),
        Check("ok" if enough else "!!", "SQLite", sqlite, "sqlite"),
        Check("ok", _("Language"), speaks, "language"),
    ]


def _configuration(session: Session) -> list[Check]:
    try:
        found = session.configured
        detail = session.config_path if found else _("{path} (none)").format(path=session.config_path)
        return [Check("ok", _("Configuration"), detail, "configuration")]
    except CliError as error:
        return [Check("!!", _("Configuration"), error.message, "configuration")]


def _file(session: Session) -> list[Check]:
    from tracker.services.keeping import check_book

    if not session.path.exists() and not session.is_named:
        return [Check("ok", _("File"), _("{path} (none yet)").format(path=session.path), "file")]
    try:
        findings = check_book(session.path)
        checks = [
            Check("!!", finding_text(each.code), f"{each.where} {each.detail}", each.code)
            for each in findings
        ]
        if not findings:
            checks = [Check("ok", _("File"), str(session.path), "file")]
        return [*checks, *_place(session), *_backups(session), *_evidence(session), *_alerts(session)]
    except Exception as error:
        told = explain(error)
        if told is None:
            raise
        return [Check("!!", _("File"), sentences(told.message, told.hint), told.code)]


def _place(session: Session) -> list[Check]:
    from tracker.services.keeping import place_of

    found = place_of(session.path)
    return [] if found is None else [Check("!", _("Where"), place_text(*found), "place")]


def _backups(session: Session) -> list[Check]:
    from tracker.services.keeping import list_backups

    found = list_backups(session.path)
    if not found:
        return [Check("!", _("Copies"), _("none; debt backup create makes one"), "backups")]
    detail = _("{count}, the newest of {at}").format(count=len(found), at=found[0].at)
    return [Check("ok", _("Copies"), detail, "backups")]


def _evidence(session: Session) -> list[Check]:
    """The files kept as evidence; the copies of the book do not cover them."""
    from tracker.services.keeping import evidence_kept

    with session.book() as book:
        count, size, folder = evidence_kept(book)
    if not count:
        return []
    detail = _("{count} files, {size} bytes in {path}; no copy covers them, copy the folder too")
    return [Check("ok", _("Evidence"), detail.format(count=count, size=f"{size:,}", path=folder), "evidence")]


def _alerts(session: Session) -> list[Check]:
    from tracker.services.alert import alerts_stale, last_run_at

    with session.book() as book:
        ran, stale = last_run_at(book), alerts_stale(book)
    if ran is None:
        detail = _("never ran; debt alerts schedule --cron prints the line for cron")
        alerts = Check("!", _("Alerts"), detail, "alerts")
    else:
        mark = "!!" if stale else "ok"
        alerts = Check(mark, _("Alerts"), _("last run at {at}").format(at=ran), "alerts")
    return [alerts, *_scheduler(wanted=ran is not None), *_channels(session)]


def _scheduler(*, wanted: bool) -> list[Check]:
    """What runs the alerts; what a person put in place by hand is not known."""
    from tracker.services.scheduler import scheduled

    found = scheduled()
    where = [*(_("crontab: {line}").format(line=line) for line in found.cron)]
    where += [_("systemd timer")] if found.systemd else []
    if where:
        return [Check("ok", _("Scheduler"), apart(where), "scheduler")]
    detail = _("none of ours; debt alerts schedule --cron --install puts one in place")
    return [Check("ok" if wanted else "!", _("Scheduler"), detail, "scheduler")]


def _channels(session: Session) -> list[Check]:
    from tracker.cli.alerts import channels_of
    from tracker.locale.alerting import failure_text
    from tracker.services.alert_rules import list_channels
    from tracker.services.channel import channel_file, open_to_others

    path = channel_file(session.config_path)
    if open_to_others(path):
        detail = _("{path} can be read by others; chmod 600").format(path=path)
        return [Check("!!", _("Channels"), detail, "channels")]
    with session.book() as book:
        found = list_channels(book, channels_of(session))
    down = [told_of(each.name, failure_text(each.detail)) for each in found if each.state == "failed"]
    if down:
        return [Check("!", _("Channels"), apart(down), "channels")]
    names = listed(each.name for each in found)
    return [Check("ok", _("Channels"), names or _("none; alerts go to stdout, which cron mails"), "channels")]
