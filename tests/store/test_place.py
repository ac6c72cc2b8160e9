from __future__ import annotations

import pytest

from tracker.store.place import network_kind, synced_folder

TABLE = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/family rw,relatime shared:2 - nfs4 server:/home rw
41 40 8:2 / /mnt/family/stick rw - vfat /dev/sdb1 rw
42 22 0:42 / /mnt/with\\040blank rw - cifs //nas/share rw
43 22 0:43 / /mnt/over rw - nfs4 server:/over rw
44 22 8:3 / /mnt/over rw - ext4 /dev/sdc1 rw
nonsense
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/debt.db", ""),
        ("/mnt/family/debt.db", "nfs4"),
        ("/mnt/family/stick/debt.db", ""),
        ("/mnt/familys/debt.db", ""),
        ("/mnt/with blank/debt.db", "cifs"),
        ("/mnt/over/debt.db", ""),
    ],
)
def test_the_innermost_mount_says_whether_it_is_a_network(tmp_path, path, kind):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(TABLE)
    assert network_kind(path, mounts) == kind


def test_what_cannot_be_told_is_no_network(tmp_path):
    assert network_kind("/mnt/family/debt.db", tmp_path / "none") == ""
    assert network_kind("a\0b", tmp_path / "none") == ""


@pytest.mark.parametrize(
    ("folder", "mark"), [("Dropbox", ""), ("OneDrive - Work", ""), ("坚果云", ""), ("x", ".stfolder")]
)
def test_a_folder_that_is_kept_in_step_is_known_by_name_or_mark(tmp_path, folder, mark):
    top = tmp_path / folder
    (top / "money").mkdir(parents=True)
    if mark:
        (top / mark).mkdir()
    assert synced_folder(top / "money" / "debt.db") == top
    assert synced_folder(tmp_path / "debt.db") is None
