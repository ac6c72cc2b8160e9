"""Files are kept by their hash, whatever they are called; every change of one is found."""

from __future__ import annotations

import hashlib
import os
import stat

import pytest

from tracker.store import vault
from tracker.store.errors import FailedDiskError, FullDiskError
from tracker.store.vault import (
    UnkeepableFileError,
    fault_of,
    faults,
    keep,
    measure,
    place,
    strays,
    vault_folder,
)

CONTENT = b"three calls a day\n"
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "given.txt"
    path.write_bytes(CONTENT)
    return path


@pytest.fixture
def folder(path):
    return vault_folder(path)


def test_a_file_is_kept_under_its_hash_for_its_owner_only(source, folder):
    before = os.umask(0)
    try:
        kept = keep(source, folder)
    finally:
        os.umask(before)
    assert (kept.sha256, kept.bytes, kept.known) == (HASH, len(CONTENT), False)
    target = folder / HASH[:2] / HASH
    assert target == place(folder, HASH)
    assert target.read_bytes() == CONTENT
    assert folder.name == "book-evidence"
    assert [stat.S_IMODE(each.stat().st_mode) for each in (folder, target.parent, target)] == [
        0o700, 0o700, 0o600,
    ]  # fmt: skip
    assert source.read_bytes() == CONTENT
    assert list(folder.glob("*.partial")) == []


def test_the_same_file_is_kept_once(source, folder):
    keep(source, folder)
    inode = place(folder, HASH).stat().st_ino
    assert keep(source, folder).known
    assert place(folder, HASH).stat().st_ino == inode


@pytest.mark.parametrize(
    "name",
    ["..", "a b.txt", "-rf", "[bold]x", "$(id)", "a\nb", "\x1b]0;x\x07", "号.txt", "x" * 200, ".hidden"],
)
def test_no_name_leaves_the_folder(tmp_path, folder, name):
    inside = tmp_path / "in"
    inside.mkdir()
    given = inside / (name if name != ".." else "..x")
    given.write_bytes(CONTENT)
    before = set(tmp_path.rglob("*"))
    keep(given, folder)
    assert set(tmp_path.rglob("*")) - before == {
        folder, place(folder, HASH).parent, place(folder, HASH)
    }  # fmt: skip


def test_a_link_gives_the_file_it_names(source, tmp_path, folder):
    link = tmp_path / "link"
    link.symlink_to(source)
    assert keep(link, folder).sha256 == HASH
    assert not place(folder, HASH).is_symlink()


def refused(source, folder, **more):
    with pytest.raises(UnkeepableFileError) as caught:
        keep(source, folder, **more)
    assert not folder.exists() or not any(each.is_file() for each in folder.rglob("*"))
    return caught.value.code


def test_what_is_no_file_is_refused_without_waiting(tmp_path, folder):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "lost").symlink_to(tmp_path / "nowhere")
    (tmp_path / "empty").touch()
    assert refused(tmp_path / "pipe", folder) == "file_not_regular"
    assert refused(tmp_path / "lost", folder) == "file_missing"
    assert refused(tmp_path, folder) == "file_is_directory"
    assert refused(tmp_path / "empty", folder) == "file_empty"
    assert refused(tmp_path / "a\0b", folder) == "file_unreadable"
    with pytest.raises(UnkeepableFileError, match="file_not_regular"):
        measure(vault.Path("/dev/zero"))


def test_a_huge_file_is_refused_with_the_limit(source, tmp_path, folder):
    assert refused(source, folder, limit=5) == "file_too_large"
    huge = tmp_path / "huge"
    with huge.open("wb") as file:
        file.truncate(vault.LIMIT_BYTES + 1)
    assert refused(huge, folder) == "file_too_large"


def test_a_file_that_grows_while_it_is_read_is_refused(source, folder, monkeypatch):
    real = hashlib.sha256

    def growing():
        with source.open("ab") as file:
            file.write(b"x")
        return real()

    monkeypatch.setattr(vault.hashlib, "sha256", growing)
    assert refused(source, folder) == "file_changing"


def test_measuring_writes_nothing(source, folder):
    assert measure(source).sha256 == HASH
    assert not folder.exists()


@pytest.mark.parametrize(
    ("harm", "how"),
    [
        (lambda path: path.write_bytes(b"T" + CONTENT[1:]), "changed"),
        (lambda path: path.unlink(), "missing"),
        (lambda path: path.chmod(0o644), "open"),
        (lambda path: (path.unlink(), path.symlink_to("/etc/hostname")), "unreadable"),
        (lambda path: (path.unlink(), path.mkdir()), "unreadable"),
    ],
)
def test_every_change_of_a_file_is_found(source, folder, harm, how):
    keep(source, folder)
    assert list(faults(folder, [HASH])) == []
    harm(place(folder, HASH))
    (fault,) = faults(folder, [HASH, HASH])
    assert (fault.how, fault.path) == (how, str(place(folder, HASH)))


def test_keeping_again_mends_what_was_changed(source, folder):
    keep(source, folder)
    place(folder, HASH).write_bytes(b"x")
    assert not keep(source, folder).known
    assert fault_of(folder, HASH) is None


def test_what_nobody_names_is_told(source, folder):
    assert strays(folder, []) == ()
    keep(source, folder)
    (folder / "x.partial").touch()
    assert strays(folder, [HASH]) == (folder / "x.partial",)
    assert set(strays(folder, [])) == {folder / "x.partial", place(folder, HASH)}


def test_a_hash_is_never_a_path(folder):
    assert fault_of(folder, "../../etc/passwd").how == "missing"
    with pytest.raises(UnkeepableFileError):
        place(folder, "/" * 64)


def test_a_folder_that_is_a_link_is_not_written_through(source, folder, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder.mkdir()
    (folder / HASH[:2]).symlink_to(elsewhere)
    with pytest.raises(FailedDiskError):
        keep(source, folder)
    assert list(elsewhere.iterdir()) == []


def test_a_full_disk_leaves_nothing_behind(source, folder, monkeypatch):
    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(vault.os, "fsync", full)
    with pytest.raises(FullDiskError):
        keep(source, folder)
    assert [each for each in folder.rglob("*") if each.is_file()] == []


def test_a_file_is_handed_out_to_a_free_place(source, folder, tmp_path):
    keep(source, folder)
    target = tmp_path / "out.txt"
    vault.hand_out(folder, HASH, target)
    assert target.read_bytes() == CONTENT
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        vault.hand_out(folder, HASH, target)
    place(folder, HASH).unlink()
    with pytest.raises(FailedDiskError), vault.opened(folder, HASH):
        pass
