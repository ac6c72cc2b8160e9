"""Every failure as an exit code, a code for programs, a sentence and what to do: decided here only."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import TYPE_CHECKING, Any, TypeVar, cast

from tracker.domain.text import clean
from tracker.locale import _, ngettext
from tracker.locale.joining import listed, told_of

if TYPE_CHECKING:
    from tracker.domain.problems import Checked, Problem

T = TypeVar("T")


class Exit(IntEnum):
    """The exit codes of the command line."""

    DONE = 0
    BUG = 1
    USAGE = 2
    NOT_FOUND = 3
    INVALID = 4
    DATABASE = 5
    REFUSED = 6
    DELIVERY = 7
    INFEASIBLE = 9
    DUE = 10
    OVERDUE = 11
    INTERRUPTED = 130
    BROKEN_PIPE = 141


class CliError(Exception):
    """A failure to be told: its code, its exit code, what happened, what to do."""

    def __init__(
        self, code: str, exit_code: Exit, message: str, hint: str = "", problems: tuple[Problem, ...] = ()
    ) -> None:
        super().__init__(message)
        self.code = code
        self.exit_code = exit_code
        self.message = message
        self.hint = hint
        self.problems = problems

    def as_json(self) -> dict[str, Any]:
        """The error as programs read it."""
        found: dict[str, Any] = {
            "code": self.code,
            "exit": int(self.exit_code),
            "message": self.message,
            "hint": self.hint,
        }
        if self.problems:
            found["problems"] = [_problem_json(each) for each in self.problems]
        return {"error": found}


def _problem_json(problem: Problem) -> dict[str, Any]:
    from tracker.locale.problems import sentence

    return {
        "code": problem.code,
        "field": problem.field,
        "value": problem.value,
        "line": problem.line,
        "column": problem.column,
        "message": sentence(problem),
    }


_MISSING = {
    "account_not_found", "cash_event_not_found", "file_missing", "gone", "profile_not_found",
    "unknown_profile", "unknown_theme",
}  # fmt: skip
"""Problems that mean: there is no such thing."""

_LISTED_BY = {
    "complaint": "talk complaint", "contact": "talk contacts", "dispute": "credit dispute list",
    "hardship": "talk hardship list", "mark": "credit mark list", "negotiation": "talk list",
    "offer": "talk offers list", "payment": "payment list", "promise": "talk promise list",
    "stage": "talk stage list",
}  # fmt: skip
"""The command that lists each kind of thing."""

_LONGEST = 200
"""What was typed is told up to here."""

_LONGEST_PATH = 1024


def refuse(problems: Iterable[Problem]) -> CliError:
    """The failure that problems with what was typed amount to."""
    from tracker.locale.problems import sentence

    found = tuple(problems)
    first = found[0]
    message = "\n".join(
        dict.fromkeys(_absent(each) if each.code == "gone" else sentence(each) for each in found)
    )
    if all(each.code in _MISSING for each in found):
        lists = _LISTED_BY.get(first.field or "", "")
        hint = _("{command} shows what there is.").format(command=f"debt {lists}") if lists else ""
        return CliError(first.code, Exit.NOT_FOUND, message, hint, found)
    if all(each.ask for each in found):
        hint = _("Say which is meant with {flag}.").format(flag=first.hint) if first.hint else ""
        return CliError(first.code, Exit.REFUSED, message, hint, found)
    return CliError(first.code, Exit.INVALID, message, problems=found)


def _absent(problem: Problem) -> str:
    """That what was named is not there; a command line cannot know whether it ever was."""
    from tracker.locale.fields import field_name

    return _("There is no such {field}, or it was removed.").format(field=field_name(problem.field))


def present(checked: Checked[T], code: str, message: str, hint: str = "") -> Checked[T]:
    """What a change came to; that its row does not exist is told in the given words."""
    if checked[0] is None and all(each.code == "gone" for each in checked[1]):
        raise CliError(code, Exit.NOT_FOUND, message, hint)
    return checked


def unsound(count: int, exit_code: Exit = Exit.DATABASE) -> CliError:
    """The failure that a look at what is kept found something wrong, told below what it found."""
    message = ngettext(
        "{count} thing is not as it should be.", "{count} things are not as they should be.", count
    )
    return CliError("unsound", exit_code, message.format(count=count))


def usage(message: str, hint: str = "", code: str = "usage") -> CliError:
    """A command line that cannot be meant."""
    return CliError(code, Exit.USAGE, message, hint)


def explain(error: BaseException, path: object = "") -> CliError | None:
    """What a known failure means to a person, `path` being the file it came from; None for a bug."""
    import click

    from tracker import locations
    from tracker.services.loan import find

    match error:
        case CliError():
            return error
        case click.ClickException():
            return _click(error)
        case find.LoanNotFoundError():
            message = _("There is no loan {name}.").format(name=_typed(error.text))
            if not error.text.strip():
                message = _("No loan is named.")
            return CliError(
                "loan_not_found", Exit.NOT_FOUND, message, _("debt loan list shows what there is.")
            )
        case OverflowError() if "SQLite INTEGER" in str(error):
            return CliError("not_found", Exit.NOT_FOUND, _("Nothing has a number as large as that."))
        case find.AmbiguousLoanError():
            return _ambiguous(error)
        case locations.NoHomeError():
            message = _("There is no home folder to keep the file in.")
            return CliError("no_home", Exit.DATABASE, message, _("Name a file with --db or DEBT_DB."))
    from tracker.services import alert
    from tracker.services import failures as errors

    if isinstance(error, alert.AlertRunBusyError):
        message = _("Another alert run is under way.")
        return CliError("alerts_busy", Exit.DATABASE, message, _("Try again when it has ended."))
    error = errors.named(error, str(path))
    return _store(error) if isinstance(error, errors.StoreError) else None


def _typed(text: str) -> str:
    """What was typed, as far as it helps to see it again."""
    said = clean(text)
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"


def _ambiguous(error: Any) -> CliError:
    lines = [_("{name} can mean several loans:").format(name=_typed(error.text))]
    lines += [f"  {number}  {clean(name)}" for number, name in error.matches]
    return CliError("loan_ambiguous", Exit.USAGE, "\n".join(lines), _("Use the number or more of the name."))


def _click(error: Any) -> CliError:
    import click

    command = error.ctx.command_path if getattr(error, "ctx", None) else "debt"
    hint = _("{command} --help shows how it is called.").format(command=command)
    match error:
        case click.MissingParameter():
            param = error.param
            name = ""
            if param is not None:
                name = param.opts[0] if param.param_type_name == "option" else _metavar(error)
            message = _("{name} is missing.").format(name=name)
        case click.NoSuchOption():
            message = _("There is no option {name}.").format(name=error.option_name)
            if error.possibilities:
                hint = _("Did you mean {names}?").format(names=listed(sorted(error.possibilities)))
        case click.BadParameter():
            message = _bad(error)
        case click.BadOptionUsage():
            message = _("{name} needs a value.").format(name=error.option_name)
        case click.UsageError() if "unexpected extra argument" in error.message:
            words = error.message.partition("(")[2].rstrip(")")
            message = _("Not understood: {words}").format(words=words)
        case click.UsageError() if error.ctx is not None and hasattr(error.ctx.command, "branch"):
            from difflib import get_close_matches

            message = _("There is no command {name}.").format(name=_quoted(error) or "''")
            known = cast("Any", error.ctx.command).list_commands(error.ctx)
            close = get_close_matches(_quoted(error), known)
            if close:
                hint = _("Did you mean {names}?").format(names=listed(close))
        case _:
            message = error.format_message()
    return usage(_typed(message), hint)


def _quoted(error: Any) -> str:
    """The word click names between apostrophes."""
    parts = error.format_message().split("'")
    return str(parts[1]) if len(parts) > 2 else ""


def _metavar(error: Any) -> str:
    return _(str(error.param.make_metavar(error.ctx)))


def _bad(error: Any) -> str:
    import click

    param = error.param
    name = param.opts[0] if param is not None and param.param_type_name == "option" else ""
    name = name or (_metavar(error) if param is not None else "")
    if param is not None and isinstance(param.type, click.Choice):
        return _("{name}: one of {choices} is accepted.").format(
            name=name, choices=listed(map(str, param.type.choices))
        )
    if param is not None and isinstance(param.type, click.types.IntParamType):
        low = getattr(param.type, "min", None)
        if low is not None:
            words = _("{name}: a whole number from {low} is accepted.")
            return words.format(name=name.strip("[]"), low=low)
        return _("{name}: a whole number is accepted.").format(name=name)
    return told_of(name, error.message) if name else str(error.message)


def _store(error: Any) -> CliError | None:
    """The file is missing, not ours, broken, busy, read-only; or a row is not what it was."""
    from tracker.services import failures as errors

    words = _file_words().get(type(error))
    if words is not None:
        code, message, hint = words
        known = {
            name: _file_word(name, str(value)) for name, value in vars(error).items() if value is not None
        }
        if isinstance(error, errors.DamagedFileError) and error.newest_backup is None:
            hint = _("There is no sound backup beside it; keep the file as it is.")
        if isinstance(error, errors.ForeignFileError):
            known["why"] = _reasons().get(error.reason, error.reason)
        return CliError(code, Exit.DATABASE, message.format_map(known), hint.format_map(known))
    match error:
        case errors.CryptMissingError():
            message = _("Encrypted copies need one more package: pip install 'debt-tracker[crypt]'")
            return CliError("crypt_missing", Exit.INVALID, message)
        case errors.SealedFileError():
            message = _("{path} is encrypted.").format(path=clean(error.path))
            hint = (
                _("A terminal asks for the passphrase; --passphrase-file or DEBT_BACKUP_PASSPHRASE give it.")
                if error.wants == "passphrase"
                else _("--identity FILE names the identity it was encrypted for.")
            )
            return CliError("backup_sealed", Exit.REFUSED, message, hint)
        case errors.BadKeyError():
            message = _("The passphrase or identity does not fit {path}: {detail}").format(
                path=clean(error.path), detail=clean(error.detail)
            )
            return CliError("key_unfit", Exit.INVALID, message, _("Nothing was written."))
        case errors.StaleRowError():
            message = _("It was changed elsewhere in the meantime; nothing was written.")
            return CliError("changed_elsewhere", Exit.INVALID, message, _("Look at it again, then repeat."))
        case errors.MissingRowError():
            message = _("There is no {table} {number}.").format(table=error.table, number=error.row_id)
            return CliError("not_found", Exit.NOT_FOUND, message)
        case errors.UndoConflictError():
            message = _("“{title}” cannot be taken back: what it changed was changed again since.").format(
                title=clean(error.title)
            )
            return CliError("undo_conflict", Exit.INVALID, message, _("debt history shows what was done."))
        case errors.ConstraintError():
            message = _("The file refuses this {table}: {detail}").format(
                table=error.table, detail=clean(error.detail)
            )
            return CliError("constraint", Exit.INVALID, message)
        case errors.QueryRefusedError():
            message = _("Only queries that read are run: {detail}").format(detail=clean(error.detail))
            return CliError("query_refused", Exit.REFUSED, message)
        case errors.QueryFailedError():
            message = _("SQLite cannot run this: {detail}").format(detail=clean(error.detail))
            return CliError("query_failed", Exit.INVALID, message, _("debt db stats names the tables."))
        case errors.QueryTooLongError():
            message = _("The query did not end within {seconds} seconds.").format(seconds=error.seconds)
            return CliError("query_too_long", Exit.INVALID, message)
        case errors.OldSqliteError():
            message = _("SQLite {found} is too old; {needed} is needed.").format(
                found=error.found, needed=error.needed
            )
            return CliError("old_sqlite", Exit.DATABASE, message)
    return None


def _file_word(name: str, text: str) -> str:
    """A part of what is said of a file: its path as far as it helps, what the system said in words."""
    from tracker.locale.system import system_text

    said = clean(text)
    if name == "detail":
        return system_text(said)
    return said if len(said) <= _LONGEST_PATH else f"{said[:_LONGEST_PATH]}…"


def _reasons() -> dict[str, str]:
    return {
        "not_a_file": _("it is not a regular file"),
        "empty": _("it is empty"),
        "not_sqlite": _("it is not an SQLite database"),
        "other_program": _("another program made it"),
    }


def _file_words() -> dict[type, tuple[str, str, str]]:
    from tracker.services import failures as errors

    untouched = _("The file was left as it is.")
    return {
        errors.MissingFileError: (
            "file_missing", _("There is no file {path}."), _("debt init --db {path} creates it.")
        ),
        errors.ExistingFileError: ("file_exists", _("There is a file {path} already."), untouched),
        errors.ForeignFileError: ("file_foreign", _("{path} is not a debt file: {why}."), untouched),
        errors.NewerFileError: (
            "file_newer",
            _("{path} was written by a newer version (schema {found}, this program knows {known})."),
            _("Install the newer version. The file was left as it is."),
        ),
        errors.OutdatedFileError: (
            "file_outdated",
            _("{path} has an older schema ({found} of {known}) and cannot be written."),
            _("Make the file and its folder writable; a backup is made before it is brought up to date."),
        ),
        errors.DamagedFileError: (
            "file_damaged",
            _("{path} is damaged: {detail}"),
            _("The newest sound backup is {newest_backup}; debt backup restore puts it in place."),
        ),
        errors.UnreadableFileError: ("file_unreadable", _("{path} cannot be read: {detail}"), ""),
        errors.LockedFileError: (
            "file_locked",
            _("{path} is busy: another program kept it locked for 10 seconds."),
            _("Try again when it has ended. Nothing was written."),
        ),
        errors.ReadOnlyFileError: (
            "file_read_only",
            _("{path} cannot be written: the file or its folder is read-only."),
            _("Reading works. Nothing was written."),
        ),
        errors.MovedFileError: (
            "file_moved", _("{path} was moved or replaced in the meantime."), _("Nothing was written.")
        ),
        errors.FullDiskError: (
            "disk_full", _("There is no space left for {path}."), _("Nothing was written.")
        ),
        errors.FailedDiskError: (
            "disk_failed", _("{path} cannot be read or written: {detail}"), _("Nothing was written.")
        ),
        errors.BadBackupError: (
            "backup_bad", _("{path} cannot be restored: {detail}"), _("The file in use was left as it is.")
        ),
        errors.CutBackupError: (
            "backup_cut",
            _("{path} is cut or damaged: no passphrase or identity opens what is left of it."),
            _("Fetch the copy again or take another one. The file in use was left as it is."),
        ),
    }  # fmt: skip


def bug(error: BaseException) -> CliError:
    """A failure nobody foresaw, in one line."""
    message = _("Something went wrong inside the program ({name}).").format(name=type(error).__name__)
    return CliError("bug", Exit.BUG, message, _("Nothing half was written. --debug shows where."))
