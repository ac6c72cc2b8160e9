"""Where the file, the configuration and the themes live when nobody says.

On Linux `os` alone answers what platformdirs would (a test compares them); elsewhere it is asked.
"""

# `os` rather than `pathlib`, which a quiet alert run would pay for:
# ruff: noqa: PTH117, PTH118

import os
import sys

APP = "debt-tracker"
BOOK = "debt.db"
DEMO = "demo.db"
CONFIG = "config.toml"


def data_folder(*, usual: bool = False) -> str:
    """The folder of the file and its backups; the usual one is that of a process without variables."""
    return _folder("" if usual else "XDG_DATA_HOME", "~/.local/share", "data")


def config_folder(*, usual: bool = False) -> str:
    """The folder of the configuration and of one's own themes."""
    return _folder("" if usual else "XDG_CONFIG_HOME", "~/.config", "config")


def book_file(*, usual: bool = False) -> str:
    """The file that is meant when no other is named."""
    return os.path.join(data_folder(usual=usual), BOOK)


def demo_file() -> str:
    """The file of the demo household, never that of the person."""
    return os.path.join(data_folder(), DEMO)


def config_file(*, usual: bool = False) -> str:
    """The configuration that is read when no other is named."""
    return os.path.join(config_folder(usual=usual), CONFIG)


class NoHomeError(OSError):
    """Nothing says where this person's files belong: no home folder is known."""


def _folder(variable: str, usual: str, kind: str) -> str:
    if sys.platform != "linux" or "ANDROID_DATA" in os.environ:
        import platformdirs

        return str(getattr(platformdirs, f"user_{kind}_dir")(APP, appauthor=False))
    named = os.environ.get(variable, "")
    return os.path.join(named if os.path.isabs(named) else _home() + usual[1:], APP)


def _home() -> str:
    """The home folder; a HOME that is empty or relative counts as unset."""
    found = os.environ.get("HOME", "~")
    if not os.path.isabs(found):
        try:
            import pwd  # as rarely needed as HOME is missing

            found = pwd.getpwuid(os.getuid()).pw_dir
        except (ImportError, KeyError):
            found = ""
    if not os.path.isabs(found):
        raise NoHomeError
    return found.rstrip("/")
