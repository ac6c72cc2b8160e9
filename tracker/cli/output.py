"""What goes to stdout: one answer, as a table for people or as JSON, CSV or tabbed lines for programs."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TextIO

from tracker.cli.cells import grid
from tracker.domain.text import clean, is_formula

Row = Mapping[str, Any]

_COLOURS = {"!!": "\x1b[1;31m", "!": "\x1b[33m", "~": "\x1b[2m", "ok": "\x1b[36m"}
_PLAIN = "\x1b[0m"
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")


class Table(NamedTuple):
    """Rows as a person reads them: each title, `>` before one whose column stands to the right."""

    titles: tuple[str, ...]
    lines: Sequence[tuple[str, ...]]


class Output:
    """The one writer to stdout; messages go to stderr."""

    def __init__(
        self,
        form: str = "table",
        *,
        colour: str = "auto",
        quiet: bool = False,
        verbose: bool = False,
        holding: bool = False,
        out: TextIO | None = None,
        err: TextIO | None = None,
    ) -> None:
        self.form = form
        self.quiet = quiet
        self.verbose = verbose
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self.held: list[str] | None = [] if holding else None
        """Messages that wait: what becomes of the run says whether they are lines or part of an error."""
        self.colour = _wants_colour(colour, self.out)

    def line(self, text: str = "") -> None:
        """One line of the answer."""
        self.raw(clean(text) + "\n")

    def raw(self, text: str) -> None:
        """Text of the answer that is clean already, as it is."""
        if self.out is None:
            raise LostOutputError
        self.out.write(text)

    def block(self, text: str) -> None:
        """Several lines of the answer."""
        self.raw(clean(text, lines=True).rstrip("\n") + "\n")

    def say(self, text: str) -> None:
        """A message for the person, on stderr."""
        if not self.quiet:
            self.warn(text)

    def warn(self, text: str) -> None:
        """A message that is not kept back by -q."""
        said = clean(text, lines=True)
        if self.held is not None:
            self.held.append(said)
        elif self.err is not None:
            self.err.write(said + "\n")
            self.err.flush()

    def release(self) -> None:
        """Write the messages that waited; none waits from now on."""
        waiting, self.held = self.held or [], None
        for each in waiting:
            self.warn(each)

    def json(self, value: object) -> None:
        """A value as JSON; a stream that is not Unicode gets escapes, so that nothing is lost."""
        import json

        encoding = (getattr(self.out, "encoding", None) or "utf-8").lower().replace("-", "")
        text = json.dumps(tidy(value), ensure_ascii=encoding != "utf8", indent=2)
        self.raw(text + "\n")

    def table(self, table: Table) -> None:
        """Rows for people, aligned, below a line of titles if there are any."""
        if not table.lines:
            return
        rights = [title.startswith(">") for title in table.titles]
        heads = [title.removeprefix(">") for title in table.titles]
        lines = [list(map(clean, line)) for line in table.lines]
        made = grid([heads, *lines], rights)
        if any(heads):
            self.raw(made[0] + "\n")
        for cells, text in zip(lines, made[1:], strict=True):
            mark = cells[0]
            if self.colour and mark in _COLOURS and text.startswith(mark):
                text = self.mark(mark) + text[len(mark) :]
            self.raw(text + "\n")

    def values(self, rows: Sequence[Row], fields: Sequence[str] = ()) -> None:
        """Rows for programs: CSV with a header, or lines with tabs and none."""
        flattened = [dict(_spread(row)) for row in rows]
        names = list(dict.fromkeys((*fields, *(name for row in flattened for name in row))))
        nested = {name.partition(".")[0] for name in names if "." in name}
        names = [name for name in names if name not in nested]
        if self.form == "plain":
            for row in flattened:
                self.raw("\t".join(clean(flat(row.get(name))) for name in names) + "\n")
            return
        import csv

        writer = csv.writer(_Rows(self), lineterminator="\n")
        writer.writerow(names)
        writer.writerows([neutral(row.get(name)) for name in names] for row in flattened)

    def mark(self, text: str) -> str:
        """A severity mark, in colour where there is colour."""
        return f"{_COLOURS[text]}{text}{_PLAIN}" if self.colour and text in _COLOURS else text


class LostOutputError(OSError):
    """There is nowhere to write the answer to."""


class _Rows:
    """What csv writes to."""

    def __init__(self, output: Output) -> None:
        self.write = output.raw


def _spread(row: Row, above: str = "") -> Iterator[tuple[str, Any]]:
    """The fields of a row, those of a table in it as `a.b`."""
    for name, value in row.items():
        if isinstance(value, Mapping):
            yield from _spread(value, f"{above}{name}.")
        else:
            yield f"{above}{name}", value


def flat(value: object) -> str:
    """A value as text for programs: empty for what is unknown, true and false in lower case."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case date():
            return value.isoformat()
        case list() | tuple():
            return ", ".join(map(flat, value))
        case Mapping():
            return ", ".join(f"{key}={flat(each)}" for key, each in value.items())
        case _:
            return str(value)


def tidy(value: object) -> object:
    """A value as JSON holds it: text cleaned, dates ISO."""
    match value:
        case str():
            return clean(value, lines=True)
        case None | bool() | int():
            return value
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {str(key): tidy(each) for key, each in value.items()}
        case list() | tuple():
            return [tidy(each) for each in value]
        case _:
            return clean(str(value))


def neutral(value: object) -> str:
    """A CSV cell; text that a spreadsheet would run as a formula gets an apostrophe."""
    text = clean(flat(value))
    risky = isinstance(value, str) and is_formula(text) and not _NUMBER.fullmatch(text)
    return f"'{text}" if risky else text


def _wants_colour(wish: str, out: TextIO | None) -> bool:
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return bool(out is not None and out.isatty())
