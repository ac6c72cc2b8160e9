"""`debt`, `debt init`, `debt demo`: getting started."""

from __future__ import annotations

import sys
from pathlib import Path

from tracker import config, locale, locations
from tracker.cli.command import command, option
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.session import Session
from tracker.cli.words import N_
from tracker.locale import _
from tracker.locale.keeping import place_text


@command("debt", help=N_("Open the dashboard; without a terminal, print the status."))
def dashboard_command(session: Session) -> None:
    """Open the dashboard, or print the status."""
    _open(session)


def _open(session: Session) -> None:
    """Open what suits the person and where the program runs: plain lines, the dashboard, the status."""
    from tracker.cli import screen

    if _wants_lines(session):
        from tracker.cli.linear import converse

        session.exit_code = converse(session)
    elif session.out.form == "table" and screen.is_terminal(session) and not session.flags.get("no_input"):
        session.exit_code = screen.open_dashboard(session)
    else:
        from tracker.cli.status import show

        show(session)


def _wants_lines(session: Session) -> bool:
    """Whether to talk in plain lines: asked for, or the habit of somebody who sits at a terminal."""
    other = [name for name in ("json", "csv", "plain", "no_input") if session.flags.get(name)]
    if session.flags.get("linear"):
        if other:
            flags = " ".join(("--linear", *(f"--{name.replace('_', '-')}" for name in other)))
            raise usage(_("{flags}: one of them is accepted.").format(flags=flags))
        return True
    streams = (sys.stdin, sys.stdout)
    return (
        bool(session.setting("linear").value)
        and not other
        and all(stream is not None and stream.isatty() for stream in streams)
    )


@command(
    "debt init",
    "debt init --currency CNY --jurisdiction CN --lang zh_CN",
    "debt init --db household.db",
    help=N_(
        "Create the file: at the place --db names, else at the usual one. A file that exists is left alone."
    ),
)
@option("--currency", metavar="CODE", help=N_("The currency of what is typed without one; CNY if not said."))
@option("--jurisdiction", metavar="CC", help=N_("Whose holidays and rules apply; CN if not said."))
def init_command(session: Session, *, currency: str | None, jurisdiction: str | None) -> None:
    """Create the file."""
    from tracker.domain.problems import Problem
    from tracker.domain.typed.currencies import parse_currency
    from tracker.services.book import create_book
    from tracker.services.holidays import refresh_holidays

    # What is not said stays unsaid, so that an export of one new file equals that of another.
    settings = {}
    if currency is not None:
        code, problems = parse_currency(currency)
        if code is None:
            raise refuse(problems)
        settings["currency"] = code
    if jurisdiction is not None:
        country = jurisdiction.strip().upper()
        if not (len(country) == 2 and country.isascii() and country.isalpha()):
            params = {"accepted": "CN, US, GB, DE …"}
            problem = Problem(code="not_a_choice", field="jurisdiction", value=jurisdiction, params=params)
            raise refuse((problem,))
        settings["jurisdiction"] = country
    if not session.dry_run:
        with create_book(session.path, today=session.today, clock=session.clock, settings=settings) as book:
            refresh_holidays(book)
        if session.flags.get("lang"):
            config.write(session.config_path, "lang", locale.supported(session.flags["lang"]) or "auto")
    elif session.path.exists():
        message = _("There is a file {path} already.").format(path=session.path)
        raise CliError("file_exists", Exit.DATABASE, message)
    session.tell(_("Created {path}").format(path=session.path))
    from tracker.services.keeping import place_of

    poor = place_of(session.path)
    if poor is not None:
        session.out.say(place_text(*poor))


@command(
    "debt demo",
    "debt demo --seed-only --db demo.db",
    "debt demo --leave",
    help=N_(
        "A household made up to look around in. It lives in a file of its own, never in yours; --leave "
        "removes it."
    ),
)
@option("--leave", is_flag=True, help=N_("Remove the demo file."))
@option("--seed-only", is_flag=True, help=N_("Write the file and stop."))
def demo_command(session: Session, *, leave: bool, seed_only: bool) -> None:
    """Write the demo household and open it."""
    path = session.path if session.is_named else Path(locations.demo_file())
    if leave:
        _remove(session, path)
        return
    if session.dry_run:
        session.tell(_("Wrote the demo household to {path}").format(path=path))
        return
    make_demo(session, path)
    if seed_only:
        session.tell(_("Wrote the demo household to {path}").format(path=path))
        return
    session.flags["db"] = str(path)
    session.__dict__.pop("file", None)
    _open(session)


def make_demo(session: Session, path: Path) -> None:
    """Write the demo household to a file of its own, unless it is there."""
    from tracker.private_file import make_private_folder
    from tracker.services.demo import NotADemoError, seed_demo

    make_private_folder(path.parent)
    try:
        seed_demo(path, today=session.today, clock=session.clock)
    except NotADemoError as error:
        message = _("{path} is no demo file; it was left as it is.").format(path=path)
        raise CliError("not_a_demo", Exit.REFUSED, message, _("Name another file with --db.")) from error


def _remove(session: Session, path: Path) -> None:
    if session.is_named:
        message = _("Only the demo file at its usual place is removed.")
        raise CliError("not_the_demo", Exit.REFUSED, message, _("Remove {path} yourself.").format(path=path))
    if not path.exists():
        session.out.say(_("There is no demo file."))
        return
    if not session.dry_run:
        path.unlink()
    session.tell(_("Removed {path}").format(path=path))
