"""Where the channels of alerts are kept, and whether there are any; sending through them is `channel`."""

# `os` rather than `pathlib`, which every alert run would pay for:
# ruff: noqa: PTH116, PTH118, PTH120

from __future__ import annotations

import os

FILE = "channels.toml"


def channel_file(config_path: str) -> str:
    """The file of channels that belongs to a configuration."""
    return os.path.join(os.path.dirname(config_path), FILE)


def has_channels(path: str) -> bool:
    """Whether there is a file of channels; one that cannot be looked at counts, so that it is told."""
    try:
        os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        pass
    return True
