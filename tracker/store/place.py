"""Where a file lies: on a network or in a folder kept in step by a program, where locks and copies fail."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tracker.store.connection import StrPath

_NETWORKS = {
    "9p", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs",
    "fuse.sshfs", "fuse.vmhgfs-fuse", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "prl_fs", "smb3",
    "smbfs", "vboxsf",
}  # fmt: skip
_SYNCED_NAMES = {
    "baidusyncdisk", "box sync", "com~apple~clouddocs", "dropbox", "google drive", "googledrive",
    "icloud drive", "megasync", "mobile documents", "nextcloud", "nutstore", "nutstore files", "onedrive",
    "owncloud", "pcloud drive", "pclouddrive", "seafile", "syncthing", "yandex.disk",
    "坚果云", "我的坚果云", "百度网盘",
}  # fmt: skip
_SYNCED_MARKS = (".dropbox", ".nextcloudsync.log", ".owncloudsync.log", ".seafile-data", ".stfolder")
_MOUNTS = "/proc/self/mountinfo"


def network_kind(path: StrPath, mounts: StrPath = _MOUNTS) -> str:
    """The kind of network file system a path is on; empty for a disk of this machine or an unknown one."""
    try:
        table = Path(mounts).read_text("utf-8", "replace")
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return ""
    best, kind = "", ""
    for line in table.splitlines():
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if not dash or len(fields) < 5 or not after:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda code: chr(int(code[1], 8)), fields[4])
        # Of two mounts on the same point the later one is seen.
        if len(point) >= len(best) and (real + "/").startswith(point.rstrip("/") + "/"):
            best, kind = point, after.split(" ", 1)[0]
    return kind if kind in _NETWORKS else ""


def synced_folder(path: StrPath) -> Path | None:
    """The folder above a file that a program seems to keep in step with other computers; None without one."""
    try:
        parents = Path(os.path.realpath(path)).parents
        for folder in parents:
            name = folder.name.casefold()
            if name in _SYNCED_NAMES or name.startswith(("onedrive - ", "dropbox (")):
                return folder
            if any(os.path.lexists(folder / mark) for mark in _SYNCED_MARKS):
                return folder
    except (OSError, ValueError):
        return None
    return None
