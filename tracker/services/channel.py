"""Where alerts go: channels named in a private file beside the configuration, and sending through them.

An address with a secret in it stands in that file, in a file of its own, or comes from a command; it is
never in the book, in a log, or in what is shown.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tracker.domain.problems import Checked, Problem
from tracker.private_file import write_private
from tracker.services.channel_place import channel_file as channel_file
from tracker.services.channel_send import DELIVERED, NO_ADDRESS, NO_LIBRARY

STDOUT = "stdout"
"""With no channel set up, what is printed reaches the person by cron's own mail."""

SECONDS = 30
_SECRET_SECONDS = 10
_HEAD = "# Where alerts go. Keep it to yourself: an address may hold a secret.\n\n"
_NAME = re.compile(r"[\w-]{1,40}")
_SHOWN_FROM = 16
"""Of an address shorter than this not even the end is shown."""


class Kind(StrEnum):
    """How a channel finds its address, or that it is a program which takes the message."""

    URL = "url"
    FILE = "file"
    COMMAND = "command"
    PIPE = "pipe"


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way to the person; `value` may be a secret and is never shown."""

    name: str
    kind: Kind
    value: str

    def __repr__(self) -> str:
        return f"Channel({self.name!r}, {self.kind.value})"


class ChannelFileError(Exception):
    """The file of channels cannot be used."""

    def __init__(self, path: str, detail: str) -> None:
        super().__init__(path, detail)
        self.path = path
        self.detail = detail


def read_channels(path: str) -> tuple[Channel, ...]:
    """The channels in the order they stand; none where there is no file. Raises ChannelFileError."""
    try:
        content = Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as error:
        raise ChannelFileError(path, error.strerror or "") from error
    import tomllib

    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise ChannelFileError(path, "TOML") from None  # the error may quote the line
    found = []
    for name, table in tables.items():
        kinds = [kind for kind in Kind if isinstance(table, Mapping) and isinstance(table.get(kind), str)]
        if len(kinds) != 1 or not _NAME.fullmatch(name) or name == STDOUT:
            raise ChannelFileError(path, f"[{name}]")
        found.append(Channel(name=name, kind=kinds[0], value=table[kinds[0]]))
    return tuple(found)


def add_channel(path: str, name: str, kind: Kind, value: str) -> Checked[Channel]:
    """Keep a channel in the private file; a name that is taken or an address of no use is refused."""
    value = value.strip()
    held = read_channels(path)
    if not _NAME.fullmatch(name) or name == STDOUT:
        return None, (Problem(code="channel_name", field="name", value=name),)
    if any(each.name == name for each in held):
        return None, (Problem(code="name_taken", field="name", value=name),)
    if not value:
        return None, (Problem(code="required", field=kind.value),)
    if kind is Kind.FILE:
        value = str(Path(value).expanduser().absolute())
        if open_to_others(value):
            return None, (Problem(code="file_not_private", field="file", value=value),)
    channel = Channel(name=name, kind=kind, value=value)
    if kind is Kind.URL:
        code = _call({"url": value, "check": True}, _SECRET_SECONDS)
        if code == NO_LIBRARY:
            return None, (Problem(code="notify_missing", field="url"),)
        if code != DELIVERED:
            return None, (Problem(code="channel_address", field="url"),)  # without it: it may be a secret
    _write(path, (*held, channel))
    return channel, ()


def remove_channel(path: str, name: str) -> Checked[Channel]:
    """Take a channel out of the private file."""
    held = read_channels(path)
    for each in held:
        if each.name == name:
            _write(path, tuple(other for other in held if other is not each))
            return each, ()
    return None, (Problem(code="gone", field="name", value=name),)


def open_to_others(path: str) -> bool:
    """Whether a file exists and somebody else may read it."""
    import stat

    try:
        return bool(stat.S_IMODE(Path(path).stat().st_mode) & 0o077)
    except OSError:
        return False


def masked(channel: Channel) -> str:
    """What may be shown of a channel's address: its kind and the last letters of a long one."""
    if channel.kind is not Kind.URL:
        return ""
    scheme, _colon, rest = channel.value.partition("://")
    tail = rest.rstrip("/").partition("?")[0][-3:] if len(rest) >= _SHOWN_FROM and "@" not in rest else ""
    return f"{scheme[:12]} ****{tail}"


def send(channel: Channel, title: str, body: str, *, seconds: int = SECONDS) -> str:
    """Send a message within a time; empty if it was delivered, else a word for why not."""
    if channel.kind is Kind.PIPE:
        code, _out = _shell(channel.value, f"{title}\n\n{body}\n", seconds)
        return "" if code == 0 else "too_long" if code is None else "program_failed"
    url = _address(channel)
    if not url:
        return "no_secret"
    code = _call({"url": url, "title": title, "body": body}, seconds)
    reasons = {DELIVERED: "", NO_LIBRARY: "no_library", NO_ADDRESS: "no_address", None: "too_long"}
    return reasons.get(code, "not_delivered")


def _address(channel: Channel) -> str:
    match channel.kind:
        case Kind.FILE:
            try:
                text = Path(channel.value).read_text("utf-8")
            except (OSError, UnicodeDecodeError):
                return ""
        case Kind.COMMAND:
            code, text = _shell(channel.value, "", _SECRET_SECONDS)
            if code != 0:
                return ""
        case _:
            text = channel.value
    return next((line.strip() for line in text.splitlines() if line.strip()), "")


def _call(asked: Mapping[str, object], seconds: int) -> int | None:
    """Have another process do it; its exit code, None if it took too long."""
    import json

    paths = os.pathsep.join(each for each in sys.path if each)
    code, _out = _run(
        [sys.executable, "-m", "tracker.services.channel_send"],
        json.dumps(asked),
        seconds,
        {**os.environ, "PYTHONPATH": paths},
    )
    return code


def _shell(command: str, text: str, seconds: int) -> tuple[int | None, str]:
    return _run(["/bin/sh", "-c", command], text, seconds, dict(os.environ))


def _run(words: list[str], text: str, seconds: int, environ: dict[str, str]) -> tuple[int | None, str]:
    """Run a program with a text on its stdin; its exit code (None: ended for taking too long) and answer."""
    import signal
    import subprocess  # not before there is a channel: most runs have none

    try:
        process = subprocess.Popen(  # noqa: S603 -- the person's own command, from their private file
            words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environ,
            start_new_session=True,
        )  # fmt: skip
    except OSError:
        return 127, ""
    with process:
        try:
            out, _err = process.communicate(text.encode("utf-8"), timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return None, ""
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    return process.returncode, out.decode("utf-8", "replace")


def _write(path: str, channels: tuple[Channel, ...]) -> None:
    import tomlkit

    document = tomlkit.document()
    for each in channels:
        table = tomlkit.table()
        table[each.kind.value] = each.value
        document[each.name] = table
    write_private(path, _HEAD + tomlkit.dumps(document))
