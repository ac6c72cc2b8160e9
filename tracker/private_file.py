"""Files and folders for their owner only; a small file is written whole or not at all."""

# `os` rather than `pathlib`, as descriptors are what this is about:
# ruff: noqa: PTH101, PTH102, PTH105, PTH108, PTH110, PTH112, PTH120

from __future__ import annotations

import errno
import os


def write_private(path: str, text: str) -> None:
    """Have the text stand at the path, 0600, its missing folders 0700; a link is followed."""
    target = os.path.realpath(path)
    make_private_folder(os.path.dirname(target))
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


def make_private_folder(folder: str | os.PathLike[str]) -> None:
    """Create a folder and its missing parents, each for the owner only whatever the umask is."""
    folder = os.fspath(folder)
    if not folder or os.path.isdir(folder):
        return
    make_private_folder(os.path.dirname(folder))
    if os.path.lexists(folder):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), folder)
    os.mkdir(folder, 0o700)
    os.chmod(folder, 0o700)
