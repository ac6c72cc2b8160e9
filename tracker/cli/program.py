"""Runs one command line: language first, then click, then every failure as its exit code and one sentence."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from tracker.cli.errors import CliError, Exit, bug, explain, usage
from tracker.cli.output import LostOutputError, Output, tidy
from tracker.cli.session import Session, choose_language
from tracker.domain.text import clean
from tracker.locale import _
from tracker.locale.hiding import hide

NAME = "debt"
_COMPLETE = "_DEBT_COMPLETE"


def run(args: Sequence[str], session: Session | None = None) -> int:
    """Run a command line and answer with its exit code; nothing is raised."""
    session = session or Session()
    _prepare_streams()
    try:
        session.flags |= _early(args)
        choose_language(session)
        hide(hidden=bool(session.setting("hide_amounts").value))
        code = _invoke(list(args), session)
        if sys.stdout is not None:
            sys.stdout.flush()
        _end(session)
    except BaseException as error:  # noqa: BLE001 -- the last line of defence; a bug becomes one line
        code = _fail(error, args, session)
    return _leave(code)


def _invoke(args: list[str], session: Session) -> int:
    from tracker.cli.tree import ROOT

    if _COMPLETE not in os.environ:
        from tracker.cli.plain_line import read

        plain = read(args, ROOT)
        if plain is not None:
            session.flags |= plain.flags
            plain.command.function(session, **plain.values)
            return session.exit_code
    import click

    from tracker.cli.clicked import build_root

    root = build_root(ROOT)
    if _COMPLETE in os.environ:
        from click.shell_completion import shell_complete

        return shell_complete(root, {"obj": session}, NAME, _COMPLETE, os.environ[_COMPLETE])
    try:
        with root.make_context(NAME, args, obj=session) as ctx:
            root.invoke(ctx)
    except click.exceptions.NoArgsIsHelpError as error:
        if session.flags.get("json"):
            raise _without_a_command(error) from error
        sys.stderr.write(error.format_message() + "\n")
        return int(Exit.USAGE)
    except click.exceptions.Exit as leaving:
        if sys.stdout is None:
            raise LostOutputError from leaving  # help or a version that nobody could read
        return leaving.exit_code
    return session.exit_code


def _end(session: Session) -> None:
    """Say what waited for the end: messages, and a failure that came with an answer."""
    if session.failure is not None:
        _tell(session.failure, session)
    elif "out" in session.__dict__:
        session.out.release()


def _early(args: Sequence[str]) -> dict[str, Any]:
    """Flags that hold before the command line is understood: its own failures are told by them."""
    found: dict[str, Any] = {}
    words = list(args[: args.index("--")]) if "--" in args else list(args)
    for name in ("json", "debug"):
        if f"--{name}" in words:
            found[name] = True
    for name in ("lang", "config"):
        for place, word in enumerate(words):
            if word == f"--{name}" and place + 1 < len(words):
                found[name] = words[place + 1]
            elif word.startswith(f"--{name}="):
                found[name] = word.partition("=")[2]
    return found


def _prepare_streams() -> None:
    """Answers are UTF-8 unless a terminal is of another kind; nothing fails to be encoded."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if stream is None or reconfigure is None:
            continue
        if stream.isatty() or (stream.encoding or "").lower() in ("utf-8", "utf8"):
            reconfigure(errors="replace")
        else:
            reconfigure(encoding="utf-8", errors="replace")


def _fail(error: BaseException, args: Sequence[str], session: Session) -> int:
    """Tell a failure on stderr; its exit code."""
    if _is_broken_pipe(error):
        return int(Exit.BROKEN_PIPE)
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else int(Exit.BUG)
    if _is_interrupt(error):
        _tell(CliError("interrupted", Exit.INTERRUPTED, _("Interrupted; nothing was written.")), session)
        return int(Exit.INTERRUPTED)
    told = _told(error, session)
    if told is None:
        if session.flags.get("debug") or "--debug" in args:
            import traceback

            _complain("".join(traceback.format_exception(error)).rstrip())
        told = bug(error)
    _tell(told, session)
    return int(told.exit_code)


def _told(error: BaseException, session: Session) -> CliError | None:
    path: object = ""
    # Which file is meant may be what cannot be told.
    with suppress(Exception):
        path = session.path
    try:
        found = explain(error, path)
    except Exception:  # noqa: BLE001 -- telling one failure must not become another
        return None
    if found is not None or not isinstance(error, OSError):
        return found
    from tracker.locale.system import system_text

    if isinstance(error, LostOutputError) or error.errno in (errno.ENOSPC, errno.EIO, errno.EBADF):
        detail = system_text(clean(error.strerror or "stdout"))
        message = _("The answer could not be written: {detail}").format(detail=detail)
        return CliError("output_lost", Exit.BUG, message, _("Nothing in the file was lost."))
    name = clean(str(error.filename or ""))
    message = _("{path}: {detail}").format(path=name, detail=system_text(clean(error.strerror or str(error))))
    if isinstance(error, FileNotFoundError):
        return CliError("no_such_file", Exit.NOT_FOUND, message)
    return CliError("system", Exit.INVALID, message)


def _without_a_command(error: Any) -> CliError:
    command = error.ctx.command_path if error.ctx else NAME
    return usage(
        _("{name} is missing.").format(name=_("COMMAND …")),
        _("{command} --help shows how it is called.").format(command=command),
    )


def _tell(error: CliError, session: Session) -> None:
    if session.flags.get("json"):
        import json

        found = error.as_json()
        out = session.__dict__.get("out")
        if out is not None and out.held:
            found["error"]["messages"] = out.held
        _complain(json.dumps(tidy(found), ensure_ascii=False))
        return
    _complain(error.message)
    decided_by = error.problems[0].hint if error.problems else None
    if error.hint and not (decided_by and decided_by in error.message):  # said already
        _complain(error.hint)


def _complain(text: str) -> None:
    with suppress(OSError, ValueError):  # nobody may be left to be told
        Output(err=sys.stderr).warn(text)


def _is_interrupt(error: BaseException) -> bool:
    import click

    return isinstance(error, KeyboardInterrupt | click.exceptions.Abort)


def _is_broken_pipe(error: BaseException) -> bool:
    return isinstance(error, BrokenPipeError) or (isinstance(error, OSError) and error.errno == errno.EPIPE)


def _leave(code: int) -> int:
    """Write what is left; a reader that went away is not worth a word, lost output is."""
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        code = code or int(Exit.BUG)
        _abandon()
    return code


def _abandon() -> None:
    """Point stdout elsewhere, so that the interpreter does not fail to flush it once more at its end."""
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
