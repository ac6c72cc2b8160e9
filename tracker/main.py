"""The console script: a quiet alert run is answered before anything is imported, all else is handed over.

Nothing but `os` and `sys` is imported at the top: cron pays for every module, every day.
"""

import os
import sys

TYPE_CHECKING = False  # `typing` is not free
if TYPE_CHECKING:
    from typing import NoReturn

VERSION = "0.1.0"

_QUIET_FLAGS = {"-q", "--quiet", "--no-input"}
_DECIDES = ("db", "tz", "today", "alert", "\\")
"""Words of a configuration file that change what a quiet run asks; a backslash may spell any of them."""


def main() -> "NoReturn":
    """Run the command line as the process was called, and end the process.

    Everything is written and closed by then, so the interpreter is not taken apart piece by piece:
    that alone is a third of a quiet alert run, and a tenth of `debt due`.
    """
    code = answer(sys.argv[1:])
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        code = code or 1
    os._exit(code)


def answer(args: list[str]) -> int:
    """Run a command line; its exit code."""
    if args[:2] == ["alerts", "run"] and _is_quiet(args[2:]):
        return 0
    if args in (["-V"], ["--version"]) and sys.stdout is not None:
        sys.stdout.write(f"debt {VERSION}\n")  # asked often by scripts; needs nothing else
        return 0
    import gc

    gc.set_threshold(50_000, 20, 20)  # most runs end before there is garbage worth looking for
    from tracker.cli.program import run

    return run(args)


def _is_quiet(words: list[str]) -> bool:
    """Whether an alert run with these flags has nothing to say; those that cron lines bear are known here."""
    known = {"--db": "", "--lang": ""}
    rest = iter(words)
    for word in rest:
        if word in known:
            known[word] = next(rest, "")
            if not known[word] or known[word].startswith("-"):
                return False
        elif word not in _QUIET_FLAGS:
            return False
    if known["--lang"] not in ("", "en", "zh_CN") or known["--db"].startswith("~"):
        return False
    return _nothing_to_say(known["--db"])


def _nothing_to_say(named: str = "") -> bool:
    """Whether a plain alert run has nothing to say, which is then noted; False for whatever is unusual."""
    from tracker import locations

    environ = os.environ
    try:
        if environ.get("DEBT_TZ") or _decides_elsewhere(
            environ.get("DEBT_CONFIG") or locations.config_file()
        ):
            return False
        path = named or environ.get("DEBT_DB") or locations.book_file()

        from tracker.store.gate import quiet_run

        from datetime import UTC, date, datetime  # isort: skip -- loaded by sqlite3 already

        told = environ.get("DEBT_TODAY")
        today = date.fromisoformat(told) if told else date.today()  # noqa: DTZ011 -- the zone of the machine
        at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return quiet_run(path, at=at, today_iso=today.isoformat()) is True
    except (OSError, ValueError):
        return False


def _decides_elsewhere(config: str) -> bool:
    """Whether a configuration file may have a say in which file and which day are meant."""
    try:
        with open(config, "rb") as file:
            text = file.read().decode("utf-8", "replace").casefold()
    except FileNotFoundError:
        return False
    return any(word in text for word in _DECIDES)


if __name__ == "__main__":
    main()
