"""Writes a small file whole or not at all, for its owner only."""

# `os` rather than `pathlib`, as descriptors are what this is about:
# ruff: noqa: PTH103, PTH105, PTH108, PTH110, PTH120

from __future__ import annotations

import os


def write_private(path: str, text: str) -> None:
    """Have the text stand at the path, 0600, its missing folders 0700; a link is followed."""
    target = os.path.realpath(path)
    os.makedirs(os.path.dirname(target), mode=0o700, exist_ok=True)
    partial = f"{target}.{os.getpid()}.partial"
    descriptor = os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            os.fchmod(file.fileno(), 0o600)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)
    finally:
        if os.path.exists(partial):
            os.unlink(partial)
