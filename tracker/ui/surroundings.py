"""What the dashboard is told about the world around it by whoever opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import Path

Keep = Callable[[str, str], None]
"""Keeps what was chosen, by its key in the configuration, for the next time."""

Settings = Mapping[str, tuple[str, str]]
"""The values that hold, each with where it is from: flag, env, config or default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Why the dashboard closes: `quit`, or to be opened again on another file.

    `restore` puts the copy at `path` in the place of the file first; `demo` and `own` change to the
    demo household and back.
    """

    what: str = "quit"
    path: Path | None = None
    passphrase: str = field(default="", repr=False)
    """What opens the copy, if it is encrypted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Settings, places and the version; the defaults are those of a dashboard on its own."""

    settings: Callable[[], Settings] = field(default=dict)
    config_path: str = ""
    version: str = ""
    cron_line: str = ""
    """The line that makes cron run the alerts."""
    zone: tzinfo | None = None
    """The zone that clock times are told in; None is that of the machine."""
    greeting: str = ""
    """What is said first, after another file was asked for."""
    variable: Callable[[str], str] = lambda _key: ""
    """The variable of the environment that sets a key in this run; empty if none does."""
    theme_folder: Path | None = None
    """Where a person's own themes are kept."""
    drafts: Path | None = None
    """The folder for what is typed and not saved; None keeps it in memory only."""
    can_reopen: bool = False
    """Whether a wish for another file is granted."""

    def setting(self, key: str) -> tuple[str, str]:
        """One value and where it is from; the default if nothing is known of it."""
        return self.settings().get(key, ("", "default"))

    def local(self, instant: str) -> str:
        """An instant of the book as a clock on the wall shows it."""
        return datetime.fromisoformat(instant).astimezone(self.zone).strftime("%Y-%m-%d %H:%M")
