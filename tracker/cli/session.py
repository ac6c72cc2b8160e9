"""One run of the command line: its settings with where each comes from, its file, its clock, its output."""

# `os` rather than `pathlib` where the path is only looked at:
# ruff: noqa: PTH100, PTH111

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker import config, locale, locations
from tracker.cli.errors import CliError, Exit, refuse, usage
from tracker.cli.output import Output, Row, Table
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.hiding import told
from tracker.locale.joining import listed

if TYPE_CHECKING:
    from pathlib import Path

    from tracker.domain.loan.facts import Loan
    from tracker.domain.problems import Checked
    from tracker.services.book import Book
    from tracker.services.views import Done

ENVIRONMENT = {"db": "DEBT_DB", "today": "DEBT_TODAY", "config": "DEBT_CONFIG", "color": "NO_COLOR"}

_FORMS = ("json", "csv", "plain")


class Setting(NamedTuple):
    """A value and where it comes from: flag, env, config or default."""

    value: str | bool
    origin: str


class Session:
    """What the commands of one run share; everything is found out when it is first asked for."""

    def __init__(
        self,
        flags: Mapping[str, Any] | None = None,
        *,
        environ: Mapping[str, str] | None = None,
        clock: Callable[[], datetime] | None = None,
    ) -> None:
        self.flags: dict[str, Any] = dict(flags or {})
        self.environ = os.environ if environ is None else environ
        self.clock = clock or (lambda: datetime.now(UTC))
        self.exit_code = int(Exit.DONE)
        self.failure: CliError | None = None

    def fail(self, error: CliError) -> None:
        """End with the failure's exit code although an answer was given; it is told below the answer."""
        self.failure = error
        self.exit_code = int(error.exit_code)

    # Settings

    @cached_property
    def config_path(self) -> str:
        """The configuration file, whether or not it exists."""
        self._refuse_empty("config")
        named = self.flags.get("config") or self.environ.get("DEBT_CONFIG")
        return os.path.abspath(os.path.expanduser(named)) if named else locations.config_file()

    @cached_property
    def configured(self) -> dict[str, Any]:
        """What the configuration file says."""
        try:
            return config.read(self.config_path)
        except config.ConfigError as error:
            raise config_failure(error) from error

    def setting(self, key: str) -> Setting:
        """The value that holds: flag, then environment, then configuration, then default."""
        self._refuse_empty(key)
        if self.flags.get(key):
            return Setting(self.flags[key], "flag")
        name = self.variable(key)
        if name:
            return Setting(self._environment(key, name), "env")
        if key in self.configured:
            return Setting(self.configured[key], "config")
        return Setting(config.KEYS[key].default if key in config.KEYS else "", "default")

    def _refuse_empty(self, key: str) -> None:
        """A flag without a value is an unset variable of a script, not the wish for the default."""
        if self.flags.get(key) == "":
            raise usage(_("{name} needs a value.").format(name=f"--{key}"))

    def variable(self, key: str) -> str:
        """The variable of the environment that sets the key in this run; empty if none does."""
        names = (ENVIRONMENT.get(key, ""), config.variable(key) if key in config.KEYS else "")
        return next((name for name in names if name and self.environ.get(name)), "")

    def _environment(self, key: str, name: str) -> str | bool:
        if name == "NO_COLOR":
            return "never"
        value = self.environ[name]
        if key not in config.KEYS:
            return value
        try:
            return config.accept(name, key, value)
        except config.ConfigError as error:
            raise config_failure(error) from error

    def text(self, key: str) -> str:
        """A setting that is text."""
        return str(self.setting(key).value)

    @cached_property
    def zone(self) -> tzinfo | None:
        """The zone that decides what day it is; None is that of the machine."""
        name = self.text("tz")
        if name in ("", "auto"):
            return None
        from zoneinfo import ZoneInfo

        try:
            return ZoneInfo(name)
        except (ValueError, OSError, LookupError) as error:
            message = _("tz: {value} is not a time zone; try Asia/Shanghai or UTC").format(value=clean(name))
            raise CliError("unknown_zone", self._blame("tz"), message) from error

    def now(self) -> datetime:
        """The instant, in the zone that holds."""
        return self.clock().astimezone(self.zone)

    @cached_property
    def moment(self) -> datetime:
        """Local time of day on the day that answers are for."""
        return datetime.combine(self.today, self.now().time())

    @cached_property
    def today(self) -> date:
        """The date every answer is for."""
        told = self.text("today")
        if not told:
            return self.now().date()
        from tracker.domain.calendar import FIRST_YEAR, LAST_YEAR

        try:
            found = date.fromisoformat(told if len(told) == 10 else "")
        except ValueError as error:
            message = _("today: {value} is not a date; write YYYY-MM-DD").format(value=clean(told))
            raise CliError("date_unreadable", self._blame("today"), message) from error
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            words = _("today: {value} is too far away; years from {low} to {high} are accepted")
            message = words.format(value=told, low=FIRST_YEAR, high=LAST_YEAR)
            raise CliError("date_too_far", self._blame("today"), message)
        return found

    def _blame(self, key: str) -> Exit:
        return Exit.INVALID if self.setting(key).origin == "config" else Exit.USAGE

    # Output and questions

    @cached_property
    def out(self) -> Output:
        """The writer to stdout and stderr."""
        chosen = [form for form in _FORMS if self.flags.get(form)]
        if len(chosen) > 1:
            flags = " ".join(f"--{form}" for form in chosen)
            raise usage(_("{flags}: one of them is accepted.").format(flags=flags))
        colour = self.text("color")
        if colour not in ("auto", "always", "never"):
            colour = "auto"
        return Output(
            chosen[0] if chosen else "table",
            colour=colour,
            quiet=bool(self.flags.get("quiet")),
            verbose=bool(self.flags.get("verbose")),
            holding=chosen == ["json"],
        )

    @property
    def can_ask(self) -> bool:
        """Whether a person sits at a terminal and may be asked."""
        if self.flags.get("no_input") or self.environ.get("TERM") == "dumb":
            return False
        return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))

    @property
    def dry_run(self) -> bool:
        """Whether nothing may be written."""
        return bool(self.flags.get("dry_run"))

    def confirm(self, question: str) -> None:
        """Have a person agree; without one, `--yes` must have been given."""
        if self.flags.get("yes") or self.dry_run:
            return
        if not self.can_ask:
            raise CliError("needs_yes", Exit.REFUSED, question, _("Repeat with --yes. Nothing was written."))
        import click

        if not click.confirm(clean(question), err=True):
            raise CliError("declined", Exit.REFUSED, _("Nothing was written."))

    # The file

    @property
    def path(self) -> Path:
        """The file that is meant."""
        from pathlib import Path

        return Path(self.file)

    @cached_property
    def file(self) -> str:
        """The file that is meant, by its whole name."""
        named = self.text("db")
        if not named:
            return locations.book_file()
        if named.startswith(os.sep) and os.path.normpath(named) == named:
            return named  # as scripts name it; nothing is imported for it
        from pathlib import Path

        return str(Path(named).expanduser().absolute())

    @property
    def is_named(self) -> bool:
        """Whether a person named the file for this run, so that it must exist."""
        return self.setting("db").origin in ("flag", "env")

    @contextmanager
    def book(self) -> Iterator[Book]:
        """The open file; one that this run creates is announced."""
        from tracker.services.book import open_book

        _zone = self.zone  # a wrong one is told whether or not this run needs it
        with open_book(
            self.file,
            today=self.today,
            clock=self.clock,
            may_create=not self.is_named,
            dry_run=self.dry_run,
            calendar=None if self.text("today") else lambda: self.now().date(),
        ) as book:
            yield book
            if book.created:
                self.out.say(_("Created {path}").format(path=book.path))

    def loan(self, book: Book, text: str, *, trashed: bool = False) -> Loan:
        """The loan a person means; several are offered on a terminal."""
        from tracker.services.loan.find import AmbiguousLoanError, find_loan

        try:
            return find_loan(book, text, trashed=trashed)
        except AmbiguousLoanError as error:
            if not self.can_ask:
                raise
            from tracker.cli.asking import choose

            number = choose(
                _("{name} can mean several loans:").format(name=error.text),
                [(str(loan_id), name) for loan_id, name in error.matches],
            )
            return find_loan(book, number, trashed=trashed)

    # Answers

    def envelope(self, schema: str, data: object, **more: object) -> dict[str, object]:
        """What every JSON answer is wrapped in."""
        return {
            "schema": f"debt/{schema}@1",
            "generated_at": self.now().isoformat(timespec="seconds"),
            "today": self.today,
            "data": data,
            **more,
        }

    def rows(
        self,
        schema: str,
        data: Sequence[Row],
        table: Callable[[], Table],
        *,
        fields: Sequence[str] = (),
        empty: str = "",
        **more: object,
    ) -> bool:
        """Answer with rows; True if they were drawn for people, who may be told more below."""
        if self.out.form == "json":
            self.out.json(self.envelope(schema, data, **more))
        elif self.out.form == "table":
            self.out.table(table())
            if not data and empty:
                self.out.say(empty)
            return True
        else:
            self.out.values(data, fields)
        return False

    def facts(self, schema: str, data: Row, shown: Callable[[], list[tuple[str, str]]]) -> bool:
        """Answer with one thing: its fields, or the lines a person reads; True if drawn for people."""
        if self.out.form == "json":
            self.out.json(self.envelope(schema, data))
        elif self.out.form == "table":
            self.pairs(shown())
            return True
        else:
            self.out.values([data])
        return False

    def pairs(self, shown: list[tuple[str, str]]) -> None:
        """Names and values, aligned."""
        from tracker.cli.cells import grid

        for line in grid([[clean(name), clean(value)] for name, value in shown], [False, False]):
            self.out.line(line)

    def done(self, checked: Checked[Done]) -> None:
        """Say what a change did and how to take it back; raise what was wrong with it."""
        found, problems = checked
        if found is None:
            raise refuse(problems)
        self.tell(found.title, action_id=found.action_id, ids=found.ids)
        for note in found.notes:
            self.out.say(note)

    def tell(
        self, title: str, *, action_id: int | None = None, ids: tuple[int, ...] = (), **more: Any
    ) -> None:
        """Say that something was done; `more` is for programs only."""
        if self.out.form == "json":
            data = {"title": title, "action_id": action_id, "ids": ids, "dry_run": self.dry_run, **more}
            self.out.json(self.envelope("done", data))
        if self.dry_run:
            self.out.warn(_("{what}: nothing was written (dry run).").format(what=told(title)))
        elif action_id is not None:
            self.out.say(_("{what}. debt undo takes it back.").format(what=told(title)))
        else:
            self.out.say(_("{what}.").format(what=told(title)))


def config_failure(error: config.ConfigError) -> CliError:
    """A configuration that cannot be used, told to a person."""
    path, key, value = clean(error.path), clean(error.key), clean(error.value)
    match error.reason:
        case "unreadable":
            from tracker.locale.system import system_text

            message = _("{path} cannot be read: {detail}").format(path=path, detail=system_text(value))
        case "syntax":
            message = _("{path} is not TOML: {detail}").format(path=path, detail=value)
        case "unknown_key":
            message = _("There is no setting {key}.").format(key=key)
        case _:
            message = _("{key}: {value} is not accepted.").format(key=key, value=value)
    hint = _("Accepted: {accepted}").format(accepted=error.accepted) if error.accepted else ""
    if error.reason in ("unknown_key", "value"):
        message += f" ({path})"
    return CliError(f"config_{error.reason}", Exit.INVALID, message, hint)


def choose_language(session: Session) -> None:
    """Speak the language of the flag, the configuration or the environment."""
    wanted = session.flags.get("lang")
    if wanted and locale.supported(wanted) is None:
        locale.use("auto")
        raise usage(_("--lang: one of {choices} is accepted.").format(choices=listed(locale.LANGUAGES)))
    locale.use("auto")  # for what may be wrong with the configuration that names another
    locale.use(session.text("lang"))
